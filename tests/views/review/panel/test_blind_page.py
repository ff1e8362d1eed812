"""Blind copies: suggestions, own words, documents, and the way through all applications."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from incubator_gui.domain.redacting import BLACK
from incubator_gui.views.review.panel.highlight import spans, without
from tests.qt_support import assert_named
from tests.views.review.setup.room import column


def opened(room: Any, *, blind: bool = True) -> Any:
    """The page; the first phase hides names."""
    if blind:
        phase = room.house.rounds.phases(room.tab.round.round_id)[0]
        room.house.rounds.edit_phase(phase.id, is_blind=True)
    room.tab.segments.choose("blind")
    room.idle()
    return room.tab.blind


def test_without_a_blind_phase_it_says_why_nothing_is_here(room: Any) -> None:
    page = opened(room, blind=False)
    assert page.empty.isVisible()
    room.click(page.empty.button)
    assert room.asked == [("setup", {"segment": "round"})]


def test_save_and_next_until_all_are_ready(room: Any) -> None:
    page = opened(room)
    assert page.summary.text() == "0 of 4 ready"
    field = page.editor.fields[0]
    assert BLACK in field.words()
    assert field.original.extraSelections()
    assert_named(room.tab)
    first = page.editor.application
    room.click(page.editor.next)
    assert page.summary.text() == "1 of 4 ready"
    assert page.editor.application != first
    for _ in range(3):
        room.qtbot.keyClick(page.editor.fields[0].copy, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        room.idle()
    assert page.summary.text() == "4 of 4 ready"
    assert set(column(page.table, "state")) == {"ready"}
    room.undo()
    assert page.summary.text() == "3 of 4 ready"


def test_all_suggestions_at_once(room: Any) -> None:
    page = opened(room)
    room.click(page.accept)
    assert page.summary.text() == "4 of 4 ready"
    assert not page.accept.isVisible()


def test_words_are_blacked_out_everywhere_and_what_is_typed_is_kept(room: Any) -> None:
    page = opened(room)
    field = page.editor.fields[0]
    cursor = field.original.textCursor()
    at = field.original.toPlainText().index("others")
    cursor.setPosition(at)
    cursor.setPosition(at + len("others"), cursor.MoveMode.KeepAnchor)
    field.original.setTextCursor(cursor)
    field.original.setFocus()
    room.click(page.editor.black)
    assert "others" not in field.words()
    assert "1 place" in room.shell.said[-1]
    second = page.table.rows.visible_ids()[1]
    first = page.editor.application
    page.table.select_ids([second])
    room.idle()
    assert page.editor.application == second
    assert "others" not in room.house.redaction.sheet(first).fields[0].text
    room.click(page.editor.before)
    assert page.editor.fields[0].words().count(BLACK) >= 1
    room.click(page.editor.fields[0].take)
    assert "others" in page.editor.fields[0].words()


def test_a_text_that_changed_makes_its_copy_stale(room: Any) -> None:
    page = opened(room)
    room.click(page.accept)
    id = page.editor.application
    row = next(row for row in room.house.applications.rows() if row.id == id)
    room.house.editing.set_field("application", id, "pitch", "Quite other words", row.pitch if hasattr(
        row, "pitch") else room.house.redaction.sheet(id).fields[0].original)
    page.read()
    room.idle()
    assert "text changed" in column(page.table, "state")
    assert page.editor.fields[0]._tag.text() == "text changed since"


def test_documents_are_cleared_withheld_and_replaced(room: Any, tmp_path: Path) -> None:
    page = opened(room)
    id = page.editor.application
    file = tmp_path / "deck.txt"
    file.write_text("Lumenhain", encoding="utf-8")
    room.house.records.add_document("application", id, file, "deck", "Deck")
    page.read()
    room.idle()
    line, = page.editor.documents.lines
    line.choice.choose("withheld")
    room.idle()
    assert room.house.redaction.sheet(id).documents[0].state == "withheld"
    other = tmp_path / "blind.txt"
    other.write_text("nobody", encoding="utf-8")
    line.replaced.emit(line.document.document_id, other)
    room.idle()
    document, = room.house.redaction.sheet(id).documents
    assert document.state == "replaced"
    assert document.replacement_id is not None
    assert line.choice.key == "replaced"
    line.choice.choose("clear")
    room.idle()
    assert room.house.redaction.sheet(id).documents[0].state == "clear"


@pytest.mark.parametrize(("original", "suggestion", "found"), [
    ("Lumenhain measures", f"{BLACK} measures", [(0, 9)]),
    ("we are Lumenhain", f"we are {BLACK}", [(7, 16)]),
    ("a Kern b Kern c", f"a {BLACK} b {BLACK} c", [(2, 6), (9, 13)]),
    ("nothing", "nothing", []),
    ("other", f"quite {BLACK} else", []),
])
def test_places_that_a_suggestion_blacked_out(original: str, suggestion: str, found: list[Any]) -> None:
    assert spans(original, suggestion) == found


def test_black_out_whatever_the_case() -> None:
    assert without("Kern and KERN (kern)", "kern") == f"{BLACK} and {BLACK} ({BLACK})"
    assert without("as it is", " ") == "as it is"
