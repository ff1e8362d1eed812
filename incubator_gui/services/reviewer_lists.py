"""Reviewers and conflicts of interest as lists that go out, through the same filter as the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select

from incubator_gui.core.errors import NotFound
from incubator_gui.core.languages import NAMES, Translator
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Call
from incubator_gui.domain.review_words import (
    CONFLICT_KINDS,
    CONFLICT_ORIGINS,
    CONFLICT_SIGNS,
    CONFLICT_STATES,
    TOPIC_LEVELS,
)
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.exchange.write_table import OutColumn, OutValue
from incubator_gui.services.conflicts import ConflictsService
from incubator_gui.services.export_applications import choice
from incubator_gui.services.exports import Table
from incubator_gui.services.reviewers import ReviewersService

PANEL_LISTS: Mapping[str, Message] = {"reviewers": msg("Reviewers"), "conflicts": msg("Conflicts of interest")}

Made = tuple[Sequence[tuple[str, Message]], list[tuple[OutValue, ...]]]


class PanelLists:
    """Makes the two lists, for all calls or for one."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def table(self, what: str, words: Translator, *, call: str = "", keys: bool = False) -> Table:
        """A list as it goes into a file; with `keys` choices stand as their keys. Raises NotFound for no such call."""
        id = self._call(call)
        titles, rows = self._reviewers(words, id, keys) if what == "reviewers" else self._conflicts(words, id, keys)
        return Table(words.text(PANEL_LISTS[what]), tuple(OutColumn(words.text(title), key) for key, title in titles),
                     tuple(rows))

    def _call(self, name: str) -> UUID | None:
        if not name:
            return None
        with self._db.read() as session:
            found = session.scalar(select(Call.id).where(func.lower(Call.name) == name.strip().lower()))
        if found is None:
            raise NotFound(msg("There is no call “{name}”.", name=name))
        return found

    def _reviewers(self, words: Translator, call: UUID | None, keys: bool) -> Made:
        titles = (
            ("name", pmsg("person", "Name")), ("email", msg("E-mail")), ("language", msg("Language")),
            ("employer", msg("Employer")), *((f"topic_{key}", title) for key, title in FOCUS_AREAS.items()),
            ("quota", msg("Quota")), ("assigned", msg("Assigned")), ("done", msg("Done")), ("open", msg("Open")),
            ("overdue", msg("Overdue")), ("conflicts", msg("Conflicts")), ("is_officer", msg("Runs the review")),
            ("is_active", msg("In use")), ("reviewer_id", msg("ID")))
        rows: list[tuple[OutValue, ...]] = []
        for row in ReviewersService(self._db).rows(call):
            if call is not None and not row.on_panel and not row.assigned:
                continue
            levels = [row.topics.get(key, 0) for key in FOCUS_AREAS]
            rows.append((
                row.name, row.email or None, row.language if keys else NAMES.get(row.language) or None,
                row.employer or None, *(level if keys else words.text(TOPIC_LEVELS[level]) for level in levels),
                row.quota, row.assigned, row.done, row.open, row.overdue, row.conflicts, row.is_officer,
                row.is_active, row.id))
        return titles, rows

    def _conflicts(self, words: Translator, call: UUID | None, keys: bool) -> Made:
        titles = (
            ("person", msg("Person")), ("company", msg("Company")), ("kind", msg("Kind")), ("origin", msg("Origin")),
            ("state", msg("State")), ("signs", msg("Signs")), ("reason", msg("Reason")),
            ("noted_at", msg("Noted")), ("noted_by", msg("Noted by")), ("decided_at", msg("Decided")),
            ("decided_by", msg("Decided by")), ("assigned", msg("Assigned")), ("reviews", msg("Reviews")),
            ("conflict_id", msg("ID")))
        rows: list[tuple[OutValue, ...]] = []
        for row in ConflictsService(self._db).rows(call):
            signs = tuple(one.sign if keys else words.labelled(words.text(CONFLICT_SIGNS[one.sign]), one.value)
                          for one in row.signs if one.sign in CONFLICT_SIGNS)
            rows.append((
                row.person, row.company, choice(CONFLICT_KINDS, row.kind, words, keys),
                choice(CONFLICT_ORIGINS, row.origin, words, keys), choice(CONFLICT_STATES, row.state, words, keys),
                signs, row.reason or None, row.noted_at, row.noted_by or None, row.decided_at, row.decided_by or None,
                row.assigned, row.reviews, row.id))
        return titles, rows
