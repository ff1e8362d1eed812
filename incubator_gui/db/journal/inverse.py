"""Undo and redo: the net effect of a change set, and its inverse.

For each row only the first state before and the last state after matter. The inverse is applied
after checking, field by field, that today's value still is the one the change set left behind.
Rows that came are removed, changed rows are set back, rows that went come again; foreign keys are
checked at the end of the transaction. Changed allocations are taken out and put in again as a
whole: so stays end before others start, whatever the order in which a swap was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, String, Table, delete, select, text, update

from incubator_gui.db.bulk import insert_rows
from incubator_gui.db.guards import GUARDED
from incubator_gui.db.journal.codec import decode_row, parse, same
from incubator_gui.db.journal.columns import table_named
from incubator_gui.db.journal.seal import row_id
from incubator_gui.db.journal.untouched import untouched

_CHUNK = 500
_MANY = 50
"""From so many plain inserts into one table on, the database itself compares them."""


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
    arrival: tuple[UUID, str | None, str | None] | None = None
    """Change set and both parts of the only entry of a row that came; `after` is read on demand."""

    def left_behind(self) -> dict[str, Any]:
        """The values that the change set left behind."""
        if self.arrival is not None:
            self.after, self.arrival = _side(self.table, *self.arrival[1:], "after"), None
        return self.after

    def kept_back(self, name: str) -> bool:
        """Whether a field is left alone because its personal part was erased."""
        return self.erased and bool(self.table.columns[name].info.get("personal"))


@dataclass(frozen=True, slots=True)
class Clash:
    """A field whose value today is not the one that the change set left behind.

    `quiet`: it only counts changes, so today's value stays and nobody is asked.
    """

    table: str
    row: UUID
    field: str
    left_behind: Any
    today: Any
    quiet: bool = False


def net_effects(connection: Connection, change_set: UUID) -> list[Net]:
    """The net effect per row, in the order of each row's last entry."""
    nets: dict[tuple[str, Any], Net] = {}
    for number, name, raw, operation, before, after, personal, digest in _entries(connection, change_set):
        key = (name, raw)
        net = nets.get(key)
        erased = personal is None and digest is not None
        if net is None:
            net = nets[key] = Net(table_named(name), row_id(raw), number)
            if operation == "I":
                net.came, net.erased, net.arrival = True, erased, (change_set, after, personal)
                continue
        net.order = number
        net.left_behind()
        net.erased = net.erased or erased
        _add(net, operation, _side(net.table, before, personal, "before"), _side(net.table, after, personal, "after"))
    done = [n for n in nets.values() if n.came or n.went or n.after]
    done.sort(key=lambda n: n.order)
    return done


def comes_to_nothing(connection: Connection, change_set: UUID) -> bool:
    """Whether a change set leaves every row as it was: such a step could be undone for ever and again."""
    postgres = connection.dialect.name == "postgresql"
    driver: Any = connection.connection.driver_connection
    once = driver.execute(
        f"SELECT 1 FROM journal_entry WHERE change_set = {'%s' if postgres else '?'}"
        " GROUP BY table_name, row_id HAVING count(*) = 1 LIMIT 1",
        (change_set if postgres else change_set.bytes,)).fetchone()
    return once is None and all(not one.came and not one.went and one.before == one.after
                                for one in net_effects(connection, change_set))


def _entries(connection: Connection, change_set: UUID) -> Iterable[Any]:
    postgres = connection.dialect.name == "postgresql"
    driver: Any = connection.connection.driver_connection
    rows: list[Any] = driver.execute(
        "SELECT id, table_name, row_id, operation, before, after, personal, personal_digest FROM journal_entry"
        f" WHERE change_set = {'%s' if postgres else '?'} ORDER BY id",
        (change_set if postgres else change_set.bytes,)).fetchall()
    return rows


def _side(table: Table, plain: str | None, personal: str | None, side: str) -> dict[str, Any]:
    values = parse(plain)
    if personal is not None:
        values |= parse(personal).get(side) or {}
    return decode_row(table, values)


