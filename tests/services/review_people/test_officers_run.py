"""Reviewers review; what is reviewed, by whom and what is decided is for those who run the review."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from incubator_gui.core.errors import Refused
from incubator_gui.core.ids import new_id
from incubator_gui.db.database import Actor
from incubator_gui.services.assignments_plan import Wish
from incubator_gui.services.decisions_sheet import SheetPlan
from incubator_gui.services.house import House
from tests.services.decisions.decision_house import Panel, furnish
from tests.support.databases import Maker

SERVICES = ("assignments", "conflicts", "decisions", "letters", "meetings", "redaction", "rounds", "rubrics")


@dataclass
class Day:
    """A decision day that is under way, with a reviewer at the screen who runs nothing."""

    house: House
    panel: Panel
    round: Any
    version: Any
    meeting: Any
    items: list[Any]
    seats: dict[str, Any]
    decision: Any
    letter: Any
    phase: Any
    folder: Path


@pytest.fixture
def day(house: House, make: Maker, tmp_path: Path) -> Day:
    panel = furnish(house.database, make)
    house.database.actor = Actor("Anna", "desk-1")
    round_id = house.rounds.begin(panel.call).value
    phases = house.rounds.phases(round_id)
    house.rounds.set(round_id, phase_id=phases[-1].id)
    version = house.rounds.row(panel.call).rubric_version_id
    meeting = house.meetings.add(panel.call, people=[panel.people["Dora"], panel.people["Bo"]],
                                 applications=panel.applications[1:3]).value
    house.meetings.open(meeting)
    items = [row.id for row in house.meetings.agenda(meeting)]
    seats = {row.name: row.id for row in house.meetings.seats(meeting)}
    decision = house.decisions.decide(panel.applications[1], "waitlist").value
    letter = house.letters.draft([decision]).value[0]
    house.database.actor = Actor("Dora", "desk-2")
    return Day(house, panel, round_id, version, meeting, items, seats, decision, letter, phases[0].id, tmp_path)


DEEDS: dict[tuple[str, str], Callable[[Day], Any]] = {
    ("assignments", "apply"): lambda d: d.house.assignments.apply(d.house.assignments.propose(d.panel.call, Wish())),
    ("assignments", "change"): lambda d: d.house.assignments.assign(d.panel.call, d.panel.applications[:1], [new_id()]),
    ("assignments", "set_due"): lambda d: d.house.assignments.set_due(d.panel.call, [], None),
    ("conflicts", "declare"): lambda d: d.house.conflicts.declare(d.panel.people["Bo"], d.panel.companies[:1]),
    ("conflicts", "set_kind"): lambda d: d.house.conflicts.set_kind(_conflicts(d), "family"),
    ("conflicts", "confirm"): lambda d: d.house.conflicts.confirm(_conflicts(d), "so it is"),
    ("conflicts", "dismiss"): lambda d: d.house.conflicts.dismiss(_conflicts(d), "no more"),
    ("conflicts", "detect"): lambda d: d.house.conflicts.detect(),
    ("decisions", "decide"): lambda d: d.house.decisions.decide(d.panel.applications[2], "accept"),
    ("decisions", "decide_many"): lambda d: d.house.decisions.decide_many([(d.panel.applications[2], "accept", "")]),
    ("decisions", "take_sheet"): lambda d: d.house.decisions.take_sheet(SheetPlan("a.xlsx", (), ())),
    ("decisions", "set_conditions"): lambda d: d.house.decisions.set_conditions(d.decision, ()),
    ("decisions", "set_reason"): lambda d: d.house.decisions.set_reason(d.decision, "because"),
    ("decisions", "take_back"): lambda d: d.house.decisions.take_back([d.decision]),
    ("decisions", "announce"): lambda d: d.house.decisions.announce([d.decision]),
    ("letters", "save_template"): lambda d: d.house.letters.save_template("accept", "en", "Hello", "You are in."),
    ("letters", "reset_template"): lambda d: d.house.letters.reset_template("accept", "en"),
    ("letters", "draft"): lambda d: d.house.letters.draft([d.decision]),
    ("letters", "rewrite"): lambda d: d.house.letters.rewrite(d.letter, "de"),
    ("letters", "save"): lambda d: d.house.letters.save(d.letter, body="Other words"),
    ("letters", "set_state"): lambda d: d.house.letters.set_state([d.letter], "ready"),
    ("letters", "bring_back"): lambda d: d.house.letters.bring_back(d.letter),
    ("letters", "hand_over"): lambda d: d.house.letters.hand_over([d.letter], d.folder),
    ("meetings", "add"): lambda d: d.house.meetings.add(d.panel.call),
    ("meetings", "set"): lambda d: d.house.meetings.set(d.meeting, name="Mine"),
    ("meetings", "open"): lambda d: d.house.meetings.open(d.meeting),
    ("meetings", "close"): lambda d: d.house.meetings.close(d.meeting),
    ("meetings", "remove"): lambda d: d.house.meetings.remove(d.meeting),
    ("meetings", "add_seats"): lambda d: d.house.meetings.add_seats(d.meeting, [d.panel.people["Cai"]]),
    ("meetings", "remove_seats"): lambda d: d.house.meetings.remove_seats([d.seats["Bo"]]),
    ("meetings", "set_seats"): lambda d: d.house.meetings.set_seats([d.seats["Bo"]], may_vote=False),
    ("meetings", "add_items"): lambda d: d.house.meetings.add_items(d.meeting, d.panel.applications[4:5]),
    ("meetings", "remove_items"): lambda d: d.house.meetings.remove_items(d.items[1:]),
    ("meetings", "move"): lambda d: d.house.meetings.move(d.items[1:], d.items[0]),
    ("meetings", "set_order"): lambda d: d.house.meetings.set_order(d.meeting, d.items[::-1]),
    ("meetings", "vote"): lambda d: d.house.meetings.vote(d.items[0], d.seats["Bo"], "accept"),
    ("meetings", "finish"): lambda d: d.house.meetings.finish(d.items[0]),
    ("meetings", "keep_time"): lambda d: d.house.meetings.keep_time(d.items[0], 60),
    ("meetings", "set_item"): lambda d: d.house.meetings.set_item(d.items[0], note="loud"),
    ("redaction", "save_all"): lambda d: d.house.redaction.save_all({d.panel.applications[1]: {"pitch": "We charge."}}),
    ("redaction", "remove"): lambda d: d.house.redaction.remove(d.panel.applications[1], ["pitch"]),
    ("redaction", "clear"): lambda d: d.house.redaction.clear([_paper(d)], "clear"),
    ("rounds", "begin"): lambda d: d.house.rounds.begin(d.panel.call),
    ("rounds", "set"): lambda d: d.house.rounds.set(d.round, reviews_each=5),
    ("rounds", "add_phase"): lambda d: d.house.rounds.add_phase(d.round, "review"),
    ("rounds", "edit_phases"): lambda d: d.house.rounds.edit_phases({d.phase: {"is_blind": True}}),
    ("rounds", "remove_phase"): lambda d: d.house.rounds.remove_phase(d.phase),
    ("rounds", "place_phase"): lambda d: d.house.rounds.place_phase(d.phase, 2),
    ("rubrics", "add"): lambda d: d.house.rubrics.add("Mine", d.house.rubrics.standard().criteria),
    ("rubrics", "save"): lambda d: d.house.rubrics.save(_rubric(d), d.house.rubrics.standard().criteria[:2]),
    ("rubrics", "copy"): lambda d: d.house.rubrics.copy(d.version, "Copy"),
    ("rubrics", "copy_from_call"): lambda d: d.house.rubrics.copy_from_call(d.panel.call, d.round),
    ("rubrics", "rename"): lambda d: d.house.rubrics.rename(_rubric(d), "Mine"),
    ("rubrics", "archive"): lambda d: d.house.rubrics.archive(_rubric(d)),
    ("rubrics", "remove"): lambda d: d.house.rubrics.remove(_rubric(d)),
    ("rubrics", "import_file"): lambda d: d.house.rubrics.import_file(_file(d)),
    ("applications", "move"): lambda d: d.house.applications.move(d.panel.applications[1:], d.panel.stages["accepted"]),
}
"""Every public method that writes, by service."""


def _conflicts(d: Day) -> list[Any]:
    actor, d.house.database.actor = d.house.database.actor, Actor("Anna", "desk-1")
    try:
        return [row.id for row in d.house.conflicts.rows() if row.person == "Bo"][:1]
    finally:
        d.house.database.actor = actor


def _paper(d: Day) -> Any:
    return d.house.records.add_content("application", d.panel.applications[1], "plan.pdf", b"%PDF-1.4").value


def _rubric(d: Day) -> Any:
    return d.house.rubrics.rows()[0].id


def _file(d: Day) -> Path:
    path = d.folder / "rubric.json"
    d.house.rubrics.export(d.version, path)
    return path


def test_every_deed_is_known() -> None:
    found = set()
    for service in SERVICES:
        found |= {(service, name) for name, method in _methods(service) if "_db.write(" in inspect.getsource(method)}
    assert found <= DEEDS.keys()


def _methods(service: str) -> list[tuple[str, Any]]:
    module = importlib.import_module(f"incubator_gui.services.{service}")
    kind = getattr(module, f"{service.capitalize()}Service")
    return [(name, method) for name, method in inspect.getmembers(kind, inspect.isfunction) if name[0] != "_"]


def test_a_reviewer_runs_and_decides_nothing(day: Day) -> None:
    """All in one house: what is refused changes nothing, so the next may follow."""
    before = day.house.history.recent()
    for (service, name), deed in DEEDS.items():
        with pytest.raises(Refused, match=r"those who run the review|Only officers") as told:
            deed(day)
        assert str(told.value).count(".") <= 2, (service, name)
    after = [row for row in day.house.history.recent() if row.command != "document.add"]
    assert [row.id for row in after] == [row.id for row in before]


def test_a_reviewer_votes_for_the_own_seat_alone(day: Day) -> None:
    day.house.meetings.vote(day.items[0], day.seats["Dora"], "accept")
    assert day.house.meetings.agenda(day.meeting)[0].votes == {day.seats["Dora"]: "accept"}


def test_the_screens_know_why(day: Day) -> None:
    house, call = day.house, day.panel.call
    assert "those who run the review" in str(house.rounds.row(call).why_not)
    assert "those who run the review" in str(house.decisions.refusal(call))
    assert house.meetings.day(day.meeting).refusal == house.decisions.refusal(call)
    house.database.actor = Actor("Anna", "desk-1")
    assert house.rounds.row(call).why_not is None
    assert house.decisions.refusal(call) is None
