"""The quick line of the ledger: one line of free text becomes a booking, in three languages.

»禾岚电驱 mentoring 1,5h +0,5 gestern „Preisliste geprüft“« names a company, a service, hours of
contact and of preparation, a day and a note. Each part is kept with the place where it stands, so
that the screen can show what was understood before anything is booked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from incubator_gui.core.messages import Message, Words, msg
from incubator_gui.domain.clean_text import clean_line
from incubator_gui.domain.lexicon import Hit, Lexicon, free_stretches
from incubator_gui.domain.quick_days import DayFound, ago_in, day_in
from incubator_gui.domain.quick_words import bare_number, hours_in, hours_in_cells, narrow

Kind = Literal["company", "service", "person", "day", "contact", "preparation", "note"]

LONGEST = 500
MOST_HOURS = Decimal(24)

_QUOTED = re.compile(r"„((?:“[^“”„\"]*”|[^“”\"])*)[“”\"]|“([^”]*)”|\"([^\"]*)\"|「([^」]*)」|『([^』]*)』|《([^》]*)》"
                     r"|«([^»]*)»|»([^«]*)«|‹([^›]*)›|‚([^‘]*)‘|(?<!\w)‘([^’]*)’(?!\w)|(?<!\w)'([^']*)'(?!\w)")
_OPEN_QUOTE = re.compile(r"[„“\"「『《«»‹](.*)\Z", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")
_BY = re.compile(r"(?:(?<![^\W\d_])(?:wer|von|durch|by|who)\s*:?|@|由)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A recognised stretch [start, end) of the line; without a stretch it was taken for granted."""

    kind: Kind
    start: int
    end: int
    label: Message | str | Words
    ids: tuple[UUID, ...] = ()
    is_guess: bool = False
    """Whether the words are only near to a name, which has to be asked for."""

    @property
    def is_clear(self) -> bool:
        """Whether it means one thing only."""
        return len(self.ids) < 2 and not self.is_guess


