"""The commands of the screen: declared once, for buttons, menus, shortcuts and the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import msg

if TYPE_CHECKING:
    from incubator_gui.views.applications.screen import ApplicationsScreen

_HERE = frozenset({"applications"})

NEW: Final = Action("applications.new", msg("New application…"), "plus", "Ctrl+N", _HERE, ("file",))
IMPORT: Final = Action("applications.import", msg("Import applications…"), "upload", "Ctrl+I", _HERE, ("file",))
EXPORT: Final = Action("applications.export", msg("Export what is shown…"), "download", "Ctrl+Shift+E", _HERE,
                       ("file",))
EDIT: Final = Action("applications.edit_many", msg("Edit the selected applications…"), "pencil", "Ctrl+E", _HERE,
                     ("edit",))
NEXT: Final = Action("applications.next", msg("Move to the next stage"), "arrow-right", "Ctrl+Return", _HERE,
                     ("edit",))
FILTER: Final = Action("applications.filter", msg("Filter the list"), "funnel", "Ctrl+F", _HERE, ("edit",))
TABLE: Final = Action("applications.table", msg("Show applications as a table"), "table-2", "Ctrl+Shift+T", _HERE,
                      ("view",))
BOARD: Final = Action("applications.board", msg("Show applications as a board"), "kanban", "Ctrl+Shift+B", _HERE,
                      ("view",))
SAVE_VIEW: Final = Action("applications.save_view", msg("Save this view…"), "bookmark", "", _HERE, ("view",))
CALLS: Final = Action("applications.calls", msg("Manage calls…"), "calendar-range", "", _HERE, ("edit",))
STAGES: Final = Action("applications.stages", msg("Manage stages…"), "list-checks", "", _HERE, ("edit",))


def declare(screen: ApplicationsScreen) -> None:
    """Add them to the registry."""
    for action, run in (
            (NEW, screen.asking.new), (IMPORT, screen.show_import), (EXPORT, screen.exporter.ask),
            (EDIT, screen.edit_many), (NEXT, screen.move_on), (FILTER, lambda: screen.bar.field.setFocus()),
            (TABLE, lambda: screen.header.modes.choose("table")), (BOARD, lambda: screen.header.modes.choose("board")),
            (SAVE_VIEW, lambda: screen.views.save()), (CALLS, screen.asking.calls), (STAGES, screen.asking.stages)):
        screen.context.actions.add(action, run)
