from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.messages import msg
from incubator_gui.widgets.card import Card, FigureRow, KeyFigure
from incubator_gui.widgets.charts import Bar, BarRows, BurnUp, BurnUpData, Sparkline
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.date_button import DateButton
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.focus_ring import FocusRing
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.initials import InitialsBadge, initials
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.side_panel import SidePanel
from incubator_gui.widgets.styling import Button, IconButton
from incubator_gui.widgets.tag import Tag
from tests.qt_support import assert_named
from tests.widgets.holding import put


def test_messages_are_three_at_most_the_gravest_first(holder, theme, qtbot):
    area = put(holder, MessageArea(theme))
    asked = []
    area.show_message("one", "success")
    area.show_message("two", "info")
    area.show_message("three", "error", link="Show", on_link=lambda: asked.append(1))
    area.show_message("four", "warning")
    area.show_message("three", "error", link="Show", on_link=lambda: asked.append(2))
    assert [bar.sentence() for bar in area.bars()] == ["three", "four", "two"]
    assert_named(area)
    qtbot.mouseClick(area.bars()[0]._link, Qt.MouseButton.LeftButton)
    assert asked == [2]
    qtbot.mouseClick(area.bars()[0]._close, Qt.MouseButton.LeftButton)
    assert len(area.bars()) == 2
    area.clear()
    assert not area.isVisible()


def test_labels_never_render_markup(holder, theme):
    label = put(holder, PlainLabel("<b>x</b>"))
    assert label.textFormat() == Qt.TextFormat.PlainText
    elided = put(holder, ElidedLabel("long " * 100))
    holder.resize(200, 200)
    holder.grab()
    assert elided.toolTip().startswith("long long")
    elided.setText("short")
    assert elided.toolTip() == ""


def test_segments_are_walked_with_the_arrows(holder, theme, qtbot):
    control = put(holder, SegmentedControl(theme, [("a", msg("One"), ""), ("b", msg("Two"), "kanban"),
                                                    ("c", msg("Three"), "")], msg("View")))
    chosen = []
    control.chosen.connect(chosen.append)
    control.enable("b", False, "Not yet")
    qtbot.keyClick(control, Qt.Key.Key_Right)
    qtbot.keyClick(control, Qt.Key.Key_Right)
    control.choose("a")
    assert chosen == ["c", "a"]
    assert_named(control)


def test_the_keyboard_goes_along_with_the_segment(holder, theme):
    control = put(holder, SegmentedControl(theme, [("a", msg("One"), ""), ("b", msg("Two"), "")], msg("View")))
    first, second = control.findChildren(Button)
    first.setFocus()
    control.choose("b")
    assert second.hasFocus()


def test_turning_a_page_puts_the_keyboard_on_no_button(holder, theme, qtbot):
    stack = put(holder, FrontStack())
    pages, fields = [QWidget(), QWidget()], [QLineEdit(), QLineEdit()]
    for page, field in zip(pages, fields, strict=True):
        QVBoxLayout(page).addWidget(field)
        stack.addWidget(page)
    fields[0].setFocus()
    stack.turn_to(pages[1])
    assert pages[1].hasFocus()
    assert pages[1].property("noRing")
    qtbot.keyClick(pages[1], Qt.Key.Key_Tab)
    assert fields[1].hasFocus()
    stack.turn_to(pages[1])
    assert fields[1].hasFocus()


def test_a_choice_shortens_what_does_not_fit(holder, theme):
    box = put(holder, ChoiceBox({"a": "A name that is far too long for this place", "b": "Short"}))
    box.setFixedWidth(120)
    assert [box.choose(key) or not box.grab().isNull() for key in ("a", "b")] == [True, True]
    assert box.currentText() == "Short"


