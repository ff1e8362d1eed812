"""Undo knows the person at this workstation, also when the name changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from incubator_gui.core.account import account, full_name
from incubator_gui.core.errors import Refused
from incubator_gui.services.house import House
from tests.services.merge_house import open_house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path / "house.db")
    yield house
    house.close()


def test_a_name_is_written_and_undo_finds_what_was_done_before(house: House) -> None:
    before = house.database.actor.who
    house.companies.add("Lumen GmbH")
    house.known_as("  Anna \n Weber ")
    house.companies.add("Kranichtal AG")
    assert [row.who for row in house.history.recent(2)] == ["Anna Weber", before]
    house.known_as("Anna Weber-Liu")
    house.history.undo()
    house.history.undo()
    assert house.companies.rows() == ()
    assert house.history.recent(1)[0].who == "Anna Weber-Liu"
    house.history.redo()
    house.history.redo()
    assert len(house.companies.rows()) == 2
    house.known_as("")
    assert house.database.actor.who == account()


def test_what_others_did_is_not_undone(house: House) -> None:
    mine = house.database.actor
    house.database.actor = replace(mine, who="somebody else")
    house.companies.add("Lumen GmbH")
    house.database.actor = replace(mine, workstation="another one")
    house.companies.add("Kranichtal AG")
    house.database.actor = mine.named("Anna Weber")
    with pytest.raises(Refused):
        house.history.undo()


def test_the_account_has_a_name() -> None:
    assert account()
    assert full_name()
