"""Sending out and taking in, as people do it: keyboard, mouse, dropped files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from incubator_gui.core.languages import use_language
from incubator_gui.db.schema import Document
from incubator_gui.exchange.review_archive import open_package
from incubator_gui.services.house import House
from incubator_gui.views.review.packages import returned_files
from incubator_gui.views.review.packages.made_dialog import MadeDialog
from incubator_gui.views.review.packages.send_dialog import SendDialog
from tests.services.reviews import rooms
from tests.services.reviews.posts import KEY, answer, send
from tests.services.reviews.rooms import BLANK, WHOLE, form
from tests.views.review.setup.room import Room, column


def dialog_of(room: Room, kind: type[Any]) -> Any:
    """The open dialog."""
    room.qtbot.waitUntil(lambda: isinstance(room.tab.dialog, kind), timeout=5_000)
    room.qtbot.wait(200)
    room.idle()
    return room.tab.dialog


def drop(room: Room, *files: Path) -> None:
    """Drop files on the part."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    room.tab.dragEnterEvent(QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                            Qt.KeyboardModifier.NoModifier))
    room.tab.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                  Qt.KeyboardModifier.NoModifier))
    room.idle()


def test_reviewers_with_what_they_have_to_do(room: Room) -> None:
    table = room.tab.out.table
    assert column(table, "name") == ["Jun Hao", "Lena Weber", "Marie Thoma"]
    assert column(table, "open") == ["3", "3", "3"]
    assert column(table, "last") == ["–", "–", "–"]
    assert room.tab.pages.currentWidget() is room.tab.out


def test_marked_reviewers_get_a_file_each(room: Room, made: rooms.Room, folder: Path) -> None:
    tab = room.tab
    tab.out.table.select_ids(made.reviewers[:2])
    assert tab.send.text() == "Send out to 2…"
    room.click(tab.send)
    dialog = dialog_of(room, SendDialog)
    assert [row.name for row in dialog.planned] == ["Jun Hao", "Lena Weber"]
    assert dialog.sum.text() == "6 applications · 2 documents, 1 KB"
    dialog.folder.setText(str(folder))
    dialog.note.setText("Please until Easter.")
    assert (dialog.main.text(), dialog.main.isEnabled()) == ("Make 2 files", True)
    room.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    room.idle()
    done = dialog_of(room, MadeDialog)
    assert sorted(file.name for file in folder.iterdir()) == ["2026-1-Jun-Hao.ireview", "2026-1-Lena-Weber.ireview"]
    with open_package(folder / "2026-1-Jun-Hao.ireview", identities=(KEY.identity,)) as opened:
        assert opened.content.head.note == "Please until Easter."
    room.click(done.copy)
    assert QGuiApplication.clipboard().text().splitlines()[0].split("\t")[:2] == ["Jun Hao", "2026-1-Jun-Hao.ireview"]
    room.click(done.main)
    assert column(tab.out.table, "way") == ["Review package", "Review package", ""]
    tab.segments.choose("log")
    assert sorted(column(tab.log.table, "reviewer")) == ["Jun Hao", "Lena Weber"]
    assert tab.state()["send"]["folder"] == str(folder)


def test_passphrases_are_shown_once(room: Room, made: rooms.Room, folder: Path) -> None:
    room.house.reviewers.edit(made.reviewers, recipient="")
    room.tab.ask_send([made.reviewers[0]])
    dialog = dialog_of(room, SendDialog)
    assert column(dialog.table, "note") == ["a new passphrase"]
    dialog.folder.setText(str(folder))
    room.click(dialog.main)
    done = dialog_of(room, MadeDialog)
    (phrase,) = column(done.table, "passphrase")
    assert "Passphrases are shown this once" in done.messages.bars()[0].sentence()
    with open_package(next(folder.iterdir()), passphrase=phrase) as opened:
        assert len(opened.content.applications) == 3
    done.reject()


