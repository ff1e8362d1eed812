"""The roadshow pack, drawn in one pass: front matter, companies with their decks, back matter."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from incubator_gui.core.languages import translator
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.domain import vocabulary
from incubator_gui.domain.service_words import AUDIENCES
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import text
from incubator_gui.reports.dossier import draw_dossier
from incubator_gui.reports.flow import Flow, TableColumn
from incubator_gui.reports.formats import DASH, LEGEND, Formats
from incubator_gui.reports.onepager import draw_one_pager, short_one_pager
from incubator_gui.reports.pack_cover import draw_cover
from incubator_gui.reports.pack_decks import Deck
from incubator_gui.reports.pack_paper import PackPaper
from incubator_gui.reports.pack_redact import Profile, profile_of, redacted
from incubator_gui.reports.pack_values import PackData, PackEntry, PackOptions, PlanPage
from incubator_gui.reports.style import MM
from incubator_gui.reports.values import DossierData

_TERMS: Sequence[tuple[Message, Message, Callable[[Profile], bool]]] = (
    (msg("Technology readiness level (TRL)"),
     msg("1 to 9: from the principle observed to the system proven in use."), lambda shows: shows.business),
    (msg("Revenue (year)"), msg("Revenue of the last four quarters, as of the date given."),
     lambda shows: not shows.hides("revenue")),
    (msg("Capital raised"), msg("Equity, debt and grants received so far, in the currency given."),
     lambda shows: not shows.hides("capital_raised")),
    (msg("The ask"), msg("What the company looks for now; no offer."), lambda shows: shows.ask),
    (msg("Head count"), msg("All people working for the company, part time included."), lambda shows: True),
)
"""Terms, what they mean, and to whom they are of use."""


_BETWEEN = 13 * MM
"""Room between parts that share a page."""


def draw_pack(paper: PackPaper, data: PackData, options: PackOptions, decks: Mapping[str, Deck],
              progress: Callable[[int, int], None] = lambda done, total: None) -> None:
    """Draw everything, beginning on the page at hand."""
    entries = [_shown(entry, options) for entry in data.entries]
    keys = [f"company{index}." for index in range(len(entries))]
    book = _Book(paper, data, options, entries, keys, decks)
    parts: list[tuple[str, Callable[[], None]]] = [
        ("cover", book.cover), ("disclaimer", book.disclaimer), ("contents", book.contents),
        ("programme", book.programme), ("comparison", book.comparison)]
    for name, draw in parts:
        if name in options.parts:
            draw()
    if "companies" in options.parts:
        for index in range(len(entries)):
            book.company(index)
            progress(index + 1, len(entries))
    for name, draw in (("plans", book.plans), ("glossary", book.glossary), ("notes", book.notes)):
        if name in options.parts:
            draw()
    if not book.begun:
        paper.head_and_foot()


def _shown(entry: PackEntry, options: PackOptions) -> PackEntry:
    return replace(entry, company=redacted(entry.company, options.profile, options.contacts))


class _Book:
    """The pages of one pack."""

    def __init__(self, paper: PackPaper, data: PackData, options: PackOptions, entries: Sequence[PackEntry],
                 keys: Sequence[str], decks: Mapping[str, Deck]) -> None:
        self.paper, self.data, self.options = paper, data, options
        self.entries, self.keys, self.decks = entries, keys, decks
        self.formats = Formats(paper.words)
        self.begun = False
        self._open: Flow | None = None
        self._below = 0.0  # where a page of short companies has room; 0 is none

    def cover(self) -> None:
        self._page()
        linked = self.keys if "companies" in self.options.parts else ()
        draw_cover(self.paper, self.data, self.options, self.entries, linked)

    def disclaimer(self) -> None:
        flow = self._flow("disclaimer", msg("Notice"))
        audience = AUDIENCES.get(self.options.profile, self.options.profile)
        if self.options.profile != "public":
            flow.paragraph(msg("This pack was made out for one audience ({audience}) and its recipient alone. It may"
                               " not be copied or passed on without the consent of the incubator.", audience=audience))
            flow.space(3 * MM)
        flow.paragraph(msg("It is no offer and no advice. Figures were stated by the companies and are unaudited unless"
                           " they are marked as verified; each stands with its date. Decks are the companies' own."))
        if profile_of(self.options.profile).tells_figures:
            flow.space(3 * MM)
            flow.paragraph(LEGEND)
        if self.options.expires_on:
            flow.space(3 * MM)
            flow.paragraph(msg("Valid until {day}. Destroy the pack afterwards.", day=self.options.expires_on))

    def programme(self) -> None:
        flow = self._flow("programme", msg("Programme"), (22 + 7 * len(self.entries)) * MM)
        if not self.entries:
            flow.paragraph(msg("No company is in the line-up yet."), s.QUIET)
            return
        total = sum(e.minutes + e.question_minutes for e in self.entries)
        flow.paragraph(nmsg("{n} minute in all", "{n} minutes in all", total), s.LABEL)  # below, it may be alone
        flow.space(2 * MM)
        body = self.paper.body
        columns = [TableColumn(msg("Time"), 16 * MM), TableColumn(msg("Company"), 52 * MM, style=s.STRONG, most=2),
                   TableColumn(msg("Topic"), body - 16 * MM - 52 * MM - 34 * MM - 3 * s.GAP, most=3),
                   TableColumn(msg("Minutes"), 34 * MM, "right")]
        flow.table(columns, [[e.begins_at or DASH, e.company.name or DASH, e.topic or e.company.claim or DASH,
                              _minutes(e)] for e in self.entries])

    def comparison(self) -> None:
        if not self.entries:
            return
        profile, formats = profile_of(self.options.profile), self.formats
        flow = self._flow("comparison", msg("Side by side"), (24 + 9 * len(self.entries)) * MM)
        columns: list[tuple[Message, float, str, Callable[[DossierData], Message | str]]] = [
            (msg("Company"), 40 * MM, "left", lambda one: one.name or DASH),
            (msg("Focus"), 28 * MM, "left", lambda one: formats.word(vocabulary.FOCUS_AREAS, one.focus_area) or DASH),
            (msg("Founded"), 18 * MM, "left", lambda one: str(one.founded.year) if one.founded else DASH),
            (msg("Team"), 12 * MM, "right", lambda one: formats.figure(
                None if one.head_count is None else Decimal(one.head_count)))]
        if profile.business:
            columns.append((msg("TRL"), 10 * MM, "right", lambda one: str(one.trl) if one.trl is not None else DASH))
        for key in ("revenue", "capital_raised"):
            if not profile.hides(key):
                columns.append((vocabulary.INDICATORS[key], 22 * MM, "right", _figure(formats, key)))
        if profile.ask:
            columns.append((msg("Asks for"), 22 * MM, "right",
                            lambda one: formats.money(one.ask.money if one.ask else None)))
        gap = 3 * MM
        room = self.paper.body - gap * (len(columns) - 1)
        scale = room / sum(width for _t, width, _a, _f in columns)
        small = s.Style(8, 4 * MM)
        flow.table([TableColumn(title, width * scale, "right" if side == "right" else "left",
                                s.Style(8, 4 * MM, bold=True) if n == 0 else small, most=2)
                    for n, (title, width, side, _f) in enumerate(columns)],
                   [[value(e.company) for _t, _w, _a, value in columns] for e in self.entries], gap)

    def contents(self) -> None:
        named: list[tuple[str, Message | str, int]] = []
        for part, heading in (("programme", msg("Programme")), ("comparison", msg("Side by side"))):
            if part in self.options.parts and (part == "programme" or self.entries):
                named.append((part, heading, 0))
        if "companies" in self.options.parts:
            for key, entry in zip(self.keys, self.entries, strict=True):
                named.append((f"{key}{self.options.first}", entry.company.name or DASH, 0))
                if self._deck(entry) is not None:
                    named.append((f"{key}deck", entry.deck_title or msg("Pitch deck"), 1))
        if "plans" in self.options.parts:
            named += [(f"plan{n}", plan.title, 0) for n, plan in enumerate(self.data.plans)]
        if self.options.explains:
            named.append(("glossary", msg("Glossary, rates and dates"), 0))
        if "notes" in self.options.parts and self.options.note_pages > 0:
            named.append(("notes", msg("Notes"), 0))
        tall = 6 * MM
        flow = self._flow("contents", msg("Contents"), 20 * MM + len(named) * tall)
        for key, title, level in named:
            flow.need(tall)
            left = s.SIDE + level * 6 * MM
            block = text(self.paper, title, s.QUIET if level else s.TEXT, self.paper.body - 20 * MM - level * 6 * MM,
                         most=1)
            block.draw(self.paper, left, flow.y)
            self.paper.page_of(key, s.SIDE, flow.y, s.TEXT, self.paper.body)
            self.paper.link(key, s.SIDE, flow.y - block.height, self.paper.body, block.height, self.paper.say(title))
            self.paper.rule(s.SIDE, flow.y - tall + 1.2 * MM, self.paper.body)
            flow.y -= tall

    def company(self, index: int) -> None:
        entry, before = self.entries[index], len(self.paper.warnings)
        if not self.options.full and self._deck(entry) is None and self._short(index):
            return
        self._page()
        self.paper.prefix = self.keys[index]
        if self.options.full:
            draw_dossier(self.paper, entry.company, lambda done, total: None)
        else:
            draw_one_pager(self.paper, entry.company)
        deck = self._deck(entry)
        if deck is not None:
            self._slides(entry, deck)
        self.paper.prefix = ""
        name = entry.company.name or DASH
        self.paper.warnings[before:] = [
            msg("{company}: {warning}", company=name, warning=one) for one in self.paper.warnings[before:]]

    def _short(self, index: int) -> bool:
        """A company of which little is told, below the one before where both are short; False if it is not."""
        paper, foot = self.paper, s.BOTTOM + 3 * MM
        top = paper.height - s.TOP - 7.5 * MM
        sheet = short_one_pager(paper, self.entries[index].company, (top - foot - _BETWEEN) / 2)
        if sheet is None:
            return False
        if self._below and self._below - _BETWEEN - sheet.height >= foot:
            top = self._below - _BETWEEN
        else:
            self._page()
            paper.head_and_foot()
        paper.prefix = self.keys[index]
        sheet.place(top)
        paper.prefix, self._below = "", top - sheet.height
        return True

    def plans(self) -> None:
        for index, plan in enumerate(self.data.plans):
            self._page(s.ACROSS if plan.across else s.UPRIGHT)
            self.paper.head_and_foot()
            self.paper.mark(f"plan{index}", self.paper.say(plan.title) or DASH, self.paper.height - s.TOP)
            drawer(plan)(self.paper, plan.scene)

    def glossary(self) -> None:
        if not self.options.explains:
            return
        flow = self._flow("glossary", msg("Glossary, rates and dates"))
        english = translator("en") if self.paper.words.language != "en" else None
        shows = profile_of(self.options.profile)
        flow.pairs([(term if english is None else f"{self.paper.say(term)} · {english.text(term)}",
                     text(self.paper, meaning, s.TEXT, self.paper.body - 70 * MM - s.GAP))
                    for term, meaning, is_shown in _TERMS if is_shown(shows)], label=70 * MM)
        flow.heading(msg("Exchange rates"))
        if self.data.rates:
            flow.pairs([(f"1 {rate.currency}", msg("{rate} {currency}, {day}, {source}", rate=rate.rate,
                                                   currency=rate.target, day=rate.day, source=rate.source or DASH))
                        for rate in self.data.rates])
        else:
            flow.paragraph(msg("Amounts stand in the currency in which they were stated; nothing was converted."),
                           s.QUIET)
        flow.heading(msg("Dates of the figures"))
        rows = [(e.company.name or DASH, _newest(e.company)) for e in self.entries]
        flow.pairs([(name, self.formats.day(day)) for name, day in rows if day], label=90 * MM)
        if not any(day for _name, day in rows):
            flow.paragraph(msg("No dated figure is in this pack."), s.QUIET)

    def notes(self) -> None:
        for page in range(self.options.note_pages):
            self._page()
            self.paper.head_and_foot()
            top = self.paper.height - s.TOP - 10 * MM
            if page == 0:
                self.paper.mark("notes", self.paper.say(msg("Notes")), top)
                text(self.paper, msg("Notes"), s.CHAPTER, self.paper.body).draw(self.paper, s.SIDE, top)
            y = top - 18 * MM
            while y > s.BOTTOM + 8 * MM:
                self.paper.rule(s.SIDE, y, self.paper.body)
                y -= 9 * MM

    def _slides(self, entry: PackEntry, deck: Deck) -> None:
        """Landscape pages two on a page, upright ones alone, in their own order."""
        paper, first = self.paper, True
        bottom, top = s.BOTTOM + 4 * MM, paper.height - s.TOP - 16 * MM
        index = 0
        while index < len(deck.sizes):
            flat = [w > h * 1.1 for w, h in deck.sizes[index:index + 2]]
            count = 2 if self.options.slides_per_page > 1 and flat == [True, True] else 1
            paper.slot_page()
            title = msg("{company}: {deck}", company=entry.company.name or DASH,
                        deck=entry.deck_title or msg("Pitch deck"))
            text(paper, title, s.LABEL_STRONG, paper.body, most=1).draw(paper, s.SIDE, paper.height - s.TOP - 8 * MM)
            if first:
                paper.mark("deck", paper.say(entry.deck_title or msg("Pitch deck")), paper.height - s.TOP, level=1)
                first = False
            each = (top - bottom - (count - 1) * 6 * MM) / count
            for n in range(count):
                paper.slot(deck.path, index + n, deck.sizes[index + n], s.SIDE, top - (n + 1) * each - n * 6 * MM,
                           paper.body, each)
            paper.veil()
            index += count

    def _deck(self, entry: PackEntry) -> Deck | None:
        if "decks" not in self.options.parts or not profile_of(self.options.profile).deck:
            return None
        deck = self.decks.get(entry.deck) if entry.deck else None
        return deck if deck is not None and deck.is_usable else None

    def _page(self, size: tuple[float, float] = s.UPRIGHT) -> None:
        if self.begun:
            self.paper.new_page(size)
        elif size != s.UPRIGHT:
            self.paper.restart(size)
        self.begun, self._open, self._below = True, None, 0.0

    def _flow(self, key: str, title: Message, tall: float | None = None) -> Flow:
        """A part on a page of its own, or below the part before where all of it, `tall` as it is, has room."""
        flow = self._open
        if flow is not None and tall is not None and flow.room >= tall + _BETWEEN:
            flow.space(_BETWEEN)
        else:
            self._page()
            flow = Flow(self.paper)
        self.paper.mark(key, self.paper.say(title), flow.y + 2 * MM)
        flow.add(text(self.paper, title, s.CHAPTER, self.paper.body))
        flow.rule(1.2 * MM, 4 * MM, 0.6 * MM, s.INK)
        self._open = flow
        return flow


def drawer(plan: PlanPage) -> Callable[[PackPaper, str], None]:
    """The function that draws a plan; only modules of the papers are called."""
    module, _, name = plan.drawer.partition(":")
    if not module.startswith("incubator_gui.reports.") or not name.isidentifier():
        raise ValueError(f"not a drawer of papers: {plan.drawer}")
    found: Callable[[PackPaper, str], None] = getattr(importlib.import_module(module), name)
    return found


def _figure(formats: Formats, key: str) -> Callable[[DossierData], str]:
    def value(one: DossierData) -> str:
        line = next((line for line in one.indicators if line.key == key), None)
        return formats.figure(line.value, line.unit, line.currency) if line is not None else DASH

    return value


def _newest(data: DossierData) -> date | None:
    return max((line.as_of for line in data.indicators if line.as_of), default=None)


def _minutes(entry: PackEntry) -> Message | str:
    if entry.question_minutes:
        return msg("{talk} + {questions} for questions", talk=entry.minutes, questions=entry.question_minutes)
    return str(entry.minutes) if entry.minutes else DASH
