"""Rubrics: what a review asks, in versions; copied from call to call, carried as files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import Ref, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Call, Review, ReviewRound, RubricRecord, RubricVersion
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.rubric import Criterion, Rubric
from incubator_gui.domain.rubric_changes import rubric_changes
from incubator_gui.domain.rubric_merge import merge_rubric
from incubator_gui.exchange.rubric_file import read_rubric, write_rubric
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.rubric_versions import (
    add_rubric,
    add_version,
    check,
    criteria_of,
    is_used,
    latest_version,
    rubric_of,
    standard_criteria,
)
from incubator_gui.services.sight import runs_it
from incubator_gui.services.turns import RUBRIC, in_turn


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a rubric: since when, by whom, the calls that judge by it, the reviews that did."""

    id: UUID
    number: int
    made_at: datetime
    made_by: str
    calls: tuple[str, ...]
    reviews: int


@dataclass(frozen=True, slots=True)
class RubricRow:
    """A rubric with its versions, the newest first; `version_id` and `version` are of that one."""

    id: UUID
    name: str
    is_active: bool
    version_id: UUID
    version: int
    criteria: int
    versions: tuple[VersionRow, ...]

    @property
    def calls(self) -> tuple[str, ...]:
        """The calls that judge by any version of it."""
        return tuple(dict.fromkeys(call for one in self.versions for call in one.calls))


class StaleRubric(Refused):
    """Somebody else changed the same of a rubric meanwhile; nothing was stored. `theirs` is what is stored now."""

    def __init__(self, who: str, seen: Sequence[Criterion], theirs: Sequence[Criterion], keys: Collection[str]) -> None:
        old, new = (Rubric(new_id(), 1, tuple(one for one in side if one.key in keys)) for side in (seen, theirs))
        what = next(iter(rubric_changes(old, new)), "")
        super().__init__(msg("{who} changed the same meanwhile: {what}", who=who, what=what) if who
                         else msg("Somebody else changed the same meanwhile: {what}", what=what))
        self.given = who, tuple(seen), tuple(theirs), tuple(keys)

    @property
    def theirs(self) -> tuple[Criterion, ...]:
        """What is stored now."""
        return self.given[2]

    def __reduce__(self) -> tuple[type[StaleRubric], tuple[object, ...]]:  # type: ignore[override]
        return type(self), self.given


