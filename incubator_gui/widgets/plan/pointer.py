"""The mouse over a plan: clicks, rubber band, drags, moving and zooming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from incubator_gui.domain.scene import Box, Detail
from incubator_gui.widgets.plan.items import DESK, ROOM, Item
from incubator_gui.widgets.plan.walk import between

if TYPE_CHECKING:
    from incubator_gui.widgets.plan.canvas import PlanCanvas

_NOTCH = 1.2
"""How much larger for each notch of the wheel."""

_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
_CTRL, _SHIFT, _ALT = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
                       Qt.KeyboardModifier.AltModifier)


class Pointer:
    """What the mouse is doing, between press and release."""

    def __init__(self, canvas: PlanCanvas) -> None:
        self._canvas = canvas
        self.hand = False
        self.hovered: Item | None = None
        self.band: QRectF | None = None
        self._pressed: QPointF | None = None
        self._item: Item | None = None
        self._last = QPointF()
        self._panning = self._chosen_before = False
        self._corner = (0.0, 0.0)
        self._base: tuple[Item, ...] = ()
        self._before: tuple[Item, ...] = ()

    @property
    def banding(self) -> bool:
        """Whether a rubber band is being drawn."""
        return self.band is not None

    @property
    def panning(self) -> bool:
        """Whether the plan is being moved."""
        return self._panning

    def stop(self) -> None:
        """Forget what was begun."""
        self._pressed, self._item, self.band, self.hovered = None, None, None, None
        self._panning = False
        self._canvas.pan_stop()
        self.show_cursor()

    def give_up(self) -> bool:
        """End a rubber band as if it had not been drawn; whether there was one."""
        if self.band is None:
            return False
        before = self._before
        self.stop()
        self._canvas.select(before)
        self._canvas.update()
        return True

    def show_cursor(self) -> None:
        """A hand while the plan can be moved."""
        canvas = self._canvas
        if self._panning:
            canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.hand or canvas.space_held:
            canvas.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            canvas.unsetCursor()

    def press(self, event: QMouseEvent) -> None:
        """Choose what lies there, or take hold of the plan."""
        canvas = self._canvas
        self._pressed = self._last = event.position()
        if event.button() == _MIDDLE or (event.button() == _LEFT and (self.hand or canvas.space_held)):
            self._panning = True
            self.show_cursor()
            return
        if event.button() != _LEFT:
            self._pressed = None
            return
        item = self._item = canvas.item_at(event.position())
        self._corner = canvas.view.to_plan(event.position())
        held = event.modifiers()
        self._base = canvas.selection.items if held & (_CTRL | _SHIFT) else ()
        chosen = self._before = canvas.selection.items
        self._chosen_before = item is not None and item in chosen
        if item is None or (item.kind == ROOM and canvas.run_of(item) is None):
            return
        unit = (item,) if held & _ALT else canvas.unit(item)
        if held & _CTRL:
            gone = set(unit)
            canvas.select(tuple(one for one in chosen if one not in gone) if item in chosen else (*chosen, *unit))
        elif held & _SHIFT:
            canvas.select((*chosen, *self._reach(item)))
        elif not self._chosen_before:
            canvas.select(unit)
        canvas.set_current(item)

    def _reach(self, item: Item) -> tuple[Item, ...]:
        scene, current = self._canvas.scene, self._canvas.current
        if scene is None or current is None or current.kind != DESK or item.kind != DESK:
            return self._canvas.unit(item)
        return tuple(Item(DESK, id) for id in between(scene, current.id, item.id))

    def move(self, event: QMouseEvent) -> None:
        """Move the plan, draw the band, begin a drag, or only point."""
        canvas, here = self._canvas, event.position()
        if self._pressed is None:
            self._hover(canvas.item_at(here))
            return
        if self._panning:
            by = here - self._last
            self._last = here
            canvas.look(lambda view: view.shift(by.x(), by.y()))
            return
        if self.band is None and (here - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        held = event.modifiers()
        if self.band is None and self._item is not None and not held & (_CTRL | _SHIFT) \
                and self._item in canvas.selection.items and canvas.payload() is not None:
            self._pressed = None
            self.hovered = None
            canvas.start_drag()
            return
        self.dragged(here)
        canvas.pan_near(here)

    def dragged(self, here: QPointF) -> None:
        """The rubber band reaches to another point: what lies in it is chosen."""
        canvas = self._canvas
        if canvas.shapes is None:
            return
        self._last = here
        start = canvas.view.to_screen(*self._corner)
        self.band = QRectF(start, here).normalized()
        x1, y1 = canvas.view.to_plan(self.band.topLeft())
        x2, y2 = canvas.view.to_plan(self.band.bottomRight())
        area = Box(x1, y1, x2 - x1, y2 - y1)
        if canvas.detail == Detail.BLOCKS:
            found = [Item(ROOM, id) for id, box in canvas.shapes.room_box.items()
                     if x1 <= box.centre[0] <= x2 and y1 <= box.centre[1] <= y2]
        else:
            found = [Item(DESK, id) for id in canvas.shapes.desks_in(area)]
        canvas.select((*self._base, *found))
        canvas.update()

    def release(self, event: QMouseEvent) -> None:
        """End what was begun."""
        canvas = self._canvas
        if self._panning and event.button() in (_LEFT, _MIDDLE):
            self.stop()
            return
        if event.button() != _LEFT or self._pressed is None:
            return
        item, banded = self._item, self.band is not None
        chosen_before = self._chosen_before
        self.stop()
        canvas.update()
        held = event.modifiers()
        if banded:
            if canvas.selection.desks:
                canvas.set_current(Item(DESK, canvas.selection.desks[-1]))
            return
        if held & (_CTRL | _SHIFT):
            if item is not None and item.kind == ROOM and canvas.run_of(item) is None:
                chosen = canvas.selection.items
                canvas.select(tuple(one for one in chosen if one != item) if item in chosen else (*chosen, item))
                canvas.set_current(item)
            return
        if item is None:
            canvas.select(())
            canvas.set_current(None)
        elif item.kind == ROOM and canvas.run_of(item) is None:
            canvas.select((item,))
            canvas.set_current(item)
        elif chosen_before:
            # A second click goes from the run to the one desk, and back.
            alone = canvas.selection.items == (item,)
            canvas.select(canvas.unit(item) if alone else (item,))

    def double(self, event: QMouseEvent) -> None:
        """Open what lies there."""
        canvas = self._canvas
        if event.button() == _LEFT and not self.hand:
            item = canvas.item_at(event.position())
            if item is not None:
                self._pressed = None
                canvas.select(canvas.unit(item))
                canvas.set_current(item)
                canvas.activated.emit(item)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; with Shift sideways."""
        canvas = self._canvas
        delta, pixels = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & _SHIFT:
            by = pixels.y() or pixels.x() or (delta.y() or delta.x()) / 2
            canvas.look(lambda view: view.shift(by, 0))
        elif delta.y():
            scale, at = canvas.view.scale * _NOTCH ** (delta.y() / 120), event.position()
            canvas.look(lambda view: view.zoom(scale, at))
        elif delta.x():
            along = delta.x() / 2
            canvas.look(lambda view: view.shift(along, 0))
        event.accept()

    def leave(self) -> None:
        """Nothing is pointed at."""
        self._hover(None)

    def _hover(self, item: Item | None) -> None:
        if item != self.hovered:
            self.hovered = item
            self._canvas.update()
