"""The desk: what a reviewer sees, how answers are stored one by one, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from sqlalchemy import select

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.languages import use_language
from incubator_gui.db.schema import (
    Conflict,
    Review,
    ReviewAnswer,
    ReviewAssignment,
)
from incubator_gui.domain.review_desk import StaleReview
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.services.house import House
from tests.services.reviews.rooms import BLANK, DOC, NAMES, NOW, ON_FILE, WHOLE, Room, form, room
from tests.support.work import statements


@pytest.fixture
def made(house: House) -> Room:
    return room(house)


def stored(made: Room) -> list[Review]:
    with made.house.database.read() as session:
        return list(session.scalars(select(Review).order_by(Review.id)))


def test_the_sheet_lists_what_is_to_be_done(made: Room) -> None:
    sheet = made.house.reviews.desk(made.reviewers[0]).sheet()
    assert (sheet.reviewer_name, sheet.call, sheet.phase, sheet.may_review) == (NAMES[0], "2026-1", "review", True)
    assert [(row.number, row.title, row.state, row.revision) for row in sheet.rows] == [
        (101 + n, f"Ladewerk {n + 1}", "open", 0) for n in range(4)]
    assert sheet.rubric.by_key.keys() == {"team", "market", "product", "fit", "gut"}
    assert sheet.done == 0
    assert sheet.saved_at is None


@ON_FILE
def test_a_paper_shows_the_application(made: Room) -> None:
    desk = made.house.reviews.desk(made.reviewers[0], made.call)
    use_language("de")
    try:
        paper = desk.paper(made.applications[0])
    finally:
        use_language("en")
    assert {one.key: one.text for one in paper.fields} == {
        "pitch": "Ladewerk 1 charges cars.", "headcount": "6", "received_on": "01.02.2026",
        "legal_name": "Ladewerk 1 GmbH", "country": "China", "city": "Lingang"}
    assert [(one.label, one.text) for one in paper.answers] == [("Wer zahlt?", "Fleets.")]
    assert [(one.title, one.kind) for one in paper.documents] == [("Plan of Ladewerk", "business_plan")]
    path = desk.document(made.applications[0], paper.documents[0].key)
    assert path.name == "Ladewerk-plan.pdf"
    assert path.read_bytes() == DOC
    assert paper.form == BLANK
    with pytest.raises(NotFound):
        desk.document(made.applications[1], paper.documents[0].key)


def test_answers_are_stored_one_by_one(made: Room, clock: FixedClock) -> None:
    house, application = made.house, made.applications[3]
    desk = house.reviews.desk(made.reviewers[0], made.call)
    one = form(finished=False, team="4")
    saved = desk.save(application, one, BLANK)
    assert (saved.row.state, saved.row.revision, saved.row.score) == ("draft", 1, 0.75)
    assert saved.row.answered == pytest.approx(25 / 80)
    assert saved.changes is not None
    assert str(saved.changes.message) == "Review of Ladewerk 4 by Lena Weber: 1 answer"
    assert saved.changes.touches("review", "review_answer")
    two = ReviewForm.of_fields(one.fields() | {"mark.market": "abstain", "remark.team": "Two of three stayed.",
                                               "comment": "Gut.", "confidence": "2"})
    saved = desk.save(application, two, one)
    assert str(saved.changes.message).endswith(": 4 answers")  # type: ignore[union-attr]
    assert saved.row.revision == 2
    assert desk.paper(application).form == two
    (record,) = stored(made)
    assert (record.application_version, record.rubric_version_id, record.submitted_at) == (1, made.version, None)
    assert record.provenance["comment"] == {"source": "window", "by": "li", "at": "2026-03-02T08:00:00+00:00"}
    with house.database.read() as session:
        answer = session.scalars(select(ReviewAnswer).where(ReviewAnswer.criterion == "team")).one()
        assert (answer.mark, answer.source, answer.set_by) == (Decimal(4), "window", "li")
    three = desk.save(application, form(finished=False, team="4"), two)
    assert three.row.revision == 3
    assert desk.paper(application).form == one


@ON_FILE
def test_the_same_again_is_no_step(made: Room) -> None:
    desk = made.house.reviews.desk(made.reviewers[0], made.call)
    desk.save(made.applications[0], WHOLE, BLANK)
    before = made.house.history.recent(1)[0].sequence
    saved = desk.save(made.applications[0], WHOLE, WHOLE)
    assert not saved.changes
    assert saved.row.revision == 1
    assert made.house.history.recent(1)[0].sequence == before


def test_finishing_needs_the_required_answers(made: Room) -> None:
    desk = made.house.reviews.desk(made.reviewers[0], made.call)
    with pytest.raises(Refused, match="2 required answers are still open: Market, Product"):
        desk.save(made.applications[0], form(team="4"), BLANK)
    assert stored(made) == []
    assert desk.save(made.applications[0], WHOLE, BLANK).row.state == "submitted"
    with pytest.raises(Refused, match="1 required answer is still open: Team"):
        desk.save(made.applications[0], form(market="3", product="4.5"), WHOLE)
    assert desk.paper(made.applications[0]).form == WHOLE
    assert desk.save(made.applications[1], form(team="abstain", market="abstain", product="1"), BLANK).row.score == 0
    away = ReviewForm(stance="abstained", reason="Not my field", finished=True)
    row = desk.save(made.applications[2], away, BLANK).row
    assert (row.state, row.score) == ("abstained", None)
    assert desk.sheet().done == 3


@ON_FILE
@pytest.mark.parametrize("wrong", [{"team": "6"}, {"team": "3.5"}, {"product": "4.25"}, {"new": "4"},
                                   {"__confidence": "7"}])
def test_marks_beside_the_scale_are_refused(made: Room, wrong: dict[str, str]) -> None:
    desk = made.house.reviews.desk(made.reviewers[0], made.call)
    with pytest.raises(Refused):
        desk.save(made.applications[0], form(finished=False, **wrong), BLANK)
    assert stored(made) == []


@ON_FILE
def test_two_windows_change_different_answers(made: Room) -> None:
    here, there = (made.house.reviews.desk(made.reviewers[0], made.call) for _ in range(2))
    application = made.applications[0]
    here.save(application, form(finished=False, team="4"), BLANK)
    there.save(application, form(finished=False, market="2"), BLANK)
    assert here.paper(application).form.marks == {"team": 4, "market": 2}
    with pytest.raises(StaleReview) as found:
        there.save(application, form(finished=False, team="5", fit="1"), BLANK)
    assert found.value.fields == (("mark.team", "5", "4", None),)
    assert found.value.stored.marks == {"team": 4, "market": 2}
    assert here.paper(application).form.marks == {"team": 4, "market": 2}, "nothing of it was written"
    there.save(application, form(finished=False, team="4", fit="1"), BLANK)
    assert here.paper(application).form.marks == {"team": 4, "market": 2, "fit": 1}


@ON_FILE
def test_blanks_at_the_end_of_what_is_typed_are_no_clash(made: Room) -> None:
    desk = made.house.reviews.desk(made.reviewers[0], made.call)
    one, two = (ReviewForm(comment=text) for text in ("Good ", "Good and\u0007 cheap "))
    desk.save(made.applications[0], one, BLANK)
    desk.save(made.applications[0], two, one)
    assert desk.paper(made.applications[0]).form.comment == "Good and cheap"


def test_what_is_stored_can_be_undone_step_by_step(made: Room) -> None:
    house, application = made.house, made.applications[0]
    desk = house.reviews.desk(made.reviewers[0], made.call)
    forms = [BLANK, form(finished=False, team="4"), form(finished=False, team="4", market="2"), WHOLE]
    for seen, now in pairwise(forms):
        desk.save(application, now, seen)
    for before in reversed(forms[:-1]):
        house.history.undo()
        assert desk.paper(application).form == before
    assert stored(made) == []
    for after in forms[1:]:
        house.history.redo()
        assert desk.paper(application).form == after


def test_an_earlier_step_can_be_undone_alone(made: Room) -> None:
    house, application = made.house, made.applications[0]
    desk = house.reviews.desk(made.reviewers[0], made.call)
    one, two = form(finished=False, team="4"), form(finished=False, team="4", market="2")
    three = ReviewForm.of_fields(two.fields() | {"comment": "x"})
    desk.save(application, one, BLANK)
    middle = desk.save(application, two, one).changes
    desk.save(application, three, two)
    assert middle is not None
    house.history.undo(middle.change_set)
    assert desk.paper(application).form == ReviewForm.of_fields(one.fields() | {"comment": "x"})


def test_the_history_of_the_answers(made: Room) -> None:
    house, application = made.house, made.applications[0]
    desk = house.reviews.desk(made.reviewers[0], made.call)
    desk.save(application, form(finished=False, team="4", fit="2"), BLANK)
    desk.save(application, ReviewForm.of_fields({"mark.team": "5", "remark.team": "more", "comment": "c"}),
              form(finished=False, team="4", fit="2"))
    (review,) = stored(made)
    found = [(one.field, one.before, one.after, one.who, one.source) for one in house.reviews.history(review.id)]
    assert sorted(found[:2]) == [("mark.fit", None, "2", "li", "window"), ("mark.team", None, "4", "li", "window")]
    assert sorted(found[2:], key=str) == [
        ("comment", None, "c", "li", "window"), ("mark.fit", "2", None, "li", "window"),
        ("mark.team", "4", "5", "li", "window"), ("remark.team", None, "more", "li", "window")]
    with pytest.raises(NotFound):
        house.reviews.history(new_id())


def test_rows_for_lists_and_scores(made: Room) -> None:
    house = made.house
    for n, reviewer in enumerate(made.reviewers):
        house.reviews.desk(reviewer, made.call).save(made.applications[n], WHOLE, BLANK)
    rows = house.reviews.rows(made.call)
    assert [(r.application_id, r.reviewer_id, r.state, r.answered) for r in rows] == [
        (made.applications[n], made.reviewers[n], "submitted", pytest.approx(70 / 80)) for n in range(3)]
    expected = (25 * 0.75 + 25 * 0.5 + 20 * 0.875) / 70
    assert all(r.score == pytest.approx(expected) for r in rows)
    made.add(Conflict(person_id=made.people[0], company_id=made.companies[1], origin="declared", state="confirmed",
                      noted_at=NOW))
    made.phase(sees_others="always")
    made.act_as(NAMES[0])
    assert {r.application_id for r in house.reviews.rows(made.call)} == {made.applications[0], made.applications[2]}


def test_recusing_hides_and_declares(made: Room) -> None:
    house, application = made.house, made.applications[0]
    desk = house.reviews.desk(made.reviewers[0], made.call)
    desk.save(application, form(finished=False, team="2"), BLANK)
    saved = desk.recuse(application, "investor", "Holds 5 %")
    assert saved.row.state == "recused"
    assert str(saved.changes.message) == "Lena Weber recused from Ladewerk 1"  # type: ignore[union-attr]
    assert [row.number for row in desk.sheet().rows] == [102, 103, 104]
    for call in (lambda: desk.paper(application), lambda: desk.save(application, WHOLE, BLANK)):
        with pytest.raises((NotFound, Refused)):
            call()
    with house.database.read() as session:
        found = session.scalars(select(Conflict)).one()
        assert (found.person_id, found.company_id, found.kind, found.origin, found.reason) == (
            made.people[0], made.companies[0], "investor", "declared", "Holds 5 %")
        assert session.scalars(select(ReviewAssignment).where(
            ReviewAssignment.reviewer_id == made.reviewers[0],
            ReviewAssignment.application_id == application)).all() == []
    assert stored(made)[0].stance == "recused"
    house.history.undo()
    assert desk.paper(application).form == form(finished=False, team="2")
    with pytest.raises(Refused):
        desk.recuse(application, "friend", "")
    with pytest.raises(Refused, match="Conflict"):
        desk.save(application, ReviewForm(stance="recused"), BLANK)


def test_a_conflict_of_the_reviewer_hides(made: Room) -> None:
    made.add(Conflict(person_id=made.people[1], company_id=made.companies[2], origin="detected", state="open",
                      noted_at=NOW))
    desk = made.house.reviews.desk(made.reviewers[1], made.call)
    assert [row.number for row in desk.sheet().rows] == [101, 102, 104]
    with pytest.raises((NotFound, Refused)):
        desk.paper(made.applications[2])
    with pytest.raises((NotFound, Refused)):
        desk.save(made.applications[2], WHOLE, BLANK)


@ON_FILE
def test_others_may_not_sit_down_at_a_desk(made: Room) -> None:
    made.act_as(NAMES[1])
    assert made.house.reviews.desk(made.reviewers[1], made.call).sheet().rows
    with pytest.raises(Refused, match="Only Lena Weber and officers"):
        made.house.reviews.desk(made.reviewers[0], made.call).sheet()
    with pytest.raises(NotFound):
        made.house.reviews.desk(new_id(), made.call).sheet()


@ON_FILE
def test_a_phase_without_reviewing(made: Room) -> None:
    made.phase(may_review=False)
    desk = made.house.reviews.desk(made.reviewers[0], made.call)
    sheet = desk.sheet()
    assert not sheet.may_review
    assert str(sheet.why_not) == "Nothing can be reviewed in the phase “Review” of 2026-1."
    with pytest.raises(Refused, match="Nothing can be reviewed"):
        desk.save(made.applications[0], WHOLE, BLANK)


@ON_FILE
def test_due_dates(made: Room) -> None:
    day = date(2026, 4, 1)
    made.house.rounds.set(made.round, due_on=day)
    sheet = made.house.reviews.desk(made.reviewers[0], made.call).sheet()
    assert {row.due_on for row in sheet.rows} == {day}
    assert sheet.until == day
    made.phase(starts_on=day - timedelta(days=60), ends_on=day + timedelta(days=3))
    assert made.house.reviews.desk(made.reviewers[0], made.call).sheet().until == day + timedelta(days=3)


@ON_FILE
def test_autosave_is_cheap(made: Room) -> None:
    desk = made.house.reviews.desk(made.reviewers[0], made.call)
    desk.save(made.applications[0], WHOLE, BLANK)
    later = ReviewForm.of_fields(WHOLE.fields() | {"comment": "x"})
    with statements(made.house.database) as asked:
        desk.save(made.applications[0], later, WHOLE)
    assert len(asked) < 40, asked
    writes = [one for one in asked if one.startswith(("INSERT", "UPDATE", "DELETE")) and "review" in one.split("(")[0]]
    assert len(writes) == 1, writes
