"""The cover of a pack: what, when, where, for whom, and the line-up with its pages."""

from __future__ import annotations

from collections.abc import Sequence

from babel.dates import format_date

from incubator_gui.core.languages import NAMES
from incubator_gui.core.messages import Message, msg, nmsg, pmsg
from incubator_gui.domain.service_words import AUDIENCES
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import Block, Row, Rule, Space, Stack, text
from incubator_gui.reports.fonts import face
from incubator_gui.reports.formats import DASH, Formats
from incubator_gui.reports.onepager_parts import Facts
from incubator_gui.reports.pack_paper import PackPaper
from incubator_gui.reports.pack_values import PackData, PackEntry, PackOptions
from incubator_gui.reports.style import MM

_FACT = s.Style(11, 5.5 * MM)
_LABEL = 25 * MM
_ROOMY, _TIGHT = (15 * MM, 12 * MM), (9 * MM, 8 * MM)
"""Room above the facts and above the line-up, where all companies fit, and where they do not."""
_ROW, _HEAD = 6.75 * MM, 7 * MM


def draw_cover(paper: PackPaper, data: PackData, options: PackOptions, entries: Sequence[PackEntry],
               keys: Sequence[str]) -> None:
    """Draw it onto the page at hand; `keys` are empty where the companies have no pages."""
    formats = Formats(paper.words)
    top = paper.height - s.TOP
    text(paper, options.paper.house, s.Style(13, 6 * MM, bold=True), s.BODY * 0.6, most=1
         ).draw(paper, s.SIDE, top)
    right = s.BODY * 0.38
    secret = options.paper.confidentiality or (msg("Public") if options.profile == "public" else msg("Confidential"))
    edge = Stack([
        text(paper, secret, s.Style(10.5, 5 * MM, bold=True, colour=s.ACCENT), right, most=1, align="right"),
        text(paper, msg("For the recipient alone") if options.profile != "public" else "", s.QUIET, right, most=1,
             align="right")])
    edge.draw(paper, s.SIDE + s.BODY - right, top)
    y = top - 36 * MM
    paper.rule(s.SIDE, y, s.BODY, 1.2 * MM, s.INK)
    title = text(paper, data.title or DASH, s.COVER_TITLE, s.BODY, most=2)
    if len(title.lines) > 1:
        title = text(paper, data.title, s.Style(28, 12 * MM, bold=True), s.BODY, most=3)
    paper.mark("cover", paper.say(data.title) or DASH, y)
    title.draw(paper, s.SIDE, y - 6 * MM)
    y -= 6 * MM + title.height
    subtitle = text(paper, msg("Roadshow pack ({audience})",
                               audience=AUDIENCES.get(options.profile, options.profile)), s.COVER_SUBTITLE, s.BODY,
                    most=1)
    subtitle.draw(paper, s.SIDE, y)
    y -= subtitle.height
    foot = _foot(paper, formats, options)
    floor = s.BOTTOM + 6 * MM + foot.height
    rows = [Row([(0, text(paper, label, s.QUIET, _LABEL, most=1)),
                 (_LABEL + s.GAP, text(paper, value, _FACT, s.BODY - _LABEL - s.GAP, most=2))], s.BODY, 1.75 * MM)
            for label, value in _facts(formats, data, options, entries) if value]
    taken = sum(row.height for row in rows) + s.HEADING.leading + _HEAD + len(entries) * _ROW + 4 * MM
    above, between = _ROOMY if taken + sum(_ROOMY) <= y - floor else _TIGHT
    y -= above
    for row in rows:
        row.draw(paper, s.SIDE, y)
        y -= row.height
    foot.draw(paper, s.SIDE, floor)
    if options.explains:
        _where_rates_stand(paper, floor - foot.height + s.NOTE.leading)
    paper.cover_foot()
    _line_up(paper, formats, entries, [f"{key}{options.first}" for key in keys], y - between, floor + 4 * MM)


def _facts(formats: Formats, data: PackData, options: PackOptions, entries: Sequence[PackEntry]
           ) -> list[tuple[Message, Message | str]]:
    spoken = {(entry.minutes, entry.question_minutes) for entry in entries}
    companies: Message = nmsg("{n} company", "{n} companies", len(entries))
    if len(spoken) == 1 and any(next(iter(spoken))):
        talk, questions = next(iter(spoken))
        if questions:
            companies = nmsg("{n} company, {minutes} minutes ({talk} to present, {questions} for questions)",
                             "{n} companies, {minutes} minutes each ({talk} to present, {questions} for questions)",
                             len(entries), minutes=talk + questions, talk=talk, questions=questions)
        else:
            companies = nmsg("{n} company, {minutes} minutes each", "{n} companies, {minutes} minutes each",
                             len(entries), minutes=talk)
    language: Message | str = NAMES[options.paper.language]
    if options.explains and options.paper.language != "en":
        language = msg("{language}; with the terms in English", language=language)
    return [(pmsg("cover", "Date"), _when(formats, data)), (msg("Place"), data.place), (msg("Audience"), data.audience),
            (msg("Companies"), companies if entries else ""), (msg("Language"), language)]


