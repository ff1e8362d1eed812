"""The keyboard over a plan: walk, choose, zoom, carry."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from incubator_gui.domain.scene import Box, Detail, Scene
from incubator_gui.widgets.plan import walk
from incubator_gui.widgets.plan.items import DESK, ROOM, Item

if TYPE_CHECKING:
    from incubator_gui.widgets.plan.canvas import PlanCanvas

_K = Qt.Key
_ARROWS = {_K.Key_Left: walk.LEFT, _K.Key_Right: walk.RIGHT, _K.Key_Up: walk.UP, _K.Key_Down: walk.DOWN}
_OWN = {*_ARROWS, _K.Key_Home, _K.Key_End, _K.Key_PageUp, _K.Key_PageDown, _K.Key_Return, _K.Key_Enter, _K.Key_Space,
        _K.Key_Plus, _K.Key_Minus, _K.Key_0, _K.Key_F}
_WITH_CTRL = {*_ARROWS, _K.Key_Home, _K.Key_End}
"""What means something of its own with Ctrl; all else with it belongs to the commands of the window."""
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_SCROLL = 60


class Keys:
    """Turns keys into steps over desks and rooms."""

    def __init__(self, canvas: PlanCanvas) -> None:
        self._canvas = canvas
        self.space = False
        """Space is held: the mouse moves the plan."""
        self._moved = False
        self.shown = False
        """Keys were used last: the ring is seen."""
        self._anchor: Item | None = None

    def wants(self, event: QKeyEvent) -> bool:
        """Keys that shortcuts of the window must leave to the plan."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == _K.Key_Escape:
            canvas = self._canvas
            return canvas.carried is not None or bool(canvas.selection) or canvas.current is not None
        if event.matches(QKeySequence.StandardKey.SelectAll):
            return True
        return self._ours(event.key(), held)

    def _ours(self, key: int, held: Qt.KeyboardModifier) -> bool:
        return key in (_WITH_CTRL if held & _CTRL else _OWN) and not held & ~(_SHIFT | _CTRL)

    def begin(self) -> None:
        """Something near the middle of what is seen becomes current."""
        canvas = self._canvas
        if canvas.shapes is None:
            return
        chosen = canvas.selection.items
        if chosen:
            canvas.set_current(chosen[0])
            return
        x, y = canvas.view.to_plan(QPointF(0, 0))
        boxes = canvas.shapes.desk_box if canvas.detail > Detail.BLOCKS else {}
        kind = DESK if boxes else ROOM
        boxes = boxes or canvas.shapes.room_box
        if boxes:
            seen = canvas.view.seen()
            inside = [id for id, box in boxes.items() if _holds(seen, box)] or list(boxes)
            near = min(inside, key=lambda id: (boxes[id].centre[0] - x) ** 2 + (boxes[id].centre[1] - y) ** 2)
            canvas.set_current(Item(kind, near))

    def press(self, event: QKeyEvent) -> bool:
        """A key went down; whether it was for the plan."""
        canvas, key, scene = self._canvas, event.key(), self._canvas.scene
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == _K.Key_Escape:
            return self._escape()
        if scene is None:
            return False
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._all(scene)
        elif not self._ours(key, held):
            return False
        elif key in _ARROWS:
            self._arrow(scene, _ARROWS[_K(key)], bool(held & _SHIFT), bool(held & _CTRL))
        elif key in (_K.Key_Home, _K.Key_End):
            room = None if held & _CTRL else self._room(scene)
            self._go(scene, walk.first(scene, room) if key == _K.Key_Home else walk.last(scene, room),
                     bool(held & _SHIFT), False)
        elif key == _K.Key_PageUp:
            room = self._room(scene)
            self._go(scene, Item(ROOM, room) if room else None, False, False)
        elif key == _K.Key_PageDown:
            self._go(scene, walk.first(scene, self._room(scene)), False, False)
        elif key in (_K.Key_Return, _K.Key_Enter):
            return self._enter()
        elif key == _K.Key_Space:
            if not event.isAutoRepeat():
                self.space, self._moved = True, False
                canvas.pointer_changed()
        elif key == _K.Key_Plus:
            canvas.zoom_in()
        elif key == _K.Key_Minus:
            canvas.zoom_out()
        elif key == _K.Key_0 and not held:
            canvas.zoom_whole()
        elif key == _K.Key_F and not held:
            canvas.fit()
        else:
            return False
        self.shown = True
        canvas.update()
        return True

    def release(self, event: QKeyEvent) -> bool:
        """Space let go without having moved the plan chooses what is current."""
        if event.key() != _K.Key_Space or event.isAutoRepeat() or not self.space:
            return False
        canvas, self.space = self._canvas, False
        canvas.pointer_changed()
        if not self._moved and canvas.current is not None and canvas.carried is None:
            chosen, item = canvas.selection.items, canvas.current
            canvas.select(tuple(one for one in chosen if one != item) if item in chosen else (*chosen, item))
        return True

    def moved(self) -> None:
        """The plan was moved while space was held."""
        self._moved = True

    def _escape(self) -> bool:
        canvas = self._canvas
        if canvas.carried is not None:
            canvas.carry_stop()
        elif canvas.give_up_band():
            pass
        elif canvas.selection:
            canvas.select(())
        elif canvas.current is not None:
            canvas.set_current(None)
        else:
            return False
        self._anchor = None
        return True

    def _enter(self) -> bool:
        canvas = self._canvas
        self.shown = True
        if canvas.carried is not None:
            canvas.carry_drop()
        elif canvas.current is not None:
            canvas.activated.emit(canvas.current)
        else:
            return False
        return True

    def _room(self, scene: Scene) -> UUID | None:
        item = self._canvas.current
        if item is None:
            return None
        return scene.by_id[item.id].room if item.kind == DESK else item.id

    def _all(self, scene: Scene) -> None:
        room = self._room(scene)
        desks = scene.order.get(room, ()) if room else tuple(desk.id for desk in scene.desks)
        self._canvas.select(Item(DESK, id) for id in desks)

    def _arrow(self, scene: Scene, direction: tuple[int, int], extend: bool, quiet: bool) -> None:
        canvas = self._canvas
        shapes, item = canvas.shapes, canvas.current
        if item is None or shapes is None:
            dx, dy = direction
            canvas.look(lambda view: view.shift(-dx * _SCROLL, -dy * _SCROLL))
            return
        here = shapes.box(item)
        if here is None:
            return
        if item.kind == DESK:
            found = walk.step(here, shapes.desk_box.items(), direction)
        else:
            found = walk.step(here, ((id, box) for id, box in shapes.room_box.items() if box.width), direction)
        self._go(scene, Item(item.kind, found) if found else None, extend, quiet)

    def _go(self, scene: Scene, item: Item | None, extend: bool, quiet: bool) -> None:
        """To another item: chosen alone, with all up to it, or not at all."""
        canvas = self._canvas
        before = canvas.current
        if item is None or canvas.shapes is None:
            return
        if not extend or self._anchor is None:
            self._anchor = before if extend else item
        canvas.set_current(item)
        box = canvas.shapes.box(item)
        if box is not None:
            canvas.reveal(box)
        if canvas.carried is not None:
            canvas.carry_over(item)
        elif extend and self._anchor is not None and self._anchor.kind == item.kind == DESK:
            same = scene.by_id[self._anchor.id].room == scene.by_id[item.id].room
            reach = [Item(DESK, id) for id in walk.between(scene, self._anchor.id, item.id)]
            canvas.select(reach if same else (*canvas.selection.items, item))
        elif extend:
            canvas.select((*canvas.selection.items, item))
        elif not quiet:
            canvas.select((item,))


def _holds(seen: Box, box: Box) -> bool:
    x, y = box.centre
    return seen.x <= x <= seen.x + seen.width and seen.y <= y <= seen.y + seen.height

