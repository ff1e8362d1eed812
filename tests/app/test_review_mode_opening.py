"""How a package comes to its window: locks, keys, the command line, files that fall on it, a second start."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from incubator_gui.app import review_mode_files
from incubator_gui.app.cli.parser import package_in
from incubator_gui.app.review_mode import ReviewMode
from incubator_gui.app.single import SingleInstance
from incubator_gui.core.errors import Environment
from incubator_gui.core.paths import Paths
from incubator_gui.core.settings import LAST_DATABASE, Settings
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.exchange.package_desk import open_desk
from tests.app.review_mode_steps import ONE, drop, link, made, opened, said
from tests.exchange.review_archive.packages import HOUSE, STRANGER, content
from tests.qt_support import assert_named

ROOT = Path(__file__).parents[2]


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


def test_a_second_package_opens_elsewhere(qtbot: Any, mode: ReviewMode, tmp_path: Path, places: Paths,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Path] = []
    monkeypatch.setattr("incubator_gui.app.review_mode_window.open_elsewhere", started.append)
    window = opened(qtbot, mode, made(tmp_path, places))
    drop(window, tmp_path / "other.ireview")
    QApplication.sendEvent(window, QFileOpenEvent(QUrl.fromLocalFile(str(tmp_path / "third.ireview"))))
    assert [one.name for one in started] == ["other.ireview", "third.ireview"]


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
    monkeypatch.setattr("incubator_gui.app.review_mode_files.open_elsewhere", started.append)
    monkeypatch.setattr(house.window, "open_list", lambda *rest: asked.append(rest))
    assert drop(house.window, out, tmp_path / "back.ireview", tmp_path / "applicants.xlsx")
    assert not drop(house.window, tmp_path / "applicants.xlsx")
    assert started == [out]
    assert asked == [("review", {"part": "packages", "files": [str(tmp_path / "back.ireview")]})]

    def fails(path: Path) -> None:
        raise Environment(str(path))  # type: ignore[arg-type]

    monkeypatch.setattr("incubator_gui.app.review_mode_files.open_elsewhere", fails)
    house.window.packages.take([out])
    asked.clear()
    there, house.context.house = house.context.house, None
    house.window.packages.take([tmp_path / "back.ireview"])
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
