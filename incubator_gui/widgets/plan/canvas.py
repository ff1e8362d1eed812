"""The plan of a floor in hands: walk over it by mouse and keys, choose places, carry companies."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.domain.scene import Scene
from incubator_gui.widgets.plan import accessible, paint_marks
from incubator_gui.widgets.plan.carry import Carried, TargetFor, target_at
from incubator_gui.widgets.plan.choice import PlanChoice
from incubator_gui.widgets.plan.day import PlanDay
from incubator_gui.widgets.plan.inks import Inks
from incubator_gui.widgets.plan.items import DESK, Item, Payload
from incubator_gui.widgets.plan.keys import Keys
from incubator_gui.widgets.plan.pointer import Pointer
from incubator_gui.widgets.plan.shapes import Shapes
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import show_tip

_EDGE, _PACE, _STEP = 36, 30, 14
"""While something is carried near an edge the plan moves: so near, so often (ms), so far (px)."""


class PlanCanvas(PlanChoice):
    """A plan that people point at, walk over and carry companies across."""

    activated = Signal(object)
    """Enter or double click on an `Item`."""
    context_requested = Signal(object, QPoint)
    """The menu is asked for: `Item` or None, and the place on the screen."""
    dropped = Signal(object, object)
    """A `Payload` was let go on a `Target` whose answer fitted."""
    carry_ended = Signal()
    """What `carry` began is over, by Enter or Esc."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._carried: Carried | None = None
        self._ask: TargetFor | None = None
        self._dragging: Payload | None = None
        self._pointer, self._keys = Pointer(self), Keys(self)
        self._pan = QTimer(self)
        self._pan.setInterval(_PACE)
        self._pan.timeout.connect(self._pan_on)
        self._over = QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setProperty("noRing", True)  # the ring goes around the desk or room that has the keyboard
        self.grabGesture(Qt.GestureType.PinchGesture)
        accessible.install()
        self.retranslate()

    # What is shown

    def set_scene(self, scene: Scene | None) -> None:
        """Another floor, or none; what is selected stays where it is still there."""
        if scene is not None and scene is self.scene:
            return
        super().set_scene(scene)
        self._pointer.stop()
        accessible.changed(self)

    def show_day(self, day: PlanDay | None) -> None:
        """Another day, colouring or labels of the same floor; quick enough for a slider."""
        super().show_day(day)
        self._pointer.hovered = None
        if self._carried is not None and self._carried.target is not None:
            self._carried.target = None  # ask again: the answer may be another one today
            self.carry_over(self._current if self._carried.by_keyboard else self.item_at(self._over))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Floor plan"))
        self._dress()

    def set_hand(self, on: bool) -> None:
        """With the hand tool, dragging moves the plan and chooses nothing."""
        self._pointer.hand = on
        self._pointer.show_cursor()

    @property
    def space_held(self) -> bool:
        """Whether space is held, so that the mouse moves the plan."""
        return self._keys.space

    def pointer_changed(self) -> None:
        """Space went down or up."""
        self._pointer.show_cursor()

    def give_up_band(self) -> bool:
        """Esc while a rubber band is drawn: what was selected before is selected again."""
        return self._pointer.give_up()

    # Carrying

    def set_target_for(self, ask: TargetFor | None) -> None:
        """Who says what would happen where; must be pure and quick. Without it nothing can be dropped."""
        self._ask = ask

    def carry(self, payload: Payload) -> None:
        """Carry a company by keyboard: arrow keys choose the place, Enter drops, Esc ends it."""
        self._carried = Carried(payload, by_keyboard=True)
        if self._current is None:
            self._keys.begin()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.carry_over(self._current)
        self._stale()

    @property
    def carried(self) -> Carried | None:
        """What is being carried now, and where it is."""
        return self._carried

    def carry_over(self, item: Item | None, alt: bool = False) -> None:
        """What is carried is over another place."""
        if self._carried is None or self.scene is None:
            return
        target = target_at(item, self._carried.payload, self._day, self.scene, alt)
        if self._carried.over(target, self._ask, self.scene, self._day):
            self.update()
            if self._carried.by_keyboard and self._carried.offer is not None:
                accessible.say(self, self._carried.offer.words)

    def carry_drop(self) -> bool:
        """Let go; says `dropped` only where it fits."""
        carried = self._carried
        if carried is None or carried.target is None or carried.offer is None or not carried.offer.fits:
            return False
        self.carry_stop()
        self.dropped.emit(carried.payload, carried.target)
        return True

    def carry_stop(self) -> None:
        """Nothing is carried any more."""
        carried, self._carried = self._carried, None
        self._pan.stop()
        if carried is not None:
            self._stale()
            if carried.by_keyboard:
                self.carry_ended.emit()

    def start_drag(self) -> None:
        """Drag what is selected; it ends before this returns."""
        payload = self.payload()
        if payload is None:
            return
        drag = QDrag(self)
        drag.setMimeData(payload.to_mime())
        drag.setPixmap(paint_marks.carried_card(self.inks, payload))
        drag.setHotSpot(QPoint(-12, -8))
        self._dragging = payload
        self._stale()
        try:
            self.run_drag(drag)
        finally:
            self._dragging = None
            self.carry_stop()
            self._stale()

    def run_drag(self, drag: QDrag) -> None:
        """Until it is let go or given up."""
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def _source(self) -> frozenset[UUID]:
        payload = self._dragging or (self._carried.payload if self._carried else None)
        return frozenset((*payload.desks, *payload.rooms)) if payload is not None else frozenset()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Only companies are taken."""
        payload = Payload.from_mime(event.mimeData()) if self._ask is not None else None
        if payload is None or self.scene is None:
            event.ignore()
            return
        self._carried = Carried(payload)
        self._stale()
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show what would happen here; near an edge the plan moves."""
        if self._carried is None:
            event.ignore()
            return
        self._over = event.position()
        self.carry_over(self.item_at(self._over), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        self.pan_near(self._over)
        if self._carried.offer is not None and self._carried.offer.fits:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Gone, or given up with Esc."""
        self.carry_stop()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Let go."""
        if self._carried is None:
            event.ignore()
            return
        self.carry_over(self.item_at(event.position()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        if self.carry_drop():
            event.acceptProposedAction()
        else:
            self.carry_stop()
            event.ignore()

    def pan_near(self, point: QPointF) -> None:
        """Begin or stop moving the plan, by how near an edge the pointer is."""
        self._over = point
        near = self._towards() != (0, 0)
        if near != self._pan.isActive():
            self._pan.start() if near else self._pan.stop()

    def pan_stop(self) -> None:
        """The pointer let go."""
        self._pan.stop()

    def _towards(self) -> tuple[int, int]:
        x, y = self._over.x(), self._over.y()
        return ((x < _EDGE) - (x > self.width() - _EDGE), (y < _EDGE) - (y > self.height() - _EDGE))

    def _pan_on(self) -> None:
        dx, dy = self._towards()
        if (self._carried is None and not self._pointer.banding) or not self.isVisible():
            self._pan.stop()
            return
        self.look(lambda view: view.shift(dx * _STEP, dy * _STEP))
        if self._carried is not None:
            self.carry_over(self.item_at(self._over))
        else:
            self._pointer.dragged(self._over)

    # Events

    def _paint_over(self, painter: QPainter, inks: Inks, shapes: Shapes) -> None:
        view = self._view
        if self._pointer.hovered is not None and self._carried is None and self._pointer.band is None:
            unit = self.unit(self._pointer.hovered)
            if unit[0].kind == DESK:
                paint_marks.paint_hover(painter, inks, shapes, view, [item.id for item in unit], ())
        if self._selection and self._carried is None:
            taken = self._day.slots if self._day is not None else {}
            paint_marks.paint_selection(painter, inks, shapes, view, self._selection, taken)
        if self._carried is not None and self._carried.offer is not None:
            paint_marks.paint_offer(painter, inks, shapes, view, self._carried.offer, QRectF(self.rect()))
        if self.hasFocus() and self._keys.shown:
            if self._current is not None:
                paint_marks.paint_ring(painter, inks, shapes, view, self._current)
            else:
                painter.setPen(inks.pen("accent", 2))
                painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self._pointer.band is not None:
            paint_marks.paint_band(painter, inks, self._pointer.band)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose, begin a drag, a rubber band or a move of the plan."""
        self._keys.shown = False
        if self._placing(event):
            if event.button() == Qt.MouseButton.LeftButton:
                self.carry_drop()
            return
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go on."""
        if self._placing(event):
            return
        self._pointer.move(event)
        if self._pointer.panning:
            self._keys.moved()

    def _placing(self, event: QMouseEvent) -> bool:
        """What is carried by keyboard can be put down by a click as well."""
        if (self._carried is None or not self._carried.by_keyboard or event.buttons() & Qt.MouseButton.MiddleButton
                or self._keys.space):
            return False
        self.carry_over(self.item_at(event.position()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Done."""
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open what lies there."""
        self._pointer.double(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the pointer; with Shift sideways."""
        self._pointer.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Nothing is pointed at."""
        self._pointer.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Walk, choose, zoom."""
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space held was the hand, space tapped chooses."""
        if not self._keys.release(event):
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """By keyboard, something is current at once."""
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason,
                              Qt.FocusReason.ShortcutFocusReason):
            self._keys.shown = True
            if self._current is None:
                self._keys.begin()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """What was carried by keyboard is put down."""
        self._keys.space = False
        if self._carried is not None and self._carried.by_keyboard and event.reason() not in (
                Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.carry_stop()
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """At the pointer, or at what has the keyboard."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            item, place = self.item_at(QPointF(event.pos())), event.globalPos()
        else:
            item, place = self._current, self.mapToGlobal(self.rect().center())
            box = self._shapes.box(item) if item is not None and self._shapes is not None else None
            if box is not None:
                place = self.mapToGlobal(self._view.rect(box).center().toPoint())
        if item is not None and item not in self._selection.items:
            self.select(self.unit(item))
            self.set_current(item)
        self.context_requested.emit(item, place)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Tool tips, pinching, and Esc that belongs here first."""
        kind = event.type()
        if kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self.item_at(QPointF(event.pos()))
            show_tip(self, event.globalPos(), "\n".join(self.facts_of(item)) if item is not None else "")
            return True
        if (kind == QEvent.Type.NativeGesture and isinstance(event, QNativeGestureEvent)
                and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture):
            scale, at = self._view.scale * (1 + event.value()), event.position()
            self.look(lambda view: view.zoom(scale, at))
            return True
        if kind == QEvent.Type.Gesture and isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                factor, centre = pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint()))
                self.look(lambda view: view.zoom(view.scale * factor, centre))
                return True
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keys.wants(event):
            event.accept()
            return True
        return super().event(event)
