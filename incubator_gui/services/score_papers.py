"""The table of scores with its plots as a paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from incubator_gui.core.languages import Translator, translator
from incubator_gui.core.messages import Message, msg, nmsg, pmsg
from incubator_gui.db.database import Database
from incubator_gui.domain.score_sheet import AgreementLine, ReviewerScores, ScoreRow, Wish
from incubator_gui.reports.score_marks import IntervalMark, RangeMark, RankMark, ShareMark
from incubator_gui.reports.score_page import TARGET, Fact, FlipPart, ScorePaper, request
from incubator_gui.reports.values import Column
from incubator_gui.services.dossiers import DossiersService
from incubator_gui.services.paper_child import MadePaper, in_memory, written
from incubator_gui.services.rounds import RoundsService
from incubator_gui.services.score_words import HELP, INFORM, TABLE_HELP, TITLES, WIDE, ScoreWords
from incubator_gui.services.scores import ScoresService

MOST = 60
"""So many marks of a plot are printed; the table holds all."""

_MEMORY_MB, _SECONDS = 3000, 300
_PARTS = ("severity", "spread", "ranks", "shares", "flips", "agreement")
_COLUMNS: tuple[tuple[Message, bool, bool], ...] = (
    (pmsg("scores", "Rank"), True, False), (msg("Plain rank"), True, False), (pmsg("scores", "Change"), True, False),
    (msg("Application"), False, True), (msg("Score"), True, False), (msg("Plain score"), True, False),
    (pmsg("scores", "Spread"), True, False), (msg("Reviews"), True, False),
    (pmsg("scores", "Confidence"), True, False), (msg("Among the first"), True, False))

T = TypeVar("T")


class ScorePapersService:
    """Makes the paper for who asks: what they must not see is not on it."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._scores = ScoresService(database)

    def paper(self, call: UUID, wish: Wish, language: str) -> ScorePaper:
        """Everything in the words of the language; raises Refused as the table does."""
        words = translator(language)
        sheet = self._scores.table(call, wish, language).with_shares(self._scores.shares(call, wish))
        told, names = ScoreWords(words, sheet), self._scores.criteria(call)
        flips = self._scores.flips(call, wish)
        round = RoundsService(self._db).row(call)
        scored = sheet.scored
        spread = sorted(scored, key=lambda row: (-(row.spread or 0.0), row.adjusted_rank or 0))
        often = sorted((row for row in scored if row.share), key=lambda row: -(row.share or 0.0))
        raw = sorted(scored, key=lambda row: (row.raw_rank or 0, row.adjusted_rank or 0, row.number))
        before = {row.application_id: place for place, row in enumerate(raw)}
        low, high = (0.0, 100.0) if told.in_percent else (sheet.low, sheet.high)
        places = tuple(low + (high - low) * n / 4 for n in range(5))
        return ScorePaper(
            words.text(msg("Scores of applications")),
            words.text(msg("{call}, as of {day}", call=round.call, day=self._db.clock.today())),
            _facts(told, sheet.agreement[0] if sheet.agreement else AgreementLine("")),
            tuple(Column(words.text(title), figures, strong) for title, figures, strong in _COLUMNS),
            tuple(_row(told, row) for row in sheet.rows), f"{words.text(TABLE_HELP)} {words.text(INFORM)}",
            tuple(words.text(TITLES[key]) for key in _PARTS), tuple(_help(key, wish, words) for key in _PARTS),
            tuple(words.text(one) if one else "" for one in (
                None, _rest(spread), None, _rest(often), None, None)),
            tuple(_interval(told, one) for one in sheet.reviewers[:MOST]),
            (words.text(msg("lenient")), words.text(msg("strict"))),
            tuple(RangeMark(told.name(row), told.points(row.spread or 0.0),
                            tuple(told.on_scale(one.score) or 0.0 for one in row.given),
                            told.on_scale(row.raw) or 0.0, told.on_scale(row.adjusted) or 0.0)
                  for row in spread[:MOST]),
            tuple(words.number(at, 2 if at % 1 else 0) for at in places), places,
            tuple(RankMark(told.name(row), told.change(row), before[row.application_id], place, row.raw_rank or 0,
                           row.adjusted_rank or 0) for place, row in enumerate(scored[:MOST])), len(scored),
            tuple(ShareMark(told.name(row), told.percent(row.share), row.share or 0.0, 0.05 < (row.share or 0.0) < 0.95)
                  for row in often[:MOST]),
            tuple(words.percent(n / 4) for n in range(5)),
            tuple(FlipPart(told.reviewer(one.reviewer_id), told.flip_figure(one), tuple(told.flip_parts(one)))
                  for one in flips[:MOST]),
            tuple(ShareMark(told.criterion(one, names), told.alpha(one), one.alpha or 0.0)
                  for one in sheet.agreement))

    def make(self, call: UUID, wish: Wish, language: str, *, on_step: Callable[[int, int], None] | None = None,
             stop: Callable[[], bool] | None = None) -> MadePaper:
        """The paper as a PDF in memory; raises Cancelled, Environment or Refused with one sentence."""
        data = self.paper(call, wish, language)
        options = DossiersService(self._db).options(language)
        options = replace(options, confidentiality=translator(language).text(msg("Confidential")))
        return in_memory(lambda target: written(TARGET, request(data, options, target), memory_mb=_MEMORY_MB,
                                                seconds=_SECONDS, on_step=on_step, stop=stop))


