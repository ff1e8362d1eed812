"""Which encoding a text table is in, told from its bytes."""

from __future__ import annotations

import codecs
import re

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_LETTERS = frozenset("äöüßéèêëàâáíìîïóòôúùûñçåæøœ")
_TYPOGRAPHY = frozenset("–—’‘“”„‚…€•«»\u00a0°§®©™½²³´·×")
_HIGH_PAIRS = re.compile(rb"[\x80-\xff]+")

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "gb18030")
"""What a person can choose from when the guess is wrong."""


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text without byte-order mark, and the encoding that was found or given."""
    for mark, name in _BOMS:
        if data.startswith(mark) and (encoding is None or name == encoding):
            return _strict(data[len(mark):], name), name
    if encoding is not None:
        return _strict(data, encoding), encoding
    name = guess(data)
    return _strict(data, name), name


def guess(data: bytes) -> str:
    """The encoding of bytes without a mark; raises `Refused` for what is no text."""
    if b"\0" in data:
        return _wide(data)
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    if _looks_chinese(data):
        return "gb18030"
    return max(("cp1252", "mac_roman"), key=lambda name: _western(data, name))


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Refused(msg("The file is not readable as {encoding} text. Choose another encoding, "
                          "or save it again as UTF-8.", encoding=encoding)) from error
    if "\0" in text:
        raise _no_text()
    return text


def _no_text() -> Refused:
    return Refused(msg("The file holds zero bytes and is no text table. Save it as CSV (UTF-8) or XLSX "
                       "and try again."))


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: separators and line breaks leave zeros on one side only."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    zeros, side = max(even, odd), int(odd > even)
    if len(data) % 2 or zeros < 20 * min(even, odd) or zeros * 200 < len(sample):
        raise _no_text()
    if zeros * 5 < len(sample) and not any(_paired(sample, code, side) for code in (10, 13)):
        raise _no_text()  # few zeros, and most line breaks stand alone: no characters of two bytes
    return "utf-16-le" if side else "utf-16-be"


def _paired(sample: bytes, code: int, side: int) -> bool:
    """Whether most bytes of this value have a zero on the given side of their pair."""
    pair = bytes([code, 0]) if side else bytes([0, code])
    whole = sum(sample[at:at + 2] == pair for at in range(0, len(sample), 2))
    return whole > 0 and 2 * whole > sample.count(code)


def _looks_chinese(data: bytes) -> bool:
    """Mostly pairs of the GB 2312 rows for Han characters and punctuation, and valid throughout."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    high = pairs = 0
    for run in _HIGH_PAIRS.findall(data[:_SAMPLE * 16]):
        high += len(run)
        if len(run) > 1:
            lead, trail = run[0:-1:2], run[1::2]
            pairs += sum(2 for a, b in zip(lead, trail, strict=False)
                         if b >= 0xA1 and (0xB0 <= a <= 0xF7 or 0xA1 <= a <= 0xA3))
    return high > 0 and pairs >= 0.7 * high


def _western(data: bytes, name: str) -> int:
    """How much like a Western language the text looks in this encoding."""
    sample = data[:_SAMPLE * 16]
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return -1_000_000
    score = 0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        char, at = found[0], found.start()
        before, after = text[at - 1:at], text[at + 1:at + 2]
        if char in _LETTERS:
            score += 2 if before.isalpha() or after.isalpha() else 0
        elif char.lower() in _LETTERS:
            score += 2 if after.isalpha() and not before.islower() else -2
        elif char in _TYPOGRAPHY:
            score += -2 if before.isalpha() and after.isalpha() and char not in "’\u00a0" else 1
        else:
            score -= 2
    return score
