"""Paints what lies over the plan: selection, focus, what is carried, scale bar and north."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, ptr, tr
from incubator_gui.widgets.plan import inks as ink
from incubator_gui.widgets.plan.inks import Inks
from incubator_gui.widgets.plan.items import Item, Offer, Payload, Selection
from incubator_gui.widgets.plan.shapes import Shapes, path_of, snapped
from incubator_gui.widgets.plan.view import View

_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_RING = 3.0


def paint_selection(painter: QPainter, inks: Inks, shapes: Shapes, view: View, selection: Selection,
                    taken: Iterable[UUID]) -> None:
    """An edge in the accent around what is selected; free desks are tinted as well."""
    path = _union(shapes, view, selection.desks, selection.rooms)
    tint = QColor(inks.colour("accent"))
    tint.setAlphaF(0.18)
    known = set(taken)
    free = [id for id in selection.desks if id not in known]
    if free:
        painter.fillPath(_union(shapes, view, free, ()), tint)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(inks.pen("accent", 2))
    painter.drawPath(path)


def paint_ring(painter: QPainter, inks: Inks, shapes: Shapes, view: View, item: Item) -> None:
    """The ring around what has the keyboard: 2 px, 3 px away."""
    box = shapes.box(item)
    if box is not None:
        gap = _RING + 1
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(inks.pen("accent", 2))
        painter.drawRoundedRect(snapped(view, box).adjusted(-gap, -gap, gap, gap), 2, 2)


def paint_hover(painter: QPainter, inks: Inks, shapes: Shapes, view: View, desks: Iterable[UUID],
                rooms: Iterable[UUID]) -> None:
    """An edge around what is under the pointer."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(inks.pen("muted", 1.5))
    painter.drawPath(_union(shapes, view, desks, rooms))


def paint_offer(painter: QPainter, inks: Inks, shapes: Shapes, view: View, offer: Offer, canvas: QRectF) -> None:
    """Where it would go, dashed in the accent; or why it cannot, in the colour of an error."""
    path = _union(shapes, view, offer.desks, offer.rooms)
    box = path.boundingRect()
    colour = "accent" if offer.fits else "error"
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if offer.fits:
        painter.fillPath(path, inks.colour("selection"))
        # The edge reads on the plan around it, also where the ground of a selection is as strong.
        painter.setPen(inks.pen("on-accent" if inks.theme.contrast else "accent", 1.75, Qt.PenStyle.DashLine))
    else:
        painter.setPen(inks.pen("error", 2))
    painter.drawPath(path)
    if not offer.words:
        return
    width, height = inks.width(offer.words, ink.NAME), inks.height(ink.NAME)
    if offer.fits and width + 8 <= box.width() and height <= box.height():
        rect = QRectF(box.center().x() - width / 2 - 4, box.center().y() - height / 2, width + 8, height)
        if path.contains(rect.center()):
            painter.fillRect(rect, inks.colour("selection"))
            inks.centred(painter, rect, offer.words, ink.NAME, "selection-accent")
            return
    rect = QRectF(box.center().x() - width / 2 - 8, box.bottom() + 4, width + 16, height + 6)
    if rect.bottom() > canvas.bottom() - 4:
        rect.moveBottom(box.top() - 4)
    rect.moveLeft(min(max(rect.left(), 4.0), max(4.0, canvas.width() - 4 - rect.width())))
    rect.moveTop(min(max(rect.top(), 4.0), canvas.height() - 4 - rect.height()))
    painter.setPen(inks.pen(colour, 1))
    painter.setBrush(inks.colour("surface" if offer.fits else "error-ground"))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inks.centred(painter, rect, offer.words, ink.NAME, colour)


