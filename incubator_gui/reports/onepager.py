"""The one-pager: what an investor reads in two minutes, on one page whatever was filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.domain import vocabulary
from incubator_gui.reports import onepager_parts as parts
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import Block, Rule, Side, Space, Stack, Text, shortened, text
from incubator_gui.reports.formats import LEGEND, SOURCES, Formats
from incubator_gui.reports.images import Picture, picture
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.style import MM
from incubator_gui.reports.text import notice_trimmed
from incubator_gui.reports.values import DossierData

HALF = (s.BODY - 2 * s.GAP) / 2
"""The width of the left and right half; the gap between them is two grid gaps."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of each part is shown."""

    lines: int = 40
    milestones: int = 10
    persons: int = 9
    notes: int = 3
    gap: float = s.SECTION
    style: s.Style = s.TEXT
    chart: float = 33 * MM


_CUT = Limits(14, 7, 6, 3, 3.5 * MM, s.TEXT_SMALLEST, 24 * MM)

_TRIES = (
    Limits(), Limits(gap=5 * MM), Limits(gap=4 * MM, chart=29 * MM), Limits(gap=3.5 * MM, chart=24 * MM),
    Limits(gap=4 * MM, style=s.TEXT_SMALL, chart=27 * MM), Limits(gap=3.5 * MM, style=s.TEXT_SMALL, chart=24 * MM),
    Limits(gap=3.5 * MM, style=s.TEXT_SMALLEST, chart=24 * MM), Limits(gap=2.7 * MM, style=s.TEXT_SMALLEST,
                                                                      chart=22 * MM),
    *(replace(_CUT, lines=lines) for lines in (14, 12, 10, 9, 8, 7, 6, 5)),
    replace(_CUT, lines=5, milestones=6, persons=3), replace(_CUT, lines=4, milestones=6, persons=3, notes=2),
    replace(_CUT, lines=4, milestones=5, persons=3, notes=2), replace(_CUT, lines=3, milestones=5, persons=3, notes=2),
    replace(_CUT, lines=2, milestones=4, persons=3, notes=1),
    replace(_CUT, lines=1, milestones=3, persons=3, notes=1, gap=2.7 * MM, chart=20 * MM),
)
"""What gives way first: room between parts, then the size of the text down to 8 points, then lines, then rows."""


def draw_one_pager(paper: Paper, data: DossierData, level: int = 0) -> None:
    """Draw the one-pager onto the page at hand, with its place in the outline."""
    top = paper.height - s.TOP - 7.5 * MM
    paper.head_and_foot()
    paper.mark("onepager", paper.say(data.name) or "–", top, level)
    room = top - s.BOTTOM - 3 * MM
    logo = picture(paper, data.logo, s.columns(1), 15 * MM)
    for limits in _TRIES:
        page = Sheet(paper, data, limits, logo)
        if page.height <= room:
            gap = limits.gap + min((room - page.height) / max(page.gaps, 1), limits.gap * 0.7)
            page = Sheet(paper, data, replace(limits, gap=gap), logo)
            break
    page.draw(top, s.BOTTOM + 3 * MM)
    if page.trimmed:
        paper.warnings.append(notice_trimmed())


def short_one_pager(paper: Paper, data: DossierData, most: float) -> Sheet | None:
    """The one-pager of a company of which little is told, for a page that it shares; None where it is taller."""
    sheet = Sheet(paper, data, Limits(), picture(paper, data.logo, s.columns(1), 15 * MM))
    return sheet if sheet.height <= most and not sheet.trimmed else None


