"""The pages of the screen: engagements and ledger, what stands in an empty house, and the further parts."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incubator_gui.views.services import tab_commands
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.tab import Tab
from incubator_gui.widgets.tab_pages import TabPages

TABS = {"calendar": "CalendarTab", "entitlements": "EntitlementsTab", "trainings": "TrainingsTab",
        "mentors": "MentorsTab"}
"""Class of each further part, in the module of its name."""


class Parts(TabPages[Tab]):
    """Builds a further part when it is first shown."""

    front_asked = Signal(str)

    def __init__(self, context: Context, work: QWidget, empty: QWidget) -> None:
        super().__init__(TABS)
        self._context, self._work, self._empty = context, work, empty
        self.addWidget(work)
        self.addWidget(empty)
        tab_commands.declare(context, self.bring)

    def show_part(self, key: str, *, empty: bool) -> None:
        """Bring a part to the front."""
        self.setCurrentWidget(self._empty if empty else self.holders.get(key, self._work))

    def bring(self, key: str) -> Tab:
        """A further part, in front."""
        self.front_asked.emit(key)
        found = self.tab(key)
        assert found is not None
        return found

    def tab(self, key: str) -> Tab | None:
        """A further part, built now if need be; None for the others."""
        if key in TABS and key not in self.tabs:
            module = import_module(f"incubator_gui.views.services.{key}_tab")
            made: Tab = getattr(module, TABS[key])(self._context, self)
            made.front_asked.connect(lambda: self.front_asked.emit(key))
            self.take_in(key, made, side=16, below=16)
        return self.tabs.get(key)
