"""All lists that leave the house: as a spreadsheet, as text, or on paper, by the ending of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import Translator, translator
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.db.database import Database
from incubator_gui.exchange.write_table import ENDINGS, OutColumn, OutValue, json_text, write_table
from incubator_gui.reports.values import Column, ListData
from incubator_gui.services.assignments_list import REVIEW_LISTS, AssignmentLists
from incubator_gui.services.decisions import DecisionsService
from incubator_gui.services.decisions_sheet import LIST_NAME
from incubator_gui.services.exports import NAMES, ExportsService, Table
from incubator_gui.services.list_papers import ListPapersService
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.services.paper_files import clean_name, keep
from incubator_gui.services.reviewer_lists import PANEL_LISTS, PanelLists
from incubator_gui.services.score_lists import SCORE_LISTS, ScoreLists
from incubator_gui.services.service_lists import SERVICE_LISTS, ServiceLists
from incubator_gui.services.space import SpaceService
from incubator_gui.services.space_calendar import CalendarService
from incubator_gui.services.space_lists import LISTS as SPACE_LISTS

FORMATS = (*(ending[1:] for ending in ENDINGS), "pdf")
"""What a list can be written as; the calendar is written as `ics`."""

CALENDAR = "calendar"
DECISIONS = "decisions"
_WIDE = 6
"""More columns than this lie across."""

Step = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ListKind:
    """A list: `when` says whether it is of a day or of a month."""

    key: str
    title: Message
    group: Message
    when: Literal["", "day", "month"] = ""


_SPACE, _SERVICES, _SHOWS = msg("Space"), msg("Services"), msg("Roadshows")
_INTAKE, _HOUSE, _REVIEW = msg("Applications and companies"), msg("House"), msg("Review")
_WHEN: Mapping[str, Literal["day", "month"]] = {
    **dict.fromkeys((*SPACE_LISTS, "waiting", "entitlements"), "day"),
    **dict.fromkeys(("ledger", "ledger_months", "mentors"), "month")}
_ORDER: tuple[tuple[Message, tuple[str, ...]], ...] = (
    (_SPACE, ("residents", "desks", "rent_area", "waiting")),
    (_SERVICES, ("engagements", "entitlements", "ledger", "ledger_months", "trainings", "attendance", "mentors")),
    (_SHOWS, ("roadshows", "lineup")),
    (_INTAKE, ("applications", "companies", "people", "calls")),
    (_REVIEW, (*PANEL_LISTS, *REVIEW_LISTS, *SCORE_LISTS, DECISIONS)),
    (_HOUSE, ("tasks", "history")))
_TITLES: Mapping[str, Message] = {
    **SPACE_LISTS, **SERVICE_LISTS, **PANEL_LISTS, **REVIEW_LISTS, **SCORE_LISTS, DECISIONS: LIST_NAME, **NAMES}

KINDS: Mapping[str, ListKind] = {
    key: ListKind(key, _TITLES[key], group, _WHEN.get(key, "")) for group, keys in _ORDER for key in keys}
"""All lists by key, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which list is wanted. `day` and `month` (any day of it) count where the list has them; None is today, or
    all time. `call` narrows applications, assignments, scores and reviews to one call."""

    what: str
    language: str = "en"
    day: date | None = None
    month: date | None = None
    call: str = ""


class ListsService:
    """Makes and writes every list."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def table(self, wish: Wish, *, keys: bool = False) -> Table:
        """A list with titles in its language; choices in words, or as their keys."""
        what, words = wish.what, translator(wish.language)
        if what not in KINDS:
            raise Refused(msg("There is no list “{name}”. Choose one of: {lists}.", name=what, lists=", ".join(KINDS)))
        day = wish.day or self._db.clock.today()
        if what in SPACE_LISTS:
            return SpaceService(self._db).table(what, wish.language, day, keys=keys)
        if what in SERVICE_LISTS:
            return ServiceLists(self._db).table(what, words, day, wish.month, keys=keys)
        if what in PANEL_LISTS:
            return PanelLists(self._db).table(what, words, call=wish.call, keys=keys)
        if what in REVIEW_LISTS:
            return AssignmentLists(self._db).table(words, call=wish.call, keys=keys)
        if what == DECISIONS:
            return DecisionsService(self._db).table(wish.language, wish.call, keys=keys)
        if what in SCORE_LISTS:
            return ScoreLists(self._db).table(what, words, call=wish.call, keys=keys)
        return ExportsService(self._db).table(what, wish.language, call=wish.call, keys=keys)

    def paper(self, wish: Wish) -> ListData:
        """The same list for paper: its cells as text, without ids."""
        words, table = translator(wish.language), self.table(wish)
        shown = [at for at, column in enumerate(table.columns)
                 if column.key != "id" and not column.key.endswith("_id") and not column.hidden]
        columns = tuple(Column(_title(table.columns[at], words), _figures(table, at),
                               table.columns[at].key == "company") for at in shown)
        rows = tuple(tuple(_said(words, row[at]) for at in shown) for row in table.rows)
        return ListData(table.name, columns, rows, words.text(self._subtitle(wish, table, words)),
                        landscape=len(columns) > _WIDE, wrap=True)

    def make_paper(self, wish: Wish, *, on_step: Step | None = None, stop: Stop | None = None) -> MadePaper:
        """The list as a PDF in memory; raises Cancelled or Environment with one sentence."""
        return ListPapersService(self._db).make(self.paper(wish), wish.language, on_step=on_step, stop=stop)

    def write(self, wish: Wish, path: Path, *, on_step: Step | None = None, stop: Stop | None = None) -> int:
        """Write a list to an XLSX, CSV, JSON or PDF file, by its ending; returns the number of rows."""
        path = Path(path)
        ending = path.suffix.lower()
        if ending == ".pdf":
            data = self.paper(wish)
            made = ListPapersService(self._db).make(data, wish.language, on_step=on_step, stop=stop)
            keep(made.content, path)
            return len(data.rows)
        if ending not in ENDINGS:
            raise Refused(msg("“{name}” must end in .xlsx, .csv, .json or .pdf.", name=path.name))
        table = self.table(wish, keys=ending == ".json")
        return write_table(path, table.columns, table.rows, name=table.name, on_progress=on_step, cancelled=stop)

    def json(self, wish: Wish) -> str:
        """A list as JSON text: keys, never words."""
        table = self.table(wish, keys=True)
        return json_text(table.columns, table.rows)

    def write_calendar(self, path: Path, language: str, *, owner: UUID | None = None, since: date | None = None) -> int:
        """Write everything that has a date to an .ics file; returns the number of entries."""
        path = Path(path)
        if path.suffix.lower() != ".ics":
            raise Refused(msg("“{name}” must end in .ics.", name=path.name))
        return CalendarService(self._db).write(path, language, owner=owner, since=since)

    def name(self, wish: Wish, ending: str) -> str:
        """What the file is called, unless somebody chooses another name."""
        kind = KINDS.get(wish.what)
        title = translator(wish.language).text(kind.title if kind else msg("Calendar"))
        when = ""
        if kind is not None and kind.when == "day":
            when = f"-{wish.day or self._db.clock.today():%Y-%m-%d}"
        elif kind is not None and kind.when == "month" and wish.month is not None:
            when = f"-{wish.month:%Y-%m}"
        return f"{clean_name(title, wish.what)}{when}.{ending}"

    def _subtitle(self, wish: Wish, table: Table, words: Translator) -> Message | str:
        when = KINDS[wish.what].when
        if when != "month":
            return msg("As of {day}", day=(wish.day if when else None) or self._db.clock.today())
        span = words.day(wish.month, "month") if wish.month is not None else words.text(msg("All time"))
        keys = [column.key for column in table.columns]
        sums = [sum((Decimal(str(row[keys.index(key)])) for row in table.rows), Decimal(0))
                for key in ("contact", "preparation")]
        return msg("{span}: {contact}\u00a0h contact, {preparation}\u00a0h preparation", span=span, contact=sums[0],
                   preparation=sums[1])


def _title(column: OutColumn, words: Translator) -> str:
    """Paper is narrow: the number of a company needs no long word above it."""
    return words.text(pmsg("number of a company", "No.")) if column.key == "company_number" else column.title


def _figures(table: Table, at: int) -> bool:
    values = [row[at] for row in table.rows if row[at] is not None]
    return bool(values) and all(isinstance(value, int | Decimal | float) and not isinstance(value, bool)
                                for value in values)


def _said(words: Translator, value: OutValue) -> str:
    match value:
        case None:
            return ""
        case date() if not isinstance(value, datetime) and words.language == "zh":
            return words.day(value, "short")  # the usual form is half as long again, and breaks in narrow columns
        case bool() | str() | int() | Decimal() | date():
            return words.argument(value)
        case tuple():
            return words.joined(value)
        case _:
            return str(value)
