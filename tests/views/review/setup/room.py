"""A small house with a call, applications and a round, and one part of the review screen in a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Person
from incubator_gui.services.house import House
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context
from tests import screen_support
from tests.support.databases import blank

NOW = datetime(2027, 5, 12, 4, tzinfo=UTC)
TODAY = date(2027, 5, 12)
NAMES = ("Lumenhain Sensorik", "Kranichtal Zelltechnik", "Pfeilhag Logistik", "Brettmoos Optik")


class Room(screen_support.Room):
    """The part with what a test needs around it."""

    def __init__(self, tab: Any, context: Context, qtbot: QtBot) -> None:
        super().__init__(tab, context, qtbot)
        self.tab = tab
        self.asked: list[tuple[str, dict[str, Any]]] = []
        tab.part_asked.connect(lambda part, filters: self.asked.append((part, filters)))

    def set_round(self) -> None:
        """What the screen does when the rounds were read."""
        self.tab.set_round(self.house.rounds.rows()[0])
        self.idle()

    def click(self, widget: QWidget) -> None:
        """Press it."""
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.idle()

    def type_into(self, field: Any, words: str) -> None:
        """Select all of an inline field, type, leave it with Enter."""
        field.editor.setFocus()
        field.editor.selectAll()
        self.qtbot.keyClick(field.editor, Qt.Key.Key_Delete)
        self.qtbot.keyClicks(field.editor, words)
        several = field.kind == "lines"
        self.qtbot.keyClick(field.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier if several
                            else Qt.KeyboardModifier.NoModifier)
        self.idle()

    def type_cell(self, table: Any, id: Any, key: str, words: str) -> None:
        """F2, type, Enter in a cell."""
        table.setCurrentIndex(table.rows.index(table.rows.line_of(id), table.section(key)))
        table.setFocus()
        self.qtbot.keyClick(table, Qt.Key.Key_F2)
        editor = next(one for one in table.findChildren(QLineEdit) if one.isVisible())
        editor.selectAll()
        self.qtbot.keyClicks(editor, words)
        self.qtbot.keyClick(editor, Qt.Key.Key_Return)
        self.idle()

    def undo(self) -> None:
        """As the status bar does."""
        self.context.bus.publish(self.house.history.undo().changes)
        self.idle()


def column(table: Any, key: str) -> list[str]:
    """What stands in a column, from top to bottom."""
    declared = table.rows.columns[table.section(key) - 1]
    return [declared.words(declared.of(table.rows.row_of(id))) for id in table.rows.visible_ids()]


def fill(place: Path) -> None:
    """Four companies that applied to a call, staff and a mentor; the round is not set up."""
    house = House.open(blank(place), clock=FixedClock(NOW))
    call = house.calls.add_call("2027-1").value
    for name in NAMES:
        company = house.companies.add(name).value
        house.applications.add(call, company, focus_area="mobility", pitch=f"{name} measures what others guess.")
    with house.database.write("test.fill", msg("Filled")) as work:
        work.session.add_all((
            Person(full_name="Lena Weber", initials="LW", is_staff=True, purpose="staff", email="lena@house.example"),
            Person(full_name="Jonas Brandt", initials="JB", purpose="mentor", email="jonas@lumenhain.example"),
            Person(full_name="Shen Yu", initials="SY", purpose="mentor", email="shen@mail.example")))
    house.close()


@contextmanager
def parts(context: Context, qtbot: QtBot, make: Callable[..., ReviewTab]) -> Iterator[Callable[[House], Room]]:
    """Builds parts of the review on a house, each in a window, as the screen does, and waits until they have read."""
    def built(house: House) -> Room:
        shell = screen_support.SeenShell()
        context.house, context.clock, context.shell = house, house.clock, shell
        tab = shell.screen = make(context)
        windows.append(screen_support.in_window(tab, (1256, 760)))
        context.actions.set_scope("review")
        context.bus.changed.connect(tab.refresh)
        windows[-1].show()
        room = Room(tab, context, qtbot)
        tab.set_round(house.rounds.rows()[0])
        tab.activated()
        room.idle()

        def follow(changes: Any) -> None:
            if changes.touches("review_round", "review_phase", "panel_seat"):
                tab.set_round(house.rounds.rows()[0])

        context.bus.changed.connect(follow)
        return room

    with screen_support.closed_windows() as windows:
        yield built
