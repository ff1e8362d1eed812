"""What goes into a package for one reviewer: the content, the files, and what is noted of it in the house."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from incubator_gui.core.ids import new_id
from incubator_gui.core.languages import LANGUAGES, translator
from incubator_gui.core.messages import Message, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Person, Reviewer
from incubator_gui.domain.review_desk import DeskText
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_merge import fitting
from incubator_gui.domain.review_package import PackageApplication, PackageContent, PackageDocument, PackageHead
from incubator_gui.domain.rubric import Rubric
from incubator_gui.services.letters_draft import house_name
from incubator_gui.services.redaction_read import BlindGap
from incubator_gui.services.review_returns_kept import KEY, new_key
from incubator_gui.services.reviews_content import Content, contents
from incubator_gui.services.reviews_seat import Seat, seat_of, tasks
from incubator_gui.services.reviews_store import Stored, load, state_of
from incubator_gui.services.rubric_versions import rubric_of
from incubator_gui.services.sight import conflicts_of


@dataclass(frozen=True, slots=True)
class Planned:
    """What one reviewer would get. `why_not` says why nothing can leave; `gaps` are those of a blind phase.

    `left_out` counts what is left out because of a conflict of whoever makes the package.
    """

    reviewer: UUID
    name: str
    language: str
    recipient: str
    is_blind: bool
    applications: int = 0
    open: int = 0
    documents: int = 0
    size: int = 0
    due_on: date | None = None
    left_out: int = 0
    gaps: tuple[BlindGap, ...] = ()
    why_not: Message | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A planned package with what it says."""

    planned: Planned
    seat: Seat
    content: PackageContent | None = None
    manifest: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be put in; `language` empty is each reviewer's own, `applications` None everything assigned."""

    language: str = ""
    applications: Collection[UUID] | None = None
    only_open: bool = False
    due_on: date | None = None
    note: str = ""


def parcel(session: Session, database: Database, call: UUID, reviewer: UUID, wish: Wish) -> Parcel:
    """What one reviewer would get now; raises NotFound or Refused where there is no such seat."""
    seat = seat_of(session, database, reviewer, call)
    person = session.get_one(Person, seat.person)
    record = session.get_one(Reviewer, reviewer)
    language = next(one for one in (wish.language, person.language or "", "en") if one in LANGUAGES)
    empty = Planned(reviewer, seat.name, language, record.recipient or "", seat.is_blind)
    if seat.why_not is not None or seat.rubric_version is None:
        return Parcel(replace(empty, why_not=seat.why_not), seat)
    found = [task for task in tasks(session, seat) if task.assigned]
    given = [task for task in found if wish.applications is None or task.application in wish.applications]
    reviews = load(session, reviewer, [task.application for task in given])
    given = [task for task in given if _wanted(reviews[task.application], wish.only_open)]
    if not given:
        return Parcel(replace(empty, left_out=seat_left_out(session, seat)), seat)
    rubric = rubric_of(session, seat.rubric_version)
    said = contents(session, [task.application for task in given], blind=seat.is_blind, language=language)
    applications = tuple(_application(said[task.application], reviews[task.application], rubric, language)
                         for task in given)
    due = wish.due_on or min((task.due_on for task in given if task.due_on is not None), default=None)
    head = PackageHead(new_id(), house_name(session) or translator(language).text(msg("Incubator")), seat.call_name,
                       "" if seat.phase is None else seat.phase.kind, reviewer, seat.name, language, seat.is_blind,
                       database.clock.now(), due, wish.note, seat.round)
    files = {one.sha256: one.size for application in applications for one in application.documents}
    planned = replace(
        empty, applications=len(given), documents=len(files), size=sum(files.values()), due_on=due,
        open=sum(_is_open(reviews[task.application]) for task in given), left_out=seat_left_out(session, seat),
        gaps=tuple(gap for task in given for gap in said[task.application].gaps))
    return Parcel(planned, seat, PackageContent(head, rubric, applications),
                  {"reviewer": str(reviewer), KEY: new_key(), **manifest_of(applications, seat.rubric_version, rubric)})


def manifest_of(applications: Collection[PackageApplication], version: UUID, rubric: Rubric) -> dict[str, Any]:
    """What the house keeps of a package: the base of the merge."""
    return {"rubric_version": str(version), "rubric": rubric.version, "applications": [
        {"application": str(one.application), "number": one.number, "version": one.version, "revision": one.revision,
         "form": one.base.to_json()} for one in applications]}


def seat_left_out(session: Session, seat: Seat) -> int:
    """Assigned applications that the viewer must not handle, though the reviewer may."""
    own = conflicts_of(session, [seat.person]).get(seat.person, frozenset())
    others = seat.hidden - own
    if not others:
        return 0
    return sum(task.company in others for task in tasks(session, replace(seat, hidden=own)) if task.assigned)


def _application(said: Content, stored: Stored, rubric: Rubric, language: str) -> PackageApplication:
    base, _odd = fitting(stored.form.fields(), rubric)
    documents = tuple(PackageDocument(file.sha256, file.shown.title, file.shown.kind, file.shown.file_name,
                                      file.shown.media_type, file.shown.size) for file in said.files)
    return PackageApplication(said.application, said.number, said.title, said.focus_area, said.version,
                              _pairs(said.fields, language), _pairs(said.answers, language), documents,
                              ReviewForm.of_fields(base), stored.revision)


def _pairs(texts: Collection[DeskText], language: str) -> tuple[tuple[str, str], ...]:
    words = translator(language)
    return tuple((one.label if isinstance(one.label, str) else words.text(one.label), one.text) for one in texts)


def _wanted(stored: Stored, only_open: bool) -> bool:
    if stored.record is not None and stored.record.stance == "recused":
        return False
    return not only_open or _is_open(stored)


def _is_open(stored: Stored) -> bool:
    return stored.record is None or state_of(stored.record.stance, stored.record.state) == "draft"
