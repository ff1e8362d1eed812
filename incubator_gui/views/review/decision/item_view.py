"""What the chair sees of an item: name and facts, who must leave, scores, what reviewers wrote."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.domain.review_words import CONFIDENCES, STANCES
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.services.meetings_day import CommentRow, DayStock
from incubator_gui.services.meetings_rows import ItemRow
from incubator_gui.views.review.decision.score_picture import ScorePicture
from incubator_gui.views.review.decision.words import score, spread
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import line, tight
from incubator_gui.widgets.theme import Theme


class ItemView(QWidget):
    """The middle of the day's page."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._day: DayStock | None = None
        self._item: ItemRow | None = None
        column = QVBoxLayout(self)
        tight(column, 12)
        self.place, self.name = PlainLabel("", "label"), ElidedLabel("", "title")
        self.facts, self.pitch = PlainLabel("", "muted", wrap=True), PlainLabel("", wrap=True)
        self.leave = MessageArea(theme)
        head, line_ = QVBoxLayout(), QHBoxLayout()
        tight(head, 4)
        tight(line_, 8)
        line_.addWidget(self.name, 1)
        line_.addWidget(self.place)
        head.addLayout(line_)
        head.addWidget(self.facts)
        head.addWidget(self.pitch)
        column.addLayout(head)
        column.addWidget(self.leave)
        self.scores = Card(theme)
        inner = QWidget()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        tight(row, 16, 12, 8, 12, 8)
        self._score_row = row
        self.picture = ScorePicture(theme)
        row.addWidget(self.picture, 1)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(24)
        self._figures.setVerticalSpacing(2)
        self._labels = [ElidedLabel("", "label") for _ in range(4)]
        self._values = [PlainLabel("", "strong") for _ in range(4)]
        for at, (label, value) in enumerate(zip(self._labels, self._values, strict=True)):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            self._figures.addWidget(label, at // 2 * 2, at % 2)
            self._figures.addWidget(value, at // 2 * 2 + 1, at % 2)
        row.addLayout(self._figures)
        self.scores.body.addWidget(inner)
        column.addWidget(self.scores)
        self.comments = Card(theme)
        self._said = QWidget()
        self.comments.body.addWidget(self._said)
        column.addWidget(self.comments, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow place the figures stand below the picture."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(420)
        self._score_row.setDirection(QBoxLayout.Direction.TopToBottom if narrow
                                     else QBoxLayout.Direction.LeftToRight)

    def show_item(self, day: DayStock | None, item: ItemRow | None) -> None:
        """Another item, or other facts of the same one."""
        self._day, self._item = day, item
        self.setVisible(day is not None and item is not None)
        if day is None or item is None:
            return
        self.place.setText(tr("{place} of {count}", place=day.place(item.id), count=len(day.agenda)))
        number = f"{item.number:04d}"
        self.name.setText(item.name if number in item.name else tr("{number} {name}", number=number, name=item.name))
        facts = [text(FOCUS_AREAS.get(item.focus_area or "", "")),
                 ntr("{n} desk wanted", "{n} desks wanted", item.desks_needed) if item.desks_needed is not None
                 else tr("desks not said"),
                 ntr("{n} person", "{n} people", item.headcount) if item.headcount is not None else ""]
        self.facts.setText(current().joined(facts))
        self.pitch.setText(item.pitch[:600])
        self.pitch.setVisible(bool(item.pitch))
        self.leave.clear()
        if item.out:
            names = current().joined(seat.name for seat in item.out)
            self.leave.show_message(
                ntr("Leaves the room: {names}", "Leave the room: {names}", len(item.out), names=names)
                if not item.is_done else ntr("Left the room: {names}", "Left the room: {names}", len(item.out),
                                             names=names), "warning", closable=False)
        self._show_scores(day, item)
        self._show_comments(day.comments.get(item.application_id, ()))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.leave.retranslate()
        self.show_item(self._day, self._item)

    def _show_scores(self, day: DayStock, item: ItemRow) -> None:
        found, sheet = day.score(item), day.sheet
        self.picture.show_score(sheet, found)
        count = found.n if found is not None else 0
        self.scores.set_words(tr("Scores"), ntr("{n} review", "{n} reviews", count) if sheet is not None
                              else tr("This phase does not show them to you"))
        change = found.change if found is not None else None
        arrow = "" if not change else f" (▲{change})" if change > 0 else f" (▼{-change})"
        raw_rank = found.raw_rank if found is not None else None
        adjusted_rank = found.adjusted_rank if found is not None else None
        for label, value, words, figure in zip(self._labels, self._values, (
                tr("Raw score"), tr("Adjusted score"), tr("Rank raw → adjusted"), tr("Spread")), (
                score(sheet, found.raw if found else None), score(sheet, found.adjusted if found else None),
                f"{raw_rank} → {adjusted_rank}{arrow}" if raw_rank is not None else "–",
                spread(sheet, found.spread if found else None)), strict=True):
            label.setText(words)
            value.setText(figure)

    def _show_comments(self, comments: tuple[CommentRow, ...]) -> None:
        holder = QWidget()
        holder.setProperty("plain", True)
        column = QVBoxLayout(holder)
        tight(column, 8, 12, 12, 12, 12)
        for at, one in enumerate(comments):
            if at:
                column.addWidget(line("GridLine"))
            who = [one.reviewer or tr("A reviewer")]
            if one.stance != "reviewed" and one.stance in STANCES:
                who.append(text(STANCES[one.stance]))
            if (sure := CONFIDENCES.get(one.confidence or 0)) is not None:
                who.append(text(sure))
            column.addWidget(PlainLabel(current().joined(who), "header", wrap=True))
            if one.comment:
                column.addWidget(PlainLabel(one.comment, wrap=True, selectable=True))
            if one.private:
                column.addWidget(PlainLabel(tr("For the committee: {comment}", comment=one.private), "muted",
                                            wrap=True, selectable=True))
            if one.notes:
                column.addWidget(PlainLabel(tr("Notes on documents"), "label"))
                column.addWidget(PlainLabel(one.notes, "muted", wrap=True, selectable=True))
        if not comments:
            column.addWidget(PlainLabel(tr("No reviewer wrote a comment."), "muted"))
        column.addStretch()
        self.comments.body.replaceWidget(self._said, holder)
        self._said.deleteLater()
        self._said = holder
        self.comments.set_words(tr("What reviewers wrote"), ntr("{n} comment", "{n} comments", len(comments))
                                if comments else "")
        holder.setAccessibleName(tr("What reviewers wrote"))
