"""Everything in the house that has a date, as items of one calendar, and moving an item to another day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.languages import LANGUAGES, Translator, translator
from incubator_gui.core.messages import Message, Words, msg, nmsg
from incubator_gui.db.schema import (
    Application,
    Company,
    DecisionMeeting,
    Deliverable,
    Engagement,
    LedgerEntry,
    LineupEntry,
    Mentor,
    Rehearsal,
    Residency,
    Roadshow,
    Task,
    Training,
)
from incubator_gui.domain.service_words import OPEN_ENGAGEMENTS
from incubator_gui.services.called import NOBODY, company_names, people_named, service_words
from incubator_gui.services.review_deadlines import deadlines
from incubator_gui.services.sight import ALL, Sight

ITEM_KINDS: Mapping[str, Message] = {
    "task": msg("Task"),
    "engagement": msg("Service due"),
    "engagement_start": msg("Service begins"),
    "deliverable": msg("Deliverable"),
    "training": msg("Training"),
    "mentor_session": msg("Mentor session"),
    "planned_end": msg("Planned end of a stay"),
    "exit": msg("Exit"),
    "roadshow": msg("Roadshow"),
    "rehearsal": msg("Rehearsal"),
    "review": msg("Reviews due"),
    "meeting": msg("Decision day"),
}
"""What can stand in the calendar."""

MOVABLE = frozenset({"task", "engagement", "engagement_start", "deliverable", "training", "planned_end", "roadshow",
                     "rehearsal"})
"""Kinds whose day can be changed: not what has happened."""


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """Something on a day. `opens` names the record behind it, `what` is its own name without the company."""

    kind: str
    id: UUID
    day: date
    what: Words
    company: str = ""
    company_id: UUID | None = None
    opens: tuple[str, UUID] | None = None
    owner_id: UUID | None = None
    starts_at: str = ""
    ends_at: str = ""
    hours: Decimal | None = None
    text: str = ""
    place: str = ""
    version: int = 1
    movable: bool = True

    def title(self, words: Translator) -> str:
        """What stands in the calendar, in a language."""
        what = self.what.of(words.language)
        match self.kind:
            case "planned_end":
                return words.text(msg("Planned end of {company}", company=self.company))
            case "exit":
                return words.text(msg("{company} leaves", company=self.company))
            case "task" | "training" | "roadshow" | "meeting":
                return what
        return words.labelled(self.company, what) if self.company else what


class Names:
    """What companies, people and services are called, read once."""

    def __init__(self, session: Session) -> None:
        self.companies = company_names(session)
        self.people = people_named(session)
        self.services = service_words(session)

    def company(self, id: UUID | None) -> str:
        """The name of a company, empty for none."""
        return self.companies.get(id, "") if id is not None else ""


def read_items(session: Session, view: Sight = ALL) -> Iterator[CalendarItem]:
    """All items in no order: what is open, and what has happened and is not forgotten."""
    names = Names(session)
    yield from _tasks(session, names, view)
    yield from _reviews(session, view)
    for part in (_engagements, _deliverables, _trainings, _sessions, _stays, _roadshows, _meetings):
        yield from part(session, names)


def plain(name: str) -> Words:
    """A name that is the same in every language."""
    return Words((("en", name),))


def within(items: Iterable[CalendarItem], starts: date | None, ends: date | None,
           owner: UUID | None = None) -> tuple[CalendarItem, ...]:
    """Those of [starts, ends), by day, time and name; with `owner` only what one colleague is in charge of."""
    kept = [one for one in items if (starts is None or one.day >= starts) and (ends is None or one.day < ends)
            and owner in (None, one.owner_id)]
    order = list(ITEM_KINDS)
    return tuple(sorted(kept, key=lambda one: (one.day, one.starts_at or "~", order.index(one.kind), one.company,
                                               one.what.of("en"), one.id)))


def _tasks(session: Session, names: Names, view: Sight) -> Iterator[CalendarItem]:
    query = (select(Task, func.coalesce(Task.company_id, Application.company_id), Application.number,
                    Application.call_id)
             .outerjoin(Application, Application.id == Task.application_id)
             .where(Task.due_on.is_not(None), Task.done_on.is_(None)))
    for task, company, number, call in session.execute(query):
        if task.application_id is not None and view.hides(company):
            continue
        opens = ("application", task.application_id) if task.application_id else ("company", company)
        about = names.company(company)
        nameless = task.application_id is not None and view.blind(call)
        if nameless:
            about = view.name(number, about, call)
        if task.due_on is not None:
            yield CalendarItem("task", task.id, task.due_on, plain(task.title), about, None if nameless else company,
                               opens if opens[1] is not None else None, task.owner_id, text=about,
                               version=task.version)


def _reviews(session: Session, view: Sight) -> Iterator[CalendarItem]:
    for one in deadlines(session, view):
        title = (nmsg("My reviews of {call}: {n} open", "My reviews of {call}: {n} open", one.open, call=one.call)
                 if one.mine else nmsg("Reviews of {call}: {n} open", "Reviews of {call}: {n} open", one.open,
                                       call=one.call))
        what = Words(tuple((language, translator(language).text(title)) for language in LANGUAGES))
        yield CalendarItem("review", one.id, one.on, what, opens=("my_reviews" if one.mine else "reviews", one.call_id),
                           owner_id=view.person if one.mine else None, movable=False)


def _meetings(session: Session, names: Names) -> Iterator[CalendarItem]:
    for one in session.scalars(select(DecisionMeeting).where(DecisionMeeting.held_on.is_not(None))):
        if one.held_on is not None:
            yield CalendarItem("meeting", one.id, one.held_on, plain(one.name), opens=("meeting", one.id),
                               owner_id=one.chair_id, starts_at=one.starts_at or "", place=one.place or "",
                               version=one.version, movable=False)


def _engagements(session: Session, names: Names) -> Iterator[CalendarItem]:
    for one in session.scalars(select(Engagement).where(Engagement.status.in_(OPEN_ENGAGEMENTS))):
        what = plain(one.title) if one.title else names.services[one.service_id]
        for kind, day in (("engagement", one.due_on), ("engagement_start", one.starts_on)):
            if day is not None:
                yield CalendarItem(kind, one.id, day, what, names.company(one.company_id), one.company_id,
                                   ("engagement", one.id), one.owner_id, text=one.deliverables or "",
                                   version=one.version)


def _deliverables(session: Session, names: Names) -> Iterator[CalendarItem]:
    query = (select(Deliverable, Engagement).join(Engagement, Engagement.id == Deliverable.engagement_id)
             .where(Deliverable.due_on.is_not(None), Deliverable.done_on.is_(None),
                    Engagement.status.in_(OPEN_ENGAGEMENTS)))
    for owed, one in session.execute(query):
        if owed.due_on is not None:
            yield CalendarItem("deliverable", owed.id, owed.due_on, plain(owed.title), names.company(one.company_id),
                               one.company_id, ("engagement", one.id), one.owner_id, version=owed.version)


def _trainings(session: Session, names: Names) -> Iterator[CalendarItem]:
    booked = set(session.scalars(select(LedgerEntry.training_id).where(LedgerEntry.training_id.is_not(None))))
    query = select(Training).where(Training.held_on.is_not(None), Training.status != "cancelled")
    for one in session.scalars(query):
        if one.held_on is not None:
            yield CalendarItem("training", one.id, one.held_on, plain(one.title), opens=("training", one.id),
                               owner_id=one.owner_id, starts_at=one.starts_at or "", hours=one.hours,
                               text=one.description or "", place=one.place or "", version=one.version,
                               movable=one.id not in booked)


def _sessions(session: Session, names: Names) -> Iterator[CalendarItem]:
    mentors = dict[UUID, UUID](row for row in session.execute(select(Mentor.person_id, Mentor.id)))
    query = select(LedgerEntry).where(LedgerEntry.person_id.in_(mentors), LedgerEntry.contact_hours > 0)
    for one in session.scalars(query) if mentors else ():
        who = names.people.get(one.person_id, NOBODY).name if one.person_id else ""
        yield CalendarItem("mentor_session", one.id, one.day, plain(who), names.company(one.company_id),
                           one.company_id, ("mentor", mentors[one.person_id]) if one.person_id else None,
                           one.person_id, hours=one.contact_hours, text=one.text or "", version=one.version,
                           movable=False)


def _stays(session: Session, names: Names) -> Iterator[CalendarItem]:
    owners = _owners(session)
    for stay in session.scalars(select(Residency)):
        on = stay.ends_on or stay.planned_end
        if on is not None:
            yield CalendarItem("exit" if stay.ends_on else "planned_end", stay.id, on, plain(""),
                               names.company(stay.company_id), stay.company_id, ("company", stay.company_id),
                               owners.get(stay.company_id), text=stay.contract or "", version=stay.version,
                               movable=stay.ends_on is None)


def _roadshows(session: Session, names: Names) -> Iterator[CalendarItem]:
    shows: dict[UUID, Roadshow] = {show.id: show for show in session.scalars(select(Roadshow))}
    for show in shows.values():
        if show.held_on is not None:
            yield CalendarItem("roadshow", show.id, show.held_on, plain(show.name), opens=("roadshow", show.id),
                               owner_id=show.owner_id, starts_at=show.starts_at or "", ends_at=show.ends_at or "",
                               text=show.audience or "", place=show.place or "", version=show.version)
    query = select(Rehearsal, LineupEntry).join(LineupEntry, LineupEntry.id == Rehearsal.lineup_entry_id)
    for one, entry in session.execute(query):
        show = shows[entry.roadshow_id]
        yield CalendarItem("rehearsal", one.id, one.held_on, plain(show.name), names.company(entry.company_id),
                           entry.company_id, ("roadshow", show.id), show.owner_id, text=one.feedback or "",
                           version=one.version)


def _owners(session: Session) -> dict[UUID, UUID | None]:
    return dict[UUID, UUID | None](row for row in session.execute(select(Company.id, Company.owner_id)))
