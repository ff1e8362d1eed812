"""The screens of the window: built at their first visit, refreshed when they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from incubator_gui.core.settings import SCREENS
from incubator_gui.domain.changes import Changes
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen, ScreenEntry


class ScreenStack(QStackedWidget):
    """Shows one screen; `shown` carries its id."""

    shown = Signal(str)

    def __init__(self, context: Context, entries: Sequence[ScreenEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.entries = {entry.id: entry for entry in entries}
        self._built: dict[str, Screen] = {}
        self._waiting: dict[str, list[Changes]] = {}
        self._day: date | None = None
        context.bus.changed.connect(self._changed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """What the screen in front needs; those behind it wait."""
        front = self.currentWidget()
        return front.minimumSizeHint() if front is not None else super().minimumSizeHint()

    def screen_(self, id: str) -> Screen:
        """A screen, built now if need be."""
        if id not in self._built:
            screen = self.entries[id].make(self._context)
            self._built[id] = screen
            self.addWidget(screen)
            screen.retranslate()
            kept = self._context.settings.part(SCREENS, id)
            if isinstance(kept, dict):
                screen.restore(kept)
            if self._day is not None:
                screen.set_date(self._day)
        return self._built[id]

    def front(self) -> Screen | None:
        """The screen in front."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Screen) else None

    def show_screen(self, id: str) -> Screen | None:
        """Bring a screen to the front; None when the present one holds on to what is typed."""
        front = self.front()
        if front is not None and front.id == id:
            return front
        if id not in self.entries or (front is not None and not front.leave()):
            return None
        screen = self.screen_(id)
        self.setCurrentWidget(screen)
        self.updateGeometry()
        self.shown.emit(id)
        waiting = self._waiting.pop(id, [])
        began = screen.began
        screen.activate()
        if began and waiting:
            screen.refresh(_joined(waiting))
        return screen

    def screen_for(self, kind: str) -> str:
        """The id of the screen that opens a kind of record; empty when none does."""
        return next((entry.id for entry in self.entries.values() if kind in entry.kinds), "")

    def set_date(self, day: date | None) -> None:
        """All screens speak of another day."""
        self._day = day
        for screen in self._built.values():
            screen.set_date(day)

    def leave_all(self) -> bool:
        """Save what is typed anywhere; False when something holds on."""
        return all(screen.leave() for screen in self._built.values())

    def save(self) -> None:
        """Remember how each screen was left."""
        for id, screen in self._built.items():
            state: dict[str, Any] = screen.state()
            self._context.settings.set_part(SCREENS, id, state or None)

    def _changed(self, changes: Changes) -> None:
        front = self.front()
        for id, screen in self._built.items():
            if screen is front:
                screen.refresh(changes)
            elif screen.began:
                self._waiting.setdefault(id, []).append(changes)


def _joined(parts: list[Changes]) -> Changes:
    return Changes.joined(parts)
