"""The months below the plan: how full each is, and the day that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incubator_gui.domain.space import Use
from incubator_gui.widgets.theme import Theme


class MonthTimeline(QWidget):
    """A bar for each month, a handle at the day, a button that plays the months one after another."""

    day_changed = Signal(object)
    """A `date`, on every move of the handle."""

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = today

    def set_course(self, course: Sequence[Use]) -> None:
        """How full it is on the first day of each month, in order without gaps (`HousePlan.course(first_of_months(…))`)."""

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self._day

    def set_day(self, day: date, use: Use | None = None) -> None:
        """Put the handle there without a signal; `use` is how full it is on that very day, for the label."""

    def set_today(self, today: date) -> None:
        """Months before it count as past; Home goes there."""

    def set_less_motion(self, on: bool) -> None:
        """Without motion there is no playing: the button goes on by one month."""

    def play(self, on: bool) -> None:
        """Begin or stop."""

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return False

    def retranslate(self) -> None:
        """Words in the language of the screen."""
