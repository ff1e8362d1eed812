"""Undo and redo: the net effect of a change set, and its inverse.

For each row only the first state before and the last state after matter. The inverse is applied
after checking, field by field, that today's value still is the one the change set left behind.
Rows that came are removed first, then changed rows are set back in reverse order, then rows that
went come again: so stays end before others start, and a swap and its undo never meet. Foreign keys
are deferred to the end of the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, text, update

from incubator_gui.db.journal.codec import decode_row, parse, same
from incubator_gui.db.journal.columns import table_named
from incubator_gui.db.schema import JournalEntry

_CHUNK = 500


@dataclass(slots=True)
class Net:
    """What a change set did to one row, all its entries taken together."""

    table: Table
    row: UUID
    order: int
    came: bool = False
    went: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """A field whose value today is not the one that the change set left behind."""

    table: str
    row: UUID
    field: str
    left_behind: Any
    today: Any


def net_effects(connection: Connection, change_set: UUID) -> list[Net]:
    """The net effect per row, in the order of each row's last entry."""
    nets: dict[tuple[str, UUID], Net] = {}
    rows = connection.execute(
        select(JournalEntry.id, JournalEntry.table_name, JournalEntry.row_id, JournalEntry.operation,
               JournalEntry.before, JournalEntry.after, JournalEntry.personal, JournalEntry.personal_digest)
        .where(JournalEntry.change_set == change_set).order_by(JournalEntry.id))
    for number, name, row, operation, before, after, personal, digest in rows:
        table = table_named(name)
        net = nets.setdefault((name, row), Net(table, row, number))
        net.order = number
        private = parse(personal)
        net.erased = net.erased or (personal is None and digest is not None)
        old = decode_row(table, parse(before) | (private.get("before") or {}))
        new = decode_row(table, parse(after) | (private.get("after") or {}))
        if operation == "I":
            net.came, net.went = not net.went, False
            if not net.came:  # deleted and put back within one change set
                net.after = {k: v for k, v in new.items() if k not in net.before or net.before[k] != v}
                net.before = {k: v for k, v in net.before.items() if k in net.after}
            else:
                net.after = new
        elif operation == "D":
            net.went = not net.came
            net.came = False
            net.before = old | net.before if net.went else {}
            net.after = {}
        else:
            if not net.came:
                net.before = old | net.before
            net.after |= new
    done = [n for n in nets.values() if n.came or n.went or n.after]
    return sorted(done, key=lambda n: n.order)


def clashes(connection: Connection, nets: Sequence[Net]) -> list[Clash]:
    """Where today's rows are not as the change set left them."""
    found: list[Clash] = []
    today = _rows_today(connection, nets)
    for net in nets:
        name, row = net.table.name, today.get((net.table.name, net.row))
        if net.went:
            if row is not None:
                found.append(Clash(name, net.row, "", None, net.row))
            continue
        if row is None:
            found.append(Clash(name, net.row, "", net.row, None))
            continue
        for column, value in net.after.items():
            if net.erased and net.table.columns[column].info.get("personal"):
                continue
            if not same(net.table.columns[column], row[column], value):
                found.append(Clash(name, net.row, column, value, row[column]))
    return found


def _rows_today(connection: Connection, nets: Iterable[Net]) -> dict[tuple[str, UUID], dict[str, Any]]:
    wanted: dict[str, list[UUID]] = {}
    for net in nets:
        wanted.setdefault(net.table.name, []).append(net.row)
    out: dict[tuple[str, UUID], dict[str, Any]] = {}
    for name, ids in wanted.items():
        table = table_named(name)
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            for row in connection.execute(select(table).where(table.c.id.in_(part))).mappings():
                out[name, row["id"]] = dict(row)
    return out


def apply_inverse(connection: Connection, nets: Sequence[Net], skip: frozenset[tuple[str, UUID, str]]) -> int:
    """Turn the net effects round; `skip` names fields that keep today's value. Returns rows changed.

    The caller has opened a change set and holds the write lock.
    """
    defer_keys(connection)
    changed = 0
    backwards = sorted(nets, key=lambda n: n.order, reverse=True)
    came = [n for n in backwards if n.came and (n.table.name, n.row, "") not in skip]
    for table, group in _runs(came):
        ids = [n.row for n in group]
        connection.execute(delete(table).where(table.c.id == bindparam("row")), [{"row": i} for i in ids])
        changed += len(ids)
    for net in backwards:
        if net.came or net.went:
            continue
        back = {
            name: value for name, value in net.before.items()
            if (net.table.name, net.row, name) not in skip
            and not (net.erased and net.table.columns[name].info.get("personal"))
        }
        if back and (net.table.name, net.row, "") not in skip:
            _update(connection, net.table, net.row, back)
            changed += 1
    went = [n for n in backwards if n.went and (n.table.name, n.row, "") not in skip]
    for table, group in _runs(went):
        connection.execute(insert(table), [{"id": n.row} | n.before for n in group])
        changed += len(group)
    return changed


def _update(connection: Connection, table: Table, row: UUID, values: dict[str, Any]) -> None:
    step = {"version": table.c.version + 1} if "version" in table.columns else {}
    connection.execute(update(table).where(table.c.id == row).values({**values, **step}))


def _runs(nets: Iterable[Net]) -> Iterable[tuple[Table, list[Net]]]:
    """Neighbours of one table together, so that many rows go in one statement."""
    group: list[Net] = []
    for net in nets:
        if group and (group[0].table is not net.table or group[0].before.keys() != net.before.keys()):
            yield group[0].table, group
            group = []
        group.append(net)
    if group:
        yield group[0].table, group


def defer_keys(connection: Connection) -> None:
    """Check foreign keys at the end of this transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    else:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
