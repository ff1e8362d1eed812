"""What is due with events and applications: trainings, roadshows, applications that nobody looks after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import Session

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.schema import Application, LedgerEntry, LineupEntry, Rehearsal, Roadshow, Stage, Training
from incubator_gui.domain.service_words import OPEN_ENGAGEMENTS
from incubator_gui.domain.vocabulary import OPEN_STATUSES
from incubator_gui.services.duty import Duty, Raw
from incubator_gui.services.sight import Sight


def training_duties(session: Session, day: date, horizon: date) -> Iterator[Raw]:
    """Trainings that come; those that are over and whose hours nobody booked."""
    t = Training
    booked = exists().where(LedgerEntry.training_id == t.id)
    for row in session.execute(
            select(t.id, t.title, t.held_on, t.starts_at, t.owner_id, t.trainer_id, t.place)
            .where(t.status.in_(OPEN_ENGAGEMENTS), t.held_on <= horizon, ~booked)):
        words = msg("Training: {title}", title=row.title) if row.held_on >= day \
            else msg("Attendance of {title} is missing", title=row.title)
        yield Raw(Duty(f"training:{row.id.hex}", "training", "training", words, row.held_on, at=row.starts_at or "",
                       opens=("training", row.id)), None, row.owner_id or row.trainer_id)


def roadshow_duties(session: Session, day: date, horizon: date) -> Iterator[Raw]:
    """Roadshows that come, with what their line-up lacks."""
    entry, show = LineupEntry, Roadshow
    ready = exists().where(Rehearsal.lineup_entry_id == entry.id, Rehearsal.is_ready)
    lacks: dict[UUID, tuple[int, int]] = {row[0]: (row[1], row[2]) for row in session.execute(
        select(entry.roadshow_id, func.sum(case((entry.document_id.is_(None), 1), else_=0)),
               func.sum(case(((entry.status != "rehearsed") & ~ready, 1), else_=0)))
        .where(entry.status != "declined").group_by(entry.roadshow_id))}
    for row in session.execute(
            select(show.id, show.name, show.held_on, show.starts_at, show.owner_id)
            .where(show.held_on >= day, show.held_on <= horizon)):
        yield Raw(Duty(f"roadshow:{row.id.hex}", "roadshow", "roadshow",
                       _show(row.name, *lacks.get(row.id, (0, 0))), row.held_on, at=row.starts_at or "",
                       opens=("roadshow", row.id)), None, row.owner_id)


def _show(name: str, decks: int, rehearsals: int) -> Message:
    if decks and rehearsals:
        return msg("{name}: {decks} without a deck, {rehearsals} not rehearsed", name=name, decks=decks,
                   rehearsals=rehearsals)
    if decks:
        return msg("{name}: {decks} without a deck", name=name, decks=decks)
    if rehearsals:
        return msg("{name}: {rehearsals} not rehearsed", name=name, rehearsals=rehearsals)
    return msg("Roadshow {name}", name=name)


def application_duties(session: Session, view: Sight, day: date, days: int) -> Iterator[Duty]:
    """Open applications that nobody is in charge of, and those that have stood too long; one line for each."""
    a, limit = Application, day - timedelta(days=days)
    unowned, oldest, long = session.execute(view.apart(
        select(func.count().filter(a.owner_id.is_(None)), func.min(a.stage_since).filter(a.owner_id.is_(None)),
               func.count().filter(a.stage_since < limit))
        .join(Stage, Stage.id == a.stage_id).where(Stage.status.in_(OPEN_STATUSES)))).one()
    if unowned:
        yield Duty("applications:unowned", "application", "unowned", nmsg(
            "{n} application has nobody in charge", "{n} applications have nobody in charge", unowned), day,
            note=msg("since {day}", day=oldest), lists=("applications", {"open": True, "owner": None}))
    if long:
        yield Duty("applications:long", "application", "long", nmsg(
            "{n} application has stood in its stage for over {days} days",
            "{n} applications have stood in their stage for over {days} days", long, days=days), day,
            lists=("applications", {"open": True, "days": (days + 1, None)}))
