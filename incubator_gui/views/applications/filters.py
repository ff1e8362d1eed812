"""From what another screen asks for to the table's filters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from incubator_gui.itemmodels.columns import ChoiceFilter, ColumnFilter, RangeFilter
from incubator_gui.views.applications.known import LATE_DAYS, Known

OPEN_ONLY: dict[str, ColumnFilter] = {"open": ChoiceFilter(frozenset({True}))}


def filters_from(asked: Mapping[str, Any], known: Known) -> dict[str, ColumnFilter]:
    """`stage` (status, id or several), `open`, `focus`, `owner`, `country`, `tags`, `source`, `ids`: one or several;
    `received`, `days`, `team`, `score`: a pair (low, high); `late` True: too long where they stand."""
    out: dict[str, ColumnFilter] = {}
    for key, value in asked.items():
        if key in ("stage", "status"):
            wanted = frozenset(stage.id.hex for stage in known.stages.values()
                               if {stage.id, stage.id.hex, stage.status} & _several(value))
            out["stage"] = ChoiceFilter(wanted)
        elif key == "late" and value:
            out["days"] = RangeFilter(LATE_DAYS + 1, None)
            out.update(OPEN_ONLY)
        elif key in ("received", "days", "team", "score", "desks") and isinstance(value, (list, tuple)):
            low, high = (*value, None, None)[:2]
            out[key] = RangeFilter(_end(low), _end(high))
        elif key in ("focus", "focus_area"):
            out["focus"] = ChoiceFilter(frozenset(_several(value)))
        elif key in ("owner", "owner_id"):
            names = {known.person(UUID(str(each))) if _is_id(each) else each for each in _several(value)}
            out["owner"] = ChoiceFilter(frozenset(names))
        elif key in ("open", "country", "tags", "source", "city", "call", "ids"):
            out[key] = ChoiceFilter(frozenset(_several(value)))
    return out


def _several(value: Any) -> set[Any]:
    return set(value) if isinstance(value, (list, tuple, set, frozenset)) else {value}


def _end(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _is_id(value: Any) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return value is not None
