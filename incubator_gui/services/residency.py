"""Stays: from admission to the exit, the clocks, who waits, and what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Allocation, Application, Company, HouseSetting, Residency, Stage
from incubator_gui.domain import pipeline
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.residency import (
    CONDITIONS,
    EXIT_KINDS,
    STAY_KINDS,
    Rule,
    Stay,
    life_after,
)
from incubator_gui.domain.space import Span
from incubator_gui.services.outcome import FieldClash, Outcome, StaleEdit
from incubator_gui.services.residency_read import (
    RULES_KEY,
    DueRow,
    ResidencyRow,
    WaitingRow,
    due_rows,
    residency_rows,
    rules_of,
    stay_of,
    waiting_rows,
)
from incubator_gui.services.space_allocations import give, release
from incubator_gui.services.space_counts import space_counts

_TEXTS: Final = {"contract": 60, "wish": 300, "exit_note": 20_000, "exit_evidence": 20_000}
_MOST_DESKS = 500

LABELS: Final[Mapping[str, Message]] = {
    "kind": msg("Kind"), "contract": msg("Contract no."), "starts_on": msg("Stay from"),
    "planned_end": msg("Planned end"), "desks": msg("Desks in contract"), "wish": msg("Wish for the place"),
    "exit_note": msg("Note on the exit"), "exit_evidence": msg("Evidence"),
}
"""What the fields of a stay are called."""


class ResidencyService:
    """Reads and writes stays; the company's life line follows them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, day: date | None = None, *, over: bool = True) -> tuple[ResidencyRow, ...]:
        """All stays by company number and first day; `over=False` leaves out those that have ended."""
        day = day or self._db.clock.today()
        with self._db.read() as session:
            return tuple(row for row in residency_rows(session, day) if over or row.state(day) != "over")

    def of_company(self, company: UUID, day: date | None = None) -> tuple[ResidencyRow, ...]:
        """The stays of one company by first day."""
        with self._db.read() as session:
            return residency_rows(session, day or self._db.clock.today(), company)

    def rules(self) -> tuple[Rule, ...]:
        """The rules of time that hold in this house."""
        with self._db.read() as session:
            return rules_of(session)

    def set_rules(self, rules: Sequence[Rule]) -> Changes:
        """Store the rules of time."""
        if len({rule.key for rule in rules}) != len(rules):
            raise Refused(msg("Each rule stands in the table once."))
        for rule in rules:
            if not 0 < rule.months <= 1200 or any(not 0 < n <= rule.months for n in rule.remind):
                raise Refused(msg("A limit has at least one month, and a reminder lies before it."))
        content = [rule.to_json() for rule in rules]
        with self._db.write("stay.rules", msg("Rules for stays changed")) as work:
            found = work.session.scalars(select(HouseSetting).where(HouseSetting.key == RULES_KEY)).one_or_none()
            if found is None:
                work.session.add(HouseSetting(key=RULES_KEY, value=content))
            elif found.value != content:
                found.value = content
        return work.changes

    def begin(self, company: UUID, kind: str, starts_on: date, *, contract: str = "", planned_end: date | None = None,
              desks: int | None = None, wish: str = "") -> Outcome[UUID]:
        """A company becomes resident or affiliate, today or on a day to come."""
        values = _cleaned({"kind": kind, "starts_on": starts_on, "contract": contract, "planned_end": planned_end,
                           "desks": desks, "wish": wish})
        with self._db.write("residency.begin", msg("Stay of {company} begins on {day}", company=Ref("company", company),
                                                   day=starts_on)) as work:
            record = begin_stay(work.session, company, values, self._db.clock.today())
        return Outcome(record.id, work.changes)

    def move_in(self, company: UUID, kind: str, span: Span, *, desks: Sequence[UUID] = (), room: UUID | None = None,
                starts_on: date | None = None, contract: str = "", planned_end: date | None = None
                ) -> Outcome[UUID]:
        """A stay begins and the company has its places, in one step; the stay begins with the places by itself."""
        values = _cleaned({"kind": kind, "starts_on": starts_on or span.starts, "contract": contract,
                           "planned_end": planned_end, "desks": len(desks) or None})
        with self._db.write("residency.move_in", msg("Companies moved in")) as work:
            record = begin_stay(work.session, company, values, self._db.clock.today())
            give(work, company, span, desks, room)
        return Outcome(record.id, work.changes)

    def gives_up(self, company: UUID, on: date) -> int:
        """How many places an exit on a day would end."""
        with self._db.read() as session:
            return session.scalar(select(func.count()).select_from(Allocation).where(
                Allocation.company_id == company, Allocation.scenario_id.is_(None),
                Allocation.ends_on.is_(None) | (Allocation.ends_on > on))) or 0

    def edit(self, id: UUID, seen: Mapping[str, Any] | None = None, **values: Any) -> Changes:
        """Change kind, contract, starts_on, planned_end, desks, wish; exit_note and exit_evidence after an exit.

        Raises StaleEdit where a field is not what was `seen` any more and somebody else gave it another value.
        """
        return self.edit_each([(id, values, seen or {})])

    def edit_each(self, edits: Sequence[tuple[UUID, Mapping[str, Any], Mapping[str, Any]]]) -> Changes:
        """Change several stays in one step, all or none: id, values, what was seen."""
        cleaned = [(id, _cleaned(dict(values)), seen) for id, values, seen in edits]
        with self._db.write("residency.edit", nmsg("{n} stay changed", "{n} stays changed",
                                                   len({id for id, *_rest in cleaned}))) as work:
            companies = set()
            for id, values, seen in cleaned:
                record = _get(work.session, id)
                _take(record, values, seen)
                _checked(work.session, record)
                companies.add(record.company_id)
            follow_stays(work.session, companies, self._db.clock.today())
            if len(companies) == 1:
                work.say(msg("Stay of {company} changed", company=Ref("company", next(iter(companies)))))
        return work.changes

    def exit(self, id: UUID, on: date, kind: str, *, note: str = "", condition: str | None = None,
             evidence: str = "", release_space: bool = True) -> Changes:
        """The stay ends on a day (the first one without it), with the kind of exit and its evidence.

        A graduate needs the condition met and its evidence. With `release_space` the company gives up
        its desks on that day. On a day to come, the life line follows when the day has come.
        """
        if kind not in EXIT_KINDS:
            raise Refused(msg("Choose the kind of exit."))
        values = _cleaned({"exit_note": note, "exit_evidence": evidence})
        if condition is not None and condition not in CONDITIONS:
            raise Refused(msg("Choose the condition that was met."))
        if kind == "graduated" and (condition is None or not values["exit_evidence"]):
            raise Refused(msg("A graduate needs the condition that was met, and its evidence."))
        with self._db.write("residency.exit", msg("Exit entered")) as work:
            record = _get(work.session, id)
            if on <= record.starts_on:
                raise Refused(msg("The stay begins on {day}; an exit comes after that.", day=record.starts_on))
            record.ends_on, record.exit_kind = on, kind
            record.exit_note, record.exit_evidence = values["exit_note"], values["exit_evidence"]
            record.exit_condition = condition
            _checked(work.session, record)
            left = release(work.session, record.company_id, on) if release_space else 0
            follow_stays(work.session, [record.company_id], self._db.clock.today())
            who = Ref("company", record.company_id)
            work.say(nmsg("{company} leaves on {day} and gives up {n} place",
                          "{company} leaves on {day} and gives up {n} places", left, company=who, day=on)
                     if left else msg("{company} leaves on {day}", company=who, day=on))
        return work.changes

    def take_back_exit(self, id: UUID) -> Changes:
        """The stay goes on as if nobody had left; desks that were given up stay given up."""
        with self._db.write("residency.stay_on", msg("Exit taken back")) as work:
            record = _get(work.session, id)
            record.ends_on = record.exit_kind = record.exit_note = None
            record.exit_condition = record.exit_evidence = None
            _checked(work.session, record)
            follow_stays(work.session, [record.company_id], self._db.clock.today())
            work.say(msg("Exit of {company} taken back", company=Ref("company", record.company_id)))
        return work.changes

    def remove(self, id: UUID) -> Changes:
        """Take a stay away as if it had never been."""
        with self._db.write("residency.remove", msg("Stay removed")) as work:
            record = _get(work.session, id)
            company = record.company_id
            work.session.delete(record)
            work.session.flush()
            follow_stays(work.session, [company], self._db.clock.today())
            work.say(msg("Stay of {company} removed", company=Ref("company", company)))
        return work.changes

    def catch_up(self) -> Changes:
        """Bring life lines up to the day: stays that have begun or ended meanwhile. Nothing undo stops at."""
        today = self._db.clock.today()
        with self._db.read() as session:
            wanted = [id for id, _life in _behind(session, None, today)]
        if not wanted:
            return Changes()
        with self._db.write("residency.day", msg("Life lines brought up to the day"), kind="keep") as work:
            follow_stays(work.session, wanted, today)
        return work.changes

    def waiting(self, day: date | None = None, *, waitlisted: bool = False) -> tuple[WaitingRow, ...]:
        """Who is to have desks and has not got them: those who come first stand first."""
        day = day or self._db.clock.today()
        with self._db.read() as session:
            return waiting_rows(session, space_counts(session), day, waitlisted)

    def due(self, day: date | None = None, ahead: int = 60) -> tuple[DueRow, ...]:
        """What is due from stays within the days ahead, and what is late, by date."""
        day = day or self._db.clock.today()
        with self._db.read() as session:
            counts = space_counts(session)
            return due_rows(residency_rows(session, day, counts=counts), counts, day, day + timedelta(days=ahead))


