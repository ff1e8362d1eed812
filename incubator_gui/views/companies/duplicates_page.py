"""Possible duplicates: the pairs at the left, the comparison at the right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.companies import CompanyRow
from incubator_gui.services.duplicates import DuplicatesService, LikelyPair
from incubator_gui.services.merging import Comparison, MergingService
from incubator_gui.views.companies.compare_view import CompareView
from incubator_gui.views.companies.parts import row_of
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, tight


class DuplicatesPage(QWidget):
    """Looked for when the page is opened; answers are remembered."""

    back_asked = Signal()
    opened = Signal(object)
    merged = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.pairs: tuple[LikelyPair, ...] = ()
        self._one: UUID | None = None
        self._others: tuple[CompanyRow, ...] = ()
        self.back = Button(theme, icon="chevron-left", kind="link")
        self._title, self._count = PlainLabel("", "title"), PlainLabel("", "label")
        self.again = Button(theme, icon="refresh-cw")
        self.messages = MessageArea(theme)
        self._pick_label, self.pick = PlainLabel("", "muted"), QComboBox()
        self.pick.setEditable(True)
        self.pick.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.pick.setMinimumWidth(theme.px(320))
        self._list_card = Card(theme)
        self.list = QListWidget()
        self.list.setProperty("noRing", True)
        self.list.setWordWrap(True)
        self._empty = EmptyState(theme, "circle-check", msg("Looking for companies that may be the same…"))
        self._list_card.body.addWidget(self.list, 1)
        self._list_card.body.addWidget(self._empty)
        self.compare = CompareView(context)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._list_card)
        split.addWidget(self.compare)
        split.setSizes([theme.px(380), theme.px(820)])
        split.setHandleWidth(16)
        split.setProperty("gap", True)
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        tight(column, 12, 16, 12, 16, 16)
        first = row_of(self.back)
        first.addStretch()
        column.addLayout(first)
        head = row_of(self._title, self._count)
        head.addStretch()
        head.addWidget(self._pick_label)
        head.addWidget(self.pick)
        head.addWidget(self.again)
        column.addLayout(head)
        column.addWidget(self.messages)
        column.addWidget(split, 1)
        self._list_card.header.hide()
        self.back.clicked.connect(self.back_asked)
        self.again.clicked.connect(self.look)
        self.list.currentRowChanged.connect(self._choose)
        self.pick.activated.connect(self._picked)
        self.compare.swap_asked.connect(self.show_pair)
        self.compare.merge_asked.connect(self._merge)
        self.compare.differ_asked.connect(self._differ)
        self.compare.opened.connect(self.opened)
        self.retranslate()

    def start(self, company: UUID | None = None) -> None:
        """Look through the whole house, or for one company, which can be merged with any other too."""
        self._one = company
        self.pairs = ()
        self.list.clear()
        self.compare.clear()
        self.messages.clear()
        for widget in (self._pick_label, self.pick):
            widget.setVisible(company is not None)
        if company is not None:
            house = self._context.house
            self._context.jobs.read(house.companies.rows, self._show_others, owner=self, key="others")
        self.look()

    def look(self) -> None:
        """Search again."""
        service, company = DuplicatesService(self._context.house.database), self._one

        def work(progress: Progress) -> tuple[LikelyPair, ...]:
            def step(done: int, whole: int) -> None:
                progress.report(done, whole)
                progress.check()

            return service.pairs(company, step)

        self.again.setEnabled(False)
        self._context.jobs.read(work, self._show, failed=self._failed, owner=self, key="pairs",
                                title=msg("Looking for duplicates"))

    def show_pair(self, keep: UUID, other: UUID) -> None:
        """Compare two records."""
        house, merging = self._context.house, MergingService(self._context.house.database)

        def work() -> tuple[Comparison, dict[UUID, str]]:
            return merging.compare(keep, other), {p.id: p.name for p in house.applications.staff()}

        self._context.jobs.read(work, lambda found: self.compare.show_pair(*found), failed=self._failed, owner=self,
                                key="compare")

    def refresh(self, changes: Changes) -> None:
        """Companies changed: the list may have too."""
        if changes.touches("company", "company_person", "person", "distinct_pair"):
            self.look()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.back.setText(tr("Companies"))
        self.back.setAccessibleName(tr("Back to all companies"))
        self._title.setText(tr("Possible duplicates"))
        self.again.setText(tr("Look again"))
        self.list.setAccessibleName(tr("Pairs of companies"))
        self._pick_label.setText(tr("Merge with"))
        self.pick.setAccessibleName(tr("Merge with"))
        line_edit = self.pick.lineEdit()
        if line_edit is not None:
            line_edit.setAccessibleName(tr("Merge with"))
        self.compare.retranslate()
        self.messages.retranslate()
        self._empty.retranslate()
        self._fill()

    def _show(self, pairs: tuple[LikelyPair, ...]) -> None:
        self.again.setEnabled(True)
        self.pairs = pairs
        self._fill()

    def _fill(self) -> None:
        chosen = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for pair in self.pairs:
            reasons = current().joined(dict.fromkeys(text(reason) for reason in pair.reasons))
            mark = tr("certain") if pair.certain else current().percent(min(pair.score, 0.99))
            item = QListWidgetItem(f"{_name(pair.first)}\n{_name(pair.second)}\n{mark} · {reasons}")
            item.setSizeHint(QSize(0, self._context.theme.px(68)))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._count.setText(ntr("{n} pair", "{n} pairs", len(self.pairs)) if self.pairs else "")
        self.list.setVisible(bool(self.pairs))
        self._empty.setVisible(not self.pairs)
        self.compare.setVisible(bool(self.pairs) or self._one is not None)  # with nothing to compare it says nothing
        if self.again.isEnabled():
            self._empty.set_line(msg("No companies look like one another. Pairs you said are different stay away."))
        if self.pairs:
            self.list.setCurrentRow(max(0, min(chosen, len(self.pairs) - 1)))

    def _choose(self, line: int) -> None:
        if not 0 <= line < len(self.pairs):
            return
        pair, merging = self.pairs[line], MergingService(self._context.house.database)
        self._context.jobs.read(lambda: merging.keeps(pair.first.id, pair.second.id),
                                lambda both: self.show_pair(*both), failed=self._failed, owner=self, key="keeps")

    def _show_others(self, rows: tuple[CompanyRow, ...]) -> None:
        self._others = tuple(row for row in rows if row.id != self._one)
        self.pick.clear()
        self.pick.addItem("")
        for row in self._others:
            self.pick.addItem(tr("{name} (no. {number})", name=row.name, number=str(row.number)))
        completer = self.pick.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            popup = completer.popup()
            if popup is not None:
                popup.setAccessibleName(tr("Companies"))
        self.pick.setCurrentIndex(0)

    def _picked(self, place: int) -> None:
        if self._one is not None and 0 < place <= len(self._others):
            self.show_pair(self._one, self._others[place - 1].id)

    def _merge(self, keep: UUID, other: UUID, choices: dict[str, Any], people: list[tuple[UUID, UUID]]) -> None:
        merging = MergingService(self._context.house.database)
        self._context.jobs.write(lambda: merging.merge(keep, other, choices, people), lambda _c: self._merged(keep),
                                 failed=self._refused, owner=self, title=msg("Merging two records"))

    def _merged(self, keep: UUID) -> None:
        self.compare.clear()
        self.merged.emit(keep)

    def _differ(self, one: UUID, other: UUID) -> None:
        service = DuplicatesService(self._context.house.database)
        self._context.jobs.write(lambda: service.dismiss(one, other), lambda _c: self.compare.clear(),
                                 failed=self._refused, owner=self)

    def _refused(self, error: IncubatorError) -> None:
        self.compare.merge.setEnabled(True)
        self.compare.differ.setEnabled(True)
        self._failed(error)

    def _failed(self, error: IncubatorError) -> None:
        self.again.setEnabled(True)
        self.messages.show_message(error.message, "error")


def _name(brief: Any) -> str:
    parts = [brief.name, brief.other_name, brief.city]
    return " · ".join(part for part in parts if part)
