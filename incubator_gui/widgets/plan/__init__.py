"""The floor plan and its timeline, as parts for screens.

`PlanCanvas` paints a `Scene` and a `PlanDay`, which `plan_day` makes from a `HousePlan`; `PlanLegend`
explains it, `MonthTimeline` chooses the day. What is pointed at is an `Item`, what is carried a
`Payload`; the screen answers with an `Offer`, a `Fit` or a sentence where it could go.
"""

from incubator_gui.widgets.plan.canvas import PlanCanvas
from incubator_gui.widgets.plan.carry import TargetFor
from incubator_gui.widgets.plan.day import LABELS, PlanDay, RoomUse, RunView, plan_day, warmed
from incubator_gui.widgets.plan.items import DESK, MIME, ROOM, Item, Offer, Payload, Selection, Target
from incubator_gui.widgets.plan.legend import PlanLegend
from incubator_gui.widgets.plan.timeline import MonthTimeline

__all__ = [
    "DESK", "LABELS", "MIME", "ROOM", "Item", "MonthTimeline", "Offer", "Payload", "PlanCanvas", "PlanDay",
    "PlanLegend", "RoomUse", "RunView", "Selection", "Target", "TargetFor", "plan_day", "warmed"]
