"""Review mode: a package that asks for its passphrase, its desk, and a file that is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from incubator_gui.app.application import Opened
from incubator_gui.app.review_mode import ReviewMode
from incubator_gui.app.tour.stop import Stop
from incubator_gui.app.tour.waiting import wait, wait_until
from incubator_gui.core.paths import Paths
from incubator_gui.core.settings import LANGUAGE, TEXT_SIZE, THEME, Settings

_PASSPHRASE = "seven quiet lamps"


def stops(opened: Opened, scratch: Path) -> Iterator[Stop]:
    """A window of its own for each: what a reviewer has who never saw the database."""
    guest = Guest(opened, scratch / "guest")
    yield Stop("review-mode-passphrase", guest.knock, window=False, leave=guest.go)
    yield Stop("review-mode-desk", guest.enter, window=False, leave=guest.go)
    yield Stop("review-mode-refused", guest.bring_nonsense, window=False, leave=guest.go)


class Guest:
    """A reviewer at home."""

    def __init__(self, opened: Opened, folder: Path) -> None:
        self._opened, self._folder = opened, folder
        self._mode: ReviewMode | None = None
        self._package: Path | None = None

    def knock(self) -> None:
        """The package as it came."""
        self._open(self._made())
        self._until(lambda window: window.stack.currentWidget() is window.ask)

    def enter(self) -> None:
        """With the passphrase."""
        self.knock()
        if self._mode is not None:
            self._mode.window.opening.with_passphrase(_PASSPHRASE)
        self._until(lambda window: window.desk is not None and window.bench.current is not None)

    def bring_nonsense(self) -> None:
        """A file of that name that is no package."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / "holiday.ireview"
        path.write_bytes(b"not a package")
        self._open(path)
        self._until(lambda window: window.stack.currentWidget() is window.failed)

    def go(self) -> None:
        """Close the window and all that it holds."""
        mode, self._mode = self._mode, None
        if mode is not None:
            mode.end()

    def _made(self) -> Path:
        if self._package is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            house: Any = self._opened.context.house
            reviewer = house.reviewers.me(("Tobias Kessler",))
            made = house.review_packages.make(house.rounds.rows()[0].call_id, [reviewer], "package", self._folder,
                                              passphrases={reviewer: _PASSPHRASE})
            self._package = made.value[0].path
        return self._package

    def _open(self, path: Path) -> None:
        self.go()
        given, settings = self._opened.context.settings, Settings(None)
        settings.set(LANGUAGE, given.get(LANGUAGE))
        settings.set(THEME, given.get(THEME))
        settings.set(TEXT_SIZE, given.get(TEXT_SIZE))
        places = Paths(*(self._folder / name for name in ("data", "config", "state", "cache"))).make()
        self._mode = ReviewMode(places, settings, self._opened.context.clock)
        self._mode.begin(path)

    def _until(self, ready: Any) -> None:
        mode = self._mode
        if mode is not None:
            wait_until(lambda: ready(mode.window) and not mode.context.jobs.busy(), 30_000)
            wait(100)
