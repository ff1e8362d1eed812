"""Plans of the house as pages of a pack."""

from __future__ import annotations

from incubator_gui.db.database import Database
from incubator_gui.reports.pack_values import PackOptions, PlanPage
from incubator_gui.services.plan_paper import plan_pages
from incubator_gui.services.space import SpaceService


def floor_pages(database: Database, options: PackOptions) -> tuple[PlanPage, ...]:
    """The floors that are asked for and still there; the public does not learn who sits where."""
    if "plans" not in options.parts or not options.floors:
        return ()
    plan = SpaceService(database).plan()
    chosen = [floor.id for floor in plan.floors if floor.id.hex in options.floors]
    if not chosen:
        return ()
    return plan_pages(plan, options.paper.day or database.clock.today(), options.paper.language, chosen,
                      names=options.profile != "public")
