"""What the desk remembers from one start to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from incubator_gui.views.review.desk.workbench import Workbench


def state(bench: Workbench) -> dict[str, Any]:
    """Where somebody is, how wide the panes are, how long a review takes."""
    kept = bench.current or bench.remembered
    return {"application": kept.hex if kept is not None else None, "filter": bench.list.model.filter,
            "sizes": bench.splitter.sizes() if bench.splitter.chosen else None, "pace": bench.pace.state(),
            "reading": bench.reading.state(), "grid": bench.head.grid.isChecked()}


def restore(bench: Workbench, state: dict[str, Any]) -> None:
    """Take it back."""
    try:
        bench.remembered = UUID(hex=str(state.get("application")))
    except ValueError:
        bench.remembered = None
    if isinstance(state.get("filter"), str):
        bench.list.set_filter(state["filter"])
    bench.splitter.restore_sizes(state.get("sizes"))
    bench.pace.restore(state.get("pace"))
    if isinstance(state.get("reading"), dict):
        bench.reading.restore(state["reading"])
    if state.get("grid") is True:
        bench.head.grid.setChecked(True)
