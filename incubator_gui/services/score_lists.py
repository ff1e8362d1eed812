"""Scores and reviews as lists that go out; through the same filter as the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import Translator
from incubator_gui.core.messages import Message, Words, msg, pmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Review, ReviewAnswer
from incubator_gui.domain.review_words import CONFIDENCES, STANCES
from incubator_gui.domain.score_sheet import ScoreSheet
from incubator_gui.exchange.write_table import OutColumn, OutValue
from incubator_gui.services.export_applications import choice
from incubator_gui.services.exports import Table, reviewed_calls
from incubator_gui.services.reviews_notes_list import told_notes
from incubator_gui.services.score_words import STATES, ScoreWords
from incubator_gui.services.scores import ScoresService
from incubator_gui.services.sight import sight

SCORE_LISTS: Mapping[str, Message] = {"scores": msg("Scores of applications"), "reviews": msg("Reviews")}

_HEAD: tuple[tuple[str, Message], ...] = (
    ("call", pmsg("intake", "Call")), ("application_number", pmsg("number of an application", "No.")),
    ("application", msg("Application")))
_SCORES: tuple[tuple[str, Message], ...] = (
    *_HEAD, ("rank", pmsg("scores", "Rank")), ("plain_rank", msg("Plain rank")),
    ("change", pmsg("scores", "Change")), ("score", msg("Score")), ("plain_score", msg("Plain score")),
    ("spread", pmsg("scores", "Spread")), ("reviews", msg("Reviews")), ("wanted", msg("Reviews wanted")),
    ("confidence", msg("Confidence in %")), ("answered", msg("Weight answered in %")),
    ("state", msg("State of reviews")))
_REVIEWS: tuple[tuple[str, Message], ...] = (
    *_HEAD, ("reviewer", msg("Reviewer")), ("stance", msg("State")), ("score", msg("Score")),
    ("adjusted_score", msg("Adjusted score")), ("answered", msg("Weight answered in %")),
    ("confidence", msg("Sureness of the reviewer")), ("submitted_on", msg("Finished on")),
    ("comment", msg("Comment for the committee")),
    ("private_comment", msg("Comment for officers only")), ("notes", msg("Notes on documents")))


class ScoreLists:
    """Makes the lists for all calls under review, or for one by its name."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._scores = ScoresService(database)

    def table(self, what: str, words: Translator, *, call: str = "", keys: bool = False) -> Table:
        """A list; of calls whose phase does not show what others wrote there is nothing in it."""
        make = self._score_rows if what == "scores" else self._review_rows
        found = [(name, id, sheet) for id, name in self._calls(call) if (sheet := self._sheet(id, words)) is not None]
        columns = [OutColumn(words.text(title), key) for key, title in (_SCORES if what == "scores" else _REVIEWS)]
        names: dict[str, Words] = {}
        if what == "reviews":
            for _name, id, _sheet in found:
                names |= {key: one for key, one in self._scores.criteria(id).items() if key not in names}
            columns += [OutColumn(one.of(words.language), f"mark.{key}") for key, one in names.items()]
        rows = [row for name, id, sheet in found for row in make(name, id, sheet, words, tuple(names), keys)]
        return Table(words.text(SCORE_LISTS[what]), tuple(columns), tuple(rows))

    def _calls(self, name: str) -> list[tuple[UUID, str]]:
        with self._db.read() as session:
            return reviewed_calls(session, name)

    def _sheet(self, call: UUID, words: Translator) -> ScoreSheet | None:
        try:
            return self._scores.table(call, language=words.language)
        except Refused:
            return None

    def _score_rows(self, call: str, _id: UUID, sheet: ScoreSheet, words: Translator, _criteria: tuple[str, ...],
                    keys: bool) -> Iterator[tuple[OutValue, ...]]:
        told = ScoreWords(words, sheet)
        for row in sheet.rows:
            yield (call, row.number, row.name, row.adjusted_rank, row.raw_rank, row.change,
                   _exact(told.on_scale(row.adjusted), 2), _exact(told.on_scale(row.raw), 2),
                   _exact(told.length(row.spread), 2), row.n, row.wanted, _hundred(row.confidence),
                   _hundred(row.answered), choice(STATES, row.state, words, keys))

    def _review_rows(self, call: str, id: UUID, sheet: ScoreSheet, words: Translator, criteria: tuple[str, ...],
                     keys: bool) -> Iterator[tuple[OutValue, ...]]:
        told, shown = ScoreWords(words, sheet), {row.application_id: row for row in sheet.rows}
        given = {(row.application_id, one.reviewer): one for row in sheet.rows for one in row.given}
        r = Review
        with self._db.read() as session:
            viewer = sight(session, self._db)
            marks: dict[UUID, dict[str, Decimal]] = {}
            for review, criterion, mark in session.execute(
                    select(ReviewAnswer.review_id, ReviewAnswer.criterion, ReviewAnswer.mark)
                    .join(r, r.id == ReviewAnswer.review_id).join(Application, Application.id == r.application_id)
                    .where(Application.call_id == id)):
                if mark is not None:
                    marks.setdefault(review, {})[criterion] = mark
            names = self._scores.reviewer_names(session, id, viewer)
            notes = told_notes(session, id, viewer, words)
            found = session.execute(
                select(r.id, r.application_id, r.reviewer_id, r.stance, r.confidence, r.submitted_at, r.comment,
                       r.private_comment).join(Application, Application.id == r.application_id)
                .where(Application.call_id == id, r.state == "submitted")
                .order_by(Application.number, r.reviewer_id)).all()
        for one in found:
            row = shown.get(one.application_id)
            if row is None:
                continue
            score = given.get((one.application_id, one.reviewer_id))
            sure = CONFIDENCES.get(one.confidence) if one.confidence is not None else None
            yield (call, row.number, row.name, names.get(one.reviewer_id) or told.reviewer(one.reviewer_id),
                   choice(STANCES, one.stance, words, keys),
                   _exact(told.on_scale(score.score), 2) if score else None,
                   _exact(told.on_scale(score.adjusted), 2) if score else None,
                   _hundred(score.answered) if score else None,
                   (one.confidence if keys or sure is None else words.text(sure)),
                   one.submitted_at.date() if one.submitted_at is not None else None, one.comment or None,
                   (one.private_comment or None) if viewer.is_officer else None, notes.get(one.id),
                   *(marks.get(one.id, {}).get(key) for key in criteria))


def _exact(value: float | None, places: int) -> Decimal | None:
    return None if value is None else round(Decimal(str(value)), places)


def _hundred(share: float | None) -> int | None:
    return None if share is None else round(100 * share)
