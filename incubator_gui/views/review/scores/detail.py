"""The reviews of the one application that is selected: who gave what, and what it would be from a middling reviewer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.domain.score_sheet import GivenScore, ScoreRow, ScoreSheet
from incubator_gui.services.score_words import ScoreWords
from incubator_gui.widgets.labels import ElidedLabel
from incubator_gui.widgets.plots.marks import Range, RangePlot
from incubator_gui.widgets.plots.plot_list import PlotRow
from incubator_gui.widgets.styling import line, tight
from incubator_gui.widgets.theme import Theme

MOST_SEEN = 4
"""More reviews than these are scrolled."""


class _Scores(RangePlot):
    HEAD = 0


class Detail(QFrame):
    """Below the plots; not there while nothing or much is selected."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = ElidedLabel("", "strong")
        self.title.setContentsMargins(12, 8, 12, 4)
        self.plot = _Scores(theme)
        column = QVBoxLayout(self)
        tight(column, 0, 0, 0, 0, 4)
        column.addWidget(line())
        column.addWidget(self.title)
        column.addWidget(self.plot)
        theme.changed.connect(self._fit)

    def show_row(self, sheet: ScoreSheet | None, row: ScoreRow | None) -> None:
        """The reviews of an application."""
        there = sheet is not None and row is not None and bool(row.given or row.pending)
        self.setVisible(there)
        if not there or sheet is None or row is None:
            return
        words = ScoreWords(current(), sheet)
        self.plot.set_scale(*((0.0, 100.0) if words.in_percent else (sheet.low, sheet.high)))
        self.title.setText(tr("Reviews of {application}", application=words.name(row)))
        self.plot.set_plot(self.title.text(), [*_rows(words, row.given), *_rows(words, row.pending, begun=True)])
        self._fit()

    def _fit(self) -> None:
        rows = min(MOST_SEEN, max(1, len(self.plot.points.rows)))
        self.plot.setFixedHeight(rows * self._theme.px(RangePlot.ROW) + 2)


def _rows(words: ScoreWords, given: Sequence[GivenScore], begun: bool = False) -> list[PlotRow]:
    rows = []
    for one in sorted(given, key=lambda one: -one.score):
        who, score, mended = words.reviewer(one.reviewer), words.score(one.score), words.score(one.adjusted)
        figure = f"{score} → {mended}"
        said = tr("{reviewer}: {score}, adjusted {adjusted}, {share} of the weight answered", reviewer=who, score=score,
                  adjusted=mended, share=words.percent(one.answered))
        if begun:
            figure = tr("{score} (begun)", score=score)
            said = tr("{reviewer}: {score}, begun and not counted yet", reviewer=who, score=score)
        elif one.other_version:
            figure = tr("{scores} (other version)", scores=figure)
        value = words.on_scale(one.score) or 0.0
        rows.append(PlotRow(one.reviewer, who, figure, said,
                            Range((value,), value, words.on_scale(one.adjusted) or 0.0), "muted" if begun else "text"))
    return rows
