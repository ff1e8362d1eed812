"""Rows of the sample about decisions: decision days with seats, agenda and votes, outcomes with conditions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from incubator_gui.db.schema import (
    AgendaItem,
    Decision,
    DecisionCondition,
    DecisionMeeting,
    MeetingSeat,
    Vote,
)
from incubator_gui.domain.ordering import keys
from incubator_gui.services.sample.content import Ids, Row
from incubator_gui.services.sample.review_rows import Written, chance, person, scores
from incubator_gui.services.sample.rows import Rows

OUTCOME = {"accepted": "accept", "waitlisted": "waitlist", "rejected": "reject"}


def decision_rows(content: Row, reviews: Sequence[Written], applications: Sequence[Row], ids: Ids) -> Rows:
    """Meetings first, then what was decided of every reviewed application."""
    found = scores(reviews)
    items: dict[str, UUID] = {}
    for meeting in content["meetings"]:
        on_agenda = _agenda(meeting, applications, found)
        yield from _meeting(meeting, on_agenda, content, ids)
        if meeting["done"]:
            items |= {one["key"]: ids.found["agenda", one["key"]] for one in on_agenda}
    for one in applications:
        outcome = OUTCOME.get(one["moves"][-1]["stage"])
        if outcome is not None and one["key"] in found:
            yield from _decision(one, outcome, items.get(one["key"]), content, ids)
    waiting = next((one for one in applications if one["call"] == content["meetings"][-1]["call"]
                    and one["moves"][-1]["stage"] == "decision" and one["key"] in found), None)
    if waiting is not None:
        id = ids.make("decision", waiting["key"])
        yield Decision, _row(id, waiting, "accept_with_conditions", 1, ids) | {"state": "pending", "item_id": None,
                                                                              "announced_at": None,
                                                                              "announced_by": None}
        yield from _conditions(id, -60, content["conditions"], ids)


def _agenda(meeting: Row, applications: Sequence[Row], found: dict[str, float]) -> list[Row]:
    """A meeting that is over had everything that was decided; one to come has what waits, the best first."""
    if meeting["done"]:
        return [one for one in applications if one["call"] == meeting["call"] and one["key"] in found
                and one["moves"][-1]["stage"] in OUTCOME]
    open_ = [one for one in applications if one["call"] == meeting["call"] and one["key"] in found
             and one["moves"][-1]["stage"] in ("decision", "interview", "review")]
    return sorted(open_, key=lambda one: -found[one["key"]])[:8]


def _meeting(meeting: Row, on_agenda: Sequence[Row], content: Row, ids: Ids) -> Rows:
    id, held = ids.make("meeting", meeting["call"]), ids.day(meeting["held_ago"])
    if held is not None and held.weekday() > 4:  # nobody meets at the week-end
        held += timedelta(days=7 - held.weekday())
    at = ids.moment(meeting["held_ago"], 1)
    yield DecisionMeeting, {
        "id": id, "call_id": ids.get("call", meeting["call"]), "name": ids.word(meeting["name"]), "held_on": held,
        "starts_at": meeting["starts_at"], "place": ids.word(meeting["place"]),
        "chair_id": person(meeting["chair"], ids), "minutes_each": 8, "opened_at": at if meeting["done"] else None,
        "closed_at": at + timedelta(hours=5) if meeting["done"] else None, "note": None}
    for who, votes in meeting["seats"]:
        yield MeetingSeat, {"id": ids.make("seat", f"{meeting['call']} {who}"), "meeting_id": id,
                            "person_id": person(who, ids), "may_vote": votes, "is_present": True}
    for place, (one, position) in enumerate(zip(on_agenda, keys(len(on_agenda)), strict=True)):
        out = sorted(_out(meeting, one, content))
        yield AgendaItem, {
            "id": ids.make("agenda", one["key"]), "meeting_id": id,
            "application_id": ids.get("application", one["key"]),
            "position": position, "is_done": meeting["done"],
            "seconds": 240 + int(chance(one["key"], "time") * 420) if meeting["done"] else 0,
            "out": [str(person(who, ids)) for who in out] if meeting["done"] else None, "note": None}
        if meeting["done"]:
            yield from _votes(meeting, one, out, at + timedelta(minutes=8 * place), ids)


def _out(meeting: Row, one: Row, content: Row) -> set[str]:
    barred = {each["person"] for each in content["conflicts"]
              if each["company"] == one["company"] and each["state"] != "dismissed"}
    return barred & {who for who, _votes in meeting["seats"]}


def _votes(meeting: Row, one: Row, out: Iterable[str], at: Any, ids: Ids) -> Rows:
    outcome = OUTCOME[one["moves"][-1]["stage"]]
    for who, votes in meeting["seats"]:
        if votes and who not in out:
            lot = chance(one["key"], who, "vote")
            other = "waitlist" if outcome != "waitlist" else "accept"
            yield Vote, {"item_id": ids.get("agenda", one["key"]), "cast_at": at,
                         "seat_id": ids.get("seat", f"{meeting['call']} {who}"),
                         "choice": outcome if lot < 0.8 else other if lot < 0.94 else "abstain"}


def _decision(one: Row, outcome: str, item: UUID | None, content: Row, ids: Ids) -> Rows:
    id = ids.make("decision", one["key"])
    with_conditions = outcome == "accept" and chance(one["key"], "conditions") < 0.2
    ago = one["moves"][-1]["ago"]
    row = _row(id, one, "accept_with_conditions" if with_conditions else outcome, ago, ids)
    yield Decision, row | {"state": "announced", "item_id": item,
                           "announced_at": ids.moment(ago, 15), "announced_by": next(iter(ids.names.values()))}
    if with_conditions:
        yield from _conditions(id, ago - 90, content["conditions"], ids)


def _row(id: UUID, one: Row, outcome: str, ago: int, ids: Ids) -> Row:
    return {"id": id, "application_id": ids.get("application", one["key"]), "outcome": outcome, "reason": None,
            "decided_at": ids.moment(ago, 12), "decided_by": next(iter(ids.names.values())), "table_id": None}


def _conditions(decision: UUID, due_ago: int, words: Sequence[Any], ids: Ids) -> Rows:
    for text, position in zip(words, keys(len(words)), strict=True):
        yield DecisionCondition, {"decision_id": decision, "text": ids.word(text), "due_on": ids.day(due_ago),
                                  "position": position, "task_id": None}
