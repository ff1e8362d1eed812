"""Rows of a table made ready for import: typed values, answers, people, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.applicant_fields import COMPANY_NAME, FIELDS, NAME_FIELDS
from incubator_gui.domain.identity import CompanyKey, company_key
from incubator_gui.exchange.values import Value, value_text

Severity: TypeAlias = Literal["refuse", "word"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell; `column` is its index, None where no column is to blame.

    "refuse" keeps the row out; "word" is a new word of a choice: the row can go in, the word is
    kept as an answer until somebody says what it means.
    """

    field: str
    reason: Message
    column: int | None = None
    severity: Severity = "refuse"
    row: int = 0

    @property
    def message(self) -> Message:
        """The sentence: which field, and what is wrong."""
        if not self.field:
            return self.reason
        label = COMPANY_NAME if self.field in NAME_FIELDS else FIELDS[self.field].label
        return msg("{field}: {reason}", field=label, reason=self.reason)


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """One applicant: the rows of the file it stands in, its values by field, and its problems.

    `values` holds fields of company and application, `persons` one mapping for each person,
    `answers` what unmapped columns say, by question. `cells` are the texts of the first row;
    `key` is what the company is recognised by, with the number of the row as its id.
    """

    rows: tuple[int, ...]
    values: Mapping[str, Value]
    persons: tuple[Mapping[str, Value], ...]
    answers: Mapping[str, str]
    cells: tuple[str, ...]
    key: CompanyKey
    problems: tuple[Problem, ...] = ()
    twin: int | None = None
    """The row of a company of the same name that stands above; whether it is the same is to be asked."""

    @property
    def row(self) -> int:
        """The number of the (first) row in the file."""
        return self.rows[0]

    @property
    def refused(self) -> bool:
        """Whether a problem keeps the row out."""
        return any(problem.severity == "refuse" for problem in self.problems)

    @property
    def empty(self) -> bool:
        """Whether nothing was said at all."""
        return not (self.values or self.persons or self.answers)

    @property
    def title(self) -> str:
        """What the company is called; empty when it has no name."""
        return next((str(self.values[key]) for key in NAME_FIELDS if self.values.get(key)), "")


def key_of(row: int, values: Mapping[str, Value], persons: Iterable[Mapping[str, Value]]) -> CompanyKey:
    """What the company of a row is recognised by; its id is the number of the row."""

    def text(name: str) -> str:
        return str(values.get(name) or "")

    people = list(persons)
    return company_key(
        row, legal_name=text("legal_name"), trade_name=text("trade_name"), chinese_name=text("chinese_name"),
        website=text("website"), credit_code=text("credit_code"),
        emails=[text("company_email"), *(str(one["person_email"]) for one in people if "person_email" in one)],
        phones=[text("company_phone"), *(str(one["person_phone"]) for one in people if "person_phone" in one)],
        country=text("country"), founded=value_text(values.get("founded_on") or ""),
    )
