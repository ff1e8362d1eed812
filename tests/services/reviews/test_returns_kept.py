"""The returned file itself: kept, opened again, and gone with its reviewer."""

from __future__ import annotations

from pathlib import Path

import pytest

from incubator_gui.core.errors import Environment, NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.db.check import check
from incubator_gui.db.files import FolderStore
from incubator_gui.db.schema import Conflict, Person
from tests.services.reviews.posts import answer, one, send
from tests.services.reviews.rooms import NAMES, NOW, ON_FILE, WHOLE, Room
from tests.services.reviews.test_forgetting import leaks
from tests.services.reviews.test_returns_parcels import packed


@pytest.fixture
def package(made: Room, folder: Path) -> tuple[Room, Path]:
    return made, answer(send(made, folder), {made.applications[0]: WHOLE})


def test_what_came_back_can_be_opened_again(package: tuple[Room, Path]) -> None:
    made, back = package
    made.house.review_returns.apply([one(made, back)])
    content = back.read_bytes()
    back.unlink()
    (sent,) = made.house.review_packages.rows(made.call)
    (row,) = made.house.review_returns.files(sent.id)
    assert (row.name, row.is_kept) == ("back.ireview", True)
    assert made.house.review_returns.file(row.id) == ("back.ireview", content)
    undo = made.house.history.undo()
    assert undo is not None
    assert made.house.review_returns.files(sent.id) == ()
    made.house.history.redo()
    assert made.house.review_returns.file(row.id)[1] == content
    assert check(made.house.database) == []


@ON_FILE
def test_it_lies_sealed_and_goes_with_its_reviewer(package: tuple[Room, Path]) -> None:
    made, back = package
    store = made.house.database.files
    before = set(store.all())
    made.house.review_returns.apply([one(made, back)])
    (kept,) = set(store.all()) - before
    assert back.read_bytes()[:12] not in store.get(kept)
    (sent,) = made.house.review_packages.rows(made.call)
    (row,) = made.house.review_returns.files(sent.id)
    made.house.people.anonymise(made.people[0])
    assert [one.is_kept for one in made.house.review_returns.files(sent.id)] == [False]
    with pytest.raises(NotFound, match="not kept here"):
        made.house.review_returns.file(row.id)
    assert leaks(made.house, "file_key") == set()


@ON_FILE
def test_of_an_archive_the_file_in_it_is_kept(made: Room, folder: Path) -> None:
    first = answer(send(made, folder), {made.applications[0]: WHOLE}, "one.ireview")
    second = answer(send(made, folder, 1), {made.applications[0]: WHOLE}, "two.ireview")
    made.house.review_returns.apply(made.house.review_returns.read([packed(folder, ("a.ireview", first),
                                                                           ("b.ireview", second))]))
    found = {made.house.review_returns.file(row.id) for sent in made.house.review_packages.rows(made.call)
             for row in made.house.review_returns.files(sent.id)}
    assert found == {("returned.zip: a.ireview", first.read_bytes()), ("returned.zip: b.ireview", second.read_bytes())}


@ON_FILE
@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"another")])
def test_a_file_that_is_gone_meanwhile_is_merged_and_not_kept(package: tuple[Room, Path], spoil: object) -> None:
    made, back = package
    run = one(made, back)
    spoil(back)  # type: ignore[operator]
    assert made.house.review_returns.apply([run]).value.reviews == 1
    (sent,) = made.house.review_packages.rows(made.call)
    assert [row.is_kept for row in made.house.review_returns.files(sent.id)] == [False]


@ON_FILE
def test_who_may_open_it(package: tuple[Room, Path]) -> None:
    made, back = package
    made.house.review_returns.apply([one(made, back)])
    (sent,) = made.house.review_packages.rows(made.call)
    (row,) = made.house.review_returns.files(sent.id)
    officer = new_id()
    made.add(Person(id=officer, full_name="Olga Officer", is_staff=True),
             Conflict(person_id=officer, company_id=made.companies[0], origin="set", state="confirmed", noted_at=NOW))
    made.act_as("Olga Officer")
    with pytest.raises(Refused, match="a conflict of interest hides from you"):
        made.house.review_returns.file(row.id)
    made.act_as(NAMES[1])
    assert made.house.review_returns.files(sent.id) == ()
    with pytest.raises(NotFound):
        made.house.review_returns.file(row.id)
    made.act_as(NAMES[0])
    assert made.house.review_returns.file(row.id)[1] == back.read_bytes()


@ON_FILE
def test_a_damaged_one_is_named(package: tuple[Room, Path]) -> None:
    made, back = package
    store = made.house.database.files
    assert isinstance(store, FolderStore)
    before = set(store.all())
    made.house.review_returns.apply([one(made, back)])
    (kept,) = set(store.all()) - before
    store.path(kept).write_bytes(b"rubbish")
    (sent,) = made.house.review_packages.rows(made.call)
    (row,) = made.house.review_returns.files(sent.id)
    with pytest.raises(Environment, match="damaged"):
        made.house.review_returns.file(row.id)
    assert ["back.ireview" in str(fault) for fault in check(made.house.database)] == [True]
    assert check(made.house.database, thorough=False) == []
