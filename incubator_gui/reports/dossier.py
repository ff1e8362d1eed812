"""The company dossier: a cover with contents, then everything that is on record, section by section."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain import vocabulary
from incubator_gui.reports import dossier_parts as parts
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import Block, Row, Rule, Space, Stack, Text, text
from incubator_gui.reports.flow import Flow
from incubator_gui.reports.fonts import face
from incubator_gui.reports.formats import Formats
from incubator_gui.reports.images import picture
from incubator_gui.reports.onepager_parts import Facts
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.style import MM
from incubator_gui.reports.values import DossierData

Section = Callable[[Flow, Formats, DossierData], None]

TITLES: Mapping[str, Message] = {
    "overview": msg("Overview"),
    "team": msg("Team"),
    "progress": msg("Milestones and indicators"),
    "applications": msg("Applications"),
    "space": pmsg("rooms and desks", "Space"),
    "services": msg("Services received"),
    "funding": msg("Funding"),
    "documents": msg("Documents"),
    "history": msg("History"),
}
"""What each section is called; the keys are `values.SECTIONS`."""

_SECTIONS: Mapping[str, tuple[Callable[[DossierData], bool], Section]] = {
    "overview": (lambda data: True, parts.overview),
    "team": (lambda data: bool(data.persons or data.team_note.strip()), parts.team),
    "progress": (lambda data: bool(data.milestones or data.indicators), parts.progress),
    "applications": (lambda data: bool(data.applications), parts.applications),
    "space": (lambda data: bool(data.space), parts.space),
    "services": (lambda data: bool(data.services), parts.services),
    "funding": (lambda data: bool(data.rounds or data.ask), parts.funding),
    "documents": (lambda data: bool(data.documents), parts.documents),
    "history": (lambda data: bool(data.events), parts.history),
}


def draw_dossier(paper: Paper, data: DossierData, progress: Callable[[int, int], None]) -> None:
    """Draw cover and sections, beginning on the page at hand."""
    chosen = [key for key in TITLES if key in paper.options.sections]
    filled = [key for key in chosen if _SECTIONS[key][0](data)]
    formats = Formats(paper.words)
    _cover(paper, formats, data, chosen, filled)
    progress(1, len(filled) + 1)
    if not filled:
        return
    paper.new_page()
    flow = Flow(paper)
    for index, key in enumerate(filled):
        flow.chapter(key, TITLES[key])
        _SECTIONS[key][1](flow, formats, data)
        progress(index + 2, len(filled) + 1)


def _cover(paper: Paper, formats: Formats, data: DossierData, chosen: list[str], filled: list[str]) -> None:
    top = paper.height - s.TOP - 1 * MM
    paper.mark("cover", paper.say(data.name) or "–", paper.height)
    _letterhead(paper, data, top)
    blocks: list[Block] = [Rule(s.BODY, 1.2 * MM, s.INK, below=5 * MM), _name(paper, data), Space(1.5 * MM),
                           text(paper, msg("Company dossier"), s.COVER_SUBTITLE, s.BODY, most=1)]
    if data.claim.strip():
        blocks.append(Space(2 * MM))
        blocks.append(text(paper, data.claim, s.CLAIM.tinted(s.MUTED), s.columns(5), most=3))
    blocks += [Space(9 * MM), *_identity(paper, formats, data), Space(8 * MM)]
    head = Stack(blocks)
    start = top - 30 * MM
    head.draw(paper, s.SIDE, start)
    _contents(paper, chosen, filled, start - head.height)
    _colophon(paper, formats)


def _letterhead(paper: Paper, data: DossierData, top: float) -> None:
    half = s.columns(3)
    left = Stack([text(paper, paper.options.house, s.Style(11, 5.4 * MM, bold=True), half, most=2),
                  text(paper, paper.options.event, s.QUIET, half, most=2)])
    left.draw(paper, s.SIDE, top)
    secret = text(paper, paper.options.confidentiality, s.STRONG.tinted(s.ACCENT), half, most=2, align="right")
    secret.draw(paper, s.SIDE + s.BODY - half, top)
    logo = picture(paper, data.logo, s.columns(1), 14 * MM)
    if logo:
        logo.draw(paper, s.SIDE + s.BODY - logo.width, top - secret.height - 2 * MM)


def _name(paper: Paper, data: DossierData) -> Text:
    """The name as large as it fits into two lines without a word being cut."""
    name = paper.say(data.name) or "–"
    longest = max((word for word in name.split()), key=len, default="")
    for size in (40, 34, 28, 24, 20):
        style = s.Style(size, size * 0.45 * MM, bold=True)
        title = text(paper, name, style, s.BODY, most=3)
        if len(title.lines) <= 2 and not title.trimmed and (
                face(True).width(longest, size) <= s.BODY or paper.words.language == "zh"):
            break
    return title


def _identity(paper: Paper, formats: Formats, data: DossierData) -> list[Block]:
    label = s.columns(1)
    pairs: list[tuple[Message, Message | str]] = [
        (msg("Legal name"), data.legal_name if data.legal_name != data.name else ""),
        (msg("Chinese name"), data.chinese_name if data.chinese_name != data.name else ""),
        (msg("Seat"), data.seat or formats.country(data.country)),
        (msg("Focus"), formats.word(vocabulary.FOCUS_AREAS, data.focus_area)),
        (msg("Status"), formats.word(vocabulary.LIVES, data.life)),
    ]
    rows: list[Block] = []
    for name, value in pairs:
        content = text(paper, value, s.Style(10, s.LINE), s.BODY - label - s.GAP, most=2)
        if content.height:
            cells = [(0.0, text(paper, name, s.QUIET, label, most=2)), (label + s.GAP, content)]
            rows.append(Row(cells, s.BODY, 1.4 * MM))
    return rows


def _contents(paper: Paper, chosen: list[str], filled: list[str], top: float) -> None:
    heading = text(paper, msg("Contents"), s.HEADING, s.BODY)
    heading.draw(paper, s.SIDE, top)
    top -= heading.height + 1.5 * MM
    paper.rule(s.SIDE, top, s.BODY, 0.4 * MM, s.INK)
    tall, page_width = s.LINE + 1.6 * MM, 20 * MM
    for key in chosen:
        title = paper.say(TITLES[key])
        baseline_top = top - 0.8 * MM
        if key in filled:
            paper.write([title], s.SIDE, baseline_top, s.TEXT)
            paper.page_of(key, s.SIDE + s.BODY - page_width, baseline_top, s.TEXT, page_width)
            paper.link(key, s.SIDE, top - tall, s.BODY, tall, title)
        else:
            paper.write([title], s.SIDE, baseline_top, s.QUIET)
            paper.write([paper.say(msg("nothing on record"))], s.SIDE, baseline_top, s.QUIET, s.BODY, "right")
        top -= tall
        paper.rule(s.SIDE, top, s.BODY)


def _colophon(paper: Paper, formats: Formats) -> None:
    options, facts = paper.options, list[tuple[Message, Message | str]]()
    for label, value in ((msg("Recipient"), options.recipient),
                         (pmsg("number of a printed paper", "Copy"), options.copy),
                         (msg("Version"), options.version)):
        if value:
            facts.append((label, value))
    if options.day:
        facts.append((msg("Date"), formats.day(options.day, "long")))
    note = text(paper, msg("This dossier shows what is on record with the incubator on its date. Figures stated by the "
                           "company are unaudited unless marked as verified. It is no offer and is meant for its "
                           "recipient alone."), s.NOTE, s.BODY)
    blocks: list[Block] = [Rule(s.BODY, 0.6 * MM, s.INK, below=2.5 * MM)]
    if facts:
        blocks += [Facts(paper, facts, s.BODY), Space(2.5 * MM)]
    block = Stack([*blocks, note])
    block.draw(paper, s.SIDE, s.BOTTOM + 4 * MM + block.height)
    paper.cover_foot()


def file_title(data: DossierData) -> Message:
    """The title in the file's properties."""
    return msg("{company}: company dossier", company=data.name)

