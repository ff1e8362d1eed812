"""Suggestions for a redacted copy: what in a text tells whose it is, found and blacked out.

Names are found in all their spellings, contacts and addresses by their form. It is a suggestion: people read
the copy before it leaves the house.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from incubator_gui.domain.company_names import han_core, legal_form_words, name_words, normal_name
from incubator_gui.domain.contacts import host_of, is_shared_host
from incubator_gui.domain.folding import has_han, pinyin

BLACK = "█████"
"""What stands in the place of what was found, always as long: the length would tell."""

_SPELLINGS = {"ä": "(?:ä|ae|a)", "ö": "(?:ö|oe|o)", "ü": "(?:ü|ue|u)", "ß": "(?:ß|ss)", "é": "[ée]", "è": "[èe]"}
_TITLES = frozenset({"dr", "prof", "dipl", "ing", "mr", "mrs", "ms", "herr", "frau", "von", "van", "de", "der", "zu",
                     "msc", "bsc", "phd", "mba"})
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


def telling(text: str, whose: Whose) -> tuple[Span, ...]:
    """The places, in order, none in another."""
    found: list[Span] = []
    for what, pattern in (("email", _EMAIL), ("url", _URL), ("contact", _CHAT), ("address", _STREET),
                          ("address", _POSTCODE), ("phone", _PHONE)):
        found += (Span(match.start(), match.end(), what) for match in pattern.finditer(text))
    for what, pattern in _patterns(whose):
        found += (Span(match.start(), match.end(), what) for match in pattern.finditer(text))
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


def _patterns(whose: Whose) -> Iterator[tuple[str, re.Pattern[str]]]:
    for what, names in (("company", _companies(whose)), ("person", _people(whose))):
        exact, loose = [], []
        for name in sorted(set(names), key=lambda one: (-len(one), one)):
            if has_han(name):
                loose.append(re.escape(name))
            elif len(words := re.split(r"[\s\-_.·]+", name.strip())) > 1:
                loose.append(rf"(?<!\w){_GAP.join(_word(word) for word in words if word)}(?!\w)")
            else:
                exact.append(name)
        if loose:
            yield what, re.compile("|".join(loose), re.IGNORECASE)
        if exact:  # one word that begins with a capital: not each »cloud« where a company is called Cloud
            spelled = dict.fromkeys(one for name in exact for one in (name, name.upper(), name.capitalize()))
            yield what, re.compile("|".join(rf"(?<!\w){_word(one)}(?:s|'s|’s)?(?!\w)" for one in spelled))
    hosts = [re.escape(host) for url in whose.websites if (host := host_of(url)) and not is_shared_host(host)]
    if hosts:
        yield "url", re.compile("|".join(rf"(?<!\w)(?:www\.)?{host}(?:/\S*)?" for host in hosts), re.IGNORECASE)


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
        parts = [part for part in re.split(r"[\s,.]+", name) if part.casefold() not in _TITLES and part]
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
