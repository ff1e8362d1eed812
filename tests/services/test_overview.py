"""The figures of the overview against a house that was counted by hand, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Floor, Room
from incubator_gui.services.house import House
from incubator_gui.services.overview import OverviewService
from incubator_gui.services.tasks import TasksService
from tests.services.houses import DAY, Filled, apply_with, fill, house

__all__ = ["house"]


@pytest.fixture
def made(house: House) -> Filled:
    """The house filled."""
    return fill(house)


def test_an_empty_house_has_an_overview(house: House) -> None:
    found = OverviewService(house.database).read()
    assert found.is_empty
    assert (found.supported, found.residents, found.open_count, found.underserved) == ((), (), 0, ())
    assert (found.space.desks, found.burn_up.expected, found.burn_up.behind) == (0, (), None)


def test_nobody_counts_twice(house: House, made: Filled) -> None:
    found = OverviewService(house.database).read()
    c = made.company
    assert set(found.supported) == {c["Fernmoss"], c["Kranichtal"], c["禾岚电驱"], c["Moorfink"]}
    assert len(found.supported) == 4
    assert set(found.residents) == {c["Fernmoss"], c["Kranichtal"]}
    assert found.burn_up.actual[-1] == (DAY, 4)


def test_the_date_is_respected(house: House, made: Filled) -> None:
    found = OverviewService(house.database).read(date(2027, 3, 1))
    assert found.supported == (made.company["Fernmoss"],)
    assert found.residents == (made.company["Fernmoss"],)
    assert found.space.desks_in_use == 4
    assert found.burn_up.actual[-1] == (date(2027, 3, 1), 1)


def test_desks_and_area(house: House, made: Filled) -> None:
    space = OverviewService(house.database).read().space
    assert (space.desks, space.desks_in_use, space.desks_ahead) == (8, 5, 6)
    assert space.area_in_use == pytest.approx(40 + 60 / 4)
    (floor,) = space.floors
    assert (floor.name, floor.in_use, floor.added, floor.total) == ("Floor 1", 5, 2, 8)


def test_a_lab_without_desks_adds_none_where_desks_are_drawn(house: House, made: Filled) -> None:
    with house.database.write("test", msg("A lab")) as work:
        floor = work.session.scalars(select(Floor)).one()
        work.session.add(Room(floor_id=floor.id, number="L1", kind="lab", area=30, capacity=10))
    assert OverviewService(house.database).read().space.desks == 8


def test_a_floor_without_drawing_has_the_desks_its_rooms_are_said_to_have(house: House, made: Filled) -> None:
    with house.database.write("test", msg("A floor")) as work:
        first = work.session.scalars(select(Floor)).one()
        second = Floor(site_id=first.site_id, name="Floor 2", position="n")
        work.session.add(second)
        work.session.flush()
        work.session.add(Room(floor_id=second.id, number="201", kind="open_area", area=90, capacity=12))
        work.session.add(Room(floor_id=second.id, number="202", kind="meeting", area=20, capacity=8))
    space = OverviewService(house.database).read().space
    assert space.desks == 8 + 12
    assert [(floor.name, floor.total) for floor in space.floors] == [("Floor 1", 8), ("Floor 2", 12)]


def test_who_comes_and_leaves_and_waits(house: House, made: Filled) -> None:
    found = OverviewService(house.database).read()
    assert found.horizon == date(2027, 7, 1)
    assert (found.space.coming.companies, found.space.coming.desks) == ((made.company["Lindwurm"],), 2)
    assert (found.space.leaving.companies, found.space.leaving.desks) == ((made.company["Kranichtal"],), 1)
    assert found.waiting.companies == ()
    later = house.companies.add("Waiting Ltd", life="admitted").value
    assert OverviewService(house.database).read().waiting.companies == (later,)


def test_when_there_is_room_for_those_who_wait(house: House, made: Filled) -> None:
    service = OverviewService(house.database)
    assert service.read().room_from == DAY
    company = house.companies.add("Waiting Ltd", life="admitted").value
    stay = house.residency.begin(company, "resident", DAY + timedelta(days=1), desks=3).value
    assert (service.read().waiting.desks, service.read().room_from) == (3, DAY)
    house.residency.edit(stay, desks=4)
    assert service.read().room_from == date(2027, 6, 1)
    house.residency.edit(stay, desks=5)
    assert service.read().room_from is None


def test_underserved_counts_contact_only_and_spares_newcomers(house: House, made: Filled) -> None:
    service = OverviewService(house.database)
    assert service.read().underserved == (made.company["Fernmoss"],)
    assert service.read(owner=made.jun).underserved == ()
    assert service.read(owner=made.lena).underserved == (made.company["Fernmoss"],)
    assert service.read(DAY + timedelta(days=1)).underserved == (made.company["Fernmoss"], made.company["Kranichtal"])


def test_open_applications_now_and_then(house: House, made: Filled) -> None:
    first = apply_with(house, made, "栎星换电", ("received", date(2027, 2, 1)), ("review", date(2027, 2, 9)))
    second = apply_with(house, made, "Lindwurm", ("received", date(2027, 2, 3)), ("accepted", date(2027, 4, 1)),
                        owner=made.lena)
    service = OverviewService(house.database)
    assert (service.read().open_applications, service.read().without_owner) == (1, 1)
    then = service.read(date(2027, 3, 1))
    assert set(then.open_applications) == {first, second}  # type: ignore[arg-type]
    assert then.without_owner == 1
    assert service.read(date(2027, 3, 1), made.lena).open_applications == (second,)
    assert service.read(date(2027, 1, 31)).open_count == 0


def test_funnel(house: House, made: Filled) -> None:
    one = apply_with(house, made, "Kranichtal", ("received", date(2027, 2, 1)), ("screening", date(2027, 2, 5)),
                     ("review", date(2027, 2, 15)), ("accepted", date(2027, 3, 1)))
    two = apply_with(house, made, "栎星换电", ("received", date(2027, 2, 1)), ("screening", date(2027, 2, 7)),
                     ("review", date(2027, 2, 8)), ("screening", date(2027, 2, 9)),
                     ("more_information", date(2027, 2, 10)))
    three = apply_with(house, made, "Lindwurm", ("received", date(2027, 2, 2)), ("rejected", date(2027, 2, 3)))
    service = OverviewService(house.database)
    steps = {step.key: step for step in service.funnel(made.call)}
    assert [step.count for step in steps.values()] == [3, 2, 1, 1, 1, 1, 1]
    assert steps["screening"].share == pytest.approx(2 / 3)
    assert steps["screening"].median_days == 5
    assert steps["review"].median_days == 10
    assert steps["accepted"].median_days == 14
    assert steps["moved_in"].median_days == 31
    assert set(service.reached(made.call, "received")) == {one, two, three}
    assert set(service.reached(made.call, "screening")) == {one, two}
    assert service.reached(made.call, "moved_in") == (one,)
    early = service.funnel(made.call, date(2027, 2, 8))
    assert [step.count for step in early] == [3, 2, 1, 0, 0, 0, 0]


def test_targets(house: House, made: Filled) -> None:
    found = OverviewService(house.database).read()
    assert found.burn_up.target is not None
    assert found.burn_up.behind == round(300 * 496 / 1096) - 4
    assert found.burn_up.expected[-1].day == date(2029, 1, 1)
    assert (found.resident_target, found.residents_met_since) == (30, None)
    house.keeping.set("resident_target", 2)
    assert OverviewService(house.database).read().residents_met_since == date(2027, 4, 1)


def test_the_overview_is_one_read_of_few_statements(house: House, made: Filled) -> None:
    from sqlalchemy import event

    seen: list[str] = []
    event.listen(house.database.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
    OverviewService(house.database).read()
    assert len([statement for statement in seen if statement.lstrip().upper().startswith("SELECT")]) <= 20


def test_tasks(house: House, made: Filled) -> None:
    tasks = TasksService(house.database)
    rows = tasks.open()
    assert [row.title for row in rows] == ["Gate decision", "Hand over 6 desks", "Letter", "Some day"]
    assert [row.days_late(DAY) for row in rows] == [9, 0, 0, 0]
    assert (rows[1].subject_kind, rows[1].subject) == ("company", "Kranichtal Zelltechnik GmbH")
    assert rows[1].initials == "何俊"
    assert [row.title for row in tasks.open(made.lena, DAY)] == ["Gate decision"]
    tasks.set_done(rows[0].id)
    assert [row.title for row in tasks.open(until=DAY)] == ["Hand over 6 desks"]
    house.history.undo()
    assert tasks.open()[0].title == "Gate decision"
    tasks.set_done(rows[0].id)
    tasks.set_done(rows[0].id, False)
    assert len(tasks.open()) == 4
    tasks.postpone(rows[3].id, DAY)
    assert tasks.open(until=DAY)[-1].title == "Some day"


def test_a_task_needs_words(house: House) -> None:
    tasks = TasksService(house.database)
    with pytest.raises(Refused):
        tasks.add("  ")
    with pytest.raises(Refused):
        tasks.add("x" * 301)
    with pytest.raises(NotFound):
        tasks.set_done(new_id())
    assert tasks.open() == ()


def test_the_figures_of_space_are_those_of_the_plan(file_database: Database) -> None:
    from incubator_gui.domain.programme import horizon_of
    from incubator_gui.services.occupancy import occupancy
    from incubator_gui.services.sample import load_sample

    house = House(file_database)
    load_sample(house.database, "en")
    plan, today = house.space.plan(), house.clock.today()
    for days in (-300, -40, 0, 31, 200):
        day = today + timedelta(days=days)
        with house.database.read() as session:
            found = occupancy(session, day, horizon_of(day))
        use, later = plan.use(day), plan.use(horizon_of(day))
        assert (found.desks_in_use, found.desks_ahead) == (use.desks_in_use, later.desks_in_use)
        assert found.area_in_use == pytest.approx(use.area_in_use)
        assert found.users == frozenset(use.companies)
        before, then = plan.holders(day), plan.holders(horizon_of(day))
        assert sum(floor.added for floor in found.floors) == len(then.keys() - before.keys())
    for row in house.residency.rows(today):
        alone = next(one for one in house.residency.of_company(row.company_id, today) if one.id == row.id)
        assert alone == row
        assert row.desks_now == plan.desks_of_company(row.company_id, today)
        assert row.area_now == pytest.approx(sum(plan.areas(today).get(row.company_id, {}).values()), abs=0.01)
