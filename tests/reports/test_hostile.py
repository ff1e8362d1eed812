"""Texts and images that mean harm: the paper always comes out, in bounded time, and harmless."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from incubator_gui.reports.build import build
from incubator_gui.reports.values import PaperOptions
from tests.reports.samples import company, hostile, options

SHARED = Path(__file__).parents[3] / "shared" / "data"
INJECTIONS = (
    '<img src="/etc/passwd"/>', '<a href="javascript:app.alert(1)">x</a>', "<b>never closed", "</para><para>",
    "<onDraw name='x'/>", "&lt;&#0;&nbsp;", "[[['\"]]]",
    "(unbalanced \\( \\", ") Tj ET Q /JavaScript", "%PDF-1.7\n%%EOF",
    "{name} {0} %s %(x)s", "x" * 20_000, "word " * 6_000, "字" * 10_000, "مرحبا بالعالم", "‮evil‬",
    "👩‍👩‍👧‍👦🚀" * 50, "Z̷͎̈́a̴̡͂l̵̘̍g̶͙̽o̶̰̊" * 200, "\ud800 lone", "\x00\x01\x1b[31m", "\n" * 5_000, "a\n" * 3_000, "", " ",
    "\u200b", "\u3000", "(" * 5_000, "-" * 5_000, "/" * 5_000, "@" * 5_000,
)


def _both(text: str, folder: Path) -> list[Path]:
    chosen = PaperOptions(house=text, event=text, confidentiality=text, recipient=text, version=text, copy=text,
                          watermark=text, contact=text)
    paths = []
    for one_pager in (True, False):
        path = folder / f"{one_pager}.pdf"
        result = build(hostile(text), chosen, path, one_pager)
        assert not one_pager or result.pages == 1
        paths.append(path)
    return paths


HUGE = ("x" * 200_000, "word " * 60_000, "字" * 100_000)


@pytest.mark.parametrize("text", [*INJECTIONS, *(pytest.param(one, marks=pytest.mark.long) for one in HUGE)],
                         ids=range(len(INJECTIONS) + len(HUGE)))
def test_injections(tmp_path: Path, text: str) -> None:
    for path in _both(text, tmp_path):
        with pikepdf.open(path) as pdf:
            assert not pdf.check_pdf_syntax()
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary):
                    assert not {"/JavaScript", "/JS", "/URI", "/Launch", "/EmbeddedFile"} & set(item.keys())
            printed = "\n".join(page.extract_text() for page in PdfReader(path).pages[:12])
        assert "root:" not in printed


def test_markup_is_printed_as_it_was_written(tmp_path: Path) -> None:
    build(replace(company("en"), problem='<img src="/etc/passwd"/> & <b>bold</b>'), options("en"), tmp_path / "a.pdf")
    printed = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    assert '<img src="/etc/passwd"/> & <b>bold</b>' in printed


def test_naughty_strings(tmp_path: Path) -> None:
    source = SHARED / "naughty_strings" / "blns.json"
    if not source.exists():
        pytest.skip("the list of naughty strings is not here")
    strings = json.loads(source.read_text("utf-8"))
    for text in strings:
        build(hostile(text), options("en"), tmp_path / "a.pdf", one_pager=True)
    for start in range(0, len(strings), 60):
        build(hostile("\n".join(strings[start:start + 60])), options("de"), tmp_path / "a.pdf")
        build(hostile(" ".join(strings[start:start + 60])), options("zh"), tmp_path / "a.pdf")


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    data = replace(company("en"), claim="Rocket 🚀 שלום")
    result = build(data, options("en"), tmp_path / "a.pdf", one_pager=True)
    assert any("U+1F680" in str(warning) and "U+05E9" in str(warning) for warning in result.warnings)
    assert "Rocket □ □□□□" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text()


def test_real_images_never_stop_a_paper(tmp_path: Path) -> None:
    folder = SHARED / "images"
    if not folder.exists():
        pytest.skip("the folder of images is not here")
    drawn = 0
    for path in sorted(folder.iterdir()):
        result = build(replace(company("en"), logo=str(path)), options("en"), tmp_path / "a.pdf", one_pager=True)
        images = [image for page in PdfReader(tmp_path / "a.pdf").pages for image in page.images]
        assert len(images) + len(result.warnings) == 1, path.name
        assert all(path.name in str(warning) for warning in result.warnings)
        drawn += len(images)
    assert drawn > 20


def test_logos_are_small_upright_and_seen(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.effect_noise((3000, 1000), 40).convert("CMYK").save(tmp_path / "wide.jpg", exif=exif)
    white = Image.new("RGBA", (400, 200), (0, 0, 0, 0))
    white.paste((255, 255, 255, 255), (100, 50, 300, 150))
    white.save(tmp_path / "white.png")
    for name, check in (("wide.jpg", lambda image: image.height > image.width and image.height < 250),
                        ("white.png", lambda image: image.convert("L").getpixel((0, 0)) < 60)):
        build(replace(company("en"), logo=str(tmp_path / name)), options("en"), tmp_path / "a.pdf", one_pager=True)
        (image,) = PdfReader(tmp_path / "a.pdf").pages[0].images
        assert check(image.image), name
    result = build(replace(company("en"), logo=str(tmp_path / "none.png")), options("en"), tmp_path / "a.pdf")
    assert len(result.warnings) == 1


def test_logos_of_kinds_that_are_not_taken_are_to_be_saved_as_others(tmp_path: Path) -> None:
    (tmp_path / "drawn.svg").write_text('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    Image.new("RGB", (32, 32)).save(tmp_path / "icon.ico")
    Image.new("RGB", (32, 32)).save(tmp_path / "wrongly_named.png", format="JPEG2000")
    (tmp_path / "torn.png").write_bytes(b"\x89PNG\r\n\x1a\n torn")
    advice = "Save it as PNG or JPEG."
    for name, words in (("drawn.svg", advice), ("icon.ico", advice), ("wrongly_named.png", advice),
                        ("torn.png", "could not be read as an image")):
        result = build(replace(company("en"), logo=str(tmp_path / name)), options("en"), tmp_path / "a.pdf",
                       one_pager=True)
        assert [name in str(one) and words in str(one) for one in result.warnings] == [True], name


def test_a_logo_with_absurdly_many_pixels_is_called_that(tmp_path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(tmp_path / "huge.png")
    result = build(replace(company("en"), logo=str(tmp_path / "huge.png")), options("en"), tmp_path / "a.pdf",
                   one_pager=True)
    assert [str(one) for one in result.warnings] == ["The logo huge.png has too many pixels and was left out."]
