"""Scores of a call: the table that informs people, who decide; and the same frozen with a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from math import fsum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Cancelled, NotFound, Refused
from incubator_gui.core.heavy import heavy
from incubator_gui.core.languages import current, translator
from incubator_gui.core.messages import Message, Words, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    Company,
    Person,
    ReviewAssignment,
    Reviewer,
    ReviewRound,
    ScoreTable,
    Stage,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.phases import standing
from incubator_gui.domain.ranking import Standing
from incubator_gui.domain.rubric import Rubric
from incubator_gui.domain.score_book import Entry, ScoreBook
from incubator_gui.domain.score_sheet import FlipLine, ScoreRow, ScoreSheet, Wish, order
from incubator_gui.services.rubric_versions import rubric_of
from incubator_gui.services.score_shelf import fresh_book, shelf_of
from incubator_gui.services.sight import Sight, phases_of, sight

Step = Callable[[int, int], None]
Stop = Callable[[], bool]

UNDER_REVIEW = ("review", "interview", "decision")
"""In these stages an application stands in the table also where nobody has it yet."""


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A table that was frozen with a decision."""

    table_id: UUID
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class _Round:
    reviews_each: int
    rubric_version: UUID | None
    sees_others: str
    shows_reviewers: bool


class ScoresService:
    """Reads tables of scores, and freezes them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def table(self, call_id: UUID, wish: Wish | None = None, language: str = "") -> ScoreSheet:
        """The table as this viewer may see it, without shares of draws; names in a language, by default the screen's.

        Raises Refused for a reviewer whose phase does not show what others wrote.
        """
        wish = wish or Wish()
        shelf = shelf_of(self._db)
        with self._db.read() as session:
            viewer = sight(session, self._db)
            with heavy(), shelf.lock:
                book = shelf.book(session, call_id)
                hidden = self._hidden(session, call_id, viewer, book)
                return self._named(session, _sheet(session, call_id, book, wish, hidden), viewer, language)

    def criteria(self, call_id: UUID) -> dict[str, Words]:
        """The names of the criteria of the call's rubric by their keys."""
        with self._db.read() as session:
            rubric = _rubric(session, _round(session, self._db, call_id).rubric_version)
            return {} if rubric is None else {one.key: one.name for one in rubric.criteria}

    def shares(self, call_id: UUID, wish: Wish | None = None) -> dict[UUID, float]:
        """For each application that may be seen the share of 500 seeded draws of weights in which it is among the
        first `wish.top`."""
        wish = wish or Wish()
        shelf = shelf_of(self._db)
        with self._db.read() as session:
            viewer = sight(session, self._db)
            with heavy(), shelf.lock:
                book = shelf.book(session, call_id)
                return book.shares(wish.top, wish.width, wish.centre, self._hidden(session, call_id, viewer, book))

    def flips(self, call_id: UUID, wish: Wish | None = None, *, on_step: Step | None = None,
              stop: Stop | None = None) -> tuple[FlipLine, ...]:
        """Each reviewer with who enters and leaves the first without them, those that change most first.

        Raises Cancelled when `stop` says so.
        """
        wish = wish or Wish()
        shelf = shelf_of(self._db)
        with self._db.read() as session:
            viewer = sight(session, self._db)
            with heavy(), shelf.lock:
                book = shelf.book(session, call_id)
                flips = book.flips(wish.top, wish.centre, self._hidden(session, call_id, viewer, book))
                place = {one.application: n for n, one in enumerate(book.standings(wish.centre))}
                people = len(book.fit.reviewers)

        def ordered(ids: Iterable[UUID]) -> tuple[UUID, ...]:
            return tuple(sorted(ids, key=lambda id: place.get(id, len(place))))

        lines = []
        for done, one in enumerate(flips, 1):  # the marks were taken along: nobody waits for this
            lines.append(FlipLine(one.reviewer, ordered(one.enters), ordered(one.leaves), ordered(one.unread)))
            if stop is not None and stop():
                raise Cancelled(msg("Cancelled. Nothing was changed."))
            if on_step is not None:
                on_step(done, people)
        return tuple(sorted(lines, key=lambda one: (-len(one.enters) - len(one.leaves), one.reviewer_id.int)))

    # frozen ----------------------------------------------------------------------------------

    def freeze(self, session: Session, call_id: UUID, wish: Wish | None = None) -> UUID:
        """Keep the whole table as this session sees it, shares included; returns its id.

        Called inside the unit of work of a decision; nothing is hidden in what is kept, and no name is in it.
        """
        wish = wish or Wish()
        book = fresh_book(session, call_id)
        sheet = _sheet(session, call_id, book, wish, frozenset())
        sheet = sheet.with_shares(book.shares(wish.top, wish.width, wish.centre))
        record = ScoreTable(call_id=call_id, made_at=self._db.clock.now(), made_by=self._db.actor.who,
                            content=sheet.to_json())
        session.add(record)
        session.flush()
        return record.id

    def frozen(self, call_id: UUID) -> tuple[FrozenRow, ...]:
        """The tables that were frozen, the newest first."""
        with self._db.read() as session:
            t = ScoreTable
            return tuple(FrozenRow(row.id, row.made_at, row.made_by or "") for row in session.execute(
                select(t.id, t.made_at, t.made_by).where(t.call_id == call_id).order_by(t.made_at.desc(), t.id)))

    def frozen_table(self, table_id: UUID) -> ScoreSheet:
        """A frozen table as this viewer may see it, with the names of today; raises NotFound or Refused."""
        shelf = shelf_of(self._db)
        with self._db.read() as session:
            record = session.get(ScoreTable, table_id)
            if record is None:
                raise NotFound(msg("This table of scores is no longer there."))
            try:
                sheet = ScoreSheet.from_json(record.content, record.id)
            except (KeyError, TypeError, ValueError) as error:
                raise Refused(msg("This table of scores was frozen by a newer version of the program. Update the"
                                  " program, then open it again.")) from error
            viewer = sight(session, self._db)
            with shelf.lock:
                hidden = self._hidden(session, sheet.call_id, viewer, shelf.book(session, sheet.call_id))
            hidden |= {row.application_id for row in sheet.rows if viewer.hides(row.company_id)}
            return self._named(session, sheet.without(hidden), viewer)

    # what a viewer sees ----------------------------------------------------------------------

    def _hidden(self, session: Session, call: UUID, viewer: Sight, book: ScoreBook) -> frozenset[UUID]:
        """The applications that do not exist for this viewer; raises Refused where no scores are shown at all."""
        rows = session.execute(select(Application.id, Application.company_id).where(Application.call_id == call)).all()
        hidden = {id for id, company in rows if viewer.hides(company)}
        if not viewer.is_officer:
            sees = _round(session, self._db, call).sees_others
            if sees == "never" or viewer.reviewer is None:
                raise Refused(CLOSED)
            if sees == "after_own":
                own = {one.application for one in book.entries
                       if one.reviewer == viewer.reviewer and one.state == "submitted"}
                hidden |= {id for id, _company in rows if id not in own}
        return frozenset(hidden)

    def _named(self, session: Session, sheet: ScoreSheet, viewer: Sight, language: str = "") -> ScoreSheet:
        names = self.names(session, sheet.call_id, viewer, language)
        rows = tuple(replace(row, name=names.get(row.application_id, "")) for row in sheet.rows)
        people = self.reviewer_names(session, sheet.call_id, viewer)
        return replace(sheet, rows=rows, reviewers=tuple(
            replace(one, name=people.get(one.reviewer_id, "")) for one in sheet.reviewers))

    def reviewer_names(self, session: Session, call: UUID, viewer: Sight) -> Mapping[UUID, str]:
        """The reviewers whose names this viewer may see now."""
        found = {row.id: row.full_name for row in session.execute(
            select(Reviewer.id, Person.full_name).join(Person, Person.id == Reviewer.person_id))}
        if viewer.is_officer or _round(session, self._db, call).shows_reviewers:
            return found
        return {id: name for id, name in found.items() if id == viewer.reviewer}

    def names(self, session: Session, call: UUID, viewer: Sight, language: str = "") -> dict[UUID, str]:
        """What the applications of a call are called for this viewer."""
        c, words = Company, translator(language) if language else current()
        return {row.id: words.text(msg("Application {number}", number=f"{row.number:04d}")) if viewer.blind(call)
                else display(row.legal_name, row.trade_name, row.chinese_name, language)
                for row in session.execute(
                    select(Application.id, Application.number, c.legal_name, c.trade_name, c.chinese_name)
                    .join(c, Application.company_id == c.id).where(Application.call_id == call))}


