"""A person who reviews may turn out to be somebody known already, ask what is held, and be forgotten."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

import pytest

from incubator_gui.core.errors import Refused
from incubator_gui.core.ids import new_id
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    AgendaItem,
    DecisionMeeting,
    JournalEntry,
    MeetingSeat,
    Review,
    ReviewAssignment,
    Vote,
)
from incubator_gui.services.house import House
from incubator_gui.services.joining import join_persons
from tests.support.databases import START, add


@pytest.fixture
def house(database: Database) -> House:
    house = House(database)
    house.calls.add_call("2027-1", date(2027, 1, 1), date(2027, 3, 1))
    return house


def reviewed(house: House, reviewer: UUID, application: UUID) -> None:
    version = house.rounds.rows()[0].rubric_version_id
    add(house.database, Review(id=new_id(), application_id=application, reviewer_id=reviewer, application_version=1,
                               rubric_version_id=version, started_at=START, saved_at=START, comment="fine"))


def test_two_reviewers_who_are_one(house: House) -> None:
    call = house.calls.calls()[0].id
    round_id = house.rounds.begin(call).value
    one = house.reviewers.add(full_name="Lena Weber", topics={"cloud": 2}, round_id=round_id).value
    two = house.reviewers.add(full_name="L. Weber", topics={"mobility": 1}, quota=4, round_id=round_id).value
    keep, gone = house.reviewers.row(one).person_id, house.reviewers.row(two).person_id
    made = [house.applications.add(call, None, f"Firma {n}").value for n in range(3)]
    for reviewer, application in ((one, made[0]), (two, made[0]), (two, made[1])):
        add(house.database, ReviewAssignment(id=new_id(), application_id=application, reviewer_id=reviewer,
                                             assigned_at=START))
    reviewed(house, two, made[1])
    house.reviewers.set_preferences(two, {made[2]: 5})
    meeting = DecisionMeeting(id=new_id(), call_id=call, name="Day")
    item = AgendaItem(id=new_id(), meeting_id=meeting.id, application_id=made[0], position="m")
    seats = [MeetingSeat(id=new_id(), meeting_id=meeting.id, person_id=person) for person in (keep, gone)]
    add(house.database, meeting, item, *seats, Vote(id=new_id(), item_id=item.id, seat_id=seats[1].id,
                                                    choice="accept", cast_at=START))
    from incubator_gui.core.messages import msg

    with house.database.write("test.join", msg("Joined")) as work:
        join_persons(work.session, keep, gone)
    row, = house.reviewers.rows(call)
    assert (row.id, row.assigned, row.quota, row.topics, row.preferences) == (
        one, 2, 4, {"cloud": 2, "mobility": 1}, 1)
    with house.database.read() as session:
        assert session.query(MeetingSeat).count() == 1
        assert session.query(Vote).one().seat_id == seats[0].id
    house.history.undo()
    assert len(house.reviewers.rows()) == 2


def test_two_reviews_of_one_application_are_for_people_to_decide(house: House) -> None:
    call = house.calls.calls()[0].id
    house.rounds.begin(call)
    ids = [house.reviewers.add(full_name=name).value for name in ("Lena Weber", "L. Weber")]
    application = house.applications.add(call, None, "Firma").value
    for id in ids:
        reviewed(house, id, application)
    people = [house.reviewers.row(id).person_id for id in ids]
    from incubator_gui.core.messages import msg

    with (pytest.raises(Refused, match="Both persons reviewed application 0001"),
          house.database.write("test.join", msg("Joined")) as work):
        join_persons(work.session, *people)


def test_what_is_held_is_told_and_forgotten(house: House) -> None:
    call = house.calls.calls()[0].id
    house.rounds.begin(call)
    id = house.reviewers.add(full_name="Lena Weber", employer="SECRETFIRM", email="lena@weber.de").value
    application = house.applications.add(call, None, "Lumen").value
    company = house.applications.some([application])[0].company_id
    person = house.reviewers.row(id).person_id
    house.conflicts.set(person, [company], "family", "SECRETBROTHER")
    reviewed(house, id, application)
    held = json.loads(json.dumps(house.people.dossier(person)))
    assert held["reviewing"]["employer"] == "SECRETFIRM"
    assert held["reviewing"]["conflicts"][0]["reason"] == "SECRETBROTHER"
    assert held["reviewing"]["reviews"][0]["comment"] == "fine"
    house.people.anonymise(person)
    row = house.reviewers.row(id)
    assert (row.name, row.employer, row.is_active) == ("", "", False)
    assert house.conflicts.rows()[0].in_force
    with house.database.read() as session:
        told = [entry for entry in session.query(JournalEntry) if "SECRET" in f"{entry.before}{entry.after}"
                                                                             f"{entry.personal}"]
        assert told == []
    assert house.history.prove().holds
