"""What the whole table comes to: agreement, reviews, applications, what the adjustment moves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.domain.score_sheet import AgreementLine, ScoreSheet
from incubator_gui.services.score_words import READINGS, ScoreWords
from incubator_gui.widgets.card import FigureRow, KeyFigure
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

_TONES = {"reliable": "success", "tentative": "warning", "unreliable": "error"}


class Facts(QWidget):
    """Four figures; each opens the plot behind it."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: ScoreSheet | None = None
        self.agreement = KeyFigure(theme, wraps=True)
        self.reviews = KeyFigure(theme, wraps=True)
        self.strictest = KeyFigure(theme, wraps=True)
        self.moved = KeyFigure(theme, wraps=True)
        self._figures: Sequence[KeyFigure] = (self.agreement, self.reviews, self.strictest, self.moved)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(FigureRow(list(self._figures)))
        for figure, plot in zip(self._figures, ("agreement", "spread", "severity", "ranks"), strict=True):
            figure.opened.connect(lambda plot=plot: self.asked.emit(plot))

    def show_sheet(self, sheet: ScoreSheet) -> None:
        """The figures of a table."""
        self._sheet = sheet
        words = ScoreWords(current(), sheet)
        self._agreement(sheet.agreement[0] if sheet.agreement else AgreementLine(""))
        wanted = sum(max(row.wanted, row.n) for row in sheet.rows)
        remark = ntr("{n} application without a score", "{n} applications without a score",
                     len(sheet.rows) - len(sheet.scored))
        if sheet.other_versions:
            remark = ntr("{n} by another version of the rubric", "{n} by another version of the rubric",
                         sheet.other_versions)
        self.reviews.set(tr("Reviews that count"), current().number(sheet.reviews),
                         tr("of {whole}", whole=wanted) if wanted else "",
                         remark if len(sheet.scored) < len(sheet.rows) or sheet.other_versions
                         else tr("all applications have a score"),
                         "warning" if sheet.other_versions else "")
        free = [one for one in sheet.reviewers if one.held is None]
        if len(free) > 1:
            first, last = free[0], free[-1]
            self.strictest.set(tr("From the strictest to the most lenient reviewer"),
                               words.points(first.severity - last.severity), "",
                               tr("{strict} to {lenient}", strict=words.reviewer(first.reviewer_id),
                                  lenient=words.reviewer(last.reviewer_id)))
        else:
            self.strictest.set(tr("From the strictest to the most lenient reviewer"), "–", "",
                               tr("needs reviewers with 3 reviews or more"), opens=bool(sheet.reviewers))
        moved = [row for row in sheet.scored if row.change]
        most = max(moved, key=lambda row: (abs(row.change or 0), -row.number), default=None)
        self.moved.set(tr("Ranks that the adjustment moves"), current().number(len(moved)),
                       tr("of {whole}", whole=len(sheet.scored)) if sheet.scored else "",
                       tr("most: {application} {change}", application=words.name(most), change=words.change(most))
                       if most is not None else tr("plain and adjusted order are the same"))

    def _agreement(self, line: AgreementLine) -> None:
        if line.alpha is None or line.reading is None:
            self.agreement.set(tr("Agreement of reviewers"), "–", "",
                               tr("needs applications with two reviews or more"))
        else:
            self.agreement.set(tr("Agreement of reviewers"), current().number(line.alpha, 2), "",
                               text(READINGS[line.reading]), _TONES[line.reading])

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        if self._sheet is not None:
            self.show_sheet(self._sheet)