def paint_band(painter: QPainter, inks: Inks, band: QRectF) -> None:
    """The rubber band."""
    tint = QColor(inks.colour("accent"))
    tint.setAlphaF(0.12)
    painter.setPen(inks.pen("accent", 1))
    painter.setBrush(tint)
    painter.drawRect(band)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_scale(painter: QPainter, inks: Inks, view: View, canvas: QRectF) -> None:
    """The scale bar at the lower left, north at the lower right: the top of a plan is north."""
    px = inks.theme.px
    least = min(px(80), canvas.width() / 3)  # north keeps its place on a narrow canvas
    length = next((n for n in _LENGTHS if n * view.scale >= least), _LENGTHS[-1])
    wide, line = length * view.scale, inks.height(ink.ROOM)
    left, bar = 24.5, round(canvas.height() - line - 16) + 0.5
    last = tr("{n}\u00a0m", n=length)
    plate = QColor(inks.colour("window"))
    plate.setAlphaF(0.86)
    painter.fillRect(QRectF(left - 10, bar - 8, wide + 20 + inks.width(last, ink.ROOM), line + 18), plate)
    painter.setPen(inks.pen("text", 1))
    painter.drawLine(QPointF(left, bar), QPointF(left + wide, bar))
    for at in (0.0, wide / 2, wide):
        painter.drawLine(QPointF(left + at, bar - 4), QPointF(left + at, bar + 4))
    painter.fillRect(QRectF(left, bar - 2, wide / 2, 4), inks.colour("text"))
    half = current().number(length // 2) if length % 2 == 0 else current().number(length / 2, 1)
    for at, words in ((0.0, "0"), (wide / 2, half)):
        inks.write(painter, left + at - inks.width(words, ink.ROOM) / 2, bar + 5, words, ink.ROOM, "muted")
    inks.write(painter, left + wide - inks.width(current().number(length), ink.ROOM) / 2, bar + 5, last, ink.ROOM,
               "muted")
    north = ptr("direction", "N")
    x, y = canvas.width() - 32.0, canvas.height() - 36.0
    width = inks.width(north, ink.NUMBER)
    painter.fillRect(QRectF(x - width - 16, y - 6, width + 32, 34), plate)
    painter.setPen(inks.pen("text", 1.5))
    painter.drawLine(QPointF(x, y + 22), QPointF(x, y))
    painter.drawPolyline([QPointF(x - 4, y + 6), QPointF(x, y), QPointF(x + 4, y + 6)])
    inks.write(painter, x - width - 10, y + 11 - inks.height(ink.NUMBER) / 2, north, ink.NUMBER, "muted")


def carried_card(inks: Inks, payload: Payload) -> QPixmap:
    """What is seen under the pointer while a company is dragged: its name and number of desks."""
    count = ntr("{n} desk", "{n} desks", payload.count) if payload.count else ""
    name = inks.elided(payload.name, ink.NAME, inks.theme.px(220))
    wide = inks.width(name, ink.NAME) + (8 + inks.width(count, ink.ROOM) if count else 0) + 20
    size = QSize(round(wide), inks.theme.px(28))
    picture = QPixmap(size * inks.ratio)
    picture.setDevicePixelRatio(inks.ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(inks.colour("accent"), 1.5))
    painter.setBrush(inks.colour("surface"))
    painter.drawRoundedRect(QRectF(1, 1, size.width() - 2, size.height() - 2), 4, 4)
    y = size.height() / 2
    inks.write(painter, 10, y - inks.height(ink.NAME) / 2, name, ink.NAME, "text")
    if count:
        inks.write(painter, 18 + inks.width(name, ink.NAME), y - inks.height(ink.ROOM) / 2, count, ink.ROOM, "muted")
    painter.end()
    return picture


def _union(shapes: Shapes, view: View, desks: Iterable[UUID], rooms: Iterable[UUID]) -> QPainterPath:
    path = path_of(view, shapes.union(tuple(desks)))
    for id in rooms:
        room = shapes.scene.room_by_id.get(id)
        if room is not None and room.polygon:
            path.addPath(path_of(view, (room.polygon,)))
    return path
