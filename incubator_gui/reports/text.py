"""Text from outside made fit for paper: cleaned, checked against the font, broken into lines.

Lines are broken here, not by the PDF library: nothing is ever read as markup, the time grows with
the length of the text alone, and each text follows the habits of its own language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.reports.fonts import NARROW, REPLACEMENT, Face, face

FIELD_LIMIT = 20_000
"""Characters of one field that are printed; what is longer ends in an ellipsis and is reported."""

ELLIPSIS = "…"
_NARROW = str.maketrans(NARROW)

_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\x1f\u1680\u2000-\u200a\u205f\u3000]+")
_HAN = "\u2e80-\u312f\u3190-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6" \
       "\U00020000-\U0003ffff"
_ATOMS = re.compile(f"[{_HAN}]|[^ {_HAN}]+| +")
_HAN_LETTER = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_CLOSING = frozenset("\ue019\ue01d\ue026!%),.:;?]}¢°·’”†‡›»℃∶、"
                     "。〃々〆〉》」』】〕〗〞﹐﹑﹒﹔﹕﹖﹗！＂％＇），．：；？］｝～…‥—")
_OPENING = frozenset("\ue018\ue01c([{£¥$€‘“«‹〈《「『【〔〖（［｛￥￡＄")
_WORDS = re.compile(r"[^\W\d_]+")
_GERMAN = frozenset(_WORDS.findall(
    "der die das den dem des ein eine einen einem einer und oder mit für ist sind nicht auf von im zu zum zur bei aus "
    "wird werden wir sich auch als nach über unter durch ohne je bis um"))
_ENGLISH = frozenset(_WORDS.findall(
    "the a an and or with for is are not on of to by from at we it its this that as be our your their has have will "
    "without per than into"))


class Cleaner:
    """Cleans every text of one paper and remembers what could not be printed as it was written."""

    def __init__(self) -> None:
        self._face = face()
        self._known: set[str] = {"\n"}
        self._done: dict[str, str] = {}
        self.missing: set[str] = set()
        self.shortened = 0

    def clean(self, text: str, limit: int = FIELD_LIMIT) -> str:
        """Plain lines without control characters; what the font lacks stands as a box."""
        found = self._done.get(text)
        if found is None or len(text) > limit:
            found = self._done[text] = self._clean(text, limit)
        return found

    def printed(self, text: str) -> str:
        """The clean text with quotation marks and dots as wide as its language sets them."""
        text = self.clean(text)
        if text.isascii() or language_of(text, "en") == "zh":
            return text
        return text.translate(_NARROW)

    def _clean(self, text: str, limit: int) -> str:
        if len(text) > limit:
            text = text[:limit].rstrip() + ELLIPSIS
            self.shortened += 1
        text = unicodedata.normalize("NFC", text)
        text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
        unknown = set(text) - self._known
        for one in unknown:
            replacement = self._replacement(one)
            if replacement is None:
                self._known.add(one)
            else:
                text = text.replace(one, replacement)
        return "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n")

    def _replacement(self, one: str) -> str | None:
        """What stands for a character; None where it is printed itself."""
        category = unicodedata.category(one)
        if category in ("Cc", "Cf") or "\ufe00" <= one <= "\ufe0f" or "\U000e0100" <= one <= "\U000e01ef":
            return ""
        if one == "\u202f":
            return "\u00a0"
        if one == "\u00a0" or (self._face.has(one) and category != "Co"):
            return None
        if one in "\u2010\u2011":
            return "-"
        self.missing.add(one)
        return "" if category in ("Mn", "Me") else REPLACEMENT

    def warnings(self) -> list[Message]:
        """What the reader of the paper should know about its texts."""
        found: list[Message] = []
        if self.missing:
            shown = sorted(self.missing)
            names = " ".join(f"U+{ord(one):04X}" for one in shown[:20])
            found.append(nmsg(
                "{n} character is not in the printed font and stands as a box: {names}",
                "{n} characters are not in the printed font and stand as boxes: {names}",
                len(shown), names=names + (" " + ELLIPSIS if len(shown) > 20 else "")))
        if self.shortened:
            found.append(nmsg("{n} text was longer than {limit} characters and was shortened.",
                              "{n} texts were longer than {limit} characters and were shortened.",
                              self.shortened, limit=FIELD_LIMIT))
        return found


def language_of(text: str, otherwise: str) -> str:
    """The language a text is written in: its letters and small words decide, else `otherwise`."""
    sample = text[:2000]
    if len(_HAN_LETTER.findall(sample)) * 4 > len(sample.replace(" ", "")):
        return "zh"
    words = [word.lower() for word in _WORDS.findall(sample)]
    german = sum(word in _GERMAN for word in words) + sum(one in "äöüßÄÖÜ" for one in sample)
    english = sum(word in _ENGLISH for word in words)
    if german == english:
        return otherwise
    return "de" if german > english else "en"


def break_lines(text: str, width: float, size: float, *, bold: bool = False, language: str = "en",
                most: int | None = None) -> tuple[list[str], bool]:
    """Lines no wider than `width`, and whether text was left out to keep to `most` lines."""
    font = face(bold)
    room = width / size * 1000
    out: list[str] = []
    for line in _broken(text, room, font, language):
        if most is not None and len(out) == most:
            out[-1] = with_ellipsis(out[-1], room, font)
            return out, True
        out.append(line)
    return out, False


def fitted(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """One line; what does not fit becomes an ellipsis."""
    lines, _ = break_lines(text.replace("\n", " "), width, size, bold=bold, most=1)
    return lines[0] if lines else ""


def with_ellipsis(line: str, room: float, font: Face) -> str:
    """The line shortened until it ends in an ellipsis within the room."""
    line = line.rstrip(" -" + ELLIPSIS + NARROW[ELLIPSIS])
    dots = ELLIPSIS if _HAN_LETTER.search(line[-3:]) else NARROW[ELLIPSIS]
    return line[:font.fitting(line, room - font.units(dots))].rstrip(" ,;:、，；：") + dots


def _broken(text: str, room: float, font: Face, language: str) -> Iterator[str]:
    space = font.units(" ")
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word, spaced in _words(paragraph):
            gap = space if spaced and line else 0.0
            wide = font.units(word)
            if used + gap + wide <= room:
                line += (" " if gap else "") + word
                used += gap + wide
                continue
            # In Chinese a foreign word goes whole onto the next line.
            head, rest = _soft(word, room - used - gap, font, language) if language != "zh" else ("", word)
            if head:
                yield line + (" " if gap else "") + head
                word = rest
            elif line:
                yield line
            line = ""
            for piece in _pieces(word, room, font, language):
                if line:
                    yield line
                line = piece
            used = font.units(line)
        yield line


def _pieces(word: str, room: float, font: Face, language: str) -> Iterator[str]:
    """A word cut to the width of lines; the last piece is left open for what follows."""
    while (most := font.fitting(word, room)) < len(word):
        head, rest = _soft(word, room, font, language)
        if not head:
            head, rest = word[:max(most, 1)], word[max(most, 1):]
        yield head
        word = rest
    yield word


def _words(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Pieces between which a line may end, each with whether a blank stands before it."""
    word, spaced, blank = "", False, False
    german = "„" in paragraph
    for match in _ATOMS.finditer(paragraph):
        atom = match[0]
        if atom[0] == " ":
            blank = True
            continue
        closing = atom[0] in _CLOSING or (german and atom[0] in "“\ue01c")
        opening = word[-1:] in _OPENING and not (german and word[-1:] in "“\ue01c")
        if word and not blank and (closing or opening) and len(word) < 200:
            word += atom
        else:
            if word:
                yield word, spaced
            word, spaced = atom, blank
        blank = False
    if word:
        yield word, spaced


