"""List, event and line-up, by keyboard and mouse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from incubator_gui.core.languages import use_language
from incubator_gui.services.house import House
from incubator_gui.views.roadshows.lineup_table import COMPANIES, ENTRIES, LineupTable
from incubator_gui.views.roadshows.screen import RoadshowsScreen
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import NameDialog
from incubator_gui.widgets.ordered_table import packed
from tests.qt_support import assert_named
from tests.views.roadshows.conftest import Fair, Told, companies_of, deck, idle

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def drop(table: LineupTable, mime: QMimeData, line: int, *, low: bool = False) -> None:
    tall = table.verticalHeader().defaultSectionSize()
    place = QPointF(60, line * tall + (tall - 4 if low else 4))
    event = QDropEvent(place, Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)
    table.dropEvent(event)


def test_the_list_and_back(screen: RoadshowsScreen, fair: Fair, context: Context, qtbot: QtBot, house: House) -> None:
    house.roadshows.add("Autumn", held_on=date(2020, 9, 9))
    screen.list.read()
    context.actions.trigger("roadshow.back")
    idle(qtbot, context)
    table = screen.list.table
    assert table.rows.counts() == (2, 2)
    assert table.selected_ids() == [fair.show]
    words = [table.rows.index(0, n).data() for n in range(1, table.rows.columnCount())]
    assert "0 of 3" in words
    assert "Coming" in words
    screen.apply({"state": "over"})
    assert [row.name for row in (table.rows.row_at(0)[2],)] == ["Autumn"]
    screen.apply({})
    table.select_ids([fair.show])
    qtbot.keyClick(table, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert screen.page.isVisible()
    assert_named(screen)


def test_a_new_roadshow_keeps_what_was_typed(screen: RoadshowsScreen, context: Context, qtbot: QtBot, house: House
                                             ) -> None:
    screen.show_list()
    context.actions.trigger("roadshow.new")
    dialog = screen.list.dialog
    assert dialog is not None
    assert_named(dialog)
    dialog.name_field.setText("Friday")
    dialog.day_field.setText("some day")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert "is not a day" in dialog.messages.bars()[0].sentence()
    dialog.day_field.setText("2030-05-27")
    dialog.begins.setText("99:00")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert "is not a time" in dialog.messages.bars()[0].sentence()
    assert dialog.name_field.text() == "Friday"
    dialog.begins.setText("9:30")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    row = next(row for row in house.roadshows.rows() if row.name == "Friday")
    assert (row.held_on, row.starts_at, row.language) == (date(2030, 5, 27), "09:30", "en")
    assert screen.page.stock is not None
    assert screen.page.stock.row.name == "Friday"
    assert screen.page.lineup.empty.isVisible()


def test_details_are_edited_where_they_stand(screen: RoadshowsScreen, fair: Fair, context: Context, qtbot: QtBot,
                                             house: House) -> None:
    fields = screen.page.lineup.details.fields.fields
    editor = fields["starts_at"].editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "25 o'clock")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "not a time" in fields["starts_at"].problem()
    assert not screen.leave()
    editor.selectAll()
    qtbot.keyClicks(editor, "14:00")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert house.roadshows.lineup(fair.show)[0].begins_at == "14:00"
    assert screen.page.lineup.table.rows.index(0, 2).data() == "14:00"
    language = screen.page.lineup.details.language
    language.editor.setCurrentIndex(language.editor.findText("简体中文"))
    language._typed()
    language.commit()
    idle(qtbot, context)
    assert house.roadshows.row(fair.show).language == "zh"
    assert screen.page.pack.options.language.key == "zh"
    house.history.undo()
    assert house.roadshows.row(fair.show).language == "en"


def test_order_by_keyboard_and_by_dragging(screen: RoadshowsScreen, fair: Fair, context: Context, qtbot: QtBot,
                                           house: House, shell: Told) -> None:
    table = screen.page.lineup.table
    one, two, three = (entry.id for entry in house.roadshows.lineup(fair.show))
    table.select_ids([three])
    table.setFocus()
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Up, ALT)
        idle(qtbot, context)
    assert companies_of(house, fair.show) == ["禾岚电驱", "Ladewerk", "Fernmoss"]
    assert table.selected_ids() == [three]
    qtbot.keyClick(table, Qt.Key.Key_Down, ALT)
    idle(qtbot, context)
    assert companies_of(house, fair.show) == ["Ladewerk", "禾岚电驱", "Fernmoss"]
    drop(table, packed(ENTRIES, [one, three]), 2, low=True)
    idle(qtbot, context)
    assert companies_of(house, fair.show) == ["Fernmoss", "Ladewerk", "禾岚电驱"]
    house.history.undo()
    house.history.undo()
    assert companies_of(house, fair.show) == ["禾岚电驱", "Ladewerk", "Fernmoss"]
    table.sort_by([("company", False)])
    drop(table, packed(ENTRIES, [two]), 0)
    assert "sorted by another column" in shell.said[-1]


def test_a_row_is_dragged_with_the_mouse(screen: RoadshowsScreen, fair: Fair, qtbot: QtBot, house: House,
                                         monkeypatch: pytest.MonkeyPatch) -> None:
    dragged: list[str] = []
    monkeypatch.setattr("incubator_gui.widgets.ordered_table.QDrag.exec",
                        lambda drag, _action: dragged.append(bytes(drag.mimeData().data(ENTRIES).data()).decode()))
    table = screen.page.lineup.table
    tall = table.verticalHeader().defaultSectionSize()
    start = QPoint(140, tall // 2)
    qtbot.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for place in (start + QPoint(1, 1), start + QPoint(3, 40)):
        table.mouseMoveEvent(QMouseEvent(
            QEvent.Type.MouseMove, QPointF(place), QPointF(table.viewport().mapToGlobal(place)),
            Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    qtbot.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert dragged == [str(house.roadshows.lineup(fair.show)[0].id)]


def test_companies_come_in_at_their_place(screen: RoadshowsScreen, fair: Fair, context: Context, qtbot: QtBot,
                                          house: House, shell: Told) -> None:
    context.actions.trigger("roadshow.add")
    idle(qtbot, context)
    picker = screen.page.picker
    assert screen.side_panel() is picker
    picker.show()
    assert [row.name for row in picker.model.rows] == ["Moorfink", "Lindwurm"]
    picker.field.setText("lind")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert companies_of(house, fair.show)[-1] == "Lindwurm"
    picker.field.clear()
    idle(qtbot, context)
    qtbot.waitUntil(lambda: len(picker.model.rows) == 1)
    drop(screen.page.lineup.table, packed(COMPANIES, [fair.companies["Moorfink"], fair.companies["Ladewerk"]]), 1)
    idle(qtbot, context)
    assert companies_of(house, fair.show) == ["Ladewerk", "Moorfink", "Fernmoss", "禾岚电驱", "Lindwurm"]
    assert "in the line-up already" in shell.said[-1]
    assert_named(picker)
    qtbot.keyClick(picker.list, Qt.Key.Key_Escape)
    assert screen.side_panel() is not picker


def test_cells_are_edited_and_pasted(screen: RoadshowsScreen, fair: Fair, context: Context, qtbot: QtBot, house: House
                                     ) -> None:
    table = screen.page.lineup.table
    entry = house.roadshows.lineup(fair.show)[0]
    model, line = table.rows, table.rows.line_of(entry.id)
    assert model.setData(model.index(line, table.section("topic")), "Fast charging")
    assert not model.setData(model.index(line, table.section("minutes")), "some")
    assert "no minutes" in str(model.wrong(entry.id, "minutes"))
    model.discard(entry.id, "minutes")
    idle(qtbot, context)
    QGuiApplication.clipboard().setText("7\t5\n8\t6")
    table.setCurrentIndex(model.index(0, table.section("minutes")))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_V, CTRL)
    idle(qtbot, context)
    found = house.roadshows.lineup(fair.show)
    assert [(e.minutes, e.question_minutes) for e in found[:2]] == [(7, 5), (8, 6)]
    assert found[0].topic == "Fast charging"
    assert model.setData(model.index(line, table.section("status")), "confirmed")
    idle(qtbot, context)
    assert house.roadshows.lineup(fair.show)[0].status == "confirmed"
    table.rows.set_checked([e.id for e in found[1:]])
    menu = screen.page.lineup.status_menu()
    menu.actions()[-1].trigger()
    idle(qtbot, context)
    assert [e.status for e in house.roadshows.lineup(fair.show)] == ["confirmed", "declined", "declined"]
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    idle(qtbot, context)
    assert companies_of(house, fair.show) == ["Ladewerk"]
    house.history.undo()
    assert len(companies_of(house, fair.show)) == 3


def test_many_are_edited_at_once(screen: RoadshowsScreen, fair: Fair, context: Context, qtbot: QtBot, house: House
                                 ) -> None:
    lineup = screen.page.lineup
    ids = lineup.table.rows.visible_ids()
    lineup.table.edit_many_asked.emit(ids, "question_minutes")
    dialog = lineup.dialog
    assert isinstance(dialog, NameDialog)
    assert_named(dialog)
    dialog.field.setText("a few")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert "no minutes" in dialog.messages.bars()[0].sentence()
    dialog.field.setText("5")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert lineup.dialog is None
    assert [e.question_minutes for e in house.roadshows.lineup(fair.show)] == [5, 5, 5]
    house.history.undo()
    assert [e.question_minutes for e in house.roadshows.lineup(fair.show)] == [0, 0, 0]


def test_what_is_missing_is_said(screen: RoadshowsScreen, fair: Fair, context: Context, qtbot: QtBot, house: House
                                 ) -> None:
    table, panel = screen.page.lineup.table, screen.page.panel
    entry = house.roadshows.lineup(fair.show)[0]
    table.select_ids([entry.id])
    idle(qtbot, context)
    assert screen.side_panel() is panel
    panel.show()
    assert "• no deck" in panel._missing.text()
    panel.status.editor.setCurrentIndex(1)
    panel.status._typed()
    panel.status.commit()
    idle(qtbot, context)
    assert "not confirmed" not in panel._missing.text()
    rehearsals = panel.rehearsals
    panel.show_tab("rehearsals")
    rehearsals.minutes.setText("x")
    rehearsals.feedback.setPlainText("Shorter opening")
    rehearsals.note()
    assert rehearsals._wrong.isVisibleTo(panel)
    assert rehearsals.feedback.toPlainText() == "Shorter opening"
    rehearsals.minutes.setText("9")
    rehearsals.ready.setChecked(True)
    rehearsals.note()
    idle(qtbot, context)
    (found,) = house.roadshows.lineup(fair.show)[0].rehearsals
    assert (found.feedback, found.minutes, found.is_ready) == ("Shorter opening", 9, True)
    assert rehearsals.feedback.toPlainText() == ""
    assert panel.entry is not None
    assert panel.entry.status == "rehearsed"
    assert_named(panel)
    for language in ("de", "zh", "en"):
        use_language(language)
        screen.retranslate()
    panel.open_company.click()
    assert screen.context.shell.records == [("company", entry.company_id)]  # type: ignore[attr-defined]


def test_decks_fall_onto_rows(screen: RoadshowsScreen, fair: Fair, context: Context, qtbot: QtBot, house: House,
                              shell: Told, tmp_path: Path) -> None:
    table, panel = screen.page.lineup.table, screen.page.panel
    file, slides = tmp_path / "deck.pdf", tmp_path / "deck.pptx"
    file.write_bytes(deck(3, script=True))
    slides.write_bytes(b"PK\x03\x04 slides")
    for path, line in ((file, 0), (slides, 1)):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        drop(table, mime, line)
        idle(qtbot, context)
    one, two, _three = house.roadshows.lineup(fair.show)
    assert (one.document, one.status, two.document) == ("deck", "deck_in", "deck")
    assert "only a PDF" in shell.warned[-1]
    table.select_ids([one.id])
    idle(qtbot, context)
    panel.show()
    panel.show_tab("deck")
    idle(qtbot, context)
    assert panel.deck.findings.text().startswith("3 pages; scripts and actions were removed")
    assert panel.deck.list.count() == 1
    panel.deck.view()
    idle(qtbot, context)
    assert panel.deck.dialog is not None
    panel.deck.dialog.close()
    panel.deck.drop_deck()
    idle(qtbot, context)
    assert house.roadshows.lineup(fair.show)[0].document_id is None
    assert panel.deck.list.count() == 1, "the document stays with the company"
    panel.deck.list.setCurrentRow(0)
    qtbot.keyClick(panel.deck.list, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert house.roadshows.lineup(fair.show)[0].document == "deck"
    context.actions.trigger("roadshow.deck")
    dialog = screen.page.lineup.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "missing.pdf"))
    dialog.close()
    idle(qtbot, context)
    assert "cannot be read" in shell.warned[-1]


def test_a_roadshow_that_is_gone(screen: RoadshowsScreen, fair: Fair, context: Context, qtbot: QtBot, house: House,
                                 shell: Told) -> None:
    entry = house.roadshows.lineup(fair.show)[1].id
    screen.apply({"roadshow": fair.show, "entry": entry})
    idle(qtbot, context)
    assert screen.page.lineup.table.selected_ids() == [entry]
    context.actions.trigger("roadshow.remove")
    idle(qtbot, context)
    assert house.roadshows.rows() == ()
    assert screen.list.isVisible()
    assert screen.list.empty.isVisible()
    house.history.undo()
    assert companies_of(house, fair.show) == ["Ladewerk", "Fernmoss", "禾岚电驱"]


def test_state_comes_back(screen: RoadshowsScreen, fair: Fair, context: Context, qtbot: QtBot) -> None:
    screen.page.show_tab("issues")
    kept = screen.state()
    screen.show_list()
    screen.restore({"roadshow": 7, "pack": "no"})
    screen.restore(kept)
    idle(qtbot, context)
    assert screen.page.isVisible()
    assert screen.page.tab() == "issues"
    screen.restore({"roadshow": "0" * 32})
    idle(qtbot, context)
    assert screen.list.isVisible()


def test_the_event_and_its_rehearsals_as_a_calendar_file(screen: RoadshowsScreen, fair: Fair, context: Context,
                                                         qtbot: QtBot, house: House, shell: Told, tmp_path: Path
                                                         ) -> None:
    house.roadshows.add("Another", held_on=date(2027, 6, 1))
    entry = house.roadshows.lineup(fair.show)[0]
    house.roadshows.add_rehearsal(entry.id, date(2027, 4, 20))
    screen.page.write_calendar(tmp_path / "spring.ics")
    qtbot.waitUntil(lambda: any("spring.ics" in words for words in shell.said), timeout=20_000)
    written = (tmp_path / "spring.ics").read_text("utf-8")
    assert written.count("BEGIN:VEVENT") == 2
    assert "Spring" in written
    assert "Another" not in written
    house.editing.set_field("roadshow", fair.show, "held_on", None, house.roadshows.row(fair.show).held_on)
    house.roadshows.remove_rehearsal(house.roadshows.lineup(fair.show)[0].rehearsals[0].id)
    screen.page.write_calendar(tmp_path / "none.ics")
    qtbot.waitUntil(lambda: bool(shell.warned), timeout=20_000)
    assert "no day yet" in shell.warned[-1]


def test_a_wide_page_behind_does_not_widen_the_line_up(screen: RoadshowsScreen, fair: Fair, context: Context,
                                                       qtbot: QtBot) -> None:
    use_language("de")
    try:
        screen.retranslate()
        idle(qtbot, context)
        assert screen.page.minimumSizeHint().width() <= 680, "1180 px less navigation and side panel"
        assert screen.minimumSizeHint().width() <= 680
    finally:
        use_language("en")
