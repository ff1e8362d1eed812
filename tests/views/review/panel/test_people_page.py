"""Reviewers: added, put on the panel, edited in cells and in the side panel, their preferences and reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from incubator_gui.core.languages import use_language
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Person
from tests.qt_support import assert_named
from tests.views.review.setup.room import column


def reviewer(room: Any, name: str) -> Any:
    """A reviewer as stored."""
    call = room.house.rounds.rows()[0].call_id
    return next(row for row in room.house.reviewers.rows(call) if row.name == name)


def applications(room: Any) -> list[Any]:
    return [row.id for row in room.house.assignments.sheet(room.tab.call).rows]


def test_who_there_is(room: Any) -> None:
    page = room.tab.people
    assert column(page.table, "name") == ["Jonas Brandt", "Shen Yu"]
    assert column(page.table, "panel") == ["no", "yes"]
    assert column(page.table, "topic_mobility") == ["none", "expert"]
    assert "1 on the panel" in page.summary.text()
    assert "quotas leave room for 5" in page.summary.text()
    assert page.panel.row is not None
    assert_named(room.tab)
    assert_named(page.panel)


def test_somebody_known_is_added_and_put_on_the_panel(room: Any) -> None:
    page = room.tab.people
    room.click(page.add)
    dialog = page.dialog
    assert_named(dialog)
    assert not dialog.main.isEnabled()
    room.qtbot.keyClicks(dialog.people.field, "lena")
    room.qtbot.keyClick(dialog.people.field, Qt.Key.Key_Return)
    dialog.topics["cloud"].choose(2)
    dialog.employer.setText("The house")
    room.qtbot.keyClicks(dialog.quota.editor, "7")
    room.click(dialog.main)
    row = reviewer(room, "Lena Weber")
    assert (row.on_panel, row.topics, row.employer, row.quota) == (True, {"cloud": 2}, "The house", 7)
    assert page.panel.row.id == row.id
    room.undo()
    assert column(page.table, "name") == ["Jonas Brandt", "Shen Yu"]


def test_somebody_new_and_what_is_wrong_stays_typed(room: Any) -> None:
    page = room.tab.people
    page.ask_new()
    room.idle()
    dialog = page.dialog
    dialog.which.choose("new")
    room.qtbot.keyClicks(dialog.name, "Dr. Ozturk")
    room.qtbot.keyClicks(dialog.email, "no address")
    dialog.seat.setChecked(False)
    room.click(dialog.main)
    assert dialog.messages.bars()
    assert dialog.name.text() == "Dr. Ozturk"
    dialog.email.setText("o@mail.example")
    room.click(dialog.main)
    assert not reviewer(room, "Dr. Ozturk").on_panel


def test_the_search_goes_through_all_people(room: Any) -> None:
    with room.house.database.write("test.many", msg("Many")) as work:
        work.session.add_all(Person(full_name=f"Aa {number:03d}", purpose="mentor") for number in range(210))
        work.session.add(Person(full_name="Zwetana Last", chinese_name="末末", purpose="mentor"))
    page = room.tab.people
    page.ask_new()
    room.idle()
    dialog = page.dialog
    for words in ("zweta", "末末"):
        dialog.people.field.clear()
        with room.qtbot.waitSignal(dialog.people.field.searched):
            dialog.people.field.insert(words)
        room.qtbot.waitUntil(lambda: "Zwetana" in " ".join(
            dialog.people.list.item(at).text() for at in range(dialog.people.list.count())
            if not dialog.people.list.item(at).isHidden()))
    room.qtbot.keyClick(dialog.people.field, Qt.Key.Key_Return)
    room.click(dialog.main)
    assert reviewer(room, "Zwetana Last").on_panel


def test_cells_are_edited_pasted_and_undone(room: Any) -> None:
    page, table = room.tab.people, room.tab.people.table
    jonas, shen = reviewer(room, "Jonas Brandt").id, reviewer(room, "Shen Yu").id
    room.type_cell(table, shen, "quota", "9")
    assert reviewer(room, "Shen Yu").quota == 9
    assert reviewer(room, "Shen Yu").own_quota == 5
    room.type_cell(table, shen, "quota", "many")
    assert table.rows.wrong(shen, "quota") is not None
    room.type_cell(table, jonas, "quota", "4")
    assert reviewer(room, "Jonas Brandt").own_quota == 4
    assert not reviewer(room, "Jonas Brandt").on_panel
    table.show_column("employer", True)
    QGuiApplication.clipboard().setText("good\texpert\n")
    table.setCurrentIndex(table.rows.index(table.rows.line_of(jonas), table.section("topic_cloud")))
    table.setFocus()
    room.qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.idle()
    assert reviewer(room, "Jonas Brandt").topics == {"cloud": 2, "digitalisation": 3}
    room.undo()
    assert reviewer(room, "Jonas Brandt").topics == {}
    assert page.panel.messages.bars() == ()


def test_many_are_put_on_the_panel_and_taken_off(room: Any) -> None:
    page, table = room.tab.people, room.tab.people.table
    table.toggle_all()
    room.click(page.seat)
    assert column(table, "panel") == ["yes", "yes"]
    room.click(page.unseat)
    assert column(table, "panel") == ["no", "no"]
    room.undo()
    assert column(table, "panel") == ["yes", "yes"]


def test_who_reads_something_stays_on_the_panel(room: Any) -> None:
    page = room.tab.people
    shen = reviewer(room, "Shen Yu")
    room.house.assignments.assign(room.tab.call, applications(room)[:1], [shen.id])
    room.tab.read()
    room.idle()
    page.sit([shen.id], False)
    room.idle()
    assert "still assigned" in page.messages.bars()[0].sentence()
    page.table.select_ids([shen.id])
    room.qtbot.keyClick(page.panel.seat, Qt.Key.Key_Space)
    room.idle()
    assert page.panel.seat.isChecked()
    assert "still assigned" in page.panel.messages.bars()[0].sentence()
    assert column(page.table, "assigned") == ["0", "1"]
    assert len(page.panel.reviews.rows.visible_ids()) == 1
    page._link(shen.id, "assigned")
    assert room.asked == [("assignment", {"reviewer": shen.id})]


def test_the_side_panel_saves_in_place(room: Any) -> None:
    page = room.tab.people
    shen = reviewer(room, "Shen Yu")
    page.table.select_ids([shen.id])
    room.idle()
    panel = page.panel
    room.type_into(panel.fields["employer"], "Brettmoos Optik")
    room.type_into(panel.fields["note"], "Likes optics")
    room.type_into(panel.fields["seat_quota"], "3")
    panel.topics["cloud"].editor.choose(1)
    panel.topics["cloud"].editor.activated.emit(1)
    room.idle()
    room.click(panel.officer)
    row = reviewer(room, "Shen Yu")
    assert (row.employer, row.note, row.quota, row.own_quota, row.is_officer) == (
        "Brettmoos Optik", "Likes optics", 3, 5, True)
    assert row.topics == {"mobility": 3, "cloud": 1}
    room.type_into(panel.fields["email"], "nonsense")
    assert panel.fields["email"].problem()
    assert panel.fields["email"].words() == "nonsense"


def test_preferences_by_order_and_by_number(room: Any) -> None:
    page = room.tab.people
    shen = reviewer(room, "Shen Yu")
    page.table.select_ids([shen.id])
    room.idle()
    panel, table = page.panel, page.panel.preferences.table
    panel.show_tab("preferences")
    ids = table.rows.visible_ids()
    assert len(ids) == 4
    room.type_cell(table, ids[2], "value", "20")
    stored = room.house.reviewers.preferences(room.tab.call, shen.id)[shen.id]
    assert stored == {ids[2]: 20}
    assert table.rows.visible_ids()[0] == ids[2]
    assert column(table, "place")[:2] == ["1", "–"]
    table.select_ids([ids[0]])
    table.setFocus()
    room.qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    room.idle()
    stored = room.house.reviewers.preferences(room.tab.call, shen.id)[shen.id]
    assert stored[ids[0]] > stored[ids[2]]
    room.qtbot.keyClick(table, Qt.Key.Key_Delete)
    room.idle()
    assert ids[0] not in room.house.reviewers.preferences(room.tab.call, shen.id)[shen.id]
    assert reviewer(room, "Shen Yu").preferences == 1


def test_removed_and_brought_back(room: Any) -> None:
    page, table = room.tab.people, room.tab.people.table
    table.select_ids([reviewer(room, "Jonas Brandt").id])
    table.setFocus()
    room.qtbot.keyClick(table, Qt.Key.Key_Delete)
    room.idle()
    assert column(table, "name") == ["Shen Yu"]
    room.undo()
    page.use([reviewer(room, "Jonas Brandt").id], False)
    room.idle()
    assert not reviewer(room, "Jonas Brandt").is_active


def test_overdue_reviews_are_marked(room: Any) -> None:
    shen, page = reviewer(room, "Shen Yu"), room.tab.people
    room.house.rounds.set(room.tab.round.round_id, due_on=date(2027, 5, 1))
    room.house.assignments.assign(room.tab.call, applications(room)[:1], [shen.id])
    room.tab.apply({"segment": "people", "overdue": True})
    room.tab.read()
    room.idle()
    assert column(page.table, "name") == ["Shen Yu"]
    assert column(page.table, "overdue") == ["1"]


def test_deep_links_language_and_state(room: Any) -> None:
    page = room.tab.people
    room.tab.apply({"segment": "conflicts"})
    room.idle()
    room.tab.apply({"reviewer": str(reviewer(room, "Shen Yu").id)})
    room.idle()
    assert room.tab.segments.key == "people"
    assert page.panel.row.name == "Shen Yu"
    state = room.tab.state()
    use_language("de")
    room.tab.retranslate()
    room.tab.restore(state)
    room.tab.restore({"segment": 4, "people": [], "conflicts": {"which": 3}, "blind": {"sizes": "no"}})
    assert room.tab.segments.key == "people"
