"""The use case: open a file, plan, apply in one transaction; remember how the columns were read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Cancelled, Refused
from incubator_gui.core.heavy import heavy
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.bulk import Ready
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Call, ImportMapping, Stage
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.exchange.mapping import SKIP, Mapping
from incubator_gui.exchange.prepared import PreparedRow
from incubator_gui.services.calls import ensure_stages
from incubator_gui.services.imports.batch import Batch, Setting, make_batch
from incubator_gui.services.imports.known import Known, call_named, complete, load, sequence_now
from incubator_gui.services.imports.meanwhile import touches_plan
from incubator_gui.services.imports.plan import Plan, PlanRow, make_plan
from incubator_gui.services.imports.source import Source, Step, Stop, open_source
from incubator_gui.services.imports.write import ready_rows, write

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


@dataclass(frozen=True, slots=True)
class Prepared:
    """An import that only needs its transaction: what was planned, against what, and the rows to write."""

    call: str
    read: Sequence[PreparedRow]
    known: Known
    plan: Plan
    batch: Batch | None
    inserts: list[Ready]
    id: UUID
    """The call's id, also of a call that is new."""


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
            return make_plan(read, self._snapshot(call, read), source.decisions, asked=asked)

    def prepare(self, source: Source, call: str, *, asked: str = "", on_step: Step | None = None,
                stop: Stop | None = None) -> Prepared:
        """All of an import but its transaction; writes nothing, and needs nobody to wait for it."""
        name = clean_text(call)
        if not name:
            raise Refused(msg("Say for which call these applications are."))
        with heavy():
            read = source.rows(on_step, stop)
            return self._planned(source, name, read, asked, stop or _never)

    def apply(self, source: Source, call: str, *, asked: str = "", on_step: Step | None = None,
              stop: Stop | None = None, prepared: Prepared | None = None) -> ImportResult:
        """Write all rows that are created or updated: one transaction, one change set, one undo.

        Everything is prepared before the transaction, by `prepare` or now; where somebody wrote
        meanwhile it is planned again. Raises Cancelled, Refused or Environment, each time with nothing
        changed.
        """
        if prepared is None:
            prepared = self.prepare(source, call, asked=asked, on_step=on_step, stop=stop)
        with heavy():
            plan, changes = self._apply(source, prepared, asked, on_step or _silent, stop or _never)
        self._known = None
        self._keep_mapping(source)
        return ImportResult(
            plan.file_rows, plan.counts["create"], plan.counts["update"], plan.counts["same"],
            tuple(r for r in plan.rows if r.verdict == "ask"), tuple(r for r in plan.rows if r.verdict == "refuse"),
            changes)

    def _planned(self, source: Source, name: str, read: Sequence[PreparedRow], asked: str, stop: Stop) -> Prepared:
        known = self._snapshot(name, read)
        plan = make_plan(read, known, source.decisions, asked=asked)
        if stop():
            raise Cancelled(msg("The import was cancelled; nothing was changed."))
        call, batch, inserts = known.call or new_id(), None, []
        if plan.writes and known.first_stage is not None:
            batch = make_batch(_written(plan), known, self._setting(call, known.first_stage))
            inserts = ready_rows(self._db.engine.dialect, batch)
        return Prepared(name, read, known, plan, batch, inserts, call)

    def _apply(self, source: Source, prepared: Prepared, asked: str, on_step: Callable[[int, int], None],
               stop: Stop) -> tuple[Plan, Changes]:
        for attempt in range(_TRIES):
            if not prepared.plan.writes:
                break
            read, last = prepared.read, attempt == _TRIES - 1
            again = (lambda fresh, read=read: make_plan(read, fresh, source.decisions, asked=asked)) if last else None
            try:
                return self._write(source, prepared, on_step, stop, again)
            except _MovedOn:
                prepared = self._planned(source, prepared.call, read, asked, stop)
        return prepared.plan, Changes()

    def mappings(self) -> tuple[tuple[str, str], ...]:
        """Remembered mappings: (fingerprint, name)."""
        with self._db.read() as session:
            rows = session.execute(select(ImportMapping.fingerprint, ImportMapping.name).order_by(ImportMapping.name))
            return tuple((r[0], r[1]) for r in rows)

    def _snapshot(self, call: str, read: Sequence[PreparedRow]) -> Known:
        """What is known, read again only where something was written since."""
        with self._db.read() as session:
            id = call_named(session, clean_text(call))
            kept = self._known
            if kept is None or kept.sequence != sequence_now(session) or kept.call != id:
                kept = self._known = load(session, id)
            complete(session, kept, _named(read))
            return kept

    def _write(self, source: Source, prepared: Prepared, on_step: Callable[[int, int], None], stop: Stop,
               again: Callable[[Known], Plan] | None) -> tuple[Plan, Changes]:
        """One transaction. Where others touched what the plan rests on, plan `again` under the lock, or
        raise _MovedOn so that it is planned anew without holding up anybody."""
        plan, known, call, batch, inserts = (
            prepared.plan, prepared.known, prepared.id, prepared.batch, prepared.inserts)
        with self._db.write("application.import", _sentence(source, _written(plan))) as work:
            session = work.session
            if sequence_now(session) != known.sequence and touches_plan(session, known.sequence, plan.rows):
                if again is None:
                    raise _MovedOn
                known = load(session, call_named(session, prepared.call))
                complete(session, known, _named(prepared.read))
                plan, call, batch = again(known), known.call or call, None
                work.say(_sentence(source, _written(plan)))
            if known.call is None:
                session.add(Call(id=call, name=prepared.call[:120], opens_on=None))
                session.flush()
            if batch is None:
                ensure_stages(session)
                batch = make_batch(_written(plan), known,
                                   self._setting(call, known.first_stage or load_first_stage(session)))
                inserts = ready_rows(self._db.engine.dialect, batch)
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


def _named(read: Sequence[PreparedRow]) -> set[UUID]:
    """The applications that rows name by their ids."""
    ids = (row.values.get("application_id") for row in read)
    return {id if isinstance(id, UUID) else UUID(str(id)) for id in ids if id is not None}


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
