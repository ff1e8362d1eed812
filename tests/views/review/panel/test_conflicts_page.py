"""Conflicts of interest: found, noted, confirmed, dismissed with a reason, remembered."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from tests.qt_support import assert_named
from tests.views.review.setup.room import column


def opened(room: Any) -> Any:
    """The page of conflicts."""
    room.tab.segments.choose("conflicts")
    room.idle()
    return room.tab.conflicts


def found(room: Any) -> Any:
    """After a search: Jonas works for one company and has the address of another."""
    page = opened(room)
    room.click(page.empty.button)
    return page


def states(room: Any) -> dict[str, str]:
    return {row.company: row.state for row in room.house.conflicts.rows()}


def test_a_search_says_what_it_found(room: Any) -> None:
    page = opened(room)
    assert page.empty.isVisible()
    found(room)
    assert "to be decided" in page.messages.bars()[0].sentence()
    rows = room.house.conflicts.rows()
    assert rows
    assert all(row.person == "Jonas Brandt" and row.state == "open" for row in rows)
    assert column(page.table, "company") == [row.company for row in rows]
    assert any("same employer" in words for words in column(page.table, "signs"))
    assert_named(room.tab)
    assert_named(page.panel)
    room.click(page.seek)
    assert "Nothing new was found" in page.messages.bars()[0].sentence() or any(
        "Nothing new" in bar.sentence() for bar in page.messages.bars())


def test_confirmed_and_dismissed_by_keys(room: Any) -> None:
    page = found(room)
    first = page.table.rows.visible_ids()[0]
    company = room.house.conflicts.rows()[0].company
    page.table.select_ids([first])
    page.table.setFocus()
    room.qtbot.keyClick(page.table, Qt.Key.Key_C)
    room.idle()
    assert states(room)[company] == "confirmed"
    page.table.select_ids([first])
    room.qtbot.keyClick(page.table, Qt.Key.Key_D)
    dialog = page.dialog
    assert_named(dialog)
    assert not dialog.main.isEnabled()
    room.qtbot.keyClicks(dialog.field, "Left the firm years ago")
    room.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    room.idle()
    row = next(row for row in room.house.conflicts.rows() if row.company == company)
    assert (row.state, row.reason) == ("dismissed", "Left the firm years ago")
    room.click(page.seek)
    assert states(room)[company] == "dismissed"
    room.undo()
    assert states(room)[company] == "confirmed"


def test_many_at_once(room: Any) -> None:
    page = found(room)
    room.house.conflicts.set(room.house.conflicts.rows()[0].person_id,
                             [row.id for row in room.house.companies.rows()[:1]])
    page.read()
    room.idle()
    page.table.toggle_all()
    room.click(page.confirm)
    assert set(states(room).values()) == {"confirmed"}
    page.table.toggle_all()
    room.click(page.dismiss)
    page.dialog.field.setText("Only namesakes")
    room.click(page.dialog.main)
    assert set(states(room).values()) == {"dismissed"}
    page.which.choose("force")
    assert column(page.table, "company") == []


def test_noted_by_hand_and_the_kind_changed(room: Any) -> None:
    page = opened(room)
    room.click(page.add)
    dialog = page.dialog
    assert_named(dialog)
    room.qtbot.keyClicks(dialog.people.field, "shen")
    room.qtbot.keyClick(dialog.people.field, Qt.Key.Key_Return)
    assert not dialog.main.isEnabled()
    room.qtbot.keyClicks(dialog.companies.field, "brettmoos")
    room.qtbot.keyClick(dialog.companies.field, Qt.Key.Key_Return)
    dialog.kind.choose("family")
    dialog.reason.setText("A cousin")
    room.click(dialog.main)
    row, = room.house.conflicts.rows()
    assert (row.person, row.company, row.kind, row.origin, row.state) == (
        "Shen Yu", "Brettmoos Optik", "family", "declared", "confirmed")
    page.panel.kind.editor.choose("advisor")
    page.panel.kind.editor.activated.emit(page.panel.kind.editor.currentIndex())
    room.idle()
    assert room.house.conflicts.rows()[0].kind == "advisor"


def test_the_effect_on_assignments_is_shown(room: Any) -> None:
    shen = next(row for row in room.house.reviewers.rows() if row.name == "Shen Yu")
    sheet = room.house.assignments.sheet(room.tab.call).rows[0]
    room.house.assignments.assign(room.tab.call, [sheet.id], [shen.id])
    room.house.conflicts.set(shen.person_id, [sheet.company_id], "family")
    page = opened(room)
    assert column(page.table, "effect") == ["1 assignment"]
    assert "1 with something assigned" in page.summary.text()
    assert "take it back" in page.panel.messages.bars()[0].sentence()
    room.click(page.panel._to_assignment)
    assert room.asked == [("assignment", {"reviewer": shen.id})]


def test_only_those_of_one_reviewer(room: Any) -> None:
    page = found(room)
    shen = next(row for row in room.house.reviewers.rows() if row.name == "Shen Yu")
    room.tab.apply({"segment": "conflicts", "reviewer": str(shen.id)})
    room.idle()
    assert column(page.table, "company") == []
    bar = next(bar for bar in page.messages.bars() if "Shen Yu" in bar.sentence())
    room.click(bar._link)
    assert column(page.table, "company") != []
    room.tab.people.declare_asked.emit(shen.person_id)
    room.idle()
    assert page.dialog.people.chosen() == [shen.person_id]
    page.dialog.reject()
