"""Pages on which text can be chosen and marked: marked lines, and a numbered badge in the margin beside them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QApplication, QWidget

from incubator_gui.widgets.paper_layout import PaperLayout
from incubator_gui.widgets.paper_selection import Chosen, PaperSelection
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import show_tip

_BADGE = (20, 16)


@dataclass(frozen=True, slots=True)
class PageMark:
    """Marked lines of a page: `page` from 0, `parts` in shares of the page, `tip` what is said of it."""

    key: Hashable
    page: int
    parts: tuple[QRectF, ...]
    label: str
    tip: str = ""


class PaperView(QPdfView):
    """Text is chosen with the pointer, by double click or from a place that was found; Shift and arrows go on."""

    text_chosen = Signal()
    """Something else is chosen, or nothing."""
    mark_clicked = Signal(object)
    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lies = PaperLayout(self)
        self._selection = PaperSelection(self.lies)
        self._marks: tuple[PageMark, ...] = ()
        self._current: Hashable = None
        self._under: Hashable = None
        self._pressed: QPoint | None = None
        self._dragged = False
        self.viewport().setMouseTracking(True)
        theme.changed.connect(self.viewport().update)

    # what is shown ---------------------------------------------------------------------------

    def open(self, document: QPdfDocument) -> None:
        """Show another document, without marks."""
        self.lies.forget()
        self._selection.open(document)
        self._marks, self._current, self._under = (), None, None
        self.setDocument(document)
        self.text_chosen.emit()

    def set_marks(self, marks: Sequence[PageMark], current: Hashable = None) -> None:
        """Other marks; `current` is drawn stronger."""
        count = self.document().pageCount()
        wanted = tuple(one for one in marks if 0 <= one.page < count)
        if (wanted, current) != (self._marks, self._current):
            self._marks, self._current = wanted, current
            self.viewport().update()

    @property
    def chosen(self) -> Chosen | None:
        """The text that is chosen."""
        return self._selection.chosen

    def choose_hit(self, page: int, parts: list[QRectF], words: str) -> None:
        """Choose a place that was found."""
        self._selection.hit(page, parts, words)
        self._told()

    def choose_nothing(self) -> None:
        """Nothing is chosen any more."""
        if self._selection.chosen is not None:
            self._selection.clear()
            self._told()

    def copy(self) -> bool:
        """Copy the chosen text; whether there was any."""
        if self.chosen is not None:
            QGuiApplication.clipboard().setText(self.chosen.text)
        return self.chosen is not None

    def end_of(self, chosen: Chosen) -> QPoint:
        """Where the chosen text ends, in the viewport."""
        return self.lies.shown(chosen.page, chosen.parts[-1]).bottomRight().toPoint()

    def reveal(self, page: int, part: QRectF) -> None:
        """Scroll until a part of a page is seen."""
        lies = self.lies.shown(page, part)
        port, bar = QRectF(self.viewport().rect()), self.verticalScrollBar()
        if lies.top() < port.top() + 24 or lies.bottom() > port.bottom() - 24:
            bar.setValue(round(bar.value() + lies.center().y() - port.height() / 3))
        across = self.horizontalScrollBar()
        if lies.left() < port.left() or lies.right() > port.right():
            across.setValue(round(across.value() + lies.left() - 24))

    # painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Marks and what is chosen lie over the pages like ink of a marker."""
        super().paintEvent(event)
        if not self._marks and self.chosen is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for page in self.lies.visible():
            painter.save()
            painter.setClipRect(self.lies.page(page))
            for one in self._on(page):
                self._paint_lines(painter, one)
            if self.chosen is not None and self.chosen.page == page:
                ink = self._theme.on_paper("accent")
                ink.setAlpha(70)
                painter.fillPath(self._path(page, self.chosen.parts), ink)
            for one, lies in self._badges(page):
                self._paint_badge(painter, one, lies)
            painter.restore()
        painter.end()

    def _paint_lines(self, painter: QPainter, mark: PageMark) -> None:
        path = self._path(mark.page, mark.parts)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillPath(path, self._theme.on_paper("warning-ground"))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        strong = mark.key in (self._current, self._under)
        if strong or self._theme.contrast:
            painter.setPen(QPen(self._edge(mark), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)

    def _paint_badge(self, painter: QPainter, mark: PageMark, lies: QRectF) -> None:
        wide = 2.0 if mark.key == self._current else 1.0
        painter.setPen(QPen(self._edge(mark), wide))
        painter.setBrush(self._theme.on_paper("warning-ground"))
        inset = wide / 2
        painter.drawRoundedRect(lies.adjusted(inset, inset, -inset, -inset), 2, 2)
        painter.setFont(self._font())
        painter.setPen(self._theme.on_paper("warning"))
        painter.drawText(lies, Qt.AlignmentFlag.AlignCenter, mark.label)

    def _edge(self, mark: PageMark) -> QColor:
        return self._theme.on_paper("warning" if mark.key == self._current else "warning-mark")

    def _font(self) -> QFont:
        font = self._theme.font("axis", tabular=True)
        font.setWeight(font.Weight.DemiBold)
        return font

    def _path(self, page: int, parts: Sequence[QRectF]) -> QPainterPath:
        """The lines with a little room around them, as one shape."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for one in parts:
            lies = self.lies.shown(page, one)
            room = lies.height() * 0.28
            path.addRect(lies.adjusted(-2, -room, 2, room))
        return path.simplified()

    def _on(self, page: int) -> list[PageMark]:
        return [one for one in self._marks if one.page == page]

    def _badges(self, page: int) -> list[tuple[PageMark, QRectF]]:
        """In the margin at the right of the first line, below each other where they would meet."""
        px, placed = self._theme.px, list[tuple[PageMark, QRectF]]()
        lies, size = self.lies.page(page), self.lies.size(page)
        lines = [self.lies.shown(page, QRectF(
            one.left() / size.width(), one.top() / size.height(), one.width() / size.width(),
            one.height() / size.height())) for one in self.lies.text(page).lines] if self._on(page) else []
        for mark in sorted(self._on(page), key=lambda one: (one.parts[0].top(), str(one.label))):
            first = self.lies.shown(page, mark.parts[0])
            wide = max(px(_BADGE[0]), px(8) + 7 * len(mark.label))
            right = max((first.right(), *(one.right() for one in lines if one.top() < first.bottom()
                                          and one.bottom() > first.top())))
            left = min(right + 6, lies.right() - wide - 2)
            badge = QRectF(left, first.center().y() - px(_BADGE[1]) / 2, wide, px(_BADGE[1]))
            while any(badge.intersects(other) for _mark, other in placed):
                badge.translate(0, 2)
            placed.append((mark, badge))
        return placed

    # the pointer -----------------------------------------------------------------------------

    def mark_at(self, place: QPoint) -> PageMark | None:
        """The mark whose badge or lines lie at a place of the viewport."""
        page = self.lies.at(QPointF(place))
        if page < 0:
            return None
        for mark, badge in reversed(self._badges(page)):
            if badge.contains(QPointF(place)):
                return mark
        return next((one for one in reversed(self._on(page))
                     if self._path(page, one.parts).contains(QPointF(place))), None)

    def badge_of(self, key: Hashable) -> QRectF | None:
        """Where the badge of a mark lies, if its page is seen."""
        return next((lies for page in self.lies.visible() for one, lies in self._badges(page) if one.key == key), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choosing begins."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position().toPoint(), False
            self.choose_nothing()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """What is chosen follows; without a button the mark below is shown."""
        super().mouseMoveEvent(event)
        here = event.position()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(here)
        else:
            self._hover(here)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a mark opens it; after a drag the text stays chosen."""
        pressed, self._pressed = self._pressed, None
        if event.button() != Qt.MouseButton.LeftButton or pressed is None:
            super().mouseReleaseEvent(event)
        elif self._dragged:
            self.text_chosen.emit()
        elif (mark := self.mark_at(event.position().toPoint())) is not None:
            self.mark_clicked.emit(mark.key)
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A word."""
        page = self.lies.at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and page >= 0:
            self._selection.word(page, self.lies.point(page, event.position()))
            self._pressed = None
            self._told()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """What can be done with what is chosen."""
        self.menu_asked.emit(event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """No mark is below the pointer."""
        super().leaveEvent(event)
        self._set_under(None)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """The words of a mark as a tool tip; they stand in the list of notes as well."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.mark_at(event.pos())
            if mark is not None and mark.tip:
                show_tip(self.viewport(), event.globalPos(), mark.tip)
                return True
        return super().viewportEvent(event)

    def _drag(self, here: QPointF) -> None:
        assert self._pressed is not None, "a button is down"
        if not self._dragged:
            if (here.toPoint() - self._pressed).manhattanLength() < QApplication.startDragDistance() // 2:
                return
            page = self.lies.at(QPointF(self._pressed))
            if page < 0:
                return
            self._dragged = True
            self._selection.begin(page, self.lies.point(page, QPointF(self._pressed)))
        self._selection.reach(self.lies.point(self._selection.page, here))
        port, bar = self.viewport().rect(), self.verticalScrollBar()
        if here.y() < port.top() or here.y() > port.bottom():
            bar.setValue(bar.value() + (-12 if here.y() < port.top() else 12))
        self.viewport().update()

    def _hover(self, here: QPointF) -> None:
        mark = self.mark_at(here.toPoint())
        self._set_under(None if mark is None else mark.key)
        page = self.lies.at(here)
        if mark is not None:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif page >= 0 and any(one.contains(self.lies.point(page, here)) for one in self.lies.text(page).lines):
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        else:
            self.viewport().unsetCursor()

    def _set_under(self, key: Hashable) -> None:
        if key != self._under:
            self._under = key
            self.viewport().update()

    # keys ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Copy, more or less of the text, nothing chosen; all else scrolls."""
        shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if event.matches(QKeySequence.StandardKey.Copy) and self.copy():
            return
        if step and event.modifiers() & shift and self.chosen is not None:
            if self._selection.extend(step, words=bool(event.modifiers() & control)):
                self._told()
            return
        if event.key() == Qt.Key.Key_Escape and self.chosen is not None:
            self.choose_nothing()
            return
        super().keyPressEvent(event)

    def _told(self) -> None:
        self.viewport().update()
        self.text_chosen.emit()
