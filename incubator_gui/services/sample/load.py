"""Loads and removes the sample: a few steps of the history, dated and signed by its fictional staff."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import Cancelled, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import Message, msg
from incubator_gui.db.base import Base
from incubator_gui.db.database import Actor, Database
from incubator_gui.db.schema import ChangeSet, Company, Document, HouseSetting
from incubator_gui.db.search.update import catch_up_in_steps, rebuild
from incubator_gui.domain.changes import Changes
from incubator_gui.services.history import HistoryService
from incubator_gui.services.outcome import UndoClash
from incubator_gui.services.sample import (
    blind_rows,
    decision_rows,
    house_rows,
    note_rows,
    papers,
    review_rows,
    rows,
    service_rows,
    show_rows,
)
from incubator_gui.services.sample.content import Ids, Row, companies, read
from incubator_gui.services.sample.large import COUNT, large_rows

COMMAND = "sample.load"
Step = Callable[[int, int], None]
HOUSE = {"en": "Incubator Shanghai", "de": "Inkubator Schanghai", "zh": "上海孵化器"}


def sample_is_loaded(database: Database) -> bool:
    """Whether the house holds the sample."""
    with database.read() as session:
        found = session.scalars(select(HouseSetting).where(HouseSetting.key == "sample")).first()
        return bool(found is not None and found.value)


def load_sample(database: Database, language: str = "en", *, large: bool | int = False, on_step: Step | None = None,
                stop: Callable[[], bool] | None = None) -> Changes:
    """Fill an empty house; raises Refused where there are companies already.

    `large` adds 10,000 further applications made from the sample's words, or as many as it says.
    """
    with database.read() as session:
        if session.scalar(select(func.count()).select_from(Company)):
            raise Refused(msg("The sample goes into an empty database only. Open a new one for it."))
    ids = Ids(database.clock.today(), language)
    staff, firms, applications = read("staff"), companies(), read("applications")
    ids.names = {one["key"]: one["full_name"] for one in staff}
    ids.languages = {one["key"]: one["language"] for one in (*staff, *read("mentors"))}
    reviewing = read("reviews")
    reviews = review_rows.written(reviewing, applications)
    scores = review_rows.scores(reviews)
    for one in applications:
        one["score"] = scores.get(one["key"])
    noted = note_rows.written(reviewing, reviews, applications, firms)
    content = read("calls")
    steps: list[tuple[Message, str, int, Callable[[], Iterable[tuple[type[Base], Row]]]]] = [
        (msg("House set up: staff, site, services"), staff[0]["key"], 800, lambda: [
            *rows.staff_rows(staff, ids), *house_rows.call_rows(content, ids),
            *house_rows.site_rows(read("site"), ids), *_settings(language)]),
        (msg("Companies entered"), staff[1]["key"], 700, lambda: [
            row for number, one in enumerate(firms, 1) for row in rows.company_rows(one, number, ids)]),
        (msg("Desks allocated"), staff[2]["key"], 400, lambda: house_rows.allocation_rows(read("allocations"), ids)),
    ]
    for call in content["calls"]:
        steps.append((msg("Applications of call {name} entered", name=call["name"]),
                      staff[3 % len(staff)]["key"], max(call["closes_ago"], 1),
                      _of_call(applications, call["key"], ids)))
    steps += [
        (msg("Services and hours booked"), staff[4 % len(staff)]["key"], 2,
         lambda: [*service_rows.service_rows(read("services"), read("ledger"), ids),
                  *service_rows.entitlement_rows(read("entitlements"), ids),
                  *service_rows.mentor_rows(read("mentors"), ids),
                  *service_rows.training_rows(read("trainings"), ids)]),
        (msg("Applications reviewed"), staff[0]["key"], 2,
         lambda: review_rows.review_rows(reviewing, reviews, applications, ids,
                                         note_rows.mentions(reviewing, noted, ids))),
        (msg("Decisions taken"), staff[0]["key"], 1,
         lambda: decision_rows.decision_rows(reviewing, reviews, applications, ids)),
        (msg("Documents filed"), staff[0]["key"], 1, lambda: _documents(database, firms, applications, ids)),
        (msg("Names taken out of what blind reviewers read"), staff[0]["key"], 1, lambda: blind_rows.blind_rows(
            applications, firms, ids, database.files.put)),
        (msg("Notes made on documents"), staff[0]["key"], 1,
         lambda: note_rows.note_rows(reviewing, noted, ids)),
        (msg("Tasks, tags and roadshows entered"), staff[5 % len(staff)]["key"], 1,
         lambda: [*show_rows.roadshow_rows(read("roadshows"), ids),
                  *house_rows.other_rows(read("tasks"), read("tags"), read("targets"), ids)]),
    ]
    if large:
        steps.append((msg("Further applications entered"), staff[0]["key"], 1,
                      lambda: large_rows(ids, content, COUNT if large is True else large)))
    changes = []
    for done, (message, who, ago, make) in enumerate(steps):
        if stop is not None and stop():
            raise Cancelled(msg("The sample was not loaded completely; remove it or load it into a new database."))
        if on_step is not None:
            on_step(done, len(steps))
        changes.append(_write(database, ids, message, who, ago, list(make())))
    with database.engine.execution_options(writing=True).begin() as connection:
        rebuild(connection)
    return Changes.joined(changes)


def remove_sample(database: Database) -> Changes:
    """Take the sample out again, step by step backwards; raises where people have built on it."""
    with database.read() as session:
        turned = select(ChangeSet.target).where(ChangeSet.target.is_not(None))
        steps = session.scalars(select(ChangeSet.id).where(
            ChangeSet.command == COMMAND, ChangeSet.id.not_in(turned)).order_by(ChangeSet.sequence.desc())).all()
    if not steps:
        raise Refused(msg("The sample is not in this database."))
    history = HistoryService(database)
    changes = Changes.joined([_turned_round(history, step) for step in steps])
    for _step in catch_up_in_steps(database.engine):
        pass
    return changes


def _turned_round(history: HistoryService, step: UUID) -> Changes:
    """Undo a step; that life lines followed the stays as days went by is nothing that people built on it."""
    try:
        return history.undo(step).changes
    except UndoClash as clash:
        if any((one.table, one.field) != ("company", "life") for one in clash.clashes):
            raise
        return history.undo(step, overwrite=clash.keys).changes


def _of_call(applications: list[Row], call: str, ids: Ids) -> Callable[[], Iterable[tuple[type[Base], Row]]]:
    return lambda: [row for one in applications if one["call"] == call for row in rows.application_rows(one, ids)]


def _settings(language: str) -> rows.Rows:
    yield HouseSetting, {"key": "sample", "value": True}
    yield HouseSetting, {"key": "house_name", "value": HOUSE[language]}


def _write(database: Database, ids: Ids, message: Message, who: str, ago: int,
           made: list[tuple[type[Base], Row]]) -> Changes:
    """One step of the history, in the name of a colleague and at a time in the past."""
    writer = Database(database.engine, database.url, clock=FixedClock(ids.moment(ago, 9)),
                      actor=Actor(ids.names[who], "sample"))
    grouped: dict[type[Base], dict[tuple[str, ...], list[Row]]] = {}
    for table, row in made:
        row.setdefault("id", new_id())
        grouped.setdefault(table, {}).setdefault(tuple(sorted(row)), []).append(row)
    order = {table: at for at, table in enumerate(Base.metadata.sorted_tables)}
    with writer.write(COMMAND, message) as work:
        for table in sorted(grouped, key=lambda t: order[_table(t)]):
            for rows_alike in grouped[table].values():
                work.session.execute(insert(table), rows_alike)
    return work.changes


def _table(kind: type[Base]) -> Any:
    return kind.__table__


def _documents(database: Database, firms: list[Row], applications: list[Row], ids: Ids) -> rows.Rows:
    """The files themselves are made here; the content goes into the file store first."""
    by_key, odd = {one["key"]: one for one in firms}, {one["company"]: one for one in read("decks")}
    for kind, owners in (("company", firms), ("application", applications)):
        for one in owners:
            firm = by_key[one.get("company", one["key"])]
            for document in one.get("documents", []):
                is_deck = kind == "company" and document["kind"] == "deck"
                if document["kind"] == "business_plan":
                    content = papers.plan(firm, one, document).pdf()
                else:
                    content = (papers.deck(firm, odd.get(firm["key"], {})) if is_deck
                               else papers.note(firm, one, document))
                yield Document, {
                    "id": (ids.make("deck", one["key"]) if is_deck
                           else ids.make("document", f"{one['key']}.{document['file_name']}")),
                    "company_id": None, "application_id": None, "person_id": None,
                    f"{kind}_id": ids.get(kind, one["key"]), "kind": document["kind"], "title": document["title"],
                    "file_name": document["file_name"], "media_type": "application/pdf", "size": len(content),
                    "sha256": database.files.put(content), "dated_on": ids.day(document.get("dated_ago")),
                    "added_at": ids.moment(document.get("dated_ago", 1)),
                    "added_by": ids.found_name(firm.get("owner"))}
