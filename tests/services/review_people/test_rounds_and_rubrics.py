"""A round is set up, moves through its phases, and judges by a rubric with versions."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import Words
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Review
from incubator_gui.domain.phases import Phase, standing
from incubator_gui.domain.rubric import Criterion
from incubator_gui.services.house import House
from incubator_gui.services.rubrics import StaleRubric
from tests.support.databases import Maker, add

TWO = (Criterion("team", Words((("en", "Team"),)), Decimal(2)), Criterion("market", Words((("en", "Market"),))))


@pytest.fixture
def house(database: Database) -> House:
    house = House(database)
    house.calls.add_call("2027-1", date(2027, 1, 1), date(2027, 3, 1))
    return house


def call_of(house: House):  # type: ignore[no-untyped-def]
    return house.calls.calls()[0].id


def review_by(house: House, make: Maker, version) -> None:  # type: ignore[no-untyped-def]
    person = make.person()
    application = house.applications.add(call_of(house), None, "Lumen GmbH").value
    reviewer = house.reviewers.add(None, full_name=person.full_name).value
    now = house.clock.now()
    add(house.database, Review(id=new_id(), application_id=application, reviewer_id=reviewer, saved_at=now,
                               rubric_version_id=version, application_version=1, started_at=now))


def test_a_call_without_a_round_is_listed_and_can_begin(house: House) -> None:
    house.applications.add(call_of(house), None, "Lumen GmbH")
    row = house.rounds.row(call_of(house))
    assert row.round_id is None
    assert row.applications == 1
    assert row.phase == ""
    made = house.rounds.begin(call_of(house), due_on=date(2027, 4, 1), blind=True)
    row = house.rounds.row(call_of(house))
    assert (row.round_id, row.phase, row.is_blind, row.may_review, row.sees_others) == (
        made.value, "review", True, True, "after_own")
    assert [phase.kind for phase in house.rounds.phases(made.value)] == ["review", "calibration", "selection"]
    rubric = house.rounds.rubric(made.value)
    assert len(rubric.criteria) == 6
    assert len(rubric.counted) == 5
    with pytest.raises(Refused, match="already"):
        house.rounds.begin(call_of(house))


def test_undo_takes_the_whole_round_back(house: House) -> None:
    house.rounds.begin(call_of(house))
    house.history.undo()
    assert house.rounds.row(call_of(house)).round_id is None
    assert house.rubrics.rows() == ()


def test_phases_by_hand_and_by_date(house: House, clock: FixedClock) -> None:
    round_id = house.rounds.begin(call_of(house)).value
    review, calibration, selection = house.rounds.phases(round_id)
    house.rounds.set(round_id, phase_id=selection.id)
    assert house.rounds.row(call_of(house)).may_decide
    today = clock.today()
    house.rounds.edit_phases({review.id: {"starts_on": today, "ends_on": date(2026, 4, 1)},
                              calibration.id: {"starts_on": date(2026, 4, 1)}})
    house.rounds.set(round_id, phase_id=None)
    row = house.rounds.row(call_of(house))
    assert (row.phase, row.until, row.by_hand) == ("review", date(2026, 4, 1), False)
    with pytest.raises(Refused, match="still runs"):
        house.rounds.edit_phase(review.id, ends_on=date(2026, 5, 1))
    house.rounds.remove_phase(review.id)
    assert house.rounds.row(call_of(house)).phase == ""
    assert not house.rounds.row(call_of(house)).may_review
    added = house.rounds.add_phase(round_id, "review").value
    house.rounds.place_phase(added, 0)
    assert house.rounds.phases(round_id)[0].id == added


def test_a_gap_between_phases_stays_blind() -> None:
    first = Phase(new_id(), "review", date(2026, 3, 1), date(2026, 3, 10), is_blind=True)
    then = Phase(new_id(), "calibration", date(2026, 3, 20), None)
    for day, kind, blind in ((date(2026, 2, 1), None, True), (date(2026, 3, 1), "review", True),
                             (date(2026, 3, 10), None, True), (date(2026, 3, 20), "calibration", False)):
        now = standing((first, then), None, day)
        assert (now.phase.kind if now.phase else None, now.is_blind) == (kind, blind)
    assert standing((first, then), then.id, date(2026, 3, 5)).by_hand


def test_impossible_rounds_are_refused(house: House) -> None:
    round_id = house.rounds.begin(call_of(house)).value
    with pytest.raises(Refused, match="Between 0 and"):
        house.rounds.set(round_id, reviews_each=500)
    with pytest.raises(NotFound):
        house.rounds.set(round_id, phase_id=new_id())
    with pytest.raises(NotFound):
        house.rounds.row(new_id())
    phase = house.rounds.phases(round_id)[0]
    with pytest.raises(Refused, match="last day"):
        house.rounds.edit_phase(phase.id, ends_on=date(2026, 4, 1))


def test_an_unused_version_is_overwritten_and_a_used_one_stays(house: House, make: Maker) -> None:
    version = house.rubrics.add("Ours", TWO).value
    rubric = house.rubrics.rubric(version)
    heavier = (replace(TWO[0], weight=Decimal(3)), TWO[1])
    assert house.rubrics.save(rubric.id, heavier).value == version
    round_id = house.rounds.begin(call_of(house), version).value
    review_by(house, make, version)
    assert house.rubrics.save(rubric.id, heavier).value == version  # nothing changes
    second = house.rubrics.save(rubric.id, TWO, round_id).value
    assert second != version
    assert house.rubrics.rubric(version).criteria == heavier
    assert house.rounds.rubric(round_id).version == 2
    row = house.rubrics.rows()[0]
    assert [(one.number, one.reviews, one.calls) for one in row.versions] == [(2, 0, ("2027-1",)), (1, 1, ())]
    with pytest.raises(Refused, match="in use"):
        house.rubrics.remove(rubric.id)
    house.rubrics.archive(rubric.id)
    assert house.rubrics.rows() == ()
    assert len(house.rubrics.rows(archived=True)) == 1


def test_nobody_can_store_a_rubric_nobody_could_judge_by(house: House) -> None:
    with pytest.raises(Refused, match="No criterion is counted"):
        house.rubrics.add("Empty", ())
    house.rubrics.add("Ours", TWO)
    with pytest.raises(Refused, match="already a rubric"):
        house.rubrics.add("ours", TWO)
    with pytest.raises(Refused, match="needs a name"):
        house.rubrics.add("  ", TWO)


def test_a_rubric_is_copied_from_call_to_call(house: House) -> None:
    version = house.rubrics.add("Ours", TWO).value
    first = call_of(house)
    house.rounds.begin(first, version)
    other = house.calls.add_call("2027-2", date(2027, 6, 1)).value
    round_id = house.rounds.begin(other).value
    assert house.rounds.row(other).rubric_version_id == version  # that of the last round
    copied = house.rubrics.copy_from_call(first, round_id).value
    assert copied != version
    assert house.rounds.row(other).rubric_version_id == copied
    assert house.rubrics.rubric(copied).criteria == TWO


def test_a_rubric_travels_as_a_file(house: House, tmp_path: Path) -> None:
    version = house.rubrics.add("Grün 评分", house.rubrics.standard().criteria).value
    path = tmp_path / "rubric.json"
    house.rubrics.export(version, path)
    again = house.rubrics.import_file(path).value
    assert house.rubrics.rubric(again).criteria == house.rubrics.rubric(version).criteria
    assert {row.name for row in house.rubrics.rows()} == {"Grün 评分", "Grün 评分 (2)"}


@pytest.mark.parametrize(("content", "sentence"), [
    (b"\xff\xfe\x00", "is no rubric"), (b"[" * 100_000, "is no rubric"), (b"{}", "is no rubric"),
    (b"[1]", "is no rubric"), (b" " * 1_000_001, "too large"),
    (b'{"format": "incubator-rubric", "format_version": 9}', "newer version"),
    (b'{"format": "incubator-rubric", "format_version": 1, "name": 3}', "no name"),
    (b'{"format": "incubator-rubric", "format_version": 1, "name": "x", "criteria": []}', "no criteria"),
    (b'{"format": "incubator-rubric", "format_version": 1, "name": "x", "criteria": [{"key": "a"}]}', "Criterion 1"),
    (b'{"format": "incubator-rubric", "format_version": 1, "name": "x", "criteria": [7]}', "Criterion 1"),
])
def test_foreign_files_are_refused_in_one_sentence(house: House, tmp_path: Path, content: bytes,
                                                   sentence: str) -> None:
    path = tmp_path / "rubric.json"
    path.write_bytes(content)
    with pytest.raises(Refused, match=sentence):
        house.rubrics.import_file(path)
    assert house.rubrics.rows() == ()


def test_the_standard_rubric_speaks_three_languages(house: House) -> None:
    rubric = house.rubrics.standard()
    assert len(rubric.criteria) == 6
    assert not list(rubric.problems())
    for one in rubric.criteria:
        assert set(dict(one.name.by_language)) == {"en", "de", "zh"}
        assert len(one.anchors) == 5
        assert all(set(dict(words.by_language)) == {"en", "de", "zh"} for _mark, words in one.anchors)
    assert [one.key for one in rubric.criteria if not one.counted] == ["readiness"]


def test_two_people_edit_one_rubric(house: House) -> None:
    version = house.rubrics.add("Ours", TWO).value
    rubric = house.rubrics.rubric(version).id
    team, market = TWO
    house.rubrics.save(rubric, (replace(team, weight=Decimal(3)), market), seen=TWO)
    house.rubrics.save(rubric, (team, replace(market, required=False)), seen=TWO)
    both = (replace(team, weight=Decimal(3)), replace(market, required=False))
    assert house.rubrics.rubric(version).criteria == both
    with pytest.raises(StaleRubric, match="li changed the same meanwhile: “Team” weighs 3 instead of 2") as told:
        house.rubrics.save(rubric, (replace(team, weight=Decimal(5)), market), seen=TWO)
    assert told.value.theirs == both
    assert pickle.loads(pickle.dumps(told.value)).theirs == both
    assert house.rubrics.rubric(version).criteria == both
    house.rubrics.save(rubric, (replace(team, weight=Decimal(5)), both[1]), seen=told.value.theirs)
    assert house.rubrics.rubric(version).criteria[0].weight == 5


def test_a_version_that_began_elsewhere_is_not_passed_over(house: House, make: Maker) -> None:
    version = house.rubrics.add("Ours", TWO).value
    rubric = house.rubrics.rubric(version).id
    review_by(house, make, version)
    team, market = TWO
    second = house.rubrics.save(rubric, (replace(team, weight=Decimal(3)), market), seen=TWO).value
    with pytest.raises(StaleRubric):
        house.rubrics.save(rubric, (market,), seen=TWO)
    assert house.rubrics.rows()[0].version_id == second
