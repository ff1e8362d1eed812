"""PDF files lose who noted, signed and attached; what is drawn stays."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from incubator_gui.exchange.document_traces import child
from tests.exchange.test_document_traces import SECRET, jpeg, told


def plain() -> pikepdf.Pdf:
    whole = io.BytesIO()
    canvas = Canvas(whole, initialFontName="Helvetica")
    canvas.drawString(72, 72, "Seen")
    canvas.acroForm.textfield(name="field", x=10, y=10)
    canvas.save()
    pdf = pikepdf.open(whole)
    del pdf.trailer["/Info"]
    return pdf


def noted(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    file = pdf.make_stream(SECRET.encode())
    page.Annots.extend([
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), T=String(SECRET),
                                     Contents=String("Ask why"))),
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]),
                                     FS=Dictionary(Type=Name.Filespec, F=String(SECRET), EF=Dictionary(F=file))))])
    page.Thumb = pdf.make_stream(SECRET.encode(), Width=1, Height=1)


def signed(pdf: pikepdf.Pdf) -> None:
    signature = pdf.make_indirect(Dictionary(Type=Name.Sig, Name=String(SECRET), Reason=String(SECRET),
                                             Contents=String(SECRET)))
    pdf.Root.AcroForm.Fields.append(pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("Sign1"), V=signature)))
    pdf.Root.DSS = Dictionary(Certs=Array([pdf.make_stream(SECRET.encode())]))


def layered(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer"), Usage=Dictionary(
        CreatorInfo=Dictionary(Creator=String(SECRET)))))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Creator=String(SECRET)))
    picture = pdf.make_stream(jpeg(), Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8, Filter=Name.DCTDecode,
                              ColorSpace=Name.DeviceRGB, BitsPerComponent=8)
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im1=picture)
    pdf.pages[0].contents_add(b"q /Im1 Do Q")


def clean(pdf: pikepdf.Pdf, tmp_path: Path) -> bytes:
    given, made = tmp_path / "given.pdf", tmp_path / "made.pdf"
    pdf.save(given, compress_streams=False)
    assert told(given.read_bytes())
    assert child([[str(given), str(made)]], lambda _now, _of: None) == []
    return made.read_bytes()


def test_notes_stay_without_who_wrote_them(tmp_path: Path) -> None:
    pdf = plain()
    noted(pdf)
    content = clean(pdf, tmp_path)
    assert not told(content)
    with pikepdf.open(io.BytesIO(content)) as read:
        kinds = {str(one.Subtype): one for one in read.pages[0].obj.Annots}
        assert set(kinds) == {"/Widget", "/Text"}
        assert str(kinds["/Text"].Contents) == "Ask why"
        assert str(kinds["/Widget"].T) == "field", "the name of a field is none of a person"
        assert b"Seen" in read.pages[0].Contents.read_bytes()


def test_signatures_and_layers_name_nobody(tmp_path: Path) -> None:
    pdf = plain()
    signed(pdf)
    layered(pdf)
    content = clean(pdf, tmp_path)
    assert not told(content)
    with pikepdf.open(io.BytesIO(content)) as read:
        assert "/V" not in read.Root.AcroForm.Fields[-1]
        assert str(read.Root.OCProperties.OCGs[0].Name) == "Layer"
        assert pikepdf.PdfImage(read.pages[0].Resources.XObject.Im1).as_pil_image().size == (8, 8)


def test_what_an_earlier_save_left_behind_is_gone(tmp_path: Path) -> None:
    given, made = tmp_path / "given.pdf", tmp_path / "made.pdf"
    pdf = plain()
    pdf.save(given, compress_streams=False)
    content = given.read_bytes()
    at = content.rindex(b"startxref")
    given.write_bytes(content[:at] + b"99 0 obj\n(" + SECRET.encode() + b")\nendobj\n" + content[at:])
    assert child([[str(given), str(made)]], lambda _now, _of: None) == []
    assert not told(made.read_bytes())


def test_a_picture_without_its_place_and_maker(tmp_path: Path) -> None:
    def gif() -> bytes:
        return (b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff\x21\xfe\x0f" + SECRET.encode() + b"\x00"
                + b"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00\x3b")

    def webp() -> bytes:
        out, exif = io.BytesIO(), Image.Exif()
        exif[0x013B] = SECRET
        Image.new("RGB", (8, 8), "red").save(out, "WEBP", exif=exif)
        return out.getvalue()

    def svg() -> bytes:
        return (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
                f's:docname="{SECRET}"><!-- {SECRET} --><metadata>{SECRET}</metadata><text>Seen</text></svg>').encode()

    def rtf() -> bytes:
        return (rb"{\rtf1{\info{\author " + SECRET.encode() + rb"}{\company x}}{\*\revtbl{Unknown;}{" + SECRET.encode()
                + rb";}}{\*\atnauthor " + SECRET.encode() + rb"} Seen \{ok\}}")

    for make in (gif, webp, svg, rtf):
        given, made = tmp_path / "given", tmp_path / "made"
        given.write_bytes(make())
        assert told(given.read_bytes()), make.__name__
        assert child([[str(given), str(made)]], lambda _now, _of: None) == [], make.__name__
        assert not told(made.read_bytes()), make.__name__
        if make in (svg, rtf):
            assert b"Seen" in made.read_bytes()
        else:
            assert Image.open(io.BytesIO(made.read_bytes())).size in ((1, 1), (8, 8))
