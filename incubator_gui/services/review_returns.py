"""Returned files: a dry run that says everything first, then one transaction (DOMAIN, "Rules of the merge")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Cancelled, NotFound, Refused
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.journal.inverse import defer_keys
from incubator_gui.db.schema import Reviewer, ReviewReturn
from incubator_gui.domain.review_merge import Side
from incubator_gui.domain.review_package import ReturnContent
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.review_packages_ways import Stop, secret_of
from incubator_gui.services.review_returns_kept import ReturnRow, keep, opened, rows
from incubator_gui.services.review_returns_merge import merge_file
from incubator_gui.services.review_returns_open import open_file
from incubator_gui.services.review_returns_plan import Ground, ground_of, plan_review
from incubator_gui.services.review_returns_rows import (
    VERDICTS,
    ApplicationRun,
    ChoiceKey,
    FileRun,
    Merged,
    RunNote,
    Verdict,
)

__all__ = ["VERDICTS", "ApplicationRun", "ChoiceKey", "FileRun", "Merged", "ReturnRow", "ReviewReturnsService",
           "RunNote", "Verdict"]

MOST_FILES = 500
Overlay = dict[tuple[UUID, UUID], dict[str, str]]


class ReviewReturnsService:
    """Reads what comes back and merges it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def read(self, files: Sequence[Path], *, on_step: Any = None, stop: Stop = lambda: False) -> tuple[FileRun, ...]:
        """The dry run: what each file would do, one after the other. Nothing is written; no file raises.

        Archives and messages are taken apart; each returned file in them is a file of its own.

        Raises Refused for far too many files, and Cancelled.
        """
        files = list(dict.fromkeys(files))
        if len(files) > MOST_FILES:
            raise Refused(msg("{count} files are too many at once. Take up to {most}.", count=len(files),
                              most=MOST_FILES))
        with self._db.read() as session:
            secret = secret_of(session)
        opened: list[FileRun] = []
        for done, path in enumerate(files):
            if stop():
                raise Cancelled(msg("Cancelled. Nothing was changed."))
            if on_step is not None:
                on_step(done, len(files))
            opened += open_file(path, secret, stop)
        return self.again(opened)

    def again(self, runs: Sequence[FileRun]) -> tuple[FileRun, ...]:
        """The dry run of files that were read before, with what is stored today."""
        overlay: Overlay = {}
        with self._db.read() as session:
            return tuple(self._planned(session, run, overlay)[0] for run in runs)

    def apply(self, runs: Sequence[FileRun], choices: Mapping[ChoiceKey, Side] | None = None) -> Outcome[Merged]:
        """Merge in one transaction and one step of undo. An answer to choose without a choice stays as it is stored.

        Raises Refused where what is stored is no longer what the dry run saw: look at it `again` first.
        """
        usable = [run for run in runs if run.refused is None and run.content is not None]
        merged, people = Merged(0, 0, 0), set[UUID]()
        files = [keep(self._db, run) for run in usable]
        with self._db.write("review.merge", msg("Reviews merged")) as work:
            for run in usable:
                now, _ground = self._planned(work.session, run, {})
                if now.refused is not None or now.basis != run.basis:
                    raise Refused(msg("What is stored has changed since “{name}” was looked at. Nothing was merged: "
                                      "look at it again.", name=run.name))
            defer_keys(work.connection)
            for run, kept in zip(usable, files, strict=True):
                now, ground = self._planned(work.session, run, {})
                assert ground is not None, "it was planned a moment ago"
                done = merge_file(work.session, self._db, now, ground, choices or {}, kept)
                merged = Merged(merged.files + 1, merged.reviews + done.reviews, merged.kept + done.kept,
                                merged.moved + done.moved)
                people.add(ground.seat.person)
            work.say(_sentence(merged, people))
        return Outcome(merged, work.changes)

    def files(self, package: UUID) -> tuple[ReturnRow, ...]:
        """The files that came back for a package, the latest first."""
        with self._db.read() as session:
            return rows(session, self._db, package)

    def file(self, id: UUID) -> tuple[str, bytes]:
        """A returned file itself, by name and content; raises NotFound, Refused or Environment."""
        with self._db.read() as session:
            return opened(session, self._db, id)

    def _planned(self, session: Session, run: FileRun, overlay: Overlay) -> tuple[FileRun, Ground | None]:
        content = run.content
        if content is None:
            return run, None
        try:
            ground = ground_of(session, self._db, run, content, overlay)
        except (Refused, NotFound) as error:
            return replace(run, refused=error.message, reviews=(), basis=()), None
        basis = tuple((id, tuple(sorted(one.form.fields().items()))) for id, one in sorted(ground.stored.items())
                      if id not in ground.unseen)
        twice = session.scalar(select(func.max(ReviewReturn.merged_at)).where(ReviewReturn.sha256 == run.sha256))
        first = {one.application: one for one in reversed(content.reviews)}  # one that stands twice counts once
        order = dict.fromkeys(one.application for one in content.reviews if one.application not in ground.unseen)
        reviews = tuple(plan_review(session, ground, first[id]) for id in order)
        package, seat = ground.package, ground.seat
        return replace(
            run, way=content.way, package=package.id, reviewer=seat.reviewer, reviewer_name=seat.name,
            call=seat.call_name, call_id=seat.call, made_at=package.made_at, returned_at=content.returned_at,
            merged_at=twice, reviews=reviews, notes=tuple(_notes(session, ground, content)), refused=None,
            basis=basis), ground


def _notes(session: Session, ground: Ground, content: ReturnContent) -> list[RunNote]:
    """What concerns the whole file."""
    seat = ground.seat
    notes = [RunNote(odd.place, odd.message, True) for odd in content.odd]
    if content.rubric_version is not None and content.rubric_version != ground.rubric.version:
        notes.append(RunNote("", msg("The file was filled in by version {old} of the rubric, its package has version "
                                     "{new}; answers were found by their criteria.", old=content.rubric_version,
                                     new=ground.rubric.version)))
    why_not = seat.why_not
    if why_not is not None:
        notes.append(RunNote("", msg("It comes late: {why} An officer may merge it all the same.", why=why_not)))
    if unseen := len({one.application for one in content.reviews} & ground.unseen):
        notes.append(RunNote("", nmsg(
            "{n} review concerns an application hidden from you; it was not taken. Somebody without this conflict of "
            "interest has to merge the file.", "{n} reviews concern applications hidden from you; they were not taken."
            " Somebody without this conflict of interest has to merge the file.", unseen), True))
    newest = session.scalar(select(func.max(ReviewReturn.returned_at)).where(
        ReviewReturn.package_id == ground.package.id))
    if content.returned_at is not None and newest is not None and content.returned_at < newest:
        notes.append(RunNote("", msg("It was sent back on {moment}, and a newer one of {newer} was merged already: "
                                     "look twice at what differs.", moment=content.returned_at, newer=newest), True))
    known = session.scalar(select(Reviewer.verify_key).where(Reviewer.id == seat.reviewer))
    if content.signed_by is not None and known and known != content.signed_by:
        notes.append(RunNote("", msg("It is signed with another key than the last return of {reviewer}: ask whether "
                                     "there is a new computer before you merge.", reviewer=seat.name), True))
    return notes


def _sentence(merged: Merged, people: set[UUID]) -> Message:
    if len(people) == 1:
        return nmsg("{n} review of {reviewer} merged", "{n} reviews of {reviewer} merged", merged.reviews,
                    reviewer=Ref("person", next(iter(people))))
    return nmsg("{n} review merged from {files} files", "{n} reviews merged from {files} files", merged.reviews,
                files=merged.files)