class Sheet:
    """One try to lay the page out within limits."""

    def __init__(self, paper: Paper, data: DossierData, limits: Limits, logo: Picture | None) -> None:
        self.paper, self.data, self.limits, self.logo = paper, data, limits, logo
        self.formats = Formats(paper.words)
        self._dropped = False
        self.gaps = 0.0
        self.blocks: list[Block] = []
        self._title()
        self._facts()
        self._figures()
        self._texts()
        self._progress()
        self._team()
        self._ask()
        if not self.gaps:
            self.blocks += [Space(3 * MM), text(paper, msg("Nothing else is on record yet."), s.QUIET, s.BODY)]
        self.trimmed = self._dropped or any(shortened(block) for block in self.blocks)
        self.tail = self._tail()
        self.height = sum(block.height for block in self.blocks) + self.tail.height

    def draw(self, top: float, bottom: float) -> None:
        """Content from the top, sources at the foot."""
        Stack(self.blocks).draw(self.paper, s.SIDE, top)
        self.tail.draw(self.paper, s.SIDE, bottom + self.tail.height)

    def place(self, top: float) -> None:
        """Content and sources from here down, with their place in the outline."""
        self.paper.mark("onepager", self.paper.say(self.data.name) or "–", top)
        self.draw(top, top - self.height)

    def _gap(self, share: float) -> Space:
        """Room between parts; it is stretched where the page has room left."""
        self.gaps += share
        return Space(self.limits.gap * share)

    def _text(self, content: Message | str, style: s.Style, width: float, most: int) -> Text:
        return text(self.paper, content, style, width, most=most)

    def _title(self) -> None:
        logo = self.logo
        width = s.columns(5) - 4 * MM if logo else s.BODY
        stack = Stack([
            self._text(self.data.name or "–", s.TITLE, width, 2),
            Space(0.5 * MM),
            self._text(self.data.claim, s.CLAIM, min(width, s.columns(5)), 2),
        ])
        right = [(s.BODY - logo.width, logo)] if logo else []
        self.blocks += [Side([(0, stack), *right]), Space(3 * MM)]

    def _facts(self) -> None:
        data, formats = self.data, self.formats
        facts: list[tuple[Message, Message | str]] = []
        if data.founded:
            facts.append((msg("Founded"), formats.day(data.founded, "month")))
        if data.seat or data.country:
            facts.append((msg("Seat"), data.seat or formats.country(data.country)))
        if data.head_count is not None:
            facts.append((msg("Team"), nmsg("{n} person", "{n} people", data.head_count)))
        if data.focus_area:
            facts.append((msg("Focus"), formats.word(vocabulary.FOCUS_AREAS, data.focus_area)))
        if data.trl is not None:
            facts.append((msg("Readiness"), msg("TRL {level}", level=data.trl)))
        if data.residency_start:
            day = self.paper.options.day
            coming = day is not None and data.residency_start > day
            facts.append((msg("Moves in") if coming else msg("Moved in"), formats.day(data.residency_start)))
        elif data.applications:
            last = data.applications[-1]
            facts += [(msg("Received"), formats.day(last.received)), (msg("Stage"), last.stage)]
        if facts:
            self.blocks += [Rule(s.BODY, below=1.8 * MM), parts.Facts(self.paper, facts, s.BODY), Space(1.8 * MM)]
        self.blocks.append(Rule(s.BODY, 0.6 * MM, s.INK))

    def _figures(self) -> None:
        lines = parts.key_figures(self.data.indicators)
        if lines:
            self.blocks += [Space(2.5 * MM), parts.figures(self.paper, self.formats, lines, s.BODY), Space(2.5 * MM),
                            Rule(s.BODY)]

    def _texts(self) -> None:
        data = self.data
        filled = [(title, content) for title, content in (
            (msg("Problem"), data.problem), (msg("Solution"), data.solution),
            (msg("Market"), data.market), (msg("Business model"), data.business_model)) if content.strip()]
        if not filled and data.pitch.strip():
            filled = [(msg("From the application"), data.pitch)]
        for index in range(0, len(filled), 2):
            pair = filled[index:index + 2]
            width = HALF if len(pair) == 2 else s.BODY
            self._row([self._titled(title, [self._text(content, self.limits.style, width, self.limits.lines)], width)
                       for title, content in pair])

    def _progress(self) -> None:
        found: list[Block] = []
        both = bool(self.data.milestones)
        chart = parts.chart(self.paper, self.formats, self.data.indicators, HALF if both else s.BODY,
                            self.limits.chart)
        if chart:
            title, block = chart
            found.append(self._titled(title, [Space(1 * MM), block], HALF))
        if self.data.milestones:
            width = HALF if chart else s.BODY
            shown = self.data.milestones[:self.limits.milestones]
            self._dropped = self._dropped or len(shown) < len(self.data.milestones)
            found.append(self._titled(msg("Milestones"), [
                parts.milestones(self.paper, self.formats, shown, width),
                self._text(msg("filled: done; half: running; hollow: planned"), s.NOTE, width, 1)], width))
        if found:
            self._row(found)

    def _team(self) -> None:
        shown = self.data.persons[:self.limits.persons]
        self._dropped = self._dropped or len(shown) < len(self.data.persons)
        blocks: list[Block] = []
        if shown:
            blocks.append(parts.persons(self.paper, self.formats, shown, s.BODY))
        if self.data.team_note.strip() and self.limits.lines > 2:
            blocks.append(Space(1.5 * MM))
            blocks.append(self._text(self.data.team_note, self.limits.style, s.BODY, 3))
        if blocks:
            team = self._titled(msg("Team"), blocks, s.BODY, 1 * MM)
            self.blocks += [self._gap(0.6), Rule(s.BODY), self._gap(0.5), team]

    def _ask(self) -> None:
        ask = self.data.ask
        if ask is None:
            return
        left, right = s.columns(2), s.columns(4)
        first = self._titled(msg("Looking for"), [parts.ask(self.paper, self.formats, ask, left)], left, 1.2 * MM)
        blocks: list[tuple[float, Block]] = [(0, first)]
        if ask.uses:
            title = msg("Use of funds until {day}", day=ask.until) if ask.until else msg("Use of funds")
            bar = parts.uses(self.formats, ask, right, self.paper)
            blocks.append((left + s.GAP, self._titled(title, [bar], right)))
        self.blocks += [self._gap(0.6), Rule(s.BODY, 0.6 * MM, s.INK), self._gap(0.45), Side(blocks)]

    def _tail(self) -> Stack:
        notes: list[Message | str] = []
        if self.data.sources:
            notes.append(self.data.sources)
        if any(line.source in SOURCES for line in parts.key_figures(self.data.indicators)):
            notes.append(LEGEND)
        contact = self.paper.words.joined((self.data.email, self.data.phone, self.data.website))
        if contact:
            notes.append(msg("Contact: {contact}", contact=contact))
        if self.trimmed:
            notes.append(msg("Shortened to fit one page; the dossier has the whole text."))
        lines: list[Block] = [self._text(note, s.NOTE, s.BODY, self.limits.notes) for note in notes]
        return Stack([Space(3 * MM), Rule(s.BODY, below=2 * MM), *lines] if lines else [])

    def _titled(self, title: Message | str, blocks: Sequence[Block], width: float, gap: float = s.UNDER_HEADING * 0.5
                ) -> Stack:
        return Stack([self._text(title, s.HEADING, width, 1), Space(gap), *blocks])

    def _row(self, blocks: Sequence[Block]) -> None:
        placed = [(index * (HALF + 2 * s.GAP), block) for index, block in enumerate(blocks)]
        self.blocks += [self._gap(0.75), Side(placed)]
