"""The paper of scores says what the table says, and hides what it hides."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from incubator_gui.core.errors import Refused
from incubator_gui.domain.score_sheet import Wish
from incubator_gui.services.house import House
from incubator_gui.services.score_papers import ScorePapersService
from tests.services.scores.score_house import Panel


def test_the_paper_says_what_the_table_says(file_house: House) -> None:
    panel = Panel(file_house, count=9, people=5, each=3)
    papers = ScorePapersService(file_house.database)
    sheet = file_house.scores.table(panel.call)
    for language in ("en", "de", "zh"):
        data = papers.paper(panel.call, Wish(), language)
        assert [row[0] for row in data.rows] == [str(row.adjusted_rank) for row in sheet.rows]
        assert [row[3][5:] for row in data.rows] == [row.name for row in sheet.rows]
        assert len(data.severity) == len(sheet.reviewers)
        assert len(data.ranks) == data.ranked == 9
        assert all(len(part) == 6 for part in (data.titles, data.helps, data.notes))
    steps: list[tuple[int, int]] = []
    made = papers.make(panel.call, Wish(top=3), "de", on_step=lambda *step: steps.append(step))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages)
    assert "Wertungen der Bewerbungen" in text
    assert "Company 9" in text
    assert "Lena Weber" in text
    assert steps


def test_it_hides_what_the_table_hides(file_house: House) -> None:
    panel = Panel(file_house, count=5, people=3, each=2, blind=True)
    papers = ScorePapersService(file_house.database)
    panel.phase(sees_others="always")
    panel.conflict(panel.people[0], 0)
    panel.who("Lena Weber")
    said = str(papers.paper(panel.call, Wish(), "zh"))
    assert "Company" not in said
    assert "0001" not in said
    assert "Shen Yu" not in said
    panel.phase(sees_others="never")
    with pytest.raises(Refused):
        papers.paper(panel.call, Wish(), "en")
