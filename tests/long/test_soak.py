"""A long day: 2,000 random actions in one window; nothing breaks, and memory does not grow without end."""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog

from incubator_gui.app.application import Opened, make_application
from incubator_gui.app.main import start
from incubator_gui.core.languages import use_language
from incubator_gui.core.settings import LANGUAGE, Settings
from incubator_gui.services.house import House
from incubator_gui.services.sample import load_sample

ACTIONS = 2_000
WARM = 600
"""Caches, fonts and screens are filled by then."""
MOST_GROWTH = 60.0


def resident() -> float:
    """Megabytes of this process in memory."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def live(milliseconds: int = 0) -> None:
    """Let the window live for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


def settled(opened: Opened) -> None:
    """Until no job is under way."""
    for _ in range(2_000):
        live(5)
        if not opened.context.jobs.busy():
            return
    raise AssertionError("a job does not end")


class Day:
    """What a restless person does."""

    def __init__(self, opened: Opened, house: House) -> None:
        self.opened, self.house, self.draw = opened, house, random.Random(2026)
        self.window: Any = opened.window
        self.applications = [row.id for row in house.applications.rows()]
        self.companies = [row.id for row in house.companies.rows()]
        self.actions: list[tuple[Callable[[], object], int]] = [
            (self.go, 6), (self.sort, 4), (self.search, 6), (self.open_application, 6), (self.open_company, 4),
            (self.edit, 4), (self.undo, 3), (self.redo, 2), (self.find, 4), (self.dialog, 1), (self.language, 1),
            (self.theme, 1), (self.part, 5), (self.mark, 4)]
        self.call = house.rounds.rows()[0].call_id
        reviewer = house.reviewers.me(("Tobias Kessler",))
        self.desk = house.reviews.desk(reviewer, self.call)

    def act(self) -> None:
        [(action, _weight)] = self.draw.choices(self.actions, weights=[weight for _a, weight in self.actions])
        action()
        live()
        if self.draw.random() < 0.2:
            settled(self.opened)

    def go(self) -> None:
        self.window.go(self.draw.choice(["overview", "applications", "review", "companies", "floor_plan", "services",
                                         "roadshows", "history", "import", "dossier"]))

    def table(self) -> Any:
        return self.window.go("applications").table

    def sort(self) -> None:
        table = self.table()
        table.sort_by([(self.draw.choice(table.rows.columns).key, self.draw.random() < 0.5)])

    def search(self) -> None:
        self.table().rows.search(self.draw.choice(["", "a", "ge", "智", "berlin", "zz"]))

    def open_application(self) -> None:
        self.window.open_record("application", self.draw.choice(self.applications))

    def open_company(self) -> None:
        self.window.open_record("company", self.draw.choice(self.companies))

    def edit(self) -> None:
        id, desks = self.draw.choice(self.applications), self.draw.randrange(1, 40)
        self.opened.context.jobs.write(
            lambda: self.house.editing.set_field("application", id, "desks_needed", desks), owner=self.window)

    def part(self) -> None:
        part = self.draw.choice(["desk", "panel", "assignment", "packages", "scores", "decision", "setup"])
        self.window.open_list("review", {"part": part, "call": self.draw.choice(self.house.rounds.rows()).call_id})

    def mark(self) -> None:
        row = self.draw.choice(self.desk.sheet().rows)
        form = self.desk.paper(row.application).form
        if not form.finished and form.stance == "reviewed":
            given = form.of("team")
            new = form.giving("team", type(given)(Decimal(self.draw.randrange(1, 6)), False, given.remark))
            self.opened.context.jobs.write(lambda: self.desk.save(row.application, new, form).changes,
                                           owner=self.window)

    def undo(self) -> None:
        self.window.undo.undo()

    def redo(self) -> None:
        self.window.undo.redo()

    def find(self) -> None:
        self.opened.context.jobs.read(lambda: self.house.search.find(self.draw.choice(["gmbh", "智", "berlin"])),
                                      lambda _hits: None, owner=self.window)

    def dialog(self) -> None:
        dialog: QDialog = self.draw.choice([self.window.dialogs.settings, self.window.dialogs.keys,
                                            self.window.dialogs.about])()
        live(10)
        dialog.reject()

    def language(self) -> None:
        self.window.choose_language(self.draw.choice(["en", "de", "zh"]))

    def theme(self) -> None:
        self.window.choose_theme(self.draw.choice(["light", "dark", "contrast"]))


@contextmanager
def opened_on(place: Path) -> Iterator[tuple[Opened, House]]:
    with closing(House.open(place)) as house:
        load_sample(house.database, "en")
        settings = Settings(None)
        settings.set(LANGUAGE, "en")
        opened = start(house, settings, str(place))
        opened.window.show()
        try:
            yield opened, house
        finally:
            assert opened.close()
            use_language("en")


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_two_thousand_actions(tmp_path: Path) -> None:
    make_application()
    with opened_on(tmp_path / "house.db") as (opened, house):
        settled(opened)
        day = Day(opened, house)
        before = 0.0
        for at in range(ACTIONS):
            if at == WARM:
                settled(opened)
                gc.collect()
                before = resident()
            day.act()
        settled(opened)
        gc.collect()
        grown = resident() - before
        assert grown < MOST_GROWTH, f"{grown:.0f} MB more after {ACTIONS - WARM} further actions, from {before:.0f}"
        assert house.care.check() == ()
