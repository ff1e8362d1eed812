"""Reminders to reviewers who are late: drafts in their language, which the program never sends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.files import write_whole
from incubator_gui.core.languages import LANGUAGES, translator
from incubator_gui.core.messages import msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Call, HouseSetting, Person, Reviewer
from incubator_gui.domain.decision_letter import greeting
from incubator_gui.exchange.eml import mail_draft
from incubator_gui.services.called import company_names
from incubator_gui.services.paper_files import clean_name
from incubator_gui.services.reviewer_rows import Load, loads
from incubator_gui.services.sight import person_sight, sight

MOST_LISTED = 30
"""More applications than these are only counted in a reminder."""


@dataclass(frozen=True, slots=True)
class LateReviewer:
    """A reviewer with reviews of a call that are open; `due_on` is the earliest day."""

    reviewer_id: UUID
    call_id: UUID
    call: str
    name: str
    email: str
    language: str
    assigned: int
    open: int
    overdue: int
    due_on: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """A draft, to be read, changed and handed to a mail program."""

    reviewer_id: UUID
    name: str
    address: str
    language: str
    subject: str
    body: str
    file_name: str


class RemindersService:
    """Finds who is late, and drafts what to write to them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def late(self, call_id: UUID | None = None, ahead: int = 0) -> tuple[LateReviewer, ...]:
        """Reviewers with overdue reviews, the latest first; with `ahead` also whose are due within that many days."""
        today = self._db.clock.today()
        limit = today + timedelta(days=ahead)
        with self._db.read() as session:
            by: dict[tuple[UUID, UUID], list[Load]] = {}
            for load in loads(session, sight(session, self._db), call_id):
                by.setdefault((load.reviewer_id, load.call_id), []).append(load)
            people = _people(session)
            calls = {row[0]: row[1] for row in session.execute(select(Call.id, Call.name))}
        rows = []
        for (reviewer, call), held in by.items():
            waiting = [one for one in held if not one.is_done]
            days = [one.due_on for one in waiting if one.due_on is not None]
            if not any(day < today or (ahead and day <= limit) for day in days):
                continue
            person = people[reviewer]
            rows.append(LateReviewer(
                reviewer, call, calls[call], person.full_name, person.email or "", _language(person), len(held),
                len(waiting), sum(day < today for day in days), min(days), max(0, (today - min(days)).days)))
        return tuple(sorted(rows, key=lambda row: (-row.days_late, -row.overdue, row.name)))

    def draft(self, reviewer_id: UUID, call_id: UUID, language: str = "") -> Reminder:
        """What to write to a reviewer, in their language unless another is asked for.

        Applications are named as the reviewer may see them. Raises Refused where nothing is open.
        """
        with self._db.read() as session:
            person = _people(session).get(reviewer_id)
            if person is None or person.erased_at is not None:
                raise NotFound(msg("This reviewer is no longer there."))
            held = [load for load in loads(session, sight(session, self._db), call_id)
                    if load.reviewer_id == reviewer_id]
            waiting = [load for load in held if not load.is_done]
            if not waiting:
                raise Refused(msg("{person} has no open review in this call.", person=person.full_name))
            language = language if language in LANGUAGES else _language(person)
            call = session.scalar(select(Call.name).where(Call.id == call_id)) or ""
            house = session.scalar(select(HouseSetting.value).where(HouseSetting.key == "house_name"))
            listed = self._listed(session, person.id, call_id, waiting, language)
        return self._written(reviewer_id, person, call, str(house or ""), held, waiting, listed, language)

    def drafts(self, wanted: Sequence[tuple[UUID, UUID]]) -> tuple[Reminder, ...]:
        """Drafts for several (reviewer, call)."""
        return tuple(self.draft(reviewer, call) for reviewer, call in wanted)

    def mail(self, reminder: Reminder) -> bytes:
        """The draft as an .eml file that a mail program opens for sending."""
        return mail_draft(reminder.address, reminder.name, reminder.subject, reminder.body, clock=self._db.clock)

    def write(self, reminders: Sequence[Reminder], folder: Path) -> tuple[Path, ...]:
        """Write drafts as .eml files into a folder; a name that is taken gets a number."""
        made: list[Path] = []
        for reminder in reminders:
            path, number = folder / reminder.file_name, 1
            while path in made or path.exists():
                number += 1
                path = folder / f"{Path(reminder.file_name).stem} {number}.eml"
            write_whole(path, self.mail(reminder))
            made.append(path)
        return tuple(made)

    def edited(self, reminder: Reminder, *, subject: str, body: str, address: str) -> Reminder:
        """The draft with what somebody changed in it."""
        return replace(reminder, subject=subject, body=body, address=address)

    def _listed(self, session: Session, person: UUID, call: UUID, waiting: Sequence[Load], language: str) -> list[str]:
        """The open applications as the reviewer may see them."""
        words, theirs = translator(language), person_sight(session, self._db, person)
        if theirs.blind(call):
            return [words.text(msg("Application {number}", number=f"{load.number:04d}")) for load in waiting]
        companies = {row[0]: row[1] for row in session.execute(
            select(Application.id, Application.company_id)
            .where(Application.id.in_([load.application_id for load in waiting])))}
        names = company_names(session, companies.values(), language)
        return [f"{load.number:04d}  {names.get(companies[load.application_id], '')}".rstrip() for load in waiting]

    def _written(self, reviewer: UUID, person: Person, call: str, house: str, held: Sequence[Load],
                 waiting: Sequence[Load], listed: Sequence[str], language: str) -> Reminder:
        words, today = translator(language), self._db.clock.today()
        due = min((load.due_on for load in waiting if load.due_on is not None), default=None)
        late = due is not None and due < today
        state: Any = nmsg("{n} of your {whole} reviews for {call} is still open.",
                          "{n} of your {whole} reviews for {call} are still open.", len(waiting), whole=len(held),
                          call=call)
        lines = [greeting(_name(person, language), words), "", words.text(state)]
        if due is not None:
            lines[-1] += ("" if language == "zh" else " ") + words.text(
                msg("They were due on {day}.", day=due) if late else msg("They are due on {day}.", day=due))
        lines += ["", *(f"– {one}" for one in listed[:MOST_LISTED])]
        if len(listed) > MOST_LISTED:
            lines.append(f"– {words.text(nmsg('and {n} more', 'and {n} more', len(listed) - MOST_LISTED))}")
        lines += ["", words.text(msg("If you cannot review one of them, or stand too near to a company, please tell "
                                     "us: we will find somebody else.")),
                  "", words.text(msg("With kind regards")), self._db.actor.who, *([house] if house else [])]
        subject = msg("Reminder: reviews for {call}", call=call) if late else msg("Reviews for {call}", call=call)
        name = clean_name(f"{words.text(msg('Reminder'))} {person.full_name}", "reminder")
        return Reminder(reviewer, person.full_name, person.email or "", language, words.text(subject),
                        "\n".join(lines) + "\n", f"{name}.eml")


def _people(session: Session) -> dict[UUID, Person]:
    return {row[0]: row[1] for row in session.execute(
        select(Reviewer.id, Person).join(Person, Person.id == Reviewer.person_id))}


def _language(person: Person) -> str:
    return person.language if person.language in LANGUAGES else "en"


def _name(person: Person, language: str) -> str:
    return person.chinese_name if language == "zh" and person.chinese_name else person.full_name
