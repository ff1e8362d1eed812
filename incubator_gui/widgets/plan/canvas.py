"""The plan of a floor: look at it, walk over it by mouse and keys, choose places, carry companies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incubator_gui.core.messages import Message
from incubator_gui.domain.house_plan import Fit
from incubator_gui.domain.scene import Scene
from incubator_gui.widgets.plan.day import PlanDay
from incubator_gui.widgets.plan.items import Item, Offer, Payload, Selection, Target
from incubator_gui.widgets.plan.view import View
from incubator_gui.widgets.theme import Theme

TargetFor = Callable[[Payload, Target], "Offer | Fit | Message | str | None"]


class PlanCanvas(QWidget):
    """Paints one floor on one day, and says what people do with it."""

    selection_changed = Signal(object)
    """The `Selection` is another one."""
    current_changed = Signal(object)
    """Another `Item` has the keyboard, or None."""
    activated = Signal(object)
    """Enter or double click on an `Item`."""
    context_requested = Signal(object, QPoint)
    """The menu is asked for: `Item` or None, and the place on the screen."""
    dropped = Signal(object, object)
    """A `Payload` was let go on a `Target` whose answer fitted."""
    carry_ended = Signal()
    """What `carry` began is over, by Enter or Esc."""
    view_changed = Signal()
    """Zoom or place changed: ask `ratio`, `percent` and `detail` again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setProperty("noRing", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What is shown

    def set_scene(self, scene: Scene | None) -> None:
        """Another floor, or none: selection ends, zoom and place are those that the floor had last."""

    def show_day(self, day: PlanDay | None) -> None:
        """Another day, colouring or labels of the same floor; quick enough for a slider."""

    @property
    def scene(self) -> Scene | None:
        """The floor that is shown."""

    @property
    def day(self) -> PlanDay | None:
        """The day that is shown."""

    def highlight(self, company: UUID | None) -> None:
        """Let the places of a company stand out, the others step back; None ends it."""

    def retranslate(self) -> None:
        """Words in the language of the screen."""

    # Zoom and place

    @property
    def ratio(self) -> str:
        """`1:125`."""
        return ""

    @property
    def percent(self) -> int:
        """Zoom in per cent."""
        return 100

    def zoom_in(self) -> None:
        """To the next larger stop."""

    def zoom_out(self) -> None:
        """To the next smaller stop."""

    def zoom_whole(self) -> None:
        """To 100 %."""

    def fit(self) -> None:
        """All of the floor."""

    def set_hand(self, on: bool) -> None:
        """With the hand tool, dragging moves the plan and chooses nothing."""

    def focus_on(self, item: Item) -> None:
        """Make a desk or room the current one, select it and bring it into sight."""

    def state(self) -> dict[str, Any]:
        """Zoom and place of each floor, as JSON values."""
        return {}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back what `state` gave; trusts nothing in it."""

    # Selection

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return Selection()

    def select(self, items: Iterable[Item]) -> None:
        """Select exactly these."""

    @property
    def current(self) -> Item | None:
        """What has the keyboard."""

    # Carrying

    def set_target_for(self, ask: TargetFor | None) -> None:
        """Who says what would happen where; must be pure and quick. Without it nothing can be dropped."""

    def carry(self, payload: Payload) -> None:
        """Carry a company by keyboard: arrow keys choose the place, Enter drops, Esc ends it."""

    def payload(self) -> Payload | None:
        """The run that the selection belongs to, as it would be carried; None if it is not one company's."""
