"""What the window offers to its screens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from incubator_gui.core.messages import Message
from incubator_gui.widgets.context import Shell
from incubator_gui.widgets.messages import Level

if TYPE_CHECKING:
    from incubator_gui.app.main_window import MainWindow


class WindowShell(Shell):
    """Hands each wish to the part of the window that fulfils it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def open_record(self, kind: str, id: UUID) -> None:
        self._window.open_record(kind, id)

    def open_screen(self, screen: str, filters: dict[str, Any] | None = None) -> None:
        self._window.open_list(screen, filters)

    def say(self, message: Message | str, *, undo: bool = False) -> None:
        self._window.status.say(message, undo=undo)

    def warn(self, message: Message | str, level: Level = "error", *, link: Message | str = "",
             on_link: Callable[[], object] | None = None) -> None:
        self._window.messages.show_message(message, level, link=link, on_link=on_link)

    def unwarn(self, message: Message | str) -> None:
        self._window.messages.withdraw(message)

    def refresh_side(self) -> None:
        self._window.refresh_side()

    def set_date(self, day: date | None) -> None:
        self._window.top.date.set_valid(day)

    def counter(self, screen: str, number: int | None, *, late: bool = False) -> None:
        self._window.navigation.set_number(screen, number, late)
