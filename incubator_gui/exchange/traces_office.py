"""Office files (OOXML and OpenDocument) without who wrote, commented and changed them, and where they lay.

People are called A1, A2, … throughout a file, so that a dialogue in its comments can still be followed.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.exchange.traces_pictures import clean_picture
from incubator_gui.exchange.traces_text import clean_svg, parsed

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_FORMATS = "http://schemas.openxmlformats.org/officeDocument/2006/"
_EMPTY = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_CORE}"/>'.encode(),
    "docProps/app.xml": f'<Properties xmlns="{_FORMATS}extended-properties"/>'.encode(),
    "docProps/custom.xml": f'<Properties xmlns="{_FORMATS}custom-properties"/>'.encode(),
    "meta.xml": b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
                b'office:version="1.3"/>'}
_GONE = re.compile(r"^(customXml/|docProps/thumbnail|docMetadata/|_xmlsignatures/|Thumbnails/|Configurations2/|"
                   r"META-INF/\w*signatures\.xml)")
_CLOSED = re.compile(r"(vbaProject\w*|vbaData|oleObject\d*|activeX\d*)\.(bin|xml)$|^Basic/|^Object \d+$", re.IGNORECASE)
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_PLACE = re.compile(r"^(file:|[A-Za-z]:[\\/]|\\\\|//)", re.IGNORECASE)

_FILE = re.compile(r"^(file:|[A-Za-z]:\\|\\\\)", re.IGNORECASE)

_PEOPLE = frozenset({"author", "initials", "userName", "refreshedBy", "lastModifiedBy"})
"""Attributes that hold somebody's name wherever they stand in an office file."""
_ACCOUNTS = frozenset({"userId", "providerId", "userEmail"})
_NAMED = frozenset({("cmAuthor", "name"), ("author", "name"), ("userInfo", "name"), ("person", "displayName"),
                    ("scenario", "user")})
"""Attributes that hold somebody's name in one element only."""
_TEXTS = frozenset({"creator", "creator-initials", "author", "sender-initials", "initial-creator"})
"""Elements whose text is a person's name."""
_DROPPED = frozenset({"absPath", "docVars", "printer-settings"})
_SETTINGS = frozenset({"PrinterName", "PrinterSetup", "PrintFaxName"})
_MOST = 300_000_000
_DEPTH = 4


@dataclass
class _People:
    """What people of one file are called from now on."""

    known: dict[str, str] = field(default_factory=dict)

    def called(self, name: str) -> str:
        """The same for the same name, wherever it stands."""
        if not name.strip():
            return name
        return self.known.setdefault(name, f"A{len(self.known) + 1}")


def clean_office(source: Path, target: Path) -> None:
    """The file without its traces. Raises Refused where something stays that cannot be cleaned, naming it."""
    with zipfile.ZipFile(source) as given, target.open("wb") as out:
        _archive(given, out, _DEPTH)


def _archive(given: zipfile.ZipFile, out: Any, depth: int) -> None:
    names = set(given.namelist())
    is_office = "[Content_Types].xml" in names or (
        "mimetype" in names and given.read("mimetype").startswith(b"application/vnd.oasis.opendocument"))
    if not is_office or not depth:
        raise Refused(msg("it is an archive; take out the documents in it and add them one by one"))
    if sum(one.file_size for one in given.infolist()) > _MOST:
        raise Refused(msg("it is too large to be cleaned"))
    people = _People()
    parts = sorted(given.infolist(), key=lambda one: "comment" not in one.filename.lower())  # names before texts
    content = {one.filename: _part(one.filename, given.read(one), people, depth) for one in parts
               if not _GONE.match(one.filename)}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            if entry.filename in content:
                fresh = zipfile.ZipInfo(entry.filename)  # without the moment at which it was saved
                fresh.compress_type = entry.compress_type
                made.writestr(fresh, content[entry.filename])


