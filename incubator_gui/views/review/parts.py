"""The parts of the screen: each is built when it is first shown."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incubator_gui.services.rounds import RoundRow
from incubator_gui.views.review.header import PARTS
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.tab_pages import TabPages

KEYS = tuple(key for key, _words, _icon in PARTS)


class Parts(TabPages[ReviewTab]):
    """Each part in a package of its name with `make(context, parent)`."""

    part_asked = Signal(str, dict)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(KEYS, parent)
        self._context = context
        self._round: RoundRow | None = None

    def show_part(self, key: str) -> ReviewTab:
        """Bring a part to the front."""
        tab = self.tab(key)
        tab.set_round(self._round)
        self.turn_to(self.holders[key])
        return tab

    def tab(self, key: str) -> ReviewTab:
        """A part, built now if need be."""
        if key not in self.tabs:
            made: ReviewTab = import_module(f"incubator_gui.views.review.{key}").make(self._context, self)
            made.front_asked.connect(lambda: self.part_asked.emit(key, {}))
            made.part_asked.connect(self.part_asked)
            self.take_in(key, made)
        return self.tabs[key]

    def set_round(self, row: RoundRow | None, front: str) -> None:
        """Another round; parts behind the one in front learn of it when they are shown."""
        self._round = row
        if front in self.tabs:
            self.tabs[front].set_round(row)
