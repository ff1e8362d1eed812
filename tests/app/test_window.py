from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QDialog

from incubator_gui.app.application import open_window
from incubator_gui.core.messages import msg
from incubator_gui.core.settings import LAST_SCREEN, NAVIGATION_OPEN, SCREENS, WINDOW
from incubator_gui.domain.changes import Changes
from tests.app.frame import CHANGES, ID, First, Second
from tests.qt_support import assert_named, settle


def test_the_first_screen_is_shown_and_the_second_waits_for_its_visit(window):
    assert isinstance(window.stack.front(), First)
    assert window.stack.count() == 1
    assert window.windowTitle() == "Overview – Incubator <Shanghai>"
    window.go("companies")
    assert window.stack.front().heard == [("activated", True)]
    window.go("overview")
    window.go("companies")
    assert window.stack.front().heard[-1] == ("activated", False)


def test_shortcuts_go_to_screens_and_hold_only_on_theirs(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    second = window.stack.front()
    assert isinstance(second, Second)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert second.ran == 1
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    window.context.actions.trigger("companies.new")
    assert second.ran == 1


def test_a_screen_with_something_stuck_stays_in_front(window):
    window.stack.front().field.setText("stuck")
    assert window.go("companies") is None
    assert isinstance(window.stack.front(), First)
    window.stack.front().field.clear()


def test_changes_reach_the_screen_in_front_and_others_when_they_are_seen(window):
    window.go("companies")
    first = window.stack.screen_("overview")
    first.heard.clear()
    window.context.bus.publish(CHANGES)
    window.context.bus.publish(Changes({"person": frozenset({ID})}))
    assert window.stack.front().heard[-2:] == [("refresh", CHANGES),
                                               ("refresh", Changes({"person": frozenset({ID})}))]
    assert first.heard == []
    window.go("overview")
    assert first.heard[0] == ("activated", False)
    assert set(first.heard[1][1].tables) == {"company", "person"}


def test_records_and_figures_open_where_they_belong(window):
    window.context.shell.open_record("company", ID)
    assert window.stack.front().heard[-1] == ("open", "company", ID)
    window.context.shell.open_screen("overview", {"late": True})
    assert window.stack.front().heard[-1] == ("apply", {"late": True})
    window.context.shell.open_record("unknown", ID)


def test_a_write_is_said_with_undo_and_undone_by_keys_and_link(window, house, qtbot):
    window.context.jobs.write(lambda: CHANGES, owner=window)
    qtbot.waitUntil(lambda: window.status.words() == "Company changed")
    qtbot.waitUntil(window.status._undo.isVisible)
    assert window.status._key.text() == "Ctrl+Z"
    qtbot.mouseClick(window.status._undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: house.calls == [("undo", {})])
    qtbot.waitUntil(lambda: not window.context.jobs.busy() and window.top.redo.isEnabled())
    assert not window.top.undo.isEnabled()
    assert window.top.redo.toolTip() == "Redo: Undone"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: house.calls[-1] == ("redo", {}))
    qtbot.waitUntil(lambda: not window.context.jobs.busy())


def test_after_an_undo_the_link_does_it_again_and_never_takes_back_an_older_step(window, house, qtbot):
    house.older = True
    window.context.jobs.write(lambda: CHANGES, owner=window)
    qtbot.waitUntil(window.status._undo.isVisible)
    qtbot.mouseClick(window.status._undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status._undo.text() == "Redo" and window.status._undo.isVisible())
    assert window.status.words() == "Undone"
    assert window.top.undo.toolTip() == "Undo: 4,122 applications imported"
    qtbot.mouseClick(window.status._undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: house.calls[-1] == ("redo", {}))
    qtbot.waitUntil(lambda: not window.context.jobs.busy() and window.status._undo.text() == "Undo")


def test_no_way_back_stands_beside_a_sentence_of_something_else(window, qtbot):
    window.context.jobs.write(lambda: CHANGES, owner=window)
    qtbot.waitUntil(window.status._undo.isVisible)
    window.context.shell.say(msg("Saved as {path}", path="a.pdf"))
    window.undo.tell()
    assert not window.status._undo.isVisible()
    other = Changes({"company": frozenset({ID})}, ID, message=msg("Documents filed"))
    window.context.jobs.write(lambda: other, owner=window)
    qtbot.waitUntil(lambda: window.status.words() == "Documents filed" and not window.context.jobs.busy())
    assert not window.status._undo.isVisible()


def test_refusals_stand_in_a_bar(window, qtbot):
    from incubator_gui.core.errors import Refused

    def refuse():
        raise Refused(msg("The disk is full."))

    window.context.jobs.write(refuse, owner=window)
    qtbot.waitUntil(lambda: len(window.messages.bars()) == 1)
    assert window.messages.bars()[0].sentence() == "The disk is full."


def test_the_day_reaches_all_screens(window, qtbot):
    assert "12 May 2027" in window.top.date.text()
    window.top.date.set_valid(date(2027, 7, 1))
    assert window.stack.front().heard[-1] == ("date", date(2027, 7, 1))
    assert window.top.date.text() == "As of 1 Jul 2027"
    window.go("companies")
    assert ("date", date(2027, 7, 1)) in window.stack.front().heard
    popup = window.top.date.open()
    assert_named(popup)
    from PySide6.QtWidgets import QCalendarWidget

    popup.findChild(QCalendarWidget).clicked.emit(QDate(2027, 5, 12))
    assert window.top.date.valid is None
    settle()


