"""The two tables people work with: applications with chips that can be dragged, and reviewers with their load."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication

from incubator_gui.core.messages import Message, msg, text
from incubator_gui.core.settings import Settings
from incubator_gui.services.assignments_read import Assigned, AssignmentRow, ReaderRow
from incubator_gui.views.review.assignment.chips import ChipDelegate, LoadDelegate
from incubator_gui.views.review.assignment.columns import application_columns, reader_columns
from incubator_gui.widgets import table_layout
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.tag import Tag
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import show_tip

CARRIED = "application/x-incubator-reviewer"
"""What is dragged: a reviewer's id, and the application it is taken from, if any."""


def packed(reviewer: UUID, application: UUID | None = None) -> QMimeData:
    """A reviewer on the way."""
    mime = QMimeData()
    mime.setData(CARRIED, f"{reviewer} {application or ''}".encode())
    return mime


def unpacked(mime: QMimeData) -> tuple[UUID, UUID | None] | None:
    """The inverse; None for what is not ours."""
    words = bytes(mime.data(CARRIED).data()).decode("ascii", "ignore").split()
    try:
        return (UUID(words[0]), UUID(words[1]) if len(words) > 1 else None) if words else None
    except ValueError:
        return None


def carried(table: FilterTable, name: str, mime: QMimeData) -> QDrag:
    """A drag whose picture is the reviewer's name."""
    drag, tag = QDrag(table), Tag(table.theme, name, "user", "accent", table)  # in its window, to be dressed
    drag.setMimeData(mime)
    drag.setPixmap(tag.grab())
    tag.deleteLater()
    return drag


class ApplicationsTable(FilterTable):
    """Insert asks whom to add, Delete whom to remove; a reviewer can be dropped on a line."""

    add_asked = Signal()
    remove_asked = Signal()
    dropped = Signal(object, object, object)
    """Application, reviewer, and the application it was taken from or None."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        self.names: Mapping[object, str] = {}
        self._held: tuple[QPoint, Assigned, UUID] | None = None
        self.read: Callable[[str], tuple[str, ...]] = lambda _words: ()
        super().__init__(theme, application_columns(lambda: self.names, lambda words: self.read(words)), settings,
                         "review.assignment")
        self.cells = ChipDelegate(theme, self.rows, self)
        self.setItemDelegate(self.cells)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    @property
    def chip_cells(self) -> ChipDelegate:
        """The delegate, as what it is."""
        assert isinstance(self.cells, ChipDelegate)
        return self.cells

    def row(self, id: UUID) -> AssignmentRow | None:
        """A line by its id."""
        found = self.rows.row_of(id)
        return found if isinstance(found, AssignmentRow) else None

    def chip_at(self, place: QPoint) -> tuple[AssignmentRow, Assigned] | None:
        """The chip under a point."""
        index = self.indexAt(place)
        row = self.rows.row_at(index.row()) if index.isValid() else None
        if not isinstance(row, AssignmentRow) or index.column() != self.section("reviewers"):
            return None
        return next(((row, one) for box, _said, one in self.chip_cells.chips(self.visualRect(index), row)
                     if one is not None and box.contains(place)), None)

    # keys and mouse --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Insert, + and Delete; all else as in every table."""
        if event.key() in (Qt.Key.Key_Insert, Qt.Key.Key_Plus) and self.marked_ids():
            self.add_asked.emit()
        elif event.key() == Qt.Key.Key_Delete and self.marked_ids():
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A chip that is pressed may be dragged."""
        place = event.position().toPoint()
        found = self.chip_at(place) if event.button() == Qt.MouseButton.LeftButton else None
        self._held = (place, found[1], found[0].id) if found is not None and not found[1].begun else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to drag the chip."""
        if self._held is not None and event.buttons() & Qt.MouseButton.LeftButton:
            place, one, application = self._held
            if (event.position().toPoint() - place).manhattanLength() >= QApplication.startDragDistance():
                self._held = None
                carried(self, one.name, packed(one.reviewer, application)).exec(Qt.DropAction.MoveAction)
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Nothing is held any more."""
        self._held = None
        super().mouseReleaseEvent(event)

    # dropping --------------------------------------------------------------------------------

    def refusal(self, application: UUID, reviewer: UUID) -> Message | None:
        """Why a reviewer may not fall on a line."""
        row = self.row(application)
        if row is None:
            return msg("There is no application here.")
        if any(one.reviewer == reviewer for one in row.assigned):
            return msg("{reviewer} reviews it already.", reviewer=self.names.get(reviewer, ""))
        if reviewer in row.blocked:
            return msg("{reviewer} must not review it: {why}", reviewer=self.names.get(reviewer, ""),
                       why=row.blocked[reviewer])
        return None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Reviewers are welcome."""
        event.setAccepted(unpacked(event.mimeData()) is not None)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """The line under the pointer, and why not."""
        found, place = unpacked(event.mimeData()), event.position().toPoint()
        line = self.rowAt(place.y())
        id = self.rows.id_at(line)
        why = self.refusal(id, found[0]) if found is not None and id is not None else None
        fits = found is not None and id is not None and why is None
        self._mark((line, fits) if id is not None else None)
        if why is not None:
            show_tip(self, self.viewport().mapToGlobal(place), text(why))
        event.setAccepted(fits)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """It went elsewhere."""
        self._mark(None)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Assign it."""
        self._mark(None)
        found, id = unpacked(event.mimeData()), self.rows.id_at(self.rowAt(event.position().toPoint().y()))
        if found is not None and id is not None and self.refusal(id, found[0]) is None:
            event.acceptProposedAction()
            self.dropped.emit(id, found[0], found[1])

    def _mark(self, target: tuple[int, bool] | None) -> None:
        if self.chip_cells.target != target:
            self.chip_cells.target = target
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The reviewers take the room that is left."""
        super().resizeEvent(event)
        table_layout.fit(self, "reviewers", {"reviewers": 164, "barred": 80, "focus_area": 80, "application": 108})


class LoadTable(FilterTable):
    """Reviewers; one can be dragged onto an application. Enter gives them the selected applications."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        self._pressed: QPoint | None = None
        super().__init__(theme, reader_columns(), settings, "review.assignment.load")
        self.cells = LoadDelegate(theme, self.rows, self)
        self.cells.first_section = 1
        self.setItemDelegate(self.cells)
        self.setColumnHidden(0, True)
        self.setSelectionMode(FilterTable.SelectionMode.ExtendedSelection)

    def set_readers(self, readers: tuple[ReaderRow, ...]) -> None:
        """Other reviewers or loads."""
        assert isinstance(self.cells, LoadDelegate)
        self.cells.longest = max((reader.load for reader in readers), default=1)
        self.rows.set_rows(readers)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A line that is pressed may be dragged."""
        place = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = place if left and self.indexAt(place).isValid() else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to drag the reviewer."""
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                row = self.rows.row_at(self.rowAt(self._pressed.y()))
                self._pressed = None
                if row is not None:
                    carried(self, row[2], packed(row[0])).exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Nothing is held any more."""
        self._pressed = None
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """There are no check boxes here."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The names take the room that is left."""
        super().resizeEvent(event)
        table_layout.fit(self, "name", {"name": 90})
