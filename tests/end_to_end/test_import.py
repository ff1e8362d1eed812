"""A messy spreadsheet comes in: looked at, mended, answered, imported, undone, and imported again."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QListWidget

from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person

HEAD = ("Firmenname / Startup", "Gründungsdatum", "E-Mail", "Team", "Schwerpunkt", "Plätze?", "Warum hier?")
KNOWN = (
    ("Haselried Data UG", "2026-02", "info@haselried.example", "2", "Cloud applications", "2", ""),
    ("桥鹿数链（上海）有限公司", "2026-01", "a@qiaolu.example", "7", "Cloud applications", "6", ""),
)
ROWS = (
    ("Lumenhain Sensorik GmbH", "03/2026", "kontakt@lumenhain.example", "5", "Quayside", "6", "Partner"),
    ("桥鹿数链（上海）有限公司", "2026-01", "a@qiaolu.example", "8", "Cloud applications", "6", "靠近金桥"),
    ("Tannenhof Akku GmbH", "2026-13", "t@tannenhof.example", "8", "Quayside", "", ""),
    ("Haselried Daten", "2026-05", "info@haselried.example", "2", "Cloud applications", "", ""),
    ("溪桥质检 <img src=/etc/passwd>", "2026-07", "x@xiqiao.example", "6", "Digitalisation", "", ""),
)


def write(path: Path, rows: tuple[tuple[str, ...], ...]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEAD, *rows])
    return path


def import_all(person: Person, file: Path, call: str) -> None:
    """Choose a file in the dialog, name the call, import."""
    person.go("Applications")
    person.press("Ctrl+I")
    person.idle()
    person.write("Call", call)
    person.press("Tab")
    person.click("Choose a file…")
    person.answer_file_dialog(file)
    person.idle()
    person.reads("nothing is written yet")
    person.click("Import 2 rows")
    person.idle()
    person.reads("were imported from")


def test_a_messy_file_comes_in_and_goes_out_again(start: Start, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db")
    import_all(person, write(tmp_path / "spring.csv", KNOWN), "Spring 2027")
    assert len(person.house.applications.rows()) == 2

    # Another file falls on the import screen; its call is new.
    person.click("Import another file")
    person.write("Call", "Autumn 2027")
    person.press("Tab")
    person.reads("A new call; it is made with the import.")
    person.drop_files(person.window.stack.front(), [write(tmp_path / "autumn.csv", ROWS)])
    person.idle()
    preview = person.table("Preview of the rows")
    assert person.cells(preview, "Result") == ["Create", "Create", "Refuse", "Ask", "Create"]

    # The last column of the file should be the pitch, and the new word is explained once.
    person.choose("Field for the column “Warum hier?”", "Pitch")
    person.idle()
    assert "靠近金桥" in person.cells(preview, "Pitch")
    person.choose("What “Quayside” means", "Future mobility")
    person.idle()
    assert person.cell(preview, 0, "Focus area") == "Future mobility"

    # The bad date is mended where it stands.
    mend(person, preview, 2, "Founded", "2026-12")
    assert person.cells(preview, "Result")[2] == "Create"

    # The doubtful row: it is the company that is known already.
    person.click("1 question open")
    person.idle()
    assert preview.model().rowCount() == 1
    person.press("F8", "Return")
    person.until(lambda: QApplication.activePopupWidget() is not None, "the choice of companies")
    entries = QApplication.activePopupWidget().findChild(QListWidget)
    assert "Haselried Data UG" in entries.item(0).text()
    person.press("Return")
    person.idle()
    person.click("All: 5")
    person.idle()

    # Everything comes in as one step.
    person.click("Import 5 rows")
    person.idle()
    person.reads("5 applications were imported from autumn.csv into “Autumn 2027”.")
    person.click("Show the applications")
    table = person.table("Table of applications")
    assert sorted(person.cells(table, "Company")) == sorted(
        ["Lumenhain Sensorik GmbH", "桥鹿数链（上海）有限公司", "Tannenhof Akku GmbH", "Haselried Daten",
         "溪桥质检 <img src=/etc/passwd>"])
    assert len(person.house.companies.rows()) == 5

    # Ctrl+Z takes all of it back, Ctrl+Y brings it again.
    person.press("Ctrl+Z")
    person.idle()
    assert len(person.house.applications.rows()) == 2
    assert len(person.house.companies.rows()) == 2
    person.press("Ctrl+Y")
    person.idle()
    assert len(person.house.applications.rows()) == 7

    # The same file once more: nothing new.
    person.press("Ctrl+I")
    person.idle()
    if person.all("Import another file"):
        person.click("Import another file")
    person.click("Open autumn.csv again")
    person.idle()
    assert set(person.cells(person.table("Preview of the rows"), "Result")) <= {"Same", "Refuse", "Ask"}
    assert len(person.house.applications.rows()) == 7
    person.quit()


def mend(person: Person, table: Any, line: int, title: str, words: str) -> None:
    """Type into a cell of the preview."""
    person.click_cell(table, line, person.column(table, title))
    person.press("F2")
    person.type(words)
    person.press("Return")
    person.idle()