def begin_stay(session: Session, company: UUID, values: dict[str, Any], today: date) -> Residency:
    """A new stay of a company, checked; its life line follows."""
    found = session.get(Company, company)
    if found is None or found.merged_into_id is not None:
        raise NotFound(msg("This company is no longer there."))
    record = Residency(company_id=company, **values)
    session.add(record)
    session.flush()
    _checked(session, record)
    follow_stays(session, [company], today)
    return record


def follow_stays(session: Session, companies: Iterable[UUID], today: date) -> None:
    """Bring the life lines of companies in line with their stays."""
    session.flush()
    for id, life in _behind(session, list(companies), today):
        session.get_one(Company, id).life = life
    session.flush()


def _behind(session: Session, companies: list[UUID] | None, today: date) -> list[tuple[UUID, str]]:
    """Companies whose life line is not what their stays say, and what it should be."""
    stays: dict[UUID, list[Stay]] = {}
    query = select(Residency)
    if companies is not None:
        query = query.where(Residency.company_id.in_(companies))
        stays = {id: [] for id in companies}
    for one in session.scalars(query):
        stays.setdefault(one.company_id, []).append(stay_of(one))
    out = []
    rows = session.execute(select(Company.id, Company.life).where(Company.id.in_(list(stays)))).all()
    for id, life in rows:
        statuses = frozenset(() if stays[id] else session.scalars(
            select(Stage.status).join(Application, Application.stage_id == Stage.id)
            .where(Application.company_id == id)))
        before = pipeline.life_after("applicant", statuses) if statuses else "admitted"
        wanted = life_after(life, stays[id], today, before)
        if wanted != life:
            out.append((id, wanted))
    return out


