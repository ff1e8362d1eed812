"""The sections of the dossier, each from plain values onto the flow of pages."""

from __future__ import annotations

from decimal import Decimal

from incubator_gui.core.messages import msg, nmsg, pmsg
from incubator_gui.domain import vocabulary
from incubator_gui.reports import onepager_parts as shared
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import Block, Side, Space, Stack, text
from incubator_gui.reports.charts import LifeLine, Mark, Sparkline
from incubator_gui.reports.flow import Cell, Flow, TableColumn
from incubator_gui.reports.formats import DASH, Formats
from incubator_gui.reports.style import MM
from incubator_gui.reports.values import ApplicationLine, DossierData, IndicatorLine, Money


def overview(flow: Flow, formats: Formats, data: DossierData) -> None:
    """Who they are, and what they want to do."""
    chinese = f"{data.chinese_name} ({data.pinyin})" if data.chinese_name and data.pinyin else data.chinese_name
    flow.pairs([
        (msg("Name"), data.name),
        (msg("Legal name"), data.legal_name),
        (msg("Chinese name"), chinese),
        (msg("Legal form"), data.legal_form),
        (msg("Country"), formats.country(data.country)),
        (msg("Seat"), data.seat),
        (msg("Unified social credit code"), data.credit_code),
        (msg("Founded"), formats.words.known_day(data.founded, data.founded_precision) if data.founded else ""),
        (msg("Address"), data.address),
        (msg("Website"), data.website),
        (pmsg("contact data", "Contact"), "\n".join(part for part in (data.email, data.phone) if part)),
        (msg("Focus"), formats.word(vocabulary.FOCUS_AREAS, data.focus_area)),
        (msg("Status"), formats.word(vocabulary.LIVES, data.life)),
        (msg("Readiness"), msg("TRL {level}", level=data.trl) if data.trl is not None else ""),
        (msg("Head count"), formats.words.number(data.head_count) if data.head_count is not None else ""),
        (msg("Residency"), formats.span(data.residency_start, data.residency_until)
         if data.residency_start or data.residency_until else ""),
        (msg("Tags"), formats.words.joined(data.tags)),
    ])
    for title, content in ((msg("Problem"), data.problem), (msg("Solution"), data.solution),
                           (msg("Market"), data.market), (msg("Business model"), data.business_model)):
        if content.strip():
            flow.heading(title)
            flow.paragraph(content)
    if data.pitch.strip():
        flow.heading(msg("From the application"))
        flow.paragraph(data.pitch)
    if data.notes:
        flow.heading(msg("Notes"))
        for note in data.notes:
            flow.paragraph(note)
            flow.space(1.5 * MM)


def team(flow: Flow, formats: Formats, data: DossierData) -> None:
    """The people, their tasks and their shares."""
    flow.paragraph(data.team_note)
    if not data.persons:
        return
    flow.space(2 * MM)
    tasks = ["\n".join(dict.fromkeys(part for part in (person.title, formats.words.text(
        formats.word(vocabulary.PERSON_ROLES, person.role))) if part)) for person in data.persons]
    shares = [formats.figure(person.share, "share") if person.share is not None else "" for person in data.persons]
    # What nobody has filled in takes no room.
    filled = [(title, part, style, cells) for title, part, style, cells in (
        (pmsg("person", "Name"), 2.6, s.STRONG, [person.name for person in data.persons]),
        (pmsg("team", "Task"), 2.4, s.TEXT, tasks),
        (msg("Background"), 2.8, s.TEXT, [person.background for person in data.persons]),
        (pmsg("contact data", "Contact"), 2.8, s.QUIET, [person.contact for person in data.persons]),
        (msg("Share"), 1.0, s.TEXT, shares)) if any(cells)]
    if not filled:
        return
    unit = (flow.paper.body - (len(filled) - 1) * s.GAP) / sum(part for _, part, _, _ in filled)
    columns = [TableColumn(title, unit * part, "right" if cells is shares else "left", style)
               for title, part, style, cells in filled]
    rows: list[list[Cell]] = [[cells[at] for _, _, _, cells in filled] for at in range(len(data.persons))]
    flow.table(columns, rows)


