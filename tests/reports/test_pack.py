"""The pack on paper: page numbers, links, redaction, hostile words, plans from elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from incubator_gui.reports.pack_build import build_pack
from incubator_gui.reports.pack_paper import PackPaper
from incubator_gui.reports.pack_redact import PROFILES, redacted
from incubator_gui.reports.pack_values import PackData, PackEntry, PackOptions, PlanPage, RateLine
from incubator_gui.reports.values import Ask, DossierData, IndicatorLine, Money, PaperOptions, PersonLine, RoundLine

DAY = date(2027, 5, 1)
NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "naughty_strings" / "blns.json"


def company(name: str, **given: object) -> DossierData:
    full = DossierData(
        name=name, claim="Claim of it", problem="Problem", solution="Solution", market="Market-word",
        business_model="Model-word", email="secret@mail.example", phone="+49 1", pitch="internal-pitch",
        notes=("internal-note",), trl=6, head_count=12, persons=(PersonLine("Ada", "founder", "", "Background-word"),),
        ask=Ask(Money(Decimal(3_000_000), "EUR")), rounds=(RoundLine("Seed", "equity"),),
        indicators=(IndicatorLine("revenue", Decimal(1_200_000), "money", "EUR", DAY, "company"),
                    IndicatorLine("jobs_full_time", Decimal(9), as_of=DAY)))
    return replace(full, **given)  # type: ignore[arg-type]


def options(language: str = "en", profile: str = "vc", **given: object) -> PackOptions:
    return replace(PackOptions(PaperOptions(language, house="House", day=DAY), profile), **given)  # type: ignore[arg-type]


def words(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_page_numbers_are_true(tmp_path: Path, language: str) -> None:
    data = PackData("Show", tuple(PackEntry(company(f"Firma {n:03d}"), "13:30", 8) for n in range(70)), DAY)
    result = build_pack(data, options(language), {}, tmp_path / "a.pdf")
    pages = words(tmp_path / "a.pdf")
    assert len(pages) == result.pages
    first = next(n for n, text in enumerate(pages) if text.splitlines()[3:4] == ["Firma 000"])
    contents = "\n".join(pages[2:6])
    for n in (0, 35, 69):
        assert f"Firma {n:03d}" in pages[first + n]
        lines = contents.splitlines()
        found = [lines[i:i + 2] for i, line in enumerate(lines) if line.strip() == f"Firma {n:03d}"]
        assert any(str(first + n + 1) in pair[-1] for pair in found) or f"Firma {n:03d} {first + n + 1}" in contents
    with pikepdf.open(tmp_path / "a.pdf") as pdf, pdf.open_outline() as outline:
        firms = [item for item in outline.root if item.title.startswith("Firma")]
        assert len(firms) == 70
        assert sum(len(page.get("/Annots", [])) for page in pdf.pages) >= 70


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_redaction(tmp_path: Path, profile: str) -> None:
    data = PackData("Show", (PackEntry(company("Firma")),), DAY)
    build_pack(data, options(profile=profile), {}, tmp_path / "a.pdf")
    text = "\n".join(words(tmp_path / "a.pdf"))
    assert "internal-pitch" not in text
    assert "internal-note" not in text
    assert ("1.2" in text) == (profile in ("vc", "bank"))
    assert ("3M" in text or "3m" in text or "3,000,000" in text) == (profile in ("vc", "bank"))
    assert ("Market-word" in text) == (profile != "public")
    assert ("Background-word" in text) == (profile in ("vc", "pilot"))
    assert ("secret@mail.example" in text) == (profile != "public")


def test_an_unknown_audience_sees_as_little_as_the_public() -> None:
    assert redacted(company("X"), "nobody") == redacted(company("X"), "public")


def test_the_same_values_give_the_same_bytes(tmp_path: Path) -> None:
    data = PackData("Show", (PackEntry(company("禾岚电驱")), PackEntry(company("Ö"))), DAY,
                    rates=(RateLine("EUR", "CNY", Decimal("7.81"), DAY, "ECB"),))
    for name in ("a", "b"):
        build_pack(data, options("zh"), {}, tmp_path / f"{name}.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert "7.81" in "\n".join(words(tmp_path / "a.pdf"))


def draw_test_plan(paper: PackPaper, scene: str) -> None:
    paper.canvas.rect(100, 100, *json.loads(scene))


def test_a_plan_is_drawn_by_its_own_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import incubator_gui.reports.charts as anywhere

    monkeypatch.setattr(anywhere, "draw_test_plan", draw_test_plan, raising=False)
    data = PackData("Show", (), plans=(PlanPage("Floor 1", "incubator_gui.reports.charts:draw_test_plan", "[50, 60]"),))
    build_pack(data, options(parts=("contents", "plans")), {}, tmp_path / "a.pdf")
    assert "Floor 1" in words(tmp_path / "a.pdf")[0]
    with pytest.raises(ValueError, match="drawer"):
        build_pack(replace(data, plans=(PlanPage("x", "os:system", "ls"),)), options(), {}, tmp_path / "b.pdf")
    assert not (tmp_path / "b.pdf").exists()


def test_short_parts_share_a_page_and_long_ones_do_not(tmp_path: Path) -> None:
    for count, wanted in ((4, 2), (70, 5)):
        data = PackData("Show", tuple(PackEntry(company(f"Firma {n}"), "13:30", 8) for n in range(count)), DAY)
        build_pack(data, options(), {}, tmp_path / "a.pdf")
        pages = words(tmp_path / "a.pdf")
        assert next(n for n, text in enumerate(pages, 1) if "Programme" in text and "Topic" in text and n > 1) == wanted


def test_the_contents_come_before_what_they_lead_to(tmp_path: Path) -> None:
    data = PackData("Show", (PackEntry(company("Firma"), "13:30", 8),), DAY)
    build_pack(data, options(), {}, tmp_path / "a.pdf")
    second = words(tmp_path / "a.pdf")[1]
    assert second.index("Notice") < second.index("Contents") < second.index("Topic")


def test_companies_of_which_only_the_name_is_known_share_pages(tmp_path: Path) -> None:
    """A page for each would look broken; a company with much to tell still begins its own."""
    bare = [PackEntry(DossierData(name=f"Nur {n:03d}"), "13:30", 8) for n in range(12)]
    data = PackData("Show", (*bare[:6], PackEntry(company("Voll", problem="Problem " * 200), "14:00"), *bare[6:]), DAY)
    result = build_pack(data, options("de", parts=("contents", "companies")), {}, tmp_path / "a.pdf")
    pages = words(tmp_path / "a.pdf")
    assert result.pages == 4
    assert [sum("Nur" in line for line in page.splitlines()) for page in pages[1:]] == [6, 0, 6]
    assert "Voll" in pages[2]
    assert "Nur 007\r\n4" in pages[0] or "Nur 007 4" in pages[0]
    with pikepdf.open(tmp_path / "a.pdf") as pdf, pdf.open_outline() as outline:
        heights = [item.destination[3] for item in outline.root if item.title.startswith("Nur 00")]
        assert len(heights) == 10
        assert heights[0] > heights[1] > heights[2], "each name leads to its own height"


def test_a_pack_for_the_public_says_nothing_of_secrets_and_figures(tmp_path: Path) -> None:
    data = PackData("Show", (PackEntry(company("Firma")),), DAY)
    build_pack(data, options(profile="public"), {}, tmp_path / "a.pdf")
    text = " ".join(" ".join(words(tmp_path / "a.pdf")).split())
    for wrong in ("unpublished", "recipient alone", "copied or passed on", "Revenue", "TRL", "Exchange rates"):
        assert wrong not in text, wrong
    assert "meant for the public" in text
    assert "Glossary" not in text, "there is nothing to explain"


def test_a_long_recipient_stands_on_the_cover_in_full(tmp_path: Path) -> None:
    name = "Beteiligungsgesellschaft Sächsische Mobilitätsinnovationen mbH & Co. KG"
    paper = PaperOptions("de", house="House", day=DAY, recipient=name, copy="01 / 03", version="2")
    build_pack(PackData("Show", (), DAY), PackOptions(paper, "vc", expires_on=DAY), {}, tmp_path / "a.pdf")
    assert name in " ".join(words(tmp_path / "a.pdf")[0].split())


def test_the_sum_of_the_minutes_is_never_alone_on_a_page(tmp_path: Path) -> None:
    for count in range(26, 34):
        data = PackData("Show", tuple(PackEntry(company(f"F{n}"), "13:30", 8) for n in range(count)), DAY)
        build_pack(data, options(parts=("programme",)), {}, tmp_path / "a.pdf")
        assert all("F" in page and "13:30" in page for page in words(tmp_path / "a.pdf"))


def test_no_part_at_all_is_a_page(tmp_path: Path) -> None:
    assert build_pack(PackData("", ()), options(parts=()), {}, tmp_path / "a.pdf").pages == 1


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the strings are not here")
def test_naughty_strings_as_names_and_words(tmp_path: Path) -> None:
    strings = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    entries = tuple(PackEntry(company(one, claim=one, problem=one), "13:30", 8, 0, one, deck_title=one)
                    for one in strings[::3])
    data = PackData(strings[40], entries, DAY, place=strings[100], audience=strings[200])
    result = build_pack(data, options("de"), {}, tmp_path / "a.pdf")
    assert result.pages > len(entries)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert not pdf.get_warnings()
