"""The desk in its phases: what others wrote, blind papers, what changed since, and what moves on."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.db.schema import (
    Application,
    ApplicationVersion,
    DocumentClearance,
    Review,
    StageMove,
)
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.rubric import Criterion
from incubator_gui.services.house import House
from tests.services.reviews.rooms import BLANK, CRITERIA, NAMES, NOW, ON_FILE, WHOLE, Room, form, room


@pytest.fixture
def made(house: House) -> Room:
    return room(house)


def stored(made: Room) -> list[Review]:
    with made.house.database.read() as session:
        return list(session.scalars(select(Review).order_by(Review.id)))


@ON_FILE
def test_others_reviews_by_the_phase(made: Room) -> None:
    application = made.applications[0]
    theirs = ReviewForm.of_fields(WHOLE.fields() | {"private_comment": "only for officers", "comment": "fine"})
    for reviewer in made.reviewers[1:]:
        made.house.reviews.desk(reviewer, made.call).save(application, theirs, BLANK)
    made.phase(sees_others="never")
    desk = made.house.reviews.desk(made.reviewers[0], made.call)
    paper = desk.paper(application)
    assert (paper.others, paper.others_hidden, paper.others_count) == ((), True, None)
    made.phase(sees_others="after_own")
    paper = desk.paper(application)
    assert (paper.others, paper.others_hidden, paper.others_count) == ((), True, 2)
    desk.save(application, WHOLE, BLANK)
    paper = desk.paper(application)
    assert [(one.name, one.form.comment, one.form.private_comment, one.state) for one in paper.others] == [
        ("", "fine", "", "submitted")] * 2
    made.phase(sees_others="always", shows_reviewers=True)
    assert [one.name for one in desk.paper(application).others] == ["Jun Hao", "Marie Thoma"]
    draft = made.house.reviews.desk(made.reviewers[1], made.call)
    draft.save(application, ReviewForm.of_fields({k: v for k, v in theirs.fields().items() if k != "finished"}), theirs)
    assert [one.name for one in desk.paper(application).others] == ["Marie Thoma"]


@ON_FILE
def test_lists_show_reviewers_their_own_unless_the_phase_shows_all(made: Room) -> None:
    for reviewer in made.reviewers:
        made.house.reviews.desk(reviewer, made.call).save(made.applications[0], WHOLE, BLANK)
    rows = made.house.reviews.rows(made.call)
    assert len(rows) == 3
    made.act_as(NAMES[0])
    assert [row.reviewer_id for row in made.house.reviews.rows(made.call)] == [made.reviewers[0]]
    assert made.house.reviews.history(rows[0].id)
    with pytest.raises(NotFound):
        made.house.reviews.history(rows[1].id)
    made.act_as("li")
    made.phase(sees_others="always")
    made.act_as(NAMES[0])
    assert len(made.house.reviews.rows(made.call)) == 3


@ON_FILE
def test_blind_papers_show_redacted_copies_only(house: House) -> None:
    made = room(house, blind=True)
    made.act_as(NAMES[0])
    desk = house.reviews.desk(made.reviewers[0], made.call)
    sheet = desk.sheet()
    assert sheet.is_blind
    assert {row.title for row in sheet.rows} == {""}
    paper = desk.paper(made.applications[0])
    assert "Ladewerk" not in repr(paper)
    assert [one.key for one in paper.fields] == ["headcount", "received_on"]
    assert (paper.answers, paper.documents) == ((), ())
    made.add(DocumentClearance(document_id=made.documents[0], state="clear", decided_at=NOW))
    (document,) = desk.paper(made.applications[0]).documents
    assert (document.title, document.file_name) == ("Business plan", "1.pdf")
    shown = PdfReader(desk.document(made.applications[0], document.key))
    assert [tuple(page.mediabox) for page in shown.pages] == [(0, 0, 9, 9)]
    assert not shown.metadata  # written anew without its traces
    saved = desk.save(made.applications[0], WHOLE, BLANK)
    assert "Ladewerk" not in str(saved.changes.message)  # type: ignore[union-attr]


@ON_FILE
def test_who_runs_a_blind_review_scores_without_names_too(house: House) -> None:
    made = room(house, blind=True)
    house.reviewers.edit(made.reviewers[:1], is_officer=True)
    made.act_as(NAMES[0])
    desk = house.reviews.desk(made.reviewers[0], made.call)
    assert desk.sheet().is_blind
    assert {row.title for row in desk.sheet().rows} == {""}
    paper = desk.paper(made.applications[0])
    assert "Ladewerk" not in repr(paper)
    assert paper.documents == (), "none of them was cleared"
    (planned,) = house.review_packages.plan(made.call, made.reviewers[:1])
    assert planned.is_blind
    assert any("Ladewerk" in str(row) for row in house.assignments.sheet(made.call).rows), "elsewhere they are named"


def test_what_changed_since_the_version_that_was_reviewed(made: Room) -> None:
    house, application = made.house, made.applications[0]
    desk = house.reviews.desk(made.reviewers[0], made.call)
    desk.save(application, form(finished=False, team="4"), BLANK)
    made.add(ApplicationVersion(application_id=application, number=2, made_at=NOW, content={
        "fields": {"pitch": "Ladewerk 1 charges vans.", "headcount": 6}, "answers": {
            "Who pays?": "Cities.", "Why now?": "Law."}}))
    with house.database.write("test.version", house.history.recent(1)[0].message) as work:
        record = work.session.get(Application, application)
        assert record is not None
        record.current_version = 2
    paper = desk.paper(application)
    assert (paper.version, paper.reviewed_version, paper.row.changed) == (2, 1, True)
    assert [(str(one.label), one.before, one.now) for one in paper.changes] == [
        ("Pitch", "Ladewerk 1 charges cars.", "Ladewerk 1 charges vans."), ("Who pays?", "Fleets.", "Cities."),
        ("Why now?", "", "Law.")]
    desk.save(application, form(finished=False, team="3"), form(finished=False, team="4"))
    assert desk.paper(application).changes == ()
    assert stored(made)[0].application_version == 2


@ON_FILE
def test_a_review_keeps_the_rubric_it_was_begun_with(made: Room) -> None:
    house = made.house
    desk = house.reviews.desk(made.reviewers[0], made.call)
    desk.save(made.applications[0], form(finished=False, team="4"), BLANK)
    rubric = house.rubrics.rows()[0].id
    news: tuple[Criterion, ...] = CRITERIA[1:]
    version = house.rubrics.save(rubric, news).value
    house.rounds.set(made.round, rubric_version_id=version)
    assert "team" in desk.paper(made.applications[0]).rubric.by_key
    assert "team" not in desk.paper(made.applications[1]).rubric.by_key
    desk.save(made.applications[0], WHOLE, form(finished=False, team="4"))
    with pytest.raises(Refused, match="“team” is not in the rubric"):
        desk.save(made.applications[1], WHOLE, BLANK)


def test_all_reviews_in_move_to_the_decision(made: Room) -> None:
    house, application = made.house, made.applications[0]
    house.rounds.set(made.round, moves_on=True, reviews_each=2)
    desks = [house.reviews.desk(reviewer, made.call) for reviewer in made.reviewers]

    def stage() -> UUID:
        with house.database.read() as session:
            return session.scalars(select(Application.stage_id).where(Application.id == application)).one()

    desks[0].save(application, WHOLE, BLANK)
    desks[1].save(application, WHOLE, BLANK)
    assert stage() == made.stages["review"], "one who was asked is still open"
    saved = desks[2].recuse(application, "family", "")
    assert str(saved.changes.message) == (  # type: ignore[union-attr]
        "Marie Thoma recused from Ladewerk 1; all reviews are in, moved to Decision")
    assert stage() == made.stages["decision"]
    with house.database.read() as session:
        (move,) = session.scalars(select(StageMove))
        assert (move.from_stage_id, move.moved_on) == (made.stages["review"], date(2026, 3, 2))
    house.history.undo()
    assert stage() == made.stages["review"]
