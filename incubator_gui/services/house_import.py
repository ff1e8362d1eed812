"""Today's house from spreadsheets: residents, people, contracts, rooms, desks, services; one undo for a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Cancelled
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, CompanyPerson, Desk, Floor, ImportMapping, Room
from incubator_gui.domain.applicant_fields import NAME_FIELDS
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.space_layout import floor_plan
from incubator_gui.exchange.headers import find_header, header_fingerprint
from incubator_gui.exchange.house_table import HouseMapping, HouseRow, mapping_of_house, prepare_house, propose_house
from incubator_gui.exchange.read_table import open_table
from incubator_gui.services.house_import_facts import WRITTEN, told
from incubator_gui.services.house_import_plan import HousePlanned, HousePlanRow, plan_house
from incubator_gui.services.house_import_world import Write, load_world
from incubator_gui.services.imports.opened import OpenedTable
from incubator_gui.services.residency import follow_stays
from incubator_gui.services.space_read import natural
from incubator_gui.services.space_setup import lay_out

Step = Callable[[int, int], None]
Stop = Callable[[], bool]
_CHUNK = 50
_AT_ONCE = 500
_KINDS: tuple[Any, ...] = (*WRITTEN, CompanyPerson)
_NAMING = (*NAME_FIELDS, "company_number", "credit_code", "room", "floor")


@dataclass(frozen=True, slots=True)
class HouseSource(OpenedTable[HouseMapping]):
    """A table about the house; `since` is the first day of stays and places whose row names none."""

    since: date | None = None

    @property
    def fingerprint(self) -> str:
        """The same for two files with the same header; never that of a file of applicants."""
        return "house-" + header_fingerprint(self.header)

    @property
    def names_companies(self) -> bool:
        """Whether a column says what a row speaks of: a company, or a room or floor to be set up."""
        return any(self.mapping.column_of(key) is not None for key in _NAMING)

    def rows(self, on_step: Step | None = None, stop: Stop | None = None) -> tuple[HouseRow, ...]:
        """The rows of the sheet, made ready."""
        return prepare_house(self.sheet, self.header, self.mapping, edits=self.edits, on_progress=on_step,
                             cancelled=stop)

    def with_since(self, since: date | None) -> HouseSource:
        """The same file with a first day for rows that name none."""
        return replace(self, since=since)

    def with_header(self, row: int | None, depth: int | None = None) -> HouseSource:
        """The same sheet with its header elsewhere (-1: none); proposals and mapping begin anew."""
        header = find_header(self.sheet, row, depth)
        proposals = propose_house(self.sheet, header)
        return self.afresh(header, proposals, mapping_of_house(proposals))


@dataclass(frozen=True, slots=True)
class HouseImportResult:
    """What became of the rows."""

    rows: int
    created: int
    updated: int
    same: int
    asked: tuple[HousePlanRow, ...]
    refused: tuple[HousePlanRow, ...]
    changes: Changes
    facts: tuple[Message, ...] = ()


class HouseImportService:
    """Opens, plans and writes a table about today's house."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def open(self, path: Path, sheet: str | None = None, *, stop: Stop | None = None) -> HouseSource:
        """Read a file and propose its columns; a header seen before brings its mapping along."""
        info, table = open_table(Path(path), sheet, cancelled=stop)
        header = find_header(table)
        proposals = propose_house(table, header)
        return self.remember_mapping_of(HouseSource(Path(path), info, table, header, proposals,
                                                    mapping_of_house(proposals)))

    def remember_mapping_of(self, source: HouseSource) -> HouseSource:
        """The source with the mapping that was used for this header last time, if there is one."""
        with self._db.read() as session:
            found = _remembered(session, source)
            if found is None:
                return source
            return replace(source, mapping=HouseMapping.from_json(found.content), remembered=found.name)

    def plan(self, source: HouseSource, *, asked: str = "", on_step: Step | None = None, stop: Stop | None = None
             ) -> HousePlanned:
        """Judge every row against what the house holds now. Writes nothing."""
        return self._planned(source, source.rows(on_step, stop), asked)

    def _planned(self, source: HouseSource, prepared: tuple[HouseRow, ...], asked: str) -> HousePlanned:
        with self._db.read() as session:
            world = load_world(session, self._db.clock.today())
        return plan_house(prepared, world, source.decisions, asked=asked, since=source.since)

    def apply(self, source: HouseSource, *, asked: str = "", on_step: Step | None = None, stop: Stop | None = None
              ) -> HouseImportResult:
        """Write all rows that are created or updated: one transaction, one change set, one undo.

        The plan is made anew inside the transaction, so that nothing can come in between. Raises
        Cancelled, Refused or Environment, each time with nothing changed.
        """
        prepared = source.rows(None, stop)
        changes = Changes()
        plan = self._planned(source, prepared, asked)
        if plan.writes:
            with self._db.write("house.import", _sentence(source, plan)) as work:
                world = load_world(work.session, self._db.clock.today())
                plan = plan_house(prepared, world, source.decisions, asked=asked, since=source.since)
                self._write(work.session, plan, on_step, stop)
                work.say(_sentence(source, plan))
            changes = work.changes
        self._keep_mapping(source)
        return HouseImportResult(
            len(plan.rows), plan.counts["create"], plan.counts["update"], plan.counts["same"],
            tuple(r for r in plan.rows if r.verdict == "ask"), tuple(r for r in plan.rows if r.verdict == "refuse"),
            changes, told(plan))

    def stands(self, changes: Changes) -> bool:
        """Whether all that an import wrote is still there: not after undo, again after redo."""
        with self._db.read() as session:
            for kind in WRITTEN:
                ids = sorted(changes.ids(kind.__tablename__))
                for at in range(0, len(ids), _AT_ONCE):
                    part = ids[at:at + _AT_ONCE]
                    if session.scalar(select(func.count()).select_from(kind).where(kind.id.in_(part))) != len(part):
                        return False
        return True

    def _write(self, session: Session, plan: HousePlanned, on_step: Step | None, stop: Stop | None) -> None:
        rows = [row for row in plan.rows if row.verdict in {"create", "update"}]
        floors = {floor for row in rows for floor in row.floors}
        now = self._db.clock.now()
        _furnish(rows)
        waiting: list[Write] = []
        for done, row in enumerate(rows):
            if stop is not None and done % _CHUNK == 0 and stop():
                raise Cancelled(msg("The import was cancelled; nothing was changed."))
            for one in row.writes:
                if not one.is_new:  # it may need what is new, or make room for it: their order counts
                    _insert(session, waiting, now)
                    _change(session, one)
                else:
                    waiting.append(one)
            if len(waiting) >= _AT_ONCE:
                _insert(session, waiting, now)
            if on_step is not None:
                on_step(done + 1, len(rows))
        _insert(session, waiting, now)
        for id in floors:
            lay_out(session, session.get_one(Floor, id))
        follow_stays(session, {row.company for row in rows if row.company is not None}, self._db.clock.today())

    def _keep_mapping(self, source: HouseSource) -> None:
        """Remember the mapping under the header; not a step that undo would stop at."""
        content = source.mapping.to_json()
        with self._db.read() as session:
            found = _remembered(session, source)
            if found is not None and found.content == content:
                return
        with self._db.write("import.mapping", msg("Mapping of columns remembered"), kind="keep") as work:
            found = _remembered(work.session, source)
            if found is None:
                work.session.add(ImportMapping(fingerprint=source.fingerprint, name=source.path.stem[:200],
                                               content=content, used_at=self._db.clock.now()))
            else:
                found.content, found.used_at = content, self._db.clock.now()


