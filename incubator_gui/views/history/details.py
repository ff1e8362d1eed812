"""What a step did: record by record, field by field, before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.services.history_pages import HistoryRow, RecordChange
from incubator_gui.views.history.model import state_of
from incubator_gui.views.history.words import STATES, words_of
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.side_panel import SidePanel
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.tag import Tag
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip

SHOWN = 40
"""Records shown at first; a large import has thousands."""

_OPERATIONS: dict[str, Message] = {"I": msg("added"), "U": msg("changed"), "D": msg("removed")}


class Details(SidePanel):
    """The side panel of the history."""

    opened = Signal(str, object)
    turn_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._row: HistoryRow | None = None
        self._changes: tuple[RecordChange, ...] = ()
        self._limit = SHOWN
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        tight(self._column, 12, 16, 12, 16, 16)
        self.add_tab("fields", tr("Before and after"), self._page)
        self.turn = Button(theme, kind="main")
        self.turn.clicked.connect(self._ask)
        self.add_action(self.turn)
        self.retranslate()

    def show_step(self, row: HistoryRow) -> None:
        """Another step; its records come by `show_changes`."""
        if self._row is None or self._row.id != row.id:
            self._changes, self._limit = (), SHOWN
            self._fill(tr("Loading"))
        self._row = row
        self._head()

    def show_changes(self, changes: Sequence[RecordChange]) -> None:
        """What the step did."""
        self._changes = tuple(changes)
        self._fill("" if changes else tr("Nothing is left to show of this step."))

    def step(self) -> HistoryRow | None:
        """The step that is shown."""
        return self._row

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        if hasattr(self, "turn"):
            self.set_tab_words("fields", tr("Before and after"))
            self._head()
            if self._changes:
                self._fill("")

    def _head(self) -> None:
        row = self._row
        if row is None:
            return
        tags = [Tag(self._theme, row.who, "user"), Tag(self._theme, current().moment(row.at, "short"), "clock")]
        state = state_of(row)
        if state:
            tags.append(Tag(self._theme, text(STATES[state]), tone="warning" if state == "erasure" else "neutral"))
        self.set_head(tr("Step {number} · {workstation}", number=str(row.sequence), workstation=row.workstation),
                      text(row.message), tags)
        holds = row.in_force
        self.turn.setText(tr("Undo this step") if holds else tr("Do this step again"))
        self.turn.set_icon("undo-2" if holds else "redo-2")
        self.turn.setEnabled(row.can_turn)
        set_tip(self.turn, "" if row.can_turn else tr("What left the house or was erased stays so."))

    def _ask(self) -> None:
        if self._row is not None:
            self.turn_asked.emit(self._row)

    def _fill(self, sentence: str) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if sentence:
            self._column.addWidget(PlainLabel(sentence, "muted", wrap=True))
        for number, change in enumerate(self._changes[: self._limit]):
            if number:
                self._column.addWidget(line("GridLine"))
            self._column.addWidget(self._record(change))
        rest = len(self._changes) - self._limit
        if rest > 0:
            more = Button(self._theme, ntr("Show {n} more record", "Show {n} more records", rest), kind="link")
            more.clicked.connect(self._more)
            self._column.addWidget(more)
        self._column.addStretch()

    def _more(self) -> None:
        self._limit += 10 * SHOWN
        self._fill("")

    def _record(self, change: RecordChange) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        tight(column, 4)
        head = QHBoxLayout()
        tight(head, 8)
        head.addWidget(PlainLabel(text(change.title), "header"))
        if change.name and change.opens is not None:
            kind, id = change.opens
            words = change.name if len(change.name) <= 40 else change.name[:39] + "…"
            link = Button(self._theme, words.replace("&", "&&"), kind="link")
            link.setAccessibleName(tr("Open {record}", record=change.name))
            link.clicked.connect(lambda: self.opened.emit(kind, id))
            head.addWidget(link)
            head.addStretch(1)
        elif change.name:
            head.addWidget(ElidedLabel(change.name), 1)
        else:
            head.addStretch(1)
        head.addWidget(PlainLabel(text(_OPERATIONS[change.operation]), "label"))
        column.addLayout(head)
        if change.erased:
            column.addWidget(PlainLabel(tr("Personal data of this entry was erased."), "muted", wrap=True))
        if change.fields:
            column.addLayout(self._fields(change))
        return block

    def _fields(self, change: RecordChange) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, self._theme.px(112))
        grid.setColumnStretch(1, 1)
        for number, field in enumerate(change.fields):
            label = PlainLabel(text(field.label), "muted", wrap=True)
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            values = QVBoxLayout()
            tight(values, 2)
            if change.operation != "I":
                old = PlainLabel(words_of(field.before), "muted", wrap=True, selectable=True)
                font = self._theme.font()
                font.setStrikeOut(True)
                old.setFont(font)
                old.setAccessibleName(tr("before: {value}", value=words_of(field.before)))
                values.addWidget(old)
            if change.operation != "D":
                new = PlainLabel(words_of(field.after), "strong", wrap=True, selectable=True)
                new.setAccessibleName(tr("after: {value}", value=words_of(field.after)))
                values.addWidget(new)
            grid.addLayout(values, number, 1)
        return grid

