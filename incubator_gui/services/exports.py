"""Lists that go out as tables: applications, companies, people, calls, tasks, roadshows, history.

The list of applications holds exactly the columns that the import knows, with the ids of application
and company: changed in a spreadsheet it comes back to the same records, and unchanged it changes
nothing. For that reason the head count, which the import writes to both, is left empty where
application and company differ. A question that several calls ask is one column.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import Translator, translator
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    Call,
    Company,
    CompanyPerson,
    LineupEntry,
    Person,
    ReviewRound,
    Roadshow,
    Task,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.fields import COMPANY, PERSON, Field
from incubator_gui.domain.vocabulary import PERSON_ROLES
from incubator_gui.exchange.write_table import OutColumn, OutValue, json_text, write_table
from incubator_gui.services.export_applications import NO_SCORES, Rows, application_table, choice, founded
from incubator_gui.services.history import HistoryService
from incubator_gui.services.score_means import fresh_scores
from incubator_gui.services.sight import Sight, sight

_PAGE = 1000
NAMES: Mapping[str, Message] = {
    "applications": msg("Applications"), "companies": msg("Companies"), "people": msg("People"),
    "calls": pmsg("intake", "Calls"), "tasks": msg("Tasks"), "roadshows": msg("Roadshows"),
    "history": msg("History")}
"""What can be exported, and how it is called."""

LISTS = tuple(NAMES)
"""Their keys."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list as it goes out."""

    name: str
    columns: tuple[OutColumn, ...]
    rows: tuple[tuple[OutValue, ...], ...]


