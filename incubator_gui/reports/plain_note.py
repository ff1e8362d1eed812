"""A short PDF with a title and some paragraphs, for documents that the program makes itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

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


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of text where it stands: page from 1, left end of its base line in points from below, size, boldness.

    `text` begins at the character `start` of its paragraph.
    """

    page: int
    text: str
    x: float
    y: float
    size: float
    strong: bool = False
    start: int = 0

    def width(self, length: int | None = None) -> float:
        """How long it is, or its first characters are."""
        return face(self.strong).width(self.text if length is None else self.text[:length], self.size)


def chapter_lines(title: str, line: str, chapters: Sequence[tuple[str, Sequence[str]]],
                  author: str = "") -> tuple[Placed, ...]:
    """What `plain_chapters` prints, line by line: whoever knows the paper can point at its words."""
    out: list[Placed] = []
    pages = [(author, 26.0, [title, line])] + [(f"{number}  {name}", 18.0, [*texts]) for number, (name, texts)
                                                in enumerate(chapters, 1)]
    for number, (name, size, texts) in enumerate(pages, 1):
        y = _TOP if number > 1 else _TOP - 220
        for first, start in _lines(name, face(True).fitting, size):
            out.append(Placed(number, first, _LEFT, y, size, True, start))
            y -= size * 1.3
        y -= 16
        for text in texts:
            for first, start in _lines(text, face(False).fitting, 11.5):
                if y <= 70:
                    break
                out.append(Placed(number, first, _LEFT, y, 11.5, False, start))
                y -= 18
            y -= 12
        out.append(Placed(number, f"{author} · {title}", _LEFT, 36, 8))
        foot = f"{number} / {len(pages)}"
        out.append(Placed(number, foot, _LEFT + _WIDTH - face(False).width(foot, 8), 36, 8))
    return tuple(out)


def plain_chapters(title: str, line: str, chapters: Sequence[tuple[str, Sequence[str]]], author: str = "") -> bytes:
    """A title page and a page for each chapter, numbered; the same input gives the same bytes."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=face(False).name)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for _page, lines in groupby(chapter_lines(title, line, chapters, author), key=lambda one: one.page):
        for one in lines:
            canvas.setFont(face(one.strong).name, one.size)
            canvas.drawString(one.x, one.y, one.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lines(text: str, fitting: Callable[[str, float], int], size: float) -> Iterator[tuple[str, int]]:
    """The lines of a paragraph, and where each begins in it."""
    start = 0
    while start < len(text):
        rest = text[start:]
        first, after = _broken(rest, fitting(rest, _WIDTH * 1000 / size))
        yield first, start
        start = len(text) - len(after)


def _broken(text: str, fit: int) -> tuple[str, str]:
    """The first line and what is left; Latin text breaks at blanks."""
    if fit >= len(text):
        return text, ""
    at = text.rfind(" ", 0, fit + 1)
    if at > fit // 2:
        return text[:at], text[at + 1 :]
    return text[: max(fit, 1)], text[max(fit, 1) :]
