"""What is found in a deck before it is cleaned; names in any encoding are read, none stops the look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from incubator_gui.core.messages import Message, msg, nmsg

_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = ("/JavaScript", "/Launch", "/SubmitForm", "/Rendition")


def look(pdf: pikepdf.Pdf, findings: list[Message]) -> None:
    """Note what will be taken out of a deck, and what may look different."""
    root = pdf.Root
    named = dictionary(root.get("/Names"))
    if "/JavaScript" in named or "/OpenAction" in root or "/AA" in root or _any_script(pdf):
        findings.append(msg("scripts and actions were removed"))
    if "/EmbeddedFiles" in named or _annotated(pdf, "/FileAttachment"):
        findings.append(msg("attached files were removed"))
    if "/AcroForm" in root:
        findings.append(msg("form fields are shown as they stand, not as fields"))
    elif _annotated(pdf, ""):
        findings.append(msg("links and remarks were removed"))
    loose = sorted(_not_embedded(pdf))
    if loose:
        findings.append(nmsg("{n} font is not embedded and may look different: {names}",
                             "{n} fonts are not embedded and may look different: {names}", len(loose),
                             names=", ".join(loose[:5])))


def word(value: Any) -> str:
    """A name or string of a PDF as text; Chinese programs write names in GB 18030."""
    if not isinstance(value, pikepdf.Name | pikepdf.String):
        return ""
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value).decode("gb18030", "replace")


def dictionary(value: Any) -> pikepdf.Dictionary:
    """A dictionary; an empty one where there is something else."""
    return value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()


def values(of: pikepdf.Dictionary) -> Iterator[tuple[str, Any]]:
    """Keys and values, also where a key is no UTF-8."""
    for key in of.keys():  # noqa: SIM118 - to iterate over items would decode the keys
        raw = key.removeprefix("/").encode("utf-8", "surrogateescape")
        name = pikepdf.Object.parse(b"/" + b"".join(b"#%02x" % byte for byte in raw))
        if isinstance(name, pikepdf.Name) and (value := of.get(name)) is not None:
            yield key, value


def plain_name(raw: bytes) -> bytes:
    """The bytes that a name in a content stream stands for."""
    return _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), raw)


def _annotations(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, pikepdf.Array):
            yield from (one for one in annotations if isinstance(one, pikepdf.Dictionary))


def _annotated(pdf: pikepdf.Pdf, kind: str) -> bool:
    return any(not kind or word(one.get("/Subtype")) == kind for one in _annotations(pdf))


def _any_script(pdf: pikepdf.Pdf) -> bool:
    return any("/AA" in page.obj for page in pdf.pages) or any(
        "/AA" in one or word(dictionary(one.get("/A")).get("/S")) in _ACTIVE for one in _annotations(pdf))


def _not_embedded(pdf: pikepdf.Pdf) -> set[str]:
    found: set[str] = set()
    for page in pdf.pages:
        for _key, font in values(dictionary(dictionary(page.obj.get("/Resources")).get("/Font"))):
            if not isinstance(font, pikepdf.Dictionary) or word(font.get("/Subtype")) == "/Type3":
                continue
            below = font.get("/DescendantFonts")
            inner = dictionary(below[0] if isinstance(below, pikepdf.Array) and len(below) else font)
            descriptor = dictionary(inner.get("/FontDescriptor"))
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                found.add(word(font.get("/BaseFont")).removeprefix("/")[:60] or "?")
    return found
