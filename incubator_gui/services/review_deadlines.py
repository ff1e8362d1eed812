"""When reviews are due and how many are still open, as the viewer may know: for reminders, calendar and duties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.messages import msg, nmsg
from incubator_gui.db.schema import Call, ReviewRound
from incubator_gui.services.duty import Duty
from incubator_gui.services.reviewer_rows import open_by_day
from incubator_gui.services.sight import Sight


@dataclass(frozen=True, slots=True)
class Deadline:
    """Reviews of one call that are due on one day: of everybody, or the viewer's own."""

    id: UUID
    call_id: UUID
    call: str
    on: date
    open: int
    mine: bool


def deadlines(session: Session, view: Sight) -> Iterator[Deadline]:
    """Each day on which reviews are due that are still open. Officers see those of everybody, and all their own."""
    calls = {row[0]: (row[1], row[2], row[3]) for row in session.execute(
        select(ReviewRound.call_id, ReviewRound.id, ReviewRound.due_on, Call.name)
        .join(Call, Call.id == ReviewRound.call_id))}
    found: dict[tuple[UUID, date, bool], int] = {}
    for call, on, reviewer, count in open_by_day(session, view) if calls else ():
        if call in calls and view.is_officer:
            found[call, on, False] = found.get((call, on, False), 0) + count
        if call in calls and reviewer == view.reviewer:
            found[call, on, True] = count
    for (call, on, mine), count in sorted(found.items(), key=lambda one: (one[0][1], str(one[0][0]), one[0][2])):
        round_id, due, name = calls[call]
        mark = f"{round_id.hex}:{'' if on == due else on.isoformat()}:{view.reviewer if mine else ''}"
        yield Deadline(uuid5(NAMESPACE_OID, mark), call, name, on, count, mine)


def review_duties(session: Session, view: Sight, day: date, horizon: date, owner: UUID | None) -> Iterator[Duty]:
    """What is overdue of everybody's reviews, and the viewer's own that are due soon."""
    for one in deadlines(session, view):
        if one.mine and one.on <= horizon and owner in (None, view.person):
            yield Duty(f"reviews:mine:{one.id.hex}", "review", "review", nmsg(
                "You have {n} review of {call} to finish", "You have {n} reviews of {call} to finish", one.open,
                call=one.call), one.on, owner_id=view.person, lists=("review", {"part": "desk", "call": one.call_id}))
        elif not one.mine and one.on < day and owner is None:
            yield Duty(f"reviews:all:{one.id.hex}", "review", "review", nmsg(
                "{n} review of {call} is overdue", "{n} reviews of {call} are overdue", one.open, call=one.call),
                one.on, note=msg("since {day}", day=one.on), pressing=True,
                lists=("review", {"part": "panel", "call": one.call_id, "overdue": True}))
