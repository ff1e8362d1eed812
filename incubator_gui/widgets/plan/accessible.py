"""What a screen reader is told: the plan is a list of rooms and desks, the timeline a slider.

Qt asks `_make` for the interface of each widget. What is handed out is owned here; Qt's cache may
delete it together with its widget, which the wrappers notice. So nothing is let go while it is
still valid, and items that Qt may know are deleted through Qt.
"""

from __future__ import annotations

import atexit
from typing import Any
from weakref import ref

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from incubator_gui.widgets.plan.items import DESK, ROOM, Item
from incubator_gui.widgets.plan.picture import PlanPicture

_made: list[QAccessibleWidget] = []
_installed: list[bool] = []


class PlanItem(QAccessibleInterface):
    """A room or a desk."""

    def __init__(self, owner: PlanList, item: Item) -> None:
        super().__init__()
        self._owner, self.item = ref(owner), item

    def _canvas(self) -> Any:
        owner = self._owner()
        return owner.canvas() if owner is not None else None

    def isValid(self) -> bool:  # noqa: N802
        """Whether it is still on the floor."""
        canvas = self._canvas()
        return canvas is not None and canvas.shapes is not None and canvas.shapes.box(self.item) is not None

    def object(self) -> QObject:
        """None: it is painted."""
        return None  # type: ignore[return-value]

    def window(self) -> QWindow:
        """That of the plan."""
        canvas = self._canvas()
        return canvas.window().windowHandle() if canvas is not None else None  # type: ignore[return-value]

    def parent(self) -> QAccessibleInterface:
        """The plan."""
        return QAccessible.queryAccessibleInterface(self._canvas())

    def child(self, index: int, /) -> QAccessibleInterface:
        """None."""
        return None  # type: ignore[return-value]

    def childCount(self) -> int:  # noqa: N802
        """None."""
        return 0

    def childAt(self, x: int, y: int, /) -> QAccessibleInterface:  # noqa: N802
        """None."""
        return None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface, /) -> int:  # noqa: N802
        """None."""
        return -1

    def text(self, kind: QAccessible.Text, /) -> str:
        """Name; who has it and until when."""
        canvas = self._canvas()
        if canvas is None or canvas.scene is None or not self.isValid():
            return ""
        if kind == QAccessible.Text.Name:
            return str(canvas.words_of(self.item))
        return ""

    def setText(self, kind: QAccessible.Text, text: str, /) -> None:  # noqa: N802
        """Cannot be changed here."""

    def rect(self) -> QRect:
        """Its place on the screen."""
        canvas = self._canvas()
        box = canvas.shapes.box(self.item) if canvas is not None and canvas.shapes is not None else None
        if box is None:
            return QRect()
        rect = canvas.view.rect(box).toRect()
        return QRect(canvas.mapToGlobal(rect.topLeft()), rect.size())

    def role(self) -> QAccessible.Role:
        """A line of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Chosen, current, out of sight."""
        state: Any = QAccessible.State()
        canvas = self._canvas()
        state.focusable = state.selectable = state.multiSelectable = 1
        if canvas is not None:
            state.selected = int(self.item in getattr(canvas, "selection", _NOTHING).items)
            state.focused = int(canvas.hasFocus() and getattr(canvas, "current", None) == self.item)
            state.offscreen = int(not canvas.rect().intersects(canvas.view.rect(
                canvas.shapes.box(self.item)).toRect())) if self.isValid() else 1
        return state  # type: ignore[no-any-return]


class _Nothing:
    items: tuple[Item, ...] = ()


_NOTHING = _Nothing()


