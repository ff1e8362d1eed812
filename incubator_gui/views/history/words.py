"""Values of the history as people read them, and the sentences of the history searched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from incubator_gui.core.languages import Translator, current
from incubator_gui.core.messages import Message, msg, pmsg, text, tr
from incubator_gui.domain.folding import fold

LONGEST = 2000

KINDS: dict[str, Message] = {
    "company": msg("Companies"), "person": msg("People"), "application": msg("Applications"),
    "call": msg("Calls and stages"), "document": msg("Documents"), "note": msg("Notes and tags"),
    "space": msg("Rooms and desks"), "services": msg("Services and hours"), "roadshow": msg("Roadshows"),
    "house": msg("Settings, views, tasks"),
}

STATES: dict[str, Message] = {
    "undo": pmsg("history", "undoes"), "redo": pmsg("history", "does again"), "erasure": pmsg("history", "final"),
    "undone": pmsg("history", "undone"),
}


def words_of(value: Any) -> str:
    """One stored value as text."""
    match value:
        case None | "":
            return "–"
        case Message():
            return text(value)
        case bool():
            return tr("yes") if value else tr("no")
        case int() | float() | Decimal():
            return current().number(value)
        case datetime():
            return current().moment(value)
        case date():
            return current().day(value)
        case str():
            return value if len(value) <= LONGEST else value[:LONGEST] + "…"
        case dict() | list():
            return words_of(json.dumps(value, ensure_ascii=False, default=str))
        case _:
            return str(value)


def fitting(keys: Iterable[str], needle: str, translator: Translator) -> tuple[str, ...]:
    """Keys of sentences that hold all words of the needle, in the language of the screen."""
    parts = fold(needle).split()
    if not parts:
        return ()
    out = []
    for key in keys:
        both = {translator.text(Message(key)), translator.text(Message(key, {}, key, 1))}
        sentence = fold(" ".join(re.sub(r"\{[a-z_0-9]+\}", " ", one) for one in both))
        if all(part in sentence for part in parts):
            out.append(key)
    return tuple(out)
