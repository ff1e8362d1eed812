"""RTF and SVG files without what they say of their maker."""

from __future__ import annotations

import re

from lxml import etree

PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False, "remove_comments": False}
_RTF = re.compile(rb"\{(?:\\\*)?\s*\\(?:info|userprops|revtbl|atnauthor|atnid|company|xmlopen|datastore|themedata)\b")
_EDITORS = ("sodipodi", "inkscape", "adobe", "sketch", "figma", "coreldraw")


def parsed(content: bytes) -> etree._Element:
    """The root of an XML part; raises ValueError where it declares things of its own."""
    root = etree.fromstring(content, etree.XMLParser(**PARSER))
    if root.getroottree().docinfo.doctype and root.getroottree().docinfo.internalDTD is not None and any(
            True for _one in root.getroottree().docinfo.internalDTD.iterentities()):
        raise ValueError("entities")
    return root


def clean_rtf(content: bytes) -> bytes:
    """Without the groups that name people; braces and backslashes of the text are passed over."""
    out, at = bytearray(), 0
    while (found := _RTF.search(content, at)) is not None:
        out += content[at:found.start()]
        at = _end(content, found.start())
    return bytes(out + content[at:])


def _end(content: bytes, begin: int) -> int:
    depth, at = 0, begin
    while at < len(content):
        sign = content[at:at + 1]
        if sign == b"\\":
            at += 1
        elif sign in b"{}":
            depth += 1 if sign == b"{" else -1
            if not depth:
                return at + 1
        at += 1
    raise ValueError("cut off")


def clean_svg(content: bytes) -> bytes:
    """Without metadata, comments, and what drawing programs note."""
    root = parsed(content)
    for one in list(root.iter()):
        if not isinstance(one.tag, str):
            if one.getparent() is not None and isinstance(one, etree._Comment):
                _drop(one)
            continue
        name = etree.QName(one)
        if name.localname == "metadata" or any(word in (name.namespace or "") for word in _EDITORS):
            _drop(one)
            continue
        for key in list(one.attrib):
            if any(word in (etree.QName(key).namespace or "") for word in _EDITORS):
                del one.attrib[key]
    for one in (*root.itersiblings(preceding=True), *root.itersiblings()):
        if isinstance(one, etree._Comment):
            one.text = ""
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8"))


def _drop(one: etree._Element) -> None:
    above = one.getparent()
    if above is None:
        return
    if one.tail:
        before = one.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + one.tail
        else:
            above.text = (above.text or "") + one.tail
    above.remove(one)
