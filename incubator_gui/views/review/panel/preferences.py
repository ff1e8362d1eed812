"""Which applications a reviewer reads most gladly: put in order by dragging, or by numbers of the reviewer's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.review_words import TOPIC_LEVELS
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.itemmodels.columns import Column, Edit
from incubator_gui.services.assignments_read import AssignmentRow
from incubator_gui.services.reviewers import MOST_PREFERENCE
from incubator_gui.widgets import table_layout
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.ordered_table import OrderedTable, ordered
from incubator_gui.widgets.parse import parse_number
from incubator_gui.widgets.styling import IconButton, tight


def number_of(words: str) -> Any:
    """A preference as people type it, empty for none; raises Refused."""
    if not words.strip():
        return None
    value = parse_number(words)
    if value is None or value != int(value) or abs(value) > MOST_PREFERENCE:
        raise Refused(msg("“{words}” is no preference. Write a whole number between −{most} and {most}.",
                          words=words.strip()[:40], most=MOST_PREFERENCE))
    return int(value)


class Preferences(QWidget):
    """`changed` carries values by application; None takes one away."""

    changed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[UUID, int] = {}
        self.table = OrderedTable(context.theme, (
            Column("place", msg("Rank"), 1, "number", 52, searched=False),
            Column("application", msg("Application"), 2, width=150, strong=True,
                   mark=lambda row: ("shield-alert", "warning") if row[5] is not None else None,
                   tip=lambda row: text(row[5]) if row[5] is not None else ""),
            Column("value", msg("Preference"), 3, "number", 92, editable=True, parse=number_of, searched=False),
            Column("topic", msg("Focus area"), 4, width=120),
        ), context.settings, "review.preferences")
        self.note = PlainLabel("", "label", wrap=True)
        self.up, self.down = IconButton(context.theme, "arrow-up"), IconButton(context.theme, "arrow-down")
        self.clear = IconButton(context.theme, "x")
        head = QHBoxLayout()
        tight(head, 4, 16, 8, 12, 4)
        head.addWidget(self.note, 1)
        for button in (self.up, self.down, self.clear):
            head.addWidget(button)
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.table.installEventFilter(self)
        self.table.moved.connect(self._moved)
        self.table.remove_asked.connect(self._clear)
        self.table.rows.edited.connect(self._edited)
        self.table.note.connect(context.shell.say)
        self.up.clicked.connect(lambda: self.table.shift(-1))
        self.down.clicked.connect(lambda: self.table.shift(1))
        self.clear.clicked.connect(self._clear)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The application takes the room there is."""
        if watched is self.table and event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._fit)
        return bool(super().eventFilter(watched, event))

    def _fit(self) -> None:
        table_layout.fit(self.table, "application", {"application": 112, "place": 44, "value": 60, "topic": 88})

    def show_applications(self, rows: Sequence[AssignmentRow], values: Mapping[UUID, int], reviewer: UUID,
                          topics: Mapping[str, int]) -> None:
        """The applications of a call, those with a preference first, in their order."""
        self._values = dict(values)
        ranked = sorted((row for row in rows if row.id in values), key=lambda row: (-values[row.id], row.number))
        rest = [row for row in rows if row.id not in values]
        rank: dict[int, int] = {}
        for place, row in enumerate(ranked, 1):
            rank.setdefault(values[row.id], place)  # the same number is the same rank
        self.table.rows.set_rows([
            (row.id, rank[values[row.id]] if row.id in values else None, _name(row), values.get(row.id),
             _topic(row.focus_area, topics), row.blocked.get(reviewer)) for row in (*ranked, *rest)])

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.table.setAccessibleName(tr("Preferences"))
        self.table.retranslate()
        self.note.setText(tr("The most welcome first. Only the order counts, not how large the numbers are."))
        self.up.set_name(tr("Move up (Alt+Up)"))
        self.down.set_name(tr("Move down (Alt+Down)"))
        self.clear.set_name(tr("No preference (Delete)"))

    def _moved(self, ids: Sequence[UUID], before: UUID | None) -> None:
        line = ordered(self.table.rows.visible_ids(), ids, before)
        ranked = [id for id in line if id in self._values or id in ids]
        new = {id: len(ranked) - place for place, id in enumerate(ranked)}
        self.changed.emit({id: value for id, value in new.items() if self._values.get(id) != value})

    def _clear(self) -> None:
        gone: dict[UUID, int | None] = {id: None for id in self.table.selected_ids() if id in self._values}
        if gone:
            self.changed.emit(gone)

    def _edited(self, edits: Sequence[Edit]) -> None:
        self.changed.emit({edit.id: edit.value for edit in edits})


def _name(row: AssignmentRow) -> str:
    return f"{row.number:04d} {row.name}" if f"{row.number:04d}" not in row.name else row.name


def _topic(area: str | None, topics: Mapping[str, int]) -> str:
    if area is None:
        return ""
    level: Message = TOPIC_LEVELS[topics.get(area, 0)]
    return f"{text(FOCUS_AREAS[area])}: {text(level)}" if area in FOCUS_AREAS else area
