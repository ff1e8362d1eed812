"""Rounds of a company, its papers, its names in each language, and words on its life line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from incubator_gui.core.languages import use_language
from incubator_gui.domain.changes import Changes
from incubator_gui.services.house import House
from incubator_gui.services.support import SupportService
from incubator_gui.views.companies import make
from incubator_gui.widgets.context import Context
from tests.qt_support import assert_named
from tests.views.companies.rich import Rich
from tests.views.companies.room import SeenShell, idle, opened, pdf_words, picture

Room = Callable[..., Any]


def test_rounds_are_added_edited_and_removed(room: Room, rich: Rich, house: House, qtbot: QtBot,
                                             context: Context) -> None:
    screen = room(make)
    tab = opened(screen, qtbot, context, rich.company, "capital").capital
    service = SupportService(house.database)
    assert [fields.fields["name"].words() for fields, _b in tab.rows.values()] == ["Angel", "Seed"]
    tab.name.setText("Bridge")
    tab.kind.setCurrentIndex(tab.kind.findData("debt"))
    tab.amount.setText("20,000,000")
    tab.closed.setText("2027-05-01")
    tab.add.click()
    idle(qtbot, context)
    assert tab._wrong.isVisible(), "an amount needs a currency"
    tab.currency.setText("cny")
    tab.add.click()
    idle(qtbot, context)
    row = next(row for row in service.rounds(rich.company) if row.name == "Bridge")
    assert (row.kind, row.amount, row.currency, row.closed_on) == ("debt", 20_000_000, "CNY", date(2027, 5, 1))
    assert not tab._wrong.isVisible()
    field = tab.rows[row.id][0].fields["amount"]
    assert field.words() == "20,000,000"
    words = field.editor.fontMetrics().horizontalAdvance(field.words())
    assert field.editor.width() > words, "long amounts are seen whole"
    field.editor.setText("21,000,000")
    field.editor.textEdited.emit("21,000,000")
    assert field.commit()
    idle(qtbot, context)
    assert next(r for r in service.rounds(rich.company) if r.id == row.id).amount == 21_000_000
    picture(screen, "company-capital")
    tab.rows[row.id][1].click()
    idle(qtbot, context)
    assert row.id not in tab.rows
    assert_named(screen)


def test_commands_wait_for_what_they_need(room: Room, rich: Rich, qtbot: QtBot, context: Context,
                                          shell: SeenShell) -> None:
    screen = room(make)

    def allowed() -> set[str]:
        return {id for id in ("dossier", "edit_many", "export", "back")
                if context.actions.qaction(f"company.{id}").isEnabled()}

    assert allowed() == {"export"}
    context.actions.trigger("company.edit_many")
    assert shell.said == []
    screen.list.table.select_ids([rich.company])
    assert allowed() == {"export", "dossier", "edit_many"}
    opened(screen, qtbot, context, rich.company)
    assert allowed() == {"dossier", "back"}


def test_the_list_is_printed(room: Room, rich: Rich, qtbot: QtBot, context: Context, shell: SeenShell,
                             monkeypatch: pytest.MonkeyPatch) -> None:
    opened_files: list[bytes] = []
    monkeypatch.setattr("incubator_gui.widgets.list_paper.open_copy",
                        lambda name, content: opened_files.append(content) or True)
    screen = room(make)
    screen.apply({"country": "DE"})
    screen.print_()
    idle(qtbot, context)
    words = pdf_words(opened_files[0])
    assert "Kraftwerk Süd GmbH" in words
    assert "Fernmoss" not in words, "only the rows that are shown"
    opened(screen, qtbot, context, rich.company)
    screen.print_()
    assert shell.screens[-1] == ("dossier", {"company": rich.company})


def test_a_pdf_is_seen_here(room: Room, rich: Rich, house: House, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    tab = opened(screen, qtbot, context, rich.company, "documents").documents
    plan, table = house.records.documents("company", rich.company)
    if plan.media_type != "application/pdf":
        plan, table = table, plan
    tab.reveal(table.id)
    assert not tab._see_button.isEnabled()
    tab.reveal(plan.id)
    assert tab._see_button.isEnabled()
    tab.table.opened.emit(plan.id)
    idle(qtbot, context)
    assert tab.dialog.windowTitle() == plan.title
    assert_named(tab.dialog)
    tab.dialog.close()


def test_a_name_follows_the_language(room: Room, rich: Rich, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    page = opened(screen, qtbot, context, rich.company)
    use_language("zh")
    try:
        context.bus.publish(Changes(everything=True))
        idle(qtbot, context)
        assert page._name.text() == "禾岚电驱"
        assert page._others.text().startswith("Helan E-Drive")
        assert screen.list.table.rows.row_of(rich.company).name == "禾岚电驱"
    finally:
        use_language("en")


def test_words_on_the_life_line_stand_apart(room: Room, rich: Rich, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    chart = opened(screen, qtbot, context, rich.company).life.chart
    qtbot.wait(20)
    chart.grab()
    items = chart.items()
    assert all(label.width() >= chart.fontMetrics().averageCharWidth() * 3
               for item, label in zip(items, chart._labels, strict=True) if item.is_event)
    for place, first in enumerate(items):
        for other in range(place + 1, len(items)):
            if (first.lane, first.row) == (items[other].lane, items[other].row):
                assert not chart._labels[place].intersects(chart._labels[other])
    mark = chart._mark(0)
    for words in ("2026", "2027"):
        box = mark.translated(3, 0)
        assert not chart._away(box, words).adjusted(mark.width() / 2, 0, -mark.width() / 2, 0).intersects(mark)


def test_the_life_line_by_keyboard(room: Room, rich: Rich, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    page = opened(screen, qtbot, context, rich.company)
    chart = page.life.chart
    chart.setFocus()
    lanes = {item.lane for item in chart.items()}
    assert lanes == {"stage", "space", "services", "capital", "milestones"}
    assert {item.style for item in chart.items()} >= {"force", "planned", "past", "event", "event_planned", "late"}
    assert chart.accessibleDescription().count(";") == len(chart.items()) - 1
    for _ in range(len(chart.items()) + 2):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current == len(chart.items()) - 1
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.can_zoom(0.5)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert not chart.can_zoom(0.5)
    asked: list[str] = []
    page.life.asked.connect(asked.append)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert asked == ["milestones"]
    page.show_tab("life")
    page.life.view.choose("list")
    assert page.life.list.count() == len(chart.items())
    assert "Room 303 · 12 desks" in " ".join(page.life.list.item(n).text() for n in range(page.life.list.count()))


def test_pictures_of_the_life_line(room: Room, rich: Rich, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    opened(screen, qtbot, context, rich.company)
    screen.window().resize(1256, 824)
    for language, theme in (("en", "light"), ("zh", "light"), ("de", "dark")):
        use_language(language)
        context.theme.choose(theme)
        screen.retranslate()
        idle(qtbot, context)
        picture(screen, f"company-life-{language}-{theme}")
    assert screen.page.life.grid.isVisible()


def test_a_file_that_is_refused_leaves_the_others(room: Room, rich: Rich, house: House, qtbot: QtBot,
                                                  context: Context, shell: SeenShell, tmp_path: Path) -> None:
    screen = room(make)
    tab = opened(screen, qtbot, context, rich.company, "documents").documents
    before = len(tab.documents)
    files = [tmp_path / name for name in ("lease.txt", "gone.txt", "map.txt")]
    files[0].write_text("lease", "utf-8")
    files[2].write_text("map", "utf-8")
    tab.add_files(files)
    idle(qtbot, context)
    assert {row.file_name for row in tab.documents} >= {"lease.txt", "map.txt"}
    assert len(tab.documents) == before + 2
    assert len(shell.warned) == 1
    assert "gone.txt" in shell.warned[0]
