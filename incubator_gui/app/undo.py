"""Undo and redo as the window offers them: what they would do, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from incubator_gui.app.dialogs import Dialog
from incubator_gui.app.status_bar import Step
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.heavy import heavy
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.services.outcome import UndoClash, UndoState
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button


class UndoControl(QObject):
    """Asks the history, runs its steps on the writer, and lets the person decide about clashes."""

    state_changed = Signal(str, str)
    """What undo and redo would do; empty where there is nothing."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent
        self._state = UndoState()
        self.dialog: ClashDialog | None = None
        context.bus.changed.connect(self._changed)

    def look(self) -> None:
        """Ask what there is to undo."""
        house = self._context.house
        if house is not None:
            self._context.jobs.read(lambda: house.history.state(), self._show, owner=self, key="state")

    def undo(self) -> None:
        """Undo the last step of this person."""
        if self._state.undo is not None:
            self._run("undo")

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._state.redo is not None:
            self._run("redo")

    def way_back(self, change_set: UUID | None) -> Step:
        """What takes exactly this change set back; nothing where something else would be taken back first."""
        state = self._state
        if change_set is None:
            return ""
        if state.undo is not None and state.undo_id == change_set:
            return "undo"
        return "redo" if state.redo is not None and state.redo_id == change_set else ""

    def tell(self) -> None:
        """The words again, in another language."""
        state = self._state
        self.state_changed.emit(text(state.undo) if state.undo else "", text(state.redo) if state.redo else "")

    def _show(self, state: UndoState) -> None:
        self._state = state
        self.tell()

    def _changed(self, _changes: Changes) -> None:
        self.look()

    def _run(self, step: str, **decided: Any) -> None:
        history = self._context.house.history

        def work() -> Any:
            with heavy():  # thousands of rows: the window gets its turn in between
                return history.undo(**decided) if step == "undo" else history.redo(**decided)

        title = msg("Undoing") if step == "undo" else msg("Redoing")
        self._context.jobs.write(work, failed=lambda error: self._failed(step, error), owner=self, title=title)

    def _failed(self, step: str, error: IncubatorError) -> None:
        if not isinstance(error, UndoClash):
            self._context.shell.warn(error.message)
            return
        self.dialog = ClashDialog(self._context, error, lambda overwrite, keep: self._run(
            step, overwrite=overwrite, keep=keep), self._window)
        self.dialog.open()


class ClashDialog(Dialog):
    """Fields that were changed since: for each one, the old value or today's."""

    def __init__(self, context: Context, clash: UndoClash,
                 decide: Callable[[frozenset[Any], frozenset[Any]], object], parent: QWidget) -> None:
        super().__init__(context.theme, parent)
        self.setWindowTitle(tr("Undo"))
        self._decide = decide
        self._keys = sorted(clash.keys, key=str)
        self.body.addWidget(PlainLabel(text(clash.message), wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for column, words in enumerate((tr("Field"), tr("Value before"), tr("Value today"), tr("Which one holds"))):
            grid.addWidget(PlainLabel(words, "header"), 0, column)
        self._choices: dict[str, QComboBox] = {}
        for row, field in enumerate(clash.clashes, 1):
            name = text(field.label)
            grid.addWidget(PlainLabel(name), row, 0)
            grid.addWidget(PlainLabel(_shown(field.mine), wrap=True), row, 1)
            grid.addWidget(PlainLabel(_shown(field.theirs), wrap=True), row, 2)
            choice = QComboBox()
            choice.addItem(tr("Keep today's"), False)
            choice.addItem(tr("Back to the one before"), True)
            choice.setAccessibleName(tr("{field}: which one holds", field=name))
            grid.addWidget(choice, row, 3)
            self._choices[field.field] = choice
        self.body.addLayout(grid)
        self.body.addStretch()
        self.add_button(tr("Cancel"), self.close)
        self.go: Button = self.add_button(tr("Undo the step"), self._go, "main")
        self.resize(context.theme.px(640), context.theme.px(260))

    def _go(self) -> None:
        back = {field for field, choice in self._choices.items() if choice.currentData()}
        overwrite = frozenset(key for key in self._keys if key[2] in back)
        keep = frozenset(self._keys) - overwrite
        self.close()
        self._decide(overwrite, keep)


def _shown(value: object) -> str:
    if value is None or value == "":
        return tr("empty")
    return str(value)[:200]
