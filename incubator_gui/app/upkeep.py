"""What the window does by itself: changes made elsewhere, the search index, backups, the check."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg
from incubator_gui.core.settings import BACKUP_HOURS
from incubator_gui.domain.changes import Changes
from incubator_gui.jobs.progress import Progress
from incubator_gui.widgets.context import Context

_LOOK_SECONDS = 2
_BACKUP_LOOK_MINUTES = 10
_DAY_LOOK_MINUTES = 5
_PATIENCE = 2.0
"""Seconds after which work that nobody asked for is listed."""

_AFTER = 300
"""Milliseconds that the first screen has for itself."""


class Upkeep(QObject):
    """Timers and jobs behind the window; `stop` ends them before the jobs are shut down."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._looking = False
        self._lost = False
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_SECONDS * 1000)
        self._look.timeout.connect(self._look_elsewhere)
        self._backup = QTimer(self)
        self._backup.setInterval(_BACKUP_LOOK_MINUTES * 60 * 1000)
        self._backup.timeout.connect(self._back_up_when_due)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(20_000)
        self._first.timeout.connect(self._back_up_when_due)
        self._unclean = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER)
        self._soon.timeout.connect(lambda: self.start(check=self._unclean))
        self._day: date | None = None
        self._days = QTimer(self)
        self._days.setInterval(_DAY_LOOK_MINUTES * 60 * 1000)
        self._days.timeout.connect(self._new_day)
        context.bus.changed.connect(self._changed)

    def start_soon(self, *, check: bool = False) -> None:
        """Begin once the first screen is there; `stop` before that means never."""
        self._unclean = check
        self._soon.start()

    def start(self, *, check: bool = False) -> None:
        """Begin; `check` looks through the whole file first, after a program that was not closed."""
        self._look.start()
        self._backup.start()
        if check:
            self.check()
        self._catch_up()
        self._first.start()
        self._days.start()
        self._new_day()

    def stop(self) -> None:
        """No timer fires from here on; the watcher's connection is given back."""
        for timer in (self._soon, self._look, self._backup, self._first, self._days):
            timer.stop()
        self._context.house.elsewhere.close()

    def check(self) -> None:
        """Look through the data and say what is wrong."""
        house = self._context.house
        self._context.jobs.run(lambda: house.care.check(), self._checked, owner=self, title=msg("Checking the data"))

    def _checked(self, faults: tuple[Message, ...]) -> None:
        if faults:
            self._context.shell.warn(faults[0])
        else:
            self._context.shell.say(msg("The program was not closed the last time. The data was checked: all is well."))

    # elsewhere -------------------------------------------------------------------------------

    def _look_elsewhere(self) -> None:
        if not self._looking:
            self._looking = True
            house = self._context.house
            self._context.jobs.read(lambda: house.elsewhere.poll(), self._seen, failed=self._unseen, owner=self,
                                    title=msg("Looking for changes made elsewhere"), patience=_PATIENCE)

    def _seen(self, changes: Changes | None) -> None:
        self._looking = False
        if self._lost:
            self._lost = False
            self._context.shell.say(msg("The database is back."))
        if changes is not None:
            self._context.bus.publish(changes)

    def _unseen(self, error: IncubatorError) -> None:
        self._looking = False
        if not self._lost:
            self._lost = True
            self._context.shell.warn(error.message)

    # the day ---------------------------------------------------------------------------------

    def _new_day(self) -> None:
        """Once a day the life lines follow the stays that have begun or ended; it looks again after midnight."""
        house, today = self._context.house, self._context.clock.today()
        if today != self._day:
            self._day = today
            self._context.jobs.write(lambda: house.residency.catch_up(), self._day_done, failed=self._day_failed,
                                     owner=self)

    def _day_done(self, changes: Changes) -> None:
        if changes:
            self._context.shell.say(msg("Life lines brought up to the day"))

    def _day_failed(self, error: IncubatorError) -> None:
        self._day = None  # tried again at the next look
        self._context.shell.warn(error.message, "warning")

    # search ----------------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.everything or sum(len(ids) for ids in changes.tables.values()) > 100:
            self._catch_up()

    def _catch_up(self) -> None:
        house = self._context.house

        def work(progress: Progress) -> None:
            house.search.catch_up(progress.cancelled)

        self._context.jobs.run(work, owner=self, key="catch-up", title=msg("Bringing the search up to date"),
                               patience=_PATIENCE)

    # backups ---------------------------------------------------------------------------------

    def _back_up_when_due(self) -> None:
        hours = self._context.settings.get(BACKUP_HOURS)
        house = self._context.house
        if not hours or not house.care.can_back_up:
            return

        def work() -> Any:
            return house.care.back_up_when_due(hours)

        self._context.jobs.run(work, self._backed_up, owner=self, key="backup", title=msg("Making a backup"),
                               patience=_PATIENCE)

    def _backed_up(self, path: Path | None) -> None:
        if path is not None:
            self._context.shell.say(msg("Backup made and checked."))
