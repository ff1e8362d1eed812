"""Conflicts are declared, set, detected by signs and decided once; what was dismissed does not come again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.db.database import Database
from incubator_gui.db.schema import CompanyPerson, FundingRound, ReviewAssignment
from incubator_gui.domain.conflicts import Candidate, Finding, Member, Reader, findings, institution
from incubator_gui.services.house import House
from tests.support.databases import Maker, add
from tests.support.work import growth


@pytest.fixture
def house(database: Database) -> House:
    house = House(database)
    house.calls.add_call("2027-1", date(2027, 1, 1), date(2027, 3, 1))
    return house


@pytest.fixture
def call(house: House) -> UUID:
    return house.calls.calls()[0].id


def applied(house: House, name: str = "Lumen GmbH", **values: object) -> tuple[UUID, UUID]:
    application = house.applications.add(house.calls.calls()[0].id, None, name).value
    company = house.applications.some([application])[0].company_id
    if values:
        house.editing.set_fields("company", [company], values)
    return application, company


def one(reader: Reader, candidate: Candidate) -> Finding | None:
    return next(iter(findings([reader], [candidate])), None)


@pytest.mark.parametrize(("reader", "company", "kind", "sign"), [
    ({"email": "Lena@Lumen.de"}, {"email": "lena@lumen.de"}, "employee", "email"),
    ({"email": "lena@lab.lumen.de"}, {"email": "info@lumen.de"}, "employee", "domain"),
    ({"email": "lena@lumen.de"}, {"website": "https://www.lumen.de/en"}, "employee", "domain"),
    ({"email": "fang@math.tsinghua.edu.cn"}, {"team": (Member(new_id(), "founder", "li@cs.tsinghua.edu.cn"),)},
     "institution", "domain"),
    ({"phone": "0086-21-5555 0100"}, {"phone": "021-55550100", "country": "CN"}, "employee", "phone"),
    ({"phone": "+49 (0)89 123456-7"}, {"team": (Member(new_id(), "founder", "", "+4989 1234567"),)}, "founder",
     "phone"),
    ({"employer": "Lumen G.m.b.H."}, {"names": ("LUMEN GmbH",)}, "employee", "employer"),
    ({"employer": "Müller Batterietechnik"}, {"names": ("Mueller Batterietechnik AG",)}, "employee", "employer"),
    ({"employer": "上海云帆科技有限公司"}, {"names": ("云帆科技（上海）股份有限公司",)}, "employee", "employer"),
    ({"names": ("Lena Weber",)}, {"investors": ("Isarkreis; Weber Lena, Bayern Kapital",)}, "investor", "shareholder"),
    ({"employer": "Isarkreis Ventures"}, {"investors": ("Isarkreis Ventures GmbH und Bayern Kapital",)}, "investor",
     "shareholder"),
    ({"names": ("Wang Fang", "王芳")}, {"investors": ("张江基金、王芳",)}, "investor", "shareholder"),
    ({"names": ("Lena Weber",)}, {"team": (Member(new_id(), "founder", names=("Weber, Lena",)),)}, "founder", "name"),
    ({"names": ("Müller Jörg",)}, {"team": (Member(new_id(), "employee", names=("Joerg Mueller",)),)}, "employee",
     "name"),
    ({"names": ("Wang Fang", "王芳")}, {"team": (Member(new_id(), "founder", names=("王芳",)),)}, "founder", "name"),
    ({"names": ("Fang Wang",)}, {"team": (Member(new_id(), "founder", names=("王芳",)),)}, "founder", "name"),
    ({"names": ("王芳",)}, {"team": (Member(new_id(), "advisor", names=("Wang Fang",)),)}, "advisor", "name"),
])
def test_signs_are_found(reader: dict, company: dict, kind: str, sign: str) -> None:  # type: ignore[type-arg]
    found = one(Reader(new_id(), **reader), Candidate(new_id(), **{"names": ("Anders AG",), **company}))
    assert found is not None
    assert (found.kind, [each.sign for each in found.signs]) == (kind, [sign])


@pytest.mark.parametrize(("reader", "company"), [
    ({"email": "lena@gmail.com"}, {"email": "info@gmail.com"}),
    ({"email": "fang@vip.qq.com"}, {"email": "li@qq.com"}),
    ({"email": "a@firma.com.cn"}, {"email": "b@anders.com.cn"}),
    ({"email": "lena@github.io"}, {"website": "https://lumen.github.io"}),
    ({"phone": "110"}, {"phone": "110"}),
    ({"employer": "Freelancer"}, {"names": ("Freelance Hub GmbH",)}),
    ({"employer": "BMW Group"}, {"names": ("BMV Group",)}),
    ({"employer": "上海电子"}, {"names": ("上海电子商务有限公司",)}),
    ({"names": ("Lena",)}, {"investors": ("Lena",)}),
    ({"names": ("Lena",)}, {"team": (Member(new_id(), "founder", names=("Lena",)),)}),
    ({"names": ("王芳",)}, {"team": (Member(new_id(), "founder", names=("Wang Fang", "王方")),)}),
    ({"names": ("Lena Weber",)}, {"team": (Member(new_id(), "founder", names=("Lea Weber",)),)}),
    ({}, {}),
])
def test_what_says_nothing_is_no_sign(reader: dict, company: dict) -> None:  # type: ignore[type-arg]
    assert one(Reader(new_id(), **reader), Candidate(new_id(), **{"names": ("Anders AG",), **company})) is None


def test_domains_of_institutions() -> None:
    assert institution("in.tum.de") == "tum.de"
    assert institution("mail.sjtu.edu.cn") == "sjtu.edu.cn"
    assert [institution(one) for one in ("edu.cn", "", "localhost", "mail.qq.com", "a..b")] == ["", "", "", "", ""]


def test_detected_once_decided_once(house: House, call: UUID, make: Maker) -> None:
    _application, company = applied(house, email="info@lumen.de")
    reviewer = house.reviewers.add(full_name="Lena Weber", email="lena@lumen.de").value
    found = house.conflicts.detect(call)
    assert (len(found.value.new), found.value.known) == (1, 0)
    row, = house.conflicts.rows(call)
    assert (row.state, row.origin, row.person, row.company, row.reviewer_id) == (
        "open", "detected", "Lena Weber", "Lumen GmbH", reviewer)
    assert [(sign.sign, sign.value) for sign in row.signs] == [("domain", "lumen.de")]
    with pytest.raises(Refused, match="needs a reason"):
        house.conflicts.dismiss([row.id], " ")
    house.conflicts.dismiss([row.id], "Left the company in 2019")
    again = house.conflicts.detect(call)
    assert again.value.new == () and again.value.known == 1  # noqa: PT018
    assert again.changes.change_set is None
    person = house.reviewers.row(reviewer).person_id
    add(house.database, CompanyPerson(id=new_id(), company_id=company, person_id=person, role="advisor"))
    third = house.conflicts.detect()
    assert len(third.value.new) == 1
    states = {(one.state, one.kind) for one in house.conflicts.rows()}
    assert states == {("open", "advisor"), ("dismissed", "employee")}
    house.conflicts.confirm(third.value.new)
    add(house.database, FundingRound(id=new_id(), company_id=company, kind="equity", investors="Lena Weber"))
    fourth = house.conflicts.detect()
    assert (fourth.value.new, fourth.value.added) == ((), third.value.new)
    assert {sign.sign for sign in house.conflicts.rows(state="confirmed")[0].signs} >= {"person", "shareholder"}
    assert house.conflicts.detect().value.known == 1


def test_declared_is_in_force_and_tells_what_it_hits(house: House, call: UUID) -> None:
    application, company = applied(house)
    round_id = house.rounds.begin(call).value
    reviewer = house.reviewers.add(full_name="Lena Weber", round_id=round_id).value
    person = house.reviewers.row(reviewer).person_id
    add(house.database, ReviewAssignment(id=new_id(), application_id=application, reviewer_id=reviewer,
                                         assigned_at=house.clock.now()))
    made = house.conflicts.declare(person, [company], "family", "my brother")
    row, = house.conflicts.effect(made.value)
    assert (row.assigned, row.reviews, row.touched[0].number, row.kind) == (1, 0, 1, "family")
    assert house.conflicts.declare(person, [company], "founder").value == made.value
    house.conflicts.set_kind(made.value, "investor")
    assert house.conflicts.rows()[0].kind == "investor"
    assert house.conflicts.rows()[0].reason == "my brother"
    house.history.undo()
    house.history.undo()
    assert house.conflicts.rows()[0].kind == "family"
    with pytest.raises(NotFound):
        house.conflicts.set(new_id(), [company])
    with pytest.raises(Refused):
        house.conflicts.set(person, [company], "enemy")


def test_nobody_decides_about_an_own_conflict(house: House, make: Maker) -> None:
    _application, company = applied(house)
    me = make.person(full_name="Li", is_staff=True)
    add(house.database, me)
    made = house.conflicts.set(me.id, [company])
    with pytest.raises(Refused, match="of your own"):
        house.conflicts.dismiss(made.value, "It is nothing")
    assert house.conflicts.rows()[0].is_mine


def test_who_runs_nothing_sees_own_conflicts_only(house: House, make: Maker) -> None:
    _application, company = applied(house)
    other = house.reviewers.add(full_name="Lena Weber").value
    made = house.conflicts.set(house.reviewers.row(other).person_id, [company])
    house.reviewers.add(full_name="Li")
    assert house.conflicts.rows() == ()
    with pytest.raises(Refused, match="run the review"):
        house.conflicts.dismiss(made.value, "I like her")


def test_merged_companies_keep_their_conflicts(house: House, make: Maker) -> None:
    _a, keep = applied(house, "Lumen GmbH")
    _b, gone = applied(house, "Lumen Technology GmbH")
    reviewer = house.reviewers.add(full_name="Lena Weber").value
    person = house.reviewers.row(reviewer).person_id
    house.conflicts.set(person, [gone])
    house.merging.merge(keep, gone)
    assert house.conflicts.rows()[0].company_id == keep
    assert len(house.conflicts.rows()[0].touched) == 2


def test_a_large_house_is_searched_by_index_and_not_pair_by_pair() -> None:
    companies = [
        Candidate(new_id(), (f"Ladewerk {n} GmbH", f"上海云帆{n}科技有限公司"), "DE", f"info@firma{n}.de",
                  f"+49 89 {100000 + n}", f"https://www.firma{n}.de",
                  (Member(new_id(), "founder", f"anna@firma{n}.de", f"+49 171 {200000 + n}"),),
                  (f"Fonds {n}, Beteiligungen Nord GmbH",)) for n in range(800)]
    readers = [Reader(new_id(), (f"Leser Nummer {n}",), f"leser@firma{n * 7}.de", f"+49 89 {200000 + n}",
                      f"Ladewerk {n} Gmbh") for n in range(80)]

    def found(size: int) -> list[Finding]:
        return list(findings(readers[:size // 10], companies[:size]))

    assert len(found(800)) >= 80
    assert growth(found, 200) < 2.3


def test_nobody_lifts_the_own_blindfold(house: House, call: UUID) -> None:
    round_id = house.rounds.begin(call, blind=True).value
    application, company = applied(house)
    other = house.reviewers.add(full_name="Lena Weber").value
    me = house.reviewers.add(full_name="Li", round_id=round_id).value
    phase = house.rounds.phases(round_id)[0].id
    people = {id: house.reviewers.row(id).person_id for id in (me, other)}
    for act in (lambda: house.rounds.edit_phase(phase, is_blind=False),
                lambda: house.rounds.set(round_id, phase_id=None),
                lambda: house.rounds.remove_phase(phase), lambda: house.rounds.add_phase(round_id, "review"),
                lambda: house.reviewers.edit([me], is_officer=True), lambda: house.reviewers.edit([other], topics={}),
                lambda: house.reviewers.add(full_name="Friend", is_officer=True), house.conflicts.detect,
                lambda: house.reviewers.set_preferences(other, {application: 3}),
                lambda: house.conflicts.declare(people[other], [company]),
                lambda: house.conflicts.set(people[me], [company])):
        with pytest.raises(Refused, match="run the review"):
            act()
    house.reviewers.edit([me], topics={"cloud": 2}, employer="Lumen")
    house.reviewers.set_preferences(me, {application: 3})
    house.conflicts.declare(people[me], [company])  # everybody may say so of themselves
    assert house.applications.rows() == ()
