"""Meetings: seats, agenda, its order, votes."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.db.database import Actor
from incubator_gui.db.schema import AgendaItem, Reviewer
from incubator_gui.services.house import House
from tests.services.decisions.decision_house import DAY, Panel, promote


@pytest.fixture
def meeting(house: House, panel: Panel) -> UUID:
    """A meeting with all four, Anna in the chair."""
    people = [panel.people[name] for name in ("Anna", "Bo", "Cai", "Dora")]
    return house.meetings.add(panel.call, "Decision day", held_on=DAY, chair=panel.people["Anna"], people=people).value


def _seat(house: House, meeting: UUID, name: str) -> UUID:
    return next(seat.id for seat in house.meetings.seats(meeting) if seat.name == name)


def _numbers(house: House, meeting: UUID) -> list[int]:
    return [item.number for item in house.meetings.agenda(meeting)]


def test_a_meeting_begins_with_all_that_waits_for_a_decision(house: House, panel: Panel, meeting: UUID) -> None:
    house.applications.move([panel.applications[5]], panel.stages["withdrawn"])
    other = house.meetings.add(panel.call).value
    assert _numbers(house, meeting) == [101, 102, 103, 104, 105, 106]
    assert _numbers(house, other) == [101, 102, 103, 104, 105]
    row = house.meetings.row(meeting)
    assert (row.items, row.done, row.seats, row.state, row.chair) == (6, 0, 4, "planned", "Anna")
    assert [one.name for one in house.meetings.rows(panel.call)] == ["Call 2027-1", "Decision day"]


def test_the_panel_of_the_round_sits_there_unless_others_are_named(house: House, panel: Panel) -> None:
    round_id = house.rounds.begin(panel.call).value
    with house.database.read() as session:
        reviewers = [one.id for one in session.query(Reviewer)]
    house.reviewers.seat(round_id, reviewers)
    made = house.meetings.add(panel.call, chair=panel.people["Anna"]).value
    assert [seat.name for seat in house.meetings.seats(made)] == ["Anna", "Bo", "Cai", "Dora"]
    assert [seat.is_chair for seat in house.meetings.seats(made)] == [True, False, False, False]


def test_people_with_conflicts_leave_and_the_best_order_lets_them_do_so_once(house: House, panel: Panel,
                                                                             meeting: UUID) -> None:
    out = {item.number: {seat.name for seat in item.out} for item in house.meetings.agenda(meeting)}
    assert {number: names for number, names in out.items() if names} == {101: {"Bo"}, 104: {"Bo", "Cai"}}
    assert {seat.name: seat.out_of for seat in house.meetings.seats(meeting)} == {
        "Anna": 0, "Bo": 2, "Cai": 1, "Dora": 0}
    best = house.meetings.best_order(meeting)
    assert (best.before, best.after) == (6, 4)
    house.meetings.set_order(meeting, best.items)
    numbers = _numbers(house, meeting)
    assert abs(numbers.index(101) - numbers.index(104)) == 1
    assert house.meetings.best_order(meeting).before == 4
    house.history.undo()
    assert _numbers(house, meeting) == [101, 102, 103, 104, 105, 106]


def test_items_are_put_elsewhere_by_hand(house: House, meeting: UUID) -> None:
    ids = [item.id for item in house.meetings.agenda(meeting)]
    house.meetings.move([ids[4], ids[5]], ids[1])
    assert _numbers(house, meeting) == [101, 105, 106, 102, 103, 104]
    house.meetings.move([ids[0]], None)
    assert _numbers(house, meeting) == [105, 106, 102, 103, 104, 101]
    house.meetings.move([ids[4], ids[0]], ids[4])
    assert _numbers(house, meeting) == [105, 101, 106, 102, 103, 104]


def test_orders_can_be_changed_without_end(house: House, meeting: UUID) -> None:
    for _ in range(130):
        first, second, *_rest = [item.id for item in house.meetings.agenda(meeting)]
        house.meetings.move([_rest[-1]], second)
        assert first == house.meetings.agenda(meeting)[0].id
    with house.database.read() as session:
        assert max(len(one.position) for one in session.query(AgendaItem)) <= 60


def test_votes_count_and_propose(house: House, meeting: UUID) -> None:
    house.meetings.open(meeting)
    item = house.meetings.agenda(meeting)[1].id
    for name, choice in (("Anna", "accept"), ("Bo", "accept_with_conditions"), ("Cai", "reject"), ("Dora", "abstain")):
        house.meetings.vote(item, _seat(house, meeting, name), choice)
    row = house.meetings.agenda(meeting)[1]
    assert dict(row.tally.counts) == {"accept": 1, "accept_with_conditions": 1, "reject": 1}
    assert (row.tally.abstained, row.tally.missing) == (1, 0)
    assert row.proposal == "accept_with_conditions"  # two of three are for accepting
    house.meetings.vote(item, _seat(house, meeting, "Bo"), "reject")
    assert house.meetings.agenda(meeting)[1].proposal == "reject"
    house.meetings.vote(item, _seat(house, meeting, "Bo"), None)
    assert house.meetings.agenda(meeting)[1].proposal is None
    assert house.meetings.agenda(meeting)[1].tally.missing == 1


def test_who_is_out_absent_or_a_listener_has_no_vote(house: House, meeting: UUID) -> None:
    house.meetings.open(meeting)
    first = house.meetings.agenda(meeting)[0]
    with pytest.raises(Refused, match="conflict of interest"):
        house.meetings.vote(first.id, _seat(house, meeting, "Bo"), "accept")
    house.meetings.set_seats([_seat(house, meeting, "Cai")], is_present=False)
    house.meetings.set_seats([_seat(house, meeting, "Dora")], may_vote=False)
    for name in ("Cai", "Dora"):
        with pytest.raises(Refused, match="only listens"):
            house.meetings.vote(first.id, _seat(house, meeting, name), "accept")
    assert house.meetings.agenda(meeting)[0].tally.missing == 1  # Anna


def test_votes_need_an_open_meeting(house: House, meeting: UUID) -> None:
    item, seat = house.meetings.agenda(meeting)[1].id, _seat(house, meeting, "Anna")
    with pytest.raises(Refused, match="not open yet"):
        house.meetings.vote(item, seat, "accept")
    house.meetings.open(meeting)
    house.meetings.vote(item, seat, "accept")
    house.meetings.close(meeting)
    with pytest.raises(Refused, match="is closed"):
        house.meetings.vote(item, seat, "reject")
    house.meetings.open(meeting)
    house.meetings.vote(item, seat, "reject")


def test_who_had_left_stays_known_after_the_conflict_is_dismissed(house: House, panel: Panel, meeting: UUID) -> None:
    from incubator_gui.db.schema import Conflict

    house.meetings.open(meeting)
    first = house.meetings.agenda(meeting)[0]
    house.meetings.finish(first.id)
    from incubator_gui.core.messages import msg

    with house.database.write("test", msg("Dismissed")) as work:
        for one in work.session.query(Conflict):
            one.state = "dismissed"
    rows = house.meetings.agenda(meeting)
    assert [seat.name for seat in rows[0].out] == ["Bo"]
    assert not rows[3].out
    house.meetings.finish(first.id, False)
    assert not house.meetings.agenda(meeting)[0].out


def test_time_is_kept_and_is_no_step_of_undo(house: House, meeting: UUID) -> None:
    item = house.meetings.agenda(meeting)[0].id
    house.meetings.set_item(item, minutes=12, note="Ask for the contract")
    house.meetings.keep_time(item, 301)
    row = house.meetings.agenda(meeting)[0]
    assert (row.seconds, row.minutes, row.note) == (301, 12, "Ask for the contract")
    house.history.undo()
    row = house.meetings.agenda(meeting)[0]
    assert (row.seconds, row.minutes, row.note) == (301, 8, "")


def test_somebody_in_conflict_sees_no_trace_of_the_item(house: House, panel: Panel, meeting: UUID) -> None:
    promote(house, "Bo")
    house.database.actor = replace(house.database.actor, who="Bo")
    assert _numbers(house, meeting) == [102, 103, 105, 106]
    assert house.meetings.row(meeting).items == 4
    assert {seat.name: seat.out_of for seat in house.meetings.seats(meeting)}["Cai"] == 0
    ids = [item.id for item in house.meetings.agenda(meeting)]
    house.meetings.set_order(meeting, ids[::-1])
    house.database.actor = Actor("li", "desk-1")
    assert _numbers(house, meeting) == [101, 106, 105, 104, 103, 102]
    hidden = house.meetings.agenda(meeting)[0].id
    house.database.actor = replace(house.database.actor, who="Bo")
    with pytest.raises(NotFound):
        house.meetings.finish(hidden)


def test_a_meeting_in_which_something_was_decided_stays(house: House, panel: Panel, meeting: UUID) -> None:
    house.meetings.open(meeting)
    item = house.meetings.agenda(meeting)[1]
    house.meetings.vote(item.id, _seat(house, meeting, "Anna"), "accept")
    made = house.decisions.decide(item.application_id, "accept", item=item.id).value
    for work in (lambda: house.meetings.remove(meeting), lambda: house.meetings.remove_items([item.id]),
                 lambda: house.meetings.remove_seats([_seat(house, meeting, "Anna")])):
        with pytest.raises(Refused):
            work()
    house.decisions.take_back([made])
    house.meetings.remove(meeting)
    assert not house.meetings.rows(panel.call)
    house.history.undo()
    assert house.meetings.row(meeting).done == 1


def test_fields_are_checked_with_one_sentence(house: House, meeting: UUID) -> None:
    for fields, sentence in (({"starts_at": "25:00"}, "no time of day"), ({"name": " "}, "needs a name"),
                             ({"minutes_each": 0}, "Between 1 and")):
        with pytest.raises(Refused, match=sentence):
            house.meetings.set(meeting, **fields)
    house.meetings.set(meeting, starts_at="9.5", place="Room 4", minutes_each=6, chair_id=None)
    row = house.meetings.row(meeting)
    assert (row.starts_at, row.place, row.minutes_each, row.chair_id) == ("09:05", "Room 4", 6, None)