def test_the_side_panel_comes_with_its_screen_and_goes_with_a_key(window, qtbot):
    window.go("companies")
    panel = window.stack.front().panel
    assert panel.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert not panel.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert panel.isVisible()
    window.go("overview")
    assert not panel.isVisible()


def test_the_side_panel_keeps_its_width_from_screen_to_screen(window, frame_settings, qtbot):
    window.resize(1200, 700)
    window.go("companies")
    panel = window.stack.front().panel
    qtbot.waitUntil(lambda: panel.width() == 340)
    window.go("overview")
    window.go("companies")
    qtbot.waitUntil(lambda: panel.width() == 340)
    window.splitter.setSizes([800, 400])
    window.splitter.splitterMoved.emit(800, 1)
    chosen = panel.width()
    assert chosen != 340
    window.go("overview")
    window.go("companies")
    qtbot.waitUntil(lambda: panel.width() == chosen)
    window.save_state()
    assert frame_settings.part(WINDOW, "side") == chosen


def test_the_navigation_folds_counts_and_is_walked(window, frame_settings, qtbot):
    navigation = window.navigation
    window.context.shell.counter("companies", 45, late=True)
    item = navigation._items["companies"]
    assert item.accessibleName() == "Companies 45"
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert navigation.width() == 56
    assert item.toolTip() == "Companies 45"
    assert frame_settings.get(NAVIGATION_OPEN) is False
    navigation._items["overview"].setFocus()
    qtbot.keyClick(navigation._items["overview"], Qt.Key.Key_Down)
    assert item.hasFocus()
    qtbot.keyClick(item, Qt.Key.Key_Space)
    assert isinstance(window.stack.front(), Second)


def test_how_it_was_left_comes_back(qtbot, house, frame_settings):
    one = open_window([First.entry(), Second.entry()], house, frame_settings)
    one.window.show()
    one.window.start()
    one.window.go("companies").field.setText("kept")
    one.window.resize(790, 555)
    settle()
    size = one.window.size()
    assert one.close()
    assert frame_settings.get(LAST_SCREEN) == "companies"
    assert frame_settings.part(SCREENS, "companies") == {"words": "kept"}
    two = open_window([First.entry(), Second.entry()], house, frame_settings)
    two.window.show()
    two.window.start()
    assert two.window.stack.front().field.text() == "kept"
    assert two.window.size() == size
    assert two.close()


def test_closing_waits_for_writes(opened, qtbot):
    import threading

    gate, done = threading.Event(), []
    opened.context.jobs.write(lambda: (gate.wait(5), done.append(1)), owner=opened.window)
    opened.window.close()
    assert opened.window.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: not opened.window.isVisible())
    assert done == [1]


def test_something_typed_is_not_given_up_by_one_close(opened, qtbot):
    front = opened.window.stack.front()
    front.field.setText("stuck")
    opened.window.close()
    assert opened.window.isVisible()
    assert "not saved yet" in opened.window.status.words()
    opened.window.close()
    assert not opened.window.isVisible()


def test_long_jobs_show_in_the_status_bar_and_are_cancelled_there(window, qtbot):
    stopped = []

    def work(progress):
        while not progress.cancelled():
            progress.report(1, 4, msg("Reading"))

    window.context.jobs.run(work, stopped.append, owner=window)
    qtbot.waitUntil(window.status._bar.isVisible)
    assert window.status._job.text() == "Reading"
    qtbot.mouseClick(window.status._cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stopped == [None])
    qtbot.waitUntil(lambda: not window.status._bar.isVisible())


def test_a_mistake_in_a_worker_is_reported_in_the_window(window, tmp_path, qtbot, capsys):
    from incubator_gui.app.crash import CrashReporter

    reporter = CrashReporter(tmp_path)
    reporter.reported.connect(window.show_report)
    reporter.install()
    try:
        window.context.jobs.write(lambda: 1 / 0, owner=window)
        qtbot.waitUntil(lambda: len(window.messages.bars()) == 1)
    finally:
        reporter.remove()
        reporter.deleteLater()
    assert "ZeroDivisionError" in capsys.readouterr().err
    qtbot.mouseClick(window.messages.bars()[0]._link, Qt.MouseButton.LeftButton)
    dialog = window.findChildren(QDialog)[0]
    assert "ZeroDivisionError" in dialog.findChild(__import__("PySide6.QtWidgets", fromlist=["QPlainTextEdit"])
                                                   .QPlainTextEdit).toPlainText()
    assert QApplication.instance() is not None


def test_what_cannot_be_printed_says_so(window):
    print_ = window.context.actions.qaction("file.print")
    assert not print_.isEnabled()
    assert print_.toolTip() == "This screen has nothing to print."


def test_another_language_reads_the_screens_again(window):
    window.choose_language("de")
    settle()
    heard = [change for what, change in window.stack.front().heard if what == "refresh"]
    assert heard[-1].everything
    assert window.context.actions.qaction("file.print").toolTip() == "Hier gibt es nichts zu drucken."
    window.choose_language("en")


def test_a_screen_asked_for_while_the_database_is_being_opened_comes_afterwards(qtbot, house, frame_settings):
    opened = open_window([First.entry(), Second.entry()], None, frame_settings, database="/somewhere/house.db")
    opened.window.show()
    assert opened.window.go("companies") is None
    assert opened.window.stack.front() is None
    opened.context.house = house
    opened.window.start()
    assert isinstance(opened.window.stack.front(), Second)
    qtbot.waitUntil(lambda: not opened.context.jobs.busy())
    assert opened.close()
