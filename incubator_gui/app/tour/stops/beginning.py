"""An empty house: what each screen says, the quick start, the house from a table, and all of it taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import LONG, Stop, at
from incubator_gui.app.tour.stops import review_begins
from incubator_gui.app.tour.stops.imports import open_file
from incubator_gui.app.tour.tables import write_residents


def stops(opened: Opened, scratch: Path) -> Iterator[Stop]:
    """Ends as it began."""
    window = opened.window
    for id, entry in window.stack.entries.items():
        if entry.in_navigation:
            yield Stop(f"empty-{id}", lambda id=id: window.go(id))  # type: ignore[misc]
    for part in ("calendar", "entitlements", "trainings", "mentors"):
        yield Stop(f"empty-services-{part}", lambda part=part: window.open_list(  # type: ignore[misc]
            "services", {"part": part}))
    yield Stop("empty-tasks", lambda: window.open_list("overview", {"tasks": True}),
               leave=lambda: at(window, "overview").show_figures())
    yield from review_begins.stops(opened)
    yield Stop("house-start", lambda: window.open_list("house", {}))
    yield Stop("import-house-first", lambda: open_file(
        window, "house", write_residents(opened.context.house, scratch / "first-residents.csv")), patience=LONG)
    yield Stop("import-house-done", lambda: opened.context.actions.trigger("import.run"), patience=LONG)
    yield Stop("import-house-undone", lambda: at(window, "import").flow.take_back(), patience=LONG,
               leave=lambda: at(window, "import").start_again())
