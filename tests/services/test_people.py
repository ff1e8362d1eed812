"""Teams, figures, and what a person may ask for."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from incubator_gui.core.errors import Refused
from incubator_gui.db.schema import JournalEntry, Person
from incubator_gui.services.house import House
from incubator_gui.services.indicators import IndicatorsService
from incubator_gui.services.merging import MergingService
from incubator_gui.services.people import PeopleService
from incubator_gui.services.support import SupportService
from tests.services.merge_house import Two, everything, house, two

__all__ = ["house", "two"]


def test_a_dossier_holds_everything_and_is_plain_json(house: House, two: Two) -> None:
    held = PeopleService(house.database).dossier(two.anna_again)
    again = json.loads(json.dumps(held, ensure_ascii=False))
    assert again["person"]["email"] == "Anna@helan.example"
    assert [c["role"] for c in again["companies"]] == ["founder"]
    assert [n["text"] for n in again["notes"]] == ["met in Hall 3"]
    assert again["hours"][0]["contact_hours"] == "1.5"
    assert again["in_charge_of"]["tasks"] == 1
    assert {s["command"] for s in again["history"]} >= {"person.add"}


def test_a_correction_says_so(house: House, two: Two) -> None:
    people = PeopleService(house.database)
    people.correct(two.li, {"full_name": "Li Min", "chinese_name": "李敏"})
    assert "corrected" in str(house.history.recent(1)[0].message)
    with house.database.read() as session:
        person = session.get_one(Person, two.li)
        assert (person.full_name, person.pinyin) == ("Li Min", "li min")
    house.history.undo()
    with pytest.raises(Refused, match="not an e-mail"):
        people.correct(two.li, {"email": "nowhere"})


def test_anonymised_is_gone_everywhere_and_the_chain_holds(house: House, two: Two) -> None:
    MergingService(house.database).merge(two.keep, two.other)
    people = PeopleService(house.database)
    done = people.anonymise(two.anna)
    assert not done.undoable
    with house.database.read() as session:
        stub = session.get_one(Person, two.anna)
        assert (stub.full_name, stub.email, stub.phone) == ("", None, None)
        assert stub.erased_at is not None
        texts = "".join(f"{e.before}{e.after}{e.personal}" for e in session.scalars(select(JournalEntry)))
    for word in ("Anna", "5555 0101", "anna@helan", "met in Hall 3"):
        assert word not in texts, word
    assert house.search.find("Anna", ("person",)) == ()
    assert house.history.prove().holds
    assert len(house.companies.sheet(two.keep).people) == 2
    assert people.dossier(two.anna)["person"]["full_name"] == ""
    with pytest.raises(Refused, match="already"):
        people.anonymise(two.anna)
    with pytest.raises(Refused, match="cannot be undone"):
        house.history.undo(done.change_set)


def test_the_team_keeps_its_order(house: House, two: Two) -> None:
    people = PeopleService(house.database)
    for name in ("Bo", "Chris", "Dana"):
        house.companies.add_person(two.keep, name)
    before = everything(house)

    def names() -> list[str]:
        return [p.name for p in house.companies.sheet(two.keep).people]

    links = [p.link_id for p in house.companies.sheet(two.keep).people]
    people.place(links[3], 0)
    assert names() == ["Dana", "Anna Cen", "Bo", "Chris"]
    people.place(links[3], 2)
    assert names() == ["Anna Cen", "Bo", "Dana", "Chris"]
    people.place(links[0], 99)
    assert names() == ["Bo", "Dana", "Chris", "Anna Cen"]
    for _ in range(3):
        house.history.undo()
    assert everything(house) == before


def test_somebody_known_joins_a_second_team_once(house: House, two: Two) -> None:
    people = PeopleService(house.database)
    people.link(two.third, two.li, "advisor", "Board")
    assert [p.title for p in house.companies.sheet(two.third).people] == ["Board"]
    with pytest.raises(Refused, match="already"):
        people.link(two.third, two.li, "advisor")
    assert set(people.companies_of(two.li)) == {two.other, two.third}
    MergingService(house.database).merge(two.keep, two.other)
    assert set(people.companies_of(two.li)) == {two.keep, two.third}
    assert people.kept(two.other) == two.keep


def test_figures(house: House, two: Two) -> None:
    service = IndicatorsService(house.database)
    day = date(2026, 12, 31)
    service.put(two.third, "revenue", day, Decimal("12.5"), unit="eur", is_baseline=True)
    service.put(two.third, "revenue", date(2027, 3, 31), Decimal(20), unit="EUR", is_baseline=True)
    service.put(two.third, "revenue", day, Decimal(13), unit="EUR", source="audit")
    rows = service.values(two.third)
    assert [(r.value, r.unit, r.is_baseline) for r in rows] == [
        (Decimal(13), "EUR", False), (Decimal(20), "EUR", True)]
    service.remove(rows[0].id)
    assert len(service.values(two.third)) == 1
    for indicator, value in (("revenue", 1), ("rd_share", 34), ("luck", 1)):
        with pytest.raises(Refused):
            service.put(two.third, indicator, day, Decimal(value))


def test_use_of_funds(house: House, two: Two) -> None:
    service = IndicatorsService(house.database)
    service.set_funds(two.keep, "de", [("Prüfstand", Decimal(60)), ("Personal", Decimal(40))])
    assert house.companies.sheet(two.keep).profiles["de"]["use_of_funds"] == [
        {"title": "Prüfstand", "share": "0.6"}, {"title": "Personal", "share": "0.4"}]
    with pytest.raises(Refused, match="100"):
        service.set_funds(two.keep, "de", [("a", Decimal(60)), ("b", Decimal(41))])
    service.set_funds(two.keep, "de", [])
    assert house.companies.sheet(two.keep).profiles["de"]["use_of_funds"] is None


def test_services_and_money(house: House, two: Two) -> None:
    support = SupportService(house.database)
    assert [(e.name("zh"), e.owner, e.booked) for e in support.engagements(two.other)] == [
        ("导师辅导", "Anna Cen", Decimal(0))]
    assert [(r.amount, r.currency) for r in support.rounds(two.other)] == [(Decimal("6000000.50"), "CNY")]
    milestone = house.companies.sheet(two.keep).milestones[0]
    IndicatorsService(house.database).remove_milestone(milestone.id)
    assert house.companies.sheet(two.keep).milestones == ()
