"""Text on pages is chosen by pointer and keys, and marks lie where it stands, whatever the size and turn of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from PySide6.QtCore import QEvent, QMargins, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from incubator_gui.widgets.paper_preview import Preview
from incubator_gui.widgets.paper_view import PageMark, PaperView
from incubator_gui.widgets.theme import Theme

NO, SHIFT, CONTROL = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
                      Qt.KeyboardModifier.ControlModifier)
LEFT = Qt.MouseButton.LeftButton


@cache
def paper(rotate: int = 0, crop: bool = False) -> bytes:
    """Three pages of red text, so that marks and text can be told apart by colour; the second has two columns."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(420, 594), invariant=1)
    for page in range(3):
        canvas.setFillColor(Color(1, 0, 0))
        canvas.setFont("Helvetica", 12)
        for line in range(10):
            canvas.drawString(60, 500 - 30 * line, f"Line {line} costs 34 EUR")
            if page == 1:
                canvas.drawString(240, 500 - 30 * line, f"Right {line} is other")
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(60, 100, "团队完整市场数据")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(BytesIO(out.getvalue())) as pdf:
        for page in pdf.pages:
            page.Rotate = rotate
            if crop:
                page.CropBox = [30, 20, 420, 560]
        changed = BytesIO()
        pdf.save(changed)
    return changed.getvalue()


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[..., PaperView]]:
    theme = Theme("light")
    made: list[Preview] = []

    def shown(content: bytes, size: tuple[int, int] = (520, 700)) -> PaperView:
        preview = Preview(theme, bare=True)
        qtbot.addWidget(preview)
        preview.view.setDocumentMargins(QMargins(16, 16, 16, 16))
        preview.resize(*size)
        preview.show()
        assert preview.show_paper(content)
        made.append(preview)
        return preview.view

    yield shown
    for one in made:
        one.close()


def at(view: PaperView, page: int, x: float, y: float) -> QPoint:
    """A point of a page in the viewport."""
    lies, size = view.lies.page(page), view.lies.size(page)
    return QPoint(round(lies.left() + x * lies.width() / size.width()),
                  round(lies.top() + y * lies.height() / size.height()))


def drag(qtbot: QtBot, view: PaperView, start: QPoint, end: QPoint) -> None:
    port = view.viewport()
    qtbot.mousePress(port, LEFT, NO, start)
    for step in (1, 2, 3):
        here = QPointF(start + (end - start) * step / 3)
        QApplication.sendEvent(port, QMouseEvent(QEvent.Type.MouseMove, here, port.mapToGlobal(here),
                                                 Qt.MouseButton.NoButton, LEFT, NO))
    qtbot.mouseRelease(port, LEFT, NO, end)


def is_red(colour: QColor) -> bool:
    return colour.red() > 150 and colour.green() < 110 and colour.blue() < 110


def rendered(qtbot: QtBot, view: PaperView) -> None:
    """Wait until the pages are drawn: Qt draws them in the background."""
    def red() -> bool:
        image = view.viewport().grab().toImage()
        return any(is_red(image.pixelColor(x, y)) for x in range(0, image.width(), 2)
                   for y in range(0, image.height(), 2))

    qtbot.waitUntil(red, timeout=10_000)


@pytest.mark.parametrize(("rotate", "crop"), [(0, False), (90, False), (180, False), (270, True)])
@pytest.mark.parametrize("size", ["width", "page", "large", "small"])
def test_marks_lie_on_their_text(show: Callable[..., PaperView], qtbot: QtBot, rotate: int, crop: bool,
                                 size: str) -> None:
    view = show(paper(rotate, crop))
    if size in ("large", "small"):
        view.setZoomMode(QPdfView.ZoomMode.Custom)
        view.setZoomFactor(1.4 if size == "large" else 0.55)
    else:
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth if size == "width" else QPdfView.ZoomMode.FitInView)
    page = 1 if size == "small" else 0
    view.pageNavigator().jump(page, QPointF(), 0)
    rendered(qtbot, view)
    text = view.lies.text(page).text
    found = view.document().getSelectionAtIndex(page, text.index("Line 4"), len("Line 4 costs 34 EUR"))
    assert "Line 4" in found.text()
    wide, high = view.lies.size(page).width(), view.lies.size(page).height()
    box = found.boundingRectangle().normalized()
    share = QRectF(box.left() / wide, box.top() / high, box.width() / wide, box.height() / high)
    view.reveal(page, share)
    rendered(qtbot, view)
    lies = view.lies.shown(page, share).toAlignedRect()
    image = view.viewport().grab().toImage()
    assert view.viewport().rect().contains(lies)
    ink = [(x, y) for x in range(lies.left() - 6, lies.right() + 7) for y in range(lies.top() - 6, lies.bottom() + 7)
           if is_red(image.pixelColor(x, y))]
    assert len(ink) > 20
    assert all(lies.adjusted(-2, -2, 2, 2).contains(QPoint(x, y)) for x, y in ink)
    assert min(max(x for x, _y in ink) - min(x for x, _y in ink) - lies.width(),
               max(y for _x, y in ink) - min(y for _x, y in ink) - lies.height()) > -8


