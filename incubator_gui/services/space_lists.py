"""Lists about space that go out: residents, desks, rent area by company; as a table and on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import Translator, translator
from incubator_gui.core.messages import Message, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company
from incubator_gui.domain.residency import EXIT_KINDS, STAY_KINDS
from incubator_gui.domain.vocabulary import FOCUS_AREAS, ROOM_KINDS
from incubator_gui.exchange.write_table import OutColumn, OutValue
from incubator_gui.reports.values import Column, ListData
from incubator_gui.services.called import company_names
from incubator_gui.services.exports import Table
from incubator_gui.services.residency_read import residency_rows
from incubator_gui.services.space_read import load_plan

LISTS: Mapping[str, Message] = {
    "residents": msg("Residents"), "desks": msg("Desks"), "rent_area": msg("Rent area by company")}
"""Lists about space that go out."""

_FIGURES = frozenset({"company_number", "headcount", "desks", "desks_now", "area", "months", "age", "desk", "share",
                      "room_area"})


class SpaceLists:
    """Makes the lists for a day."""

    _db: Database

    def table(self, what: str, language: str = "en", day: date | None = None, *, keys: bool = False) -> Table:
        """A list as it goes into a file; with `keys` choices stand as their keys."""
        if what not in LISTS:
            raise Refused(msg("There is no list “{name}”. Choose one of: {lists}.", name=what, lists=", ".join(LISTS)))
        words = translator(language)
        day = day or self._db.clock.today()
        make = {"residents": self._residents, "desks": self._desks, "rent_area": self._rent_area}[what]
        titles, rows = make(words, day, keys)
        columns = tuple(OutColumn(words.text(title), key) for key, title in titles)
        return Table(words.text(LISTS[what]), columns, tuple(rows))

    def paper(self, what: str, language: str = "en", day: date | None = None) -> ListData:
        """The same list for paper, its cells as text."""
        words = translator(language)
        day = day or self._db.clock.today()
        table = self.table(what, language, day)
        return ListData(
            table.name, tuple(Column(c.title, c.key in _FIGURES, c.key == "company") for c in table.columns),
            tuple(tuple(_said(words, value) for value in row) for row in table.rows),
            words.text(msg("As of {day}", day=day)), landscape=len(table.columns) > 6)

    def _residents(self, words: Translator, day: date, keys: bool
                   ) -> tuple[Sequence[tuple[str, Message]], list[tuple[OutValue, ...]]]:
        titles = (
            ("company_number", msg("Company number")), ("company", msg("Company")), ("kind", msg("Kind")),
            ("focus_area", msg("Focus area")), ("contract", msg("Contract")), ("starts_on", msg("From")),
            ("planned_end", msg("Planned end")), ("ends_on", msg("Until")), ("exit_kind", msg("Exit")),
            ("desks", msg("Desks in contract")), ("desks_now", msg("Desks now")), ("area", msg("Area in m²")),
            ("places", msg("Places")), ("headcount", msg("Head count")), ("age", msg("Months old at entry")),
            ("months", msg("Months of stay")))
        with self._db.read() as session:
            found, names = residency_rows(session, day), company_names(session, language=words.language)
        rows: list[tuple[OutValue, ...]] = []
        for row in found:
            rows.append((
                row.number, names[row.company_id], _choice(STAY_KINDS, row.kind, words, keys),
                _choice(FOCUS_AREAS, row.focus_area, words, keys), row.contract or None, row.starts_on,
                row.planned_end, row.ends_on, _choice(EXIT_KINDS, row.exit_kind, words, keys), row.desks,
                row.desks_now, _metres(row.area_now), row.places or None, row.headcount,
                _months(row.clocks.age_at_entry), _months(row.clocks.stay)))
        return titles, rows

    def _desks(self, words: Translator, day: date, keys: bool
               ) -> tuple[Sequence[tuple[str, Message]], list[tuple[OutValue, ...]]]:
        titles = (
            ("site", msg("Site")), ("floor", msg("Floor")), ("room", msg("Room")),
            ("room_name", msg("Name of the room")), ("kind", msg("Kind")), ("desk", msg("Desk number")),
            ("company", msg("Company")), ("starts_on", msg("From")), ("ends_on", msg("Until")),
            ("free_from", msg("Free from")), ("free_until", msg("Free until")))
        with self._db.read() as session:
            plan, names = load_plan(session), company_names(session, language=words.language)
        rows: list[tuple[OutValue, ...]] = []
        for row in plan.rows(day):
            place = row.place
            rows.append((
                place.site, place.floor_name, place.room_number, place.room_name or None,
                _choice(ROOM_KINDS, plan.rooms[place.room].kind, words, keys), place.number,
                names[row.company] if row.company else None,
                row.starts, row.until, row.free.starts if row.free else None, row.free.until if row.free else None))
        return titles, rows

    def _rent_area(self, words: Translator, day: date, keys: bool
                   ) -> tuple[Sequence[tuple[str, Message]], list[tuple[OutValue, ...]]]:
        titles = (
            ("company_number", msg("Company number")), ("company", msg("Company")), ("room", msg("Room")),
            ("desks", msg("Desks")), ("room_area", msg("Area of the room in m²")), ("share", msg("Share of the room")),
            ("area", msg("Area in m²")))
        with self._db.read() as session:
            plan, names = load_plan(session), company_names(session, language=words.language)
            numbers = dict(session.execute(select(Company.id, Company.number)).all())
        areas = plan.areas(day)
        rows: list[tuple[OutValue, ...]] = []
        for company in sorted(areas, key=lambda id: numbers.get(id, 0)):
            for room, area in areas[company].items():
                space, place = plan.rooms[room], plan.place_of[room, None]
                here = [one for one in plan.of_company(company) if one.room == room and one.span.has(day)]
                desks = space.desks if any(one.desk is None for one in here) else len(here)
                rows.append((numbers.get(company), names.get(company, ""), place.room_number, desks,
                             _metres(space.area), _metres(area / space.area, "0.0001") if space.area else None,
                             _metres(area)))
        return titles, rows


def _choice(choices: Mapping[str, Message], key: str | None, words: Translator, keys: bool) -> str | None:
    if key is None or keys:
        return key
    return words.text(choices[key]) if key in choices else key


def _metres(value: float, places: str = "0.01") -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(places))


def _months(value: float | None) -> Decimal | None:
    return None if value is None else _metres(value, "0.1")


def _said(words: Translator, value: OutValue) -> str:
    match value:
        case None:
            return ""
        case bool() | str() | int() | Decimal() | date():
            return words.argument(value)
        case _:
            return str(value)
