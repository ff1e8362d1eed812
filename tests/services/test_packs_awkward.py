"""Packs of files and names that nobody hopes for."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pikepdf
import pypdfium2
import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.domain.fields import clean_text
from incubator_gui.services.house import House
from tests.services.deck_files import attach, deck
from tests.services.houses import NOW
from tests.support.databases import ACTOR, blank

DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def awkward(templates: object, tmp_path: Path) -> Iterator[tuple[House, UUID, list[Path], list[Path]]]:
    """A roadshow whose companies have every awkward deck and logo, as far as there are any."""
    if not DATA.is_dir():
        pytest.skip("the awkward files are not here")
    with closing(House.open(blank(tmp_path / "h.db"), clock=FixedClock(NOW), actor=ACTOR)) as house:
        decks = sorted((DATA / "pdfs").glob("*.pdf"))
        pictures = [one for one in sorted((DATA / "images").iterdir()) if one.suffix != ".tsv"]
        show = house.roadshows.add("All").value
        companies = [house.companies.add(f"Company {n:02d}").value for n in range(max(len(decks), len(pictures)))]
        house.roadshows.add_companies(show, companies)
        for n, entry in enumerate(house.roadshows.lineup(show)):
            if n < len(pictures) and pictures[n].stat().st_size:
                house.records.add_document("company", entry.company_id, pictures[n], "logo")
            if n < len(decks):
                house.roadshows.attach_deck(entry.id, decks[n])
        yield house, show, decks, pictures


def test_every_awkward_deck_and_logo(awkward: tuple[House, UUID, list[Path], list[Path]]) -> None:
    """All at once: a pack comes out, whole, and each file that is not in it is named."""
    house, show, decks, pictures = awkward
    reports = house.packs.preflight(show, ("password",))
    left_out = [r for r in reports if r.is_left_out]
    assert len(reports) == len(decks)
    assert all(r.findings for r in left_out)
    assert len(left_out) < len(decks) / 2
    options = replace(house.packs.options(show, "de", watermark="Nur für X"), passwords=("password",))
    check = house.packs.check(show, options, reports)
    assert [line.deck_pages == 0 for line in check.lines[:len(decks)]] == [r.is_left_out for r in reports]
    pack = house.packs.make(show, options)
    with pikepdf.open(io.BytesIO(pack.content)) as pdf:
        assert len(pdf.pages) == pack.pages > len(check.lines)
        assert not pdf.get_warnings()
        assert not pdf.check_pdf_syntax()
    for mark in (b"/JavaScript", b"/EmbeddedFile", b"/Launch", b"/AcroForm"):
        assert mark not in pack.content
    said = " ".join(map(str, pack.warnings))
    for report in left_out:
        assert f"{report.company}, {report.title}" in said
    without = house.packs.make(show, replace(options, parts=("companies",)))
    names = [f"Company {n:02d}" for n in range(len(check.lines))]
    with pikepdf.open(io.BytesIO(without.content)) as pdf, closing(pypdfium2.PdfDocument(without.content)) as read:
        seen = []
        for page, drawn in zip(read, pdf.pages, strict=True):  # those with little to tell share a page
            words = page.get_textpage().get_text_bounded()
            here = [n for n, name in enumerate(names) if name in words]
            shown = [n for n in here if n < len(pictures) and pictures[n].stat().st_size
                     and pictures[n].name not in said]
            images = set(drawn.get_images())
            placed = [step for step in pikepdf.parse_content_stream(drawn, "Do") if str(step.operands[0]) in images]
            assert len(placed) == len(shown), [pictures[n].name for n in shown]
            seen += here
        assert seen == list(range(len(names)))


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("full", [False, True])
def test_awkward_files_in_every_kind_of_pack(awkward: tuple[House, UUID, list[Path], list[Path]], language: str,
                                             full: bool) -> None:
    house, show, _decks, _pictures = awkward
    for profile in ("vc", "bank", "pilot", "public"):
        for slides in (1, 2):
            options = replace(house.packs.options(show, language, profile, recipient="X"), full=full,
                              slides_per_page=slides)
            pack = house.packs.make(show, options)
            with pikepdf.open(io.BytesIO(pack.content)) as pdf:
                assert len(pdf.pages) == pack.pages
                assert not pdf.check_pdf_syntax()


def _naughty(folder: Path, step: int) -> Iterator[tuple[House, UUID, str]]:
    """A house in which strings are names, topics and texts; each of its roadshows, and the string it is called."""
    source = DATA / "naughty_strings" / "blns.json"
    if not source.exists():
        pytest.skip("the strings are not here")
    strings = [one for one in json.loads(source.read_text("utf-8")) if clean_text(one)][::step]
    with closing(House.open(blank(folder / "h.db"), clock=FixedClock(NOW), actor=ACTOR)) as house:
        for start in range(0, len(strings), 40):
            part = strings[start:start + 40]
            show = house.roadshows.add(part[0][:200], place=part[-1][:200], audience=part[0][:200],
                                       contact=part[-1][:200]).value
            companies = [house.companies.add(one[:300]).value for one in part]
            house.roadshows.add_companies(show, companies)
            for one, entry in zip(part, house.roadshows.lineup(show), strict=True):
                house.editing.set_field("lineup_entry", entry.id, "topic", one[:200])
                house.companies.save_profile(entry.company_id, "en", {"claim": one[:300], "problem": one[:2000]})
                attach(house, entry.id, entry.company_id, deck(1), f"{start}.pdf")
            yield house, show, part[0]


def test_naughty_names_in_a_pack(templates: object, tmp_path: Path) -> None:
    for house, show, name in _naughty(tmp_path, 20):
        options = house.packs.options(show, "en", recipient=name, version=name, copy=name, watermark=name,
                                      confidentiality=name)
        folder = tmp_path / "out"
        folder.mkdir(exist_ok=True)
        (copy,), result = house.packs.write_copies(show, folder, [options])
        assert (folder / copy.file_name).parent == folder
        assert (folder / copy.file_name).is_file()
        line = len(house.roadshows.lineup(show))
        assert result.pages > 2 * line
        house.packs.issue_all(show, [copy])
        assert house.packs.whose(copy.content)[0].roadshow == clean_text(name)[:200]
        assert len(house.packs.check(show, options).lines) == line


@pytest.mark.long
def test_all_naughty_names_in_packs_of_all_languages(templates: object, tmp_path: Path) -> None:
    for house, show, name in _naughty(tmp_path, 1):
        for language in ("en", "de", "zh"):
            for full in (False, True):
                options = replace(house.packs.options(show, language, recipient=name, watermark=name), full=full)
                pack = house.packs.make(show, options)
                with pikepdf.open(io.BytesIO(pack.content)) as pdf:
                    assert not pdf.check_pdf_syntax()
