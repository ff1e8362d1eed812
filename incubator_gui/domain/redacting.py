"""Suggestions for a redacted copy: what in a text tells whose it is, found and blacked out.

Names are found in all their spellings, contacts and addresses by their form. It is a suggestion: people read
the copy before it leaves the house.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from incubator_gui.domain.company_names import han_core, legal_form_words, name_words, normal_name
from incubator_gui.domain.contacts import host_of, is_shared_host
from incubator_gui.domain.folding import has_han, pinyin
from incubator_gui.domain.person_names import ABBREVIATED, TITLES

BLACK = "█████"
"""What stands in the place of what was found, always as long: the length would tell."""

_SPELLINGS = {"ä": "(?:ä|ae|a)", "ö": "(?:ö|oe|o)", "ü": "(?:ü|ue|u)", "ß": "(?:ß|ss)", "é": "[ée]", "è": "[èe]"}
_SPECIAL = re.compile(f"[{''.join(_SPELLINGS)}]")
_BREAK = re.compile(r"[\s\-_.·]+")
_NO_NAMES = TITLES | ABBREVIATED | {"von", "van", "de", "der", "zu"}
_GAP = r"[\s\-_.·]{0,3}"

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}\s?(?:@|＠|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\"“”，。；、）]+(?<![.,;:!?])", re.IGNORECASE)
_CHAT = re.compile(r"(?:微信号?|wechat(?:\s?id)?|weixin|qq|skype|telegram|whatsapp)\s?[:：]\s?[\w@.+-]+", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w.,€$¥])(?:(?:\+|００|00)\s?\d[\d\s()/.–-]{6,18}\d|\(?0\d{1,4}\)?[\s/–-]{1,3}\d[\d\s–-]{3,12}\d"
    r"|1[3-9]\d(?:[\s-]?\d{4}){2})(?![\d%])")
_STREET = re.compile(
    r"\b[A-ZÄÖÜ][\wäöüß-]{0,40}?(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer)\s\d{1,4}\s?[a-z]?\b"
    r"|\b(?:[A-ZÄÖÜ][\wäöüß.-]{0,40}\s){1,2}(?:Straße|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer)\s\d{1,4}\s?[a-z]?\b"
    r"|\b(?:Straße|Platz|Am|An der|Im)\s[A-ZÄÖÜ][\wäöüß-]+\s\d{1,4}[a-z]?\b(?=,|\s\d{5})"
    r"|\b\d{1,5}\s(?:[A-Z][\w'-]+\s){1,3}(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Boulevard|Blvd\.?|Drive)\b"
    r"|(?:[\u4e00-\u9fff]{2,4}[省市])?(?:[\u4e00-\u9fff]{2,6}[区县])?[\u4e00-\u9fff]{1,6}(?:路|街|大道|巷)\s?\d+\s?[号弄]"
    r"(?:\s?[\dA-Za-z]+\s?(?:室|楼|层|幢|栋|座|单元|号楼?))*")
_EMAIL_SIGNS = ("@", "＠", "(at)", "[at]")
_CHAT_WORDS = ("微信", "wechat", "weixin", "qq", "skype", "telegram", "whatsapp")
_DIGIT = re.compile(r"\d")
_STREET_SIGNS = tuple(re.compile(sign) for sign in (
    r"[EGMRZegmrz.]\s\d", r"(?:Straße|Platz|Am|An der|Im)\s[A-ZÄÖÜ]", r"\d\s[A-Z]", r"[路街道巷]\s?\d"))
_POSTCODE_SIGN = re.compile(r"\d{5}\s")
_POSTCODE = re.compile(r"\b(?:D-)?\d{5}\s[A-ZÄÖÜ][\wäöüß-]+(?:\s(?:am|an der|im)\s[A-ZÄÖÜ]\w+)?\b")


@dataclass(frozen=True, slots=True)
class Whose:
    """Everything by which an applicant can be recognised."""

    companies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text that tells whose it is; `what`: company, person, email, url, phone, address, contact."""

    start: int
    end: int
    what: str


class _Name(NamedTuple):
    """A spelling of a name: what a text with it must have, its pattern, and how far around that it can reach."""

    needle: str
    pattern: str
    flags: re.RegexFlag
    reach: int


def telling(text: str, whose: Whose) -> tuple[Span, ...]:
    """The places, in order, none in another."""
    found: list[Span] = []
    folded = _folded(text)
    for what, pattern in _forms(text, folded):
        found += (Span(match.start(), match.end(), what) for match in pattern.finditer(text))
    for what, pattern, places in _patterns(whose, folded):
        for start, end in places if len(folded) == len(text) else ((0, len(text)),):
            found += (Span(match.start(), match.end(), what) for match in pattern.finditer(text, start, end))
    out: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if out and span.start < out[-1].end:
            last = out[-1]
            out[-1] = Span(last.start, max(last.end, span.end), last.what)
        else:
            out.append(span)
    return tuple(out)


def redact(text: str, whose: Whose) -> str:
    """The text with all these places blacked out."""
    out, at = [], 0
    for span in telling(text, whose):
        out += [text[at:span.start], BLACK]
        at = span.end
    return "".join([*out, text[at:]])


