"""Checks a pack in the background, again shortly after something changed; decks are looked through once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg
from incubator_gui.jobs.progress import JobState, Progress
from incubator_gui.services.pack_check import DeckReport, PackCheck
from incubator_gui.views.roadshows.pack_options import PackWish
from incubator_gui.views.roadshows.stock import ShowStock
from incubator_gui.views.roadshows.wishes import options_of
from incubator_gui.widgets.context import Context

_SOON, _TYPING = 120, 500


class Checking(QObject):
    """`checked` carries a `PackCheck`; `ended` the error that stopped it, or None."""

    began = Signal()
    stepped = Signal(int, int)
    checked = Signal(object)
    ended = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._stock: ShowStock | None = None
        self._wish: PackWish | None = None
        self._reports: dict[object, tuple[DeckReport, ...]] = {}
        self._last: PackCheck | None = None
        self._job = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)
        context.jobs.listed.connect(self._listed)

    @property
    def busy(self) -> bool:
        """Whether a check is under way or soon will be."""
        return bool(self._job) or self._timer.isActive()

    def soon(self, stock: ShowStock | None, wish: PackWish, *, typing: bool = False) -> None:
        """Check after a short pause."""
        self._stock, self._wish = stock, wish
        self._timer.start(_TYPING if typing else _SOON)

    def now(self) -> None:
        """Check at once."""
        self._timer.stop()
        stock, wish, house = self._stock, self._wish, self._context.house
        if stock is None or wish is None or house is None:
            return
        key = (stock.id, tuple((one.id, one.document_id) for one in stock.lineup if one.status != "declined"),
               wish.passwords)
        known = self._reports.get(key)
        wanted = "decks" in wish.parts

        def work(progress: Progress) -> tuple[PackCheck, tuple[DeckReport, ...] | None]:
            options = options_of(house, wish)
            reports = known
            if reports is None and wanted:
                reports = house.packs.preflight(stock.id, wish.passwords, on_step=progress.report,
                                                stop=progress.cancelled)
            return house.packs.check(stock.id, options, reports or ()), reports

        def done(found: tuple[PackCheck, tuple[DeckReport, ...] | None]) -> None:
            self._job = 0
            check, reports = found
            if reports is not None:
                self._reports = {key: reports}
            self._last = check
            self.ended.emit(None)
            self.checked.emit(check)

        def failed(error: IncubatorError) -> None:
            self._job = 0
            self.ended.emit(error)

        if known is None and wanted:
            self.began.emit()
        self._job = self._context.jobs.run(work, done, failed=failed, owner=self, key="check",
                                           title=msg("Checking the pack"))

    def add(self, warnings: Sequence[Message]) -> None:
        """What making the pack told besides; shown with the check."""
        if self._last is None:
            return
        known = {str(note) for note in self._last.notes}
        found = tuple(one for one in warnings if str(one) not in known and not self._is_known(one))
        if found:
            self._last = replace(self._last, notes=(*self._last.notes, *found))
            self.checked.emit(self._last)

    def cancel(self) -> None:
        """Stop; what was checked before stays."""
        self._timer.stop()
        if self._job:
            self._context.jobs.cancel(self._job)

    def forget(self) -> None:
        """Another roadshow."""
        self._timer.stop()
        self._context.jobs.drop(self, "check")
        self._job, self._last, self._reports = 0, None, {}

    def _is_known(self, warning: Message) -> bool:
        """Whether the list says it with its company already."""
        words = str(warning)
        return self._last is not None and any(
            words.endswith(str(finding)) for line in self._last.lines for finding in line.deck_findings)

    def _listed(self, jobs: tuple[object, ...]) -> None:
        for job in jobs:
            if isinstance(job, JobState) and self._job and job.id == self._job:
                self.stepped.emit(job.done, job.total)
