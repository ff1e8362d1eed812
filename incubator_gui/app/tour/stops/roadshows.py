"""Roadshows: the list, one with line-up and pack, the panel of a company, the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import LONG, Stop, at


def stops(opened: Opened) -> Iterator[Stop]:
    """The roadshow with most decks, one without a line-up, one that is over."""
    pose = Pose(opened)
    rows = opened.context.house.roadshows.rows()
    if not rows:
        return
    rich, empty, issued = pose.pick(rows)
    yield Stop("roadshow", lambda: pose.show(rich, "lineup"), pose.entry)
    yield Stop("roadshow-deck", lambda: pose.show(rich, "lineup"), lambda: pose.panel.show_tab("deck"), patience=LONG)
    yield Stop("roadshow-rehearsals", lambda: pose.show(rich, "lineup"), lambda: pose.panel.show_tab("rehearsals"),
               leave=lambda: pose.panel.show_tab("entry"))
    yield Stop("roadshow-status", lambda: pose.show(rich, "lineup"), pose.status, window=False)
    yield Stop("roadshow-picker", lambda: pose.show(rich, "lineup"), lambda: pose.page.pick(),
               leave=lambda: pose.page.close_side())
    yield Stop("roadshow-check", lambda: pose.show(rich, "pack"), lambda: pose.page.pack.view.choose("check"),
               patience=LONG)
    yield Stop("roadshow-preview", lambda: pose.show(rich, "pack"), lambda: pose.page.pack.make(), patience=LONG)
    yield Stop("roadshow-issues", lambda: pose.show(issued, "issues"))
    yield Stop("roadshow-empty", lambda: pose.show(empty, "lineup"))
    yield Stop("roadshows-back", lambda: at(opened.window, "roadshows").show_list())


class Pose:
    """What the stops do with the screen."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def pick(self, rows: Any) -> tuple[UUID, UUID, UUID]:
        """The one with most decks, the shortest line-up, the longest log."""
        shows = self._opened.context.house.roadshows
        lines = {row.id: shows.lineup(row.id) for row in rows}
        rich = max(rows, key=lambda row: sum(bool(entry.document_id) for entry in lines[row.id]))
        return rich.id, min(rows, key=lambda row: len(lines[row.id])).id, max(rows, key=lambda row: row.packs).id

    @property
    def page(self) -> Any:
        """The page of one roadshow."""
        return at(self._opened.window, "roadshows").page

    @property
    def panel(self) -> Any:
        """The panel of a company of the line-up."""
        return self.page.panel

    def show(self, id: UUID, tab: str) -> None:
        """One roadshow, at a tab."""
        at(self._opened.window, "roadshows").open_show(id, tab)

    def entry(self) -> None:
        """A company whose deck is in and which has rehearsed."""
        page = self.page
        ready = max(page.stock.lineup, key=lambda one: (bool(one.document_id), len(one.rehearsals)))
        page.lineup.table.select_ids([ready.id])

    def status(self) -> None:
        """The states of a company."""
        button = self.page.lineup.status
        self.page.lineup.status_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
