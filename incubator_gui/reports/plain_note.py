"""A short PDF with a title and some paragraphs, for documents that the program makes itself."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from incubator_gui.reports.fonts import face

_LEFT, _TOP, _WIDTH = 57.0, 770.0, 480.0


def plain_note(title: str, paragraphs: Sequence[str], author: str = "") -> bytes:
    """One page of plain text, broken at the width of the page; the same input gives the same bytes."""
    out = io.BytesIO()
    strong, normal = face(True), face(False)
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=normal.name)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    y = _TOP
    canvas.setFont(strong.name, 18)
    canvas.drawString(_LEFT, y, title)
    y -= 34
    canvas.setFont(normal.name, 10.5)
    for paragraph in paragraphs:
        rest = paragraph
        while rest and y > 60:
            fit = normal.fitting(rest, _WIDTH * 1000 / 10.5)
            line, rest = _broken(rest, fit)
            canvas.drawString(_LEFT, y, line)
            y -= 16
        y -= 8
    canvas.save()
    return out.getvalue()


def plain_chapters(title: str, line: str, chapters: Sequence[tuple[str, Sequence[str]]], author: str = "") -> bytes:
    """A title page and a page for each chapter, numbered; the same input gives the same bytes."""
    out = io.BytesIO()
    strong, normal = face(True), face(False)
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=normal.name)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    pages = [(author, 26.0, [title, line])] + [(f"{number}  {name}", 18.0, [*texts]) for number, (name, texts)
                                                in enumerate(chapters, 1)]
    for number, (name, size, texts) in enumerate(pages, 1):
        y = _TOP if number > 1 else _TOP - 220
        canvas.setFont(strong.name, size)
        rest = name
        while rest:
            first, rest = _broken(rest, strong.fitting(rest, _WIDTH * 1000 / size))
            canvas.drawString(_LEFT, y, first)
            y -= size * 1.3
        y -= 16
        canvas.setFont(normal.name, 11.5)
        for text in texts:
            rest = text
            while rest and y > 70:
                first, rest = _broken(rest, normal.fitting(rest, _WIDTH * 1000 / 11.5))
                canvas.drawString(_LEFT, y, first)
                y -= 18
            y -= 12
        canvas.setFont(normal.name, 8)
        canvas.drawString(_LEFT, 36, f"{author} · {title}")
        canvas.drawRightString(_LEFT + _WIDTH, 36, f"{number} / {len(pages)}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _broken(text: str, fit: int) -> tuple[str, str]:
    """The first line and what is left; Latin text breaks at blanks."""
    if fit >= len(text):
        return text, ""
    at = text.rfind(" ", 0, fit + 1)
    if at > fit // 2:
        return text[:at], text[at + 1 :]
    return text[: max(fit, 1)], text[max(fit, 1) :]
