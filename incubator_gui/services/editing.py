"""Editing fields: one field of one record, one field of many, checked against what was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.db.base import Record
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    Company,
    CompanyPerson,
    CompanyProfile,
    Deliverable,
    Engagement,
    FundingRound,
    LineupEntry,
    Mentor,
    Milestone,
    Person,
    Rehearsal,
    Roadshow,
    Service,
    Training,
)
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.folding import company_pinyin
from incubator_gui.services.application_cover import meet
from incubator_gui.services.outcome import FieldClash, StaleEdit
from incubator_gui.services.sight import sight
from incubator_gui.services.trainings import fill_seats

CLASSES: Final[Mapping[str, type[Record]]] = {
    "company": Company, "application": Application, "person": Person, "company_person": CompanyPerson,
    "milestone": Milestone, "company_profile": CompanyProfile, "funding_round": FundingRound,
    "service": Service, "engagement": Engagement,
    "deliverable": Deliverable, "training": Training, "mentor": Mentor, "roadshow": Roadshow,
    "lineup_entry": LineupEntry, "rehearsal": Rehearsal,
}
UNSEEN: Final = object()
"""Stands for: do not compare with what the person saw."""

_NEVER_NULL = {"legal_name", "trade_name", "chinese_name", "full_name"}


class EditingService:
    """Writes single fields of any record that people edit."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def set_field(self, table: str, id: UUID, key: str, value: Any, seen: Any = UNSEEN) -> Changes:
        """Store one field. `seen` is the value that the person began from.

        Raises Refused for a value that is not acceptable, StaleEdit when somebody else changed the
        field meanwhile to another value, NotFound when the record is gone.
        """
        return self.set_fields(table, [id], {key: value}, {key: seen})

    def set_fields(self, table: str, ids: Sequence[UUID], values: Mapping[str, Any],
                   seen: Mapping[str, Any] | None = None) -> Changes:
        """Store fields of one or many records in one change set."""
        cleaned = {key: clean(field(table, key), value) for key, value in values.items()}
        for key in _NEVER_NULL & cleaned.keys():
            cleaned[key] = cleaned[key] or ""
        seen = {k: v for k, v in (seen or {}).items() if v is not UNSEEN}
        with self._db.write(f"{table}.edit", self._sentence(table, ids, values)) as work:
            self._meet(work.session, table, ids)
            for id in ids:
                record = work.session.get(CLASSES[table], id)
                if record is None:
                    raise NotFound(msg("This record is no longer there."))
                changed = {}
                for key, value in cleaned.items():
                    today = getattr(record, key)
                    if today == value:
                        continue
                    if key in seen and (today or None) != (seen[key] or None):
                        raise StaleEdit(FieldClash(table, key, field(table, key).label, value, today, seen[key]))
                    setattr(record, key, value)
                    changed[key] = value
                _follow(work.session, record, changed)
        return work.changes

    def set_each(self, table: str, edits: Sequence[tuple[UUID, str, Any]]) -> Changes:
        """Different values for different records, as one paste from a spreadsheet: all or nothing."""
        prepared = [(id, key, clean(field(table, key), value)) for id, key, value in edits]
        ids = list(dict.fromkeys(id for id, _key, _value in prepared))
        with self._db.write(f"{table}.paste", nmsg("{n} record changed by pasting", "{n} records changed by pasting",
                                                   len(ids))) as work:
            self._meet(work.session, table, ids)
            for id, key, value in prepared:
                record = work.session.get(CLASSES[table], id)
                if record is None:
                    raise NotFound(msg("This record is no longer there."))
                if getattr(record, key) == value:
                    continue
                setattr(record, key, "" if value is None and key in _NEVER_NULL else value)
                _follow(work.session, record, {key: value})
        return work.changes

    def _meet(self, session: Session, table: str, ids: Sequence[UUID]) -> None:
        """Nobody edits an application that a conflict hides from them, or whose names a blind phase does."""
        if table == "application":
            meet(session, sight(session, self._db), ids, named=True)

    def _sentence(self, table: str, ids: Sequence[UUID], values: Mapping[str, Any]) -> Message:
        names = [field(table, key).label for key in values]
        if len(ids) == 1 and len(names) == 1 and table in {"company", "application", "person"}:
            return msg("“{field}” of {record} changed", field=names[0], record=Ref(table, ids[0]))
        if len(names) == 1:
            return nmsg("“{field}” of {n} record changed", "“{field}” of {n} records changed", len(ids), field=names[0])
        return nmsg("{n} record changed", "{n} records changed", len(ids))


def _follow(session: Session, record: Record, values: Mapping[str, Any]) -> None:
    """Columns that follow from others."""
    if isinstance(record, Person) and "chinese_name" in values:
        record.pinyin = company_pinyin(record.chinese_name or "")
    if isinstance(record, Company) and _NEVER_NULL & values.keys():
        record.pinyin = company_pinyin(record.chinese_name, record.legal_name, record.trade_name)
    if isinstance(record, Company) and "founded_on" in values:
        record.founded_precision = "day" if record.founded_on else None
    session.flush()
    if isinstance(record, Training) and "seats" in values:
        fill_seats(session, record)