def test_text_is_chosen_with_the_pointer_also_from_the_margin(show: Callable[..., PaperView], qtbot: QtBot) -> None:
    view = show(paper())
    drag(qtbot, view, at(view, 0, 20, 90), at(view, 0, 410, 90))
    assert view.chosen is not None
    assert (view.chosen.page, view.chosen.text, len(view.chosen.parts)) == (0, "Line 0 costs 34 EUR", 1)
    drag(qtbot, view, at(view, 0, 410, 150), at(view, 0, 20, 90))
    assert view.chosen.text.split("\n") == ["Line 0 costs 34 EUR", "Line 1 costs 34 EUR", "Line 2 costs 34 EUR"]
    assert len(view.chosen.parts) == 3
    qtbot.mouseClick(view.viewport(), LEFT, NO, at(view, 0, 300, 300))
    assert view.chosen is None


def test_columns_are_chosen_by_the_line_beside_the_pointer(show: Callable[..., PaperView], qtbot: QtBot) -> None:
    view = show(paper(), (700, 900))
    view.pageNavigator().jump(1, QPointF(), 0)
    qtbot.mouseDClick(view.viewport(), LEFT, NO, at(view, 1, 250, 121))
    assert view.chosen is not None
    assert view.chosen.text == "Right"
    qtbot.mouseDClick(view.viewport(), LEFT, NO, at(view, 1, 70, 121))
    assert view.chosen.text == "Line"


def test_words_grow_by_keys_and_are_copied(show: Callable[..., PaperView], qtbot: QtBot) -> None:
    view = show(paper())
    told: list[str] = []
    view.text_chosen.connect(lambda: told.append(view.chosen.text if view.chosen else ""))
    qtbot.mouseDClick(view.viewport(), LEFT, NO, at(view, 0, 105, 121))
    assert view.chosen is not None
    assert view.chosen.text == "costs"
    qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT | CONTROL)
    assert view.chosen.text == "costs 34"
    qtbot.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert view.chosen.text == "costs 3"
    assert told == ["costs", "costs 34", "costs 3"]
    qtbot.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "costs 3"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.chosen is None
    place = view.verticalScrollBar().value()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.verticalScrollBar().value() > place, "other keys scroll"


def test_chinese_words_and_a_place_that_was_found(show: Callable[..., PaperView], qtbot: QtBot) -> None:
    view = show(paper())
    qtbot.mouseDClick(view.viewport(), LEFT, NO, at(view, 0, 66, 490))
    assert view.chosen is not None
    assert view.chosen.text
    assert view.chosen.text in "团队完整市场数据"
    text = view.lies.text(2).text
    boxes = [one.boundingRect() for one in
             view.document().getSelectionAtIndex(2, text.index("Line 3"), len("Line 3 costs")).bounds()]
    view.choose_hit(2, boxes, "line 3  COSTS")
    assert view.chosen.text == "Line 3 costs"
    view.choose_hit(2, boxes, "other words")
    assert (view.chosen.text, len(view.chosen.parts)) == ("other words", 1), "as it was found"


def test_a_mark_is_clicked_on_its_lines_and_on_its_badge(show: Callable[..., PaperView], qtbot: QtBot) -> None:
    view = show(paper())
    clicked: list[object] = []
    view.mark_clicked.connect(clicked.append)
    marks = []
    for key, line in (("a", 0), ("b", 0), ("c", 2)):
        drag(qtbot, view, at(view, 0, 90, 90 + 30 * line), at(view, 0, 140, 90 + 30 * line))
        assert view.chosen is not None
        marks.append(PageMark(key, 0, view.chosen.parts, key))
    view.choose_nothing()
    view.set_marks([*marks, PageMark("gone", 7, marks[0].parts, "9")], "c")
    badges = {key: view.badge_of(key) for key in "abc"}
    assert badges["a"] is not None
    assert badges["b"] is not None
    assert badges["c"] is not None
    assert not badges["a"].intersects(badges["b"]), "two on one line lie below each other"
    assert badges["a"].left() > at(view, 0, 165, 90).x(), "behind the end of the line"
    assert view.badge_of("gone") is None
    for key in "abc":
        badge = badges[key]
        assert badge is not None
        qtbot.mouseClick(view.viewport(), LEFT, NO, badge.center().toPoint())
    qtbot.mouseClick(view.viewport(), LEFT, NO, at(view, 0, 110, 150))
    assert clicked == ["a", "b", "c", "c"]
    before = view.badge_of("c")
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 40)
    after = view.badge_of("c")
    assert before is not None
    assert after is not None
    assert after.top() == before.top() - 40
    view.open(view.document())
    assert view.badge_of("c") is None, "another document has none of them"


def test_marks_colour_the_page_and_leave_the_letters(show: Callable[..., PaperView], qtbot: QtBot) -> None:
    view = show(paper())
    drag(qtbot, view, at(view, 0, 20, 90), at(view, 0, 410, 90))
    assert view.chosen is not None
    mark = PageMark(1, 0, view.chosen.parts, "1")
    view.choose_nothing()
    rendered(qtbot, view)
    view.set_marks([mark])
    image = view.viewport().grab().toImage()
    lies = view.lies.shown(0, mark.parts[0]).toRect()
    colours = [image.pixelColor(x, y) for x in range(lies.left(), lies.right())
               for y in range(lies.top(), lies.bottom())]
    assert sum(one.name().upper() == "#FFF2D2" for one in colours) > len(colours) // 3
    assert any(is_red(one) for one in colours)
