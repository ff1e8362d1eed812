"""Letters on paper: letterhead, address, date, subject and text; many of them in one child process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from incubator_gui.core.languages import translator
from incubator_gui.reports.blocks import text
from incubator_gui.reports.flow import Flow
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.result import Result
from incubator_gui.reports.style import MM, Style
from incubator_gui.reports.values import PaperOptions
from incubator_gui.reports.whole_file import whole
from incubator_gui.reports.wire import from_json, to_json

TARGET = "incubator_gui.reports.letters:build_child"
"""What a child process is asked to run."""

Progress = Callable[[int, int], None]

_BODY = Style(10, 5 * MM)
_SUBJECT = Style(11, 5.5 * MM, bold=True)
_HOUSE = Style(12, 6 * MM, bold=True)
_ADDRESS_TOP = 50 * MM
"""Where the window of an envelope shows the address, from the top of the sheet (DIN 5008, form B)."""
_ADDRESS_WIDE = 85 * MM


@dataclass(frozen=True, slots=True)
class LetterData:
    """One letter: everything is plain text, in the language of the paper."""

    subject: str
    body: str
    recipient: str = ""
    company: str = ""
    address: str = ""
    day: date | None = None


def draw_letter(paper: Paper, data: LetterData) -> None:
    """Draw the letter, beginning on the page at hand."""
    flow = Flow(paper)
    paper.mark("letter", paper.say(data.subject) or "–", flow.y + 4 * MM)
    wide = paper.body
    if paper.options.house:
        flow.add(text(paper, paper.options.house, _HOUSE, wide, most=2))
    flow.y = min(flow.y - 4 * MM, paper.height - _ADDRESS_TOP)
    lines = [data.company if data.company != data.recipient else "", data.recipient, *data.address.split("\n")]
    for line in lines:
        if line.strip():
            flow.add(text(paper, line, _BODY, _ADDRESS_WIDE, most=2))
    flow.y = min(flow.y - 6 * MM, paper.height - _ADDRESS_TOP - 38 * MM)
    if data.day is not None:
        flow.add(text(paper, paper.words.day(data.day, "long"), _BODY, wide, align="right"))
    flow.space(4 * MM)
    flow.add(text(paper, data.subject, _SUBJECT, wide, most=4))
    flow.space(5 * MM)
    for paragraph in data.body.split("\n\n"):
        block = text(paper, paragraph, _BODY, wide)
        if len(block.lines) <= 5:  # a greeting or a signature stays in one piece
            flow.need(block.height)
        flow.add(block)
        flow.space(_BODY.leading * 0.7)


def request(letters: Sequence[tuple[LetterData, PaperOptions, Path]]) -> dict[str, Any]:
    """The argument for a child process that runs `TARGET`."""
    return {"letters": [{"data": to_json(data), "options": to_json(options), "target": str(target)}
                        for data, options, target in letters]}


def build_child(argument: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Write all letters of a request; for `core.process.run_child`."""
    out, total = [], len(argument["letters"])
    for at, one in enumerate(argument["letters"]):
        progress(at, total)
        result = build(from_json(LetterData, one["data"]), from_json(PaperOptions, one["options"]),
                       Path(one["target"]))
        out.append(result.to_json())
    progress(total, total)
    return {"letters": out}


def build(data: LetterData, options: PaperOptions, target: Path) -> Result:
    """Write one letter; the target is replaced only when the new file is whole."""
    with whole(target) as scratch:
        paper = Paper(scratch, options, translator(options.language), data.subject, data.company)
        draw_letter(paper, data)
        pages = paper.save()
    return Result(target, pages, tuple(paper.warnings))


def results(answer: Mapping[str, Any]) -> tuple[Result, ...]:
    """The answer of the child process."""
    return tuple(Result.from_json(one) for one in answer["letters"])
