"""What the room sees: the application at hand in large type. No reviewer, no seat and no conflict is named here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.domain.decision_space import capacity_line
from incubator_gui.domain.review_words import OUTCOMES
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.views.review.decision.day_page import DayPage
from incubator_gui.views.review.decision.score_picture import ScorePicture
from incubator_gui.views.review.decision.words import SHORT, clock, score
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import line, set_property, tight
from incubator_gui.widgets.theme import FAMILIES, Theme

_SMALL, _TEXT, _LARGE, _TITLE = 1 / 30, 1 / 22, 1 / 12, 1 / 11
"""Sizes of type as shares of the height: the smallest is read from five metres on a usual projection."""


class Projector(QWidget):
    """A window of its own: F11 fills the screen, Escape gives it back. Follows the page of the chair."""

    closed = Signal()

    def __init__(self, theme: Theme, page: DayPage) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("Surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._page = theme, page
        self.place, self.time = PlainLabel(), PlainLabel()
        self.title, self.facts = PlainLabel("", wrap=True), PlainLabel("", "muted", wrap=True)
        self.picture = ScorePicture(theme, 3.0)
        self.scores = PlainLabel("", wrap=True)
        self.outcome = PlainLabel("", wrap=True)
        self.capacity = PlainLabel("", wrap=True)
        self.meeting = ElidedLabel("")
        self._votes = QGridLayout()
        self._counts: list[PlainLabel] = []
        self._names: list[PlainLabel] = []
        for at, _outcome in enumerate(OUTCOMES):
            count, name = PlainLabel(), PlainLabel("", "muted", wrap=True)
            for label in (count, name):
                label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._counts.append(count)
            self._names.append(name)
            self._votes.addWidget(count, 0, at)
            self._votes.addWidget(name, 1, at)
            self._votes.setColumnStretch(at, 1)
        column = QVBoxLayout(self)
        self._column = column
        head = QHBoxLayout()
        head.addWidget(self.place)
        head.addWidget(self.meeting, 1)
        head.addWidget(self.time)
        column.addLayout(head)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addStretch(1)
        column.addWidget(self.picture)
        column.addWidget(self.scores)
        column.addStretch(1)
        column.addLayout(self._votes)
        column.addWidget(self.outcome)
        column.addStretch(1)
        column.addWidget(line())
        column.addWidget(self.capacity)
        theme.dress(self)
        page.shown.connect(self.refresh)
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def open_beside(self, window: QWidget) -> None:
        """Show it: on another screen where there is one, filling it."""
        here = window.screen()
        others = [one for one in QGuiApplication.screens() if one is not here]
        if others:
            self.setGeometry(others[0].availableGeometry())
            self.showFullScreen()
        else:
            self.resize(self._theme.px(1120), self._theme.px(630))
            self.show()
            self.raise_()

    def refresh(self) -> None:
        """Show what the chair has at hand."""
        day, item = self._page.day, self._page.item
        if day is None or item is None:
            self.title.setText(tr("Nothing is on the agenda."))
            for label in (self.place, self.time, self.facts, self.scores, self.outcome, self.capacity):
                label.setText("")
            self.picture.show_score(None, None)
            return
        self.place.setText(tr("{place} of {count}", place=day.place(item.id), count=len(day.agenda)))
        self.meeting.setText(day.meeting.name)
        self.time.setText(clock(self._page.timer.seconds))
        over = self._page.timer.seconds > item.minutes * 60
        self.time.set_tone("error" if over else "")
        number = f"{item.number:04d}"
        self.title.setText(item.name if number in item.name else tr("{number} {name}", number=number, name=item.name))
        facts = [text(FOCUS_AREAS.get(item.focus_area or "", "")),
                 ntr("{n} desk wanted", "{n} desks wanted", item.desks_needed) if item.desks_needed else ""]
        self.facts.setText(current().joined(facts))
        found = day.score(item)
        self.picture.show_score(day.sheet, found)
        self.picture.setVisible(found is not None and found.raw is not None)
        self.scores.setText(current().joined([
            tr("adjusted {score}, rank {rank}", score=score(day.sheet, found.adjusted), rank=found.adjusted_rank),
            ntr("{n} review", "{n} reviews", found.n)]) if found is not None and found.raw is not None else "")
        for outcome, count in zip(OUTCOMES, self._counts, strict=True):
            votes = item.tally.counts.get(outcome, 0)
            count.setText(str(votes))
            count.set_tone("accent" if item.proposal == outcome else "" if votes else "muted")
        self.outcome.setText(tr("Decided: {outcome}", outcome=text(OUTCOMES[item.outcome])) if item.outcome else "")
        self.capacity.setText(capacity_line(day.space, self._page.month, current()) if day.space is not None else "")

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setWindowTitle(tr("Projector"))
        self.setAccessibleName(tr("Projector"))
        for outcome, name in zip(OUTCOMES, self._names, strict=True):
            name.setText(text(SHORT[outcome]))
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """F11 fills the screen and gives it back; Escape gives it back, then closes."""
        if event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif event.key() == Qt.Key.Key_Escape:
            if self.isFullScreen():
                self.showNormal()
            else:
                self.close()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._page.step(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() == Qt.Key.Key_Space:
            self._page.timer.toggle()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: object) -> None:  # noqa: N802
        """Fills the screen and gives it back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Type grows with the window."""
        super().resizeEvent(event)
        self._dress()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """The page of the chair learns of it."""
        super().closeEvent(event)
        self.closed.emit()

    def _dress(self) -> None:
        tall = min(self.height(), self.width() * 9 // 16)
        for label, share, bold in (
                (self.place, _TEXT, False), (self.meeting, _SMALL, False), (self.time, _LARGE, True),
                (self.title, _TITLE, True), (self.facts, _TEXT, False), (self.scores, _TEXT, False),
                (self.outcome, _TEXT, True), (self.capacity, _SMALL, False),
                *((count, _LARGE, True) for count in self._counts), *((name, _SMALL, False) for name in self._names)):
            label.setFont(_font(max(12, round(tall * share)), bold, label is self.time))
        self.picture.set_unit(tall * _SMALL / 11 / (self._theme.percent / 100))
        margin = max(16, tall // 20)
        tight(self._column, max(4, tall // 60), margin, margin // 2, margin, margin // 2)
        set_property(self.place, "tone", "muted")
        set_property(self.meeting, "tone", "muted")
        self.refresh()


def _font(pixels: int, bold: bool, ticks: bool) -> QFont:
    """`ticks`: figures change in place, so all are of one width; hyphens of names would become as wide."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    if ticks:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