def _furnish(rows: list[HousePlanRow]) -> None:
    """New floors get their layout before they are stored, not desk by desk afterwards."""
    floors: list[Write] = []
    inside: dict[UUID, list[Write]] = {}
    for one in (one for row in rows for one in row.writes if one.is_new):
        if one.kind is Floor:
            floors.append(one)
        elif one.kind is Room or one.kind is Desk:
            inside.setdefault(one.values["floor_id" if one.kind is Room else "room_id"], []).append(one)
    for floor in floors:
        rooms = sorted(inside.get(floor.id, ()), key=lambda one: (natural(one.values["number"]), one.id))
        desks = [sorted(inside.get(room.id, ()), key=lambda one: (one.values["number"], one.id)) for room in rooms]
        outline, places = floor_plan([(room.values.get("area"), len(its))
                                      for room, its in zip(rooms, desks, strict=True)])
        floor.values["outline"] = [list(point) for point in outline] or None
        for room, its, place in zip(rooms, desks, places, strict=True):
            room.values["polygon"] = [list(point) for point in place.polygon]
            for desk, spot in zip(its, place.desks, strict=True):
                desk.values |= {"bench": spot.bench, "x": spot.x, "y": spot.y, "rotation": spot.rotation}


def _insert(session: Session, waiting: list[Write], now: Any) -> None:
    """All that waits, one kind after the other: many rows in one go."""
    for kind in _KINDS:
        more = {"created_at": now} if kind is Company else {}
        new = [kind(id=one.id, **more, **one.values) for one in waiting if one.kind is kind]
        if new:
            session.add_all(new)
            session.flush()
    waiting.clear()


def _change(session: Session, one: Write) -> None:
    record = session.get_one(one.kind, one.id)
    for key, value in one.values.items():
        setattr(record, key, value)
    session.flush()


def _remembered(session: Session, source: HouseSource) -> ImportMapping | None:
    return session.scalars(select(ImportMapping).where(ImportMapping.fingerprint == source.fingerprint)).first()


def _sentence(source: HouseSource, plan: HousePlanned) -> Message:
    return nmsg("{n} row about the house imported from {file}", "{n} rows about the house imported from {file}",
                plan.writes, file=source.path.name)
