"""Work in the background: one writer, two readers, a small pool for files and papers.

`work` runs in a thread; `done(result)` and `failed(error)` run in the GUI thread, and only while
`owner` lives. Work that has a parameter named `progress` (or one it cannot do without) is handed
a `Progress`. A result that is, has or ends in `Changes` is published on the bus before `done`.
"""

from __future__ import annotations

import inspect
import itertools
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, is_dataclass
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from incubator_gui.core.errors import Cancelled, IncubatorError
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.changes import Changes
from incubator_gui.jobs.lane import Lane
from incubator_gui.jobs.progress import JobState, Progress

if TYPE_CHECKING:
    from incubator_gui.jobs.bus import ChangeBus

SHOWN_AFTER = 0.2
"""Seconds after which a job is listed with its progress."""

_MISTAKE = msg("The program made a mistake here and wrote a report. Nothing was changed. Please try again.")

Work = Callable[..., Any]
Done = Callable[[Any], object]
Failed = Callable[[IncubatorError], object]


@dataclass(slots=True)
class _Job:
    id: int
    lane: str
    work: Work
    done: Done | None
    failed: Failed | None
    owner: QObject
    title: Message
    key: str | None
    patience: float = SHOWN_AFTER
    progress: Progress = field(default_factory=Progress)
    stale: bool = False
    queued: float = field(default_factory=time.monotonic)


class _Dispatcher(QObject):
    """Owns the signals, because a runnable that owns them loses results."""

    finished = Signal(int, object, object)


