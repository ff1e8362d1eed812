"""Keys of the desk that belong to no field: scoring, walking, going from part to part."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import normalize
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from incubator_gui.views.review.desk.workbench import Workbench


def next_pane(bench: Workbench) -> None:
    """The keyboard goes from the list to what is read, to the form, and round."""
    if bench.stack.currentWidget() is not bench.splitter:
        bench.grid.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
    elif bench.list.isAncestorOf(bench.focusWidget() or bench):
        bench.reading.page().setFocus(Qt.FocusReason.ShortcutFocusReason)
    elif bench.reading.isAncestorOf(bench.focusWidget() or bench):
        bench.form.focus()
    elif bench.list.isHidden():
        bench.reading.page().setFocus(Qt.FocusReason.ShortcutFocusReason)
    else:
        bench.list.view.setFocus(Qt.FocusReason.ShortcutFocusReason)


def undoes(bench: Workbench, event: QKeyEvent) -> bool:
    """Whether undo and redo are the desk's: what is not stored yet, and all of a desk without a journal."""
    offline = bench.sheet is not None and bench.sheet.offline
    steps = bench.saver.steps
    if event.matches(QKeySequence.StandardKey.Undo):
        here = _here(bench)
        draft = bench.saver.draft(here) if here is not None else None
        return (offline and steps.can_undo) or (draft is not None and draft.dirty)
    return event.matches(QKeySequence.StandardKey.Redo) and offline and steps.can_redo


def _here(bench: Workbench) -> UUID | None:
    return bench.grid.application() if bench.in_grid else bench.current


def undo(bench: Workbench, event: QKeyEvent) -> None:
    """One step back or forth."""
    back = event.matches(QKeySequence.StandardKey.Undo)
    here = _here(bench)
    if back and here is not None and bench.saver.take_back(here):
        return
    steps = bench.saver.steps
    if (steps.can_undo if back else steps.can_redo) and bench.sheet is not None and bench.sheet.offline:
        application, form = steps.undo() if back else steps.redo()
        if application != bench.current and not bench.in_grid:
            bench.go(application, focus=True)
        bench.saver.edit(application, form, at_once=True)


def command(bench: Workbench, event: QKeyEvent) -> bool:
    """A key that no field took; whether it is one of the desk's."""
    if bench.stack.currentWidget() is not bench.splitter or event.modifiers() & ~(
         Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
        return False
    typed = normalize("NFKC", event.text())
    if typed and ((typed.isascii() and typed.isdigit()) or typed in ".,"):
        return bench.form.figure(typed.replace(",", "."))
    runs: dict[Qt.Key, Callable[[], object]] = {
        Qt.Key.Key_A: bench.form.abstain_here, Qt.Key.Key_R: bench.form.remark_here,
        Qt.Key.Key_S: bench.next_open,
        Qt.Key.Key_Return: partial(bench.form.step, 1), Qt.Key.Key_Enter: partial(bench.form.step, 1),
        Qt.Key.Key_Down: partial(bench.form.step, 1), Qt.Key.Key_Up: partial(bench.form.step, -1),
        Qt.Key.Key_Delete: bench.form.clear_here, Qt.Key.Key_Backspace: bench.form.clear_here,
    }
    run = runs.get(Qt.Key(event.key()))
    if run is None:
        return False
    run()
    return True
