"""The history as a screen reads it: page by page, filtered, with names in the place of ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Table, exists, func, or_, select
from sqlalchemy.orm import Session

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, Ref, Words, msg
from incubator_gui.db.base import Base
from incubator_gui.db.database import Database
from incubator_gui.db.journal import inverse
from incubator_gui.db.journal.codec import decode_row, parse
from incubator_gui.db.journal.columns import table_named
from incubator_gui.db.names import Name, refs_in
from incubator_gui.db.schema import ChangeSet, JournalEntry
from incubator_gui.db.search.query import find
from incubator_gui.services.field_names import HIDDEN, OWNERS, choice_of, label_for, table_label
from incubator_gui.services.veil import Veil, veil

Key = tuple[str, UUID, str]
PAGE = 200

KINDS: dict[str, tuple[str, ...]] = {
    "company": ("company", "company_profile", "milestone", "indicator_value", "funding_round", "residency",
                "distinct_pair"),
    "person": ("person", "company_person"),
    "application": ("application", "application_version", "answer", "stage_move"),
    "call": ("call", "question", "stage"),
    "document": ("document",),
    "note": ("note", "tag", "tagging"),
    "space": ("site", "floor", "room", "desk", "allocation", "scenario"),
    "services": ("service", "engagement", "ledger_entry"),
    "roadshow": ("roadshow", "lineup_entry"),
    "house": ("house_setting", "saved_view", "import_mapping", "target", "task"),
}
"""What the filter by kind of record means in tables."""


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What is asked for; empty means everything. `sentences` are keys of messages that fit `text`."""

    who: str = ""
    kind: str = ""
    text: str = ""
    sentences: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


class HistoryRow(NamedTuple):
    """One change set. `tip` is the last step of its chain of undo and redo; `in_force` whether it holds."""

    id: UUID
    sequence: int
    at: datetime
    who: str
    workstation: str
    command: str
    kind: str
    message: Message
    entries: int
    in_force: bool
    tip: UUID
    can_turn: bool


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field before and after; values are plain or messages. `label` is text where nothing names it."""

    label: Message | str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What a change set did to one record, and which record to open for it."""

    table: str
    row: UUID
    title: Message
    name: str
    operation: Literal["I", "U", "D"]
    fields: tuple[FieldLine, ...] = ()
    opens: tuple[str, UUID] | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class ClashLine:
    """A field that was changed since: what the step left behind, what stands there today, what would come back."""

    key: Key
    record: str
    label: Message | str
    left_behind: Any
    today: Any
    back: Any


