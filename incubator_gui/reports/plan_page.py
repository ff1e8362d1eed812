"""A floor on a sheet, to scale: the largest usual ratio that fits, with legend, scale bar and north."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from incubator_gui.core.languages import translator
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.reports import style as s
from incubator_gui.reports.fonts import face
from incubator_gui.reports.pack_paper import PackPaper
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.plan_colours import WARNING
from incubator_gui.reports.plan_drawing import Drawing, clock, extent, padlock, swatch
from incubator_gui.reports.plan_labels import Labels
from incubator_gui.reports.plan_values import PlanRun, PlanSheet
from incubator_gui.reports.result import Result
from incubator_gui.reports.style import MM
from incubator_gui.reports.text import fitted
from incubator_gui.reports.values import PaperOptions
from incubator_gui.reports.whole_file import whole
from incubator_gui.reports.wire import from_json, to_json

TARGET = "incubator_gui.reports.plan_page:build_child"
DRAWER = "incubator_gui.reports.plan_page:draw"

RATIOS = (50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000, 2500, 5000, 10_000, 25_000, 50_000)
"""Usual ratios, the largest drawing first."""

A3 = (297 * MM, 420 * MM)
SIZES: Mapping[str, tuple[float, float]] = {
    "a4_upright": s.UPRIGHT, "a4_across": s.ACROSS, "a3_upright": A3, "a3_across": (A3[1], A3[0])}
PAPERS: Mapping[str, Message] = {
    "a4": msg("A4, whichever way is larger"), "a4_across": msg("A4, landscape"), "a4_upright": msg("A4, portrait"),
    "a3": msg("A3, whichever way is larger"), "a3_across": msg("A3, landscape"), "a3_upright": msg("A3, portrait")}
"""Sheets on which a floor is printed."""

Progress = Callable[[int, int], None]
_SCALE_ROW, _LEGEND_ROW, _LIST_ROW = 9 * MM, 5 * MM, 4 * MM
_FIGURES = s.Style(9, s.LINE)
_SMALL = s.Style(7.5, 4 * MM)


def draw(paper: Paper, scene: str) -> None:
    """Draw a sheet from its JSON between head and foot of the page at hand, and a list after it where it is needed."""
    draw_sheet(paper, from_json(PlanSheet, json.loads(scene)))


def scene_of(sheet: PlanSheet) -> str:
    """The description that `draw` takes."""
    return json.dumps(to_json(sheet), ensure_ascii=False, separators=(",", ":"))


def best_size(sheet: PlanSheet, paper: str) -> tuple[float, float]:
    """The size of the sheet for a key of PAPERS; where the way is open, the one with the larger drawing."""
    if paper in SIZES:
        return SIZES[paper]
    across, upright = SIZES[f"{paper}_across"], SIZES[f"{paper}_upright"]
    return upright if ratio_for(sheet, upright) < ratio_for(sheet, across) else across


def ratio_for(sheet: PlanSheet, size: tuple[float, float], legend_rows: int = 1) -> int:
    """The largest usual ratio at which a floor fits on a sheet."""
    _x, _y, wide, tall = extent(sheet)
    room_wide = size[0] - 2 * s.SIDE
    room_tall = _top(size[1]) - _head(size[0]) - _floor() - _SCALE_ROW - legend_rows * _LEGEND_ROW
    for ratio in RATIOS:
        if wide * 1000 * MM / ratio <= room_wide + 0.01 and tall * 1000 * MM / ratio <= room_tall + 0.01:
            return ratio
    return RATIOS[-1]


def draw_sheet(paper: Paper, sheet: PlanSheet) -> int:
    """Draw a floor on the page at hand; returns its ratio."""
    letters = {one.slot: _letter(index) for index, one in enumerate(sheet.categories)} if sheet.mode else {}
    legend = _Legend(paper, sheet, letters)
    ratio = ratio_for(sheet, (paper.width, paper.height), legend.rows)
    top = _top(paper.height)
    _title(paper, sheet, ratio, top)
    begin = top - _head(paper.width)
    drawing = Drawing(paper, sheet, s.SIDE, begin, ratio)
    if not sheet.rooms and not sheet.desks and not sheet.outline:
        paper.write([paper.say(msg("Nothing is drawn on this floor yet. Enter its rooms and desks first."))],
                    s.SIDE, begin, s.QUIET)
        return ratio
    labels = Labels(drawing, letters)
    drawing.draw()
    labels.write()
    if isinstance(paper, PackPaper):
        paper.veil()  # the watermark below it is hidden by the grounds of the rooms
    bottom = begin - drawing.tall * drawing.metre
    _scale(paper, drawing, ratio, bottom - 4 * MM)
    under = legend.draw(bottom - _SCALE_ROW)
    if labels.listed:
        _list(paper, sheet, labels, under)
    return ratio


def build_child(argument: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Build the paper that a request describes; for `core.process.run_child`."""
    sheets = [from_json(PlanSheet, one) for one in argument["sheets"]]
    result = build_plans(sheets, argument["paper"], from_json(PaperOptions, argument["options"]),
                         Path(argument["target"]), progress)
    return result.to_json()


