"""The desk of one reviewer in the house: what to review, with which form, stored answer by answer.

One call of `save` that changes anything is one change set. The screen saves when a field is left or after a
pause in typing, not with every key, so that each step of "Undo" is one that people remember.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Overtaken, Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Person, Review, Reviewer
from incubator_gui.db.search.documents import display
from incubator_gui.domain.clean_text import clean_text
from incubator_gui.domain.review_desk import (
    DeskPaper,
    DeskRow,
    DeskSheet,
    OtherReview,
    Saved,
    StaleReview,
)
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_merge import fitting, missing_words
from incubator_gui.domain.review_notes import MOST_NOTES, NOTE, tidy_field
from incubator_gui.domain.review_words import CONFLICT_KINDS
from incubator_gui.domain.rubric import Rubric
from incubator_gui.services.reviews_content import changes, contents
from incubator_gui.services.reviews_files import lay_out
from incubator_gui.services.reviews_moves import move_on
from incubator_gui.services.reviews_notes import seen_by
from incubator_gui.services.reviews_recusing import recuse
from incubator_gui.services.reviews_seat import Seat, Task, seat_of, tasks
from incubator_gui.services.reviews_store import Origin, Stored, load, put, state_of
from incubator_gui.services.rubric_versions import rubric_of

_TRIES = 3
"""How often an answer is stored anew that met another program at the same review."""


class HouseDesk:
    """`domain.review_desk.ReviewDesk` over the database. `call` None takes the newest round of the reviewer."""

    def __init__(self, database: Database, reviewer: UUID, call: UUID | None = None) -> None:
        self._db = database
        self._reviewer = reviewer
        self._call = call

    def sheet(self) -> DeskSheet:
        """The head and the list."""
        with self._db.read() as session:
            seat = self._seat(session)
            found = tasks(session, seat)
            reviews = load(session, seat.reviewer, [task.application for task in found])
            rubrics = _Rubrics(session)
            rows = tuple(_row(seat, task, reviews[task.application], rubrics) for task in found)
            saved = [one.record.saved_at for one in reviews.values() if one.record is not None]
            why_not = seat.why_not
            phase = seat.phase
            rubric = rubrics.of(seat.rubric_version) if seat.rubric_version else Rubric(UUID(int=0), 1, ())
            return DeskSheet(
                seat.reviewer, seat.name, seat.call_name, "" if phase is None else phase.kind,
                seat.due_on if phase is None else phase.ends_on or seat.due_on, seat.is_blind, why_not is None, why_not,
                "never" if phase is None else phase.sees_others, rubric, rows,
                saved_at=max(saved, default=None))

    def paper(self, application: UUID) -> DeskPaper:
        """One application with its form; raises NotFound, or Refused where a conflict hides it."""
        language = current().language
        with self._db.read() as session:
            seat = self._seat(session)
            task = _task(session, seat, application)
            stored = load(session, seat.reviewer, [application])[application]
            rubrics = _Rubrics(session)
            content = contents(session, [application], blind=seat.is_blind, language=language)[application]
            reviewed = task.version if stored.record is None else stored.record.application_version
            titles = {file.sha256: file.shown.title for file in content.files}
            others, hidden, count = _others(session, seat, application, stored, rubrics, titles)
            return DeskPaper(
                _row(seat, task, stored, rubrics), task.version, reviewed, rubrics.judging(seat, stored),
                content.fields, content.answers, tuple(file.shown for file in content.files), stored.form,
                changes(session, content, reviewed, blind=seat.is_blind, language=language), others, hidden, count)

    def document(self, application: UUID, key: str) -> Path:
        """A copy of a file to look at; what a blind reviewer may not see is not there."""
        with self._db.read() as session:
            seat = self._seat(session)
            _task(session, seat, application)
            content = contents(session, [application], blind=seat.is_blind, language=current().language)[application]
        file = next((file for file in content.files if file.shown.key == key), None)
        if file is None:
            raise NotFound(msg("This document is no longer there."))
        return lay_out(self._db.files, file, blind=seat.is_blind)

    def save(self, application: UUID, form: ReviewForm, seen: ReviewForm) -> Saved:
        """Store what is on the form; see `ReviewDesk.save`. What an officer types in for somebody bears their name."""
        mine, base = tidy(form.fields()), tidy(seen.fields())
        if mine.get("stance") == "recused":
            raise Refused(msg("Say with “Conflict…” what stands between you and the applicant."))
        for _again in range(_TRIES):
            try:
                return self._save(application, mine, base)
            except Overtaken:  # another answer of the same review, elsewhere: both are kept
                continue
        return self._save(application, mine, base)

    def _save(self, application: UUID, mine: Mapping[str, str], base: Mapping[str, str]) -> Saved:
        now = self._db.clock.now()
        with self._db.write("review.save", msg("Review changed")) as work:
            session = work.session
            seat = self._seat(session)
            task = self._open_task(session, seat, application)
            stored = load(session, seat.reviewer, [application])[application]
            rubrics = _Rubrics(session)
            rubric = rubrics.judging(seat, stored)
            after, before = _onto(stored, mine, base), stored.form.fields()
            _check(after, before, rubric)
            count = put(session, stored, after, Origin("window", now, self._db.actor.who), application=application,
                        reviewer=seat.reviewer, rubric_version=_version(seat, stored),
                        application_version=task.version)
            said = _said(task, seat, before, after, count)
            work.say(move_on(session, seat, task, said, self._db.clock, self._db.actor.who) if count else said)
            row = _row(seat, task, stored, rubrics)
        return Saved(row, now, work.changes)

    def recuse(self, application: UUID, kind: str, reason: str) -> Saved:
        """A conflict: hides the application and declares it; `kind` is a key of CONFLICT_KINDS."""
        if kind not in CONFLICT_KINDS:
            raise Refused(msg("There is no such choice."))
        now = self._db.clock.now()
        with self._db.write("review.recuse", msg("Recused")) as work:
            session = work.session
            seat = self._seat(session)
            task = _task(session, seat, application)
            stored = load(session, seat.reviewer, [application])[application]
            fields = stored.form.fields() | {"stance": "recused", "finished": "yes"}
            reason = clean_text(reason)
            if reason:
                fields["reason"] = reason
            origin = Origin("window", now, self._db.actor.who)
            put(session, stored, fields, origin, application=application, reviewer=seat.reviewer,
                rubric_version=_version(seat, stored), application_version=task.version)
            recuse(session, person=seat.person, company=task.company, reviewer=seat.reviewer, application=application,
                   kind=kind, reason=reason, origin=origin)
            said = msg("{reviewer} recused from {application}", reviewer=Ref("person", seat.person),
                       application=Ref("application", application))
            work.say(move_on(session, seat, task, said, self._db.clock, self._db.actor.who))
            row = _row(seat, task, stored, _Rubrics(session))
        return Saved(row, now, work.changes)

    def _seat(self, session: Session) -> Seat:
        return seat_of(session, self._db, self._reviewer, self._call)

    def _open_task(self, session: Session, seat: Seat, application: UUID) -> Task:
        task = _task(session, seat, application)
        if (why_not := seat.why_not) is not None:
            raise Refused(why_not)
        return task


class _Rubrics:
    """Versions read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[UUID, Rubric] = {}

    def of(self, version: UUID) -> Rubric:
        if version not in self._known:
            self._known[version] = rubric_of(self._session, version)
        return self._known[version]

    def judging(self, seat: Seat, stored: Stored) -> Rubric:
        """The rubric of a review: the one it was begun with."""
        return self.of(_version(seat, stored))


