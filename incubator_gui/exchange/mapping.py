"""What a person decided about the columns of a table; remembered by the fingerprint of its header."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field, replace
from typing import Any, Self

from incubator_gui.domain.applicant_fields import FIELDS
from incubator_gui.exchange.dates import DateOrder
from incubator_gui.exchange.header_names import normalise_header

QUESTION = "question"
SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Mapping:
    """For each column (by index) the key of a field, "question" or "skip".

    `words` maps normalised words of choice fields to keys ("" leaves the field empty);
    `orders` says for columns of dates which of day and month comes first.
    """

    columns: MappingABC[int, str]
    words: MappingABC[str, str] = field(default_factory=dict)
    orders: MappingABC[int, DateOrder] = field(default_factory=dict)

    def choice(self, index: int) -> str:
        """What becomes of a column; a column nobody spoke of is skipped."""
        return self.columns.get(index, SKIP)

    def column_of(self, key: str) -> int | None:
        """The column that goes to a field."""
        return next((index for index, choice in self.columns.items() if choice == key), None)

    def with_column(self, index: int, choice: str) -> Self:
        """Another choice for one column; a field leaves the column it had before."""
        columns = {other: QUESTION if was == choice and choice in FIELDS else was
                   for other, was in self.columns.items()}
        return replace(self, columns={**columns, index: choice})

    def with_word(self, word: str, key: str) -> Self:
        """A word of a choice field mapped to a key."""
        return replace(self, words={**self.words, normalise_header(word): key})

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values from which `from_json` makes the same mapping again."""
        return {"columns": {str(index): choice for index, choice in self.columns.items()},
                "words": dict(self.words), "orders": {str(index): order for index, order in self.orders.items()}}

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> Mapping:
        """The inverse of `to_json`; choices of fields that are no more become questions."""
        return cls(
            {int(index): choice if choice in FIELDS or choice in (QUESTION, SKIP) else QUESTION
             for index, choice in data.get("columns", {}).items()},
            {str(word): str(key) for word, key in data.get("words", {}).items()},
            {int(index): order for index, order in data.get("orders", {}).items() if order in ("dmy", "mdy")},
        )