@dataclass(frozen=True, slots=True)
class Known:
    """What the line may name. Names by id are what is shown; the lexicons hold every spelling."""

    companies: Lexicon
    services: Lexicon
    people: Lexicon
    company_names: Mapping[UUID, str]
    service_names: Mapping[UUID, Words]
    people_names: Mapping[UUID, str]
    initials: Mapping[str, UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood. `problems` say what is missing or can mean two things."""

    parts: tuple[Part, ...]
    company: UUID | None
    service: UUID | None
    person: UUID | None
    day: date
    contact: Decimal
    preparation: Decimal
    note: str
    problems: tuple[Message, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether it can be booked as it stands."""
        return not self.problems

    def part(self, kind: Kind) -> Part | None:
        """The part of a kind."""
        return next((one for one in self.parts if one.kind == kind), None)


def read_line(text: str, known: Known, today: date, me: UUID | None = None) -> Reading:
    """Understand a line; never raises. `me` is who books where nobody is named."""
    return _Reader(text[:LONGEST], known, today, me).read()


class _Reader:
    """One pass over one line: what is recognised is taken, the next rule sees the rest."""

    def __init__(self, text: str, known: Known, today: date, me: UUID | None) -> None:
        self.text, self.known, self.today, self.me = text, known, today, me
        self.plain = narrow(text)
        self.parts: list[Part] = []
        self.taken: list[tuple[int, int]] = []
        self.problems: list[Message] = []
        self.note = ""
        self.hours = {"contact": Decimal(0), "preparation": Decimal(0)}
        self.seen = {"contact": False, "preparation": False}

    def read(self) -> Reading:
        self._quoted()
        day = self._ago()
        self._hours()
        day = day or self._day()
        person = self._initials()
        company, service = self._records()
        person = person or self._person()
        if not any(self.seen.values()):
            self._bare()
        if not any(part.kind == "company" for part in self.parts):
            self._guess()
        self._rest()
        self._taken_for_granted(day, person)
        self._missing(company, service)
        order = {kind: n for n, kind in enumerate(
            ("company", "service", "day", "contact", "preparation", "person", "note"))}
        return Reading(tuple(sorted(self.parts, key=lambda part: order[part.kind])), company, service,
                       person or self.me, day or self.today, self.hours["contact"], self.hours["preparation"],
                       self.note, tuple(self.problems))

    def _free(self) -> list[tuple[int, int]]:
        return free_stretches(len(self.text), self.taken)

    def _take(self, kind: Kind, start: int, end: int, label: Message | str | Words,
              ids: Iterable[UUID] = (), *, is_guess: bool = False) -> None:
        self.parts.append(Part(kind, start, end, label, tuple(ids), is_guess))
        self.taken.append((start, end))

    def _quoted(self) -> None:
        match = _QUOTED.search(self.text) or _OPEN_QUOTE.search(self.text)
        if match is not None:
            self.note = clean_line(next((one for one in match.groups() if one), ""))
            self._take("note", match.start(), match.end(), self.note)

    def _hours(self) -> None:
        for start, end in self._free():
            for found in hours_in(self.plain, start, end):
                self._add_hours(found.share, found.hours, found.start, found.end)

    def _bare(self) -> None:
        for cell in hours_in_cells(self.plain):
            if any(start <= cell.start and cell.end <= end for start, end in self._free()):
                self._add_hours(cell.share, cell.hours, cell.start, cell.end)
        for start, end in self._free():
            found = bare_number(self.plain, start, end)
            if found is not None and not self.seen["contact"]:
                self._add_hours("contact", found.hours, found.start, found.end)

    def _add_hours(self, share: Literal["contact", "preparation"], hours: Decimal, start: int, end: int) -> None:
        label = msg("Contact {hours} h", hours=hours) if share == "contact" else msg("Preparation {hours} h",
                                                                                     hours=hours)
        if self.seen[share]:
            self.problems.append(msg("Contact is named twice. Mark the preparation with a plus: 1.5 h +0.5.")
                                 if share == "contact" else msg("Preparation is named twice. Leave one out."))
        self.seen[share] = True
        self.hours[share] = hours
        self._take(share, start, end, label)

    def _ago(self) -> date | None:
        for start, end in self._free():
            if (found := ago_in(self.plain, start, end, self.today)) is not None:
                return self._take_day(found)
        return None

    def _day(self) -> date | None:
        names = [(hit.start, hit.end) for lexicon in (self.known.companies, self.known.people)
                 for hit in lexicon.hits(self.text, self._free()) if hit.full]
        for start, end in free_stretches(len(self.text), [*self.taken, *names]):
            if (found := day_in(self.plain, start, end, self.today)) is not None:
                return self._take_day(found)
        return None

    def _take_day(self, found: DayFound) -> date | None:
        if found.day is None:
            self.problems.append(msg("“{text}” is not a day, or can be two. Write it as 2027-05-12 or 12.5.",
                                     text=self.text[found.start:found.end]))
            self.taken.append((found.start, found.end))
            return None
        if found.day > self.today:
            self.problems.append(msg("{day} has not come yet.", day=found.day))
        self._take("day", found.start, found.end, _weekday(found.day))
        return found.day

    def _initials(self) -> UUID | None:
        for start, end in self._free():
            for match in re.finditer(r"(?<![^\W_])[^\W\d_]{2,4}(?![^\W_])", self.text[start:end]):
                id = self.known.initials.get(match[0])
                if id is not None:
                    at, stop = start + match.start(), start + match.end()
                    before = _BY.search(self.text, start, at)
                    self._take("person", before.start() if before else at, stop, self.known.people_names[id], (id,))
                    return id
        return None

    def _person(self) -> UUID | None:
        for hit in self.known.people.hits(self.text, self._free()):
            before = _BY.search(self.text, max([0, *(end for _s, end in self.taken if end <= hit.start)]), hit.start)
            if len(hit.ids) == 1 and (hit.full or before):
                self._take("person", before.start() if before else hit.start, hit.end,
                           self.known.people_names[hit.ids[0]], hit.ids)
                return hit.ids[0]
        return None

    def _records(self) -> tuple[UUID | None, UUID | None]:
        """Company and service; where both want the same words, the better match has them."""
        free = self._free()
        companies = self.known.companies.hits(self.text, free)
        services = self.known.services.hits(self.text, free)
        company, service = _apart(companies, services)
        return (self._record("company", company, self.known.company_names),
                self._record("service", service, self.known.service_names))

    def _record(self, kind: Literal["company", "service"], hit: Hit | None,
                names: Mapping[UUID, str] | Mapping[UUID, Words]) -> UUID | None:
        if hit is None:
            return None
        if len(hit.ids) == 1:
            self._take(kind, hit.start, hit.end, names[hit.ids[0]], hit.ids)
            return hit.ids[0]
        words = self.text[hit.start:hit.end]
        self._take(kind, hit.start, hit.end, words, hit.ids)
        self.problems.append(msg("“{text}” can be several companies. Write more of the name.", text=words)
                             if kind == "company" else
                             msg("“{text}” can be several services. Write more of the name.", text=words))
        return None

    def _guess(self) -> None:
        """Words that no name begins with, but that stand inside a name or are nearly right: they are asked for."""
        for start, end in self._free():
            for match in _WORD.finditer(self.text[start:end]):
                ids = self.known.companies.near(match[0])
                if not ids:
                    continue
                words = match[0]
                self._take("company", start + match.start(), start + match.end(), words, ids, is_guess=True)
                self.problems.append(
                    msg("No name begins with “{text}”. Is “{name}” meant?", text=words,
                        name=self.known.company_names[ids[0]]) if len(ids) == 1 else
                    msg("No name begins with “{text}”. It can be meant for one of {n} companies.", text=words,
                        n=len(ids)))
                return

    def _rest(self) -> None:
        if self.note or any(part.kind == "note" for part in self.parts):
            return
        pieces = [self.text[start:end].strip(" ,;:，；：、|·–-\t") for start, end in self._free()]
        spans = [span for span, piece in zip(self._free(), pieces, strict=True) if re.search(r"\w", piece)]
        words = " ".join(piece for piece in pieces if re.search(r"\w", piece))
        self.note = clean_line(words)
        if self.note:
            self.parts.append(Part("note", spans[0][0], spans[-1][1], self.note))

    def _taken_for_granted(self, day: date | None, person: UUID | None) -> None:
        if day is None and not any(part.kind == "day" for part in self.parts):
            self.parts.append(Part("day", 0, 0, _weekday(self.today)))
        if person is None and self.me is not None and self.me in self.known.people_names:
            self.parts.append(Part("person", 0, 0, self.known.people_names[self.me], (self.me,)))

    def _missing(self, company: UUID | None, service: UUID | None) -> None:
        kinds = {part.kind for part in self.parts}
        if company is None and "company" not in kinds:
            self.problems.append(msg("Which company? Write a part of its name."))
        if service is None and "service" not in kinds:
            self.problems.append(msg("Which service? Write a part of its name."))
        if not any(self.hours.values()):
            self.problems.append(msg("How long? Write the hours, such as 1.5 h or 90 min."))
        elif sum(self.hours.values()) > MOST_HOURS:
            self.problems.append(msg("More than {n} hours cannot be booked for one day.", n=MOST_HOURS))


def _apart(companies: list[Hit], services: list[Hit]) -> tuple[Hit | None, Hit | None]:
    """The best pair of hits that do not overlap: whole names before beginnings, then what comes first."""
    if not companies or not services:
        return (companies[0] if companies else None), (services[0] if services else None)
    pairs = [(c, s) for c in companies for s in services if _clear(c, s)]
    if pairs:
        return min(pairs, key=lambda pair: (-pair[0].full - pair[1].full, pair[0].start, pair[1].start,
                                            pair[0].start - pair[0].end, pair[1].start - pair[1].end))
    first = companies[0] if companies[0].rank >= services[0].rank else None
    return first, None if first else services[0]


def _clear(one: Hit, other: Hit) -> bool:
    return one.end <= other.start or other.end <= one.start


def _weekday(day: date) -> Message:
    return msg("{weekday}, {day}", weekday=_WEEKDAYS[day.weekday()], day=day)


_WEEKDAYS = (msg("Mon"), msg("Tue"), msg("Wed"), msg("Thu"), msg("Fri"), msg("Sat"), msg("Sun"))