def _version(seat: Seat, stored: Stored) -> UUID:
    version = seat.rubric_version if stored.record is None else stored.record.rubric_version_id
    if version is None:
        raise Refused(msg("No rubric is chosen for this call. Choose one under “Rubric and phases”."))
    return version


def _task(session: Session, seat: Seat, application: UUID) -> Task:
    found = tasks(session, seat, application)
    if not found:
        raise NotFound(msg("This application is not on the list of {reviewer}.", reviewer=seat.name))
    return found[0]


def _row(seat: Seat, task: Task, stored: Stored, rubrics: _Rubrics) -> DeskRow:
    record = stored.record
    score = stored.form.score(rubrics.judging(seat, stored)) if record is not None else None
    return DeskRow(
        task.application, task.number, "" if seat.is_blind else display(*task.title, current().language),
        task.focus_area, state_of(record.stance, record.state) if record is not None else "open",
        0.0 if score is None else score.answered, None if score is None else score.value, stored.revision,
        record is not None and record.application_version < task.version, task.due_on)


def _said(task: Task, seat: Seat, before: Mapping[str, str], after: Mapping[str, str], count: int) -> Message:
    whose = {"application": Ref("application", task.application), "reviewer": Ref("person", seat.person)}
    if all(name.startswith(NOTE) for name in {*before, *after} if before.get(name) != after.get(name)) and count:
        return nmsg("Review of {application} by {reviewer}: {n} note on its documents",
                    "Review of {application} by {reviewer}: {n} notes on its documents", count, **whose)
    return nmsg("Review of {application} by {reviewer}: {n} answer",
                "Review of {application} by {reviewer}: {n} answers", count, **whose)


