"""The pack in the window: checked, made, looked at, saved, printed, noted; and whose copy a file is."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from incubator_gui.core.errors import Environment
from incubator_gui.core.languages import use_language
from incubator_gui.core.messages import msg
from incubator_gui.services.house import House
from incubator_gui.services.printing import PrintJob
from incubator_gui.views.roadshows import pack_copies
from incubator_gui.views.roadshows.pack_tab import PackTab
from incubator_gui.views.roadshows.screen import RoadshowsScreen
from incubator_gui.views.roadshows.wishes import options_of
from incubator_gui.widgets.context import Context
from tests.qt_support import assert_named
from tests.views.roadshows.conftest import Fair, Told, deck, idle

NAUGHTY = '<b>../../etc/passwd</b>\r\n"; rm -rf ~ \u202e-o raw \U0001f9ff'


@pytest.fixture
def pack(screen: RoadshowsScreen, fair: Fair, house: House, context: Context, qtbot: QtBot) -> PackTab:
    """The tab in front, checked; one deck with a script, one that is locked."""
    one, two, _three = house.roadshows.lineup(fair.show)
    for entry, content in ((one, deck(3, script=True)), (two, deck(2, password="sesame"))):
        document = house.records.add_content("company", entry.company_id, "deck.pdf", content, "deck").value
        house.roadshows.choose_deck(entry.id, document)
    screen.page.read()
    idle(qtbot, context)
    screen.page.show_tab("pack")
    settle(screen.page.pack, qtbot, context)
    return screen.page.pack


def settle(pack: PackTab, qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: not pack.checking.busy and not pack.making.busy, timeout=60_000)
    idle(qtbot, context)


def made(pack: PackTab, qtbot: QtBot) -> bytes:
    with qtbot.waitSignal(pack.making.made, timeout=60_000):
        pack.make()
    assert pack.making.paper is not None
    return pack.making.paper.content


def test_the_check_comes_before_anything_is_made(pack: PackTab, qtbot: QtBot, context: Context) -> None:
    assert pack.check.check is not None
    assert pack.making.paper is None
    words = [pack.check.list.item(n).text() for n in range(pack.check.list.count())]
    assert "3 pages" in words[0]
    assert "scripts and actions were removed" in words[0]
    assert "needs a password; left out" in words[1]
    assert "no deck" in words[2]
    assert "no one-pager texts" in words[2]
    assert "something is missing for 2" in pack.check.summary.text()
    assert pack.check.password.isVisible()
    pack.check.password.setText("sesame")
    qtbot.keyClick(pack.check.password, Qt.Key.Key_Return)
    settle(pack, qtbot, context)
    assert not pack.check.password.isVisible()
    assert "2 pages" in pack.check.list.item(1).text()
    pack.options.language.choose("zh")
    settle(pack, qtbot, context)
    assert "no texts in Chinese; those in English are printed" in pack.check.list.item(0).text()
    assert_named(pack)
    for language in ("de", "zh", "en"):
        use_language(language)
        pack.retranslate()
    pack.options.language.choose("en")
    settle(pack, qtbot, context)
    entry = pack.stock.lineup[2] if pack.stock is not None else None
    assert entry is not None
    with qtbot.waitSignal(pack.entry_asked):
        pack.check.list.itemActivated.emit(pack.check.list.item(2))


def test_made_shown_and_old_after_a_change(pack: PackTab, qtbot: QtBot, context: Context) -> None:
    with qtbot.waitSignal(pack.making.made, timeout=60_000):
        qtbot.mouseClick(pack.check.make, Qt.MouseButton.LeftButton)
    assert pack.view.key == "preview"
    paper = pack.making.paper
    assert paper is not None
    assert pack.preview.document.pageCount() == paper.pages
    assert f"{paper.pages} pages" in pack.head.facts.text()
    pack.options.parts["notes"].setChecked(False)
    assert any("before the last change" in bar.sentence() for bar in pack.messages.bars())
    settle(pack, qtbot, context)
    with qtbot.waitSignal(pack.making.made, timeout=60_000):
        pack.make()
    assert pack.making.paper is not None
    assert pack.making.paper.pages == paper.pages - 1


def test_saved_for_a_recipient_it_is_noted(pack: PackTab, qtbot: QtBot, context: Context, house: House, fair: Fair,
                                           tmp_path: Path, screen: RoadshowsScreen, shell: Told) -> None:
    pack.options.recipients.setPlainText(NAUGHTY.replace("\r\n", " "))
    pack.options.country.choose("CN")
    pack.options.version.setText("3")
    pack.options.expires.set_value(date(2031, 1, 1))
    pack.output.folder = str(tmp_path)
    pack.save()
    qtbot.waitUntil(lambda: pack.output.dialog is not None, timeout=60_000)
    dialog = pack.output.dialog
    assert isinstance(dialog, QFileDialog)
    (name,) = (Path(one).name for one in dialog.selectedFiles())
    assert "/" not in name
    assert name.startswith("Spring-")
    target = tmp_path / "pack.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(lambda: bool(house.packs.issues(fair.show)), timeout=20_000)
    idle(qtbot, context)
    (row,) = house.packs.issues(fair.show)
    assert (row.country, row.version, row.copy, row.expires_on) == ("CN", "3", "1", date(2031, 1, 1))
    assert row.pages == len(pikepdf.open(target).pages)
    screen.page.show_tab("issues")
    issues = screen.page.issues
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(target))])
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)
    issues.dragEnterEvent(enter)
    assert enter.isAccepted()
    issues.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier))
    idle(qtbot, context)
    assert "is the copy of <b>../../etc/passwd</b>" in issues.messages.bars()[0].sentence()
    assert_named(issues)
    target.write_bytes(target.read_bytes() + b" ")
    screen.look_up(target)
    idle(qtbot, context)
    assert "none of the packs" in issues.messages.bars()[0].sentence()
    issues.look_up(tmp_path / "missing.pdf")
    idle(qtbot, context)
    assert "cannot be read" in issues.messages.bars()[0].sentence()
    issues.table.select_ids([row.id])
    issues.withdraw()
    idle(qtbot, context)
    assert house.packs.issues(fair.show) == ()
    assert issues.empty.isVisible()
    house.history.undo()
    assert len(house.packs.issues(fair.show)) == 1


def test_without_a_recipient_it_is_said(pack: PackTab, qtbot: QtBot, context: Context, house: House, fair: Fair,
                                        tmp_path: Path) -> None:
    made(pack, qtbot)
    assert pack.making.paper is not None
    with qtbot.waitSignal(pack.output.saved, timeout=20_000):
        pack.output.save_to(pack.making.paper, tmp_path / "x.pdf", pack.wish())
    assert "No recipient is named" in pack.messages.bars()[-1].sentence()
    assert house.packs.issues(fair.show) == ()


def test_copies_for_several(pack: PackTab, qtbot: QtBot, context: Context, house: House, fair: Fair, tmp_path: Path,
                            shell: Told) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    pack.options.recipients.setPlainText("鹤汀资本\nHedgerow Capital\n\n鹤汀资本")
    assert pack.which.isVisible()
    assert [wish.copy for wish in pack.wishes()] == ["01 / 02", "02 / 02"]
    pack.options.copies.setText("24")
    pack.options.copy.setText("7")
    assert [wish.copy for wish in pack.wishes()] == ["07 / 24", "08 / 24"]
    pack.save_copies(folder)
    qtbot.waitUntil(lambda: bool(house.packs.issues(fair.show)), timeout=60_000)
    idle(qtbot, context)
    assert sorted(one.name for one in folder.iterdir()) == ["Spring-Hedgerow-Capital-en.pdf", "Spring-鹤汀资本-en.pdf"]
    assert sorted(row.copy for row in house.packs.issues(fair.show)) == ["07 / 24", "08 / 24"]
    assert pack.options.copy.text() == "9", "nobody else gets a number that somebody has"
    house.history.undo()
    assert house.packs.issues(fair.show) == (), "the log of all copies is one step"
    before = sorted(one.name for one in folder.iterdir())
    pack.save_copies(folder)
    pack.cancel()
    settle(pack, qtbot, context)
    assert sorted(one.name for one in folder.iterdir()) == before
    assert "Cancelled" in pack.messages.bars()[0].sentence()


def test_cancel_leaves_nothing(pack: PackTab, qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    with qtbot.waitSignal(pack.making.failed, timeout=60_000):
        pack.make()
        pack.progress.cancelled.emit()
    assert pack.making.paper is None
    assert "Cancelled. Nothing was written." in pack.messages.bars()[0].sentence()
    assert not pack.progress.isVisible()
    assert made(pack, qtbot)


def test_printing_takes_range_and_copies(pack: PackTab, qtbot: QtBot, context: Context, house: House, fair: Fair,
                                         tmp_path: Path, screen: RoadshowsScreen) -> None:
    pack.options.recipients.setPlainText("Hedgerow Capital")
    content = made(pack, qtbot)
    screen.print_()
    dialog = pack.output.dialog
    assert isinstance(dialog, QPrintDialog)
    assert pack.making.paper is not None
    assert (dialog.minPage(), dialog.maxPage()) == (1, pack.making.paper.pages)
    assert dialog.printer().docName() == "Pack: Spring, for Hedgerow Capital"
    dialog.close()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    with qtbot.waitSignal(pack.output.saved, timeout=20_000):
        pack.output.send(pack.making.paper, printer, 1, pack.wish())
    assert len(pikepdf.open(tmp_path / "printed.pdf").pages) == 2
    qtbot.waitUntil(lambda: bool(house.packs.issues(fair.show)), timeout=20_000)
    idle(qtbot, context)
    assert house.packs.whose(content)[0].recipient == "Hedgerow Capital"


class Office(QPrinter):
    """A printer as the dialog would leave it; no printer is installed where tests run."""

    def printerName(self) -> str:  # noqa: N802
        return "office"

    def outputFileName(self) -> str:  # noqa: N802
        return ""

    def outputFormat(self) -> QPrinter.OutputFormat:  # noqa: N802
        return QPrinter.OutputFormat.NativeFormat


def test_all_copies_are_printed_and_those_that_were_are_noted(
        pack: PackTab, qtbot: QtBot, context: Context, house: House, fair: Fair, shell: Told,
        monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pack.options.recipients.setPlainText("鹤汀资本\nHedgerow Capital\nNobody's")
    assert [entry.text() for entry in pack.print_menu().actions()] == [
        "The copy that is shown…", "All 3 copies, one after the other…"]
    pack.print_copies()
    qtbot.waitUntil(lambda: pack.copies.dialog is not None, timeout=60_000)
    dialog = pack.copies.dialog
    assert dialog is not None
    dialog.close()
    titles: list[str] = []
    contents: list[bytes] = []

    def lp(content: bytes, job: PrintJob) -> str:
        if len(titles) == 2:
            raise Environment(msg("The printer is out of paper."))
        titles.append(job.title)
        contents.append(content)
        return ""

    monkeypatch.setattr(pack_copies, "can_hand_over", lambda: True)
    monkeypatch.setattr(pack_copies, "hand_over", lp)
    wishes = pack.wishes()
    copies = tuple(house.packs.write_copies(fair.show, tmp_path, [options_of(house, one) for one in wishes])[0])
    pack.copies.send(wishes, copies, Office())
    qtbot.waitUntil(lambda: bool(house.packs.issues(fair.show)), timeout=20_000)
    idle(qtbot, context)
    assert titles == ["Pack: Spring, for 鹤汀资本", "Pack: Spring, for Hedgerow Capital"]
    assert {row.recipient for row in house.packs.issues(fair.show)} == {"鹤汀资本", "Hedgerow Capital"}
    assert [house.packs.whose(one)[0].recipient for one in contents] == ["鹤汀资本", "Hedgerow Capital"]
    assert "out of paper" in pack.messages.bars()[0].sentence()
    pack.copies.send(wishes, copies, QPrinter())
    assert "save the copies in a folder" in pack.messages.bars()[0].sentence()


def test_an_empty_line_up_and_the_past_are_said(screen: RoadshowsScreen, house: House, context: Context, qtbot: QtBot
                                                ) -> None:
    show = house.roadshows.add("Empty", held_on=date(2020, 1, 1)).value
    screen.open_show(show, "pack")
    idle(qtbot, context)
    settle(screen.page.pack, qtbot, context)
    notes = screen.page.pack.check.notes.text()
    assert "No company is in the line-up" in notes
    assert "was on" in notes
    assert made(screen.page.pack, qtbot)


def test_options_come_back(pack: PackTab, qtbot: QtBot, context: Context) -> None:
    pack.options.parts["glossary"].setChecked(False)
    pack.options.each.choose("dossier")
    pack.options.watermark.set_words("Draft")
    kept = pack.state()
    pack.options.parts["glossary"].setChecked(True)
    pack.options.each.choose("one")
    pack.restore({"without": 7, "each": "other", "notes": "x", "floors": 1})
    pack.restore(kept)
    wish = pack.wish()
    assert wish is not None
    assert wish.full
    assert "glossary" not in wish.parts
    assert wish.watermark == "Draft"
    settle(pack, qtbot, context)


def test_a_pack_with_its_decks_is_sound(pack: PackTab, qtbot: QtBot) -> None:
    with pikepdf.open(io.BytesIO(made(pack, qtbot))) as pdf:
        assert not pdf.check_pdf_syntax()
        assert "/OpenAction" not in pdf.Root
