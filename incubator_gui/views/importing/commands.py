"""The commands of the import."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import msg

if TYPE_CHECKING:
    from incubator_gui.views.importing.screen import ImportScreen

_HERE = frozenset({"import"})


def declare(screen: ImportScreen) -> None:
    """Add them to the registry."""
    actions: tuple[tuple[Action, Callable[[], object]], ...] = (
        (Action("import.open", msg("Choose a file to import…"), "folder-open", "Ctrl+O", _HERE), screen.browse),
        (Action("import.run", msg("Import the rows"), "file-up", "Ctrl+Return", _HERE), screen.run),
        (Action("import.next", msg("Next row that needs a look"), "arrow-down", "F8", _HERE),
         screen.preview.table.next_open),
        (Action("import.new", msg("Take all doubtful ones as new"), "plus", "", _HERE), screen.flow.decide_all_new),
        (Action("import.refused", msg("Save the refused rows…"), "file-down", "", _HERE), screen.ask_place))
    for action, run in actions:
        screen.context.actions.add(action, run)
