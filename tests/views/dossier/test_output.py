"""Saving, printing and opening a finished paper."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from incubator_gui.services.printing import PrintJob
from incubator_gui.views.dossier.screen import DossierScreen
from incubator_gui.widgets import print_dialog
from tests.views.dossier.conftest import Told

Choose = Callable[[str], UUID]


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """An `lp` that writes down how it was called; returns its arguments."""
    folder = tmp_path / "bin"
    folder.mkdir()
    log = tmp_path / "lp.json"
    program = folder / "lp"
    program.write_text(f"#!{sys.executable}\nimport json, sys\ndata = open(sys.argv[-1], 'rb').read()\n"
                       f"json.dump([sys.argv[1:], data[:5].decode()], open({str(log)!r}, 'w'))\n"
                       "if 'broken' in sys.argv:\n"
                       "    print('lp: The printer or class does not exist.', file=sys.stderr)\n    sys.exit(1)\n"
                       "print('request id is office-7 (1 file(s))')\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def called() -> list[str]:
        arguments, start = json.loads(log.read_text("utf-8"))
        assert start == "%PDF-"
        assert not Path(arguments[-1]).exists()
        return list(arguments)

    return called


class Chosen(QPrinter):
    """A printer as the dialog would leave it; no printer is installed where tests run."""

    def __init__(self, name: str = "office") -> None:
        super().__init__(QPrinter.PrinterMode.HighResolution)
        self._named = name
        self.setOutputFileName("")

    def printerName(self) -> str:  # noqa: N802
        return self._named

    def outputFormat(self) -> QPrinter.OutputFormat:  # noqa: N802
        return QPrinter.OutputFormat.NativeFormat

    def outputFileName(self) -> str:  # noqa: N802
        return ""

    def duplex(self) -> QPrinter.DuplexMode:
        return QPrinter.DuplexMode.DuplexLongSide


def test_save_asks_with_a_clean_name(screen: DossierScreen, choose: Choose, qtbot: QtBot, shell: Told, tmp_path: Path
                                     ) -> None:
    choose("Ladewerk")
    screen.output.folder = str(tmp_path)
    screen.save_button.click()
    dialog = screen.output.dialog
    assert isinstance(dialog, QFileDialog)
    assert [Path(name).name for name in dialog.selectedFiles()] == ["Ladewerk-dossier-de.pdf"]
    assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
    with qtbot.waitSignal(screen.output.saved):
        dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
        dialog.close()
    assert screen.making.paper is not None
    assert (tmp_path / "mine.pdf").read_bytes() == screen.making.paper.content
    assert "mine.pdf" in shell.said[-1]
    assert screen.state()["folder"] == str(tmp_path)


def test_save_waits_for_the_paper_that_is_wished_for(screen: DossierScreen, choose: Choose, qtbot: QtBot) -> None:
    choose("Ladewerk")
    screen.options.kind.choose("one")
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    screen.context.actions.trigger("dossier.save")
    assert screen.output.dialog is None
    qtbot.waitUntil(lambda: screen.output.dialog is not None, timeout=30_000)
    assert isinstance(screen.output.dialog, QFileDialog)
    assert Path(screen.output.dialog.selectedFiles()[0]).name == "Ladewerk-one-pager-de.pdf"
    screen.output.dialog.close()


def test_a_folder_that_cannot_be_written_is_said(screen: DossierScreen, choose: Choose, qtbot: QtBot, tmp_path: Path
                                                 ) -> None:
    choose("Ladewerk")
    assert screen.making.paper is not None
    with qtbot.waitSignal(screen.output.failed):
        screen.output.save_to(screen.making.paper, tmp_path / "missing" / "x.pdf")
    assert "choose another place" in screen.messages.bars()[0].sentence()
    assert list(tmp_path.glob("*.part")) == []


def test_opening_hands_over_a_copy(screen: DossierScreen, choose: Choose, qtbot: QtBot) -> None:
    choose("Ladewerk")
    seen: list[Path] = []
    paper, wish = screen.making.paper, screen.options.wish()
    assert paper is not None
    assert wish is not None
    screen.output.open(paper, wish, lambda path: not seen.append(path))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].read_bytes() == paper.content
    with qtbot.waitSignal(screen.output.failed):
        screen.output.open(paper, wish, lambda path: False)


def test_the_dialog_knows_the_pages(screen: DossierScreen, choose: Choose, qtbot: QtBot) -> None:
    choose("Ladewerk")
    screen.print_()
    dialog = screen.output.dialog
    assert isinstance(dialog, QPrintDialog)
    assert screen.making.paper is not None
    assert (dialog.minPage(), dialog.maxPage()) == (1, screen.making.paper.pages)
    assert dialog.printer().docName() == "Dossier: Ladewerk"
    dialog.close()


@pytest.mark.skipif(sys.platform == "win32", reason="lp is not on Windows")
def test_print_through_lp(screen: DossierScreen, choose: Choose, qtbot: QtBot, shell: Told,
                          lp: Callable[[], list[str]]) -> None:
    choose("Ladewerk")
    printer = Chosen()
    printer.setDocName("Dossier: Ladewerk")
    printer.setCopyCount(3)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 2)
    assert screen.making.paper is not None
    screen.output.send(screen.making.paper, printer, 1)
    qtbot.waitUntil(lambda: bool(shell.said), timeout=20_000)
    arguments = lp()
    for pair in (["-d", "office"], ["-n", "3"], ["-t", "Dossier: Ladewerk"], ["-P", "1-2"],
                 ["-o", "sides=two-sided-long-edge"]):
        at = [arguments[i:i + 2] for i in range(len(arguments))]
        assert pair in at, pair
    assert "office" in shell.said[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="lp is not on Windows")
def test_a_printer_that_refuses_is_said(screen: DossierScreen, choose: Choose, qtbot: QtBot,
                                        lp: Callable[[], list[str]]) -> None:
    choose("Ladewerk")
    assert screen.making.paper is not None
    with qtbot.waitSignal(screen.output.failed, timeout=20_000):
        screen.output.send(screen.making.paper, Chosen("broken"), 1)
    assert "does not exist" in screen.messages.bars()[0].sentence()
    assert lp()


def test_print_to_a_file_takes_the_chosen_pages(screen: DossierScreen, choose: Choose, qtbot: QtBot, tmp_path: Path
                                                ) -> None:
    choose("Ladewerk")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert screen.making.paper is not None
    with qtbot.waitSignal(screen.output.saved, timeout=20_000):
        screen.output.send(screen.making.paper, printer, 2)
    reader = pypdf.PdfReader(tmp_path / "printed.pdf")
    assert len(reader.pages) == 1
    whole = pypdf.PdfReader(io.BytesIO(screen.making.paper.content))
    assert reader.pages[0].extract_text() == whole.pages[1].extract_text()


def test_bands_where_nothing_takes_the_pdf(screen: DossierScreen, choose: Choose, tmp_path: Path) -> None:
    choose("Ladewerk")
    paper = screen.making.paper
    assert paper is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(300)
    printer.setOutputFileName(str(tmp_path / "drawn.pdf"))
    steps: list[tuple[int, int]] = []
    drawn = print_dialog.draw(paper.content, printer, PrintJob("x", pages="1,2", reverse=True),
                              lambda done, total: steps.append((done, total)), lambda: False)
    assert drawn == 2
    assert steps == [(1, 2), (2, 2)]
    reader = pypdf.PdfReader(tmp_path / "drawn.pdf")
    assert len(reader.pages) == 2
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    stopped = print_dialog.draw(paper.content, printer, PrintJob("x"), lambda done, total: None, lambda: True)
    assert stopped == 0
