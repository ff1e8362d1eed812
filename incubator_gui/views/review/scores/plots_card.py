"""The plots of the fairness console: one in front, a short explanation above it, its wishes beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Words, msg, text, tr
from incubator_gui.domain.agreement import LEVELS as LEVEL_KEYS
from incubator_gui.domain.score_sheet import FlipLine, ScoreSheet, Wish
from incubator_gui.services.score_words import HELP, INFORM, LEVELS, TITLES, ScoreWords
from incubator_gui.views.review.scores import plot_rows
from incubator_gui.views.review.scores.detail import Detail
from incubator_gui.views.review.scores.reading import MOST_FIRST
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.plots.lines import LineList
from incubator_gui.widgets.plots.marks import AgreementBars, IntervalPlot, RangePlot, ShareBars
from incubator_gui.widgets.plots.plot_list import PlotList
from incubator_gui.widgets.plots.slope import SlopePlot
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import tight

PLOTS = ("severity", "spread", "ranks", "shares", "flips", "agreement")
OF_APPLICATIONS = ("spread", "ranks", "shares")
OF_REVIEWERS = ("severity", "flips")


class PlotsCard(QFrame):
    """Tells where a person went and what they opened: `application`, `reviewer` or `criterion`, and its id."""

    turned = Signal(str)
    picked = Signal(str, object)
    opened = Signal(str, object)
    wished = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        theme = context.theme
        self.wish = Wish()
        self._sheet: ScoreSheet | None = None
        self._names: Mapping[str, Words] = {}
        self._flips: Sequence[FlipLine] | None = None
        self._flips_stopped = False
        self._chosen: Any = None
        self._stale = set(PLOTS)
        self.plots: dict[str, PlotList] = {
            "severity": IntervalPlot(theme), "spread": RangePlot(theme), "ranks": SlopePlot(theme),
            "shares": ShareBars(theme), "flips": LineList(theme), "agreement": AgreementBars(theme)}
        self.choice = SegmentedControl(theme, [(key, TITLES[key], "") for key in PLOTS], msg("Plot"))
        self.help = PlainLabel("", "label", wrap=True)
        self.note = PlainLabel("", "label", wrap=True)
        self.top, self.width_ = QSpinBox(), QSpinBox()
        self.level = ChoiceBox()
        self._top_label, self._width_label, self._level_label = (PlainLabel("", "label") for _one in range(3))
        self._stack = FrontStack()
        column = QVBoxLayout(self)
        tight(column, 0, 1, 1, 1, 1)
        top = QHBoxLayout()
        tight(top, 8, 12, 6, 12, 6)
        top.addWidget(self.choice)
        top.addStretch(1)
        column.addLayout(top)
        told = QVBoxLayout()
        tight(told, 8, 12, 4, 12, 8)
        told.addWidget(self.help)
        told.addLayout(self._wishes())
        told.addWidget(self.note)
        column.addLayout(told)
        column.addWidget(self._stack, 1)
        self.detail = Detail(theme)
        self.detail.hide()
        self.detail.plot.opened.connect(lambda id: self.opened.emit("reviewer", id))
        column.addWidget(self.detail)
        for key, plot in self.plots.items():
            self._stack.addWidget(plot)
            kind = self._kind(key)
            plot.picked.connect(lambda id, kind=kind: self.picked.emit(kind, id))
            plot.opened.connect(lambda id, kind=kind: self.opened.emit(kind, id))
        self.choice.chosen.connect(self._turn)
        self.top.valueChanged.connect(lambda value: self._wish(top=value))
        self.width_.valueChanged.connect(lambda value: self._wish(width=value / 100))
        self.level.activated.connect(lambda _place: self._wish(level=self.level.key()))

    def _wishes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        tight(row, 8)
        self.top.setRange(1, MOST_FIRST)
        self.top.setValue(self.wish.top)
        self.top.setKeyboardTracking(False)
        self.width_.setRange(5, 90)
        self.width_.setSingleStep(5)
        self.width_.setSuffix("\u00a0%")
        self.width_.setValue(round(100 * self.wish.width))
        self.width_.setKeyboardTracking(False)
        for label, field in ((self._top_label, self.top), (self._width_label, self.width_),
                             (self._level_label, self.level)):
            row.addWidget(label)
            row.addWidget(field)
            label.setBuddy(field)
        row.addStretch(1)
        return row

    def _kind(self, key: str) -> str:
        return "application" if key in OF_APPLICATIONS else "reviewer" if key in OF_REVIEWERS else "criterion"

    # what is shown ---------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """Which plot is in front."""
        return self.choice.key

    @property
    def plot(self) -> PlotList:
        """The plot in front."""
        return self.plots[self.key]

    def show_sheet(self, sheet: ScoreSheet, names: Mapping[str, Words]) -> None:
        """Another table: the plot in front at once, others when they are turned to."""
        self._sheet, self._names = sheet, names
        self._stale = set(PLOTS)
        self._fill()
        self._show_detail()

    def show_flips(self, lines: Iterable[FlipLine] | None, *, stopped: bool = False) -> None:
        """Who changes without whom; None while that is worked out, or where somebody stopped it."""
        self._flips, self._flips_stopped = None if lines is None else tuple(lines), stopped
        self._stale.add("flips")
        self._fill()

    def set_wish(self, wish: Wish) -> None:
        """Show other wishes without telling."""
        self.wish = wish
        for field, value in ((self.top, wish.top), (self.width_, round(100 * wish.width))):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self.level.choose(wish.level)

    def choose(self, kind: str, id: Any) -> None:
        """Go to a mark in every plot that has it."""
        for key, plot in self.plots.items():
            if self._kind(key) == kind and plot.current_id() != id:
                plot.choose(id)
        if kind == "application":
            self._chosen = id
            self._show_detail()

    def _show_detail(self) -> None:
        sheet = self._sheet
        row = sheet.row(self._chosen) if sheet is not None and self._chosen is not None else None
        self.detail.show_row(sheet, row)

    def _turn(self, key: str) -> None:
        self._fill()
        self.turned.emit(key)

    def _wish(self, **changed: Any) -> None:
        wish = replace(self.wish, **changed)
        if wish != self.wish:
            self.wish = wish
            self._say()
            self.wished.emit(wish)

    def _fill(self) -> None:
        key, sheet = self.key, self._sheet
        self._stack.setCurrentWidget(self.plots[key])
        self._say()
        if sheet is None or key not in self._stale:
            return
        self._stale.discard(key)
        words, plot = ScoreWords(current(), sheet), self.plots[key]
        match key:
            case "severity":
                rows = plot_rows.severity_rows(words)
            case "spread":
                rows = plot_rows.spread_rows(words)
                assert isinstance(plot, RangePlot)
                plot.set_scale(*((0.0, 100.0) if words.in_percent else (sheet.low, sheet.high)))
            case "ranks":
                rows = plot_rows.rank_rows(words)
            case "shares":
                rows = plot_rows.share_rows(words, self.wish.top)
            case "flips":
                rows = plot_rows.flip_rows(words, self._flips or ())
            case _:
                rows = plot_rows.agreement_rows(words, self._names)
        plot.set_plot(text(TITLES[key]), rows)
        self._say()

    def _say(self) -> None:
        key = self.key
        words = current()
        told = HELP[key]
        if key in ("shares", "flips"):
            told = replace(told, arguments={"top": self.wish.top, "width": words.percent(self.wish.width)})
        inform = text(INFORM)
        self.help.setText(f"{text(told)} {inform}" if words.language != "zh" else f"{text(told)}{inform}")
        for widget, on in ((self._top_label, key in ("shares", "flips")), (self.top, key in ("shares", "flips")),
                           (self._width_label, key == "shares"), (self.width_, key == "shares"),
                           (self._level_label, key == "agreement"), (self.level, key == "agreement")):
            widget.setVisible(on)
        self.note.setText(self._note(key))
        self.note.setVisible(bool(self.note.text()))

    def _note(self, key: str) -> str:
        sheet = self._sheet
        if sheet is None:
            return ""
        if key == "severity" and sheet.reviewers and all(one.held for one in sheet.reviewers):
            return tr("No severity can be told yet: that needs reviewers with 3 reviews or more of applications that"
                      " others have read too.")
        if key == "flips" and self._flips is None:
            return tr("Stopped. Turn to this plot again to go on.") if self._flips_stopped \
                else tr("Each reviewer is left out once…")
        if key == "shares":
            if all(row.share is None for row in sheet.scored):
                return tr("The weights are drawn…")
            rest = sum(not row.share for row in sheet.scored)
            return tr("In none of the draws: {n} of {whole}", n=rest, whole=len(sheet.scored)) if rest else ""
        return ""

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Plots"))
        self.choice.retranslate()
        self.level.set_choices({key: LEVELS[key] for key in LEVEL_KEYS})
        self.level.choose(self.wish.level)
        self._top_label.setText(tr("The first"))
        self.top.setAccessibleName(tr("How many are the first"))
        self._width_label.setText(tr("Weights ±"))
        self.width_.setAccessibleName(tr("How far the weights may differ"))
        self._level_label.setText(tr("Level of measurement"))
        self.level.setAccessibleName(tr("Level of measurement"))
        severity, ranks = self.plots["severity"], self.plots["ranks"]
        assert isinstance(severity, IntervalPlot)
        assert isinstance(ranks, SlopePlot)
        severity.set_sides(tr("lenient"), tr("strict"))
        ranks.set_titles(tr("Plain rank"), tr("Adjusted rank"))
        self._stale = set(PLOTS)
        self._fill()
        self._show_detail()
