"""The criteria as a table whose rows are put in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, text
from incubator_gui.core.settings import Settings
from incubator_gui.domain.rubric_changes import scale_words
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.views.review.setup.draft import Criteria, shares, trouble
from incubator_gui.widgets.ordered_table import OrderedTable
from incubator_gui.widgets.parse import parse_number
from incubator_gui.widgets.theme import Theme

_YES_NO: Mapping[Any, Message] = {True: msg("yes"), False: msg("no")}
_COUNTS: Mapping[Any, Message] = {True: msg("counted"), False: msg("informative")}


def weight_of(words: str) -> Any:
    """A weight as people type it; raises Refused."""
    value = parse_number(words)
    if value is None or value < 0:
        raise Refused(msg("“{words}” is no weight. Write a figure such as 20 or 1.5.", words=words.strip()[:40]))
    return value


def criteria_columns() -> tuple[Column, ...]:
    """Place, name, weight and share, scale, duty."""
    return (
        Column("place", msg("No."), 1, "number", 40, searched=False),
        Column("name", msg("Criterion"), 2, width=168, strong=True, editable=True,
               mark=lambda row: ("circle-x", "error") if row[8] is not None else None,
               tip=lambda row: text(row[8]) if row[8] is not None else ""),
        Column("weight", msg("Weight"), 3, "number", 72, editable=True, parse=weight_of, searched=False),
        Column("share", pmsg("rubric", "Share"), 4, "number", 64, searched=False,
               show=lambda share: current().percent(share)),
        Column("scale", msg("Scale"), lambda row: text(scale_words(row[5])), width=88,
               show=str),
        Column("required", msg("Required"), 6, "choice", 84, labels=_YES_NO, order=(True, False), editable=True),
        Column("counted", msg("In the score"), 7, "choice", 104, labels=_COUNTS, order=(True, False), editable=True),
    )


def rows_of(criteria: Criteria) -> list[Row]:
    """The criteria as rows of plain values."""
    part, language = shares(criteria), current().language
    return [(one.key, place, one.name.of(language), one.weight, part.of(one), one.scale, one.required, one.counted,
             trouble(one)) for place, one in enumerate(criteria, 1)]


class CriteriaTable(OrderedTable):
    """`double_asked` is for the selected ones."""

    double_asked = Signal()

    def __init__(self, theme: Theme, settings: Settings | None = None, parent: QWidget | None = None) -> None:
        self._whole = 0
        super().__init__(theme, criteria_columns(), settings, "review.criteria", stretch="name", parent=parent,
                         least={"name": 128, "required": 68, "counted": 84, "scale": 60, "weight": 56, "share": 52})
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        theme.changed.connect(self._grow)

    def show_criteria(self, criteria: Criteria) -> None:
        """All of them anew; the table is as high as they are, up to twelve."""
        self.rows.set_rows(rows_of(criteria))
        self._grow()

    def _grow(self) -> None:
        lines = max(2, min(12, len(self.rows.index_.rows)))
        bar = self.horizontalScrollBar().sizeHint().height() if self.horizontalScrollBar().maximum() else 0
        self._whole = self.theme.px(32) * (lines + 1) + bar + 4
        self.setMinimumHeight(min(self._whole, self.theme.px(32) * 4))
        self.setMaximumHeight(self._whole)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """All lines, where there is room for them."""
        return QSize(super().sizeHint().width(), self._whole)

    def fix(self, on: bool) -> None:
        """An older version is only looked at."""
        self.fixed = on
        triggers = self.EditTrigger.NoEditTriggers if on else self.EditTrigger.EditKeyPressed
        self.setEditTriggers(triggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+D duplicates."""
        if event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.double_asked.emit()
        else:
            super().keyPressEvent(event)
