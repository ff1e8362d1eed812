"""Possible duplicates: pairs, comparison field by field, merge, not the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from incubator_gui.services.duplicates import DuplicatesService
from incubator_gui.services.house import House
from incubator_gui.views.companies import make
from incubator_gui.widgets.context import Context
from tests.qt_support import assert_named
from tests.services.merge_house import Two, everything, two_records
from tests.views.companies.rich import rich_house
from tests.views.companies.room import idle, picture

Room = Callable[..., Any]


@pytest.fixture
def two(house: House) -> Two:
    return two_records(house)


def at_pairs(room: Room, qtbot: QtBot, context: Context) -> Any:
    screen = room(make)
    context.actions.trigger("company.duplicates")
    idle(qtbot, context)
    return screen.doubles


def test_a_house_without_doubles(room: Room, house: House, qtbot: QtBot, context: Context) -> None:
    house.companies.add("Helan E-Drive")
    page = at_pairs(room, qtbot, context)
    assert page._empty.isVisible()
    assert not page.compare.merge.isEnabled()
    assert_named(page)


def test_merge_with_choices_and_part_again(room: Room, house: House, two: Two, qtbot: QtBot,
                                           context: Context) -> None:
    before = everything(house)
    page = at_pairs(room, qtbot, context)
    assert page.list.count() == 1
    compare = page.compare
    assert (compare.comparison.keep.id, compare.comparison.other.id) == (two.keep, two.other)
    assert_named(page)
    compare.choose("city", "other")
    compare.all.setChecked(True)
    assert compare.choices()["city"] == "other"
    assert_named(page)
    compare.all.setChecked(False)
    assert compare.choices()["city"] == "other"
    assert [box.isChecked() for _pair, box in compare._people] == [True]
    qtbot.mouseClick(compare.merge, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    sheet = house.companies.sheet(two.keep)
    assert (sheet.values["city"], sheet.values["headcount"]) == ("上海", 19)
    assert len(sheet.people) == 2
    assert page.list.count() == 0
    house.history.undo()
    assert everything(house) == before


def test_the_other_record_can_be_kept(room: Room, house: House, two: Two, qtbot: QtBot, context: Context) -> None:
    page = at_pairs(room, qtbot, context)
    qtbot.mouseClick(page.compare.swap, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert page.compare.comparison.keep.id == two.other
    page.compare._people[0][1].setChecked(False)
    qtbot.mouseClick(page.compare.merge, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert house.companies.sheet(two.keep).merged_into == two.other
    assert len(house.companies.sheet(two.other).people) == 3


def test_not_the_same_is_remembered(room: Room, house: House, two: Two, qtbot: QtBot, context: Context) -> None:
    page = at_pairs(room, qtbot, context)
    qtbot.mouseClick(page.compare.differ, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert page.list.count() == 0
    assert DuplicatesService(house.database).pairs() == ()
    house.history.undo()
    page.look()
    idle(qtbot, context)
    assert page.list.count() == 1


def test_a_company_can_be_merged_with_any_other(room: Room, house: House, two: Two, qtbot: QtBot,
                                                context: Context) -> None:
    screen = room(make)
    screen.open_company(two.third)
    idle(qtbot, context)
    context.actions.trigger("company.merge")
    idle(qtbot, context)
    page = screen.doubles
    assert page.pick.isVisible()
    place = next(n for n in range(page.pick.count()) if "Helan" in page.pick.itemText(n))
    page.pick.setCurrentIndex(place)
    page.pick.activated.emit(place)
    idle(qtbot, context)
    assert page.compare.comparison.keep.id == two.third
    qtbot.mouseClick(page.compare.merge, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert screen.page.isVisible()
    assert screen.page.stock.id == two.third
    assert house.companies.sheet(two.keep).merged_into == two.third


def test_pictures(room: Room, house: House, qtbot: QtBot, context: Context) -> None:
    rich = rich_house(house)
    house.editing.set_fields("company", [rich.double], {"city": "上海市嘉定区", "headcount": 21, "claim": "扁线电机"})
    page = at_pairs(room, qtbot, context)
    picture(page, "companies-duplicates")
    context.theme.choose("dark")
    page.compare.all.setChecked(True)
    idle(qtbot, context)
    picture(page, "companies-duplicates-dark")
    assert page.list.count() == 1
