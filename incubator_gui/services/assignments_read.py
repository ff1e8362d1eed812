"""Who reviews what in a call, as the viewer may see it: one row for each application, one for each reviewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound
from incubator_gui.core.messages import Message, Words, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    Call,
    Conflict,
    PanelSeat,
    Person,
    Review,
    ReviewAssignment,
    Reviewer,
    ReviewRound,
    Stage,
)
from incubator_gui.domain.person_names import initials_of
from incubator_gui.domain.review_words import CONFLICT_KINDS
from incubator_gui.domain.vocabulary import OPEN_STATUSES
from incubator_gui.services.called import company_names, words_of
from incubator_gui.services.sight import DISMISSED, Sight, conflicts_of, sight

REVIEWED = frozenset({"review", "interview", "decision"})
"""Statuses whose applications want their reviews now."""
COUNTING = frozenset({"open", "draft", "submitted"})
"""States of a review that is there or can be expected."""
RECUSED = msg("recused: conflict of interest")


@dataclass(frozen=True, slots=True)
class Assigned:
    """One reviewer of one application; `state` is a key of REVIEW_STATES, `id` None for a review without assignment.

    `conflict` says why it does not count, where it does not.
    """

    reviewer: UUID
    name: str
    initials: str
    state: str
    id: UUID | None = None
    origin: str = "hand"
    due_on: date | None = None
    is_late: bool = False
    conflict: Message | None = None

    @property
    def begun(self) -> bool:
        """Whether something was written: such a one stays."""
        return self.state != "open"

    @property
    def counts(self) -> bool:
        """Whether it is one of the reviews that are wanted."""
        return self.state in COUNTING and self.conflict is None


class AssignmentRow(NamedTuple):
    """One application: its reviewers, how many are wanted and missing; `blocked` says who may not, and why."""

    id: UUID
    number: int
    name: str
    company_id: UUID
    focus_area: str | None
    stage: Words
    status: str
    assigned: tuple[Assigned, ...]
    wanted: int
    counted: int
    missing: int
    blocked: Mapping[UUID, Message]


class ReaderRow(NamedTuple):
    """One reviewer of the call: what is assigned, done and late, the quota, and how many applications are barred.

    `unseen` is what they read of applications that this viewer must not see: it takes from the quota, and is
    not for showing.
    """

    id: UUID
    person_id: UUID
    name: str
    initials: str
    quota: int | None
    load: int
    done: int
    late: int
    barred: int
    topics: Mapping[str, int]
    on_panel: bool
    is_active: bool
    unseen: int = 0

    @property
    def takes(self) -> bool:
        """Whether new applications may come."""
        return self.on_panel and self.is_active

    @property
    def room(self) -> int | None:
        """How many more, None without a quota."""
        return None if self.quota is None else max(0, self.quota - self.load - self.unseen)


@dataclass(frozen=True, slots=True)
class AssignmentSheet:
    """Everything about the assignment of a call; `why_not` says why this viewer cannot change it."""

    call_id: UUID
    call: str
    round_id: UUID | None
    reviews_each: int
    rows: tuple[AssignmentRow, ...] = ()
    readers: tuple[ReaderRow, ...] = ()
    why_not: Message | None = None
    due_on: date | None = None

    @property
    def missing(self) -> int:
        """Reviews that nobody is to write yet."""
        return sum(row.missing for row in self.rows)

    @property
    def panel(self) -> tuple[ReaderRow, ...]:
        """Those who take new applications."""
        return tuple(reader for reader in self.readers if reader.takes)


def read_sheet(session: Session, database: Database, call_id: UUID, language: str = "") -> AssignmentSheet:
    """The assignment of a call, companies called as in a language, by default that of the screen; raises NotFound."""
    call = session.execute(select(Call.name).where(Call.id == call_id)).scalar_one_or_none()
    if call is None:
        raise NotFound(msg("This call is no longer there."))
    view = sight(session, database)
    round = session.execute(select(ReviewRound.id, ReviewRound.reviews_each, ReviewRound.due_on)
                            .where(ReviewRound.call_id == call_id)).first()
    if round is None:
        return AssignmentSheet(call_id, call, None, 0)
    people = _people(session, call_id, round.id)
    barred = _barred(session, people)
    held = _held(session, call_id, people, round.due_on, database.clock.today())
    rows = tuple(_row(record, name, view, call_id, held.get(record.id, ()), barred, round.reviews_each)
                 for name, record in _applications(session, view, call_id, language))
    mine: dict[UUID, list[Assigned]] = {}
    shut: Counter[UUID] = Counter()
    for row in rows:
        shut.update(row.blocked.keys())
        for one in row.assigned:
            mine.setdefault(one.reviewer, []).append(one)
    seen = {row.id for row in rows}
    unseen = Counter(one.reviewer for id, line in held.items() if id not in seen for one in line
                     if one.state in COUNTING)
    readers = tuple(sorted((_reader(one, mine.get(id, []), shut[id], unseen[id]) for id, one in people.items()),
                           key=lambda r: (not r.takes, r.name.casefold(), r.id)))
    readers = tuple(r for r in readers if r.takes or r.load or r.on_panel)
    if view.is_officer:
        return AssignmentSheet(call_id, call, round.id, round.reviews_each, rows, readers, due_on=round.due_on)
    own = tuple(_own(row, view.reviewer) for row in rows)
    return AssignmentSheet(call_id, call, round.id, round.reviews_each, tuple(r for r in own if r.assigned),
                           tuple(r for r in readers if r.id == view.reviewer),
                           msg("Only officers of the round assign reviewers."), round.due_on)


def _own(row: AssignmentRow, reviewer: UUID | None) -> AssignmentRow:
    """What a reviewer learns: nothing about others, not even how many they are."""
    mine = tuple(one for one in row.assigned if one.reviewer == reviewer)
    counted = sum(one.counts for one in mine)
    return row._replace(assigned=mine, wanted=counted, counted=counted, missing=0, blocked={})


def _people(session: Session, call_id: UUID, round_id: UUID) -> dict[UUID, Any]:
    """The panel, and whoever has something to review in the call."""
    given = select(ReviewAssignment.reviewer_id).join(
        Application, Application.id == ReviewAssignment.application_id).where(Application.call_id == call_id)
    begun = select(Review.reviewer_id).join(Application, Application.id == Review.application_id).where(
        Application.call_id == call_id)
    seat = PanelSeat
    return {row.id: row for row in session.execute(
        select(Reviewer.id, Reviewer.person_id, Reviewer.topics, Reviewer.is_active, Reviewer.quota,
               seat.id.label("seat"), seat.quota.label("seat_quota"), Person.full_name, Person.initials)
        .join(Person, Person.id == Reviewer.person_id)
        .outerjoin(seat, (seat.reviewer_id == Reviewer.id) & (seat.round_id == round_id))
        .where(seat.id.is_not(None) | Reviewer.id.in_(given) | Reviewer.id.in_(begun)))}


def _barred(session: Session, people: Mapping[UUID, Any]) -> dict[UUID, dict[UUID, Message]]:
    """The companies whose applications a reviewer must not read, and why, by reviewer."""
    persons = {row.person_id for row in people.values()}
    kinds: dict[tuple[UUID, UUID], str] = {}
    for person, company, kind in session.execute(
            select(Conflict.person_id, Conflict.company_id, Conflict.kind)
            .where(Conflict.state != DISMISSED, Conflict.person_id.in_(persons)).order_by(Conflict.id)):
        kinds.setdefault((person, company), kind)
    plain = msg("conflict of interest")
    why = {kind: msg("conflict of interest: {kind}", kind=word) for kind, word in CONFLICT_KINDS.items()}
    companies = conflicts_of(session, persons)
    return {id: {company: why.get(kinds.get((row.person_id, company), ""), plain)
                 for company in companies.get(row.person_id, ())} for id, row in people.items()}


def _held(session: Session, call_id: UUID, people: Mapping[UUID, Any], due: date | None, today: date
          ) -> dict[UUID, tuple[Assigned, ...]]:
    a, r = ReviewAssignment, Review
    there: dict[tuple[UUID, UUID], tuple[UUID, str, date | None]] = {
        (row.application_id, row.reviewer_id): (row.id, row.origin, row.due_on) for row in session.execute(
            select(a.id, a.application_id, a.reviewer_id, a.origin, a.due_on)
            .join(Application, Application.id == a.application_id).where(Application.call_id == call_id))}
    states: dict[tuple[UUID, UUID], str] = {
        (row.application_id, row.reviewer_id): row.state if row.stance == "reviewed" else row.stance
        for row in session.execute(select(r.application_id, r.reviewer_id, r.stance, r.state)
                                   .join(Application, Application.id == r.application_id)
                                   .where(Application.call_id == call_id))}
    out: dict[UUID, list[Assigned]] = {}
    for pair in {**there, **states}:
        application, reviewer = pair
        id, origin, own_due = there.get(pair, (None, "hand", None))
        state, until = states.get(pair, "open"), own_due or due
        out.setdefault(application, []).append(Assigned(
            reviewer, people[reviewer].full_name, _initials(people[reviewer]), state, id, origin, own_due,
            until is not None and until < today and state in ("open", "draft")))
    return {id: tuple(sorted(line, key=lambda one: (one.name.casefold(), one.reviewer))) for id, line in out.items()}


def _applications(session: Session, view: Sight, call_id: UUID, language: str) -> list[tuple[str, Any]]:
    a = Application
    found = session.execute(view.apart(
        select(a.id, a.number, a.company_id, a.focus_area, Stage.name_en, Stage.name_de, Stage.name_zh, Stage.status)
        .join(Stage, Stage.id == a.stage_id).where(a.call_id == call_id).order_by(a.number))).all()
    names = company_names(session, {row.company_id for row in found}, language) if found else {}
    return [(names[row.company_id], row) for row in found]


def _row(record: Any, name: str, view: Sight, call_id: UUID, held: tuple[Assigned, ...],
         barred: Mapping[UUID, Mapping[UUID, Message]], each: int) -> AssignmentRow:
    blocked = {id: why[record.company_id] for id, why in barred.items() if record.company_id in why}
    for one in held:
        if one.state == "recused":
            blocked.setdefault(one.reviewer, RECUSED)
    shown = tuple(_marked(one, blocked.get(one.reviewer)) for one in held if one.state != "recused")
    counted = sum(one.counts for one in shown)
    is_asked = record.status in REVIEWED or (record.status in OPEN_STATUSES and bool(shown))
    wanted = each if is_asked else 0
    return AssignmentRow(record.id, record.number, view.name(record.number, name, call_id), record.company_id,
                         record.focus_area, words_of(record.name_en, record.name_de, record.name_zh), record.status,
                         shown, wanted, counted, max(0, wanted - counted), blocked)


def _marked(one: Assigned, why: Message | None) -> Assigned:
    if why is None:
        return one
    return replace(one, conflict=why)


def _reader(one: Any, mine: list[Assigned], barred: int, unseen: int) -> ReaderRow:
    return ReaderRow(one.id, one.person_id, one.full_name, _initials(one),
                     one.quota if one.seat_quota is None else one.seat_quota, sum(a.counts for a in mine),
                     sum(a.state in ("submitted", "abstained") for a in mine), sum(a.is_late for a in mine),
                     barred, one.topics or {}, one.seat is not None, one.is_active,
                     unseen)


def _initials(one: Any) -> str:
    return str(one.initials or (initials_of(one.full_name) if one.full_name else ""))
