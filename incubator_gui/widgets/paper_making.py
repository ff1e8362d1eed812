"""Makes a paper in the background, again shortly after a wish changed; what is out of date is dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message
from incubator_gui.jobs.progress import JobState, Progress
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.widgets.context import Context

SOON, TYPING = 150, 600
"""Milliseconds after a choice, and after a letter."""

Ask = Callable[[], Any]
"""What is wished for now, as a value that can be compared; None while nothing can be made."""
Ready = Callable[[MadePaper, Any], object]


class Making(QObject):
    """One paper at a time; the last one stays until a newer one is whole.

    `work` makes the paper of a wish in a worker, `title` names the job.
    """

    began = Signal()
    made = Signal(object)
    failed = Signal(object)
    stepped = Signal(int, int)

    def __init__(self, context: Context, work: Callable[[Any, Progress], MadePaper], title: Callable[[Any], Message],
                 parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._work, self._title = context, work, title
        self.paper: MadePaper | None = None
        self._of: Any = None
        self._running: Any = None
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

    def is_of(self, wish: Any) -> bool:
        """Whether the paper at hand is the one that is wished for, and nothing changed since."""
        return self.paper is not None and self._of == wish and self._fresh

    def soon(self, ask: Ask, *, typing: bool) -> None:
        """Make the paper after a short pause, if it is another one by then."""
        self._ask, self._fresh = ask, False
        self._timer.start(TYPING if typing else SOON)

    def now(self, ask: Ask) -> None:
        """Make the paper at once."""
        self._timer.stop()
        wish = ask()
        if wish is None or self._context.house is None:
            return
        self._running, self._fresh = wish, False
        self.began.emit()
        self._job = self._context.jobs.run(
            lambda progress: self._work(wish, progress), lambda paper: self._done(paper, wish), failed=self._refused,
            owner=self, key="paper", title=self._title(wish))

    def stale(self) -> None:
        """Something that the paper says has changed: it is made anew before it goes anywhere."""
        self._fresh = False

    def when_ready(self, ask: Ask, run: Ready) -> None:
        """Call with the paper as it is wished for: at once, or when it is made."""
        wish = ask()
        if wish is None:
            return
        if self.paper is not None and self.is_of(wish):
            run(self.paper, wish)
            return
        self._then = [run]
        if self._running != wish or self._timer.isActive():
            self.now(ask)

    def cancel(self) -> None:
        """Stop making; the paper before stays."""
        self._timer.stop()
        self._then = []
        if self._running is not None:
            self._context.jobs.cancel(self._job)

    def forget(self) -> None:
        """Another subject: the paper of the one before is of no use."""
        self._timer.stop()
        self._context.jobs.drop(self, "paper")
        self._running, self.paper, self._of, self._then, self._fresh = None, None, None, [], False

    def _done(self, paper: MadePaper, wish: Any) -> None:
        self._running, self.paper, self._of = None, paper, wish
        self._fresh = not self._timer.isActive()
        then, self._then = self._then, []
        self.made.emit(paper)
        for run in then:
            run(paper, wish)

    def _refused(self, error: IncubatorError) -> None:
        self._running, self._then = None, []
        self.failed.emit(error)

    def _listed(self, jobs: tuple[Any, ...]) -> None:
        for job in jobs:
            if isinstance(job, JobState) and job.id == self._job and self._running is not None:
                self.stepped.emit(job.done, job.total)