class HistoryPages:
    """Reads the journal for the history screen."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def page(self, asked: HistoryFilter, before: int | None = None, limit: int = PAGE) -> tuple[HistoryRow, ...]:
        """Change sets that fit, newest first; `before` is the sequence number to go on from."""
        with self._db.read() as session:
            query = select(ChangeSet).where(*_conditions(session, self._db, asked))
            if before is not None:
                query = query.where(ChangeSet.sequence < before)
            found = session.scalars(query.order_by(ChangeSet.sequence.desc()).limit(limit)).all()
            return _rows(veil(session, self._db), found)

    def some(self, ids: Collection[UUID]) -> tuple[HistoryRow, ...]:
        """The rows of some change sets, newest first."""
        with self._db.read() as session:
            found = session.scalars(select(ChangeSet).where(ChangeSet.id.in_(list(ids)))
                                    .order_by(ChangeSet.sequence.desc())).all()
            return _rows(veil(session, self._db), found)

    def count(self, asked: HistoryFilter) -> int:
        """How many change sets fit."""
        with self._db.read() as session:
            return session.scalar(
                select(func.count()).select_from(ChangeSet).where(*_conditions(session, self._db, asked))) or 0

    def all(self, asked: HistoryFilter, step: Callable[[int], object] = lambda _n: None) -> Iterator[HistoryRow]:
        """Every change set that fits, newest first, read in pages."""
        before: int | None = None
        number = 0
        while rows := self.page(asked, before, 1000):
            yield from rows
            number, before = number + len(rows), rows[-1].sequence
            step(number)

    def sentences(self) -> tuple[str, ...]:
        """The different sentences of the whole history, as keys: the screen searches them in its language."""
        with self._db.read() as session:
            found = set(session.scalars(select(_sentence(session)).distinct()))
            return tuple(sorted(key for key in found if key))

    def details(self, change_set: UUID, limit: int = 500) -> tuple[RecordChange, ...]:
        """What a change set did, record by record, in the order in which it was written."""
        with self._db.read() as session:
            seen = veil(session, self._db)
            entries = seen.entries(session.scalars(
                select(JournalEntry).where(JournalEntry.change_set == change_set)
                .order_by(JournalEntry.id).limit(limit)).all())
            return _named_changes(seen, entries, [_sides(entry) for entry in entries])

    def clashes(self, change_set: UUID) -> tuple[ClashLine, ...]:
        """The fields that stand in the way of undoing a step."""
        with self._db.read() as session:
            connection = session.connection()
            nets = inverse.net_effects(connection, change_set)
            found = [c for c in inverse.clashes(connection, nets) if not c.quiet]
            back = {(n.table.name, n.row): n.before for n in nets}
            refs: list[Ref] = []
            for clash in found:
                table = table_named(clash.table)
                refs += [Ref(clash.table, clash.row), *_refs(table, clash.field, clash.left_behind, clash.today,
                                                             back[clash.table, clash.row].get(clash.field))]
            names = _spoken(veil(session, self._db).names(refs))

            def line(clash: inverse.Clash) -> ClashLine:
                table = table_named(clash.table)
                name = names.get(clash.row, "")
                if not clash.field:
                    there = clash.today is not None
                    return ClashLine(
                        (clash.table, clash.row, ""), name, table_label(clash.table),
                        msg("removed") if there else msg("there"), msg("there again") if there else msg("removed"),
                        msg("there") if there else msg("removed"))
                values = (clash.left_behind, clash.today, back[clash.table, clash.row].get(clash.field))
                shown = [_shown(table, clash.field, value, names) for value in values]
                return ClashLine((clash.table, clash.row, clash.field), name,
                                 label_for(clash.table, clash.field), *shown)

            return tuple(line(clash) for clash in found)


def _sentence(session: Session, inner: bool = False) -> ColumnElement[str | None]:
    """The key of a change set's sentence; `inner` is the one that an undo or redo speaks of."""
    path = ("arguments", "what", "message", "key") if inner else ("key",)
    if session.get_bind().dialect.name == "postgresql":
        return func.jsonb_extract_path_text(ChangeSet.message, *path)
    return func.json_extract(ChangeSet.message, "$." + ".".join(path))


def _conditions(session: Session, database: Database, asked: HistoryFilter) -> list[ColumnElement[bool]]:
    out: list[ColumnElement[bool]] = []
    if asked.who:
        out.append(ChangeSet.who == asked.who)
    if asked.since is not None:
        out.append(ChangeSet.at >= asked.since)
    if asked.until is not None:
        out.append(ChangeSet.at < asked.until)
    if asked.kind:
        out.append(exists().where(JournalEntry.change_set == ChangeSet.id,
                                  JournalEntry.table_name.in_(KINDS.get(asked.kind, ()))))
    if asked.text.strip():
        out.append(_matches(session, database, asked))
    return out


def _matches(session: Session, database: Database, asked: HistoryFilter) -> ColumnElement[bool]:
    """The sentence fits, or the step touched a record that the search finds, or a person's name does."""
    words = asked.text.strip()
    parts: list[ColumnElement[bool]] = [ChangeSet.who.icontains(words, autoescape=True),
                                        ChangeSet.workstation.icontains(words, autoescape=True)]
    if asked.sentences:
        parts += [_sentence(session).in_(asked.sentences), _sentence(session, inner=True).in_(asked.sentences)]
    ids = [hit.id for hit in veil(session, database).hits(find(session.connection(), words, (), 200), words)]
    if ids:
        parts.append(ChangeSet.id.in_(select(JournalEntry.change_set).where(JournalEntry.row_id.in_(ids))))
    if words.isdecimal():
        parts.append(ChangeSet.sequence == int(words[:15]))
    return or_(*parts)


def _rows(seen: Veil, found: Sequence[ChangeSet]) -> tuple[HistoryRow, ...]:
    tips = _tips(seen.session, [row.id for row in found])
    messages = [Message.from_json(row.message) for row in found]
    names = seen.names(ref for message in messages for ref in refs_in(message))
    return tuple(
        HistoryRow(row.id, row.sequence, row.at, seen.who(row.who), row.workstation, row.command, row.kind,
                   seen.sentence(message, names), row.entries, tips[row.id][1] % 2 == 0, tips[row.id][0],
                   row.kind in {"do", "undo", "redo"})
        for row, message in zip(found, messages, strict=True))