def _when(formats: Formats, data: PackData) -> Message | str:
    if data.held_on is None:
        return ""
    day = format_date(data.held_on, format="full", locale=formats.words.locale)
    if formats.words.language == "zh":  # the library writes 5月27日星期四 in one
        day = day.replace("日星期", "日，星期")
    if data.starts_at and data.ends_at:
        return msg("{day}, {starts} to {ends}", day=day, starts=data.starts_at, ends=data.ends_at)
    return msg("{day}, {starts}", day=day, starts=data.starts_at) if data.starts_at else day


def _line_up(paper: PackPaper, formats: Formats, entries: Sequence[PackEntry], keys: Sequence[str], top: float,
             bottom: float) -> None:
    """As many rows as there is room for; what is left is counted."""
    if not entries:
        return
    heading = text(paper, msg("Line-up"), s.HEADING, s.BODY)
    head, tall = _HEAD, _ROW
    room = int((top - bottom - heading.height - head) / tall)
    shown = entries if len(entries) <= room else entries[:max(room - 1, 0)]
    if not shown:
        return
    heading.draw(paper, s.SIDE, top)
    y = top - heading.height - 1 * MM
    ask = any(entry.company.ask for entry in entries)
    at = (0.0, _LABEL + s.GAP, 79 * MM, 125 * MM)
    wide = (18 * MM, 48 * MM, (44 if ask else 78) * MM, 32 * MM)
    for x, width, label in zip(at, wide, (msg("Time"), msg("Company"), msg("Topic"), msg("Asks for") if ask else ""),
                               strict=True):
        text(paper, label, s.LABEL_STRONG, width, most=1).draw(paper, s.SIDE + x, y)
    if keys:
        text(paper, pmsg("of a book", "Page"), s.LABEL_STRONG, 12 * MM, most=1, align="right").draw(
            paper, s.SIDE + s.BODY - 12 * MM, y)
    y -= 4.6 * MM
    paper.rule(s.SIDE, y, s.BODY, 0.4 * MM, s.INK)
    for index, entry in enumerate(shown):
        cells: list[tuple[float, float, Message | str, s.Style]] = [
            (at[0], wide[0], entry.begins_at or DASH, s.QUIET), (at[1], wide[1], entry.company.name or DASH, s.STRONG),
            (at[2], wide[2], entry.topic or entry.company.claim, s.TEXT)]
        if ask:
            cells.append((at[3], wide[3], formats.money(entry.company.ask.money) if entry.company.ask else "", s.TEXT))
        for x, width, value, style in cells:
            text(paper, value, style, width, most=1).draw(paper, s.SIDE + x, y - 1 * MM)
        if keys:
            key = keys[index]
            paper.page_of(key, s.SIDE, y - 1 * MM, s.TEXT, s.BODY)
            paper.link(key, s.SIDE, y - tall, s.BODY, tall, entry.company.name)
        y -= tall
        paper.rule(s.SIDE, y, s.BODY)
    if len(shown) < len(entries):
        text(paper, nmsg("and {n} more", "and {n} more", len(entries) - len(shown)), s.QUIET, s.BODY).draw(
            paper, s.SIDE, y - 1 * MM)


def _foot(paper: PackPaper, formats: Formats, options: PackOptions) -> Stack:
    made = options.paper
    facts: list[tuple[Message, Message | str]] = []
    if made.recipient:
        facts.append((msg("Recipient"), made.recipient))
    if made.copy:
        facts.append((pmsg("number of a printed paper", "Copy"), made.copy))
    if made.version:
        facts.append((msg("Version"), msg("{version}, {day}", version=made.version, day=made.day) if made.day
                      else made.version))
    if options.expires_on:
        facts.append((msg("Valid until"), formats.day(options.expires_on)))
    blocks: list[Block] = [Rule(s.BODY, 0.8 * MM, s.INK, below=2.5 * MM)]
    if facts:
        blocks += [Facts(paper, facts, s.BODY, most=2), Space(2.5 * MM)]
    blocks.append(text(paper, msg(
        "This pack is meant for the public. It is no offer. What it says was stated by the companies and is unaudited"
        " unless it is marked as verified.") if options.profile == "public" else msg(
        "This pack holds unpublished business information and is meant for its recipient alone, to judge an investment"
        " or a co-operation. It is no offer. Figures were stated by the companies and are unaudited unless they are"
        " marked as verified."), s.NOTE, s.BODY))
    if options.explains:
        blocks.append(Space(s.NOTE.leading))
    return Stack(blocks)


def _where_rates_stand(paper: PackPaper, top: float) -> None:
    """The page of the rates, on the last line of the foot."""
    words = paper.say(msg("Exchange rates and dates of the figures: page"))
    wide, number = face().width(words, s.NOTE.size), face().width("000", s.NOTE.size)
    paper.write([words], s.SIDE, top, s.NOTE)
    paper.page_of("glossary", s.SIDE, top, s.NOTE, wide + 1.5 * MM + number)
