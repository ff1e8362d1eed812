"""Whatever is done with desks, in any order: no overlap, plain counts, and every undo gives all back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.ids import new_id
from incubator_gui.db.schema import Allocation, Company, Desk
from incubator_gui.domain.space import Span
from incubator_gui.services.house import House
from incubator_gui.services.space import FloorDraft, RoomDraft
from tests.support.databases import ACTOR, START, Templates, add, state

DAY = date(2026, 3, 2)


class Floor:
    """Does what staff do on a floor plan, with numbers that choose what."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house, self.space, self.folder = house, house.space, folder
        house.space.set_up("S", [FloorDraft("1", (RoomDraft("101", desks=4, area=40.0), RoomDraft("102", desks=3)))])
        companies = [Company(id=new_id(), number=n, trade_name=name, created_at=START, life="admitted")
                     for n, name in enumerate(("Ada", "Bern", "禾岚电驱"), 1)]
        add(house.database, *companies)
        self.companies = [one.id for one in companies]
        lanes = house.space.plan().timeline.desks_of
        self.rooms, self.desks = list(lanes), [desk for found in lanes.values() for desk in found]

    def holding(self, at: int) -> tuple[UUID, ...]:
        found = self.space.plan().holdings
        return (found[at % len(found)].id,) if found else ()

    def block(self, at: int) -> tuple[UUID, ...]:
        """All that one company has from one day on."""
        found = self.space.plan().holdings
        if not found:
            return ()
        one = found[at % len(found)]
        return tuple(other.id for other in found if (other.company, other.span) == (one.company, one.span))

    def some(self, at: int, many: int) -> list[UUID]:
        return [self.desks[(at + n) % len(self.desks)] for n in range(1 + many % 4)]

    def allocate(self, a: int, b: int, span: Span) -> None:
        self.space.allocate(self.companies[a % 3], span, desks=self.some(b, a))

    def room(self, a: int, b: int, span: Span) -> None:
        self.space.allocate(self.companies[a % 3], span, room=self.rooms[b % 2])

    def move(self, a: int, b: int, span: Span) -> None:
        if ids := self.block(a):
            self.space.move(ids, span.starts, desks=self.some(b, len(ids) - 1 + a % 2))

    def move_to_room(self, a: int, b: int, span: Span) -> None:
        if ids := self.block(a):
            self.space.move(ids, span.starts, room=self.rooms[b % 2])

    def swap(self, a: int, b: int, span: Span) -> None:
        self.space.swap(self.companies[a % 3], self.companies[b % 3], span.starts)

    def end(self, a: int, b: int, span: Span) -> None:
        self.space.end(self.holding(a), span.starts)

    def extend(self, a: int, b: int, span: Span) -> None:
        self.space.extend(self.block(a), span.until)

    def shift(self, a: int, b: int, span: Span) -> None:
        self.space.reschedule(self.block(a), span)

    def lock(self, a: int, b: int, span: Span) -> None:
        self.space.lock(self.holding(a), b % 3 == 0)

    def remove(self, a: int, b: int, span: Span) -> None:
        self.space.remove(self.holding(a))

    def stay(self, a: int, b: int, span: Span) -> None:
        self.house.residency.begin(self.companies[a % 3], "resident", span.starts, desks=b % 5)

    def leave(self, a: int, b: int, span: Span) -> None:
        rows = self.house.residency.rows()
        if rows:
            self.house.residency.exit(rows[a % len(rows)].id, span.starts, "moved")

    def grow(self, a: int, b: int, span: Span) -> None:
        self.space.edit_room(self.rooms[a % 2], desks=b % 7)

    def undo(self, a: int, b: int, span: Span) -> None:
        self.house.history.undo()

    def redo(self, a: int, b: int, span: Span) -> None:
        self.house.history.redo()

    def import_(self, a: int, b: int, span: Span) -> None:
        path = self.folder / "residents.csv"
        name = ("Ada", "Bern", "禾岚电驱", "Neu GmbH")[a % 4]
        until = span.until.isoformat() if span.until else ""
        path.write_text("Company,Room,Desks,From,Until\n"
                        f"{name},{101 + b % 2},{1 + b % 3}-{1 + b % 3 + a % 2},{span.starts},{until}\n", "utf-8")
        service = self.house.house_import
        service.apply(service.open(path))


