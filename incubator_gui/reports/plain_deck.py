"""A short deck of slides, for the sample: whole pages of one size, plain or locked with a password."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from incubator_gui.reports import style as s
from incubator_gui.reports.fonts import face
from incubator_gui.reports.text import Cleaner, break_lines, language_of

SIZES: Mapping[str, tuple[float, float]] = {
    "wide": (960.0, 540.0), "a4": s.ACROSS, "upright": s.UPRIGHT, "square": (600.0, 600.0), "poster": (1600.0, 300.0)}
"""Sizes of pages, as people really send them."""


def plain_deck(name: str, claim: str, slides: Sequence[tuple[str, str]], size: str = "wide", password: str = "",
               colour: str = s.ACCENT) -> bytes:
    """A title page and a page for each slide (title, text); without a password the same input gives the same bytes."""
    wide, tall = SIZES[size]
    out, cleaner = io.BytesIO(), Cleaner()
    canvas = Canvas(out, pagesize=(wide, tall), invariant=1, initialFontName=face().name)
    canvas.setTitle(cleaner.clean(name))
    big, normal, margin = min(wide, tall) * 0.075, min(wide, tall) * 0.037, min(wide, tall) * 0.1
    room = wide - 2 * margin

    def words(text: str, y: float, points: float, bold: bool, most: int, ink: str = s.INK) -> float:
        clean = cleaner.printed(text)
        lines, _ = break_lines(clean, room, points, bold=bold, most=most, language=language_of(clean, "en"))
        canvas.setFont(face(bold).name, points)
        canvas.setFillColor(HexColor(ink))
        for line in lines:
            canvas.drawString(margin, y, line)
            y -= points * 1.5
        return y

    canvas.setFillColor(HexColor(colour))
    canvas.rect(0, 0, margin * 0.35, tall, stroke=0, fill=1)
    y = words(name, tall * 0.6, big * 1.25, True, 2)
    words(claim, y - big * 0.3, normal * 1.2, False, 4, s.MUTED)
    canvas.showPage()
    for number, (title, text) in enumerate(slides, 2):
        canvas.setFillColor(HexColor(colour))
        canvas.rect(margin, tall - margin * 0.62, room * 0.12, margin * 0.08, stroke=0, fill=1)
        y = words(title, tall - margin - big * 0.6, big, True, 1)
        words(text, y - normal * 0.6, normal, False, max(int((y - margin) / (normal * 1.5)), 1))
        canvas.setFont(face().name, normal * 0.7)
        canvas.setFillColor(HexColor(s.MUTED))
        canvas.drawRightString(wide - margin, margin * 0.5, str(number))
        canvas.showPage()
    canvas.save()
    return _locked(out.getvalue(), password) if password else out.getvalue()


def _locked(content: bytes, password: str) -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as book:
        book.save(out, encryption=pikepdf.Encryption(owner=password, user=password))
    return out.getvalue()
