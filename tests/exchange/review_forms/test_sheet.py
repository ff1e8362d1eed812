"""The XLSX sheet: written here, filled and rearranged by people, read back."""

from __future__ import annotations

import random
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from incubator_gui.core.errors import Refused
from incubator_gui.domain.review_form import Given
from incubator_gui.exchange.review_sheet import HIDDEN_SHEET, write_sheet
from incubator_gui.exchange.review_sheet_reader import read_sheet
from tests.exchange.review_forms.conftest import HARD, Sent, package


@pytest.fixture
def sheet(sent: Sent, tmp_path: Path) -> Path:
    path = tmp_path / "sheet.xlsx"
    write_sheet(path, sent.content)
    return path


def columns(table: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in table[1] if cell.value}


def fill(path: Path, row: int, values: dict[str, Any]) -> None:
    book = load_workbook(path)
    table = book.worksheets[0]
    at = columns(table)
    for key, value in values.items():
        table.cell(row, at[key]).value = value
        if isinstance(value, str):
            table.cell(row, at[key]).data_type = "s"
    book.save(path)


def test_an_untouched_sheet_says_what_went_out(sheet: Path, sent: Sent) -> None:
    back = read_sheet(sheet)
    head = sent.content.head
    assert (back.package, back.way, back.reviewer, back.rubric_version) == (head.package, "sheet", head.reviewer, 3)
    assert [one.form for one in back.reviews] == [one.base for one in sent.content.applications]
    assert not back.odd
    assert not any(one.odd or one.unread for one in back.reviews)


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_words_of_any_language_are_understood(language: str, tmp_path: Path) -> None:
    sent = package(tmp_path, language)
    path = tmp_path / "sheet.xlsx"
    write_sheet(path, sent.content)
    for row, (abstain, yes, sure, stance) in enumerate((
            ("Abstain", "yes", "fairly sure", "Abstained"), ("Enthaltung", "ja", "ziemlich sicher", "Enthalten"),
            ("弃权", "是", 2, "abstained")), 3):
        fill(path, row, {"mark.team": 5, "mark.market": abstain, "mark.size": "77", "remark.team": HARD,
                         "finished": yes, "confidence": sure, "stance": stance, "comment": "金桥"})
    for review in read_sheet(path).reviews:
        form = review.form
        assert not review.odd
        assert form.of("team") == Given(Decimal(5), False, HARD)
        assert form.of("market").abstained
        assert form.of("size").mark == 77
        assert (form.finished, form.confidence, form.stance, form.comment) == (True, 2, "abstained", "金桥")


def test_marks_with_comma_half_points_and_full_width_digits(sheet: Path) -> None:
    fill(sheet, 3, {"mark.market": "1,5", "mark.team": "４", "mark.size": 3.0})
    form = read_sheet(sheet).reviews[0].form
    assert (form.of("market").mark, form.of("team").mark, form.of("size").mark) == (Decimal("1.5"), 4, 3)


def test_rows_sorted_and_columns_moved_change_nothing(sheet: Path, sent: Sent) -> None:
    fill(sheet, 4, {"mark.team": 2})
    book = load_workbook(sheet)
    table = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in table.iter_rows(min_row=1)]
    order = list(range(len(rows[0])))
    random.Random(5).shuffle(order)
    shuffled = [[row[at] for at in order] for row in (rows[0], rows[1], rows[4], rows[2], rows[3])]
    for y, row in enumerate(shuffled, 1):
        for x, value in enumerate(row, 1):
            table.cell(y, x).value = value
    book.save(sheet)
    found = {one.application: one.form for one in read_sheet(sheet).reviews}
    assert found[sent.ids[1]].of("team").mark == 2
    assert found[sent.ids[2]] == sent.content.applications[2].base


@pytest.mark.parametrize(("key", "value", "words"), [
    ("mark.team", 6, "no mark"), ("mark.team", "good", "no mark"), ("mark.market", 1.7, "no mark"),
    ("mark.team", "NaN", "no mark"), ("mark.team", "1_0", "no mark"), ("confidence", "very", "none of the choices"),
    ("stance", "maybe", "none of the choices")])
def test_what_is_no_choice_is_named_with_its_cell(sheet: Path, key: str, value: object, words: str) -> None:
    fill(sheet, 3, {key: value, "comment": "kept"})
    review = read_sheet(sheet).reviews[0]
    assert words in str(review.odd[0].message)
    assert review.odd[0].place.endswith("3")
    assert review.unread == (key,)
    assert review.form.comment == "kept"


def test_a_row_copied_and_a_row_from_elsewhere(sheet: Path) -> None:
    book = load_workbook(sheet)
    table = book.worksheets[0]
    at = columns(table)
    for x in range(1, table.max_column + 1):
        table.cell(6, x).value = table.cell(3, x).value
    table.cell(6, at["mark.team"]).value = 1
    table.cell(7, at["number"]).value = 999
    table.cell(7, at["mark.team"]).value = 1
    table.cell(4, at["id"]).value = None
    table.cell(4, at["mark.team"]).value = 3
    book.save(sheet)
    back = read_sheet(sheet)
    assert len(back.reviews) == 3
    assert back.reviews[1].form.of("team").mark == 3  # found by its number
    assert [("twice" in str(odd.message), odd.place[-1]) for odd in back.odd] == [(True, "6"), (False, "7")]


def test_formulas_stay_text(tmp_path: Path, sent: Sent) -> None:
    path = tmp_path / "sheet.xlsx"
    write_sheet(path, sent.content)
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/" in name)


def drop(name: str, path: Path) -> None:
    book = load_workbook(path)
    book.remove(book[name])
    book.save(path)


def spoil_token(path: Path, text: str) -> None:
    book = load_workbook(path)
    book[HIDDEN_SHEET]["A1"] = text
    book.save(path)


def without_keys(path: Path) -> None:
    book = load_workbook(path)
    book.worksheets[0].delete_rows(1)
    book.save(path)


@pytest.mark.parametrize(("spoil", "words"), [
    (lambda path: drop(HIDDEN_SHEET, path), "hidden sheet"), (lambda path: spoil_token(path, "{"), "no longer says"),
    (lambda path: spoil_token(path, '{"format": 9}'), "newer version"), (without_keys, "first row"),
    (lambda path: path.write_bytes(path.read_bytes()[:700]), "damaged"),
    (lambda path: path.write_bytes(b"x"), "sheet.xlsx")])
def test_what_is_no_sheet_of_ours_is_refused_in_one_sentence(sheet: Path, spoil: Any, words: str) -> None:
    spoil(sheet)
    with pytest.raises(Refused, match=words):
        read_sheet(sheet)


def long_cell(path: Path) -> None:
    """openpyxl cuts long texts: the file is written as another program would."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name.endswith("sheet1.xml"):
                content = content.replace(b"</sheetData>", b'<row r="40"><c r="B40" t="inlineStr"><is><t>'
                                          + b"x" * 2_000_000 + b"</t></is></c></row></sheetData>")
            archive.writestr(name, content)


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "0" * 400_000_000)


@pytest.mark.parametrize("spoil", [long_cell, bomb])
def test_what_is_far_too_much_is_said_as_of_a_sheet(sheet: Path, spoil: Any) -> None:
    spoil(sheet)
    with pytest.raises(Refused, match=r"“sheet\.xlsx” cannot be read as a review sheet") as told:
        read_sheet(sheet)
    assert "CSV" not in str(told.value)