def _add(net: Net, operation: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Take one more entry into the net effect of its row."""
    if operation == "I":
        if net.went:  # deleted and put back within one change set: a change of what differs
            net.went = False
            net.after = {k: v for k, v in new.items() if k not in net.before or net.before[k] != v}
            net.before = {k: v for k, v in net.before.items() if k in net.after}
        else:
            net.came, net.after = True, new
    elif operation == "D":
        net.went = not net.came
        net.came = False
        net.before = old | net.before if net.went else {}
        net.after = {}
    else:
        if not net.came:
            net.before = old | net.before
        net.after |= new


def clashes(connection: Connection, nets: Sequence[Net]) -> list[Clash]:
    """Where today's rows are not as the change set left them."""
    found: list[Clash] = []
    doubtful = _doubtful(connection, nets)
    today = _rows_today(connection, doubtful)
    for net in doubtful:
        name, row = net.table.name, today.get((net.table.name, net.row))
        if net.went:
            if row is not None:
                found.append(Clash(name, net.row, "", None, net.row))
            continue
        if row is None:
            found.append(Clash(name, net.row, "", net.row, None))
            continue
        for column, value in net.left_behind().items():
            if not net.kept_back(column) and not same(net.table.columns[column], row[column], value):
                quiet = not net.came and bool(net.table.columns[column].info.get("counts"))
                found.append(Clash(name, net.row, column, value, row[column], quiet))
    return found


def _doubtful(connection: Connection, nets: Sequence[Net]) -> Sequence[Net]:
    """All but those rows of which the database says that they still are as they came."""
    arrivals: dict[Table, UUID] = {}
    count: dict[Table, int] = {}
    for net in nets:
        if net.arrival is not None:
            arrivals[net.table] = net.arrival[0]
            count[net.table] = count.get(net.table, 0) + 1
    fine = {t: untouched(connection, t, change_set) for t, change_set in arrivals.items() if count[t] >= _MANY}
    return [n for n in nets if n.arrival is None or n.row not in fine.get(n.table, ())] if fine else nets


def _rows_today(connection: Connection, nets: Iterable[Net]) -> dict[tuple[str, UUID], dict[str, Any]]:
    wanted: dict[Table, list[UUID]] = {}
    for net in nets:
        wanted.setdefault(net.table, []).append(net.row)
    out: dict[tuple[str, UUID], dict[str, Any]] = {}
    for table, ids in wanted.items():
        for part in _chunks(ids):
            for row in connection.execute(select(table).where(table.c.id.in_(part))).mappings():
                out[table.name, row["id"]] = dict(row)
    return out


def _chunks(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def apply_inverse(connection: Connection, nets: Sequence[Net], skip: frozenset[tuple[str, UUID, str]]) -> int:
    """Turn the net effects round; `skip` names fields that keep today's value. Returns rows changed.

    The caller has opened a change set and holds the write lock.
    """
    defer_keys(connection)
    wanted = [n for n in sorted(nets, key=lambda n: n.order, reverse=True)
              if not skip or (n.table.name, n.row, "") not in skip]
    gone: dict[Table, list[UUID]] = {}
    back: list[tuple[Table, dict[str, Any]]] = []
    updates: list[tuple[Net, dict[str, Any]]] = []
    changed = 0
    for net in wanted:
        if net.came:
            gone.setdefault(net.table, []).append(net.row)
        elif net.went:
            back.append((net.table, _complete(net)))
        else:
            values = {name: value for name, value in net.before.items()
                      if not net.kept_back(name) and (not skip or (net.table.name, net.row, name) not in skip)}
            if not values:
                continue
            if net.table.name in GUARDED:
                row = _rows_today(connection, [net])[net.table.name, net.row]
                gone.setdefault(net.table, []).append(net.row)
                back.append((net.table, row | values | {"version": row["version"] + 1}))
            else:
                updates.append((net, values))
        changed += 1
    for table, ids in gone.items():
        for part in _chunks(ids):
            connection.execute(delete(table).where(table.c.id.in_(part)))
    for net, values in updates:
        step = {"version": net.table.c.version + 1} if "version" in net.table.columns else {}
        connection.execute(update(net.table).where(net.table.c.id == net.row).values({**values, **step}))
    for table, rows in _runs(back):
        insert_rows(connection, table, rows)
    return changed


def _complete(net: Net) -> dict[str, Any]:
    """The row to put back; erased text that may not be empty becomes the empty text."""
    row: dict[str, Any] = {"id": net.row} | net.before
    if net.erased:
        for column in net.table.columns:
            if column.info.get("personal") and row.get(column.name) is None:
                row[column.name] = "" if not column.nullable and isinstance(column.type, String) else None
    return row


def _runs(rows: Iterable[tuple[Table, dict[str, Any]]]) -> Iterable[tuple[Table, list[dict[str, Any]]]]:
    """Neighbours of one table together, so that many rows go in one statement."""
    group: list[dict[str, Any]] = []
    of: Table | None = None
    for table, row in rows:
        if of is not None and (of is not table or group[0].keys() != row.keys()):
            yield of, group
            group = []
        of = table
        group.append(row)
    if of is not None:
        yield of, group


def defer_keys(connection: Connection) -> None:
    """Check foreign keys at the end of this transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    else:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
