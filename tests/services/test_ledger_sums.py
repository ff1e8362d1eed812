"""Balances and trainings equal sums that are worked out another way, for any hours."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.db.schema import Company, Entitlement, LedgerEntry, Service
from incubator_gui.domain.programme import add_months
from incubator_gui.services.house import House
from incubator_gui.services.lists_out import Wish
from tests.services.steps import service_id
from tests.support.databases import ACTOR, START, Maker, Templates, add

D = Decimal

# --- the sum ----------------------------------------------------------------------------------

HOURS = st.integers(1, 2400).map(lambda n: D(n) / 100)
ENTRY = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(-120, 0), HOURS, HOURS | st.just(D(0)))
GRANT = st.tuples(st.integers(0, 2), st.sampled_from([None, 0, 1]), st.integers(-120, 20), st.integers(1, 80), HOURS)


def _independent(house: House, one: Any) -> Decimal:
    """The sum as somebody would do it with a pencil."""
    total = D(0)
    with house.database.read() as session:
        grants = session.scalars(select(Entitlement).where(Entitlement.company_id == one.company_id)).all()
        for e in session.scalars(select(LedgerEntry).where(LedgerEntry.company_id == one.company_id)):
            if not one.starts_on <= e.day < one.ends_on:
                continue
            own = any(g.service_id == e.service_id and g.starts_on <= e.day < g.ends_on for g in grants)
            if one.service_id == e.service_id or (one.service_id is None and not own):
                total += e.contact_hours + e.preparation_hours
    return total


def _check_sums(house: House, make: Maker, entries: list[Any], grants: list[Any]) -> None:
    companies = [make.company() for _ in range(3)]
    services = [Service(key=f"k{n}", name_en=f"S{n}", name_de="x", name_zh="x") for n in range(3)]
    add(house.database, *companies, *services)
    today = house.clock.today()
    for who, which, ago, length, hours in grants:
        start = today + timedelta(days=ago)
        try:
            house.entitlements.grant([companies[who].id], None if which is None else services[which].id, start,
                                     start + timedelta(days=length), hours)
        except IncubatorError:
            continue
    for n, (who, which, ago, contact, preparation) in enumerate(entries):
        try:
            house.ledger.book(companies[who].id, services[which].id, today + timedelta(days=ago), contact, preparation)
        except Refused:
            assert contact + preparation > 24
        if n % 4 == 3:
            house.history.undo()
    for one in house.entitlements.balances():
        assert one.used == _independent(house, one)
        assert one.left == one.granted - one.used
    total = sum((r.contact + r.preparation for r in house.ledger.rows()), D(0))
    found = house.ledger.totals()
    assert found.contact + found.preparation == total
    _months_are_plain(house)


def _months_are_plain(house: House) -> None:
    """By month and company, in the list that goes out and in the totals of the screen."""
    sums: dict[tuple[str, int, str], list[Decimal]] = {}
    with house.database.read() as session:
        numbers = dict(session.execute(select(Company.id, Company.number)).all())
        names = dict(session.execute(select(Service.id, Service.name_en)).all())
        entries = list(session.scalars(select(LedgerEntry)))
    for e in entries:
        one = sums.setdefault((f"{e.day:%Y-%m}", numbers[e.company_id], names[e.service_id]), [D(0), D(0)])
        one[0], one[1] = one[0] + e.contact_hours, one[1] + e.preparation_hours
    told = json.loads(house.lists.json(Wish("ledger_months", "en")), parse_float=D)
    assert {(row["month"], row["company_number"], row["service"]): [D(row["contact"]), D(row["preparation"])]
            for row in told} == sums
    for month in {key[0] for key in sums}:
        first = date.fromisoformat(f"{month}-01")
        said = house.ledger.totals(first, add_months(first, 1))
        mine = [hours for key, hours in sums.items() if key[0] == month]
        assert (said.contact, said.preparation) == (sum(one[0] for one in mine), sum(one[1] for one in mine))
        assert said.companies == len({key[1] for key in sums if key[0] == month})


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["attended", "registered", "cancelled", "waiting"])),
                min_size=1, max_size=9), HOURS)
def test_a_training_is_booked_once_for_each_company_that_came(templates: Templates, tmp_path: Path, make: Maker,
                                                              seats: list[tuple[int, str]], hours: Decimal) -> None:
    for left in tmp_path.glob("house.db*"):
        if left.is_file():
            left.unlink()
    with closing(House.open(templates.file(tmp_path / "house.db"), clock=FixedClock(START), actor=ACTOR)) as house:
        companies = [make.company() for _ in range(3)]
        add(house.database, *companies, Service(key="k", name_en="S", name_de="S", name_zh="S"))
        training = house.trainings.add("T", seats=20, service_id=service_id(house, "k"), held_on=house.clock.today(),
                                       hours=hours).value
        for who, _state in seats:
            house.trainings.enrol(training, companies[who].id)
        came = set()
        for seat in house.trainings.seats(training):
            wanted = seats.pop(next(n for n, (who, _) in enumerate(seats) if companies[who].id == seat.company_id))[1]
            house.trainings.set_state([seat.id], wanted)
            if wanted == "attended":
                came.add(seat.company_id)
        if not came:
            with pytest.raises(Refused):
                house.trainings.book(training)
        else:
            assert house.trainings.book(training).value == len(came)
        booked = house.ledger.rows()
        assert {row.company_id for row in booked} == came
        assert sum((row.contact for row in booked), D(0)) == hours * len(came)


FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(st.lists(ENTRY, max_size=12), st.lists(GRANT, max_size=6))
def test_balances_equal_an_independent_sum_sqlite(templates: Templates, tmp_path: Path, make: Maker,
                                                  entries: list[Any], grants: list[Any]) -> None:
    for left in tmp_path.glob("house.db*"):
        if left.is_file():
            left.unlink()
    with closing(House.open(templates.file(tmp_path / "house.db"), clock=FixedClock(START), actor=ACTOR)) as house:
        _check_sums(house, make, entries, grants)


@settings(parent=FEW, max_examples=4)
@given(st.lists(ENTRY, max_size=8), st.lists(GRANT, max_size=5))
def test_balances_equal_an_independent_sum_postgresql(templates: Templates, make: Maker, entries: list[Any],
                                                      grants: list[Any]) -> None:
    url = templates.url()
    try:
        with closing(House.open(url, clock=FixedClock(START), actor=ACTOR)) as house:
            _check_sums(house, make, entries, grants)
    finally:
        templates.drop(url)
