"""Text from outside made harmless: one Unicode form, nothing invisible that changes how it reads."""

from __future__ import annotations

import html
import re
import unicodedata

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]")
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--.*?-->", re.DOTALL)
_BREAKING_TAG = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)


def clean_text(text: str) -> str:
    """Paragraphs: NFC, line feeds only, no control or direction characters, no stray surrogates."""
    if text.isascii() and text.isprintable():
        return text.strip()
    if _SURROGATES.search(text):
        text = _SURROGATES.sub("\ufffd", text)
    text = _UNWANTED.sub("", _BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", text).strip()


def clean_line(text: str) -> str:
    """One line: like `clean_text`, with every run of blanks and line breaks as one blank."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return _BLANKS.sub(" ", clean_text(text)).strip()


def strip_html(text: str) -> str:
    """The words of a text that may hold tags and entities, as one line; a lone `<` stays."""
    if "<" in text:
        text = _TAG.sub("", _BREAKING_TAG.sub(" ", text))
    if "&" in text:
        text = html.unescape(text)
    return clean_line(text)
