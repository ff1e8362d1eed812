"""A week in the life: a small site typed in, residents from a spreadsheet, desks given, moved and ended, hours
booked, a Chinese pack printed; then half of it undone."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QLineEdit, QListView, QTableView

from incubator_gui.widgets.plan import PlanCanvas
from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person
from tests.support.databases import state

ROOMS = (("101", "Garden", "Open", "90", "12"), ("102", "Pond", "Open", "70", "14"),
         ("103", "Bamboo", "Private", "40", "6"), ("104", "Willow", "Meeting", "20", ""))


def type_in_a_site(person: Person) -> None:
    """A site with one floor of four rooms, typed into the grid."""
    person.click("Set up the house…")
    person.idle()
    person.write("Name of the site", "Lingang Hall")
    person.write("Area in m²", "240")
    person.click("Begin with one empty floor and type in the rooms")
    person.idle()
    table = person.find("Rooms of the floor", QTableView)
    person.until(lambda: table.model().rowCount() == 1, "an empty line for the first room")
    person.click_cell(table, 0, 0)
    for number, name, kind, area, desks in ROOMS:
        for words in (number, name, kind, area):
            person.type(words)
            person.press("Tab")
        person.type(desks)
        person.press("Tab", "Tab", "Tab")
    person.idle()
    person.reads("4 rooms, 32 desks")


def import_residents(person: Person, file: Path) -> None:
    """The list that the house kept so far, dropped onto the window."""
    person.click("Import from a table…")
    person.idle()
    person.drop_files(person.window.stack.front(), [file])
    person.idle()
    preview = person.table("Preview of the rows")
    assert person.cells(preview, "Result") == ["Create"] * 5
    person.click("Import 5 rows")
    person.idle()
    person.reads("13 desks given")


def sits(person: Person, name: str, day: date) -> list[str]:
    """Where a company sits on a day, as it is stored."""
    plan = person.house.space.plan()
    company = next(id for id, one in plan.companies.items() if one.name.startswith(name))
    return sorted(plan.place_of[one.room, one.desk].label for one in plan.of_company(company) if one.span.has(day))


def spot(person: Person, label: str) -> QPoint:
    """Where a desk is painted."""
    plan, canvas = person.house.space.plan(), person.find("Floor plan", PlanCanvas)
    place = next(place for place in plan.places if place.label == label)
    desk = next(desk for scene in plan.scenes.values() for desk in scene.desks if desk.id == place.desk)
    return canvas.view.to_screen(desk.x, desk.y).toPoint()


def give_desks(person: Person, today: date) -> None:
    """The eight are pulled from the list onto a free bench."""
    person.click("Open the floor plan")
    person.idle()
    canvas = person.find("Floor plan", PlanCanvas)
    waiting = person.find("Companies that wait for desks", QListView)
    line = waiting.visualRect(waiting.model().index(0, 0)).center()
    person.drag(waiting.viewport(), line, canvas, spot(person, "102-7"))
    person.idle()
    person.reads(re.compile("Fernmoss Autonomy Ltd → 102"))
    person.press("Return")
    person.idle()
    assert len(sits(person, "Fernmoss", today)) == 8
    person.reads("Desks: 21 / 32")


def move_and_end(person: Person, today: date) -> None:
    """Another team moves to the bench by the window, a third leaves at the end of January."""
    canvas = person.find("Floor plan", PlanCanvas)
    person.click(canvas, place=spot(person, sits(person, "Ostpark", today)[0]))
    person.press("Ctrl+M")
    person.dialog()
    person.click("Move to 3 desks")
    person.no_dialog()
    person.idle()
    assert sits(person, "Ostpark", today) == ["101-7", "101-8", "101-9"]
    leaves = date(today.year + 1, 2, 1)
    person.click(canvas, place=spot(person, "101-1"))
    person.press("Ctrl+Del")
    person.dialog()
    person.write("Free again on", leaves.isoformat())
    person.press("Return")
    person.no_dialog()
    person.idle()
    assert len(sits(person, "Nebelrad", leaves - timedelta(days=1))) == 6
    assert sits(person, "Nebelrad", leaves) == []


def slide_to_spring(person: Person, today: date) -> None:
    """Month by month with the slider; all figures follow, and the day of the window too."""
    person.tab_to("Day that is shown", key="Backtab")
    person.press("Ctrl+Right", times=4)
    person.idle()
    person.reads("Desks: 15 / 32")
    person.press("Home")
    person.idle()
    person.reads("Desks: 21 / 32")


LINES = ("Nebelrad mentoring 1.5h +0.5 \"price list\"", "桥鹿数链 business 2h yesterday", "Ostpark pilot 1h",
         "Nebelrad mentoring 2h", "Fernmoss mentoring 1h +1")


def line_field(person: Person) -> QLineEdit:
    """Where hours are written."""
    return person.find(re.compile("^Book hours:"), QLineEdit)


def book(person: Person) -> None:
    """Five lines of the ledger, each understood before it is booked."""
    person.go("Services")
    person.reads("4 under-served")
    person.press("Ctrl+L")
    for line in LINES:
        person.type(line)
        person.pause(400)
        person.press("Return")
        person.idle()
        person.until(lambda: not line_field(person).text(), f"“{line}” is booked")
    totals = person.house.ledger.totals()
    assert (totals.contact, totals.preparation, totals.companies) == (Decimal("7.5"), Decimal("1.5"), 4)
    person.click("1 under-served")
    person.idle()
    person.reads("Brightkerb Parking Ltd")


def print_the_pack(person: Person, today: date, out: Path) -> None:
    """Friday's roadshow: line-up, pack in Chinese."""
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    person.go("Roadshows")
    person.click("New roadshow")
    person.dialog()
    person.write("Roadshow", "Demo Friday")
    person.write("Held on", friday.isoformat())
    person.write("Place", "Garden hall")
    person.press("Return")
    person.no_dialog()
    person.idle()
    person.click("Add companies…")
    person.idle()
    found = person.find("Companies that can be invited", QListView)
    person.click_cell(found, 0)
    person.press("Ctrl+A", "Return")
    person.idle()
    assert len(person.house.roadshows.rows()) == 1
    assert person.house.roadshows.rows()[0].companies == 5
    person.click("Make the pack…")
    person.idle()
    person.click("Language of the pack: 简体中文")
    person.click("1F", place=QPoint(8, 10))
    person.click("Make the pack")
    person.idle()
    person.until(lambda: person.sees(re.compile("1 of [0-9]+")), "the preview")
    person.press("Ctrl+P")
    person.until(lambda: isinstance(person.front(), QPrintDialog), "the dialog for printing")
    file = next(person.seen(QLineEdit))  # no printer is known here: the dialog of the system prints into a file
    person.write(file, str(out))
    person.click("Print")
    person.idle()
    person.until(out.exists, "the printed pack")
    paper = PdfReader(out)
    words = "".join(page.extract_text() for page in paper.pages)
    assert len(paper.pages) >= 8
    for wanted in ("Demo Friday", "桥鹿数链", "Nebelrad Robotik", "目录", "出场顺序", "Bamboo"):
        assert wanted in words, wanted
    assert "Line-up" not in words


