"""What a file tells of its maker beside what it shows (authors, titles, programs, places, files within), taken out
for eyes that must not learn whose it is. What is drawn or written in it stays as it is."""

from __future__ import annotations

import shutil
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf

from incubator_gui.core.process import ChildDied, run_child

_TARGET = "incubator_gui.exchange.document_traces:child"
_OF_ROOT = ("/Metadata", "/PieceInfo", "/AF", "/Perms")
_OF_PAGE = ("/Metadata", "/PieceInfo", "/AF")
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml")
_EMPTY = {
    "docProps/core.xml": b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
                         b'core-properties"/>',
    "docProps/app.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"'
                        b"/>",
    "docProps/custom.xml": b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
                           b'custom-properties"/>',
    "meta.xml": b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
                b'office:version="1.3"/>'}
_PNG = b"\x89PNG\r\n\x1a\n"
_TELLING = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")


def without_traces(files: Mapping[Path, Path], *, stop: Callable[[], bool] | None = None) -> frozenset[Path]:
    """Write each file without its traces to where it is mapped; returns those that could not be read."""
    if not files:
        return frozenset()
    pairs = [[str(source), str(target)] for source, target in files.items()]
    try:
        failed = run_child(_TARGET, pairs, memory_mb=1500, seconds=60 + 10 * len(pairs), cancelled=stop)
    except ChildDied:
        return frozenset(files)
    return frozenset(Path(one) for one in failed)


def child(argument: list[list[str]], progress: Callable[[int, int], None]) -> list[str]:
    """In a child process: pairs of source and target; the sources that could not be read come back."""
    failed = []
    for done, (source, target) in enumerate(argument, 1):
        try:
            _clean(Path(source), Path(target))
        except (pikepdf.PdfError, OSError, ValueError, RuntimeError, struct.error, zipfile.BadZipFile,
                NotImplementedError):
            failed.append(source)
        progress(done, len(argument))
    return failed


def _clean(source: Path, target: Path) -> None:
    with source.open("rb") as stream:
        start = stream.read(1024)
    if b"%PDF-" in start:
        _pdf(source, target)
    elif start.startswith(b"PK\x03\x04"):
        _office(source, target)
    elif start.startswith(b"\xff\xd8\xff"):
        target.write_bytes(_jpeg(source.read_bytes()))
    elif start.startswith(_PNG):
        target.write_bytes(_png(source.read_bytes()))
    else:
        shutil.copyfile(source, target)


def _pdf(source: Path, target: Path) -> None:
    """A file without traces is copied as it is."""
    with pikepdf.open(source, suppress_warnings=True) as pdf:
        found = "/Info" in pdf.trailer
        if found:
            del pdf.trailer["/Info"]
        found |= _drop(pdf.Root, _OF_ROOT)
        names = pdf.Root.get("/Names")
        found |= isinstance(names, pikepdf.Dictionary) and _drop(names, ("/EmbeddedFiles",))
        if isinstance(pdf.Root.get("/Pages"), pikepdf.Dictionary):
            for page in pdf.pages:
                found |= _drop(page.obj, _OF_PAGE)
            for one in pdf.objects:
                if isinstance(one, pikepdf.Stream):
                    found |= _drop(one, ("/Metadata", "/PieceInfo"))
        if found:
            pdf.remove_unreferenced_resources()
            pdf.save(target, deterministic_id=True)
            return
    shutil.copyfile(source, target)


def _drop(of: Any, keys: tuple[str, ...]) -> bool:
    there = [key for key in keys if key in of]
    for key in there:
        del of[key]
    return bool(there)


def _office(source: Path, target: Path) -> None:
    with zipfile.ZipFile(source) as given:
        if not any(name in _PROPERTIES for name in given.namelist()):
            shutil.copyfile(source, target)
            return
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for entry in given.infolist():
                fresh = zipfile.ZipInfo(entry.filename)  # without the moment at which it was saved
                fresh.compress_type = entry.compress_type
                with made.open(fresh, "w") as out:
                    if entry.filename in _EMPTY:
                        out.write(_EMPTY[entry.filename])
                    else:
                        with given.open(entry) as content:
                            shutil.copyfileobj(content, out)


def _jpeg(data: bytes) -> bytes:
    """Without Exif, XMP, IPTC and comments; colour profiles (APP2) and Adobe's sign (APP14) are part of the picture."""
    out, at = bytearray(data[:2]), 2
    while data[at:at + 1] == b"\xff" and data[at + 1] not in (0xDA, 0xD9):
        kind, length = data[at + 1], int(struct.unpack(">H", data[at + 2:at + 4])[0])
        if not (kind == 0xFE or (0xE1 <= kind <= 0xEF and kind not in (0xE2, 0xEE))):
            out += data[at:at + 2 + length]
        at += 2 + length
    if data[at:at + 2] != b"\xff\xda":
        raise ValueError("cut off")
    return bytes(out + data[at:])


def _png(data: bytes) -> bytes:
    out, at = bytearray(_PNG), len(_PNG)
    while at + 12 <= len(data):
        length, kind = int(struct.unpack(">I", data[at:at + 4])[0]), data[at + 4:at + 8]
        if kind not in _TELLING:
            out += data[at:at + 12 + length]
        at += 12 + length
    return bytes(out)