def _soft(word: str, room: float, font: Face, language: str) -> tuple[str, str]:
    """The word cut at a hyphen or, in German, between syllables; empty where nothing fits."""
    if len(word) < 5 or len(word) > 100:
        return "", word
    places = [(match.end(), "") for match in re.finditer(r"(?<=[^\W\d_]{2})[-–/](?=[^\W\d_]{2})", word)]
    if "@" in word or "/" in word:
        places += [(match.end(), "") for match in re.finditer(r"[@/.?&=_](?=[^\W_])", word)]
    elif language == "de":
        for match in _WORDS.finditer(word):
            if len(match[0]) >= 7:
                places += [(match.start() + at, "-") for at in _syllables(match[0])]
    for at, mark in sorted(places, reverse=True):
        if font.units(word[:at] + mark) <= room:
            return word[:at] + mark, word[at:]
    return "", word


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> tuple[int, ...]:
    return tuple(at for at in _hyphenator().positions(word) if 2 < at < len(word) - 2)


@lru_cache(maxsize=1)
def _hyphenator():  # type: ignore[no-untyped-def]
    import pyphen

    return pyphen.Pyphen(lang="de_DE")


def notice_trimmed() -> Message:
    """The warning of a paper that had to leave text out to keep to one page."""
    return msg("Some texts were shortened so that everything stands on one page.")
