"""Everything is found by any part of its name, nothing in a query does harm, and the index keeps up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.bulk import insert_rows
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Answer,
    Application,
    Base,
    Call,
    Company,
    Document,
    Person,
    SearchDocument,
)
from incubator_gui.db.search.query import find
from incubator_gui.db.search.update import behind, catch_up, catch_up_in_steps, rebuild
from incubator_gui.domain.folding import fold
from tests.support.databases import ACTOR, BACKENDS, START, Maker, Templates, add

NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "naughty_strings" / "blns.json"
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=9)
WORD = st.text(st.characters(categories=["Ll", "Lu", "Nd"], max_codepoint=0x24F), min_size=2, max_size=10)
RELAXED = settings(max_examples=60, deadline=None,
                   suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def ids(database: Database, query: str, *kinds: str) -> set[Any]:
    with database.read() as session:
        return {hit.id for hit in find(session.connection(), query, kinds, limit=500)}


@pytest.fixture(params=BACKENDS)
def shelf(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[Database]:
    """One database for all examples of a test."""
    place = str(templates.file(tmp_path / "s.db")) if request.param == "sqlite" else templates.url()
    with closing(Database.open(place, actor=ACTOR)) as opened:
        yield opened
    if request.param != "sqlite":
        templates.drop(place)


@RELAXED
@given(name=HAN)
def test_each_two_characters_of_a_chinese_name(shelf: Database, name: str) -> None:
    company = Maker().company(legal_name="", chinese_name=name)
    add(shelf, company)
    for start in range(len(name) - 1):
        assert company.id in ids(shelf, name[start : start + 2])
    assert company.id in ids(shelf, name, "company")
    assert company.id not in ids(shelf, name, "person")


@RELAXED
@given(first=WORD, second=WORD, data=st.data())
def test_beginnings_insides_and_any_order(shelf: Database, first: str, second: str, data: st.DataObject) -> None:
    person = Maker().person(full_name=f"{first} {second}", email=None, phone=None)
    add(shelf, person)
    end = data.draw(st.integers(2, len(first)))
    start = data.draw(st.integers(0, len(second) - 2))
    cases = [c for c in (first.upper(), first.lower()) if fold(c) == fold(first)]  # not so for a dotless i
    for query in (first, second, f"{second} {first}", *cases, first[:end],
                  second[start : start + 2] if start else second):
        assert person.id in ids(shelf, query), query


@pytest.mark.parametrize(("name", "queries"), [
    ("Müller Straßenbau", [
        "müller", "Mueller", "muller", "MÜLLER", "strasse", "STRASSENBAU", "uelle", "traßen", "Mül",
    ]),
    ("上海金桥汽车", ["金桥", "汽车", "上海金桥", "jinqiao", "JINQIAO", "qiche"]),
    ("Ｔｅｓｌａ ２０", ["tesla", "20", "esl"]),
    ("Crème Brûlée", ["creme", "brulee", "crème", "rûl"]),
    ("O'Neill & Sons (50%_x)", ["o'neill", "neill", "50%", "50%_x", "(50%"]),
    ("Łódź Žižkov", ["žižkov", "zizkov"]),
])
def test_spellings(database: Database, make: Maker, name: str, queries: list[str]) -> None:
    company = make.company(legal_name=name)
    add(database, company, *(make.company() for _ in range(5)))
    for query in queries:
        assert ids(database, query) == {company.id}, query


@pytest.mark.parametrize("query", [
    "", " ", "%", "_", "%%%", "\\", "'", '"', "*", "a*", "AND", "OR NOT", "NEAR(a b)", "a:b", "names:x", "-a", "^a",
    "(", ")", "((", "{", "a & b | !c", "<->", "' OR 1=1 --", "\x00", "\x00ab", "a\x00b", "\ud800", "\\\\'", ":*", "''",
    "x" * 100_000, "金" * 50_000, "a " * 50_000, "İ", "ﷺ", "🚗🚗", "\u202e", "e\u0301", "½", "①②",
])
def test_no_query_does_harm(database: Database, make: Maker, query: str) -> None:
    add(database, make.company(legal_name="Ladewerk"))
    found = ids(database, query)
    assert len(found) <= 1
    assert ids(database, "ladewerk")


def test_like_characters_stand_for_themselves(database: Database, make: Maker) -> None:
    percent, other = make.company(legal_name="100% Elektro"), make.company(legal_name="1000 Elektro")
    add(database, percent, other)
    assert ids(database, "00% E") == {percent.id}
    assert ids(database, "00_ E") == set()


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the list of naughty strings is not here")
def test_naughty_strings(database: Database, make: Maker) -> None:
    strings = [s for s in json.loads(NAUGHTY.read_text(encoding="utf-8")) if "\x00" not in s]
    companies = [make.company(legal_name=f"Ladewerk {s}"[:300]) for s in strings]
    with database.write("test", msg("x")) as work:
        work.session.add_all(companies)
    with database.engine.execution_options(writing=True).begin() as connection:
        while catch_up(connection):
            pass
    assert len(ids(database, "ladewerk")) == min(500, len(strings))
    for text in strings:
        ids(database, text)


def index(database: Database) -> set[Any]:
    d = SearchDocument
    with database.read() as session:
        return {tuple(row) for row in session.execute(
            select(d.record_id, d.kind, d.title, d.subtitle, d.names, d.words))}


def rebuilt(database: Database) -> set[Any]:
    with database.engine.execution_options(writing=True).begin() as connection:
        rebuild(connection)
    return index(database)


def fill(database: Database, make: Maker) -> tuple[Company, Call, Application, Answer]:
    company, call, stage = make.company(), make.call(), make.stage()
    question = make.question(call)
    application = make.application(company, call, stage)
    answer = make.answer(application, question)
    document = Document(id=new_id(), company_id=company.id, title="Plan", file_name="p.pdf", size=1, sha256="0" * 64,
                        media_type="application/pdf", added_at=START)
    add(database, company, call, stage, question, application, answer, document, make.person(),
        make.note(company_id=company.id))
    return company, call, application, answer


def test_the_index_follows_every_change(database: Database, make: Maker) -> None:
    company, call, application, answer = fill(database, make)
    with database.write("test", msg("x")) as work:
        connection = work.connection
        connection.execute(update(Answer).values(text="Feststoffbatterie"))
        connection.execute(update(Company).where(Company.id == company.id).values(trade_name="Umbenannt"))
        connection.execute(update(Call).values(name="Runde 7"))
        connection.execute(update(Person).values(full_name="Neuer Name"))
    assert application.id in ids(database, "feststoffbatterie", "application")
    assert ids(database, "umbenannt") == {company.id, application.id}
    assert ids(database, "runde 7") == {call.id, application.id}
    assert index(database) == rebuilt(database)
    with database.write("test", msg("x")) as work:
        work.connection.execute(delete(Answer).where(Answer.id == answer.id))
    assert ids(database, "feststoffbatterie") == set()
    assert index(database) == rebuilt(database)


@pytest.mark.parametrize("steps", [True, False])
def test_large_change_sets_are_indexed_afterwards(database: Database, make: Maker, steps: bool) -> None:
    fill(database, make)
    rows = [{"id": new_id(), "number": n, "legal_name": f"Massen{n}", "created_at": START} for n in range(900)]
    with database.write("import", msg("x")) as work:
        insert_rows(work.connection, Base.metadata.tables["company"], rows)
    add(database, make.company(legal_name="Danach"))
    with database.read() as session:
        assert behind(session.connection()) == 2
    assert ids(database, "massen899") == set()
    if steps:
        assert list(catch_up_in_steps(database.engine, stop=lambda: True)) == []
        one = next(iter(catch_up_in_steps(database.engine)))
        assert one[0] < one[1] == 900
        told = list(catch_up_in_steps(database.engine))
        assert (900, 900) in told
    else:
        with database.engine.execution_options(writing=True).begin() as connection:
            assert catch_up(connection, 1) == 1
            assert catch_up(connection, 5) == 0
    assert ids(database, "massen899") == {rows[899]["id"]}
    assert len(ids(database, "danach")) == 1
    assert index(database) == rebuilt(database)
    add(database, make.company(legal_name="Sofort"))
    assert len(ids(database, "sofort")) == 1


def test_names_come_before_words(database: Database, make: Maker) -> None:
    mentioned = make.company(legal_name="Andere", claim="Batterie")
    named = make.company(legal_name="Batterie AG")
    add(database, mentioned, named)
    with database.read() as session:
        assert [hit.id for hit in find(session.connection(), "batterie")] == [named.id, mentioned.id]
        assert len(find(session.connection(), "batterie", limit=1)) == 1


def test_merged_and_erased_records_are_not_found(database: Database, make: Maker) -> None:
    company, other = make.company(legal_name="Doppelt"), make.company(legal_name="Haupt")
    add(database, company, other)
    with database.write("test", msg("x")) as work:
        work.connection.execute(update(Company).where(Company.id == company.id).values(merged_into_id=other.id))
    assert ids(database, "doppelt") == set()
