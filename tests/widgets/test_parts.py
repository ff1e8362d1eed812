from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import use_language
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
from incubator_gui.widgets.parse import parse_day, parse_number
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.side_panel import Form, SidePanel
from incubator_gui.widgets.styling import Button, IconButton
from incubator_gui.widgets.tag import Tag
from tests.qt_support import assert_named


@pytest.fixture
def holder(qtbot, theme):
    widget = QWidget()
    QVBoxLayout(widget)
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def _put(holder, widget):
    holder.layout().addWidget(widget)
    widget.show()
    holder.layout().activate()
    return widget


def test_a_field_saves_on_leaving_and_only_what_changed(holder, theme, qtbot):
    field = _put(holder, InlineField(theme, "text", msg("Name")))
    other = _put(holder, QLineEdit())
    field.set_value("old")
    saved = []
    field.committed.connect(saved.append)
    field.editor.setFocus()
    other.setFocus()
    assert saved == []
    field.editor.setFocus()
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "new")
    other.setFocus()
    assert saved == ["new"]
    assert field.dirty
    field.saved()
    assert not field.dirty
    assert field.value() == "new"


def test_what_was_typed_outlives_a_failed_save_and_a_refresh(holder, theme, qtbot):
    field = _put(holder, InlineField(theme, "text", msg("Name")))
    field.set_value("old")
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "typed")
    field.set_value("from elsewhere")
    assert field.words() == "typed"
    assert field.commit()
    field.failed(msg("The disk is full."))
    field.set_value("from elsewhere again")
    assert field.words() == "typed"
    assert field.problem() == "The disk is full."
    assert field.editor.property("wrong") is True
    qtbot.keyClick(field.editor, Qt.Key.Key_Escape)
    assert field.words() == "from elsewhere again"
    assert field.problem() == ""


def test_a_number_says_what_is_wrong_with_it(holder, theme, qtbot):
    def at_most(value):
        if value > 60:
            raise Refused(msg("At most {n} for a company.", n=60))

    field = _put(holder, InlineField(theme, "number", msg("Desks"), check=at_most, needed=True))
    field.set_value(8)
    saved = []
    field.committed.connect(saved.append)
    for words, problem in (("five", "“five” is not a number"), ("80", "At most 60"), ("", "may not be empty")):
        field.editor.setText(words)
        field.editor.textEdited.emit(words)
        assert not field.commit()
        assert problem in field.problem()
        assert field.words() == words
    field.editor.setText("12")
    field.editor.textEdited.emit("12")
    assert field.commit()
    assert saved == [Decimal(12)]


def test_choices_and_days_are_edited_too(holder, theme, qtbot):
    choice = _put(holder, InlineField(theme, "choice", msg("Focus"), choices={"a": msg("Alpha"), "b": msg("Beta")}))
    choice.set_value("a")
    saved = []
    choice.committed.connect(saved.append)
    choice.editor.setCurrentIndex(1)
    choice.editor.activated.emit(1)
    assert saved == ["b"]
    day = _put(holder, InlineField(theme, "date", msg("Founded")))
    day.set_value(date(2026, 3, 1))
    day.committed.connect(saved.append)
    assert day.words() == "1 Mar 2026"
    day.editor.setText("12.5.2027")
    day.editor.textEdited.emit("12.5.2027")
    day.commit()
    assert saved == ["b", date(2027, 5, 12)]
    assert_named(holder)


def test_a_multi_line_field_grows_with_its_text(holder, theme, qtbot):
    field = _put(holder, InlineField(theme, "lines", msg("Project")))
    field.set_value("one")
    assert isinstance(field.editor, QPlainTextEdit)
    qtbot.waitUntil(lambda: field.editor.height() < 60)
    field.set_value("\n".join("line" for _ in range(5)))
    qtbot.waitUntil(lambda: field.editor.height() > 80)


