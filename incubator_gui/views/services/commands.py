"""The commands of the services screen: declared once, for buttons, menus, shortcuts and the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import msg

if TYPE_CHECKING:
    from incubator_gui.views.services.screen import ServicesScreen

_HERE = frozenset({"services"})

NEW: Final = Action("services.new", msg("New engagement…"), "plus", "Ctrl+N", _HERE, ("file",))
EXPORT: Final = Action("services.export", msg("Export what is shown…"), "download", "Ctrl+Shift+E", _HERE, ("file",))
EXPORT_LEDGER: Final = Action("services.export_ledger", msg("Export the ledger…"), "file-spreadsheet", "", _HERE,
                              ("file",))
EDIT: Final = Action("services.edit_many", msg("Edit the selected engagements…"), "pencil", "Ctrl+E", _HERE, ("edit",))
NEXT: Final = Action("services.next", msg("One status further"), "arrow-right", "Ctrl+Return", _HERE, ("edit",))
MINE: Final = Action("services.mine", msg("Mine or the whole house"), "user-round", "Alt+M", _HERE, ("view",))
FILTER: Final = Action("services.filter", msg("Filter the list"), "funnel", "Ctrl+F", _HERE, ("edit",))
BOARD: Final = Action("services.board", msg("Show engagements as a board"), "kanban", "Ctrl+Shift+B", _HERE, ("view",))
TABLE: Final = Action("services.table", msg("Show engagements as a table"), "table-2", "Ctrl+Shift+T", _HERE,
                      ("view",))
ENDED: Final = Action("services.ended", msg("Board with what is done and cancelled"), "circle-check", "", _HERE,
                      ("view",), checkable=True)
SAVE_VIEW: Final = Action("services.save_view", msg("Save this view…"), "bookmark", "", _HERE, ("view",))
CATALOGUE: Final = Action("services.catalogue", msg("Catalogue of services…"), "book-open", "", _HERE, ("edit",))
BEFORE: Final = Action("services.month_before", msg("Ledger: month before"), "chevron-left", "Alt+PgUp", _HERE,
                       ("view",))
AFTER: Final = Action("services.month_after", msg("Ledger: next month"), "chevron-right", "Alt+PgDown", _HERE,
                      ("view",))


def declare(screen: ServicesScreen) -> None:
    """Add the commands to the registry."""
    part, parts = screen.part, screen.header.parts

    def here(method: str, otherwise: Callable[[], object]) -> Callable[[], object]:
        """What a further part does while it is in front, else what the first ones do."""
        return lambda: (getattr(screen.parts.tabs.get(parts.key), method, None) or otherwise)()

    for action, run in (
            (NEW, here("ask_new", screen.add)), (EXPORT, here("ask_file", part.export)),
            (EXPORT_LEDGER, part.ledger.ask_export), (EDIT, part.edit_many), (NEXT, part.move_on),
            (MINE, screen.swap), (FILTER, here("to_filter", screen.to_filter)),
            (BOARD, lambda: parts.choose("board")), (TABLE, lambda: parts.choose("table")),
            (ENDED, screen.toggle_ended), (SAVE_VIEW, part.views.save), (CATALOGUE, screen.manage_catalogue),
            (BEFORE, lambda: part.ledger.turn(-1)), (AFTER, lambda: part.ledger.turn(1))):
        screen.context.actions.add(action, run)
