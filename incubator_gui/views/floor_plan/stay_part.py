"""The part of a dialog that begins a stay together with the desks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.domain.residency import STAY_KINDS
from incubator_gui.views.floor_plan.day_field import DayField
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.dialog import Rows
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class StayDraft:
    """What a new stay is to say."""

    kind: str
    starts_on: date
    contract: str = ""
    planned_end: date | None = None


class StayPart(QWidget):
    """A box to tick, and the fields of the stay below it."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        tight(column, 8)
        self.box = QCheckBox(tr("Begin the residency in the same step"))
        column.addWidget(self.box)
        self._fields = QWidget()
        rows = Rows()
        rows.setContentsMargins(24, 0, 0, 0)
        self._fields.setLayout(rows)
        self.kind = ChoiceBox(STAY_KINDS)
        self.kind.choose("resident")
        self.starts = DayField(theme, tr("Residency from"))
        self.contract = QLineEdit()
        self.contract.setMaxLength(60)
        self.planned = DayField(theme, tr("Planned end"), open_end=True)
        rows.add(tr("Kind"), self.kind)
        rows.add(tr("Residency from"), self.starts)
        rows.add(tr("Contract no."), self.contract)
        rows.add(tr("Planned end"), self.planned)
        column.addWidget(self._fields)
        self._own = False
        self.box.toggled.connect(self._fields.setVisible)
        self.box.toggled.connect(lambda _on: self.changed.emit())
        self.starts.changed.connect(self._by_hand)
        self.planned.changed.connect(self._by_hand)
        self._fields.setVisible(False)

    def follow(self, starts: date | None, until: date | None) -> None:
        """The dates of the desks, as long as nobody wrote others."""
        if not self._own:
            self.starts.set_day(starts)
            self.planned.set_day(until)

    @property
    def on(self) -> bool:
        """Whether a stay begins."""
        return not self.isHidden() and self.box.isChecked()

    @property
    def right(self) -> bool:
        """Whether its fields can be saved."""
        return not self.on or (self.starts.right and self.planned.right)

    def draft(self) -> StayDraft | None:
        """What was written; None when no stay begins."""
        starts = self.starts.day()
        if not self.on or starts is None:
            return None
        return StayDraft(str(self.kind.key()), starts, self.contract.text().strip(), self.planned.day())

    def _by_hand(self) -> None:
        self._own = True
        self.changed.emit()
