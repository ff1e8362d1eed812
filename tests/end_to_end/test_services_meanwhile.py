"""Services while others work too: what is typed stays, another language, larger text, the next start."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.services.house import House
from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person

Samples = Callable[[str], Path]
HALF = "Saltmarsh ip 30m prep"


@pytest.fixture
def person(start: Start, samples: Samples, tmp_path: Path) -> Person:
    return start(tmp_path / "house" / "house.db", sample=samples("en"))


@pytest.fixture
def other(person: Person, tmp_path: Path) -> Iterator[House]:
    """Another program on the same file."""
    house = House.open(tmp_path / "house" / "house.db")
    yield house
    house.close()


def typed(person: Person, name: str = "Book hours") -> QLineEdit:
    return person.find(re.compile(f"^{name}:"), QLineEdit)


def test_what_is_typed_outlives_others_a_language_and_a_restart(person: Person, other: House, start: Start,
                                                                tmp_path: Path) -> None:
    person.go("Services")
    person.click("Table")
    person.press("Ctrl+L")
    person.type(HALF)
    person.press("Escape")
    person.idle()
    # Another program books: the ledger shows it, what is typed stays.
    entries = person.table("Entries of the ledger")
    before = entries.model().rowCount()
    line = next(one for one in other.engagements.rows() if one.is_open and one.granted)
    today = person.session.opened.context.clock.today()
    other.ledger.book(line.company_id, line.service_id, today, Decimal("0.25"), Decimal(0), text="meanwhile")
    person.until(lambda: entries.model().rowCount() == before + 1, "the entry of the other program")
    assert typed(person).text() == HALF
    assert typed(person).hasFocus()
    # Another program changes the very field that is being typed: both values are kept.
    table = person.table("Table of engagements")
    agreed = person.column(table, "Agreed, h")
    row = next(at for at in range(table.model().rowCount()) if person.cell(table, at, "Company") == line.company
               and person.cell(table, at, "Service") == line.service.of("en"))
    person.click_cell(table, row, agreed)
    person.press("F2", "Ctrl+A")
    person.type("77")
    other.editing.set_field("engagement", line.id, "hours_granted", Decimal(33), line.granted)
    person.press("Return")
    person.reads(re.compile("Both values are kept"))
    row_of = table.rows.row_of
    person.until(lambda: row_of(line.id)[1].granted == 33, "what the other program wrote")
    assert person.cell(table, table.rows.line_of(line.id), "Agreed, h") == "77"
    person.click_cell(table, table.rows.line_of(line.id), agreed)
    person.press("F2", "Return")
    person.until(lambda: other.engagements.row(line.id).granted == 77, "the value that was kept")
    assert not person.sees(re.compile("Both values are kept"))
    # Another language; larger text leaves the quick line whole; the next start has it still.
    person.click("Language: English")
    person.menu("Deutsch")
    person.idle()
    assert typed(person, "Stunden buchen").text() == HALF
    person.reads("Schutzrechte")
    person.press("Ctrl++", times=5)
    person.idle()
    field = typed(person, "Stunden buchen")
    assert field.height() >= field.minimumSizeHint().height()
    assert _bottom(field, person) <= min(_bottom(each, person) - each.height()
                                         for each in person.all(re.compile("^Einträge des Leistungsbuchs$")))
    person.press("Ctrl+0")
    person.quit()
    person = start(tmp_path / "house" / "house.db", language="de")
    assert typed(person, "Stunden buchen").text() == HALF
    assert person.table("Einträge des Leistungsbuchs").model().rowCount() == before + 1
    person.quit()


def _bottom(widget: QWidget, person: Person) -> int:
    return int(widget.mapTo(person.window, widget.rect().bottomLeft()).y())
