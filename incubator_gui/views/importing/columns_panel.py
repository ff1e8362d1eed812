"""The left side: file, call, sheet, header, mapping, and what becomes of each column."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.messages import text, tr
from incubator_gui.exchange.header_names import normalise_header
from incubator_gui.views.importing.choices import Choices
from incubator_gui.views.importing.column_row import ColumnRow
from incubator_gui.views.importing.column_state import column_state, sample_text
from incubator_gui.views.importing.facts import FOCUS, Planned
from incubator_gui.views.importing.file_box import FileBox
from incubator_gui.views.importing.flow import Flow
from incubator_gui.views.importing.kinds import KINDS, AnySource
from incubator_gui.views.importing.words_box import WordsBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import line, tight

_AT_ONCE = 24
"""Rows that are built in one go; a form with hundreds of questions must not hold the window up."""


class ColumnsPanel(QFrame):
    """Shows the source of the flow and changes its mapping."""

    other_file = Signal()

    def __init__(self, context: Context, flow: Flow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._context, self._flow = context, flow
        theme = context.theme
        theme.changed.connect(self._dress)
        self._dress()
        self._choices = {key: Choices(kind.entries(), self) for key, kind in KINDS.items()}
        self.rows: list[ColumnRow] = []
        column = QVBoxLayout(self)
        tight(column, 0, 1, 1, 1, 1)
        self.file = FileBox(context, flow)
        self.file.other_file.connect(self.other_file)
        column.addWidget(self.file)
        self._head = QFrame()
        self._head.setObjectName("Alt")
        head = QHBoxLayout(self._head)
        tight(head, 8, 12, 4, 12, 4)
        self._titles = head
        self._left, self._right = PlainLabel(type="header"), PlainLabel(type="header")
        head.addWidget(self._left, 1)
        head.addWidget(self._right)
        column.addWidget(self._head)
        column.addWidget(line("GridLine"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(area.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("plain", True)
        self._list = QVBoxLayout(inner)
        tight(self._list)
        self._columns = QVBoxLayout()
        tight(self._columns)
        self._list.addLayout(self._columns)
        fields = {field: labels for kind in KINDS.values() for field, labels in kind.word_fields.items()}
        self.word_boxes = {field: WordsBox(theme, field, labels) for field, labels in fields.items()}
        self.words = self.word_boxes[FOCUS]
        for box in self.word_boxes.values():
            box.mapped.connect(self._word_mapped)
            self._list.addWidget(box)
        self._list.addStretch()
        area.setWidget(inner)
        self._area = area
        area.verticalScrollBar().rangeChanged.connect(self._align)
        column.addWidget(area, 1)
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._build_more)
        flow.opened.connect(self._opened)
        flow.changed.connect(self.show_source)
        flow.planned.connect(self.show_source)

    @property
    def choices(self) -> Choices:
        """What a column can become in this import."""
        return self._choices[self._flow.kind.key]

    def _dress(self) -> None:
        self.setFixedWidth(self._context.theme.px(344))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Columns of the file"))
        self._left.setText(tr("Column in the file"))
        self._right.setText(tr("Field in the program"))
        self._align()
        self._area.setAccessibleName(tr("Columns of the file"))
        for choices in self._choices.values():
            choices.retranslate()
        for box in self.word_boxes.values():
            box.retranslate()
        self.file.retranslate()
        self.show_source()

    def _align(self) -> None:
        """The title stands above the combo boxes, with or without a scroll bar beside them."""
        bar = self._area.verticalScrollBar()
        self._right.setFixedWidth(self._context.theme.px(152) + 24)
        self._titles.setContentsMargins(12, 4, 12 + (bar.sizeHint().width() if bar.maximum() > 0 else 0), 4)

    def show_source(self) -> None:
        """Choices and states as they are now."""
        source = self._flow.source
        if source is None:
            return
        self.file.show_source()
        words = self._flow.facts.words if self._flow.facts is not None else ()
        for field, box in self.word_boxes.items():
            box.show_words([word for word in words if word.field == field])
        for row in self.rows:
            self._show_row(source, row, self._flow.facts)

    def _show_row(self, source: AnySource, row: ColumnRow, facts: Planned | None) -> None:
        if row.index >= len(source.proposals):  # of the file before; about to go
            return
        proposal = source.proposals[row.index]
        name = text(source.header.columns[row.index].name())
        row.show_column(name, sample_text(source, proposal), source.mapping.choice(proposal.index),
                        column_state(source, proposal, facts))

    def _opened(self) -> None:
        while (item := self._columns.takeAt(0)) is not None:  # rows, and the lines between them
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        self._build_more()
        self._more.start()
        self.show_source()
        self._area.verticalScrollBar().setValue(0)

    def _build_more(self) -> None:
        source = self._flow.source
        columns = source.header.columns if source is not None else ()
        start = len(self.rows)
        for column in columns[start:start + _AT_ONCE]:
            row = ColumnRow(self._context.theme, column.index, self.choices)
            row.chosen.connect(self._column_chosen)
            self._columns.addWidget(row)
            self._columns.addWidget(line("GridLine"))
            self.rows.append(row)
            if source is not None:
                self._show_row(source, row, self._flow.facts)
        if len(self.rows) >= len(columns):
            self._more.stop()

    def _column_chosen(self, index: int, key: str) -> None:
        source = self._flow.source
        if source is not None:
            self._flow.set_mapping(source.mapping.with_column(index, key))

    def _word_mapped(self, word: str, key: str | None) -> None:
        source = self._flow.source
        if source is None:
            return
        if key is not None:
            self._flow.set_mapping(source.mapping.with_word(word, key))
            return
        name = normalise_header(word)
        kept = {known: meaning for known, meaning in source.mapping.words.items() if known != name}
        self._flow.set_mapping(replace(source.mapping, words=kept))

