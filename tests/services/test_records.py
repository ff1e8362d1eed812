"""Documents, notes and tags hang on records; contents are kept by their hash."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from incubator_gui.core.errors import Environment, NotFound, Refused
from incubator_gui.services.house import House
from incubator_gui.services.records import guess_kind, sniff
from tests.support.databases import state


def test_a_file_comes_back_as_it_went(house: House, tmp_path: Path) -> None:
    id = house.companies.add("Lumen GmbH").value
    path = tmp_path / "路演 Deck.pdf"
    path.write_bytes(b"%PDF-1.7 " + bytes(range(256)))
    made = house.records.add_document("company", id, path).value
    row, content = house.records.content(made)
    assert content == path.read_bytes()
    assert (row.kind, row.media_type, row.title) == ("deck", "application/pdf", "路演 Deck")
    house.records.remove_document(made)
    assert house.records.documents("company", id) == ()
    house.history.undo()
    assert house.records.content(made)[1] == content


def test_what_is_no_file_is_said(house: House, tmp_path: Path) -> None:
    id = house.companies.add("Lumen GmbH").value
    with pytest.raises(Refused):
        house.records.add_document("company", id, tmp_path)
    with pytest.raises(Environment):
        house.records.add_document("company", id, tmp_path / "nothing.pdf")
    (tmp_path / "empty.pdf").touch()
    with pytest.raises(Refused):
        house.records.add_document("company", id, tmp_path / "empty.pdf")


def test_a_damaged_content_is_never_handed_out(tmp_path: Path) -> None:
    with closing(House.open(tmp_path / "x.db")) as house:
        id = house.companies.add("Lumen GmbH").value
        made = house.records.add_content("company", id, "a.txt", b"hello").value
        stored = next((tmp_path / "x.db.files").glob("??/*"))
        stored.write_bytes(b"hellO")
        with pytest.raises(Environment, match="damaged"):
            house.records.content(made)
        stored.unlink()
        with pytest.raises(NotFound):
            house.records.content(made)


def test_notes_and_tags(house: House) -> None:
    id = house.companies.add("Lumen GmbH").value
    note = house.records.add_note("company", id, " first\r\nsecond \x07").value
    assert house.records.notes("company", id)[0].text == "first\nsecond"
    with pytest.raises(Refused):
        house.records.edit_note(note, "  ")
    house.records.set_tags("company", id, ["AI", "ai", " 云 ", ""])
    assert [t.casefold() for t in house.records.tags_of("company", id)] == ["ai", "云"]
    house.records.tag_many("company", [id], "fast track")
    assert len(house.records.tags_of("company", id)) == 3
    before = state(house.database)
    house.records.set_tags("company", id, [])
    house.history.undo()
    assert state(house.database) == before


@pytest.mark.parametrize(("name", "kind"), [
    ("Pitch deck v2.pdf", "deck"), ("Businessplan.docx", "business_plan"), ("股权结构表.xlsx", "cap_table"),
    ("Mietvertrag.pdf", "contract"), ("photo.jpg", "other"), ("slides.pptx", "deck")])
def test_kinds_are_guessed(name: str, kind: str) -> None:
    assert guess_kind(name) == kind


def test_the_content_decides_the_type() -> None:
    assert sniff("a.pdf", b"MZ\x90") == "application/octet-stream"
    assert sniff("a.txt", b"%PDF-1.4") == "application/pdf"
