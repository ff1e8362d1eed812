"""Fields that people type into: what is saved, kept and refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import use_language
from incubator_gui.core.messages import msg
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.parse import parse_day, parse_number
from incubator_gui.widgets.side_panel import Form, SidePanel
from tests.qt_support import assert_named
from tests.widgets.holding import put


def test_a_field_saves_on_leaving_and_only_what_changed(holder, theme, qtbot):
    field = put(holder, InlineField(theme, "text", msg("Name")))
    other = put(holder, QLineEdit())
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
    field = put(holder, InlineField(theme, "text", msg("Name")))
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

    field = put(holder, InlineField(theme, "number", msg("Desks"), check=at_most, needed=True))
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
    choice = put(holder, InlineField(theme, "choice", msg("Focus"), choices={"a": msg("Alpha"), "b": msg("Beta")}))
    choice.set_value("a")
    saved = []
    choice.committed.connect(saved.append)
    choice.editor.setCurrentIndex(1)
    choice.editor.activated.emit(1)
    assert saved == ["b"]
    day = put(holder, InlineField(theme, "date", msg("Founded")))
    day.set_value(date(2026, 3, 1))
    day.committed.connect(saved.append)
    assert day.words() == "1 Mar 2026"
    day.editor.setText("12.5.2027")
    day.editor.textEdited.emit("12.5.2027")
    day.commit()
    assert saved == ["b", date(2027, 5, 12)]
    assert_named(holder)


def test_a_multi_line_field_grows_with_its_text(holder, theme, qtbot):
    field = put(holder, InlineField(theme, "lines", msg("Project")))
    field.set_value("one")
    assert isinstance(field.editor, QPlainTextEdit)
    qtbot.waitUntil(lambda: field.editor.height() < 60)
    field.set_value("\n".join("line" for _ in range(5)))
    qtbot.waitUntil(lambda: field.editor.height() > 80)


def test_a_form_commits_every_field(holder, theme, qtbot):
    form = put(holder, Form(theme))
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


def test_a_field_keeps_what_the_person_began_from(holder, theme, qtbot):
    field = put(holder, InlineField(theme, "text", msg("Name")))
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
    field = put(holder, InlineField(theme, "text", msg("Name")))
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
    field = put(holder, InlineField(theme, "text", msg("Name")))
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


def _holds(check):
    try:
        check()
    except AssertionError:
        return False
    return True


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
    put(holder, panel)
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


@pytest.mark.parametrize("kind", ["text", "lines", "number"])
def test_undo_is_the_fields_only_while_something_is_typed_in_it(holder, theme, qtbot, kind):
    field = put(holder, InlineField(theme, kind, "Weight"))
    undone = []
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), holder)
    shortcut.activated.connect(lambda: undone.append(True))
    field.set_value(4 if kind == "number" else "4")
    field.committed.connect(lambda _value: field.saved())
    qtbot.waitUntil(lambda: holder.isActiveWindow())
    field.editor.setFocus()
    qtbot.keyClick(field.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field.editor, "7")
    qtbot.keyClick(field.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.words(), undone) == ("4", [])
    qtbot.keyClick(field.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field.editor, "7")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not field.dirty
    qtbot.keyClick(field.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.words(), undone) == ("7", [True])