@pytest.mark.parametrize("way", ["form", "sheet"])
def test_other_ways_need_no_protection(room: Room, made: rooms.Room, folder: Path, way: str) -> None:
    room.tab.ask_send([made.reviewers[0]])
    dialog = dialog_of(room, SendDialog)
    dialog.way.choose(way)
    room.qtbot.wait(200)
    room.idle()
    assert "not encrypted" in dialog.hint.text()
    dialog.folder.setText(str(folder))
    room.click(dialog.main)
    dialog_of(room, MadeDialog).reject()
    assert [file.suffix for file in folder.iterdir()] == [{"form": ".pdf", "sheet": ".xlsx"}[way]]


def test_what_cannot_leave_is_said_and_keeps_nobody_else_waiting(room: Room, made: rooms.Room, folder: Path) -> None:
    made.phase(is_blind=True)
    for application in made.applications[1:]:
        sheet = room.house.redaction.sheet(application)
        room.house.redaction.save(application, {one.key: "▇ charges cars." for one in sheet.fields})
    room.house.assignments.unassign(made.call, [(made.applications[0], made.reviewers[0])])
    room.tab.ask_send(made.reviewers)
    dialog = dialog_of(room, SendDialog)
    assert [bool(one.gaps) for one in dialog.planned] == [False, True, True]
    assert dialog.main.text() == "Make 1 file"
    assert "2 reviewers get nothing now" in dialog.sum.text()
    assert "has no redacted copy" in column(dialog.table, "note")[1]
    room.click(dialog.mend)
    assert room.asked[-1] == ("panel", {"segment": "blind", "application": str(made.applications[0])})
    assert list(folder.iterdir()) == []


def test_a_failure_keeps_what_was_chosen(room: Room, made: rooms.Room, folder: Path) -> None:
    room.tab.ask_send([made.reviewers[0]])
    dialog = dialog_of(room, SendDialog)
    dialog.folder.setText(str(folder / "nowhere"))
    dialog.note.setText("A long note.")
    room.click(dialog.main)
    assert "There is no folder" in dialog.messages.bars()[0].sentence()
    assert dialog.note.text() == "A long note."
    with room.house.database.write("test.lost", room.house.history.recent(1)[0].message) as work:
        work.session.get_one(Document, made.documents[0]).sha256 = "0" * 64
    dialog.folder.setText(str(folder))
    room.click(dialog.main)
    assert "is missing" in dialog.messages.bars()[0].sentence()
    dialog.due.line.setText("some day")
    dialog.plan()
    assert "is not a day" in dialog.messages.bars()[0].sentence()
    assert not dialog.main.isEnabled()
    room.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert list(folder.iterdir()) == []


def test_dropped_files_are_looked_at_and_merged(room: Room, made: rooms.Room, folder: Path) -> None:
    files = [answer(send(made, folder, n), {made.applications[0]: WHOLE}, f"{n}.ireview") for n in range(2)]
    odd = folder / "odd.txt"
    odd.write_text("Dear colleagues")
    drop(room, *files, odd)
    tab, page = room.tab, room.tab.returns
    assert tab.pages.currentWidget() is page
    assert column(page.files, "result") == ["1 review", "1 review", "Not taken"]
    assert column(page.reviews, "verdict") == ["New"]
    assert page.merge.text() == "Merge 2 reviews"
    page.files.select_ids([2])
    assert "neither a return package" in page.messages.bars()[0].sentence()
    room.click(page.merge)
    assert tab.pages.currentWidget() is tab.out
    assert len(room.house.reviews.rows(made.call)) == 2
    assert column(tab.out.table, "done") == ["1", "1", "0"]
    (bar,) = tab.messages.bars()
    assert bar.sentence() == "2 reviews merged."
    bar._link.click()
    receipt = QGuiApplication.clipboard().text().splitlines()
    assert receipt[0].startswith("0.ireview of Lena Weber, 2026-1, checksum ")
    assert receipt[1] == "  0101  New  Finished"
    assert "odd.txt" in receipt[-1]
    room.undo()
    assert room.house.reviews.rows(made.call) == ()
    assert column(tab.out.table, "done") == ["0", "0", "0"]
    assert odd.exists()


