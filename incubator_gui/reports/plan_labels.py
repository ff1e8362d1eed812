"""Words on a floor: rooms, names of companies where they fit, numbers of free desks.

A name lies in its run, if too wide one size smaller, then beside the run where nothing is in the
way, then elided; `listed` are the runs whose name or date does not stand in full on the drawing.
"""

from __future__ import annotations

from incubator_gui.core.messages import msg
from incubator_gui.domain.scene import contains
from incubator_gui.reports import style as s
from incubator_gui.reports.fonts import BOLD, REGULAR, face
from incubator_gui.reports.plan_colours import WARNING, fill_of, hatched
from incubator_gui.reports.plan_drawing import Drawing, Rect, clock, padlock
from incubator_gui.reports.plan_values import PlanPoint, PlanRoom, PlanRun
from incubator_gui.reports.style import MM
from incubator_gui.reports.text import fitted

SMALLEST = 6.5
_SIZES = (8.0, SMALLEST)
_PAD = 0.8 * MM
_CELL = 30.0
_APART = 1.2 * MM
"""Between words side by side."""

_QUIET_ROOMS = frozenset({"service", "circulation"})


class _Taken:
    """Places on the page where something stands, found by the cells that they touch."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Rect]] = {}

    def add(self, rect: Rect) -> None:
        """Here stands something."""
        for cell in _cells(rect):
            self._cells.setdefault(cell, []).append(rect)

    def hits(self, rect: Rect) -> bool:
        """Whether a place touches another; side by side they keep a little apart."""
        left, bottom, right, top = rect[0] - _APART, rect[1], rect[2] + _APART, rect[3]
        return any(left < one[2] and one[0] < right and bottom < one[3] and one[1] < top
                   for cell in _cells((left, bottom, right, top)) for one in self._cells.get(cell, ()))


def _cells(rect: Rect) -> list[tuple[int, int]]:
    left, bottom, right, top = (int(value // _CELL) for value in rect)
    return [(x, y) for x in range(left, right + 1) for y in range(bottom, top + 1)]


class Labels:
    """Places what is written on one drawing."""

    def __init__(self, drawing: Drawing, letters: dict[int, str]) -> None:
        self.drawing, self.paper, self.sheet = drawing, drawing.paper, drawing.sheet
        self.letters = letters
        self.listed: list[PlanRun] = []
        self._taken = _Taken()
        for desk in self.sheet.desks:
            self._taken.add(drawing.rect(desk.corners))

    def write(self) -> None:
        """Write everything."""
        for room in self.sheet.rooms:
            if room.polygon:
                self._room(room)
        self._numbers()
        outside = [run for run in self.sheet.runs if not self._inside(run)]
        for run in outside:
            if not self._beside(run):
                self._elided(run)
                self.listed.append(run)
        for run in self.sheet.runs:
            if run.leaves_soon and run.leaves and not self._leaving(run) and run not in self.listed:
                self.listed.append(run)

    def words(self, run: PlanRun) -> str:
        """The name and count of a run; the count alone where names are left out."""
        return f"{self._name(run)} {run.count}".strip() if run.count else self._name(run)

    def _name(self, run: PlanRun) -> str:
        name = self.paper.say(run.name).replace("\n", " ") if self.sheet.named else ""
        letter = self.letters.get(run.slot, "")
        return self.paper.words.labelled(letter, name) if letter and name else letter or name

    # --- rooms -------------------------------------------------------------------------------

    def _room(self, room: PlanRoom) -> None:
        left, bottom, right, top = self.drawing.rect(room.polygon)
        x, room_wide = left + 0.9 * MM, right - left - 1.8 * MM
        quiet = s.INK if any(run.outlines == (room.polygon,) for run in self.sheet.runs) else s.MUTED
        size, leading = (7.5, 9.0) if room_wide > 60 else (SMALLEST, 7.8)
        title = self.paper.say(room.title).replace("\n", " ")
        number = "" if room.kind in _QUIET_ROOMS and title else self.paper.say(room.number)
        area = self.paper.say(msg("{area}\u00a0m²", area=self._metres(room.area))) if room.area else ""
        strong = face(True).width(number, size)
        gap = face().width(" ", size) if number and title else 0.0
        one_line = strong + gap + face().width(title, size) <= room_wide
        lines: list[tuple[str, str]] = [(number, title)] if one_line else [(number, "")] if number else []
        if not one_line:
            broken, _ = self.paper.lines(title, s.Style(size, leading), room_wide, 3)
            lines += [("", line) for line in broken]
        used = strong + gap + face().width(title, size) if one_line else strong
        beside = bool(area) and bool(lines) and (one_line or bool(number)) \
            and used + face().width(area, size) + 2 * MM <= room_wide
        if area and not beside:
            lines.append(("", area))
        y = top - 1.0 * MM
        for index, (bold, plain) in enumerate(lines):
            rect = (x, y - leading, x + room_wide, y)
            if y - leading < bottom or (index and self._taken.hits(rect)):
                break
            colour = quiet if not bold and plain == area else s.INK
            self._line(bold, x, y, size, leading, bold=True)
            start = x + (face(True).width(bold, size) + gap if bold else 0)
            self._line(fitted(plain, room_wide, size), start, y, size, leading, colour)
            if index == 0 and beside:
                self._line(area, right - 0.9 * MM - face().width(area, size), y, size, leading, quiet)
                self._taken.add((right - 0.9 * MM - face().width(area, size), y - leading, right, y))
            self._taken.add((x, y - leading, start + face().width(plain, size), y))
            y -= leading
        if room.is_locked:
            padlock(self.paper, right - 3.6 * MM, bottom + 1.2 * MM)
            self._taken.add((right - 3.8 * MM, bottom + MM, right - MM, bottom + 4.4 * MM))

    def _metres(self, area: float | None) -> str:
        return self.paper.words.number(round(area or 0.0, 0 if (area or 0) >= 10 else 1))

    def _numbers(self) -> None:
        """Numbers of free desks: whoever looks for a place names it by them."""
        for desk in self.sheet.desks:
            if not desk.is_free:
                continue
            left, bottom, right, top = self.drawing.rect(desk.corners)
            text = str(desk.number)
            wide = face().width(text, SMALLEST)
            if wide + 1.5 <= right - left and top - bottom >= SMALLEST * 1.1:
                middle = (top + bottom) / 2 + 3.9
                self._line(text, (left + right - wide) / 2, middle, SMALLEST, 7.8, s.MUTED)

    # --- runs --------------------------------------------------------------------------------

    def _inside(self, run: PlanRun) -> bool:
        words = self.words(run)
        if not words:
            return True
        left, bottom, right, top = self._box(run)
        for size in _SIZES:
            wide = face(True).width(words, size)
            for turned in (False, True):
                along, across = (top - bottom, right - left) if turned else (right - left, top - bottom)
                if turned and along <= across:
                    continue
                if wide + 2 * _PAD <= along and size * 1.15 <= across:
                    self._on_fill(run, words, size, (left, bottom, right, top), turned)
                    return True
        return False

    def _elided(self, run: PlanRun) -> None:
        left, bottom, right, top = self._box(run)
        name, count = self._name(run), f" {run.count}" if run.count else ""
        for turned in (False, True):
            along, across = (top - bottom, right - left) if turned else (right - left, top - bottom)
            if across < SMALLEST * 1.15:
                continue
            for end in (count, ""):
                room = along - 2 * _PAD * 0.6 - face(True).width(end, SMALLEST)
                short = fitted(name, room, SMALLEST, bold=True) if room > 0 else ""
                if len(short) > 1 and face(True).width(short, SMALLEST) <= room:
                    self._on_fill(run, short + end, SMALLEST, (left, bottom, right, top), turned)
                    return

    def _beside(self, run: PlanRun) -> bool:
        """Under the run, or over it, where nothing is in the way."""
        words = self.words(run)
        wide = face(True).width(words, SMALLEST)
        left, bottom, right, top = self._bounds(run)
        middle = (left + right - wide) / 2
        for x in (middle, left, right - wide):
            for y in (bottom - 0.4 * MM, top + 8.2):
                rect = (x, y - 7.8, x + wide, y)
                if self._fits(run, rect):
                    self._taken.add(rect)
                    self._line(words, x, y, SMALLEST, 7.8, bold=True)
                    return True
        return False

    def _leaving(self, run: PlanRun) -> bool:
        """A clock and the day, near a run that becomes free soon."""
        text = self.paper.words.day(run.leaves, "short") if run.leaves else ""
        wide = face().width(text, SMALLEST) + 3 * MM
        left, bottom, right, top = self._bounds(run)
        colour = s.INK if self._is_whole(run) else WARNING
        for x in (right - wide, left, (left + right - wide) / 2, right + MM, left - wide - MM):
            for y in (bottom - 0.4 * MM, top + 8.2):
                rect = (x, y - 7.8, x + wide, y)
                if self._fits(run, rect):
                    self._taken.add(rect)
                    clock(self.paper, x, y - 7.2, 2.3 * MM, colour)
                    self._line(text, x + 2.9 * MM, y, SMALLEST, 7.8, colour)
                    return True
        return False

    def _fits(self, run: PlanRun, rect: Rect) -> bool:
        """Whether a place lies in the room of the run and hits nothing."""
        room = self._room_of(run)
        if room is None or self._taken.hits(rect):
            return False
        left, bottom, right, top = self.drawing.rect(room.polygon)
        return rect[0] >= left + 1 and rect[2] <= right - 1 and rect[1] >= bottom + 1 and rect[3] <= top - 1

    def _room_of(self, run: PlanRun) -> PlanRoom | None:
        x, y, wide, tall = run.label
        return next((room for room in self.sheet.rooms if room.polygon
                     and contains(room.polygon, x + wide / 2, y + tall / 2)), None)

    def _is_whole(self, run: PlanRun) -> bool:
        return any(run.outlines == (room.polygon,) for room in self.sheet.rooms)

    def _box(self, run: PlanRun) -> Rect:
        x, y, wide, tall = run.label
        return self.drawing.rect(((x, y), (x + wide, y + tall)))

    def _bounds(self, run: PlanRun) -> Rect:
        """What words stand beside: the run, or the name in the middle of a whole room."""
        points: list[PlanPoint] = [point for outline in run.outlines for point in outline]
        if points and not self._is_whole(run):
            return self.drawing.rect(points)
        left, bottom, right, top = self._box(run)
        x, y, half = (left + right) / 2, (bottom + top) / 2, face(True).width(self.words(run), _SIZES[0]) / 2
        return x - half, y - 5, x + half, y + 5

    def _on_fill(self, run: PlanRun, words: str, size: float, box: Rect, turned: bool) -> None:
        """A label in the middle of a box, on the plain fill of its run."""
        left, bottom, right, top = box
        wide, canvas = face(True).width(words, size), self.paper.canvas
        canvas.saveState()
        canvas.translate((left + right) / 2, (bottom + top) / 2)
        if turned:
            canvas.rotate(90)
        across = (right - left) if turned else (top - bottom)
        tall = min(size * 1.25, across - 0.6)
        if hatched(run.slot) or run.desks:
            self.paper.box(-wide / 2 - 0.5 * MM, -tall / 2, wide + MM, tall, fill=fill_of(run.slot))
        canvas.setFont(BOLD, size)
        canvas.setFillColor(self.paper.colour(s.INK))
        canvas.drawString(-wide / 2, -size * 0.36, words)
        canvas.restoreState()

    def _line(self, text: str, x: float, top: float, size: float, leading: float, colour: str = s.INK,
              bold: bool = False) -> None:
        if not text:
            return
        canvas = self.paper.canvas
        canvas.setFont(BOLD if bold else REGULAR, size)
        canvas.setFillColor(self.paper.colour(colour))
        canvas.drawString(x, top - leading * 0.5 - size * 0.36, text)


