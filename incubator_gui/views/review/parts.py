"""The parts of the screen: each is built when it is first shown."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.domain.changes import Changes
from incubator_gui.services.rounds import RoundRow
from incubator_gui.views.review.header import PARTS
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.styling import tight

KEYS = tuple(key for key, _words, _icon in PARTS)


class Parts(FrontStack):
    """Each part in a package of its name with `make(context, parent)`."""

    part_asked = Signal(str, dict)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._day: date | None = None
        self._round: RoundRow | None = None
        self._holders: dict[str, QWidget] = {}
        self._kept: dict[str, dict[str, Any]] = {}
        self.tabs: dict[str, ReviewTab] = {}

    def show_part(self, key: str) -> ReviewTab:
        """Bring a part to the front."""
        tab = self.tab(key)
        tab.set_round(self._round)
        holder, before = self._holders[key], self.currentWidget()
        if before is not None and before is not holder and before.isAncestorOf(self.window().focusWidget() or self):
            self.setCurrentWidget(holder)
            holder.setFocus(Qt.FocusReason.OtherFocusReason)  # else the first button of the part gets it, and its ring
        else:
            self.setCurrentWidget(holder)
        return tab

    def tab(self, key: str) -> ReviewTab:
        """A part, built now if need be."""
        if key not in self.tabs:
            self._build(key)
        return self.tabs[key]

    def set_round(self, row: RoundRow | None, front: str) -> None:
        """Another round; parts behind the one in front learn of it when they are shown."""
        self._round = row
        if front in self.tabs:
            self.tabs[front].set_round(row)

    def refresh(self, changes: Changes) -> None:
        """Something changed, here or elsewhere."""
        for tab in self.tabs.values():
            tab.refresh(changes)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for tab in self.tabs.values():
            tab.retranslate()

    def set_date(self, day: date | None) -> None:
        """Another day."""
        self._day = day
        for tab in self.tabs.values():
            tab.set_date(day)

    def leave(self) -> bool:
        """Save what is being typed."""
        right = [tab.leave() for tab in self.tabs.values()]  # each one, not only up to the first
        return all(right)

    def state(self) -> dict[str, Any]:
        """What each remembers, also those that were not shown this time."""
        return {**self._kept, **{key: tab.state() for key, tab in self.tabs.items()}}

    def restore(self, state: Any) -> None:
        """Take it back, for when each is built."""
        if isinstance(state, dict):
            self._kept = {key: kept for key, kept in state.items() if key in KEYS and isinstance(kept, dict)}

    def _build(self, key: str) -> None:
        made: ReviewTab = import_module(f"incubator_gui.views.review.{key}").make(self._context, self)
        made.restore(self._kept.pop(key, {}))
        made.set_date(self._day)
        made.front_asked.connect(lambda: self.part_asked.emit(key, {}))
        made.part_asked.connect(self.part_asked)
        self.tabs[key] = made
        holder = QWidget()
        holder.setProperty("noRing", True)
        framed = QVBoxLayout(holder)
        tight(framed)
        framed.addWidget(made)
        self._holders[key] = holder
        self.addWidget(holder)
