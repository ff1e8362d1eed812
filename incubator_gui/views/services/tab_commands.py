"""The commands of the further parts: there from the beginning, they bring their part to the front."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import Message, msg
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.tab import Tab

COMMANDS: Final[tuple[tuple[str, Message, str, str, str], ...]] = (
    ("calendar_today", msg("Calendar: today"), "calendar", "calendar", "go_back"),
    ("calendar_view", msg("Calendar: month or week"), "calendar-days", "calendar", "turn_view"),
    ("holidays", msg("Working days and holidays…"), "sun", "calendar", "ask_holidays"),
    ("export_calendar", msg("Export the calendar as .ics…"), "download", "calendar", "ask_file"),
    ("grant", msg("Grant hours…"), "plus", "entitlements", "ask_new"),
    ("renew", msg("Renew the selected entitlements"), "refresh-cw", "entitlements", "renew_marked"),
    ("new_training", msg("New training…"), "plus", "trainings", "ask_new"),
    ("enrol", msg("Enrol in the selected training…"), "user-plus", "trainings", "ask_enrol"),
    ("sheet", msg("Print the attendance sheet"), "printer", "trainings", "print_sheet"),
    ("book_training", msg("Book the selected training into the ledger"), "check", "trainings", "book_selected"),
    ("add_mentor", msg("Add mentor…"), "plus", "mentors", "ask_new"),
)
"""Id, words, icon, part, and the method of that part."""


def declare(context: Context, front: Callable[[str], Tab]) -> None:
    """Add them to the registry; `front` brings a part to the front, built if need be."""

    def run(part: str, method: str) -> None:
        tab = front(part)
        tab.when_there(getattr(tab, method))

    for id, words, icon, part, method in COMMANDS:
        context.actions.add(Action(f"services.{id}", words, icon, "", frozenset({"services"})),
                            partial(run, part, method))
