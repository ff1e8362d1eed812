"""Paints what a day shows: runs with their labels, rooms held as a whole, how full rooms are."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from incubator_gui.core.languages import current
from incubator_gui.domain.plan_colours import FILLS
from incubator_gui.domain.scene import Detail, SceneRoom
from incubator_gui.widgets.plan import inks as ink
from incubator_gui.widgets.plan.day import PlanDay, RunView
from incubator_gui.widgets.plan.inks import Inks
from incubator_gui.widgets.plan.labels import Ground, Placed, place_label, place_sign
from incubator_gui.widgets.plan.names import leaves, run_label, short_day
from incubator_gui.widgets.plan.paint_ground import (
    Words,
    caption_rect,
    lock_rect,
    paint_caption,
    paint_locks,
    paint_outline,
)
from incubator_gui.widgets.plan.shapes import Shapes, lines_of, meets, path_of, snap, snapped
from incubator_gui.widgets.plan.view import View

_FAINT, _SOURCE, _RESERVE = 0.3, 22, 35


class DayPainter:
    """Paints runs; keeps their paths as long as the view stays, because a slider asks again and again."""

    def __init__(self, inks: Inks, shapes: Shapes, view: View, words: Words) -> None:
        self._inks, self._shapes, self._view, self._words = inks, shapes, view, words
        self._paths: dict[int, tuple[object, QPainterPath, QPainterPath]] = {}
        self._grounds: dict[UUID, tuple[QRectF, list[QRectF]]] = {}
        self._seen = view.seen()

    def paint(self, painter: QPainter, day: PlanDay, company: UUID | None = None,
              source: frozenset[UUID] = frozenset()) -> None:
        """All of a day; `company` stands out, the desks and rooms in `source` are being carried away."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view.detail == Detail.BLOCKS:
            self._blocks(painter, day, company)
        else:
            views = [view for view in day.runs if meets(view.box, self._seen)]
            views.sort(key=lambda view: view.run.room is None)
            for view in views:
                painter.setOpacity(1.0 if company in (None, view.company) else _FAINT)
                self._run(painter, view, source)
            painter.setOpacity(1.0)
            if any(view.run.room is not None for view in views):
                paint_outline(painter, self._inks, self._shapes, self._view)
            self._labels(painter, day, [view for view in views if company in (None, view.company)], source)
        paint_locks(painter, self._inks, self._shapes, self._view)

    def _path(self, view: RunView) -> tuple[QPainterPath, QPainterPath]:
        # Shapes of runs live as long as the plan and looking up a tuple of ids is slow, so the shape itself is the
        # key; it is kept beside its path, so that no other one can come by the same.
        outlines = view.run.outlines
        found = self._paths.get(id(outlines))
        if found is None:
            lines = self._shapes.inner_lines(view.run) if self._view.detail > Detail.RUNS else ()
            found = self._paths[id(outlines)] = (outlines, path_of(self._view, outlines), lines_of(self._view, lines))
        return found[1], found[2]

    def _run(self, painter: QPainter, view: RunView, source: frozenset[UUID]) -> None:
        inks = self._inks
        path, lines = self._path(view)
        carried = bool(source) and (view.run.room in source or not source.isdisjoint(view.run.desks))
        share = _SOURCE if carried else _RESERVE if view.reserved else 100
        painter.setBrushOrigin(snap(self._view, (0.0, 0.0)))
        if share < 100:
            painter.fillPath(path, inks.colour("surface"))
        painter.fillPath(path, inks.fill(view.slot, share))
        edge = "ink" if view.slot >= 0 else "muted"
        if share == 100:
            painter.setPen(inks.pen(edge, 0.5, share=0.45))
            painter.drawPath(lines)
            painter.setPen(inks.pen("wall", 1.5) if view.run.room is not None else inks.pen(edge, 1.25))
        else:
            painter.setPen(inks.pen("text" if inks.theme.is_dark else edge, 1.25, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _ground(self, room: SceneRoom) -> Ground:
        if room.id not in self._grounds:
            view, shapes = self._view, self._shapes
            limit = snapped(view, shapes.room_box[room.id]).adjusted(3, 0, -3, -1)
            taken = [snapped(view, box) for box in shapes.bench_boxes.get(room.id, ())]
            taken += self._words.get(room.id, [])
            lock = lock_rect(self._inks, shapes, view, room) if room.is_locked else None
            if lock is not None:
                taken.append(lock.adjusted(-2, -2, 2, 2))
            self._grounds[room.id] = limit, taken
        limit, taken = self._grounds[room.id]
        return Ground(limit, list(taken))

    def _labels(self, painter: QPainter, day: PlanDay, views: list[RunView], source: frozenset[UUID]) -> None:
        inks, view = self._inks, self._view
        keys: tuple[str, ...] = (ink.NAME, ink.SMALL) if view.detail > Detail.RUNS else (ink.SMALL, ink.TINY)
        if inks.theme.percent > 100 and view.detail > Detail.RUNS:
            keys = (*keys, ink.TINY)  # larger letters, but the plan is as large as before
        grounds: dict[UUID, Ground] = {}
        placed: list[tuple[RunView, Placed | None, QRectF, Ground]] = []
        scene = self._shapes.scene
        canvas = QRectF(4, 4, view.width - 8, view.height - 8)
        for one in views:
            room = scene.room_by_id[one.run.room or scene.by_id[one.run.desks[0]].room]
            ground = grounds.get(room.id) or grounds.setdefault(room.id, self._ground(room))
            box = snapped(view, one.run.label)
            if one.run.room is not None:
                box.setTop(caption_rect(inks, self._shapes, view, room).bottom())
                paint_caption(painter, inks, self._shapes, view, room, inks.on_fill(one.slot),
                              inks.plain(one.slot) if one.slot >= FILLS else None)
            name, tail = run_label(one, day.labels)
            inside = box.intersected(canvas)
            if inside.width() > inks.width(name + tail, keys[0]) + 8 and inside.height() > inks.height(keys[0]):
                box = inside  # a run that reaches beyond the canvas has its label in sight
            label = place_label(inks, name, tail, box, snap(view, one.run.below), ground, keys)
            around = snapped(view, one.box) if one.run.room is None else box
            placed.append((one, label, around, ground))
            if label is not None:
                self._write(painter, one, label, box, source)
        if view.detail == Detail.NUMBERS:
            self._numbers(painter, day, {id: label.rect for one, label, *_rest in placed if label and label.inside
                                         for id in one.run.desks})
        for one, label, around, ground in placed:
            if one.leaves is not None:
                self._leaving(painter, one, label, around, ground)

    def _write(self, painter: QPainter, one: RunView, label: Placed, box: QRectF, source: frozenset[UUID]) -> None:
        inks = self._inks
        if not label.inside:
            inks.write(painter, label.rect.left(), label.rect.top(), label.words, label.key, "text")
            return
        plain = not one.reserved and source.isdisjoint(one.run.desks) and one.run.room not in source
        if plain:
            painter.fillRect(label.rect.adjusted(-3, 0, 3, 0).intersected(box.adjusted(1, 1, -1, -1)),
                             inks.plain(one.slot))
        inks.write(painter, label.rect.left(), label.rect.top(), label.words, label.key,
                   inks.on_fill(one.slot) if plain else "text")

    def _leaving(self, painter: QPainter, one: RunView, label: Placed | None, around: QRectF, ground: Ground) -> None:
        inks, day = self._inks, one.leaves
        if day is None:
            return
        size = inks.theme.px(12)
        found = place_sign(inks, (leaves(day), short_day(day), ""), size, ink.SMALL, label, around, ground) \
            if one.run.room is None else None
        if found is not None:
            words, rect = found
            inks.icon(painter, rect.left(), rect.center().y() - size / 2, "clock", "warning")
            if words:
                inks.write(painter, rect.left() + size + 4, rect.top(), words, ink.SMALL, "warning")
        elif around.width() > size + 6 and around.height() > size:
            corner = QRectF(around.right() - size - 3, around.top() + 2, size + 1, size + 1)
            if label is None or not label.rect.intersects(corner):
                painter.fillRect(corner, inks.plain(one.slot))
                inks.icon(painter, corner.left(), corner.top(), "clock", inks.on_fill(one.slot))

    def _numbers(self, painter: QPainter, day: PlanDay, labels: Mapping[UUID, QRectF]) -> None:
        """The numbers of desks in their upper left corners, but never under a label."""
        inks, view = self._inks, self._view
        for desk in self._shapes.scene.desks:
            box = self._shapes.desk_box[desk.id]
            if not meets(box, self._seen):
                continue
            rect, words = snapped(view, box), current().number(desk.number)
            spot = QRectF(rect.left() + 3, rect.top() + 1, inks.width(words, ink.FREE), inks.height(ink.FREE))
            label = labels.get(desk.id)
            if label is not None and label.intersects(spot):
                spot.moveTop(rect.bottom() - 1 - spot.height())
                if label.intersects(spot):
                    continue
            slot = day.slots.get(desk.id)
            if slot is not None and slot >= FILLS:
                painter.fillRect(spot.adjusted(-1, 1, 1, -1), inks.plain(slot))
            inks.write(painter, spot.left(), spot.top(), words, ink.FREE,
                       "muted" if slot is None else inks.on_fill(slot))

    def _blocks(self, painter: QPainter, day: PlanDay, company: UUID | None) -> None:
        """Each room as a block: its companies side by side by their desks, what is free hollow."""
        inks, view = self._inks, self._view
        for room in self._shapes.scene.rooms:
            box, use = self._shapes.room_box[room.id], day.use.get(room.id)
            if not room.polygon or not meets(box, self._seen):
                continue
            rect = snapped(view, box)
            line = inks.height(ink.TINY)
            words = f"{current().number(use.taken)} / {current().number(use.desks)}" if use and use.desks else ""
            width = rect.width() - 6
            number = room.number if words else ""
            both = inks.width(number, ink.TINY) + 6 + inks.width(words, ink.TINY) <= width
            captioned = bool(words) and rect.height() >= line + 10 and inks.width(number, ink.TINY) <= width
            if captioned:
                inks.write(painter, rect.left() + 3, rect.top() + 1, number, ink.TINY, "text")
                if both:
                    inks.write(painter, rect.right() - 3 - inks.width(words, ink.TINY), rect.top() + 1, words,
                               ink.TINY, "muted")
            if use is None or not (use.desks or use.parts):
                continue
            block = rect.adjusted(3, line + 2 if captioned else 3, -3, -3)
            if captioned and not both and block.height() > 2 * line + 4 and inks.width(words, ink.TINY) <= width:
                inks.write(painter, rect.left() + 3, block.top(), words, ink.TINY, "muted")
                block.setTop(block.top() + line)
            self._block(painter, block, use.parts, max(use.desks, 1), company)

    def _block(self, painter: QPainter, block: QRectF, parts: tuple[tuple[UUID, int, int], ...], desks: int,
               company: UUID | None) -> None:
        inks = self._inks
        painter.setPen(inks.pen("strong", 0.75))
        painter.setBrush(inks.colour("surface"))
        painter.drawRect(block)
        done = 0
        for owner, slot, count in parts:
            left = round(block.left() + block.width() * done / desks - 0.5) + 0.5
            done = min(done + count, desks)
            right = round(block.left() + block.width() * done / desks - 0.5) + 0.5
            part = QRectF(QPointF(left, block.top()), QPointF(right, block.bottom()))
            painter.setOpacity(1.0 if company in (None, owner) else _FAINT)
            painter.setPen(inks.pen("ink" if slot >= 0 else "muted", 1))
            painter.setBrush(inks.fill(slot))
            painter.drawRect(part)
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
