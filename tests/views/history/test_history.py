"""The history screen: pages, filters, details, undo with clashes, proof, export."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from incubator_gui.core.languages import use_language
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Note
from incubator_gui.services.history_pages import PAGE, HistoryFilter, HistoryPages
from incubator_gui.services.house import House
from incubator_gui.views.history import make
from incubator_gui.widgets.context import Context
from tests.qt_support import assert_named
from tests.services.merge_house import two_records
from tests.views.companies.room import SeenShell, idle, picture

NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
Room = Callable[..., Any]


def words(screen: Any, column: int = 3) -> list[str]:
    model = screen.model
    return [model.index(line, column).data() for line in range(model.rowCount())]


def test_empty_house_says_what_belongs_here(room: Room) -> None:
    screen = room(make)
    assert screen.empty.isVisible()
    assert screen.side_panel() is None
    assert_named(screen)


def test_steps_with_names_and_details(room: Room, house: House, qtbot: QtBot, context: Context,
                                      shell: SeenShell) -> None:
    two = two_records(house)
    house.editing.set_field("company", two.keep, "city", "Jiading")
    screen = room(make)
    assert words(screen)[0] == "“City” of Helan E-Drive changed"
    panel = screen.side_panel()
    assert panel is screen.details
    idle(qtbot, context)
    screen.layout().addWidget(panel)
    panel.show()
    change = screen.details._changes[0]
    assert (change.name, change.opens) == ("Helan E-Drive", ("company", two.keep))
    assert [(str(f.label), f.before, f.after) for f in change.fields] == [("City", "Shanghai", "Jiading")]
    screen.details.opened.emit(*change.opens)
    assert shell.records == [("company", two.keep)]
    assert_named(screen)


def test_references_read_as_names(house: House) -> None:
    two = two_records(house)
    house.editing.set_field("company", two.keep, "owner_id", two.li)
    pages = HistoryPages(house.database)
    change = pages.details(pages.page(HistoryFilter())[0].id)[0]
    assert [(str(f.label), f.before, f.after) for f in change.fields] == [("In charge", None, "李旻")]
    moved = next(row for row in pages.page(HistoryFilter(kind="application")) if row.command == "application.add")
    stage = [f for c in pages.details(moved.id) if c.table == "application" for f in c.fields
             if str(f.label) == "Stage"]
    assert stage[0].after == "Received"


def test_undo_any_step_and_do_it_again(room: Room, house: House, qtbot: QtBot, context: Context) -> None:
    two = two_records(house)
    house.editing.set_field("company", two.keep, "city", "Jiading")
    house.editing.set_field("company", two.keep, "headcount", 7)
    screen = room(make)
    screen.table.setCurrentIndex(screen.model.index(1, 3))
    idle(qtbot, context)
    assert screen.details.step().in_force
    qtbot.mouseClick(screen.details.turn, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert house.companies.sheet(two.keep).values["city"] == "Shanghai"
    assert words(screen)[0].startswith("Undone: ")
    assert screen.details.step().id == screen.model.rows[2].id  # what was looked at stays in view
    assert not screen.details.step().in_force
    assert "again" in screen.details.turn.text()
    qtbot.mouseClick(screen.details.turn, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert house.companies.sheet(two.keep).values["city"] == "Jiading"
    assert screen.details.step().in_force


def test_a_clash_lets_one_choose_field_by_field(room: Room, house: House, qtbot: QtBot, context: Context) -> None:
    two = two_records(house)
    step = house.editing.set_fields("company", [two.keep, two.third], {"city": "Jiading"}).change_set
    house.editing.set_field("company", two.keep, "city", "Lingang")
    house.editing.set_field("company", two.third, "city", "Berlin")
    screen = room(make)
    line = screen.model.line_of(step)
    screen.table.setCurrentIndex(screen.model.index(line, 3))
    context.actions.trigger("history.turn")
    idle(qtbot, context)
    panel = screen.clash
    assert panel.isVisible()
    shown = {one.record: (one.left_behind, one.today, one.back) for one in panel._lines}
    assert shown == {"Helan E-Drive": ("Jiading", "Lingang", "Shanghai"),
                     "Kraftwerk Süd GmbH": ("Jiading", "Berlin", "München")}
    assert house.companies.sheet(two.keep).values["city"] == "Lingang"  # nothing was changed yet
    assert_named(screen)
    picture(screen, "history-clash")
    panel.choose(("company", two.third, "city"), True)
    qtbot.mouseClick(panel.apply, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert not panel.isVisible()
    assert house.companies.sheet(two.keep).values["city"] == "Lingang"
    assert house.companies.sheet(two.third).values["city"] == "München"


def test_pages_come_while_scrolling(room: Room, house: House, qtbot: QtBot, context: Context) -> None:
    two = two_records(house)
    for number in range(2 * PAGE):
        with house.database.write("note.add", msg("Note added")) as work:
            work.session.add(Note(company_id=two.keep, text=f"note {number}", written_at=NEW_YEAR))
    screen = room(make)
    assert screen.model.rowCount() == PAGE
    total = HistoryPages(house.database).count(HistoryFilter())
    while screen.model.canFetchMore(screen.model.index(-1, -1)):
        before = screen.model.rowCount()
        screen.table.scrollToBottom()
        qtbot.waitUntil(lambda b=before: screen.model.rowCount() > b or screen.model.complete, timeout=5000)
        idle(qtbot, context)
    sequences = [row.sequence for row in screen.model.rows]
    assert sequences == list(range(total, 0, -1))
    house.editing.set_field("company", two.keep, "city", "Jiading")
    screen._refresh()
    idle(qtbot, context)
    assert [row.sequence for row in screen.model.rows] == list(range(total + 1, 0, -1))


@pytest.mark.parametrize(("asked", "expected"), [
    ({"kind": "application"}, {"application.add"}),
    ({"text": "milestone"}, {"milestone.add"}),
    ({"text": "Anna"}, {"person.add"}),
    ({"who": "nobody"}, set()),
])
def test_filters(room: Room, house: House, qtbot: QtBot, context: Context, asked: dict[str, str],
                 expected: set[str]) -> None:
    two_records(house)
    screen = room(make)
    if "who" in asked:
        screen.filters.set_writers(("nobody", "wu"))
    screen.apply(asked)
    idle(qtbot, context)
    assert {row.command for row in screen.model.rows} == expected
    assert screen.empty.isVisible() == (not expected)
    screen.filters.clear()
    idle(qtbot, context)
    assert len(screen.model.rows) > 10


def test_days(house: House) -> None:
    two_records(house)
    pages = HistoryPages(house.database)
    noon = datetime(2027, 5, 12, 4, 0, tzinfo=UTC)
    assert pages.count(HistoryFilter(since=noon)) == pages.count(HistoryFilter())
    assert pages.count(HistoryFilter(until=noon)) == 0


def test_the_chain_is_checked(room: Room, house: House, qtbot: QtBot, context: Context) -> None:
    two_records(house)
    screen = room(make)
    qtbot.mouseClick(screen.filters.prove, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert [bar.level for bar in screen.messages.bars()] == ["success"]
    assert "The chain holds" in screen.messages.bars()[0].sentence()
    assert screen.filters.prove.isEnabled()


def test_export_is_a_file_that_no_spreadsheet_runs(room: Room, house: House, qtbot: QtBot, context: Context,
                                                   shell: SeenShell, tmp_path: Path) -> None:
    two_records(house)
    house.companies.add("=cmd|' /C calc'!A0")
    screen = room(make)
    target = tmp_path / "out.csv"
    screen.export_to(target)
    idle(qtbot, context)
    with target.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert len(lines) == 1 + HistoryPages(house.database).count(HistoryFilter())
    assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line)
    assert shell.said
    screen.export_to(tmp_path / "missing" / "out.csv")
    idle(qtbot, context)
    assert screen.messages.bars()[0].level == "error"


def test_three_languages_and_themes(room: Room, house: House, qtbot: QtBot, context: Context) -> None:
    two_records(house)
    screen = room(make)
    for language in ("de", "zh", "en"):
        use_language(language)
        screen.retranslate()
        for theme in ("dark", "contrast", "light"):
            context.theme.choose(theme)
            screen.grab()
        assert_named(screen)


def test_pictures(room: Room, house: House, qtbot: QtBot, context: Context) -> None:
    two = two_records(house)
    house.editing.set_field("company", two.other, "city", "上海市嘉定区")
    house.editing.set_fields("company", [two.keep], {"city": "Jiading", "headcount": 23})
    house.history.undo()
    screen = room(make)
    panel = screen.side_panel()
    panel.setFixedWidth(340)
    screen.window().layout().addWidget(panel)
    screen.window().resize(1256, 852)
    panel.show()
    screen.table.setCurrentIndex(screen.model.index(1, 3))
    idle(qtbot, context)
    assert panel.isVisible()
    picture(screen, "history-light")
    context.theme.choose("dark")
    picture(screen, "history-dark")
