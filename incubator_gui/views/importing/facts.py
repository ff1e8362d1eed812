"""What the screen needs to know of a plan; worked out in the background, together with it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from incubator_gui.core.languages import LANGUAGES, translator
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.clean_text import clean_line
from incubator_gui.domain.house_fields import words_of
from incubator_gui.exchange.header_names import normalise_header
from incubator_gui.exchange.mapping import SKIP
from incubator_gui.exchange.values import focus_key
from incubator_gui.views.importing.kinds import HOUSE, AnyPlan, AnySource, kind_of, with_columns

FOCUS = "focus_area"
REASON_TITLE = msg("Why the row was refused")
"""The last column of a file with refused rows; it is left out when the file comes back."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the file for a choice: how often, and what a person said it means.

    `key` is None until somebody said so, "" where the field stays empty.
    """

    word: str
    count: int
    key: str | None
    field: str = FOCUS


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with the source that it was made from."""

    source: AnySource
    plan: AnyPlan
    words: tuple[Word, ...]
    refused: Mapping[int, int]
    """Refused cells by column."""
    unknown: Mapping[int, int]
    """Cells with a new word by column."""
    facts: tuple[Message, ...] = ()
    """What the plan adds up to."""


def raw_text(source: AnySource, row: int, column: int) -> str:
    """The text of a cell by its row number in the file: as mended, else as read."""
    mended = source.edits.get((row, column))
    if mended is not None:
        return mended
    numbers = source.sheet.numbers
    at = bisect_left(numbers, row)
    if at < len(numbers) and numbers[at] == row and 0 <= column < len(source.sheet.rows[at]):
        return source.sheet.rows[at][column].text
    return ""


def planned(source: AnySource, plan: AnyPlan) -> Planned:
    """The facts about a plan."""
    refused: Counter[int] = Counter()
    unknown: Counter[int] = Counter()
    spelled: dict[tuple[str, str], str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for row in plan.rows:
        for problem in row.prepared.problems:
            if problem.column is None:
                continue
            if problem.severity == "refuse":
                refused[problem.column] += 1
                continue
            unknown[problem.column] += 1
            word = clean_line(raw_text(source, problem.row, problem.column))
            name = (problem.field, normalise_header(word))
            spelled.setdefault(name, word)
            counts[name] += 1
    new = [Word(spelled[name], count, None, name[0]) for name, count in counts.most_common()]
    kind = kind_of(source)
    mapped = [word for field in kind.word_fields for word in _mapped(source, field, kind.key == HOUSE)]
    return Planned(source, plan, (*new, *mapped), refused, unknown, kind.facts(plan))


def _mapped(source: AnySource, field: str, house: bool) -> list[Word]:
    """Words of the file that somebody mapped before."""
    column = source.mapping.column_of(field)
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
        known = focus_key(word, {}) if field == FOCUS else words_of(field).get(word.casefold()) if house else None
        if name in source.mapping.words and known is None:
            spelled.setdefault(name, word)
            counts[name] += 1
    return [Word(spelled[name], count, source.mapping.words[name], field) for name, count in counts.most_common()]


def without_reasons(source: AnySource, remember: Callable[[Any], AnySource]) -> AnySource:
    """A file of refused rows that comes back: its last column says why, and is no question.

    The mapping of the file that the rows were saved from holds for the rest.
    """
    columns = source.header.columns
    titles = {translator(language).text(REASON_TITLE) for language in LANGUAGES}
    if source.remembered or len(columns) < 2 or columns[-1].title not in titles:
        return source
    first = remember(replace(source, header=replace(source.header, columns=columns[:-1])))
    return with_columns(replace(first, header=source.header), first.mapping.with_column(columns[-1].index, SKIP))
