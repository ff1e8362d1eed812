"""The catalogue of services: what the incubator offers, named in three languages."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Words, msg, nmsg
from incubator_gui.core.resources import resource
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Engagement, Entitlement, HouseSetting, LedgerEntry, Service, Training
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import SERVICE, clean
from incubator_gui.domain.service_words import OPEN_ENGAGEMENTS
from incubator_gui.services.called import words_of
from incubator_gui.services.outcome import Outcome

_USERS = (Engagement, LedgerEntry, Entitlement, Training)
_ORDER = "service_order"


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service, and how many companies use it now."""

    id: UUID
    key: str
    words: Words
    is_active: bool
    open_engagements: int
    used: int = 0
    """Records that were ever booked on it: with any, it can be retired but not removed."""

    @property
    def is_standard(self) -> bool:
        """Whether it is one of those that every house is offered."""
        return any(self.key == one["key"] for one in standard())

    def name(self, language: str) -> str:
        """What it is called in a language."""
        return self.words.of(language)


class CatalogueService:
    """Reads and writes services. Names are edited with the editing service, table `service`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, *, retired: bool = True) -> tuple[ServiceRow, ...]:
        """All services in the order of the house, else by English name, those out of use last; without them where
        `retired` is false."""
        with self._db.read() as session:
            counts = dict[UUID, int](row for row in session.execute(
                select(Engagement.service_id, func.count()).where(Engagement.status.in_(OPEN_ENGAGEMENTS))
                .group_by(Engagement.service_id)))
            used = dict[UUID, int]()
            for table in _USERS:
                for id, count in session.execute(select(table.service_id, func.count()).group_by(table.service_id)):
                    if id is not None:
                        used[id] = used.get(id, 0) + count
            found = session.scalars(select(Service).order_by(Service.name_en, Service.id))
            rows = [ServiceRow(s.id, s.key, words_of(s.name_en, s.name_de, s.name_zh), s.is_active,
                               counts.get(s.id, 0), used.get(s.id, 0)) for s in found if retired or s.is_active]
            order = {id: place for place, id in enumerate(_order(session))}
        return tuple(sorted(rows, key=lambda row: (not row.is_active, order.get(row.id.hex, len(order)))))

    def place(self, id: UUID, place: int) -> Changes:
        """Give a service another place in the order of the house, counted from 0."""
        ids = [row.id for row in self.rows()]
        with self._db.write("service.order", msg("Order of the services changed")) as work:
            _there(work.session, id)
            if id in ids:
                ids.insert(max(0, min(place, len(ids) - 1)), ids.pop(ids.index(id)))
            order = [one.hex for one in ids]
            found = work.session.scalars(select(HouseSetting).where(HouseSetting.key == _ORDER)).one_or_none()
            if found is None:
                work.session.add(HouseSetting(key=_ORDER, value=order))
            elif found.value != order:
                found.value = order
        return work.changes

    def add(self, names: Mapping[str, str]) -> Outcome[UUID]:
        """A new service; a language without a name takes the first that there is."""
        given = [text for text in names.values() if text and text.strip()]
        if not given:
            raise Refused(msg("A service needs a name."))
        cleaned = {field.key: clean(field, names.get(field.key.removeprefix("name_")) or given[0]) for field in SERVICE}
        with self._db.write("service.add", msg("Service “{service}” added", service=words_of(
                cleaned["name_en"], cleaned["name_de"], cleaned["name_zh"]))) as work:
            record = Service(key=_key(work.session, cleaned["name_en"]), **cleaned)
            work.session.add(record)
            work.session.flush()
        return Outcome(record.id, work.changes)

    def add_standard(self) -> Outcome[int]:
        """The services that every incubator offers, in three languages; those that are there already stay as they are.
        Returns how many came."""
        with self._db.write("service.standard", msg("Standard services added")) as work:
            there = set(work.session.scalars(select(Service.key)))
            new = [one for one in standard() if one["key"] not in there]
            for one in new:
                work.session.add(Service(key=one["key"], name_en=one["en"], name_de=one["de"], name_zh=one["zh"]))
            work.session.flush()
            work.say(nmsg("{n} standard service added", "{n} standard services added", len(new)))
        return Outcome(len(new), work.changes)

    def set_active(self, id: UUID, active: bool) -> Changes:
        """Offer a service again, or no longer; what was booked on it stays."""
        with self._db.write("service.use", msg("Service changed")) as work:
            record = _there(work.session, id)
            record.is_active = active
            name = words_of(record.name_en, record.name_de, record.name_zh)
            work.say(msg("Service “{service}” is offered again", service=name) if active
                     else msg("Service “{service}” is no longer offered", service=name))
        return work.changes

    def remove(self, id: UUID) -> Changes:
        """Take a service out of the catalogue; raises Refused where something was booked on it."""
        with self._db.write("service.remove", msg("Service removed")) as work:
            record = _there(work.session, id)
            used = sum(work.session.scalar(select(func.count()).select_from(table).where(table.service_id == id)) or 0
                       for table in _USERS)
            if used:
                raise Refused(nmsg("{n} record uses this service. Take it out of use instead.",
                                   "{n} records use this service. Take it out of use instead.", used))
            work.say(msg("Service “{service}” removed",
                         service=words_of(record.name_en, record.name_de, record.name_zh)))
            work.session.delete(record)
        return work.changes


@lru_cache(maxsize=1)
def standard() -> tuple[Mapping[str, str], ...]:
    """Key and names of the standard services; the sample offers the same."""
    return tuple(json.loads(resource("sample", "services.json").read_text(encoding="utf-8")))


def _order(session: Session) -> list[str]:
    stored = session.scalars(select(HouseSetting.value).where(HouseSetting.key == _ORDER)).first()
    return [one for one in stored if isinstance(one, str)] if isinstance(stored, list) else []


def _there(session: Session, id: UUID) -> Service:
    found = session.get(Service, id)
    if found is None:
        raise NotFound(msg("This service is no longer there."))
    return found


def _key(session: Session, name: str) -> str:
    """A key from the English name that no other service has."""
    wanted = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:50] or "service"
    taken = set(session.scalars(select(Service.key)))
    key, n = wanted, 1
    while key in taken:
        n += 1
        key = f"{wanted}_{n}"
    return key
