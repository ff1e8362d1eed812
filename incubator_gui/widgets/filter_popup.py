"""The popup in which the filter of one column is chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.itemmodels.collate import fold
from incubator_gui.itemmodels.columns import ChoiceFilter, Column, ColumnFilter, RangeFilter, TextFilter
from incubator_gui.itemmodels.table import RowTableModel
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.parse import parse_day, parse_number
from incubator_gui.widgets.styling import Button, set_property, tight
from incubator_gui.widgets.theme import Theme

MOST_CHOICES = 300


class FilterPopup(QFrame):
    """Choices with their numbers, a range, or words; what is chosen holds at once."""

    def __init__(self, theme: Theme, model: RowTableModel, column: Column,
                 apply: Callable[[ColumnFilter | None], object], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("Popup")
        self.setAccessibleName(tr("Filter by {column}", column=text(column.title)))
        self._theme, self._model, self._column, self._apply = theme, model, column, apply
        self._boxes = QVBoxLayout(self)
        tight(self._boxes, 8, 12, 12, 12, 12)
        self._boxes.addWidget(PlainLabel(text(column.title), "strong"))
        self._list: QListWidget | None = None
        present = model.filters().get(column.key)
        if column.kind in ("number", "bar", "date"):
            self._range(present)
        else:
            self._choices(present)
        foot = QHBoxLayout()
        clear = Button(theme, tr("Show all"), kind="link")
        clear.clicked.connect(self._clear)
        foot.addWidget(clear)
        foot.addStretch()
        self._boxes.addLayout(foot)

    def show_at(self, place: QPoint) -> None:
        """Show it below a point, inside the screen."""
        self.adjustSize()
        area = self.screen().availableGeometry()
        self.move(min(place.x(), area.right() - self.width()), min(place.y(), area.bottom() - self.height()))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Escape close it; what was chosen holds already."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
            return
        super().keyPressEvent(event)

    def _clear(self) -> None:
        self._apply(None)
        self.close()

    def _choices(self, present: ColumnFilter | None) -> None:
        values = self._model.values(self._column.key)
        find = QLineEdit()
        find.setPlaceholderText(tr("Words in the column"))
        find.setAccessibleName(tr("Words in the column"))
        find.setMinimumWidth(self._theme.px(240))
        if isinstance(present, TextFilter):
            find.setText(present.needle)
        if len(values) > MOST_CHOICES:
            self._boxes.addWidget(find)
            timer = QTimer(self)
            timer.setSingleShot(True)
            timer.setInterval(150)
            timer.timeout.connect(lambda: self._apply(TextFilter(find.text()) if find.text().strip() else None))
            find.textEdited.connect(lambda: timer.start())
            return
        chosen = present.values if isinstance(present, ChoiceFilter) else frozenset()
        entries = QListWidget()
        entries.setAccessibleName(text(self._column.title))
        for value, count in values:
            words = self._column.words(value) or tr("empty")
            item = QListWidgetItem(f"{words}  {current().number(count)}")
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setSizeHint(QSize(0, self._theme.px(28)))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
            entries.addItem(item)
        entries.setMinimumWidth(self._theme.px(240))
        entries.setFixedHeight(self._theme.px(min(10, max(2, len(values))) * 28 + 4))
        entries.itemChanged.connect(self._chosen)
        entries.itemActivated.connect(self._toggle)
        self._list = entries
        if len(values) > 10:
            self._boxes.addWidget(find)
            find.textChanged.connect(self._narrow)
        self._boxes.addWidget(entries)

    def _narrow(self, words: str) -> None:
        if self._list is not None:
            for line in range(self._list.count()):
                item = self._list.item(line)
                item.setHidden(fold(words) not in fold(item.text()))

    def _toggle(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _chosen(self) -> None:
        if self._list is not None:
            items = [self._list.item(line) for line in range(self._list.count())]
            values = [item.data(Qt.ItemDataRole.UserRole) for item in items
                      if item.checkState() == Qt.CheckState.Checked]
            self._apply(ChoiceFilter(frozenset(values)) if values else None)

    def _range(self, present: ColumnFilter | None) -> None:
        day = self._column.kind == "date"
        low, high = (present.low, present.high) if isinstance(present, RangeFilter) else (None, None)
        fields = []
        row = QHBoxLayout()
        for words, value in ((tr("from"), low), (tr("to"), high)):
            field = QLineEdit(_shown(value))
            field.setAccessibleName(words)
            field.setFixedWidth(self._theme.px(112))
            row.addWidget(PlainLabel(words, "label"))
            row.addWidget(field)
            fields.append(field)
        self._boxes.addLayout(row)
        hint = PlainLabel(tr("A day such as {day}", day=current().day(date(2027, 5, 12), "short")) if day else "",
                          "label")
        hint.setVisible(day)
        self._boxes.addWidget(hint)

        def take() -> None:
            ends: list[Any] = []
            for field in fields:
                words = field.text().strip()
                value = (parse_day(words) if day else parse_number(words)) if words else None
                set_property(field, "wrong", bool(words) and value is None)
                ends.append(value)
            self._apply(RangeFilter(*ends) if any(end is not None for end in ends) else None)

        for field in fields:
            field.textEdited.connect(take)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return current().day(value, "short") if isinstance(value, date) else current().number(value)
