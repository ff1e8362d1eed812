"""The list of companies and the page of one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from incubator_gui.core.languages import use_language
from incubator_gui.services.house import House
from incubator_gui.services.merging import MergingService
from incubator_gui.views.companies import make
from incubator_gui.views.companies.company_page import TABS
from incubator_gui.widgets.context import Context
from tests.qt_support import assert_named
from tests.views.companies.rich import Rich
from tests.views.companies.room import SeenShell, idle, opened, picture

Room = Callable[..., Any]


def test_an_empty_house_says_what_to_do(room: Room, shell: SeenShell) -> None:
    screen = room(make)
    assert screen.list.empty.isVisible()
    screen.list.empty.linked.emit()
    assert shell.screens == [("import", {"kind": "applications"})]
    assert_named(screen)


def test_the_list(room: Room, rich: Rich, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    table = screen.list.table
    assert table.rows.counts() == (10, 10)
    row = table.rows.row_of(rich.company)
    assert (row.name, row.desks, row.life) == ("Helan E-Drive", 12, "resident")
    screen.apply({"country": "DE"})
    assert table.rows.counts() == (4, 10)
    screen.apply({})
    picture(screen, "companies-list")
    table.select_ids([rich.company])
    qtbot.keyClick(table, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert screen.page.isVisible()
    assert screen.page._name.text() == "Helan E-Drive"
    screen.show_list()
    assert table.selected_ids() == [rich.company]


def test_a_cell_is_edited_and_a_block_pasted(room: Room, rich: Rich, house: House, qtbot: QtBot,
                                             context: Context) -> None:
    screen = room(make)
    table = screen.list.table
    line = table.rows.line_of(rich.double)
    model = table.rows
    assert model.setData(model.index(line, table.section("country")), "Deutschland")
    idle(qtbot, context)
    assert house.companies.sheet(rich.double).values["country"] == "DE"
    assert not model.setData(model.index(line, table.section("country")), "Nowhereland")
    assert model.wrong(rich.double, "country") is not None
    model.discard(rich.double, "country")
    table.setCurrentIndex(model.index(line, table.section("city")))
    QGuiApplication.clipboard().setText("苏州\t8\nWuhan\t9")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, context)
    sheet = house.companies.sheet(rich.double)
    assert (sheet.values["city"], sheet.values["headcount"]) == ("苏州", 8)
    house.history.undo()
    assert house.companies.sheet(rich.double).values["city"] == "上海"


def test_many_are_edited_at_once(room: Room, rich: Rich, house: House, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    ids = screen.list.table.rows.visible_ids()[:3]
    screen.list.ask_many(ids, "owner")
    idle(qtbot, context)
    dialog = screen.list.dialog
    assert_named(dialog)
    dialog.editor().setCurrentIndex(0)
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert screen.list.dialog is None
    assert [house.companies.sheet(id).values["owner_id"] for id in ids] == [rich.officer] * 3


def test_a_new_company(room: Room, rich: Rich, house: House, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    context.actions.trigger("company.new")
    dialog = screen.list.dialog
    dialog.name_field.setText("青禾储能")
    dialog.email.setText("not a mail")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert "not an e-mail" in dialog.messages.bars()[0].sentence()
    assert dialog.name_field.text() == "青禾储能"
    dialog.email.setText("li@qinghe.example")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert screen.page.stock.sheet.values["chinese_name"] == "青禾储能"


def test_export_as_workbook_and_csv(room: Room, rich: Rich, house: House, qtbot: QtBot, context: Context,
                                    shell: SeenShell, tmp_path: Path) -> None:
    house.companies.add("=1+1 GmbH")
    screen = room(make)
    for name in ("out.xlsx", "out.csv"):
        screen.list.export_to(tmp_path / name)
        idle(qtbot, context)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet.max_row == 12
    formula = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1 GmbH"]
    assert formula
    assert all(cell.data_type == "s" for cell in formula)
    assert "'=1+1 GmbH" in (tmp_path / "out.csv").read_text("utf-8-sig")
    assert len(shell.said) == 2


def test_every_tab_opens_named_in_all_languages_and_themes(room: Room, rich: Rich, qtbot: QtBot,
                                                           context: Context) -> None:
    screen = room(make)
    page = opened(screen, qtbot, context, rich.company)
    for language in ("zh", "de", "en"):
        use_language(language)
        screen.retranslate()
        for key, _words in TABS:
            page.show_tab(key)
            idle(qtbot, context)
            QApplication.processEvents()
            assert_named(screen)
    for theme in ("dark", "contrast", "light"):
        context.theme.choose(theme)
        for key, _words in TABS:
            page.show_tab(key)
            screen.grab()


def test_fields_are_saved_on_leaving_and_never_lost(room: Room, rich: Rich, house: House, qtbot: QtBot,
                                                    context: Context) -> None:
    screen = room(make)
    page = opened(screen, qtbot, context, rich.company, "profile")
    field = page.profile.fields.fields["city"]
    field.editor.setFocus()
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "Jiading")
    house.editing.set_field("company", rich.company, "city", "Baoshan")  # somebody else, meanwhile
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert "Baoshan" in field.problem()
    assert field.words() == "Jiading"
    assert house.companies.sheet(rich.company).values["city"] == "Baoshan"
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert house.companies.sheet(rich.company).values["city"] == "Jiading"
    assert field.problem() == ""
    mail = page.profile.fields.fields["email"]
    mail.editor.setFocus()
    qtbot.keyClicks(mail.editor, "nowhere")
    screen.show_list()
    assert page.isVisible()  # what is wrong holds the page
    assert mail.words() == "nowhere"
    qtbot.keyClick(mail.editor, Qt.Key.Key_Escape)
    screen.show_list()
    assert screen.list.isVisible()


def test_texts_per_language(room: Room, rich: Rich, house: House, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    page = opened(screen, qtbot, context, rich.company, "profile")
    page.profile.language.choose("zh")
    assert page.profile.texts.fields["claim"].words() == "扁线电机与油冷电驱"
    picture(screen, "company-profile")
    page.profile.language.choose("de")
    claim = page.profile.texts.fields["claim"]
    assert claim.words() == ""
    claim.editor.setFocus()
    qtbot.keyClicks(claim.editor, "Flachdrahtmotoren")
    qtbot.keyClick(claim.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, context)
    profiles = house.companies.sheet(rich.company).profiles
    assert profiles["de"]["claim"] == "Flachdrahtmotoren"
    assert profiles["zh"]["claim"] == "扁线电机与油冷电驱"
    funds = page.profile.funds
    funds.add_line()
    funds._lines[0][0].setText("Prüfstand")
    funds._lines[0][1].setText("120")
    funds.store()
    idle(qtbot, context)
    assert "100" in funds._wrong.text()
    funds._lines[0][1].setText("62.5")
    funds.store()
    idle(qtbot, context)
    assert house.companies.sheet(rich.company).profiles["de"]["use_of_funds"] == [
        {"title": "Prüfstand", "share": "0.625"}]


def test_the_team(room: Room, rich: Rich, house: House, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    screen.open_record("person", rich.founder)
    idle(qtbot, context)
    team = screen.page.team
    assert screen.page.tab() == "team"
    picture(screen, "company-team")
    assert next(card.person.name for card in team.cards.values()) == "岑若桐"
    assert team.cards[screen.page.stock.sheet.people[0].link_id].fields.fields["full_name"].editor.hasFocus()
    team.name.setText("Bo Chen")
    qtbot.keyClick(team.name, Qt.Key.Key_Return)
    idle(qtbot, context)
    people = house.companies.sheet(rich.company).people
    assert people[-1].name == "Bo Chen"
    card = team.cards[people[-1].link_id]
    qtbot.mouseClick(card.up, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert [p.name for p in house.companies.sheet(rich.company).people][2] == "Bo Chen"
    role = card.link.fields["role"]
    role.editor.setCurrentIndex(role.editor.findData("advisor"))
    role.editor.activated.emit(role.editor.currentIndex())
    idle(qtbot, context)
    assert [p.role for p in house.companies.sheet(rich.company).people][2] == "advisor"
    card.take_off()
    idle(qtbot, context)
    assert len(house.companies.sheet(rich.company).people) == 3
    assert len(team.cards) == 3


def test_a_person_is_erased_only_by_name(room: Room, rich: Rich, house: House, qtbot: QtBot, context: Context,
                                         shell: SeenShell, tmp_path: Path) -> None:
    from incubator_gui.views.companies.person_data import ask_erase, save_dossier

    screen = room(make)
    page = opened(screen, qtbot, context, rich.company, "team")
    person = page.stock.sheet.people[0]
    save_dossier(context, person.id, tmp_path / "person.json", screen)
    idle(qtbot, context)
    assert "岑若桐" in (tmp_path / "person.json").read_text("utf-8")
    dialog = ask_erase(context, person, screen)
    assert not dialog.main.isEnabled()
    dialog.field.setText("岑若桐")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert house.companies.sheet(rich.company).people[0].erased
    assert page.team.cards[person.link_id]._erased.isVisible()


def test_milestones_and_figures(room: Room, rich: Rich, house: House, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    page = opened(screen, qtbot, context, rich.company, "milestones")
    tab = page.milestones
    tab.title.setText("Prüfstand steht")
    tab.due.setText("2027-13-01")
    tab._add()
    assert "not a day" in tab._wrong.text()
    assert tab.title.text() == "Prüfstand steht"
    tab.due.setText("2027-09-01")
    tab._add()
    idle(qtbot, context)
    found = {m.title: m for m in house.companies.sheet(rich.company).milestones}
    assert found["Prüfstand steht"].due_on == date(2027, 9, 1)
    fields, remove = tab.rows[found["Prüfstand steht"].id]
    state = fields.fields["state"]
    state.editor.setCurrentIndex(state.editor.findData("done"))
    state.editor.activated.emit(state.editor.currentIndex())
    idle(qtbot, context)
    assert {m.title: m.state for m in house.companies.sheet(rich.company).milestones}["Prüfstand steht"] == "done"
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert len(tab.rows) == 3
    page.show_tab("indicators")
    figures = page.indicators
    figures.what.setCurrentIndex(figures.what.findData("rd_share"))
    figures.value.setText("28 %")
    figures.as_of.setText("2026-12-31")
    figures.store()
    idle(qtbot, context)
    row = next(r for r in house.companies.sheet(rich.company).indicators if r.indicator == "rd_share")
    assert (str(row.value), str(row.baseline)) == ("0.28", "0.34")
    figures.open_series("rd_share")
    idle(qtbot, context)
    assert figures.list.count() == 2
    picture(screen, "company-indicators")


def test_lists_lead_on(room: Room, rich: Rich, qtbot: QtBot, context: Context, shell: SeenShell) -> None:
    screen = room(make)
    page = opened(screen, qtbot, context, rich.company, "applications")
    page.applications.table.opened.emit(rich.application)
    assert shell.records == [("application", rich.application)]
    context.actions.trigger("company.dossier")
    assert shell.screens[-1] == ("dossier", {"company": rich.company})
    page.show_tab("history")
    idle(qtbot, context)
    assert page.history.table.rowCount() > 10
    picture(screen, "company-history")
    places = [key for key, _w in TABS]
    assert page.bar.isTabVisible(places.index("services"))
    opened(screen, qtbot, context, rich.double)
    assert not page.bar.isTabVisible(places.index("services"))
    assert page.bar.isTabVisible(places.index("capital")), "a first round can be entered"


def test_documents_and_notes(room: Room, rich: Rich, house: House, qtbot: QtBot, context: Context,
                             tmp_path: Path) -> None:
    screen = room(make)
    document = house.records.documents("company", rich.company)[0]
    screen.open_record("document", document.id)
    idle(qtbot, context)
    tab = screen.page.documents
    assert tab.chosen().id == document.id
    plan = tmp_path / "Vertrag.txt"
    plan.write_text("text", "utf-8")
    tab.add_files([plan])
    idle(qtbot, context)
    assert len(house.records.documents("company", rich.company)) == 3
    tab.reveal(next(d.id for d in house.records.documents("company", rich.company) if d.file_name == plan.name))
    tab.save_to(tab.chosen(), tmp_path / "copy.txt")
    idle(qtbot, context)
    assert (tmp_path / "copy.txt").read_text("utf-8") == "text"
    tab.remove()
    idle(qtbot, context)
    assert tab.table.rowCount() == 2
    notes = screen.page.notes
    screen.page.show_tab("notes")
    notes.field.setPlainText("Called back.")
    qtbot.mouseClick(notes.add, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert "Called back." in {n.text for n in house.records.notes("company", rich.company)}
    assert notes.field.toPlainText() == ""
    assert len(notes.notes) == 2


def test_a_merged_record_leads_to_the_kept_one(room: Room, rich: Rich, house: House, qtbot: QtBot,
                                               context: Context) -> None:
    MergingService(house.database).merge(rich.company, rich.double)
    screen = room(make)
    page = opened(screen, qtbot, context, rich.double)
    assert page.stock.id == rich.company
    assert "merged into Helan" in page.messages.bars()[0].sentence()


def test_state_is_found_again(room: Room, rich: Rich, qtbot: QtBot, context: Context, shell: SeenShell) -> None:
    screen = room(make)
    opened(screen, qtbot, context, rich.company, "team")
    state = screen.state()
    screen.show_list()
    screen.restore(state)
    idle(qtbot, context)
    assert (screen.page.stock.id, screen.page.tab()) == (rich.company, "team")
    screen.restore({"company": "nonsense"})
    screen.restore({})
    screen.restore({"company": "00" * 16})
    idle(qtbot, context)
    assert screen.list.isVisible()
    assert shell.warned == []