class Jobs(QObject):
    """Runs reads, writes and other work, and brings results back to the GUI thread."""

    listed = Signal(object)
    """All jobs older than 200 ms, or than their patience, as a tuple of `JobState`; empty when nothing runs."""
    refused = Signal(object)
    """An `IncubatorError` that nobody else takes: for the message bar."""
    written = Signal(object)
    """The `Changes` of an own write that just ended, for the line with "Undo"."""
    idle = Signal()
    """The last job ended."""

    def __init__(self, bus: ChangeBus | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._lanes = {"write": Lane("writer", 1), "read": Lane("reader", 2), "run": Lane("worker", 2)}
        self._jobs: dict[int, _Job] = {}
        self._ids = itertools.count(1)
        self._closed = False
        self._shown: tuple[JobState, ...] = ()
        self._dispatcher = _Dispatcher(self)
        self._dispatcher.finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(100)
        self._timer.timeout.connect(self._list)

    def read(self, work: Work, done: Done, *, failed: Failed | None = None, owner: QObject,
             title: Message | None = None, key: str | None = None, patience: float = SHOWN_AFTER) -> int:
        """Run a query. A later job of this owner with the same `key` makes this one stale.

        It is listed when it is older than `patience`, in seconds.
        """
        return self._put("read", work, done, failed, owner, title or msg("Loading"), key, patience)

    def write(self, work: Work, done: Done | None = None, *, failed: Failed | None = None, owner: QObject,
              title: Message | None = None) -> int:
        """Run a use case that changes data; runs also when the owner is gone by then."""
        return self._put("write", work, done, failed, owner, title or msg("Saving"), None)

    def run(self, work: Work, done: Done | None = None, *, failed: Failed | None = None, owner: QObject,
            title: Message | None = None, key: str | None = None, patience: float = SHOWN_AFTER) -> int:
        """Run anything else: files, papers, child processes; listed when it is older than `patience`."""
        return self._put("run", work, done, failed, owner, title or msg("Working"), key, patience)

    def cancel(self, job: int) -> None:
        """Ask a job to stop; its `failed` is called with `Cancelled`."""
        if job in self._jobs:
            self._jobs[job].progress.cancel()
            self._list()

    def drop(self, owner: QObject, key: str | None = None) -> None:
        """Forget the reads and other work of an owner; its writes go on, unheard."""
        for job in self._jobs.values():
            if job.owner is owner and (key is None or job.key == key):
                job.stale = True
                if job.lane != "write":
                    job.progress.cancel()

    def busy(self, lane: str | None = None) -> bool:
        """Whether anything is under way, on one lane (`write`, `read`, `run`) or at all."""
        return any(lane is None or job.lane == lane for job in self._jobs.values())

    def shutdown(self, seconds: float = 30.0) -> bool:
        """Finish writes, cancel the rest, end the threads; False when one did not end in time."""
        self._closed = True
        self._timer.stop()
        for job in self._jobs.values():
            job.stale = True
            if job.lane != "write":
                job.progress.cancel()
        for lane in self._lanes.values():
            lane.close()
        ended = [lane.join(seconds) for lane in self._lanes.values()]
        self._jobs.clear()
        return all(ended)

    def _put(self, lane: str, work: Work, done: Done | None, failed: Failed | None, owner: QObject,
             title: Message, key: str | None, patience: float = SHOWN_AFTER) -> int:
        if self._closed:
            return 0
        if key is not None:
            self.drop(owner, key)
        job = _Job(next(self._ids), lane, work, done, failed, owner, title, key, patience)
        self._jobs[job.id] = job
        if not self._timer.isActive():
            self._timer.start()
        self._lanes[lane].put(lambda: self._execute(job))
        return job.id

    def _execute(self, job: _Job) -> None:
        """In the worker's thread."""
        result: object = None
        error: BaseException | None = None
        if job.lane != "write" and (job.stale or not shiboken6.isValid(job.owner)):
            error = Cancelled(msg("Cancelled. Nothing was changed."))
        else:
            try:
                job.progress.check()
                result = _call(job.work, job.progress)
            except BaseException as raised:  # handed to the GUI thread, which tells people or reports it
                error = raised
        try:
            self._dispatcher.finished.emit(job.id, result, error)
        except RuntimeError:  # the window is gone; nobody is left to be told
            return

    def _finish(self, number: int, result: object, error: BaseException | None) -> None:
        job = self._jobs.pop(number, None)
        if job is None:
            return
        heard = not job.stale and shiboken6.isValid(job.owner)
        try:
            if error is None:
                self._deliver(job, result, heard)
            else:
                self._report(job, error, heard)
        finally:
            self._list()
            if not self._jobs:
                self._timer.stop()
                self.idle.emit()

    def _deliver(self, job: _Job, result: object, heard: bool) -> None:
        changes = changes_of(result)
        if changes is not None:
            if self._bus is not None:
                self._bus.publish(changes)
            if changes and job.lane != "read":
                self.written.emit(changes)
        if heard and job.done is not None:
            job.done(result)

    def _report(self, job: _Job, error: BaseException, heard: bool) -> None:
        if isinstance(error, IncubatorError):
            if heard and job.failed is not None:
                job.failed(error)
            elif not isinstance(error, Cancelled) and (heard or job.lane == "write"):
                self.refused.emit(error)
            return
        sys.excepthook(type(error), error, error.__traceback__)
        if heard and job.failed is not None:
            job.failed(IncubatorError(_MISTAKE))

    def _list(self) -> None:
        now = time.monotonic()
        shown = tuple(
            JobState(job.id, job.title, *job.progress.state, job.progress.cancelled(), job.lane == "write")
            for job in self._jobs.values() if not job.stale and now - job.queued >= job.patience)
        if shown != self._shown:
            self._shown = shown
            self.listed.emit(shown)


def changes_of(result: object) -> Changes | None:
    """The `Changes` that a result is, carries as `.changes`, or ends in."""
    if isinstance(result, Changes):
        return result
    if isinstance(result, tuple) and result and isinstance(result[-1], Changes):
        return result[-1]
    if is_dataclass(result) or hasattr(result, "changes"):
        inner = getattr(result, "changes", None)
        return inner if isinstance(inner, Changes) else None
    return None


def _call(work: Work, progress: Progress) -> Any:
    try:
        parameters = inspect.signature(work).parameters.values()
    except (TypeError, ValueError):
        return work()
    for parameter in parameters:
        if parameter.name == "progress":
            return work(progress=progress)
        if parameter.default is parameter.empty and parameter.kind in (
                parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
            return work(progress)
    return work()
