"""The minutes of a meeting on paper: who was there, who left and why, votes, outcomes, scores, signatures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from incubator_gui.core.languages import translator
from incubator_gui.core.messages import msg, nmsg, pmsg
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import Row, Space, text
from incubator_gui.reports.flow import Cell, Flow, TableColumn
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.result import Result
from incubator_gui.reports.style import MM
from incubator_gui.reports.values import PaperOptions
from incubator_gui.reports.whole_file import whole
from incubator_gui.reports.wire import from_json, to_json

TARGET = "incubator_gui.reports.minutes:build_child"
"""What a child process is asked to run."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class MinutesSeat:
    """Somebody at the meeting, in words: the name and what the seat was."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class MinutesAbsence:
    """Somebody who left the room for an item, and the kind of the conflict."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class MinutesVote:
    """How many votes an outcome had."""

    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class MinutesCondition:
    """A condition and its day."""

    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """One item of the agenda, in words of the paper's language."""

    number: str
    title: str
    outcome: str = ""
    state: str = ""
    votes: tuple[MinutesVote, ...] = ()
    abstained: int = 0
    absences: tuple[MinutesAbsence, ...] = ()
    conditions: tuple[MinutesCondition, ...] = ()
    reason: str = ""
    note: str = ""
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class MinutesScore:
    """A row of the table of scores, figures as they are printed."""

    number: str
    title: str
    raw: str
    raw_rank: str
    adjusted: str
    adjusted_rank: str
    spread: str
    reviews: str


@dataclass(frozen=True, slots=True)
class MinutesData:
    """Everything that the minutes say."""

    name: str
    call: str
    when: str = ""
    place: str = ""
    span: str = ""
    seats: tuple[MinutesSeat, ...] = ()
    items: tuple[MinutesItem, ...] = ()
    capacity: str = ""
    note: str = ""
    scores: tuple[MinutesScore, ...] = ()
    scores_note: str = ""
    chair: str = ""
    keeper: str = ""


def draw_minutes(paper: Paper, data: MinutesData, progress: Progress = lambda done, total: None) -> None:
    """Draw the minutes, beginning on the page at hand."""
    flow = Flow(paper)
    paper.mark("minutes", paper.say(data.name) or "–", flow.y + 4 * MM)
    flow.add(text(paper, msg("Minutes: {name}", name=data.name), s.CHAPTER, paper.body, most=3))
    flow.rule(1.2 * MM, 2.5 * MM, 0.6 * MM, s.INK)
    present = [f"{one.name} ({one.role})" if one.role else one.name for one in data.seats]
    flow.pairs((
        (pmsg("intake", "Call"), data.call), (msg("Day"), data.when), (msg("Time"), data.span),
        (msg("Place"), data.place), (pmsg("meeting", "Chair"), data.chair),
        (msg("Present"), "\n".join(present)), (msg("Desks and area"), data.capacity), (msg("Note"), data.note)))
    _summary(flow, data)
    total = len(data.items)
    if data.items:
        flow.chapter("items", msg("Agenda"))
    for at, item in enumerate(data.items, 1):
        progress(at, total + 1)
        _item(flow, at, item)
    if data.scores:
        _scores(flow, data)
    _signatures(flow, data)


def _summary(flow: Flow, data: MinutesData) -> None:
    if not data.items:
        flow.heading(msg("Agenda"))
        flow.paragraph(msg("Nothing was on the agenda."), s.QUIET)
        return
    flow.heading(msg("Outcomes"))
    wide = flow.paper.body
    columns = (TableColumn(msg("No."), 14 * MM, style=s.TEXT), TableColumn(msg("Application"), wide * 0.46),
               TableColumn(msg("Outcome"), wide - 14 * MM - wide * 0.46 - 24 * MM - 3 * s.GAP, style=s.STRONG),
               TableColumn(msg("Votes"), 24 * MM, "right"))
    rows: list[list[Cell]] = []
    for item in data.items:
        given = [str(vote.count) for vote in item.votes]
        rows.append([item.number, item.title, item.outcome or msg("no decision"),
                     " : ".join(given) + (f" ({item.abstained})" if item.abstained else "")])
    flow.table(columns, rows)