def _take(record: Residency, values: Mapping[str, Any], seen: Mapping[str, Any]) -> None:
    for key, value in values.items():
        stored = getattr(record, key)
        if stored == value:
            continue
        if key in seen and (stored or None) != (seen[key] or None):
            raise StaleEdit(FieldClash("residency", key, LABELS[key], value, stored, seen[key]))
        setattr(record, key, value)


def _get(session: Session, id: UUID) -> Residency:
    found = session.get(Residency, id)
    if found is None:
        raise NotFound(msg("This stay is no longer there."))
    return found


def _cleaned(values: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in values.items():
        if key in _TEXTS:
            text = clean_text(value or "", lines=key.startswith("exit"))
            if len(text) > _TEXTS[key]:
                raise Refused(msg("“{text}…” is too long: at most {n} characters fit.", text=text[:30], n=_TEXTS[key]))
            out[key] = text or None
        elif key == "kind":
            if value not in STAY_KINDS:
                raise Refused(msg("A stay is that of a resident or of an affiliate."))
            out[key] = value
        elif key == "desks":
            if value is not None and not 0 <= value <= _MOST_DESKS:
                raise Refused(msg("Desks: a number from 0 to {n}.", n=_MOST_DESKS))
            out[key] = value
        elif key in ("starts_on", "planned_end"):
            if value is None and key == "starts_on":
                raise Refused(msg("A stay needs the day on which it begins."))
            out[key] = value
        else:
            raise KeyError(key)
    return out


def _checked(session: Session, record: Residency) -> None:
    """Refuse dates in the wrong order, and two stays of a company at once."""
    if record.ends_on is not None and record.ends_on <= record.starts_on:
        raise Refused(msg("The end has to come after {starts}.", starts=record.starts_on))
    if record.planned_end is not None and record.planned_end <= record.starts_on:
        raise Refused(msg("The planned end has to come after {starts}.", starts=record.starts_on))
    span = Span(record.starts_on, record.ends_on)
    for other in session.scalars(select(Residency).where(Residency.company_id == record.company_id,
                                                         Residency.id != record.id)):
        if Span(other.starts_on, other.ends_on).overlaps(span):
            raise Refused(msg("The company has a stay from {starts} already. End that one first.",
                              starts=other.starts_on))
