"""What the lists of packages show: reviewers with what left for them, and the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Person, Reviewer, ReviewPackage, ReviewReturn, ReviewRound
from incubator_gui.services.reviewer_rows import reviewer_rows
from incubator_gui.services.sight import sight


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A file that left the house; `returned_at` is when the last answer to it was merged, `returns` how many were."""

    id: UUID
    reviewer_id: UUID
    reviewer: str
    way: str
    language: str
    is_blind: bool
    protection: str
    applications: int
    file_name: str
    sha256: str
    due_on: date | None
    made_at: datetime
    made_by: str
    returned_at: datetime | None = None
    returns: int = 0


@dataclass(frozen=True, slots=True)
class ReviewerState:
    """A reviewer of a call: how far, and the last package. `has_key`: packages need no passphrase.

    `overdue` counts reviews whose day has passed; `waiting`: a package is out that has not come back.
    """

    id: UUID
    person_id: UUID
    name: str
    initials: str
    email: str
    language: str
    assigned: int
    done: int
    open: int
    overdue: int
    has_key: bool
    last: PackageRow | None = None
    packages: int = 0

    @property
    def waiting(self) -> bool:
        """Whether the last package has not come back."""
        return self.last is not None and self.last.returned_at is None


def package_rows(session: Session, database: Database, call: UUID) -> tuple[PackageRow, ...]:
    """The log of a call, the latest first; reviewers who are no officers see their own."""
    view = sight(session, database)
    p = ReviewPackage
    query = (select(p, Person.full_name).join(ReviewRound, ReviewRound.id == p.round_id)
             .join(Reviewer, Reviewer.id == p.reviewer_id).join(Person, Person.id == Reviewer.person_id)
             .where(ReviewRound.call_id == call).order_by(p.made_at.desc(), p.id.desc()))
    if not view.is_officer:
        query = query.where(p.reviewer_id == view.reviewer)
    found = session.execute(query).all()
    back: dict[UUID, list[datetime]] = {}
    for package, merged in session.execute(
            select(ReviewReturn.package_id, ReviewReturn.merged_at)
            .where(ReviewReturn.package_id.in_([row[0].id for row in found]))):
        back.setdefault(package, []).append(merged)
    hidden = {str(id) for id in session.scalars(
        select(Application.id).where(Application.company_id.in_(view.hidden_companies)))}
    return tuple(
        PackageRow(one.id, one.reviewer_id, name, one.way, one.language, one.is_blind, one.protection,
                   sum(each["application"] not in hidden for each in (one.manifest or {}).get("applications", ())),
                   one.file_name, one.sha256, one.due_on,
                   one.made_at, one.made_by or "", max(back.get(one.id, ()), default=None), len(back.get(one.id, ())))
        for one, name in found)


def reviewer_states(session: Session, database: Database, call: UUID) -> tuple[ReviewerState, ...]:
    """The reviewers of a call by name: who sits on its panel, has something to do or got a package."""
    view = sight(session, database)
    log: dict[UUID, list[PackageRow]] = {}
    for row in package_rows(session, database, call):
        log.setdefault(row.reviewer_id, []).append(row)
    return tuple(
        ReviewerState(one.id, one.person_id, one.name, one.initials, one.email, one.language, one.assigned, one.done,
                      one.open, one.overdue, bool(one.recipient), next(iter(log.get(one.id, ())), None),
                      len(log.get(one.id, ())))
        for one in reviewer_rows(session, view, database.clock.today(), call)
        if (one.on_panel or one.assigned or one.id in log) and (view.is_officer or one.id == view.reviewer))
