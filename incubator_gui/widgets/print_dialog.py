"""The system's print dialog, and what was chosen in it."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPaintDevice, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.services.printing import PrintJob, Sides, page_numbers

DPI = 300
BAND = 400
"""Rows of a page that are in memory at a time."""

_SIDES: dict[QPrinter.DuplexMode, Sides] = {
    QPrinter.DuplexMode.DuplexNone: "one-sided", QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge"}
_PAPERS = {QPageSize.PageSizeId.A3: "A3", QPageSize.PageSizeId.A4: "A4", QPageSize.PageSizeId.A5: "A5",
           QPageSize.PageSizeId.Letter: "Letter", QPageSize.PageSizeId.Legal: "Legal"}
_OPTION = QAbstractPrintDialog.PrintDialogOption


class PrintDialog(QPrintDialog):
    """The dialog and its printer, which Qt does not keep alive."""

    def __init__(self, kept: QPrinter, parent: QWidget) -> None:
        super().__init__(kept, parent)
        self.kept = kept


def make_dialog(title: str, pages: int, page: int, file: str, parent: QWidget) -> PrintDialog:
    """The dialog for a paper of so many pages, with `page` in front; `file` is proposed where no printer is known."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setDocName(title)
    printer.setCreator("incubator-gui")
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
        printer.setOutputFileName(file)
    dialog = PrintDialog(printer, parent)
    for option, on in ((_OPTION.PrintToFile, True), (_OPTION.PrintPageRange, pages > 1),
                       (_OPTION.PrintCurrentPage, pages > 1 and page > 0), (_OPTION.PrintShowPageSize, True),
                       (_OPTION.PrintCollateCopies, True), (_OPTION.PrintSelection, False)):
        dialog.setOption(option, on)
    dialog.setMinMax(1, pages)
    dialog.setWindowTitle(title)
    return dialog


def ask(dialog: PrintDialog, done: Callable[[QPrinter], object]) -> None:
    """Show the dialog; the window stays usable where the system's own dialog allows it."""
    printer = dialog.kept
    dialog.accepted.connect(lambda *_printer: done(printer))
    if sys.platform == "win32":
        dialog.exec()
        dialog.deleteLater()
    else:
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()


def chosen(printer: QPrinter, page: int) -> PrintJob:
    """What the dialog left in the printer, without Qt; `page` is the one in front."""
    ranges = ""
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        ranges = str(max(1, page))
    elif printer.printRange() == QPrinter.PrintRange.PageRange:
        ranges = printer.pageRanges().toString().replace(" ", "")
        if not ranges and printer.fromPage():
            ranges = f"{printer.fromPage()}-{max(printer.fromPage(), printer.toPage())}"
    return PrintJob(
        printer.docName(), printer.printerName(), max(1, printer.copyCount()), printer.collateCopies(),
        _SIDES.get(printer.duplex(), ""), ranges, _PAPERS.get(printer.pageLayout().pageSize().id(), ""),
        printer.colorMode() == QPrinter.ColorMode.GrayScale,
        printer.pageOrder() == QPrinter.PageOrder.LastPageFirst)


def draw(content: bytes, printer: QPrinter, job: PrintJob, step: Callable[[int, int], None],
         stopped: Callable[[], bool]) -> int:
    """Draw the pages onto the printer in bands, in the thread that calls; returns how many were drawn.

    Raises Environment where the printer does not take them.
    """
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    pages = list(page_numbers(job.pages, document.pageCount()))
    if job.reverse:
        pages.reverse()
    times = 1 if printer.supportsMultipleCopies() else job.copies
    order = pages * times if job.collate else [page for page in pages for _ in range(times)]
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise Environment(msg("The printer {printer} could not be opened. Choose another printer, or save the paper"
                              " as a file.", printer=printer.printerName()))
    try:
        for number, page in enumerate(order):
            if stopped():
                printer.abort()
                return number
            if number and not printer.newPage():
                raise Environment(msg("The printer {printer} stopped taking pages. Check it, then print from page"
                                      " {page} on.", printer=printer.printerName(), page=page))
            _page(document, page - 1, painter, printer)
            step(number + 1, len(order))
    finally:
        painter.end()
        document.close()
    return len(order)


def _page(document: QPdfDocument, index: int, painter: QPainter, printer: QPrinter) -> None:
    points = document.pagePointSize(index)
    whole = QSize(round(points.width() / 72 * DPI), round(points.height() / 72 * DPI))
    room = printer.paperRect(QPrinter.Unit.DevicePixel)
    device: QPaintDevice = printer
    resolution = device.logicalDpiX()
    natural = min(room.width() / whole.width(), room.height() / whole.height())
    scale = min(resolution / DPI, natural)
    left = (room.width() - whole.width() * scale) / 2
    top = (room.height() - whole.height() * scale) / 2
    for at in range(0, whole.height(), BAND):
        tall = min(BAND, whole.height() - at)
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        options.setScaledClipRect(QRect(0, at, whole.width(), tall))
        band = QImage(whole.width(), tall, QImage.Format.Format_RGB32)
        band.fill(Qt.GlobalColor.white)  # letters drawn onto nothing print as blocks on some devices
        over = QPainter(band)
        over.drawImage(0, 0, document.render(index, band.size(), options))
        over.end()
        painter.drawImage(QRectF(left, top + at * scale, whole.width() * scale, tall * scale), band)
