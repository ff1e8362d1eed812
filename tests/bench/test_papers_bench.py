"""Dossier pages a second beside bare reportlab laying out about the same text and tables."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from incubator_gui.reports.build import build
from incubator_gui.reports.fonts import face
from incubator_gui.reports.values import DossierData, PaperOptions
from incubator_gui.services.house import House
from incubator_gui.services.sample import load_sample
from tests.bench.measure import in_turns, report


def bare(data: list[DossierData], target: Path) -> int:
    """The same words as plain paragraphs and tables, no head, foot, charts or contents."""
    style = ParagraphStyle("text", fontName=face().name, fontSize=9, leading=12.75, wordWrap="CJK")
    story: list[object] = []
    for one in data:
        story.append(Paragraph(one.name, style))
        story += [Paragraph(text, style) for text in (one.claim, one.problem, one.solution, one.market,
                                                      one.business_model, one.team_note) if text]
        story.append(Table([[m.title, str(m.due), m.state] for m in one.milestones] or [[""]]))
        story.append(Table([[i.key, str(i.value), str(i.as_of), i.source] for i in one.indicators] or [[""]]))
        story.append(Table([[m.origin, m.target, str(m.day), m.reason] for a in one.applications for m in a.moves]
                           or [[""]]))
        story.append(Table([[d.title, d.kind, str(d.day), str(d.size)] for d in one.documents] or [[""]]))
        story.append(PageBreak())
    document = SimpleDocTemplate(str(target), pagesize=A4)
    document.build(story)
    return int(document.page)


@pytest.mark.parametrize("count", [3, 30])
def test_dossiers(tmp_path: Path, count: int) -> None:
    with closing(House.open(tmp_path / "house.db")) as house:
        load_sample(house.database, "en")
        ids = [row.id for row in house.companies.rows() if row.life in {"resident", "affiliate", "graduate"}]
        data = [house.dossiers.data(id, "en") for id in ids[:count]]
    face()
    pages: list[int] = []

    def ours() -> None:
        pages[:] = [build(one, PaperOptions(language="en"), tmp_path / "ours.pdf").pages for one in data]

    simple: list[int] = []
    mine, plain, _ratio = in_turns(ours, lambda: simple.append(bare(data, tmp_path / "bare.pdf")), rounds=3)
    report(f"dossiers of {len(data):>2} companies: {sum(pages)} pages in {mine:.2f} s"
           f" = {sum(pages) / mine:.0f} a second; bare reportlab, words and tables in one file: {simple[0]} pages"
           f" in {plain:.2f} s = {simple[0] / plain:.0f} a second")
