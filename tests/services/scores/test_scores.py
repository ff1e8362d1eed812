"""The table of scores: what counts, what a viewer sees, how it keeps up, how it is frozen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, event

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Application, Review, ReviewAnswer, Reviewer, ScoreTable
from incubator_gui.domain.score_sheet import ScoreRow, ScoreSheet
from incubator_gui.domain.score_sheet import Wish as Asked
from incubator_gui.services.house import House
from incubator_gui.services.lists_out import Wish
from incubator_gui.services.score_means import fresh_scores
from incubator_gui.services.score_shelf import fresh_book
from tests.services.scores.score_house import Panel


def row(sheet: ScoreSheet, id: UUID) -> ScoreRow:
    found = sheet.row(id)
    assert found is not None
    return found


def near(one: ScoreSheet, other: ScoreSheet) -> None:
    """The same but for the last digits of what an iteration found."""
    def rounded(value: Any) -> Any:
        match value:
            case float():
                return round(value, 8)
            case dict():
                return {key: rounded(each) for key, each in value.items()}
            case list():
                return [rounded(each) for each in value]
        return value

    first, second = rounded(one.to_json()), rounded(other.to_json())
    for part in ("rows", "reviewers"):
        key = "application_id" if part == "rows" else "reviewer_id"
        for data in (first, second):
            data[part].sort(key=lambda each: each[key])
            for each in data[part]:
                each.get("given", []).sort(key=lambda given: given["reviewer"])
    assert first == second


def anew(panel: Panel) -> ScoreSheet:
    """The table of a program that was started a moment ago."""
    other = House.open(panel.house.database.url.render_as_string(hide_password=False))
    try:
        return other.scores.table(panel.call)
    finally:
        other.close()


def test_only_finished_reviews_count(house: House) -> None:
    panel = Panel(house, count=3, people=4, each=2)
    free = [one for one in panel.reviewers if (panel.applications[0], one) not in panel.reviews]
    before = row(house.scores.table(panel.call), panel.applications[0])
    panel.mark(0, free[0], panel.all_of(1), state="draft")
    panel.mark(0, free[1], panel.all_of(1), stance="abstained")
    after = row(house.scores.table(panel.call), panel.applications[0])
    assert (after.n, after.drafts, after.abstained) == (2, 1, 1)
    assert after.raw == before.raw
    assert after.pending == ()
    shown = row(house.scores.table(panel.call, Asked(drafts=True)), panel.applications[0])
    assert [one.score for one in shown.pending] == [0.0]
    panel.mark(0, free[0], panel.all_of(1), state="submitted")
    final = row(house.scores.table(panel.call), panel.applications[0])
    assert final.n == 3
    assert final.raw is not None
    assert before.raw is not None
    assert final.raw < before.raw


def test_missing_is_missing_and_its_share_is_told(house: House) -> None:
    panel = Panel(house, count=1, people=2, each=0)
    keys = [one.key for one in panel.rubric.counted]
    panel.mark(0, panel.reviewers[0], {keys[0]: 5})
    found = row(house.scores.table(panel.call), panel.applications[0])
    assert found.raw == 1.0
    assert found.answered == pytest.approx(float(panel.rubric.counted[0].weight) / panel.rubric.weight)


def test_states_of_rows(house: House) -> None:
    panel = Panel(house, count=2, people=4, each=3)
    assert {one.state for one in house.scores.table(panel.call).rows} == {"complete"}
    free = next(one for one in panel.reviewers if (panel.applications[0], one) not in panel.reviews)
    panel.assign(0, free)
    found = row(house.scores.table(panel.call), panel.applications[0])
    assert (found.state, found.open) == ("waiting", 1)
    house.rounds.set(panel.round, reviews_each=4)
    assert row(house.scores.table(panel.call), panel.applications[1]).state == "few"


def test_an_application_nobody_has_yet_stands_last(house: House) -> None:
    panel = Panel(house, count=3, people=3, each=2)
    with house.database.write("test.more", msg("More")) as work:
        old = work.session.get_one(Application, panel.applications[0])
        id = new_id()
        work.session.add(Application(id=id, number=90, call_id=panel.call, company_id=panel.companies[0],
                                     stage_id=old.stage_id, stage_since=old.stage_since, received_on=old.received_on))
    sheet = house.scores.table(panel.call)
    assert sheet.rows[-1].application_id == id
    assert sheet.rows[-1].state == "none"
    assert sheet.rows[-1].change is None
    assert len(sheet.scored) == 3


def test_it_follows_every_way_of_changing(house: House) -> None:
    panel = Panel(house, count=8, people=5, each=3)
    first = house.scores.table(panel.call)
    reviewer = next(one for application, one in panel.reviews if application == panel.applications[2])
    panel.mark(2, reviewer, panel.all_of(5))
    second = house.scores.table(panel.call)
    assert second != first
    near(second, anew(panel))
    house.history.undo()
    near(house.scores.table(panel.call), first)
    near(house.scores.table(panel.call), anew(panel))
    house.history.redo()
    near(house.scores.table(panel.call), second)
    with house.database.write("test.gone", msg("Gone")) as work:
        gone = panel.reviews[panel.applications[2], reviewer]
        work.session.execute(delete(ReviewAnswer).where(ReviewAnswer.review_id == gone))
        work.session.delete(work.session.get_one(Review, gone))
    near(house.scores.table(panel.call), anew(panel))
    assert row(house.scores.table(panel.call), panel.applications[2]).n == 2


def test_a_change_reads_little(file_house: House) -> None:
    panel = Panel(file_house, count=40, people=8, each=3)
    file_house.scores.table(panel.call)
    reviewer = next(one for application, one in panel.reviews if application == panel.applications[0])
    panel.mark(0, reviewer, panel.all_of(4))
    asked: list[str] = []
    event.listen(file_house.database.engine, "before_cursor_execute",
                 lambda _c, _cursor, statement, *_rest: asked.append(statement))
    file_house.scores.table(panel.call)
    assert len(asked) < 30
    answers = [one for one in asked if "FROM review_answer" in one]
    assert answers
    assert all("IN (" in one for one in answers), answers


def test_another_version_of_the_rubric_is_told(house: House) -> None:
    panel = Panel(house, count=3, people=3, each=2)
    criteria = [replace(one, weight=Decimal(n + 1)) for n, one in enumerate(panel.rubric.criteria)]
    version = house.rubrics.save(panel.rubric.id, criteria).value
    house.rounds.set(panel.round, rubric_version_id=version)
    sheet = house.scores.table(panel.call)
    assert sheet.other_versions == sheet.reviews == 6
    assert sheet.rubric_version_id == version


def test_a_conflict_takes_the_row_and_its_counts(house: House) -> None:
    panel = Panel(house, count=6, people=4, each=3)
    full = house.scores.table(panel.call)
    hidden = full.rows[0].application_id
    place = panel.applications.index(hidden)
    with house.database.write("test.officer", msg("Officer")) as work:
        work.session.get_one(Reviewer, panel.reviewers[0]).is_officer = True
    panel.conflict(panel.people[0], place)
    panel.who("Lena Weber")
    seen = house.scores.table(panel.call)
    assert hidden not in {one.application_id for one in seen.rows}
    assert seen.rows[0].adjusted_rank == 1
    assert seen.reviews == full.reviews - 3
    assert sum(one.n for one in seen.reviewers) == seen.reviews
    assert seen.agreement[0].values == full.agreement[0].values - 3
    kept = {one.application_id: one.adjusted for one in full.rows}
    assert all(one.adjusted == kept[one.application_id] for one in seen.rows)
    assert hidden not in house.scores.shares(panel.call)
    assert all(hidden not in (*one.enters, *one.leaves) for one in house.scores.flips(panel.call, Asked(top=2)))


def test_a_reviewer_sees_what_the_phase_shows(house: House) -> None:
    panel = Panel(house, count=6, people=4, each=2, blind=True)
    panel.who("Lena Weber")
    own = {application for application, reviewer in panel.reviews if reviewer == panel.reviewers[0]}
    sheet = house.scores.table(panel.call)  # a new round begins with "after their own"
    assert {one.application_id for one in sheet.rows} == own
    assert all(one.name.startswith("Application 000") for one in sheet.rows)
    assert {one.name for one in sheet.reviewers} == {"", "Lena Weber"}
    panel.phase(sees_others="always", shows_reviewers=True, is_blind=False)
    sheet = house.scores.table(panel.call)
    assert len(sheet.rows) == 6
    assert {one.name for one in sheet.rows} == {f"Company {n}" for n in range(1, 7)}
    assert all(one.name for one in sheet.reviewers)
    panel.phase(sees_others="never")
    for ask in (house.scores.table, house.scores.shares, house.scores.flips):
        with pytest.raises(Refused):
            ask(panel.call)


def test_freezing_keeps_the_table_as_it_was(house: House) -> None:
    panel = Panel(house, count=6, people=4, each=3)
    now = house.scores.table(panel.call).with_shares(house.scores.shares(panel.call))
    with house.database.write("test.freeze", msg("Frozen")) as work:
        id = house.scores.freeze(work.session, panel.call)
    panel.mark(0, next(r for a, r in panel.reviews if a == panel.applications[0]), panel.all_of(1))
    kept = house.scores.frozen_table(id)
    near(kept, now)
    assert [one.name for one in kept.rows] == [one.name for one in now.rows]
    assert kept.table_id == id
    assert house.scores.table(panel.call) != kept
    assert [one.table_id for one in house.scores.frozen(panel.call)] == [id]
    with house.database.read() as session:
        stored = str(session.get_one(ScoreTable, id).content)
    assert not any(name in stored for name in ("Lena", "Company 1"))


def test_frozen_with_what_the_decision_itself_changes(house: House) -> None:
    panel = Panel(house, count=4, people=3, each=2)
    with house.database.write("test.freeze", msg("Frozen")) as work:
        review = work.session.get_one(Review, next(iter(panel.reviews.values())))
        review.state = "draft"
        work.session.flush()
        id = house.scores.freeze(work.session, panel.call)
    assert house.scores.frozen_table(id).reviews == 7
    assert house.scores.table(panel.call).reviews == 7


def test_a_frozen_table_hides_as_the_live_one(house: House) -> None:
    panel = Panel(house, count=4, people=3, each=2)
    with house.database.write("test.freeze", msg("Frozen")) as work:
        id = house.scores.freeze(work.session, panel.call)
    panel.phase(sees_others="always")
    assert house.scores.frozen_table(id).agreement
    panel.conflict(panel.people[0], 0)
    panel.who("Lena Weber")
    sheet = house.scores.frozen_table(id)
    assert (len(sheet.rows), sheet.agreement) == (3, ()), "what counts hidden reviews is not told"
    panel.phase(sees_others="never")
    with pytest.raises(Refused):
        house.scores.frozen_table(id)
    with pytest.raises(NotFound):
        house.scores.frozen_table(new_id())


def test_the_list_of_applications_gets_scores_of_five(house: House) -> None:
    panel = Panel(house, count=3, people=3, each=0)
    for n, reviewer in enumerate(panel.reviewers[:2]):
        panel.mark(0, reviewer, panel.all_of(3 + n))
    with house.database.read() as session:
        assert fresh_scores(session, house.database) == {panel.applications[0]: 3.5}
        assert fresh_scores(session, house.database, [new_id()]) == {}
    rows = {one.id: one.score for one in house.applications.rows()}
    assert rows == {panel.applications[0]: 3.5, panel.applications[1]: None, panel.applications[2]: None}
    assert house.applications.some([panel.applications[0]])[0].score == 3.5
    assert house.applications.sheet(panel.applications[0]).row.score == 3.5
    assert '"score": 3.5' in house.lists.json(Wish("applications"))
    panel.who("Lena Weber")  # others' reviews are not open to all in this phase
    assert {one.score for one in house.applications.rows()} == {None}


def test_a_score_that_came_with_an_application_stays_until_it_is_reviewed(house: House) -> None:
    panel = Panel(house, count=2, people=2, each=0)
    with house.database.write("test.score", msg("Score")) as work:
        for id in panel.applications:
            work.session.get_one(Application, id).score = 2.25
    panel.mark(0, panel.reviewers[0], panel.all_of(5))
    assert [one.score for one in house.applications.rows()] == [2.25, 5.0]


def test_shares_and_flips(house: House) -> None:
    panel = Panel(house, count=12, people=5, each=3, seed=4)
    shares = house.scores.shares(panel.call, Asked(top=4))
    assert set(shares) == set(panel.applications)
    assert sum(shares.values()) >= 4 - 1e-9
    flips = house.scores.flips(panel.call, Asked(top=4))
    assert {one.reviewer_id for one in flips} == {reviewer for _application, reviewer in panel.reviews}
    counts = [len(one.enters) + len(one.leaves) for one in flips]
    assert counts == sorted(counts, reverse=True)


def test_a_book_read_anew_is_the_one_that_was_kept_up(house: House) -> None:
    panel = Panel(house, count=5, people=4, each=2)
    house.scores.table(panel.call)
    panel.mark(1, panel.reviewers[0], panel.all_of(2))
    with house.database.read() as session:
        book = fresh_book(session, panel.call)
    assert {one.application_id: one.raw for one in house.scores.table(panel.call).scored} == pytest.approx(book.means())
