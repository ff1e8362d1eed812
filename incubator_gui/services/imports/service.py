"""The use case: open a file, plan, apply in one transaction; remember how the columns were read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Cancelled, Refused
from incubator_gui.core.heavy import heavy
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Call, ImportMapping, Stage
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.exchange.mapping import SKIP, Mapping
from incubator_gui.services.calls import ensure_stages
from incubator_gui.services.imports.batch import Setting, make_batch
from incubator_gui.services.imports.known import Known, call_named, load, sequence_now
from incubator_gui.services.imports.meanwhile import touches_plan
from incubator_gui.services.imports.plan import Plan, PlanRow, make_plan
from incubator_gui.services.imports.source import Source, Step, Stop, open_source
from incubator_gui.services.imports.write import prepared, write

_TRIES = 4


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; applications = created + updated + same + asked + refused."""

    rows: int
    created: int
    updated: int
    same: int
    asked: tuple[PlanRow, ...]
    refused: tuple[PlanRow, ...]
    changes: Changes

    @property
    def applications(self) -> int:
        """Applicants in the file."""
        return self.created + self.updated + self.same + len(self.asked) + len(self.refused)


class _MovedOn(Exception):
    """Somebody wrote between the plan and the transaction."""


class ImportsService:
    """Brings applicants in from files."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._known: Known | None = None

    def open(self, path: Path, sheet: str | None = None, *, stop: Stop | None = None) -> Source:
        """Read a file and propose its columns; a header seen before brings its mapping along."""
        return self.remember_mapping_of(open_source(Path(path), sheet, stop=stop))

    def remember_mapping_of(self, source: Source) -> Source:
        """The source with the mapping that was used for this header last time, if there is one."""
        with self._db.read() as session:
            found = session.scalars(
                select(ImportMapping).where(ImportMapping.fingerprint == source.fingerprint)).first()
            if found is None:
                return source
            kept = Mapping.from_json(found.content)
            taken = set(kept.columns.values())
            fresh = {at: choice for at, choice in source.mapping.columns.items()
                     if at not in kept.columns and choice not in taken}
            return replace(source, mapping=replace(kept, columns={**fresh, **kept.columns}), remembered=found.name)

    def plan(self, source: Source, call: str, *, asked: str = "", on_step: Step | None = None,
             stop: Stop | None = None) -> Plan:
        """Judge every row against what the house knows now; the call need not exist yet. Writes nothing."""
        with heavy():
            read = source.rows(on_step, stop)
            if stop is not None and stop():
                raise Cancelled(msg("Cancelled; nothing was changed."))
            return make_plan(read, self._snapshot(call), source.decisions, asked=asked)

    def apply(self, source: Source, call: str, *, asked: str = "", on_step: Step | None = None,
              stop: Stop | None = None) -> ImportResult:
        """Write all rows that are created or updated: one transaction, one change set, one undo.

        Everything is prepared before the transaction; where somebody wrote meanwhile it is planned
        again. Raises Cancelled, Refused or Environment, each time with nothing changed.
        """
        name = clean_text(call)
        if not name:
            raise Refused(msg("Say for which call these applications are."))
        with heavy():
            plan, changes = self._apply(source, name, asked, on_step, stop)
        self._known = None
        self._keep_mapping(source)
        return ImportResult(
            plan.file_rows, plan.counts["create"], plan.counts["update"], plan.counts["same"],
            tuple(r for r in plan.rows if r.verdict == "ask"), tuple(r for r in plan.rows if r.verdict == "refuse"),
            changes)

    def _apply(self, source: Source, name: str, asked: str, on_step: Step | None,
               stop: Stop | None) -> tuple[Plan, Changes]:
        read = source.rows(on_step, stop)
        step, halt = on_step or _silent, stop or _never
        for attempt in range(_TRIES):
            last = attempt == _TRIES - 1
            known = self._snapshot(name)
            plan = make_plan(read, known, source.decisions, asked=asked)
            if halt():
                raise Cancelled(msg("The import was cancelled; nothing was changed."))
            try:
                changes = Changes()
                if plan.writes:
                    plan, changes = self._write(
                        source, name, plan, known, step, halt,
                        (lambda fresh: make_plan(read, fresh, source.decisions, asked=asked)) if last else None)
            except _MovedOn:
                continue
            return plan, changes
        raise AssertionError("the last try plans under the lock")

    def mappings(self) -> tuple[tuple[str, str], ...]:
        """Remembered mappings: (fingerprint, name)."""
        with self._db.read() as session:
            rows = session.execute(select(ImportMapping.fingerprint, ImportMapping.name).order_by(ImportMapping.name))
            return tuple((r[0], r[1]) for r in rows)

    def _snapshot(self, call: str) -> Known:
        """What is known, read again only where something was written since."""
        with self._db.read() as session:
            id = call_named(session, clean_text(call))
            kept = self._known
            if kept is None or kept.sequence != sequence_now(session) or kept.call != id:
                kept = self._known = load(session, id)
            return kept

    def _write(self, source: Source, name: str, plan: Plan, known: Known, on_step: Callable[[int, int], None],
               stop: Stop, again: Callable[[Known], Plan] | None) -> tuple[Plan, Changes]:
        """One transaction. Where others touched what the plan rests on, plan `again` under the lock, or
        raise _MovedOn so that it is planned anew without holding up anybody."""
        rows = _written(plan)
        call = known.call or new_id()
        batch = inserts = None
        if known.first_stage is not None:
            batch = make_batch(rows, known, self._setting(call, known.first_stage))
            inserts = prepared(self._db.engine.dialect, batch)
        with self._db.write("application.import", _sentence(source, rows)) as work:
            session = work.session
            if sequence_now(session) != known.sequence and touches_plan(session, known.sequence, plan.rows):
                if again is None:
                    raise _MovedOn
                known = load(session, call_named(session, name))
                plan, call, batch = again(known), known.call or call, None
                rows = _written(plan)
                work.say(_sentence(source, rows))
            if known.call is None:
                session.add(Call(id=call, name=name[:120], opens_on=None))
                session.flush()
            if batch is None or inserts is None:
                ensure_stages(session)
                batch = make_batch(rows, known, self._setting(call, known.first_stage or load_first_stage(session)))
                inserts = prepared(self._db.engine.dialect, batch)
            write(work.connection, batch, inserts, on_step, stop)
        return plan, work.changes

    def _setting(self, call: UUID, stage: UUID) -> Setting:
        return Setting(call, stage, self._db.clock.today(), self._db.clock.now(), self._db.actor.who, {})

    def _keep_mapping(self, source: Source) -> None:
        """Remember the mapping under the header; not a step that undo would stop at."""
        content = source.mapping.to_json()
        for column in source.proposals:  # skipped only because it was empty: next time it may say something
            if not column.filled and source.mapping.choice(column.index) == SKIP:
                content["columns"].pop(str(column.index), None)
        with self._db.read() as session:
            stored = session.scalars(
                select(ImportMapping.content).where(ImportMapping.fingerprint == source.fingerprint)).first()
        if stored == content:
            return
        with self._db.write("import.mapping", msg("Mapping of columns remembered"), kind="keep") as work:
            found = work.session.scalars(
                select(ImportMapping).where(ImportMapping.fingerprint == source.fingerprint)).first()
            if found is None:
                work.session.add(ImportMapping(fingerprint=source.fingerprint, name=source.path.stem[:200],
                                               content=content, used_at=self._db.clock.now()))
            else:
                found.content, found.used_at = content, self._db.clock.now()


def _written(plan: Plan) -> list[PlanRow]:
    return [row for row in plan.rows if row.verdict in {"create", "update"}]


def _sentence(source: Source, rows: list[PlanRow]) -> Message:
    return nmsg("{n} application imported from {file}", "{n} applications imported from {file}", len(rows),
                file=source.path.name)


def load_first_stage(session: Session) -> UUID:
    """The stage in which an application begins."""
    return session.scalars(select(Stage.id).where(Stage.is_active).order_by(Stage.position).limit(1)).one()


def _silent(_done: int, _total: int) -> None:
    return None


def _never() -> bool:
    return False
