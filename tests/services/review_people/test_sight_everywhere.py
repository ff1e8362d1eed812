"""One filter, everywhere: every read of every service is called as somebody in conflict, and as a blind reviewer.

The reads are not listed here but found: each public method that writes nothing and whose parameters can be
filled is called. A new list without the filter fails this test.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from incubator_gui.core.errors import IncubatorError, NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.languages import translator
from incubator_gui.core.messages import Message, Words, msg
from incubator_gui.db.database import Actor, Database
from incubator_gui.db.schema import (
    AgendaItem,
    Application,
    CompanyPerson,
    Conflict,
    Decision,
    DecisionMeeting,
    Question,
    Review,
    ReviewAnswer,
    ReviewAssignment,
    ReviewNoteRecord,
    StageMove,
    Task,
)
from incubator_gui.services.history_pages import HistoryFilter
from incubator_gui.services.house import House, Lazily
from incubator_gui.services.lists_out import KINDS, Wish
from tests.support.databases import START, Maker, Templates, add

NOT_WALKED = frozenset({"care", "elsewhere", "imports", "house_import", "keeping", "editing", "duplicates"})
"""What acts for the whole house: imports and their search for duplicates, backups, settings."""

NOT_CALLED = frozenset({("history", "prove"), ("history", "undo"), ("history", "redo"), ("history_pages", "clashes"),
                        ("search", "rebuild"), ("search", "catch_up"), ("people", "dossier"),
                        ("conflicts", "find")})
"""Undo and the proof are not filtered; a dossier about a person is everything held about them."""

SECRETS = ("SECRETPITCH", "SECRETANSWER", "SECRETNOTE", "SECRETPAPER", "SECRETTASK", "SECRETREVIEW", "SECRETREASON")
NAME, MAIL = "Geheim", "geheim@geheim.example"


@dataclass(frozen=True)
class World:
    """The rows that the reads are asked for."""

    call: UUID
    company: UUID
    application: UUID
    other: UUID
    officer: UUID
    reader: UUID
    round: UUID
    meeting: UUID
    document: UUID
    task: UUID
    reviewer: UUID
    review: UUID
    steps: tuple[UUID, ...]


@pytest.fixture(scope="module")
def world(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """A house with one application of a company in conflict and one of another, and much about both."""
    path = templates.file(tmp_path_factory.mktemp("sight") / "house.db")
    with closing(Database.open(path, actor=Actor("someone", "desk-9"))) as database:
        house, make = House(database), Maker()
        call = house.calls.add_call("2027-1", date(2026, 1, 1), date(2026, 3, 1)).value
        stages = {stage.status: stage.id for stage in house.calls.stages()}
        company = make.company(legal_name="Geheim Mobility GmbH", email=MAIL, claim="Claim")
        open_one = make.company(legal_name="Offen Cloud GmbH")
        first = make.application(company, make.call(id=call), make.stage(id=stages["review"]), pitch="SECRETPITCH",
                                 number=4711, score=0.5)
        second = make.application(open_one, make.call(id=call), make.stage(id=stages["review"]), number=815)
        question = Question(id=new_id(), call_id=call, key="why", text_en="Why?", position="m")
        officer, reader = make.person(full_name="Olga Officer", is_staff=True), make.person(full_name="Rita Reader")
        founder = make.person(full_name="Frieda Geheim", email=MAIL)
        task = Task(id=new_id(), title="SECRETTASK", kind="other", application_id=first.id, due_on=date(2026, 1, 1))
        add(database, company, open_one, question, first, second, officer, reader, founder,
            CompanyPerson(id=new_id(), company_id=company.id, person_id=founder.id, role="founder"), task,
            StageMove(id=new_id(), application_id=first.id, to_stage_id=stages["review"], moved_on=date(2026, 3, 1),
                      moved_at=START, reason="SECRETREASON"),
            make.answer(first, question, text="SECRETANSWER"), make.note(application_id=first.id, text="SECRETNOTE"))
        document = house.records.add_content("application", first.id, "SECRETPAPER.pdf", b"%PDF-1.4").value
        house.applications.move([first.id], stages["decision"])
        house.editing.set_field("application", first.id, "source", "SECRETREASON")
        round_id = house.rounds.begin(call).value
        reviewer = house.reviewers.add(reader.id, round_id=round_id).value
        third = house.reviewers.add(full_name="Theo Third", round_id=round_id).value
        version = house.rounds.row(call).rubric_version_id
        assert version is not None
        meeting = DecisionMeeting(id=new_id(), call_id=call, name="Decision day", held_on=date(2026, 4, 1))
        for application in (first, second):
            review = Review(id=new_id(), application_id=application.id, reviewer_id=third, rubric_version_id=version,
                            application_version=1, started_at=START, saved_at=START, state="submitted",
                            comment="SECRETREVIEW" if application is first else "fine", submitted_at=START)
            add(database, review, ReviewAnswer(id=new_id(), review_id=review.id, criterion="team", mark=Decimal(4),
                                               set_at=START),
                ReviewNoteRecord(id=new_id(), review_id=review.id, note_key=new_id(), number=1, document="ab" * 32,
                                 title="Plan", page=1, rects=[[1, 1, 2, 2]], quote="quoted", set_at=START,
                                 words="SECRETREVIEW" if application is first else "fine"),
                *(ReviewAssignment(id=new_id(), application_id=application.id, reviewer_id=id, assigned_at=START)
                  for id in (reviewer, third)))
        add(database, meeting, *(AgendaItem(id=new_id(), meeting_id=meeting.id, application_id=one.id, position="m",
                                            note="SECRETNOTE" if one is first else None) for one in (first, second)),
            Decision(id=new_id(), application_id=first.id, outcome="reject", decided_at=START, reason="SECRETREASON"))
        add(database, Conflict(id=new_id(), person_id=officer.id, company_id=company.id, origin="set",
                               state="confirmed", noted_at=START))
        house.search.rebuild()
        steps = tuple(row.id for row in house.history.recent())
        with database.read() as session:
            told = session.scalars(select(Review.id).where(Review.application_id == first.id)).one()
        made = World(call, company.id, first.id, second.id, officer.id, reader.id, round_id, meeting.id, document,
                     task.id, reviewer, told, steps)
    return path, made


def opened(path: Path, who: str) -> Database:
    return Database.open(path, actor=Actor(who, "desk-1"))


@pytest.fixture(scope="module")
def everybody(world: tuple[Path, World]) -> Iterator[House]:
    """Nobody in particular: an officer without conflicts."""
    with closing(opened(world[0], "someone else")) as database:
        yield House(database)


@pytest.fixture(scope="module")
def conflicted(world: tuple[Path, World]) -> Iterator[House]:
    """An officer in conflict with the first company."""
    with closing(opened(world[0], "olga.officer")) as database:
        yield House(database)


@pytest.fixture(scope="module")
def blind(world: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A reviewer in a blind phase, without conflicts."""
    import shutil

    path = tmp_path_factory.mktemp("blind") / "house.db"
    shutil.copyfile(world[0], path)
    files = world[0].with_name(world[0].name + ".files")
    if files.is_dir():
        shutil.copytree(files, path.with_name(path.name + ".files"))
    with closing(opened(path, "someone")) as database:
        house = House(database)
        house.rounds.edit_phase(house.rounds.phases(world[1].round)[0].id, is_blind=True)
    with closing(opened(path, "Rita Reader")) as database:
        yield House(database)


