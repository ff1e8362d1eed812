"""Rows of the sample for the tables of companies and applications."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from incubator_gui.db.base import Base
from incubator_gui.db.schema import (
    Answer,
    Application,
    ApplicationVersion,
    Company,
    CompanyPerson,
    CompanyProfile,
    FundingRound,
    IndicatorValue,
    Milestone,
    Note,
    Person,
    Residency,
    StageMove,
)
from incubator_gui.domain.ordering import keys
from incubator_gui.services.sample.content import Ids, Row, amount, first_of_month

Rows = Iterator[tuple[type[Base], Row]]


def staff_rows(staff: list[Row], ids: Ids) -> Rows:
    """Colleagues."""
    for one in staff:
        yield Person, {"id": ids.make("staff", one["key"]), "is_staff": True, "purpose": "staff"} | {
            key: one.get(key) for key in ("full_name", "chinese_name", "initials", "language", "about", "email",
                                          "phone")}


def company_rows(one: Row, number: int, ids: Ids) -> Rows:
    """A company with its people, stays, texts, milestones, rounds and figures."""
    id = ids.make("company", one["key"])
    founded = first_of_month(ids.day(one.get("founded_ago")))
    plain = ("country", "city", "legal_form", "credit_code", "website", "email", "phone", "focus_area", "claim",
             "headcount", "headcount_full_time", "readiness_level", "pinyin", "address")
    yield Company, {
        "id": id, "number": number, "life": one["life"], "founded_on": founded,
        "founded_precision": "month" if founded else None, "owner_id": ids.get("staff", one.get("owner")),
        "created_at": ids.moment(one.get("created_ago", 800))} | {
            name: one.get(name) or "" for name in ("legal_name", "trade_name", "chinese_name")} | {
                key: one.get(key) for key in plain}
    people = one.get("people", [])
    for person, position in zip(people, keys(len(people)), strict=True):
        person_id = ids.make("person", person["key"])
        yield Person, {"id": person_id, "is_staff": False, "purpose": "application"} | {
            key: person.get(key) for key in ("full_name", "chinese_name", "pinyin", "email", "phone", "language",
                                             "about")}
        yield CompanyPerson, {
            "company_id": id, "person_id": person_id, "role": person["role"], "title": person.get("title"),
            "is_contact": person.get("is_contact", False), "since": ids.day(person.get("since_ago")),
            "until": ids.day(person.get("until_ago")), "position": position}
    for stay in one.get("residencies", []):
        yield Residency, {
            "company_id": id, "kind": stay["kind"], "contract": stay.get("contract"),
            "starts_on": ids.day(stay["starts_ago"]), "ends_on": ids.day(stay.get("ends_ago")),
            "planned_end": ids.day(stay.get("planned_end_ago")), "exit_kind": stay.get("exit_kind"),
            "exit_note": stay.get("exit_note"), "exit_condition": stay.get("exit_condition"),
            "exit_evidence": stay.get("exit_evidence"), "desks": stay.get("desks"), "wish": stay.get("wish")}
    yield from _profiles(one, ids)
    for milestone in one.get("milestones", []):
        yield Milestone, {"company_id": id, "title": milestone["title"], "due_on": ids.day(milestone.get("due_ago")),
                          "state": milestone["state"]}
    for round_ in one.get("rounds", []):
        yield FundingRound, {
            "company_id": id, "kind": round_["kind"], "name": ids.word(round_.get("name")),
            "amount": amount(round_.get("amount")), "currency": round_.get("currency"),
            "closed_on": ids.day(round_.get("closed_ago")), "investors": round_.get("investors")}
    for figure in one.get("indicators", []):
        share = figure["indicator"] == "rd_share"
        value = Decimal(figure["value"])
        yield IndicatorValue, {
            "company_id": id, "indicator": figure["indicator"], "as_of": ids.day(figure["as_of_ago"]),
            "value": value / 100 if share else value, "unit": "share" if share else figure.get("unit"),
            "source": figure.get("source"), "is_baseline": figure.get("baseline", False)}
    for note in one.get("notes", []):
        yield Note, _note(note, ids) | {"company_id": id}


def _note(note: Row, ids: Ids) -> Row:
    return {"text": note["text"], "author": ids.found_name(note["author"]), "written_at": ids.moment(note["ago"]),
            "company_id": None, "application_id": None, "person_id": None}


def _profiles(one: Row, ids: Ids) -> Rows:
    ask = one.get("ask") or {}
    for language, texts in one.get("profiles", {}).items():
        uses = [{"title": use.get(language) or use["en"], "share": str(Decimal(use["share"]) / 100)}
                for use in ask.get("use_of_funds", [])]
        yield CompanyProfile, {
            "company_id": ids.get("company", one["key"]), "language": language,
            "ask_amount": amount(ask.get("amount")), "ask_currency": ask.get("currency"),
            "use_of_funds": uses or None} | {
                key: texts.get(key) for key in ("claim", "problem", "solution", "market", "business_model", "team",
                                                "ask")}


def application_rows(one: Row, ids: Ids) -> Rows:
    """An application with its moves, answers, version and notes."""
    id = ids.make("application", one["key"])
    moves = one["moves"]
    last, earlier = moves[-1], one.get("earlier")
    yield Application, {
        "id": id, "number": one["number"], "call_id": ids.get("call", one["call"]),
        "company_id": ids.get("company", one["company"]), "stage_id": ids.get("stage", last["stage"]),
        "stage_since": ids.day(last["ago"]), "received_on": ids.day(one["received_ago"]),
        "owner_id": ids.get("staff", one.get("owner")), "current_version": 1 if earlier is None else 2} | {
            key: one.get(key) for key in ("focus_area", "pitch", "headcount", "desks_needed", "source", "score")}
    fields = {key: one.get(key) for key in ("focus_area", "pitch", "headcount", "desks_needed")}
    answers = one.get("answers", {})
    if earlier is not None:
        yield ApplicationVersion, {
            "application_id": id, "number": 1, "made_at": ids.moment(earlier["ago"]),
            "content": {"fields": fields | earlier.get("fields", {}),
                        "answers": answers | earlier.get("answers", {})}}
    yield ApplicationVersion, {
        "application_id": id, "number": 1 if earlier is None else 2,
        "made_at": ids.moment(one["received_ago"] if earlier is None else earlier["now_ago"]),
        "content": {"fields": fields, "answers": answers}}
    origin = None
    for at, move in enumerate(moves):
        target = ids.get("stage", move["stage"])
        yield StageMove, {
            "application_id": id, "from_stage_id": origin, "to_stage_id": target, "moved_on": ids.day(move["ago"]),
            "moved_at": ids.moment(move["ago"], 8 + at), "by": ids.found_name(move.get("by")),
            "reason": move.get("reason"), "is_revert": move.get("revert", False)}
        origin = target
    for key, text in one.get("answers", {}).items():
        yield Answer, {"application_id": id, "question_id": ids.get("question", f"{one['call']}.{key}"), "text": text}
    for note in one.get("notes", []):
        yield Note, _note(note, ids) | {"application_id": id}
