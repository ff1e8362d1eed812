"""The people who review: what they know, how much they read, where they sit, how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import LANGUAGES
from incubator_gui.core.messages import Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    PanelSeat,
    Person,
    Review,
    ReviewAssignment,
    Reviewer,
    ReviewPackage,
    ReviewPreference,
    ReviewRound,
)
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean, clean_text, field
from incubator_gui.domain.folding import company_pinyin
from incubator_gui.domain.review_words import TOPIC_LEVELS
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.reviewer_rows import ReviewerRow, reviewer_rows
from incubator_gui.services.sight import plain_name, runs_it, sight

MOST_QUOTA = 1_000
MOST_PREFERENCE = 1_000
"""Preferences lie between its negative and itself."""

_OWN = frozenset({"topics", "quota", "employer", "is_active", "is_officer", "note", "recipient", "verify_key"})
_GIVEN = frozenset({"quota", "is_active", "is_officer"})
_OF_PERSON = frozenset({"full_name", "chinese_name", "email", "phone", "language"})


class ReviewersService:
    """Reads and writes reviewers, their seats and their preferences."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, call_id: UUID | None = None) -> tuple[ReviewerRow, ...]:
        """All reviewers by name, active ones first; counts are of one call or of all, as the viewer may count."""
        with self._db.read() as session:
            view = sight(session, self._db)
            return reviewer_rows(session, view, self._db.clock.today(), call_id)

    def row(self, id: UUID, call_id: UUID | None = None) -> ReviewerRow:
        """One reviewer; raises NotFound."""
        found = next((one for one in self.rows(call_id) if one.id == id), None)
        if found is None:
            raise NotFound(msg("This reviewer is no longer there."))
        return found

    def me(self, names: Iterable[str]) -> UUID | None:
        """The active reviewer who goes by one of these names: the name itself, or an account like lena.weber."""
        wanted = {plain_name(name) for name in names if name.strip()}
        with self._db.read() as session:
            for id, name, chinese in session.execute(
                    select(Reviewer.id, Person.full_name, Person.chinese_name)
                    .join(Person, Person.id == Reviewer.person_id).where(Reviewer.is_active).order_by(Reviewer.id)):
                if plain_name(name) in wanted or (chinese and plain_name(chinese) in wanted):
                    return id
        return None

    def add(self, person_id: UUID | None = None, *, round_id: UUID | None = None, **values: Any) -> Outcome[UUID]:
        """Make somebody a reviewer: a person who is known, or a new one by `full_name`, `email`, `language` …

        Further values are topics, quota, employer, is_officer and note; `round_id` gives a seat at once.
        """
        person_values = {key: values.pop(key) for key in list(values) if key in _OF_PERSON}
        with self._db.write("reviewer.add", msg("Reviewer added")) as work:
            session = work.session
            runs_it(session, self._db)
            if person_id is None:
                person = Person(full_name="", purpose="reviewer")
                _put_person(person, {"full_name": "", **person_values})
                session.add(person)
            else:
                person = session.get(Person, person_id)  # type: ignore[assignment]
                if person is None or person.erased_at is not None:
                    raise NotFound(msg("This person is no longer there."))
                _put_person(person, person_values)
            session.flush()
            known = session.scalars(select(Reviewer).where(Reviewer.person_id == person.id)).first()
            if known is not None and known.is_active:
                raise Refused(msg("{person} is a reviewer already.", person=person.full_name))
            record = known or Reviewer(person_id=person.id)
            _put(record, {"is_active": True, **values})
            session.add(record)
            session.flush()
            if round_id is not None:
                _sit(session, round_id, [record.id])
            work.say(msg("{person} is a reviewer now", person=Ref("person", person.id)))
        return Outcome(record.id, work.changes)

    def edit(self, ids: Sequence[UUID], **values: Any) -> Changes:
        """Change one or many reviewers: topics, quota, employer, is_active, is_officer, note, keys, and fields of
        the person (name, e-mail address, phone, language)."""
        of_person = {key: values.pop(key) for key in list(values) if key in _OF_PERSON}
        with self._db.write("reviewer.edit", nmsg("{n} reviewer changed", "{n} reviewers changed", len(ids))) as work:
            self._may(work.session, dict.fromkeys(ids, values))
            for id in ids:
                record = _reviewer(work.session, id)
                _put(record, values)
                if of_person:
                    _put_person(work.session.get_one(Person, record.person_id), of_person)
            if len(ids) == 1:
                work.say(msg("Reviewer {person} changed", person=Ref("person", record.person_id)))
        return work.changes

    def edit_each(self, edits: Sequence[tuple[UUID, Mapping[str, Any]]]) -> Changes:
        """Different values for different reviewers, as one paste from a spreadsheet: all or nothing."""
        with self._db.write("reviewer.paste", nmsg("{n} reviewer changed", "{n} reviewers changed",
                                                   len({id for id, _values in edits}))) as work:
            self._may(work.session, dict(edits))
            for id, values in edits:
                record = _reviewer(work.session, id)
                _put(record, {key: value for key, value in values.items() if key not in _OF_PERSON})
                if mine := {key: value for key, value in values.items() if key in _OF_PERSON}:
                    _put_person(work.session.get_one(Person, record.person_id), mine)
        return work.changes

    def _may(self, session: Session, edits: Mapping[UUID, Mapping[str, Any]]) -> None:
        """Reviewers may change their own topics and facts; rights and quotas are given by those who run the review."""
        view = sight(session, self._db)
        if any(id != view.reviewer or values.keys() & _GIVEN for id, values in edits.items()):
            runs_it(session, self._db)

    def remove(self, id: UUID) -> Changes:
        """No longer a reviewer; the person stays. Raises Refused where there are reviews: those stay with them."""
        with self._db.write("reviewer.remove", msg("Reviewer removed")) as work:
            session = work.session
            runs_it(session, self._db)
            record = _reviewer(session, id)
            for table in (Review, ReviewAssignment, ReviewPackage):
                if session.scalar(select(func.count()).select_from(table).where(table.reviewer_id == id)):
                    raise Refused(msg("There are reviews or assignments of this reviewer. Set the reviewer to "
                                      "“not active” instead."))
            work.say(msg("{person} is no longer a reviewer", person=Ref("person", record.person_id)))
            for own in (PanelSeat, ReviewPreference):
                for row in session.scalars(select(own).where(own.reviewer_id == id)):
                    session.delete(row)
            session.flush()
            session.delete(record)
        return work.changes

    def seat(self, round_id: UUID, reviewer_ids: Sequence[UUID]) -> Changes:
        """Let reviewers take part in a round; those who do stay as they are."""
        with self._db.write("panel.seat", nmsg("{n} reviewer joined the panel", "{n} reviewers joined the panel",
                                               len(reviewer_ids))) as work:
            runs_it(work.session, self._db)
            call = _sit(work.session, round_id, reviewer_ids)
            work.say(nmsg("{n} reviewer joined the panel of {call}", "{n} reviewers joined the panel of {call}",
                          len(reviewer_ids), call=Ref("call", call)))
        return work.changes

    def unseat(self, round_id: UUID, reviewer_ids: Sequence[UUID]) -> Changes:
        """Take reviewers out of a round; raises Refused where they have applications to read in it."""
        with self._db.write("panel.unseat", nmsg("{n} reviewer left the panel", "{n} reviewers left the panel",
                                                 len(reviewer_ids))) as work:
            session = work.session
            runs_it(session, self._db)
            record = _round(session, round_id)
            work.say(nmsg("{n} reviewer left the panel of {call}", "{n} reviewers left the panel of {call}",
                          len(reviewer_ids), call=Ref("call", record.call_id)))
            held = session.scalar(
                select(func.count()).select_from(ReviewAssignment)
                .join(Application, Application.id == ReviewAssignment.application_id)
                .where(Application.call_id == record.call_id, ReviewAssignment.reviewer_id.in_(reviewer_ids)))
            if held:
                raise Refused(nmsg("{n} application of this call is still assigned to them. Take it back under "
                                   "“Assignment” first.", "{n} applications of this call are still assigned to them. "
                                   "Take them back under “Assignment” first.", held))
            for seat in session.scalars(select(PanelSeat).where(
                    PanelSeat.round_id == round_id, PanelSeat.reviewer_id.in_(reviewer_ids))):
                session.delete(seat)
        return work.changes

    def set_quota(self, round_id: UUID, reviewer_ids: Sequence[UUID], quota: int | None) -> Changes:
        """How many applications reviewers read in this round at most; None takes their own quota."""
        quota = _quota(quota)
        with self._db.write("panel.quota", nmsg("Quota of {n} reviewer changed", "Quota of {n} reviewers changed",
                                                len(reviewer_ids))) as work:
            runs_it(work.session, self._db)
            _sit(work.session, round_id, reviewer_ids)
            for seat in work.session.scalars(select(PanelSeat).where(
                    PanelSeat.round_id == round_id, PanelSeat.reviewer_id.in_(reviewer_ids))):
                if seat.quota != quota:
                    seat.quota = quota
        return work.changes

    def preferences(self, call_id: UUID, reviewer_id: UUID | None = None) -> dict[UUID, dict[UUID, int]]:
        """How gladly each reviewer reads which application of a call, in their own measure."""
        p, found = ReviewPreference, dict[UUID, dict[UUID, int]]()
        with self._db.read() as session:
            query = sight(session, self._db).apart(
                select(p.reviewer_id, p.application_id, p.value)
                .join(Application, Application.id == p.application_id).where(Application.call_id == call_id))
            if reviewer_id is not None:
                query = query.where(p.reviewer_id == reviewer_id)
            for reviewer, application, value in session.execute(query):
                found.setdefault(reviewer, {})[application] = value
        return found

    def set_preferences(self, reviewer_id: UUID, values: Mapping[UUID, int | None]) -> Changes:
        """Store preferences by application; None takes one away."""
        for value in values.values():
            if value is not None and abs(value) > MOST_PREFERENCE:
                raise Refused(msg("A preference lies between −{most} and {most}.", most=MOST_PREFERENCE))
        with self._db.write("preference.set", msg("Preferences changed")) as work:
            session = work.session
            if sight(session, self._db).reviewer != reviewer_id:
                runs_it(session, self._db)
            record = _reviewer(session, reviewer_id)
            work.say(msg("Preferences of {person} changed", person=Ref("person", record.person_id)))
            there = {one.application_id: one for one in session.scalars(
                select(ReviewPreference).where(ReviewPreference.reviewer_id == reviewer_id))}
            for application, value in values.items():
                known = there.get(application)
                if value is None:
                    if known is not None:
                        session.delete(known)
                elif known is None:
                    session.add(ReviewPreference(reviewer_id=reviewer_id, application_id=application, value=value))
                elif known.value != value:
                    known.value = value
        return work.changes

    def candidates(self, words: str = "") -> tuple[tuple[UUID, str, str], ...]:
        """People who could become reviewers (id, name, e-mail address), staff and mentors before others."""
        wanted = f"%{clean_text(words).lower()}%"
        with self._db.read() as session:
            query = (
                select(Person.id, Person.full_name, Person.email).where(
                    Person.erased_at.is_(None), Person.full_name != "",
                    Person.id.not_in(select(Reviewer.person_id).where(Reviewer.is_active)))
                .order_by(Person.is_staff.desc(), Person.purpose.is_(None), Person.full_name, Person.id).limit(200))
            if words.strip():
                query = query.where(or_(func.lower(Person.full_name).like(wanted),
                                        func.lower(Person.email).like(wanted), Person.chinese_name.like(wanted)))
            return tuple((id, name, email or "") for id, name, email in session.execute(query))


