"""Databases for tests, quickly: copies of a template that was migrated once; and rows to put in them.

Import `database`, `file_database` and `templates` into a conftest to use them; `database` runs each
test on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from sqlalchemy import Table, select

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.base import Record
from incubator_gui.db.database import Actor, Database
from incubator_gui.db.schema import (
    Answer,
    Application,
    Base,
    Call,
    Company,
    Desk,
    Floor,
    Note,
    Person,
    Question,
    Room,
    Site,
    Stage,
)
from tests.support.wiped import WipedDatabases

ACTOR = Actor("li", "desk-1")
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
BACKENDS = ("sqlite", "postgresql")

R = TypeVar("R", bound=Record)


@cache
def _blank() -> bytes:
    with tempfile.TemporaryDirectory(prefix="incubator-blank-") as folder:
        made = Path(folder) / "blank.db"
        Database.open(made, actor=ACTOR).close()
        return made.read_bytes()


def blank(target: Path) -> Path:
    """A migrated, empty SQLite file at `target`, as opening would make it there, in a tenth of the time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_blank())
    return target


def there(place: Any) -> Any:
    """The place of a database; a file that is not there yet is put there blank."""
    return blank(place) if isinstance(place, Path) and not place.exists() else place


class Templates:
    """Makes databases by copying ones that were migrated before."""

    def __init__(self, postgres: Callable[[], Any]) -> None:
        self._postgres = postgres
        self._wiped: WipedDatabases | None = None

    def file(self, target: Path) -> Path:
        """A migrated SQLite file at `target`."""
        return blank(target)

    def url(self) -> str:
        """The address of a migrated PostgreSQL database; `drop` it afterwards."""
        if self._wiped is None:
            server = self._postgres()
            url = server.create_database()
            Database.open(url, actor=ACTOR).close()
            self._wiped = WipedDatabases(server, url)
        return self._wiped.take()

    def drop(self, url: str) -> None:
        """A PostgreSQL database is not needed any more."""
        if self._wiped is not None:
            self._wiped.give_back(url)


@pytest.fixture(scope="session")
def templates(request: pytest.FixtureRequest) -> Templates:
    """The templates of this run."""
    return Templates(lambda: request.getfixturevalue("postgres"))


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands still."""
    return FixedClock(START)


@pytest.fixture(params=BACKENDS)
def place(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """Where a migrated, empty database is: a file or an address, on both kinds."""
    if request.param == "sqlite":
        yield str(templates.file(tmp_path / "house.db"))
        return
    url = templates.url()
    yield url
    templates.drop(url)


@pytest.fixture
def database(place: str, clock: FixedClock) -> Iterator[Database]:
    """An open, empty database; each test runs on both kinds."""
    with closing(Database.open(place, clock=clock, actor=ACTOR)) as opened:
        yield opened


@pytest.fixture
def file_database(templates: Templates, tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """An open, empty SQLite file, for what concerns files alone."""
    with closing(Database.open(templates.file(tmp_path / "house.db"), clock=clock, actor=ACTOR)) as opened:
        yield opened


class Maker:
    """Makes rows with sensible values; everything can be given by name."""

    def __init__(self) -> None:
        self._number = 0

    def _next(self) -> int:
        self._number += 1
        return self._number

    def company(self, **given: Any) -> Company:
        """A company with a German and a Chinese name."""
        number = self._next()
        return Company(**{"id": new_id(), "number": number, "legal_name": f"Ladewerk {number} GmbH", "trade_name": "",
                          "chinese_name": "", "created_at": START} | given)

    def person(self, **given: Any) -> Person:
        """A person."""
        number = self._next()
        return Person(**{"id": new_id(), "full_name": f"Anna Muster {number}", "email": f"anna{number}@example.com",
                         "phone": "+86 21 5555 0100"} | given)

    def call(self, **given: Any) -> Call:
        """A call."""
        return Call(**{"id": new_id(), "name": f"Call {self._next()}"} | given)

    def stage(self, **given: Any) -> Stage:
        """A stage."""
        return Stage(**{"id": new_id(), "name_en": "Screening", "name_de": "Vorprüfung", "name_zh": "初筛",
                        "status": "screening", "position": "m"} | given)

    def application(self, company: Company, call: Call, stage: Stage, **given: Any) -> Application:
        """An application of a company to a call."""
        return Application(**{"id": new_id(), "number": self._next(), "company_id": company.id, "call_id": call.id,
                              "stage_id": stage.id, "stage_since": date(2026, 3, 1), "received_on": date(2026, 2, 1),
                              "pitch": "We charge cars."} | given)

    def question(self, call: Call, **given: Any) -> Question:
        """A free question of a call."""
        return Question(**{"id": new_id(), "call_id": call.id, "key": f"q{self._next()}", "position": "m"} | given)

    def answer(self, application: Application, question: Question, **given: Any) -> Answer:
        """An answer."""
        return Answer(**{"id": new_id(), "application_id": application.id, "question_id": question.id,
                         "text": "Because."} | given)

    def note(self, **given: Any) -> Note:
        """A note; name its subject."""
        return Note(**{"id": new_id(), "text": "Called back.", "author": "li", "written_at": START} | given)

    def rooms(self, desks: int = 4) -> tuple[list[Any], Room, list[Desk]]:
        """A site with one floor, one room and its desks: all rows, the room, the desks."""
        site = Site(id=new_id(), name="Lingang")
        floor = Floor(id=new_id(), site_id=site.id, name="1F", position="m")
        room = Room(id=new_id(), floor_id=floor.id, number="101", kind="open_area")
        places = [Desk(id=new_id(), room_id=room.id, number=n + 1) for n in range(desks)]
        return [site, floor, room, *places], room, places


@pytest.fixture
def make() -> Maker:
    """Makes rows."""
    return Maker()


def add(database: Database, *rows: Record, command: str = "test.add") -> UUID:
    """Write rows in one change set; returns its id."""
    with database.write(command, msg("Added for a test")) as work:
        for row in rows:  # in the order given: the mapped classes have no relationships to sort them by
            work.session.add(row)
            work.session.flush()
    assert work.changes.change_set is not None
    return work.changes.change_set


def state(database: Database, *, tables: Callable[[Table], bool] = lambda table: True) -> dict[str, Any]:
    """All journaled rows by table and id, without the version: what undo has to bring back."""
    out: dict[str, Any] = {}
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            if table.info.get("journal", True) and tables(table):
                rows = session.execute(select(table)).mappings()
                out[table.name] = {r["id"]: {k: v for k, v in r.items() if k != "version"} for r in rows}
    return out
