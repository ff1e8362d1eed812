"""What is due, from all areas, on both databases: against a house in which every date is known."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg, text
from incubator_gui.db.schema import Company, Deliverable, Engagement, Entitlement, Roadshow, Service, Training
from incubator_gui.services.duty import Duty
from incubator_gui.services.house import House
from tests.services.houses import DAY, Filled, apply_with, fill, house

__all__ = ["house"]


@pytest.fixture
def made(house: House) -> Filled:
    """The house filled."""
    return fill(house)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def said(rows: tuple[Duty, ...]) -> list[str]:
    return [text(row.title) for row in rows]


def engage(house: House, made: Filled, **values: object) -> Engagement:
    with house.database.write("test", msg("Engagement")) as work:
        service = work.session.scalars(select(Service)).one()
        record = Engagement(**{"company_id": made.company["Fernmoss"], "service_id": service.id, "status": "active",
                               **values})
        work.session.add(record)
    return record


def add(house: House, *records: object) -> None:
    with house.database.write("test", msg("Added")) as work:
        work.session.add_all(records)


def test_nothing_is_due_in_an_empty_house(house: House) -> None:
    assert house.duties.rows() == ()
    assert house.duties.late() == 0


def test_tasks_and_places_in_one_list_the_longest_due_first(house: House, made: Filled) -> None:
    rows = house.duties.rows()
    assert said(rows) == ["Gate decision", "Hand over 6 desks", "Letter", "Has no desk from then on",
                          "Take back 1 desk, Floor 1, room 102", "Hand over 2 desks, Floor 1, room 102", "Some day"]
    assert [row.group(DAY) for row in rows] == ["late", "today", "week", "later", "later", "later", "undated"]
    assert [row.task is not None for row in rows] == [True, True, True, False, False, False, True]
    assert rows[4].lists is not None
    assert (rows[4].lists[0], rows[4].lists[1]["company"]) == ("floor_plan", made.company["Kranichtal"])


def test_services_and_what_they_owe(house: House, made: Filled) -> None:
    late = engage(house, made, title="Pricing", due_on=ago(5), owner_id=made.jun)
    engage(house, made, due_on=ago(1), status="done")
    engage(house, made, due_on=DAY + timedelta(days=90))
    add(house, Deliverable(engagement_id=late.id, title="Price list", due_on=ago(2)),
        Deliverable(engagement_id=late.id, title="Delivered", due_on=ago(3), done_on=ago(3)))
    found = [row for row in house.duties.rows() if row.area == "service"]
    assert said(tuple(found)) == ["Pricing (Mentoring)", "Deliver: Price list"]
    assert [(row.opens, row.owner, row.subject, row.days_late(DAY)) for row in found] == [
        (("engagement", late.id), "何俊", "Fernmoss Autonomy", 5), (("engagement", late.id), "何俊",
                                                                  "Fernmoss Autonomy", 2)]
    assert house.duties.late() == 3


def test_who_owns_what(house: House, made: Filled) -> None:
    engage(house, made, title="Of Jun", due_on=ago(1), owner_id=made.jun)
    engage(house, made, title="Of the company", due_on=ago(1))
    engage(house, made, title="Nobody's", due_on=ago(1), company_id=made.company["Kranichtal"])
    assert said(house.duties.rows(owner=made.lena)) == ["Gate decision", "Of the company (Mentoring)", "Letter"]
    assert said(house.duties.rows(owner=made.jun)) == ["Of Jun (Mentoring)", "Hand over 6 desks"]
    assert (house.duties.late(), house.duties.late(owner=made.jun)) == (4, 1)


def test_an_entitlement_that_was_exceeded_counts_as_late(house: House, made: Filled) -> None:
    add(house, Entitlement(company_id=made.company["Fernmoss"], starts_on=ago(60), ends_on=DAY + timedelta(days=60),
                           hours=Decimal(3)),
        Entitlement(company_id=made.company["Kranichtal"], starts_on=ago(60), ends_on=DAY + timedelta(days=60),
                    hours=Decimal(3)))
    (row,) = [row for row in house.duties.rows() if row.area == "entitlement"]
    assert (row.subject, text(row.note or ""), row.is_late(DAY), row.on) == ("Fernmoss Autonomy", "0.5 h over", True,
                                                                         None)
    assert row.lists == ("services", {"list": "over", "company": made.company["Fernmoss"]})


def test_trainings_and_roadshows(house: House, made: Filled) -> None:
    show = Roadshow(name="Friday", held_on=DAY + timedelta(days=2), starts_at="13:30", owner_id=made.lena)
    add(house, show, Roadshow(name="Over", held_on=ago(1)),
        Training(title="Pricing", held_on=DAY, starts_at="14:00", owner_id=made.jun),
        Training(title="Last week", held_on=ago(7), status="active"),
        Training(title="Finished", held_on=ago(7), status="done"))
    house.roadshows.add_companies(show.id, [made.company["Fernmoss"], made.company["Kranichtal"]])
    rows = [row for row in house.duties.rows() if row.area in ("training", "roadshow")]
    assert said(tuple(rows)) == ["Attendance of Last week is missing", "Training: Pricing",
                                 "Friday: 2 without a deck, 2 not rehearsed"]
    assert [row.at for row in rows] == ["", "14:00", "13:30"]
    first, second = house.roadshows.lineup(show.id)
    house.roadshows.add_rehearsal(first.id, is_ready=True)
    house.roadshows.set_status([second.id], "declined")
    (row,) = [row for row in house.duties.rows() if row.area == "roadshow"]
    assert text(row.title) == "Friday: 1 without a deck"


def test_stays(house: House, made: Filled) -> None:
    c = made.company
    stay = house.residency.of_company(c["Kranichtal"])[0].id
    house.residency.edit(stay, planned_end=DAY + timedelta(days=9))
    house.residency.begin(c["Moorfink"], "resident", DAY + timedelta(days=20))
    with house.database.write("test", msg("Founded")) as work:
        work.session.get_one(Company, c["Lindwurm"]).founded_on = date(2025, 6, 1)
        work.session.get_one(Company, c["Fernmoss"]).founded_on = date(2026, 1, 1)
    rows = tuple(row for row in house.duties.rows() if row.area == "stay")
    assert said(rows) == ["Planned end of the stay", "Has no desk on its first day", "Moves in",
                          "Will be 24 months old, the limit for moving in"]
    house.residency.exit(stay, DAY + timedelta(days=5), "moved")
    assert "Leaves the house" in said(house.duties.rows())


def test_applications_that_nobody_looks_after(house: House, made: Filled) -> None:
    apply_with(house, made, "栎星换电", ("received", date(2027, 2, 1)))
    apply_with(house, made, "Lindwurm", ("received", ago(3)), owner=made.lena)
    rows = [row for row in house.duties.rows() if row.area == "application"]
    assert said(tuple(rows)) == ["1 application has nobody in charge",
                                 "1 application has stood in its stage for over 30 days"]
    assert rows[0].lists == ("applications", {"open": True, "owner": None})
    assert not any(row.is_late(DAY) for row in rows)
    assert [row.area for row in house.duties.rows(owner=made.lena)] == ["task", "task"]


def test_the_frame_counts_what_the_list_says(house: House, made: Filled) -> None:
    engage(house, made, due_on=ago(1))
    house.companies.add("Waiting Ltd", life="admitted")
    frame = house.overview.frame()
    assert (frame.late, frame.services, frame.waiting) == (2, 1, 1)
    assert frame.late == sum(row.is_late(DAY) for row in house.duties.rows())


def test_tasks_are_changed_together_and_back_in_one_step(house: House, made: Filled) -> None:
    gate, hand, *_ = house.tasks.open()
    house.tasks.set_many_done([gate.id, hand.id])
    assert [row.title for row in house.tasks.open()] == ["Letter", "Some day"]
    house.history.undo()
    house.tasks.postpone_many([gate.id, hand.id], DAY + timedelta(days=7))
    house.tasks.assign([gate.id, hand.id], made.jun)
    assert {(row.due_on, row.owner) for row in house.tasks.open() if row.id in (gate.id, hand.id)} == {
        (DAY + timedelta(days=7), "何俊")}
    house.history.undo()
    house.history.undo()
    assert house.tasks.get(gate.id) == gate


def test_a_task_is_edited_and_removed(house: House, made: Filled) -> None:
    application = apply_with(house, made, "Lindwurm", ("received", DAY))
    id = house.tasks.add("Read", DAY, application=application).value
    house.tasks.edit(id, title="Read it", company=made.company["Lindwurm"], owner=made.jun)
    row = house.tasks.get(id)
    assert (row.title, row.subject_kind, row.owner) == ("Read it", "application", "何俊")
    house.tasks.edit(id, company=made.company["Fernmoss"])
    assert house.tasks.get(id).subject_id == made.company["Fernmoss"]
    with pytest.raises(Refused):
        house.tasks.edit(id, title=" ")
    with pytest.raises(KeyError):
        house.tasks.edit(id, colour="red")
    house.tasks.remove(id)
    with pytest.raises(NotFound):
        house.tasks.get(id)
    house.history.undo()
    assert house.tasks.get(id).title == "Read it"
    with pytest.raises(NotFound):
        house.tasks.assign([new_id()], None)
