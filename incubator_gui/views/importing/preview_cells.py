"""What stands in one cell of the preview: value, change, problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, text, tr
from incubator_gui.domain.applicant_fields import FIELDS, NAME_FIELDS
from incubator_gui.domain.clean_text import clean_line
from incubator_gui.domain.house_fields import CHOICES, HOUSE_FIELDS
from incubator_gui.domain.partial_date import PartialDate
from incubator_gui.exchange.house_table import HouseProblem
from incubator_gui.exchange.prepared import Problem
from incubator_gui.exchange.values import value_text
from incubator_gui.services.house_import_plan import HousePlanRow
from incubator_gui.services.imports.plan import CellChange
from incubator_gui.views.importing.facts import FOCUS, raw_text
from incubator_gui.views.importing.kinds import ALL_FIELDS, HOUSE, AnyRow, AnySource, kind_of

COMPANY = "company"


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column: what it shows, its title, width in px at 100 %, and the columns of the file behind it."""

    key: str
    title: Message
    width: int
    sources: tuple[int, ...] = ()
    right: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is the value, `before` what it replaces; `problem` says what is wrong, `soft` that it can go in."""

    text: str
    before: str | None = None
    problem: Message | None = None
    soft: bool = False
    pending: bool = False


ROW = PreviewColumn("row", pmsg("line of a file", "Row"), 48, right=True)
RESULT = PreviewColumn("result", msg("Result"), 92)
REASON = PreviewColumn("reason", msg("Reason"), 120)
ACTION = PreviewColumn("action", msg("Action"), 84, right=True)
_FIRST: tuple[tuple[str, Message, int], ...] = (
    ("founded_on", msg("Founded"), 88), ("headcount", pmsg("head count", "Team"), 60),
    ("focus_area", msg("Focus area"), 140))
_FIRST_OF_HOUSE: tuple[tuple[str, Message, int], ...] = (
    ("room", msg("Room"), 72), ("desk", msg("Desk numbers"), 96), ("desks", msg("Desks"), 72),
    ("starts_on", HOUSE_FIELDS["starts_on"].label, 104))


def columns_of(source: AnySource) -> tuple[PreviewColumn, ...]:
    """The main fields, reason and action; further mapped fields follow to the right."""
    mapping = source.mapping
    names = [(key, index) for key in NAME_FIELDS if (index := mapping.column_of(key)) is not None]
    found = [ROW, RESULT, PreviewColumn(COMPANY, msg("Company"), 184, tuple(index for _key, index in names))]
    house = kind_of(source).key == HOUSE
    first = _FIRST_OF_HOUSE if house else _FIRST
    shown = {key for key, _title, _width in first}
    for key, title, width in first:
        index = mapping.column_of(key)
        if index is not None:
            found.append(PreviewColumn(key, title, width, (index,)))
    found += [REASON, ACTION]
    further = []
    for key, field in (HOUSE_FIELDS if house else FIELDS).items():
        index = mapping.column_of(key)
        if index is None or key in shown or (key in NAME_FIELDS and len(names) == 1):
            continue
        further.append(PreviewColumn(key, field.label, 200 if field.kind == "long_text" else 160, (index,)))
    return (*found, *further)


def cell_of(source: AnySource, row: AnyRow, column: PreviewColumn) -> Cell:
    """What a field of a row shows."""
    problem = problem_of(row, column)
    if problem is not None and problem.column is not None:
        said = clean_line(raw_text(source, problem.row, problem.column))[:200]
        return Cell(said, problem=problem.message, soft=not keeps_out(problem))
    change = _change(row, column.key)
    if change is not None:
        return Cell(_words(change.field, change.after), _words(change.field, change.before))
    return Cell(_value(row, column.key))


def keeps_out(problem: Problem | HouseProblem) -> bool:
    """Whether it keeps its row out; a new word for a focus area does not."""
    return problem.severity == "refuse" or (isinstance(problem, HouseProblem) and problem.field != FOCUS)


def problem_of(row: AnyRow, column: PreviewColumn) -> Problem | HouseProblem | None:
    """What is wrong with the cell, the gravest first."""
    problems: tuple[Problem | HouseProblem, ...] = row.prepared.problems
    found = [p for p in problems if p.column is not None and p.column in column.sources]
    return min(found, key=lambda p: p.severity != "refuse", default=None)


def place_of(row: AnyRow, column: PreviewColumn) -> tuple[int, int] | None:
    """Row number and column index of the cell in the file that an edit would mend."""
    problem = problem_of(row, column)
    if problem is not None and problem.column is not None:
        return problem.row or row.prepared.row, problem.column
    if not column.sources:
        return None
    if column.key == COMPANY and len(column.sources) > 1:
        cells = row.prepared.cells
        filled = [index for index in column.sources if index < len(cells) and cells[index].strip()]
        return row.prepared.row, (filled or list(column.sources))[0]
    return row.prepared.row, column.sources[0]


def fixable(row: AnyRow, columns: Sequence[PreviewColumn]) -> int:
    """The first column of the preview with a cell that can be mended; -1 for none."""
    if row.verdict != "refuse":
        return -1
    for at, column in enumerate(columns):
        problem = problem_of(row, column)
        if problem is not None and keeps_out(problem):
            return at
    return -1


def reason_of(row: AnyRow) -> str:
    """Why, in one line; a new word is said too."""
    said = [text(each) for each in row.reasons]
    if row.verdict == "ask" and any("name" in each.arguments for each in row.reasons[1:]):
        del said[0]  # what speaks for it names the company too
    if row.verdict != "refuse":
        said += [text(p.message) for p in row.prepared.problems if p.severity == "word"]
    return current().clauses(said)


def _change(row: AnyRow, key: str) -> CellChange | None:
    keys = NAME_FIELDS if key == COMPANY else (key,)
    change = next((one for one in row.changes if one.field in keys), None)
    if change is None or isinstance(change.after, UUID) or (change.before in (None, "") and change.after in (None, "")):
        return None
    if key == COMPANY and str(change.after) != row.prepared.title:
        return None
    return change


def _value(row: AnyRow, key: str) -> str:
    prepared = row.prepared
    if key == COMPANY:
        return prepared.title or (row.company_name if isinstance(row, HousePlanRow) else "")
    if ALL_FIELDS[key].target == "person":
        said = [_words(key, person[key]) for person in prepared.persons if person.get(key)]
        return tr("{first} and {n} more", first=said[0], n=len(said) - 1) if len(said) > 1 else "".join(said)
    return _words(key, prepared.values.get(key))


def _words(key: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if key in CHOICES and value in CHOICES[key]:
        return text(CHOICES[key][value])
    if isinstance(value, date) and key == "founded_on":
        return PartialDate.of(value).text
    return clean_line(value_text(value))[:400]
