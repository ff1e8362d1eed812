"""What happened, as the window says it: writes with their way back in the status bar, refusals in message bars."""

from __future__ import annotations

from PySide6.QtCore import QObject

from incubator_gui.app.status_bar import StatusBar
from incubator_gui.app.top_bar import TopBar
from incubator_gui.app.undo import UndoControl
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import tr
from incubator_gui.domain.changes import Changes
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.messages import MessageArea


class News(QObject):
    """Listens to jobs and to the history; beside a sentence stands only what takes exactly that back."""

    def __init__(self, context: Context, undo: UndoControl, top: TopBar, status: StatusBar,
                 messages: MessageArea, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._undo = context, undo
        self._top, self._status, self._messages = top, status, messages
        self._said = Changes()
        status.undo_asked.connect(undo.undo)
        status.redo_asked.connect(undo.redo)
        status.cancel_asked.connect(context.jobs.cancel)
        undo.state_changed.connect(self._undo_changed)
        context.jobs.listed.connect(status.show_jobs)
        context.jobs.refused.connect(self.refused)
        context.jobs.written.connect(self._written)
        context.actions.changed.connect(self.show_way_back)

    def refused(self, error: IncubatorError) -> None:
        """Why something was not done."""
        self._messages.show_message(error.message, "error")

    def show_way_back(self) -> None:
        """Undo or redo beside the sentence, with its keys of today."""
        said = self._said
        step = self._undo.way_back(said.change_set) if said.undoable and self._status.says(said.message) else ""
        self._status.offer(step, self._context.actions.shown_shortcut(f"edit.{step}") if step else "")

    def _written(self, changes: Changes) -> None:
        if changes.message is not None:
            self._said = changes
            self._status.say(changes.message)
            self.show_way_back()

    def _undo_changed(self, undo: str, redo: str) -> None:
        self._top.show_undo(undo, redo)
        self._context.actions.allow("edit.undo", bool(undo), tr("Nothing to undo"))
        self._context.actions.allow("edit.redo", bool(redo), tr("Nothing to redo"))
        self.show_way_back()
