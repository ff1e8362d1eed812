"""Colours of a floor on paper: the fills of the screens, mixed without transparency."""

from __future__ import annotations

import json
from functools import cache

from incubator_gui.core.resources import resource
from incubator_gui.reports import style as s

ALT, CORE, CORRIDOR = "#F8F9FB", "#ECEFF4", "#F2F4F7"
FREE, WALL, WARNING = "#868E9C", "#535C6B", "#855200"
_GROUNDS = {"meeting": ALT, "lab": ALT, "service": CORE, "circulation": CORRIDOR}


@cache
def fills() -> tuple[str, ...]:
    """The categories of charts and plans, the same on every theme."""
    stored = json.loads(resource("themes", "colours.json").read_text("utf-8"))
    return tuple(one["fill"] for one in stored["categories"])


def fill_of(slot: int) -> str:
    """The fill of a slot; white for what has no colour of its own."""
    return fills()[slot % len(fills())] if slot >= 0 else s.WHITE


def hatched(slot: int) -> bool:
    """Whether the colours are used a second time."""
    return slot >= len(fills())


def ground(kind: str) -> str:
    """The ground of a room of a kind."""
    return _GROUNDS.get(kind, s.WHITE)


@cache
def mixed(over: str, under: str, share: float) -> str:
    """One colour laid over another: transparency that every printer understands."""
    pairs = zip((over[1:3], over[3:5], over[5:7]), (under[1:3], under[3:5], under[5:7]), strict=True)
    return "#" + "".join(f"{round(int(a, 16) * share + int(b, 16) * (1 - share)):02X}" for a, b in pairs)
