"""Scores in words: the same on the screen, in lists and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from incubator_gui.core.languages import Translator
from incubator_gui.core.messages import Message, Words, msg, nmsg, pmsg
from incubator_gui.domain.score_sheet import AgreementLine, FlipLine, ReviewerScores, ScoreRow, ScoreSheet

WIDE = 1.96
"""So many standard errors to either side hold the true value 95 times in 100."""

TINY = 0.005
"""A severity nearer to nothing than this is none that people could see."""

STATES: Mapping[str, Message] = {
    "none": msg("no review yet"),
    "few": msg("reviews missing"),
    "waiting": msg("more to come"),
    "complete": msg("all reviews in"),
}
HELD: Mapping[str, Message] = {
    "few": msg("too few"),
    "even": msg("all the same"),
    "alone": msg("read alone"),
}
"""Why the scores of a reviewer stay raw."""

READINGS: Mapping[str, Message] = {
    "reliable": msg("reliable"),
    "tentative": msg("tentative"),
    "unreliable": msg("unreliable"),
}
LEVELS: Mapping[str, Message] = {
    "nominal": msg("Names (nominal)"),
    "ordinal": msg("Ranks (ordinal)"),
    "interval": msg("Even steps (interval)"),
    "ratio": msg("Ratios (ratio)"),
}
CENTRES: Mapping[str, Message] = {"mean": msg("Mean"), "trimmed": msg("Trimmed mean")}

INFORM = msg("The numbers inform; people decide.")
TABLE_HELP = msg(
    "Plain is the rank by the scores as they were given, Rank the one after strict and lenient reviewers were evened"
    " out. Confidence says how much of the distance to others is more than chance: few or contrary reviews make it"
    " small.")
HELP: Mapping[str, Message] = {
    "severity": msg(
        "How strict each reviewer is beside the others who read the same applications. The dot is the estimate, the"
        " line the range in which it lies 95 times in 100. Few reviews pull it towards 0. The adjusted score makes"
        " up for it; where a reviewer has fewer than 3 reviews the scores stay as they are."),
    "spread": msg(
        "From the lowest to the highest review of each application. Ticks are the reviews, the diamond is their mean,"
        " the dot the adjusted score. A long bar says that reviewers saw different things: talk about that one."),
    "ranks": msg(
        "Left the rank by plain scores, right the rank after strict and lenient reviewers were evened out. Many lines"
        " that cross say that it mattered who read an application."),
    "shares": msg(
        "The weights of the criteria are drawn anew 500 times, each up to {width} smaller or larger. The bar says how"
        " often an application is among the first {top}. Hatched bars depend on the weights."),
    "flips": msg(
        "Who comes into the first {top} and who drops out of them if everything that one person wrote is left out."),
    "agreement": msg(
        "Krippendorff's alpha: 1 is full agreement, 0 is what chance gives. From 0.80 on data are called reliable, from"
        " 0.67 on they allow tentative conclusions. Low agreement is nobody's fault: it says that a mean hides"
        " something."),
}
"""A short honest explanation of each plot."""

TITLES: Mapping[str, Message] = {
    "severity": msg("Severity"), "spread": pmsg("scores", "Spread"), "ranks": msg("Ranks"),
    "shares": pmsg("scores", "Weights"), "flips": msg("Without one"), "agreement": msg("Agreement")}


class ScoreWords:
    """Says what stands in one sheet, in one language."""

    def __init__(self, words: Translator, sheet: ScoreSheet) -> None:
        self.words, self.sheet = words, sheet
        self.in_percent = (sheet.low, sheet.high) == (0.0, 1.0)
        self._places = {one.reviewer_id: place for place, one in enumerate(
            sorted(sheet.reviewers, key=lambda one: one.reviewer_id.int), 1)}
        self._names = {one.reviewer_id: one.name for one in sheet.reviewers}
        self._rows = {row.application_id: row for row in sheet.rows}

    def say(self, message: Message) -> str:
        """A message in the language."""
        return self.words.text(message)

    # figures ---------------------------------------------------------------------------------

    def on_scale(self, share: float | None) -> float | None:
        """A score as a figure: on the scale of the rubric, or in per cent."""
        if share is None:
            return None
        return round(100 * share, 1) if self.in_percent else round(self.sheet.on_scale(share), 3)

    def length(self, share: float | None) -> float | None:
        """A difference of scores as a figure."""
        if share is None:
            return None
        return round(share * (100 if self.in_percent else self.sheet.high - self.sheet.low), 3)

    def score(self, share: float | None) -> str:
        """A score as people read it."""
        if share is None:
            return "–"
        return self.words.percent(share) if self.in_percent else self.words.number(self.sheet.on_scale(share), 2)

    def points(self, share: float) -> str:
        """A difference of scores as people read it."""
        return self.words.percent(share) if self.in_percent else self.words.number(self.length(share) or 0.0, 2)

    def percent(self, share: float | None) -> str:
        """A share; »under 1 %« is not nothing, »over 99 %« is not all."""
        if share is None:
            return "–"
        if 0 < share < 0.01:
            return f"< {self.words.percent(0.01)}"
        return f"> {self.words.percent(0.99)}" if 0.99 < share < 1 else self.words.percent(share)

    # names -----------------------------------------------------------------------------------

    def name(self, row: ScoreRow) -> str:
        """Number and company; where names are hidden the number alone."""
        number = f"{row.number:04d}"
        hidden = self.say(msg("Application {number}", number=number))
        return row.name if row.name == hidden else f"{number} {row.name}".strip()

    def application(self, id: UUID) -> str:
        """What the application of an id is called."""
        row = self._rows.get(id)
        return "–" if row is None else self.name(row)

    def reviewer(self, id: UUID) -> str:
        """A reviewer's name, a number where names are hidden."""
        return self._names.get(id) or self.say(
            msg("Reviewer {n}", n=self._places.setdefault(id, len(self._places) + 1)))

    # marks -----------------------------------------------------------------------------------

    def state(self, row: ScoreRow) -> str:
        """How far its reviews are."""
        return self.say(STATES[row.state])

    def count(self, row: ScoreRow) -> str:
        """Reviews in, of those wanted."""
        return self.say(msg("{n} of {whole}", n=row.n, whole=row.wanted)) if row.wanted else str(row.n)

    def change(self, row: ScoreRow) -> str:
        """An arrow with the number of ranks won or lost."""
        return moved(row.change)

    def severity(self, one: ReviewerScores) -> str:
        """Strict or lenient, and by how much."""
        if one.held is not None:
            return self.say(HELD[one.held])
        if abs(one.severity) < TINY:
            return self.say(msg("middling"))
        by = self.points(abs(one.severity))
        return self.say(msg("strict by {points}", points=by) if one.severity > 0
                        else msg("lenient by {points}", points=by))

    def severity_said(self, one: ReviewerScores) -> str:
        """A reviewer in one sentence."""
        who, reviews = self.reviewer(one.reviewer_id), nmsg("{n} review", "{n} reviews", one.n)
        said = self.say(msg("{reviewer}: {severity}, {reviews}, mean {mean}, from lowest to highest {spread}",
                            reviewer=who, severity=self.severity(one), reviews=reviews, mean=self.score(one.mean),
                            spread=self.points(one.spread)))
        if one.held is not None:
            return self.words.clauses((said, self.say(msg("the scores stay as they are"))))
        return said

    def spread_said(self, row: ScoreRow) -> str:
        """An application's reviews in one sentence."""
        if row.raw is None or row.spread is None:
            return self.words.labelled(self.name(row), self.state(row))
        scores = [one.score for one in row.given]
        return self.say(msg("{application}: {reviews} from {low} to {high}, mean {mean}, adjusted {adjusted}",
                            application=self.name(row), reviews=nmsg("{n} review", "{n} reviews", row.n),
                            low=self.score(min(scores)), high=self.score(max(scores)), mean=self.score(row.raw),
                            adjusted=self.score(row.adjusted)))

    def rank_said(self, row: ScoreRow) -> str:
        """An application's ranks in one sentence."""
        return self.say(msg("{application}: rank {raw} by plain scores, {adjusted} adjusted, {change}",
                            application=self.name(row), raw=row.raw_rank or 0, adjusted=row.adjusted_rank or 0,
                            change=self._change_said(row.change or 0)))

    def share_said(self, row: ScoreRow, top: int) -> str:
        """How often it is among the first."""
        return self.say(msg("{application}: in the first {top} in {share} of draws", application=self.name(row),
                            top=top, share=self.percent(row.share)))

    def flip_figure(self, line: FlipLine) -> str:
        """How many come in and go."""
        if not line.enters and not line.leaves:
            return self.say(msg("nothing changes"))
        return self.say(msg("{enters} in, {leaves} out", enters=len(line.enters), leaves=len(line.leaves)))

    def flip_said(self, line: FlipLine) -> str:
        """Who comes in and who goes without this reviewer."""
        parts = [self.say(msg("Without {reviewer}: {figure}", reviewer=self.reviewer(line.reviewer_id),
                              figure=self.flip_figure(line))), *self.flip_parts(line)]
        return self.words.clauses(parts)

    def flip_parts(self, line: FlipLine) -> list[str]:
        """Who comes in, who goes, each in a line."""
        parts = []
        if line.enters:
            parts.append(self.say(msg("in: {applications}", applications=self.words.joined(
                self.application(id) for id in line.enters))))
        if line.leaves:
            unread = set(line.unread)
            names = [self.say(msg("{application} (nobody else has read it)", application=self.application(id)))
                     if id in unread else self.application(id) for id in line.leaves]
            parts.append(self.say(msg("out: {applications}", applications=self.words.joined(names))))
        return parts

    def alpha(self, line: AgreementLine) -> str:
        """Alpha with its reading."""
        if line.alpha is None or line.reading is None:
            return self.say(msg("cannot be told"))
        return f"{self.words.number(line.alpha, 2)} · {self.say(READINGS[line.reading])}"

    def criterion(self, line: AgreementLine, names: Mapping[str, Words]) -> str:
        """What the line is about."""
        if not line.criterion:
            return self.say(msg("Score"))
        known = names.get(line.criterion)
        return known.of(self.words.language) if known is not None else line.criterion

    def _change_said(self, change: int) -> Any:
        if change > 0:
            return nmsg("{n} rank higher", "{n} ranks higher", change)
        if change < 0:
            return nmsg("{n} rank lower", "{n} ranks lower", -change)
        return msg("the same rank")


def moved(change: int | None) -> str:
    """An arrow with the number of ranks won or lost."""
    if change is None:
        return ""
    return f"▲\u00a0{change}" if change > 0 else f"▼\u00a0{-change}" if change < 0 else "="
