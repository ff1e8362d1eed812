"""The list of steps: rows of 32 px, the state as mark and word."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from incubator_gui.core.messages import tr
from incubator_gui.views.history.model import COLUMNS, HistoryModel, state_of
from incubator_gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
MARKS = {"undone": ("undo-2", "muted"), "undo": ("undo-2", "text"), "redo": ("redo-2", "text"),
         "erasure": ("eye-off", "warning")}


class StepDelegate(QStyledItemDelegate):
    """Paints a step; one that no longer holds is muted."""

    def __init__(self, theme: Theme, model: HistoryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, line, mark, text, focus."""
        theme, rect = self._theme, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        row = self._model.rows[index.row()]
        if selected:
            painter.fillRect(rect, theme.colour("selection"))
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("selection-accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("grid"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        key, kind = COLUMNS[index.column()][0], state_of(row)
        inner = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        role = "text" if key == "message" and kind != "undone" else "muted"
        if key == "state" and kind:
            name, role = MARKS[kind]
            side = theme.px(14)
            shade = theme.on_selection(role) if selected else theme.colour(role)
            painter.drawPixmap(QPoint(inner.left(), inner.center().y() - side // 2 + 1),
                               theme.pixmap(name, shade, 14, painter.device().devicePixelRatioF()))
            inner.adjust(side + 6, 0, 0, 0)
        painter.setFont(theme.font("strong" if key == "message" and selected else "body"))
        painter.setPen(theme.on_selection(role) if selected else theme.colour(role))
        side_ = Qt.AlignmentFlag.AlignRight if key == "entries" else Qt.AlignmentFlag.AlignLeft
        words = painter.fontMetrics().elidedText(index.data() or "", Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(side_ | Qt.AlignmentFlag.AlignVCenter), words)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Active:
            painter.setPen(QPen(theme.on_selection("accent") if selected else theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(2, 2, -2, -3))


class StepTable(QTableView):
    """Shows a `HistoryModel`; tells which step is looked at."""

    looked_at = Signal(object)

    def __init__(self, theme: Theme, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(StepDelegate(theme, model, self))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("noRing", True)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode([key for key, _t, _w in COLUMNS].index("message"), QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell(now))
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Steps of the history"))
        self.horizontalHeader().setAccessibleName(tr("Columns"))

    def _tell(self, index: QModelIndex) -> None:
        model = self.model()
        if isinstance(model, HistoryModel):
            self.looked_at.emit(model.rows[index.row()] if 0 <= index.row() < len(model.rows) else None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow window the step keeps its room: workstation, then the number of entries, give way."""
        super().resizeEvent(event)
        room = self.viewport().width() - sum(self._theme.px(width) for key, _title, width in COLUMNS
                                             if key != "message")
        for section, (key, _title, width) in enumerate(COLUMNS):
            if key in ("workstation", "entries"):
                away = room < self._theme.px(200)
                self.setColumnHidden(section, away)
                room += self._theme.px(width) if away else 0

    def _dress(self) -> None:
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        self.horizontalHeader().setFixedHeight(self._theme.px(32))
        for section, (_key, _title, width) in enumerate(COLUMNS):
            self.setColumnWidth(section, self._theme.px(width))
        self.viewport().update()
