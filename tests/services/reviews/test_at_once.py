"""Two programs at one database: what one does while the other is in the middle of it. A file lets in one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import func, select

from incubator_gui.core.errors import Overtaken, Refused
from incubator_gui.db.database import Actor, Database
from incubator_gui.db.schema import Review, ReviewReturn
from incubator_gui.services import decisions, review_desk, review_returns
from incubator_gui.services.house import House
from incubator_gui.services.outcome import UndoClash
from tests.services.reviews.posts import answer, read, send, with_keys
from tests.services.reviews.rooms import BLANK, WHOLE, Room, form, room
from tests.support.databases import Templates


@pytest.fixture
def two(templates: Templates) -> Iterator[tuple[Room, House]]:
    """A room, and the same house as another program sees it."""
    url = templates.url()
    first = Database.open(url, actor=Actor("Chief", "desk-1"))
    second = Database.open(url, actor=Actor("Deputy", "desk-2"))
    yield with_keys(room(House(first), applications=2, reviewers=1)), House(second)
    first.close()
    second.close()
    templates.drop(url)


class Meanwhile:
    """The other program acts when the first one is about to call something, the first time."""

    def __init__(self, patch: pytest.MonkeyPatch, owner: Any, name: str, act: Callable[[], Any]) -> None:
        self.error: BaseException | None = None
        self._act, real = act, getattr(owner, name)
        self._thread = Thread(target=self._go)

        def first(*given: Any, **options: Any) -> Any:
            if self._thread.ident is None:
                self._thread.start()
                self._thread.join(1)  # it may have to wait for us
            return real(*given, **options)

        patch.setattr(owner, name, first)

    def _go(self) -> None:
        try:
            self._act()
        except BaseException as error:  # told to the test
            self.error = error

    def told(self) -> BaseException | None:
        """What became of it."""
        self._thread.join(20)
        assert not self._thread.is_alive()
        return self.error


@pytest.mark.parametrize("begun", [False, True])
def test_two_answers_of_one_review_are_both_kept(two: tuple[Room, House], begun: bool,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = two
    here, there = (house.reviews.desk(made.reviewers[0], made.call) for house in (made.house, other))
    one, seen = made.applications[0], BLANK
    if begun:
        here.save(one, form(finished=False, product="3"), BLANK)
        seen = here.paper(one).form
    base = {"product": "3"} if begun else {}
    meanwhile = Meanwhile(monkeypatch, review_desk, "put",
                          lambda: there.save(one, form(finished=False, team="2", **base), seen))
    here.save(one, form(finished=False, market="4", **base), seen)
    assert meanwhile.told() is None
    assert here.paper(one).form == form(finished=False, market="4", team="2", **base)
    assert other.history.prove().holds


def test_a_decision_cannot_change_between_plan_and_announcement(two: tuple[Room, House],
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = two
    house = made.house
    house.rounds.set(made.round, phase_id=house.rounds.phases(made.round)[-1].id)
    ids = [house.decisions.decide(one, "accept").value for one in made.applications]
    meanwhile = Meanwhile(monkeypatch, decisions.DecisionsService, "_make_tasks",
                          lambda: other.decisions.decide(made.applications[1], "reject"))
    house.decisions.announce(ids, seen=house.decisions.preview(ids))
    assert isinstance(meanwhile.told(), Overtaken | None)
    rows = house.decisions.rows(made.call, all=True)
    assert [(row.outcome, row.state) for row in rows if row.id in ids] == [("accept", "announced")] * 2
    assert all(row.state == "pending" for row in rows if row.id not in ids)
    assert house.history.prove().holds


def test_one_file_merged_by_two_is_merged_once(two: tuple[Room, House], tmp_path: Path,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = two
    file = answer(send(made, tmp_path), {made.applications[0]: WHOLE})
    here, there = read(made, file), other.review_returns.read([file])
    meanwhile = Meanwhile(monkeypatch, review_returns, "merge_file", lambda: other.review_returns.apply(there))
    with pytest.raises(Refused):
        made.house.review_returns.apply(here)
    assert meanwhile.told() is None
    made.house.review_returns.apply(read(made, file))
    with made.house.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Review)) == 1
        assert session.scalar(select(func.count()).select_from(ReviewReturn)) == 1


def test_undo_does_not_reach_over_what_the_other_stored(two: tuple[Room, House]) -> None:
    made, other = two
    here, there = (house.reviews.desk(made.reviewers[0], made.call) for house in (made.house, other))
    one = made.applications[0]
    here.save(one, form(finished=False, team="2"), BLANK)
    there.save(one, form(finished=False, team="4"), there.paper(one).form)
    with pytest.raises(UndoClash):
        made.house.history.undo()
    other.history.undo()
    made.house.history.undo()
    assert here.paper(one).form == BLANK
    assert made.house.history.prove().holds
