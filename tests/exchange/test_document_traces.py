"""Files lose what they tell of their maker, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, PngImagePlugin
from reportlab.pdfgen.canvas import Canvas

from incubator_gui.exchange.document_traces import child, without_traces

SECRET = "Geheim Mobility"


def pdf() -> bytes:
    whole = io.BytesIO()
    canvas = Canvas(whole)
    canvas.setTitle(f"Plan of {SECRET}")
    canvas.setAuthor(SECRET)
    canvas.drawString(72, 72, "Seen")
    canvas.save()
    with pikepdf.open(whole) as made:
        with made.open_metadata() as meta:
            meta["dc:creator"] = [SECRET]
        made.attachments["geheim.txt"] = pikepdf.AttachedFileSpec(made, SECRET.encode(), filename=f"{SECRET}.txt")
        made.pages[0].obj["/PieceInfo"] = pikepdf.Dictionary(Tool=pikepdf.Dictionary(Private=pikepdf.String(SECRET)))
        out = io.BytesIO()
        made.save(out, compress_streams=False)
    return out.getvalue()


def jpeg() -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = SECRET
    Image.new("RGB", (8, 8), "red").save(out, "JPEG", exif=exif, comment=SECRET.encode())
    return out.getvalue()


def png() -> bytes:
    out, info = io.BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET)
    Image.new("RGB", (8, 8), "red").save(out, "PNG", pnginfo=info)
    return out.getvalue()


def docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<w>Seen</w>")
        made.writestr("docProps/core.xml", f"<creator>{SECRET}</creator>")
        made.writestr("docProps/app.xml", f"<Company>{SECRET}</Company>")
    return out.getvalue()


def told(content: bytes) -> bool:
    """Whether the file still says it, also in what is compressed."""
    parts = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for one in pdf.objects:
                if isinstance(one, pikepdf.Stream):
                    photo = one.get("/Filter") == pikepdf.Name.DCTDecode
                    parts.append(one.read_raw_bytes() if photo else one.read_bytes())
            parts += [repr(one).encode() for one in pdf.objects]
    return any(SECRET.encode() in part or SECRET.encode("utf-16-be") in part for part in parts)


@pytest.mark.parametrize("make", [pdf, jpeg, png, docx])
def test_traces_are_gone_and_what_is_seen_stays(make: Callable[[], bytes], tmp_path: Path) -> None:
    given, made = tmp_path / "given", tmp_path / "made"
    given.write_bytes(make())
    assert told(given.read_bytes())
    assert child([[str(given), str(made)]], lambda _now, _of: None) == []
    clean = made.read_bytes()
    assert not told(clean)
    if make in (jpeg, png):
        assert Image.open(io.BytesIO(clean)).tobytes() == Image.open(given).tobytes()
    elif make is pdf:
        with pikepdf.open(made) as read:
            assert b"Seen" in read.pages[0].Contents.read_bytes()
    else:
        with zipfile.ZipFile(made) as archive:
            assert archive.testzip() is None
            assert b"<w>Seen</w>" in archive.read("word/document.xml")


def test_what_cannot_be_read_is_named_and_plain_files_pass(tmp_path: Path) -> None:
    files = {tmp_path / name: tmp_path / f"{name}.out" for name in ("bad.pdf", "plain.txt", "cut.jpg", "bad.docx")}
    bad, plain, cut, office = files
    bad.write_bytes(b"%PDF-1.7 nothing")
    plain.write_bytes(b"just text")
    cut.write_bytes(jpeg()[:30])
    office.write_bytes(b"PK\x03\x04nothing")
    assert set(without_traces(files)) == {bad, cut, office}
    assert files[plain].read_bytes() == b"just text"
    assert without_traces({}) == {}
