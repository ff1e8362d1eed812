"""What is due about stays and desks: moving in and out, limits, desks to hand over and to take back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.schema import Allocation, Company, Floor, Residency, Room
from incubator_gui.domain.programme import add_months, months_between
from incubator_gui.domain.residency import AGE_AT_ENTRY, Rule
from incubator_gui.services.duty import Duty, Raw
from incubator_gui.services.residency_read import due_rows, residency_rows, rules_of
from incubator_gui.services.space_counts import space_counts

_WORDS: Mapping[str, Message] = {
    "begins": msg("Moves in"), "planned_end": msg("Planned end of the stay"),
    "limit": msg("Longest stay allowed is reached"), "place_ends": msg("Has no desk from then on"),
    "no_place": msg("Has no desk on its first day"),
}


def stay_duties(session: Session, day: date, horizon: date) -> Iterator[Raw]:
    """What stays have a date for, and who will be too old to move in."""
    counts = space_counts(session)
    rows = residency_rows(session, day, counts=counts)
    leaves = {row.id for row in rows if row.ends_on is not None}
    for due in due_rows(rows, counts, day, horizon):
        going = due.kind == "planned_end" and due.residency_id in leaves
        words = msg("Leaves the house") if going else _WORDS[due.kind]
        if due.on <= horizon:
            yield Raw(Duty(f"{due.kind}:{due.residency_id.hex}", "stay", due.kind, words, due.on,
                           opens=("company", due.company_id)), due.company_id)
    yield from _too_old(session, day, horizon)


def _too_old(session: Session, day: date, horizon: date) -> Iterator[Raw]:
    """Admitted companies that reach the age at which nobody may move in any more, and stays that begin too late."""
    rule: Rule | None = next((one for one in rules_of(session) if one.key == AGE_AT_ENTRY), None)
    if rule is None:
        return
    c, r = Company, Residency
    rows: Any = session.execute(
        select(c.id, c.founded_on, func.min(r.starts_on)).outerjoin(r, r.company_id == c.id)
        .where(c.life == "admitted", c.merged_into_id.is_(None), c.founded_on.is_not(None))
        .group_by(c.id, c.founded_on))
    for company, founded, starts in rows:
        limit = add_months(founded, rule.months)
        if starts is None and limit <= horizon:
            yield Raw(Duty(f"too_old:{company.hex}", "stay", "age", nmsg(
                "Older than {n} month, may not move in any more", "Older than {n} months, may not move in any more",
                rule.months) if limit < day else nmsg(
                "Will be {n} month old, the limit for moving in", "Will be {n} months old, the limit for moving in",
                rule.months), limit, opens=("company", company)), company)
        elif starts is not None and day <= starts <= horizon and months_between(founded, starts) > rule.months:
            yield Raw(Duty(f"too_old:{company.hex}", "stay", "age", nmsg(
                "Will be older than {n} month on its first day", "Will be older than {n} months on its first day",
                rule.months), starts, opens=("company", company)), company)


def place_duties(session: Session, day: date, horizon: date) -> Iterator[Raw]:
    """Desks and rooms to be handed over to companies, and to be taken back from them."""
    a = Allocation
    for column, kind in ((a.starts_on, "hand_over"), (a.ends_on, "take_back")):
        rows = session.execute(
            select(a.company_id, column, a.room_id, Room.number, Floor.name, func.count(a.desk_id))
            .join(Room, Room.id == a.room_id).join(Floor, Floor.id == Room.floor_id)
            .where(a.scenario_id.is_(None), column >= day, column <= horizon)
            .group_by(a.company_id, column, a.room_id, Room.number, Floor.name))
        for company, on, room, number, floor, desks in rows:
            words = _place(kind, desks, floor, number)
            yield Raw(Duty(f"{kind}:{company.hex}:{room.hex}:{on}", "place", kind, words, on,
                           lists=("floor_plan", {"company": company, "room": room})), company)


def _place(kind: str, desks: int, floor: str, room: str) -> Message:
    if kind == "hand_over":
        return nmsg("Hand over {n} desk, {floor}, room {room}", "Hand over {n} desks, {floor}, room {room}", desks,
                    floor=floor, room=room) if desks else msg("Hand over room {room}, {floor}", floor=floor, room=room)
    return nmsg("Take back {n} desk, {floor}, room {room}", "Take back {n} desks, {floor}, room {room}", desks,
                floor=floor, room=room) if desks else msg("Take back room {room}, {floor}", floor=floor, room=room)


