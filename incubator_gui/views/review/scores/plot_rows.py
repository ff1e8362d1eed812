"""The marks of each plot, of one sheet, in the language of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from incubator_gui.core.messages import Words
from incubator_gui.domain.score_sheet import FlipLine, ScoreSheet
from incubator_gui.services.score_words import WIDE, ScoreWords
from incubator_gui.widgets.plots.lines import Part
from incubator_gui.widgets.plots.marks import Interval, Range
from incubator_gui.widgets.plots.plot_list import PlotRow
from incubator_gui.widgets.plots.slope import Slope


def severity_rows(words: ScoreWords) -> list[PlotRow]:
    """Each reviewer, the strictest first, those whose scores stay raw last."""
    rows = []
    span = 100 if words.in_percent else words.sheet.high - words.sheet.low
    for one in words.sheet.reviewers:
        value = one.gap if one.held else one.severity
        reach = WIDE * one.error if one.error is not None else 0.0
        count = words.words.number(one.n)
        rows.append(PlotRow(
            one.reviewer_id, words.reviewer(one.reviewer_id), f"{words.severity(one)} · n {count}",
            words.severity_said(one),
            Interval(value * span, (value - reach) * span, (value + reach) * span, one.held is not None),
            "muted" if one.held else "text"))
    return rows


def spread_rows(words: ScoreWords) -> list[PlotRow]:
    """Each application, the widest spread first."""
    found = sorted(words.sheet.scored, key=lambda row: (-(row.spread or 0.0), row.adjusted_rank or 0))
    return [PlotRow(row.application_id, words.name(row), words.points(row.spread or 0.0), words.spread_said(row),
                    Range(tuple(words.on_scale(one.score) or 0.0 for one in row.given), words.on_scale(row.raw) or 0.0,
                          words.on_scale(row.adjusted) or 0.0))
            for row in found]


def rank_rows(words: ScoreWords) -> list[PlotRow]:
    """Each application in the adjusted order."""
    rows = words.sheet.scored
    raw = sorted(rows, key=lambda row: (row.raw_rank or 0, row.adjusted_rank or 0, row.number))
    before = {row.application_id: place for place, row in enumerate(raw)}
    return [PlotRow(row.application_id, words.name(row), words.change(row), words.rank_said(row),
                    Slope(before[row.application_id], place, row.raw_rank or 0, row.adjusted_rank or 0),
                    "accent" if (row.change or 0) > 0 else "warning" if (row.change or 0) < 0 else "muted")
            for place, row in enumerate(rows)]


def share_rows(words: ScoreWords, top: int) -> list[PlotRow]:
    """Each application that is among the first in any draw, most often first."""
    found = sorted((row for row in words.sheet.scored if row.share),
                   key=lambda row: (-(row.share or 0.0), row.adjusted_rank or 0))
    return [PlotRow(row.application_id, words.name(row), words.percent(row.share), words.share_said(row, top),
                    row.share) for row in found]


def flip_rows(words: ScoreWords, lines: Iterable[FlipLine]) -> list[PlotRow]:
    """Each reviewer, who changes most first."""
    rows = []
    for line in lines:
        said = words.flip_parts(line)
        icons = [("arrow-up", "accent")] * bool(line.enters) + [("arrow-down", "warning")] * bool(line.leaves)
        parts = tuple(Part(icon, tone, part) for (icon, tone), part in zip(icons, said, strict=True))
        rows.append(PlotRow(line.reviewer_id, words.reviewer(line.reviewer_id), words.flip_figure(line),
                            words.flip_said(line), parts, "text" if parts else "muted"))
    return rows


def agreement_rows(words: ScoreWords, names: Mapping[str, Words]) -> list[PlotRow]:
    """The score, then each criterion."""
    rows: list[PlotRow] = []
    for line in words.sheet.agreement:
        name, alpha = words.criterion(line, names), words.alpha(line)
        tone: Any = {"reliable": "success", "tentative": "warning", "unreliable": "error"}.get(line.reading or "",
                                                                                               "muted")
        value = None if line.alpha is None else max(-0.2, line.alpha)
        rows.append(PlotRow(line.criterion or "*", name, alpha, words.words.labelled(name, alpha), value, tone))
    return rows


def is_empty(sheet: ScoreSheet) -> bool:
    """Whether no review counts yet."""
    return not sheet.reviews
