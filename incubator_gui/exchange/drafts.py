"""Applicants while they grow: row by row, each cell read as its column says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from incubator_gui.core.messages import msg
from incubator_gui.domain.applicant_fields import FIELDS, NAME_FIELDS, ApplicantField
from incubator_gui.domain.clean_text import clean_line, clean_text
from incubator_gui.exchange.bad_value import BadValue
from incubator_gui.exchange.columns import orders_of
from incubator_gui.exchange.headers import Column, Header
from incubator_gui.exchange.mapping import QUESTION, Mapping
from incubator_gui.exchange.prepared import PreparedRow, Problem, key_of
from incubator_gui.exchange.sheets import Cell, Sheet, column_letter
from incubator_gui.exchange.values import NewWord, Reading, Value, parse_cell, split_list

_REMEMBERED = 2_000
_ANSWER_LIMIT = 100_000
_SEVERAL = re.compile(r"^\[|[;；、\n]")


@dataclass(slots=True)
class Draft:
    """A row that further rows may still add to."""

    rows: list[int]
    values: dict[str, Value] = field(default_factory=dict)
    persons: list[dict[str, Value]] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    cells: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ColumnReader:
    """How the cells of one column are read; what was read before is remembered."""

    index: int
    target: ApplicantField
    reading: Reading
    title: str
    known: dict[str, Value | None] = field(default_factory=dict)

    def read(self, cell: Cell) -> Value | None:
        """The value of a cell; raises `BadValue`."""
        if cell.value is not None or len(cell.text) > 60:
            return parse_cell(self.target, cell, self.reading)
        if cell.text in self.known:
            return self.known[cell.text]
        value = parse_cell(self.target, cell, self.reading)
        if len(self.known) < _REMEMBERED:
            self.known[cell.text] = value
        return value


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What becomes of each column, worked out once."""

    fields: tuple[ColumnReader, ...]
    questions: tuple[tuple[Column, str], ...]
    names: tuple[int, ...]


def plan_columns(sheet: Sheet, header: Header, mapping: Mapping) -> ColumnPlan:
    """What becomes of each column under a mapping."""
    orders = orders_of(sheet, header, mapping)
    fields = []
    questions = []
    for column in header.columns:
        choice = mapping.choice(column.index)
        title = _question(column)
        if choice in FIELDS:
            fields.append(ColumnReader(column.index, FIELDS[choice],
                                  Reading(orders.get(column.index, ""), mapping.words), title))
        elif choice == QUESTION:
            questions.append((column, title))
    names = tuple(reader.index for reader in fields if reader.target.key in NAME_FIELDS)
    return ColumnPlan(tuple(fields), tuple(questions), names)


def _question(column: Column) -> str:
    return column.question or column.choice or column_letter(column.index)


def take(plan: ColumnPlan, row: tuple[Cell, ...], number: int, drafts: list[Draft]) -> None:
    """Read one row: into a new draft, or into the last one that it continues."""
    more = bool(drafts) and _continues(plan, row, drafts[-1])
    draft = drafts[-1] if more else Draft([], cells=tuple([cell.text for cell in row]))
    person: dict[str, Value] = {}
    others: list[dict[str, Value]] = []
    said = _answers(plan, row, draft, more)
    width = len(row)
    for reader in plan.fields:
        index, one = reader.index, reader.target
        if index >= width or not row[index].text or (more and row[index].merged):
            continue
        try:
            if one.key == "person_name":
                people = _people(one, row[index])
                person.update(people[0] if people else {})
                others = people[1:]
                continue
            value = reader.read(row[index])
        except NewWord as error:
            draft.problems.append(Problem(one.key, error.reason, index, "word", number))
            draft.answers.setdefault(reader.title, []).append(clean_line(error.word))
            said = True
        except BadValue as error:
            draft.problems.append(Problem(one.key, error.reason, index, "refuse", number))
            said = True
        else:
            if value is not None and one.target == "person":
                person[one.key] = value
            elif value is not None:
                draft.values[one.key] = value
                said = True
    draft.persons += [one for one in (person, *others) if one]
    if said or person:
        draft.rows.append(number)
        if not more:
            drafts.append(draft)


def _continues(plan: ColumnPlan, row: tuple[Cell, ...], head: Draft) -> bool:
    """Whether a row without a company's name adds to the company above.

    It does when it names people only, or fills a few further columns; with values of its own for
    the company or the application it is an applicant whose name is missing.
    """
    if not plan.names or not any(head.values.get(key) for key in NAME_FIELDS):
        return False
    if any(index < len(row) and row[index].text and not row[index].merged for index in plan.names):
        return False
    filled = {index for index, cell in enumerate(row) if cell.text and not cell.merged and cell.text.strip()}
    people = set()
    for reader in plan.fields:
        if reader.index in filled:
            if reader.target.target != "person":
                return False
            people.add(reader.index)
    return filled == people or 2 * len(filled) <= sum(map(bool, head.cells))


def _people(one: ApplicantField, cell: Cell) -> list[dict[str, Value]]:
    """The people in one cell: a list, or one name, each perhaps with `name: position`."""
    text = clean_text(cell.text)
    several = _SEVERAL.search(text) is not None
    people: list[dict[str, Value]] = []
    for name in split_list(text) if several else (clean_line(text),):
        who, _colon, title = name.partition("：" if "：" in name else ":")
        parsed = parse_cell(one, Cell(who), Reading())
        if parsed is not None:
            person: dict[str, Value] = {one.key: parsed}
            if title.strip():
                person["person_title"] = title.strip()[:FIELDS["person_title"].limit]
            people.append(person)
    return people


def _answers(plan: ColumnPlan, row: tuple[Cell, ...], draft: Draft, more: bool) -> bool:
    said = False
    ticked: dict[int, list[str]] = {}
    for column, title in plan.questions:
        if column.index >= len(row) or not row[column.index].text or (more and row[column.index].merged):
            continue
        text = clean_text(row[column.index].text)[:_ANSWER_LIMIT]
        if not text:
            continue
        said = True
        if column.ticks:
            if column.group not in ticked:
                ticked[column.group] = []
                draft.answers.setdefault(title, [])
            ticked[column.group].append(column.choice)
            continue
        draft.answers.setdefault(title, []).append(f"{column.choice}: {text}" if column.choice else text)
    for column, title in plan.questions:
        if choices := ticked.pop(column.group, None):
            draft.answers[title].append("; ".join(choices))
    return said


def finished(draft: Draft, name_column: int | None) -> PreparedRow:
    """The applicant of a draft; without any name of the company it is refused."""
    problems = list(draft.problems)
    wanted = [key for key in NAME_FIELDS if draft.values.get(key)]
    if not wanted and not any(problem.field in NAME_FIELDS for problem in problems) and (
            "application_id" not in draft.values and "company_number" not in draft.values):
        problems.insert(0, Problem("", msg("Company name is required"), name_column, "refuse", draft.rows[0]))
    return PreparedRow(
        tuple(draft.rows), draft.values, tuple(draft.persons),
        {question: "\n".join(texts) for question, texts in draft.answers.items() if any(texts)},
        draft.cells, key_of(draft.rows[0], draft.values, draft.persons), tuple(problems))
