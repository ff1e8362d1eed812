"""Applications move, with their company's life; every step has a way back."""

from __future__ import annotations

from datetime import date

import pytest

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.db.database import Database
from incubator_gui.domain.person_names import initials_of
from incubator_gui.services.house import House


@pytest.fixture
def house(database: Database) -> House:
    house = House(database)
    house.calls.add_call("2027-1", date(2027, 1, 1), date(2027, 3, 1))
    return house


def stage(house: House, status: str):  # type: ignore[no-untyped-def]
    return next(s.id for s in house.calls.stages() if s.status == status)


def applied(house: House, name: str = "Lumen GmbH"):  # type: ignore[no-untyped-def]
    return house.applications.add(house.calls.calls()[0].id, None, name, desks_needed=3).value


def test_forward_needs_no_reason_and_back_does(house: House) -> None:
    id = applied(house)
    house.applications.move([id], stage(house, "review"))
    with pytest.raises(Refused, match="needs a reason"):
        house.applications.move([id], stage(house, "screening"))
    house.applications.move([id], stage(house, "screening"), "sent on too early")
    moves = house.applications.sheet(id).moves
    assert [m.is_revert for m in moves] == [False, False, True]
    assert moves[-1].reason == "sent on too early"


def test_the_side_loop_is_no_way_back(house: House) -> None:
    id = applied(house)
    house.applications.move([id], stage(house, "interview"))
    house.applications.move([id], stage(house, "more_information"))
    house.applications.move([id], stage(house, "interview"))


def test_the_companys_life_follows(house: House) -> None:
    id = applied(house)
    life = lambda: house.companies.rows()[0].life  # noqa: E731
    assert life() == "applicant"
    house.applications.move([id], stage(house, "rejected"))
    assert life() == "rejected"
    again = house.applications.add(house.calls.calls()[0].id, house.companies.rows()[0].id).value
    assert life() == "applicant"
    house.applications.move([again], stage(house, "waitlisted"))
    assert life() == "waitlisted"
    house.applications.move([again], stage(house, "accepted"))
    assert life() == "admitted"
    assert house.applications.sheet(again).row.earlier == 1


def test_one_bad_move_moves_nothing(house: House) -> None:
    first, second = applied(house), applied(house, "Other AG")
    house.applications.move([second], stage(house, "review"))
    with pytest.raises(Refused):
        house.applications.move([first, second], stage(house, "screening"))
    assert {m.stage_id for m in house.applications.rows()} == {stage(house, "received"), stage(house, "review")}


def test_what_is_gone_is_said(house: House) -> None:
    with pytest.raises(NotFound):
        house.applications.sheet(new_id())
    with pytest.raises(NotFound):
        house.applications.move([new_id()], stage(house, "review"))
    with pytest.raises(NotFound):
        house.applications.move([applied(house)], new_id())


@pytest.mark.parametrize(("name", "wanted"), [
    ("Lena Wiesner", "LW"), ("岑若桐", "若桐"), ("Ø", "Ø"), ("", "?"), ("anna maria von Rohde", "AR"), ("Åsa", "ÅS")])
def test_initials(name: str, wanted: str) -> None:
    assert initials_of(name) == wanted


def test_answers(house: House) -> None:
    from incubator_gui.core.messages import msg
    from incubator_gui.db.schema import Question

    id = applied(house)
    with house.database.write("t", msg("Question")) as work:
        question = Question(call_id=house.calls.calls()[0].id, key="why", text_en="Why?", position="m")
        work.session.add(question)
        work.session.flush()
    house.applications.set_answer(id, question.id, "Because\nof <b>this</b>")
    assert [a.text for a in house.applications.sheet(id).answers] == ["Because\nof <b>this</b>"]
    house.applications.set_answer(id, question.id, " ")
    assert house.applications.sheet(id).answers == ()
    house.history.undo()
    assert len(house.applications.sheet(id).answers) == 1
