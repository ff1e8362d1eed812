"""The overview: mine, all tasks, a task, another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import Stop, at


def stops(opened: Opened) -> Iterator[Stop]:
    """Figures first, then the whole list of what is due."""
    pose = Pose(opened)
    window = opened.window
    spring = date(opened.context.clock.today().year + 1, 4, 12)
    yield Stop("overview-spring", lambda: window.go("overview"), lambda: window.context.shell.set_date(spring),
               leave=lambda: window.context.shell.set_date(None))
    yield Stop("tasks", lambda: pose.screen.show_tasks(), pose.first)
    yield Stop("tasks-new", lambda: pose.screen.show_tasks(), lambda: pose.screen.page.ask_new(), window=False)
    yield Stop("tasks-edit", lambda: pose.screen.show_tasks(), pose.edit, window=False, may_be_empty=True)
    yield Stop("overview-back", lambda: pose.screen.show_figures())


class Pose:
    """What the stops do with the screen."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @property
    def screen(self) -> Any:
        """The screen, in front."""
        return at(self._opened.window, "overview")

    def first(self) -> None:
        """The first row."""
        table = self.screen.page.table
        ids = table.rows.visible_ids()
        if ids:
            table.select_ids(ids[:1])

    def edit(self) -> None:
        """The dialog of a task."""
        tasks = self._opened.context.house.tasks.open()
        if tasks:
            self.screen.page.ask_edit(tasks[0].id)