def progress(flow: Flow, formats: Formats, data: DossierData) -> None:
    """Milestones, then figures with their baseline and trend."""
    if data.milestones:
        flow.heading(msg("Milestones"))
        rows: list[list[Cell]] = [
            [Mark(line.state), line.title, formats.word(vocabulary.MILESTONE_STATES, line.state),
             formats.day(line.due)] for line in data.milestones]
        flow.table([TableColumn("", 4 * MM), TableColumn(msg("Milestone"), flow.paper.body - 62 * MM - 3 * s.GAP),
                    TableColumn(msg("State"), 30 * MM), TableColumn(msg("Due"), 28 * MM, "right", s.QUIET)], rows)
    if data.indicators:
        _indicators(flow, formats, data.indicators)
    chart = shared.chart(flow.paper, formats, data.indicators, s.columns(4), 40 * MM)
    if chart:
        flow.heading(chart[0], chart[1].height)
        flow.add(chart[1])


def _indicators(flow: Flow, formats: Formats, lines: tuple[IndicatorLine, ...]) -> None:
    flow.heading(msg("Indicators"))
    columns = [TableColumn(msg("Indicator"), 31 * MM, style=s.STRONG), TableColumn(msg("At entry"), 24 * MM, "right"),
               TableColumn(msg("Now"), 26 * MM, "right"), TableColumn(msg("Change"), 28 * MM, "right"),
               TableColumn(msg("Trend"), 16 * MM), TableColumn(msg("As of, source"), 25 * MM, style=s.NOTE)]
    rows: list[list[Cell]] = []
    for line in lines:
        paper = flow.paper
        entry: Cell = DASH
        if line.baseline is not None:
            entry = Stack([text(paper, formats.figure(line.baseline, line.unit, line.currency), s.TEXT, 24 * MM, most=1,
                                align="right"),
                           text(paper, formats.day(line.baseline_day) if line.baseline_day else "", s.NOTE, 24 * MM,
                                most=1, align="right")])
        real = [point.value for point in line.series if not point.forecast]
        rows.append([formats.indicator(line), entry, formats.figure(line.value, line.unit, line.currency),
                     formats.change(line), Sparkline(real, 16 * MM) if len(real) > 1 else "",
                     formats.source(line) or DASH])
    flow.table(columns, rows)


def applications(flow: Flow, formats: Formats, data: DossierData) -> None:
    """Each application with its way through the stages."""
    for line in data.applications:
        flow.heading(msg("Application {number}", number=line.number), 30 * MM)
        status = formats.words.text(formats.word(vocabulary.STATUSES, line.status))
        stage = " – ".join(part for part in dict.fromkeys((line.stage, status)) if part)
        flow.pairs([(pmsg("intake", "Call"), line.call), (msg("Received"), formats.day(line.received)),
                    (msg("Stage"), stage),
                    (msg("Days in stages"), _days(formats, line))])
        if line.moves:
            flow.space(3 * MM)
            width = (flow.paper.body - 4 * s.GAP - 24 * MM) / 10
            flow.table([TableColumn(msg("Date"), 24 * MM, style=s.QUIET), TableColumn(msg("From"), width * 2.3),
                        TableColumn(msg("To"), width * 2.3, style=s.STRONG), TableColumn(msg("Reason"), width * 3.4),
                        TableColumn(msg("By"), width * 2, style=s.QUIET)],
                       [[formats.day(move.day), move.origin or DASH, move.target, move.reason, move.who]
                        for move in line.moves])


def _days(formats: Formats, line: ApplicationLine) -> str:
    return "\n".join(formats.words.labelled(one.stage, formats.days(one.days)) for one in line.days)


def space(flow: Flow, formats: Formats, data: DossierData) -> None:
    """Rooms and desks, now and before."""
    width = (flow.paper.body - 4 * s.GAP) / 17
    flow.table([TableColumn(msg("Room"), width * 3.2, style=s.STRONG), TableColumn(msg("Desks"), width * 3.2),
                TableColumn(msg("Area"), width * 1.8, "right"), TableColumn(msg("From, until"), width * 5.8),
                TableColumn(msg("Note"), width * 3, style=s.QUIET)],
               [[line.room, line.desks or DASH, formats.area(line), formats.span(line.start, line.until), line.note]
                for line in data.space])


