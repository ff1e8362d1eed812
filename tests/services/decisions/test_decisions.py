"""Decisions: pending, changed, announced in one step, taken back by undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Application, Company, Decision, Letter, ReviewPhase, ScoreTable, StageMove, Task
from incubator_gui.domain.decision import Condition
from incubator_gui.services.house import House
from tests.services.decisions.decision_house import DAY, Panel, promote, stage_of
from tests.support.databases import state

CONDITIONS = (Condition("Sign the contract of the founders", date(2026, 4, 30)), Condition("Name a managing director"))


def _ids(house: House, panel: Panel) -> list[UUID]:
    return [row.id for row in house.decisions.rows(panel.call)]


def test_a_decision_is_pending_and_can_be_changed(house: House, panel: Panel) -> None:
    first = house.decisions.decide(panel.applications[0], "accept", "strong team").value
    again = house.decisions.decide(panel.applications[0], "accept_with_conditions", "", CONDITIONS).value
    assert first == again
    row, = house.decisions.rows(panel.call)
    assert (row.outcome, row.state, row.reason, row.conditions) == ("accept_with_conditions", "pending", "", CONDITIONS)
    assert stage_of(house, panel.applications[0]) == "decision"
    house.decisions.set_conditions(first, [CONDITIONS[1]])
    house.decisions.set_reason(first, "because")
    row, = house.decisions.rows(panel.call)
    assert (row.conditions, row.reason) == ((CONDITIONS[1],), "because")
    house.decisions.decide(panel.applications[0], "reject")
    assert house.decisions.rows(panel.call)[0].conditions == ()
    house.decisions.take_back([first])
    assert not house.decisions.rows(panel.call)


def test_announcing_does_everything_in_one_step_and_undo_takes_it_back(house: House, panel: Panel) -> None:
    outcomes = ("accept", "accept_with_conditions", "waitlist", "reject", "more_information")
    for application, outcome in zip(panel.applications, outcomes, strict=False):
        house.decisions.decide(application, outcome, "", CONDITIONS if "conditions" in outcome else ())
    before, ids = state(house.database), _ids(house, panel)
    plan = house.decisions.preview(ids)
    assert (len(plan.lines), plan.tasks, plan.moves, plan.new_letters, plan.refused) == (5, 2, 5, 5, ())
    assert [(line.life_from, line.life) for line in plan.lines] == [
        ("applicant", "admitted"), ("applicant", "admitted"), ("applicant", "waitlisted"), ("applicant", "rejected"),
        ("applicant", "applicant")]
    done = house.decisions.announce(ids, owner=panel.people["Anna"])
    assert done.value == plan
    assert [stage_of(house, one) for one in panel.applications] == [
        "accepted", "accepted", "waitlisted", "rejected", "more_information", "decision"]
    with house.database.read() as session:
        lives = [session.get_one(Company, one).life for one in panel.companies]
        assert lives == ["admitted", "admitted", "waitlisted", "rejected", "applicant", "applicant"]
        tasks = session.query(Task).order_by(Task.title).all()
        assert [(t.title, t.due_on, t.owner_id, t.application_id) for t in tasks] == [
            (CONDITIONS[1].text, None, panel.people["Anna"], panel.applications[1]),
            (CONDITIONS[0].text, CONDITIONS[0].due_on, panel.people["Anna"], panel.applications[1])]
        assert {one.state for one in session.query(Letter)} == {"ready"}
        table = session.query(ScoreTable).one()
        assert {one.table_id for one in session.query(Decision)} == {table.id}
        assert session.query(StageMove).count() == 5
    assert {row.state for row in house.decisions.rows(panel.call)} == {"announced"}
    house.history.undo()
    assert state(house.database) == before
    house.history.redo()
    assert [stage_of(house, one) for one in panel.applications[:3]] == ["accepted", "accepted", "waitlisted"]


def test_what_cannot_be_announced_is_named_with_its_reason(house: House, panel: Panel) -> None:
    first = house.decisions.decide(panel.applications[0], "accept_with_conditions").value
    second = house.decisions.decide(panel.applications[1], "accept").value
    third = house.decisions.decide(panel.applications[2], "reject").value
    house.applications.move([panel.applications[2]], panel.stages["withdrawn"])
    plan = house.decisions.preview([first, second, third])
    assert [line.decision_id for line in plan.lines] == [second]
    why = {one.number: str(one.why) for one in plan.refused}
    assert "no condition" in why[101]
    assert "withdrawn" in why[103]
    before = state(house.database)
    with pytest.raises(Refused, match="0101 cannot be announced"):
        house.decisions.announce([first, second])
    assert state(house.database) == before
    house.decisions.announce([second])
    assert "already" in str(house.decisions.preview([second]).refused[0].why)
    with pytest.raises(Refused, match="announced"):
        house.decisions.take_back([second])
    with pytest.raises(Refused, match="No decision was chosen"):
        house.decisions.announce([])


def test_the_newest_of_several_decisions_counts(house: House, panel: Panel) -> None:
    one = house.decisions.decide(panel.applications[0], "waitlist").value
    house.decisions.announce([one])
    house.clock.advance(minutes=1)  # type: ignore[attr-defined]
    two = house.decisions.decide(panel.applications[0], "reject").value
    assert one != two
    assert [row.id for row in house.decisions.rows(panel.call)] == [two]
    assert [(row.id, row.counts) for row in house.decisions.rows(panel.call, all=True)] == [(two, True), (one, False)]
    house.decisions.announce([two])  # from the waiting list to any end needs no reason
    house.clock.advance(minutes=1)  # type: ignore[attr-defined]
    three = house.decisions.decide(panel.applications[0], "accept").value
    assert "needs a reason" in str(house.decisions.preview([three]).refused[0].why)
    house.decisions.set_reason(three, "New figures")
    house.decisions.announce([three])
    with house.database.read() as session:
        last = session.query(StageMove).filter_by(is_revert=True).one()
        assert last.reason == "New figures"
    assert stage_of(house, panel.applications[0]) == "accepted"


def test_a_phase_without_decisions_refuses_them_with_the_remedy(house: House, panel: Panel) -> None:
    round_id = house.rounds.begin(panel.call).value
    with pytest.raises(Refused, match=r"does not allow decisions\. Go on to the phase “Selection” first"):
        house.decisions.decide(panel.applications[0], "accept")
    assert house.decisions.refusal(panel.call) is not None
    with house.database.read() as session:
        phases = {one.kind: one.id for one in session.query(ReviewPhase).filter_by(round_id=round_id)}
    house.rounds.set(round_id, phase_id=phases["selection"])
    made = house.decisions.decide(panel.applications[0], "accept").value
    house.rounds.set(round_id, phase_id=phases["review"])
    assert "does not allow decisions" in str(house.decisions.preview([made]).refused[0].why)
    with pytest.raises(Refused):
        house.decisions.announce([made])


def test_who_has_a_conflict_neither_decides_nor_counts(house: House, panel: Panel) -> None:
    made = house.decisions.decide(panel.applications[0], "accept").value
    house.decisions.decide(panel.applications[1], "accept")
    promote(house, "Bo")
    house.database.actor = replace(house.database.actor, who="Bo")
    with pytest.raises(Refused, match="conflict of interest with application 0101"):
        house.decisions.decide(panel.applications[0], "reject")
    assert [row.number for row in house.decisions.rows(panel.call)] == [102]
    assert not house.decisions.preview([made]).lines
    with pytest.raises(NotFound):
        house.decisions.take_back([made])
    assert len(house.decisions.capacity(panel.call).teams) == 1
    with pytest.raises(Refused):
        house.decisions.announce([made])


def test_deciding_in_a_meeting_deals_with_the_item(house: House, panel: Panel) -> None:
    meeting = house.meetings.add(panel.call, held_on=DAY, chair=panel.people["Anna"],
                                 people=[panel.people["Bo"], panel.people["Dora"]]).value
    item = house.meetings.agenda(meeting)[0]
    with pytest.raises(Refused, match="not open yet"):
        house.decisions.decide(item.application_id, "accept", item=item.id)
    house.meetings.open(meeting)
    house.decisions.decide(item.application_id, "accept_with_conditions", "", CONDITIONS, item=item.id)
    row = house.meetings.agenda(meeting)[0]
    assert (row.is_done, row.outcome, row.decision_state, row.conditions) == (
        True, "accept_with_conditions", "pending", CONDITIONS)
    house.decisions.announce([one.id for one in house.decisions.of_meeting(meeting)])
    with house.database.read() as session:
        assert {one.owner_id for one in session.query(Task)} == {panel.people["Anna"]}  # the chair is a colleague


def test_many_outcomes_in_one_step(house: House, panel: Panel) -> None:
    house.decisions.decide(panel.applications[0], "accept_with_conditions", "", CONDITIONS)
    house.decisions.decide_many([(panel.applications[0], "accept_with_conditions", "yes"),
                                 (panel.applications[1], "reject", "no")])
    rows = house.decisions.rows(panel.call)
    assert [(row.outcome, row.reason, len(row.conditions)) for row in rows] == [
        ("accept_with_conditions", "yes", 2), ("reject", "no", 0)]
    house.history.undo()
    assert [(row.outcome, row.reason) for row in house.decisions.rows(panel.call)] == [("accept_with_conditions", "")]


def test_a_condition_too_long_or_an_unknown_outcome_is_refused(house: House, panel: Panel) -> None:
    with pytest.raises(Refused, match="at most 300"):
        house.decisions.decide(panel.applications[0], "accept_with_conditions", "", [Condition("x" * 301)])
    with pytest.raises(Refused):
        house.decisions.decide(panel.applications[0], "maybe")
    assert not house.decisions.rows(panel.call)


def test_the_owner_of_the_application_gets_the_tasks(house: House, panel: Panel) -> None:
    with house.database.write("test", msg("Owner")) as work:
        work.session.get_one(Application, panel.applications[0]).owner_id = panel.people["Anna"]
    made = house.decisions.decide(panel.applications[0], "accept_with_conditions", "", CONDITIONS).value
    house.decisions.announce([made], owner=panel.people["Dora"])
    assert {task.owner_id for task in house.tasks.open()} == {panel.people["Anna"]}


def test_nothing_else_is_announced_than_was_looked_at(house: House, panel: Panel) -> None:
    decide = house.decisions.decide
    ids = [decide(panel.applications[0], "accept").value,
           decide(panel.applications[1], "accept_with_conditions", "", CONDITIONS).value]
    seen = house.decisions.preview(ids)
    for change in (lambda: decide(panel.applications[0], "reject"),
                   lambda: house.decisions.set_conditions(ids[1], CONDITIONS[:1]),
                   lambda: house.decisions.take_back(ids[:1])):
        change()
        with pytest.raises(Refused, match="is another one meanwhile"):
            house.decisions.announce(ids, seen=seen)
        house.history.undo()
    assert {row.state for row in house.decisions.rows(panel.call)} == {"pending"}
    assert len(house.decisions.announce(ids, seen=seen).value.lines) == 2
