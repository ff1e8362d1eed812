"""Hours as staff book them: lines of three languages, a slip, a paste from a spreadsheet, a correction; all undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person
from tests.support.databases import state

Samples = Callable[[str], Path]

LINES = ("Kupfer ment 1h30 Mo „Preisliste“", "槿云 辅导 两小时半 昨天 「价目表」",
         "Erlenbruch recht 3/4 h vor 2 Tagen ‚Vertrag‘", "Saltmarsh ip prep 30m yesterday 'claims'")
SHEET = "20.11.2026\tKupferkanne Demontage\tMentoring\t1,5\t0,5\t\tPreise\r\n\r\nErlenbruch Recht 1h gestern\r\n3 h\r\n"


def line_field(person: Person) -> QLineEdit:
    """Where hours are written."""
    return person.find(re.compile("^Stunden buchen:"), QLineEdit)


def write_line(person: Person, line: str) -> None:
    person.press("Ctrl+L")
    person.type(line)
    person.idle()


def book_line(person: Person) -> None:
    person.press("Return")
    person.idle()
    person.until(lambda: not line_field(person).text(), "the line is booked")


def test_hours_of_a_morning(start: Start, samples: Samples, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", language="de", size=(1180, 800), sample=samples("de"))
    person.go("Leistungen")
    untouched, before = state(person.house.database), person.house.ledger.totals()
    for line in LINES:
        write_line(person, line)
        book_line(person)
    # A slip of the fingers is asked for, by the keyboard alone.
    write_line(person, "Erlenbrch recht 1h")
    person.reads("Kein Name beginnt mit „Erlenbrch“. Ist „Erlenbruch Aktorik“ gemeint?")
    person.press("Escape", "Down", "Return")
    person.until(lambda: line_field(person).text() == "Erlenbruch Aktorik recht 1h", "the name that was meant")
    book_line(person)
    # Rows of a spreadsheet; the one that says too little stays out.
    QGuiApplication.clipboard().setText(SHEET)
    person.press("Ctrl+L", "Ctrl+V")
    person.dialog()
    person.click("2 Zeilen buchen")
    person.idle()
    person.press("Escape")
    person.no_dialog()
    after = person.house.ledger.totals()
    assert after.entries - before.entries == 7
    assert after.contact - before.contact == Decimal("1.5") + Decimal("2.5") + Decimal("0.75") + 1 + Decimal("2.5")
    assert after.preparation - before.preparation == 1
    # Everything fits the narrow window; what is no number stays in its cell and says why.
    table = person.table("Einträge des Leistungsbuchs")
    assert table.horizontalScrollBar().maximum() == 0
    column = person.column(table, "Kontakt, h")
    for words in ("NaN", "-1", "1e9"):
        person.click_cell(table, 0, column)
        person.press("F2", "Ctrl+A")
        person.type(words)
        person.press("Return")
        person.idle()
        assert person.cell(table, 0, "Kontakt, h") == words
        assert f"„{words}“" in person.status()
    steps = 0
    while state(person.house.database) != untouched:
        assert steps < 6, "more was undone than was done"
        person.press("Ctrl+Z")
        person.idle()
        steps += 1
    person.quit()
