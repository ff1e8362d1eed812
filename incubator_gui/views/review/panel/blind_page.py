"""Blind copies: which applications are ready for reviewers who must not know whose they are, and the editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSplitter, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, ntr, pmsg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Column
from incubator_gui.services.house import House
from incubator_gui.services.redaction import RedactionRow, RedactionSheet
from incubator_gui.services.rounds import RoundRow
from incubator_gui.views.review.panel.blind_editor import BlindEditor
from incubator_gui.widgets import table_layout
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, tight

SHOWN = ("redacted_text", "document_clearance", "document", "application", "answer", "review_phase", "review_round",
         "conflict")
_STATES: dict[str, Message] = {"open": pmsg("blind copy", "open"), "stale": msg("text changed"), "done": msg("ready")}
_MARKS = {"open": ("circle-dashed", "warning"), "stale": ("triangle-alert", "error"),
          "done": ("circle-check", "success")}


@dataclass(frozen=True, slots=True)
class BlindStock:
    """The applications of a call; `blind` says whether any phase of its round hides names."""

    blind: bool
    rows: tuple[RedactionRow, ...]


def read_blind(house: House, round: RoundRow) -> BlindStock:
    """How far all of them are."""
    phases = house.rounds.phases(round.round_id) if round.round_id is not None else ()
    blind = any(one.is_blind for one in phases)
    return BlindStock(blind, house.redaction.rows(round.call_id) if blind else ())


def state_of(row: RedactionRow) -> str:
    """A key of the states shown: ready, changed since, or open."""
    return "done" if row.is_done else "stale" if row.stale else "open"


class BlindPage(QWidget):
    """List at the left, editor at the right; Ctrl+Enter saves and goes on."""

    phases_asked = Signal()
    arrived = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.round: RoundRow | None = None
        self.stock: BlindStock | None = None
        theme = context.theme
        self._next: UUID | None = None
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(theme.px(160))
        self.summary = PlainLabel("", "strong")
        self.accept = Button(theme, icon="wand-sparkles", shrinks=True)
        self.table = FilterTable(theme, (
            Column("number", msg("No."), lambda row: f"{row[1].number:04d}", width=52),
            Column("company", msg("Company"), lambda row: row[1].company, width=120, strong=True),
            Column("state", msg("State"), 2, "choice", 116, labels=_STATES, order=tuple(_STATES),
                   mark=lambda row: _MARKS[row[2]]),
            Column("texts", msg("Texts"), lambda row: tr("{done} of {all}", done=row[1].done, all=row[1].texts),
                   width=64, hidden=True, searched=False),
            Column("documents", msg("Documents"), lambda row: tr("{done} of {all}", done=row[1].decided,
                                                               all=row[1].documents), width=80, hidden=True,
                   searched=False),
        ), context.settings, "review.blind")
        self.table.setColumnHidden(0, True)
        self.table.cells.first_section = 1
        self.list = Card(theme)
        self.list.body.addWidget(self.table)
        self.messages = MessageArea(theme)
        self.editor = BlindEditor(theme)
        self.splitter = QSplitter()
        self.splitter.setProperty("gap", True)
        self.splitter.setHandleWidth(16)
        self.splitter.setChildrenCollapsible(False)
        self.list.setMinimumWidth(theme.px(240))
        self.editor.setMinimumWidth(theme.px(480))
        for widget, stretch in ((self.list, 0), (self.editor, 1)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.indexOf(widget), stretch)
        self.splitter.setSizes([theme.px(330), theme.px(880)])
        self.empty = EmptyState(theme, "eye", msg(
            "No phase of this round hides names, so reviewers read the applications as they are. Blind copies are "
            "needed only where a phase is blind."), msg("Round and phases"), button_icon="calendar-range")
        self.nothing = EmptyState(theme, "inbox", msg("No application of this call is there to be redacted."))
        self._stack = FrontStack()
        work = QWidget()
        inner = QVBoxLayout(work)
        tight(inner, 8)
        tools = QHBoxLayout()
        tight(tools, 12)
        tools.addWidget(self.summary)
        tools.addWidget(self.progress)
        tools.addStretch()
        tools.addWidget(self.accept)
        inner.addLayout(tools)
        inner.addWidget(self.messages)
        inner.addWidget(self.splitter, 1)
        self._work, self._blank = work, QWidget()
        for page in (self._blank, work, self.empty, self.nothing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self._stack)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.table.installEventFilter(self)
        self.empty.pressed.connect(self.phases_asked)
        self.table.selected.connect(self._look)
        self.table.activated_id.connect(lambda _id: self.editor.to_text())
        self.table.note.connect(self.context.shell.say)
        self.accept.clicked.connect(self.accept_all)
        self.editor.save_asked.connect(self.save)
        self.editor.skip_asked.connect(self.go)
        self.editor.said.connect(self.context.shell.say)
        self.editor.documents.decided.connect(self._clear)
        self.editor.documents.replaced.connect(self._replace)
        self.editor.documents.opened.connect(self._open)

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """All applications of the call, and the one in front."""
        house, round = self.context.house, self.round
        if round is None:
            self._stack.setCurrentWidget(self._blank)
            return
        self.context.jobs.read(lambda: read_blind(house, round), self._take, failed=self._failed, owner=self,
                               key="rows", title=msg("Reading the blind copies"))

    def _take(self, stock: BlindStock) -> None:
        self.stock = stock
        self.messages.clear()
        self._stack.setCurrentWidget(self._work if stock.rows else self.nothing if stock.blind else self.empty)
        self.table.rows.set_rows([(row.application_id, row, state_of(row)) for row in stock.rows])
        self._sum()
        if stock.rows:
            wanted = self._next or next(iter(self.table.selected_ids()), None) or self.editor.application
            self._next = None
            known = [row.application_id for row in stock.rows]
            first = self.table.rows.visible_ids()
            chosen = wanted if wanted in known else first[0] if first else None
            if chosen is not None and self.table.selected_ids() != [chosen]:
                self.table.select_ids([chosen])
            elif chosen is not None:
                self._read_sheet(chosen)
        self.arrived.emit()

    def _read_sheet(self, id: UUID) -> None:
        house = self.context.house
        self.context.jobs.read(lambda: house.redaction.sheet(id), self._show, failed=self._failed, owner=self,
                               key="sheet")

    def _show(self, sheet: RedactionSheet) -> None:
        self.editor.show_sheet(sheet)

    def _failed(self, error: IncubatorError) -> None:
        self._stack.setCurrentWidget(self._work)
        self.messages.clear()
        self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.read)

    def _look(self, ids: list[UUID]) -> None:
        if len(ids) != 1 or ids[0] == self.editor.application:
            return
        self._keep()
        self._read_sheet(ids[0])

    def _sum(self) -> None:
        rows = self.stock.rows if self.stock is not None else ()
        done = sum(row.is_done for row in rows)
        self.summary.setText(tr("{done} of {all} ready", done=done, all=len(rows)))
        self.progress.setRange(0, max(1, len(rows)))
        self.progress.setValue(done)
        self.progress.setAccessibleName(self.summary.text())
        waiting = sum(row.done < row.texts for row in rows)
        self.accept.setVisible(bool(waiting))
        self.accept.setText(ntr("Take the suggestions of {n} application", "Take the suggestions of {n} applications",
                                waiting))

    # doing -----------------------------------------------------------------------------------

    def save(self, go_on: bool) -> None:
        """Store the copies; then the next application that is not ready."""
        house, id, texts = self.context.house, self.editor.application, self.editor.texts()
        if id is None:
            return
        after = self._after(id) if go_on else None
        if not texts:
            self._go_to(after)
            return
        self.context.jobs.write(lambda: house.redaction.save(id, texts), lambda _done: self._go_to(after),
                                failed=self._refused, owner=self, title=msg("Saving the blind copy"))

    def _keep(self) -> None:
        """What was typed is stored before another application comes; what nobody looked at is not."""
        house, id, texts = self.context.house, self.editor.application, self.editor.texts(typed=True)
        if id is not None and texts:
            self.context.jobs.write(lambda: house.redaction.save(id, texts), failed=self._refused, owner=self,
                                    title=msg("Saving the blind copy"))

    def _go_to(self, id: UUID | None) -> None:
        if id is not None:
            self.table.select_ids([id])
            self.editor.to_text()

    def go(self, step: int) -> None:
        """The application before or after the one in front."""
        line, id = self.table.rows.visible_ids(), self.editor.application
        if id in line and 0 <= line.index(id) + step < len(line):
            self.table.select_ids([line[line.index(id) + step]])

    def accept_all(self) -> None:
        """Suggestions for all texts that have no copy of today, in one step."""
        house = self.context.house
        ids = [row.application_id for row in (self.stock.rows if self.stock is not None else ())
               if row.done < row.texts]
        if ids:
            self.context.jobs.write(lambda: house.redaction.accept(ids), failed=self._refused, owner=self,
                                    title=msg("Taking the suggestions"))

    def _after(self, id: UUID) -> UUID | None:
        """The next one in the list that is not ready, from here on and round again."""
        line = self.table.rows.visible_ids()
        ready = {row.application_id for row in (self.stock.rows if self.stock is not None else ()) if row.is_done}
        at = line.index(id) if id in line else -1
        return next((one for one in [*line[at + 1:], *line[:max(0, at)]] if one not in ready), None)

    def _clear(self, document: UUID, state: str) -> None:
        house = self.context.house
        other = next((one.replacement_id for one in (self.editor.sheet.documents if self.editor.sheet else ())
                      if one.document_id == document and state == "replaced"), None)
        self.context.jobs.write(lambda: house.redaction.clear([document], state, other), failed=self._refused,
                                owner=self)

    def _replace(self, document: UUID, path: Path) -> None:
        house = self.context.house
        self.context.jobs.write(lambda: house.redaction.replace(document, path), failed=self._refused, owner=self,
                                title=msg("Adding the document"))

    def _open(self, document: UUID) -> None:
        if self.editor.application is not None:
            self.context.shell.open_record("application", self.editor.application)

    def _refused(self, error: IncubatorError) -> None:
        self.editor.messages.show_message(error.message, "error")
        if self.editor.sheet is not None:
            self.editor.documents.show_documents(self.editor.sheet.documents)

    def leave(self) -> bool:
        """Store what was typed."""
        self._keep()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+Enter saves and goes on, Alt with the arrow keys goes without saving anything."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save(True)
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in (
                Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.go(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    def refresh(self, changes: Changes) -> None:
        """Something changed, here or elsewhere."""
        if changes.touches(*SHOWN):
            self.read()

    def show_application(self, id: UUID) -> None:
        """Bring one to the front."""
        self._next = id
        self.read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The company takes the room there is."""
        if watched is self.table and event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._fit)
        return bool(super().eventFilter(watched, event))

    def _fit(self) -> None:
        table_layout.fit(self.table, "company", {"company": 96, "state": 92})

    # words and state -------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Blind copies"))
        self.list.set_words(tr("Applications"))
        self.table.setAccessibleName(tr("Applications"))
        for part in (self.table, self.editor, self.empty, self.nothing, self.messages):
            part.retranslate()
        self._sum()

    def state(self) -> dict[str, Any]:
        """Widths, columns."""
        return {"sizes": self.splitter.sizes(), "view": self.table.view_state()}

    def restore(self, state: Any) -> None:
        """Take it back."""
        if not isinstance(state, dict):
            return
        sizes: Any = state.get("sizes")
        if isinstance(sizes, Sequence) and len(sizes) == 2 and all(isinstance(one, int) and one > 0 for one in sizes):
            self.splitter.setSizes(list(sizes))
        if isinstance(state.get("view"), dict):
            self.table.restore(state["view"])


