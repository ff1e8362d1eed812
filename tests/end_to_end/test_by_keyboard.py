"""The same work without a mouse; and no control without a name, on any screen and in any dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QLineEdit, QTabBar, QWidget

from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person
from tests.end_to_end.test_company import open_by_search
from tests.end_to_end.test_work import everything, stage, stored, undo_back_to
from tests.qt_support import nameless

Samples = Callable[[str], Path]


def without_name(person: Person) -> list[str]:
    """Visible controls that take the keyboard and that a screen reader could not name."""
    front = person.front()
    found = nameless(front)
    for widget in person.seen(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isEnabled() or widget.focusProxy() is not None:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None and not interface.text(QAccessible.Text.Name).strip() and not isinstance(
                widget.parentWidget(), QComboBox):
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return sorted(set(found))


def test_screens_and_dialogs_have_no_nameless_control(start: Start, samples: Samples, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    faults: dict[str, list[str]] = {}

    def look(place: str) -> None:
        person.idle()
        if found := without_name(person):
            faults[place] = found

    for screen in ("Overview", "Applications", "Companies", "History"):
        person.go(screen)
        look(screen)
        if screen == "Applications":
            person.click_cell(person.table("Table of applications"), 0, 2)
            person.idle()
            for tab in ("History", "Documents", "Notes", "Details"):
                person.tab(tab)
                look(f"{screen}, {tab}")
            person.press("Ctrl+Shift+B")
            look(f"{screen}, board")
            person.press("Ctrl+Shift+T")
            person.idle()
            person.click_cell(person.table("Table of applications"), 0, 2)
        for command in dialogs(person):
            person.command(command)
            person.idle()
            front = person.front()
            if front is not person.window and not isinstance(front, QFileDialog):
                look(f"{screen}, {command}")
            if front is not person.window:
                person.press("Escape")
                person.until(lambda: person.front() is person.window, f"the end of “{command}”")
            elif not person.window.stack.front().accessibleName().startswith(screen):
                look(command)
                person.go(screen)
    open_by_search(person, "霁川", "Jichuan Steer")
    bar = next(person.seen(QTabBar))
    for place in range(bar.count()):
        person.tab(bar.tabText(place))
        look(f"company, {bar.tabText(place)}")
    person.click("Dossier…")
    look("dossier")
    assert faults == {}
    person.quit()


def dialogs(person: Person) -> list[str]:
    """Commands of the palette that ask something first: their words end with an ellipsis."""
    actions = person.session.opened.context.actions
    return [str(action.text).rstrip("…") for action in actions.ready() if action.text.key.endswith("…")
            and action.id not in ("file.print",)]


def test_a_days_work_without_a_mouse(start: Start, samples: Samples, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    before = everything(person)
    # To the screen, and to a row.
    person.press("Alt+2")
    person.idle()
    person.press("Ctrl+F")
    person.type("Penghao")
    person.pause(300)
    person.press("Down")
    person.idle()
    person.reads("Application 0102")
    # Enter leads into the details; Tab from field to field.
    person.press("Return")
    person.idle()
    assert person.focused() == "Focus area"
    person.press("Down", "Return")
    person.tab_to("Head count", QLineEdit)
    person.press("Ctrl+A")
    person.type("many")
    person.press("Tab")
    person.reads("“many” is not a number.")
    person.tab_to("Head count", QLineEdit, key="Backtab")
    person.press("Ctrl+A")
    person.type("12")
    person.press("Tab")
    person.idle()
    assert stored(person, "Penghao Rides").headcount == 12
    # A tag.
    person.tab_to("Add a tag", QLineEdit)
    person.type("later")
    person.press("Return")
    person.idle()
    assert stored(person, "Penghao Rides").tags == ("later",)
    # On by the main button, back by the menu beside it, with its reason.
    person.tab_to("Next: Screening", QAbstractButton)
    person.press("Space")
    person.idle()
    assert stage(person, stored(person, "Penghao Rides")) == "Screening"
    person.tab_to("All stages and more", QAbstractButton)
    person.press("Space")
    person.until(lambda: QApplication.activePopupWidget() is not None, "the menu")
    person.press("Down", "Return")
    person.dialog()
    person.type("not yet")
    person.press("Return")
    person.no_dialog()
    person.idle()
    assert stage(person, stored(person, "Penghao Rides")) == "Received"
    # A note: to the tabs, along them with the arrow keys.
    person.tab_to("Parts of the side panel", QTabBar)
    person.press("Right", times=3)
    person.idle()
    person.tab_to("New note")
    person.type("by keyboard alone")
    person.press("Ctrl+Return")
    person.idle()
    id = stored(person, "Penghao Rides").id
    assert len(person.house.records.notes("application", id)) == 2
    # Back to the table, and all of it undone.
    person.press("Ctrl+F", "Down")
    undo_back_to(person, before)
    person.quit()


@pytest.mark.parametrize("keys", ["Tab", "Backtab"])
def test_tab_goes_round_and_never_gets_stuck(start: Start, samples: Samples, tmp_path: Path, keys: str) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    for screen in ("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+6", "Alt+7", "Alt+8"):
        person.press(screen)
        person.idle()
        first = None
        passed: list[QWidget | None] = []
        for _ in range(150):
            person.press(keys)
            widget = QApplication.focusWidget()
            if first is None:
                first = widget
            elif widget is first:
                break
            passed.append(widget)
        else:
            raise AssertionError(f"{screen}: Tab does not come round")
        assert len({id(widget) for widget in passed}) == len(passed), screen
        assert len(passed) > 8, screen
    person.quit()