def request(sheets: Sequence[PlanSheet], paper: str, options: PaperOptions, target: Path) -> dict[str, Any]:
    """The argument for a child process that runs `TARGET`."""
    return {"sheets": [to_json(one) for one in sheets], "paper": paper, "options": to_json(options),
            "target": str(target)}


def build_plans(sheets: Sequence[PlanSheet], paper: str, options: PaperOptions, target: Path,
                progress: Progress = lambda done, total: None) -> Result:
    """Write floors into one file, each on a sheet of its own; raises `Environment` where it cannot be written."""
    words = translator(options.language)
    title = words.joined(dict.fromkeys(words.joined((one.site, one.floor)) for one in sheets))
    with whole(target) as scratch:
        made = Paper(scratch, options, words, title, size=best_size(sheets[0], paper) if sheets else s.ACROSS)
        for number, sheet in enumerate(sheets):
            if number:
                made.new_page(best_size(sheet, paper))
            made.head_and_foot()
            made.mark(f"plan{number}", made.say(sheet.floor) or "–", made.height - s.TOP)
            draw_sheet(made, sheet)
            progress(number + 1, len(sheets))
        pages = made.save()
    return Result(target, pages, tuple(made.warnings))


# --- parts of the sheet ------------------------------------------------------------------------


def _top(height: float) -> float:
    return height - s.TOP - 6 * MM


def _head(width: float) -> float:
    """The height of title and figures; a narrow sheet needs a second line of them."""
    return (17 if width > 250 * MM else 21.5) * MM


def _floor() -> float:
    return s.BOTTOM + 1 * MM


def _title(paper: Paper, sheet: PlanSheet, ratio: int, top: float) -> None:
    """The floor, its day and figures, and the ratio."""
    ratio_words = f"1:{ratio}"
    wide = face(True).width(ratio_words, s.CHAPTER.size)
    name = fitted(paper.say(sheet.floor) or "–", paper.body - wide - 8 * MM, s.CHAPTER.size, bold=True)
    paper.write([name], s.SIDE, top, s.CHAPTER)
    paper.write([ratio_words], s.SIDE, top, s.CHAPTER, paper.body, "right")
    words, use = paper.words, sheet.use
    parts = [paper.say(sheet.site), words.day(sheet.day, "long"), _occupancy(paper, sheet)]
    if sheet.mode:
        parts.append(words.labelled(paper.say(msg("Colours")), paper.say(sheet.mode)))
    if use.companies:
        parts.insert(3, paper.say(nmsg("{n} company", "{n} companies", use.companies)))
    head = _head(paper.width)
    lines, _ = paper.lines(words.clauses(parts), _FIGURES, paper.body, 1 if head < 20 * MM else 2)
    paper.write(lines, s.SIDE, top - 7.4 * MM, _FIGURES)
    paper.rule(s.SIDE, top - head + 3.8 * MM, paper.body, 0.2 * MM)


def _occupancy(paper: Paper, sheet: PlanSheet) -> str:
    words, use = paper.words, sheet.use
    parts = []
    if use.desks:
        parts.append(paper.say(msg("{taken} of {all} desks taken ({share})", taken=use.desks_in_use, all=use.desks,
                                   share=words.percent(use.desks_in_use / use.desks))))
    if use.area:
        parts.append(paper.say(msg(
            "{taken} of {all}\u00a0m² taken ({share})", taken=words.number(round(use.area_in_use)),
            all=words.number(round(use.area)), share=words.percent(use.area_in_use / use.area))))
    return words.clauses(parts)


def _scale(paper: Paper, drawing: Drawing, ratio: int, y: float) -> None:
    """A bar of whole metres, a word on printing, and the arrow to the north."""
    length = max((one for one in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if one * drawing.metre <= 52 * MM),
                 default=1)
    wide, canvas = length * drawing.metre, paper.canvas
    paper.box(s.SIDE, y, wide / 2, 1 * MM, fill=s.INK)
    paper.box(s.SIDE, y, wide, 1 * MM, edge=s.INK, thick=0.1 * MM)
    half = paper.words.number(length / 2)
    unit = f"{paper.words.number(length)}\u00a0m"
    for share, text in ((0.0, "0"), (0.5, half), (1.0, unit)):
        x = s.SIDE + share * wide
        own = face().width(text, 7)
        paper.write([text], x if share == 0 else x - own / 2, y - 0.4 * MM, s.Style(7, 3.4 * MM, colour=s.MUTED))
    hint = paper.say(msg("True to scale when printed at 100\u00a0%, not fitted to the page."))
    start = s.SIDE + wide + face().width(unit, 7) / 2 + 8 * MM
    paper.write([fitted(hint, s.SIDE + paper.body - start - 16 * MM, 7)], start, y + 2.2 * MM, s.NOTE)
    north = paper.say(msg("North"))
    x = s.SIDE + paper.body - 1.4 * MM
    paper.write([north], x - 3 * MM - face().width(north, 7.5), y + 2.2 * MM, s.Style(7.5, 4 * MM))
    canvas.setStrokeColor(paper.colour(s.INK))
    canvas.setLineWidth(0.3 * MM)
    tip = y + 2.6 * MM
    canvas.line(x, y - 2.4 * MM, x, tip)
    canvas.line(x, tip, x - 1.2 * MM, tip - 1.6 * MM)
    canvas.line(x, tip, x + 1.2 * MM, tip - 1.6 * MM)


