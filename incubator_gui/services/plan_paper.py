"""Floors on paper: as a paper of their own, and as pages of a roadshow pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import Translator, translator
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.search.documents import display
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.plan_colours import BY_COMPANY, BY_FOCUS, DAYS, FOCUS, MODES, days_of, focus_of
from incubator_gui.domain.scene import Run, Scene, SceneRoom
from incubator_gui.domain.space import Holding
from incubator_gui.domain.vocabulary import ROOM_KINDS
from incubator_gui.reports import plan_page
from incubator_gui.reports.pack_values import PlanPage
from incubator_gui.reports.plan_values import PlanCategory, PlanDesk, PlanRoom, PlanRun, PlanSheet, PlanUse
from incubator_gui.reports.result import Result
from incubator_gui.reports.values import PaperOptions
from incubator_gui.services.dossiers import DossiersService
from incubator_gui.services.paper_child import MadePaper, Step, Stop, in_memory, written
from incubator_gui.services.space_read import load_plan

PAPERS = plan_page.PAPERS
SOON = 90
"""Days before its end in which a stay is marked."""

_MEMORY_MB = 2000
_SECONDS = 300



class PlanPapersService:
    """Writes floors to scale."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def make(self, floors: Sequence[UUID] = (), day: date | None = None, mode: str = BY_COMPANY, language: str = "en",
             paper: str = "a4", *, names: bool = True, on_step: Step | None = None, stop: Stop | None = None
             ) -> MadePaper:
        """Floors (all without any given) as one PDF in memory; raises as `write` does."""
        return in_memory(lambda target: self.write(target, floors, day, mode, language, paper, names=names,
                                                   on_step=on_step, stop=stop))

    def write(self, target: Path, floors: Sequence[UUID] = (), day: date | None = None, mode: str = BY_COMPANY,
              language: str = "en", paper: str = "a4", *, names: bool = True, on_step: Step | None = None,
              stop: Stop | None = None) -> Result:
        """Write floors to a PDF in a child process; the target is replaced only when it is whole.

        `mode` is a key of MODES, `paper` of PAPERS; without `names` no company is named. Raises
        Cancelled, Environment, NotFound or Refused with one sentence.
        """
        target = Path(target).absolute()
        day = day or self._db.clock.today()
        with self._db.read() as session:
            plan = load_plan(session)
        if paper not in PAPERS or mode not in MODES:
            raise Refused(msg("There is no sheet “{paper}” or no way to colour “{mode}”.", paper=paper, mode=mode))
        wanted = list(floors) or [floor.id for floor in plan.floors]
        if not wanted:
            raise NotFound(msg("No floor is entered yet. Set up the house first."))
        sheets = [plan_sheet(plan, floor, day, mode, language, names=names) for floor in wanted]
        options: PaperOptions = replace(DossiersService(self._db).options(language), day=day)
        return written(plan_page.TARGET, plan_page.request(sheets, paper, options, target), memory_mb=_MEMORY_MB,
                       seconds=_SECONDS, on_step=on_step, stop=stop)


def plan_pages(plan: HousePlan, day: date, language: str, floors: Sequence[UUID] = (), *, mode: str = BY_COMPANY,
               names: bool = True) -> tuple[PlanPage, ...]:
    """Floors (all without any given) as pages of a pack; without `names` no company is named on them."""
    pages = []
    for floor in floors or [floor.id for floor in plan.floors]:
        sheet = plan_sheet(plan, floor, day, mode, language, names=names)
        size = plan_page.best_size(sheet, "a4")
        pages.append(PlanPage(sheet.floor, plan_page.DRAWER, plan_page.scene_of(sheet), size[0] > size[1]))
    return tuple(pages)


