"""Signs that a person and a company are too near to each other for a fair review (DOMAIN section 4).

Everything is looked up in indexes of folded values, so that thousands of companies and dozens of people take
no longer than reading them. A sign is a reason to ask, not a verdict: an officer confirms or dismisses it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz import fuzz, process

from incubator_gui.domain.company_names import compact_name, han_core, normal_name
from incubator_gui.domain.contacts import FREE_MAIL, email_domain, host_of, is_shared_host, phone_digits
from incubator_gui.domain.folding import fold, has_han, pinyin
from incubator_gui.domain.likeness import alike

KIND_OF_ROLE: Mapping[str, str] = {
    "founder": "founder", "managing_director": "employee", "employee": "employee", "contact": "employee",
    "advisor": "advisor", "mentor": "advisor", "investor": "investor",
}
"""The kind of conflict that a role in a company makes."""

_SUFFIXES = (
    "com.cn net.cn org.cn gov.cn edu.cn ac.cn co.uk ac.uk org.uk gov.uk com.hk edu.hk org.hk com.tw edu.tw "
    "co.jp ac.jp co.kr ac.kr com.sg edu.sg com.au edu.au co.at ac.at co.in ac.in com.br")
_SECOND_LEVEL = frozenset(_SUFFIXES.split())
"""Under these, companies and institutions have the third name of a domain."""

_PARTS = re.compile(r"[,;、，；/|\n&+·]| und | and | sowie |（|）|\(|\)")
_SHORTEST_PHONE = 7
_NEAR = 92
"""Names of employers this near in percent are compared more closely."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of somebody who reviews."""

    person: UUID
    names: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the team of a company."""

    person: UUID
    role: str
    email: str = ""
    phone: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a company that applies. `investors` is free text."""

    company: UUID
    names: tuple[str, ...]
    country: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    team: tuple[Member, ...] = ()
    investors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Sign:
    """What was found: a key of CONFLICT_SIGNS, and the value in which both are alike."""

    sign: str
    value: str

    @property
    def mark(self) -> tuple[str, str]:
        """What makes it the same sign again."""
        return self.sign, fold(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """All signs between one person and one company, with the kind of conflict they suggest."""

    person: UUID
    company: UUID
    kind: str
    signs: tuple[Sign, ...]


def fingerprint(person: UUID, company: UUID, signs: Iterable[Sign]) -> str:
    """The same for the same finding, whatever order the signs come in."""
    content = [str(person), str(company), *sorted("=".join(one.mark) for one in signs)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def institution(domain: str) -> str:
    """The part of a domain that belongs to one institution: `in.tum.de` is `tum.de`; empty for free providers."""
    labels = domain.strip(". ").lower().split(".")
    if len(labels) < 2 or not all(labels):
        return ""
    keep = 3 if ".".join(labels[-2:]) in _SECOND_LEVEL else 2
    found = ".".join(labels[-keep:])
    return "" if len(labels) < keep or found in FREE_MAIL else found


def findings(readers: Iterable[Reader], candidates: Iterable[Candidate]) -> Iterator[Finding]:
    """Every pair with a sign, in the order of the readers."""
    index = _Index(candidates)
    for reader in readers:
        hits: dict[UUID, dict[tuple[str, str], tuple[str, Sign]]] = defaultdict(dict)
        for company, kind, sign in index.of(reader):
            hits[company].setdefault(sign.mark, (kind, sign))
        for company, found in hits.items():
            kinds = [kind for kind, _sign in found.values()]
            strongest = min(kinds, key=_STRENGTH.index)
            yield Finding(reader.person, company, strongest, tuple(sorted(sign for _kind, sign in found.values())))


_STRENGTH = ("founder", "investor", "advisor", "employee", "institution", "other")


class _Index:
    """The companies by everything that can be alike."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._people: dict[UUID, dict[UUID, str]] = defaultdict(dict)
        self._emails: dict[str, dict[UUID, str]] = defaultdict(dict)
        self._domains: dict[str, dict[UUID, str]] = defaultdict(dict)
        self._phones: dict[str, dict[UUID, str]] = defaultdict(dict)
        self._names: dict[str, set[UUID]] = defaultdict(set)
        self._cores: dict[str, set[UUID]] = defaultdict(set)
        self._holders: dict[str, set[UUID]] = defaultdict(set)
        self._called: dict[str, list[tuple[UUID, UUID, str, tuple[str, ...]]]] = defaultdict(list)
        for one in candidates:
            self._put(one)
        self._long = [name for name in self._names if len(name) >= 8]

    def _put(self, one: Candidate) -> None:
        for name in one.names:
            self._names[compact_name(name)].add(one.company)
            if len(core := han_core(name)) >= 2:
                self._cores[core].add(one.company)
        self._contact(one.company, one.email, one.phone, one.country, "employee", "employee")
        host = host_of(one.website) if one.website else ""
        if host and not is_shared_host(host) and (domain := institution(host)):
            self._domains[domain].setdefault(one.company, "employee")
        for member in one.team:
            kind = KIND_OF_ROLE.get(member.role, "other")
            self._people[member.person].setdefault(one.company, kind)
            for key in person_keys(member.names):
                self._called[key].append((one.company, member.person, kind, member.names))
            self._contact(one.company, member.email, member.phone, one.country, kind, "institution")
        for text in one.investors:
            for part in _PARTS.split(text):
                if len(key := holder_key(part)) >= 2:
                    self._holders[key].add(one.company)

    def _contact(self, company: UUID, email: str, phone: str, country: str, kind: str, domain_kind: str) -> None:
        if email:
            self._emails[email.strip().casefold()].setdefault(company, kind)
            if domain := institution(email_domain(email)):
                self._domains[domain].setdefault(company, domain_kind)
        if phone and len(digits := phone_digits(phone, country)) >= _SHORTEST_PHONE:
            self._phones[digits].setdefault(company, kind)

    def of(self, reader: Reader) -> Iterator[tuple[UUID, str, Sign]]:
        for company, kind in self._people.get(reader.person, {}).items():
            yield company, kind, Sign("person", kind)
        for key in sorted(person_keys(reader.names)):
            for company, person, kind, names in self._called.get(key, ()):
                if person != reader.person and may_be_one(reader.names, names):
                    yield company, kind, Sign("name", next(iter(names)))
        email = reader.email.strip().casefold()
        if email:
            for company, kind in self._emails.get(email, {}).items():
                yield company, kind, Sign("email", email)
            if domain := institution(email_domain(email)):
                same = self._emails.get(email, {})
                for company, kind in self._domains.get(domain, {}).items():
                    if company not in same:
                        yield company, kind, Sign("domain", domain)
        for digits in {phone_digits(reader.phone, country) for country in ("", "CN", "DE")} if reader.phone else ():
            if len(digits) >= _SHORTEST_PHONE:
                for company, kind in self._phones.get(digits, {}).items():
                    yield company, kind, Sign("phone", digits)
        if reader.employer:
            for company in self._employer(reader.employer):
                yield company, "employee", Sign("employer", reader.employer)
        for name in (*reader.names, reader.employer):
            if " " not in name.strip() and not has_han(name) and name != reader.employer:
                continue  # a first name alone says nothing
            for company in self._holders.get(holder_key(name), ()) if name else ():
                yield company, "investor", Sign("shareholder", name)

    def _employer(self, employer: str) -> set[UUID]:
        name = compact_name(employer)
        found = set(self._names.get(name, ())) if len(name) >= 2 else set()
        if len(core := han_core(employer)) >= 2:
            found |= self._cores.get(core, set())
        if len(name) >= 8 and not has_han(name):
            for other, score, _at in process.extract(name, self._long, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=20):
                if alike(name, other, score / 100):
                    found |= self._names[other]
        return found


def person_keys(names: Iterable[str]) -> set[str]:
    """By what people are found under the same name: words in any order, Chinese names also by their pinyin."""
    keys: set[str] = set()
    for name in names:
        if has_han(name):
            sounds = pinyin(name).split()
            keys.add(fold(name).replace(" ", ""))
            keys |= {_joined("".join(sounds[:at]), "".join(sounds[at:])) for at in (1, 2) if len(sounds) > at}
        elif len(words := normal_name(name).split()) > 1:
            keys.add(" ".join(sorted(words)))
            keys |= {_joined(*words)} if len(words) == 2 else set()
    return keys


def may_be_one(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether two people of one sound may be the same: not where their Chinese names are written otherwise."""
    written = [{fold(name).replace(" ", "") for name in names if has_han(name)} for names in (mine, theirs)]
    return not all(written) or bool(written[0] & written[1])


def _joined(one: str, other: str) -> str:
    """Family and given name in either order."""
    return min(one + other, other + one)


def holder_key(name: str) -> str:
    """A name of an investor, person or firm, as it is compared: without legal form, words in any order."""
    return " ".join(sorted(normal_name(name).split()))
