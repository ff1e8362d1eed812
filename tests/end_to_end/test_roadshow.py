"""A roadshow from nothing to the copies in their folder, in the German window: companies by search and by
dragging, order by mouse and keys, a deck from the disk and a broken one, copies for two, and whose copy one is."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pikepdf
from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QListView, QPlainTextEdit

from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person

NAMES = ("Amselgrund Robotik GmbH", "Birkenau Ladetechnik GmbH", "Cirrus Flottendaten GmbH")


def deck(path: Path, pages: int) -> Path:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(960, 540))
    pdf.save(path)
    return path


def attach(person: Person, file: Path) -> None:
    """By its shortcut, for the company that is selected."""
    person.press("Ctrl+Shift+K")
    person.answer_file_dialog(file)
    person.idle()


def make_the_roadshow(person: Person) -> None:
    friday = person.house.clock.today() + timedelta(days=(4 - person.house.clock.today().weekday()) % 7)
    person.go("Roadshows")
    person.press("Ctrl+Shift+N")
    person.dialog()
    person.type("Abend der kurzen Wege")
    person.write("Findet statt am", friday.isoformat())
    person.write("Beginnt um", "14:00")
    person.press("Return")
    person.no_dialog()
    person.idle()


def fill_the_line_up(person: Person) -> None:
    """One found by typing, one dragged before it, one with Enter; then the order."""
    person.press("Ctrl+Shift+A")
    person.idle()
    person.type("birken")
    person.pause(300)
    person.press("Return")
    person.idle()
    person.press("Ctrl+A", "Delete")
    person.pause(300)
    table = person.table("Programmfolge")
    found = person.find("Unternehmen, die eingeladen werden können", QListView)
    person.drag(found.viewport(), found.visualRect(found.model().index(1, 0)).center(), table.viewport(),
                QPoint(200, 3))
    person.idle()
    person.click_cell(found, 0)
    person.press("Return")
    person.idle()
    assert [name.split()[0] for name in person.cells(table, "Unternehmen")] == ["Cirrus", "Birkenau", "Amselgrund"]
    low = table.visualRect(table.model().index(2, 0)).bottom() - 3
    person.drag(table.viewport(), table.visualRect(table.model().index(0, 1)).center(), table.viewport(),
                QPoint(200, low))
    person.idle()
    person.click_cell(table, 1, person.column(table, "Nr."))
    person.press("Alt+Up")
    person.idle()
    assert [name.split()[0] for name in person.cells(table, "Unternehmen")] == ["Amselgrund", "Birkenau", "Cirrus"]
    person.click_cell(table, 0, person.column(table, "Vortrag"))
    person.press("F2")
    person.type("12")
    person.press("Return")
    person.idle()
    assert person.cells(table, "Zeit") == ["14:00", "14:12", "14:20"]


def test_from_nothing_to_the_copies(start: Start, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", language="de", size=(1180, 800))
    person.idle()
    for name in NAMES:
        person.house.companies.add(name)
    make_the_roadshow(person)
    fill_the_line_up(person)
    table = person.table("Programmfolge")
    person.click_cell(table, 0, person.column(table, "Nr."))
    attach(person, deck(tmp_path / "Amselgrund.pdf", 3))
    person.click_cell(table, 1, person.column(table, "Nr."))
    broken = tmp_path / "Birkenau.pdf"
    broken.write_bytes((tmp_path / "Amselgrund.pdf").read_bytes()[:200])
    attach(person, broken)
    person.press("Ctrl+M")
    person.idle()
    person.reads(re.compile("1 von [0-9]+"))
    person.click("Prüfung")
    person.idle()
    person.reads("Birkenau")
    person.tab_to("Empfänger, je Zeile einer", QPlainTextEdit)
    person.type("Nordufer Beteiligungen")
    person.press("Return")
    person.type("东岸创业投资")
    folder = tmp_path / "copies"
    folder.mkdir()
    person.pause(700)
    person.click("2 Exemplare speichern…")
    person.answer_file_dialog(folder)
    person.idle()
    person.until(lambda: len(person.house.packs.issues()) == 2, "two copies in the log")
    assert person.field("Exemplarnummer").text() == "3"
    files = sorted(folder.glob("*.pdf"))
    assert len(files) == 2
    words = [page.extract_text() for page in PdfReader(files[0]).pages]
    assert "Amselgrund" in words[0]
    assert words[1].index("Inhalt") < words[1].index("Thema")
    person.command("Wessen Exemplar")
    person.answer_file_dialog(files[0])
    person.idle()
    person.reads(re.compile("Exemplar .*(Nordufer|东岸)"))
    person.press("Ctrl+Z")
    person.idle()
    assert person.house.packs.issues() == ()
    person.quit()
