"""Whole papers: structure, fonts, text, and the same bytes twice."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from incubator_gui.core.errors import Environment
from incubator_gui.core.languages import translator
from incubator_gui.core.messages import msg
from incubator_gui.reports.build import build, build_child, request
from incubator_gui.reports.charts import Share, SharesBar
from incubator_gui.reports.fonts import face
from incubator_gui.reports.onepager_parts import key_figures
from incubator_gui.reports.result import Result
from incubator_gui.reports.values import SECTIONS, DossierData, IndicatorLine, ListData, PaperOptions
from incubator_gui.reports.whole_file import scratch_of
from incubator_gui.reports.wire import from_json, to_json
from tests.reports.samples import bare, company, options, table

LANGUAGES = ("en", "de", "zh")


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_pager_is_one_page(tmp_path: Path, language: str) -> None:
    result = build(company(language), options(language), tmp_path / "one.pdf", one_pager=True)
    assert result.pages == 1
    assert not result.warnings
    text = text_of(result.target)
    for part in ("顾𬭳", "Dr. Johanna Meißner", "TRL 6", "45", "B"):
        assert part in text
    assert {"en": "CN¥123.5M", "de": "123,5 Mio.", "zh": "¥1.24亿"}[language] in text.replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_dossier_contents_outline_and_links_name_the_real_pages(tmp_path: Path, language: str) -> None:
    result = build(company(language), options(language), tmp_path / "dossier.pdf")
    reader = PdfReader(result.target)
    assert len(reader.pages) == result.pages > 3
    cover, *chapters = flat(reader.outline)
    assert cover.title == company(language).name
    assert len(chapters) == len(SECTIONS)
    pages = [reader.get_destination_page_number(entry) for entry in chapters]
    assert pages == sorted(pages)
    first = reader.pages[0].extract_text()
    for entry, page in zip(chapters, pages, strict=True):
        assert entry.title in reader.pages[page].extract_text()
        assert entry.title in first
    links = [one.get_object() for one in reader.pages[0]["/Annots"]]
    targets = [reader.get_page_number(link["/Dest"][0].get_object()) for link in links]
    assert targets == pages
    assert [link["/Contents"] for link in links] == [entry.title for entry in chapters]
    printed = " ".join(line for line in first.splitlines() if line.isdigit())
    assert " ".join(str(page + 1) for page in pages) in printed
    for index, page in enumerate(reader.pages[1:], 2):
        assert f"{index}" in page.extract_text()
    with pikepdf.open(result.target) as pdf:
        assert str(pdf.Root.Lang) == {"en": "en-GB", "de": "de-DE", "zh": "zh-Hans-CN"}[language]
        assert options(language).house == str(pdf.docinfo["/Author"])


def flat(entries: list) -> list:  # type: ignore[type-arg]
    out = []
    for entry in entries:
        out += flat(entry) if isinstance(entry, list) else [entry]
    return out


def test_same_values_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        for language in LANGUAGES:
            build(company(language), options(language), tmp_path / f"{name}{language}.pdf")
    for language in LANGUAGES:
        assert (tmp_path / f"a{language}.pdf").read_bytes() == (tmp_path / f"b{language}.pdf").read_bytes()


def test_chinese_text_copies_as_it_was_written(tmp_path: Path) -> None:
    data = replace(company("zh"), name="𬭳赟犇（上海）", problem="堃喆犇昇赟旻，“互联网 + 汽车”……", claim="It’s “new”")
    build(data, options("zh"), tmp_path / "a.pdf", one_pager=True)
    text = text_of(tmp_path / "a.pdf")
    for part in ("𬭳赟犇（上海）", "堃喆犇昇赟旻，“互联网 + 汽车”……", "It’s “new”"):
        assert part in text


def test_bare_company_collapses(tmp_path: Path) -> None:
    assert build(bare(), PaperOptions(), tmp_path / "one.pdf", one_pager=True).pages == 1
    result = build(bare(), PaperOptions(), tmp_path / "dossier.pdf")
    assert result.pages == 2
    assert text_of(result.target).count("nothing on record") == len(SECTIONS) - 1
    assert build(DossierData(""), PaperOptions(sections=()), tmp_path / "nothing.pdf").pages == 1


def test_only_chosen_sections(tmp_path: Path) -> None:
    result = build(company("en"), replace(options("en"), sections=("team", "funding"), watermark="DRAFT"),
                   tmp_path / "a.pdf")
    reader = PdfReader(result.target)
    assert [entry.title for entry in flat(reader.outline)][1:] == ["Team", "Funding"]
    assert all("DRAFT" in page.extract_text() for page in reader.pages)


def test_one_page_holds_whatever_was_written(tmp_path: Path) -> None:
    data = company("de")
    long = " ".join([data.problem] * 12)
    full = replace(data, problem=long, solution=long, market=long, business_model=long, claim=long, team_note=long,
                   name="Gesellschaft für außergewöhnlich lange Unternehmensnamen und deren Weiterführung mbH " * 3,
                   persons=data.persons * 5, milestones=data.milestones * 5, sources=long)
    result = build(full, options("de"), tmp_path / "a.pdf", one_pager=True)
    assert result.pages == 1
    assert any("shortened" in str(one) for one in result.warnings)
    notice = translator("de").text(msg("Shortened to fit one page; the dossier has the whole text."))
    assert notice in text_of(tmp_path / "a.pdf")


def _sizes(path: Path) -> set[float]:
    """The sizes of type on the first page."""
    found: set[float] = set()
    PdfReader(path).pages[0].extract_text(
        visitor_text=lambda text, _cm, _tm, _font, size: found.add(round(float(size), 1)) if text.strip() else None)
    return found


def test_small_type_comes_before_cutting_and_never_below_its_limit(tmp_path: Path) -> None:
    data = company("de")
    seen = []
    for times in (1, 2, 3, 4, 9):
        texts = {key: " ".join([getattr(data, key)] * times) for key in ("problem", "solution", "market")}
        result = build(replace(data, **texts), options("de"), tmp_path / "a.pdf", one_pager=True)
        assert result.pages == 1
        cut, sizes = any("shortened" in str(one) for one in result.warnings), _sizes(tmp_path / "a.pdf")
        assert min(sizes) >= 7
        assert not cut or 8.0 in sizes
        seen.append((cut, 8.0 in sizes or 8.5 in sizes))
    assert seen[0] == (False, False)
    assert (False, True) in seen
    assert seen[-1] == (True, True)


def test_revenue_says_what_it_is_and_comes_first(tmp_path: Path) -> None:
    for one_pager in (True, False):
        build(company("en"), options("en"), tmp_path / "a.pdf", one_pager=one_pager)
        text = " ".join(text_of(tmp_path / "a.pdf").split())
        assert "Revenue, last four quarters" in text
        assert "per quarter" not in text
        assert "sum of the four quarters" in text


def test_key_figures_are_of_several_kinds() -> None:
    keys = ("jobs_full_time", "jobs_part_time", "patents_applied", "patents_granted", "rd_share", "capital_raised",
            "revenue")
    lines = [IndicatorLine(key, Decimal(index)) for index, key in enumerate(keys)]
    assert [line.key for line in key_figures(lines)] == [
        "revenue", "capital_raised", "rd_share", "patents_granted", "patents_applied"]
    assert [line.key for line in key_figures([IndicatorLine("x", None)])] == []


def test_the_uses_of_money_keep_their_words() -> None:
    for words in (("Zulassung", "Personal", "Reserve"), ("Zulassung und Erprobung in drei Ländern", "Personalaufbau",
                                                         "Rücklage für Unvorhergesehenes")):
        bar = SharesBar([Share(share, "", word, "3,5 Mio. €") for share, word in zip((0.85, 0.1, 0.05), words,
                                                                                     strict=True)], 300)
        if bar._starts:
            ends = [at + face().width(word, 9) for at, word in zip(bar._starts, words, strict=True)]
            assert all(end < start for end, start in zip(ends, bar._starts[1:], strict=False))
            assert ends[-1] <= 300
        else:
            assert bar.height > bar.tall + 3 * 10


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler is not installed")
def test_every_font_is_embedded_in_two_weights(tmp_path: Path) -> None:
    build(company("zh"), options("zh"), tmp_path / "a.pdf")
    rows = subprocess.run(["pdffonts", str(tmp_path / "a.pdf")], check=True, capture_output=True,
                          text=True).stdout.splitlines()[2:]
    names = {row.split()[0].partition("+")[2] for row in rows}
    assert names == {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_syntax(tmp_path: Path) -> None:
    build(company("de"), options("de"), tmp_path / "a.pdf")
    subprocess.run(["qpdf", "--check", str(tmp_path / "a.pdf")], check=True, capture_output=True)


def test_nothing_stands_in_the_way_of_archiving(tmp_path: Path) -> None:
    build(company("zh"), options("zh"), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        try:
            from pikepdf import pdfa
        except ImportError:
            pytest.skip("pikepdf's PDF/A part is not installed")
        pdfa.prepare(pdf, "2b")
        assert not pdfa.check(pdf, "2b").findings


def test_lists_repeat_their_header(tmp_path: Path) -> None:
    for landscape in (False, True):
        data = table(150, landscape)
        result = build(data, options("de"), tmp_path / "list.pdf")
        reader = PdfReader(result.target)
        assert result.pages == len(reader.pages) > 2
        width, height = reader.pages[0].mediabox[2:]
        assert (width > height) is landscape
        for index, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            assert "Unternehmen" in text
            assert translator("de").text(msg("Page {page} of {total}", page=index, total=result.pages)) in text
        whole = text_of(result.target)
        assert all(row[1] in whole for row in data.rows)


def test_lists_of_odd_shape(tmp_path: Path) -> None:
    for data in (ListData("Empty", ()), ListData("No rows", table(1).columns),
                 replace(table(3), rows=(("a",), ("b",) * 40, ("x" * 30_000,) * 3))):
        assert build(data, options("en"), tmp_path / "a.pdf").pages >= 1


def test_the_way_into_a_child_and_back(tmp_path: Path) -> None:
    data, chosen, steps = company("zh"), options("zh"), list[tuple[int, int]]()
    assert from_json(DossierData, to_json(data)) == data
    assert from_json(PaperOptions, to_json(chosen)) == chosen
    assert from_json(ListData, to_json(table(3))) == table(3)
    with pytest.raises(ValueError):
        from_json(DossierData, {"name": "x", "nonsense": 1})
    with pytest.raises(TypeError):
        from_json(DossierData, {"name": 1})
    answer = build_child(request(data, chosen, tmp_path / "a.pdf"), lambda done, total: steps.append((done, total)))
    assert Result.from_json(answer) == Result(tmp_path / "a.pdf", answer["pages"])
    assert steps[-1][0] == steps[-1][1] == len(SECTIONS) + 1


def test_in_a_real_child(tmp_path: Path) -> None:
    process = pytest.importorskip("incubator_gui.core.process")
    from incubator_gui.reports.build import TARGET

    answer = process.run_child(TARGET, request(company("de"), options("de"), tmp_path / "a.pdf", True))
    assert answer["pages"] == 1
    build(company("de"), options("de"), tmp_path / "b.pdf", True)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr("incubator_gui.reports.paper.Canvas.save",
                        lambda self: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(Environment, match="No space left"):
        build(company("en"), options("en"), target)
    assert target.read_bytes() == b"old"
    assert not scratch_of(target).exists()
    with pytest.raises(Environment):
        build(company("en"), options("en"), tmp_path / "missing" / "a.pdf")
