"""The filter of `sight` for what speaks of records by their ids: sentences of the history, entries of the journal,
hits of the search."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from incubator_gui.core.messages import Message, Ref, msg, tr
from incubator_gui.db.base import Base
from incubator_gui.db.database import Database
from incubator_gui.db.names import Name, named, names_of, refs_in
from incubator_gui.db.schema import Application, Document, JournalEntry, Note
from incubator_gui.db.search.query import Hit
from incubator_gui.services.erased_names import shown_who
from incubator_gui.services.sight import Sight, anonymous, sight
from incubator_gui.services.veil_reviews import of_others

TELLING = frozenset({"company", "company_person", "company_profile", "person", "document"})
"""Tables whose entries say whose an application is when they stand beside it in one step."""

_ABOVE = (("review_id", "review"), ("decision_id", "decision"), ("item_id", "agenda_item"))
"""What hangs on an application only through another record."""

_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}")


@dataclass(frozen=True)
class Veil:
    """What a viewer must not learn of applications, by their ids."""

    session: Session
    view: Sight

    @cached_property
    def numbers(self) -> dict[UUID, int]:
        """The numbers of all applications that are hidden, or nameless, for this viewer."""
        return {row[0]: row[1] for row in self._rows}

    @cached_property
    def hidden(self) -> frozenset[UUID]:
        """The applications that do not exist for this viewer."""
        return frozenset(row[0] for row in self._rows if self.view.hides(row[2]))

    @cached_property
    def _rows(self) -> list[tuple[UUID, int, UUID]]:
        if self.view.is_clear:
            return []
        a = Application
        found = self.session.execute(select(a.id, a.number, a.company_id).where(
            or_(a.company_id.in_(self.view.hidden_companies), a.call_id.in_(self.view.blind_calls))))
        return [(id, number, company) for id, number, company in found]

    @cached_property
    def who(self) -> Callable[[str], str]:
        """What somebody who wrote is called; the pseudonym of those who were erased."""
        return shown_who(self.session)

    def names(self, refs: Iterable[Ref]) -> dict[UUID, Name]:
        """Names of records, without those that say whose an application is."""
        refs = list(refs)
        names = names_of(self.session, refs)
        if not self.view.is_clear:
            for ref in refs:
                if ref.id in self.hidden:
                    names[ref.id] = tr("a hidden application")
                elif ref.id in self.numbers:
                    names[ref.id] = anonymous(self.numbers[ref.id])
        return names

    def sentence(self, message: Message, names: dict[UUID, Name]) -> Message:
        """A stored sentence with its names; nothing but that there was a step, where it is about a hidden one, or
        for reviewers about who else reviews which application."""
        refs = refs_in(message)
        if not self.view.is_clear and any(ref.id in self.hidden for ref in refs):
            return msg("A step that concerns an application hidden from you")
        if not self.view.is_officer and any(ref.kind == "application" for ref in refs) and any(
                ref.kind == "person" and ref.id != self.view.person for ref in refs):
            return msg("A step of a review that is not yours")
        return named(message, names)

    def links(self, message: Message, about: Collection[UUID]) -> bool:
        """Whether a step in the history of these records would tell that a covered application is theirs."""
        if self.view.is_clear or not self.numbers:
            return False
        return any(ref.id in self.numbers and ref.id not in about for ref in refs_in(message))

    def entries(self, entries: Sequence[JournalEntry]) -> list[JournalEntry]:
        """Entries of one step without those about hidden or nameless applications; where there is a nameless one,
        also without those that say whose it is. Undo does not ask here: it turns round the whole step."""
        others = of_others(self.session, self.view, entries)
        entries = [entry for entry in entries if entry.id not in others]
        if self.view.is_clear or not self.numbers:
            return entries
        marks = {form: id for id in self.numbers for form in (id.hex, str(id))}
        parts = self._parts(entries)
        kept, nameless = [], False
        for entry in entries:
            words = set(_IDS.findall(f"{entry.before or ''} {entry.after or ''} {entry.personal or ''}"))
            words.add(str(entry.row_id))
            told = {marks[word] for word in words if word in marks} | parts.get(entry.row_id, set())
            if not told:
                kept.append(entry)
            elif told - self.hidden:
                nameless = True
        return [entry for entry in kept if not nameless or entry.table_name not in TELLING]

    def _parts(self, entries: Sequence[JournalEntry]) -> dict[UUID, set[UUID]]:
        """The covered applications that rows of the entries hang on: an entry names only what changed."""
        rows: dict[str, set[UUID]] = {}
        for entry in entries:
            rows.setdefault(entry.table_name, set()).add(entry.row_id)
        found: dict[UUID, set[UUID]] = {}
        for name, ids in rows.items():
            table = Base.metadata.tables.get(name)
            if table is None:
                continue
            above = next(((column, Base.metadata.tables[target]) for column, target in _ABOVE
                          if column in table.c), None)
            if "application_id" in table.c:
                query = select(table.c.id, table.c.application_id).where(table.c.application_id.in_(list(self.numbers)))
            elif above is not None:
                column, owner = above
                query = select(table.c.id, owner.c.application_id).join(owner, owner.c.id == table.c[column]).where(
                    owner.c.application_id.in_(list(self.numbers)))
            else:
                continue
            for id, application in self.session.execute(query.where(table.c.id.in_(list(ids)))):
                found.setdefault(id, set()).add(application)
        return found

    def hits(self, hits: Iterable[Hit], query: str) -> list[Hit]:
        """Search results without what is hidden; a nameless application is found by its number alone."""
        hits = list(hits)
        if self.view.is_clear:
            return hits
        ids = {hit.id for hit in hits if hit.kind in ("document", "note")}
        covered = {id for table in (Document, Note) for id in self.session.scalars(
            select(table.id).where(table.id.in_(ids), table.application_id.in_(list(self.numbers))))} if ids else set()
        number = query.strip().lstrip("0")
        out = []
        for hit in hits:
            if hit.id in covered or hit.id in self.hidden:
                continue
            if hit.id in self.numbers:
                if number != str(self.numbers[hit.id]):
                    continue
                hit = Hit(hit.id, hit.kind, anonymous(self.numbers[hit.id]), hit.subtitle)
            out.append(hit)
        return out


def veil(session: Session, database: Database) -> Veil:
    """What the person who works with this database must not learn."""
    return Veil(session, sight(session, database))


def names_seen(session: Session, database: Database, refs: Iterable[Ref]) -> dict[UUID, Name]:
    """Names for a sentence that the person at the screen reads."""
    refs = list(refs)
    if not any(ref.kind == "application" for ref in refs):
        return names_of(session, refs)
    return veil(session, database).names(refs)
