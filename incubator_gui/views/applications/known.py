"""What the ids in the rows stand for: stages, colleagues, calls; and how a stage looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.pipeline import goes_back, is_open, rank
from incubator_gui.services.applications import ApplicationRow, MoveRow, StaffRow
from incubator_gui.services.calls import CallRow, StageRow
from incubator_gui.services.house import House

LATE_DAYS: Final = 14
"""More days than these in one open stage need a look."""

LOOKS: Final[Mapping[str, tuple[str, str]]] = {
    "received": ("circle-dashed", "muted"), "screening": ("circle", "muted"),
    "more_information": ("repeat", "warning"), "review": ("circle-dot", "accent"),
    "interview": ("message-square", "accent"), "decision": ("flag", "accent"),
    "accepted": ("circle-check", "success"), "waitlisted": ("clock", "warning"),
    "rejected": ("circle-x", "muted"), "withdrawn": ("circle-slash", "muted"),
}
"""Icon and colour name of a stage by its fixed status; the shapes differ, not only the colours."""

TONES: Final[Mapping[str, Message]] = {
    "muted": pmsg("colour", "Grey"), "accent": pmsg("colour", "Blue"), "warning": pmsg("colour", "Amber"),
    "success": pmsg("colour", "Green"), "error": pmsg("colour", "Red"),
}
"""Colours that staff may give to a stage; each theme has its own shade of them."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Read together, in one job."""

    calls: tuple[CallRow, ...]
    stages: tuple[StageRow, ...]
    staff: tuple[StaffRow, ...]
    today: date


def read_stock(house: House) -> Stock:
    """Calls, stages and colleagues as they are now."""
    return Stock(house.calls.calls(), house.calls.stages(), house.applications.staff(), house.clock.today())


def look(stage: StageRow) -> tuple[str, str]:
    """Icon and colour name of a stage."""
    icon, tone = LOOKS.get(stage.status, ("circle", "muted"))
    return icon, stage.colour if stage.colour is not None and stage.colour in TONES else tone


class Known:
    """Filled by the screen, read by columns, cards and the side panel.

    Names and order of the stages are changed in place, because the columns hold on to them. They
    go by `stage.id.hex`: a combo box finds a text again, but no UUID.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.stages: dict[UUID, StageRow] = {}
        self.stage_names: dict[Any, Message | str] = {}
        self.stage_order: list[str] = []
        self.order: list[UUID] = []
        self.staff: dict[UUID, StaffRow] = {}
        self.calls: dict[UUID, CallRow] = {}
        self._open: frozenset[UUID] = frozenset()

    def take(self, stock: Stock) -> None:
        """Other calls, stages, colleagues."""
        self.today = stock.today
        self.stages = {stage.id: stage for stage in stock.stages}
        self.order = [stage.id for stage in stock.stages]
        self.stage_order[:] = [id.hex for id in self.order]
        self.staff = {person.id: person for person in stock.staff}
        self.calls = {call.id: call for call in stock.calls}
        self._open = frozenset(stage.id for stage in stock.stages if is_open(stage.status))
        self.retranslate()

    def retranslate(self) -> None:
        """Names of the stages in the language of the screen."""
        language = current().language
        self.stage_names.clear()
        self.stage_names.update((stage.id.hex, stage.name(language)) for stage in self.stages.values())

    def stage_name(self, stage: UUID | None) -> str:
        """What a stage is called; a dash for one that is no longer used."""
        row = self.stages.get(stage) if stage is not None else None
        return row.name(current().language) if row else "–"

    def status(self, stage: UUID) -> str:
        """The fixed status behind a stage; empty for one that is no longer used."""
        row = self.stages.get(stage)
        return row.status if row else ""

    def open(self, row: tuple[Any, ...]) -> bool:
        """Whether an application still waits for its outcome."""
        return row[8] in self._open

    def is_open_stage(self, stage: UUID) -> bool:
        """Whether applications in a stage still wait for their outcome."""
        return stage in self._open

    def days(self, row: tuple[Any, ...]) -> int:
        """Days in the present stage."""
        since: date = row[9]
        return max(0, (self.today - since).days)

    def late(self, row: tuple[Any, ...]) -> bool:
        """Whether it has stood too long where it stands."""
        return self.open(row) and self.days(row) > LATE_DAYS

    def person(self, id: UUID | None) -> str | None:
        """The name of a colleague."""
        person = self.staff.get(id) if id is not None else None
        return person.name if person else None

    def person_named(self, words: str) -> UUID | None:
        """The colleague of this name or these initials; None for no words. Raises Refused."""
        wanted = words.strip().casefold()
        if not wanted:
            return None
        for person in self.staff.values():
            if person.name.casefold() == wanted:
                return person.id
        found = [person.id for person in self.staff.values() if person.initials.casefold() == wanted]
        if len(found) == 1:
            return found[0]
        raise Refused(msg("There is no colleague “{name}”. Write the whole name.", name=words.strip()[:80]))

    def backwards(self, rows: list[ApplicationRow], stage: UUID) -> bool:
        """Whether a move of any of these to a stage needs a reason."""
        target = self.status(stage)
        return any(goes_back(self.status(row.stage_id), target) for row in rows if row.stage_id != stage)

    def stage_of(self, status: str) -> StageRow | None:
        """The first stage with a fixed status."""
        return next((stage for stage in self.stages.values() if stage.status == status), None)

    def next_stage(self, row: ApplicationRow, moves: tuple[MoveRow, ...] = ()) -> StageRow | None:
        """The step ahead on the main line; from the side loop, the stage it came from."""
        here = self.stages.get(row.stage_id)
        if here is None:
            return None
        if here.status == "more_information":
            origin = next((move.from_stage for move in reversed(moves)
                           if move.to_stage == here.id and move.from_stage in self.stages), None)
            return self.stages[origin] if origin is not None else self.stage_of("review")
        if here.status == "waitlisted":
            return self.stage_of("accepted")
        step = rank(here.status)
        if step is None or here.status == "accepted":
            return None
        after = self.order[self.order.index(here.id) + 1:]
        ahead = [self.stages[id] for id in after if (rank(self.stages[id].status) or -1) > step]
        return ahead[0] if ahead else None