def _part(name: str, content: bytes, people: _People, depth: int) -> bytes:
    if (empty := _EMPTY.get("meta.xml" if name.endswith("/meta.xml") else name)) is not None:
        return empty
    if name.endswith("/") or not content:
        return content
    if _CLOSED.search(name) or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _stays(name)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as inner:
            packed = io.BytesIO()
            _archive(inner, packed, depth - 1)
            return packed.getvalue()
    try:
        picture = clean_picture(content[:1024], lambda: content)
    except Refused as error:
        raise _stays(name) from error
    if picture is not None:
        return picture
    if "printerSettings" in name:
        return bytes(min(64, len(content))) + content[64:]  # the name of the printer, often with that of a server
    if name.lower().endswith(".emf"):
        return _emf(content)
    if name.lower().endswith(".svg"):
        return clean_svg(content)
    if not _XML.search(name):
        return content
    try:
        return _xml(name, content, people)
    except etree.XMLSyntaxError:
        if name.lower().endswith(".vml"):  # old drawings are often no right XML, and name nobody
            return content
        raise


def _stays(name: str) -> Refused:
    return Refused(msg("“{part}” within it cannot be cleaned; take it out of the file, or save the file as PDF",
                       part=posixpath.basename(name.rstrip("/"))))


def _xml(name: str, content: bytes, people: _People) -> bytes:
    root = parsed(content)
    if name.endswith(".rels") or name in ("[Content_Types].xml", "META-INF/manifest.xml"):
        _links(name, root)
    else:
        for one in list(root.iter()):
            _element(one, people)
        if "comment" in name.lower():
            _comment_texts(root, people)
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True))


def _links(name: str, root: Any) -> None:
    """Links to what went go too, and paths of the maker's machine."""
    base = posixpath.dirname(posixpath.dirname(name))
    for one in list(root):
        if not isinstance(one.tag, str):
            continue
        target = one.get("Target") or one.get("PartName") or next(
            (value for key, value in one.attrib.items() if key.endswith("full-path")), "")
        place = target.lstrip("/") if target.startswith("/") or not name.endswith(".rels") else posixpath.normpath(
            posixpath.join(base, target))
        if one.get("TargetMode") == "External":
            if _PLACE.match(target):
                one.set("Target", "file:///removed")
        elif _GONE.match(place):
            root.remove(one)


def _element(one: Any, people: _People) -> None:
    if not isinstance(one.tag, str):
        if isinstance(one, etree._Comment):
            one.text = ""
        return
    kind = etree.QName(one).localname
    above = one.getparent()
    if kind in _DROPPED and above is not None:
        above.remove(one)
        return
    named = ""
    for key in sorted(one.attrib, key=lambda key: key.endswith("initials")):  # those of somebody are the same letter
        local = etree.QName(key).localname
        if local == "initials" and named:
            one.attrib[key] = named
        elif local in _PEOPLE or (kind, local) in _NAMED:
            one.attrib[key] = people.called(one.attrib[key])
            named = one.attrib[key] if local != "initials" else named
        elif local in _ACCOUNTS:
            one.attrib[key] = "None" if local == "providerId" else people.called(one.attrib[key])
        elif _FILE.match(one.attrib[key]):  # where a picture or a template lay
            one.attrib[key] = ""
    if kind in _TEXTS and one.text and not len(one):
        one.text = people.called(one.text)
    if kind == "config-item" and any(value in _SETTINGS for value in one.attrib.values()):
        one.text = ""


def _comment_texts(root: Any, people: _People) -> None:
    """Spreadsheets write who commented into the comment itself."""
    names = sorted((name for name in people.known if len(name.strip()) > 2), key=len, reverse=True)
    for one in root.iter():
        if isinstance(one.tag, str) and one.text:
            for name in names:
                if name in one.text:
                    one.text = one.text.replace(name, people.known[name])


def _emf(content: bytes) -> bytes:
    """Without the description, which names the program and the title."""
    if len(content) < 72 or content[40:44] != b" EMF":
        return content
    count, at = struct.unpack("<II", content[60:68])
    end = at + 2 * count
    return content[:at] + bytes(end - at) + content[end:] if at >= 88 and end <= len(content) else content