def services(flow: Flow, formats: Formats, data: DossierData) -> None:
    """What the incubator did for the company, with hours."""
    width = (flow.paper.body - 5 * s.GAP) / 20
    rows: list[list[Cell]] = [
        [line.service, formats.word(vocabulary.ENGAGEMENT_STATUSES, line.status), formats.span(line.start, line.until),
         line.owner, formats.hours(line.contact_hours), formats.hours(line.preparation_hours)]
        for line in data.services]
    contact = sum((line.contact_hours for line in data.services), Decimal(0))
    preparation = sum((line.preparation_hours for line in data.services), Decimal(0))
    rows.append([nmsg("Total of {n} service", "Total of {n} services", len(data.services)), "", "", "",
                 text(flow.paper, formats.hours(contact), s.STRONG, width * 1.9, align="right"),
                 text(flow.paper, formats.hours(preparation), s.STRONG, width * 2.2, align="right")])
    flow.table([TableColumn(msg("Service"), width * 4.5, style=s.STRONG), TableColumn(msg("Status"), width * 2.2),
                TableColumn(msg("From, until"), width * 7), TableColumn(msg("Owner"), width * 2.2, style=s.QUIET),
                TableColumn(pmsg("hours", "Contact"), width * 1.9, "right"),
                TableColumn(msg("Preparation"), width * 2.2, "right")], rows)


def funding(flow: Flow, formats: Formats, data: DossierData) -> None:
    """Rounds so far, and what is looked for now."""
    if data.rounds:
        flow.heading(msg("Rounds"))
        width = (flow.paper.body - 4 * s.GAP) / 17
        rows: list[list[Cell]] = [
            [line.name, formats.word(vocabulary.ROUND_KINDS, line.kind), formats.day(line.day), line.investors,
             formats.money(line.money)] for line in data.rounds]
        for money in _totals(data):
            rows.append([msg("Total in {currency}", currency=money.currency), "", "", "",
                         text(flow.paper, formats.money(money), s.STRONG, width * 3, align="right")])
        flow.table([TableColumn(msg("Round"), width * 3.6, style=s.STRONG), TableColumn(msg("Kind"), width * 2.6),
                    TableColumn(msg("Date"), width * 2.8, style=s.QUIET), TableColumn(msg("Investors"), width * 5),
                    TableColumn(msg("Amount"), width * 3, "right")], rows)
    if data.ask:
        flow.heading(msg("Looking for"), 30 * MM)
        left, right = s.columns(2), s.columns(4)
        blocks: list[tuple[float, Block]] = [(0, shared.ask(flow.paper, formats, data.ask, left))]
        if data.ask.uses:
            until = data.ask.until
            title = msg("Use of funds until {day}", day=until) if until else msg("Use of funds")
            bar = shared.uses(formats, data.ask, right, flow.paper)
            blocks.append((left + s.GAP, Stack([text(flow.paper, title, s.LABEL, right), Space(1 * MM), bar])))
        flow.add(Side(blocks))


def _totals(data: DossierData) -> list[Money]:
    """One sum for each currency; amounts of different currencies are never added."""
    sums: dict[str, Decimal] = {}
    for line in data.rounds:
        if line.money:
            sums[line.money.currency] = sums.get(line.money.currency, Decimal(0)) + line.money.amount
    return [Money(amount, currency) for currency, amount in sorted(sums.items())]


def documents(flow: Flow, formats: Formats, data: DossierData) -> None:
    """What lies in the file store, each with the beginning of its fingerprint."""
    width = (flow.paper.body - 4 * s.GAP) / 17
    flow.table([TableColumn(msg("Title"), width * 6.4, style=s.STRONG), TableColumn(msg("Kind"), width * 3.4),
                TableColumn(msg("Date"), width * 2.7, style=s.QUIET), TableColumn(msg("Size"), width * 1.8, "right"),
                TableColumn(msg("Fingerprint"), width * 2.7, style=s.NOTE)],
               [[line.title, formats.word(vocabulary.DOCUMENT_KINDS, line.kind), formats.day(line.day),
                 formats.size(line.size), line.sha256[:12]] for line in data.documents])


def history(flow: Flow, formats: Formats, data: DossierData) -> None:
    """The life line, and the dated events below it."""
    events = sorted(data.events, key=lambda event: event.day)
    if len(events) > 1:
        shown = [(event.day, flow.paper.say(event.text).replace("\n", " "), formats.day(event.day)) for event in events]
        flow.space(2 * MM)
        flow.add(LifeLine(shown[:40], flow.paper.options.day, flow.paper.body))
        flow.space(4 * MM)
    width = flow.paper.body - 2 * s.GAP - 28 * MM
    flow.table([TableColumn(msg("Date"), 28 * MM, style=s.QUIET),
                TableColumn(msg("Event"), width * 0.45, style=s.STRONG), TableColumn(msg("Details"), width * 0.55)],
               [[formats.day(event.day), event.text, event.detail] for event in events])