def _facts(told: ScoreWords, line: AgreementLine) -> tuple[Fact, ...]:
    sheet, words = told.sheet, told.words
    wanted = sum(max(row.wanted, row.n) for row in sheet.rows)
    moved = [row for row in sheet.scored if row.change]
    facts = [
        Fact(words.text(msg("Agreement of reviewers")), "–" if line.alpha is None else words.number(line.alpha, 2),
             told.alpha(line).partition(" · ")[2]),
        Fact(words.text(msg("Reviews that count")), words.number(sheet.reviews),
             words.text(msg("of {whole}", whole=wanted)) if wanted else ""),
        Fact(words.text(msg("Ranks that the adjustment moves")), words.number(len(moved)),
             words.text(msg("of {whole}", whole=len(sheet.scored))))]
    if sheet.other_versions:
        facts.append(Fact(words.text(msg("Other version of the rubric")), words.number(sheet.other_versions),
                          words.text(nmsg("{n} review", "{n} reviews", sheet.other_versions))))
    return tuple(facts)


def _row(told: ScoreWords, row: ScoreRow) -> tuple[str, ...]:
    return ("–" if row.adjusted_rank is None else str(row.adjusted_rank),
            "–" if row.raw_rank is None else str(row.raw_rank), told.change(row), told.name(row),
            told.score(row.adjusted), told.score(row.raw), "–" if row.spread is None else told.points(row.spread),
            told.count(row), told.percent(row.confidence), told.percent(row.share))


def _interval(told: ScoreWords, one: ReviewerScores) -> IntervalMark:
    span = 100 if told.in_percent else told.sheet.high - told.sheet.low
    value = one.gap if one.held else one.severity
    reach = WIDE * one.error if one.error is not None else 0.0
    return IntervalMark(told.reviewer(one.reviewer_id), f"{told.severity(one)} · n {one.n}", value * span,
                        (value - reach) * span, (value + reach) * span, one.held is not None)


def _help(key: str, wish: Wish, words: Translator) -> str:
    told = HELP[key]
    if key in ("shares", "flips"):
        told = replace(told, arguments={"top": wish.top, "width": words.percent(wish.width)})
    return words.text(told)


def _rest(rows: Sequence[T]) -> Message | None:
    if len(rows) <= MOST:
        return None
    return msg("The first {most} of {whole}; the table above holds all.", most=MOST, whole=len(rows))