class RubricsService:
    """Reads and writes rubrics."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, *, archived: bool = False) -> tuple[RubricRow, ...]:
        """All rubrics in use, by name; with `archived` the others too, behind them."""
        v = RubricVersion
        with self._db.read() as session:
            reviews = {row[0]: row[1] for row in session.execute(
                select(Review.rubric_version_id, func.count()).group_by(Review.rubric_version_id))}
            calls: dict[UUID, list[str]] = {}
            for version, name in session.execute(
                    select(ReviewRound.rubric_version_id, Call.name).join(Call, Call.id == ReviewRound.call_id)
                    .order_by(Call.name)):
                if version is not None:
                    calls.setdefault(version, []).append(name)
            versions: dict[UUID, list[VersionRow]] = {}
            sizes: dict[UUID, int] = {}
            for row in session.scalars(select(v).order_by(v.number.desc())):
                sizes.setdefault(row.rubric_id, len(row.criteria))
                versions.setdefault(row.rubric_id, []).append(VersionRow(
                    row.id, row.number, row.made_at, row.made_by or "", tuple(calls.get(row.id, ())),
                    reviews.get(row.id, 0)))
            query = select(RubricRecord).order_by(RubricRecord.is_active.desc(), RubricRecord.name)
            if not archived:
                query = query.where(RubricRecord.is_active)
            return tuple(
                RubricRow(one.id, one.name, one.is_active, line[0].id, line[0].number, sizes[one.id], tuple(line))
                for one in session.scalars(query) if (line := versions.get(one.id)))

    def rubric(self, version_id: UUID) -> Rubric:
        """The rubric of a version; raises NotFound."""
        with self._db.read() as session:
            return rubric_of(session, version_id)

    def standard(self) -> Rubric:
        """The rubric that ships with the program: six criteria with anchors in three languages, one informative."""
        return Rubric(new_id(), 1, standard_criteria())

    def add(self, name: str, criteria: Sequence[Criterion]) -> Outcome[UUID]:
        """A new rubric; the id is that of its first version. Raises Refused where nobody could judge by it."""
        name = _name(name)
        with self._db.write("rubric.add", msg("Rubric “{name}” added", name=name)) as work:
            runs_it(work.session, self._db)
            _unlike(work.session, name)
            version = add_rubric(work.session, name, criteria, self._db.clock.now(), self._db.actor.who)
        return Outcome(version.id, work.changes)

    def save(self, rubric_id: UUID, criteria: Sequence[Criterion], round_id: UUID | None = None, *,
             seen: Sequence[Criterion] | None = None) -> Outcome[UUID]:
        """Store what a rubric asks; the id is that of the version that holds it.

        A version by which no review judged is overwritten, else there is a new one, which `round_id` then
        judges by; reviews keep the version they judged by. `seen` is what the person began from: what others
        changed since then stays beside it; raises StaleRubric where both changed the same.
        """
        with self._db.write("rubric.save", msg("Rubric changed")) as work:
            runs_it(work.session, self._db)
            session = work.session
            in_turn(session, RUBRIC, rubric_id)
            record = _record(session, rubric_id)
            work.say(msg("Rubric “{name}” changed", name=record.name))
            version = latest_version(session, rubric_id)
            if version is not None:  # a review that is being stored by it comes first
                session.refresh(version, with_for_update=True)
            if version is not None and seen is not None:
                criteria = _beside(version, seen, criteria)
            if version is None or (tuple(criteria) != criteria_of(version.criteria) and is_used(session, version.id)):
                version = add_version(session, rubric_id, criteria, self._db.clock.now(), self._db.actor.who)
                work.say(msg("Version {number} of rubric “{name}”", number=version.number, name=record.name))
            elif tuple(criteria) != criteria_of(version.criteria):
                check(Rubric(rubric_id, version.number, tuple(criteria)))
                version.criteria = [one.to_json() for one in criteria]
                version.made_at, version.made_by = self._db.clock.now(), self._db.actor.who
            id = version.id
            if round_id is not None:
                _judge_by(session, round_id, id)
        return Outcome(id, work.changes)

    def copy(self, version_id: UUID, name: str, round_id: UUID | None = None) -> Outcome[UUID]:
        """A rubric of its own that begins as this version; `round_id` then judges by it."""
        name = _name(name)
        with self._db.write("rubric.copy", msg("Rubric “{name}” added", name=name)) as work:
            runs_it(work.session, self._db)
            session = work.session
            found = rubric_of(session, version_id)
            _unlike(session, name)
            version = add_rubric(session, name, found.criteria, self._db.clock.now(), self._db.actor.who)
            if round_id is not None:
                _judge_by(session, round_id, version.id)
        return Outcome(version.id, work.changes)

    def copy_from_call(self, call_id: UUID, round_id: UUID) -> Outcome[UUID]:
        """A copy of the rubric of another call, by which the round then judges."""
        with self._db.write("rubric.copy", msg("Rubric taken from another call")) as work:
            runs_it(work.session, self._db)
            session = work.session
            source = session.scalar(select(ReviewRound.rubric_version_id).where(ReviewRound.call_id == call_id))
            target = session.get(ReviewRound, round_id)
            if target is None:
                raise NotFound(msg("The review of this call is no longer there."))
            if source is None:
                raise Refused(msg("The other call has no rubric. Choose another call."))
            call = session.get(Call, target.call_id)
            name = _record(session, rubric_of(session, source).id).name
            version = add_rubric(session, f"{name} · {call.name}"[:120] if call is not None else name,
                                 rubric_of(session, source).criteria, self._db.clock.now(), self._db.actor.who)
            target.rubric_version_id = version.id
            work.say(msg("Rubric of {call} taken from {source}", call=Ref("call", target.call_id),
                         source=Ref("call", call_id)))
        return Outcome(version.id, work.changes)

    def rename(self, rubric_id: UUID, name: str) -> Changes:
        """Give a rubric another name."""
        name = _name(name)
        with self._db.write("rubric.rename", msg("Rubric renamed “{name}”", name=name)) as work:
            runs_it(work.session, self._db)
            record = _record(work.session, rubric_id)
            if record.name != name:
                _unlike(work.session, name, rubric_id)
                record.name = name
        return work.changes

    def archive(self, rubric_id: UUID, *, active: bool = False) -> Changes:
        """Take a rubric out of the choices, or back into them; calls that judge by it go on."""
        with self._db.write("rubric.archive", msg("Rubric archived")) as work:
            runs_it(work.session, self._db)
            record = _record(work.session, rubric_id)
            work.say(msg("Rubric “{name}” is in use again", name=record.name) if active
                     else msg("Rubric “{name}” archived", name=record.name))
            if record.is_active != active:
                record.is_active = active
        return work.changes

    def remove(self, rubric_id: UUID) -> Changes:
        """Take a rubric away for good; raises Refused where a call or a review uses it."""
        with self._db.write("rubric.remove", msg("Rubric removed")) as work:
            runs_it(work.session, self._db)
            session = work.session
            record = _record(session, rubric_id)
            versions = list(session.scalars(select(RubricVersion).where(RubricVersion.rubric_id == rubric_id)))
            ids = [one.id for one in versions]
            rounds = session.scalar(select(func.count()).select_from(ReviewRound)
                                    .where(ReviewRound.rubric_version_id.in_(ids)))
            if rounds or any(is_used(session, id) for id in ids):
                raise Refused(msg("“{name}” is in use; archive it instead.", name=record.name))
            work.say(msg("Rubric “{name}” removed", name=record.name))
            for version in versions:
                session.delete(version)
            session.flush()
            session.delete(record)
        return work.changes

    def export(self, version_id: UUID, path: Path) -> None:
        """Write a version as a file; raises NotFound or Environment."""
        with self._db.read() as session:
            found = rubric_of(session, version_id)
            name = _record(session, found.id).name
        write_rubric(path, name, found.criteria)

    def read_file(self, path: Path) -> tuple[str, Rubric]:
        """Name and content of an exported file, to look at; raises Refused or Environment with one sentence."""
        name, criteria = read_rubric(path)
        found = Rubric(new_id(), 1, criteria)
        trouble = next(found.problems(), None)
        if trouble is not None:
            raise Refused(msg("“{file}” cannot be used: {problem}", file=path.name, problem=trouble))
        return name, found

    def import_file(self, path: Path) -> Outcome[UUID]:
        """A new rubric from an exported file; its name gets a number where it is taken."""
        name, found = self.read_file(path)
        with self._db.write("rubric.import", msg("Rubric “{name}” imported", name=name)) as work:
            runs_it(work.session, self._db)
            version = add_rubric(work.session, name, found.criteria, self._db.clock.now(), self._db.actor.who)
        return Outcome(version.id, work.changes)


def _beside(version: RubricVersion, seen: Sequence[Criterion], mine: Sequence[Criterion]) -> tuple[Criterion, ...]:
    stored = criteria_of(version.criteria)
    merged = merge_rubric(seen, mine, stored)
    if merged.clashes:
        raise StaleRubric(version.made_by or "", seen, stored, merged.clashes)
    return merged.criteria


def _name(name: str) -> str:
    name = clean_text(name)[:120]
    if not name:
        raise Refused(msg("A rubric needs a name."))
    return name


def _record(session: Session, id: UUID) -> RubricRecord:
    found = session.get(RubricRecord, id)
    if found is None:
        raise NotFound(msg("This rubric is no longer there."))
    return found


def _unlike(session: Session, name: str, but: UUID | None = None) -> None:
    for id, other in session.execute(select(RubricRecord.id, RubricRecord.name)):
        if id != but and other.casefold() == name.casefold():
            raise Refused(msg("There is already a rubric “{name}”.", name=name))


def _judge_by(session: Session, round_id: UUID, version_id: UUID) -> None:
    record = session.get(ReviewRound, round_id)
    if record is None:
        raise NotFound(msg("The review of this call is no longer there."))
    if record.rubric_version_id != version_id:
        record.rubric_version_id = version_id