def _item(flow: Flow, at: int, item: MinutesItem) -> None:
    paper, words = flow.paper, flow.paper.words
    title = f"{at}. {item.number} {item.title}"
    flow.heading(title, follows=18 * MM)
    paper.mark(f"item_{at}", paper.say(title), flow.y + 7 * MM, level=1)
    outcome = " – ".join(part for part in (item.outcome, item.state) if part) or words.text(msg("no decision"))
    votes = [words.labelled(vote.outcome, words.number(vote.count)) for vote in item.votes]
    if item.abstained:
        votes.append(words.text(nmsg("{n} abstained", "{n} abstained", item.abstained)))
    absences = [f"{one.name} ({one.kind})" for one in item.absences]
    conditions = "\n".join(
        f"{number}. " + (words.text(msg("{condition} (by {day})", condition=one.text, day=words.day(one.due)))
                         if one.due else one.text)
        for number, one in enumerate(item.conditions, 1))
    minutes, seconds = divmod(item.seconds, 60)
    flow.pairs((
        (msg("Outcome"), text(paper, outcome, s.STRONG, paper.body - 42 * MM - s.GAP)),
        (msg("Votes"), words.joined(votes)), (msg("Left the room"), words.joined(absences)),
        (msg("Conditions"), conditions), (msg("Reason"), item.reason), (msg("Note"), item.note),
        (msg("Time taken"), msg("{minutes}:{seconds} min", minutes=str(minutes), seconds=f"{seconds:02d}")
         if item.seconds else "")))


def _scores(flow: Flow, data: MinutesData) -> None:
    flow.chapter("scores", msg("Scores"))
    if data.scores_note:
        flow.paragraph(data.scores_note, s.LABEL)
        flow.space(2 * MM)
    narrow, number, gap = 17.5 * MM, 11 * MM, 2 * MM
    titles = (msg("Raw score"), msg("Raw rank"), pmsg("score", "Adjusted"), msg("Adjusted rank"), msg("Spread"),
              msg("Reviews"))
    rest = flow.paper.body - number - len(titles) * narrow - (len(titles) + 1) * gap
    columns = (TableColumn(msg("No."), number), TableColumn(msg("Application"), rest, most=2),
               *(TableColumn(title, narrow, "right") for title in titles))
    flow.table(columns, ([one.number, one.title, one.raw, one.raw_rank, one.adjusted, one.adjusted_rank, one.spread,
                          one.reviews] for one in data.scores), gap)


def _signatures(flow: Flow, data: MinutesData) -> None:
    paper = flow.paper
    wide = (paper.body - 10 * MM) / 2
    labels = [text(paper, words, s.LABEL, wide, most=2) for words in (
        msg("Chair: {name}", name=data.chair) if data.chair else pmsg("meeting", "Chair"),
        msg("Minutes kept by: {name}", name=data.keeper) if data.keeper else msg("Minutes kept by"))]
    flow.need(34 * MM)
    flow.space(10 * MM)
    flow.add(text(paper, msg("Signatures"), s.HEADING, paper.body))
    flow.add(Space(14 * MM))
    paper.rule(s.SIDE, flow.y, wide, 0.2 * MM, s.INK)
    paper.rule(s.SIDE + wide + 10 * MM, flow.y, wide, 0.2 * MM, s.INK)
    flow.add(Row([(0, labels[0]), (wide + 10 * MM, labels[1])], paper.body, thick=0))


def request(data: MinutesData, options: PaperOptions, target: Path) -> dict[str, Any]:
    """The argument for a child process that runs `TARGET`."""
    return {"data": to_json(data), "options": to_json(options), "target": str(target)}


def build_child(argument: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Write the minutes of a request; for `core.process.run_child`."""
    result = build(from_json(MinutesData, argument["data"]), from_json(PaperOptions, argument["options"]),
                   Path(argument["target"]), progress)
    return result.to_json()


def build(data: MinutesData, options: PaperOptions, target: Path,
          progress: Progress = lambda done, total: None) -> Result:
    """Write the minutes; the target is replaced only when the new file is whole."""
    words = translator(options.language)
    with whole(target) as scratch:
        paper = Paper(scratch, options, words, words.text(msg("Minutes: {name}", name=data.name)), data.call)
        draw_minutes(paper, data, progress)
        pages = paper.save()
    return Result(target, pages, tuple(paper.warnings))
