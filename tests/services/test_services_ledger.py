"""Services, entitlements, the ledger, trainings, mentors and the lists, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import translator
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import LedgerEntry
from incubator_gui.domain.quick_line import read_line
from incubator_gui.services.house import House
from incubator_gui.services.outcome import StaleEdit
from tests.services.houses import DAY, NOW, Filled, fill
from tests.services.steps import service_id, undo_all
from tests.support.databases import ACTOR, state

D = Decimal


@pytest.fixture
def house(place: str) -> Iterator[House]:
    with closing(House.open(place, clock=FixedClock(NOW), actor=ACTOR)) as opened:
        yield opened


@pytest.fixture
def made(house: House) -> Filled:
    return fill(house)


def test_catalogue(house: House, made: Filled) -> None:
    before = state(house.database)
    legal = house.catalogue.add({"en": "Legal", "de": "Recht", "zh": "法务"}).value
    same = house.catalogue.add({"de": "Legal"}).value
    rows = {row.id: row for row in house.catalogue.rows()}
    assert (rows[legal].key, rows[same].key) == ("legal", "legal_2")
    assert (rows[legal].name("zh"), rows[same].name("zh")) == ("法务", "Legal")
    house.editing.set_field("service", legal, "name_de", "Rechtsberatung")
    house.catalogue.set_active(same, False)
    assert [row.id for row in house.catalogue.rows()][-1] == same
    assert same not in {row.id for row in house.catalogue.rows(retired=False)}
    house.catalogue.remove(same)
    with pytest.raises(Refused, match="Take it out of use"):
        house.catalogue.remove(service_id(house))
    with pytest.raises(Refused, match="needs a name"):
        house.catalogue.add({"en": " "})
    undo_all(house, before)


def test_life_of_an_engagement(house: House, made: Filled) -> None:
    before = state(house.database)
    fern = made.company["Fernmoss"]
    id = house.engagements.add(fern, service_id(house), title="Sales", due_on=DAY - timedelta(days=2),
                               hours_granted=D("2")).value
    assert house.engagements.row(id).status == "requested"
    house.engagements.move([id], "active")
    assert house.engagements.row(id).starts_on == DAY
    house.ledger.book(fern, service_id(house), DAY, D("1.5"), D("0.75"))
    row = house.engagements.row(id)
    assert (row.booked, row.is_over, row.days_late(DAY), row.initials) == (D("2.25"), True, 2, "")
    house.engagements.move([id], "on_hold", "Gutachten")
    assert house.engagements.row(id).waits_for == "Gutachten"
    house.editing.set_field("engagement", id, "owner_id", made.lena)
    house.engagements.move([id], "active")
    assert (house.engagements.row(id).waits_for, house.engagements.row(id).initials) == ("", "LW")
    owed = house.engagements.add_deliverable(id, "Price list", DAY).value
    house.engagements.add_deliverable(id, "Slides")
    house.engagements.set_delivered(owed)
    assert (house.engagements.row(id).delivered, house.engagements.row(id).deliverables) == (1, 2)
    house.engagements.move([id], "done")
    assert house.engagements.row(id).ended_on == DAY
    assert house.engagements.row(id).days_late(DAY) == 0
    house.engagements.move([id], "active")
    assert house.engagements.row(id).ended_on is None
    with pytest.raises(Refused, match="Cancel it instead"):
        house.engagements.remove(id)
    with pytest.raises(Refused, match="no such status"):
        house.engagements.move([id], "nonsense")
    with pytest.raises(Refused):
        house.editing.set_field("engagement", id, "hours_granted", D("-1"))
    with pytest.raises(StaleEdit):
        house.editing.set_field("engagement", id, "title", "Mine", seen="Theirs")
    house.engagements.remove_deliverable(owed)
    undo_all(house, before)


def test_an_engagement_without_hours_can_go(house: House, made: Filled) -> None:
    before = state(house.database)
    id = house.engagements.add(made.company["Fernmoss"], service_id(house)).value
    house.engagements.add_deliverable(id, "One")
    house.engagements.remove(id)
    with pytest.raises(NotFound):
        house.engagements.row(id)
    undo_all(house, before)


def test_board_and_lists(house: House, made: Filled) -> None:
    fern, kran = made.company["Fernmoss"], made.company["Kranichtal"]
    service = service_id(house)
    late = house.engagements.add(fern, service, "active", due_on=DAY - timedelta(days=3), owner_id=made.lena,
                                 starts_on=DAY - timedelta(days=50)).value
    soon = house.engagements.add(kran, service, "planned", due_on=DAY + timedelta(days=7)).value
    far = house.engagements.add(kran, service, "planned", due_on=DAY + timedelta(days=8), owner_id=made.jun).value
    training = house.trainings.add("Data protection", seats=3, held_on=DAY + timedelta(days=7)).value
    columns = {column.status: [card.id for card in column.cards] for column in house.service_board.columns()}
    assert columns == {"requested": [], "planned": [soon, far, training], "active": [late], "on_hold": []}
    mine = house.service_board.columns(made.jun)
    assert [card.id for column in mine for card in column.cards] == [far]
    seen = house.service_board.attention()
    assert [e.id for e in seen.overdue] == [late]
    assert [e.id for e in seen.due] == [soon]  # five working days from Wednesday are the next Wednesday
    assert [e.id for e in seen.unowned] == [soon]
    assert {row.company for row in seen.underserved} == {"Fernmoss Autonomy"}
    assert seen.underserved[0].days == 30
    assert set(house.overview.read().underserved) == {row.company_id for row in seen.underserved}
    words = [translator("en").text(one.message) for one in seen.suspicious]
    assert any("nothing booked" in text for text in words)
    assert not any("without hours" in text for text in words)
    with house.database.write("test.zero", msg("Zero")) as work:
        work.session.add(LedgerEntry(company_id=kran, service_id=service, day=DAY, contact_hours=D(0),
                                     preparation_hours=D(0)))
    zero = [one for one in house.service_board.attention().suspicious if one.kind == "entry"]
    assert [one.company_id for one in zero] == [kran]
    house.keeping.set("due_days", 6)
    assert [e.id for e in house.service_board.attention().due] == [soon, far]


def test_ledger_books_on_the_open_engagement(house: House, made: Filled) -> None:
    before = state(house.database)
    fern, service = made.company["Fernmoss"], service_id(house)
    engagement = house.engagements.add(fern, service, "active").value
    id = house.ledger.book(fern, service, DAY, D("0.25"), person=made.lena, text="Kickoff").value
    row = next(row for row in house.ledger.rows(DAY, DAY + timedelta(days=1)))
    assert (row.id, row.engagement_id, row.initials, row.contact) == (id, engagement, "LW", D("0.25"))
    assert row.text == "Kickoff"
    second = house.engagements.add(fern, service, "active").value
    house.ledger.book(fern, service, DAY, D(1))
    assert {row.engagement_id for row in house.ledger.rows(DAY)} == {engagement, None}
    house.ledger.change(id, contact=D("0.5"), preparation=D("0.25"), engagement=second, text="")
    assert house.engagements.row(second).booked == D("0.75")
    totals = house.ledger.totals(DAY, DAY + timedelta(days=1))
    assert (totals.contact, totals.preparation, totals.companies, totals.entries) == (D("1.5"), D("0.25"), 1, 2)
    for wrong in ({"contact": D("-1")}, {"contact": D(25)}, {"contact": D("0.001")}, {"day": DAY + timedelta(days=1)},
                  {"contact": D(0), "preparation": D(0)}, {"contact": D("NaN")}):
        with pytest.raises(Refused):
            house.ledger.change(id, **wrong)
    house.ledger.remove([id])
    undo_all(house, before)


def test_the_quick_line_says_its_effect_first(house: House, made: Filled) -> None:
    fern, service = made.company["Fernmoss"], service_id(house)
    house.entitlements.grant([fern], service, date(2027, 1, 1), date(2028, 1, 1), D(8))
    known = house.ledger.known()
    reading = read_line("fernmoss mentoring 1,5h +0,5 gestern „Preisliste geprüft“", known, DAY, made.lena)
    assert reading.is_ready
    effect = house.ledger.effect(reading)
    # 1.5 + 2 hours were booked in this year already
    assert (effect.granted, effect.left, effect.is_over) == (D(8), D("2.5"), False)
    text = translator("de").text(effect.message)
    assert "1,5" in text
    assert "Fernmoss Autonomy" in text
    id = house.ledger.book_line(reading).value
    assert house.ledger.rows()[0].id == id
    assert house.entitlements.balances(DAY)[0].left == D("2.5")
    house.keeping.set("entitlement_counts", "contact")
    assert house.entitlements.balances(DAY)[0].used == D(3)
    assert read_line("LW fernmoss mentoring 1h", known, DAY).person == made.lena
    open_line = read_line("fernmoss mentoring", known, DAY)
    with pytest.raises(Refused, match="How long"):
        house.ledger.effect(open_line)
    with pytest.raises(Refused, match="How long"):
        house.ledger.book_line(open_line)
    house.ledger.book(fern, service, DAY, D(20), person=made.lena)
    assert house.ledger.effect(read_line("fernmoss mentoring 5h LW heute", known, DAY)).warnings
    over = {row.is_over for row in house.ledger.rows(DAY, DAY + timedelta(days=1))}
    assert over == {True}
    assert [one.company for one in house.service_board.attention().over] == ["Fernmoss Autonomy"]


def test_entitlements_do_not_overlap(house: House, made: Filled) -> None:
    before = state(house.database)
    fern, kran, service = made.company["Fernmoss"], made.company["Kranichtal"], service_id(house)
    first = house.entitlements.grant([fern, kran], service, date(2027, 1, 1), date(2027, 7, 1), D(10), "Half").value
    house.entitlements.grant([fern], None, date(2027, 1, 1), date(2028, 1, 1), D(20))
    house.entitlements.grant([fern], service, date(2027, 7, 1), date(2028, 1, 1), D("12.5"))
    with pytest.raises(Refused, match="already"):
        house.entitlements.grant([kran], service, date(2027, 6, 30), date(2027, 12, 1), D(1))
    with pytest.raises(Refused, match="already"):
        house.entitlements.change(first[0], ends_on=date(2027, 7, 2))
    with pytest.raises(Refused, match="after the beginning"):
        house.entitlements.change(first[0], ends_on=date(2026, 7, 2))
    house.entitlements.change(first[0], ends_on=date(2027, 6, 1), hours=D(9), note="Less")
    mine = house.entitlements.balances(DAY, fern)
    assert [(one.service_id, one.granted, one.used) for one in mine] == [(None, D(20), D(0)), (service, D(9), D("3.5"))]
    house.entitlements.remove(first[1])
    assert not house.entitlements.balances(DAY, kran)
    undo_all(house, before)


def test_training_seats_and_attendance(house: House, made: Filled) -> None:
    before = state(house.database)
    fern, kran, service = made.company["Fernmoss"], made.company["Kranichtal"], service_id(house)
    id = house.trainings.add("Data protection", seats=2, service_id=service, held_on=DAY, hours=D("3"),
                             trainer_id=made.jun, starts_at="9:30").value
    assert house.trainings.enrol(id, fern, [made.lena]).value == ("registered",)
    assert house.trainings.enrol(id, kran, [None, None]).value == ("registered", "waiting")
    with pytest.raises(Refused, match="on the list"):
        house.trainings.enrol(id, fern, [made.lena])
    seats = house.trainings.seats(id)
    house.trainings.set_state([seats[0].id], "cancelled")
    assert [seat.state for seat in house.trainings.seats(id)] == ["cancelled", "registered", "registered"]
    with pytest.raises(Refused, match="only 2 seats"):
        house.trainings.set_state([seats[0].id], "attended")
    house.trainings.set_state([seats[1].id, seats[2].id], "attended")
    row = house.trainings.rows()[0]
    assert (row.taken, row.free, row.attended, row.companies, row.starts_at) == (2, 0, 2, 1, "09:30")
    assert house.trainings.book(id).value == 1
    booked = house.ledger.rows(DAY)
    assert [(b.company_id, b.contact, b.person_id) for b in booked] == [(kran, D(3), made.jun)]
    assert house.trainings.rows()[0].is_booked
    for wrong in (lambda: house.trainings.book(id), lambda: house.trainings.remove(id)):
        with pytest.raises(Refused, match="in the ledger"):
            wrong()
    house.trainings.set_trainer(id, made.lena)
    house.trainings.move([id], "done")
    house.trainings.leave([seats[2].id])
    house.editing.set_field("training", id, "seats", 5)
    undo_all(house, before)


def test_mentors(house: House, made: Filled) -> None:
    before = state(house.database)
    house.mentors.add(made.jun, topics="Sales, 定价", hours_per_month=D(4))
    id = house.mentors.add(name="Dr. Öztürk", email="o@mail.example").value
    with pytest.raises(Refused, match="already"):
        house.mentors.add(made.jun)
    house.ledger.book(made.company["Fernmoss"], service_id(house), DAY, D(2), D("0.5"), person=made.jun)
    rows = {row.name: row for row in house.mentors.rows(DAY.replace(day=1))}
    assert (rows["何俊"].contact, rows["何俊"].sessions, rows["何俊"].companies) == (D(2), 1, ("Fernmoss Autonomy",))
    assert rows["Dr. Öztürk"].sessions == 0
    house.editing.set_field("mentor", id, "is_active", False)
    assert house.mentors.rows()[-1].id == id
    house.mentors.remove(id)
    undo_all(house, before)


def test_merging_companies_takes_everything_along(house: House, made: Filled) -> None:
    fern, kran, service = made.company["Fernmoss"], made.company["Kranichtal"], service_id(house)
    house.entitlements.grant([kran], service, date(2027, 1, 1), date(2028, 1, 1), D(8))
    training = house.trainings.add("T").value
    house.trainings.enrol(training, kran)
    house.merging.merge(fern, kran, {})
    assert {one.company_id for one in house.entitlements.balances()} == {fern}
    assert {one.company_id for one in house.trainings.seats(training)} == {fern}