CLOSED: Message = msg("This phase does not show what others wrote. Scores open in a phase that does.")


def ends_of_scale(session: Session, call: UUID) -> tuple[float, float]:
    """The ends of the scale on which scores of a call are shown; 0 and 1 mean percent."""
    return _ends(_rubric(session, session.scalar(
        select(ReviewRound.rubric_version_id).where(ReviewRound.call_id == call))))


def _sheet(session: Session, call: UUID, book: ScoreBook, wish: Wish, hidden: frozenset[UUID]) -> ScoreSheet:
    """The table without names."""
    a = Application
    facts = session.execute(
        select(a.id, a.number, a.company_id, Stage.status).join(Stage, Stage.id == a.stage_id)
        .where(a.call_id == call)).all()
    assigned: dict[UUID, set[UUID]] = {}
    for application, reviewer in session.connection().execute(
            select(ReviewAssignment.application_id, ReviewAssignment.reviewer_id)
            .join(a, a.id == ReviewAssignment.application_id).where(a.call_id == call)):
        assigned.setdefault(application, set()).add(reviewer)
    round = session.execute(select(ReviewRound.reviews_each, ReviewRound.rubric_version_id)
                            .where(ReviewRound.call_id == call)).first()
    each, version = (0, None) if round is None else round
    rubric = _rubric(session, version)
    reviews = book.by_application()
    standings = {one.application: one for one in book.standings(wish.centre)}
    rows = [_row(book, fact, each, assigned.get(fact.id, set()), reviews.get(fact.id, []), standings.get(fact.id),
                 wish.drafts)
            for fact in facts if fact.id not in hidden
            and (fact.id in reviews or fact.id in assigned or fact.status in UNDER_REVIEW)]
    scale = _ends(rubric)
    criteria = [one.key for one in rubric.criteria] if rubric else ()
    sheet = ScoreSheet(call, tuple(sorted(rows, key=order)), book.reviewers(),
                       book.agreement(wish.level, criteria, hidden, scale), wish, version, *scale)
    return sheet.reranked() if hidden else sheet


