"""Paints what does not change from day to day: rooms, walls, free desks, captions."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from incubator_gui.domain.scene import Detail, SceneRoom
from incubator_gui.widgets.plan import inks as ink
from incubator_gui.widgets.plan.inks import Inks
from incubator_gui.widgets.plan.names import area, room_caption
from incubator_gui.widgets.plan.shapes import Shapes, meets, path_of, snapped
from incubator_gui.widgets.plan.view import View

_GROUND = {"meeting": "alt", "lab": "alt", "service": "hover", "circulation": "window"}
_PAD = 8.0


def paint_ground(painter: QPainter, inks: Inks, shapes: Shapes, view: View) -> None:
    """Rooms by kind, walls, desks all hollow; runs are painted over them."""
    seen, scene = view.seen(), shapes.scene
    rooms = [room for room in scene.rooms if room.polygon and meets(shapes.room_box[room.id], seen)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    walls = QPainterPath()
    painter.setPen(Qt.PenStyle.NoPen)
    for room in rooms:
        path = path_of(view, (room.polygon,))
        painter.fillPath(path, inks.colour(_GROUND.get(room.kind, "surface")))
        if room.kind != "circulation":
            walls.addPath(path)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    desks = QPainterPath()
    for room in rooms:
        if view.detail == Detail.RUNS:
            desks.addPath(path_of(view, shapes.benches.get(room.id, ())))
        elif view.detail > Detail.RUNS:
            desks.addPath(path_of(view, (shapes.corners[id] for id in scene.order.get(room.id, ())
                                         if meets(shapes.desk_box[id], seen))))
    painter.setPen(inks.pen("strong", 0.75))
    painter.drawPath(desks)
    painter.setPen(inks.pen("wall", 1.5))
    painter.drawPath(walls)
    paint_outline(painter, inks, shapes, view)
    if view.detail > Detail.BLOCKS:
        for room in rooms:
            paint_caption(painter, inks, shapes, view, room)


def paint_outline(painter: QPainter, inks: Inks, shapes: Shapes, view: View) -> None:
    """The outer wall."""
    if shapes.scene.outline:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(inks.pen("outer-wall", 3))
        painter.drawPath(path_of(view, (shapes.scene.outline,)))


def caption_rect(inks: Inks, shapes: Shapes, view: View, room: SceneRoom) -> QRectF:
    """The line at the top of a room, which labels of runs keep clear of."""
    rect = snapped(view, shapes.room_box[room.id])
    return QRectF(rect.left(), rect.top(), rect.width(), inks.height(ink.ROOM) + 6)


def paint_caption(painter: QPainter, inks: Inks, shapes: Shapes, view: View, room: SceneRoom,
                  colour: str | None = None) -> None:
    """Number and kind at the top left, m² at the top right or below; what does not fit falls away."""
    rect = snapped(view, shapes.room_box[room.id])
    pad = _PAD if rect.width() > 72 else 4.0
    left, top, width = rect.left() + pad, rect.top() + 5, rect.width() - 2 * pad
    number, words, seats = room_caption(room)
    metres = area(room) if number else ""
    used = inks.width(number + " ", ink.NUMBER) if number else 0.0
    line = inks.height(ink.ROOM)
    if rect.height() < line + 8 or width < (inks.width(number, ink.NUMBER) if number else 24):
        return
    full = f"{words} · {seats}" if seats else words
    right = inks.width(metres, ink.ROOM) + 12 if metres else 0.0
    below = ""
    if used + inks.width(full, ink.ROOM) + right > width:
        below = f"{seats} · {metres}" if seats and metres else seats or metres
        spot = QRectF(left, top + line, min(inks.width(below, ink.ROOM), width), line + 2)
        if below and rect.height() > 2 * line + 12 and not any(
                snapped(view, box).intersects(spot) for box in shapes.bench_boxes.get(room.id, ())):
            inks.write(painter, left, top + line + 1, inks.elided(below, ink.ROOM, width), ink.ROOM, colour or "muted")
            full, right = words, 0.0
        elif used + right > width:
            right = 0.0
    if right:
        inks.write(painter, left + width - right + 12, top, metres, ink.ROOM, colour or "muted")
    if number:
        inks.write(painter, left, top, number, ink.NUMBER, colour or "text")
    beside = width - right - used
    if inks.width(full, ink.ROOM) > beside:
        full = inks.elided(words, ink.ROOM, beside) if beside >= 32 else ""
    if full:
        inks.write(painter, left + used, top, full, ink.ROOM, colour or ("text" if number else "muted"))


def paint_locks(painter: QPainter, inks: Inks, shapes: Shapes, view: View) -> None:
    """A lock in the lower right corner of locked rooms."""
    seen = view.seen()
    for room in shapes.scene.rooms:
        if room.is_locked and meets(shapes.room_box[room.id], seen):
            rect = snapped(view, shapes.room_box[room.id])
            size = inks.theme.px(14)
            if rect.width() > size + 8 and rect.height() > size + 8:
                inks.icon(painter, rect.right() - size - 6, rect.bottom() - size - 6, "lock", "muted", 14)