def undo_half(person: Person, before: dict[str, Any]) -> None:
    """Everything since Wednesday evening is taken back, step by step."""
    steps = 0
    while state(person.house.database) != before:
        assert steps < 12, "more was undone than was done"
        person.press("Ctrl+Z")
        person.idle()
        steps += 1
    assert steps == 7
    assert person.house.roadshows.rows() == ()
    assert person.house.ledger.totals().entries == 0
    person.go("Services")
    person.reads("4 under-served")
    person.press("Ctrl+Y", times=1)
    person.idle()
    assert person.house.ledger.totals().entries == 1


def residents(path: Path, today: date) -> Path:
    """Three who sit in the house, one who waits for desks, one supported without any."""
    since, spring = today - timedelta(days=200), today + timedelta(days=120)
    rows = [("Company", "Chinese name", "Kind of stay", "Contract", "From", "Planned end", "Room", "Number of desks",
             "Service", "Hours granted", "Contact person", "Email"),
            ("Nebelrad Robotik GmbH", "", "resident", "V-1", since, spring, "101", 6, "Mentoring", 24, "Ida Brand",
             "ida@nebelrad.example"),
            ("桥鹿数链（上海）有限公司", "桥鹿数链", "resident", "V-2", since, "", "102", 4, "Business-plan analysis",
             8, "陆桥", "lu@qiaolu.example"),
            ("Ostpark Ladenetz GmbH", "", "resident", "V-3", since, "", "103", 3, "", "", "Tom Ost",
             "tom@ostpark.example"),
            ("Fernmoss Autonomy Ltd", "", "resident", "V-4", today, "", "", 8, "", "", "Ann Moss",
             "ann@fernmoss.example"),
            ("Brightkerb Parking Ltd", "", "affiliate", "", since, "", "", "", "Pilot placement", "", "Bo Kerb",
             "bo@brightkerb.example")]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def test_a_week(start: Start, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db")
    person.idle()
    today = person.house.clock.today()
    type_in_a_site(person)
    import_residents(person, residents(tmp_path / "residents.csv", today))
    give_desks(person, today)
    move_and_end(person, today)
    slide_to_spring(person, today)
    wednesday = state(person.house.database)
    book(person)
    print_the_pack(person, today, tmp_path / "演示.pdf")
    undo_half(person, wednesday)
    assert len(sits(person, "Fernmoss", today)) == 8
    person.quit()
