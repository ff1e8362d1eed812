"""Minutes and letters as PDFs: what they say, in three languages, whatever people wrote."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from incubator_gui.core.errors import Environment
from incubator_gui.core.process import run_child
from incubator_gui.reports import letters, minutes
from incubator_gui.reports.letters import LetterData
from incubator_gui.reports.minutes import (
    MinutesAbsence,
    MinutesCondition,
    MinutesData,
    MinutesItem,
    MinutesScore,
    MinutesSeat,
    MinutesVote,
)
from incubator_gui.reports.values import PaperOptions
from incubator_gui.reports.wire import from_json, to_json

ITEM = MinutesItem(
    "0102", "禾岚电驱科技（上海）有限公司", "Accept with conditions", "Pending", (MinutesVote("Accept", 3),), 1,
    (MinutesAbsence("Dr. Anna-Lena Weber", "Investor"),), (MinutesCondition("Sign the contract", date(2027, 5, 1)),),
    "Three customers.", "", 381)
DATA = MinutesData(
    "Decision day", "Call 2027-1", "12 May 2027", "Room 305", "09:30 to 12:10", (MinutesSeat("Tang Bo", "Chair"),),
    (ITEM, MinutesItem("0103", "Ladewerk GmbH")), "Accept 1", "", (
        MinutesScore("0102", "禾岚电驱", "3.64", "1", "3.71", "2", "1.20", "3"),), "frozen", "Tang Bo", "Lena")


def _text(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(str(path))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()


@pytest.mark.parametrize(("language", "words"), [
    ("en", ("Minutes: Decision day", "Left the room", "no decision", "6:21 min", "Signatures")),
    ("de", ("Protokoll: Decision day", "Verließ den Raum", "keine Entscheidung", "Unterschriften")),
    ("zh", ("会议纪要：Decision day", "离场人员", "未决定", "签字"))])
def test_minutes_say_everything_in_each_language(tmp_path: Path, language: str, words: tuple[str, ...]) -> None:
    result = minutes.build(DATA, PaperOptions(language=language, house="Haus"), tmp_path / "m.pdf")
    assert result.pages >= 1
    assert not result.warnings
    said = _text(tmp_path / "m.pdf")
    for one in (*words, "Dr. Anna-Lena Weber (Investor)", "禾岚电驱科技", "3.71", "Tang Bo", "Three customers."):
        assert one in said


def test_minutes_travel_to_a_child_and_back(tmp_path: Path) -> None:
    assert from_json(MinutesData, to_json(DATA)) == DATA
    answer = run_child(minutes.TARGET, minutes.request(DATA, PaperOptions(), tmp_path / "m.pdf"))
    assert answer["pages"] >= 1


def test_long_minutes_flow_over_pages_with_whatever_people_wrote(tmp_path: Path) -> None:
    wild = MinutesItem("0999", "<b>x</b>{}" * 20, "O" * 300, "", (), 0, (), (), "wort " * 4000, "\x00\u202e🚀" * 50)
    data = MinutesData("x" * 500, "", items=(wild, *(ITEM for _ in range(40))))
    result = minutes.build(data, PaperOptions(language="de"), tmp_path / "m.pdf")
    assert result.pages > 10
    assert "<b>x</b>" in _text(tmp_path / "m.pdf")
    assert minutes.build(MinutesData("Empty", ""), PaperOptions(), tmp_path / "e.pdf").pages == 1


def test_many_letters_are_written_in_one_child(tmp_path: Path) -> None:
    options = {one: PaperOptions(language=one, house="Haus") for one in ("en", "de", "zh")}
    long = "A line of text that goes on. "
    made = [(LetterData(f"Subject {one}", "Dear all,\n\n" + long * (40 if one == "en" else 2),
                        "Anna", "Feldspat", "Road 5\nShanghai", date(2027, 5, 12)), options[one],
             tmp_path / f"{one}.pdf") for one in options]
    made.append((LetterData("Long", "\n\n".join(["Ein Absatz mit vielen Wörtern. " * 30] * 20)), options["de"],
                 tmp_path / "long.pdf"))
    steps: list[int] = []
    found = letters.results(run_child(letters.TARGET, letters.request(made),
                                      on_progress=lambda at, _of: steps.append(at)))
    assert [result.pages for result in found[:3]] == [1, 1, 1]
    assert found[3].pages > 2
    assert steps[-1] == 4
    assert "12. Mai 2027" in _text(tmp_path / "de.pdf")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(Environment):
        letters.build(LetterData("S", "B"), PaperOptions(), tmp_path / "nowhere" / "l.pdf")
    with pytest.raises(Environment):
        minutes.build(DATA, PaperOptions(), tmp_path / "nowhere" / "m.pdf")