@pytest.fixture
def clash(room: Room, made: rooms.Room, folder: Path) -> Path:
    """A file that says other things than what was stored meanwhile."""
    package = send(made, folder)
    desk = room.house.reviews.desk(made.reviewers[0], made.call)
    desk.save(made.applications[0], form(finished=False, team="1", market="1", __comment="Stored here."), BLANK)
    return answer(package, {made.applications[0]: form(team="4", market="3", product="4.5", __comment="From afar.")})


def test_every_clash_is_chosen_by_keyboard(room: Room, made: rooms.Room, clash: Path) -> None:
    drop(room, clash)
    page = room.tab.returns
    assert page.open_choices == 3
    room.click(page.next)
    rows = page.conflicts._rows
    assert [row.name.text() for row in rows] == ["Market", "Team", "Comment for the committee"]
    assert [value.text() for value in rows[2].values] == ["From afar.", "Stored here.", "(empty)"]
    assert rows[0].mine.hasFocus()
    room.qtbot.keyClick(rows[0].mine, Qt.Key.Key_F)
    room.qtbot.keyClick(rows[0].mine, Qt.Key.Key_Return)
    room.qtbot.keyClick(rows[1].mine, Qt.Key.Key_S)
    assert page.open_choices == 1
    assert "1 answer still to be chosen" in page.sum.text()
    page.to_next()
    assert rows[2].mine.hasFocus()
    room.qtbot.keyClick(rows[2].mine, Qt.Key.Key_Space)
    assert page.open_choices == 0
    room.click(page.merge)
    paper = room.house.reviews.desk(made.reviewers[0], made.call).paper(made.applications[0])
    assert paper.form == form(team="1", market="3", product="4.5", __comment="From afar.")


def test_all_at_once(room: Room, made: rooms.Room, clash: Path) -> None:
    drop(room, clash)
    page = room.tab.returns
    room.click(page.all_theirs)
    assert all(row.theirs.isChecked() for row in page.conflicts._rows)
    room.click(page.all_mine)
    assert page.open_choices == 0
    room.click(page.merge)
    paper = room.house.reviews.desk(made.reviewers[0], made.call).paper(made.applications[0])
    assert paper.form.comment == "From afar."


def test_without_a_choice_what_is_stored_stays_and_that_is_said(room: Room, made: rooms.Room, clash: Path) -> None:
    drop(room, clash)
    room.click(room.tab.returns.merge)
    paper = room.house.reviews.desk(made.reviewers[0], made.call).paper(made.applications[0])
    assert paper.form == form(team="1", market="1", product="4.5", __comment="Stored here.")
    assert "3 answers stayed" in room.tab.messages.bars()[0].sentence()


def test_what_is_stored_meanwhile_is_seen(room: Room, made: rooms.Room, folder: Path) -> None:
    file = answer(send(made, folder), {made.applications[0]: WHOLE})
    drop(room, file)
    page = room.tab.returns
    assert page.open_choices == 0
    desk = room.house.reviews.desk(made.reviewers[0], made.call)
    desk.save(made.applications[0], form(finished=False, team="1"), BLANK)
    room.click(page.merge)
    assert "has changed since" in room.shell.warned[-1]
    assert page.open_choices == 1, "and it was looked at again by itself"
    saved = desk.save(made.applications[0], form(finished=False, team="4"), form(finished=False, team="1"))
    room.context.bus.publish(saved.changes)  # type: ignore[arg-type]
    room.idle()
    assert page.open_choices == 0


def test_files_can_be_added_and_left(room: Room, made: rooms.Room, folder: Path) -> None:
    files = [answer(send(made, folder, n), {made.applications[0]: WHOLE}, f"{n}.ireview") for n in range(2)]
    room.tab.apply({"files": [str(files[0])]})
    room.idle()
    room.click(room.tab.returns.more)
    chooser = room.tab.dialog
    assert isinstance(chooser, QFileDialog)
    chooser.filesSelected.emit([str(files[1])])
    chooser.close()
    room.idle()
    assert len(room.tab.returns.runs) == 2
    room.click(room.tab.returns.leave_button)
    assert room.tab.pages.currentWidget() is room.tab.out
    assert room.tab.returns.runs == ()


