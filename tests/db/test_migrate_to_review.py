"""A database of revision 0001 with rows in it becomes one of today: rows, journal, proof and undo are as they were."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, inspect

from incubator_gui.core.clock import FixedClock
from incubator_gui.db import install, migrate
from incubator_gui.db.backup import list_backups
from incubator_gui.db.database import Database
from incubator_gui.db.engine import open_engine, parse_url
from incubator_gui.db.journal import columns, proof, triggers_postgres, triggers_sqlite
from incubator_gui.db.schema import Base
from incubator_gui.services.house import House
from tests.support.databases import ACTOR, START, Maker, add, state

_NAMES = (
    "rubric rubric_version review_round review_phase reviewer panel_seat review_preference conflict review_assignment "
    "review review_answer review_note review_package review_return redacted_text document_clearance decision_meeting "
    "meeting_seat agenda_item vote score_table decision decision_condition letter_template letter")
NEW = frozenset(_NAMES.split())
"""The tables that revision 0002 brings."""


@pytest.fixture(params=["sqlite", "postgresql"])
def first(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database as the program of revision 0001 made it: its migration, and the triggers of its tables."""
    place = str(tmp_path / "house.db") if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    folder = tmp_path / "versions"
    folder.mkdir()
    for name in ("__init__.py", "0001_the_first_schema.py"):
        shutil.copy(migrate.VERSIONS / name, folder)

    def tables_then() -> Iterator[Table]:
        yield from (table for table in columns.journaled_tables() if table.name not in NEW)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(migrate, "VERSIONS", folder)
        for module in (triggers_sqlite, triggers_postgres):
            patched.setattr(module, "journaled_tables", tables_then)
        migrate.revisions.cache_clear()
        try:
            engine = open_engine(parse_url(place))
            migrate.upgrade(engine, None)
            engine.dispose()
        finally:
            migrate.revisions.cache_clear()
    migrate.revisions.cache_clear()
    return place


def old(table: Table) -> bool:
    return table.name not in NEW


def filled(place: str, make: Maker) -> dict[str, Any]:
    """Rows of many kinds, a change and its undo; what stands there then."""
    with closing(Database.open(place, actor=ACTOR, migrate=False, clock=FixedClock(START))) as opened:
        assert not NEW & set(inspect(opened.engine).get_table_names())
        company, call, stage, person = make.company(), make.call(), make.stage(), make.person()
        question = make.question(call)
        rows, _room, _desks = make.rooms()
        add(opened, company, call, stage, person, question, *rows)
        application = make.application(company, call, stage)
        add(opened, application, make.note(company_id=company.id), make.answer(application, question))
        house = House(opened)
        house.editing.set_field("company", company.id, "city", "München")
        house.editing.set_field("company", company.id, "city", "上海")
        house.history.undo()
        return state(opened, tables=old)


def test_rows_journal_and_proof_are_intact(first: str, make: Maker) -> None:
    before = filled(first, make)
    with closing(Database.open(first, actor=ACTOR, clock=FixedClock(START))) as opened:
        assert state(opened, tables=old) == before
        house = House(opened)
        with opened.engine.connect() as connection:
            assert install.missing(connection) == []
            assert migrate.current_revision(connection) == migrate.head_revision()
            verdict = proof.verify(connection)
            assert verdict.holds
            assert verdict.change_sets == 5
        assert [row.command for row in house.history.recent()][:2] == ["undo", "company.edit"]
        if opened.path is not None:
            assert [one.reason for one in list_backups(opened.path)] == [f"before-{migrate.head_revision()}"]


def test_work_goes_on_across_the_migration(first: str, make: Maker) -> None:
    filled(first, make)
    with closing(Database.open(first, actor=ACTOR, clock=FixedClock(START))) as opened:
        house = House(opened)
        house.history.redo()  # what was undone before the migration
        assert house.companies.rows()[0].city == "上海"
        call = house.calls.calls()[0].id
        round_id = house.rounds.begin(call).value
        reviewer = house.reviewers.add(full_name="Lena Weber", round_id=round_id).value
        house.conflicts.set(house.reviewers.row(reviewer).person_id, [house.companies.rows()[0].id])
        house.history.undo()
        house.history.undo()
        house.history.undo()
        assert house.rounds.row(call).round_id is None
        house.history.undo()
        assert house.companies.rows()[0].city == "München"
        assert house.history.prove().holds


def test_all_tables_of_the_revision_are_known() -> None:
    assert set(Base.metadata.tables) >= NEW
