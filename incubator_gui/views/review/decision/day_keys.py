"""The keys of the day's page: letters vote and decide, figures choose a seat; fields and lists keep their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit

from incubator_gui.views.review.decision.votes_box import LETTERS

if TYPE_CHECKING:
    from incubator_gui.views.review.decision.day_page import DayPage


class DayKeys(QObject):
    """Hold while the page or something on it has the keyboard. Text fields take what is typed in them."""

    def __init__(self, page: DayPage) -> None:
        super().__init__(page)
        self._page = page
        keys: list[tuple[str, Callable[[], object]]] = [
            (letter, partial(self.letter, choice)) for choice, letter in LETTERS.items()]
        keys += [(str(number), partial(page.votes.arm_number, number)) for number in range(1, 10)]
        keys += [("Space", self.space), ("PgDown", partial(page.step, 1)), ("PgUp", partial(page.step, -1)),
                 ("Escape", self.escape)]
        for sequence, run in keys:
            shortcut = QShortcut(QKeySequence(sequence), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def letter(self, choice: str) -> None:
        """A vote where the list of a seat has the keyboard; in any other list nothing."""
        front, votes = QApplication.focusWidget(), self._page.votes
        seat = votes.seat_of(front)
        if seat is not None:
            votes.arm(seat)
        elif isinstance(front, QComboBox):
            return
        self._page.choose(choice)

    def space(self) -> None:
        """Pause or go on; a button or a list that has the keyboard keeps its own key."""
        front = QApplication.focusWidget()
        if isinstance(front, QAbstractButton):
            front.click()
        elif isinstance(front, QComboBox):
            front.showPopup()
        else:
            self._page.timer.toggle()

    def escape(self) -> None:
        """Out of a field, back to the agenda; no seat is armed any more."""
        self._page.votes.arm(None)
        if isinstance(QApplication.focusWidget(), QLineEdit | QComboBox):
            self._page.list.setFocus()
