"""The commands of the screen: declared once, for buttons, menus, shortcuts and the palette."""

from __future__ import annotations

from typing import Final

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import msg

_HERE = frozenset({"floor_plan"})

ALLOCATE: Final = Action("floor.allocate", msg("Give desks to a company…"), "user-plus", "Ctrl+N", _HERE, ("edit",))
MOVE: Final = Action("floor.move", msg("Move to other desks…"), "move", "Ctrl+M", _HERE, ("edit",))
SWAP: Final = Action("floor.swap", msg("Swap with another company…"), "repeat-2", "Ctrl+Shift+M", _HERE, ("edit",))
END: Final = Action("floor.end", msg("End on a day…"), "log-out", "Ctrl+Del", _HERE, ("edit",))
EXTEND: Final = Action("floor.extend", msg("Extend…"), "calendar-clock", "Ctrl+Shift+X", _HERE, ("edit",))
DATES: Final = Action("floor.dates", msg("Change dates…"), "calendar-range", "Ctrl+E", _HERE, ("edit",))
LOCK: Final = Action("floor.lock", msg("Lock or unlock"), "lock", "Ctrl+Alt+L", _HERE, ("edit",))
REMOVE: Final = Action("floor.remove", msg("Take back, as if never given"), "trash-2", "Ctrl+Shift+Del", _HERE,
                       ("edit",))
COMPANY: Final = Action("floor.company", msg("Open the company"), "building-2", "Ctrl+O", _HERE, ("edit",))
CARRY: Final = Action("floor.carry", msg("Carry over the plan by keyboard"), "hand", "Ctrl+Shift+K", _HERE, ("edit",))
FIND: Final = Action("floor.find", msg("Find who sits where"), "search", "Ctrl+F", _HERE, ("edit",))
EXPORT: Final = Action("floor.export", msg("Export what is shown…"), "download", "Ctrl+Shift+E", _HERE, ("file",))
PRINT_LIST: Final = Action("floor.print_list", msg("Print the table"), "printer", "Ctrl+Shift+P", _HERE, ("file",))
SET_UP: Final = Action("floor.set_up", msg("Set up the house…"), "building", "", _HERE, ("file",))
PLAN: Final = Action("floor.plan", msg("Show the plan"), "map", "Ctrl+1", _HERE, ("view",))
TABLE: Final = Action("floor.table", msg("Show the table"), "table-2", "Ctrl+2", _HERE, ("view",))
BOTH: Final = Action("floor.both", msg("Show plan and table"), "columns-3", "Ctrl+3", _HERE, ("view",))
BESIDE: Final = Action("floor.beside", msg("Table beside or below the plan"), "columns-3", "Ctrl+Shift+B", _HERE,
                       ("view",))
FIT: Final = Action("floor.fit", msg("Show the whole floor"), "maximize", "Ctrl+4", _HERE, ("view",))
ABOVE: Final = Action("floor.above", msg("Next floor"), "arrow-up", "Ctrl+PgUp", _HERE, ("view",))
BELOW: Final = Action("floor.below", msg("Floor before"), "arrow-down", "Ctrl+PgDown", _HERE, ("view",))
LATER: Final = Action("floor.later", msg("One month later"), "chevron-right", "Alt+Right", _HERE, ("view",))
EARLIER: Final = Action("floor.earlier", msg("One month earlier"), "chevron-left", "Alt+Left", _HERE,
                        ("view",))

OF_PLACES: Final = (ALLOCATE, MOVE, SWAP, END, EXTEND, DATES, LOCK, REMOVE)
"""What can be done with places, in the order of the menus."""
AT_HAND: Final = (ALLOCATE, MOVE, SWAP, END, EXTEND, DATES, LOCK)
"""Those that have a button beside the details."""
NEEDS_HOLDING: Final = frozenset(one.id for one in OF_PLACES) - {ALLOCATE.id} | {COMPANY.id}
"""Commands that are for places somebody has."""
