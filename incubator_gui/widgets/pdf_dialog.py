"""A PDF seen inside the program."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.messages import msg, tr
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import IconButton, tight
from incubator_gui.widgets.theme import Theme


class PdfDialog(QDialog):
    """Page by page, larger and smaller; says what is wrong with a file that cannot be shown."""

    def __init__(self, theme: Theme, title: str, content: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(theme.px(820), theme.px(900))
        column = QVBoxLayout(self)
        tight(column)
        tools = QHBoxLayout()
        tight(tools, 8, 16, 8, 16, 8)
        tools.addWidget(ElidedLabel(title, "panel"), 1)
        self._pages = PlainLabel("", "label")
        tools.addWidget(self._pages)
        for icon, words, run in (
                ("chevron-left", tr("Page before"), lambda: self.turn(-1)),
                ("chevron-right", tr("Next page"), lambda: self.turn(1)),
                ("zoom-out", tr("Smaller"), lambda: self.zoom(0.8)),
                ("zoom-in", tr("Larger"), lambda: self.zoom(1.25))):
            button = IconButton(theme, icon, words)
            button.clicked.connect(run)
            tools.addWidget(button)
        column.addLayout(tools)
        self.messages = MessageArea(theme)
        column.addWidget(self.messages)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.view = QPdfView(self)
        self.view.setAccessibleName(title)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        column.addWidget(self.view, 1)
        self.document.load(self._buffer)
        self.view.pageNavigator().currentPageChanged.connect(self._count)
        if self.document.status() == QPdfDocument.Status.Ready:
            self._count()
        elif self.document.error() == QPdfDocument.Error.IncorrectPassword:
            self._say(msg("This PDF is locked with a password. Open it with the system's program."))
        else:
            self._say(msg("This PDF is damaged and cannot be shown. Ask for it again, or save it and try elsewhere."))

    def turn(self, step: int) -> None:
        """Another page."""
        navigator = self.view.pageNavigator()
        page = navigator.currentPage() + step
        if 0 <= page < self.document.pageCount():
            navigator.jump(page, QPointF(), navigator.currentZoom())

    def zoom(self, factor: float) -> None:
        """Larger or smaller, between a tenth and eight times."""
        present = self.view.zoomFactor()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(0.1, min(8.0, present * factor)))

    def done(self, result: int) -> None:
        """Let go of the file before the view goes."""
        self.view.setDocument(QPdfDocument(self.view))
        self.document.close()
        super().done(result)

    def _count(self) -> None:
        self._pages.setText(tr("Page {n} of {whole}", n=self.view.pageNavigator().currentPage() + 1,
                               whole=self.document.pageCount()))

    def _say(self, message: object) -> None:
        self.view.hide()
        self.messages.show_message(message, "error", closable=False)  # type: ignore[arg-type]
