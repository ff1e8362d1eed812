"""The desk of a reviewer away from the house: an opened review package, and what is typed into it.

No database and no network: the package is read, a work file keeps what was typed, and a return package
takes it back. Methods wait for the disk; any thread may call them.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID

from incubator_gui.core.clock import Clock, SystemClock
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.domain.review_desk import (
    DeskChange,
    DeskDocument,
    DeskPaper,
    DeskRow,
    DeskSheet,
    DeskState,
    DeskText,
    Saved,
    StaleReview,
)
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_merge import finished_or_draft, fitting, merge
from incubator_gui.domain.review_package import PackageApplication, PackageHead, ReturnContent, ReturnedReview
from incubator_gui.domain.review_words import CONFLICT_KINDS
from incubator_gui.exchange.package_desk_merge import carried_over
from incubator_gui.exchange.package_desk_work import FOLDER, PaperFolder, Work, WorkFile, WorkState, texts_of
from incubator_gui.exchange.review_archive import OpenedPackage, open_package, own_key
from incubator_gui.exchange.review_archive_frame import Step, Stop
from incubator_gui.exchange.review_return import WAY, write_return


@dataclass(frozen=True, slots=True)
class SentBack:
    """A return package that was written: where, with how many reviews, and how many of them are not finished."""

    path: Path
    sha256: str
    reviews: int
    drafts: int
    at: datetime


class PackageDesk:
    """A package on the desk; made by `open_desk`, given back with `close`.

    `notes` say what another package of the round changed; `signer` is the key that signed the package (hex).
    """

    def __init__(self, package: OpenedPackage, file: WorkFile, folder: PaperFolder, secret: bytes,
                 clock: Clock) -> None:
        self._package, self._file, self._folder, self._secret, self._clock = package, file, folder, secret, clock
        self._applications = {one.application: one for one in package.content.applications}
        self._guard = threading.RLock()
        self._closed = False
        self._state, self.notes = carried_over(file.load(), package.content)
        if file.damaged is not None:
            self.notes = (msg("What you typed before could not be read and starts afresh; the old file is kept as "
                              "{file}.", file=str(file.damaged)), *self.notes)
        file.save(self._state)

    @property
    def head(self) -> PackageHead:
        """Who sent what to whom."""
        return self._package.content.head

    @property
    def signer(self) -> str:
        """The key that signed the package."""
        return self._package.signer

    @property
    def sent_at(self) -> datetime | None:
        """When a return package was written last."""
        return self._state.sent.get(self.head.package)

    @property
    def unsent(self) -> bool:
        """Whether something was typed after the last return package."""
        sent = self.sent_at
        return any(sent is None or one.saved_at > sent for one in self._works())

    def sheet(self) -> DeskSheet:
        """The head and the list."""
        with self._guard:
            head, works = self.head, self._works()
            return DeskSheet(head.reviewer, head.reviewer_name, head.call, head.phase, head.due_on, head.is_blind,
                             True, None, "never", self._package.content.rubric,
                             tuple(self._row(one) for one in self._package.content.applications), offline=True,
                             saved_at=max((one.saved_at for one in works), default=None))

    def paper(self, application: UUID) -> DeskPaper:
        """One application with its form; raises NotFound, or Refused where a conflict hides it."""
        with self._guard:
            one, form = self._open(application), self._form(application)
            work = self._state.works.get(application)
            reviewed = one.version if work is None else work.version
            changes = _changes(work, one) if work is not None and reviewed < one.version else ()
            documents = tuple(DeskDocument(found.sha256, found.title, found.kind, found.file_name, found.media_type,
                                           found.size, found.sha256) for found in one.documents)
            return DeskPaper(self._row(one), one.version, reviewed, self._package.content.rubric,
                             _texts(one.fields, "field"), _texts(one.answers, "answer"), documents, form, changes)

    def document(self, application: UUID, key: str) -> Path:
        """A file to look at, under a name that other programs understand."""
        with self._guard:
            one = self._open(application)
            found = next((document for document in one.documents if document.sha256 == key), None)
            place = None if found is None else self._package.document(found.sha256)
            if found is None or place is None:
                raise NotFound(msg("This document is no longer there: close the package and open it again."))
            shown = self._folder.path / f"{one.number:04d} {key[:8]} {_short(found.file_name)}"
            if not shown.exists():
                try:
                    os.link(place, shown)
                except OSError:  # a file system without links
                    shutil.copyfile(place, shown)
                    shown.chmod(0o600)
            return shown

    def save(self, application: UUID, form: ReviewForm, seen: ReviewForm) -> Saved:
        """Store what is on the form; raises Refused or StaleReview as the desk in the house does."""
        with self._guard:
            self._open(application)
            stored = self._form(application)
            merged = merge(seen.fields(), stored.fields(), form.fields())
            if merged.conflicts:
                raise StaleReview(tuple((one.field, one.returned, one.stored, one.base) for one in merged.conflicts),
                                  stored)
            return self._keep(application, self._fitting(merged.result()), None)

    def recuse(self, application: UUID, kind: str, reason: str) -> Saved:
        """A conflict: the application is hidden, and the return package declares it."""
        if kind not in CONFLICT_KINDS:
            raise ValueError(f"{kind!r} is no kind of conflict")
        with self._guard:
            self._application(application)
            form = replace(self._form(application), stance="recused", reason=reason, finished=True)
            return self._keep(application, form, kind)

    def take_back(self, application: UUID) -> Saved:
        """A conflict was declared by mistake: the application can be read and reviewed again."""
        with self._guard:
            self._application(application)
            return self._keep(application, replace(self._form(application), stance="reviewed", reason="",
                                                   finished=False), None)

    def send_back(self, path: Path, stop: Stop = None) -> SentBack:
        """Write the return package with all that was filled in so far; raises Refused where that is nothing."""
        with self._guard:
            at = self._clock.now()
            reviews = tuple(self._returned(one) for one in self._package.content.applications
                            if one.application in self._state.works)
            if not reviews:
                raise Refused(msg("Nothing is filled in yet, so there is nothing to send back. Review at least one "
                                  "application first."))
            head = self.head
            digest = write_return(path, ReturnContent(head.package, WAY, head.reviewer, head.reviewer_name,
                                                      self._package.content.rubric.version, at, reviews),
                                  package=self._package, signer=self._secret, stop=stop)
            self._store(replace(self._state, sent={**self._state.sent, head.package: at}))
            drafts = sum(not one.form.finished and one.form.stance == "reviewed" for one in reviews)
            return SentBack(path, digest, len(reviews), drafts, at)

    def close(self) -> None:
        """Take the documents away and let another program open the package."""
        with self._guard:
            if not self._closed:
                self._closed = True
                self._folder.remove()
                self._file.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    # inside ----------------------------------------------------------------------------------

    def _works(self) -> list[Work]:
        return [one for id, one in self._state.works.items() if id in self._applications]

    def _application(self, id: UUID) -> PackageApplication:
        one = self._applications.get(id)
        if one is None:
            raise NotFound(msg("This application is not in the package: choose another one in the list."))
        return one

    def _open(self, id: UUID) -> PackageApplication:
        one = self._application(id)
        if self._form(id).stance == "recused":
            raise Refused(msg("You declared a conflict of interest with application {number}, so it is hidden.",
                              number=f"{one.number:04d}"))
        return one

    def _form(self, id: UUID) -> ReviewForm:
        work = self._state.works.get(id)
        return self._applications[id].base if work is None else work.form

    def _row(self, one: PackageApplication) -> DeskRow:
        form, work = self._form(one.application), self._state.works.get(one.application)
        score = form.score(self._package.content.rubric)
        return DeskRow(one.application, one.number, one.title, one.focus_area, state_of(form), score.answered,
                       score.value, one.revision, work is not None and work.version < one.version, self.head.due_on)

    def _fitting(self, fields: dict[str, str]) -> ReviewForm:
        rubric = self._package.content.rubric
        _good, odd = fitting(fields, rubric)
        if odd:
            raise Refused(odd[0].message)
        _draft, missing = finished_or_draft(fields, rubric)
        form = ReviewForm.of_fields(fields)
        if missing and form.stance == "reviewed":
            raise Refused(msg("“{criterion}” still needs a mark before the review can be finished.",
                              criterion=rubric.by_key[missing[0]].name))
        return form

    def _keep(self, id: UUID, form: ReviewForm, conflict: str | None) -> Saved:
        one, before, head = self._applications[id], self._state.works.get(id), self.head
        at = self._clock.now()
        if form != self._form(id) or (before is not None and (conflict, one.version) != (
                before.conflict, before.version)):
            work = Work(form, one.base, one.version, head.package, head.made_at, at,
                        texts_of((*one.fields, *one.answers)), conflict)
            if before is not None and before.made_at > head.made_at:  # typed into the older of two packages
                work = replace(before, form=form, saved_at=at, conflict=conflict)
            self._store(replace(self._state, works={**self._state.works, id: work}))
        return Saved(self._row(one), at)

    def _store(self, state: WorkState) -> None:
        """On the disk first: what could not be written is not shown as saved."""
        self._file.save(state)
        self._state = state

    def _returned(self, one: PackageApplication) -> ReturnedReview:
        work = self._state.works[one.application]
        return ReturnedReview(one.application, work.version, work.form, conflict=work.conflict)


def open_desk(path: Path, *, data: Path, cache: Path, passphrase: str | None = None, clock: Clock | None = None,
              step: Step = None, stop: Stop = None,
              trust: Callable[[PackageHead, str], None] | None = None) -> PackageDesk:
    """Open a package and lay it on the desk; `data` and `cache` are the person's folders.

    `trust` is called with the head and the key that signed, and raises where the package is not to be opened
    (`package_desk_trust.Houses`). Raises PackageRefused, Refused, Environment or Cancelled, and then leaves
    nothing behind.
    """
    key = own_key(data / FOLDER)
    folder = PaperFolder(cache / FOLDER)
    folder.make()
    file: WorkFile | None = None
    try:
        package = open_package(path, passphrase=passphrase, identities=(key.identity,), folder=folder.path, step=step,
                               stop=stop)
        if trust is not None:
            trust(package.content.head, package.signer)
        taken = WorkFile(data / FOLDER, package, key)
        taken.take()
        file = taken
        return PackageDesk(package, file, folder, key.secret, clock or SystemClock())
    except BaseException:
        folder.remove()
        if file is not None:
            file.release()
        raise


def state_of(form: ReviewForm) -> DeskState:
    """Where a review stands, by its form."""
    if form.stance == "recused":
        return "recused"
    if form.stance == "abstained":
        return "abstained"
    if form.finished:
        return "submitted"
    return "open" if form.is_blank else "draft"


def _texts(pairs: tuple[tuple[str, str], ...], kind: str) -> tuple[DeskText, ...]:
    return tuple(DeskText(f"{kind}:{place}", label, text) for place, (label, text) in enumerate(pairs))


def _changes(work: Work, one: PackageApplication) -> tuple[DeskChange, ...]:
    before, now = dict(work.texts), dict((*one.fields, *one.answers))
    return tuple(DeskChange(label, before.get(label, ""), now.get(label, ""))
                 for label in {**now, **before} if before.get(label, "") != now.get(label, ""))


def _short(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[:80]}{dot}{suffix[:10]}" if dot else name[:80]
