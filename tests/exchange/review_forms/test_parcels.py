"""What people send instead of the file itself: saved as something else, zipped, forwarded."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook

from incubator_gui.core.errors import Refused
from incubator_gui.exchange import return_parcels
from incubator_gui.exchange.return_kinds import kind_of
from incubator_gui.exchange.return_parcels import unpack, unpack_child
from incubator_gui.exchange.review_sheet import write_sheet
from tests.exchange.review_forms.conftest import package

PDF, OLE = b"%PDF-1.7\nbody\n%%EOF\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def mail(*files: tuple[str, bytes], body: str = "Anbei, mit Gruß.") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Zurück"
    message.set_content(body)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def archive(path: Path, *files: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        for name, content in files:
            made.writestr(name, content)
    return path


def keys_as(path: Path, join: Callable[[list[str]], str]) -> Path:
    """The first rows of a real sheet, as another program saves them."""
    sent = package(path.parent)
    write_sheet(path.with_suffix(".xlsx"), sent.content)
    rows = load_workbook(path.with_suffix(".xlsx")).worksheets[0].iter_rows(max_row=3, values_only=True)
    path.write_text("\n".join(join([str(cell or "") for cell in row]) for row in rows), encoding="utf-8-sig")
    return path


def taken(path: Path, folder: Path) -> list[tuple[str, bytes]]:
    return [(name, Path(file).read_bytes()) for file, name in
            unpack_child({"path": str(path), "kind": kind_of(path), "folder": str(folder)}, lambda _done, _of: None)]


@pytest.mark.parametrize(("start", "name", "kind"), [
    (PDF, "x.dat", "form"), (b"\xef\xbb\xbf" + PDF, "x", "form"), (b"XXIREVIEW", "x", "package"),
    (b"?", "x.ireview", "package"), (OLE + "Workbook".encode("utf-16-le"), "x.xls", "sheet"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "x.xlsx", "sheet"), (b"PK\x03\x04damaged", "x.xlsx", "sheet"),
    (b"Received: from x\r\nFrom: a@b\r\n\r\nbody", "x", "mail"), (b"\n", "x.eml", "mail"),
    (b"From a@b Mon\nMIME-Version: 1.0\n\n", "x", "mail")])
def test_files_are_told_by_what_is_in_them(tmp_path: Path, start: bytes, name: str, kind: str) -> None:
    (tmp_path / name).write_bytes(start)
    assert kind_of(tmp_path / name) == kind


@pytest.mark.parametrize(("content", "words"), [
    (OLE + "__properties_version1.0".encode("utf-16-le"), "saved by Outlook"),
    (OLE + "WordDocument".encode("utf-16-le"), "no workbook"), (b"%FDF-1.2\n", "without the form"),
    (b'<?xml version="1.0"?><xfdf xmlns="x"/>', "without the form"), (b"just words: no header\n", "neither a return"),
    (b'<?xml?><office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">', "saved as text"),
    (b'<?xml?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "saved as text")])
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "back.bin").write_bytes(content)
    with pytest.raises(Refused, match=words) as told:
        kind_of(tmp_path / "back.bin")
    assert "back.bin" in str(told.value)


@pytest.mark.parametrize(("name", "words"), [
    ("Index/Document.iwa", "Numbers"), ("word/document.xml", "no workbook")])
def test_other_office_files_are_named(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        kind_of(archive(tmp_path / "a.zip", ("[Content_Types].xml", b""), (name, b"")))


@pytest.mark.parametrize("join", [",".join, ";".join, "\t".join,
                                  lambda row: "<tr><td>" + "</td>\n<td>".join(row) + "</td></tr>"])
def test_a_sheet_saved_as_text_is_known(tmp_path: Path, join: Callable[[list[str]], str]) -> None:
    with pytest.raises(Refused, match="saved as text"):
        kind_of(keys_as(tmp_path / "sheet.csv", join))


def test_attachments_of_a_forwarded_message(tmp_path: Path) -> None:
    inner = mail(("Gutachten Müller.pdf", PDF), ("评审表.xlsx", b"PK\x03\x04"), ("logo.png", b"\x89PNG"))
    outer = mail(body="siehe unten")
    outer.add_attachment(inner)
    (tmp_path / "fwd.eml").write_bytes(bytes(outer))
    assert taken(tmp_path / "fwd.eml", tmp_path) == [("Gutachten Müller.pdf", PDF), ("评审表.xlsx", b"PK\x03\x04")]


@pytest.mark.parametrize("line", [
    b'Content-Disposition: attachment; filename="=?utf-8?B?w4QucGRm?="',
    b"Content-Disposition: attachment; filename*=utf-8''%C3%84.pdf",
    b"Content-Type: application/pdf; name*0*=utf-8''%C3%84; name*1=.pdf"])
def test_names_as_mail_programs_write_them(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "x.eml").write_bytes(b"From: a@b\r\nMIME-Version: 1.0\r\n" + line + b"\r\n\r\n" + PDF)
    assert [name for name, _content in taken(tmp_path / "x.eml", tmp_path)] == ["Ä.pdf"]


def test_an_attachment_without_a_name(tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(b"From: a@b\r\nContent-Type: application/pdf\r\n\r\n" + PDF)
    assert [name for name, _content in taken(tmp_path / "x.eml", tmp_path)] == ["attachment.pdf"]


def test_an_archive_with_folders_rubbish_and_a_message(tmp_path: Path) -> None:
    path = archive(tmp_path / "all.zip", ("a/b/one.pdf", PDF), ("__MACOSX/._one.pdf", b"x"), ("~$two.xlsx", b"x"),
                   ("../../evil.ods", b"PK\x03\x04"), ("c\\d\\three.ireview", b"x"), ("notes.txt", b"hello"),
                   ("mail.eml", bytes(mail(("four.pdf", PDF)))))
    folder = tmp_path / "out"
    folder.mkdir()
    assert [name for name, _content in taken(path, folder)] == ["one.pdf", "evil.ods", "three.ireview", "four.pdf"]
    assert {one.parent for one in tmp_path.rglob("*") if one.is_file()} == {tmp_path, folder}


def test_a_chinese_name_as_windows_packs_it(tmp_path: Path) -> None:
    name = "评审.pdf".encode("gb18030")
    path = archive(tmp_path / "w.zip", ("x" * len(name), PDF))
    path.write_bytes(path.read_bytes().replace(b"x" * len(name), name))
    assert [name for name, _content in taken(path, tmp_path)] == ["评审.pdf"]


@pytest.mark.parametrize("make", [
    lambda path: archive(path, ("readme.txt", b"hello")), lambda path: path.write_bytes(bytes(mail())),
    lambda path: archive(path)])
def test_where_nothing_is_in_it_that_is_said(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "x.eml"
    make(path)
    with pytest.raises(Refused, match="holds no returned review"):
        unpack(path, kind_of(path), tmp_path)


def test_an_archive_that_lies_about_its_size_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(return_parcels, "MOST_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.pdf", b"0" * 5000)
    with pytest.raises(Refused, match="far too much"):
        taken(tmp_path / "bomb.zip", tmp_path)


def test_an_archive_with_a_password_says_so(tmp_path: Path) -> None:
    path = archive(tmp_path / "locked.zip", ("a.pdf", PDF))
    data = bytearray(path.read_bytes())
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + at] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(Refused, match=r"“locked\.zip” is protected by a password"):
        taken(path, tmp_path)


def test_archives_in_archives_end(tmp_path: Path) -> None:
    path = archive(tmp_path / "0.zip", ("deep.pdf", PDF))
    for depth in range(1, 6):
        path = archive(tmp_path / f"{depth}.zip", ("inner.zip", path.read_bytes()))
    assert [name for name, _content in taken(path, tmp_path)] == ["inner.zip"]


def test_messages_nested_without_end_are_refused(tmp_path: Path) -> None:
    part = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    (tmp_path / "deep.eml").write_bytes(b"From: a@b\r\n" + part * 3000)
    with pytest.raises(Refused, match="deep"):
        unpack(tmp_path / "deep.eml", "mail", tmp_path)
