"""Which company is it? The candidates of a doubtful row, and that it may be a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.services.imports.plan import NEW, TWIN, Candidate, Decision
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

_WIDTH = 420
_DECISION = Qt.ItemDataRole.UserRole


class ChoosePopup(QFrame):
    """Arrow keys and Enter choose, Escape closes. None as an answer asks again."""

    def __init__(self, theme: Theme, name: str, candidates: Sequence[Candidate], decided: Decision | None,
                 choose: Callable[[Decision | None], object], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("Popup")
        self._theme, self._choose = theme, choose
        column = QVBoxLayout(self)
        tight(column, 8, 12, 12, 12, 12)
        title = tr("Which company is “{name}”?", name=name)
        self.setAccessibleName(title)
        column.addWidget(PlainLabel(title, "strong", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setProperty("noRing", True)
        self.list.setWordWrap(True)
        twin = any(candidate.id == TWIN for candidate in candidates)
        for candidate in candidates:
            if candidate.id == TWIN:
                self._add(tr("The company of row {row}: leave this row out", row=str(candidate.row)),
                          tr("“{name}” stands in the file twice.", name=candidate.name), TWIN, decided)
                continue
            share = current().percent(min(candidate.score, 0.99))
            why = current().clauses(text(reason) for reason in candidate.reasons[:4])
            self._add(tr("{name}, {percent} alike", name=candidate.name, percent=share), why, candidate.id, decided)
        self._add(tr("It is another company") if twin else tr("It is a new company"),
                  tr("Nothing is joined; the two can be merged later."), NEW, decided)
        if decided is not None:
            self._add(tr("Leave it open"), tr("The row is asked about and not imported."), None, decided)
        self.list.itemClicked.connect(self._go)
        column.addWidget(self.list)
        self.list.setFixedWidth(theme.px(_WIDTH))
        heights = [self.list.item(line).sizeHint().height() for line in range(self.list.count())]
        self.list.setFixedHeight(min(sum(heights), theme.px(360)) + 4)
        self.list.setCurrentRow(self._first(decided))

    def show_at(self, view: QWidget, rect: QRect) -> None:
        """Show it below a cell, inside the screen."""
        self.adjustSize()
        place = view.mapToGlobal(QPoint(rect.right() - self.width(), rect.bottom() + 2))
        area = view.screen().availableGeometry()
        above = view.mapToGlobal(rect.topLeft()).y() - self.height() - 2
        down = place.y() if place.y() + self.height() <= area.bottom() else max(area.top(), above)
        self.move(max(area.left(), min(place.x(), area.right() - self.width())), down)
        self.show()
        self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter takes the chosen answer; the list leaves the key to its parent."""
        item = self.list.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None:
            self._go(item)
            return
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _add(self, words: str, why: str, decision: Decision | None, decided: Decision | None) -> None:
        item = QListWidgetItem(f"{words}\n{why}" if why else words)
        item.setData(_DECISION, decision)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}. {why}")
        icon = "check" if decision is not None and decision == decided else (
            "plus" if decision == NEW else "circle-question-mark" if decision is None else "building-2")
        item.setIcon(self._theme.icon(icon, "text", 16))
        room = QRect(0, 0, self._theme.px(_WIDTH - 64), 10_000)
        wrapped = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), item.text())
        item.setSizeHint(QSize(0, wrapped.height() + self._theme.px(14)))
        self.list.addItem(item)

    def _first(self, decided: Decision | None) -> int:
        return next((line for line in range(self.list.count())
                     if decided is not None and self.list.item(line).data(_DECISION) == decided), 0)

    def _go(self, item: QListWidgetItem) -> None:
        decision = item.data(_DECISION)
        self.close()
        self._choose(decision)
