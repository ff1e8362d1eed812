"""Office files lose authors of comments and changes, and paths; what cannot be cleaned is told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from PIL import Image

from incubator_gui.exchange.document_traces import child, without_traces
from tests.exchange.test_document_traces import SECRET, jpeg, pdf, told

NAMES = (SECRET, "Anna Geheim", "AGEH")
W = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
     'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
     'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
     'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w15"')
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rels(*entries: tuple[str, str, bool]) -> str:
    inner = "".join(f'<Relationship Id="rId{n}" Type="{RELS}/{kind}" Target="{target}"'
                    f'{" TargetMode=" + chr(34) + "External" + chr(34) if outside else ""}/>'
                    for n, (kind, target, outside) in enumerate(entries, 1))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def packed(parts: Mapping[str, str | bytes], types: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        if "mimetype" not in parts:
            made.writestr("[Content_Types].xml",
                          f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>')
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = "Seen", 5
    sheet["A2"].comment = Comment("Anna Geheim:\nis this right?", "Anna Geheim")
    book.properties.creator = SECRET
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def docx(**more: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {
        "_rels/.rels": rels(("officeDocument", "word/document.xml", False),
                            ("thumbnail", "docProps/thumbnail.jpeg", False),
                            ("extended-properties", "docProps/app.xml", False)),
        "word/document.xml": f'<w:document {W}><w:body><w:p><w:ins w:id="1" w:author="Anna Geheim"><w:r>'
                             f'<w:t>Seen</w:t></w:r></w:ins><w:commentReference w:id="0"/></w:p></w:body></w:document>',
        "word/comments.xml": f'<w:comments {W}><w:comment w:id="0" w:author="Anna Geheim" w:initials="AGEH"><w:p><w:r>'
                             f'<w:t>Ask why</w:t></w:r></w:p></w:comment><w:comment w:id="1" w:author="Jun"/>'
                             f"</w:comments>",
        "word/people.xml": f'<w15:people {W}><w15:person w15:author="Anna Geheim"><w15:presenceInfo '
                           f'w15:providerId="AD" w15:userId="S::anna@geheim.example::{SECRET}"/></w15:person>'
                           f"</w15:people>",
        "word/settings.xml": f'<w:settings {W}><w:attachedTemplate r:id="rId1"/><w:docVars><w:docVar w:name="x" '
                             f'w:val="{SECRET}"/></w:docVars></w:settings>',
        "word/_rels/settings.xml.rels": rels(("attachedTemplate", f"file:///C:/Users/{SECRET}/Normal.dotm", True)),
        "word/_rels/document.xml.rels": rels(("comments", "comments.xml", False),
                                             ("customXml", "../customXml/item1.xml", False),
                                             ("hyperlink", "https://example.com/seen", True)),
        "word/media/image1.jpeg": jpeg(),
        "customXml/item1.xml": f"<root>{SECRET}</root>",
        "docProps/thumbnail.jpeg": jpeg(),
        "docProps/core.xml": f"<creator>{SECRET}</creator>", "docProps/app.xml": f"<Company>{SECRET}</Company>"}
    return packed(parts | more, '<Override PartName="/customXml/item1.xml" ContentType="application/xml"/>'
                                '<Override PartName="/word/document.xml" ContentType="application/xml"/>')


def pptx() -> bytes:
    return packed({
        "ppt/presentation.xml": f"<p:presentation {P}><p:t>Seen</p:t></p:presentation>",
        "ppt/commentAuthors.xml": f'<p:cmAuthorLst {P}><p:cmAuthor id="0" name="Anna Geheim" initials="AGEH"/>'
                                  f"</p:cmAuthorLst>",
        "ppt/authors.xml": f'<a:authorLst xmlns:a="http://schemas.microsoft.com/office/powerpoint/2018/8/main">'
                           f'<a:author id="{{1}}" name="Anna Geheim" initials="AGEH" userId="anna {SECRET}" '
                           f'providerId="AD"/>'
                           f"</a:authorLst>",
        "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx(), "docProps/core.xml": f"<creator>{SECRET}</creator>"})


def workbook_with_more() -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    return packed({
        "xl/workbook.xml": f'<workbook xmlns="{main}"><fileSharing userName="Anna Geheim"/><x15ac:absPath '
                           f'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" '
                           f'url="C:\\Users\\{SECRET}\\"/><sheets/></workbook>',
        "xl/persons/person.xml": f'<personList xmlns="{threads}"><person displayName="Anna Geheim" id="{{1}}" '
                                 f'userId="S::{SECRET}" providerId="AD"/></personList>',
        "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{threads}"><threadedComment ref="A1" '
                                                    f'personId="{{1}}"><text>Ask why</text></threadedComment>'
                                                    f"</ThreadedComments>",
        "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition xmlns="{main}" refreshedBy="Anna Geheim"/>',
        "xl/revisions/revisionHeaders.xml": f'<headers xmlns="{main}"><header userName="Anna Geheim"/></headers>',
        "xl/printerSettings/printerSettings1.bin": f"\\\\{SECRET[:20]}".encode("utf-16-le").ljust(64, b"\0") + b"rest",
        "xl/tables/table1.xml": f'<table xmlns="{main}" displayName="Seen"/>',
        "_xmlsignatures/sig1.xml": f"<s>{SECRET}</s>",
        "xl/drawings/drawing1.xml": f'<d descr="C:\\Users\\{SECRET}\\logo.png"/>',
        "xl/drawings/vmlDrawing1.vml": "<xml><br></xml>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": rels(
            ("externalLinkPath", f"file:///\\\\srv\\{SECRET}\\plan.xlsx", True))})


def odt() -> bytes:
    office = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
              'xmlns:dc="http://purl.org/dc/elements/1.1/" '
              'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
              'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
              'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"')
    return packed({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {office}><text:p>Seen</text:p><office:annotation>"
                       f"<dc:creator>Anna Geheim</dc:creator><meta:creator-initials>AGEH</meta:creator-initials>"
                       f"<text:p>Ask why</text:p>"
                       f"</office:annotation><office:change-info><dc:creator>Anna Geheim</dc:creator>"
                       f"</office:change-info>"
                       f"</office:document-content>",
        "settings.xml": f'<office:document-settings {office}><config:config-item config:name="PrinterName">{SECRET}'
                        f"</config:config-item></office:document-settings>",
        "meta.xml": f"<office:document-meta {office}><dc:creator>{SECRET}</dc:creator></office:document-meta>",
        "Thumbnails/thumbnail.png": b"\x89PNG\r\n\x1a\n",
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                                 '<m:file-entry m:full-path="Thumbnails/thumbnail.png" m:media-type="image/png"/>'
                                 "</m:manifest>"})


def cleaned(content: bytes, tmp_path: Path) -> dict[str, bytes]:
    given, made = tmp_path / "given", tmp_path / "made"
    given.write_bytes(content)
    assert child([[str(given), str(made)]], lambda _now, _of: None) == []
    with zipfile.ZipFile(made) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def says(parts: Mapping[str, bytes]) -> set[str]:
    """The parts that still name somebody, also within what is packed in them."""
    found = set()
    for name, content in parts.items():
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as inner:
                found |= {f"{name}!{one}" for one in says({each: inner.read(each) for each in inner.namelist()})}
        found |= {name for word in NAMES if word.encode() in content or word.encode("utf-16-le") in content}
    return found


@pytest.mark.parametrize("make", [xlsx, docx, pptx, workbook_with_more, odt])
def test_nobody_is_named(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    before = make()
    with zipfile.ZipFile(io.BytesIO(before)) as archive:
        assert says({name: archive.read(name) for name in archive.namelist()})
    assert says(cleaned(before, tmp_path)) == set()


def test_comments_and_changes_stay_readable(tmp_path: Path) -> None:
    parts = cleaned(docx(), tmp_path)
    assert b"Seen" in parts["word/document.xml"]
    assert b"Ask why" in parts["word/comments.xml"]
    assert b'mc:Ignorable="w15"' in parts["word/document.xml"]
    assert b'w:author="A1"' in parts["word/document.xml"]
    assert b'w:author="A1"' in parts["word/comments.xml"], "one person has one letter throughout"
    assert b'w:author="A2"' in parts["word/comments.xml"]
    assert b'w15:author="A1"' in parts["word/people.xml"]
    assert b"https://example.com/seen" in parts["word/_rels/document.xml.rels"]
    assert not {name for name in parts if name.startswith(("customXml", "docProps/thumbnail"))}
    assert b"customXml" not in parts["word/_rels/document.xml.rels"] + parts["[Content_Types].xml"]
    assert b"thumbnail" not in parts["_rels/.rels"]
    assert Image.open(io.BytesIO(parts["word/media/image1.jpeg"])).size == (8, 8)


def test_a_workbook_opens_as_before(tmp_path: Path) -> None:
    cleaned(xlsx(), tmp_path)
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "made").read_bytes())).active
    assert sheet is not None
    assert (sheet["A1"].value, sheet["A2"].value) == ("Seen", 5)
    assert sheet["A2"].comment.author == "A1"
    assert sheet["A2"].comment.text.startswith("A1:\nis this right?")


def test_names_of_tables_are_none_of_people(tmp_path: Path) -> None:
    parts = cleaned(workbook_with_more(), tmp_path)
    assert b'displayName="Seen"' in parts["xl/tables/table1.xml"]
    assert "_xmlsignatures/sig1.xml" not in parts


def test_an_odt_keeps_its_kind_first_and_its_text(tmp_path: Path) -> None:
    parts = cleaned(odt(), tmp_path)
    assert next(iter(parts)) == "mimetype"
    assert b"Seen" in parts["content.xml"]
    assert b"Ask why" in parts["content.xml"]
    assert "Thumbnails/thumbnail.png" not in parts
    assert b"Thumbnails" not in parts["META-INF/manifest.xml"]


def test_what_stays_is_named(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    kinds = {"old.doc": (ole, "old kind"),
             "with.docx": (docx(**{"word/embeddings/oleObject1.bin": ole}), "oleObject1.bin"),
             "macro.docm": (docx(**{"word/vbaProject.bin": ole}), "vbaProject.bin"),
             "inner.docx": (docx(**{"word/embeddings/a.docx": docx(**{"word/embeddings/o.bin": ole})}), "o.bin"),
             "all.zip": (packed({"mimetype": "x", "a.docx": docx()}), "archive"),
             "scan.tif": (b"II*\0" + b"\0" * 40, "picture of this kind")}
    for name, (content, words) in kinds.items():
        given = tmp_path / name
        given.write_bytes(content)
        failed = without_traces({given: tmp_path / "made"})
        assert words in str(failed[given]), name


def test_hostile_parts_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>'
    for content in (docx(**{"word/footer1.xml": bomb}), docx(**{"word/footer1.xml": "<not closed"}),
                    packed({f"word/{'x' * 20}.bin": b"\0" * 10, "word/embeddings/e.docx": pdf()})):
        given = tmp_path / "given.docx"
        given.write_bytes(content)
        failed = without_traces({given: tmp_path / "made"})
        assert given in failed or not told((tmp_path / "made").read_bytes())
