"""Each screen with something selected, then the dialogs of its commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import Stop

LEAVE_OUT = frozenset({
    "file.print", "floor.export", "floor.set_up", "services.export", "services.export_ledger",
    "services.export_calendar", "roadshow.deck", "roadshow.save", "roadshow.pack", "house.import", "tasks.calendar",
    "company.export", "company.dossier", "applications.export"})
"""Commands that lead elsewhere, or whose dialog belongs to the system."""
OWN = frozenset({"floor.allocate", "floor.move", "floor.swap", "floor.end", "floor.extend", "floor.dates",
                 "services.enrol", "services.edit_many", "roadshow.add"})
"""Commands that need something chosen first: they have stops of their own."""


def stops(opened: Opened) -> Iterator[Stop]:
    """Whatever screens and commands there are."""
    window, actions = opened.window, opened.context.actions
    for id, entry in window.stack.entries.items():
        if not entry.in_navigation:
            continue
        yield Stop(id, lambda id=id: window.go(id), lambda: _select_first(window))  # type: ignore[misc]
        for action in actions.ready():
            if id in (action.scopes or ()) and action.text.key.endswith("…") and action.id not in LEAVE_OUT | OWN:
                name = f"{id}-{action.id.split('.')[-1]}"
                yield Stop(name, _command(opened, id, action.id), window=False, may_be_empty=True)


def _command(opened: Opened, screen: str, action: str) -> Callable[[], object]:
    def go() -> None:
        opened.window.go(screen)
        opened.context.actions.trigger(action)

    return go


def _select_first(window: Any) -> None:
    """The first row, where the screen has a table of its own."""
    table = getattr(window.stack.front(), "table", None)
    if table is not None and table.model() is not None and table.model().rowCount():
        table.setCurrentIndex(table.model().index(0, 1))