def tidy(fields: Mapping[str, str]) -> dict[str, str]:
    """Texts without control characters and blanks at the ends; what is empty then is blank."""
    cleaned = {name: tidy_field(name, value) if name.startswith(NOTE) else clean_text(value)
               for name, value in fields.items()}
    return {name: value for name, value in cleaned.items() if value}


def _onto(stored: Stored, mine: Mapping[str, str], base: Mapping[str, str]) -> dict[str, str]:
    """The stored form with what the person changed; raises StaleReview where somebody changed the same."""
    now = stored.form.fields()
    mended = [name for name in sorted({*mine, *base}) if mine.get(name) != base.get(name)]
    clash = tuple((name, mine.get(name), now.get(name), base.get(name)) for name in mended
                  if now.get(name) not in (base.get(name), mine.get(name)))
    if clash:
        raise StaleReview(clash, stored.form)
    after = {name: value for name, value in now.items() if name not in mended}
    return after | {name: mine[name] for name in mended if name in mine}


def _check(after: Mapping[str, str], before: Mapping[str, str], rubric: Rubric) -> None:
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    _good, odd = fitting(changed, rubric)
    if odd:
        raise Refused(odd[0].message)
    form = ReviewForm.of_fields(after)
    if len(form.notes) > max(MOST_NOTES, sum(name.startswith(NOTE) for name in before)):
        raise Refused(msg("A review holds up to {most} notes. Remove one first.", most=MOST_NOTES))
    missing = form.score(rubric).missing
    if form.finished and missing:
        raise Refused(nmsg("{n} required answer is still open: {criteria}.",
                           "{n} required answers are still open: {criteria}.", len(missing),
                           criteria=missing_words(missing, rubric)))


def _others(session: Session, seat: Seat, application: UUID, own: Stored, rubrics: _Rubrics,
            titles: Mapping[str, str]) -> tuple[tuple[OtherReview, ...], bool, int | None]:
    """What others wrote, as the phase shows it: finished forms only, private remarks never.

    `titles` are the documents that may be opened here; notes on others are not shown.
    """
    sees = "never" if seat.phase is None else seat.phase.sees_others
    if sees == "never":
        return (), True, None
    query = (select(Review.reviewer_id, Person.full_name).join(Reviewer, Reviewer.id == Review.reviewer_id)
             .join(Person, Person.id == Reviewer.person_id)
             .where(Review.application_id == application, Review.reviewer_id != seat.reviewer,
                    Review.stance != "recused", (Review.state == "submitted") | (Review.stance == "abstained")))
    found = session.execute(query).all()
    own_state = state_of(own.record.stance, own.record.state) if own.record is not None else "open"
    if sees == "after_own" and own_state not in ("submitted", "abstained"):
        return (), True, len(found)
    named = seat.phase is not None and seat.phase.shows_reviewers
    out = []
    for reviewer, name in found:
        stored = load(session, reviewer, [application])[application]
        if stored.record is not None:
            fields = stored.form.fields()
            fields.pop("private_comment", None)
            form = seen_by(ReviewForm.of_fields(fields), titles)
            out.append((name if named else stored.record.id.hex[::-1], OtherReview(
                name if named else "", form, form.score(rubrics.judging(seat, stored)).value,
                state_of(stored.record.stance, stored.record.state))))
    return tuple(one for _key, one in sorted(out, key=lambda pair: pair[0])), False, len(found)

