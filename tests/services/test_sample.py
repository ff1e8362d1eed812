"""The sample goes in, is whole, and goes out again."""

from __future__ import annotations

import pytest

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import LANGUAGES
from incubator_gui.db.check import check
from incubator_gui.db.database import Database
from incubator_gui.services.house import House
from incubator_gui.services.sample import load_sample, remove_sample, sample_is_loaded
from tests.support.databases import state


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_language(file_database: Database, language: str) -> None:
    load_sample(file_database, language)
    house = House(file_database)
    assert house.keeping.settings()["house_name"] == {
        "en": "Incubator Shanghai", "de": "Inkubator Schanghai", "zh": "上海孵化器"}[language]
    ids = [row.id for row in house.companies.rows() if row.life == "resident"]
    data = house.dossiers.data(ids[0], language)
    assert data.problem
    assert data.indicators


def test_what_people_built_on_it_is_not_lost(file_database: Database) -> None:
    load_sample(file_database, "en")
    house = House(file_database)
    company = house.companies.rows()[0].id
    house.records.add_note("company", company, "ours")
    with pytest.raises(Exception, match=r"\w"):
        remove_sample(file_database)
    assert house.records.notes("company", company)[0].text == "ours"
