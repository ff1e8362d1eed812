"""What people do with places: asks where it must, writes, and leaves the result chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.space import Holding, Span
from incubator_gui.services.outcome import Outcome
from incubator_gui.views.floor_plan.aims import ALLOCATE, MOVE, SWAP, Aim
from incubator_gui.views.floor_plan.dates_dialog import END, EXTEND, DatesDialog
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.views.floor_plan.place_dialog import PlaceDialog, Wish
from incubator_gui.views.floor_plan.stay_part import StayDraft
from incubator_gui.views.floor_plan.swap_dialog import SwapDialog
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog

Failed = Callable[[IncubatorError], object]


class Deeds:
    """`dialog` is the one that is open."""

    def __init__(self, context: Context, model: PlanModel, owner: QWidget, failed: Failed) -> None:
        self._context, self._model, self._owner, self._failed = context, model, owner, failed
        self.dialog: Dialog | None = None

    # asking ----------------------------------------------------------------------------------

    def allocate(self, company: UUID | None = None) -> None:
        """The dialog for the chosen places, or for a company that waits."""
        model = self._model
        if model.plan is None:
            return
        if company is not None:
            self.ask_place(Wish(company))
        elif len(model.chosen) == 1 and model.chosen[0] in model.plan.rooms:
            bare = model.bare_room()
            self.ask_place(Wish(room=bare, near=model.chosen[0] if bare is None else None))
        else:
            self.ask_place(Wish(desks=model.desks()))

    def move(self) -> None:
        """The dialog that moves the company behind the choice."""
        here = self._one_company()
        if here:
            self.ask_place(Wish(here[0].company, Span(max(self._model.day, here[0].span.starts)),
                                sum(self._size(one) for one in here), moving=tuple(one.id for one in here)))

    def ask_place(self, wish: Wish) -> None:
        """Give or move, by dialog."""
        dialog = PlaceDialog(self._context, self._model, wish, self._owner)

        def send() -> None:
            if dialog.aim is not None:
                dialog.busy()
                self.do(dialog.aim, dialog.draft(), dialog.accept, dialog.refused)

        dialog.submitted.connect(send)
        self._open(dialog)

    def more(self, aim: Aim) -> None:
        """The dialog for what was dropped."""
        self.ask_place(Wish(aim.company, aim.span, aim.count, aim.desks, aim.room, moving=aim.moving))

    def swap(self, other: UUID | None = None) -> None:
        """The dialog that lets the company behind the choice change places."""
        here = self._one_company()
        if not here:
            return
        dialog = SwapDialog(self._context, self._model, here[0].company, other, self._owner)

        def send() -> None:
            day, chosen = dialog.day.day(), dialog.other
            if day is not None and chosen is not None:
                dialog.busy()
                self.do(Aim(SWAP, dialog.company, "", 0, Span(day), other=chosen), None, dialog.accept,
                        dialog.refused)

        dialog.submitted.connect(send)
        self._open(dialog)

    def dates(self, kind: str, holdings: tuple[Holding, ...] | None = None) -> None:
        """End, extend, or other dates."""
        here = holdings or self._model.holdings()
        if not here or self._model.plan is None:
            return
        dialog = DatesDialog(self._context.theme, self._model, kind, here, self._owner)
        ids, space = [one.id for one in here], self._context.house.space

        def send() -> None:
            until, span = dialog.until.day(), dialog.span()
            dialog.busy()
            if kind == END:
                assert until is not None
                self._write(lambda: space.end(ids, until), dialog.accept, dialog.refused)
            elif kind == EXTEND:
                self._write(lambda: space.extend(ids, until), dialog.accept, dialog.refused)
            else:
                self._write(lambda: space.reschedule(ids, span), dialog.accept, dialog.refused)

        dialog.submitted.connect(send)
        self._open(dialog)

    # doing -----------------------------------------------------------------------------------

    def do(self, aim: Aim, draft: StayDraft | None, done: Callable[[], object], failed: Failed | None = None) -> None:
        """Bring an aim about."""
        house = self._context.house
        space = house.space

        def work() -> Outcome[Any]:
            if aim.kind == SWAP and aim.other is not None:
                return space.swap(aim.company, aim.other, aim.span.starts)  # type: ignore[no-any-return]
            if aim.kind == MOVE:
                return space.move(aim.moving, aim.span.starts, desks=aim.desks, room=aim.room)  # type: ignore[no-any-return]
            if draft is not None:
                return house.residency.move_in(  # type: ignore[no-any-return]
                    aim.company, draft.kind, aim.span, desks=aim.desks, room=aim.room, starts_on=draft.starts_on,
                    contract=draft.contract, planned_end=draft.planned_end)
            return space.allocate(aim.company, aim.span, desks=aim.desks, room=aim.room)  # type: ignore[no-any-return]

        def finished() -> None:
            if aim.kind in (ALLOCATE, MOVE):
                self._model.choose_next(aim.desks or ((aim.room,) if aim.room else ()))
            done()

        self._write(work, finished, failed)

    def lock(self) -> None:
        """Lock, or unlock where all are locked."""
        here, space = self._model.holdings(), self._context.house.space
        if here:
            ids, locked = [one.id for one in here], not all(one.is_locked for one in here)
            self._write(lambda: space.lock(ids, locked))

    def remove(self, holdings: tuple[Holding, ...] | None = None) -> None:
        """Take back as if never given."""
        here, space = holdings or self._model.holdings(), self._context.house.space
        if here:
            ids = [one.id for one in here]
            self._write(lambda: space.remove(ids))

    def _write(self, work: Callable[[], Outcome[Any] | Changes], done: Callable[[], object] = lambda: None,
               failed: Failed | None = None) -> None:
        self._context.jobs.write(work, lambda _result: done(), failed=failed or self._failed, owner=self._owner,
                                 title=msg("Changing who sits where"))

    def _one_company(self) -> tuple[Holding, ...]:
        here = self._model.holdings()
        if len({one.company for one in here}) > 1:
            self._failed(IncubatorError(msg("Choose places of one company only.")))
            return ()
        return here

    def _size(self, one: Holding) -> int:
        plan = self._model.plan
        return plan.rooms[one.room].desks if one.desk is None and plan is not None else 1

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None


def why_disabled(model: PlanModel) -> Message:
    """Why a command for places that somebody has cannot be run."""
    if not model.chosen and model.company is None:
        return msg("Choose desks or a company first.")
    return msg("Nobody has this place on {day}.", day=model.day)
