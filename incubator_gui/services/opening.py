"""Opening a house: with the lock of the window, with the sample, and noticing an unclean end."""

from __future__ import annotations

from pathlib import Path

from incubator_gui.core.clock import Clock
from incubator_gui.db.database import Actor, Database
from incubator_gui.db.engine import file_of, parse_url
from incubator_gui.db.identify import has_log
from incubator_gui.db.window_lock import WindowLock
from incubator_gui.services.house import House, open_database


class OpenHouse(House):
    """A house that holds the lock of its file until it is closed."""

    def __init__(self, database: Database, lock: WindowLock | None) -> None:
        super().__init__(database)
        self._lock = lock

    def close(self) -> None:
        """Give back connections and the lock."""
        super().close()
        if self._lock is not None:
            self._lock.release()


def open_house(place: str | Path, *, window: bool = False, sample: str = "", clock: Clock | None = None,
               actor: Actor | None = None) -> tuple[House, bool]:
    """The house at a path or URL, and whether its last program ended without closing it.

    `window` takes the lock that only one window can hold; `sample` is the language in which the
    sample is loaded into a new file. Raises Refused or Environment with one sentence.
    """
    path = file_of(parse_url(place))
    lock = WindowLock(path) if window and path is not None else None
    if lock is not None and path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.take()
    try:
        unclean = path is not None and has_log(path)
        house = OpenHouse(open_database(place, clock=clock, actor=actor), lock)
        if sample:
            from incubator_gui.services.sample import load_sample

            load_sample(house.database, sample)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return house, unclean
