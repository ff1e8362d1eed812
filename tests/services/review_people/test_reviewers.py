"""People who review: added, seated, counted; what is in conflict is in no count."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

import pytest

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Conflict, Review, ReviewAssignment
from incubator_gui.services.house import House
from incubator_gui.services.lists_out import Wish
from tests.support.databases import START, Maker, add


@pytest.fixture
def house(database: Database) -> House:
    house = House(database)
    house.calls.add_call("2027-1", date(2027, 1, 1), date(2027, 3, 1))
    return house


@pytest.fixture
def call(house: House) -> UUID:
    return house.calls.calls()[0].id


def assigned(house: House, reviewer: UUID, application: UUID, *, due: date | None = None, state: str = "") -> None:
    rows = [ReviewAssignment(id=new_id(), application_id=application, reviewer_id=reviewer, due_on=due,
                             assigned_at=START)]
    add(house.database, *rows)
    if state:
        version = house.rounds.rows()[0].rubric_version_id
        add(house.database, Review(
            id=new_id(), application_id=application, reviewer_id=reviewer, rubric_version_id=version, started_at=START,
            application_version=1, saved_at=START, stance=state if state == "abstained" else "reviewed",
            state="submitted" if state == "submitted" else "draft"))


def test_a_reviewer_is_added_seated_and_changed(house: House, call: UUID) -> None:
    round_id = house.rounds.begin(call).value
    id = house.reviewers.add(full_name="Lena Weber", email="lena@weber.de", language="de", quota=12,
                             topics={"cloud": 3, "mobility": 0}, employer="TU Berlin").value
    row = house.reviewers.row(id, call)
    assert (row.name, row.initials, row.quota, row.on_panel) == ("Lena Weber", "LW", 12, False)
    assert row.topics == {"cloud": 3}
    house.reviewers.seat(round_id, [id])
    house.reviewers.set_quota(round_id, [id], 5)
    row = house.reviewers.row(id, call)
    assert (row.on_panel, row.quota, row.own_quota) == (True, 5, 12)
    assert house.rounds.row(call).reviewers == 1
    house.reviewers.edit([id], quota="", is_officer=True, employer="")
    assert house.reviewers.row(id).quota is None
    assert house.reviewers.me(["lena.weber"]) == id
    assert house.reviewers.me(["", "nobody"]) is None
    house.reviewers.unseat(round_id, [id])
    house.reviewers.remove(id)
    assert house.reviewers.rows() == ()
    with pytest.raises(NotFound):
        house.reviewers.row(id)


def test_a_known_person_becomes_a_reviewer_once(house: House, make: Maker) -> None:
    person = make.person(full_name="王芳", is_staff=True)
    add(house.database, person)
    assert house.reviewers.candidates("王")[0][0] == person.id
    id = house.reviewers.add(person.id).value
    assert house.reviewers.candidates() == ()
    with pytest.raises(Refused, match="already"):
        house.reviewers.add(person.id)
    house.reviewers.edit([id], is_active=False)
    assert house.reviewers.add(person.id, quota=3).value == id
    with pytest.raises(NotFound):
        house.reviewers.add(new_id())


@pytest.mark.parametrize("values", [{"quota": "many"}, {"quota": -1}, {"topics": {"astrology": 2}},
                                    {"topics": {"cloud": 9}}, {"language": "fr"}, {"email": "not an address"}])
def test_what_makes_no_sense_is_refused(house: House, values: dict[str, object]) -> None:
    with pytest.raises(Refused):
        house.reviewers.add(full_name="Lena Weber", **values)
    assert house.reviewers.rows() == ()


def test_counts_follow_reviews_and_leave_out_conflicts(house: House, call: UUID) -> None:
    round_id = house.rounds.begin(call, due_on=date(2026, 3, 1)).value  # one day ago
    id = house.reviewers.add(full_name="Lena Weber", round_id=round_id).value
    made = [house.applications.add(call, None, f"Firma {n}").value for n in range(5)]
    for application, due, state in zip(made, (None, date(2026, 4, 1), None, None, None),
                                       ("", "", "submitted", "abstained", "draft"), strict=True):
        assigned(house, id, application, due=due, state=state)
    row = house.reviewers.row(id, call)
    assert (row.assigned, row.done, row.open, row.overdue) == (5, 2, 3, 2)
    company = house.applications.some([made[0]])[0].company_id
    add(house.database, Conflict(id=new_id(), person_id=row.person_id, company_id=company, origin="set",
                                 state="confirmed", noted_at=START))
    row = house.reviewers.row(id, call)
    assert (row.assigned, row.open, row.overdue, row.conflicts) == (4, 2, 1, 1)
    with pytest.raises(Refused, match="still assigned"):
        house.reviewers.unseat(round_id, [id])
    with pytest.raises(Refused, match="not active"):
        house.reviewers.remove(id)


def test_preferences_keep_the_reviewers_own_measure(house: House, call: UUID) -> None:
    id = house.reviewers.add(full_name="Lena Weber").value
    one, two = (house.applications.add(call, None, f"Firma {n}").value for n in range(2))
    house.reviewers.set_preferences(id, {one: 20, two: -20})
    assert house.reviewers.preferences(call) == {id: {one: 20, two: -20}}
    house.reviewers.set_preferences(id, {one: None, two: 1})
    assert house.reviewers.preferences(call, id) == {id: {two: 1}}
    assert house.reviewers.row(id, call).preferences == 1
    with pytest.raises(Refused):
        house.reviewers.set_preferences(id, {one: 10_000})
    house.history.undo()
    assert house.reviewers.preferences(call) == {id: {one: 20, two: -20}}


def test_reviewers_and_conflicts_go_out_as_lists(house: House, call: UUID) -> None:
    round_id = house.rounds.begin(call).value
    id = house.reviewers.add(full_name="Lena Weber", email="lena@lumen.de", language="de", topics={"cloud": 3},
                             round_id=round_id).value
    house.reviewers.add(full_name="Theo Third")
    application = house.applications.add(call, None, "Lumen").value
    company = house.applications.some([application])[0].company_id
    house.editing.set_field("company", company, "email", "info@lumen.de")
    house.conflicts.detect()
    assert len(house.lists.table(Wish("reviewers")).rows) == 2
    (row,) = json.loads(house.lists.json(Wish("reviewers", call="2027-1")))
    assert (row["name"], row["topic_cloud"], row["conflicts"], row["reviewer_id"]) == ("Lena Weber", 3, 1, str(id))
    table = house.lists.table(Wish("conflicts", "de"))
    shown = dict(zip([column.key for column in table.columns], table.rows[0], strict=True))
    assert (shown["person"], shown["company"], shown["assigned"]) == ("Lena Weber", "Lumen", 0)
    assert "lumen.de" in str(shown["signs"])
    assert house.lists.paper(Wish("conflicts", "zh")).rows
    with pytest.raises(NotFound, match="no call"):
        house.lists.table(Wish("reviewers", call="1999"))