def plan_sheet(plan: HousePlan, floor: UUID, day: date, mode: str = BY_COMPANY, language: str = "en", *,
               names: bool = True) -> PlanSheet:
    """One floor on a day as the paper takes it; raises NotFound."""
    found = next((one for one in plan.floors if one.id == floor), None)
    if found is None:
        raise NotFound(msg("This floor is no longer there."))
    words, scene, use = translator(language), plan.scenes[floor], plan.use(day, floor)
    runs = tuple(_runs(plan, scene, day, mode, words, names))
    taken = {desk for desk, _one in plan.timeline.at(day).items()}
    whole = plan.timeline.whole(day)
    return PlanSheet(
        found.site_name, found.name, day, scene.outline, tuple(_room(room, words) for room in scene.rooms),
        tuple(PlanDesk(desk.number, desk.corners, desk.id not in taken and desk.room not in whole)
              for desk in scene.desks),
        runs, PlanUse(use.desks, use.desks_in_use, round(use.area_usable, 2), round(use.area_in_use, 2),
                      len(use.companies)),
        "" if mode == BY_COMPANY else words.text(MODES[mode]),
        _categories(mode, {run.slot for run in runs}, words), names)


def _room(room: SceneRoom, words: Translator) -> PlanRoom:
    title = room.name or (words.text(ROOM_KINDS[room.kind]) if room.kind in ROOM_KINDS else room.kind)
    return PlanRoom(room.number, title, room.kind, room.area, room.capacity, room.polygon, room.is_locked)


def _categories(mode: str, slots: set[int], words: Translator) -> tuple[PlanCategory, ...]:
    if mode == BY_COMPANY:
        return ()
    return tuple(PlanCategory(words.text(one.label), one.slot)
                 for one in (FOCUS if mode == BY_FOCUS else DAYS) if one.slot in slots)


def _runs(plan: HousePlan, scene: Scene, day: date, mode: str, words: Translator, names: bool) -> list[PlanRun]:
    """Runs by company and colour: where colours tell the days left, one company may have several."""
    taken, whole = plan.timeline.at(day), plan.timeline.whole(day)
    by_slot: dict[int, tuple[dict[UUID, UUID], dict[UUID, UUID]]] = {}
    holding_of: Mapping[UUID, Holding] = {**taken, **whole}
    for room in scene.rooms:
        if room.id in whole:
            slot = _slot(plan, whole[room.id], day, mode)
            by_slot.setdefault(slot, ({}, {}))[1][room.id] = whole[room.id].company
    for desk in scene.desks:
        if desk.id in taken and desk.room not in whole:
            slot = _slot(plan, taken[desk.id], day, mode)
            by_slot.setdefault(slot, ({}, {}))[0][desk.id] = taken[desk.id].company
    out = []
    for slot, (desks, rooms) in sorted(by_slot.items()):
        for run in scene.runs(desks, rooms):
            ends = {holding_of[id].span.until for id in ((run.room,) if run.room else run.desks)}
            out.append(_run(plan, scene, run, slot, day, words, names, ends))
    return out


def _run(plan: HousePlan, scene: Scene, run: Run, slot: int, day: date, words: Translator, names: bool,
         ends: set[date | None]) -> PlanRun:
    company = plan.companies.get(run.company)
    dated = [end for end in ends if end is not None]
    planned = company.planned_end(day) if company is not None else None
    leaves = min(dated) if dated else planned
    soon = leaves is not None and 0 <= (leaves - day).days <= SOON
    name = ""
    if names and company is not None:
        legal, trade, chinese = company.other_names if len(company.other_names) == 3 else (company.name, "", "")
        name = display(legal, trade, chinese, words.language)
    box = run.label
    return PlanRun(name, run.count, slot, run.outlines, tuple(scene.by_id[id].corners for id in run.desks),
                   (box.x, box.y, box.width, box.height), _places(scene, run), leaves, soon)


def _places(scene: Scene, run: Run) -> str:
    """`305-1…4` for neighbouring numbers, `305-1, 305-7` for others, `305` for the whole room."""
    if run.room is not None:
        return scene.room_by_id[run.room].number
    desks = [scene.by_id[id] for id in run.desks]
    room = scene.room_by_id[desks[0].room].number
    spans: list[list[int]] = []
    for number in sorted(desk.number for desk in desks):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{room}-{first}" if first == last else f"{room}-{first}…{last}" for first, last in spans)


def _slot(plan: HousePlan, one: Holding, day: date, mode: str) -> int:
    company = plan.companies.get(one.company)
    if mode == BY_COMPANY:
        return plan.slots[one.company]
    if mode == BY_FOCUS:
        return focus_of(company.focus_area if company else None).slot
    return days_of(one.span, company.planned_end(day) if company else None, day).slot
