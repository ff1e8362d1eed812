"""Redacted copies: suggested, edited, stale when the text changes; what stops a blind package is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.db.database import Database
from incubator_gui.db.schema import CompanyPerson
from incubator_gui.domain.redacting import BLACK, Whose, redact
from incubator_gui.services.house import House
from incubator_gui.services.redaction import texts_for
from tests.support.databases import Maker, add

OURS = Whose(("Lumen Mobility GmbH", "上海云帆科技有限公司"), ("Dr. Jörg Müller", "王小芳", "Anna-Lena Huber"),
             ("joerg@lumen.de",), ("https://www.lumen-mobility.de",))


@pytest.mark.parametrize("telling", [
    "Lumen Mobility", "LUMEN-MOBILITY", "Lumen Mobility GmbH", "云帆", "上海云帆科技有限公司", "Yunfan", "Jörg Müller",
    "Joerg Mueller", "Müller", "王小芳", "Wang Xiaofang", "Xiaofang Wang", "Anna-Lena Huber", "Huber",
    "joerg@lumen.de", "info (at) lumen.de", "https://lumen.de/a?b=c", "www.x.de", "lumen-mobility.de",
    "+49 89 1234567", "0049 (0)89 1234567", "089 / 123 456 78", "021-5555 0100", "138 1234 5678", "13812345678",
    "Leopoldstraße 12a", "Hauptstr. 5", "80331 München", "12 Baker Street", "上海市浦东新区张江路 88 号 3 楼",
    "微信：lumen_gmbh", "WeChat: lumen88",
])
def test_what_tells_is_blacked_out(telling: str) -> None:
    assert redact(f"Vor {telling}, danach", OURS) == f"Vor {BLACK}, danach"


@pytest.mark.parametrize("harmless", [
    "We grew 2024–2026 by 120 %.", "1,000,000 cells and 12 500 km", "an idea about clouds", "的云应用服务",
    "Version 1.2.3 of the standard ISO 26262", "in 2026 we sold 138 units", "ab 01.04.2026",
])
def test_what_says_nothing_stays(harmless: str) -> None:
    assert redact(harmless, OURS) == harmless


def test_one_word_names_are_no_common_words() -> None:
    whose = Whose(("Charge AG",), ("Kim",))
    assert redact("Charge builds what drivers charge with. CHARGE's team", whose) == (
        f"{BLACK} builds what drivers charge with. {BLACK} team")


@pytest.fixture
def house(database: Database) -> House:
    house = House(database)
    house.calls.add_call("2027-1", date(2027, 1, 1), date(2027, 3, 1))
    return house


@pytest.fixture
def application(house: House, make: Maker) -> UUID:
    call = house.calls.calls()[0].id
    question = make.question(call=make.call(id=call), text_en="Who are you?")
    add(house.database, question)
    id = house.applications.add(call, None, "Lumen GmbH", pitch="Lumen by Anna Huber charges cars.").value
    house.applications.set_answer(id, question.id, "Anna Huber, anna@lumen.de")
    person = make.person(full_name="Anna Huber")
    company = house.applications.some([id])[0].company_id
    add(house.database, person, CompanyPerson(id=new_id(), company_id=company, person_id=person.id, role="founder"))
    return id


def test_a_copy_is_suggested_kept_and_goes_stale(house: House, application: UUID) -> None:
    sheet = house.redaction.sheet(application)
    assert [one.state for one in sheet.fields] == ["missing", "missing"]
    assert sheet.fields[0].suggestion == f"{BLACK} by {BLACK} charges cars."
    assert len(house.redaction.blind_gaps([application])) == 2
    house.redaction.save(application, {"pitch": "A team charges cars."})
    house.redaction.accept([application])
    fields = {one.key: one for one in house.redaction.sheet(application).fields}
    assert fields["pitch"].text == "A team charges cars."
    assert {one.state for one in fields.values()} == {"done"}
    assert house.redaction.blind_gaps([application]) == ()
    with house.database.read() as session:
        assert set(texts_for(session, [application])[application].values()) == {
            "A team charges cars.", f"{BLACK}, {BLACK}"}
    house.editing.set_field("application", application, "pitch", "Lumen by Anna Huber flies.")
    assert house.redaction.rows(house.calls.calls()[0].id)[0].stale == 1
    gap, = house.redaction.blind_gaps([application])
    assert "was changed" in str(gap.what)
    with house.database.read() as session:
        assert "pitch" not in texts_for(session, [application])[application]
    house.redaction.remove(application, ["pitch"])
    assert house.redaction.sheet(application).fields[0].state == "missing"
    with pytest.raises(NotFound):
        house.redaction.save(application, {"nothing": "x"})
    with pytest.raises(NotFound):
        house.redaction.sheet(new_id())


def test_documents_are_cleared_replaced_or_withheld(house: House, application: UUID, tmp_path: Path) -> None:
    house.redaction.accept([application])
    first = house.records.add_content("application", application, "deck.pdf", b"%PDF-1.4 a").value
    second = house.records.add_content("application", application, "plan.pdf", b"%PDF-1.4 b").value
    assert len(house.redaction.blind_gaps([application])) == 2
    house.redaction.clear([first], "clear")
    other = tmp_path / "plan-blind.pdf"
    other.write_bytes(b"%PDF-1.4 c")
    made = house.redaction.replace(second, other)
    documents = house.redaction.sheet(application).documents
    assert {(one.document_id, one.state, one.replacement_id) for one in documents} == {
        (first, "clear", None), (second, "replaced", made.value)}
    assert house.redaction.blind_gaps([application]) == ()
    house.redaction.clear([first], "")
    assert len(house.redaction.blind_gaps([application])) == 1
    house.redaction.clear([first, second], "withheld")
    assert house.redaction.rows(house.calls.calls()[0].id)[0].is_done
    with pytest.raises(Refused, match="takes the place"):
        house.redaction.clear([first], "replaced")
    elsewhere = house.applications.add(house.calls.calls()[0].id, None, "Other GmbH").value
    foreign = house.records.add_content("application", elsewhere, "x.pdf", b"%PDF-1.4 d").value
    with pytest.raises(Refused, match="same application"):
        house.redaction.clear([first], "replaced", foreign)


def test_who_reviews_does_not_redact(house: House, application: UUID) -> None:
    house.reviewers.add(full_name="Li")
    with pytest.raises(Refused, match="run the review"):
        house.redaction.sheet(application)


def test_a_hostile_text_takes_no_time() -> None:
    assert len(redact("A " * 20_000 + "1 " * 20_000 + "路" * 20_000 + "a@" * 10_000, OURS)) > 1_000
