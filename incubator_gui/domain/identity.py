"""Is this the same company? Finds possible duplicates and says why; it never decides for people.

A match is *certain* on the same credit code, or on the same name together with the same domain,
phone or address of mail. Everything else that is likely enough is *doubtful* and is asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.company_names import compact_name, han_core, legal_form_words, normal_name
from incubator_gui.domain.contacts import email_domain, host_of, is_shared_host, phone_digits
from incubator_gui.domain.credit_code import is_credit_code, normalise_credit_code
from incubator_gui.domain.folding import has_han, pinyin
from incubator_gui.domain.likeness import CLOSE, alike, grams

DOUBTFUL = 0.72
"""Likeness from which a pair is worth a question."""

_COMMON = 5
"""A domain, phone or pinyin that more companies than this share tells nothing."""
_GRAMS = 7
_POSTINGS = 150
_NEAREST = 20
_SINGLE = 12


@dataclass(frozen=True, slots=True)
class CompanyKey:
    """What a company is recognised by; built once for each record with `company_key`."""

    id: Any
    names: tuple[str, ...]
    shown: tuple[str, ...]
    forms: frozenset[str] = frozenset()
    cores: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    code: str = ""
    host: str = ""
    domains: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    country: str = ""
    founded: str = ""
    """As exactly as it is known: `2025`, `2025-10` or `2025-10-03`."""


@dataclass(frozen=True, slots=True)
class Match:
    """A company that may be the same: how likely (0 to 1), whether certain, and why."""

    id: Any
    score: float
    certain: bool
    reasons: tuple[Message, ...]


def company_key(
    id: Any, *, legal_name: str = "", trade_name: str = "", chinese_name: str = "", website: str = "",
    emails: Iterable[str] = (), phones: Iterable[str] = (), credit_code: str = "", country: str = "",
    founded: str = "",
) -> CompanyKey:
    """The key of a company from its fields, whichever are known."""
    shown = tuple(dict.fromkeys(name for name in (legal_name, trade_name, chinese_name) if name.strip()))
    names = tuple(dict.fromkeys(name for name in map(compact_name, shown) if name))
    han = [name for name in shown if has_han(name)]
    sounds = {"".join(pinyin(part).split()) for name in han for part in (normal_name(name), han_core(name))}
    host = host_of(website)
    mails = frozenset(mail.strip().lower() for mail in emails if "@" in mail)
    digits = (phone_digits(phone, country) for phone in phones if phone)
    code = normalise_credit_code(credit_code) if credit_code else ""
    return CompanyKey(
        id, names, shown,
        frozenset().union(*map(legal_form_words, shown)),
        frozenset(core for core in map(han_core, han) if core),
        frozenset(sound for sound in sounds if len(sound) >= 4),
        code if code and is_credit_code(code) else "",
        "" if is_shared_host(host) else host,
        frozenset(domain for domain in map(email_domain, mails) if domain),
        mails, frozenset(number for number in digits if len(number) >= 7), country, founded,
    )


class Index:
    """Companies to be found again. Look-ups touch only keys that share something rare."""

    def __init__(self, keys: Iterable[CompanyKey] = ()) -> None:
        self._keys: dict[Any, CompanyKey] = {}
        self._exact: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self._by_name: dict[str, list[Any]] = {}
        self._grams: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, list[Any]] = defaultdict(list)
        for key in keys:
            self.add(key)

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, key: CompanyKey) -> None:
        """Let one more company be found."""
        if key.id in self._keys:
            self.remove(key.id)
        self._keys[key.id] = key
        for mark in _marks(key):
            self._exact[mark].append(key.id)
        for name in key.names:
            if name not in self._by_name:
                self._by_name[name] = []
                for gram in grams(name):
                    self._grams[gram].append(name)
            self._by_name[name].append(key.id)
        for word in _words(key):
            self._words[word].append(key.id)

    def remove(self, id: Any) -> None:
        """Let a company be found no more."""
        key = self._keys.pop(id)
        for mark in _marks(key):
            self._exact[mark].remove(id)
        for name in key.names:
            self._by_name[name].remove(id)
            if not self._by_name[name]:
                del self._by_name[name]
                for gram in grams(name):
                    self._grams[gram].remove(name)
        for word in _words(key):
            self._words[word].remove(id)

    def candidates(self, key: CompanyKey) -> tuple[Match, ...]:
        """The companies that may be the same as `key`, the likeliest first."""
        found: dict[Any, list[tuple[float, Message]]] = defaultdict(list)
        for kind, value in _marks(key):
            ids = self._exact.get((kind, value), ())
            if kind in ("host", "mail", "phone", "sound", "core") and len(ids) > _COMMON:
                continue
            for id in ids:
                if kind != "sound" or key.cores or self._keys[id].cores:
                    found[id].append(_evidence(kind, value))
        exact = any(self._same_name(key, id) for id in found if id != key.id)
        for id, likeness, name in () if exact else self._alike(key):  # spelled alike matters where none is the same
            found[id].append((likeness, msg("{percent} % like “{name}”", percent=round(likeness * 100), name=name)))
        matches = [match for id in found if id != key.id and (match := self._match(key, id, found[id])) is not None]
        return tuple(sorted(matches, key=lambda match: (not match.certain, -match.score)))

    def _match(self, key: CompanyKey, id: Any, evidence: list[tuple[float, Message]]) -> Match | None:
        other = self._keys[id]
        same_name = self._same_name(key, id)
        contact = (key.mails & other.mails or key.domains & other.domains or key.phones & other.phones
                   or (key.host and (key.host == other.host or key.host in other.domains)) or other.host in key.domains)
        if key.code and key.code == other.code:
            return Match(id, 1.0, True, tuple(reason for _weight, reason in evidence))
        evidence = sorted({str(reason): (weight, reason) for weight, reason in evidence}.values(),
                          key=lambda one: -one[0])
        doubt = 1.0
        for weight, _reason in evidence:
            doubt *= 1 - weight
        score = 1 - doubt
        if key.code and other.code:  # two valid codes are two legal entities; of one group perhaps
            score *= 0.8
        elif same_name and key.forms and other.forms and not key.forms & other.forms:
            score *= 0.95
        if score < DOUBTFUL:
            return None
        certain = same_name and bool(contact) and not (key.code and other.code) and (
            not (key.forms and other.forms) or bool(key.forms & other.forms))
        return Match(id, min(score, 0.99), certain, tuple(reason for _weight, reason in evidence))

    def _same_name(self, key: CompanyKey, id: Any) -> bool:
        return not set(key.names).isdisjoint(self._keys[id].names)

    def _alike(self, key: CompanyKey) -> Iterator[tuple[Any, float, str]]:
        """Companies whose name is spelled nearly alike, or holds all words of the other with a rare one."""
        best: dict[Any, tuple[float, str]] = {}
        for name in key.names:
            if len(name) < 4:
                continue
            near = self._near(name)
            for other, likeness, _at in process.extract(name, near, scorer=fuzz.ratio, limit=_NEAREST,
                                                        score_cutoff=100 * CLOSE):
                if not alike(name, other, likeness / 100):
                    continue
                for id in self._by_name[other]:
                    if id != key.id and likeness / 100 > best.get(id, (0.0, ""))[0]:
                        best[id] = (likeness / 100, self._shown(id, other))
        for id, likeness in self._containing(key):
            if likeness > best.get(id, (0.0, ""))[0]:
                best[id] = (likeness, self._keys[id].shown[0])
        for id, (likeness, shown) in best.items():
            yield id, likeness, shown

    def _shown(self, id: Any, name: str) -> str:
        shown = self._keys[id].shown
        return next((one for one in shown if compact_name(one) == name), shown[0])

    def _near(self, name: str) -> list[str]:
        """Names of fitting length that share one of the rarest letter groups of this one."""
        lists = sorted((posting for gram in grams(name) if (posting := self._grams.get(gram))), key=len)
        found: set[str] = set()
        for posting in lists[:_GRAMS]:
            if len(posting) > _POSTINGS and len(found) > _NEAREST:
                break
            found.update(posting[:4 * _POSTINGS])
        found.discard(name)
        shortest, longest = 0.69 * len(name), 1.45 * len(name)
        return [other for other in found if shortest <= len(other) <= longest]

    def _containing(self, key: CompanyKey) -> Iterator[tuple[Any, float]]:
        words = _words(key)
        for word in words:
            posting = self._words.get(word, ())
            if not posting or len(posting) > 40:
                continue
            for id in posting:
                other = _words(self._keys[id])
                if {word for word in words ^ other if word.isdigit()}:
                    continue
                small, large = (words, other) if len(words) <= len(other) else (other, words)
                if small == large:
                    if not set(key.names) & set(self._keys[id].names):
                        yield id, 0.92  # the same words in another order
                elif small < large and len(large) - len(small) <= 2 and (len(small) > 1 or len(posting) <= _SINGLE):
                    length = sum(map(len, small))
                    if length >= 5:
                        yield id, 0.7 + 0.2 * length / sum(map(len, large))


@dataclass(frozen=True, slots=True)
class Twin:
    """A company that stands in one file before: the id of the first; `sure` when it is the same beyond doubt."""

    first: Any
    sure: bool


def twins_in_file(keys: Iterable[CompanyKey]) -> dict[Any, Twin]:
    """For each company that may stand in one file twice, the first one of its name.

    The same beyond doubt is a credit code, or a name together with a domain, an address of mail, a
    phone or a day or month of founding, where nothing speaks against it. Other codes, legal forms
    or web sites tell two companies apart; else a name that comes again is worth a question.
    """
    by_code: dict[str, CompanyKey] = {}
    by_name: dict[str, list[CompanyKey]] = defaultdict(list)
    by_mark: dict[tuple[str, str, str], list[CompanyKey]] = defaultdict(list)
    twins: dict[Any, Twin] = {}
    for key in keys:
        first = by_code.get(key.code) if key.code else None
        marks = [(name, *mark) for name in key.names for mark in _agreeing(key)]
        if first is None:
            first = next((one for mark in marks for one in by_mark[mark][:_NEAREST]
                          if not _apart(one, key) and not _unlike(one, key)), None)
        if first is not None:
            twins[key.id] = Twin(first.id, True)
            continue
        named = [one for name in key.names for one in by_name[name][:_NEAREST] if not _apart(one, key)]
        if named:
            first = next((one for one in named if not _unlike(one, key)), named[0])
            twins[key.id] = Twin(first.id, False)
        if key.code:
            by_code[key.code] = key
        for name in key.names:
            by_name[name].append(key)
        for mark in marks:
            by_mark[mark].append(key)
    return twins


def _agreeing(key: CompanyKey) -> Iterator[tuple[str, str]]:
    """What makes two companies of one name the same."""
    for domain in {key.host, *key.domains} - {""}:
        yield "domain", domain
    for mail in key.mails:
        yield "mail", mail
    for phone in key.phones:
        yield "phone", phone
    if "-" in key.founded:
        yield "founded", key.founded


def _apart(one: CompanyKey, other: CompanyKey) -> bool:
    """Whether two of one name are two companies."""
    return bool((one.code and other.code and one.code != other.code)
                or (one.forms and other.forms and not one.forms & other.forms)
                or (one.host and other.host and one.host != other.host))


def _unlike(one: CompanyKey, other: CompanyKey) -> bool:
    """Whether something speaks against two of one name being the same."""
    return bool((one.country and other.country and one.country != other.country)
                or (one.founded and other.founded and one.founded[:4] != other.founded[:4])
                or (one.domains and other.domains and not one.domains & other.domains))


def _marks(key: CompanyKey) -> Iterator[tuple[str, str]]:
    if key.code:
        yield "code", key.code
    for name in key.names:
        yield "name", name
    for host in {key.host, *key.domains} - {""}:
        yield "host", host
    for mail in key.mails:
        yield "mail", mail
    for phone in key.phones:
        yield "phone", phone
    for core in key.cores:
        yield "core", core
    for sound in key.sounds:
        yield "sound", sound
    for name in key.names:
        if name.isascii() and len(name) >= 4:
            yield "sound", name  # a Latin trade name may be the pinyin of a Chinese one


def _evidence(kind: str, value: str) -> tuple[float, Message]:
    match kind:
        case "code":
            return 1.0, msg("same credit code")
        case "name":
            return 0.9, msg("same name")
        case "host":
            return 0.8, msg("same domain {domain}", domain=value)
        case "mail":
            return 0.85, msg("same e-mail address")
        case "phone":
            return 0.75, msg("same phone")
        case "core":
            return 0.75, msg("same core of the Chinese name: {name}", name=value)
        case _:
            return 0.72, msg("same pinyin")


def _words(key: CompanyKey) -> frozenset[str]:
    """The words of the name that a Western company is known by; none for Chinese names."""
    for shown in key.shown:
        if not has_han(shown):
            return frozenset(word for word in normal_name(shown).split() if len(word) > 1 or word.isdigit())
    return frozenset()
