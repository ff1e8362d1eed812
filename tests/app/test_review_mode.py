"""Review mode: a package in a window of its own, and nothing else of the house."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from incubator_gui.app.file_types import ASSOCIATED
from incubator_gui.app.review_mode import ReviewMode
from incubator_gui.app.review_mode_window import HELP
from incubator_gui.core.paths import Paths
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.exchange.review_keys import shown
from incubator_gui.exchange.review_return import read_return
from tests.app.review_mode_steps import ONE, TWO, link, made, opened, said
from tests.exchange.review_archive.packages import HOUSE
from tests.qt_support import assert_named, settle


def test_a_package_for_this_workstation_opens_at_once_and_tells_what_matters(
        qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths) -> None:
    window = opened(qtbot, mode, made(tmp_path, places))
    assert window.stack.currentWidget() is window.bench
    assert window.windowTitle() == "Review – Call 2027-1 – Incubator Shanghai 孵化器"
    assert window.head.facts.text() == "Call 2027-1, Review until 21 May 2027"
    assert window.head.blind.isVisible()
    assert window.status._backup == "not sent back yet"
    assert said(window) == ["The incubator writes: Thank you!", str(HELP)]
    assert window.bench.list.model.rowCount() == 3
    assert_named(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.bench.list.view)


def test_marks_from_the_keyboard_are_stored_and_come_back_to_the_house(
        qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths) -> None:
    window = opened(qtbot, mode, made(tmp_path, places))
    window.bench.go(ONE, focus=True)
    qtbot.waitUntil(lambda: window.bench.form.isAncestorOf(QApplication.focusWidget()))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_4)
    desk = window.desk
    assert desk is not None
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.dialog
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("for Öhm – return.ireview")
    dialog.close()
    window.sending.write(tmp_path / "back.ireview")
    qtbot.waitUntil(lambda: window.sending.sent is not None)
    assert said(window) == ["1 review is in “back.ireview”. Give this file to the incubator, by e-mail or on a stick: "
                            "only the incubator can read it. 1 of them is not finished yet; send back again when "
                            "it is."]
    assert str(window.status._backup).startswith("sent back ")
    back = read_return(tmp_path / "back.ireview", signer=HOUSE.secret)
    assert [(one.application, one.form.marks) for one in back.reviews] == [(ONE, {"team": 4})]
    window.show()
    mode.context.clock.advance(minutes=5)  # type: ignore[attr-defined]
    window.bench.saver.edit(ONE, ReviewForm(comment="later"), at_once=True)
    qtbot.waitUntil(lambda: str(window.status._backup).endswith("changed since"))
    qtbot.waitUntil(lambda: not mode.context.jobs.busy())


def test_the_folder_of_what_was_sent_is_one_click_away_and_the_package_is_never_overwritten(
        qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path, places)
    before = path.read_bytes()
    window = opened(qtbot, mode, path)
    window.sending.write(path)
    assert "is the package itself" in said(window)[0]
    assert path.read_bytes() == before
    window.sending.write(tmp_path / "back.ireview")
    qtbot.waitUntil(lambda: "Nothing is filled in yet" in said(window)[0])
    desk = window.desk
    assert desk is not None
    desk.save(ONE, ReviewForm(comment="x"), ReviewForm())
    window.sending.write(tmp_path / "no" / "such" / "place.ireview")
    qtbot.waitUntil(lambda: "cannot be written" in said(window)[0])
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    window.sending.write(tmp_path / "back.ireview")
    qtbot.waitUntil(lambda: window.sending.sent is not None)
    link(window, "Show the folder").click()
    assert shown == [QUrl.fromLocalFile(str(tmp_path))]


def test_a_conflict_by_mistake_is_taken_back(qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths) -> None:
    window = opened(qtbot, mode, made(tmp_path, places))
    desk = window.desk
    assert desk is not None
    desk.recuse(TWO, "family", "Cousin")
    window.bench.refresh()
    qtbot.waitUntil(lambda: window.bench.list.model.row_of(TWO).state == "recused")
    window.bench.list.chosen.emit(TWO)
    qtbot.waitUntil(lambda: "so it is hidden" in said(window)[0])
    link(window, "It was a mistake").click()
    qtbot.waitUntil(lambda: window.bench.list.model.row_of(TWO).state == "draft")
    qtbot.waitUntil(lambda: not mode.context.jobs.busy())


def test_language_and_colours_change_everything_and_are_remembered(
        qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths) -> None:
    window = opened(qtbot, mode, made(tmp_path, places))
    mode.context.actions.trigger("language.zh")
    assert window.head.title.text() == "评审"
    assert window.head.facts.text().startswith("Call 2027-1")
    mode.context.actions.trigger("theme.dark")
    assert mode.context.theme.name == "dark"
    mode.context.actions.trigger("view.larger")
    assert mode.context.theme.percent == 110
    settle()


def test_when_all_is_done_sending_back_is_what_is_left(
        qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths) -> None:
    window = opened(qtbot, mode, made(tmp_path, places))
    desk = window.desk
    assert desk is not None
    for row in desk.sheet().rows[1:]:
        desk.recuse(row.application, "family", "Cousin")
    window.bench.refresh()
    qtbot.waitUntil(lambda: sum(row.state == "recused" for row in window.bench.list.model.all) == 2)
    qtbot.waitUntil(lambda: not mode.context.jobs.busy())
    window.bench.go(ONE)
    qtbot.waitUntil(lambda: window.bench.saver.draft(ONE) is not None)
    window.bench.saver.edit(ONE, ReviewForm(stance="abstained", reason="No idea of it"), at_once=True)
    qtbot.waitUntil(lambda: any("All reviews of this package are done" in one for one in said(window)))
    assert not window.close()
    assert "not sent back yet" in said(window)[0]
    link(window, "Send back…").click()
    assert isinstance(window.dialog, QFileDialog)
    window.dialog.close()
    assert window.close()


def test_the_key_that_signed_can_be_compared_on_the_phone(
        qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths) -> None:
    window = opened(qtbot, mode, made(tmp_path, places))
    mode.context.actions.trigger("help.package")
    assert window.dialog is not None
    words = [label.text() for label in window.dialog.findChildren(QLabel)]
    assert shown(HOUSE.verify_key) in words
    assert "Dr. Jana Öhm" in words
    assert_named(window.dialog)
    window.dialog.close()


def test_packages_open_by_double_click_from_now_on(
        qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    window = opened(qtbot, mode, made(tmp_path, places))
    mode.context.actions.trigger("file.associate")
    qtbot.waitUntil(lambda: str(ASSOCIATED) in said(window))
    assert (tmp_path / "share/applications/incubator-gui.desktop").is_file()
