"""A look at a pack before it is made: what will be missing in it, company by company, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from incubator_gui.core.messages import Message, msg, nmsg, pmsg
from incubator_gui.reports.pack_decks import LOCKED
from incubator_gui.reports.pack_redact import profile_of, redacted
from incubator_gui.reports.pack_values import PackData, PackOptions
from incubator_gui.reports.text import Cleaner
from incubator_gui.services.roadshow_rows import EntryRow

Gravity = Literal["fine", "note", "lacking"]
_SHOWN = 12
_LANGUAGES: Mapping[str, Message] = {
    "en": pmsg("texts in a language", "English"), "de": pmsg("texts in a language", "German"),
    "zh": pmsg("texts in a language", "Chinese")}


@dataclass(frozen=True, slots=True)
class DeckReport:
    """What was found in the deck of one company before printing."""

    entry_id: UUID
    company_id: UUID
    company: str
    title: str
    pages: int
    findings: tuple[Message, ...]

    @property
    def is_left_out(self) -> bool:
        """Whether the pack comes without it."""
        return self.pages == 0

    @property
    def is_locked(self) -> bool:
        """Whether a password would open it."""
        return LOCKED in self.findings


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One company in the pack: what is remarkable in its texts and in its deck; `declined` ones are not in it."""

    entry_id: UUID
    company_id: UUID
    company: str
    declined: bool
    texts: tuple[Message, ...]
    deck: str
    deck_pages: int
    deck_findings: tuple[Message, ...]
    is_locked: bool = False

    @property
    def gravity(self) -> Gravity:
        """`lacking` where something that was expected is not in the pack."""
        if self.declined:
            return "note"
        if self.texts or (self.deck_pages == 0 and self.deck_findings):
            return "lacking"
        return "note" if self.deck_findings else "fine"


@dataclass(frozen=True, slots=True)
class PackCheck:
    """Everything that is known before the pack is made: of the whole, then by company."""

    notes: tuple[Message, ...]
    lines: tuple[CheckLine, ...]

    @property
    def locked(self) -> int:
        """How many decks wait for a password."""
        return sum(line.is_locked for line in self.lines)


def checked(data: PackData, options: PackOptions, rows: Sequence[EntryRow], decks: Mapping[UUID, DeckReport],
            today: date) -> PackCheck:
    """What the pack would lack; `rows` are all of the line-up, the entries of `data` those that go."""
    lines, going = [], iter(data.entries)
    with_decks = "decks" in options.parts and profile_of(options.profile).deck
    for row in rows:
        if row.status == "declined":
            lines.append(CheckLine(row.id, row.company_id, row.company, True, (), row.document, 0,
                                   (msg("declined; not in the pack"),)))
            continue
        company = redacted(next(going).company, options.profile, options.contacts)
        texts = _languages(row, options.paper.language)
        missing = _missing(company)
        if missing:
            texts.append(missing)
        report, findings, pages = decks.get(row.id), list[Message](), 0
        if with_decks and row.document_id is None:
            findings.append(msg("no deck"))
        elif with_decks and report is not None:
            findings, pages = list(report.findings), report.pages
        elif row.document_id is not None:
            findings.append(msg("decks are not for this audience; left out") if not profile_of(options.profile).deck
                            else msg("the pack comes without decks"))
        chosen_away = row.document_id is not None and not with_decks
        lines.append(CheckLine(row.id, row.company_id, row.company, False, tuple(texts), row.document,
                               -1 if chosen_away else pages, tuple(findings),
                               report is not None and with_decks and report.is_locked))
    return PackCheck(tuple(_notes(data, options, rows, today)), tuple(lines))


def _languages(row: EntryRow, language: str) -> list[Message]:
    if not row.languages:
        return [msg("no one-pager texts")]
    if language in row.languages:
        return []
    shown = "en" if "en" in row.languages else row.languages[0]
    return [msg("no texts in {wanted}; those in {shown} are printed", wanted=_LANGUAGES[language],
                shown=_LANGUAGES.get(shown, shown))]


def _missing(company: Any) -> Message | None:
    """Characters that the printed font lacks, in whatever is printed of a company."""
    cleaner = Cleaner()
    for text in _strings(company):
        cleaner.clean(text)
    if not cleaner.missing:
        return None
    names = " ".join(f"U+{ord(one):04X}" for one in sorted(cleaner.missing)[:_SHOWN])
    return nmsg("{n} character cannot be printed and stands as a box: {names}",
                "{n} characters cannot be printed and stand as boxes: {names}", len(cleaner.missing),
                names=names + (" …" if len(cleaner.missing) > _SHOWN else ""))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _strings(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _strings(getattr(value, one.name))


def _notes(data: PackData, options: PackOptions, rows: Sequence[EntryRow], today: date) -> Iterator[Message]:
    if not data.entries:
        yield msg("No company is in the line-up. The pack will have its front matter only.")
    if data.held_on is None:
        yield msg("The roadshow has no date yet.")
    elif data.held_on < today:
        yield msg("The roadshow was on {day}. This pack is for the files.", day=data.held_on)
    if options.expires_on is not None and options.expires_on < (data.held_on or today):
        yield msg("The pack is valid until {day}, which is before the roadshow.", day=options.expires_on) \
            if data.held_on else msg("The pack is valid until {day}, which is over.", day=options.expires_on)
    last = max((row.ends_at for row in rows if row.ends_at), default="")
    if last and data.ends_at and last > data.ends_at:
        yield msg("The line-up lasts until {last}, the event ends at {end}.", last=last, end=data.ends_at)
    twice = {row.company_id for row in rows if sum(one.company_id == row.company_id for one in rows) > 1}
    for name in dict.fromkeys(row.company for row in rows if row.company_id in twice):
        yield msg("{company} stands in the line-up twice.", company=name)
