"""Leads through the window on sample data and takes the pictures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from PySide6.QtWidgets import QWidget

from incubator_gui.app.application import Opened, make_application
from incubator_gui.app.main import start
from incubator_gui.app.tour import stops
from incubator_gui.app.tour.sheet import write_sheets
from incubator_gui.app.tour.waiting import wait, wait_until
from incubator_gui.core.languages import LANGUAGES
from incubator_gui.core.settings import LANGUAGE, THEME, Settings
from incubator_gui.services.house import House

THEMES = ("light", "dark", "contrast")
SIZE = (1440, 900)


@dataclass(slots=True)
class Tour:
    """What the tour made: pictures, contact sheets, papers, and what went wrong on the way."""

    out: Path
    pictures: list[Path] = field(default_factory=list)
    sheets: list[Path] = field(default_factory=list)
    papers: list[Path] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        """Plain values for the command line."""
        return {"out": str(self.out), "pictures": [str(p) for p in self.pictures],
                "sheets": [str(p) for p in self.sheets], "papers": [str(p) for p in self.papers],
                "faults": self.faults}


def run(out: Path, *, languages: Sequence[str] = LANGUAGES, themes: Sequence[str] = THEMES,
        say: Callable[[str], None] = lambda text: None) -> Tour:
    """Visit every screen and dialog in each language and theme; also write the papers of one company."""
    from incubator_gui.services.opening import open_house

    out.mkdir(parents=True, exist_ok=True)
    tour = Tour(out)
    make_application(["incubator-gui"])
    with tempfile.TemporaryDirectory(prefix="incubator-tour-", ignore_cleanup_errors=True) as scratch:
        for language in languages:
            house, _unclean = open_house(Path(scratch) / f"{language}.db", sample=language)
            try:
                settings = Settings(None)
                settings.set(LANGUAGE, language)
                opened = start(house, settings, "")
                opened.window.resize(*SIZE)
                opened.window.show()
                for theme in themes:
                    settings.set(THEME, theme)
                    wait(100)
                    say(f"{language} {theme}")
                    _visit(tour, opened, f"{language}-{theme}", Path(scratch))
                tour.papers += _papers(house, out, language)
                if not opened.close():
                    tour.faults.append(f"{language}: a thread did not end")
            finally:
                house.close()
    tour.sheets = write_sheets(tour.pictures, out)
    return tour


def _visit(tour: Tour, opened: Opened, mark: str, scratch: Path) -> None:
    """All stops in one language and theme; a stop that fails is a fault to be listed, the tour goes on."""
    window = opened.window
    for stop in chain(stops.screens(opened), stops.frame(opened), stops.poses(opened, scratch)):
        name = f"{stop.name}-{mark}"
        before = set(map(id, stops.opened_windows(window)))
        try:
            stop.go()
            _settle(opened, stop.patience)
            if stop.then is not None:
                stop.then()
                _settle(opened, stop.patience)
        except Exception as error:  # whatever goes wrong at a stop is what the tour is there to list
            tour.faults.append(f"{name}: {error!r}")
            stops.close_all(window)
            continue
        others = [widget for widget in stops.opened_windows(window) if id(widget) not in before]
        if stop.window:
            _picture(tour, window, name)
        elif not others and not stop.may_be_empty:
            tour.faults.append(f"{name}: nothing opened")
        for at, widget in enumerate(others):
            _picture(tour, widget, name if at == 0 and not stop.window else f"{name}-{at + 1}")
        if stop.tabs:
            _tabs(tour, opened, stop.name, mark)
        stops.close_all(window)
        window.top.finder.dismiss()
        window.top.finder.clear()
    window.go("overview")


def _tabs(tour: Tour, opened: Opened, name: str, mark: str) -> None:
    """The other pages behind each row of tabs that is shown."""
    for bar in stops.tab_bars(opened.window):
        first = bar.currentIndex()
        for place in range(bar.count()):
            if place != first and bar.isTabVisible(place):
                bar.setCurrentIndex(place)
                _settle(opened)
                _picture(tour, opened.window, f"{name}-tab{place + 1}-{mark}")
        bar.setCurrentIndex(first)


def _settle(opened: Opened, milliseconds: int = 15_000) -> None:
    wait(40)
    wait_until(lambda: not opened.context.jobs.busy(), milliseconds)
    wait(80)


def _picture(tour: Tour, widget: QWidget, name: str) -> None:
    path = tour.out / f"{name}.png"
    if path in tour.pictures:
        return
    if widget.grab().save(str(path)):
        tour.pictures.append(path)
    else:
        tour.faults.append(f"{name}: the picture could not be written")


def _papers(house: House, out: Path, language: str) -> list[Path]:
    """The dossier and the one-pager of a company, in the language of the tour."""
    dossiers = house.dossiers
    rows = [row for row in house.companies.rows() if row.life == "resident"]
    made = []
    for row in rows[:1]:
        for kind in ("dossier", "one-pager"):
            target = out / f"{kind}-{language}.pdf"
            dossiers.write(row.id, target, dossiers.options(language), one_pager=kind == "one-pager")
            made.append(target)
    return made
