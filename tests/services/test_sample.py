"""The sample goes in, is whole, and goes out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import LANGUAGES
from incubator_gui.db.check import check
from incubator_gui.db.database import Database
from incubator_gui.services.house import House
from incubator_gui.services.sample import load_sample, remove_sample, sample_is_loaded
from tests.support.databases import state

Opener = Callable[[str], House]


@pytest.fixture
def open_sample(sample_house: Opener) -> Iterator[Opener]:
    """Opens a copy of the sample that was loaded once for all tests; closed at the end."""
    opened: list[House] = []

    def one(language: str) -> House:
        opened.append(sample_house(language))
        return opened[-1]

    yield one
    for house in opened:
        house.close()


def test_in_and_out(database: Database) -> None:
    house = House(database)
    before = state(database)
    load_sample(database, "de")
    assert sample_is_loaded(database)
    assert len(house.companies.rows()) == 68
    assert len(house.applications.rows()) == 105
    assert house.search.find("线控")
    assert not list(check(database))
    with pytest.raises(Refused):
        load_sample(database, "de")
    remove_sample(database)
    assert state(database) == before
    assert not sample_is_loaded(database)
    assert house.search.find("线控") == ()
    with pytest.raises(Refused):
        remove_sample(database)


def test_its_life_lines_say_what_its_stays_say_and_days_that_go_by_keep_nobody_from_taking_it_out(
        file_database: Database) -> None:
    house = House(file_database)
    before = state(file_database)
    load_sample(file_database, "en")
    assert not house.residency.catch_up()
    clock = house.clock
    assert isinstance(clock, FixedClock)
    clock.advance(days=120)
    assert house.residency.catch_up().touches("company")
    remove_sample(file_database)
    assert state(file_database) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_language(open_sample: Opener, language: str) -> None:
    house = open_sample(language)
    assert house.keeping.settings()["house_name"] == {
        "en": "Incubator Shanghai", "de": "Inkubator Schanghai", "zh": "上海孵化器"}[language]
    ids = [row.id for row in house.companies.rows() if row.life == "resident"]
    data = house.dossiers.data(ids[0], language)
    assert data.problem
    assert data.indicators


def test_what_people_built_on_it_is_not_lost(open_sample: Opener) -> None:
    house = open_sample("en")
    company = house.companies.rows()[0].id
    house.records.add_note("company", company, "ours")
    with pytest.raises(Exception, match=r"\w"):
        remove_sample(house.database)
    assert house.records.notes("company", company)[0].text == "ours"


def test_a_week_can_be_worked_with_it(open_sample: Opener) -> None:
    """Every list that staff live by has something in it, whatever the day on which it is loaded."""
    house = open_sample("zh")
    today = house.clock.today()
    lists = house.service_board.attention()
    for found in (lists.due, lists.overdue, lists.underserved, lists.over, lists.over_engagements, lists.unowned,
                  lists.suspicious):
        assert 0 < len(found) < 15
    assert {column.status for column in house.service_board.columns() if column.cards} == {
        "requested", "planned", "active", "on_hold"}
    assert {row.kind for row in house.residency.due(ahead=90)} >= {"begins", "planned_end", "limit", "no_place"}
    waiting = house.residency.waiting(waitlisted=True)
    assert len(waiting) >= 4
    assert sum(row.missing for row in waiting) > 10
    assert len({use.desks_in_use for use in house.space.use_by_month(today, 10)}) >= 5
    assert any(room.is_locked for room in house.space.rooms())
    assert [sum(one.desks for one in house.space.floors()), len(house.space.rooms())] == [560, 52]
    trainings = house.trainings.rows()
    assert any(row.waiting for row in trainings)
    assert any(row.is_booked for row in trainings)
    assert any(row.status == "done" and not row.is_booked for row in trainings)
    assert any(row.sessions for row in house.mentors.rows(today - timedelta(days=30)))
    assert {row.held_on is not None and row.held_on.weekday() for row in house.roadshows.rows()
            if "周五" in row.name} == {4}


def test_decks_are_real_and_some_are_odd(open_sample: Opener) -> None:
    house = open_sample("en")
    show = next(row for row in house.roadshows.rows() if row.packs)
    reports = {report.company: report for report in house.packs.preflight(show.id)}
    assert len(reports) >= 6
    assert reports["Feldspat Optik"].is_left_out
    assert reports["Thornapple Rovers"].findings
    assert all(3 <= report.pages <= 6 for report in reports.values() if not report.is_left_out)
    opened = house.packs.preflight(show.id, ["feldspat-2027"])
    assert not any(report.is_left_out for report in opened)
