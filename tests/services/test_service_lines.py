"""Several lines in one step, pasted changes of the ledger, the standard catalogue, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import Refused
from incubator_gui.domain.lexicon import Lexicon
from incubator_gui.domain.quick_line import read_line
from incubator_gui.services.house import House
from tests.services.houses import NOW
from tests.support.databases import ACTOR

D = Decimal
TODAY = date(2027, 5, 12)


@pytest.fixture
def house(place: str) -> Iterator[House]:
    with closing(House.open(place, clock=FixedClock(NOW), actor=ACTOR)) as opened:
        yield opened


def test_standard_catalogue_comes_once(house: House) -> None:
    assert house.catalogue.add_standard().value == 13
    names = {row.key: row.name("de") for row in house.catalogue.rows()}
    assert names["business_plan"] == "Geschäftsplan-Analyse"
    assert house.catalogue.add_standard().value == 0
    house.catalogue.remove(next(row.id for row in house.catalogue.rows() if row.key == "ip"))
    assert house.catalogue.add_standard().value == 1
    for _ in range(3):
        house.history.undo()
    assert house.catalogue.rows() == ()


def test_lines_are_booked_together_and_changed_together(house: House) -> None:
    house.catalogue.add_standard()
    house.companies.add("Lumenhain Sensorik")
    known, today = house.ledger.known(), house.clock.today()
    good = [read_line(line, known, today) for line in ("lumenhain legal 1h", "lumenhain mentoring 2h +0,5")]
    bad = read_line("lumenhain 1h", known, today)
    with pytest.raises(Refused):
        house.ledger.book_lines([*good, bad])
    assert house.ledger.rows() == ()
    ids = house.ledger.book_lines(good).value
    assert {row.id for row in house.ledger.rows()} == set(ids)
    with pytest.raises(Refused):
        house.ledger.change_each({ids[0]: {"contact": D(3)}, ids[1]: {"contact": D(30)}})
    assert sorted(row.contact for row in house.ledger.rows()) == [D(1), D(2)]
    house.ledger.change_each({ids[0]: {"contact": D(3)}, ids[1]: {"text": "Sales"}})
    assert sorted((row.contact, row.text) for row in house.ledger.rows()) == [(D(2), "Sales"), (D(3), "")]
    house.history.undo()
    house.history.undo()
    assert house.ledger.rows() == ()


def test_names_by_their_beginning() -> None:
    one, other, third = (UUID(int=n) for n in (1, 2, 3))
    names = Lexicon(((one, ("Lumenhain Sensorik",)), (other, ("禾岚电驱", "He Lan Dian Qu")), (third, ("Sensorhaus",))))
    assert names.beginning("sens") == [third, one]
    assert names.beginning("helan") == names.beginning("hldq") == names.beginning("岚电") == [other]
    assert names.beginning("Lumenhain Sen") == [one]
    assert names.beginning("") == names.beginning("zz") == []