def _row(book: ScoreBook, fact: Any, each: int, assigned: set[UUID], reviews: list[Entry], found: Standing | None,
         drafts: bool) -> ScoreRow:
    counted = [one for one in reviews if one.counts]
    states = Counter(one.state for one in reviews if not one.counts)
    given = tuple(score for one in counted if (score := book.given(one)))
    pending = tuple(score for one in reviews if one.state == "draft" and (score := book.given(one))) if drafts else ()
    return ScoreRow(
        fact.id, fact.number, fact.company_id, n=len(counted), wanted=each, drafts=states["draft"],
        open=len(assigned - {one.reviewer for one in reviews}), abstained=states["abstained"],
        recused=states["recused"], given=given, pending=pending,
        answered=fsum([one.answered for one in counted]) / len(counted) if counted else None,
        **({} if found is None else {key: getattr(found, key) for key in _TOLD}))


_TOLD = ("raw", "raw_rank", "adjusted", "adjusted_rank", "spread", "error", "confidence")


def _round(session: Session, database: Database, call: UUID) -> _Round:
    r = ReviewRound
    row = session.execute(
        select(r.id, r.phase_id, r.reviews_each, r.rubric_version_id).where(r.call_id == call)).first()
    if row is None:
        return _Round(0, None, "never", False)
    phase = standing(phases_of(session, [row.id]).get(row.id, ()), row.phase_id, database.clock.today()).phase
    if phase is None:
        return _Round(row.reviews_each, row.rubric_version_id, "never", False)
    return _Round(row.reviews_each, row.rubric_version_id, phase.sees_others, phase.shows_reviewers)


def _rubric(session: Session, version: UUID | None) -> Rubric | None:
    return None if version is None else rubric_of(session, version)


def _ends(rubric: Rubric | None) -> tuple[float, float]:
    """The ends of the scale on which scores are shown; 0 and 1 where criteria have different ones."""
    scale = rubric.scale if rubric is not None else None
    return (0.0, 1.0) if scale is None else (float(scale.low), float(scale.high))
