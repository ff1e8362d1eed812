"""What the tour shows: every screen, its records with all their tabs, dialogs, popups, and states worth a look."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QTabBar, QWidget

from incubator_gui.app.application import Opened
from incubator_gui.widgets import table_menu

LEAVE_OUT = frozenset({"file.print"})
"""Commands whose dialog belongs to the system."""
LONG = 40_000


@dataclass(frozen=True, slots=True)
class Stop:
    """One place of the tour: how to come there, and whether the window or what opened beside it is looked at."""

    name: str
    go: Callable[[], object]
    then: Callable[[], object] | None = None
    window: bool = True
    tabs: bool = False
    patience: int = 15_000
    may_be_empty: bool = False
    """The command may open a dialog of the system or lead to another screen: nothing to look at here."""


def screens(opened: Opened) -> Iterator[Stop]:
    """Each screen with something selected, then the dialogs of its own commands."""
    window, actions = opened.window, opened.context.actions
    for id, entry in window.stack.entries.items():
        if not entry.in_navigation:
            continue
        yield Stop(id, lambda id=id: window.go(id), lambda: _select_first(window))  # type: ignore[misc]
        for action in actions.ready():
            if id in (action.scopes or ()) and action.text.key.endswith("…") and action.id not in LEAVE_OUT:
                name = f"{id}-{action.id.split('.')[-1]}"
                yield Stop(name, _command(opened, id, action.id), window=False, may_be_empty=True)


def _command(opened: Opened, screen: str, action: str) -> Callable[[], object]:
    def go() -> None:
        opened.window.go(screen)
        opened.context.actions.trigger(action)

    return go


def frame(opened: Opened) -> Iterator[Stop]:
    """The dialogs, the menu and the search of the window itself."""
    window = opened.window
    place = window.mapToGlobal(QPoint(0, window.top.height()))
    yield Stop("settings", lambda: _on_overview(window, window.open_settings), window=False)
    yield Stop("shortcuts", window.open_shortcuts, window=False)
    yield Stop("keyboard", window.open_keys, window=False)
    yield Stop("about", window.open_about, window=False)
    yield Stop("report", lambda: window.open_report(()), window=False)
    yield Stop("menu", lambda: window._menu(place), window=False)
    yield Stop("calendar", window.top.date.open, window=False)
    yield Stop("commands", window.top.finder.begin)
    yield Stop("search", lambda: _search(window, "li"))
    yield Stop("messages", lambda: _messages(opened))


def poses(opened: Opened, scratch: Path) -> Iterator[Stop]:
    """Records with their tabs, the board, a filter, duplicates, an import on its way, a paper."""
    window, house = opened.window, opened.context.house
    window.messages.clear()
    applications = house.applications.rows()
    if applications:
        rich = max(applications, key=lambda row: len(row.pitch or "")).id
        yield Stop("application", lambda: window.open_record("application", rich), tabs=True)
        yield Stop("applications-board", lambda: _applications(window, mode="board"))
        yield Stop("applications-filter", lambda: _applications(window, mode="table"),
                   lambda: _filter(window, "focus"), window=False)
    company = _company(house)
    if company is not None:
        yield Stop("company", lambda: window.open_record("company", company), tabs=True)
        yield Stop("companies-duplicates", lambda: window.open_list("companies", {"duplicates": True}))
    yield Stop("import", lambda: _import(window, None))
    yield Stop("import-preview", lambda: _import(window, write_table(house, scratch / "applicants.csv")),
               patience=LONG)
    yield Stop("import-after", lambda: _import(window, None))
    if company is not None:
        yield Stop("dossier", lambda: window.open_list("dossier", {"company": company}), patience=LONG)


def _company(house: Any) -> UUID | None:
    rows = [row for row in house.companies.rows() if row.life == "resident"]
    return max(rows, key=lambda row: (row.applications, row.desks)).id if rows else None


def _on_overview(window: Any, run: Callable[[], object]) -> None:
    window.go("overview")
    run()


def _select_first(window: Any) -> None:
    """The first row, where the screen has a table of its own."""
    table = getattr(window.stack.front(), "table", None)
    if table is not None and table.model() is not None and table.model().rowCount():
        table.setCurrentIndex(table.model().index(0, 1))


def _applications(window: Any, *, mode: str) -> None:
    screen = window.go("applications") or window.stack.front()
    screen.header.modes.choose(mode)


def _filter(window: Any, key: str) -> None:
    table = window.stack.front().table
    table_menu.filter_popup(table, table.rows.index_.columns[key])


def _search(window: Any, words: str) -> None:
    window.top.finder.begin()
    window.top.finder.setText(words)
    window.top.finder.textEdited.emit(words)


def _messages(opened: Opened) -> None:
    """A bar of each level, and a line with undo."""
    from incubator_gui.core.messages import msg

    opened.window.go("applications")
    bars = opened.window.messages
    bars.show_message(msg("The settings could not be saved in {path}. They hold until you close the window.",
                          path="/home/li/.config/incubator-gui/settings.json"), "error")
    bars.show_message(msg("The program made a mistake the last time and wrote a report."), "warning",
                      link=msg("Show the report"))
    bars.show_message(msg("The chain holds: {sets} steps with {entries} entries, none of them altered.",
                          sets=212, entries=1804), "success")
    opened.window.status.say(msg("Application added"), undo=True)


def _import(window: Any, path: Path | None) -> None:
    screen = window.go("import") or window.stack.front()
    if path is None:
        screen.start_again()
    else:
        screen.open_file(path)


def write_table(house: Any, path: Path) -> Path:
    """A table of applicants: one known with another city, two new ones, one with a mistake."""
    known = next((row for row in house.companies.rows() if row.life == "resident"), None)
    rows = [["Company name", "City", "Desks needed", "E-mail", "Focus area", "Team size", "What is new?"],
            [known.name if known else "Lumenhain GmbH", "Jiading", "4", "", "Cloud applications", "12", "Lidar"],
            ["Nordlicht Sensorik GmbH", "München", "6", "info@nordlicht.example", "Autonomous driving", "8",
             "Radar ohne bewegliche Teile"],
            ["上海樾泊能源科技有限公司", "上海", "10", "info@yuebo.example", "", "21", "储能"],
            ["Kranwerk & Söhne", "Lübeck", "many", "no address", "Something else", "5", ""]]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def tab_bars(window: Any) -> list[QTabBar]:
    """The rows of tabs that are in sight."""
    return [bar for bar in window.findChildren(QTabBar) if bar.isVisible() and bar.count() > 1]


def opened_windows(main: QWidget) -> list[QWidget]:
    """Top-level windows beside the main one: dialogs, menus and popups that a command has opened."""
    return [
        widget for widget in QApplication.topLevelWidgets()
        if widget is not main and widget.isVisible() and not isinstance(widget, QFileDialog)
        and widget.width() > 60 and widget.height() > 40
    ]


def close_all(main: QWidget) -> None:
    """Close what a command has opened."""
    for widget in QApplication.topLevelWidgets():
        if widget is not main and widget.isVisible() and widget.isWindow():
            if isinstance(widget, QDialog):
                widget.reject()
            else:
                widget.close()
