"""A company that is being carried over the plan: by drag, or by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from incubator_gui.core.messages import Message, text, tr
from incubator_gui.domain.plan_values import Fit
from incubator_gui.domain.scene import Scene
from incubator_gui.widgets.plan.day import PlanDay
from incubator_gui.widgets.plan.items import DESK, Item, Offer, Payload, Target
from incubator_gui.widgets.plan.names import fit_words

TargetFor = Callable[[Payload, Target], "Offer | Fit | Message | str | None"]


@dataclass(slots=True)
class Carried:
    """What is carried, where it is now, and what that place answered."""

    payload: Payload
    by_keyboard: bool = False
    target: Target | None = None
    offer: Offer | None = None

    def over(self, target: Target | None, ask: TargetFor | None, scene: Scene, day: PlanDay | None = None) -> bool:
        """It is over another place: ask there; whether anything changed."""
        if target == self.target:
            return False
        self.target = target
        other = day.names.get(target.company, "") if target and target.company and day else ""
        self.offer = offer_of(ask(self.payload, target), target, scene, other) if target and ask else None
        return True


def target_at(item: Item | None, payload: Payload, day: PlanDay | None, scene: Scene, alt: bool) -> Target | None:
    """The place under the pointer as a target: two companies change places if the other's run is meant."""
    if item is None:
        return None
    view = None
    if day is not None:
        view = day.run_at.get(item.id)
        if view is None and item.kind == DESK:
            view = day.run_at.get(scene.by_id[item.id].room)
    company = view.company if view else None
    other = company is not None and company != payload.company
    return Target(item, company, other and (alt or payload.is_move))


def offer_of(answer: Offer | Fit | Message | str | None, target: Target, scene: Scene, other: str = ""
             ) -> Offer | None:
    """Whatever a screen answered, as an offer; `other` is the company to change places with."""
    if answer is None or isinstance(answer, Offer):
        return answer
    if isinstance(answer, Fit):
        desks = tuple(id for id in answer.desks if id in scene.by_id)
        rooms = tuple(id for id in answer.desks if id in scene.room_by_id)
        if answer.fits or desks or rooms:
            swap = answer.fits and target.swap and other
            return Offer(desks, rooms, answer.fits,
                         tr("Change places with {company}", company=other) if swap else fit_words(answer))
        words = fit_words(answer)
    else:
        words = text(answer)
    here = target.item
    return Offer((here.id,), (), False, words) if here.kind == DESK else Offer((), (here.id,), False, words)
