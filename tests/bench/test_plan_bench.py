"""The floor plan beside the bare library: repaint, a step of the slider, a drag; 600 to 10,000 desks on one floor.

The bare library is a `QGraphicsView` with one native rectangle for each desk, with a name for each company
or without any, and its recolouring; and a widget that draws one rectangle for each desk with `QPainter`.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QWidget,
)

from incubator_gui.app.application import make_application
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.plan_values import PlanCompany, PlanFloor
from incubator_gui.domain.scene import Scene, SceneDesk, SceneRoom
from incubator_gui.domain.space import Holding, RoomSpace, Span
from incubator_gui.domain.space_layout import floor_plan
from incubator_gui.widgets.plan import DESK, Item, Payload, PlanCanvas, plan_day
from incubator_gui.widgets.plan.carry import Carried
from incubator_gui.widgets.theme import Theme
from tests.bench.measure import report, seconds

FLOOR, TODAY = UUID(int=1), date(2027, 1, 1)
_EACH, _TEAM = 40, 8


def make_plan(count: int) -> HousePlan:
    outline, places = floor_plan([(_EACH * 6.0, _EACH)] * (count // _EACH))
    rooms, desks, holdings = [], [], []
    for n, place in enumerate(places):
        room = UUID(int=1000 + n)
        ids = [UUID(int=1_000_000 + n * _EACH + at) for at in range(_EACH)]
        rooms.append(SceneRoom(room, str(n + 1), "", "open_area", _EACH * 6.0, None, place.polygon, False, tuple(ids)))
        desks += [SceneDesk(id, room, spot.number, spot.bench, spot.x, spot.y, spot.rotation)
                  for id, spot in zip(ids, place.desks, strict=True)]
    for at, desk in enumerate(desks):
        company = UUID(int=1 + at // _TEAM)
        starts = TODAY - timedelta(days=company.int % 300)
        ends = starts + timedelta(days=200 + company.int * 37 % 700)
        holdings.append(Holding(UUID(int=2_000_000 + at), company, desk.room, desk.id, Span(starts, ends)))
    companies = {UUID(int=1 + n): PlanCompany(UUID(int=1 + n), f"Company {n:04x}", None, "resident", 8)
                 for n in range(count // _TEAM)}
    scene = Scene(FLOOR, "1", outline, tuple(rooms), tuple(desks))
    return HousePlan((PlanFloor(FLOOR, UUID(int=2), "House", "1", 1.0),), {FLOOR: scene},
                     {room.id: RoomSpace(room.id, FLOOR, room.kind, 240.0, _EACH) for room in rooms},
                     tuple(holdings), companies)


class Loop(QWidget):
    """One rectangle for each desk, and nothing else."""

    def __init__(self, canvas: PlanCanvas, theme: Theme) -> None:
        super().__init__()
        self.canvas, self.fills = canvas, [QBrush(theme.category(n)[0]) for n in range(10)]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.GlobalColor.black, 0.75))
        view, shapes = self.canvas.view, self.canvas.shapes
        assert shapes is not None
        for at, box in enumerate(shapes.desk_box.values()):
            painter.setBrush(self.fills[at // _TEAM % 10])
            painter.drawRect(view.rect(box))
        painter.end()


def native(canvas: PlanCanvas, *, named: bool) -> tuple[QGraphicsView, list[QGraphicsRectItem]]:
    """Native rectangles; `named` with a name on the first desk of each company, as large at every zoom."""
    scene, items = QGraphicsScene(), []
    pen = QPen(Qt.GlobalColor.black, 0.75)
    pen.setCosmetic(True)
    assert canvas.shapes is not None
    for box in canvas.shapes.desk_box.values():
        item = scene.addRect(QRectF(box.x, box.y, box.width, box.height), pen)
        items.append(item)
        if named and len(items) % _TEAM == 1:
            label = QGraphicsSimpleTextItem(f"Company {len(items):04x} 8", item)
            label.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
            label.setPos(box.x, box.y)
    view = QGraphicsView(scene)
    scene.setParent(view)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.scale(canvas.view.scale, canvas.view.scale)
    view.centerOn(QPointF(canvas.view.x, canvas.view.y))
    return view, items


def middle(work: Callable[[int], object], rounds: int = 9) -> float:
    """Median in milliseconds."""
    return 1000 * statistics.median(seconds(lambda n=n: work(n)) for n in range(rounds))  # type: ignore[misc]


@pytest.mark.parametrize("scale", [0.0, 14.0, 36.0])
@pytest.mark.parametrize("count", [600, 2_000, 10_000])
def test_plan(count: int, scale: float) -> None:
    app = make_application()
    theme = Theme("light")
    theme.apply()
    plan = make_plan(count)
    _ = plan.slots
    canvas = PlanCanvas(theme)
    canvas.resize(1400, 900)
    canvas.set_scene(plan.scenes[FLOOR])
    if scale:
        canvas.look(lambda view: view.zoom(scale))
    canvas.set_target_for(lambda payload, target: plan.target(target.item.id, payload.count, Span(TODAY)))
    canvas.show_day(plan_day(plan, FLOOR, TODAY))
    canvas.show()
    canvas.grab()
    loop = Loop(canvas, theme)
    loop.resize(canvas.size())
    loop.show()
    views = [native(canvas, named=False), native(canvas, named=True)]
    for view, _items in views:
        view.resize(canvas.size())
        view.show()
        view.grab()

    def slide(n: int) -> None:
        canvas.show_day(plan_day(plan, FLOOR, TODAY + timedelta(days=11 * n)))
        canvas.grab()

    def look(n: int) -> None:
        canvas.look(lambda one: one.shift(-3 if n % 2 else 3, 0))
        canvas.grab()

    desks = [one.id for one in plan.scenes[FLOOR].desks]
    canvas._carried = Carried(Payload(UUID(int=99), "New", 8))

    def drag(n: int) -> None:
        canvas.carry_over(Item(DESK, desks[n * 13 % len(desks)]))
        canvas.grab()

    def recolour(which: int, n: int) -> None:
        view, items = views[which]
        for at, item in enumerate(items):
            item.setBrush(loop.fills[(at // _TEAM + n) % 10])
        view.grab()

    def again(which: int) -> None:
        views[which][0].viewport().update()
        views[which][0].grab()

    slide(0)
    figures = {"repaint": middle(lambda _n: canvas.grab()), "pan": middle(look), "slider": middle(slide),
               "drag": middle(drag)}
    bare = {"repaint": middle(lambda _n: again(0)), "recolour": middle(lambda n: recolour(0, n)),
            "named": middle(lambda n: recolour(1, n)), "loop": middle(lambda _n: loop.grab())}
    day = middle(lambda n: plan_day(plan, FLOOR, TODAY + timedelta(days=11 * n)))
    slider = figures["slider"]
    report(f"plan, {count:>6} desks at {canvas.view.scale:4.1f} px/m ({canvas.detail.name.lower():>7}): slider to paint"
           f" {slider:.1f} ms (of it the day {day:.1f}) = {slider / bare['recolour']:.2f}x bare items"
           f" {bare['recolour']:.1f}, {slider / bare['named']:.2f}x such with names {bare['named']:.1f},"
           f" {slider / bare['loop']:.2f}x painter loop {bare['loop']:.1f}; drag {figures['drag']:.1f}; repaint"
           f" {figures['repaint']:.1f} = {figures['repaint'] / bare['repaint']:.2f}x bare {bare['repaint']:.1f}; pan"
           f" {figures['pan']:.1f} ms")
    canvas.carry_stop()
    for widget in (canvas, loop, *(view for view, _items in views)):
        widget.close()
        widget.deleteLater()
    app.sendPostedEvents()
