"""Where the header of a table is, and what its columns are called."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.clean_text import clean_line, strip_html
from incubator_gui.exchange.header_names import is_known_name, normalise_header
from incubator_gui.exchange.sheets import Cell, Sheet, column_letter

_LOOKED_AT = 25
_TITLE_LIMIT = 2_000
_GENERIC = frozenset({"response", "open ended response", "antwort", "offene antwort", "回答", "答案", "填空"})
_CODE = re.compile(r"(?:Q[A-Z]*\d+[\w.#~-]*|\{\"ImportId\".*\}|QID[\w-]+)\Z", re.DOTALL)
_VALUE = re.compile(r"[-+]?\d[\d.,\s/:%+-]*\Z|\S+@\S+\.\S+\Z|(?:https?://|www\.)\S+\Z", re.IGNORECASE)
_GRID = re.compile(r"(?P<question>.{3,}?)\s*\[(?P<choice>[^\[\]]+)\]\Z", re.DOTALL)
_TICKS = frozenset({"x", "1", "yes", "ja", "是", "true", "wahr", "checked", "✓", "✔", "√"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its question, and the choice it stands for where a question spreads over several.

    `group` is the index of the first column of the same question; `ticks` says that the cells of
    the group only repeat the choice or mark it.
    """

    index: int
    question: str
    choice: str = ""
    group: int = -1
    ticks: bool = False

    @property
    def title(self) -> str:
        """The whole title; empty when there is none."""
        return f"{self.question} – {self.choice}" if self.choice and self.question else (
            self.question or self.choice)

    def name(self) -> Message | str:
        """The title, or where the column stands."""
        return self.title or msg("Column {letter}, no title", letter=column_letter(self.index))


@dataclass(frozen=True, slots=True)
class Header:
    """The rows (by position in the sheet) that make the header, and the columns they name."""

    rows: tuple[int, ...]
    columns: tuple[Column, ...]

    @property
    def body(self) -> int:
        """The position of the first row below the header."""
        return self.rows[-1] + 1 if self.rows else 0


def find_header(sheet: Sheet, row: int | None = None, depth: int | None = None) -> Header:
    """The header, found or given: `row` is the position of its first row (-1: there is none)."""
    if row is None:
        row = _first_row(sheet)
    if row < 0:
        return Header((), tuple(Column(index, "", group=index) for index in range(sheet.width)))
    if row >= len(sheet.rows):
        row = max(len(sheet.rows) - 1, 0)
    rows = tuple(range(row, row + depth)) if depth else _depth(sheet, row)
    return Header(rows, _columns(sheet, rows))


def header_fingerprint(header: Header) -> str:
    """The same for two files whose columns are called the same, in the same order."""
    names = "\x1f".join(normalise_header(column.title) for column in header.columns)
    return hashlib.sha256(names.encode("utf-8", "replace")).hexdigest()[:32]


def _filled(row: Sequence[Cell]) -> list[str]:
    return [cell.text.strip() for cell in row if cell.text.strip()]


def _wordy(row: Sequence[Cell]) -> float:
    """The share of the cells that hold anything that reads like a word, not like a value."""
    filled = [cell for cell in row if cell.text.strip()]
    words = sum(cell.value is None and not _VALUE.match(cell.text.strip()) for cell in filled)
    return words / len(filled) if filled else 0.0


def _first_row(sheet: Sheet) -> int:
    """The earliest row that looks like names; among rows with known names the richest."""
    top = sheet.rows[:_LOOKED_AT]
    width = max((len(_filled(row)) for row in sheet.rows[:200]), default=0)
    best, best_hits = -1, 0
    for at, row in enumerate(top):
        filled = _filled(row)
        if not filled or len(filled) < 0.3 * width or (width > 2 and len(filled) < 2) or _wordy(row) < 0.75:
            continue
        if len(set(filled)) < 0.7 * len(filled) and len(filled) > 2:
            continue
        hits = len({name for name in map(normalise_header, filled) if is_known_name(name)})
        if best < 0 or (hits >= 2 and hits > best_hits):
            best, best_hits = at, hits
    return best


def _depth(sheet: Sheet, row: int) -> tuple[int, ...]:
    """One row, or with the rows above and below that belong to the header."""
    rows = [row]
    if row > 0 and _spreads_over(sheet.rows[row - 1], sheet.rows[row]):
        rows.insert(0, row - 1)
    for below in (row + 1, row + 2):
        if below < len(sheet.rows) and (_is_codes(sheet.rows[below]) or (
                len(rows) == 1 and ((_is_codes(sheet.rows[row]) and _is_questions(sheet, below))
                                    or _is_choices(sheet, row, below)))):
            rows.append(below)
        else:
            break
    return tuple(rows)


