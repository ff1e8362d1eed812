"""Leads through the window on sample data and takes the pictures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from incubator_gui.app.application import Opened, make_application
from incubator_gui.app.main import start
from incubator_gui.app.tour.papers import write_papers
from incubator_gui.app.tour.route import empty_house, full_house
from incubator_gui.app.tour.sheet import write_sheets
from incubator_gui.app.tour.stop import Stop, close_all, opened_windows, tab_bars
from incubator_gui.app.tour.waiting import wait, wait_until
from incubator_gui.app.tour.watching import Flashes, Mistakes
from incubator_gui.core.languages import LANGUAGES
from incubator_gui.core.settings import LANGUAGE, THEME, Settings

if TYPE_CHECKING:
    from incubator_gui.services.house import House

THEMES = ("light", "dark", "contrast")
SIZE = (1440, 900)
_SETTLING = 3
"""Sizes are passed on from part to part by one event after another."""

Stops = Callable[[Opened, Path], Iterator[Stop]]


@dataclass(slots=True)
class Tour:
    """What the tour made: pictures, contact sheets, papers, and what went wrong on the way."""

    out: Path
    size: tuple[int, int] = SIZE
    only: str = ""
    """The beginning of the names of the stops that are visited; empty visits all."""
    hurry: bool = False
    """Pictures need not be finished: only whether each stop is reached counts."""
    pictures: list[Path] = field(default_factory=list)
    sheets: list[Path] = field(default_factory=list)
    papers: list[Path] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    def to_json(self) -> dict[str, object]:
        """Plain values for the command line."""
        return {"out": str(self.out), "pictures": [str(p) for p in self.pictures],
                "sheets": [str(p) for p in self.sheets], "papers": [str(p) for p in self.papers],
                "faults": self.faults}

    def take(self, widget: QWidget, name: str) -> None:
        """A picture of a widget, once for each name."""
        path = self.out / f"{name}.png"
        if name in self._taken:
            return
        self._taken.add(name)
        for _ in range(_SETTLING):
            QApplication.sendPostedEvents()
        picture = widget.grab()
        if self.hurry:
            picture = picture.scaledToWidth(max(1, picture.width() // 4))
        if picture.save(str(path), "PNG", 90):  # packed quickly rather than tightly
            self.pictures.append(path)
        else:
            self.faults.append(f"{name}: the picture could not be written")


def run(out: Path, *, languages: Sequence[str] = LANGUAGES, themes: Sequence[str] = THEMES,
        size: tuple[int, int] = SIZE, only: str = "", hurry: bool = False,
        sample: Callable[[str], Path] | None = None, say: Callable[[str], None] = lambda text: None) -> Tour:
    """Visit every screen and dialog in each language and theme; also write papers.

    `sample` gives a file with the sample of a language that may be written to, else it is loaded anew.
    """
    from incubator_gui.services.opening import open_house

    out.mkdir(parents=True, exist_ok=True)
    tour = Tour(out, size, only, hurry)
    make_application(["incubator-gui"])
    with tempfile.TemporaryDirectory(prefix="incubator-tour-", ignore_cleanup_errors=True) as scratch:
        for language in languages:
            place = Path(scratch) / language
            place.mkdir()
            full, _unclean = open_house(sample(language) if sample else place / "full.db",
                                        sample="" if sample else language)
            try:
                _lead(tour, full, full_house, language, themes, place, say)
                if not only:
                    tour.papers += write_papers(full, out, language)
            finally:
                full.close()
            empty, _unclean = open_house(place / "empty.db")
            try:
                _lead(tour, empty, empty_house, language, themes, place, say)
            finally:
                empty.close()
    tour.sheets = write_sheets(tour.pictures, out)
    return tour


def _lead(tour: Tour, house: House, stops: Stops, language: str, themes: Sequence[str], scratch: Path,
          say: Callable[[str], None]) -> None:
    """One house in one language, in each theme."""
    settings = Settings(None)
    settings.set(LANGUAGE, language)
    opened = start(house, settings, "")
    flashes, mistakes = Flashes(opened.window), Mistakes()
    opened.window.resize(*tour.size)
    opened.window.show()
    for theme in themes:
        settings.set(THEME, theme)
        wait(100)
        say(f"{language} {theme}")
        opened.window.messages.clear()
        _visit(tour, opened, stops(opened, scratch), f"{language}-{theme}")
    tour.faults += [f"{language}: {what} was a window of its own for a moment" for what in flashes.end()]
    tour.faults += [f"{language}: {what}" for what in mistakes.end()]
    if not opened.close():
        tour.faults.append(f"{language}: a thread did not end")


def _visit(tour: Tour, opened: Opened, stops: Iterator[Stop], mark: str) -> None:
    """All stops in one language and theme; a stop that fails is a fault to be listed, the tour goes on."""
    window = opened.window
    for stop in _each(tour, stops, mark):
        if not stop.name.startswith(tour.only):
            continue
        name = f"{stop.name}-{mark}"
        before = set(map(id, opened_windows(window)))
        window.activateWindow()  # what closed last may have taken the keyboard along
        try:
            stop.go()
            _settle(tour, opened, stop, name)
            if stop.then is not None:
                stop.then()
                _settle(tour, opened, stop, name)
            _look(tour, opened, stop, mark, before)
        except Exception as error:  # whatever goes wrong at a stop is what the tour is there to list
            tour.faults.append(f"{name}: {error!r}")
        try:
            close_all(window)
            window.top.finder.dismiss()
            window.top.finder.clear()
            if stop.leave is not None:
                stop.leave()
        except Exception as error:  # the same for putting it back
            tour.faults.append(f"after {name}: {error!r}")
    window.go("overview")


def _each(tour: Tour, stops: Iterator[Stop], mark: str) -> Iterator[Stop]:
    """The stops, as far as they can be told; where an area cannot tell its own, the next one goes on."""
    while True:
        try:
            stop = next(stops)
        except StopIteration:
            return
        except Exception as error:  # the same as for a stop that fails
            tour.faults.append(f"{mark}: {error!r}")
        else:
            yield stop


def _look(tour: Tour, opened: Opened, stop: Stop, mark: str, before: set[int]) -> None:
    """The window, or what opened beside it; then the other pages behind each row of tabs."""
    window, name = opened.window, f"{stop.name}-{mark}"
    others = [widget for widget in opened_windows(window) if id(widget) not in before]
    if stop.window:
        tour.take(window, name)
    elif not others and not stop.may_be_empty:
        tour.faults.append(f"{name}: nothing opened")
    for place, widget in enumerate(others):
        tour.take(widget, name if place == 0 and not stop.window else f"{name}-{place + 1}")
    if not stop.tabs:
        return
    for bar in tab_bars(window):
        first = bar.currentIndex()
        for place in range(bar.count()):
            if place != first and bar.isTabVisible(place):
                bar.setCurrentIndex(place)
                _settle(tour, opened, stop, name)
                tour.take(window, f"{stop.name}-tab{place + 1}-{mark}")
        bar.setCurrentIndex(first)


def _settle(tour: Tour, opened: Opened, stop: Stop, name: str) -> None:
    """Until nothing is read or written any more, and what came of it is painted."""
    wait(10 if tour.hurry else 40)
    if not wait_until(lambda: not opened.context.jobs.busy(), stop.patience):
        tour.faults.append(f"{name}: not ready after {stop.patience // 1000} s")
    wait(10 if tour.hurry else 60)
