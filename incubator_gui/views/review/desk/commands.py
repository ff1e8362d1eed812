"""The commands of the desk; they hold while it is in front."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import msg
from incubator_gui.widgets.context import Context

if TYPE_CHECKING:
    from incubator_gui.views.review.desk.workbench import Workbench


class Commands:
    """Taken over by the desk that is shown, given back when it is hidden: a package may lie open beside the house."""

    def __init__(self, context: Context, bench: Workbench, scope: str) -> None:
        self._context = context
        here = frozenset({scope})
        self._all: tuple[tuple[Action, Callable[[], object]], ...] = (
            (Action("desk.finish", msg("Finish the review and go on"), "circle-check", "Ctrl+Return", here, ("edit",)),
             bench.finish_and_go_on),
            (Action("desk.next_open", msg("Next open application"), "chevron-right", "Alt+PgDown", here, ("go",)),
             bench.next_open),
            (Action("desk.next", msg("Next application"), "chevron-down", "Ctrl+PgDown", here, ("go",)), bench.next),
            (Action("desk.before", msg("Application before"), "chevron-up", "Ctrl+PgUp", here, ("go",)), bench.before),
            (Action("desk.read_next", msg("Next document of the application"), "file-text", "Alt+Right", here,
                    ("view",)), lambda: bench.reading.step(1)),
            (Action("desk.read_before", msg("Document before"), "file", "Alt+Left", here, ("view",)),
             lambda: bench.reading.step(-1)),
            (Action("desk.find", msg("Find in the document"), "search", "Ctrl+F", here, ("edit",)),
             bench.reading.begin_find),
            (Action("desk.note", msg("Note on the chosen text"), "sticky-note", "Ctrl+M", here, ("edit",)),
             bench.reading.notes.make),
            (Action("desk.note_next", msg("Next note"), "chevron-down", "F4", here, ("go",)),
             lambda: bench.reading.notes.walk(1)),
            (Action("desk.note_before", msg("Note before"), "chevron-up", "Shift+F4", here, ("go",)),
             lambda: bench.reading.notes.walk(-1)),
            (Action("desk.note_insert", msg("Insert the note into the remark"), "corner-down-left", "Ctrl+J", here,
                    ("edit",)), bench.reading.notes.insert),
            (Action("desk.notes", msg("List of notes"), "list", "Ctrl+Shift+M", here, ("view",)),
             bench.reading.notes.toggle_list),
            (Action("desk.pane", msg("Next part of the desk"), "columns-3", "F6", here, ("view",)), bench.next_pane),
            (Action("desk.grid", msg("Score many in a grid"), "table-2", "Ctrl+Shift+G", here, ("view",)),
             bench.toggle_grid),
            (Action("desk.abstain", msg("Abstain from the application…"), "circle-slash", "", here, ("edit",)),
             lambda: bench.form.ask("abstained")),
            (Action("desk.conflict", msg("Declare a conflict of interest…"), "shield-alert", "", here, ("edit",)),
             lambda: bench.form.ask("recused")),
            (Action("desk.retry", msg("Store again what could not be stored"), "save", "Ctrl+S", here, ("edit",)),
             bench.store))

    def claim(self) -> None:
        """This desk is in front."""
        for action, run in self._all:
            if self._context.actions.has(action.id):
                self._context.actions.remove(action.id)
            self._context.actions.add(action, run)

    def release(self) -> None:
        """It is not."""
        for action, _run in self._all:
            if self._context.actions.has(action.id):
                self._context.actions.remove(action.id)
