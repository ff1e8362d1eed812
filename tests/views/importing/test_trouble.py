"""What goes wrong: files that cannot be read, work that would be lost, plans that come too late."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.exchange.mapping import SKIP
from incubator_gui.views.importing.screen import DONE, FILE, PREVIEW
from tests.views.importing.conftest import NEW, write_csv, write_xlsx

SHARED = Path(__file__).parents[4] / "shared" / "data" / "spreadsheets"


def test_file_that_is_no_table(room: Any) -> None:
    file = room.folder / "plan.csv"
    file.write_bytes(b"%PDF-1.7 nothing of a table")
    room.open(file)
    assert room.screen.step == FILE
    assert any("is a PDF file, not a table" in bar for bar in room.bars())
    room.open(room.folder / "gone.csv")
    assert any("There is no file" in bar for bar in room.bars())


def test_the_open_file_stays_when_the_next_cannot_be_read(opened: Any) -> None:
    file = opened.folder / "empty.csv"
    file.write_bytes(b"")
    opened.open(file)
    assert opened.screen.step == PREVIEW
    assert opened.screen.flow.source.path.name == "autumn.xlsx"
    assert any("is empty" in bar for bar in opened.bars())
    assert opened.screen.preview.main.isEnabled()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is not here")
@pytest.mark.parametrize("name", ["truncated_half.xlsx", "zero_byte.xlsx", "encrypted_agile_password_incubator.xlsx"])
def test_broken_workbooks_say_so(room: Any, name: str) -> None:
    room.open(SHARED / name)
    assert room.screen.step == FILE
    assert len(room.bars()) == 1


def test_mended_cells_are_not_thrown_away_unasked(opened: Any) -> None:
    opened.screen.flow.mend(5, 1, "2026-12")
    opened.idle()
    other = write_csv(opened.folder / "other.csv", NEW[:1])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    opened.screen.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                       Qt.KeyboardModifier.NoModifier))
    opened.idle()
    assert opened.screen.flow.source.path.name == "autumn.xlsx"
    bar = opened.screen.messages.bars()[0]
    assert "would be lost" in bar.sentence()
    opened.qtbot.mouseClick(opened.screen.preview.cancel_button, Qt.MouseButton.LeftButton)
    assert opened.screen.step == PREVIEW
    bar = opened.screen.messages.bars()[0]
    bar._link.click()
    assert opened.screen.step == FILE


def test_failed_import_keeps_everything(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.screen.flow.mend(5, 1, "2026-12")
    opened.idle()

    def full(*_: object, **__: object) -> None:
        raise Environment(msg("The disk is full. Make room and try again."))

    with monkeypatch.context() as patch:
        patch.setattr(opened.house.imports, "apply", full)
        opened.screen.flow.apply()
        opened.idle()
    assert opened.screen.step == PREVIEW
    assert opened.bars()[0] == "The disk is full. Make room and try again."
    assert opened.verdicts()[3] == "create"
    assert opened.screen.preview.main.isEnabled()
    opened.screen.flow.apply()
    opened.idle()
    assert opened.screen.step == DONE


def test_cancelled_import_changes_nothing(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    began, go = threading.Event(), threading.Event()
    apply = opened.house.imports.apply

    def slow(*given: Any, **named: Any) -> Any:
        began.set()
        go.wait(10)
        return apply(*given, **named)

    monkeypatch.setattr(opened.house.imports, "apply", slow)
    opened.screen.flow.apply()
    opened.qtbot.waitUntil(began.is_set)
    opened.qtbot.waitUntil(opened.screen.busy.isVisible)
    assert not opened.screen.preview.table.isEnabled()
    opened.qtbot.mouseClick(opened.screen.busy.cancel, Qt.MouseButton.LeftButton)
    go.set()
    opened.idle()
    assert opened.answered() == 3
    assert any("cancelled; nothing was changed" in bar for bar in opened.bars())
    assert opened.screen.preview.main.isEnabled()
    assert not opened.screen.busy.isVisible()


def test_stale_plan_is_dropped(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    plan = opened.house.imports.plan
    calls: list[int] = []

    def first_is_slow(*given: Any, **named: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            go.wait(10)
            named["stop"] = lambda: False  # as if it had not noticed
        return plan(*given, **named)

    monkeypatch.setattr(opened.house.imports, "plan", first_is_slow)
    mapping = opened.screen.flow.source.mapping
    opened.screen.flow.set_mapping(mapping.with_column(0, SKIP))
    assert not opened.screen.preview.main.isEnabled()
    opened.qtbot.waitUntil(lambda: len(calls) == 1)
    opened.screen.flow.set_mapping(mapping)
    opened.qtbot.waitUntil(lambda: opened.screen.flow.current)
    assert opened.verdicts()[0] == "create"
    go.set()
    opened.idle()
    assert opened.verdicts()[0] == "create"


def test_cancelled_plan_can_be_made_again(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    began, go = threading.Event(), threading.Event()
    plan = opened.house.imports.plan

    def slow(*given: Any, **named: Any) -> Any:
        began.set()
        go.wait(10)
        return plan(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(opened.house.imports, "plan", slow)
        opened.screen.flow.mend(5, 1, "2026-12")
        opened.qtbot.waitUntil(began.is_set)
        opened.screen.flow.stop()
        go.set()
        opened.idle()
    assert "The preview is not up to date." in opened.bars()
    assert not opened.screen.preview.main.isEnabled()
    opened.screen.messages.bars()[0]._link.click()
    opened.idle()
    assert opened.verdicts()[3] == "create"
    assert opened.screen.preview.main.isEnabled()


def test_new_plan_leaves_an_open_editor_alone(opened: Any) -> None:
    table = opened.screen.preview.table
    table.act(3)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.clear()
    opened.qtbot.keyClicks(editor, "2026-1")
    opened.screen.flow.plan()
    opened.idle()
    assert table.editing
    assert editor.text() == "2026-1"
    opened.qtbot.keyClicks(editor, "2")
    opened.qtbot.keyClick(editor, Qt.Key.Key_Return)
    opened.idle()
    assert opened.verdicts()[3] == "create"


def test_change_elsewhere_makes_a_new_plan(opened: Any) -> None:
    row = opened.row("Fernmoss")
    outcome = opened.house.editing.set_field("application", row.application, "headcount", 6, seen=4)
    opened.context.bus.publish(getattr(outcome, "changes", outcome))
    opened.idle()
    assert opened.screen.flow.current


def test_refused_rows_as_a_file_and_back(opened: Any) -> None:
    opened.context.actions.trigger("import.refused")
    assert isinstance(opened.screen.dialog, QFileDialog)
    opened.screen.dialog.reject()
    target = opened.folder / "refused.xlsx"
    opened.screen.flow.save_refused(target)
    opened.idle()
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][-1] == "Why the row was refused"
    assert [row[0] for row in rows[1:]] == ["Tannenhof Akku", "Oakbarrow Sensing"]
    assert rows[1][-1] == "Founded on: there is no month 13"
    opened.screen.flow.apply()
    opened.idle()
    sheet["B2"] = "2026-12"
    sheet["E3"] = 5
    sheet.parent.save(target)
    opened.open(target)
    source = opened.screen.flow.source
    assert source.mapping.choice(8) == SKIP  # the reason is no question
    assert source.remembered == "autumn"
    assert opened.verdicts() == ["create", "create"]


def test_refused_rows_as_csv(opened: Any) -> None:
    target = opened.folder / "refused.csv"
    opened.screen.flow.mend(5, 1, "2026-14")
    opened.idle()
    opened.screen.flow.save_refused(target)
    opened.idle()
    words = target.read_text("utf-8-sig")
    assert "2026-14" in words  # as mended, not as read
    assert "there is no month 14" in words


def test_a_workbook_with_many_columns_is_built_in_parts(room: Any) -> None:
    head = ["Startup name", *(f"Question {n}" for n in range(120))]
    rows = [["Copperlark Fleet", *("x" for _ in range(120))]]
    room.open(write_xlsx(room.folder / "wide.xlsx", rows, head))
    room.qtbot.waitUntil(lambda: len(room.screen.columns.rows) == 121)
    assert room.verdicts() == ["create"]
