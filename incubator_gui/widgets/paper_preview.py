"""The paper as it will be printed: all pages below each other, with the way to each part."""

from __future__ import annotations

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QModelIndex,
    QObject,
    QPointF,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QTreeView, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.paper_view import PaperView
from incubator_gui.widgets.styling import Button, IconButton, line, tight
from incubator_gui.widgets.theme import Theme

_LEAST, _MOST = 0.25, 4.0


class Preview(QWidget):
    """Pages, page by page, larger and smaller, and their contents."""

    turned = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, bare: bool = False) -> None:
        """`bare`: without its own line of tools, for a place that has them elsewhere."""
        super().__init__(parent)
        self._theme, self._bare = theme, bare
        self._document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self.view = PaperView(theme, self)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.open(self._document)
        self.view.viewport().installEventFilter(self)
        self.view.pageNavigator().currentPageChanged.connect(self._count)
        self.view.zoomFactorChanged.connect(self._count)
        self._bookmarks = QPdfBookmarkModel(self)
        self.contents = QTreeView()
        self.contents.setHeaderHidden(True)
        self.contents.setModel(self._bookmarks)
        self.contents.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.contents.clicked.connect(self._go)
        self.contents.activated.connect(self._go)
        self.contents.hide()
        self._build()
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        tight(column)
        holder = QWidget()
        tools = QHBoxLayout(holder)
        tight(tools, 4, 12, 6, 12, 6)
        theme = self._theme
        self.list_button = IconButton(theme, "list")
        self.list_button.setCheckable(True)
        self.list_button.toggled.connect(self.contents.setVisible)
        self.before, self.after = IconButton(theme, "chevron-up"), IconButton(theme, "chevron-down")
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.pages = PlainLabel("", "label")
        self.smaller, self.larger = IconButton(theme, "zoom-out"), IconButton(theme, "zoom-in")
        self.smaller.clicked.connect(lambda: self.zoom(1 / 1.2))
        self.larger.clicked.connect(lambda: self.zoom(1.2))
        self.percent = PlainLabel("", "label")
        self.fit_width, self.fit_page = Button(theme, kind="flat"), Button(theme, kind="flat")
        self.fit_width.clicked.connect(lambda: self.fit(QPdfView.ZoomMode.FitToWidth))
        self.fit_page.clicked.connect(lambda: self.fit(QPdfView.ZoomMode.FitInView))
        for button in (self.fit_width, self.fit_page):
            button.setCheckable(True)
        for left in (self.list_button, self.before, self.after, self.pages):
            tools.addWidget(left)
        tools.addStretch()
        for right in (self.smaller, self.percent, self.larger, self.fit_width, self.fit_page):
            tools.addWidget(right)
        rule = line()
        column.addWidget(holder)
        column.addWidget(rule)
        holder.setVisible(not self._bare)
        rule.setVisible(not self._bare)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.contents)
        self._splitter.addWidget(self.view)
        self._splitter.setStretchFactor(1, 1)
        column.addWidget(self._splitter, 1)

    @property
    def document(self) -> QPdfDocument:
        """What is shown."""
        return self._document

    def page(self) -> int:
        """The page in front, from 1; 0 where there is none."""
        return self.view.pageNavigator().currentPage() + 1 if self._document.pageCount() else 0

    def show_paper(self, content: bytes) -> bool:
        """Show another paper at the place where the one before stood; False where it cannot be read."""
        bar = self.view.verticalScrollBar()
        place = bar.value() / bar.maximum() if bar.maximum() else 0.0
        document, buffer = QPdfDocument(self), QBuffer(self)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        if document.status() != QPdfDocument.Status.Ready:
            document.deleteLater()
            buffer.deleteLater()
            return False
        same = document.pageCount() == self._document.pageCount()
        self._swap(document, buffer)
        if same:
            bar.setValue(round(place * bar.maximum()))
        else:
            self.view.pageNavigator().jump(0, QPointF(), 0)
            bar.setValue(0)
        self.contents.expandAll()
        self._count()
        return True

    def clear(self) -> None:
        """Show nothing."""
        self._swap(QPdfDocument(self), None)
        self._count()

    def turn(self, step: int) -> None:
        """Another page."""
        page = self.view.pageNavigator().currentPage() + step
        if 0 <= page < self._document.pageCount():
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def go(self, page: int) -> None:
        """A page by its number, from 1."""
        if 0 < page <= self._document.pageCount():
            self.view.pageNavigator().jump(page - 1, QPointF(), 0)

    def zoom(self, factor: float) -> None:
        """Larger or smaller, between a quarter and four times."""
        wanted = max(_LEAST, min(_MOST, self.factor() * factor))
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(wanted)
        self._count()

    def fit(self, mode: QPdfView.ZoomMode) -> None:
        """The width of the page, or all of it, whatever the size of the window."""
        self.view.setZoomMode(mode)
        self._count()

    def factor(self) -> float:
        """How large the pages stand there; 1 is as printed."""
        mode = self.view.zoomMode()
        if mode == QPdfView.ZoomMode.Custom or not self._document.pageCount():
            return self.view.zoomFactor()
        page = self._document.pagePointSize(max(0, self.view.pageNavigator().currentPage()))
        margins, port = self.view.documentMargins(), self.view.viewport().size()
        points = self.view.logicalDpiX() / 72
        wide = (port.width() - margins.left() - margins.right()) / (page.width() * points)
        if mode == QPdfView.ZoomMode.FitToWidth:
            return wide
        return min(wide, (port.height() - self.view.pageSpacing()) / (page.height() * points))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.view.setAccessibleName(tr("Preview of the paper"))
        self.contents.setAccessibleName(tr("Parts of the paper"))
        self._splitter.setAccessibleName(tr("Parts and preview"))
        self.list_button.set_name(tr("Show the parts beside the pages"))
        self.before.set_name(tr("Page before"))
        self.after.set_name(tr("Next page"))
        self.smaller.set_name(tr("Smaller"))
        self.larger.set_name(tr("Larger"))
        self.fit_width.setText(tr("Page width"))
        self.fit_page.setText(tr("Whole page"))
        self._count()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The wheel with Ctrl makes larger and smaller; another width makes another percentage."""
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent) \
                and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.1 if event.angleDelta().y() > 0 else 1 / 1.1)
            return True
        if event.type() == QEvent.Type.Resize:
            self._count()
        return super().eventFilter(watched, event)

    def _swap(self, document: QPdfDocument, buffer: QBuffer | None) -> None:
        old, old_buffer = self._document, self._buffer
        self._document, self._buffer = document, buffer
        self._bookmarks.setDocument(document)
        self.view.open(document)
        old.close()
        old.deleteLater()
        if old_buffer is not None:
            old_buffer.deleteLater()

    def _go(self, index: QModelIndex) -> None:
        page, place = index.data(QPdfBookmarkModel.Role.Page.value), index.data(QPdfBookmarkModel.Role.Location.value)
        if isinstance(page, int) and 0 <= page < self._document.pageCount():
            self.view.pageNavigator().jump(page, place if isinstance(place, QPointF) else QPointF(), 0)

    def _count(self) -> None:
        count, page = self._document.pageCount(), self.page()
        self.pages.setText(tr("{page} of {count}", page=page, count=count) if count else "")
        self.pages.setAccessibleName(tr("Page {page} of {count}", page=page, count=count) if count else "")
        self.percent.setText(current().percent(self.factor()) if count else "")
        self.before.setEnabled(page > 1)
        self.after.setEnabled(0 < page < count)
        for button in (self.smaller, self.larger, self.fit_width, self.fit_page, self.list_button):
            button.setEnabled(count > 0)
        mode = self.view.zoomMode()
        for choice, its in ((self.fit_width, QPdfView.ZoomMode.FitToWidth),
                            (self.fit_page, QPdfView.ZoomMode.FitInView)):
            with QSignalBlocker(choice):
                choice.setChecked(mode == its)
        self.turned.emit()

    def _dress(self) -> None:
        ground = self.view.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            ground.setColor(role, self._theme.colour("window"))
        self.view.setPalette(ground)
        self.contents.setMinimumWidth(self._theme.px(180))
