"""Rubrics: begun, edited in place, put in order, versions, copied, carried as files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from incubator_gui.core.languages import use_language
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Application, Review
from incubator_gui.widgets.ordered_table import packed
from tests.qt_support import assert_named
from tests.views.review.setup.room import column

D = Decimal


def begun(room: Any) -> Any:
    """The page with the standard rubric."""
    room.click(room.tab.rubric.empty.button)
    return room.tab.rubric


def stored(room: Any) -> Any:
    """The newest version of the only rubric."""
    row, = room.house.rubrics.rows()
    return room.house.rubrics.rubric(row.version_id)


def used(room: Any) -> Any:
    """The page with a rubric by which the round judges and a review was written."""
    page = begun(room)
    version = room.house.rubrics.rows()[0].version_id
    round_id = room.house.rounds.begin(room.tab.call, version).value
    person = room.house.reviewers.candidates("Shen")[0][0]
    reviewer = room.house.reviewers.add(person, round_id=round_id).value
    now = datetime(2027, 5, 12, tzinfo=UTC)
    with room.house.database.write("test.review", msg("Reviewed")) as work:
        application = work.session.query(Application).first()
        assert application is not None
        work.session.add(Review(application_id=application.id, reviewer_id=reviewer, rubric_version_id=version,
                                application_version=1, started_at=now, saved_at=now))
    room.set_round()
    page.read()
    room.idle()
    return page


def test_the_empty_house_begins_with_the_standard_rubric(room: Any) -> None:
    page = room.tab.rubric
    assert page.empty.isVisible()
    begun(room)
    assert page.splitter.isVisible()
    assert len(stored(room).criteria) == 6
    assert column(page.editor.table, "share")[0].endswith("%")
    assert page.list.words()[:2] == ["Standard rubric", "Version 1"]
    assert_named(room.tab)


def test_cells_are_edited_in_place_and_saved_at_once(room: Any) -> None:
    page = begun(room)
    table = page.editor.table
    first = table.rows.visible_ids()[0]
    room.type_cell(table, first, "name", "People")
    room.type_cell(table, first, "weight", "50")
    assert stored(room).criteria[0].name.of("en") == "People"
    assert stored(room).criteria[0].weight == D(50)
    assert stored(room).version == 1
    room.undo()
    assert stored(room).criteria[0].weight != D(50)
    assert column(table, "weight")[0] != "50"


def test_a_weight_that_is_none_stays_in_its_cell(room: Any) -> None:
    page = begun(room)
    table = page.editor.table
    first = table.rows.visible_ids()[0]
    room.type_cell(table, first, "weight", "much")
    assert table.rows.wrong(first, "weight") is not None
    assert stored(room).criteria[0].weight != D(0)


def test_order_by_keys_and_by_dragging(room: Any) -> None:
    page = begun(room)
    table = page.editor.table
    keys = table.rows.visible_ids()
    table.select_ids([keys[0]])
    table.setFocus()
    room.qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    room.idle()
    assert [one.key for one in stored(room).criteria][:2] == [keys[1], keys[0]]
    assert table.selected_ids() == [keys[0]]
    table.select_ids([keys[5]])
    mime = packed(table.kind, [keys[5]])
    table.dropEvent(QDropEvent(QPointF(80, 2), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton,
                               Qt.KeyboardModifier.NoModifier))
    room.idle()
    assert stored(room).criteria[0].key == keys[5]


def test_added_duplicated_removed(room: Any) -> None:
    page = begun(room)
    table, editor = page.editor.table, page.editor
    table.select_ids([table.rows.visible_ids()[1]])
    room.click(editor.add)
    assert len(stored(room).criteria) == 7
    assert stored(room).criteria[2].name.of("de") == "Neues Kriterium"
    field = editor.form.names["en"].editor
    assert field.hasFocus()
    assert field.selectedText() == "New criterion"
    room.qtbot.keyClicks(field, "Timing")
    room.qtbot.keyClick(field, Qt.Key.Key_Return)
    room.idle()
    assert stored(room).criteria[2].name.of("en") == "Timing"
    table.setFocus()
    room.qtbot.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    room.idle()
    assert [one.name.of("en") for one in stored(room).criteria[2:4]] == ["Timing", "Timing 2"]
    room.qtbot.keyClick(table, Qt.Key.Key_Delete)
    room.idle()
    assert len(stored(room).criteria) == 7
    room.undo()
    assert len(stored(room).criteria) == 8


def test_a_scale_its_presets_and_what_is_wrong_with_it(room: Any) -> None:
    page = begun(room)
    form = page.editor.form
    form.preset.choose("0-10")
    form.preset.activated.emit(1)
    room.idle()
    bars = [bar.sentence() for bar in page.editor.messages.bars()]
    anchored = bool(stored(room).criteria[0].anchors)
    assert stored(room).criteria[0].scale.high in (D(10), D(5))
    if stored(room).criteria[0].scale.high == D(5):  # an anchor stood beside the new scale: said, not stored
        assert anchored
        assert any("Not saved yet" in words for words in bars)
        room.click(form.anchors.tidy)
    assert stored(room).criteria[0].scale.high == D(10)
    room.type_into(form.ends["high"], "0")
    assert any("not above its beginning" in bar.sentence() for bar in page.editor.messages.bars())
    assert stored(room).criteria[0].scale.high == D(10)
    assert not room.tab.leave()
    room.type_into(form.ends["high"], "8")
    assert stored(room).criteria[0].scale.high == D(8)
    assert room.tab.leave()


def test_anchors_are_typed_and_pasted_as_cells(room: Any) -> None:
    page = begun(room)
    grid = page.editor.form.anchors
    room.type_into(grid.cell(D(2), "en"), "some of it")
    assert stored(room).criteria[0].anchor(D(2)).of("en") == "some of it"
    QGuiApplication.clipboard().setText("a\tb\nc\td\n")
    cell = grid.cell(D(4), "en")
    cell.editor.setFocus()
    room.qtbot.keyClick(cell.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.idle()
    one = stored(room).criteria[0]
    assert [dict(one.anchor(D(mark)).by_language)[key] for mark in (4, 5) for key in ("en", "de")] == list("abcd")


def test_a_version_in_use_is_kept_and_a_new_one_begun(room: Any) -> None:
    page = used(room)
    assert any("keep" in bar.sentence() for bar in page.editor.messages.bars())
    first = page.editor.table.rows.visible_ids()[0]
    room.type_cell(page.editor.table, first, "weight", "60")
    row, = room.house.rubrics.rows()
    assert row.version == 2
    assert room.house.rubrics.rubric(row.versions[1].id).criteria[0].weight != D(60)
    bar = page.editor.messages.bars()[0]
    assert "stays as it was" in bar.sentence()
    assert "still judges by version 1" in bar.sentence()
    assert any("60 instead of" in words for words in page.editor.changes.sentences())
    room.type_cell(page.editor.table, first, "weight", "61")
    assert room.house.rubrics.rows()[0].version == 2
    room.click(page.editor.messages.bars()[0]._link)
    assert room.house.rounds.rows()[0].rubric_version_id == room.house.rubrics.rows()[0].version_id
    assert not any("stays as it was" in bar.sentence() for bar in page.editor.messages.bars())
    old = room.house.rubrics.rows()[0].versions[1].id
    page.list.choose(old)
    room.idle()
    assert page.editor.form.names["en"].editor.isReadOnly()
    assert any("Only the newest one" in bar.sentence() for bar in page.editor.messages.bars())
    assert not page.editor.add.isVisible()


def test_the_preview_says_how_a_score_comes_about(room: Any) -> None:
    page = begun(room)
    keys = page.editor.table.rows.visible_ids()
    page.preview.mark(keys[0], D(5))
    page.preview.mark(keys[1], D(1))
    one, two = stored(room).criteria[:2]
    value = 1 + 4 * float(one.weight / (one.weight + two.weight))
    assert page.preview.score() == f"{value:.2f}".rstrip("0").rstrip(".") or page.preview.score() == f"{value:.2f}"
    assert [line[2] for line in page.preview.lines()][1] in ("0 %", "0.0\u00a0%", "0\u00a0%", "0.0%", "0%")
    page.preview.language.choose("zh")
    assert page.preview.lines()[0][0] == one.name.of("zh")


def test_copied_from_another_rubric(room: Any) -> None:
    page = begun(room)
    page.ask_copy()
    room.idle()
    dialog = page.dialog
    assert_named(dialog)
    assert dialog.main.text() == "Copy 6 criteria"
    dialog.ticks.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.name.setText("Pilots")
    room.click(dialog.main)
    assert [row.name for row in room.house.rubrics.rows()] == ["Pilots", "Standard rubric"]
    assert page.stock.row.name == "Pilots"
    assert len(page.draft.criteria) == 5
    page.ask_copy()
    room.idle()
    page.dialog.where.choose("here")
    room.click(page.dialog.main)
    assert len(page.draft.criteria) == 10
    assert len({one.key for one in page.draft.criteria}) == 10


def test_files_go_out_and_come_in(room: Any, tmp_path: Path) -> None:
    page = begun(room)
    file = tmp_path / "rubric.json"
    page.files.write(page.stock.version.id, file)
    room.idle()
    assert file.exists()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier))
    room.idle()
    assert len(room.house.rubrics.rows()) == 2
    assert page.stock.row.name != "Standard rubric"
    bad = tmp_path / "bad.json"
    bad.write_text("[]", encoding="utf-8")
    page.files.bring_in(bad)
    room.idle()
    assert "bad.json" in room.shell.warned[-1]
    assert len(room.house.rubrics.rows()) == 2


def test_renamed_archived_removed(room: Any) -> None:
    page = begun(room)
    room.type_into(page.editor.name, "Intake")
    assert room.house.rubrics.rows()[0].name == "Intake"
    page.archive()
    room.idle()
    assert not room.house.rubrics.rows()
    assert page.list.words()[0] == "Intake (archived)"
    page.archive()
    room.idle()
    page.remove()
    room.idle()
    assert page.empty.isVisible()
    room.undo()
    assert page.list.words()[0] == "Intake"


def test_words_follow_the_language_and_state_comes_back(room: Any) -> None:
    page = begun(room)
    state = room.tab.state()
    use_language("de")
    room.tab.retranslate()
    assert column(page.editor.table, "name")[0] == stored(room).criteria[0].name.of("de")
    room.tab.restore(state)
    room.tab.restore({"segment": 3, "rubric": {"sizes": "x", "version": 7}})
    QApplication.processEvents()
    assert page.list.itemAt(QPoint(5, 5)) is not None


def test_a_fine_scale_shows_few_marks_and_takes_more(room: Any) -> None:
    page = begun(room)
    form, grid = page.editor.form, page.editor.form.anchors
    for key, words in (("high", "100"), ("low", "0"), ("step", "1")):
        room.type_into(form.ends[key], words)
    assert stored(room).criteria[0].scale.high == D(100)
    shown = len(grid._marks)
    assert shown < 12
    room.click(grid.add)
    assert len(grid._marks) == shown + 1
    page.preview.mark(stored(room).criteria[0].key, D(50))
    assert page.preview.lines()[0][1].startswith("50")


def test_links_from_elsewhere_show_a_version(room: Any) -> None:
    page = used(room)
    room.type_cell(page.editor.table, page.editor.table.rows.visible_ids()[0], "weight", "60")
    old = room.house.rubrics.rows()[0].versions[1].id
    room.tab.pages.choose("round")
    room.tab.apply({"segment": "rubric", "rubric": str(old)})
    room.idle()
    assert room.tab.pages.key == "rubric"
    assert page.stock.version.id == old
    room.tab.apply({"rubric": "nonsense"})
    page.editor.newest_asked.emit()
    room.idle()
    assert page.stock.is_newest
    assert "1 change since version 1" in page.editor.changes.toggle.text()
    room.click(page.editor.changes.toggle)
    assert page.editor.changes._effect.isVisible()


def test_one_in_use_is_archived_instead_of_removed(room: Any) -> None:
    page = used(room)
    page.remove()
    room.idle()
    bar = page.editor.messages.bars()[0]
    assert "archive it instead" in bar.sentence()
    room.click(bar._link)
    assert not room.house.rubrics.rows()
    page.add_standard()
    room.idle()
    assert page.stock.row.name == "Standard rubric 2"


def elsewhere(room: Any, **change: Any) -> None:
    """A colleague changes the first criterion; this window was not told yet."""
    row, = room.house.rubrics.rows()
    criteria = stored(room).criteria
    room.house.rubrics.save(row.id, (replace(criteria[0], **change), *criteria[1:]))


def test_what_a_colleague_changed_meanwhile_stays_beside_mine(room: Any) -> None:
    page = begun(room)
    first = page.editor.table.rows.visible_ids()[0]
    elsewhere(room, required=False)
    room.type_cell(page.editor.table, first, "weight", "61")
    assert (stored(room).criteria[0].weight, stored(room).criteria[0].required) == (D(61), False)
    assert not page.draft.dirty
    assert page.draft.criteria == stored(room).criteria


@pytest.mark.parametrize("mine", [True, False])
def test_who_changed_the_same_is_named_and_nothing_typed_is_lost(room: Any, mine: bool) -> None:
    page = begun(room)
    first = page.editor.table.rows.visible_ids()[0]
    elsewhere(room, weight=D(33), required=False)
    room.type_cell(page.editor.table, first, "weight", "61")
    assert stored(room).criteria[0].weight == D(33)
    assert column(page.editor.table, "weight")[0] == "61"
    theirs, ours = page.editor.messages.bars()
    assert "changed the same meanwhile" in theirs.sentence()
    assert "weighs 33 instead of" in theirs.sentence()
    page.read()
    room.idle()
    assert column(page.editor.table, "weight")[0] == "61"
    theirs, ours = page.editor.messages.bars()
    room.click(ours._link if mine else theirs._link)
    assert stored(room).criteria[0].weight == D(61 if mine else 33)
    assert not stored(room).criteria[0].required
    assert column(page.editor.table, "weight")[0] == ("61" if mine else "33")
    assert not page.draft.dirty
    assert not any("Not saved" in bar.sentence() for bar in page.editor.messages.bars())