class PlanList(QAccessibleWidget):
    """The plan: each room, followed by its desks."""

    def __init__(self, canvas: PlanPicture) -> None:
        super().__init__(canvas, QAccessible.Role.List)
        self._canvas = ref(canvas)
        self._items: list[Item] | None = None
        self._places: dict[Item, int] = {}
        self._children: dict[int, PlanItem] = {}

    def canvas(self) -> PlanPicture | None:
        """The widget, as long as it lives."""
        canvas = self._canvas()
        return canvas if canvas is not None and shiboken6.isValid(canvas) else None

    def items(self) -> list[Item]:
        """What there is, in order."""
        if self._items is None:
            canvas, found = self.canvas(), []
            if canvas is not None and canvas.scene is not None:
                for room in canvas.scene.rooms:
                    found.append(Item(ROOM, room.id))
                    found += [Item(DESK, id) for id in canvas.scene.order.get(room.id, ())]
            self._items = found
            self._places = {item: at for at, item in enumerate(found)}
        return self._items

    def place(self, item: Item | None) -> int:
        """Where an item stands; -1 for none."""
        self.items()
        return self._places.get(item, -1) if item is not None else -1

    def forget(self) -> None:
        """Another floor: the items are others."""
        for child in self._children.values():
            if shiboken6.isValid(child):
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(child))
        self._children.clear()
        self._items = None

    def childCount(self) -> int:  # noqa: N802
        """How many rooms and desks."""
        return len(self.items())

    def child(self, index: int, /) -> QAccessibleInterface:
        """A room or desk, made when first asked for."""
        items = self.items()
        if not 0 <= index < len(items):
            return None  # type: ignore[return-value]
        found = self._children.get(index)
        if found is None or not shiboken6.isValid(found):
            found = self._children[index] = PlanItem(self, items[index])
        return found

    def childAt(self, x: int, y: int, /) -> QAccessibleInterface:  # noqa: N802
        """What is seen at a place of the screen."""
        canvas = self.canvas()
        item = canvas.item_at(canvas.mapFromGlobal(QPoint(x, y)).toPointF()) if canvas is not None else None
        return self.child(self.place(item))

    def indexOfChild(self, child: QAccessibleInterface, /) -> int:  # noqa: N802
        """Its place."""
        return self.place(child.item) if isinstance(child, PlanItem) else -1

    def focusChild(self) -> QAccessibleInterface:  # noqa: N802
        """What has the keyboard."""
        canvas = self.canvas()
        return self.child(self.place(getattr(canvas, "current", None)))


class ValueWidget(QAccessibleWidget):
    """A slider whose value is words: the day, and how full it is."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Slider)
        self._widget = ref(widget)

    def text(self, kind: QAccessible.Text, /) -> str:
        """The value in words."""
        widget = self._widget()
        if kind == QAccessible.Text.Value and widget is not None and shiboken6.isValid(widget):
            return widget.accessibleDescription()
        return super().text(kind)


def _make(_key: str, thing: QObject | None) -> QAccessibleInterface | None:
    from incubator_gui.widgets.plan.timeline import MonthSlider

    _made[:] = [one for one in _made if shiboken6.isValid(one)]
    if isinstance(thing, PlanPicture):
        _made.append(PlanList(thing))
    elif isinstance(thing, MonthSlider):
        _made.append(ValueWidget(thing))
    else:
        return None
    return _made[-1]


def install() -> None:
    """Once for the process."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_make)
        atexit.register(_let_go)


def _let_go() -> None:
    for one in _made:
        if shiboken6.isValid(one):
            if isinstance(one, PlanList):
                one.forget()
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(one))
    _made.clear()


def _list_of(canvas: QWidget) -> PlanList | None:
    """The interface, if anybody ever asked for it."""
    return next((one for one in _made if isinstance(one, PlanList) and shiboken6.isValid(one)
                 and one.canvas() is canvas), None)


def focused(canvas: QWidget) -> None:
    """Another item is current."""
    if QAccessible.isActive():
        event = QAccessibleEvent(canvas, QAccessible.Event.Focus)
        QAccessible.queryAccessibleInterface(canvas)
        listed = _list_of(canvas)
        place = listed.place(getattr(canvas, "current", None)) if listed is not None else -1
        if place >= 0:
            event.setChild(place)
        QAccessible.updateAccessibility(event)


def selected(canvas: QWidget) -> None:
    """The selection changed."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(canvas, QAccessible.Event.SelectionWithin))


def changed(canvas: QWidget) -> None:
    """Other items are there."""
    listed = _list_of(canvas)
    if listed is not None:
        listed.forget()
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(canvas, QAccessible.Event.ObjectReorder))


def say(widget: QWidget, words: str) -> None:
    """Speak at once."""
    if QAccessible.isActive() and words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def value_changed(widget: QWidget, words: str) -> None:
    """A slider stands elsewhere."""
    if QAccessible.isActive() and widget.hasFocus():
        say(widget, words)
