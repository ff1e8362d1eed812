"""What the house remembers for its screens: settings, saved views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import HouseSetting, SavedView
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.services.outcome import Outcome

DEFAULTS: dict[str, Any] = {
    "house_name": "",
    "area": 5000,
    "resident_target": 30,
    "reminder_days": 30,
    "sample": False,
    "due_days": 5,
    "entitlement_counts": "both",
    "working_country": "CN",
    "working_region": "",
    "holidays": [],
    "service_order": [],
    "rates": [],
}
"""Settings that all workstations share, with what holds until somebody chooses."""


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view of a table."""

    id: UUID
    name: str
    content: dict[str, Any]


class KeepingService:
    """Reads and writes settings of the house and saved views."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def settings(self) -> dict[str, Any]:
        """All settings of the house, defaults included."""
        with self._db.read() as session:
            stored = {s.key: s.value for s in session.scalars(select(HouseSetting))}
        return DEFAULTS | stored

    def set(self, key: str, value: Any) -> Changes:
        """Store a setting of the house."""
        return self.set_many({key: value})

    def set_many(self, values: Mapping[str, Any], sentence: Message | None = None) -> Changes:
        """Store settings of the house in one step; `sentence` says what was done."""
        if unknown := values.keys() - DEFAULTS.keys():
            raise KeyError(", ".join(sorted(unknown)))
        with self._db.write("house.setting", sentence or msg("Setting of the house changed")) as work:
            stored = {s.key: s for s in work.session.scalars(select(HouseSetting))}
            for key, value in values.items():
                found = stored.get(key)
                if found is None:
                    work.session.add(HouseSetting(key=key, value=value))
                elif found.value != value:
                    found.value = value
        return work.changes

    def views(self, screen: str) -> tuple[ViewRow, ...]:
        """The saved views of a screen by name."""
        with self._db.read() as session:
            rows = session.scalars(select(SavedView).where(SavedView.screen == screen).order_by(SavedView.name))
            return tuple(ViewRow(v.id, v.name, v.content) for v in rows)

    def save_view(self, screen: str, name: str, content: dict[str, Any]) -> Outcome[UUID]:
        """Store a view under a name; the same name is replaced."""
        name = clean_text(name)
        if not name:
            raise Refused(msg("A view needs a name."))
        with self._db.write("view.save", msg("View “{name}” saved", name=name)) as work:
            found = work.session.scalars(
                select(SavedView).where(SavedView.screen == screen, SavedView.name == name)).one_or_none()
            if found is None:
                found = SavedView(screen=screen, name=name[:120], content=content)
                work.session.add(found)
            else:
                found.content = content
            work.session.flush()
        return Outcome(found.id, work.changes)

    def remove_view(self, id: UUID) -> Changes:
        """Forget a view."""
        with self._db.write("view.remove", msg("View removed")) as work:
            found = work.session.get(SavedView, id)
            if found is None:
                raise NotFound(msg("This view is no longer there."))
            work.session.delete(found)
        return work.changes
