"""Today's house through the import screen: other fields, the same preview, one undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from incubator_gui.core.languages import use_language
from incubator_gui.services.house import House
from incubator_gui.services.space import FloorDraft, RoomDraft
from incubator_gui.views.importing.screen import DONE, PREVIEW
from tests.qt_support import assert_named
from tests.support.databases import blank
from tests.views.importing.conftest import write_csv

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
HEADS = {
    "en": ("Company", "Contact", "E-mail", "Contract", "From", "Planned end", "Floor", "Room", "Desks", "Service"),
    "de": ("Unternehmen", "Ansprechpartner", "E-Mail", "Vertrag", "Einzug", "Vertragsende", "Etage", "Raum",
           "Arbeitsplätze", "Leistung"),
    "zh": ("企业名称", "联系人", "邮箱", "合同编号", "入驻日期", "合同到期", "楼层", "房间号", "工位数", "服务项目")}
ROWS = (
    ("Kranichtal GmbH", "Ida Ott", "ida@kranich.example", "A-1", "2025-04-01", "2028-04-01", "1F", "101", "8",
     "Mentoring"),
    ("", "Jo Lee", "jo@kranich.example", "", "", "", "", "", "", ""),
    ("禾岚电驱有限公司", "岑若桐", "cen@helan.example", "A-2", "2025年8月1日", "", "1F", "102", "1-4", ""),
    ("Nameless in time", "", "", "", "", "", "1F", "103", "2", ""),
    ("Moorfink UG", "", "", "A-4", "2026-13-01", "", "1F", "102", "3-5", ""),
    ("Haselried Daten UG", "", "info@haselried.example", "A-5", "2026-01-01", "", "", "101", "1", ""),
)
FIELDS = ("legal_name", "person_name", "person_email", "contract", "starts_on", "planned_end", "floor", "room", "desks",
          "service")


@pytest.fixture
def house_room(room: Any) -> Any:
    """The screen ready for the house."""
    room.screen.apply({"kind": "house"})
    return room


def _open(room: Any, language: str = "en") -> None:
    room.open(write_csv(room.folder / "residents.csv", ROWS, HEADS[language]))


def test_lines_between_columns_go_with_their_rows(house_room: Any) -> None:
    columns, counts = house_room.screen.columns, []
    for _ in range(3):
        _open(house_room)
        counts.append(sum(part.isVisibleTo(columns) for part in columns.findChildren(QFrame, "GridLine")))
    assert counts[0] >= len(columns.rows) == len(FIELDS)
    assert set(counts) == {counts[0]}


def test_one_switch_for_what_is_imported(room: Any) -> None:
    page = room.screen.file
    assert page.call.isVisible()
    page.kind.choose("house")
    room.idle()
    assert room.screen.accessibleName() == "Import the house"
    assert not page.call.isVisible()
    assert page.template_button.isVisible()
    assert_named(room.screen)
    room.screen.apply({"call": None})
    assert page.call.isVisible()
    assert room.screen.flow.kind.key == "applications"


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_residents_with_titles_in_three_languages(house_room: Any, language: str) -> None:
    _open(house_room, language)
    source = house_room.screen.flow.source
    assert tuple(source.mapping.choice(at) for at in range(len(FIELDS))) == FIELDS
    assert house_room.verdicts() == ["create", "create", "create", "refuse", "refuse", "ask"]
    model = house_room.screen.preview.model
    company, room = model.section("company"), model.section("room")
    assert model.index(1, company).data() == "Kranichtal GmbH"  # the row below belongs to it
    assert model.index(2, room).data() == "102"
    assert "12 new desks" in house_room.screen.preview.facts.text()
    assert house_room.answered() == 3


def test_since_mend_answer_import_undo_and_again(house_room: Any) -> None:
    use_language("en")
    _open(house_room)
    screen, house = house_room.screen, house_room.house
    assert any("since when" in bar for bar in house_room.bars())
    box = screen.columns.file
    assert box.since.isVisible()
    assert not box.call.isVisible()
    box.since.editor.setFocus()
    house_room.qtbot.keyClicks(box.since.editor, "1.10.2026")
    house_room.qtbot.keyClick(box.since.editor, Qt.Key.Key_Return)
    house_room.idle()
    assert screen.flow.source.since == date(2026, 10, 1)
    assert house_room.verdicts()[3] == "create"
    table = screen.preview.table
    table.setFocus()
    house_room.context.actions.trigger("import.next")
    assert table.currentIndex().row() == 4
    house_room.qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = table.viewport().findChild(QLineEdit)
    house_room.qtbot.keyClicks(editor, "2026-02-01")
    house_room.qtbot.keyClick(editor, Qt.Key.Key_Return)
    house_room.idle()
    assert "room 102 has no desk 5" in str(house_room.row("Moorfink").reasons[0])
    desks = table.rows.index(4, table.rows.section("desks"))
    table.rows.setData(desks, "3-4")
    house_room.idle()
    assert "Desk 102-3 is taken by 禾岚电驱有限公司" in str(house_room.row("Moorfink").reasons[0])
    table.rows.setData(desks, "")
    house_room.idle()
    screen.flow.mend(house_room.row("Moorfink").prepared.row, 7, "104")  # a room of its own
    house_room.idle()
    assert house_room.verdicts()[4] == "create"
    number = house_room.row("Haselried").prepared.row
    screen.flow.decide(number, screen.flow.candidates(number)[0].id)
    house_room.idle()
    assert house_room.verdicts()[5] == "refuse"  # all eight desks there are taken
    assert "only 0 of 1 desks" in str(house_room.row("Haselried").reasons[0])
    before = len(house.residency.rows())
    house_room.context.actions.trigger("import.run")
    house_room.idle()
    assert screen.step == DONE
    assert screen.done.figures["create"].text() == "5"
    assert "contracts" in screen.done.facts.text()
    assert len(house.residency.rows()) == before + 4
    screen.done.list_button.click()
    assert house_room.shell.screens[-1] == ("floor_plan", None)
    screen.done.undo_button.click()
    house_room.idle()
    assert len(house.residency.rows()) == before
    assert "taken back" in screen.done.sentence.text()
    house.history.redo()
    screen.flow.look_if_undone()
    house_room.idle()
    assert not screen.flow.undone
    house_room.screen.start_again()
    _open(house_room)
    assert "create" not in house_room.verdicts()
    assert house_room.verdicts()[:3] == ["same"] * 3


def test_sheets_one_after_the_other(house_room: Any, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rooms = book.active
    assert rooms is not None
    rooms.title = "Rooms"
    for row in (("Floor", "Room", "Desks", "Room type"), ("2F", "201", "6", "Lounge"), ("2F", "202", "4", "Büro")):
        rooms.append(row)
    people = book.create_sheet("Residents")
    for row in (("Company", "Room", "Desks", "From"), ("Ada", "201", "2", "2026-03-01")):
        people.append(row)
    book.save(tmp_path / "house.xlsx")
    house_room.open(tmp_path / "house.xlsx")
    screen = house_room.screen
    words = screen.columns.word_boxes["room_kind"]
    assert words.isVisible()
    assert house_room.verdicts() == ["refuse", "create"]
    combo = words.combos["Lounge"]
    combo.setCurrentIndex(combo.findText("Open area"))
    combo.activated.emit(combo.currentIndex())
    house_room.idle()
    assert house_room.verdicts() == ["create", "create"]
    screen.preview.main.click()
    house_room.idle()
    assert screen.done.sheet_button.isVisible()
    assert "Residents" in screen.done.sheet_button.text()
    screen.done.sheet_button.click()
    house_room.idle()
    assert screen.step == PREVIEW
    assert house_room.verdicts() == ["create"]
    screen.preview.main.click()
    house_room.idle()
    assert not screen.done.sheet_button.isVisible()
    assert [row.company for row in house_room.house.residency.rows()] == ["Ada"]
    assert house_room.house.history.recent(2)[-1].command == "house.import"


def test_an_open_file_is_read_again_as_the_other_kind(house_room: Any) -> None:
    _open(house_room)
    screen = house_room.screen
    kind = screen.columns.file.kind
    kind.setCurrentIndex(0)
    kind.activated.emit(0)
    house_room.idle()
    assert screen.flow.kind.key == "applications"
    assert screen.step == PREVIEW
    assert len(house_room.verdicts()) > 3
    screen.flow.mend(2, 0, "Other name")
    house_room.idle()
    screen.set_kind("house")
    assert any("would be lost" in bar for bar in house_room.bars())
    assert screen.flow.kind.key == "applications"
    screen.set_kind("house", sure=True)
    house_room.idle()
    assert house_room.verdicts()[0] == "create"


def test_a_file_that_falls_in_is_opened_and_no_house_is_refused_plainly(house_room: Any) -> None:
    screen = house_room.screen
    file = write_csv(house_room.folder / "songs.csv", (("Yesterday", "The Beatles"),), ("Song", "Singer"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    screen.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier))
    house_room.idle()
    assert any("No column holds a company, a room or a floor" in bar for bar in house_room.bars())
    assert not screen.preview.main.isEnabled()
    broken = house_room.folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    house_room.open(broken)
    assert sum("broken.xlsx" in bar for bar in house_room.bars()) == 1


def test_files_opened_before_are_those_of_their_kind(house_room: Any) -> None:
    _open(house_room)
    screen = house_room.screen
    state = screen.state()
    assert [Path(file).name for file in state["recent_house"]] == ["residents.csv"]
    assert state["recent"] == []
    screen.start_again()
    assert screen.file._recent_title.isVisible()
    screen.set_kind("applications")
    assert not screen.file._recent_title.isVisible()
    screen.restore({"recent": ["/x/a.csv", 3], "recent_house": "no"})
    assert screen.file._recent_title.isVisible()


def test_the_empty_table_comes_back_with_every_column_known(house_room: Any) -> None:
    target = house_room.folder / "empty.xlsx"
    for language in ("en", "de", "zh"):
        use_language(language)
        house_room.screen.flow.save_template(target)
        house_room.idle()
        source = house_room.house.house_import.open(target)
        from incubator_gui.views.importing.template import _COLUMNS

        book = openpyxl.load_workbook(target)
        assert [cell.value for cell in book.worksheets[0][1]]
        book.worksheets[0].append([{"starts_on": "2026-01-01", "until": "2027-01-01", "planned_end": "2027-01-01",
                                    "service_due": "2027-01-01", "person_email": "a@b.example", "room_area": "20",
                                    "service_hours": "4"}.get(key, "1") for key in _COLUMNS])
        book.save(target)
        source = house_room.house.house_import.open(target)
        known = [source.mapping.choice(at) for at in range(len(_COLUMNS))]
        assert [key for key, wanted in zip(known, _COLUMNS, strict=True) if key != wanted] == [], language


def test_cancelled_and_failed_imports_change_nothing(house_room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from incubator_gui.core.errors import Cancelled, Environment
    from incubator_gui.core.messages import msg

    _open(house_room)
    screen, service = house_room.screen, house_room.house.house_import
    for error in (Cancelled(msg("The import was cancelled; nothing was changed.")),
                  Environment(msg("The disk is full."))):
        def fail(*_given: Any, error: Exception = error, **_named: Any) -> Any:
            raise error

        monkeypatch.setattr(service, "apply", fail)
        screen.preview.main.click()
        house_room.idle()
        assert screen.step == PREVIEW
        assert any(str(error) in bar for bar in house_room.bars())
        assert house_room.verdicts()[0] == "create"


def test_language_changes_while_a_file_is_open(house_room: Any) -> None:
    _open(house_room)
    for language, word in (("de", "Raum"), ("zh", "房间")):
        use_language(language)
        house_room.screen.retranslate()
        model = house_room.screen.preview.model
        assert model.headerData(model.section("room"), Qt.Orientation.Horizontal) == word
        assert_named(house_room.screen)
    assert not house_room.screen.grab().isNull()


@pytest.mark.parametrize("file", sorted((SHARED / "spreadsheets").glob("*"))[:60] if SHARED.is_dir() else [],
                         ids=lambda file: file.name)
def test_awkward_tables_end_in_a_preview_or_one_sentence(tmp_path_factory: pytest.TempPathFactory, file: Path) -> None:
    """Whatever the table is, it is read or refused with one sentence; nothing is written."""
    from incubator_gui.core.errors import IncubatorError

    if not file.is_file() or file.suffix in (".md", ".txt", ".json"):
        pytest.skip("no table")
    house = House.open(blank(tmp_path_factory.mktemp("awkward") / "h.db"))
    try:
        house.space.set_up("Hall", [FloorDraft("1F", (RoomDraft("101", desks=4),))])
        steps = len(house.history.recent())
        try:
            source = house.house_import.open(file)
            for info in source.info.sheets[:4]:
                house.house_import.plan(house.house_import.open(file, info.name or None).with_since(date(2026, 1, 1)))
            said = "read"
        except IncubatorError as error:
            said = str(error)
        assert len(said.splitlines()) == 1
        assert len(house.history.recent()) == steps
    finally:
        house.close()


