"""Parts that the one-pager is put together from; the dossier uses some of them too."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain import vocabulary
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import Block, Row, Side, Space, Stack, Text, text
from incubator_gui.reports.charts import Bar, BarChart, Mark, Share, SharesBar
from incubator_gui.reports.fonts import face
from incubator_gui.reports.formats import Formats
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.style import MM
from incubator_gui.reports.values import Ask, IndicatorLine, MilestoneLine, Money, PersonLine

MOST_BARS = 8


class Facts:
    """Labels over values, spread over the width as the words need it."""

    def __init__(self, paper: Paper, facts: Sequence[tuple[Message, Message | str]], width: float, most: int = 1
                 ) -> None:
        pairs = [(paper.say(label), paper.say(value).replace("\n", " ")) for label, value in facts]
        natural = [max(face().width(label, s.LABEL.size), face(True).width(value, s.STRONG.size)) + 0.5
                   for label, value in pairs]
        free = width - sum(natural)
        gap = free / (len(pairs) - 1) if len(pairs) > 1 else 0.0
        if gap < 4 * MM:
            gap = 4 * MM
            natural = squeezed(natural, width - gap * (len(pairs) - 1))
        gap = min(gap, 16 * MM)
        placed, at = list[tuple[float, Block]](), 0.0
        for (label, value), wide in zip(pairs, natural, strict=True):
            placed.append((at, Stack([text(paper, label, s.LABEL, wide, most=1),
                                      text(paper, value, s.STRONG, wide, most=most)])))
            at += wide + gap
        self._side = Side(placed)
        self.height = self._side.height

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draw all labels and values."""
        self._side.draw(paper, x, top)


def squeezed(widths: Sequence[float], room: float) -> list[float]:
    """The widths brought down to the room, the widest first."""
    level, rest = room / len(widths), room
    for index, wide in enumerate(sorted(widths)):
        level = rest / (len(widths) - index)
        if wide > level:
            break
        rest -= wide
    return [min(wide, level) for wide in widths]


def figures(paper: Paper, formats: Formats, lines: Sequence[IndicatorLine], width: float) -> Side:
    """Key figures in a row, each with its name, date and source."""
    words = [(paper.say(formats.figure(line.value, line.unit, line.currency)), paper.say(formats.indicator(line)),
              paper.say(formats.source(line))) for line in lines]
    most, plain, bold = 34 * MM, face(), face(True)
    natural = [max(min(bold.width(figure, s.FIGURE.size), 1.5 * most), min(plain.width(name, s.TEXT.size), most),
                   min(plain.width(source, s.NOTE.size), most)) + 0.5 for figure, name, source in words]
    room = width - s.GAP * (len(lines) - 1)
    natural = squeezed(natural, room) if sum(natural) > room else natural
    free = min((room - sum(natural)) / max(len(lines) - 1, 1), 8 * MM)
    placed, at = list[tuple[float, Block]](), 0.0
    for (figure, name, source), wide in zip(words, natural, strict=True):
        style = s.FIGURE
        while style.size > 9 and bold.width(figure, style.size) > wide:
            style = s.Style(style.size - 1, style.leading, bold=True)
        placed.append((at, Stack([text(paper, figure, style, wide, most=1), text(paper, name, s.TEXT, wide, most=2),
                                  text(paper, source, s.NOTE, wide, most=2)])))
        at += wide + s.GAP + free
    return Side(placed)


_ORDER = ("revenue", "capital_raised", "jobs_full_time", "rd_share", "patents_granted", "patents_applied",
          "jobs_part_time")


def key_figures(lines: Sequence[IndicatorLine], most: int = 5) -> list[IndicatorLine]:
    """The figures that say most: revenue first, one of a kind before two, zeros last."""
    known = [line for line in lines if line.value is not None]

    def rank(line: IndicatorLine) -> tuple[bool, int]:
        return line.value == 0, _ORDER.index(line.key) if line.key in _ORDER else len(_ORDER)

    chosen = sorted(known, key=rank)[:most]
    return sorted(chosen, key=lambda line: rank(line)[1])


