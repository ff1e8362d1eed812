"""Everything with a date, moved and written; trainings, entitlements, mentors and the catalogue in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.languages import translator
from incubator_gui.db.schema import DecisionMeeting, ReviewAssignment
from incubator_gui.domain.workdays import SpecialDay
from incubator_gui.services.calendar_items import ITEM_KINDS, MOVABLE
from incubator_gui.services.entitlements import following
from incubator_gui.services.house import House
from incubator_gui.services.person_choices import person_choices
from tests.services.houses import DAY, NOW, Filled, fill
from tests.support.databases import ACTOR, add, state

D = Decimal
LATER = DAY + timedelta(days=20)


@pytest.fixture
def house(place: str) -> Iterator[House]:
    with closing(House.open(place, clock=FixedClock(NOW), actor=ACTOR)) as opened:
        yield opened


@pytest.fixture
def made(house: House) -> Filled:
    return fill(house)


def service_id(house: House, key: str = "mentoring") -> UUID:
    return next(row.id for row in house.catalogue.rows() if row.key == key)


def one_of_each(house: House, made: Filled) -> None:
    """Something of every kind that the calendar shows."""
    fern, kran, service = made.company["Fernmoss"], made.company["Kranichtal"], service_id(house)
    id = house.engagements.add(fern, service, "active", starts_on=DAY - timedelta(days=9), due_on=DAY,
                               owner_id=made.lena).value
    house.engagements.add_deliverable(id, "Price list", DAY + timedelta(days=1))
    done = house.engagements.add(kran, service, "active", due_on=DAY).value
    house.engagements.move([done], "done")
    house.trainings.add("Data protection", held_on=DAY, starts_at="13:30", hours=D("1.5"), service_id=service)
    off = house.trainings.add("Called off", held_on=DAY).value
    house.trainings.move([off], "cancelled")
    house.mentors.add(made.jun)
    house.ledger.book(fern, service, DAY - timedelta(days=1), D(2), person=made.jun, text="Prices")
    stays = {row.company_id: row for row in house.residency.rows()}
    house.residency.edit(stays[fern].id, planned_end=DAY + timedelta(days=40))
    house.residency.exit(stays[kran].id, DAY + timedelta(days=3), "moved")
    show = house.roadshows.add("Investor day", held_on=DAY + timedelta(days=9), starts_at="14:00",
                               ends_at="16:30").value
    house.roadshows.add_companies(show, [fern])
    entry = house.roadshows.lineup(show)[0]
    house.roadshows.add_rehearsal(entry.id, DAY + timedelta(days=2))
    round_id = house.rounds.begin(made.call, due_on=DAY + timedelta(days=12)).value
    reviewer = house.reviewers.add(full_name="Theo Third", round_id=round_id).value
    add(house.database, ReviewAssignment(id=new_id(), application_id=house.applications.add(made.call, fern).value,
                                         reviewer_id=reviewer, assigned_at=NOW))
    add(house.database, DecisionMeeting(id=new_id(), call_id=made.call, name="Decision day", starts_at="13:30",
                                        held_on=DAY + timedelta(days=15)))


def test_the_calendar_has_everything_with_a_date(house: House, made: Filled, tmp_path: Path) -> None:
    one_of_each(house, made)
    items = house.calendar.items()
    assert {item.kind for item in items} == set(ITEM_KINDS)
    assert [item.day for item in items] == sorted(item.day for item in items)
    assert [item.what.of("en") for item in items if item.kind == "training"] == ["Data protection"]
    assert [item.company for item in items if item.kind == "engagement"] == ["Fernmoss Autonomy"]
    assert all(item.movable == (item.kind in MOVABLE) for item in items)
    lena = house.calendar.items(owner=made.lena)
    assert {item.kind for item in lena} == {"task", "engagement", "engagement_start", "deliverable", "planned_end"}
    week = house.calendar.items(DAY, DAY + timedelta(days=1))
    assert [item.kind for item in week] == ["training", "task", "engagement"]
    events = {event.kind: event for event in house.calendar.events("de")}
    assert set(events) == set(ITEM_KINDS) - {"mentor_session", "exit"}  # an exit is the entry of its plan
    assert events["training"].starts == datetime(2027, 5, 12, 5, 30, tzinfo=UTC)
    assert events["training"].ends == datetime(2027, 5, 12, 7, 0, tzinfo=UTC)
    assert events["rehearsal"].title == "Fernmoss Autonomy: Investor day"
    path = tmp_path / "house.ics"
    assert house.calendar.write(path, "zh") == len(house.calendar.events())
    text = path.read_bytes().decode()
    assert "DTSTART:20270512T053000Z" in text
    assert "DTEND:20270521T083000Z" in text


def test_moving_an_item_gives_it_another_day(house: House, made: Filled) -> None:
    one_of_each(house, made)
    before = state(house.database)
    for item in house.calendar.items():
        if item.movable:
            changes = house.calendar.move(item.kind, item.id, LATER, item.day)
            assert changes
            assert changes.message is not None
            assert translator("en").text(changes.message)
        else:
            with pytest.raises(Refused, match="cannot be moved"):
                house.calendar.move(item.kind, item.id, LATER)
    assert {item.day for item in house.calendar.items() if item.movable} == {LATER}
    for _ in range(sum(item.movable for item in house.calendar.items())):
        house.history.undo()
    assert state(house.database) == before


def test_moving_refuses_what_makes_no_sense(house: House, made: Filled) -> None:
    one_of_each(house, made)
    items = {item.kind: item for item in house.calendar.items()}
    stay = items["planned_end"]
    with pytest.raises(Refused, match="has to come after"):
        house.calendar.move("planned_end", stay.id, date(2025, 1, 1))
    with pytest.raises(Refused, match="cannot be moved"):
        house.calendar.move("planned_end", items["exit"].id, LATER)
    task = items["task"]
    house.tasks.postpone(task.id, DAY + timedelta(days=1))
    with pytest.raises(Refused, match="Somebody else moved"):
        house.calendar.move("task", task.id, LATER, task.day)
    with pytest.raises(NotFound):
        house.calendar.move("task", new_id(), LATER)
    training = items["training"]
    house.trainings.enrol(training.id, made.company["Fernmoss"])
    house.trainings.set_state([house.trainings.seats(training.id)[0].id], "attended")
    house.trainings.book(training.id)
    with pytest.raises(Refused, match="in the ledger"):
        house.calendar.move("training", training.id, LATER)


def test_more_seats_let_the_waiting_list_move_up(house: House, made: Filled) -> None:
    fern, kran = made.company["Fernmoss"], made.company["Kranichtal"]
    id = house.trainings.add("Sales", seats=1).value
    states = house.trainings.enrol_many(id, [(fern, made.lena), (kran, None), (kran, made.jun)]).value
    assert states == ("registered", "waiting", "waiting")
    house.editing.set_field("training", id, "seats", 2)
    assert [seat.state for seat in house.trainings.seats(id)] == ["registered", "registered", "waiting"]
    with pytest.raises(Refused, match="only 1 seat"):
        house.editing.set_field("training", id, "seats", 1)
    house.history.undo()
    assert [seat.state for seat in house.trainings.seats(id)] == ["registered", "waiting", "waiting"]
    with pytest.raises(Refused, match="on the list"):
        house.trainings.enrol_many(id, [(fern, None), (fern, made.lena)])
    assert len(house.trainings.seats(id)) == 3


def test_a_booking_says_its_effect_first(house: House, made: Filled) -> None:
    fern, kran, service = made.company["Fernmoss"], made.company["Kranichtal"], service_id(house)
    house.entitlements.grant([fern], service, DAY, DAY + timedelta(days=30), D(2))
    id = house.trainings.add("Sales", held_on=DAY, hours=D("2.5")).value
    with pytest.raises(Refused, match="service of the training"):
        house.trainings.booking(id)
    house.trainings.set_service(id, service)
    with pytest.raises(Refused, match="who attended"):
        house.trainings.booking(id)
    house.trainings.enrol_many(id, [(fern, None), (fern, None), (kran, None)])
    house.trainings.set_state([seat.id for seat in house.trainings.seats(id)], "attended")
    effect = house.trainings.booking(id)
    assert (effect.companies, effect.over, effect.total) == (
        ("Fernmoss Autonomy", "Kranichtal Zelltechnik GmbH"), ("Fernmoss Autonomy",), D(5))
    assert house.trainings.book(id).value == 2
    assert [row.company for row in house.service_board.attention().over] == ["Fernmoss Autonomy"]
    with pytest.raises(Refused, match="already"):
        house.trainings.booking(id)
    copy = house.trainings.duplicate(id).value
    row = next(row for row in house.trainings.rows() if row.id == copy)
    assert (row.title, row.held_on, row.taken, row.status, row.is_booked) == ("Sales", None, 0, "planned", False)


@pytest.mark.parametrize(("starts", "ends", "next_end"), [
    (date(2027, 1, 1), date(2028, 1, 1), date(2029, 1, 1)), (date(2027, 1, 1), date(2027, 7, 1), date(2028, 1, 1)),
    (date(2027, 10, 31), date(2028, 1, 31), date(2028, 4, 30)), (date(2027, 5, 3), date(2027, 5, 13),
                                                                 date(2027, 5, 23))])
def test_the_span_that_follows(starts: date, ends: date, next_end: date) -> None:
    assert following(starts, ends) == next_end


def test_renewing_grants_the_next_span(house: House, made: Filled) -> None:
    fern, kran, service = made.company["Fernmoss"], made.company["Kranichtal"], service_id(house)
    ids = house.entitlements.grant([fern, kran], service, date(2027, 1, 1), date(2028, 1, 1), D(10), "Year").value
    before = state(house.database)
    new = house.entitlements.renew(ids).value
    rows = {one.id: one for one in house.entitlements.balances()}
    assert {(rows[id].starts_on, rows[id].ends_on, rows[id].granted, rows[id].note) for id in new} == {
        (date(2028, 1, 1), date(2029, 1, 1), D(10), "Year")}
    with pytest.raises(Refused, match="until 31 Dec 2028 already"):
        house.entitlements.renew(ids[:1])
    house.history.undo()
    assert state(house.database) == before
    house.entitlements.remove(ids)
    assert not house.entitlements.balances()


def test_sessions_and_language_of_a_mentor(house: House, made: Filled) -> None:
    id = house.mentors.add(made.jun).value
    house.ledger.book(made.company["Fernmoss"], service_id(house), DAY, D(2), D("0.5"), person=made.jun, text="Prices")
    assert [(row.company, row.contact, row.text) for row in house.mentors.sessions(made.jun)] == [
        ("Fernmoss Autonomy", D(2), "Prices")]
    house.mentors.set_language([id], "de")
    assert house.mentors.rows()[0].language == "de"
    with pytest.raises(Refused, match="no such language"):
        house.mentors.set_language([id], "fr")


def test_people_for_choice(house: House, made: Filled) -> None:
    house.companies.add_person(made.company["Fernmoss"], "Øystein Berg", "founder", email="o@fern.example")
    rows = {row.name: row for row in person_choices(house.database)}
    berg = rows["Øystein Berg"]
    assert (berg.where, berg.is_staff) == ("Fernmoss Autonomy", False)
    assert "fernmoss" in berg.words
    assert rows["Lena Weber"].is_staff


def test_the_catalogue_in_an_order_of_its_own(house: House, made: Filled) -> None:
    number = house.catalogue.add_standard().value
    rows = house.catalogue.rows()
    assert len(rows) == number + 1
    assert all(row.is_standard for row in rows)
    mentoring = service_id(house)
    assert next(row.used for row in rows if row.id == mentoring) == 3
    house.catalogue.place(mentoring, 0)
    assert house.catalogue.rows()[0].id == mentoring
    assert house.catalogue.add_standard().value == 0
    house.catalogue.set_active(mentoring, False)
    assert house.catalogue.rows()[-1].id == mentoring


def test_working_days_are_set_in_one_step(house: House) -> None:
    own = SpecialDay.from_json({"day": "2027-05-13", "works": False, "name": {"en": "House party"}})
    house.keeping.set_many({"working_country": "DE", "working_region": "BY", "holidays": [own.to_json()]})
    calendar = house.service_board.calendar()
    assert not calendar.is_workday(date(2027, 5, 13))
    assert (calendar.country, calendar.region) == ("DE", "BY")
    house.history.undo()
    assert house.service_board.calendar().country == "CN"
    with pytest.raises(KeyError):
        house.keeping.set_many({"nonsense": 1})
