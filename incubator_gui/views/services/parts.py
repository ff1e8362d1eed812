"""The pages of the screen: engagements and ledger, what stands in an empty house, and the further parts."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.domain.changes import Changes
from incubator_gui.views.services import tab_commands
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.tab import Tab

TABS = {"calendar": "CalendarTab", "entitlements": "EntitlementsTab", "trainings": "TrainingsTab",
        "mentors": "MentorsTab"}
"""Class of each further part, in the module of its name."""


class Parts(FrontStack):
    """Builds a further part when it is first shown."""

    front_asked = Signal(str)

    def __init__(self, context: Context, work: QWidget, empty: QWidget) -> None:
        super().__init__()
        self._context, self._work, self._empty = context, work, empty
        self._day: date | None = None
        self._holders: dict[str, QWidget] = {}
        self._kept: dict[str, dict[str, Any]] = {}
        self.tabs: dict[str, Tab] = {}
        self.addWidget(work)
        self.addWidget(empty)
        tab_commands.declare(context, self.bring)

    def show_part(self, key: str, *, empty: bool) -> None:
        """Bring a part to the front."""
        self.setCurrentWidget(self._empty if empty else self._holders.get(key, self._work))

    def bring(self, key: str) -> Tab:
        """A further part, in front."""
        self.front_asked.emit(key)
        found = self.tab(key)
        assert found is not None
        return found

    def tab(self, key: str) -> Tab | None:
        """A further part, built now if need be; None for the others."""
        if key in TABS and key not in self.tabs:
            self._build(key)
        return self.tabs.get(key)

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
            self._kept = {key: kept for key, kept in state.items() if key in TABS and isinstance(kept, dict)}

    def _build(self, key: str) -> None:
        module = import_module(f"incubator_gui.views.services.{key}_tab")
        made: Tab = getattr(module, TABS[key])(self._context, self)
        made.restore(self._kept.pop(key, {}))
        made.set_date(self._day)
        made.front_asked.connect(lambda: self.front_asked.emit(key))
        self.tabs[key] = made
        holder = QWidget()
        framed = QVBoxLayout(holder)
        tight(framed, 0, 16, 0, 16, 16)
        framed.addWidget(made)
        self._holders[key] = holder
        self.addWidget(holder)
