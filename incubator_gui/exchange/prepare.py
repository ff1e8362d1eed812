"""Turns the rows of a table into applicants: values, people, answers, problems. Writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from collections.abc import Mapping as MappingABC
from dataclasses import replace

from incubator_gui.core.errors import Cancelled
from incubator_gui.core.heavy import heavy
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.identity import Twin, twins_in_file
from incubator_gui.exchange.drafts import ColumnPlan, Draft, finished, plan_columns, take
from incubator_gui.exchange.header_names import normalise_header
from incubator_gui.exchange.headers import Header
from incubator_gui.exchange.mapping import Mapping
from incubator_gui.exchange.prepared import PreparedRow, Problem
from incubator_gui.exchange.sheets import Cell, Sheet

_STEP = 500


def prepare(
    sheet: Sheet,
    header: Header,
    mapping: Mapping,
    words: MappingABC[str, str] | None = None,
    *,
    edits: MappingABC[tuple[int, int], str] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[PreparedRow, ...]:
    """The applicants of a sheet, in the order of the file.

    `words` adds to the words mapped in `mapping`; `edits` holds cells mended on the screen, by
    row number in the file and column index. A row without a company's name below one with a name
    adds people and answers to that one.
    """
    if words:
        mapping = replace(mapping, words={**mapping.words, **words})
    plan = plan_columns(sheet, header, mapping)
    with heavy():
        drafts = _drafts(plan, sheet, header, edits, on_progress, cancelled)
        return _without_twins(tuple(
            [finished(draft, next(iter(plan.names), None)) for draft in drafts]))


def _drafts(
    plan: ColumnPlan, sheet: Sheet, header: Header, edits: MappingABC[tuple[int, int], str] | None,
    on_progress: Callable[[int, int], None] | None, cancelled: Callable[[], bool] | None,
) -> list[Draft]:
    drafts: list[Draft] = []
    mended: dict[int, dict[int, str]] = defaultdict(dict)
    for (line, column), text in (edits or {}).items():
        mended[line][column] = text
    body = range(header.body, len(sheet.rows))
    for done, at in enumerate(body):
        if done % _STEP == 0:
            if cancelled is not None and cancelled():
                raise Cancelled(msg("Cancelled; nothing was changed."))
            if on_progress is not None:
                on_progress(done, len(body))
        number, row = sheet.numbers[at], sheet.rows[at]
        if number in mended:
            row = _edited(row, mended[number])
        take(plan, row, number, drafts)
    if on_progress is not None:
        on_progress(len(body), len(body))
    return drafts


def new_words(rows: Iterable[PreparedRow]) -> tuple[tuple[str, int], ...]:
    """Words of choice fields that still have to be mapped, with how often each occurs."""
    counts: dict[str, int] = {}
    for row in rows:
        for problem in row.problems:
            if problem.severity == "word":
                word = str(problem.reason.arguments["word"])
                counts[word] = counts.get(word, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _edited(row: tuple[Cell, ...], changed: MappingABC[int, str]) -> tuple[Cell, ...]:
    cells = list(row) + [Cell()] * (max(changed) + 1 - len(row))
    for column, text in changed.items():
        cells[column] = Cell(text)
    return tuple(cells)


def _without_twins(rows: tuple[PreparedRow, ...]) -> tuple[PreparedRow, ...]:
    """Refuse a company that stands in the file a second time, the first stays; mark what may be one."""
    by_row = {row.row: row for row in rows}
    twins = twins_in_file(row.key for row in rows if not row.refused and row.title)
    for kind in ("application_id", "said"):
        seen: dict[Hashable, int] = {}
        for row in rows:
            if kind == "said" and (row.refused or not row.title):
                continue
            mark = row.values.get(kind) if kind == "application_id" else _said(row)
            if mark is not None and seen.setdefault(mark, row.row) != row.row:
                twins[row.row] = Twin(seen[mark], True)
    for number, twin in twins.items():
        row, first = by_row[number], by_row[twin.first]
        if _told_apart(first, row, ("application_id",)):
            continue  # two applications of one company
        if not twin.sure or (_told_apart(first, row, ("company_number",)) and not _same_code(first, row)):
            by_row[number] = replace(row, twin=twin.first)
            continue
        problem = Problem("", same_in_file(twin.first), None, "refuse", number)
        by_row[number] = replace(row, problems=(*row.problems, problem))
    return tuple(by_row[row.row] for row in rows)


def same_in_file(row: int) -> Message:
    """Why a row stays out that says what one above says."""
    return msg("row {row} is the same company in this file", row=str(row))


def _said(row: PreparedRow) -> Hashable:
    """All that a row says, so that the same said twice is found."""
    return (frozenset(row.values.items()), tuple([frozenset(one.items()) for one in row.persons]),
            frozenset(row.answers.items()))


def _same_code(one: PreparedRow, other: PreparedRow) -> bool:
    return bool(one.key.code) and one.key.code == other.key.code


def _told_apart(one: PreparedRow, other: PreparedRow, keys: tuple[str, ...]) -> bool:
    """Whether ids, those of the house or of the file itself, say that two rows are two things."""
    for key in keys:
        first, second = one.values.get(key), other.values.get(key)
        if first is not None and second is not None and first != second:
            return True
    if "company_number" not in keys:
        return False
    return any(_is_id(question) and other.answers.get(question, text) != text
               for question, text in one.answers.items())


def _is_id(question: str) -> bool:
    words = normalise_header(question).split()
    return bool(words) and words[-1] in {"id", "nr", "no", "number", "nummer", "key", "编号", "序号"}
