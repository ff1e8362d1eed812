"""Turns the rows of a table into applicants: values, people, answers, problems. Writes nothing."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as MappingABC
from contextlib import contextmanager
from dataclasses import replace

from incubator_gui.core.errors import Cancelled
from incubator_gui.core.messages import msg
from incubator_gui.domain.identity import first_in_file
from incubator_gui.exchange.drafts import ColumnPlan, Draft, finished, plan_columns, take
from incubator_gui.exchange.headers import Header
from incubator_gui.exchange.mapping import Mapping
from incubator_gui.exchange.prepared import PreparedRow, Problem
from incubator_gui.exchange.sheets import Cell, Sheet
from incubator_gui.exchange.values import Value

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
    with _collector_at_rest():
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


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Hundreds of thousands of new values and no cycles among them: looking for some costs a third."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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
    """Refuse a company that stands in the file a second time; the first stays."""
    by_row = {row.row: row for row in rows}
    twice = first_in_file(row.key for row in rows if not row.refused and row.title)
    ids: dict[Value, int] = {}
    for row in rows:
        mark = row.values.get("application_id")
        if mark is not None and ids.setdefault(mark, row.row) != row.row:
            twice[row.row] = ids[mark]
    for number, first in twice.items():
        row = by_row[number]
        one, other = by_row[first].values.get("application_id"), row.values.get("application_id")
        if one is not None and other is not None and one != other:
            continue  # two applications of one company, told apart by their ids
        problem = Problem("", msg("row {row} is the same company in this file", row=str(first)), None, "refuse", number)
        by_row[number] = replace(row, problems=(*row.problems, problem))
    return tuple(by_row[row.row] for row in rows)
