"""Leads through the window on sample data and takes the pictures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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
    """Visit every screen and dialog in each language and theme; also print the papers of one company."""
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
                    _visit(tour, opened, f"{language}-{theme}")
                tour.papers += _papers(house, out, language)
                if not opened.close():
                    tour.faults.append(f"{language}: a thread did not end")
            finally:
                house.close()
    tour.sheets = write_sheets(tour.pictures, out)
    return tour


def _visit(tour: Tour, opened: Opened, mark: str) -> None:
    window = opened.window
    for id, entry in opened.window.stack.entries.items():
        if not entry.in_navigation:
            continue
        window.go(id)
        _settle(opened)
        _picture(tour, window, f"{id}-{mark}")
        for name, trigger in list(stops.dialogs(opened)):
            _dialog(tour, opened, f"{id}-{name}-{mark}", trigger)
            front = window.stack.front()
            if front is not None and front.id != id:  # the command leads to another screen
                _settle(opened)
                _picture(tour, window, f"{front.id}-{mark}")
                window.go(id)
                _settle(opened)
    for name, kind, record in stops.records(opened):
        window.open_record(kind, record)
        _settle(opened)
        _picture(tour, window, f"{name}-{mark}")
        if kind == "company":
            window.open_list("dossier", {"company": record})
            _settle(opened, 30_000)
            _picture(tour, window, f"dossier-{mark}")
    window.go("overview")


def _dialog(tour: Tour, opened: Opened, name: str, trigger: Callable[[], None]) -> None:
    window = opened.window
    before = set(map(id, stops.opened_windows(window)))
    try:
        trigger()
    except Exception as error:  # a command that fails is a fault to be listed, the tour goes on
        tour.faults.append(f"{name}: {error!r}")
        return
    wait(150)
    _settle(opened)
    for at, widget in enumerate(w for w in stops.opened_windows(window) if id(w) not in before):
        _picture(tour, widget, name if at == 0 else f"{name}-{at + 1}")
    stops.close_all(window)
    wait(50)


def _settle(opened: Opened, milliseconds: int = 15_000) -> None:
    wait(60)
    wait_until(lambda: not opened.context.jobs.busy(), milliseconds)
    wait(180)


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
