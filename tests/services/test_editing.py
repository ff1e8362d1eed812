"""Fields: what is acceptable, what was seen, and never a change of somebody else's overwritten unseen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.domain.fields import FIELDS, clean, clean_text, field
from incubator_gui.services.house import House
from incubator_gui.services.outcome import StaleEdit


def test_a_stale_edit_shows_all_three(house: House) -> None:
    id = house.companies.add("Lumen GmbH", city="Jena").value
    house.editing.set_field("company", id, "city", "Ulm", seen="Jena")
    with pytest.raises(StaleEdit) as caught:
        house.editing.set_field("company", id, "city", "Bonn", seen="Jena")
    clash = caught.value.clash
    assert (clash.mine, clash.theirs, clash.base) == ("Bonn", "Ulm", "Jena")
    assert house.companies.rows()[0].city == "Ulm"


def test_others_fields_do_not_clash(house: House) -> None:
    id = house.companies.add("Lumen GmbH", city="Jena").value
    house.editing.set_field("company", id, "city", "Ulm", seen="Jena")
    house.editing.set_field("company", id, "claim", "Lidar", seen=None)
    assert (house.companies.rows()[0].city, house.companies.sheet(id).values["claim"]) == ("Ulm", "Lidar")


def test_the_same_value_again_is_no_step(house: House) -> None:
    id = house.companies.add("Lumen GmbH", city="Jena").value
    steps = len(house.history.recent())
    assert not house.editing.set_field("company", id, "city", "Jena")
    assert len(house.history.recent()) == steps


def test_many_at_once_are_one_step(house: House) -> None:
    ids = [house.companies.add(name).value for name in ("A GmbH", "B GmbH", "C GmbH")]
    house.editing.set_fields("company", ids, {"focus_area": "cloud", "city": "Jena"})
    assert {(r.focus_area, r.city) for r in house.companies.rows()} == {("cloud", "Jena")}
    house.history.undo()
    assert {(r.focus_area, r.city) for r in house.companies.rows()} == {(None, None)}


def test_a_paste_is_all_or_nothing(house: House) -> None:
    ids = [house.companies.add(name).value for name in ("A GmbH", "B GmbH")]
    with pytest.raises(Refused):
        house.editing.set_each("company", [(ids[0], "headcount", 4), (ids[1], "headcount", "four")])
    assert {r.headcount for r in house.companies.rows()} == {None}
    with pytest.raises(NotFound):
        house.editing.set_each("company", [(ids[0], "headcount", 4), (new_id(), "headcount", 5)])
    assert {r.headcount for r in house.companies.rows()} == {None}


def test_a_company_keeps_a_name(house: House) -> None:
    id = house.companies.add("Lumen GmbH").value
    with pytest.raises(Refused):
        house.editing.set_field("company", id, "trade_name", "")
    assert house.companies.rows()[0].name == "Lumen GmbH"


BAD: list[tuple[str, str, Any]] = [
    ("application", "desks_needed", 80), ("application", "desks_needed", "1_0"), ("application", "desks_needed", "٣"),
    ("application", "desks_needed", -1), ("application", "received_on", None), ("company", "email", "nobody"),
    ("company", "website", "javascript:alert(1)"), ("company", "website", "no spaces here"),
    ("company", "credit_code", "91310000MA1FL0000X"), ("company", "focus_area", "food"), ("company", "country", "D"),
    ("company", "claim", "x" * 501), ("person", "full_name", " \u202e "), ("company", "founded_on", "2026-13-01"),
]


@pytest.mark.parametrize(("table", "key", "value"), BAD)
def test_what_is_not_acceptable_gets_a_sentence(table: str, key: str, value: Any) -> None:
    with pytest.raises(Refused) as caught:
        clean(field(table, key), value)
    assert str(caught.value).strip()


@given(st.sampled_from([(t, f) for t, fields in FIELDS.items() for f in fields]),
       st.one_of(st.none(), st.text(max_size=80), st.integers(-5, 10**7), st.dates(), st.floats(), st.booleans()))
def test_cleaning_refuses_or_is_stable(which: tuple[str, Any], value: Any) -> None:
    """What was cleaned once stays as it is when cleaned again; nothing but Refused is raised."""
    _table, declared = which
    try:
        once = clean(declared, value)
    except Refused:
        return
    assert clean(declared, once) == once


@given(st.text(max_size=200))
def test_text_loses_only_what_nobody_sees(text: str) -> None:
    once = clean_text(text, lines=True)
    assert clean_text(once, lines=True) == once
    assert not set(once) & set("\x00\x07\u202e\u2066\r")


def test_dates_stay_dates() -> None:
    assert clean(field("company", "founded_on"), date(2026, 3, 1)) == date(2026, 3, 1)
