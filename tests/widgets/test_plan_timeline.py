"""The months below the plan."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication

from incubator_gui.core.languages import use_language
from incubator_gui.domain.space import first_of_months
from incubator_gui.widgets.plan import MonthTimeline
from tests.qt_support import assert_named
from tests.widgets.plan_house import FIRST, TODAY, house

K, M = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def timeline(theme, qtbot):
    plan = house()
    timeline = MonthTimeline(theme, TODAY)
    qtbot.addWidget(timeline)
    timeline.resize(900, 110)
    timeline.set_course(plan.course(first_of_months(date(2027, 1, 1), 24), FIRST))
    timeline.set_day(TODAY, plan.use(TODAY, FIRST))
    timeline.day_changed.connect(lambda day: timeline.set_day(day, plan.use(day, FIRST)))
    timeline.show()
    return timeline


def test_keys_go_by_days_months_and_years(timeline, qtbot):
    days = []
    timeline.day_changed.connect(days.append)
    for key, held, day in (
            (K.Key_Right, M.NoModifier, date(2027, 5, 13)), (K.Key_Left, M.NoModifier, TODAY),
            (K.Key_Right, M.ControlModifier, date(2027, 6, 12)), (K.Key_PageDown, M.NoModifier, date(2028, 6, 12)),
            (K.Key_PageDown, M.NoModifier, date(2028, 12, 31)), (K.Key_Right, M.NoModifier, date(2028, 12, 31)),
            (K.Key_PageUp, M.NoModifier, date(2027, 12, 31)), (K.Key_Home, M.NoModifier, TODAY),
            (K.Key_Left, M.ControlModifier, date(2027, 4, 12)), (K.Key_End, M.NoModifier, date(2028, 12, 31))):
        qtbot.keyClick(timeline.slider, key, held)
        assert timeline.day == day
    assert len(days) == 9


def test_a_click_and_a_drag_choose_the_day(timeline, qtbot):
    slider = timeline.slider
    area = QRectF(slider.rect())
    x = round(slider.course.x_of(date(2027, 9, 16), area)) + 1
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, M.NoModifier, QPoint(x, 40))
    assert abs((timeline.day - date(2027, 9, 16)).days) <= 1
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, M.NoModifier, QPoint(x, 40))
    qtbot.mouseMove(slider, QPoint(0, 40))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, M.NoModifier, QPoint(0, 40))
    assert timeline.day == date(2027, 1, 1)
    for day in (date(2027, 1, 1), date(2027, 6, 30), date(2028, 2, 29), date(2028, 12, 31)):
        found = slider.course.day_at(slider.course.x_of(day, area) + 0.01, area)
        assert abs((found - day).days) <= 1


def test_the_wheel_goes_by_months_and_small_turns_add_up(timeline):
    place = QPointF(200, 40)
    for turn, day in ((120, date(2027, 6, 12)), (60, date(2027, 6, 12)), (60, date(2027, 7, 12)),
                      (-240, date(2027, 5, 12))):
        QApplication.sendEvent(timeline.slider, QWheelEvent(
            place, timeline.slider.mapToGlobal(place), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            M.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))
        assert timeline.day == day


def test_it_plays_month_by_month_and_stops_at_the_end_or_when_touched(timeline, qtbot):
    timeline._timer.setInterval(5)
    qtbot.mouseClick(timeline.button, Qt.MouseButton.LeftButton)
    assert timeline.playing
    assert timeline.day == date(2027, 6, 1)
    assert timeline.button.accessibleName() == "Stop"
    qtbot.waitUntil(lambda: timeline.day >= date(2027, 8, 1))
    qtbot.keyClick(timeline.slider, K.Key_Left)
    assert not timeline.playing
    timeline.play(True)
    qtbot.waitUntil(lambda: not timeline.playing)
    assert timeline.day == date(2028, 12, 1)
    timeline.play(True)
    timeline.hide()
    assert not timeline.playing


def test_with_less_motion_the_button_goes_on_by_a_month(timeline, qtbot):
    timeline.set_less_motion(True)
    qtbot.mouseClick(timeline.button, Qt.MouseButton.LeftButton)
    assert not timeline.playing
    assert timeline.day == date(2027, 6, 1)
    assert timeline.button.accessibleName() == "Next month"


def test_it_speaks_and_paints_in_every_language_and_theme(timeline, theme, qtbot):
    found = QAccessible.queryAccessibleInterface(timeline.slider)
    assert found.role() == QAccessible.Role.Slider
    assert found.text(QAccessible.Text.Value) == "12 May 2027: 14 of 28 desks taken"
    assert_named(timeline)
    for language in ("de", "zh", "en"):
        use_language(language)
        timeline.retranslate()
        for name in ("dark", "contrast", "light"):
            theme.choose(name)
            assert not timeline.grab().isNull()
    timeline.set_course(())
    assert not timeline.grab().isNull()
    qtbot.keyClick(timeline.slider, K.Key_Right)
    timeline.set_today(date(2027, 1, 1))
