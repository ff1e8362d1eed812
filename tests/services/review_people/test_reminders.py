"""Who is late is found, reminded by a draft in the own language, and stands in calendar and duties."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID

import pytest

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.db.database import Actor, Database
from incubator_gui.db.schema import Conflict, Review, ReviewAssignment
from incubator_gui.services.house import House
from tests.support.databases import START, add

DUE = date(2026, 2, 27)  # three days before the clock's day


@pytest.fixture
def house(database: Database) -> House:
    house = House(database)
    house.calls.add_call("2027-1", date(2026, 1, 1), date(2026, 3, 1))
    return house


@pytest.fixture
def call(house: House) -> UUID:
    return house.calls.calls()[0].id


@pytest.fixture
def lena(house: House, call: UUID) -> UUID:
    """A German reviewer with four applications, one of them done."""
    round_id = house.rounds.begin(call, due_on=DUE).value
    id = house.reviewers.add(full_name="Lena Weber", email="lena@weber.de", language="de", round_id=round_id).value
    made = [house.applications.add(call, None, f"Firma {n} GmbH").value for n in range(4)]
    add(house.database, *(ReviewAssignment(id=new_id(), application_id=one, reviewer_id=id, assigned_at=START)
                          for one in made),
        Review(id=new_id(), application_id=made[3], reviewer_id=id, application_version=1, started_at=START,
               rubric_version_id=house.rounds.row(call).rubric_version_id, saved_at=START, state="submitted"))
    return id


def test_who_is_late_is_found(house: House, call: UUID, lena: UUID) -> None:
    row, = house.reminders.late(call)
    assert (row.reviewer_id, row.assigned, row.open, row.overdue, row.days_late) == (lena, 4, 3, 3, 3)
    round_id = house.rounds.row(call).round_id
    assert round_id is not None
    house.rounds.set(round_id, due_on=date(2026, 3, 5))
    assert house.reminders.late(call) == ()
    assert house.reminders.late(ahead=7)[0].overdue == 0


def test_a_draft_is_in_the_language_of_the_reviewer(house: House, call: UUID, lena: UUID, tmp_path: Path) -> None:
    draft = house.reminders.draft(lena, call)
    assert (draft.language, draft.address) == ("de", "lena@weber.de")
    assert "Firma 0 GmbH" in draft.body and "Firma 3 GmbH" not in draft.body  # noqa: PT018
    assert "27.02.2026" in draft.body
    assert "2027-1" in draft.subject
    paths = house.reminders.write([draft, draft], tmp_path)
    assert len({path.name for path in paths}) == 2
    mail = message_from_bytes(paths[0].read_bytes(), policy=policy.default)
    assert (mail["X-Unsent"], mail["To"].addresses[0].addr_spec) == ("1", "lena@weber.de")
    assert "Firma 0 GmbH" in mail.get_content()
    english = house.reminders.draft(lena, call, "en")
    assert english.body.startswith("Dear Lena Weber,")
    assert "3 of your 4 reviews for 2027-1 are still open. They were due on" in english.body
    assert "0001  Firma 0 GmbH" in english.body
    changed = house.reminders.edited(english, subject="x", body="y", address="")
    assert message_from_bytes(house.reminders.mail(changed), policy=policy.default)["To"] is None


def test_a_reminder_names_what_its_reader_may_see(house: House, call: UUID, lena: UUID) -> None:
    round_id = house.rounds.row(call).round_id
    assert round_id is not None
    house.rounds.edit_phase(house.rounds.phases(round_id)[0].id, is_blind=True)
    body = house.reminders.draft(lena, call, "zh").body
    assert "Firma" not in body
    assert "0001" in body
    company = house.applications.rows()[-1].company_id
    person = house.reviewers.row(lena).person_id
    add(house.database, Conflict(id=new_id(), person_id=person, company_id=company, origin="set", state="open",
                                 noted_at=START))
    assert "0001" not in house.reminders.draft(lena, call).body
    assert house.reminders.late(call)[0].open == 2


def test_nothing_open_needs_no_reminder(house: House, call: UUID, lena: UUID) -> None:
    other = house.reviewers.add(full_name="Theo Third").value
    with pytest.raises(Refused, match="no open review"):
        house.reminders.draft(other, call)
    with pytest.raises(NotFound):
        house.reminders.draft(new_id(), call)


def test_deadlines_stand_in_calendar_and_duties(house: House, call: UUID, lena: UUID, tmp_path: Path) -> None:
    item, = (one for one in house.calendar.items() if one.kind == "review")
    assert (item.day, item.what.of("en"), item.movable) == (DUE, "Reviews of 2027-1: 3 open", False)
    path = tmp_path / "reviews.ics"
    assert house.lists.write_calendar(path, "de") >= 1
    assert "2027-1" in path.read_text("utf-8")
    duty, = (one for one in house.duties.rows() if one.area == "review")
    assert "3 reviews of 2027-1 are overdue" in str(duty.title)
    assert duty.is_late(house.clock.today())
    assert house.duties.late() == 1
    assert house.duties.rows(owner=new_id()) == ()


def test_a_reviewer_sees_own_deadlines_only(house: House, call: UUID, lena: UUID) -> None:
    house.database.actor = Actor("lena.weber", "desk-1")
    item, = (one for one in house.calendar.items() if one.kind == "review")
    assert item.what.of("en") == "My reviews of 2027-1: 3 open"
    person = house.reviewers.row(lena).person_id
    assert [one.kind for one in house.calendar.items(owner=person)] == ["review"]
    duty, = house.duties.rows(owner=person)
    assert "You have 3 reviews of 2027-1 to finish" in str(duty.title)
    house.database.actor = Actor("theo", "desk-1")
    house.reviewers.add(full_name="Theo")
    assert [one for one in house.calendar.items() if one.kind == "review"] == []