def services() -> Iterator[str]:
    for name, value in vars(House).items():
        if isinstance(value, Lazily) and name not in NOT_WALKED:
            yield name


def _choices(world: World) -> dict[str, tuple[Any, ...]]:
    """What parameters of a name are filled with, one after the other."""
    ids = (world.application, world.company, world.call, world.meeting, world.reader, world.document, world.task)
    return {
        "id": ids, "call": (world.call,), "call_id": (world.call,), "company": (world.company,),
        "company_id": (world.company,), "application": (world.application,), "application_id": (world.application,),
        "ids": ([world.application, world.other], [world.company]),
        "application_ids": ([world.application, world.other],), "applications": ([world.application, world.other],),
        "round_id": (world.round,), "meeting": (world.meeting,), "meeting_id": (world.meeting,),
        "person": (world.reader,), "subject": ("application", "company"), "language": ("en",),
        "query": ("Geheim", "SECRETPITCH", "4711"), "words": ("Geheim",), "key": ("received", "review"),
        "asked": (HistoryFilter(), HistoryFilter(text="Geheim")), "keep": (world.company,), "other": (world.other,),
        "change_set": world.steps, "reviewer_id": (world.reviewer,), "review_id": (world.review,),
        "reviewer_ids": ([world.reviewer],), "day": (date(2026, 3, 2),), "names": (["Rita Reader"],),
        "task": (world.task,), "document_id": (world.document,),
    }


