"""Writes a batch inside an open unit of work, with progress and cancel between the parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Dialect, bindparam, select, update

from incubator_gui.core.errors import Cancelled
from incubator_gui.core.messages import msg
from incubator_gui.db.bulk import Ready, insert_ready, ready
from incubator_gui.db.schema import (
    Answer,
    Application,
    ApplicationVersion,
    Base,
    Company,
    CompanyPerson,
    Person,
    Question,
    Stage,
    StageMove,
    Tag,
    Tagging,
)
from incubator_gui.domain.pipeline import life_after
from incubator_gui.services.imports.batch import Batch, Row

_CHUNK = 2000

OnStep = Callable[[int, int], None]
Stop = Callable[[], bool]


def ready_rows(dialect: Dialect, batch: Batch) -> list[Ready]:
    """The rows to insert as the driver takes them, in an order that suits the foreign keys."""
    parts: list[tuple[type[Base], list[Row]]] = [
        (Company, batch.companies), (Person, batch.people), (CompanyPerson, batch.links),
        (Question, batch.questions), (Application, batch.applications), (ApplicationVersion, batch.versions),
        (StageMove, batch.moves), (Answer, batch.answers), (Tag, batch.tags), (Tagging, batch.taggings)]
    return [ready(dialect, table.__table__, rows) for table, rows in parts if rows]  # type: ignore[arg-type]


def write(connection: Connection, batch: Batch, inserts: Sequence[Ready], on_step: OnStep, stop: Stop) -> None:
    """Insert and update all rows; raises Cancelled between two chunks when `stop` says so."""
    updates: list[tuple[type[Base], list[tuple[UUID, Row]]]] = [
        (Company, batch.company_updates), (Application, batch.application_updates), (Person, batch.person_updates),
        (CompanyPerson, batch.link_updates), (Answer, batch.answer_updates)]
    total = sum(len(part.rows) for part in inserts) + sum(len(rows) for _t, rows in updates)
    done = 0
    for part in inserts:
        for start in range(0, len(part.rows), _CHUNK):
            _check(stop)
            end = min(start + _CHUNK, len(part.rows))
            insert_ready(connection, part, start, end)
            done += end - start
            on_step(done, total)
    for table, changes in updates:
        _check(stop)
        _update(connection, table, changes)
        done += len(changes)
        on_step(done, total)
    _follow_lives(connection, batch)


def _check(stop: Stop) -> None:
    if stop():
        raise Cancelled(msg("The import was cancelled; nothing was changed."))


def _update(connection: Connection, kind: type[Base], changes: Sequence[tuple[UUID, Row]]) -> None:
    """Rows with the same set of changed columns go in one statement; versions count on."""
    table: Any = kind.__table__
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for id, values in changes:
        names = tuple(sorted(values))
        groups.setdefault(names, []).append({"row_id": id} | {f"new_{n}": values[n] for n in names})
    for names, rows in groups.items():
        statement = update(table).where(table.c.id == bindparam("row_id")).values(
            {n: bindparam(f"new_{n}") for n in names} | {"version": table.c.version + 1})
        connection.execute(statement, rows)


def _follow_lives(connection: Connection, batch: Batch) -> None:
    """Companies that were known may be applicants again."""
    new = {row["id"] for row in batch.companies}
    ids = list(batch.touched_companies - new)
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        statuses: dict[UUID, set[str]] = {}
        for company, status in connection.execute(
                select(Application.company_id, Stage.status).join(Stage, Stage.id == Application.stage_id)
                .where(Application.company_id.in_(part))):
            statuses.setdefault(company, set()).add(status)
        for company, life in connection.execute(select(Company.id, Company.life).where(Company.id.in_(part))).all():
            after = life_after(life, frozenset(statuses.get(company, set())))
            if after != life:
                connection.execute(update(Company).where(Company.id == company)
                                   .values(life=after, version=Company.version + 1))