def _folded(text: str) -> str:
    """What two letters have in common that a search without regard to case takes for one."""
    return text.casefold().replace("\u0307", "").replace("ı", "i")


def _forms(text: str, folded: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The forms that can occur: most texts lack what they cannot do without, and are not searched for them."""
    if any(sign in folded for sign in _EMAIL_SIGNS):
        yield "email", _EMAIL
    if "http" in folded or "www." in folded:
        yield "url", _URL
    if any(word in folded for word in _CHAT_WORDS):
        yield "contact", _CHAT
    if _DIGIT.search(folded):
        if any(sign.search(text) for sign in _STREET_SIGNS):
            yield "address", _STREET
        if _POSTCODE_SIGN.search(folded):
            yield "address", _POSTCODE
        yield "phone", _PHONE


def _patterns(whose: Whose, folded: str) -> Iterator[tuple[str, re.Pattern[str], Iterable[tuple[int, int]]]]:
    """Names and hosts, of those that can occur, each with where."""
    for what, names in _names(whose):
        for flags in (re.IGNORECASE, re.NOFLAG):
            there = [name for name in names if name.flags == flags and name.needle in folded]
            if there:
                yield what, _one_of(tuple(name.pattern for name in there), flags), _about(there, folded)
    hosts = tuple(host for url in whose.websites if (host := host_of(url)) and not is_shared_host(host)
                  and _folded(host) in folded)
    if hosts:
        yield ("url", _one_of(tuple(rf"(?<!\w)(?:www\.)?{re.escape(host)}(?:/\S*)?" for host in hosts), re.IGNORECASE),
               ((0, len(folded)),))


def _about(names: Iterable[_Name], folded: str) -> list[tuple[int, int]]:
    """The parts of a text in which these names can stand, none touching another."""
    parts = sorted((max(0, at - name.reach), min(len(folded), at + name.reach))
                   for name in names for at in _places(name.needle, folded))
    out: list[tuple[int, int]] = []
    for start, end in parts:
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def _places(needle: str, folded: str) -> Iterator[int]:
    at = folded.find(needle)
    while at >= 0:
        yield at
        at = folded.find(needle, at + 1)


@lru_cache(maxsize=256)
def _one_of(patterns: tuple[str, ...], flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile("|".join(patterns), flags)


@lru_cache(maxsize=256)
def _names(whose: Whose) -> tuple[tuple[str, tuple[_Name, ...]], ...]:
    """Company and people, the longest name first."""
    return tuple((what, tuple(each for name in sorted(set(names), key=lambda one: (-len(one), one))
                              for each in _spelled(name)))
                 for what, names in (("company", _companies(whose)), ("person", _people(whose))))


def _spelled(name: str) -> Iterator[_Name]:
    if has_han(name):
        yield _Name(_folded(name), re.escape(name), re.IGNORECASE, 2 * len(name) + 8)
        return
    split = _BREAK.split(name.strip())
    words = [word for word in split if word]
    needle = max((_folded(part) for word in words for part in _SPECIAL.split(word)), key=len, default="")
    reach = 2 * len(name) + 3 * len(words) + 8
    if len(split) > 1:
        yield _Name(needle, rf"(?<!\w){_GAP.join(_word(word) for word in words)}(?!\w)", re.IGNORECASE, reach)
        return
    for one in dict.fromkeys((name, name.upper(), name.capitalize())):
        # one word that begins with a capital: not each »cloud« where a company is called Cloud
        yield _Name(needle, rf"(?<!\w){_word(one)}(?:s|'s|’s)?(?!\w)", re.NOFLAG, reach)


def _companies(whose: Whose) -> Iterator[str]:
    for name in whose.companies:
        yield name
        if has_han(name):
            if core := han_core(name):
                yield core
                if len(sound := pinyin(core).split()) > 1:
                    yield "".join(sound).capitalize()
                    yield " ".join(sound)
            yield normal_name(name)
        else:
            forms = legal_form_words(name)
            words = name.split()
            while len(words) > 1 and set(name_words(words[-1])) <= forms | {"und", "and", "co"}:
                words.pop()
            if len(bare := " ".join(words).strip(" ,.&")) >= 3:
                yield bare


def _people(whose: Whose) -> Iterable[str]:
    for name in whose.people:
        parts = [part for part in re.split(r"[\s,.]+", name) if part.casefold() not in _NO_NAMES and part]
        if has_han(name):
            yield from (part for part in parts if len(part) >= 2)
            if len(sound := pinyin(name).split()) > 1:
                yield " ".join(sound)
                yield " ".join([sound[0], "".join(sound[1:])])
                yield " ".join(["".join(sound[1:]), sound[0]])
            continue
        if len(parts) > 1:
            yield " ".join(parts)
            yield " ".join([parts[-1], *parts[:-1]])
        yield from (part for part in parts if len(part) >= 3)


def _word(word: str) -> str:
    return "".join(_SPELLINGS.get(char, re.escape(char)) for char in word)
