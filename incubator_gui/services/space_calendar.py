"""What has a date, as items of a calendar on the screen and as entries of a calendar file."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import Translator, translator
from incubator_gui.core.messages import Message, Ref, msg
from incubator_gui.db.base import Record
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Deliverable, Engagement, Rehearsal, Residency, Roadshow, Site, Task, Training
from incubator_gui.domain.changes import Changes
from incubator_gui.exchange.calendar import CalendarEvent, write_calendar
from incubator_gui.services.calendar_items import ITEM_KINDS, CalendarItem, read_items, within
from incubator_gui.services.sight import sight

_REMIND: Final = {"planned_end": 30, "exit": 30, "engagement": 7, "roadshow": 7, "deliverable": 3, "review": 3}
_UIDS: Final = {"exit": "planned_end"}
"""A stay that ends is the same entry as the plan that it should end."""
_ZONE = "Asia/Shanghai"
_DATES: Final[dict[str, tuple[type[Record], str]]] = {
    "task": (Task, "due_on"), "engagement": (Engagement, "due_on"), "engagement_start": (Engagement, "starts_on"),
    "deliverable": (Deliverable, "due_on"), "training": (Training, "held_on"), "roadshow": (Roadshow, "held_on"),
    "rehearsal": (Rehearsal, "held_on"), "planned_end": (Residency, "planned_end")}


class CalendarService:
    """Gathers what has a date, moves it, and writes it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def items(self, starts: date | None = None, ends: date | None = None, *, owner: UUID | None = None
              ) -> tuple[CalendarItem, ...]:
        """What lies in [starts, ends), by day; with `owner` only what one colleague is in charge of."""
        with self._db.read() as session:
            return within(read_items(session, sight(session, self._db)), starts, ends, owner)

    def move(self, kind: str, id: UUID, day: date, seen: date | None = None) -> Changes:
        """Give an item another day; `seen` is the day from which the person took it.

        Raises Refused where it cannot be moved, or was moved by somebody else meanwhile.
        """
        if kind not in _DATES:
            raise Refused(msg("What has happened cannot be moved to another day."))
        table, key = _DATES[kind]
        with self._db.write(f"calendar.{kind}", msg("Moved to {day}", day=day)) as work:
            record: Any = work.session.get(table, id)
            if record is None:
                raise NotFound(msg("This record is no longer there."))
            _movable(work.session, kind, record, day)
            today = getattr(record, key)
            if seen is not None and today not in (seen, day):
                raise Refused(msg("Somebody else moved this to {day} meanwhile. Look again, then move it.", day=today))
            if today != day:
                setattr(record, key, day)
            work.say(_moved(kind, record, day))
        return work.changes

    def events(self, language: str = "en", *, owner: UUID | None = None, since: date | None = None,
               about: tuple[str, UUID] | None = None) -> tuple[CalendarEvent, ...]:
        """Open tasks, services beginning and due, what they owe, trainings, planned ends and exits, roadshows and
        rehearsals; by date.

        `owner` narrows to what one colleague is in charge of, `since` leaves out what lies before, `about` (kind and
        id of a record) takes only what opens there.
        """
        words = translator(language)
        with self._db.read() as session:
            zone = _zone(session)
            found = within(read_items(session, sight(session, self._db)), since, None, owner)
        return tuple(_event(one, words, zone) for one in found if one.kind != "mentor_session"
                     and about in (None, one.opens))

    def write(self, path: Path, language: str = "en", *, owner: UUID | None = None, since: date | None = None,
              name: str = "", about: tuple[str, UUID] | None = None) -> int:
        """Write them to an .ics file; returns their number."""
        found = self.events(language, owner=owner, since=since, about=about)
        return write_calendar(path, found, self._db.clock.now(), name)


def _movable(session: Session, kind: str, record: Any, day: date) -> None:
    if kind == "training" and any(one.id == record.id and not one.movable for one in read_items(session)):
        raise Refused(msg("The hours of this training are in the ledger; its day stays."))
    if kind == "planned_end":
        if record.ends_on is not None:
            raise Refused(msg("What has happened cannot be moved to another day."))
        if day <= record.starts_on:
            raise Refused(msg("The planned end has to come after {starts}.", starts=record.starts_on))


def _moved(kind: str, record: Any, day: date) -> Message:
    match kind:
        case "engagement":
            return msg("Service for {company} is due on {day}", company=Ref("company", record.company_id), day=day)
        case "engagement_start":
            return msg("Service for {company} begins on {day}", company=Ref("company", record.company_id), day=day)
        case "planned_end":
            return msg("Stay of {company} is planned to end on {day}", company=Ref("company", record.company_id),
                       day=day)
        case "task" | "deliverable":
            return msg("{title}: due on {day}", title=record.title, day=day)
        case "training":
            return msg("“{title}” is on {day}", title=record.title, day=day)
        case "roadshow":
            return msg("“{title}” is on {day}", title=record.name, day=day)
    return msg("Rehearsal moved to {day}", day=day)


def _event(one: CalendarItem, words: Translator, zone: ZoneInfo | None) -> CalendarEvent:
    starts: date | datetime = one.day
    ends: datetime | None = None
    if one.starts_at and zone is not None:
        starts = datetime.combine(one.day, time.fromisoformat(one.starts_at), zone)
        ends = starts + timedelta(minutes=int(one.hours * 60)) if one.hours else None
        if one.ends_at:
            ends = datetime.combine(one.day, time.fromisoformat(one.ends_at), zone)
    category = one.what.of(words.language) if one.kind == "engagement" else words.text(ITEM_KINDS[one.kind])
    if one.kind in ("planned_end", "exit"):
        category = words.text(msg("Stay"))
    return CalendarEvent(_UIDS.get(one.kind, one.kind), one.id, one.title(words), starts, ends, one.text, one.place,
                         (category,), _REMIND.get(one.kind, 1), one.version - 1)


def _zone(session: Session) -> ZoneInfo | None:
    """The time zone of the house."""
    try:
        return ZoneInfo(session.scalars(select(Site.time_zone).order_by(Site.name)).first() or _ZONE)
    except (ZoneInfoNotFoundError, ValueError):  # a machine without time-zone data: the day is right at least
        return None
