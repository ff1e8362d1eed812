"""From one application to another, in the list and in the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt

from incubator_gui.core.messages import msg
from incubator_gui.views.review.desk.list_model import is_open

if TYPE_CHECKING:
    from incubator_gui.views.review.desk.workbench import Workbench


def walk(bench: Workbench, step: int) -> None:
    """The next application of the list, or the one before."""
    if bench.in_grid:
        bench.grid.view.down(step)
        return
    rows, place = bench.list.model.shown, bench.list.model.place(bench.current)
    if rows and 0 <= place + step < len(rows):
        bench.go(rows[place + step].application, focus=True)


def found_open(bench: Workbench) -> UUID | None:
    """The next application that is open or begun, from the end on to the beginning."""
    rows, here = bench.list.model.all, bench.grid.application() if bench.in_grid else bench.current
    place = next((n for n, row in enumerate(rows) if row.application == here), -1)
    return next((row.application for row in (*rows[place + 1:], *rows[:max(place, 0)])
                 if is_open(row) and not ended(bench, row.application)), None)


def ended(bench: Workbench, application: UUID) -> bool:
    """Finished on the form, though perhaps not stored yet."""
    draft = bench.saver.draft(application)
    return draft is not None and (draft.now.finished or draft.now.stance != "reviewed")


def next_open(bench: Workbench) -> None:
    """Go to the next one that is open."""
    found = found_open(bench)
    if found is not None and bench.in_grid:
        bench.grid.activate(found)
    elif found is not None:
        bench.go(found, focus=True)
    else:
        bench.saver.flush()
        bench.context.shell.say(msg("No other application is open: all are done."))


def finish_and_go_on(bench: Workbench) -> None:
    """Finish the review in front, and open the next one."""
    if bench.in_grid:
        bench.grid.finish_here()
        return
    form = bench.form.form
    if form.finished or form.stance != "reviewed" or bench.form.finish():
        bench.next_open()


def show_grid(bench: Workbench, on: bool) -> None:
    """Rows of applications, columns of criteria; or one by one again."""
    bench.saver.flush()
    if bench.sheet is None or not bench.sheet.rows:
        return
    bench.stack.setCurrentWidget(bench.grid if on else bench.splitter)
    if on:
        bench.grid.activate(bench.current)
        bench.progress()
    elif bench.current is not None:
        bench.read_paper(bench.current)
        bench.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
