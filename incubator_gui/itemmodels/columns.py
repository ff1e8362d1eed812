"""What a column of the fast table is: declared once by the screen that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeAlias
from uuid import UUID

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, text

Row: TypeAlias = "tuple[Any, ...]"
"""A row of plain values; the first one is its id."""

Kind = Literal["text", "number", "date", "choice", "bar", "tags", "stage", "initials", "state"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `value` is an index into the row or a function of it. By `kind`: `choice` and `stage` hold a
    key that `labels` names, `bar` a number of 0 to `top`, `tags` a sequence of words, `initials`
    a person's name, `state` a key that `labels` names, on the ground of its `mark`. `show` makes
    the text where the kind's own way does not fit. `mark` gives icon and colour name before the
    text, `tone` the colour name of the text.
    """

    key: str
    title: Message
    value: int | Callable[[Row], Any]
    kind: Kind = "text"
    width: int = 120
    labels: Mapping[Any, Message | str] | Callable[[Any], str] | None = None
    show: Callable[[Any], str] | None = None
    sort_key: Callable[[Any], Any] | None = None
    mark: Callable[[Row], tuple[str, str] | None] | None = None
    tone: Callable[[Row], str] | None = None
    tip: Callable[[Row], str] | None = None
    right: bool | None = None
    strong: bool = False
    link: bool = False
    editable: bool = False
    parse: Callable[[str], Any] | None = None
    hidden: bool = False
    searched: bool = True
    digits: int | None = None
    top: float = 1.0
    order: Sequence[Any] = field(default=())
    """For choices: the keys in their own order, which sorting follows; else by name."""
    inner: bool = False
    """Never shown: there for filters alone."""

    def of(self, row: Row) -> Any:
        """The value in a row."""
        return row[self.value] if isinstance(self.value, int) else self.value(row)

    @property
    def aligned_right(self) -> bool:
        """Figures stand right, words left."""
        return self.kind in ("number", "bar") if self.right is None else self.right

    def words(self, value: Any) -> str:
        """A value as it stands in the cell, in the language of the screen."""
        if value is None:
            return "–" if self.kind in ("number", "bar", "date", "initials") else ""
        if isinstance(value, Typed):
            return " ".join(value.split())
        if self.show is not None:
            return self.show(value)
        if self.labels is not None:
            if callable(self.labels):
                return self.labels(value)
            return text(self.labels.get(value, str(value)))
        if isinstance(value, str):
            return " ".join(value.split()) if "\n" in value or "\t" in value else value
        if isinstance(value, bool):
            return "✓" if value else ""
        if isinstance(value, (int, float, Decimal)):
            return current().number(value, self.digits)
        if isinstance(value, datetime):
            return current().moment(value, "short")
        if isinstance(value, date):
            return current().day(value)
        if isinstance(value, Message):
            return text(value)
        if isinstance(value, (tuple, list, frozenset, set)):
            return current().joined(str(each) for each in value)
        return str(value)

    def plain(self, value: Any) -> str:
        """A value for the clipboard: figures and days as a spreadsheet reads them."""
        if value is None:
            return ""
        if self.labels is None and self.show is None:
            if isinstance(value, (date, datetime)):
                return value.isoformat()
            if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
                return str(value)
        return self.words(value)


def ids_column() -> Column:
    """By which a figure elsewhere narrows a list to the very rows it counts."""
    return Column("ids", msg("Selection"), 0, hidden=True, searched=False, inner=True)


class Typed(str):
    """What was typed into a cell and could not be understood: it is no value of its column."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell that a person changed; the value is parsed already."""

    id: Any
    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class ChoiceFilter:
    """Rows whose value (or one of whose values) is among these."""

    values: frozenset[Any]

    def test(self, value: Any) -> bool:
        """Whether a value passes."""
        if isinstance(value, (tuple, list, frozenset, set)):
            return any(each in self.values for each in value) or (not value and None in self.values)
        return value in self.values


@dataclass(frozen=True, slots=True)
class RangeFilter:
    """Rows whose value lies between the ends, both included; None is open."""

    low: Any = None
    high: Any = None

    def test(self, value: Any) -> bool:
        """Whether a value passes; an empty one never does."""
        if value is None:
            return False
        if isinstance(value, datetime) and not isinstance(self.low or self.high, datetime):
            value = value.date()
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class TextFilter:
    """Rows in whose text all these words occur; folded."""

    needle: str


ColumnFilter: TypeAlias = "ChoiceFilter | RangeFilter | TextFilter"


def filter_to_json(test: ColumnFilter) -> dict[str, Any]:
    """A filter as JSON values, for remembered views."""
    match test:
        case ChoiceFilter(values):
            return {"choice": [_dump(value) for value in sorted(values, key=str)]}
        case RangeFilter(low, high):
            return {"range": [_dump(low), _dump(high)]}
        case TextFilter(needle):
            return {"text": needle}


def filter_from_json(data: Any) -> ColumnFilter | None:
    """The inverse; None for what no version of ours wrote."""
    try:
        if "choice" in data:
            return ChoiceFilter(frozenset(_load(value) for value in data["choice"]))
        if "range" in data:
            low, high = data["range"]
            return RangeFilter(_load(low), _load(high))
        return TextFilter(str(data["text"]))
    except (TypeError, KeyError, ValueError):
        return None


_MAKERS: dict[str, Callable[[str], Any]] = {
    "datetime": datetime.fromisoformat, "date": date.fromisoformat, "id": UUID, "decimal": Decimal}


def _dump(value: Any) -> Any:
    match value:
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case UUID():
            return {"id": value.hex}
        case Decimal():
            return {"decimal": str(value)}
    return value


def _load(value: Any) -> Any:
    if not isinstance(value, dict):
        if isinstance(value, list):
            raise ValueError("a list is no choice")
        return value
    (kind, inner), *_ = value.items()
    return _MAKERS[kind](inner)
