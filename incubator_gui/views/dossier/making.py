"""Makes the paper in the background, again shortly after a wish changed; what is out of date is dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg
from incubator_gui.jobs.progress import JobState, Progress
from incubator_gui.services.dossiers import MadePaper
from incubator_gui.views.dossier.options_panel import Wish
from incubator_gui.widgets.context import Context

SOON, TYPING = 150, 600
"""Milliseconds after a choice, and after a letter."""

Wanted = tuple[Wish, "date | None"]
Ask = Callable[[], "Wanted | None"]
Ready = Callable[[MadePaper, Wish], object]


class Making(QObject):
    """One paper at a time; the last one stays until a newer one is whole."""

    began = Signal()
    made = Signal(object)
    failed = Signal(object)
    stepped = Signal(int, int)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.paper: MadePaper | None = None
        self._of: Wanted | None = None
        self._running: Wanted | None = None
        self._job = 0
        self._fresh = False
        self._then: list[Ready] = []
        self._ask: Ask = lambda: None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.now(self._ask))
        context.jobs.listed.connect(self._listed)

    @property
    def busy(self) -> bool:
        """Whether a paper is being made or soon will be."""
        return self._running is not None or self._timer.isActive()

    def soon(self, ask: Ask, *, typing: bool) -> None:
        """Make the paper after a short pause, if it is another one by then."""
        self._ask, self._fresh = ask, False
        self._timer.start(TYPING if typing else SOON)

    def now(self, ask: Ask) -> None:
        """Make the paper at once."""
        self._timer.stop()
        wanted = ask()
        house = self._context.house
        if wanted is None or house is None:
            return
        wish, day = wanted
        self._running, self._fresh = wanted, False

        def work(progress: Progress) -> MadePaper:
            options = house.dossiers.options(
                wish.language, confidentiality=wish.confidentiality, recipient=wish.recipient, version=wish.version,
                watermark=wish.watermark, sections=wish.sections, **({"day": day} if day else {}))
            made: MadePaper = house.dossiers.make(wish.company, options, one_pager=wish.one_pager,
                                                  on_step=progress.report, stop=progress.cancelled)
            return made

        self.began.emit()
        self._job = self._context.jobs.run(work, lambda paper: self._done(paper, wanted), failed=self._refused,
                                           owner=self, key="paper", title=msg("Paper about {name}", name=wish.name))

    def when_ready(self, ask: Ask, run: Ready) -> None:
        """Call with the paper as it is wished for: at once, or when it is made."""
        wanted = ask()
        if wanted is None:
            return
        if self.paper is not None and self._of == wanted and self._fresh:
            run(self.paper, wanted[0])
            return
        self._then = [run]
        if self._running != wanted or self._timer.isActive():
            self.now(ask)

    def cancel(self) -> None:
        """Stop making; the paper before stays."""
        self._timer.stop()
        self._then = []
        if self._running is not None:
            self._context.jobs.cancel(self._job)

    def forget(self) -> None:
        """Another company: the paper of the one before is of no use."""
        self._timer.stop()
        self._context.jobs.drop(self, "paper")
        self._running, self.paper, self._of, self._then, self._fresh = None, None, None, [], False

    def _done(self, paper: MadePaper, wanted: Wanted) -> None:
        self._running, self.paper, self._of = None, paper, wanted
        self._fresh = not self._timer.isActive()
        then, self._then = self._then, []
        self.made.emit(paper)
        for run in then:
            run(paper, wanted[0])

    def _refused(self, error: IncubatorError) -> None:
        self._running, self._then = None, []
        self.failed.emit(error)

    def _listed(self, jobs: tuple[Any, ...]) -> None:
        for job in jobs:
            if isinstance(job, JobState) and job.id == self._job and self._running is not None:
                self.stepped.emit(job.done, job.total)
