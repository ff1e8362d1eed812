"""Desks given by the keyboard while somebody else gives some too; dates mended in the table; kept for next time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QGuiApplication

from incubator_gui.domain.space import Span
from incubator_gui.services.house import House
from incubator_gui.services.space import FloorDraft, RoomDraft
from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person
from tests.end_to_end.test_week import sits
from tests.support.databases import Maker, add

SINCE = date(2026, 1, 1)


def a_house(file: Path) -> dict[str, UUID]:
    """One room of eight desks; two sit at one, one waits for three; ids by name and desk."""
    file.parent.mkdir()
    house = House.open(file)
    house.space.set_up("Werk", [FloorDraft("1", (RoomDraft("101", desks=8, area=80.0),))])
    maker = Maker()
    found = {name: maker.company(legal_name=name, life="admitted") for name in ("Anker", "Birke", "Ceder")}
    add(house.database, *found.values())
    ids = {name: company.id for name, company in found.items()}
    ids |= {place.label: place.desk for place in house.space.plan().places if place.desk}
    for desk in ("101-1", "101-2"):
        house.space.allocate(ids["Anker"], Span(SINCE), desks=[ids[desk]])
    house.residency.begin(ids["Birke"], "resident", SINCE, desks=3)
    house.close()
    return ids


def give_by_keyboard(person: Person, file: Path, ids: dict[str, UUID]) -> None:
    """Carried over the plan with the arrows; taken meanwhile, it goes to the next ones."""
    today = person.house.clock.today()
    person.press("Alt+5")
    person.idle()
    person.tab_to("Companies that wait for desks")
    person.press("Home", "Ctrl+Shift+K", "Right", "Return")
    person.idle()
    person.reads("Birke → 101: 3-5")
    other = House.open(file)
    other.space.allocate(ids["Ceder"], Span(today), desks=[ids["101-3"]])
    other.close()
    person.reads("Birke → 101: 4-6")
    person.press("Return")
    person.idle()
    assert sits(person, "Birke", today) == ["101-4", "101-5", "101-6"]


def mend_dates(person: Person) -> None:
    """Pasted from a spreadsheet: what is no day stays in its cell until it is typed anew."""
    person.press("Ctrl+2")
    person.idle()
    table = person.table("Table of places")
    until = person.column(table, "Until")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, until))
    QGuiApplication.clipboard().setText("2031-01-01\nsoon\n")
    person.press("Ctrl+V")
    person.idle()
    assert person.cells(table, "Until")[:2] == ["1 Jan 2031", "soon"]
    table.setCurrentIndex(table.model().index(1, until))
    person.press("F2", "Ctrl+A")
    person.type("2031-02-01")
    person.press("Return")
    person.idle()
    assert person.cells(table, "Until")[:2] == ["1 Jan 2031", "1 Feb 2031"]


def test_given_by_keyboard_mended_in_the_table_and_kept(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "house" / "house.db"
    ids = a_house(file)
    person = start(file)
    give_by_keyboard(person, file, ids)
    mend_dates(person)
    today = person.house.clock.today()
    person.press("Ctrl+Z", times=1)
    person.idle()
    person.press("Ctrl+Z", times=1)
    person.idle()
    assert {one.span.until for one in person.house.space.plan().of_company(ids["Anker"])} == {None}
    person.press("Ctrl+Z")
    person.idle()
    assert sits(person, "Birke", today) == []
    assert sits(person, "Ceder", today) == ["101-3"]
    person.quit()
    again = start(file)
    assert again.window.windowTitle().startswith("Floor plan")
    assert again.table("Table of places").isVisible()
    again.quit()
