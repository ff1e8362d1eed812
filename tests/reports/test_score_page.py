"""Scores on paper: what the page says, in three languages, with any number of marks and whatever people wrote."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from incubator_gui.core.errors import Environment
from incubator_gui.core.process import run_child
from incubator_gui.reports import score_page
from incubator_gui.reports.score_marks import IntervalMark, RangeMark, RankMark, ShareMark
from incubator_gui.reports.score_page import Fact, FlipPart, ScorePaper
from incubator_gui.reports.values import Column, PaperOptions
from incubator_gui.reports.wire import from_json, to_json


def paper(count: int, name: str = "0102 禾岚电驱 & Söhne <b>") -> ScorePaper:
    """A paper with so many applications."""
    return ScorePaper(
        "Scores of applications", "Call 2027-1", (Fact("Agreement", "0.71", "tentative"), Fact("Reviews", "96")),
        (Column("Rank", True), Column("Application", strong=True), Column("Score", True)),
        tuple((str(n + 1), name, "3.64") for n in range(count)), "The numbers inform; people decide.",
        ("Severity", "Spread", "Ranks", "Weights", "Without one", "Agreement"),
        tuple(f"Help {n}" for n in range(6)), ("", "The first 60", "", "", "", ""),
        tuple(IntervalMark(f"Reviewer {n}", "strict by 0.31", 0.3, 0.1, 0.5, n % 2 == 0) for n in range(min(count, 9))),
        ("lenient", "strict"),
        tuple(RangeMark(name, "1.20", (2.0, 3.5, 4.0), 3.2, 3.4) for _n in range(min(count, 60))),
        ("1", "2", "3", "4", "5"), (1.0, 2.0, 3.0, 4.0, 5.0),
        tuple(RankMark(name, "▲ 1", count - 1 - n, n, count - n, n + 1) for n in range(min(count, 60))), count,
        tuple(ShareMark(name, "93 %", 0.93, n % 2 == 1) for n in range(min(count, 60))),
        ("0 %", "25 %", "50 %", "75 %", "100 %"),
        tuple(FlipPart(f"Reviewer {n}", "1 in, 1 out", ("in: " + name, "out: " + name * 9)) for n in range(3)),
        (ShareMark("Score", "0.71", 0.71), ShareMark("Team", "-0.10", -0.1)))


def said(path: Path) -> str:
    """All words of a file."""
    pdf = pypdfium2.PdfDocument(str(path))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_everything_is_said(tmp_path: Path, language: str) -> None:
    result = score_page.build(paper(12), PaperOptions(language=language, house="Haus"), tmp_path / "s.pdf")
    assert not result.warnings
    words = said(tmp_path / "s.pdf")
    for one in ("Severity", "Help 5", "禾岚电驱 & Söhne <b>", "strict by 0.31", "1.20", "93 %", "tentative"):
        assert one in words


@pytest.mark.parametrize("count", [0, 1, 26, 40, 400])
def test_any_number_of_applications(tmp_path: Path, count: int) -> None:
    steps: list[tuple[int, int]] = []
    result = score_page.build(paper(count), PaperOptions(), tmp_path / "s.pdf",
                              lambda done, total: steps.append((done, total)))
    assert result.pages >= (1 if count < 12 else 4)
    assert steps[-1] == (3, 3)
    assert ("of 400;" in said(tmp_path / "s.pdf").replace("\n", " ")) == (count == 400)


def test_nothing_but_a_title_is_one_page(tmp_path: Path) -> None:
    bare = ScorePaper("Scores", "", titles=("",) * 6, helps=("",) * 6, notes=("",) * 6)
    assert score_page.build(bare, PaperOptions(), tmp_path / "s.pdf").pages == 1


def test_it_travels_to_a_child_and_back(tmp_path: Path) -> None:
    data = paper(5)
    assert from_json(ScorePaper, to_json(data)) == data
    answer = run_child(score_page.TARGET, score_page.request(data, PaperOptions(), tmp_path / "s.pdf"))
    assert answer["pages"] >= 2
    with pytest.raises(Environment):
        score_page.build(data, PaperOptions(), tmp_path / "no" / "s.pdf")


def lines(path: Path) -> list[list[str]]:
    """The lines of each page."""
    pdf = pypdfium2.PdfDocument(str(path))
    try:
        return [page.get_textpage().get_text_bounded().splitlines() for page in pdf]
    finally:
        pdf.close()


@pytest.mark.parametrize("count", range(19, 30))
def test_no_mark_goes_over_to_another_page_alone(tmp_path: Path, count: int) -> None:
    marks = tuple(IntervalMark(f"Reviewer {n}", f"by 0.{n}", 0.3, 0.1, 0.5) for n in range(count))
    score_page.build(replace(paper(0), severity=marks), PaperOptions(), tmp_path / "s.pdf")
    shares = [sum("by 0." in line for line in page) for page in lines(tmp_path / "s.pdf")]
    assert sum(shares) == count
    assert all(share == 0 or share >= 3 for share in shares)


@pytest.mark.parametrize("count", [24, 32, 40])
def test_no_page_but_the_last_is_nearly_empty(tmp_path: Path, count: int) -> None:
    score_page.build(paper(count), PaperOptions(language="de"), tmp_path / "s.pdf")
    assert all(len(page) > 16 for page in lines(tmp_path / "s.pdf")[:-1])


def test_a_title_of_one_long_word_is_not_hyphenated(tmp_path: Path) -> None:
    columns = tuple(Column(words, words != "Bewerbung", strong=words == "Bewerbung") for words in (
        "Rang", "Rang roh", "Änderung", "Bewerbung", "Punkte", "Rohe Wertung", "Spannweite", "Begutachtungen",
        "Verlässlichkeit", "Unter den ersten"))
    rows = (("1", "2", "1", "0045 Weizhou Yard", "4,61", "4,65", "0,85", "3 von 3", "88 %", "100 %"),)
    score_page.build(replace(paper(0), columns=columns, rows=rows), PaperOptions(language="de"), tmp_path / "s.pdf")
    assert "Begutachtungen" in said(tmp_path / "s.pdf")
