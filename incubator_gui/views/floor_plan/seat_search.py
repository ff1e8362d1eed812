"""Who sits where: a field with its results below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.domain.plan_values import SeatRow
from incubator_gui.domain.space import NOT_FOR_RENT
from incubator_gui.views.floor_plan.aims import places_words
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.search_field import SearchField
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

_MOST = 12


@dataclass(frozen=True, slots=True)
class Seat:
    """One result: a company with its places on a floor, or a place that is free."""

    ids: tuple[UUID, ...]
    floor: UUID
    company: UUID | None


class SeatSearch(SearchField):
    """Down goes through the results, Enter jumps to one; Esc puts them away."""

    found = Signal(object)
    """The `Seat` that was chosen."""

    def __init__(self, theme: Theme, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, pause=80, parent=parent)
        self._model = model
        self.results = QFrame(self, Qt.WindowType.ToolTip)
        self.results.setObjectName("Popup")
        self.results.hide()
        column = QVBoxLayout(self.results)
        tight(column, 0, 1, 4, 1, 4)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = PlainLabel("", "muted")
        self._nothing.setContentsMargins(12, 4, 12, 4)
        column.addWidget(self._nothing)
        column.addWidget(self.list)
        self.setFixedWidth(theme.px(164))
        self.searched.connect(self._show)
        self.list.itemClicked.connect(self._take)
        theme.changed.connect(lambda: self.setFixedWidth(theme.px(164)))
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.set_words(tr("Who sits where"), tr("Find who sits where"))
        self.list.setAccessibleName(tr("Results"))
        self._nothing.setText(tr("Nobody and nothing of that name here."))

    def seats(self) -> list[Seat]:
        """What is offered."""
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def dismiss(self) -> None:
        """Put the results away."""
        self.results.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up, Down, Enter, Esc."""
        shown = self.results.isVisible()
        if shown and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._timer.stop()
            if not shown or self._asked != self.text():
                self._show(self.text())
            item = self.list.currentItem() or self.list.item(0)
            if item is not None:
                self._take(item)
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The results go with the keyboard."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.dismiss()


    _asked = ""

    def _show(self, words: str) -> None:
        self._asked = words
        plan = self._model.plan
        self.list.clear()
        if plan is None or not words.strip():
            self.dismiss()
            return
        rows = [row for row in plan.search(words, self._model.day)
                if row.company is not None or plan.rooms[row.place.room].kind not in NOT_FOR_RENT]
        for seat in grouped(rows)[:_MOST]:
            where = current().joined((self._model.floor_name(seat.floor), places_words(plan, seat.ids)))
            words_ = f"{plan.name(seat.company)}  ·  {where}" if seat.company else tr("free: {places}", places=where)
            item = QListWidgetItem(words_)
            item.setData(Qt.ItemDataRole.UserRole, seat)
            self.list.addItem(item)
        count = self.list.count()
        self._nothing.setVisible(not count)
        self.list.setVisible(bool(count))
        self.list.setFixedHeight(self._theme.px(28) * count + 4)
        if count:
            self.list.setCurrentRow(0)
        width = self._theme.px(360)
        self.results.resize(width, self.results.sizeHint().height())
        corner = self.mapToGlobal(QPoint(self.width() - width, self.height() + 2))
        self.results.move(corner)
        if self.hasFocus():
            self.results.show()

    def _take(self, item: QListWidgetItem) -> None:
        seat = item.data(Qt.ItemDataRole.UserRole)
        self.dismiss()
        self.found.emit(seat)


def grouped(rows: Sequence[SeatRow]) -> list[Seat]:
    """Places of a company on one floor as one result; free places of a room too."""
    found: dict[tuple[UUID, UUID | None, UUID | None], list[SeatRow]] = {}
    for row in rows:
        key = (row.place.floor, row.company, None if row.company else row.place.room)
        found.setdefault(key, []).append(row)
    ordered = sorted(found.items(), key=lambda entry: entry[0][1] is None)  # people first, then free places
    return [Seat(tuple(row.place.desk or row.place.room for row in here), floor, company)
            for (floor, company, _room), here in ordered]
