"""Applications, companies and their papers, with all their tabs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import LONG, Stop, at
from incubator_gui.widgets import table_menu


def stops(opened: Opened) -> Iterator[Stop]:
    """Records with their tabs, the board, a filter, duplicates, a paper."""
    window, house = opened.window, opened.context.house
    applications = house.applications.rows()
    if applications:
        rich = max(applications, key=lambda row: len(row.pitch or "")).id
        yield Stop("application", lambda: window.open_record("application", rich), tabs=True)
        yield Stop("applications-board", lambda: _applications(window, "board"))
        yield Stop("applications-filter", lambda: _applications(window, "table"),
                   lambda: _filter(window, "focus"), window=False)
    company = resident(house)
    if company is not None:
        yield Stop("company", lambda: window.open_record("company", company), tabs=True)
        yield Stop("companies-duplicates", lambda: window.open_list("companies", {"duplicates": True}))
        yield Stop("dossier", lambda: window.open_list("dossier", {"company": company}), patience=LONG)


def resident(house: Any) -> UUID | None:
    """A company with a past, which has desks now."""
    rows = [row for row in house.companies.rows() if row.life == "resident"]
    return max(rows, key=lambda row: (row.applications, row.desks)).id if rows else None


def _applications(window: Any, mode: str) -> None:
    at(window, "applications").header.modes.choose(mode)


def _filter(window: Any, key: str) -> None:
    table = window.stack.front().table
    table_menu.filter_popup(table, table.rows.index_.columns[key])
