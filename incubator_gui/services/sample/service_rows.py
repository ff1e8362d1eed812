"""Rows of the sample about services: the catalogue, engagements, the ledger, entitlements, mentors, trainings."""

from __future__ import annotations

from incubator_gui.db.schema import (
    Deliverable,
    Engagement,
    Entitlement,
    LedgerEntry,
    Mentor,
    Person,
    Service,
    Training,
    TrainingSeat,
)
from incubator_gui.domain.ordering import keys
from incubator_gui.services.sample.content import Ids, Row, amount
from incubator_gui.services.sample.rows import Rows


def service_rows(services: list[Row], ledger: Row, ids: Ids) -> Rows:
    """The catalogue, engagements with what they owe, and the ledger."""
    for one in services:
        yield Service, {"id": ids.make("service", one["key"]), "key": one["key"], "name_en": one["en"],
                        "name_de": one["de"], "name_zh": one["zh"], "is_active": True}
    for one in ledger["engagements"]:
        id = ids.make("engagement", one["key"])
        yield Engagement, {
            "id": id, "company_id": ids.get("company", one["company"]),
            "service_id": ids.get("service", one["service"]), "status": one["status"], "title": one.get("title"),
            "owner_id": ids.get("staff", one.get("owner")), "starts_on": ids.day(one.get("starts_ago")),
            "due_on": ids.day(one.get("due_ago")), "ended_on": ids.day(one.get("ended_ago")),
            "hours_granted": amount(one.get("hours_granted")), "waits_for": one.get("waits_for")}
        owed = one.get("deliver", [])
        for piece, position in zip(owed, keys(len(owed)), strict=True):
            yield Deliverable, {"engagement_id": id, "title": piece["title"], "due_on": ids.day(piece.get("due_ago")),
                                "done_on": ids.day(piece.get("done_ago")), "position": position}
    for one in ledger["entries"]:
        yield LedgerEntry, _entry(one, ids) | {"engagement_id": ids.get("engagement", one.get("engagement")),
                                               "service_id": ids.get("service", one["service"]),
                                               "person_id": ids.get("staff", one.get("person"))}


def entitlement_rows(content: list[Row], ids: Ids) -> Rows:
    """Hours that companies may use."""
    for one in content:
        yield Entitlement, {
            "company_id": ids.get("company", one["company"]), "service_id": ids.get("service", one["service"]),
            "starts_on": ids.day(one["starts_ago"]), "ends_on": ids.day(one["ends_ago"]),
            "hours": amount(one["hours"]), "note": ids.word(one.get("note"))}


def mentor_rows(content: list[Row], ids: Ids) -> Rows:
    """Mentors and their sessions."""
    for one in content:
        person = ids.make("mentor", one["key"])
        yield Person, {"id": person, "is_staff": False, "purpose": "mentor"} | {
            key: one.get(key) for key in ("full_name", "chinese_name", "pinyin", "language", "about", "email")}
        yield Mentor, {"person_id": person, "topics": ids.word(one["topics"]), "is_active": one.get("is_active", True),
                       "hours_per_month": amount(one.get("hours_per_month"))}
        for session in one["sessions"]:
            yield LedgerEntry, _entry(session, ids) | {"service_id": ids.get("service", "mentoring"),
                                                       "engagement_id": None, "person_id": person}


def training_rows(content: list[Row], ids: Ids) -> Rows:
    """Trainings with their seats; the hours of those that are booked stand in the ledger."""
    for one in content:
        id, service = ids.make("training", one["key"]), ids.get("service", "training")
        trainer = ids.found.get(("staff", one.get("trainer", ""))) or ids.get("mentor", one.get("trainer"))
        day = ids.day(one.get("held_ago"))
        yield Training, {
            "id": id, "title": ids.word(one["title"]), "service_id": service, "status": one["status"],
            "owner_id": ids.get("staff", one.get("owner")), "trainer_id": trainer, "held_on": day,
            "starts_at": one.get("starts_at"), "hours": amount(one.get("hours")), "place": ids.word(one.get("place")),
            "seats": one["seats"], "description": ids.word(one.get("description"))}
        taken = one["attendees"]
        for seat, position in zip(taken, keys(len(taken)), strict=True):
            yield TrainingSeat, {
                "training_id": id, "company_id": ids.get("company", seat["company"]), "state": seat["state"],
                "person_id": ids.get("person", f"{seat['company']}.{seat['person']}"), "position": position}
        if one.get("is_booked"):
            for company in dict.fromkeys(seat["company"] for seat in taken if seat["state"] == "attended"):
                yield LedgerEntry, {
                    "company_id": ids.get("company", company), "service_id": service, "engagement_id": None,
                    "person_id": trainer, "day": day, "contact_hours": amount(one["hours"]),
                    "preparation_hours": amount("0"), "text": ids.word(one["title"]), "training_id": id}


def _entry(one: Row, ids: Ids) -> Row:
    return {"company_id": ids.get("company", one["company"]), "day": ids.day(one["day_ago"]),
            "contact_hours": amount(one["contact_hours"]), "preparation_hours": amount(one["preparation_hours"]),
            "text": one.get("text"), "training_id": None}
