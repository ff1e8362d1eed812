"""What the parts of a screen have in common: the screen mounts them and passes on what it is told.

A tab may ask to come to the front with `front_asked`. `ask_new`,
`ask_file` and `to_filter` are what the keys for New, Export and Find do while it is in front.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg
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
        self._there = False
        self._waiting: list[Callable[[], object]] = []

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

    def when_there(self, run: Callable[[], object]) -> None:
        """Run now, or as soon as what is shown was read."""
        if self._there:
            run()
        else:
            self._waiting.append(run)

    def arrived(self) -> None:
        """What is shown was read."""
        self._there = True
        waiting, self._waiting = self._waiting, []
        for run in waiting:
            run()

    def failed(self, error: IncubatorError) -> None:
        """What is shown could not be read."""
        self.context.shell.warn(error.message, link=msg("Try again"), on_link=self.read)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Words follow the language."""
        if event.type() == QEvent.Type.LanguageChange and self.began:
            self.retranslate()
        super().changeEvent(event)
