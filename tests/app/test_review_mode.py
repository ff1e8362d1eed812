"""Review mode: a package in a window of its own, and nothing else of the house."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QFileOpenEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit

from incubator_gui.app import review_mode_files
from incubator_gui.app.cli.parser import package_in
from incubator_gui.app.review_mode import ReviewMode
from incubator_gui.app.review_mode_window import HELP, ReviewWindow
from incubator_gui.app.single import SingleInstance
from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import Environment
from incubator_gui.core.paths import Paths
from incubator_gui.core.settings import LANGUAGE, LAST_DATABASE, THEME, Settings
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.exchange.package_desk import open_desk
from incubator_gui.exchange.review_archive import Protection, ReviewKey, own_key, write_package
from incubator_gui.exchange.review_keys import shown
from incubator_gui.exchange.review_return import read_return
from tests.exchange.review_archive.packages import HOUSE, STRANGER, content, with_documents
from tests.qt_support import assert_named, settle

ONE, TWO = UUID(int=1), UUID(int=2)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state", tmp_path / "cache").make()


@pytest.fixture
def mode(qtbot: Any, places: Paths) -> Iterator[ReviewMode]:
    settings = Settings()
    settings.set(LANGUAGE, "en")
    settings.set(THEME, "light")
    mode = ReviewMode(places, settings, FixedClock(datetime(2027, 5, 12, 8, tzinfo=UTC)))
    mode.window.resize(1280, 800)
    yield mode
    if mode.window.dialog is not None:
        mode.window.dialog.close()
    assert mode.end()
    assert not [one for one in places.cache.rglob("*") if one.is_file()], "documents stay nowhere"


@pytest.fixture
def window(mode: ReviewMode) -> ReviewWindow:
    return mode.window


def made(folder: Path, places: Paths, *, name: str = "for Öhm.ireview", house: ReviewKey = HOUSE,
         passphrase: str = "", **rest: Any) -> Path:
    """A package for the key of this workstation, or with a passphrase."""
    whole, files = with_documents(folder / "documents")
    if rest:
        whole = content(*whole.applications, **rest)
    recipient = "" if passphrase else own_key(places.data / "reviews").recipient
    protect = Protection(recipient, passphrase)
    write_package(folder / name, whole, files, signer=house.secret, protect=protect)
    return folder / name


def opened(qtbot: Any, mode: ReviewMode, path: Path) -> ReviewWindow:
    mode.begin(path)
    window = mode.window
    qtbot.waitUntil(lambda: window.desk is not None and window.bench.current is not None
                    and not mode.context.jobs.busy())
    return window


def said(window: ReviewWindow) -> list[str]:
    return [bar.sentence() for bar in window.messages.bars()]


def link(window: ReviewWindow, words: str) -> Any:
    """The link of that name in a message bar."""
    from incubator_gui.widgets.styling import Button

    return next(button for bar in window.messages.bars() for button in bar.findChildren(Button)
                if button.text() == words)


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


@pytest.mark.usefixtures("quick_age")
def test_the_passphrase_is_asked_until_it_is_right(qtbot: Any, mode: ReviewMode, tmp_path: Path,
                                                   places: Paths) -> None:
    path = made(tmp_path, places, passphrase="richtig lang")
    mode.begin(path)
    window = mode.window
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.ask)
    assert "“for Öhm.ireview” says it comes from “Incubator Shanghai 孵化器”" in window.ask.words.text()
    assert not window.head.isVisible()
    assert_named(window)
    field = window.ask.field
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not mode.context.jobs.busy()
    qtbot.keyClicks(field, "falsch")
    assert field.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(window.ask.error.isVisible, timeout=20_000)
    assert "Look at capital letters" in window.ask.error.text()
    assert (field.text(), field.selectedText() != "", field.isReadOnly()) == ("falsch", True, False)
    window.choose_language("de")
    assert "öffnet „for Öhm.ireview“ nicht" in window.ask.error.text()
    window.choose_language("en")
    qtbot.keyClicks(field, "richtig lang")
    assert not window.ask.error.isVisible()
    window.ask.reveal.click()
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    window.ask.open.click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert field.text() == ""
    qtbot.waitUntil(lambda: not mode.context.jobs.busy())


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


def test_a_file_that_does_not_open_says_why_and_another_may_be_chosen(
        qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths) -> None:
    good = made(tmp_path, places)
    bad = tmp_path / "bad.ireview"
    bad.write_bytes(good.read_bytes()[:-5])
    mode.begin(bad)
    window = mode.window
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.failed)
    assert "“bad.ireview” is cut off" in window.failed._line.text()
    window.failed.button.click()
    assert isinstance(window.dialog, QFileDialog)
    window.dialog.close()
    bad.write_bytes(good.read_bytes())
    window.failed.link.click()
    qtbot.waitUntil(lambda: window.desk is not None)
    qtbot.waitUntil(lambda: not mode.context.jobs.busy())


def test_another_key_of_a_known_house_opens_only_when_the_house_confirmed_it(
        qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths) -> None:
    from incubator_gui.exchange.package_desk_trust import Houses

    Houses(places.data / "reviews").check(content().head, HOUSE.verify_key)
    mode.begin(made(tmp_path, places, house=STRANGER))
    window = mode.window
    qtbot.waitUntil(lambda: bool(said(window)))
    assert "signed with another key than before" in said(window)[0]
    link(window, "The incubator confirmed it: open").click()
    qtbot.waitUntil(lambda: window.desk is not None)
    qtbot.waitUntil(lambda: not mode.context.jobs.busy())


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


def test_late_and_newer_packages_say_so(qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths) -> None:
    with open_desk(made(tmp_path, places), data=places.data, cache=places.cache) as desk:
        desk.save(ONE, ReviewForm(comment="typed before"), ReviewForm())
    newer = made(tmp_path, places, name="newer.ireview", package=501, note="", due_on=datetime(2027, 5, 11).date(),
                 made_at=datetime(2027, 5, 10, tzinfo=UTC))
    window = opened(qtbot, mode, newer)
    assert said(window)[0].startswith("These reviews were due on 11 May 2027.")
    assert "This is a newer package: what you typed before is kept." in said(window)
    assert window.desk is not None
    assert window.desk.paper(ONE).form.comment == "typed before"


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


def test_a_second_package_opens_elsewhere(qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Path] = []
    monkeypatch.setattr("incubator_gui.app.review_mode_window.open_elsewhere", started.append)
    window = opened(qtbot, mode, made(tmp_path, places))
    drop(window, tmp_path / "other.ireview")
    QApplication.sendEvent(window, QFileOpenEvent(QUrl.fromLocalFile(str(tmp_path / "third.ireview"))))
    assert [one.name for one in started] == ["other.ireview", "third.ireview"]


def drop(window: Any, *paths: Path) -> bool:
    """Whether the window took what was dropped on it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(QPoint(400, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    event = QDropEvent(QPointF(400, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(window, event)
    return enter.isAccepted()


def test_the_window_of_the_house_sends_each_package_where_it_belongs(
        qtbot: Any, tmp_path: Path, places: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    from incubator_gui.app.application import open_window
    from tests.app.frame import First, House

    out = made(tmp_path, places)
    with open_desk(out, data=places.data, cache=places.cache) as desk:
        desk.save(ONE, ReviewForm(comment="x"), ReviewForm())
        desk.send_back(tmp_path / "back.ireview")
    house = open_window([First.entry()], House(), Settings())
    started: list[Path] = []
    asked: list[Any] = []
    monkeypatch.setattr("incubator_gui.app.main_window.open_elsewhere", started.append)
    monkeypatch.setattr(house.window, "open_list", lambda *rest: asked.append(rest))
    assert drop(house.window, out, tmp_path / "back.ireview", tmp_path / "applicants.xlsx")
    assert not drop(house.window, tmp_path / "applicants.xlsx")
    assert started == [out]
    assert asked == [("review", {"part": "packages", "files": [str(tmp_path / "back.ireview")]})]

    def fails(path: Path) -> None:
        raise Environment(str(path))  # type: ignore[arg-type]

    monkeypatch.setattr("incubator_gui.app.main_window.open_elsewhere", fails)
    house.window.take_packages([out])
    asked.clear()
    there, house.context.house = house.context.house, None
    house.window.take_packages([tmp_path / "back.ireview"])
    assert asked == [], "the database is still being opened"
    house.context.house = there
    house.window.start()
    assert len(asked) == 1
    assert [bar.level for bar in house.window.messages.bars()] == ["error"]
    assert house.close()


@pytest.mark.parametrize(("typed", "file"), [
    (["a.ireview"], "a.ireview"), (["--language", "de", "b.IREVIEW"], "b.IREVIEW"), (["--language=zh", "c.ireview"],
                                                                                     "c.ireview"),
    ([], ""), (["a.xlsx"], ""), (["packages", "in", "a.ireview"], ""), (["a.ireview", "--json"], ""),
    (["--database", "x.db", "a.ireview"], "")])
def test_a_package_on_the_command_line(typed: list[str], file: str) -> None:
    assert package_in(typed) == file


def test_what_came_back_opens_in_the_house_only_where_there_is_one(tmp_path: Path, places: Paths) -> None:
    settings = Settings()
    assert not review_mode_files.has_house(places, settings)
    settings.set(LAST_DATABASE, str(tmp_path / "house.db"))
    assert not review_mode_files.has_house(places, settings)
    (tmp_path / "house.db").touch()
    assert review_mode_files.has_house(places, settings)
    settings.set(LAST_DATABASE, "postgresql://somewhere/house")
    assert review_mode_files.has_house(places, settings)
    assert not review_mode_files.is_return(tmp_path / "house.db")


def test_a_second_start_hands_its_file_to_the_first(qapp: Any, qtbot: Any, tmp_path: Path) -> None:
    first, second = (SingleInstance(tmp_path / "house.db", tmp_path / "state") for _ in range(2))
    assert first.claim()
    files: list[str] = []
    first.file_asked.connect(files.append)
    with qtbot.waitSignal(first.raise_asked):
        assert not second.claim("/somewhere/back 评审.ireview")
    qtbot.waitUntil(lambda: files == ["/somewhere/back 评审.ireview"])
    first.release()
    for one in (first, second):
        one.deleteLater()


def test_the_program_itself_opens_a_package_without_any_database(tmp_path: Path) -> None:
    """As the file manager starts it: another process, no settings, no database anywhere."""
    home = tmp_path / "home"
    places = Paths(home / "data", home / "config", home / "state", home / "cache")
    path = made(tmp_path, places)
    env = {**os.environ, "INCUBATOR_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    program = [sys.executable, "-m", "incubator_gui", str(path)]
    with (home / "output.txt").open("w") as output:
        first = subprocess.Popen(program, cwd=ROOT, env=env, stdout=output, stderr=output)
    try:
        works = home / "data" / "reviews"
        until = time.monotonic() + 60
        while not list(works.glob("*.work")) and time.monotonic() < until and first.poll() is None:
            time.sleep(0.05)
        assert list(works.glob("*.work")), (home / "output.txt").read_text()
        second = subprocess.run(program, cwd=ROOT, env=env, timeout=60, check=False, capture_output=True)
        assert second.returncode == 0
        assert first.poll() is None
        assert not list(home.rglob("*.db"))
    finally:
        first.kill()
        first.wait()
