"""Paints what does not change from day to day: rooms, walls, free desks, captions."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from incubator_gui.domain.scene import Detail, SceneRoom
from incubator_gui.widgets.plan import inks as ink
from incubator_gui.widgets.plan.inks import Inks
from incubator_gui.widgets.plan.names import area, room_caption
from incubator_gui.widgets.plan.shapes import Shapes, meets, path_of, snapped
from incubator_gui.widgets.plan.view import View

_GROUND = {"meeting": "alt", "lab": "alt", "service": "hover", "circulation": "window"}
_PAD = 8.0
_LEAST = 32.0
_FAR = 16.0
"""Pixels for a metre below which words are smaller."""
_LINES = 3


Words = dict[UUID, list[QRectF]]
"""Where the words of rooms lie: labels of runs keep clear of them."""


def paint_ground(painter: QPainter, inks: Inks, shapes: Shapes, view: View) -> Words:
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
    if view.detail == Detail.BLOCKS:
        return {}
    return {room.id: paint_caption(painter, inks, shapes, view, room) for room in rooms}


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
                  colour: str | None = None, plate: QColor | None = None) -> list[QRectF]:
    """Number and kind at the top left, m² at the top right or below; never over desks: what does not fit falls away.

    On a fill the words have its `colour`, on a hatched one a `plate` as well. Returns where words are.
    """
    rect = snapped(view, shapes.room_box[room.id])
    # Where the room reaches beyond the canvas, its words stay in sight.
    rect = QRectF(QPointF(max(rect.left(), min(0.0, rect.right() - 40)), rect.top()),
                  QPointF(min(rect.right(), max(view.width, rect.left() + 40)), rect.bottom()))
    number, words, seats = room_caption(room)
    far = view.scale < _FAR
    number_key, key = (ink.TINY, ink.FREE) if far else (ink.NUMBER, ink.ROOM)
    pad = _PAD if rect.width() > 72 else 4.0
    width, line = rect.width() - 2 * pad, inks.height(key)
    used = inks.width(number + " ", number_key) if number else 0.0
    left, top = rect.left() + pad, rect.top() + (2 if far else 5)
    benches = [snapped(view, box).adjusted(-1, -1, 1, 1) for box in shapes.bench_boxes.get(room.id, ())]

    out: list[QRectF] = []

    def put(x: float, y: float, words: str, key: str, usual: str) -> None:
        if plate is not None:
            painter.fillRect(QRectF(x - 2, y, inks.width(words, key) + 4, line), plate)
        inks.write(painter, x, y, words, key, colour or usual)
        out.append(QRectF(x - 3, y, inks.width(words, key) + 6, line))

    def clear(wide: float, lines: int = 1) -> bool:
        spot = QRectF(left, top, wide, line * lines)
        return spot.bottom() < rect.bottom() - 1 and not any(box.intersects(spot) for box in benches)

    metres = area(room) if number else ""
    full = f"{words} · {seats}" if seats else words
    right = inks.width(metres, key)
    below: list[str] = []
    more = 0
    if used + inks.width(full, key) + (12 + right if metres else 0) <= width and clear(width):
        if metres:
            put(left + width - right, top, metres, key, "muted")
        beside = full
    else:
        beside, below, more = _wrapped(inks, key, words, seats, metres, width - used, width)
        if not clear(width, 1 + len(below)):
            fits = metres and used + 12 + right <= width and clear(width)
            beside, below = "", []
            if fits:
                put(left + width - right, top, metres, key, "muted")
                room_left = width - used - right - 12
                beside = inks.elided(words, key, room_left) if room_left >= _LEAST else ""
            elif clear(width):
                beside = inks.elided(words, key, width - used) if width - used >= _LEAST else ""
    if number and used <= width + 6 and clear(used):
        put(left, top, number, number_key, "text")
    elif number and not beside:
        wide = inks.width(number, number_key)
        for x, y in ((rect.left() + 3, rect.bottom() - line), (rect.right() - wide - 3, rect.bottom() - line),
                     (rect.left() + 3, rect.center().y() - line / 2)):
            spot = QRectF(x, y, wide, line - 1)
            if rect.contains(spot) and not any(box.adjusted(1, 1, -1, -3).intersects(spot) for box in benches):
                put(x, y, number, number_key, "text")
                break
        return out
    elif number or not clear(used + inks.width(beside, key)):
        return out
    if beside:
        put(left + used, top, beside, key, "text" if number else "muted")
    for at, words in enumerate(below):
        put(left, top + line * (at + 1) + 1, words, key, "text" if number and at < more else "muted")
    return out


def _wrapped(inks: Inks, key: str, words: str, seats: str, metres: str, first: float, width: float
             ) -> tuple[str, list[str], int]:
    """The words in as many lines as they need, then seats and m²; the first line is shorter.

    The number says how many of the further lines are words.
    """
    lines, room = [""], first
    for piece in words.split(" "):
        longer = f"{lines[-1]} {piece}".strip()
        if inks.width(longer, key) <= room:
            lines[-1] = longer
        else:
            room = width
            lines.append(piece)
    whole = all(inks.width(one, key) <= width for one in lines[1:])
    if len(lines) > _LINES or not whole:
        lines = [inks.elided(words, key, first) if first >= _LEAST else ""]
    facts = [f"{seats} · {metres}" if seats and metres else seats or metres]
    if inks.width(facts[0], key) > width:
        facts = [seats, metres]
    facts = [one for one in facts if one and inks.width(one, key) <= width]
    return lines[0], [*lines[1:], *facts], len(lines) - 1


def lock_rect(inks: Inks, shapes: Shapes, view: View, room: SceneRoom) -> QRectF | None:
    """Where the lock of a locked room goes: a lower corner, else an upper one, that has no desks."""
    rect, size = snapped(view, shapes.room_box[room.id]), inks.theme.px(14)
    if rect.width() <= size + 8 or rect.height() <= size + 8:
        return None
    benches = [snapped(view, box) for box in shapes.bench_boxes.get(room.id, ())]
    left, right, bottom = rect.left() + 6, rect.right() - size - 6, rect.bottom() - size - 6
    spots = [QRectF(x, y, size, size) for x, y in
             ((right, bottom), (left, bottom), (right, rect.top() + 6), (right, rect.bottom() - size - 2))]
    return next((spot for spot in spots if not any(spot.intersects(box) for box in benches)), spots[0])


def paint_locks(painter: QPainter, inks: Inks, shapes: Shapes, view: View) -> None:
    """A lock in a corner of locked rooms."""
    seen = view.seen()
    for room in shapes.scene.rooms:
        if room.is_locked and meets(shapes.room_box[room.id], seen):
            spot = lock_rect(inks, shapes, view, room)
            if spot is not None:
                inks.icon(painter, spot.left(), spot.top(), "lock", "muted", 14)