def test_an_empty_house_says_what_to_do(build: Callable[[House], Room], house: House, made: rooms.Room) -> None:
    room = build(house)
    room.tab.segments.choose("log")
    room.idle()
    assert room.tab.log.body.currentWidget() is room.tab.log.empty
    room.click(room.tab.log.empty.button)
    dialog_of(room, SendDialog).reject()
    call = house.calls.add_call("2026-2").value
    room.tab.set_round(house.rounds.row(call))
    room.idle()
    assert room.tab.pages.currentWidget() is room.tab.no_round
    room.click(room.tab.no_round.button)
    assert room.asked[-1] == ("setup", {"segment": "round"})
    assert not room.tab.send.isEnabled()


def test_words_follow_the_language_and_the_state_is_kept(room: Room, made: rooms.Room, clash: Path) -> None:
    drop(room, clash)
    use_language("de")
    try:
        room.tab.retranslate()
        assert room.tab.returns.merge.text() == "1 Begutachtung übernehmen"
        assert next(row.name.text() for row in room.tab.returns.conflicts._rows) == "Markt"
    finally:
        use_language("en")
        room.tab.retranslate()
    room.tab.leave_returns()
    room.tab.segments.choose("log")
    kept = room.tab.state()
    room.tab.segments.choose("out")
    room.tab.restore(kept)
    assert room.tab.segments.key == "log"
    room.tab.restore({"segment": 7, "out": [], "returns": {"files": 3}, "send": "x"})


def test_a_returned_file_is_opened_and_saved_from_the_log(
        room: Room, made: rooms.Room, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, bytes]] = []
    monkeypatch.setattr(returned_files, "open_copy", lambda name, content: bool(shown.append((name, content))) or True)
    package = send(made, folder, way="sheet")
    made.house.review_returns.apply(made.house.review_returns.read([package.path]))
    tab = room.tab
    tab.read()
    room.idle()
    tab.segments.choose("log")
    tab.log.table.select_ids([package.package])
    room.qtbot.keyClick(tab.log.table, Qt.Key.Key_Return)
    room.idle()
    assert shown == [(package.path.name, package.path.read_bytes())]
    tab.log.table.menu_asked.emit([package.package], QPoint(0, 0))
    assert [one.text() for one in tab.files.menu.actions()][:2] == ["Open the returned file", "Save the returned file…"]
    assert all(one.isEnabled() for one in tab.files.menu.actions()[:2])
    tab.files.menu.actions()[1].trigger()
    room.idle()
    tab.files.dialog.fileSelected.emit(str(folder / "saved.xlsx"))
    room.idle()
    assert (folder / "saved.xlsx").read_bytes() == package.path.read_bytes()
    tab.files.dialog.close()


def test_of_several_returned_files_one_is_chosen(room: Room, made: rooms.Room, folder: Path) -> None:
    package = send(made, folder)
    for number in (0, 1):
        back = answer(package, {made.applications[number]: WHOLE}, f"back{number}.ireview")
        made.house.review_returns.apply(made.house.review_returns.read([back]))
    tab = room.tab
    tab.read()
    room.idle()
    tab.segments.choose("log")
    tab.log.table.activated_id.emit(package.package)
    room.idle()
    assert [one.text().rpartition("  ")[2] for one in tab.files.menu.actions()] == ["back1.ireview", "back0.ireview"]
    tab.files.menu.actions()[1].trigger()
    room.qtbot.waitUntil(lambda: bool(tab.returns.runs), timeout=5_000)
    assert [run.merged_at is not None for run in tab.returns.runs] == [True], "it is looked at again"


def test_where_nothing_came_back_that_is_said(room: Room, made: rooms.Room, folder: Path) -> None:
    package = send(made, folder)
    room.tab.read()
    room.idle()
    room.tab.segments.choose("log")
    room.tab.log.table.menu_asked.emit([package.package], QPoint(0, 0))
    assert not room.tab.files.menu.actions()[0].isEnabled()
    room.tab.files.menu.close()
    room.tab.log.table.activated_id.emit(package.package)
    room.idle()
    assert "Nothing came back" in room.shell.said[-1]
