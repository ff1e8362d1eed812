"""Who reviews what on the screen, and how people change it by keyboard, by drag and for many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.core.ids import new_id
from incubator_gui.core.languages import use_language
from incubator_gui.core.settings import Settings
from incubator_gui.services.house import House
from incubator_gui.views.review.assignment.columns import reader_columns
from incubator_gui.views.review.assignment.grid import carried, packed, unpacked
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.theme import Theme
from tests.qt_support import assert_named
from tests.views.review.assignment.conftest import Facts
from tests.views.review.setup.room import Room, column

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def select(room: Room, *ids: Any) -> None:
    room.tab.board.table.select_ids(ids)
    room.tab.board.table.setFocus()


def key(room: Room, widget: Any, which: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    room.qtbot.keyClick(widget, which, modifiers)
    room.idle()


def drag(room: Room, reviewer: Any, onto: Any, taken_from: Any = None) -> bool:
    """Carry a reviewer over a line and let go; whether it was welcome there."""
    table = room.tab.board.table
    place = table.visualRect(table.rows.index(table.rows.line_of(onto), 2)).center()
    mime = packed(reviewer, taken_from)
    over = QDragMoveEvent(place, Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, NONE)
    table.dragMoveEvent(over)
    table.viewport().grab()
    table.dropEvent(QDropEvent(QPointF(place), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, NONE))
    room.idle()
    return over.isAccepted()


def test_each_application_stands_with_its_reviewers(room: Room, facts: Facts) -> None:
    facts.give(("Lumenhain", "Anna"), ("Lumenhain", "Ben"), ("Pfeilhag", "Ben"))
    room.tab.read()
    room.idle()
    table = room.tab.board.table
    assert column(table, "reviewers") == ["Anna Falk, Ben Rohde", "", "Ben Rohde", ""]
    assert column(table, "reviews") == ["2 of 2", "0 of 2", "1 of 2", "0 of 2"]
    assert room.tab.missing.text() == "5 reviews missing"
    assert column(room.tab.board.loads, "load") == ["1", "2", "0"]
    select(room, facts.applications["Lumenhain"])
    assert room.tab.board.about.text() == "Lumenhain Sensorik: Anna Falk (Open); Ben Rohde (Open)."
    chips = table.chip_cells.chips(table.visualRect(table.rows.index(0, table.section("reviewers"))),
                                   table.row(facts.applications["Lumenhain"]))
    assert [words for _box, words, _one in chips] in (["Anna Falk", "Ben Rohde"], ["AF", "BR"])
    assert_named(room.tab)


def test_insert_asks_whom_and_typing_finds_them(room: Room, facts: Facts) -> None:
    facts.conflict("陈思远", "Kranichtal")
    room.tab.read()
    room.idle()
    select(room, facts.applications["Kranichtal"])
    assert "Must not review it: 陈思远 (conflict of interest: Investor)." in room.tab.board.about.text()
    key(room, room.tab.board.table, Qt.Key.Key_Insert)
    picker = room.tab.board.picker
    lines = [picker.list.item(line).text() for line in range(picker.list.count())]
    assert lines == ["Anna Falk, 0 applications; topic: expert", "Ben Rohde, 0 of 3",
                     "陈思远, conflict of interest: Investor"]
    assert_named(picker)
    for _ in range(3):
        room.qtbot.keyClick(picker.field, Qt.Key.Key_Down)
    assert picker.list.currentRow() == 1
    room.qtbot.keyClicks(picker.field, "ben")
    key(room, picker.field, Qt.Key.Key_Return)
    assert facts.held() == {("Kranichtal", "Ben")}
    room.undo()
    assert facts.held() == set()
    assert column(room.tab.board.table, "reviewers")[1] == ""


def test_whoever_is_barred_cannot_be_chosen(room: Room, facts: Facts) -> None:
    facts.conflict("Ben", "Kranichtal")
    room.tab.read()
    room.idle()
    select(room, facts.applications["Kranichtal"])
    room.tab.board.ask_add()
    picker = room.tab.board.picker
    room.qtbot.keyClicks(picker.field, "rohde")
    key(room, picker.field, Qt.Key.Key_Return)
    assert facts.held() == set()
    key(room, picker, Qt.Key.Key_Escape)
    assert room.tab.board.picker is None


def test_delete_takes_the_only_one_back_and_asks_where_there_are_several(room: Room, facts: Facts) -> None:
    facts.give(("Lumenhain", "Anna"), ("Kranichtal", "Anna"), ("Kranichtal", "Ben"))
    room.tab.read()
    room.idle()
    select(room, facts.applications["Lumenhain"])
    key(room, room.tab.board.table, Qt.Key.Key_Delete)
    assert ("Lumenhain", "Anna") not in facts.held()
    select(room, facts.applications["Kranichtal"])
    key(room, room.tab.board.table, Qt.Key.Key_Delete)
    room.qtbot.keyClicks(room.tab.board.picker.field, "ben")
    key(room, room.tab.board.picker.field, Qt.Key.Key_Return)
    assert facts.held() == {("Kranichtal", "Anna")}
    select(room, facts.applications["Pfeilhag"])
    key(room, room.tab.board.table, Qt.Key.Key_Delete)
    assert room.shell.said[-1] == "Nobody is assigned to it."


def test_many_rows_get_a_reviewer_at_once_and_the_quota_is_warned_of(room: Room, facts: Facts) -> None:
    table, loads = room.tab.board.table, room.tab.board.loads
    select(room, *facts.applications.values())
    loads.select_ids([facts.reviewers["Ben"]])
    loads.setFocus()
    key(room, loads, Qt.Key.Key_Return)
    assert {a for a, _r in facts.held()} == set(facts.applications)
    assert room.shell.warned == ["Ben Rohde now reads 4 applications, 1 over the quota."]
    assert table.selected_ids() == table.rows.visible_ids()
    loads.grab()
    room.undo()
    assert facts.held() == set()


def test_one_of_many_in_conflict_is_left_out_and_said(room: Room, facts: Facts) -> None:
    facts.conflict("Anna", "Pfeilhag")
    select(room, facts.applications["Pfeilhag"], facts.applications["Lumenhain"])
    room.tab.board._give([facts.reviewers["Anna"]])
    room.idle()
    assert facts.held() == {("Lumenhain", "Anna")}
    assert room.shell.warned == [
        "1 was left out: Anna Falk cannot review Pfeilhag Logistik: conflict of interest: Investor."]


def test_a_reviewer_is_dragged_onto_an_application_and_on_to_another(room: Room, facts: Facts) -> None:
    anna, first, second = (facts.reviewers["Anna"], facts.applications["Lumenhain"], facts.applications["Brettmoos"])
    assert drag(room, anna, first)
    assert facts.held() == {("Lumenhain", "Anna")}
    assert not drag(room, anna, first)
    assert drag(room, anna, second, first)
    assert facts.held() == {("Brettmoos", "Anna")}
    assert len(room.house.history.recent()) > 0
    room.undo()
    assert facts.held() == {("Lumenhain", "Anna")}


def test_a_conflict_refuses_the_drop_in_words(room: Room, facts: Facts) -> None:
    facts.conflict("Anna", "Lumenhain")
    room.tab.read()
    room.idle()
    table = room.tab.board.table
    why = table.refusal(facts.applications["Lumenhain"], facts.reviewers["Anna"])
    assert str(why) == "Anna Falk must not review it: conflict of interest: Investor"
    assert not drag(room, facts.reviewers["Anna"], facts.applications["Lumenhain"])
    assert facts.held() == set()


def test_what_is_carried_comes_back_and_nonsense_is_nothing(facts: Facts) -> None:
    anna, first = facts.reviewers["Anna"], facts.applications["Lumenhain"]
    assert unpacked(packed(anna)) == (anna, None)
    assert unpacked(packed(anna, first)) == (anna, first)
    mime = packed(anna)
    mime.setData("application/x-incubator-reviewer", b"not an id")
    assert unpacked(mime) is None


def test_the_name_that_is_carried_is_dressed_like_its_window(qtbot: Any) -> None:
    theme, window = Theme("light", by_window=True), QWidget()
    qtbot.addWidget(window)
    theme.dress(window)
    theme.apply()
    table = FilterTable(theme, reader_columns(), Settings(None), "any")
    table.setParent(window)
    picture = carried(table, "Anna Falk", packed(new_id())).pixmap().toImage()
    assert picture.pixelColor(picture.width() - 4, picture.height() // 2) == theme.colour("info-ground")


def test_rows_are_copied_with_names(room: Room, facts: Facts) -> None:
    facts.give(("Lumenhain", "Anna"))
    room.tab.read()
    room.idle()
    select(room, facts.applications["Lumenhain"])
    key(room, room.tab.board.table, Qt.Key.Key_C, CTRL)
    assert "Anna Falk" in QGuiApplication.clipboard().text()


def test_the_menu_does_the_same(room: Room, facts: Facts) -> None:
    facts.give(("Lumenhain", "Anna"))
    room.tab.read()
    room.idle()
    select(room, facts.applications["Lumenhain"])
    key(room, room.tab.board.table, Qt.Key.Key_Menu)
    menu = next(one for one in room.tab.board.findChildren(QMenu) if one.isVisible())
    next(action for action in menu.actions() if action.text() == "Take back from Anna Falk").trigger()
    menu.close()
    room.idle()
    assert facts.held() == set()


def test_the_figure_of_missing_reviews_opens_its_list(room: Room, facts: Facts) -> None:
    facts.give(("Lumenhain", "Anna"), ("Lumenhain", "Ben"))
    room.tab.read()
    room.idle()
    room.click(room.tab.missing)
    assert facts.applications["Lumenhain"] not in room.tab.board.table.rows.visible_ids()
    assert len(room.tab.board.table.rows.visible_ids()) == 3
    room.tab.apply({"reviewer": str(facts.reviewers["Anna"])})
    room.idle()
    assert room.tab.board.table.rows.visible_ids() == [facts.applications["Lumenhain"]]


def test_a_change_elsewhere_shows_at_once(room: Room, facts: Facts) -> None:
    done = room.house.assignments.assign(facts.call, [facts.applications["Pfeilhag"]], [facts.reviewers["Ben"]])
    room.context.bus.publish(done.changes)
    room.idle()
    assert column(room.tab.board.table, "reviewers")[2] == "Ben Rohde"


def test_without_a_round_the_way_leads_to_its_setup(build: Callable[[House], Room], house: House) -> None:
    house.history.undo()
    house.calls.add_call("2027-2")
    other = next(row for row in house.rounds.rows() if row.call == "2027-2")
    room = build(house)
    room.tab.set_round(other)
    room.idle()
    assert room.tab.pages.currentWidget() is room.tab.no_round
    room.click(room.tab.no_round.button)
    assert room.asked == [("setup", {"segment": "round"})]


def test_without_reviewers_the_way_leads_to_the_panel(build: Callable[[House], Room], house: House,
                                                      facts: Facts) -> None:
    row = house.rounds.rows()[0]
    assert row.round_id is not None
    house.reviewers.unseat(row.round_id, list(facts.reviewers.values()))
    room = build(house)
    assert room.tab.pages.currentWidget() is room.tab.no_panel
    assert room.tab.missing.isHidden()
    room.click(room.tab.no_panel.button)
    assert room.asked == [("panel", {"segment": "people"})]


def test_what_cannot_be_read_can_be_tried_again(build: Callable[[House], Room], house: House, monkeypatch: Any) -> None:
    from incubator_gui.core.errors import Environment
    from incubator_gui.core.messages import msg

    def broken(*_what: Any) -> None:
        raise Environment(msg("The disk is gone."))

    monkeypatch.setattr(type(house.assignments), "sheet", broken)
    room = build(house)
    assert room.tab.pages.currentWidget() is room.tab.not_read
    monkeypatch.undo()
    room.click(room.tab.not_read.button)
    assert room.tab.pages.currentWidget() is room.tab.board


def test_words_follow_the_language_and_wishes_are_remembered(room: Room, context: Any) -> None:
    use_language("de")
    room.tab.retranslate()
    assert room.tab.board.wish.button.text() == "Vorschlagen"
    use_language("en")
    room.tab.retranslate()
    room.tab.board.wish.mode.choose("adjust")
    room.tab.board.wish.experts.setChecked(True)
    room.tab.board.restore({"wish": {"mode": "add", "scope": "open", "keep": False, "experts": True},
                            "sizes": ["x"], "view": 3})
    wish = room.tab.board.wish.wish()
    assert (wish.mode, wish.any_stage, wish.keep_hand, wish.experts) == ("add", True, False, True)
    assert room.tab.state()["wish"] == {"mode": "add", "scope": "open", "keep": False, "experts": True}


def type_cell(room: Room, id: Any, words: str) -> None:
    """Only in this part the cell is read by names."""
    room.type_cell(room.tab.board.table, id, "reviewers", words)


def test_names_and_initials_are_typed_into_a_cell(room: Room, facts: Facts) -> None:
    facts.give(("Lumenhain", "陈思远"))
    room.tab.read()
    room.idle()
    type_cell(room, facts.applications["Lumenhain"], "AF; ben rohde")
    assert facts.held() == {("Lumenhain", "Anna"), ("Lumenhain", "Ben")}
    room.undo()
    assert facts.held() == {("Lumenhain", "陈思远")}
    type_cell(room, facts.applications["Lumenhain"], " ")
    assert facts.held() == set()


def test_a_name_that_is_not_there_stays_in_its_cell(room: Room, facts: Facts) -> None:
    table, id = room.tab.board.table, facts.applications["Lumenhain"]
    type_cell(room, id, "Anna Falk, Nobody")
    assert facts.held() == set()
    assert "“Nobody” is not on the panel" in str(table.rows.wrong(id, "reviewers"))
    assert table.rows.index(table.rows.line_of(id), table.section("reviewers")).data() == "Anna Falk, Nobody"
    table.grab()
    type_cell(room, id, "Anna Falk")
    assert facts.held() == {("Lumenhain", "Anna")}
    assert table.rows.wrong(id, "reviewers") is None


def test_a_conflict_typed_into_a_cell_is_refused_there(room: Room, facts: Facts) -> None:
    facts.conflict("Anna", "Lumenhain")
    table, id = room.tab.board.table, facts.applications["Lumenhain"]
    type_cell(room, id, "Anna Falk")
    assert "cannot review" in str(table.rows.wrong(id, "reviewers"))
    assert "cannot review" in room.shell.warned[-1]


def test_names_are_pasted_from_a_spreadsheet_in_one_step(room: Room, facts: Facts) -> None:
    table = room.tab.board.table
    table.setCurrentIndex(table.rows.index(0, table.section("reviewers")))
    table.setFocus()
    QGuiApplication.clipboard().setText("Anna Falk, Ben Rohde\n陈思远\n")
    key(room, table, Qt.Key.Key_V, CTRL)
    assert facts.held() == {("Lumenhain", "Anna"), ("Lumenhain", "Ben"), ("Kranichtal", "陈思远")}
    room.undo()
    assert facts.held() == set()


def test_reviews_get_a_due_day_of_their_own(room: Room, facts: Facts) -> None:
    facts.give(("Lumenhain", "Anna"), ("Lumenhain", "Ben"))
    room.tab.read()
    room.idle()
    select(room, facts.applications["Lumenhain"])
    room.tab.board.ask_due()
    dialog = room.tab.board.due
    dialog.field.picked.emit(date(2027, 5, 10))
    room.click(dialog.main)
    assert {one.due_on for one in room.house.assignments.rows(facts.call)[0].assigned} == {date(2027, 5, 10)}
    assert all(one.is_late for one in room.tab.sheet.rows[0].assigned)
    assert "(Open, late)" in room.tab.board.about.text()
    room.tab.board.ask_due()
    room.click(room.tab.board.due.as_round)
    assert {one.due_on for one in room.house.assignments.rows(facts.call)[0].assigned} == {None}


def test_whoever_is_late_gets_a_draft(room: Room, facts: Facts, tmp_path: Path) -> None:
    facts.give(("Lumenhain", "Anna"))
    room.house.assignments.set_due(facts.call, [(facts.applications["Lumenhain"], facts.reviewers["Anna"])],
                                   date(2027, 5, 1))
    room.tab.read()
    room.idle()
    card = room.tab.board.load_card
    assert card.remind.text() == "Remind 1…"
    room.click(card.remind)
    assert card.reminding.dialog is not None
    card.reminding.dialog.reject()
    room.idle()
    card.reminding.write(tmp_path, facts.call, card.late())
    room.idle()
    assert len(list(tmp_path.glob("*.eml"))) == 1
    assert room.shell.said[-1].startswith("1 draft written")


def test_a_call_with_nothing_in_review_says_so(build: Callable[[House], Room], house: House) -> None:
    stages = {stage.status: stage.id for stage in house.calls.stages()}
    house.applications.move([row.id for row in house.applications.rows()], stages["received"], "by mistake")
    card = build(house).tab.board.wish
    assert card.outlook.text().startswith("No application is in a stage of review.")
    card.scope.choose("open")
    card._changed()
    assert "reviews are looked for" in card.outlook.text()


def test_the_wishes_are_not_pressed_together_in_a_low_window(room: Room) -> None:
    room.tab.resize(1100, 420)
    room.idle()
    wish = room.tab.board.wish
    assert wish.height() >= wish.minimumSizeHint().height()
    assert wish.mode.geometry().top() >= wish.scope.geometry().bottom()