def test_a_form_commits_every_field(holder, theme, qtbot):
    form = _put(holder, Form(theme))
    form.heading(msg("Details"))
    for key in ("a", "b"):
        field = InlineField(theme, "number", msg("Figure"))
        form.add(key, msg("Figure"), field)
        field.editor.setText("x" if key == "a" else "2")
        field.editor.textEdited.emit("")
    assert form.dirty()
    assert not form.commit()
    assert form.fields["a"].problem()
    assert not form.fields["b"].problem()
    form.retranslate()


def test_messages_are_three_at_most_the_gravest_first(holder, theme, qtbot):
    area = _put(holder, MessageArea(theme))
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
    label = _put(holder, PlainLabel("<b>x</b>"))
    assert label.textFormat() == Qt.TextFormat.PlainText
    elided = _put(holder, ElidedLabel("long " * 100))
    holder.resize(200, 200)
    holder.grab()
    assert elided.toolTip().startswith("long long")
    elided.setText("short")
    assert elided.toolTip() == ""


def test_segments_are_walked_with_the_arrows(holder, theme, qtbot):
    control = _put(holder, SegmentedControl(theme, [("a", msg("One"), ""), ("b", msg("Two"), "kanban"),
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
    control = _put(holder, SegmentedControl(theme, [("a", msg("One"), ""), ("b", msg("Two"), "")], msg("View")))
    first, second = control.findChildren(Button)
    first.setFocus()
    control.choose("b")
    assert second.hasFocus()


def test_turning_a_page_puts_the_keyboard_on_no_button(holder, theme, qtbot):
    stack = _put(holder, FrontStack())
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
    box = _put(holder, ChoiceBox({"a": "A name that is far too long for this place", "b": "Short"}))
    box.setFixedWidth(120)
    assert [box.choose(key) or not box.grab().isNull() for key in ("a", "b")] == [True, True]
    assert box.currentText() == "Short"


def test_figures_open_their_lists(holder, theme, qtbot):
    figure = KeyFigure(theme)
    _put(holder, FigureRow([figure, KeyFigure(theme)]))
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
        _put(holder, widget)
    holder.resize(700, 1200)
    assert not holder.grab().isNull()
    opened = []
    bars.opened.connect(opened.append)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    assert opened == ["b"]
    theme.choose("light")


def test_a_day_is_chosen_from_the_calendar(holder, theme, qtbot):
    button = _put(holder, DateButton(theme, today=True))
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
    first, second = _put(holder, QLineEdit()), _put(holder, Button(theme, "Go"))
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


@pytest.mark.parametrize(("language", "words", "value"), [
    ("en", "1,234.5", Decimal("1234.5")), ("de", "1.234,5", Decimal("1234.5")), ("de", "4,5", Decimal("4.5")),
    ("en", "−3", Decimal(-3)), ("zh", "1,000", Decimal(1000)), ("en", "1_000", None), ("en", "NaN", None),
    ("en", "١٢", None), ("en", "1e5", None), ("en", "", None), ("en", "1,2", None)])
def test_numbers_are_read_strictly(language, words, value):
    use_language(language)
    try:
        assert parse_number(words) == value
    finally:
        use_language("en")


@pytest.mark.parametrize(("language", "words", "value"), [
    ("en", "2027-05-12", date(2027, 5, 12)), ("de", "12.5.2027", date(2027, 5, 12)), ("de", "1.3.27", date(2027, 3, 1)),
    ("zh", "2027年5月12日", date(2027, 5, 12)), ("en", "12 May 2027", date(2027, 5, 12)),
    ("de", "12. Mai 2027", date(2027, 5, 12)), ("en", "2026-03", date(2026, 3, 1)), ("en", "03/2026", date(2026, 3, 1)),
    ("en", "2026-13-01", None), ("en", "31.2.2027", None), ("en", "x", None), ("en", "99999999", None),
    ("en", "1 Mar 2026", date(2026, 3, 1))])
def test_days_are_read_as_people_write_them(language, words, value):
    use_language(language)
    try:
        assert parse_day(words) == value
    finally:
        use_language("en")


def test_choices_may_have_any_key(holder, theme, qtbot):
    one, other = UUID(int=1), UUID(int=2)
    field = _put(holder, InlineField(theme, "choice", msg("Owner"), choices={None: "nobody", one: "Li", other: "Mu"}))
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


def test_a_field_keeps_what_the_person_began_from(holder, theme, qtbot):
    field = _put(holder, InlineField(theme, "text", msg("Name")))
    field.set_value("old")
    saved = []
    field.committed.connect(lambda value: saved.append((value, field.seen())))
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "mine")
    field.set_value("theirs")
    assert (field.value(), field.seen()) == ("theirs", "old")
    assert field.commit()
    assert saved == [("mine", "old")]
    field.failed(msg("Somebody else was faster."))
    assert field.seen() == "old"
    field.take_note("theirs")
    assert field.commit()
    assert saved[-1] == ("mine", "theirs")
    field.saved()
    assert (field.value(), field.seen()) == ("mine", "mine")


def test_typing_it_back_gives_way_to_what_came_meanwhile(holder, theme, qtbot):
    field = _put(holder, InlineField(theme, "text", msg("Name")))
    field.set_value("old")
    saved = []
    field.committed.connect(saved.append)
    qtbot.keyClicks(field.editor, "x")
    field.set_value("theirs")
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "old")
    assert field.commit()
    assert saved == []
    assert field.words() == "theirs"


def test_typing_on_while_it_is_saved_rests_on_what_was_sent(holder, theme, qtbot):
    field = _put(holder, InlineField(theme, "text", msg("Name")))
    field.set_value("a")
    saved = []
    field.committed.connect(lambda value: saved.append((value, field.seen())))
    for words in ("b", "c"):
        field.editor.selectAll()
        qtbot.keyClicks(field.editor, words)
        assert field.commit()
    assert saved == [("b", "a"), ("c", "b")]
    field.saved()
    assert (field.value(), field.dirty, field.words()) == ("b", True, "c")
    field.saved()
    assert (field.value(), field.dirty) == ("c", False)


@pytest.mark.parametrize("read_only", [False, True])
def test_several_lines_are_shown_whole_up_to_eight(holder, theme, qtbot, read_only):
    panel = SidePanel(theme)
    form = Form(theme)
    panel.add_tab("details", "Details", form)
    field = InlineField(theme, "lines", msg("Project"))
    field.set_read_only(read_only)
    form.add("project", msg("Project"), field)
    last = PlainLabel("the end")
    form.add("end", msg("End"), last)
    _put(holder, panel)
    field.set_value("Batteries that say how long they will last, for lorries and cranes in ports and mines. " * 2)
    line = field.editor.fontMetrics().lineSpacing()

    def whole():
        shown = round(field.editor.document().size().height())
        room = field.editor.viewport().height() // line
        assert 3 < shown <= 8
        assert room >= shown
        assert field.editor.geometry().bottom() <= field.rect().bottom()
        assert last.mapTo(form, QPoint(0, 0)).y() >= field.mapTo(form, QPoint(0, 0)).y() + field.height()

    qtbot.waitUntil(lambda: _holds(whole))
    assert field.editor.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    field.set_value("按零件号核算产品碳足迹，直接读取供应商的能耗单据，支持欧盟电池法规的格式，也支持中文报表与导出。")
    settled = []
    qtbot.waitUntil(lambda: settled.append(1) or len(settled) > 5)
    assert field.editor.verticalScrollBar().maximum() == 0
    last_line = field.editor.document().lastBlock()
    bottom = field.editor.blockBoundingGeometry(last_line).translated(field.editor.contentOffset()).bottom()
    assert bottom <= field.editor.viewport().height()
    field.set_value("one\n" * 30)
    qtbot.waitUntil(lambda: 7 * line < field.editor.viewport().height() < 9 * line)
    assert field.editor.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
    field.set_value("short")
    qtbot.waitUntil(lambda: field.editor.height() < 2.5 * line)


def _holds(check):
    try:
        check()
    except AssertionError:
        return False
    return True


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
    area = _put(holder, MessageArea(theme))
    area.show_message("One", "error")
    area.show_message("Two", "error")
    area.withdraw("One")
    area.withdraw("never said")
    assert [bar.sentence() for bar in area.bars()] == ["Two"]