def test_figures_open_their_lists(holder, theme, qtbot):
    figure = KeyFigure(theme)
    put(holder, FigureRow([figure, KeyFigure(theme)]))
    opened = []
    figure.opened.connect(lambda: opened.append(1))
    figure.set("Residents", "34", "of 30", "met", "success")
    qtbot.mouseClick(figure._figure, Qt.MouseButton.LeftButton)
    figure.set("Residents", "34", opens=False)
    qtbot.mouseClick(figure._figure, Qt.MouseButton.LeftButton)
    assert opened == [1]
    assert_named(holder)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_every_part_paints_in_every_theme(holder, theme, qtbot, name):
    theme.choose(name)
    bars = BarRows(theme)
    bars.set_bars("Funnel", [Bar("a", "Received", 10, "10", 2, 20, ("70 %",)), Bar("b", "None", 0, "0")])
    burn = BurnUp(theme)
    burn.set_data("Burn-up", BurnUpData(((date(2026, 1, 1), 0), (date(2026, 6, 1), 40)),
                                        ((date(2026, 1, 1), 0), (date(2028, 12, 1), 300)),
                                        ((date(2026, 6, 1), 40, 40, 40), (date(2028, 12, 1), 250, 280, 310)), 300))
    spark = Sparkline(theme)
    spark.set_values("Revenue", [1, 3, 2, 8])
    panel = SidePanel(theme)
    panel.set_head("Application 1", "Lumenhain", [Tag(theme, "Review", "circle-dot", "accent")])
    panel.add_tab("a", "Details", EmptyState(theme, "inbox", msg("Nothing yet."), msg("Add")))
    panel.add_action(Button(theme, "Next", kind="main"))
    for widget in (bars, burn, spark, panel, Card(theme, "Title", "caption"), Tag(theme, "late", "clock", "error"),
                   DateButton(theme), InitialsBadge("Lena Wiesner")):
        put(holder, widget)
    holder.resize(700, 1200)
    assert not holder.grab().isNull()
    opened = []
    bars.opened.connect(opened.append)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    assert opened == ["b"]
    theme.choose("light")


def test_a_day_is_chosen_from_the_calendar(holder, theme, qtbot):
    button = put(holder, DateButton(theme, today=True))
    button.set_day(date(2027, 5, 12))
    picked = []
    button.picked.connect(picked.append)
    popup = button.open()
    assert_named(popup)
    from PySide6.QtWidgets import QCalendarWidget

    calendar = popup.findChild(QCalendarWidget)
    calendar.activated.emit(calendar.selectedDate())
    assert picked == [date(2027, 5, 12)]


def test_the_ring_follows_the_keyboard(holder, theme, qtbot):
    first, second = put(holder, QLineEdit()), put(holder, Button(theme, "Go"))
    ring = FocusRing(theme, holder)
    first.setFocus()
    assert ring.isVisible()
    assert ring.geometry() == first.geometry().adjusted(-3, -3, 3, 3)
    second.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.geometry() == second.geometry().adjusted(-3, -3, 3, 3)
    second.hide()
    assert not ring.isVisible() or ring.geometry() != second.geometry().adjusted(-3, -3, 3, 3)


def test_initials():
    assert [initials(name) for name in ("Lena Wiesner", "李 明", "x", "", "Anna-Maria de Vries")] == [
        "LW", "李", "X", "–", "AV"]


def test_choices_may_have_any_key(holder, theme, qtbot):
    one, other = UUID(int=1), UUID(int=2)
    field = put(holder, InlineField(theme, "choice", msg("Owner"), choices={None: "nobody", one: "Li", other: "Mu"}))
    field.set_value(UUID(int=2))  # equal, not the same object
    assert field.words() == "Mu"
    field.set_choices({None: "nobody", UUID(int=2): "Mu", (1, "a"): "a pair"})
    assert field.words() == "Mu"
    saved = []
    field.committed.connect(saved.append)
    field.editor.choose((1, "a"))
    field.editor.activated.emit(2)
    assert saved == [(1, "a")]
    field.saved()
    field.set_value(None)
    assert field.words() == "nobody"
    field.set_value("gone")
    assert field.words() == ""


@pytest.mark.parametrize("make", [lambda dialog: dialog.cancel, lambda dialog: IconButton(dialog.theme, "x", "Look")])
def test_enter_presses_the_button_that_has_the_keyboard(holder, theme, qtbot, make):
    dialog = Dialog(theme, "Question", "Do it", holder)
    other = make(dialog)
    if other is not dialog.cancel:
        dialog.add("Look", other)
    pressed: list[str] = []
    dialog.submitted.connect(lambda: pressed.append("main"))
    other.clicked.connect(lambda: pressed.append("other"))
    dialog.open()
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Return)
    assert pressed == ["other"]


def test_a_message_that_no_longer_holds_is_withdrawn(holder, theme):
    area = put(holder, MessageArea(theme))
    area.show_message("One", "error")
    area.show_message("Two", "error")
    area.withdraw("One")
    area.withdraw("never said")
    assert [bar.sentence() for bar in area.bars()] == ["Two"]
