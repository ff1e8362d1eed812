"""Companies carried over the plan: dragged from a list, dragged on the plan, carried by keyboard."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

from incubator_gui.core.messages import msg
from incubator_gui.domain.space import Span
from incubator_gui.widgets.plan import DESK, ROOM, Item, Offer, Payload, PlanCanvas, Target, plan_day
from tests.widgets.plan_house import ADA, BORA, FIRST, LAB, MEETING, OFFICE, TODAY, desk, house

K, M = Qt.Key, Qt.KeyboardModifier
LEFT, MOVE = Qt.MouseButton.LeftButton, Qt.DropAction.MoveAction
NEW = UUID(int=77)


@pytest.fixture
def plan():
    return house()


@pytest.fixture
def canvas(theme, qtbot, plan):
    canvas = PlanCanvas(theme)
    qtbot.addWidget(canvas)
    canvas.resize(900, 600)
    canvas.set_scene(plan.scenes[FIRST])
    canvas.show_day(plan_day(plan, FIRST, TODAY))

    def answer(payload: Payload, target: Target):
        if target.item == Item(ROOM, MEETING):
            return msg("No desks are in this room.")
        if target.item.kind == ROOM:
            return plan.room_target(target.item.id, payload.count, Span(TODAY))
        if target.swap:
            return Offer((target.item.id,), (), True, "")
        moving = frozenset(one.id for one in plan.of_company(payload.company)) if payload.is_move else frozenset()
        return plan.target(target.item.id, payload.count, Span(TODAY), moving)

    canvas.set_target_for(answer)
    canvas.show()
    canvas.activateWindow()
    qtbot.waitUntil(canvas.isActiveWindow)
    return canvas


def at(canvas: PlanCanvas, id: UUID) -> QPointF:
    box = canvas.shapes.desk_box.get(id) or canvas.shapes.room_box[id]
    return canvas.view.rect(box).center()


def enter(canvas: PlanCanvas, mime: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(QPoint(450, 300), MOVE, mime, LEFT, M.NoModifier)
    event.ignore()
    canvas.dragEnterEvent(event)
    return event


def over(canvas: PlanCanvas, mime: QMimeData, place: QPointF, held=M.NoModifier) -> QDragMoveEvent:
    event = QDragMoveEvent(place.toPoint(), MOVE, mime, LEFT, held)
    canvas.dragMoveEvent(event)
    return event


def drop(canvas: PlanCanvas, mime: QMimeData, place: QPointF, held=M.NoModifier) -> QDropEvent:
    event = QDropEvent(place, MOVE, mime, LEFT, held)
    canvas.dropEvent(event)
    return event


def test_a_company_from_a_list_is_shown_where_it_would_go_and_dropped(canvas, qtbot):
    mime = Payload(NEW, "New", 4).to_mime()
    assert enter(canvas, mime).isAccepted()
    assert over(canvas, mime, at(canvas, desk(0, 13))).isAccepted()
    assert canvas.carried.offer.fits
    assert set(canvas.carried.offer.desks) == {desk(0, n) for n in (13, 14, 15, 16)}
    assert not canvas.grab().isNull()
    with qtbot.waitSignal(canvas.dropped) as caught:
        drop(canvas, mime, at(canvas, desk(0, 13)))
    assert caught.args == [Payload(NEW, "New", 4), Target(Item(DESK, desk(0, 13)))]
    assert canvas.carried is None


def test_where_it_does_not_fit_it_says_why_and_takes_nothing(canvas, theme, qtbot):
    mime = Payload(NEW, "New", 9).to_mime()
    enter(canvas, mime)
    place = at(canvas, desk(0, 13))
    assert not over(canvas, mime, place).isAccepted()
    assert canvas.carried.offer.words == "Only 6 of 9 desks free"
    edge = canvas.view.rect(canvas.shapes.desk_box[desk(0, 13)])
    image = canvas.grab().toImage()
    assert image.pixelColor(round(edge.left()), round(edge.center().y())) == theme.colour("error")
    over(canvas, mime, at(canvas, MEETING))
    assert canvas.carried.offer == Offer((), (MEETING,), False, "No desks are in this room.")
    over(canvas, mime, QPointF(450, 2))
    assert canvas.carried.offer is None
    with qtbot.assertNotEmitted(canvas.dropped):
        assert not drop(canvas, mime, place).isAccepted()
    assert canvas.carried is None


def test_other_drags_and_a_plan_without_answers_are_left_alone(canvas, qtbot):
    text = QMimeData()
    text.setText("Adalind")
    assert not enter(canvas, text).isAccepted()
    canvas.set_target_for(None)
    assert not enter(canvas, Payload(NEW, "New", 4).to_mime()).isAccepted()
    assert canvas.carried is None


def test_leaving_or_escape_ends_a_drag(canvas):
    mime = Payload(NEW, "New", 4).to_mime()
    enter(canvas, mime)
    over(canvas, mime, at(canvas, desk(0, 13)))
    canvas.dragLeaveEvent(QDragLeaveEvent())
    assert canvas.carried is None


def test_a_selected_run_is_dragged_and_another_company_changes_places(canvas, qtbot, monkeypatch):
    dropped, seen = [], []
    canvas.dropped.connect(lambda *what: dropped.append(what))

    def run(drag):
        mime = drag.mimeData()
        seen.append((drag.pixmap().isNull(), Payload.from_mime(mime)))
        enter(canvas, mime)
        over(canvas, mime, at(canvas, desk(0, 10)))
        assert not canvas.grab().isNull()
        drop(canvas, mime, at(canvas, desk(0, 10)))

    monkeypatch.setattr(canvas, "run_drag", run)
    start = at(canvas, desk(0, 1)).toPoint()
    qtbot.mousePress(canvas, LEFT, M.NoModifier, start)
    qtbot.mouseMove(canvas, start + QPoint(40, 0))
    payload = Payload(ADA, "Adalind Sensorik", 6, tuple(desk(0, n) for n in range(1, 7)))
    assert seen == [(False, payload)]
    assert dropped == [(payload, Target(Item(DESK, desk(0, 10)), BORA, True))]
    qtbot.mouseRelease(canvas, LEFT, M.NoModifier, start)
    assert len(canvas.selection.desks) == 6


def test_a_free_desk_is_not_dragged(canvas, qtbot, monkeypatch):
    monkeypatch.setattr(canvas, "run_drag", lambda drag: pytest.fail("nobody sits there"))
    start = at(canvas, desk(0, 14)).toPoint()
    qtbot.mousePress(canvas, LEFT, M.NoModifier, start)
    qtbot.mouseMove(canvas, start + QPoint(40, 0))
    qtbot.mouseRelease(canvas, LEFT, M.NoModifier, start + QPoint(40, 0))
    assert canvas.payload() is None


def test_alt_asks_for_a_change_of_places(canvas):
    mime = Payload(NEW, "New", 4).to_mime()
    enter(canvas, mime)
    over(canvas, mime, at(canvas, desk(0, 10)))
    assert canvas.carried.target.swap is False
    over(canvas, mime, at(canvas, desk(0, 10)), M.AltModifier)
    assert canvas.carried.target == Target(Item(DESK, desk(0, 10)), BORA, True)
    canvas.carry_stop()


def test_near_an_edge_the_plan_moves(canvas, qtbot):
    qtbot.keyClick(canvas, K.Key_0)
    mime = Payload(NEW, "New", 4).to_mime()
    enter(canvas, mime)
    x = canvas.view.x
    over(canvas, mime, QPointF(4, 300))
    qtbot.waitUntil(lambda: canvas.view.x < x)
    canvas.dragLeaveEvent(QDragLeaveEvent())
    x = canvas.view.x
    over(canvas, mime, QPointF(450, 300))
    assert canvas.view.x == x


def test_a_company_is_carried_by_keyboard(canvas, qtbot):
    canvas.focus_on(Item(DESK, desk(0, 10)))
    canvas.carry(Payload(NEW, "New", 9))
    assert canvas.hasFocus()
    assert not canvas.carried.offer.fits
    with qtbot.assertNotEmitted(canvas.dropped):
        qtbot.keyClick(canvas, K.Key_Return)
    canvas.carry(Payload(NEW, "New", 2))
    qtbot.keyClick(canvas, K.Key_Right)
    qtbot.keyClick(canvas, K.Key_Right)
    assert canvas.current == Item(DESK, desk(0, 14))
    assert canvas.carried.offer.fits
    assert canvas.carried.offer.words == "fits 2 / 2"
    with qtbot.waitSignal(canvas.carry_ended), qtbot.waitSignal(canvas.dropped) as caught:
        qtbot.keyClick(canvas, K.Key_Return)
    assert caught.args[1] == Target(Item(DESK, desk(0, 14)))
    canvas.carry(Payload(NEW, "New", 2))
    with qtbot.waitSignal(canvas.carry_ended), qtbot.assertNotEmitted(canvas.dropped):
        qtbot.keyClick(canvas, K.Key_Escape)
    assert canvas.carried is None
    assert canvas.current is not None


def test_locked_rooms_and_rooms_as_a_whole(canvas):
    mime = Payload(NEW, "New", 4).to_mime()
    enter(canvas, mime)
    over(canvas, mime, at(canvas, OFFICE))
    assert not canvas.carried.offer.fits
    canvas.carry_stop()
    canvas.select([Item(ROOM, LAB), Item(DESK, desk(3, 1))])
    payload = canvas.payload()
    assert (payload.rooms, payload.desks, payload.count) == ((LAB,), (), 4)
    canvas.select([Item(DESK, desk(0, 1)), Item(DESK, desk(0, 9))])
    assert canvas.payload() is None


def test_what_is_carried_by_keyboard_can_be_put_down_by_a_click(canvas, qtbot):
    canvas.carry(Payload(NEW, "New", 2))
    qtbot.mouseMove(canvas, at(canvas, MEETING).toPoint())
    assert not canvas.carried.offer.fits
    qtbot.mouseClick(canvas, LEFT, M.NoModifier, at(canvas, MEETING).toPoint())
    assert canvas.carried is not None
    with qtbot.waitSignal(canvas.dropped) as caught:
        qtbot.mouseClick(canvas, LEFT, M.NoModifier, at(canvas, desk(0, 14)).toPoint())
    assert caught.args[1].item == Item(DESK, desk(0, 14))
    assert canvas.carried is None
    assert not canvas.selection


def test_another_day_asks_again_where_it_would_go(canvas, plan):
    mime = Payload(NEW, "New", 4).to_mime()
    enter(canvas, mime)
    over(canvas, mime, at(canvas, desk(0, 13)))
    assert canvas.carried.offer.fits
    canvas.set_target_for(lambda payload, target: "Only from June on")
    canvas.show_day(plan_day(plan, FIRST, TODAY.replace(month=6)))
    assert canvas.carried.offer.words == "Only from June on"
    assert not canvas.carried.offer.fits
    canvas.carry_stop()
