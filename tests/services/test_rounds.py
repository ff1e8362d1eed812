"""Funding rounds are entered, changed and taken away; founding dates are as exact as they are known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from incubator_gui.core.days import KnownDay
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.languages import translator
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Company
from incubator_gui.services.house import House
from incubator_gui.services.support import SupportService

SEED = {"name": "Seed", "kind": "equity", "amount": "1500000.50", "currency": "eur", "closed_on": date(2026, 3, 1),
        "investors": "Isarkreis"}


def test_a_round_comes_changes_and_goes(house: House) -> None:
    service, company = SupportService(house.database), house.companies.add("Lumen GmbH").value
    id = service.add_round(company, SEED).value
    (row,) = service.rounds(company)
    assert (row.id, row.amount, row.currency, row.closed_on) == (id, Decimal("1500000.50"), "EUR", date(2026, 3, 1))
    house.editing.set_field("funding_round", id, "amount", "2000000", seen=row.amount)
    assert service.rounds(company)[0].amount == 2_000_000
    service.remove_round(id)
    assert service.rounds(company) == ()
    house.history.undo()
    house.history.undo()
    assert service.rounds(company) == (row,)
    house.history.undo()
    assert service.rounds(company) == ()


@pytest.mark.parametrize("wrong", [
    {"amount": "-1"}, {"amount": "much"}, {"currency": "EURO"}, {"currency": ""}, {"kind": "gift"}, {"kind": None},
    {"investors": "x" * 1001}])
def test_what_is_no_round(house: House, wrong: dict[str, object]) -> None:
    service, company = SupportService(house.database), house.companies.add("Lumen GmbH").value
    with pytest.raises(Refused):
        service.add_round(company, SEED | wrong)
    assert service.rounds(company) == ()


def test_nothing_to_add_to_or_to_remove(house: House) -> None:
    service = SupportService(house.database)
    with pytest.raises(NotFound):
        service.add_round(new_id(), SEED)
    with pytest.raises(NotFound):
        service.remove_round(new_id())


def test_a_founding_date_shows_what_is_known(house: House) -> None:
    id = house.companies.add("Lumen GmbH", founded_on=date(2023, 9, 1)).value
    assert house.companies.rows()[0].founded_on == date(2023, 9, 1)
    with house.database.write("test.month", msg("Known to the month")) as work:
        record = work.session.get(Company, id)
        assert record is not None
        record.founded_on, record.founded_precision = date(2023, 9, 1), "month"
    for found in (house.companies.rows()[0].founded_on, house.companies.sheet(id).values["founded_on"]):
        assert isinstance(found, KnownDay)
        assert found == date(2023, 9, 1)
        assert translator("de").day(found) == "Sept. 2023"
    house.editing.set_field("company", id, "founded_on", date(2023, 9, 1), seen=found)
    assert isinstance(house.companies.rows()[0].founded_on, KnownDay), "the same day again tells nothing new"
    house.editing.set_field("company", id, "founded_on", date(2023, 9, 4), seen=found)
    assert house.companies.rows()[0].founded_on == date(2023, 9, 4)
    assert not isinstance(house.companies.rows()[0].founded_on, KnownDay)
