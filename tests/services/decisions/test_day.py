"""What the day of a meeting shows, and to whom; and that announced is exactly what was chosen."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Actor, Database
from incubator_gui.db.schema import Decision, Review, Reviewer, ReviewNoteRecord
from incubator_gui.domain.decision import Condition
from incubator_gui.domain.review_words import OUTCOME_STATUS, OUTCOMES
from incubator_gui.services.house import House
from tests.services.decisions.decision_house import DAY, Panel, furnish, stage_of
from tests.support.databases import START, Maker, state


@pytest.fixture
def meeting(house: House, panel: Panel) -> UUID:
    """A meeting; Dora and Cai reviewed the second application."""
    made = house.meetings.add(panel.call, held_on=DAY, people=[panel.people[name] for name in ("Anna", "Bo")]).value
    round_id = house.rounds.begin(panel.call).value
    with house.database.write("test", msg("Reviews")) as work:
        session = work.session
        reviewers = {one.person_id: one.id for one in session.query(Reviewer)}
        version = house.rounds.row(panel.call).rubric_version_id
        for name in ("Cai", "Dora"):
            session.add(Review(application_id=panel.applications[1], reviewer_id=reviewers[panel.people[name]],
                               rubric_version_id=version, application_version=1, state="submitted", stance="reviewed",
                               comment=f"Says {name}", private_comment="Between us", started_at=START, saved_at=START,
                               submitted_at=START))
    house.rounds.set(round_id, phase_id=house.rounds.phases(round_id)[2].id)
    return made


def test_the_day_shows_an_officer_scores_and_comments(house: House, panel: Panel, meeting: UUID) -> None:
    day = house.meetings.day(meeting)
    assert day.refusal is None
    said = day.comments[panel.applications[1]]
    assert [(one.reviewer, one.comment, one.private) for one in said] == [
        ("Cai", "Says Cai", "Between us"), ("Dora", "Says Dora", "Between us")]
    item = next(one for one in day.agenda if one.number == 102)
    score = day.score(item)
    assert score is not None
    assert day.place(item.id) == 2
    assert not house.meetings.minutes(meeting, "de").items[0].absences  # nobody left for what was not dealt with
    house.meetings.finish(day.agenda[0].id)
    minutes = house.meetings.minutes(meeting, "de")
    assert [one.number for one in minutes.items] == [f"{number}" for number in ("0101", "0102", "0103", "0104", "0105",
                                                                               "0106")]
    assert {one.name: one.kind for one in minutes.items[0].absences} == {"Bo": "Investor"}
    assert "holds shares" not in str(minutes)  # the kind is said, never the reason


def test_notes_on_documents_stand_with_the_comments_for_who_may_open_them(
        house: House, panel: Panel, meeting: UUID) -> None:
    with house.database.write("test", msg("Notes")) as work:
        for review in work.session.query(Review):
            work.session.add(ReviewNoteRecord(
                review_id=review.id, note_key=new_id(), number=1, document="ab" * 32, title="Plan", page=5,
                rects=[[1, 1, 2, 2]], quote="34 EUR", words="Who says so?", set_at=START))
    said = house.meetings.day(meeting).comments[panel.applications[1]]
    assert {one.notes for one in said} == {"Note 1, page 5, Plan: Who says so?"}
    house.database.actor = replace(house.database.actor, who="Dora")
    said = house.meetings.day(meeting).comments[panel.applications[1]]
    assert sorted(one.notes for one in said) == ["", "Note 1, page 5, Plan: Who says so?"], "one's own"


def test_a_reviewer_sees_what_the_phase_allows(house: House, panel: Panel, meeting: UUID) -> None:
    house.database.actor = replace(house.database.actor, who="Dora")
    day = house.meetings.day(meeting)
    assert {one.private for one in day.comments[panel.applications[1]]} == {""}
    round_id = house.rounds.row(panel.call).round_id
    assert round_id is not None
    phases = house.rounds.phases(round_id)
    house.database.actor = Actor("li", "desk-1")
    house.rounds.edit_phase(phases[0].id, is_blind=True, sees_others="never")
    house.rounds.set(round_id, phase_id=phases[2].id)
    made = house.decisions.decide(panel.applications[1], "reject").value
    letter = house.letters.draft([made]).value[0]
    house.rounds.set(round_id, phase_id=phases[0].id)
    house.database.actor = replace(house.database.actor, who="Dora", also=frozenset())
    day = house.meetings.day(meeting)
    assert not day.comments
    assert day.sheet is None
    assert {one.name for one in day.agenda} == {f"Application {number:04d}" for number in range(101, 107)}
    assert not any(one.pitch for one in day.agenda)
    assert not house.letters.rows(panel.call)
    with pytest.raises(NotFound):
        house.letters.row(letter)
    with pytest.raises(Refused, match="hides the names"):
        house.letters.preview_template("x", "{company}", made, "en")
    assert "Ladewerk" not in str(house.meetings.minutes(meeting, "en"))


@st.composite
def _choices(draw: st.DrawFn) -> tuple[dict[int, str], set[int]]:
    outcomes = draw(st.dictionaries(st.integers(0, 5), st.sampled_from(list(OUTCOMES)), min_size=1))
    chosen = draw(st.sets(st.sampled_from(sorted(outcomes)), min_size=1))
    return outcomes, chosen


@pytest.fixture
def small(file_database: Database, make: Maker) -> tuple[House, Panel]:
    """The same house for all examples: each one leaves it as it was."""
    return House(file_database), furnish(file_database, make)


@given(_choices())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_announced_is_exactly_what_was_chosen_and_undo_brings_all_back(
        small: tuple[House, Panel], found: tuple[dict[int, str], set[int]]) -> None:
    (house, panel), (outcomes, chosen) = small, found
    file_database = house.database
    start = state(file_database)
    made = {at: house.decisions.decide(panel.applications[at], outcome, "so", [Condition("Sign")]).value
            for at, outcome in outcomes.items()}
    pending = state(file_database)
    house.decisions.announce([made[at] for at in chosen])
    with file_database.read() as session:
        assert {one.id for one in session.query(Decision) if one.state == "announced"} == {made[at] for at in chosen}
    for at in range(6):
        wanted = OUTCOME_STATUS[outcomes[at]] if at in chosen else "decision"
        assert stage_of(house, panel.applications[at]) == wanted
    house.history.undo()
    assert state(file_database) == pending
    for _ in made:
        house.history.undo()
    assert state(file_database) == start
