"""Reads `resources/sample` and makes rows of it; days in the files count back from today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from incubator_gui.core.ids import new_id
from incubator_gui.core.resources import resource

Row = dict[str, Any]


def read(name: str) -> Any:
    """One file of the sample."""
    return json.loads(resource("sample", f"{name}.json").read_text(encoding="utf-8"))


def companies() -> list[Row]:
    """All companies, whatever their language."""
    return [row for name in ("zh", "de", "en") for row in read(f"companies_{name}")]


@dataclass(slots=True)
class Ids:
    """The ids given to the keys of the files, by kind."""

    today: date
    language: str
    names: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    found: dict[tuple[str, str], UUID] = field(default_factory=dict)

    def make(self, kind: str, key: str) -> UUID:
        """A new id for a key."""
        return self.found.setdefault((kind, key), new_id())

    def get(self, kind: str, key: str | None) -> UUID | None:
        """The id of a key; raises KeyError where a file names what is not there."""
        return None if key is None else self.found[kind, key]

    def day(self, ago: int | None) -> date | None:
        """The day that lies so many days before today."""
        return None if ago is None else self.today - timedelta(days=ago)

    def moment(self, ago: int, hour: int = 10) -> datetime:
        """A moment on that day, never in the future."""
        day = self.today - timedelta(days=max(ago, 0))
        return datetime.combine(day, time(1 if ago <= 0 else hour % 24), UTC)

    def found_name(self, staff: str | None) -> str | None:
        """What a colleague is called."""
        return None if staff is None else self.names[staff]

    def word(self, texts: Mapping[str, str] | str | None) -> str | None:
        """A text in the language in which the sample is loaded."""
        if texts is None or isinstance(texts, str):
            return texts
        return texts.get(self.language) or texts["en"]


def amount(value: str | None) -> Decimal | None:
    """An exact decimal of the files."""
    return None if value is None else Decimal(value)


def first_of_month(day: date | None) -> date | None:
    """Founding dates are known to the month."""
    return None if day is None else day.replace(day=1)
