"""The plan under mouse and keyboard."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from incubator_gui.domain.scene import Detail
from incubator_gui.widgets.plan import DESK, ROOM, Item, PlanCanvas, PlanLegend, Selection, plan_day
from tests.qt_support import assert_named
from tests.widgets.plan_house import ADA, CHEN, FIRST, LAB, MEETING, OPEN, SECOND, TODAY, desk, house

K, M = Qt.Key, Qt.KeyboardModifier
LEFT = Qt.MouseButton.LeftButton


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
    canvas.show()
    canvas.activateWindow()
    qtbot.waitUntil(canvas.isActiveWindow)
    return canvas


def at(canvas: PlanCanvas, id: UUID) -> QPoint:
    """Where a desk or room is seen."""
    box = canvas.shapes.desk_box.get(id) or canvas.shapes.room_box[id]
    return canvas.view.rect(box).center().toPoint()


def corner(canvas: PlanCanvas, room: UUID) -> QPoint:
    """A place of a room without a desk."""
    return canvas.view.rect(canvas.shapes.room_box[room]).topLeft().toPoint() + QPoint(6, 6)


def click(qtbot: QtBot, canvas: PlanCanvas, place: QPoint, held: Qt.KeyboardModifier = M.NoModifier) -> None:
    qtbot.mouseClick(canvas, LEFT, held, place)


def desks(*numbers: int, room: int = 0) -> tuple[UUID, ...]:
    return tuple(desk(room, n) for n in numbers)


def test_it_paints_in_every_theme_at_every_distance(canvas, theme):
    seen = set()
    for name in ("dark", "contrast", "light"):
        theme.choose(name)
        for scale in (4, 9, 20, 40):
            canvas.look(lambda view, scale=scale: view.zoom(scale))
            seen.add((name, canvas.detail))
            image = canvas.grab().toImage()
            assert image.pixelColor(2, 2) == theme.colour("window")
    assert {detail for _name, detail in seen} == set(Detail)


def test_a_company_has_its_colour_and_the_next_day_another(canvas, theme, plan):
    def colour(id: UUID):
        box = canvas.view.rect(canvas.shapes.desk_box[id])
        return canvas.grab().toImage().pixelColor(box.topLeft().toPoint() + QPoint(4, 4))

    fill, _hatched = theme.category(plan.slots[ADA])
    assert colour(desk(0, 1)) == fill
    assert colour(desk(0, 14)) == theme.colour("surface")
    canvas.show_day(plan_day(plan, FIRST, TODAY.replace(year=2025)))
    assert colour(desk(0, 1)) == theme.colour("surface")
    canvas.show_day(plan_day(plan, FIRST, TODAY))
    canvas.highlight(CHEN)
    assert colour(desk(0, 1)) != fill
    canvas.highlight(None)
    assert colour(desk(0, 1)) == fill


def test_a_click_takes_the_run_and_a_second_one_the_desk(canvas, qtbot):
    with qtbot.waitSignal(canvas.selection_changed) as caught:
        click(qtbot, canvas, at(canvas, desk(0, 2)))
    assert set(caught.args[0].desks) == set(desks(1, 2, 3, 4, 5, 6))
    assert canvas.current == Item(DESK, desk(0, 2))
    click(qtbot, canvas, at(canvas, desk(0, 2)))
    assert canvas.selection == Selection(desks(2))
    click(qtbot, canvas, at(canvas, desk(0, 2)))
    assert len(canvas.selection.desks) == 6
    click(qtbot, canvas, at(canvas, desk(0, 13)))
    assert canvas.selection == Selection(desks(13))
    click(qtbot, canvas, at(canvas, desk(0, 14)), M.ControlModifier)
    assert canvas.selection == Selection(desks(13, 14))
    click(qtbot, canvas, at(canvas, desk(0, 13)), M.ControlModifier)
    assert canvas.selection == Selection(desks(14))
    click(qtbot, canvas, at(canvas, desk(0, 14)))
    click(qtbot, canvas, at(canvas, desk(0, 16)), M.ShiftModifier)
    assert set(canvas.selection.desks) == set(desks(14, 15, 16))
    click(qtbot, canvas, corner(canvas, MEETING))
    assert canvas.selection == Selection((), (MEETING,))
    click(qtbot, canvas, corner(canvas, LAB))
    assert canvas.selection == Selection((), (LAB,))
    assert canvas.payload().rooms == (LAB,)
    click(qtbot, canvas, QPoint(2, 2))
    assert not canvas.selection


def test_a_rubber_band_takes_the_desks_inside(canvas, qtbot):
    first, last = at(canvas, desk(0, 9)) - QPoint(30, 20), at(canvas, desk(0, 12)) + QPoint(10, 10)
    qtbot.mousePress(canvas, LEFT, M.NoModifier, first)
    qtbot.mouseMove(canvas, (first + last) / 2)
    qtbot.mouseMove(canvas, last)
    assert not canvas.grab().isNull()
    qtbot.mouseRelease(canvas, LEFT, M.NoModifier, last)
    assert set(canvas.selection.desks) == set(desks(9, 10, 11, 12))
    assert canvas.payload().count == 4


def test_escape_gives_a_rubber_band_up(canvas, qtbot):
    canvas.select([Item(DESK, desk(0, 1))])
    start = corner(canvas, OPEN)
    qtbot.mousePress(canvas, LEFT, M.NoModifier, start)
    qtbot.mouseMove(canvas, start + QPoint(60, 60))
    qtbot.mouseMove(canvas, at(canvas, desk(0, 16)))
    assert len(canvas.selection.desks) > 4
    qtbot.keyClick(canvas, K.Key_Escape)
    assert canvas.selection == Selection(desks(1))
    qtbot.mouseRelease(canvas, LEFT, M.NoModifier, at(canvas, desk(0, 16)))
    assert canvas.selection == Selection(desks(1))


def test_the_keyboard_walks_chooses_extends_and_opens(canvas, qtbot):
    canvas.focus_on(Item(DESK, desk(0, 1)))
    canvas.setFocus()
    qtbot.keyClick(canvas, K.Key_Right)
    assert canvas.selection == Selection(desks(3))
    qtbot.keyClick(canvas, K.Key_Down)
    assert canvas.current == Item(DESK, desk(0, 4))
    qtbot.keyClick(canvas, K.Key_Right, M.ShiftModifier)
    qtbot.keyClick(canvas, K.Key_Right, M.ShiftModifier)
    assert set(canvas.selection.desks) == set(desks(4, 5, 6, 7, 8))
    qtbot.keyClick(canvas, K.Key_Left, M.ShiftModifier)
    assert set(canvas.selection.desks) == set(desks(4, 5, 6))
    qtbot.keyClick(canvas, K.Key_Home)
    assert canvas.selection == Selection(desks(1))
    qtbot.keyClick(canvas, K.Key_End)
    assert canvas.selection == Selection(desks(16))
    qtbot.keyClick(canvas, K.Key_Left, M.ControlModifier)
    assert canvas.selection == Selection(desks(16))
    qtbot.keyClick(canvas, K.Key_Space)
    assert canvas.selection == Selection(desks(16, 14))
    with qtbot.waitSignal(canvas.activated) as caught:
        qtbot.keyClick(canvas, K.Key_Return)
    assert caught.args == [Item(DESK, desk(0, 14))]
    qtbot.keyClick(canvas, K.Key_A, M.ControlModifier)
    assert len(canvas.selection.desks) == 16
    qtbot.keyClick(canvas, K.Key_PageUp)
    assert canvas.selection == Selection((), (OPEN,))
    qtbot.keyClick(canvas, K.Key_Right)
    assert canvas.current.kind == ROOM
    assert canvas.current.id != OPEN
    qtbot.keyClick(canvas, K.Key_PageDown)
    qtbot.keyClick(canvas, K.Key_Home, M.ControlModifier)
    assert canvas.selection == Selection(desks(1))
    qtbot.keyClick(canvas, K.Key_Escape)
    assert not canvas.selection
    assert canvas.current is not None
    qtbot.keyClick(canvas, K.Key_Escape)
    assert canvas.current is None
    before = canvas.view.x
    qtbot.keyClick(canvas, K.Key_Right)
    assert canvas.view.x > before


def test_focus_by_keyboard_begins_somewhere_and_shows_a_ring(canvas, theme, qtbot):
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert canvas.current is not None
    box = canvas.view.rect(canvas.shapes.desk_box[canvas.current.id])
    image = canvas.grab().toImage()
    assert image.pixelColor(round(box.left()) - 4, round(box.center().y())) == theme.colour("accent")
    assert canvas.accessibleDescription().startswith("Desk ")


def test_plain_keys_are_taken_before_shortcuts_of_the_window(canvas):
    canvas.setFocus()
    for key, held, wanted in ((K.Key_Space, M.NoModifier, True), (K.Key_F, M.NoModifier, True),
                              (K.Key_Escape, M.NoModifier, False), (K.Key_K, M.ControlModifier, False),
                              (K.Key_F, M.ControlModifier, False), (K.Key_PageUp, M.ControlModifier, False),
                              (K.Key_0, M.ControlModifier, False), (K.Key_Right, M.ControlModifier, True),
                              (K.Key_A, M.ControlModifier, True), (K.Key_Right, M.AltModifier, False)):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, held)
        event.ignore()
        QApplication.sendEvent(canvas, event)
        assert event.isAccepted() == wanted
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, 0x00ABCDEF, M.NoModifier)  # a key that Qt has no name for
        event.ignore()
        QApplication.sendEvent(canvas, event)
        assert not event.isAccepted()


def test_zoom_and_place_are_kept_for_each_floor(canvas, qtbot, plan):
    fitted = canvas.percent
    assert canvas.ratio.startswith("1:")
    with qtbot.waitSignal(canvas.view_changed):
        qtbot.keyClick(canvas, K.Key_0)
    assert (canvas.ratio, canvas.percent) == ("1:125", 100)
    qtbot.keyClick(canvas, K.Key_Plus)
    assert canvas.ratio == "1:100"
    qtbot.keyClick(canvas, K.Key_Minus)
    here = canvas.view.state()
    canvas.set_scene(plan.scenes[SECOND])
    assert canvas.percent != 100
    canvas.set_scene(plan.scenes[FIRST])
    assert canvas.view.state() == here
    state = canvas.state()
    qtbot.keyClick(canvas, K.Key_F)
    assert canvas.percent == fitted
    canvas.restore(state)
    assert canvas.view.state() == here
    canvas.restore({"views": {FIRST.hex: "rubbish", "x": None}})
    canvas.restore({"views": 3})
    canvas.fit()
    assert canvas.state() == {"views": {}}


def test_the_wheel_zooms_at_the_pointer_and_shift_scrolls(canvas):
    place = QPointF(300, 200)

    def turn(held=M.NoModifier):
        QApplication.sendEvent(canvas, QWheelEvent(place, canvas.mapToGlobal(place), QPoint(), QPoint(0, 120),
                                                   Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False))

    before, scale = canvas.view.to_plan(place), canvas.view.scale
    turn()
    assert canvas.view.scale == pytest.approx(scale * 1.2)
    assert canvas.view.to_plan(place) == pytest.approx(before)
    turn(M.ControlModifier)
    assert canvas.view.scale == pytest.approx(scale * 1.44)
    x = canvas.view.x
    turn(M.ShiftModifier)
    assert canvas.view.x < x


def test_two_fingers_zoom(canvas):
    place, scale = QPointF(300, 200), canvas.view.scale
    before = canvas.view.to_plan(place)
    QApplication.sendEvent(canvas, QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2, place, place,
        canvas.mapToGlobal(place), 0.5, QPointF()))
    assert canvas.view.scale == pytest.approx(scale * 1.5)
    assert canvas.view.to_plan(place) == pytest.approx(before)


@pytest.mark.parametrize("way", ["middle", "hand", "space"])
def test_the_plan_is_moved_by_hand(canvas, qtbot, way):
    qtbot.keyClick(canvas, K.Key_0)
    if way == "hand":
        canvas.set_hand(True)
    elif way == "space":
        qtbot.keyPress(canvas, K.Key_Space)
    button = Qt.MouseButton.MiddleButton if way == "middle" else LEFT
    here = canvas.view.x
    qtbot.mousePress(canvas, button, M.NoModifier, QPoint(400, 300))
    qtbot.mouseMove(canvas, QPoint(340, 300))
    qtbot.mouseRelease(canvas, button, M.NoModifier, QPoint(340, 300))
    if way == "space":
        qtbot.keyRelease(canvas, K.Key_Space)
    assert canvas.view.x == pytest.approx(here + 60 / canvas.view.scale)
    assert not canvas.selection


def test_the_menu_is_asked_for_at_the_pointer_and_by_keyboard(canvas, qtbot):
    asked = []
    canvas.context_requested.connect(lambda item, place: asked.append((item, place)))
    place = at(canvas, desk(0, 9))
    QApplication.sendEvent(canvas, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, canvas.mapToGlobal(place)))
    assert asked[0][0] == Item(DESK, desk(0, 9))
    assert set(canvas.selection.desks) == set(desks(9, 10, 11, 12))
    canvas.focus_on(Item(DESK, desk(0, 14)))
    QApplication.sendEvent(canvas, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    assert asked[1] == (Item(DESK, desk(0, 14)), canvas.mapToGlobal(at(canvas, desk(0, 14))))


def test_far_away_whole_rooms_are_chosen(canvas, qtbot):
    canvas.look(lambda view: view.zoom(4))
    assert canvas.detail == Detail.BLOCKS
    click(qtbot, canvas, at(canvas, OPEN))
    assert canvas.selection == Selection((), (OPEN,))


def test_what_is_selected_survives_new_figures_but_not_another_floor(canvas, plan):
    canvas.select([Item(DESK, desk(0, 3)), Item(DESK, UUID(int=5))])
    canvas.set_current(Item(DESK, desk(0, 3)))
    assert canvas.selection == Selection(desks(3))
    canvas.set_scene(house().scenes[FIRST])
    assert canvas.selection == Selection(desks(3))
    canvas.set_scene(plan.scenes[SECOND])
    assert not canvas.selection
    assert canvas.current is None
    canvas.set_scene(None)
    assert not canvas.grab().isNull()
    canvas.set_scene(plan.scenes[FIRST])
    canvas.show_day(plan_day(plan, SECOND, TODAY))
    assert not canvas.grab().isNull()


def test_screen_readers_find_every_room_and_desk(canvas, plan):
    found = QAccessible.queryAccessibleInterface(canvas)
    name = QAccessible.Text.Name
    assert found.role() == QAccessible.Role.List
    assert found.text(name) == "Floor plan"
    assert found.childCount() == 4 + 28
    assert found.child(1).text(name) == "Desk 101-1, Adalind Sensorik, 6 desks"
    assert found.child(99) is None
    canvas.focus_on(Item(DESK, desk(0, 9)))
    child = found.focusChild()
    assert child.text(name).startswith("Desk 101-9, Bora")
    assert child.state().selected
    assert child.parent().text(name) == "Floor plan"
    assert found.indexOfChild(child) == 9
    middle = child.rect().center()
    assert found.childAt(middle.x(), middle.y()).text(name) == child.text(name)
    canvas.set_scene(plan.scenes[SECOND])
    assert found.childCount() == 13
    assert_named(canvas)


def test_the_tool_tip_says_who_and_until_when(canvas, monkeypatch):
    said = []
    monkeypatch.setattr("incubator_gui.widgets.plan.canvas.show_tip", lambda _widget, _place, words: said.append(words))
    for place in (at(canvas, desk(0, 9)), QPoint(2, 2)):
        QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, place, canvas.mapToGlobal(place)))
    assert said == ["Desk 101-9\nBora, 4 desks\nuntil 30 Jun 2027", ""]


def test_the_legend_explains_what_is_seen(theme, qtbot, plan):
    legend = PlanLegend(theme)
    qtbot.addWidget(legend)
    legend.resize(900, 30)
    legend.show()
    legend.show_day(plan_day(plan, FIRST, TODAY))
    assert [entry.words for entry in legend.entries] == [
        "Free", "Taken, coloured by company", "Leaves soon", "Locked room"]
    assert "Leaves soon" in legend.accessibleDescription()
    legend.show_day(plan_day(plan, FIRST, TODAY, "days_left"))
    assert "Leaves within 90 days" in [entry.words for entry in legend.entries]
    one_line = legend.height()
    legend.resize(200, one_line)
    assert legend.height() > one_line
    legend.set_carrying(True)
    assert legend.entries[-1].words == "Can go here"
    assert not legend.grab().isNull()
