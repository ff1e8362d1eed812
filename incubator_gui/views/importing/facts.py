"""What the screen needs to know of a plan; worked out in the background, together with it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from incubator_gui.core.languages import LANGUAGES, translator
from incubator_gui.core.messages import msg
from incubator_gui.domain.clean_text import clean_line
from incubator_gui.exchange.header_names import normalise_header
from incubator_gui.exchange.mapping import SKIP
from incubator_gui.exchange.values import focus_key
from incubator_gui.services.imports import ImportsService
from incubator_gui.services.imports.plan import Plan
from incubator_gui.services.imports.source import Source

FOCUS = "focus_area"
REASON_TITLE = msg("Why the row was refused")
"""The last column of a file with refused rows; it is left out when the file comes back."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the file for the focus area: how often, and what a person said it means.

    `key` is None until somebody said so, "" where the field stays empty.
    """

    word: str
    count: int
    key: str | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with the source that it was made from."""

    source: Source
    plan: Plan
    words: tuple[Word, ...]
    refused: Mapping[int, int]
    """Refused cells by column."""
    unknown: Mapping[int, int]
    """Cells with a new word by column."""


def raw_text(source: Source, row: int, column: int) -> str:
    """The text of a cell by its row number in the file: as mended, else as read."""
    mended = source.edits.get((row, column))
    if mended is not None:
        return mended
    numbers = source.sheet.numbers
    at = bisect_left(numbers, row)
    if at < len(numbers) and numbers[at] == row and 0 <= column < len(source.sheet.rows[at]):
        return source.sheet.rows[at][column].text
    return ""


def planned(source: Source, plan: Plan) -> Planned:
    """The facts about a plan."""
    refused: Counter[int] = Counter()
    unknown: Counter[int] = Counter()
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for row in plan.rows:
        for problem in row.prepared.problems:
            if problem.column is None:
                continue
            if problem.severity == "refuse":
                refused[problem.column] += 1
                continue
            unknown[problem.column] += 1
            word = clean_line(raw_text(source, problem.row, problem.column))
            name = normalise_header(word)
            spelled.setdefault(name, word)
            counts[name] += 1
    new = [Word(spelled[name], count, None) for name, count in counts.most_common()]
    return Planned(source, plan, (*new, *_mapped(source)), refused, unknown)


def _mapped(source: Source) -> list[Word]:
    """Words of the file that somebody mapped before."""
    column = source.mapping.column_of(FOCUS)
    if column is None or not source.mapping.words:
        return []
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for number, row in zip(source.sheet.numbers[source.header.body:], source.sheet.rows[source.header.body:],
                           strict=True):
        text = source.edits.get((number, column)) or (row[column].text if column < len(row) else "")
        if not text or len(text) > 200:
            continue
        word = clean_line(text)
        name = normalise_header(word)
        if name in source.mapping.words and focus_key(word, {}) is None:
            spelled.setdefault(name, word)
            counts[name] += 1
    return [Word(spelled[name], count, source.mapping.words[name]) for name, count in counts.most_common()]


def without_reasons(source: Source, imports: ImportsService) -> Source:
    """A file of refused rows that comes back: its last column says why, and is no question.

    The mapping of the file that the rows were saved from holds for the rest.
    """
    columns = source.header.columns
    titles = {translator(language).text(REASON_TITLE) for language in LANGUAGES}
    if source.remembered or len(columns) < 2 or columns[-1].title not in titles:
        return source
    first = imports.remember_mapping_of(replace(source, header=replace(source.header, columns=columns[:-1])))
    return replace(first, header=source.header, mapping=first.mapping.with_column(columns[-1].index, SKIP))