def chart(paper: Paper, formats: Formats, lines: Sequence[IndicatorLine], width: float,
          height: float = 33 * MM) -> tuple[Message | str, Stack] | None:
    """The history of the first figure that has one; revenue goes first."""
    with_series = [line for line in lines if len(line.series) >= 2]
    if not with_series:
        return None
    line = next((one for one in with_series if one.key == "revenue"), with_series[0])
    shown = line.series[-MOST_BARS:]
    largest = max(abs(point.value) for point in shown)
    chinese = formats.words.language == "zh"
    thousands = line.unit == "money" and 10_000 <= largest < 1_000_000 and not chinese
    scale = Decimal(100) if line.unit == "share" else Decimal("0.001") if thousands else Decimal(1)
    bars = [Bar(formats.period(point) + ("*" if point.forecast else ""), point.value,
                formats.short(point.value * scale), point.forecast) for point in shown]
    title = _chart_title(formats, line, thousands)
    blocks: list[Block] = [BarChart(bars, width, height)]
    note = formats.source(line)
    if line.key == "revenue" and not line.label:
        note = formats.words.text(msg("Each bar: sum of the four quarters up to then. {source}", source=note))
    if any(bar.forecast for bar in bars):
        note = formats.words.text(msg("* forecast or running; {source}", source=note) if note
                                  else msg("* forecast or running"))
    blocks.append(text(paper, note, s.NOTE, width, most=2))
    return title, Stack(blocks)


def _chart_title(formats: Formats, line: IndicatorLine, thousands: bool) -> Message | str:
    name, unit = formats.indicator(line), formats.unit(line)
    if thousands:
        return msg("{indicator}, thousand {unit}", indicator=name, unit=unit)
    return msg("{indicator}, {unit}", indicator=name, unit=unit) if unit else name


def milestones(paper: Paper, formats: Formats, lines: Sequence[MilestoneLine], width: float) -> Stack:
    """Milestones with their state and date."""
    days = [paper.say(formats.day(line.due)) if line.due else "" for line in lines]
    date_width = max(face().width(day, s.QUIET.size) for day in days) + 1
    rows: list[Block] = []
    for line, day in zip(lines, days, strict=True):
        rows.append(Row([
            (0, Mark(line.state)),
            (5 * MM, text(paper, line.title, s.TEXT, width - date_width - 7 * MM, most=2)),
            (width - date_width, text(paper, day, s.QUIET, date_width, most=1, align="right")),
        ], width, 0.2 * MM))
    return Stack(rows)


def persons(paper: Paper, formats: Formats, lines: Sequence[PersonLine], width: float, across: int = 3) -> Stack:
    """People in rows of three: name, task, background."""
    step = (width - s.GAP * (across - 1)) / across
    rows: list[Block] = []
    for start in range(0, len(lines), across):
        if rows:
            rows.append(Space(1.5 * MM))
        rows.append(Side([(index * (step + s.GAP), _person(paper, formats, line, step))
                          for index, line in enumerate(lines[start:start + across])]))
    return Stack(rows)


def _person(paper: Paper, formats: Formats, line: PersonLine, width: float) -> Stack:
    task = line.title or formats.word(vocabulary.PERSON_ROLES, line.role)
    return Stack([text(paper, line.name, s.STRONG, width, most=2), text(paper, task, s.TEXT, width, most=2),
                  text(paper, line.background, s.NOTE, width, most=2)])


def ask(paper: Paper, formats: Formats, line: Ask, width: float) -> Stack:
    """What is asked for, in words and money."""
    blocks: list[Text] = []
    if line.money:
        blocks.append(text(paper, formats.money(line.money), s.FIGURE, width, most=1))
    blocks.append(text(paper, line.instrument, s.TEXT, width, most=2))
    if line.committed:
        blocks.append(text(paper, msg("of which {money} committed", money=formats.money(line.committed)), s.TEXT, width,
                           most=2))
    blocks.append(text(paper, line.note, s.NOTE, width, most=4))
    return Stack(blocks)


def uses(formats: Formats, line: Ask, width: float, paper: Paper) -> SharesBar:
    """What the money is for, as one bar."""
    shares = []
    for use in [one for one in line.uses if one.share > 0][:6]:
        amount = ""
        if line.money:
            part = (line.money.amount * use.share).quantize(Decimal(1))
            amount = formats.money(Money(part, line.money.currency))
        shares.append(Share(float(use.share), formats.words.percent(use.share), paper.say(use.title).replace("\n", " "),
                            paper.say(amount)))
    return SharesBar(shares, width)
