"""Roadshows and their packs: always a pack, and it says what it left out; on both databases."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import Cancelled, NotFound, Refused
from incubator_gui.services import roadshows
from incubator_gui.services.house import House
from tests.services.deck_files import attach, deck, locked, words
from tests.services.houses import DAY, NOW, Filled, fill
from tests.services.steps import undo_all
from tests.support.databases import ACTOR, state


@pytest.fixture
def house(place: str) -> Iterator[House]:
    with closing(House.open(place, clock=FixedClock(NOW), actor=ACTOR)) as opened:
        yield opened


@pytest.fixture
def made(house: House) -> Filled:
    return fill(house)


@pytest.fixture
def show(house: House, made: Filled) -> UUID:
    id = house.roadshows.add("Friday", held_on=DAY, starts_at="13:30", place="Lingang", language="zh").value
    house.roadshows.add_companies(id, [made.company[n] for n in ("Fernmoss", "Kranichtal", "禾岚电驱")])
    return id


def test_line_up(house: House, made: Filled, show: UUID) -> None:
    before = state(house.database)
    fern, kran, helan = house.roadshows.lineup(show)
    assert [e.begins_at for e in (fern, kran, helan)] == ["13:30", "13:38", "13:46"]
    house.editing.set_fields("lineup_entry", [fern.id, kran.id], {"question_minutes": 4})
    house.editing.set_field("lineup_entry", helan.id, "pause_before", 15)
    house.roadshows.place(helan.id, 0)
    line = house.roadshows.lineup(show)
    assert [(e.company, e.begins_at) for e in line] == [
        ("禾岚电驱", "13:45"), ("Fernmoss Autonomy", "13:53"), ("Kranichtal Zelltechnik GmbH", "14:05")]
    house.roadshows.set_status([fern.id], "declined")
    assert [e.begins_at for e in house.roadshows.lineup(show)] == ["13:45", "", "13:53"]
    house.roadshows.set_status([kran.id], "confirmed")
    attach(house, kran.id, kran.company_id, deck())
    house.editing.set_field("lineup_entry", kran.id, "topic", "Zellen")
    house.roadshows.add_rehearsal(kran.id, DAY, "Shorter", minutes=9, is_ready=True)
    found = house.roadshows.lineup(show)[2]
    assert (found.status, found.document, len(found.rehearsals)) == ("rehearsed", "deck", 1)
    assert [str(one) for one in found.missing] == ["no one-pager texts"]
    row = house.roadshows.rows()[0]
    assert (row.companies, row.ready) == (2, 0)
    assert house.roadshows.add_companies(show, [made.company["Fernmoss"]]).value == ()
    with pytest.raises(Refused, match="another company"):
        house.roadshows.choose_deck(helan.id, found.document_id)
    for wanted in (5, 0, 1, -1, 2):
        house.roadshows.place(kran.id, wanted)
        order = [e.id for e in house.roadshows.lineup(show)]
        assert order.index(kran.id) == max(0, min(wanted, 2))
    house.roadshows.remove_entry(kran.id)
    house.roadshows.remove(show)
    with pytest.raises(NotFound):
        house.roadshows.lineup(show)
    undo_all(house, before)


def test_pack_and_its_log(house: House, made: Filled, show: UUID, tmp_path: Path) -> None:
    before = state(house.database)
    fern, kran, helan = house.roadshows.lineup(show)
    attach(house, fern.id, fern.company_id, deck(5, script=True))
    attach(house, kran.id, kran.company_id, b"%PDF-1.7 nothing")
    attach(house, helan.id, helan.company_id, b"PK\x03\x04", "deck.pptx")
    reports = house.packs.preflight(show)
    assert [(r.pages, r.is_left_out) for r in reports] == [(5, False), (0, True), (0, True)]
    assert "scripts" in str(reports[0].findings[0])
    options = replace(house.packs.options(show, "de", recipient="Hedgerow Capital", version="3", copy="07 / 24",
                                          watermark="Nur für Hedgerow"), expires_on=date(2027, 8, 31))
    steps: list[tuple[int, int]] = []
    pack = house.packs.make(show, options, on_step=lambda done, total: steps.append((done, total)))
    # cover, what comes first, three one-pagers (two share a page), five slides on three pages, glossary, notes
    assert pack.pages == 9
    assert steps[-1] == (4, 4)
    assert len(pack.warnings) >= 3
    assert any("left out" in str(one) for one in pack.warnings)
    again = house.packs.make(show, options)
    assert hashlib.sha256(again.content).digest() == hashlib.sha256(pack.content).digest()
    with pikepdf.open(io.BytesIO(pack.content)) as pdf:
        assert len(pdf.pages) == 9
        assert "/OpenAction" not in pdf.Root
        assert b"JavaScript" not in pack.content
        with pdf.open_outline() as outline:
            names = [item.title for item in outline.root]
        assert "Fernmoss Autonomy" in names
        assert len([item for item in names if item == "禾岚电驱"]) == 1
    issued = house.packs.issue(show, options, pack.content, pack.pages, file_name=house.packs.name(show, options),
                               country="de").value
    (row,) = house.packs.issues(show)
    assert (row.recipient, row.version, row.copy, row.country) == ("Hedgerow Capital", "3", "07 / 24", "DE")
    assert house.packs.whose(pack.content) == (row,)
    assert house.packs.whose(b"x") == ()
    assert row.file_name == "Friday-Hedgerow-Capital-de.pdf"
    with pytest.raises(Refused, match="left the house"):
        house.roadshows.remove(show)
    with pytest.raises(Refused, match="Name the recipient"):
        house.packs.issue(show, house.packs.options(show), pack.content, pack.pages)
    house.packs.withdraw(issued)
    with pytest.raises(Cancelled):
        house.packs.write(show, tmp_path / "x.pdf", options, stop=lambda: True)
    assert list(tmp_path.glob("*x.pdf*")) == []
    undo_all(house, before)


def test_several_at_once(house: House, made: Filled, show: UUID) -> None:
    before = state(house.database)
    fern, kran, helan = house.roadshows.lineup(show)
    rest = [row.id for row in house.roadshows.candidates() if row.id not in {e.company_id for e in (fern, kran, helan)}]
    assert made.company["Old"] not in rest
    assert len(rest) == 3
    house.roadshows.add_companies(show, [rest[0], fern.company_id, rest[1]], 7, question_minutes=5, before=kran.id)
    line = house.roadshows.lineup(show)
    assert [e.company_id for e in line] == [fern.company_id, rest[0], rest[1], kran.company_id, helan.company_id]
    assert [(e.begins_at, e.ends_at) for e in line][1:3] == [("13:38", "13:50"), ("13:50", "14:02")]
    one, two, three, four, five = (e.id for e in line)
    for moved, target, wanted in (
            ([five, two], None, [one, three, four, two, five]),
            ([four, five], one, [four, five, one, three, two]),
            ([five, one], five, [four, five, one, three, two]),
            ([two], two, [four, five, one, three, two]),
            ([four, two], three, [five, one, four, two, three])):
        house.roadshows.move(moved, target)
        assert [e.id for e in house.roadshows.lineup(show)] == wanted
    house.roadshows.remove_entries([five, one, four])
    assert [e.id for e in house.roadshows.lineup(show)] == [two, three]
    undo_all(house, before)


def test_a_deck_that_is_removed_is_in_no_line_up(house: House, made: Filled, show: UUID) -> None:
    (fern, *_) = house.roadshows.lineup(show)
    attach(house, fern.id, fern.company_id, deck())
    document = house.roadshows.lineup(show)[0].document_id
    assert document is not None
    house.records.remove_document(document)
    assert house.roadshows.lineup(show)[0].document_id is None
    house.history.undo()
    assert house.roadshows.lineup(show)[0].document_id == document


def test_an_order_changed_many_times_stays_an_order(house: House, made: Filled, show: UUID,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roadshows, "_LONGEST", 3)  # as after some hundred moves
    order = [e.id for e in house.roadshows.lineup(show)]
    for n in range(30):
        moved = order[-1]
        house.roadshows.move([moved], order[n % 2])
        order.remove(moved)
        order.insert(n % 2, moved)
        assert [e.id for e in house.roadshows.lineup(show)] == order


def test_the_check_says_what_will_be_missing(house: House, made: Filled, show: UUID) -> None:
    fern, kran, helan = house.roadshows.lineup(show)
    house.companies.save_profile(fern.company_id, "en", {"claim": "Rocket \U0001f680"})
    house.companies.save_profile(kran.company_id, "zh", {"claim": "电池"})
    attach(house, fern.id, fern.company_id, deck(5, script=True))
    attach(house, kran.id, kran.company_id, locked("open sesame"))
    house.roadshows.set_status([helan.id], "declined")
    house.editing.set_field("roadshow", show, "ends_at", "13:40")
    options = house.packs.options(show)
    check = house.packs.check(show, options)
    one, two, three = check.lines
    assert [line.gravity for line in check.lines] == ["lacking", "lacking", "note"]
    assert "no texts in Chinese; those in English" in str(one.texts[0])
    assert "U+1F680" in str(one.texts[1])
    assert (one.deck_pages, check.locked, two.is_locked) == (5, 1, True)
    assert three.declined
    assert "the event ends at 13:40" in str(check.notes[0])
    opened = house.packs.check(show, replace(options, passwords=("wrong", "open sesame")))
    assert (opened.locked, opened.lines[1].deck_pages, opened.lines[1].gravity) == (0, 2, "note")
    public = house.packs.check(show, house.packs.options(show, profile="public"))
    assert "not for this audience" in str(public.lines[0].deck_findings[0])
    assert house.packs.look_through(kran.id, made.lena) is None
    found = house.roadshows.lineup(show)[0].document_id
    assert found is not None
    report = house.packs.look_through(fern.id, found)
    assert report is not None
    assert report.pages == 5
    house.editing.set_field("roadshow", show, "held_on", date(2020, 1, 1))
    notes = house.packs.check(show, replace(options, expires_on=date(2019, 1, 1)), ()).notes
    assert any("was on" in str(note) for note in notes)
    assert any("before the roadshow" in str(note) for note in notes)


def test_copies_for_several_recipients(house: House, made: Filled, show: UUID, tmp_path: Path) -> None:
    before = state(house.database)
    options = [house.packs.options(show, recipient=name, copy=f"0{n} / 02", version="3")
               for n, name in enumerate(("鹤汀资本", "鹤汀资本 "), 1)]
    folder = tmp_path / "out"
    folder.mkdir()
    copies, result = house.packs.write_copies(show, folder, options)
    assert sorted(one.name for one in folder.iterdir()) == sorted(copy.file_name for copy in copies)
    assert len({copy.file_name for copy in copies}) == 2
    assert result.pages == copies[0].pages
    house.packs.issue_all(show, copies, country="cn")
    assert [(row.recipient, row.country) for row in house.packs.issues(show)] == [("鹤汀资本", "CN")] * 2
    (whose,) = house.packs.whose((folder / copies[1].file_name).read_bytes())
    assert (whose.copy, whose.roadshow, whose.roadshow_id) == ("02 / 02", "Friday", show)
    calls = iter(range(1000))
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(Cancelled):
        house.packs.write_copies(show, empty, options, stop=lambda: next(calls) > 2)
    assert list(empty.iterdir()) == []
    with pytest.raises(NotFound, match="no folder"):
        house.packs.write_copies(show, tmp_path / "missing", options)
    undo_all(house, before)


def test_whole_dossiers_and_no_contacts(house: House, made: Filled, show: UUID) -> None:
    (fern, *_) = house.roadshows.lineup(show)
    house.companies.add_person(fern.company_id, "Anna Beispiel", "founder")
    house.editing.set_field("company", fern.company_id, "email", "anna@fernmoss.example")
    options = house.packs.options(show, "en")
    short = house.packs.make(show, options)
    whole = house.packs.make(show, replace(options, full=True))
    assert whole.pages > short.pages
    with pikepdf.open(io.BytesIO(whole.content)) as pdf, pdf.open_outline() as outline:
        inner = [child.title for item in outline.root if item.title == "Fernmoss Autonomy" for child in item.children]
        assert "Team" in inner
    assert "Services received" not in words(whole.content)
    assert "anna@fernmoss.example" in words(short.content)
    assert "anna@fernmoss.example" not in words(house.packs.make(show, replace(options, contacts=False)).content)


def test_floors_stand_in_the_pack(house: House, made: Filled, show: UUID) -> None:
    floors = house.space.plan().floors
    options = replace(house.packs.options(show, "en"), floors=(floors[0].id.hex, "0" * 32))
    with_plan = house.packs.make(show, options)
    assert with_plan.pages == house.packs.make(show, replace(options, floors=())).pages + 1
    assert "Floor 1" in words(with_plan.content)


def test_an_empty_line_up_makes_a_pack(house: House, made: Filled) -> None:
    id = house.roadshows.add("Empty").value
    assert house.packs.make(id, house.packs.options(id)).pages == 4, "cover, what comes first, glossary, notes"
    with pytest.raises(NotFound):
        house.packs.options(made.lena)


def test_a_copy_for_a_long_chinese_name(house: House, made: Filled, tmp_path: Path) -> None:
    show = house.roadshows.add("临港新片区智能网联汽车投资人路演" * 8).value
    options = house.packs.options(show, recipient="上海鹤汀股权投资基金管理有限公司" * 8)
    (copy, again), _result = house.packs.write_copies(show, tmp_path, [options, options])
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix == ".pdf") == sorted(
        [copy.file_name, again.file_name])
    assert len(copy.file_name.encode()) < 250
    with pytest.raises(Refused, match="two letters"):
        house.packs.issue_all(show, [copy], country="Germany")
    assert not house.packs.issues(show)
