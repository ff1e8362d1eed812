"""What was done on one engagement: its steps, newest first, with each field before and after; hours booked on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.services.history import ChangeSetRow, FieldChange
from incubator_gui.services.ledger import LedgerRow
from incubator_gui.views.services.stock import Known
from incubator_gui.widgets.initials import InitialsBadge
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import line, tight

MOST = 60
"""Steps and entries that are shown."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step, and the fields that it changed on the engagement or what it owes."""

    step: ChangeSetRow
    fields: tuple[FieldChange, ...]


class Lines(QWidget):
    """A column of small blocks, made anew each time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        tight(self._column, 8, 16, 12, 16, 12)

    def _empty(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class StepsTab(Lines):
    """The steps of an engagement."""

    def __init__(self, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = known

    def show_steps(self, steps: Sequence[StepLine]) -> None:
        """Other steps."""
        self._empty()
        speak = current()
        for one in steps:
            self._column.addWidget(PlainLabel(text(one.step.message), wrap=True))
            for change in one.fields:
                words = self._words(change)
                if words:
                    self._column.addWidget(PlainLabel(words, "label", wrap=True))
            self._column.addWidget(PlainLabel(f"{one.step.who} · {speak.moment(one.step.at, 'short')}", "label"))
            self._column.addWidget(line("GridLine"))
        if not steps:
            self._column.addWidget(PlainLabel(tr("Nothing was changed yet."), "muted"))

    def _words(self, change: FieldChange) -> str:
        if change.field == "status":
            label = tr("Status")
        elif change.label is not None:
            label = text(change.label)
        else:
            return ""
        before, after = self._value(change, change.before), self._value(change, change.after)
        if change.operation == "insert" or change.before is None:
            return tr("{field}: {after}", field=label, after=after) if change.after is not None else ""
        return tr("{field}: {before} → {after}", field=label, before=before, after=after)

    def _value(self, change: FieldChange, value: Any) -> str:
        if value is None or value == "":
            return tr("empty")
        if change.field == "status":
            return text(ENGAGEMENT_STATUSES.get(value, str(value)))
        if isinstance(value, UUID):
            person = self._known.staff.get(value)
            return person.name if person else "–"
        if isinstance(value, (bool, int, Decimal, date, datetime)):
            return current().argument(value)
        words = " ".join(str(value).split())
        return words if len(words) <= 160 else words[:159] + "…"


class EntriesTab(Lines):
    """Hours booked on an engagement."""

    def show_entries(self, rows: Sequence[LedgerRow]) -> None:
        """Other entries."""
        self._empty()
        speak = current()
        for row in rows[:MOST]:
            holder = QWidget()
            head = QHBoxLayout(holder)
            tight(head, 8)
            head.addWidget(PlainLabel(speak.day(row.day), "strong"))
            parts = [tr("Contact {hours} h", hours=row.contact) if row.contact else "",
                     tr("Preparation {hours} h", hours=row.preparation) if row.preparation else ""]
            head.addWidget(PlainLabel(speak.joined(parts)))
            head.addStretch()
            head.addWidget(InitialsBadge(row.person))
            self._column.addWidget(holder)
            if row.text:
                self._column.addWidget(PlainLabel(row.text, "muted", wrap=True))
            self._column.addWidget(line("GridLine"))
        if not rows:
            self._column.addWidget(PlainLabel(tr("No hours are booked on it yet."), "muted"))
