"""Outcomes: announcing with its preview, letters, templates, minutes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from incubator_gui.db.schema import Task
from incubator_gui.domain.decision import Condition
from incubator_gui.views.review.decision.announce_dialog import AnnounceDialog
from incubator_gui.views.review.decision.sheet_work import SheetDialog
from incubator_gui.views.review.decision.templates_dialog import TemplatesDialog
from incubator_gui.widgets.pdf_dialog import PdfDialog
from tests.qt_support import assert_named
from tests.services.decisions.decision_house import stage_of
from tests.views.review.decision.conftest import Day


@pytest.fixture
def decided(day: Day) -> Day:
    """Three decisions, one of which cannot be announced yet; the page of outcomes in front."""
    applications = day.panel.applications
    day.house.decisions.decide(applications[0], "accept_with_conditions", "", [Condition("Sign the contract")])
    day.house.decisions.decide(applications[1], "reject", "Too early")
    day.house.decisions.decide(applications[2], "accept_with_conditions")
    day.tab.read()
    day.idle()
    day.tab.go("result")
    day.idle()
    return day


def test_announcing_shows_first_what_happens_and_undo_takes_it_back(decided: Day) -> None:
    page = decided.tab.result
    assert page.card.caption.text() == "3 pending"
    page.announce.click()
    decided.idle()
    dialog = page.dialog
    assert isinstance(dialog, AnnounceDialog)
    assert dialog.main.text() == "Announce 2 decisions"
    assert "1 task" in dialog.sum.text()
    assert dialog.table.rowCount() == 2
    assert "no condition" in dialog.refused_list.item(0, 1).text()
    assert_named(dialog)
    dialog.main.click()
    decided.idle()
    assert page.dialog is None
    assert [stage_of(decided.house, one) for one in decided.panel.applications[:3]] == [
        "accepted", "rejected", "decision"]
    assert page.card.caption.text() == "1 pending, 2 announced"
    with decided.house.database.read() as session:
        assert session.query(Task).count() == 1
    decided.tab.refresh(decided.house.history.undo().changes)
    decided.idle()
    assert page.card.caption.text() == "3 pending"
    assert stage_of(decided.house, decided.panel.applications[0]) == "decision"


def test_a_letter_is_drafted_changed_and_seen(decided: Day) -> None:
    page, panel = decided.tab.result, decided.tab.result.letter
    row = next(one for one in decided.house.decisions.rows(decided.panel.call) if one.number == 102)
    page.table.select_ids([row.id])
    decided.idle()
    assert panel.empty.isVisible()
    panel.empty.button.click()
    decided.idle()
    assert panel.words.toPlainText().startswith("Sehr geehrte Damen und Herren")
    assert "Too early" in panel.words.toPlainText()
    panel.subject.setFocus()
    panel.subject.setText("Unser Schreiben")
    QTest.keyClick(panel.subject, Qt.Key.Key_Return)
    panel.words.setPlainText("Guten Tag")
    panel.commit()
    decided.idle()
    letter, = decided.house.letters.rows(decided.panel.call)
    assert (letter.subject, letter.body) == ("Unser Schreiben", "Guten Tag")
    panel.look()
    decided.idle()
    assert isinstance(panel.dialog, PdfDialog)
    panel.dialog.accept()
    panel.language.choose("en")
    panel._rewrite()
    decided.idle()
    assert panel.words.toPlainText().startswith("Dear Sir or Madam,")
    panel.ready.click()
    decided.idle()
    assert panel.state.text() == "Ready"


def test_words_for_another_outcome_are_set_aside_and_brought_back(decided: Day) -> None:
    page, panel, house = decided.tab.result, decided.tab.result.letter, decided.house
    row = next(one for one in house.decisions.rows(decided.panel.call) if one.number == 102)
    made = house.letters.draft([row.id]).value[0]
    house.letters.save(made, body="Sorry, Anna")
    house.decisions.decide(decided.panel.applications[1], "accept")
    decided.tab.read()
    decided.idle()
    page.table.select_ids([row.id])
    decided.idle()
    assert "were set aside" in panel.empty._line.text()
    panel.empty.button.click()
    decided.idle()
    assert panel.words.toPlainText().startswith("Sehr geehrte")
    assert panel.earlier.isVisible()
    panel.earlier.click()
    decided.idle()
    assert panel.words.toPlainText() == "Sorry, Anna"
    assert not panel.earlier.isVisible()


def test_what_somebody_else_wrote_is_not_lost(decided: Day) -> None:
    page, panel = decided.tab.result, decided.tab.result.letter
    row = next(one for one in decided.house.decisions.rows(decided.panel.call) if one.number == 102)
    made = decided.house.letters.draft([row.id]).value[0]
    decided.tab.read()
    decided.idle()
    page.table.select_ids([row.id])
    panel.words.setPlainText("Mine")
    decided.house.letters.save(made, body="Theirs")
    panel.commit()
    decided.idle()
    assert decided.house.letters.row(made).body == "Theirs"
    assert panel.words.toPlainText() == "Mine"
    assert "was changed elsewhere" in panel.messages.bars()[0].sentence()


def test_letters_are_handed_over_into_a_folder(decided: Day, tmp_path: Path) -> None:
    page = decided.tab.result
    row = next(one for one in decided.house.decisions.rows(decided.panel.call) if one.number == 102)
    decided.house.decisions.announce([row.id])
    decided.tab.read()
    decided.idle()
    assert page.export.isEnabled()
    page.hand_over(tmp_path)
    decided.idle()
    assert sorted(one.suffix for one in tmp_path.iterdir() if one.name.startswith("0102")) == [".eml", ".pdf"]
    assert "2 files written" in decided.shell.said[-1]
    page.table.select_ids([row.id])
    assert page.letter.state.text() == "Handed over"


def test_templates_refuse_unknown_placeholders_and_keep_what_was_typed(decided: Day) -> None:
    page = decided.tab.result
    page.ask_templates()
    decided.idle()
    dialog = page.dialog
    assert isinstance(dialog, TemplatesDialog)
    assert_named(dialog)
    dialog.text.setPlainText("Hello {firm}")
    dialog.main.click()
    decided.idle()
    assert "“{firm}” is no placeholder" in dialog.messages.bars()[0].sentence()
    dialog.outcome.choose("reject")
    dialog._turn()
    dialog.outcome.choose("accept")
    dialog._turn()
    assert dialog.text.toPlainText() == "Hello {firm}"
    dialog.text.setPlainText("Hello {company}")
    dialog.attempt()
    decided.idle()
    assert "Hello Feldspat" in dialog.messages.bars()[0].sentence()
    dialog.main.click()
    decided.idle()
    assert next(one for one in decided.house.letters.templates() if one.outcome == "accept").body == "Hello {company}"
    dialog.reset.click()
    decided.idle()
    assert not any(one.is_own for one in decided.house.letters.templates())
    dialog.reject()


def test_decisions_are_taken_back_and_reasons_edited_in_place(decided: Day) -> None:
    page = decided.tab.result
    row = next(one for one in decided.house.decisions.rows(decided.panel.call) if one.number == 103)
    page.table.rows.setData(page.table.rows.index(page.table.rows.lines_of([row.id])[0], page.table.section("reason")),
                            "Ask again")
    decided.idle()
    assert next(one for one in decided.house.decisions.rows(decided.panel.call) if one.number == 103
                ).reason == "Ask again"
    page.table.select_ids([row.id])
    page.back.click()
    decided.idle()
    assert [one.number for one in decided.house.decisions.rows(decided.panel.call)] == [101, 102]


def test_minutes_are_made_and_saved(decided: Day, tmp_path: Path) -> None:
    page = decided.tab.result
    work = page.minutes_work
    work.make("de")
    decided.idle()
    assert isinstance(work.dialog, PdfDialog)
    work.dialog.accept()
    decided.idle()
    meeting = decided.tab.wanted
    assert meeting is not None
    result = decided.house.meetings.write_minutes(meeting, tmp_path / "m.pdf", "zh")
    assert result.pages >= 1
    row = decided.house.meetings.row(meeting)
    assert decided.house.meetings.minutes_name(row, "en") == "Minutes-Decision-day-2026-03-20.pdf"


def test_a_decision_sheet_goes_out_and_comes_back(decided: Day, tmp_path: Path) -> None:
    page, path = decided.tab.result, tmp_path / "decisions.csv"
    page.sheet.write(path, "Call 2027-1")
    decided.idle()
    assert "6 rows written" in decided.shell.said[-1]
    path.write_text(path.read_text("utf-8-sig").replace("Too early", "Much too early"), "utf-8")
    page.sheet.read(decided.panel.call, path)
    decided.idle()
    dialog = page.sheet.dialog
    assert isinstance(dialog, SheetDialog)
    assert "1 new or changed, 2 the same, 3 rows without an outcome" in dialog.sum.text()
    assert_named(dialog)
    dialog.main.click()
    decided.idle()
    assert page.sheet.dialog is None
    assert next(one for one in decided.house.decisions.rows(decided.panel.call) if one.number == 102
                ).reason == "Much too early"
    path.write_text("nothing\n1\n", "utf-8")
    page.sheet.read(decided.panel.call, path)
    decided.idle()
    assert "has no column" in decided.shell.warned[-1]
