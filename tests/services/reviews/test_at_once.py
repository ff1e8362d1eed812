"""Two programs at one database: what one does while the other is in the middle of it. A file lets in one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import func, select

from incubator_gui.core.errors import Overtaken, Refused
from incubator_gui.db.database import Actor, Database
from incubator_gui.db.schema import Letter, Review, ReviewAssignment, ReviewReturn, ScoreTable, StageMove, Task
from incubator_gui.db.unit_of_work import UnitOfWork
from incubator_gui.domain.decision import Condition
from incubator_gui.services import assignments, decisions, review_desk, review_returns
from incubator_gui.services.assignments_plan import Wish
from incubator_gui.services.house import House
from incubator_gui.services.outcome import UndoClash
from tests.services.reviews.posts import answer, read, send, with_keys
from tests.services.reviews.rooms import BLANK, CRITERIA, WHOLE, Room, form, room
from tests.support.databases import Templates


@pytest.fixture
def two(templates: Templates) -> Iterator[tuple[Room, House]]:
    """A room, and the same house as another program sees it."""
    url = templates.url()
    first = Database.open(url, actor=Actor("Chief", "desk-1"))
    second = Database.open(url, actor=Actor("Deputy", "desk-2"))
    yield with_keys(room(House(first), applications=2, reviewers=1)), House(second)
    first.close()
    second.close()
    templates.drop(url)


@pytest.fixture
def pair(templates: Templates) -> Iterator[tuple[Room, House]]:
    """A room in which nothing is assigned yet, and the same house as another program sees it."""
    url = templates.url()
    first = Database.open(url, actor=Actor("Chief", "desk-1"))
    second = Database.open(url, actor=Actor("Deputy", "desk-2"))
    yield room(House(first), applications=2, reviewers=1, assign=False), House(second)
    first.close()
    second.close()
    templates.drop(url)


class Meanwhile:
    """The other program acts when the first one is about to call something, the first time."""

    def __init__(self, patch: pytest.MonkeyPatch, owner: Any, name: str, act: Callable[[], Any]) -> None:
        self.error: BaseException | None = None
        self._act, real = act, getattr(owner, name)
        self._thread = Thread(target=self._go)

        def first(*given: Any, **options: Any) -> Any:
            if self._thread.ident is None:
                self._thread.start()
                self._thread.join(1)  # it may have to wait for us
            return real(*given, **options)

        patch.setattr(owner, name, first)

    def _go(self) -> None:
        try:
            self._act()
        except BaseException as error:  # told to the test
            self.error = error

    def told(self) -> BaseException | None:
        """What became of it."""
        self._thread.join(20)
        assert not self._thread.is_alive()
        return self.error


@pytest.mark.parametrize("begun", [False, True])
def test_two_answers_of_one_review_are_both_kept(two: tuple[Room, House], begun: bool,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = two
    here, there = (house.reviews.desk(made.reviewers[0], made.call) for house in (made.house, other))
    one, seen = made.applications[0], BLANK
    if begun:
        here.save(one, form(finished=False, product="3"), BLANK)
        seen = here.paper(one).form
    base = {"product": "3"} if begun else {}
    meanwhile = Meanwhile(monkeypatch, review_desk, "put",
                          lambda: there.save(one, form(finished=False, team="2", **base), seen))
    here.save(one, form(finished=False, market="4", **base), seen)
    assert meanwhile.told() is None
    assert here.paper(one).form == form(finished=False, market="4", team="2", **base)
    assert other.history.prove().holds


def test_a_decision_cannot_change_between_plan_and_announcement(two: tuple[Room, House],
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = two
    house = made.house
    house.rounds.set(made.round, phase_id=house.rounds.phases(made.round)[-1].id)
    ids = [house.decisions.decide(one, "accept").value for one in made.applications]
    meanwhile = Meanwhile(monkeypatch, decisions.DecisionsService, "_make_tasks",
                          lambda: other.decisions.decide(made.applications[1], "reject"))
    house.decisions.announce(ids, seen=house.decisions.preview(ids))
    assert isinstance(meanwhile.told(), Overtaken | None)
    rows = house.decisions.rows(made.call, all=True)
    assert [(row.outcome, row.state) for row in rows if row.id in ids] == [("accept", "announced")] * 2
    assert all(row.state == "pending" for row in rows if row.id not in ids)
    assert house.history.prove().holds


def test_one_file_merged_by_two_is_merged_once(two: tuple[Room, House], tmp_path: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = two
    file = answer(send(made, tmp_path), {made.applications[0]: WHOLE})
    here, there = read(made, file), other.review_returns.read([file])
    meanwhile = Meanwhile(monkeypatch, review_returns, "merge_file", lambda: other.review_returns.apply(there))
    with pytest.raises(Refused):
        made.house.review_returns.apply(here)
    assert meanwhile.told() is None
    made.house.review_returns.apply(read(made, file))
    with made.house.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Review)) == 1
        assert session.scalar(select(func.count()).select_from(ReviewReturn)) == 1


def test_undo_does_not_reach_over_what_the_other_stored(two: tuple[Room, House]) -> None:
    made, other = two
    here, there = (house.reviews.desk(made.reviewers[0], made.call) for house in (made.house, other))
    one = made.applications[0]
    here.save(one, form(finished=False, team="2"), BLANK)
    there.save(one, form(finished=False, team="4"), there.paper(one).form)
    with pytest.raises(UndoClash):
        made.house.history.undo()
    other.history.undo()
    made.house.history.undo()
    assert here.paper(one).form == BLANK
    assert made.house.history.prove().holds


# conflicts, quotas, votes, announcements ----------------------------------------------------------


def held(house: House, application: Any) -> list[Any]:
    with house.database.read() as session:
        return list(session.scalars(select(ReviewAssignment.reviewer_id).where(
            ReviewAssignment.application_id == application)))


def test_an_assignment_waits_for_the_conflict_that_is_being_declared(pair: tuple[Room, House],
                                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = pair
    meanwhile = Meanwhile(monkeypatch, UnitOfWork, "say", lambda: other.assignments.assign(
        made.call, made.applications[:1], made.reviewers[:1]))
    made.house.conflicts.set(made.people[0], made.companies[:1], "investor")
    told = meanwhile.told()
    assert isinstance(told, Refused)
    assert "conflict of interest" in str(told)
    assert held(other, made.applications[0]) == []


def test_a_conflict_waits_for_the_assignment_and_tells_what_it_hits(pair: tuple[Room, House],
                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = pair
    ids: list[Any] = []
    meanwhile = Meanwhile(monkeypatch, assignments.AssignmentsService, "_add", lambda: ids.extend(
        other.conflicts.set(made.people[0], made.companies[:1], "investor").value))
    made.house.assignments.assign(made.call, made.applications[:1], made.reviewers[:1])
    assert meanwhile.told() is None
    (row,) = other.conflicts.effect(ids)
    assert [(one.application_id, one.assigned) for one in row.touched] == [(made.applications[0], True)]


def test_recusing_and_assigning_anew_leave_nothing_assigned(two: tuple[Room, House],
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = two
    one = made.applications[0]
    other.assignments.unassign(made.call, [(one, made.reviewers[0])])
    desk = made.house.reviews.desk(made.reviewers[0], made.call)
    made.house.assignments.assign(made.call, [one], made.reviewers)
    meanwhile = Meanwhile(monkeypatch, UnitOfWork, "_finish", lambda: other.assignments.assign(
        made.call, [one], made.reviewers))
    desk.recuse(one, "family", "my brother's")
    assert isinstance(meanwhile.told(), Refused | None)
    assert held(other, one) == []


def test_one_conflict_declared_by_two_is_one(pair: tuple[Room, House], monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = pair
    meanwhile = Meanwhile(monkeypatch, UnitOfWork, "say", lambda: other.conflicts.set(
        made.people[0], made.companies[:1], "family"))
    made.house.conflicts.set(made.people[0], made.companies[:1], "investor")
    assert meanwhile.told() is None
    assert len(made.house.conflicts.rows()) == 1


def test_two_proposals_do_not_pass_a_quota_together(pair: tuple[Room, House],
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = pair
    made.house.reviewers.edit(made.reviewers, quota=1)
    wish = Wish(each=1)
    here, there = (replace(made.house.assignments.propose(made.call, replace(wish, applications=frozenset({one}))))
                   for one in made.applications)
    assert len(here.steps) == len(there.steps) == 1
    meanwhile = Meanwhile(monkeypatch, assignments.AssignmentsService, "_add", lambda: other.assignments.apply(there))
    made.house.assignments.apply(here)
    assert isinstance(meanwhile.told(), assignments.StaleProposal)
    assert [len(held(other, one)) for one in made.applications] == [1, 0]


def test_two_who_decide_first_leave_one_decision(two: tuple[Room, House], monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = two
    made.house.rounds.set(made.round, phase_id=made.house.rounds.phases(made.round)[-1].id)
    one = made.applications[0]
    meanwhile = Meanwhile(monkeypatch, UnitOfWork, "_finish", lambda: other.decisions.decide(one, "reject"))
    made.house.decisions.decide(one, "accept")
    assert meanwhile.told() is None
    assert [row.outcome for row in made.house.decisions.rows(made.call, all=True)] == ["reject"]


def test_what_two_announce_is_announced_once(two: tuple[Room, House], monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = two
    house = made.house
    house.rounds.set(made.round, phase_id=house.rounds.phases(made.round)[-1].id)
    ids = [house.decisions.decide(one, "accept_with_conditions", "", [Condition("Find a seat")]).value
           for one in made.applications]
    meanwhile = Meanwhile(monkeypatch, decisions.DecisionsService, "_make_tasks",
                          lambda: other.decisions.announce(ids[::-1]))
    house.decisions.announce(ids)
    assert "announced already" in str(meanwhile.told())
    with house.database.read() as session:
        for table in (Task, Letter, StageMove):
            assert session.scalar(select(func.count()).select_from(table)) == 2, table
        assert session.scalar(select(func.count()).select_from(ScoreTable)) == 1
    assert house.history.prove().holds


def test_a_seat_that_votes_twice_at_once_has_one_vote(two: tuple[Room, House],
                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = two
    meeting = made.house.meetings.add(made.call, people=made.people, applications=made.applications).value
    made.house.meetings.open(meeting)
    item, seat = made.house.meetings.agenda(meeting)[0].id, made.house.meetings.seats(meeting)[0].id
    meanwhile = Meanwhile(monkeypatch, UnitOfWork, "_finish", lambda: other.meetings.vote(item, seat, "reject"))
    made.house.meetings.vote(item, seat, "accept")
    assert meanwhile.told() is None
    assert dict(made.house.meetings.agenda(meeting)[0].votes) == {seat: "reject"}


def test_a_version_is_not_rewritten_under_a_review_that_is_being_stored(two: tuple[Room, House],
                                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = two
    desk, (row,) = made.house.reviews.desk(made.reviewers[0], made.call), other.rubrics.rows()
    meanwhile = Meanwhile(monkeypatch, review_desk, "move_on", lambda: other.rubrics.save(row.id, CRITERIA[:3]))
    desk.save(made.applications[0], WHOLE, BLANK)
    assert meanwhile.told() is None
    assert other.rubrics.rubric(made.version).criteria == CRITERIA
    assert other.rubrics.rows()[0].version == 2
