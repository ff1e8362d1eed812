"""Papers about a company: seen before they are saved, in the language that is chosen, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader

from tests.end_to_end.conftest import Start
from tests.end_to_end.test_company import open_by_search

Samples = Callable[[str], Path]


def test_a_german_onepager_and_a_chinese_dossier(start: Start, samples: Samples, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    open_by_search(person, "霁川", "Jichuan Steer")
    person.click("Dossier…")
    person.idle()
    person.reads("Dossier: Jichuan Steer")

    # The one-pager in German: one page, seen at once, saved as a PDF.
    person.click("Paper: One-pager")
    person.click("Language of the paper: Deutsch")
    person.idle()
    person.reads("1 page")
    person.until(lambda: person.sees("1 of 1"), "the preview")
    person.press("Ctrl+S")
    german = tmp_path / "Jichuan, deutsch.pdf"
    person.answer_file_dialog(german)
    person.idle()
    paper = PdfReader(german)
    assert len(paper.pages) == 1
    words = paper.pages[0].extract_text()
    assert "Jichuan" in words
    assert any(word in words for word in ("Problem", "Lösung", "Kunden"))
    assert "Solution" not in words

    # The dossier in Chinese.
    person.click("Paper: Dossier")
    person.click("Language of the paper: 简体中文")
    person.idle()
    person.until(lambda: not person.sees("1 of 1"), "more pages")
    person.click("Save as…")
    chinese = tmp_path / "霁川线控.pdf"
    person.answer_file_dialog(chinese)
    person.idle()
    paper = PdfReader(chinese)
    assert len(paper.pages) >= 3
    words = "".join(page.extract_text() for page in paper.pages)
    assert "上海霁川线控" in words
    assert "团队" in words
    assert "Milestones" not in words
    fonts = {str(font.get_object()["/BaseFont"]) for page in paper.pages
             for font in page["/Resources"]["/Font"].values()}
    assert all("+" in font for font in fonts), fonts  # all embedded

    # Stopped in the middle: no file, and what was there before stays.
    kept = chinese.read_bytes()
    person.click("Language of the paper: English")
    if person.all("Cancel the making of the paper"):
        person.click("Cancel the making of the paper")
    person.idle()
    assert chinese.read_bytes() == kept
    assert sorted(path.name for path in tmp_path.glob("*.pdf*")) == sorted([german.name, chinese.name])
    person.quit()
