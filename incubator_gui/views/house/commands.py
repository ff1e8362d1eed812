"""The commands of the set-up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import msg

if TYPE_CHECKING:
    from incubator_gui.views.house.screen import HouseScreen

_HERE = frozenset({"house"})


def declare(screen: HouseScreen) -> None:
    """Add them to the registry."""
    actions: tuple[tuple[Action, Callable[[], object]], ...] = (
        (Action("house.room", msg("Add a room"), "plus", "Ctrl+N", _HERE, ("edit",)), screen.rooms.table.go_new),
        (Action("house.series", msg("Continue the series of rooms…"), "list", "Ctrl+E", _HERE, ("edit",)),
         screen.rooms.continue_series),
        (Action("house.remove_rooms", msg("Remove the rooms"), "trash-2", "Ctrl+Del", _HERE, ("edit",)),
         screen.rooms.remove_rooms),
        (Action("house.problem", msg("Next cell that needs a look"), "arrow-down", "F8", _HERE),
         screen.rooms.next_problem),
        (Action("house.floor", msg("Add a floor"), "plus", "Ctrl+Shift+N", _HERE, ("edit",)), screen.add_floor),
        (Action("house.site", msg("Add a site…"), "building-2", "", _HERE, ("edit",)), screen.add_site),
        (Action("house.rename", msg("Rename the floor or site"), "pencil", "", _HERE, ("edit",)), screen.tree.rename),
        (Action("house.up", msg("Floor further up"), "arrow-up", "", _HERE, ("edit",)),
         lambda: screen.move_floor(-1)),
        (Action("house.down", msg("Floor further down"), "arrow-down", "", _HERE, ("edit",)),
         lambda: screen.move_floor(1)),
        (Action("house.remove", msg("Remove the floor or site"), "trash-2", "", _HERE, ("edit",)),
         screen.remove_place),
        (Action("house.import", msg("Import the house from a table…"), "file-spreadsheet", "Ctrl+O", _HERE, ("file",)),
         lambda: screen.open_import()),
        (Action("house.plan", msg("Open the floor plan"), "map", "Ctrl+Return", _HERE), screen.open_plan))
    for action, run in actions:
        screen.context.actions.add(action, run)