def reads(house: House, world: World) -> Iterator[tuple[tuple[str, str], Callable[[], Any]]]:
    """Every read that can be called, with each choice of arguments."""
    choices = _choices(world)
    for service in services():
        try:
            instance = getattr(house, service)
        except ImportError:  # not there yet
            continue
        for name, method in inspect.getmembers(type(instance), inspect.isfunction):
            if name.startswith("_") or (service, name) in NOT_CALLED:
                continue
            source = inspect.getsource(method)
            if ".write(" in source or "_turn(" in source or "path: Path" in source:
                continue
            wanted = [one for one in list(inspect.signature(method).parameters.values())[1:]
                      if one.default is inspect.Parameter.empty
                      and one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)]
            if any(one.name not in choices for one in wanted):
                continue
            sets: list[dict[str, Any]] = [{}]
            for one in wanted:
                sets = [{**given, one.name: value} for given in sets for value in choices[one.name]]
            for given in sets:
                yield (service, name), partial(_reading, house.database, getattr(instance, name), given)


def _reading(database: Database, method: Callable[..., Any], given: dict[str, Any]) -> Any:
    """The call, which may not write: some methods hand over to one that does."""
    def refuse(*_given: Any, **_options: Any) -> Any:
        raise Refused(msg("Only reading here."))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(database, "write", refuse)
        found = method(**given)
        return list(found) if inspect.isgenerator(found) else found


def called(read: Callable[[], Any]) -> Any:
    """What a read gives; None where it refuses these arguments."""
    try:
        return read()
    except (IncubatorError, LookupError, TypeError, ValueError, AttributeError):
        return None


def said(value: Any) -> str:
    """Everything a value says, ids too."""
    return " ".join(_leaves(value))