def _sit(session: Session, round_id: UUID, reviewer_ids: Sequence[UUID]) -> UUID:
    record = _round(session, round_id)
    there = set(session.scalars(select(PanelSeat.reviewer_id).where(PanelSeat.round_id == round_id)))
    for id in dict.fromkeys(reviewer_ids):
        if id not in there:
            _reviewer(session, id)
            session.add(PanelSeat(round_id=round_id, reviewer_id=id))
    session.flush()
    return record.call_id


def _put(record: Reviewer, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        match key:
            case "topics":
                value = _topics(value)
            case "quota":
                value = _quota(value)
            case "employer":
                value = clean_text(value or "")[:200] or None
            case "note":
                value = clean_text(value or "", lines=True) or None
            case _ if key not in _OWN:
                raise TypeError(f"a reviewer has no field {key}")
        if getattr(record, key) != value:
            setattr(record, key, value)


def _put_person(person: Person, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        if key == "language":
            if value not in (None, *LANGUAGES):
                raise Refused(msg("There is no such language."))
        else:
            value = clean(field("person", key), value)
        if getattr(person, key) != value:
            setattr(person, key, value)
    if "chinese_name" in values:
        person.pinyin = company_pinyin(person.chinese_name or "")


def _topics(value: Mapping[str, Any] | None) -> dict[str, int] | None:
    levels = {key: int(level) for key, level in (value or {}).items()}
    if not levels.keys() <= FOCUS_AREAS.keys() or not set(levels.values()) <= TOPIC_LEVELS.keys():
        raise Refused(msg("There is no such focus area or level."))
    return {key: levels[key] for key in FOCUS_AREAS if levels.get(key)} or None


def _quota(value: Any) -> int | None:
    if value is None or value == "":
        return None
    try:
        number = int(value)
    except (TypeError, ValueError) as error:
        raise Refused(msg("A quota is a whole number, or empty for no limit.")) from error
    if not 0 <= number <= MOST_QUOTA:
        raise Refused(msg("A quota lies between 0 and {most}.", most=MOST_QUOTA))
    return number


def _reviewer(session: Session, id: UUID) -> Reviewer:
    found = session.get(Reviewer, id)
    if found is None:
        raise NotFound(msg("This reviewer is no longer there."))
    return found


def _round(session: Session, id: UUID) -> ReviewRound:
    found = session.get(ReviewRound, id)
    if found is None:
        raise NotFound(msg("The review of this call is no longer there."))
    return found
