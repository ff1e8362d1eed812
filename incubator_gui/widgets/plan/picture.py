"""The picture of a floor: what is where, how near one looks, and painting it quickly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from incubator_gui.core.languages import current
from incubator_gui.domain.scene import Box, Detail, Scene
from incubator_gui.widgets.plan import paint_marks
from incubator_gui.widgets.plan.day import PlanDay, RunView
from incubator_gui.widgets.plan.inks import Inks
from incubator_gui.widgets.plan.items import DESK, ROOM, Item
from incubator_gui.widgets.plan.names import item_facts, item_name
from incubator_gui.widgets.plan.paint_day import DayPainter
from incubator_gui.widgets.plan.paint_ground import Words, paint_ground
from incubator_gui.widgets.plan.shapes import Shapes
from incubator_gui.widgets.plan.view import View
from incubator_gui.widgets.theme import Theme

_FOOT = 28.0
"""Pixels at the bottom that scale bar and north take when the floor is fitted."""


class PlanPicture(QWidget):
    """Paints one floor on one day and knows what is where; without hands.

    Two pictures are kept: the ground, and the ground with the day. A slider paints runs only, a drag
    over the plan neither.
    """

    view_changed = Signal()
    """Zoom or place changed: ask `ratio`, `percent` and `detail` again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shapes: Shapes | None = None
        self._day: PlanDay | None = None
        self._view = View()
        self._views: dict[str, list[float]] = {}
        self._fitted = True
        self._company: UUID | None = None
        self._inks: Inks | None = None
        self._ground: QPixmap | None = None
        self._picture: QPixmap | None = None
        self._is_stale = True
        self._painter: DayPainter | None = None
        self._words: Words = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._dress)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as there is room."""
        return QSize(960, 560)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Small enough for any window."""
        return QSize(240, 160)

    # What is shown

    def set_scene(self, scene: Scene | None) -> None:
        """Another floor, or none; zoom and place are those that the floor had last."""
        if scene is not None and scene is self.scene:
            return
        self._keep_view()
        same = scene is not None and self.scene is not None and scene.floor == self.scene.floor
        self._shapes = Shapes(scene) if scene is not None else None
        if scene is not None and not same:
            self._day = None
            self._fitted = not self._view.restore(self._views.get(scene.floor.hex))
            if self._fitted:
                self._fit()
        self._moved()

    def show_day(self, day: PlanDay | None) -> None:
        """Another day, colouring or labels of the same floor; quick enough for a slider."""
        self._day = day
        self._stale()

    @property
    def scene(self) -> Scene | None:
        """The floor that is shown."""
        return self._shapes.scene if self._shapes is not None else None

    @property
    def shapes(self) -> Shapes | None:
        """Its geometry."""
        return self._shapes

    @property
    def day(self) -> PlanDay | None:
        """The day that is shown."""
        return self._day

    @property
    def view(self) -> View:
        """Where it looks."""
        return self._view

    def highlight(self, company: UUID | None) -> None:
        """Let the places of a company stand out, the others step back; None ends it."""
        if company != self._company:
            self._company = company
            self._stale()

    # Zoom and place

    @property
    def ratio(self) -> str:
        """`1:125`."""
        return f"1:{self._view.ratio}"

    @property
    def percent(self) -> int:
        """Zoom in per cent."""
        return self._view.percent

    @property
    def detail(self) -> Detail:
        """How much is shown."""
        return self._view.detail

    def zoom_in(self) -> None:
        """To the next larger stop."""
        self.look(lambda view: view.step(True))

    def zoom_out(self) -> None:
        """To the next smaller stop."""
        self.look(lambda view: view.step(False))

    def zoom_whole(self) -> None:
        """To 100 %."""
        self.look(View.whole)

    def fit(self) -> None:
        """All of the floor, also while the canvas changes its size."""
        self._fitted = True
        self._fit()
        self._moved()

    def look(self, change: Callable[[View], object]) -> None:
        """Change zoom or place by hand."""
        if self._shapes is None:
            return
        before = self._view.state()
        change(self._view)
        self._view.keep(self._shapes.scene.box)
        if self._view.state() != before:
            self._fitted = False
            self._moved()

    def reveal(self, box: Box) -> None:
        """Bring a place into sight with the least movement."""
        self.look(lambda view: view.reveal(box))

    def state(self) -> dict[str, Any]:
        """Zoom and place of each floor that was moved, as JSON values."""
        self._keep_view()
        return {"views": dict(self._views)}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take back what `state` gave; trusts nothing in it."""
        views = state.get("views")
        if isinstance(views, dict):
            trial = View()
            self._views = {str(floor): view for floor, view in views.items() if trial.restore(view)}
        if self.scene is not None and self._view.restore(self._views.get(self.scene.floor.hex)):
            self._fitted = False
            self._moved()

    def item_at(self, point: QPointF) -> Item | None:
        """The desk or room at a point of the canvas; rooms only where no desks are seen."""
        if self._shapes is None:
            return None
        x, y = self._view.to_plan(point)
        return self._shapes.item_at(x, y, rooms_only=self._view.detail == Detail.BLOCKS)

    def run_of(self, item: Item) -> RunView | None:
        """The run that a desk belongs to, or that a room is held as."""
        if self._day is None or self.scene is None:
            return None
        found = self._day.run_at.get(item.id)
        if found is None and item.kind == DESK and item.id in self.scene.by_id:
            found = self._day.run_at.get(self.scene.by_id[item.id].room)
        return found

    def unit(self, item: Item) -> tuple[Item, ...]:
        """What a click on an item means: the whole run, else the desk or room itself."""
        view = self.run_of(item)
        if view is None:
            return (item,)
        return (Item(ROOM, view.run.room),) if view.run.room else tuple(Item(DESK, id) for id in view.run.desks)

    def facts_of(self, item: Item) -> tuple[str, ...]:
        """What an item is called, then who has it and until when."""
        scene = self.scene
        return (item_name(scene, item), *item_facts(scene, self._day, item)) if scene else ()

    def words_of(self, item: Item) -> str:
        """The same in one line."""
        return current().joined(self.facts_of(item))

    # Painting

    @property
    def inks(self) -> Inks:
        """Colours and letters in the present theme."""
        ratio = self.devicePixelRatioF()
        if self._inks is None or self._inks.ratio != ratio:
            self._inks = Inks(self._theme, ratio)
            self._ground = self._painter = None
        return self._inks

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The kept picture, then what lies over it."""
        painter = QPainter(self)
        inks = self.inks
        if self._shapes is None:
            painter.fillRect(self.rect(), inks.colour("window"))
            painter.end()
            return
        painter.drawPixmap(0, 0, self._whole_picture(inks, self._shapes))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_over(painter, inks, self._shapes)
        paint_marks.paint_scale(painter, inks, self._view, QRectF(self.rect()))
        painter.end()

    def _whole_picture(self, inks: Inks, shapes: Shapes) -> QPixmap:
        size = self.size() * inks.ratio
        if self._ground is None or self._ground.size() != size:
            self._ground = QPixmap(size)
            self._ground.setDevicePixelRatio(inks.ratio)
            self._ground.fill(inks.colour("window"))
            painter = QPainter(self._ground)
            self._words = paint_ground(painter, inks, shapes, self._view)
            painter.end()
            self._painter, self._is_stale = None, True
        if self._picture is None or self._picture.size() != size:
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(inks.ratio)
            self._is_stale = True
        if self._is_stale:
            self._is_stale = False
            painter = QPainter(self._picture)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawPixmap(0, 0, self._ground)
            painter.end()
            if self._day is not None and self._day.floor == shapes.scene.floor:
                self._painter = self._painter or DayPainter(inks, shapes, self._view, self._words)
                painter = QPainter(self._picture)
                self._painter.paint(painter, self._day, self._company, self._source())
                painter.end()
        return self._picture

    def _paint_over(self, painter: QPainter, inks: Inks, shapes: Shapes) -> None:
        """What changes with the hand that points."""

    def _source(self) -> frozenset[UUID]:
        """Places that are being carried away."""
        return frozenset()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A fitted floor stays fitted."""
        width, height = max(1, self.width()), max(1, self.height())
        if (width, height) == (self._view.width, self._view.height):
            return
        self._view.width, self._view.height = width, height
        if self._fitted:
            self._fit()
        self._moved()

    def _fit(self) -> None:
        if self._shapes is not None:
            self._view.fit(self._shapes.scene.box, 40.0 if self.width() >= 900 else 24.0, _FOOT)

    def _keep_view(self) -> None:
        if self.scene is not None:
            if self._fitted:
                self._views.pop(self.scene.floor.hex, None)
            else:
                self._views[self.scene.floor.hex] = self._view.state()

    def _moved(self) -> None:
        """Another view: nothing kept is of use."""
        self._ground = self._painter = None
        self.update()
        self.view_changed.emit()

    def _stale(self) -> None:
        """Another day on the same ground."""
        self._is_stale = True
        self.update()

    def _dress(self) -> None:
        self._inks = self._ground = self._painter = None
        self.update()
