"""History: what was changed, undo and redo, and the proof."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, msg
from incubator_gui.db.database import Database
from incubator_gui.db.journal import inverse, proof
from incubator_gui.db.journal.codec import decode_row, parse
from incubator_gui.db.journal.columns import table_named
from incubator_gui.db.names import refs_in
from incubator_gui.db.schema import ChangeSet, JournalEntry
from incubator_gui.domain.fields import FIELDS
from incubator_gui.services.erased_names import shown_who, signs
from incubator_gui.services.field_names import label_for, table_label
from incubator_gui.services.outcome import FieldClash, Outcome, UndoClash, UndoState
from incubator_gui.services.veil import Veil, veil


@dataclass(frozen=True, slots=True)
class ChangeSetRow:
    """One line of the history."""

    id: UUID
    sequence: int
    at: datetime
    who: str
    workstation: str
    command: str
    kind: str
    message: Message
    entries: int
    undone: bool


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record, before and after. `label` is None for fields without a name for people."""

    table: str
    row: UUID
    operation: str
    field: str
    label: Message | None
    before: Any
    after: Any
    erased: bool = False


class HistoryService:
    """Reads the journal, and turns change sets round."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def recent(self, limit: int = 200, before: int | None = None, *, who: str = "", command: str = "",
               table: str = "", since: datetime | None = None,
               until: datetime | None = None) -> tuple[ChangeSetRow, ...]:
        """Change sets, newest first; `before` is a sequence number to page on from."""
        query = _select()
        if before is not None:
            query = query.where(ChangeSet.sequence < before)
        if who:
            query = query.where(ChangeSet.who == who)
        if command:
            query = query.where(ChangeSet.command == command)
        if since is not None:
            query = query.where(ChangeSet.at >= since)
        if until is not None:
            query = query.where(ChangeSet.at < until)
        if table:
            query = query.where(exists().where(JournalEntry.change_set == ChangeSet.id,
                                               JournalEntry.table_name == table))
        with self._db.read() as session:
            return _rows(veil(session, self._db), query.order_by(ChangeSet.sequence.desc()).limit(limit))

    def of_record(self, ids: Sequence[UUID], limit: int = 200) -> tuple[ChangeSetRow, ...]:
        """Change sets that touched any of these rows, newest first."""
        query = _select().where(ChangeSet.id.in_(
            select(JournalEntry.change_set).where(JournalEntry.row_id.in_(list(ids)))))
        with self._db.read() as session:
            seen = veil(session, self._db)
            return _rows(seen, query.order_by(ChangeSet.sequence.desc()).limit(limit), about=set(ids))

    def writers(self) -> tuple[str, ...]:
        """Everybody who ever wrote."""
        with self._db.read() as session:
            who = shown_who(session)
            return tuple(one for one in session.scalars(select(ChangeSet.who).distinct().order_by(ChangeSet.who))
                         if who(one) == one)

    def details(self, change_set: UUID, limit: int = 500) -> tuple[FieldChange, ...]:
        """The changed fields of a change set in the order in which they were written."""
        with self._db.read() as session:
            rows = session.execute(
                select(JournalEntry).where(JournalEntry.change_set == change_set)
                .order_by(JournalEntry.id).limit(limit)).scalars()
            seen = veil(session, self._db)
            return tuple(change for entry in seen.entries(list(rows)) for change in _fields(entry, seen.who))

    def state(self) -> UndoState:
        """What Ctrl+Z and Ctrl+Y would do now."""
        with self._db.read() as session:
            undo, redo = self._next_undo(session), self._next_redo(session)
            messages = [_message(c) for c in (undo, redo) if c is not None]
            seen = veil(session, self._db)
            names = seen.names(r for m in messages for r in refs_in(m))
            return UndoState(
                seen.sentence(_message(undo), names) if undo else None, undo.id if undo else None,
                seen.sentence(_message(redo), names) if redo else None, redo.id if redo else None)

    def undo(self, change_set: UUID | None = None, *, overwrite: frozenset[tuple[str, UUID, str]] = frozenset(),
             keep: frozenset[tuple[str, UUID, str]] = frozenset()) -> Outcome[Message]:
        """Turn a change set round, the last one of this person by default.

        Raises UndoClash when fields were changed since, unless each clash stands in `overwrite`
        (the old value wins) or `keep` (today's value stays). Raises Refused when there is nothing.
        """
        with self._db.read() as session:
            target = self._find(session, change_set) if change_set else self._next_undo(session)
            if target is None:
                raise Refused(msg("There is nothing to undo."))
            if target.kind not in {"do", "undo", "redo"}:
                raise Refused(msg("This step cannot be undone: what left the house or was erased stays so."))
            done = session.scalar(select(func.count()).select_from(ChangeSet).where(ChangeSet.target == target.id))
            if done and change_set is not None:
                raise Refused(msg("This step was already undone."))
        kind = "redo" if target.kind == "undo" else "undo"
        return self._turn(target, kind, overwrite, keep)

    def redo(self, *, overwrite: frozenset[tuple[str, UUID, str]] = frozenset(),
             keep: frozenset[tuple[str, UUID, str]] = frozenset()) -> Outcome[Message]:
        """Do again what was undone last; raises as `undo` does."""
        with self._db.read() as session:
            target = self._next_redo(session)
        if target is None:
            raise Refused(msg("There is nothing to redo."))
        return self._turn(target, "redo", overwrite, keep)

    def prove(self) -> proof.Verdict:
        """Walk the whole chain."""
        with self._db.read() as session:
            return proof.verify(session.connection())

    def _turn(self, target: ChangeSet, kind: str, overwrite: frozenset[tuple[str, UUID, str]],
              keep: frozenset[tuple[str, UUID, str]]) -> Outcome[Message]:
        original = Message.from_json(target.message)
        while original.key in _WRAPPED and isinstance(original.arguments.get("what"), Message):
            original = original.arguments["what"]  # type: ignore[assignment]
        sentence = msg("Undone: {what}", what=original) if kind == "undo" else msg("Done again: {what}", what=original)
        with self._db.write(kind, sentence, kind=kind, target=target.id) as work:
            nets = inverse.net_effects(work.connection, target.id)
            found = inverse.clashes(work.connection, nets)
            keep |= {(c.table, c.row, c.field) for c in found if c.quiet}
            found = [c for c in found if not c.quiet]
            open_keys = {(c.table, c.row, c.field) for c in found} - overwrite - keep
            if open_keys:
                raise UndoClash(target.id, tuple(_clash(c) for c in found), frozenset(open_keys))
            gone = {(c.table, c.row, "") for c in found if c.field == ""}
            inverse.apply_inverse(work.connection, nets, frozenset(keep | gone))
        return Outcome(sentence, work.changes)

    def _find(self, session: Session, change_set: UUID) -> ChangeSet:
        found = session.scalars(select(ChangeSet).where(ChangeSet.id == change_set)).one_or_none()
        if found is None:
            raise NotFound(msg("There is no such step in the history."))
        return found

    def _next_undo(self, session: Session) -> ChangeSet | None:
        """The last step of this person at this workstation that is not undone."""
        return session.scalars(
            select(ChangeSet).where(ChangeSet.kind.in_(("do", "redo")), ~_turned(), *self._mine())
            .order_by(ChangeSet.sequence.desc()).limit(1)).one_or_none()

    def _next_redo(self, session: Session) -> ChangeSet | None:
        """The last undo that is not redone, unless something new was done since."""
        last = session.scalars(
            select(ChangeSet).where(ChangeSet.kind == "undo", ~_turned(), *self._mine())
            .order_by(ChangeSet.sequence.desc()).limit(1)).one_or_none()
        if last is None:
            return None
        newer = session.scalar(select(func.count()).select_from(ChangeSet).where(
            ChangeSet.kind == "do", ChangeSet.sequence > last.sequence, *self._mine()))
        return None if newer else last

    def _mine(self) -> tuple[Any, ...]:
        """Written here by this person, also under a name of before."""
        actor = self._db.actor
        return (ChangeSet.who.in_({actor.who, *actor.also}), ChangeSet.workstation == actor.workstation)


_WRAPPED = {"Undone: {what}", "Done again: {what}"}


def _turned() -> Any:
    other = aliased(ChangeSet)
    return exists().where(other.target == ChangeSet.id)


def _select() -> Select[ChangeSet, bool]:
    return select(ChangeSet, _turned().label("undone"))


def _message(row: ChangeSet) -> Message:
    return Message.from_json(row.message)


def _rows(seen: Veil, query: Select[ChangeSet, bool], about: Collection[UUID] = ()) -> tuple[ChangeSetRow, ...]:
    found = [(row, undone, _message(row)) for row, undone in seen.session.execute(query)]
    if about:
        found = [one for one in found if not seen.links(one[2], about)]
    names = seen.names(r for _row, _undone, message in found for r in refs_in(message))
    return tuple(
        ChangeSetRow(row.id, row.sequence, row.at, seen.who(row.who), row.workstation, row.command, row.kind,
                     seen.sentence(message, names), row.entries, bool(undone))
        for row, undone, message in found)


def label_of(table: str, name: str) -> Message | None:
    """What a column is called, where people can edit it."""
    return next((f.label for f in FIELDS.get(table, ()) if f.key == name), None)


def _fields(entry: JournalEntry, who: Callable[[str], str]) -> list[FieldChange]:
    """`who` names those who did something, where a column says so."""
    try:
        table = table_named(entry.table_name)
    except KeyError:
        return []
    private = parse(entry.personal)
    before = decode_row(table, parse(entry.before) | (private.get("before") or {}))
    after = decode_row(table, parse(entry.after) | (private.get("after") or {}))
    erased = entry.personal is None and entry.personal_digest is not None
    def shown(side: Mapping[str, Any], name: str) -> Any:
        return who(side[name]) if signs(name) and isinstance(side.get(name), str) else side.get(name)

    out = [
        FieldChange(entry.table_name, entry.row_id, entry.operation, name, label_of(entry.table_name, name),
                    shown(before, name), shown(after, name))
        for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)
    ]
    if erased:
        out.append(FieldChange(entry.table_name, entry.row_id, entry.operation, "", None, None, None, erased=True))
    return out


def _clash(found: inverse.Clash) -> FieldClash:
    named = label_for(found.table, found.field)
    label = named if isinstance(named, Message) else table_label(found.table)
    return FieldClash(found.table, found.field, label, found.left_behind, found.today, None)