class _Legend:
    """Samples with their words, in as many rows as they need; only what occurs on the sheet."""

    def __init__(self, paper: Paper, sheet: PlanSheet, letters: dict[int, str]) -> None:
        self.paper = paper
        items: list[tuple[int | str, str]] = []
        if any(desk.is_free for desk in sheet.desks):
            items.append((-2, paper.say(msg("Free desk, with its number"))))
        slots = sorted({run.slot for run in sheet.runs})
        if sheet.mode:
            items += [(one.slot, paper.words.labelled(letters[one.slot], paper.say(one.label)))
                      for one in sheet.categories]
        elif slots:
            first = next((slot for slot in slots if 0 <= slot < 10), None)
            if first is not None:
                items.append((first, paper.say(msg("Taken, one colour for each company"))))
            second = next((slot for slot in slots if slot >= 10), None)
            if second is not None:
                items.append((second, paper.say(msg("Taken, second set of colours"))))
        if any(room.is_locked for room in sheet.rooms):
            items.append(("lock", paper.say(msg("Locked room"))))
        if any(run.leaves_soon for run in sheet.runs):
            items.append(("clock", paper.say(msg("Becomes free within 90 days"))))
        self._lines: list[list[tuple[int | str, str, float]]] = [[]]
        at = 0.0
        for mark, words in items:
            words = fitted(words, paper.body - 9 * MM, 7.5)
            wide = (8 if isinstance(mark, int) else 5) * MM + face().width(words, 7.5) + 6 * MM
            if at + wide - 6 * MM > paper.body and self._lines[-1]:
                self._lines.append([])
                at = 0.0
            self._lines[-1].append((mark, words, at))
            at += wide
        self.rows = sum(1 for line in self._lines if line)

    def draw(self, top: float) -> float:
        """Draw it; returns the height at which it ends."""
        y = top
        for line in self._lines:
            for mark, words, at in line:
                x, offset = s.SIDE + at, 8 * MM
                if isinstance(mark, int):
                    swatch(self.paper, x, y - 3.6 * MM, mark)
                elif mark == "lock":
                    padlock(self.paper, x, y - 3.6 * MM)
                    offset = 5 * MM
                else:
                    clock(self.paper, x, y - 3.6 * MM, 3 * MM, WARNING)
                    offset = 5 * MM
                self.paper.write([words], x + offset, y, _SMALL)
            if line:
                y -= _LEGEND_ROW
        return y


def _list(paper: Paper, sheet: PlanSheet, labels: Labels, top: float) -> None:
    """Companies whose name or date does not stand in full on the drawing: below it, else on further pages."""
    runs = sorted(labels.listed, key=lambda run: (run.places, run.name))
    columns = max(1, int((paper.body + s.GAP) // (80 * MM)))
    wide = (paper.body - (columns - 1) * s.GAP) / columns
    y, title = top - 2 * MM, paper.say(msg("Not written in full on the plan"))
    rows = -(-len(runs) // columns)
    if y - (rows + 1) * _LIST_ROW < _floor():
        paper.new_page()
        paper.head_and_foot()
        y = _top(paper.height)
        paper.write([fitted(paper.say(sheet.floor), paper.body, s.CHAPTER.size, bold=True)], s.SIDE, y, s.CHAPTER)
        y -= 10 * MM
    while runs:
        paper.write([title], s.SIDE, y, s.LABEL_STRONG)
        y -= _LIST_ROW + 0.5 * MM
        most = max(int((y - _floor()) // _LIST_ROW), 1)
        rows = min(-(-len(runs) // columns), most)
        for number, run in enumerate(runs[:rows * columns]):
            column, row = divmod(number, rows)
            _entry(paper, labels, run, s.SIDE + column * (wide + s.GAP), y - row * _LIST_ROW, wide)
        runs = runs[rows * columns:]
        if runs:
            paper.new_page()
            paper.head_and_foot()
            y = _top(paper.height)


def _entry(paper: Paper, labels: Labels, run: PlanRun, x: float, top: float, wide: float) -> None:
    swatch(paper, x, top - 3.2 * MM, run.slot, 5 * MM, 2.6 * MM)
    words, left = paper.words, x + 6.5 * MM
    facts = [paper.say(run.places)]
    if run.leaves and run.leaves_soon:
        facts.append(words.text(msg("until {day}", day=run.leaves)))
    fact = fitted(words.joined(facts), wide * 0.55, _SMALL.size)
    room = wide - 6.5 * MM - face().width(fact, _SMALL.size) - 2 * MM
    paper.write([fitted(labels.words(run), room, _SMALL.size, bold=True)], left, top, s.Style(7.5, 4 * MM, bold=True))
    paper.write([fact], x, top, s.LABEL, wide, "right")


def _letter(index: int) -> str:
    return chr(ord("A") + index) if index < 26 else str(index)
