"""What every screen is given: the things of the window that screens share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from incubator_gui.actions.registry import Actions
from incubator_gui.core.clock import Clock, SystemClock
from incubator_gui.core.messages import Message
from incubator_gui.core.settings import Settings
from incubator_gui.jobs.bus import ChangeBus
from incubator_gui.jobs.runner import Jobs
from incubator_gui.widgets.theme import Theme

if TYPE_CHECKING:
    from incubator_gui.widgets.messages import Level


class Shell:
    """What a screen may ask of the window around it; the window puts its own in its place.

    The defaults do nothing, so that a screen can be built and tested alone.
    """

    def open_record(self, kind: str, id: UUID) -> None:
        """Show a record (kind of `domain.vocabulary.RECORD_KINDS`) on the screen that owns it."""

    def open_screen(self, screen: str, filters: dict[str, Any] | None = None) -> None:
        """Go to a screen; `filters` is handed to its `apply`: a figure opens its list."""

    def say(self, message: Message | str, *, undo: bool = False) -> None:
        """One line in the status bar, with or without the link "Undo"."""

    def warn(self, message: Message | str, level: Level = "error", *, link: Message | str = "",
             on_link: Callable[[], object] | None = None) -> None:
        """A message bar at the top of the window."""

    def unwarn(self, message: Message | str) -> None:
        """What a message bar says no longer holds."""

    def refresh_side(self) -> None:
        """The screen has another side panel now, or none: look again."""

    def set_date(self, day: date | None) -> None:
        """The day that all screens speak of; None is today."""

    def counter(self, screen: str, number: int | None, *, late: bool = False) -> None:
        """The number beside a screen's name in the navigation."""


@dataclass(slots=True)
class Context:
    """Handed to each screen's constructor. `house` is the bundle of services."""

    jobs: Jobs
    bus: ChangeBus
    settings: Settings
    theme: Theme
    actions: Actions
    house: Any = None
    clock: Clock = field(default_factory=SystemClock)
    shell: Shell = field(default_factory=Shell)
