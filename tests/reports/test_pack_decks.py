"""Decks that hide something, break something or never end: what is drawn goes in, nothing else."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from incubator_gui.core.messages import text
from incubator_gui.reports.pack_build import build_pack
from incubator_gui.reports.pack_decks import Deck, prepare
from incubator_gui.reports.pack_values import PackData, PackEntry, PackOptions
from tests.reports.samples import company, options


def plain(words: str = "Page", **resources: Any) -> Pdf:
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(960, 540))
    page.obj.Resources = Dictionary(Font=Dictionary(F1=Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)), **resources)
    page.obj.Contents = Stream(pdf, f"BT /F1 24 Tf 50 100 Td ({words}) Tj ET".encode())
    return pdf


def form(pdf: Pdf, content: bytes, **more: Any) -> pikepdf.Object:
    return pdf.make_indirect(Stream(pdf, content, Type=Name.XObject, Subtype=Name.Form,
                                    BBox=Array([0, 0, 960, 540]), **more))


def prepared(pdf: Pdf | bytes, folder: Path) -> Deck:
    source = folder / "deck.pdf"
    if isinstance(pdf, bytes):
        source.write_bytes(pdf)
    else:
        pdf.save(source, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return prepare(source, folder / "clean.pdf")


def said(deck: Deck) -> str:
    return "; ".join(map(text, deck.findings))


def test_names_in_the_encoding_of_chinese_programs(tmp_path: Path) -> None:
    content = b"BT /#CB#CE 24 Tf 100 100 Td (Deck) Tj ET /#CC#E5 Do"
    deck = prepared(
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</#CB#CE 5 0 R>>/XObject<</#CC#E5 6 0 R>>>>"
        b"/Annots[<</Type/Annot/Subtype/#CB#CE/Rect[0 0 9 9]>>]>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/TrueType/BaseFont/#CB#CE#CC#E5>>endobj\n"
        b"6 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Length 14>>stream\n0 0 50 50 re f\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n" % (len(content), content), tmp_path)
    assert len(deck.sizes) == 1
    assert "宋体" in said(deck)


def test_what_is_hidden_in_a_deck_does_not_go_along(tmp_path: Path) -> None:
    pdf = plain()
    file = pdf.make_indirect(Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary(F=Stream(pdf, b"secret"))))
    inner = form(pdf, b"0 0 9 9 re f", AF=Array([file]), OPI=Dictionary(), Ref=Dictionary(F="other.pdf", Page=0),
                 PieceInfo=Dictionary(App=Dictionary(Private=Dictionary(S=Name.JavaScript, JS="x"))))
    picture = pdf.make_indirect(Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
                                       ColorSpace=Name.DeviceGray, BitsPerComponent=8, F="http://example.org/x.jpg"))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=inner, Y=picture)
    pdf.pages[0].obj.Contents = Stream(pdf, b"/X Do /Y Do")
    deck = prepared(pdf, tmp_path)
    with pikepdf.open(deck.path) as clean:
        for one in clean.objects:
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                assert not {"/JS", "/EF", "/AF", "/Ref", "/OPI", "/PieceInfo"} & set(one.keys())
            if isinstance(one, pikepdf.Stream):
                assert "/F" not in one


def test_typed_words_of_a_form_are_shown(tmp_path: Path) -> None:
    pdf = plain()
    field = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="a", V="typed words", F=4,
                                         Rect=Array([100, 100, 300, 130]), DA="/Helv 12 Tf 0 g"))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True, DA="/Helv 12 Tf 0 g")
    pdf.pages[0].obj.Annots = Array([field])
    deck = prepared(pdf, tmp_path)
    with pikepdf.open(deck.path) as clean:
        drawn = b"".join(one.read_bytes() for one in clean.objects if isinstance(one, pikepdf.Stream))
    assert b"typed words" in drawn


@pytest.mark.parametrize("kind", ["layers", "bomb", "picture", "many"])
def test_a_page_that_never_ends_is_left_out(tmp_path: Path, kind: str) -> None:
    pdf = plain()
    pdf.add_blank_page(page_size=(960, 540))
    if kind == "layers":  # ten times ten times ten …
        drawn = form(pdf, b"0 0 9 9 re f")
        for _ in range(12):
            drawn = form(pdf, b"/X Do " * 10, Resources=Dictionary(XObject=Dictionary(X=drawn)))
        content = b"/#58 Do"
    elif kind == "bomb":
        drawn = form(pdf, zlib.compress(b"0 0 m 1 1 l S " * 5_000_000), Filter=Name.FlateDecode)
        content = b"/X Do"
    elif kind == "many":
        drawn = form(pdf, b"0 0 m 1 1 l S " * 100)
        content = b"/X Do " * 100_000
    else:
        drawn = pdf.make_indirect(Stream(pdf, b"x", Type=Name.XObject, Subtype=Name.Image, Width=60_000, Height=60_000,
                                         ColorSpace=Name.DeviceGray, BitsPerComponent=8))
        content = b"/X Do"
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=drawn)
    pdf.pages[0].obj.Contents = Stream(pdf, content)
    deck = prepared(pdf, tmp_path)
    assert len(deck.sizes) == 1
    assert "1 page cannot be shown" in said(deck)


def test_a_form_that_draws_itself_is_no_reason(tmp_path: Path) -> None:
    pdf = plain()
    drawn = form(pdf, b"/X Do")
    drawn.Resources = Dictionary(XObject=Dictionary(X=drawn))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=drawn)
    pdf.pages[0].obj.Contents = Stream(pdf, b"/X Do")
    assert len(prepared(pdf, tmp_path).sizes) == 1


@pytest.mark.parametrize("base", [False, True])
def test_hidden_layers_stay_hidden(tmp_path: Path, base: bool) -> None:
    """A deck's own list of layers does not come along with its pages: the pack needs one."""
    pdf = plain()
    hidden, shown = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("internal", "public"))
    usual = Dictionary(BaseState=Name.OFF, ON=Array([shown])) if base else Dictionary(OFF=Array([hidden]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([hidden, shown]), D=usual)
    pdf.pages[0].obj.Resources.Properties = Dictionary(A=hidden, B=shown)
    pdf.pages[0].obj.Contents = Stream(pdf, b"/OC /A BDC 0 0 960 540 re f EMC /OC /B BDC 0 0 9 9 re f EMC")
    deck = prepared(pdf, tmp_path)
    assert "stay hidden" in said(deck)
    data = PackData("Friday", (PackEntry(company("en"), deck="deck"),))
    build_pack(data, PackOptions(options("en"), parts=("companies", "decks")), {"deck": deck}, tmp_path / "pack.pdf")
    with pikepdf.open(tmp_path / "pack.pdf") as pack:
        off = pack.Root.OCProperties.D.OFF
        assert [str(one.Name) for one in off] == ["internal"]
        used = [one for one in pack.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == Name.OCG]
        assert {str(one.Name) for one in used} == {"internal", "public"}
        assert next(one for one in used if str(one.Name) == "internal").objgen == off[0].objgen
