"""Packages that leave the house for reviewers: what would be in them, the files, and the log of what left."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from incubator_gui.core.errors import Cancelled, Environment, NotFound, Refused
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.files import FolderStore
from incubator_gui.db.schema import ReviewPackage
from incubator_gui.domain.review_words import WAYS
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.paper_files import clean_name
from incubator_gui.services.review_packages_content import Parcel, Planned, Wish, parcel
from incubator_gui.services.review_packages_rows import PackageRow, ReviewerState, package_rows, reviewer_states
from incubator_gui.services.review_packages_traces import nameless
from incubator_gui.services.review_packages_ways import TABLE, Order, Step, Stop, digest, house_secret
from incubator_gui.services.turns import CONFLICTS, in_turn

__all__ = ["Made", "PackageRow", "Planned", "ReviewPackagesService", "ReviewerState", "Wish"]


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was written and logged; `notes` is what whoever sends it should know."""

    package: UUID
    reviewer: UUID
    name: str
    path: Path
    applications: int
    passphrase: str = field(default="", repr=False)
    notes: tuple[Message, ...] = ()


class ReviewPackagesService:
    """Plans, writes and logs packages."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def reviewers(self, call_id: UUID) -> tuple[ReviewerState, ...]:
        """The reviewers of a call with how far they are and what left for them last."""
        with self._db.read() as session:
            return reviewer_states(session, self._db, call_id)

    def rows(self, call_id: UUID) -> tuple[PackageRow, ...]:
        """The log: what left for the reviewers of a call, the latest first, and what came back."""
        with self._db.read() as session:
            return package_rows(session, self._db, call_id)

    def plan(self, call_id: UUID, reviewer_ids: Sequence[UUID], wish: Wish | None = None) -> tuple[Planned, ...]:
        """What each reviewer would get now, and what keeps it from leaving; nothing is written."""
        with self._db.read() as session:
            return tuple(one.planned for one in self._parcels(session, call_id, reviewer_ids, wish or Wish()))

    def make(self, call_id: UUID, reviewer_ids: Sequence[UUID], way: str, folder: Path, wish: Wish | None = None, *,
             passphrases: Mapping[UUID, str] | None = None, on_step: Step | None = None,
             stop: Stop = lambda: False) -> Outcome[tuple[Made, ...]]:
        """Write one file for each reviewer and log them; all of them, or none.

        A package needs a passphrase or the reviewer's own key. Raises Refused for what may not leave (gaps of a
        blind phase, nothing assigned), Environment, and Cancelled.
        """
        if way not in WAYS:
            raise Refused(msg("There is no such way to send reviews."))
        if not reviewer_ids:
            raise Refused(msg("Choose at least one reviewer."))
        if not folder.is_dir():
            raise NotFound(msg("There is no folder {folder}.", folder=str(folder)))
        with self._db.read() as session:
            parcels = tuple(self._parcels(session, call_id, reviewer_ids, wish or Wish()))
        for one in parcels:
            refuse(one.planned)
        secret = house_secret(self._db) if way == "package" else b""
        made: list[tuple[Parcel, Order, tuple[Message, ...]]] = []
        try:
            with self._documents(parcels) as stored, nameless(parcels, stored, stop) as (parcels, documents):
                for done, one in enumerate(parcels):
                    order = _order(one, way, folder, documents, secret,
                                   (passphrases or {}).get(one.planned.reviewer, ""))
                    made.append((one, order, ()))
                    notes = TABLE[way].write(order, _part(on_step, done, len(parcels)), stop)
                    made[-1] = (one, order, notes)
                    if stop():
                        raise Cancelled(msg("Cancelled. No package was made."))
            return self._log(way, made, wish or Wish())
        except BaseException:
            for _parcel, order, _notes in made:
                with contextlib.suppress(OSError):
                    order.path.unlink(missing_ok=True)
            raise

    def _parcels(self, session: Session, call: UUID, reviewers: Sequence[UUID], wish: Wish) -> Iterator[Parcel]:
        for reviewer in dict.fromkeys(reviewers):
            yield parcel(session, self._db, call, reviewer, wish)

    def _log(self, way: str, made: Sequence[tuple[Parcel, Order, tuple[Message, ...]]], wish: Wish
             ) -> Outcome[tuple[Made, ...]]:
        """What left the house is no step of undo: what comes back must find it. Writing takes a while; a file that
        may not leave any more is refused."""
        first = made[0][0].seat
        said = nmsg("{n} file for reviewers of {call} made", "{n} files for reviewers of {call} made", len(made),
                    call=Ref("call", first.call))
        if len(made) == 1:
            said = msg("{way} for {reviewer} made", way=WAYS[way], reviewer=Ref("person", first.person))
        with self._db.write("review.package", said, kind="keep") as work:
            in_turn(work.session, CONFLICTS)
            for one, _order, _notes in made:
                _still(one, parcel(work.session, self._db, one.seat.call, one.planned.reviewer, wish))
            for one, order, _notes in made:
                head = order.content.head
                work.session.add(ReviewPackage(
                    id=head.package, round_id=one.seat.round, reviewer_id=head.reviewer, way=way,
                    language=head.language, is_blind=head.is_blind, protection=order.protection,
                    manifest=one.manifest, file_name=order.path.name[:300], sha256=digest(order.path),
                    due_on=head.due_on, made_at=head.made_at, made_by=self._db.actor.who))
                work.session.flush()
        return Outcome(tuple(Made(order.content.head.package, order.content.head.reviewer, one.planned.name, order.path,
                                  len(order.content.applications), order.passphrase, notes)
                             for one, order, notes in made), work.changes)

    @contextlib.contextmanager
    def _documents(self, parcels: Sequence[Parcel]) -> Iterator[Mapping[str, Path]]:
        """Where the documents lie as files; those of a table are laid out for the while."""
        wanted = {one.sha256 for parcel in parcels if parcel.content is not None
                  for application in parcel.content.applications for one in application.documents}
        store = self._db.files
        if isinstance(store, FolderStore):
            yield {sha: store.path(sha) for sha in wanted if store.has(sha)}
            return
        place = Path(tempfile.mkdtemp(prefix="incubator-documents-"))
        try:
            for sha in wanted:
                if store.has(sha):
                    (place / sha).write_bytes(store.get(sha))
            yield {sha: place / sha for sha in wanted if (place / sha).exists()}
        except OSError as error:
            raise Environment(msg("The documents could not be put together: {reason}.",
                                  reason=error.strerror or str(error))) from error
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _still(made: Parcel, now: Parcel) -> None:
    """Raise Refused where something may not leave any more that is in the file: a conflict was declared, names are
    hidden, an assignment was taken back. Texts that are newer by now are noted by their version."""
    refuse(now.planned)
    assert made.content is not None, "refused before"
    there = {one.application for one in now.content.applications} if now.content is not None else set()
    if (now.planned.is_blind and not made.planned.is_blind) or not {
            one.application for one in made.content.applications} <= there:
        raise Refused(msg("What {reviewer} may get has changed while the file was written. Nothing was made: look at "
                          "it again.", reviewer=made.planned.name))


def refuse(planned: Planned) -> None:
    """Raise Refused, with one sentence, where nothing may leave for this reviewer."""
    if planned.why_not is not None:
        raise Refused(planned.why_not)
    if not planned.applications:
        raise Refused(msg("Nothing that is to be sent is assigned to {reviewer}. Assign applications first, or leave "
                          "{reviewer} out.", reviewer=planned.name))
    if planned.gaps:
        first = planned.gaps[0]
        raise Refused(nmsg("Names are hidden in this phase, and {n} text or document is not made nameless yet. {what} "
                           "{remedy}",
                           "Names are hidden in this phase, and {n} texts or documents are not made nameless yet, the "
                           "first of them: {what} {remedy}", len(planned.gaps), what=first.what, remedy=first.remedy))


def _order(one: Parcel, way: str, folder: Path, documents: Mapping[str, Path], secret: bytes, passphrase: str) -> Order:
    assert one.content is not None, "refused before"
    is_package = way == "package"
    name = "-".join((clean_name(one.seat.call_name, "call"), clean_name(one.planned.name, "reviewer")))
    return Order(_free(folder, name, TABLE[way].suffix), one.content, documents, secret,
                 passphrase if is_package else "", one.planned.recipient if is_package else "")


def _free(folder: Path, name: str, suffix: str) -> Path:
    """A name that no file has: what was sent before stays as it is."""
    path, number = folder / (name + suffix), 2
    while path.exists():
        path, number = folder / f"{name}-{number}{suffix}", number + 1
    return path


def _part(on_step: Step | None, done: int, total: int) -> Step:
    """Progress of one file as a part of all."""
    def step(now: int, of: int) -> None:
        if on_step is not None:
            on_step(done * 100 + (100 * now // of if of else 0), total * 100)

    return step

