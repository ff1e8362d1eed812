"""Rows of the sample about review and decision: reviewers, rounds, conflicts, assignments, reviews, meetings.

Marks follow from the score of an application, how strict a reviewer is, and a little chance that is the same
each time; what people wrote is chosen from the remarks of the files, in the language of the reviewer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from incubator_gui.db.schema import (
    Conflict,
    PanelSeat,
    Person,
    Review,
    ReviewAnswer,
    ReviewAssignment,
    Reviewer,
    ReviewPhase,
    ReviewPreference,
    ReviewRound,
    RubricRecord,
    RubricVersion,
)
from incubator_gui.domain.ordering import keys
from incubator_gui.domain.rubric import Criterion
from incubator_gui.services.rubric_versions import standard_criteria
from incubator_gui.services.sample.content import Ids, Row
from incubator_gui.services.sample.rows import Rows

JUDGED = frozenset({"interview", "decision", "accepted", "waitlisted", "rejected"})
UNDER_WAY = "review"


@dataclass(frozen=True, slots=True)
class Written:
    """One review of the sample: marks by criterion; `state` is submitted, draft, open, abstained or recused."""

    application: str
    reviewer: str
    state: str
    marks: Mapping[str, int]


def written(content: Row, applications: Iterable[Row]) -> list[Written]:
    """All reviews, those that were only assigned too."""
    out = []
    reviewers = {one["person"]: one for one in content["reviewers"]}
    barred = {(one["person"], one["company"]) for one in content["conflicts"] if one["state"] != "dismissed"}
    rounds = {one["call"]: one for one in content["rounds"]}
    for one in applications:
        stage = one["moves"][-1]["stage"]
        round_ = rounds.get(one["call"])
        if round_ is None or not one.get("score") or not (stage in JUDGED or stage == UNDER_WAY):
            continue
        panel = [who for who in round_["panel"] if (who, one["company"]) not in barred]
        fit = sorted(panel, key=lambda who: (-reviewers[who]["topics"].get(one["focus_area"], 0) // 2,
                                             chance(one["key"], who, "seat")))
        for place, who in enumerate(fit[:round_["each"]]):
            state = "submitted"
            if stage == UNDER_WAY:
                lot = chance(one["key"], who, "state")
                state = ("submitted", "submitted", "draft", "open", "open")[int(lot * 5)] if place else "draft"
            elif chance(one["key"], who, "abstains") < 0.02:
                state = "abstained"
            out.append(Written(one["key"], who, state, _marks(one, reviewers[who], state)))
    return out


def scores(reviews: Iterable[Written]) -> dict[str, float]:
    """The mean score of each application on the scale from 1 to 5, from finished reviews."""
    found: dict[str, list[float]] = {}
    for one in reviews:
        if one.state == "submitted":
            found.setdefault(one.application, []).append(_score(one.marks))
    return {key: round(sum(each) / len(each), 2) for key, each in found.items()}


def review_rows(content: Row, reviews: Sequence[Written], applications: Sequence[Row], ids: Ids,
                mentions: Mapping[tuple[str, str, str], str]) -> Rows:
    """Everything but meetings, decisions and notes; `mentions` are what remarks say of notes."""
    criteria = standard_criteria()
    first = max(phase["starts_ago"] for round_ in content["rounds"] for phase in round_["phases"])
    rubric, version = ids.make("rubric", "standard"), ids.make("rubric_version", "standard")
    yield RubricRecord, {"id": rubric, "name": ids.word(content["rubric"])}
    yield RubricVersion, {"id": version, "rubric_id": rubric, "number": 1, "made_at": ids.moment(first + 4),
                          "made_by": next(iter(ids.names.values())), "criteria": [one.to_json() for one in criteria]}
    yield from _reviewers(content, ids)
    yield from _rounds(content, version, ids)
    by_key = {one["key"]: one for one in applications}
    rounds = {one["call"]: one for one in content["rounds"]}
    for one in reviews:
        application = by_key[one.application]
        yield from _one(one, application, rounds[application["call"]], criteria, content, ids, mentions)
    for each in applications:
        if each["call"] == content["rounds"][-1]["call"] and each["moves"][-1]["stage"] in {*JUDGED, UNDER_WAY}:
            for who in content["rounds"][-1]["panel"]:
                if chance(each["key"], who, "prefers") < 0.6:
                    yield ReviewPreference, {
                        "reviewer_id": ids.get("reviewer", who), "application_id": ids.get("application", each["key"]),
                        "value": int(chance(each["key"], who, "taste") * 5) - 2}


def person(who: str, ids: Ids) -> UUID | None:
    """A colleague, a mentor or somebody who only reviews."""
    return next((ids.found[kind, who] for kind in ("staff", "mentor", "person") if (kind, who) in ids.found), None)


def _reviewers(content: Row, ids: Ids) -> Rows:
    for one in content["reviewers"]:
        who = person(one["person"], ids)
        if who is None:
            who = ids.make("person", one["person"])
            yield Person, {"id": who, "is_staff": False, "purpose": "review"} | {
                key: one["new"].get(key) for key in ("full_name", "chinese_name", "pinyin", "email", "phone",
                                                     "language", "about")}
        yield Reviewer, {"id": ids.make("reviewer", one["person"]), "person_id": who, "quota": one["quota"],
                         "is_officer": one["officer"], "topics": one["topics"], "employer": one.get("employer")}
    for one in content["conflicts"]:
        decided = one["state"] != "open"
        yield Conflict, {
            "person_id": person(one["person"], ids), "company_id": ids.get("company", one["company"]),
            "kind": one["kind"], "origin": one["origin"], "state": one["state"], "signs": one.get("signs"),
            "reason": ids.word(one.get("reason")), "noted_at": ids.moment(one["ago"]),
            "noted_by": next(iter(ids.names.values())), "decided_at": ids.moment(one["ago"] - 1) if decided else None,
            "decided_by": next(iter(ids.names.values())) if decided else None}


def _rounds(content: Row, version: UUID, ids: Ids) -> Rows:
    for one in content["rounds"]:
        id = ids.make("round", one["call"])
        yield ReviewRound, {"id": id, "call_id": ids.get("call", one["call"]), "rubric_version_id": version,
                            "reviews_each": one["each"], "due_on": ids.day(one["due_ago"]),
                            "moves_on": one.get("moves_on", False)}
        for phase, position in zip(one["phases"], keys(len(one["phases"])), strict=True):
            yield ReviewPhase, {
                "round_id": id, "kind": phase["kind"], "position": position,
                "starts_on": ids.day(phase["starts_ago"]), "ends_on": ids.day(phase["ends_ago"]),
                "may_review": phase.get("may_review", True), "sees_others": phase["sees_others"],
                "shows_reviewers": phase.get("shows_reviewers", False), "is_blind": phase.get("blind", False),
                "may_decide": phase.get("may_decide", False)}
        for who in one["panel"]:
            yield PanelSeat, {"round_id": id, "reviewer_id": ids.get("reviewer", who)}


def _one(one: Written, application: Row, round_: Row, criteria: Sequence[Criterion], content: Row, ids: Ids,
         mentions: Mapping[tuple[str, str, str], str]) -> Rows:
    begun = next(move["ago"] for move in application["moves"] if move["stage"] == UNDER_WAY)
    target, reviewer = ids.get("application", one.application), ids.get("reviewer", one.reviewer)
    yield ReviewAssignment, {
        "application_id": target, "reviewer_id": reviewer, "origin": "auto", "due_on": None,
        "assigned_at": ids.moment(begun, 9), "assigned_by": next(iter(ids.names.values()))}
    if one.state == "open":
        return
    language = language_of(one.reviewer, content, ids)
    done = max(begun - 1 - int(chance(one.application, one.reviewer, "day") * round_["days"]), 0)
    at = ids.moment(done, 9 + int(chance(one.application, one.reviewer, "hour") * 8))
    id, level = ids.make("review", f"{one.application} {one.reviewer}"), _level(_score(one.marks))
    reviewed = one.state in ("submitted", "draft")
    yield Review, {
        "id": id, "application_id": target, "reviewer_id": reviewer,
        "rubric_version_id": ids.get("rubric_version", "standard"), "application_version": 1,
        "stance": "reviewed" if reviewed else one.state, "state": "draft" if one.state == "draft" else "submitted",
        "comment": _pick(content["overall"][level][language], one, "all") if one.state == "submitted" else None,
        "private_comment": (content["private"][language][0]
                            if chance(one.application, one.reviewer, "private") < 0.04 else None),
        "confidence": 1 + int(chance(one.application, one.reviewer, "sure") * 3) if one.state == "submitted" else None,
        "reason": None, "revision": max(len(one.marks), 1), "started_at": at, "saved_at": at,
        "submitted_at": None if one.state == "draft" else at}
    for criterion in criteria:
        if criterion.key not in one.marks or not reviewed:
            continue
        bank = content["remarks"].get(criterion.key)
        says = bank is not None and chance(one.application, one.reviewer, criterion.key, "says") < 0.45
        mark, mention = one.marks[criterion.key], mentions.get((one.application, one.reviewer, criterion.key))
        says = bank is not None and (says or mention is not None)
        remark = _pick(bank[_level(mark)][language], one, criterion.key) if says and bank else None
        yield ReviewAnswer, {
            "review_id": id, "criterion": criterion.key, "mark": Decimal(mark), "source": "window", "set_at": at,
            "comment": remark + mention if remark is not None and mention is not None else remark,
            "set_by": name_of(one.reviewer, content, ids)}


def _marks(application: Row, reviewer: Row, state: str) -> dict[str, int]:
    """The marks that a reviewer gave; a draft stops half-way."""
    if state in ("open", "abstained", "recused"):
        return {}
    who, out = reviewer["person"], {}
    whole = chance(application["key"], who, "noise") - 0.5
    for criterion in standard_criteria():
        noise = whole + 1.3 * (chance(application["key"], who, criterion.key) - 0.5)
        own = 0.9 * (chance(application["key"], criterion.key) - 0.5)
        out[criterion.key] = min(5, max(1, round(application["score"] - reviewer["strict"] + noise + own)))
    if state == "draft":
        kept = 2 + int(chance(application["key"], who, "far") * 2)
        return dict(list(out.items())[:kept])
    if chance(application["key"], who, "blank") < 0.06:
        out.pop("readiness", None)
    return out


def _score(marks: Mapping[str, int]) -> float:
    weights = {one.key: float(one.weight) for one in standard_criteria() if one.counted}
    given = {key: mark for key, mark in marks.items() if key in weights}
    return sum(weights[key] * mark for key, mark in given.items()) / (sum(weights[key] for key in given) or 1)


def _level(mark: float) -> str:
    return "low" if mark < 2.6 else "mid" if mark < 3.6 else "high"


def _pick(choices: Sequence[str], one: Written, what: str) -> str:
    return choices[int(chance(one.application, one.reviewer, what, "pick") * len(choices))]


def _entry(who: str, content: Row) -> Any:
    return next(one for one in content["reviewers"] if one["person"] == who)


def language_of(who: str, content: Row, ids: Ids) -> str:
    """In which language a reviewer writes."""
    return str(_entry(who, content).get("new", {}).get("language") or ids.languages.get(who, ids.language))


def name_of(who: str, content: Row, ids: Ids) -> str:
    """What a reviewer is called."""
    return ids.names.get(who) or str(_entry(who, content).get("new", {}).get("full_name") or who)


def chance(*parts: str) -> float:
    """A number from 0 up to 1 that is always the same for the same words."""
    return int.from_bytes(hashlib.sha256("|".join(parts).encode()).digest()[:6], "big") / (1 << 48)
