"""The history as a screen reads it, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incubator_gui.services.history import UndoClash
from incubator_gui.services.history_pages import HistoryFilter, HistoryPages
from incubator_gui.services.house import House
from tests.services.merge_house import NOON, Two, house, two

__all__ = ["house", "two"]


def test_pages_hang_together(house: House, two: Two) -> None:
    pages = HistoryPages(house.database)
    asked = HistoryFilter()
    whole = list(pages.all(asked))
    assert len(whole) == pages.count(asked)
    first = pages.page(asked, None, 5)
    second = pages.page(asked, first[-1].sequence, 5)
    assert [*first, *second] == whole[:10]
    assert pages.some([whole[3].id]) == (whole[3],)


def test_filters(house: House, two: Two) -> None:
    pages = HistoryPages(house.database)
    keys = pages.sentences()
    assert "Milestone of {company} added" in keys
    found = pages.page(HistoryFilter(text="milestone", sentences=("Milestone of {company} added",)))
    assert {row.command for row in found} == {"milestone.add"}
    assert {row.command for row in pages.page(HistoryFilter(kind="document"))} == {"document.add"}
    assert pages.count(HistoryFilter(who="wu")) == pages.count(HistoryFilter())
    assert pages.count(HistoryFilter(until=NOON)) == 0
    assert pages.count(HistoryFilter(since=NOON - timedelta(hours=1), until=NOON + timedelta(hours=1))) > 0
    assert pages.page(HistoryFilter(text="7"))[-1].sequence == 7
    house.history.undo()
    wrapped = pages.page(HistoryFilter(text="filled", sentences=("Filled",)))
    assert {row.kind for row in wrapped} == {"do", "undo"}


def test_chains_of_undo_and_redo(house: House, two: Two) -> None:
    pages = HistoryPages(house.database)
    step = house.editing.set_field("company", two.keep, "city", "Jiading").change_set
    assert step is not None

    def state() -> tuple[bool, bool]:
        row = pages.some([step])[0]
        return row.in_force, row.tip == step

    assert state() == (True, True)
    house.history.undo()
    assert state() == (False, False)
    house.history.undo(pages.some([step])[0].tip)
    assert state() == (True, False)
    assert house.companies.sheet(two.keep).values["city"] == "Jiading"
    house.history.undo(pages.some([step])[0].tip)
    assert state() == (False, False)
    assert house.companies.sheet(two.keep).values["city"] == "Shanghai"


def test_details_name_records_and_values(house: House, two: Two) -> None:
    pages = HistoryPages(house.database)
    house.editing.set_fields("company", [two.keep], {"owner_id": two.li, "life": "resident"})
    change = pages.details(pages.page(HistoryFilter(), None, 1)[0].id)[0]
    assert change.opens == ("company", two.keep)
    assert {str(f.label): str(f.after) for f in change.fields} == {"In charge": "李旻", "Life line": "Resident"}
    link = house.companies.sheet(two.other).people[1].link_id
    house.companies.remove_person(link)
    gone = pages.details(pages.page(HistoryFilter(), None, 1)[0].id)[0]
    assert gone.operation == "D"
    assert gone.opens == ("company", two.other)
    assert {str(f.label): f.before for f in gone.fields}["Person"] == "李旻"


def test_clashes_name_what_stands_in_the_way(house: House, two: Two) -> None:
    pages = HistoryPages(house.database)
    step = house.editing.set_field("company", two.keep, "city", "Jiading").change_set
    assert step is not None
    house.editing.set_field("company", two.keep, "city", "Lingang")
    with pytest.raises(UndoClash):
        house.history.undo(step)
    line = pages.clashes(step)[0]
    assert (line.key, line.record) == (("company", two.keep, "city"), "Helan E-Drive")
    assert (line.left_behind, line.today, line.back) == ("Jiading", "Lingang", "Shanghai")
    house.history.undo(step, overwrite=frozenset({line.key}))
    assert house.companies.sheet(two.keep).values["city"] == "Shanghai"
