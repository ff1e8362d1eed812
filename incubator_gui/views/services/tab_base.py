"""What the tabs of the services screen have in common: the screen mounts them and passes on what it is told.

A tab asks to come to the front with `front_asked`, for instance when one of its commands is run from
another tab.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.changes import Changes
from incubator_gui.widgets.context import Context


class Tab(QWidget):
    """One tab. The screen calls `activated` each time it comes to the front, `refresh` for every change."""

    front_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.day: date | None = None
        self.began = False

    def activated(self) -> None:
        """Read what is shown; only what came to the front once is refreshed."""
        self.began = True
        self.read()

    def read(self) -> None:
        """Ask for what is shown."""

    def refresh(self, changes: Changes) -> None:
        """Something changed, here or elsewhere."""
        if self.began and self.touched(changes):
            self.read()

    def touched(self, changes: Changes) -> bool:
        """Whether a change shows here."""
        return bool(changes)

    def set_date(self, day: date | None) -> None:
        """The date control moved; None is today."""
        if day != self.day:
            self.day = day
            if self.began:
                self.read()

    def retranslate(self) -> None:
        """Words in the language of the screen."""

    def side_panel(self) -> QWidget | None:
        """The panel for what is selected, or None."""
        return None

    def open_record(self, kind: str, id: UUID) -> None:
        """Show a record that belongs here."""

    def apply(self, filters: dict[str, Any]) -> None:
        """Show the list that a figure elsewhere stands for."""

    def print_(self) -> None:
        """Print what is shown."""

    def leave(self) -> bool:
        """Save what is being typed; False keeps the tab in front."""
        return True

    def state(self) -> dict[str, Any]:
        """What the next start should find again, as JSON values."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave; trust nothing in it."""

    @property
    def today(self) -> date:
        """The day of the date control."""
        return self.day or self.context.clock.today()

    def declare(self, id: str, words: Message, icon: str, run: Callable[[], object], shortcut: str = "") -> None:
        """A command of this tab: it comes to the front, then the command runs."""

        def go() -> None:
            if not self.isVisible():
                self.front_asked.emit()
            run()

        self.context.actions.add(Action(f"services.{id}", words, icon, shortcut, frozenset({"services"})), go)

    def failed(self, error: IncubatorError) -> None:
        """What is shown could not be read."""
        self.context.shell.warn(error.message, link=msg("Try again"), on_link=self.read)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Words follow the language."""
        if event.type() == QEvent.Type.LanguageChange and self.began:
            self.retranslate()
        super().changeEvent(event)
