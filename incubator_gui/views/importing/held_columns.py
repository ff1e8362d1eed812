"""The first columns of the preview, held in sight while the others scroll away under them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from incubator_gui.views.importing.preview_cells import COMPANY, ROW
from incubator_gui.views.importing.preview_delegate import PreviewDelegate
from incubator_gui.views.importing.preview_model import PreviewModel
from incubator_gui.widgets.theme import Theme

HELD = (ROW.key, COMPANY)
"""The number of the row, and the company."""


class HeldColumns(QTableView):
    """Lies over the left edge of the table when that is scrolled to the right; the table has keyboard and editor."""

    def __init__(self, theme: Theme, model: PreviewModel, table: QTableView) -> None:
        super().__init__(table)
        self._theme, self._table, self._rows = theme, table, model
        self.setObjectName("HeldColumns")
        self.setModel(model)
        self.setSelectionModel(table.selectionModel())
        self.cells = PreviewDelegate(theme, model, self)
        self.setItemDelegate(self.cells)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("noRing", True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(theme.px(32))
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(self.place)
        self.hide()

    def covered(self) -> int:
        """How much of the table lies under it."""
        return self.width() if self.isVisible() else 0

    def place(self) -> None:
        """The same rows and widths as the table; out of the way while the table shows the columns itself."""
        table, wide = self._table, 0
        for at, column in enumerate(self._rows.columns):
            held = column.key in HELD
            self.setColumnHidden(at, not held)
            if held:
                self.setColumnWidth(at, table.columnWidth(at))
                wide += table.columnWidth(at)
        company = self._rows.section(COMPANY)
        roomy = 2 * wide <= table.viewport().width()
        show = company >= 0 and roomy and table.columnViewportPosition(company) < table.columnWidth(0)
        if show:
            self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
            self.horizontalHeader().setFixedHeight(table.horizontalHeader().height())
            frame = table.frameWidth()
            self.setGeometry(frame, frame, wide, table.horizontalHeader().height() + table.viewport().height())
            self.verticalScrollBar().setValue(table.verticalScrollBar().value())
            self.raise_()
        self.setVisible(show)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The cells, and a line where the others go under."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().width() - 1, 0, 1, self.viewport().height(), self._theme.colour("strong"))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scrolls the table."""
        event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Mends the cell in the table, which scrolls to it."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._show(index)
            self._table.edit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Chooses the row; the keyboard stays with the table."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            place = self._table.horizontalScrollBar().value()
            self._table.setCurrentIndex(index)
            self._table.horizontalScrollBar().setValue(place)
            self._table.setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Nothing is dragged."""
        event.accept()

    def _show(self, index: QModelIndex) -> None:
        self._table.setCurrentIndex(index)
        self._table.scrollTo(index)
