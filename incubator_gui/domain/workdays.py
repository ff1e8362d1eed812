"""Working days and holidays of China and Germany.

The tables are data (`resources/holidays`): rules that can be computed, and the days that a
government sets year by year, with their source. A house can put further days on top.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from incubator_gui.core.messages import Words
from incubator_gui.core.resources import resource

COUNTRIES = ("CN", "DE")
_DAY = timedelta(days=1)
_SATURDAY = 5
MOVED = Words((("en", "Working day"), ("de", "Arbeitstag"), ("zh", "调休上班")))
"""What a weekend day on which people work is called in the official tables."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not what its weekday says: a holiday, or a weekend day on which people work."""

    day: date
    name: Words
    works: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain values for the settings of a house."""
        return {"day": self.day.isoformat(), "works": self.works, "name": dict(self.name.by_language)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SpecialDay:
        """The inverse; raises KeyError or ValueError on other data."""
        names = data.get("name") or {}
        return cls(date.fromisoformat(data["day"]), Words(tuple((k, str(v)) for k, v in names.items())),
                   bool(data.get("works")))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + rest - 7 * ((a + 11 * h + 22 * rest) // 451) + 114, 31)
    return date(year, month, day + 1)


@dataclass(frozen=True)
class Calendar:
    """The working days of one country, of one of its regions where it is named."""

    country: str
    region: str = ""
    further: tuple[SpecialDay, ...] = ()

    def with_days(self, further: Iterable[SpecialDay]) -> Calendar:
        """The same calendar with days of the house, which win over the tables."""
        return replace(self, further=(*self.further, *further))

    def special(self, day: date) -> SpecialDay | None:
        """What is special about a day, if anything."""
        own = next((one for one in reversed(self.further) if one.day == day), None)
        return own or _year(self.country, self.region, day.year).get(day)

    def holiday(self, day: date) -> Words | None:
        """The name of the holiday, None on other days."""
        found = self.special(day)
        return found.name if found is not None and not found.works else None

    def is_workday(self, day: date) -> bool:
        """Whether people work: no holiday and no weekend, or a weekend day that was made up for."""
        found = self.special(day)
        return found.works if found is not None else day.weekday() < _SATURDAY

    def next_workday(self, day: date) -> date:
        """The day itself where people work, else the next on which they do."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def add(self, day: date, count: int) -> date:
        """So many working days later, or earlier where `count` is negative; 0 is `next_workday`."""
        if count == 0:
            return self.next_workday(day)
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def count(self, starts: date, ends: date) -> int:
        """Working days in [starts, ends); negative where the end comes first."""
        if ends < starts:
            return -self.count(ends, starts)
        return sum(self.is_workday(starts + _DAY * n) for n in range((ends - starts).days))

    def days(self, year: int) -> tuple[SpecialDay, ...]:
        """All special days of a year in order."""
        found = dict(_year(self.country, self.region, year))
        found.update({one.day: one for one in self.further if one.day.year == year})
        return tuple(found[day] for day in sorted(found))

    def is_official(self, year: int) -> bool:
        """Whether the table holds what the government announced for that year, or rules suffice."""
        entry = _table(self.country)["years"].get(str(year))
        return self.country != "CN" or bool(entry and entry.get("official"))

    def source(self, language: str, year: int | None = None) -> str:
        """Where the table is from; of one year where the table says so."""
        table = _table(self.country)
        entry = table["years"].get(str(year), {}) if year is not None else {}
        text = str(table["source"].get(language) or table["source"]["en"])
        own = entry.get("source")
        if not own:
            return text
        return f"{own} ({entry['published']})" if entry.get("published") else str(own)


def calendar(country: str = "CN", region: str = "", further: Iterable[Mapping[str, Any]] = ()) -> Calendar:
    """The calendar of a country; an unknown country or region has weekends only, or the national days."""
    if country not in COUNTRIES:
        return Calendar("")
    return Calendar(country, region if region in regions(country) else "").with_days(_readable(further))


def regions(country: str) -> Mapping[str, str]:
    """The regions with holidays of their own, by code."""
    found: Mapping[str, str] = _table(country)["regions"] if country in COUNTRIES else {}
    return found


def _readable(further: Iterable[Mapping[str, Any]]) -> Iterator[SpecialDay]:
    for one in further:
        try:
            yield SpecialDay.from_json(one)
        except (KeyError, ValueError, TypeError, AttributeError):
            continue  # a setting of a later version must not stop the due dates


@lru_cache(maxsize=4)
def _table(country: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        resource("holidays", f"{country.lower()}.json").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=200)
def _year(country: str, region: str, year: int) -> Mapping[date, SpecialDay]:
    if not country:
        return {}
    table, found = _table(country), dict[date, SpecialDay]()
    own = table["years"].get(str(year), {})
    if "official" not in own:
        for rule in table["rules"]:
            if _holds(rule, region) and rule.get("from", 0) <= year:
                day = _by_rule(rule, year)
                found[day] = SpecialDay(day, _words(rule))
    for entry in own.get("days", ()):
        if not _holds(entry, region):
            continue
        day, until = date.fromisoformat(entry["from"]), date.fromisoformat(entry.get("until", entry["from"]))
        while day <= until:
            found[day] = SpecialDay(day, _words(entry))
            day += _DAY
    for text in own.get("working", ()):
        day = date.fromisoformat(text)
        found[day] = SpecialDay(day, MOVED, True)
    return found


def _holds(entry: Mapping[str, Any], region: str) -> bool:
    return "regions" not in entry or region in entry["regions"]


def _by_rule(rule: Mapping[str, Any], year: int) -> date:
    if "easter" in rule:
        return easter(year) + timedelta(days=rule["easter"])
    if "weekday" in rule:
        last = date(year, rule["before_month"], rule["before_day"]) - _DAY
        return last - timedelta(days=(last.weekday() - rule["weekday"]) % 7)
    return date(year, rule["month"], rule["day"])


def _words(entry: Mapping[str, Any]) -> Words:
    return Words(tuple((language, str(entry[language])) for language in ("en", "de", "zh")))
