"""What was changed on an application and its company, newest first."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.domain.fields import FIELDS
from incubator_gui.services.history import FieldChange
from incubator_gui.views.applications.known import Known
from incubator_gui.views.applications.stock import HistoryLine
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.theme import Theme

STEP = 30


class HistoryTab(QWidget):
    """One block for each step: what, who, when, and each field before and after."""

    more_asked = Signal(int)
    """Read so many steps."""

    def __init__(self, theme: Theme, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._known = theme, known
        self._lines: tuple[HistoryLine, ...] = ()
        column = QVBoxLayout(self)
        tight(column, 8, 16, 12, 16, 12)
        self._column = QVBoxLayout()
        tight(self._column, 4)
        column.addLayout(self._column)
        self.more = Button(theme, kind="link")
        self.more.clicked.connect(lambda: self.more_asked.emit(len(self._lines) + STEP))
        column.addWidget(self.more)
        self.retranslate()

    def show_lines(self, lines: tuple[HistoryLine, ...], limit: int) -> None:
        """Other steps."""
        self._lines = lines
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for entry in lines:
            step = entry.step
            sentence = text(step.message)
            self._column.addWidget(PlainLabel(tr("{what} (undone)", what=sentence) if step.undone else sentence,
                                              wrap=True, selectable=True))
            when = current().moment(step.at, "short")
            self._column.addWidget(PlainLabel(tr("{who}, {when}", who=step.who, when=when), "label", wrap=True))
            for change in entry.fields:
                words = self.words(change)
                if words:
                    self._column.addWidget(PlainLabel(words, "muted", wrap=True, selectable=True))
            self._column.addWidget(line("GridLine"))
        if not lines:
            self._column.addWidget(PlainLabel(tr("Nothing was changed yet."), "muted"))
        self.more.setVisible(len(lines) >= limit)

    def words(self, change: FieldChange) -> str:
        """A field before and after; empty for fields without a name for people."""
        if change.erased:
            return tr("Personal data were erased.")
        if change.table == "application" and change.field == "stage_id":
            label = tr("Stage")
        elif change.table == "stage_move" and change.field == "reason":
            label = tr("Reason")
        elif change.label is not None:
            label = text(change.label)
        else:
            return ""
        before, after = self._value(change, change.before), self._value(change, change.after)
        if change.operation == "insert" or change.before is None:
            return tr("{field}: {after}", field=label, after=after) if change.after is not None else ""
        return tr("{field}: {before} → {after}", field=label, before=before, after=after)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.more.setText(tr("Show more"))
        self.show_lines(self._lines, len(self._lines) + 1)

    def _value(self, change: FieldChange, value: Any) -> str:
        if value is None or value == "":
            return tr("empty")
        if change.field == "stage_id":
            return self._known.stage_name(value)
        if isinstance(value, UUID):
            return self._known.person(value) or "–"
        declared = next((f for f in FIELDS.get(change.table, ()) if f.key == change.field), None)
        if declared is not None and declared.choices is not None:
            return text(declared.choices.get(value, str(value)))
        if isinstance(value, (bool, int, Decimal, date, datetime)):
            return current().argument(value)
        words = " ".join(str(value).split())
        return words if len(words) <= 160 else words[:159] + "…"
