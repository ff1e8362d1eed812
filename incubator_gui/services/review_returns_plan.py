"""What a returned file would do, worked out inside a session; the same for the dry run and for the merge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    Company,
    Person,
    ReviewAssignment,
    Reviewer,
    ReviewPackage,
    ReviewReturn,
    ReviewRound,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.review_desk import DeskState
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_merge import Merge, finished_or_draft, fitting, merge, missing_words
from incubator_gui.domain.review_notes import NOTE
from incubator_gui.domain.review_package import ReturnContent, ReturnedReview
from incubator_gui.domain.review_words import CONFLICT_KINDS, WAYS
from incubator_gui.domain.rubric import Rubric
from incubator_gui.services.review_desk import tidy
from incubator_gui.services.review_returns_rows import ApplicationRun, FileRun, RunNote, Verdict
from incubator_gui.services.reviews_notes import Pairs, inward
from incubator_gui.services.reviews_seat import Seat, seat_of
from incubator_gui.services.reviews_store import Stored, load, state_of
from incubator_gui.services.rubric_versions import rubric_of
from incubator_gui.services.sight import anonymous, sight


@dataclass(frozen=True, slots=True)
class Base:
    """What the house noted of one application when the package left."""

    number: int
    version: int
    form: Mapping[str, str]


@dataclass(slots=True)
class Ground:
    """What a file is compared with: its package, the seat, the stored reviews, what was merged before."""

    package: ReviewPackage
    seat: Seat
    rubric_version: UUID
    rubric: Rubric
    bases: dict[UUID, Base]
    stored: dict[UUID, Stored]
    applications: dict[UUID, tuple[Application, Company]]
    known: dict[tuple[UUID, str], set[str]] = field(default_factory=dict)
    overlay: dict[tuple[UUID, UUID], dict[str, str]] = field(default_factory=dict)
    rubrics: dict[UUID, Rubric] = field(default_factory=dict)
    assigned: frozenset[UUID] = frozenset()
    unseen: frozenset[UUID] = frozenset()
    """Applications that a conflict hides from whoever merges, who is not the reviewer: they do not exist."""
    pairs: Pairs | None = None
    """Documents that left without traces; None where they left as they are."""

    def unread(self, one: ReturnedReview) -> set[str]:
        """Fields of the base that could not come back: what is stored there stays. Only packages carry notes."""
        notes = {name for name in self.bases[one.application].form if name.startswith(NOTE)}
        return {*one.unread} | (notes if self.package.way != "package" else set())

    def reviewed(self, one: ReturnedReview) -> int:
        """The version of the application that was reviewed, never one that was not there yet."""
        return min(one.application_version or self.bases[one.application].version,
                   self.applications[one.application][0].current_version)

    def fields(self, application: UUID) -> dict[str, str]:
        """The form as it is stored, or as an earlier file of the same run leaves it."""
        found = self.overlay.get((self.seat.reviewer, application))
        return dict(found) if found is not None else self.stored[application].form.fields()


def ground_of(session: Session, database: Database, run: FileRun, content: ReturnContent,
              overlay: dict[tuple[UUID, UUID], dict[str, str]]) -> Ground:
    """Everything a file is compared with; raises Refused where it cannot be merged at all."""
    package = session.get(ReviewPackage, content.package)
    if package is None:
        raise Refused(msg("“{name}” does not answer a package of this incubator. Open the database it was sent from, "
                          "or ask the reviewer which file it is.", name=run.name))
    if package.way != content.way:
        raise Refused(msg("“{name}” is a {way}, but its package left as a {other}. Ask the reviewer for the "
                          "file that belongs to it.", name=run.name, way=WAYS[content.way], other=WAYS[package.way]))
    sent_to = package.manifest.get("reviewer") if isinstance(package.manifest, Mapping) else None
    if content.reviewer != package.reviewer_id and str(content.reviewer) != sent_to:  # two records may be one since
        raise Refused(_another(session, run, content, package))
    if not isinstance(package.manifest, Mapping):
        raise Refused(msg("What “{name}” answers was erased here; it can no longer be merged. Type the answers "
                          "in.", name=run.name))
    call = session.scalar(select(ReviewRound.call_id).where(ReviewRound.id == package.round_id))
    try:
        seat = seat_of(session, database, package.reviewer_id, call)
    except NotFound as error:
        raise Refused(error.message) from error
    bases = {UUID(one["application"]): Base(one["number"], one["version"], one["form"])
             for one in package.manifest["applications"]}
    version = UUID(package.manifest["rubric_version"])
    rubric = rubric_of(session, version)
    applications = {row[0].id: (row[0], row[1]) for row in session.execute(
        select(Application, Company).join(Company, Company.id == Application.company_id)
        .where(Application.id.in_(bases)))}
    assigned = frozenset(session.scalars(select(ReviewAssignment.application_id).where(
        ReviewAssignment.reviewer_id == seat.reviewer, ReviewAssignment.application_id.in_(bases))))
    view = sight(session, database)
    unseen = frozenset() if seat.is_own else frozenset(
        id for id, (_application, company) in applications.items() if view.hides(company.id))
    return Ground(package, seat, version, rubric, bases, load(session, seat.reviewer, list(bases)), applications,
                  _known(session, package.id), overlay, {version: rubric}, assigned, unseen,
                  package.manifest.get("documents"))


def _another(session: Session, run: FileRun, content: ReturnContent, package: ReviewPackage) -> Message:
    names = {row.id: row.full_name for row in session.execute(
        select(Reviewer.id, Person.full_name).join(Person, Reviewer.person_id == Person.id)
        .where(Reviewer.id.in_([package.reviewer_id, content.reviewer])))}
    name = names.get(package.reviewer_id) or "?"
    if content.reviewer is None:
        return msg("“{name}” no longer says whose reviews it holds. Ask {reviewer} for the file once more.",
                   name=run.name, reviewer=name)
    return msg("“{name}” names {other} as its reviewer, but was sent to {reviewer}. It was not read: a review belongs "
               "to one reviewer.", name=run.name,
               other=names.get(content.reviewer, "") or content.reviewer_name or "?", reviewer=name)


def _known(session: Session, package: UUID) -> dict[tuple[UUID, str], set[str]]:
    """What came back with this package before, by application and field, as marks that tell nothing."""
    out: dict[tuple[UUID, str], set[str]] = {}
    for result in session.scalars(select(ReviewReturn.result).where(ReviewReturn.package_id == package)):
        for application, fields in (result or {}).get("values", {}).items():
            for name, value in fields.items():
                out.setdefault((UUID(application), name), set()).add(value)
    return out


def mark_of_value(application: UUID, name: str, value: str | None) -> str:
    """What is noted of a value that was merged: enough to know it again, nothing to read."""
    return "" if value is None else sha256(f"{application}\n{name}\n{value}".encode()).hexdigest()[:20]


def plan_review(session: Session, ground: Ground, one: ReturnedReview) -> ApplicationRun:
    """What one filled form would do. The stored form afterwards is noted for later files of the same run."""
    base = ground.bases.get(one.application)
    places = dict(one.places)
    if base is None:
        return ApplicationRun(one.application, 0, "", "refused", (RunNote("", msg(
            "An application that was not in this package was not taken."), True),))
    seat, stored = ground.seat, ground.stored[one.application]
    there = ground.applications.get(one.application)
    title = "" if there is None else display(there[1].legal_name, there[1].trade_name, there[1].chinese_name,
                                             current().language)
    before = _state(stored.form.fields(), stored.record is not None)
    run = ApplicationRun(one.application, base.number, anonymous(base.number) if seat.is_blind or not title else title,
                         "refused", before=before, after=before)
    place = anonymous(base.number)
    notes = [RunNote(odd.place or place, odd.message, True) for odd in one.odd]
    returned = tidy(one.form.fields())
    if ground.pairs is not None:
        returned = inward(returned, base.form, ground.pairs)
    recuses = one.conflict or ("other" if returned.get("stance") == "recused" else None)
    if there is None or there[0].call_id != seat.call:
        return _refused(run, notes, place, msg("This application is no longer there."))
    if before == "recused" and recuses is not None:
        return replace(run, verdict="same", notes=tuple(notes))
    if there[1].id in seat.hidden:
        return _refused(replace(run, title=anonymous(base.number)), notes, place, msg(
            "A conflict of interest stands against this review; it was not taken, and stays in the file."))
    if not returned:
        return replace(run, verdict="blank", notes=(*notes, RunNote(place, msg(
            "The form is empty and was ignored; what is stored stays."))))
    rubric = _rubric(session, ground, stored)
    good, odd = fitting(returned, rubric)
    for misfit in odd:
        notes.append(RunNote(places.get(misfit.field, place), misfit.message, True))
    for name in {*(misfit.field for misfit in odd), *ground.unread(one)} & base.form.keys():
        good.setdefault(name, base.form[name])  # what was left out was not taken back either
    known = {name: {good.get(name)} for name in {*good, *base.form}
             if mark_of_value(one.application, name, good.get(name)) in ground.known.get((one.application, name), ())}
    merged = merge(_under(base.form, rubric), ground.fields(one.application), good, known)
    after, missing = finished_or_draft(merged.result(), rubric)
    if missing:
        notes.append(RunNote(places.get("finished", place), nmsg(
            "{n} required answer is missing ({criteria}): the review stays a draft.",
            "{n} required answers are missing ({criteria}): the review stays a draft.", len(missing),
            criteria=missing_words(missing, rubric))))
    if there[0].current_version > ground.reviewed(one):
        notes.append(RunNote(place, msg("The application has changed since: version {old} was reviewed, version {new} "
                                        "is there now.", old=ground.reviewed(one), new=there[0].current_version)))
    if one.application not in ground.assigned and (merged.taken or merged.conflicts):
        notes.append(RunNote(place, msg("The application is no longer assigned to {reviewer}; the review is kept and "
                                        "counts all the same.", reviewer=seat.name)))
    if recuses is not None:
        notes.append(RunNote(place, msg("{reviewer} declares a conflict of interest ({kind}) and does not review this "
                                        "application.", reviewer=seat.name, kind=CONFLICT_KINDS[recuses])))
    ground.overlay[seat.reviewer, one.application] = after
    return replace(run, verdict=_verdict(merged, stored), notes=tuple(notes), merge=merged,
                   rubric=rubric, after=_state(after, bool(after) or stored.record is not None), recuses=recuses)


def _verdict(merged: Merge, stored: Stored) -> Verdict:
    if merged.conflicts:
        return "conflict"
    if not merged.taken:
        return "same"
    return "new" if stored.record is None else "changed"


def _rubric(session: Session, ground: Ground, stored: Stored) -> Rubric:
    """The rubric that the stored review was begun with, else that of the package."""
    version = ground.rubric_version if stored.record is None else stored.record.rubric_version_id
    if version not in ground.rubrics:
        ground.rubrics[version] = rubric_of(session, version)
    return ground.rubrics[version]


def _under(fields: Mapping[str, str], rubric: Rubric) -> dict[str, str]:
    return fitting(fields, rubric)[0]


def _refused(run: ApplicationRun, notes: list[RunNote], place: str, message: Message) -> ApplicationRun:
    return replace(run, verdict="refused", notes=(*notes, RunNote(place, message, True)))


def _state(fields: Mapping[str, str], there: bool) -> DeskState:
    form = ReviewForm.of_fields(fields)
    return state_of(form.stance, ("submitted" if form.finished else "draft") if there else None)