ACTIONS: list[Callable[[Floor, int, int, Span], None]] = [
    Floor.allocate, Floor.allocate, Floor.allocate, Floor.room, Floor.move, Floor.move, Floor.move_to_room, Floor.swap,
    Floor.end, Floor.extend, Floor.shift, Floor.lock, Floor.remove, Floor.stay, Floor.leave, Floor.grow, Floor.undo,
    Floor.redo, Floor.import_]
SPANS = st.builds(lambda start, length: Span(DAY + timedelta(days=start), None if length is None else DAY + timedelta(
    days=start + length)), st.integers(-20, 60), st.one_of(st.none(), st.integers(1, 50)))
STEP = st.tuples(st.sampled_from(ACTIONS), st.integers(0, 11), st.integers(0, 11), SPANS)


def stored(house: House) -> list[Any]:
    with house.database.read() as session:
        return list(session.execute(select(
            Allocation.company_id, Allocation.room_id, Allocation.desk_id, Allocation.starts_on, Allocation.ends_on)))


def never_overlaps(rows: list[Any]) -> None:
    for (_c, room, desk, starts, ends), (_d, other_room, other_desk, begins, stops) in combinations(rows, 2):
        same = room == other_room and (desk is None or other_desk is None or desk == other_desk)
        assert not (same and (ends is None or begins < ends) and (stops is None or starts < stops))


def counts_are_plain(house: House, rows: list[Any]) -> None:
    with house.database.read() as session:
        desks = session.execute(select(Desk.id, Desk.room_id)).all()
    plan = house.space.plan()
    for n in (-10, 0, 17, 45, 120):
        on = DAY + timedelta(days=n)
        taken = {desk: company for desk, room in desks for company, where, what, starts, ends in rows
                 if where == room and what in (None, desk) and starts <= on and (ends is None or on < ends)}
        assert plan.use(on).desks_in_use == len(taken)
        assert plan.holders(on) == taken


def _check(house: House, steps: list[Any], folder: Path) -> None:
    floor = Floor(house, folder)
    for action, a, b, span in steps:
        before = state(house.database)
        sequence = house.history.recent(1)[0].sequence
        try:
            action(floor, a, b, span)
        except IncubatorError:
            assert state(house.database) == before
            continue
        rows = stored(house)
        never_overlaps(rows)
        counts_are_plain(house, rows)
        done = [one for one in house.history.recent(5) if one.sequence > sequence and one.kind == "do"]
        if done:
            after = state(house.database)
            house.history.undo()
            undone = state(house.database)
            assert {**undone, "import_mapping": None} == {**before, "import_mapping": None}
            house.history.redo()
            assert state(house.database) == after
    assert house.history.prove().holds


FEW = settings(max_examples=15, deadline=None,
               suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@FEW
@given(st.lists(STEP, max_size=14))
def test_no_overlap_whatever_is_done_sqlite(templates: Templates, tmp_path: Path, steps: list[Any]) -> None:
    place = tmp_path / "house.db"
    for left in tmp_path.glob("house.db*"):
        if left.is_file():
            left.unlink()
    with closing(House.open(templates.file(place), clock=FixedClock(START), actor=ACTOR)) as house:
        _check(house, steps, tmp_path)


@settings(parent=FEW, max_examples=6)
@given(st.lists(STEP, max_size=12))
def test_no_overlap_whatever_is_done_postgresql(templates: Templates, tmp_path: Path, steps: list[Any]) -> None:
    url = templates.url()
    try:
        with closing(House.open(url, clock=FixedClock(START), actor=ACTOR)) as house:
            _check(house, steps, tmp_path)
    finally:
        templates.drop(url)
