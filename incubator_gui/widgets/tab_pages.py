"""Tabs of a screen one in front of the other, each built when it is first shown; what is told to all of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.domain.changes import Changes
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.tab import Tab

T = TypeVar("T", bound=Tab)


class TabPages(FrontStack, Generic[T]):
    """`keys` are the tabs that there can be; a subclass builds one and hands it to `take_in`."""

    def __init__(self, keys: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._day: date | None = None
        self._kept: dict[str, dict[str, Any]] = {}
        self.holders: dict[str, QWidget] = {}
        self.tabs: dict[str, T] = {}

    def take_in(self, key: str, made: T, *, side: int = 0, below: int = 0) -> None:
        """A tab that was built: it gets back what it remembered, and learns the day."""
        made.restore(self._kept.pop(key, {}))
        made.set_date(self._day)
        self.tabs[key] = made
        holder = QWidget()
        framed = QVBoxLayout(holder)
        tight(framed, 0, side, side // 2, side, below)
        framed.addWidget(made)
        self.holders[key] = holder
        self.addWidget(holder)

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
            self._kept = {key: kept for key, kept in state.items() if key in self._keys and isinstance(kept, dict)}
