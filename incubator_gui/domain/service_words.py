"""The fixed words of services, trainings and roadshows: keys that are stored, and how each is called."""

from __future__ import annotations

from collections.abc import Mapping

from incubator_gui.core.messages import Message, msg, pmsg

SEAT_STATES: Mapping[str, Message] = {
    "registered": pmsg("seat", "Registered"),
    "waiting": pmsg("seat", "Waiting"),
    "attended": pmsg("seat", "Present"),
    "absent": pmsg("seat", "Absent"),
    "cancelled": pmsg("seat", "Excused"),
}
"""What became of a seat of a training."""

SEATED = frozenset({"registered", "attended", "absent"})
"""States in which a seat is taken."""

LINEUP_STATES: Mapping[str, Message] = {
    "invited": pmsg("roadshow", "Invited"),
    "confirmed": pmsg("roadshow", "Confirmed"),
    "deck_in": pmsg("roadshow", "Deck in"),
    "rehearsed": pmsg("roadshow", "Rehearsed"),
    "declined": pmsg("roadshow", "Declined"),
}
"""Where a company stands on its way to a roadshow."""

AUDIENCES: Mapping[str, Message] = {
    "vc": msg("Investors"),
    "bank": msg("Banks"),
    "pilot": msg("Pilot customers"),
    "public": msg("Public"),
}
"""For whom a pack is redacted."""

OPEN_ENGAGEMENTS = frozenset({"requested", "planned", "active", "on_hold"})
"""Statuses of engagements and trainings that are not over."""

BOARD = ("requested", "planned", "active", "on_hold")
"""The columns of the board, in order."""