def _spreads_over(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether a row holds group titles, each over several columns of the row below it."""
    return (2 <= len(_filled(upper)) < len(_filled(lower)) and _wordy(upper) == 1.0
            and len(set(_filled(upper))) == len(_filled(upper)))


def _is_codes(row: Sequence[Cell]) -> bool:
    filled = _filled(row)
    return len(filled) > 1 and sum(bool(_CODE.match(text)) for text in filled) >= 0.5 * len(filled)


def _is_questions(sheet: Sheet, row: int) -> bool:
    """Whether a row under the codes of a form tool holds its questions."""
    filled = _filled(sheet.rows[row])
    return _wordy(sheet.rows[row]) >= 0.75 and len(filled) > 1 and len(set(filled)) > 0.7 * len(filled)


def _is_choices(sheet: Sheet, row: int, below: int) -> bool:
    """Whether the second row names parts of the questions of the first, as form tools write it."""
    upper, lower = sheet.rows[row], sheet.rows[below]
    filled = _filled(lower)
    if not filled or _wordy(lower) < 0.95:
        return False
    generic = sum(normalise_header(text) in _GENERIC for text in filled)
    if generic >= 2 and generic >= 0.2 * len(filled):
        return True
    gaps = [at for at in range(len(lower)) if lower[at].text.strip()
            and not (at < len(upper) and upper[at].text.strip())]
    names = [lower[at].text.strip() for at in gaps]
    return len(gaps) >= 2 and len(set(names)) == len(names) and bool(upper[0].text.strip()) and (
        not _filled(lower[:1]) or all(is_known_name(normalise_header(text)) for text in filled))


def _columns(sheet: Sheet, rows: tuple[int, ...]) -> tuple[Column, ...]:
    width = sheet.width
    texts = [[strip_html(sheet.rows[at][index].text)[:_TITLE_LIMIT] if index < len(sheet.rows[at]) else ""
              for index in range(width)] for at in rows if at < len(sheet.rows)]
    kept = [line for line, at in zip(texts, rows, strict=False) if not _is_codes(sheet.rows[at])] or texts[:1]
    if len(kept) == 1:
        return _grouped(sheet, rows, [_grid(index, text) for index, text in enumerate(kept[0])])
    columns: list[Column] = []
    question, group = "", -1
    for index in range(width):
        upper, lower = kept[0][index], kept[-1][index]
        if upper:
            question, group = upper, index
        elif not lower:
            question, group = "", -1
        choice = "" if normalise_header(lower) in _GENERIC or lower == question else lower
        columns.append(Column(index, question if lower or upper else "", choice, group if group >= 0 else index))
    return _grouped(sheet, rows, columns)


def _grid(index: int, text: str) -> Column:
    """A title like `Question [choice]`; whether it is one of a group shows later."""
    found = _GRID.match(text)
    return Column(index, clean_line(found["question"]), clean_line(found["choice"])) if found else Column(
        index, text)


def _grouped(sheet: Sheet, rows: tuple[int, ...], columns: list[Column]) -> tuple[Column, ...]:
    """Number the groups of neighbouring columns with one question and see which are check boxes."""
    out: list[Column] = []
    start = 0
    while start < len(columns):
        end = start + 1
        while end < len(columns) and columns[start].question and _same_question(columns[start], columns[end]):
            end += 1
        part = columns[start:end]
        if len(part) == 1:
            one = part[0]
            single = f"{one.question} [{one.choice}]" if one.group < 0 and one.choice else one.question
            out.append(Column(one.index, single, one.choice if one.group >= 0 else "", one.index))
        else:
            ticks = _are_ticks(sheet, rows, part)
            out += [Column(one.index, one.question, one.choice, part[0].index, ticks) for one in part]
        start = end
    return tuple(out)


def _same_question(first: Column, other: Column) -> bool:
    return first.question == other.question and first.group == other.group and bool(other.choice)


def _are_ticks(sheet: Sheet, rows: tuple[int, ...], part: list[Column]) -> bool:
    body = sheet.rows[(rows[-1] + 1 if rows else 0):][:500]
    seen = False
    for column in part:
        for row in body:
            text = row[column.index].text.strip() if column.index < len(row) else ""
            if not text:
                continue
            if strip_html(text) != column.choice and text.lower() not in _TICKS:
                return False
            seen = True
    return seen and all(column.choice for column in part)
