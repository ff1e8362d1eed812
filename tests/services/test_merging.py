"""Merging two records of one company, and parting them again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Application, CompanyPerson, IndicatorValue, LedgerEntry, Person
from incubator_gui.services.duplicates import DuplicatesService
from incubator_gui.services.house import House
from incubator_gui.services.joining import references_to
from incubator_gui.services.merging import MergingService
from tests.services.merge_house import Two, everything, house, two

__all__ = ["house", "two"]


def test_compare_shows_both_values_and_suggests_what_is_there(house: House, two: Two) -> None:
    found = MergingService(house.database).compare(two.keep, two.other)
    pairs = {p.key: p for p in found.fields}
    assert pairs["city"].differs
    assert (pairs["city"].keep, pairs["city"].other, pairs["city"].suggested) == ("Shanghai", "上海", "keep")
    assert pairs["headcount"].suggested == "other"
    assert not pairs["headcount"].differs
    assert pairs["profile:zh:claim"].differs
    assert pairs["profile:zh:problem"].suggested == "other"
    assert [(p.keep_id, p.other_id, p.same) for p in found.people] == [(two.anna, two.anna_again, True)]
    assert found.keep.name == "Helan E-Drive"
    assert found.other.holds


def test_merge_moves_everything_and_undo_parts_exactly(house: House, two: Two) -> None:
    before = everything(house)
    service = MergingService(house.database)
    changes = service.merge(two.keep, two.other, {"city": "other", "profile:zh:claim": "other"})
    sheet = house.companies.sheet(two.keep)
    assert sheet.values["city"] == "上海"
    assert sheet.values["chinese_name"] == "禾岚电驱"
    assert sheet.pinyin
    assert sheet.values["headcount"] == 19
    assert sheet.profiles["zh"]["claim"] == "油冷"
    assert sheet.profiles["zh"]["problem"] == "损耗"
    assert len(sheet.applications) == 2
    assert [(p.name, p.title, p.is_contact) for p in sheet.people] == [("Anna Cen", "CEO", True), ("李旻", "", False)]
    assert sheet.people[0].phone == "+86 21 5555 0101"
    assert [m.title for m in sheet.milestones] == ["A sample"]
    assert set(house.records.tags_of("company", two.keep)) == {"e-drive", "lead", "hot"}
    assert len(house.records.notes("company", two.keep)) == 2
    assert len(house.records.documents("company", two.keep)) == 2
    assert [n.text for n in house.records.notes("person", two.anna)] == ["met in Hall 3"]
    assert {b.kind for b in sheet.bars} >= {"space", "residency"}
    with house.database.read() as session:
        assert session.get(Person, two.anna_again) is None
        assert session.scalars(select(LedgerEntry.person_id)).one() == two.anna
        base = session.scalars(select(IndicatorValue.company_id).where(IndicatorValue.is_baseline)).all()
        assert base == [two.keep]
        for table, column in references_to(Application.metadata.tables["company"]):
            if table.name not in {"company", "distinct_pair"}:
                assert not session.execute(select(table.c.id).where(column == two.other)).all(), table.name
    assert two.other not in {row.id for row in house.companies.rows()}
    assert house.companies.sheet(two.other).merged_into == two.keep

    house.history.undo(changes.change_set)
    assert everything(house) == before
    house.history.redo()
    assert house.companies.sheet(two.other).merged_into == two.keep
    house.history.undo()
    assert everything(house) == before
    assert house.history.prove().holds


def test_a_merged_record_cannot_be_merged_again(house: House, two: Two) -> None:
    service = MergingService(house.database)
    service.merge(two.keep, two.other)
    with pytest.raises(Refused, match="merged into another company already"):
        service.merge(two.third, two.other)
    with pytest.raises(Refused, match="with itself"):
        service.merge(two.keep, two.keep)


def test_persons_are_joined_only_where_wanted(house: House, two: Two) -> None:
    MergingService(house.database).merge(two.keep, two.other, people=())
    with house.database.read() as session:
        people = set(session.scalars(select(CompanyPerson.person_id).where(CompanyPerson.company_id == two.keep)))
    assert people == {two.anna, two.anna_again, two.li}


def test_a_shared_mailbox_makes_nobody_the_same(house: House, two: Two) -> None:
    house.companies.add_person(two.keep, "Bo Chen", email="info@helan.example")
    house.companies.add_person(two.other, "Carla Weber", email="info@helan.example")
    pairs = MergingService(house.database).compare(two.keep, two.other).people
    assert [p.same for p in pairs if p.email.startswith("info@")] == [False]


def test_duplicates_are_found_dismissed_and_found_again_after_undo(house: House, two: Two) -> None:
    service = DuplicatesService(house.database)
    found = service.pairs()
    assert [{p.first.id, p.second.id} for p in found] == [{two.keep, two.other}]
    assert found[0].reasons
    service.dismiss(two.other, two.keep)
    assert service.pairs() == ()
    house.history.undo()
    assert len(service.pairs()) == 1
    MergingService(house.database).merge(two.keep, two.other)
    assert service.pairs() == ()


def test_the_answers_about_the_other_record_move(house: House, two: Two) -> None:
    service = DuplicatesService(house.database)
    service.dismiss(two.other, two.third)
    before = everything(house)
    changes = MergingService(house.database).merge(two.keep, two.other)
    pair = everything(house)["distinct_pair"][0]
    assert ("first_id", repr(two.keep)) in pair
    house.history.undo(changes.change_set)
    assert everything(house) == before


def test_the_search_can_be_stopped(house: House, two: Two) -> None:
    def stop(_done: int, _all: int) -> None:
        raise Refused(msg("stopped"))

    with pytest.raises(Refused, match="stopped"):
        DuplicatesService(house.database).pairs(step=stop)
