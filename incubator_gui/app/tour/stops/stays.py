"""Stays of companies: on the company's page, and the lists of who is here, who waits, what is due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import Stop, at
from incubator_gui.app.tour.stops.records import resident


def stops(opened: Opened) -> Iterator[Stop]:
    """The lists first, then one company that is here and one that waits."""
    window, house = opened.window, opened.context.house
    for key in ("residents", "waiting", "due"):
        yield Stop(f"companies-{key}", lambda key=key: at(window, "companies").show_stays(key))  # type: ignore[misc]
    first = next((row.id for row in house.companies.rows() if row.life == "admitted"), None)
    if first is not None:
        yield Stop("stay-waiting", lambda: _stay(opened, first))
        yield Stop("stay-begin", lambda: _stay(opened, first), lambda: _tab(opened).ask_begin(), window=False)
    here = resident(house)
    if here is not None:
        yield Stop("stay", lambda: _stay(opened, here))
        yield Stop("stay-exit", lambda: _stay(opened, here), lambda: _tab(opened).ask_exit(), window=False)
        yield Stop("stay-menu", lambda: _stay(opened, here), lambda: _tab(opened).open_menu(), window=False)
    yield Stop("companies-all", lambda: at(window, "companies").show_list())


def _stay(opened: Opened, company: object) -> None:
    opened.window.open_list("companies", {"company": company, "tab": "stay"})


def _tab(opened: Opened) -> Any:
    screen: Any = opened.window.stack.screen_("companies")
    return screen.page.tabs["stay"]
