"""The sheet of a pack: places of each company under its own key, and pages that wait for a deck."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from incubator_gui.core.languages import Translator
from incubator_gui.reports import style as s
from incubator_gui.reports.fonts import BOLD, face
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.style import MM, Style
from incubator_gui.reports.text import fitted
from incubator_gui.reports.values import PaperOptions


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a page of a deck goes: the page of the pack, counted from 0, and a rectangle on it."""

    page: int
    deck: str
    deck_page: int
    left: float
    bottom: float
    right: float
    top: float


class PackPaper(Paper):
    """A paper that remembers slots; `prefix` keeps the places of companies apart."""

    def __init__(self, target: Path | str, options: PaperOptions, words: Translator, title: str,
                 subject: str = "") -> None:
        self.prefix = ""
        self.slots: list[Slot] = []
        self._under = True
        self._broken: dict[tuple[str, Style, float, int | None], tuple[list[str], bool]] = {}
        super().__init__(target, options, words, title, subject)

    def lines(self, text: str, style: Style, width: float, most: int | None = None) -> tuple[list[str], bool]:
        """Lines, remembered: a one-pager is tried several times until it fits."""
        key = (text, style, width, most)
        found = self._broken.get(key)
        if found is None:
            if len(self._broken) > 5_000:
                self._broken.clear()
            found = self._broken[key] = super().lines(text, style, width, most)
        return list(found[0]), found[1]

    def mark(self, key: str, title: str, top: float, level: int = 0) -> None:
        """A place, under the prefix at hand."""
        super().mark(f"{self.prefix}{key}", title, top, level)

    def page_of(self, key: str, x: float, top: float, style: Style, width: float) -> None:
        """The page of a place, under the prefix at hand."""
        super().page_of(f"{self.prefix}{key}", x, top, style, width)

    def link(self, key: str, x: float, y: float, width: float, height: float, title: str) -> None:
        """The way to a place, under the prefix at hand."""
        super().link(f"{self.prefix}{key}", x, y, width, height, title)

    def slot_page(self) -> None:
        """A new page whose watermark comes over the deck, not under it."""
        self._under = False
        self.new_page()
        self._under = True
        self.head_and_foot()

    def slot(self, deck: str, deck_page: int, size: tuple[float, float], left: float, bottom: float, width: float,
             height: float) -> None:
        """Room for a page of a deck, in the middle of a box and framed."""
        ratio = min(width / size[0], height / size[1])
        wide, tall = size[0] * ratio, size[1] * ratio
        x, y = left + (width - wide) / 2, bottom + (height - tall) / 2
        self.slots.append(Slot(self.page - 1, deck, deck_page, x, y, x + wide, y + tall))
        self.box(x, y, wide, tall, edge=s.RULE, thick=0.2 * MM)

    def veil(self) -> None:
        """The watermark over the decks of this page, thin enough to read through."""
        text = fitted(self.say(self.options.watermark), self.height * 0.9, 24, bold=True)
        if not text:
            return
        canvas = self.canvas
        canvas.saveState()
        canvas.setFillColor(self.colour(s.MUTED))
        canvas.setFillAlpha(0.16)
        canvas.translate(self.width / 2, self.height / 2)
        canvas.rotate(52 if self.height > self.width else 35)
        size = min(64.0, self.height * 0.72 / max(face(True).units(text), 1) * 1000)
        canvas.setFont(BOLD, size)
        canvas.drawCentredString(0, -size * 0.36, text)
        canvas.restoreState()

    def _watermark(self) -> None:
        if self._under:
            super()._watermark()
