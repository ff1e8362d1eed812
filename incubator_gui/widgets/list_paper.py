"""Printing what a screen lists: a PDF that the system's viewer shows and prints."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, text
from incubator_gui.jobs.progress import Progress
from incubator_gui.reports.values import Column, ListData
from incubator_gui.services.list_papers import ListPapersService
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.outgoing import open_copy, safe_name

_WIDE = 6
"""More columns than this lie across."""


def print_list(context: Context, owner: QObject, make: Callable[[], ListData]) -> None:
    """Make a paper of a list and open it where it can be printed; `make` runs in a worker."""
    house, language = context.house, current().language

    def work(progress: Progress) -> tuple[str, MadePaper]:
        data = make()
        paper = ListPapersService(house.database).make(
            data, language, on_step=lambda done, total: progress.report(done, total), stop=progress.cancelled)
        return data.title, paper

    def done(made: tuple[str, MadePaper]) -> None:
        title, paper = made
        if not open_copy(safe_name(f"{title}.pdf"), paper.content):
            context.shell.warn(msg("No program that shows PDFs was found on this computer, so nothing could be"
                                   " printed. Export the list instead."))

    context.jobs.run(work, done, owner=owner, title=msg("Making the list for the printer"), key="print")


def print_table(context: Context, table: FilterTable, title: str) -> None:
    """The checked rows of a table, else all that are shown, in the columns shown."""
    columns = table.shown_columns()
    ids = table.rows.checked() or table.rows.visible_ids()
    rows = [row for row in map(table.rows.row_of, ids) if row is not None]

    def make() -> ListData:
        return ListData(
            title, tuple(Column(text(one.title), one.aligned_right, one.strong) for one in columns),
            tuple(tuple(one.words(one.of(row)) for one in columns) for row in rows), landscape=len(columns) > _WIDE)

    print_list(context, table, make)