def _tips(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, int]]:
    """For each change set the last of those that turned it round, one after the other, and how many."""
    tips = {id: (id, 0) for id in ids}
    wanted = set(ids)
    while wanted:
        turned = {target: id for id, target in session.execute(
            select(ChangeSet.id, ChangeSet.target).where(ChangeSet.target.in_(list(wanted)),
                                                         ChangeSet.kind.in_(("undo", "redo")))
            .order_by(ChangeSet.sequence))}
        wanted = set()
        for id, (tip, steps) in tips.items():
            if tip in turned:
                tips[id] = (turned[tip], steps + 1)
                wanted.add(turned[tip])
    return tips


def _sides(entry: JournalEntry) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        table = table_named(entry.table_name)
    except KeyError:
        return {}, {}
    private = parse(entry.personal)
    return (decode_row(table, parse(entry.before) | (private.get("before") or {})),
            decode_row(table, parse(entry.after) | (private.get("after") or {})))


def _named_changes(seen: Veil, entries: list[JournalEntry],
                   sides: list[tuple[dict[str, Any], dict[str, Any]]]) -> tuple[RecordChange, ...]:
    today = _today(seen.session, entries)
    refs: list[Ref] = []
    for entry, (before, after) in zip(entries, sides, strict=True):
        refs.append(Ref(entry.table_name, entry.row_id))
        known = today.get(entry.row_id, {}) | before | after
        refs += [Ref(column[:-3], known[column]) for column in OWNERS if isinstance(known.get(column), UUID)]
        if entry.table_name in Base.metadata.tables:
            table = table_named(entry.table_name)
            refs += [ref for column in {*before, *after}
                     for ref in _refs(table, column, before.get(column), after.get(column))]
    names = _spoken(seen.names(refs))
    return tuple(_change(entry, *side, today.get(entry.row_id, {}), names)
                 for entry, side in zip(entries, sides, strict=True))


def _change(entry: JournalEntry, before: dict[str, Any], after: dict[str, Any], today: dict[str, Any],
            names: dict[UUID, str]) -> RecordChange:
    name = names.get(entry.row_id, "")
    opens = (entry.table_name, entry.row_id) if entry.table_name in _OPENED and today else None
    known = today | before | after
    for column in OWNERS:
        owner = known.get(column)
        if isinstance(owner, UUID):
            name = name or names.get(owner, "")
            if opens is None and owner in names:
                opens = (column[:-3], owner)
            break
    lines = []
    if entry.table_name in Base.metadata.tables:
        table = table_named(entry.table_name)
        for column in dict.fromkeys([*before, *after]):
            old, new = before.get(column), after.get(column)
            if old != new and column not in HIDDEN and not (entry.operation != "U" and old in _BLANK and new in _BLANK):
                lines.append(FieldLine(label_for(table.name, column), _shown(table, column, old, names),
                                       _shown(table, column, new, names)))
    erased = entry.personal is None and entry.personal_digest is not None
    operation: Any = entry.operation
    return RecordChange(entry.table_name, entry.row_id, table_label(entry.table_name), name, operation, tuple(lines),
                        opens, erased)


_OPENED = frozenset({"company", "person", "application", "roadshow"})
_BLANK = (None, "", False)


def _today(session: Session, entries: Sequence[JournalEntry]) -> dict[UUID, dict[str, Any]]:
    """The rows of entries that are still there: which record they hang on."""
    wanted: dict[str, set[UUID]] = {}
    for entry in entries:
        wanted.setdefault(entry.table_name, set()).add(entry.row_id)
    out: dict[UUID, dict[str, Any]] = {}
    for name, ids in wanted.items():
        if name not in Base.metadata.tables:
            continue
        table = table_named(name)
        columns = [table.c.id, *(table.c[c] for c in OWNERS if c in table.c)]
        for row in session.execute(select(*columns).where(table.c.id.in_(list(ids)))).mappings():
            out[row["id"]] = dict(row)
    return out


def _refs(table: Table, column: str, *values: Any) -> list[Ref]:
    if column not in table.columns:
        return []
    target = next((key.column.table.name for key in table.columns[column].foreign_keys), "")
    return [Ref(target, value) for value in values if target and isinstance(value, UUID)]


def _spoken(names: Mapping[UUID, Name]) -> dict[UUID, str]:
    """Names as the screen speaks them: stages have one in each language."""
    language = current().language
    return {id: name.of(language) if isinstance(name, Words) else name for id, name in names.items()}


def _shown(table: Table, column: str, value: Any, names: dict[UUID, str]) -> Any:
    """A value as people read it: names for ids, words for stored choices."""
    if isinstance(value, UUID):
        return names.get(value) or msg("a record that is gone")
    return choice_of(table.name, column, value) or value