class ExportsService:
    """Makes tables of the house's lists, and writes them."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def table(self, what: str, language: str = "en", *, call: str = "", ids: Collection[UUID] | None = None,
              keys: bool = False) -> Table:
        """A list with its titles in a language; choices in words, or as their keys.

        `call` (a name) narrows applications to one call, `ids` applications or companies to some.
        """
        if what not in NAMES:
            raise Refused(msg("There is no list “{name}”. Choose one of: {lists}.", name=what,
                              lists=", ".join(LISTS)))
        words = translator(language)
        if what == "history":
            columns, rows = self._history(words)
            return Table(words.text(NAMES[what]), columns, tuple(rows))
        with self._db.read() as session:
            if what == "applications":
                view = sight(session, self._db)
                columns, rows = application_table(session, view, words, _call_of(session, call), ids, keys,
                                                  fresh_scores(session, self._db, view=view) if keys else NO_SCORES)
            elif what == "companies":
                columns, rows = _companies(session, words, ids, keys)
            else:
                make = {"people": _people, "calls": _calls, "roadshows": _roadshows}.get(what)
                columns, rows = (make(session, words, keys) if make is not None
                                 else _tasks(session, sight(session, self._db), words))
        return Table(words.text(NAMES[what]), columns, tuple(rows))

    def write(self, what: str, path: Path, language: str = "en", *, call: str = "",
              ids: Collection[UUID] | None = None, on_progress: Callable[[int, int], None] | None = None,
              cancelled: Callable[[], bool] | None = None) -> int:
        """Write a list to an XLSX, CSV or JSON file; returns the number of rows."""
        path = Path(path)
        table = self.table(what, language, call=call, ids=ids, keys=path.suffix.lower() == ".json")
        return write_table(path, table.columns, table.rows, name=table.name, on_progress=on_progress,
                           cancelled=cancelled)

    def json(self, what: str, *, call: str = "", ids: Collection[UUID] | None = None) -> str:
        """A list as JSON text: keys, never words."""
        table = self.table(what, call=call, ids=ids, keys=True)
        return json_text(table.columns, table.rows)

    def _history(self, words: Translator) -> tuple[tuple[OutColumn, ...], Rows]:
        columns = _columns(words, (
            ("sequence", msg("Step")), ("at", msg("When")), ("who", msg("Who")), ("workstation", msg("Workstation")),
            ("command", msg("Command")), ("message", msg("What")), ("entries", msg("Changed records")),
            ("undone", msg("Undone")), ("id", msg("ID"))))
        history = HistoryService(self._db)
        rows: Rows = []
        before: int | None = None
        while page := history.recent(_PAGE, before):
            rows += [(r.sequence, r.at, r.who, r.workstation, r.command, words.text(r.message), r.entries, r.undone,
                      r.id) for r in page]
            before = page[-1].sequence
        return columns, rows


def _columns(words: Translator, titles: Sequence[tuple[str, Message]]) -> tuple[OutColumn, ...]:
    return tuple(OutColumn(words.text(title), key) for key, title in titles)


def _call_of(session: Session, name: str) -> UUID | None:
    """The call of that name; without a name the only one there is, else none."""
    calls = session.execute(select(Call.id, Call.name)).all()
    if not name:
        return calls[0][0] if len(calls) == 1 else None
    for id, stored in calls:
        if stored.casefold() == name.strip().casefold():
            return UUID(str(id))
    raise NotFound(msg("There is no call “{name}”.", name=name))


def reviewed_calls(session: Session, name: str) -> list[tuple[UUID, str]]:
    """Calls with a review, the newest first, or the one of that name; raises NotFound where there is none of it."""
    only = _call_of(session, name) if name else None
    query = select(Call.id, Call.name).join(ReviewRound, ReviewRound.call_id == Call.id).order_by(
        Call.opens_on.desc().nulls_last(), Call.name.desc())
    return [(row.id, row.name) for row in session.execute(query.where(Call.id == only) if name else query)]


def _companies(session: Session, words: Translator, ids: Collection[UUID] | None, keys: bool
               ) -> tuple[tuple[OutColumn, ...], Rows]:
    fields = [field for field in COMPANY if field.key != "owner_id"]
    columns = _columns(words, (("company_number", msg("Company number")), *((f.key, f.label) for f in fields),
                               ("owner", msg("In charge"))))
    wanted = None if ids is None else set(ids)
    rows: Rows = []
    query = select(Company, Person.full_name).outerjoin(Person, Person.id == Company.owner_id).where(
        Company.merged_into_id.is_(None)).order_by(Company.number)
    for company, owner in session.execute(query):
        if wanted is not None and company.id not in wanted:
            continue
        values: list[OutValue] = []
        for field in fields:
            value = getattr(company, field.key)
            if field.key == "founded_on":
                value = founded(value, company.founded_precision)
            elif field.choices is not None:
                value = choice(field.choices, value, words, keys)
            values.append(value if value != "" else None)
        rows.append((company.number, *values, owner))
    return columns, rows


def _people(session: Session, words: Translator, keys: bool
            ) -> tuple[tuple[OutColumn, ...], Rows]:
    fields = [field for field in PERSON if field.key != "about"]
    columns = _columns(words, (
        *((f.key, f.label) for f in fields), ("role", msg("Role")), ("title", pmsg("person", "Position")),
        ("is_contact", msg("Contact person")), ("company_number", msg("Company number")), ("company", msg("Company")),
        ("person_id", msg("ID"))))
    rows: Rows = []
    query = (
        select(Person, CompanyPerson, Company)
        .outerjoin(CompanyPerson, CompanyPerson.person_id == Person.id)
        .outerjoin(Company, Company.id == CompanyPerson.company_id)
        .where(Person.erased_at.is_(None)).order_by(Company.number.nulls_first(), CompanyPerson.position, Person.id))
    for person, link, company in session.execute(query):
        role = choice(PERSON_ROLES, link.role, words, keys) if link is not None else None
        rows.append((
            *_values(person, fields), role, link.title if link is not None else None,
            link.is_contact if link is not None else None, company.number if company is not None else None,
            _called(company, words),
            person.id))
    return columns, rows


def _called(company: Company | None, words: Translator) -> str | None:
    return None if company is None else display(company.legal_name, company.trade_name, company.chinese_name,
                                                words.language)


def _calls(session: Session, words: Translator, keys: bool
           ) -> tuple[tuple[OutColumn, ...], Rows]:
    columns = _columns(words, (("name", msg("Name")), ("opens_on", msg("Opens on")), ("closes_on", msg("Closes on")),
                               ("description", msg("Description"))))
    return columns, [(c.name, c.opens_on, c.closes_on, c.description) for c in session.scalars(
        select(Call).order_by(Call.opens_on.nulls_last(), Call.name))]


def _tasks(session: Session, view: Sight, words: Translator) -> tuple[tuple[OutColumn, ...], Rows]:
    columns = _columns(words, (("title", msg("Task")), ("due_on", msg("Due on")), ("done_on", msg("Done on")),
                               ("owner", msg("In charge")), ("company", msg("Company")), ("task_id", msg("ID"))))
    rows: Rows = []
    for task, owner, company, number, call, applicant in session.execute(
            select(Task, Person.full_name, Company, Application.number, Application.call_id, Application.company_id)
            .outerjoin(Person, Person.id == Task.owner_id)
            .outerjoin(Application, Application.id == Task.application_id)
            .outerjoin(Company, (Company.id == Task.company_id) | (Company.id == Application.company_id))
            .order_by(Task.due_on.nulls_last(), Task.title, Task.id)):
        if applicant is not None and view.hides(applicant):
            continue
        about = _called(company, words) if number is None else view.name(number, _called(company, words) or "", call)
        rows.append((task.title, task.due_on, task.done_on, owner, about, task.id))
    return columns, rows


def _roadshows(session: Session, words: Translator, keys: bool
               ) -> tuple[tuple[OutColumn, ...], Rows]:
    columns = _columns(words, (("name", msg("Name")), ("held_on", msg("Held on")), ("place", msg("Place")),
                               ("audience", msg("Audience")), ("lineup", msg("Line-up"))))
    lineup: dict[UUID, list[str]] = {}
    for show, legal, trade, chinese in session.execute(
            select(LineupEntry.roadshow_id, Company.legal_name, Company.trade_name, Company.chinese_name)
            .join(Company, Company.id == LineupEntry.company_id).order_by(LineupEntry.position)):
        lineup.setdefault(show, []).append(display(legal, trade, chinese, words.language))
    return columns, [
        (r.name, r.held_on, r.place, r.audience, tuple(lineup.get(r.id, ())))
        for r in session.scalars(select(Roadshow).order_by(Roadshow.held_on.nulls_last(), Roadshow.name))]


def _values(record: Any, fields: Sequence[Field]) -> list[OutValue]:
    return [getattr(record, field.key) or None for field in fields]
