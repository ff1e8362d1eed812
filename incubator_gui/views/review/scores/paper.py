"""The table of scores with its plots, printed."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.score_sheet import Wish
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.outgoing import open_copy, safe_name


def print_scores(context: Context, owner: QWidget, call: UUID, wish: Wish) -> None:
    """Make the paper in the background and open it where it can be printed."""
    from incubator_gui.services.score_papers import ScorePapersService

    house, language = context.house, current().language

    def work(progress: Progress) -> MadePaper:
        return ScorePapersService(house.database).make(
            call, wish, language, on_step=lambda done, total: progress.report(done, total), stop=progress.cancelled)

    def done(paper: MadePaper) -> None:
        if not open_copy(safe_name(f"{tr('Scores')}.pdf"), paper.content):
            context.shell.warn(msg("No program that shows PDFs was found on this computer, so nothing could be"
                                   " printed. Export the list instead."))

    context.jobs.run(work, done, owner=owner, title=msg("Making the paper"), key="print")