def _leaves(value: Any) -> Iterable[str]:
    if value is None or isinstance(value, bool | bytes):
        return
    if isinstance(value, Message):
        yield translator("en").text(value)
    elif isinstance(value, Words):
        yield from (word for _language, word in value.by_language)
    elif isinstance(value, UUID):
        yield value.hex
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _leaves(getattr(value, one.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _leaves(key)
            yield from _leaves(one)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for one in value:
            yield from _leaves(one)
    else:
        yield str(value)


def records(value: Any) -> Iterator[Any]:
    """The value's rows and whatever holds rows: everything that is shown together."""
    if isinstance(value, Mapping):
        yield value
        for one in value.values():
            yield from records(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield value
        for field in fields(value):
            yield from records(getattr(value, field.name))
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        yield value
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from records(one)


def test_the_walk_meets_what_it_has_to_hide(everybody: House, world: tuple[Path, World]) -> None:
    met = {key for key, read in reads(everybody, world[1])
           if world[1].application.hex in (text := said(called(read))) or any(one in text for one in SECRETS)}
    assert met >= {("applications", "rows"), ("applications", "some"), ("applications", "sheet"),
                   ("search", "find"), ("tasks", "open"), ("tasks", "get"), ("records", "documents"),
                   ("records", "notes"), ("records", "content"), ("companies", "sheet"), ("overview", "reached"),
                   ("history", "recent"), ("history", "details"), ("history_pages", "page"),
                   ("history_pages", "details"), ("calendar", "items"), ("duties", "rows"), ("dossiers", "data"),
                   ("redaction", "sheet"), ("redaction", "rows"), ("redaction", "blind_gaps")}


def test_in_conflict_nobody_learns_anything(conflicted: House, world: tuple[Path, World]) -> None:
    told = set()
    for key, read in reads(conflicted, world[1]):
        if key == ("conflicts", "rows"):  # everybody sees their own conflicts
            continue
        text = said(called(read))
        for secret in (*SECRETS, world[1].application.hex, "4711"):
            if secret in text:
                told.add((*key, secret))
    assert told == set()


def test_in_a_blind_phase_nothing_says_whose_an_application_is(blind: House, world: tuple[Path, World]) -> None:
    told = set()
    marks = (world[1].application.hex, "4711", *SECRETS)
    for key, read in reads(blind, world[1]):
        for record in records(called(read)):
            text = said(record)
            if any(mark in text for mark in marks) and any(one in text for one in (NAME, MAIL)):
                told.add(key)
    assert told == set()


def test_a_blind_reviewer_reads_numbers_in_the_place_of_names(blind: House, world: tuple[Path, World]) -> None:
    rows = {row.id: row for row in blind.applications.rows()}
    row = rows[world[1].application]
    assert (row.company, row.email, row.city, row.pitch, row.score) == ("Application 4711", None, None, None, None)
    sheet = blind.applications.sheet(world[1].application)
    assert (sheet.answers, sheet.earlier, sheet.values["pitch"]) == ((), (), None)
    assert blind.tasks.get(world[1].task).subject == "Application 4711"
    assert [hit.title for hit in blind.search.find("4711", ("application",))] == ["Application 4711"]
    assert blind.search.find("Geheim", ("application",)) == ()
    assert any("Application 4711" in str(one.message) for one in blind.history.recent())
    assert blind.records.documents("application", world[1].application) == ()
    assert blind.records.notes("application", world[1].application) == ()
    of_company = blind.history.of_record([world[1].company])
    assert not [one for one in of_company if "4711" in str(one.message)]
    assert any("4711" in str(one.message) for one in blind.history.of_record([world[1].application]))
    with pytest.raises(NotFound):
        blind.records.content(world[1].document)
    with pytest.raises(NotFound):
        blind.editing.set_field("application", world[1].application, "pitch", "mine")


@pytest.mark.parametrize("kind", KINDS)
def test_no_list_that_leaves_the_house_tells(conflicted: House, blind: House, world: tuple[Path, World],
                                             kind: str) -> None:
    for keys in (False, True):
        text = said(conflicted.lists.table(Wish(kind), keys=keys))
        assert not [one for one in (*SECRETS, world[1].application.hex, "4711") if one in text]
    assert "SECRET" not in conflicted.lists.json(Wish(kind))
    for row in blind.lists.table(Wish(kind)).rows:
        text = said(row)
        assert not ("4711" in text and (NAME in text or MAIL in text)), kind
    assert not any(one in said(conflicted.lists.paper(Wish(kind))) for one in SECRETS)


@pytest.mark.parametrize(("name", "count"), [
    ("frame", lambda h, w: h.overview.frame().applications),
    ("overview", lambda h, w: h.overview.read().open_count),
    ("a past day", lambda h, w: len(h.overview.read(date(2026, 3, 2)).open_applications)),
    ("without an owner", lambda h, w: h.overview.read().without_owner),
    ("funnel", lambda h, w: h.overview.funnel(w.call)[0].count),
    ("behind the funnel", lambda h, w: len(h.overview.reached(w.call, "received"))),
    ("calls", lambda h, w: h.calls.calls()[0].applications),
    ("open in calls", lambda h, w: h.calls.calls()[0].open_applications),
    ("stages", lambda h, w: sum(stage.applications for stage in h.calls.stages())),
    ("stages of a call", lambda h, w: sum(stage.applications for stage in h.calls.stages(w.call))),
    ("round", lambda h, w: h.rounds.row(w.call).applications),
    ("applications", lambda h, w: len(h.applications.rows())),
    ("board", lambda h, w: len(h.applications.rows(w.call))),
    ("companies", lambda h, w: sum(row.applications for row in h.companies.rows())),
    ("assigned", lambda h, w: max(row.assigned for row in h.reviewers.rows(w.call))),
    ("done", lambda h, w: max(row.done for row in h.reviewers.rows())),
    ("redaction", lambda h, w: len(h.redaction.rows(w.call))),
])
def test_counts_leave_the_conflict_out(everybody: House, conflicted: House, world: tuple[Path, World], name: str,
                                       count: Callable[[House, World], int]) -> None:
    assert (count(everybody, world[1]), count(conflicted, world[1])) == (2, 1)


def test_nobody_acts_on_what_a_conflict_hides(conflicted: House, world: tuple[Path, World]) -> None:
    application = world[1].application
    stage = conflicted.calls.stages()[0].id
    for act in (lambda: conflicted.applications.move([application], stage, "why not"),
                lambda: conflicted.editing.set_field("application", application, "pitch", "mine"),
                lambda: conflicted.applications.sheet(application), lambda: conflicted.redaction.sheet(application),
                lambda: conflicted.redaction.save(application, {"pitch": "mine"})):
        with pytest.raises((NotFound, Refused)):
            act()


def test_the_company_itself_stays(conflicted: House, world: tuple[Path, World]) -> None:
    sheet = conflicted.companies.sheet(world[1].company)
    assert sheet.row.name == "Geheim Mobility GmbH"
    assert sheet.applications == ()
    assert conflicted.search.find("Geheim", ("company",))


def test_undo_is_not_filtered(conflicted: House, world: tuple[Path, World]) -> None:
    with conflicted.database.read() as session:
        record = session.get(Application, world[1].application)
        assert record is not None
    assert conflicted.history.prove().holds
