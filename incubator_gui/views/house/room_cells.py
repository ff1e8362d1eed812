"""The columns of the list of rooms: how a value is shown, and what typed text means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, text
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.house_fields import words_of
from incubator_gui.domain.vocabulary import ROOM_KINDS
from incubator_gui.services.space import RoomRow
from incubator_gui.widgets.parse import parse_number

MOST_DESKS = 500
_UNITS = ("m²", "m2", "qm", "sqm", "㎡", "平方米", "平米")
_YES = frozenset({"1", "x", "yes", "y", "true", "ja", "j", "wahr", "是", "✓", "✔", "locked", "gesperrt", "锁定"})
_NO = frozenset({"", "0", "-", "–", "no", "n", "false", "nein", "falsch", "否", "open", "frei"})


@dataclass(frozen=True, slots=True)
class RoomColumn:
    """Key of `edit_room`, title, width in px at 100 %, whether it stands at the right."""

    key: str
    title: Message
    width: int
    right: bool = False


COLUMNS: tuple[RoomColumn, ...] = (
    RoomColumn("number", pmsg("of a room", "Number"), 84), RoomColumn("name", msg("Name"), 96),
    RoomColumn("kind", msg("Kind"), 140), RoomColumn("area", msg("m²"), 72, True),
    RoomColumn("desks", msg("Desks"), 72, True), RoomColumn("capacity", msg("Capacity"), 80, True),
    RoomColumn("is_locked", msg("Locked"), 76))
KEYS = tuple(column.key for column in COLUMNS)
BLANK: Mapping[str, Any] = {"number": "", "name": "", "kind": "open_area", "area": None, "desks": 0, "capacity": None,
                            "is_locked": False}


def values_of(room: RoomRow) -> dict[str, Any]:
    """A stored room by column."""
    return {key: getattr(room, key) for key in KEYS}


def shown(key: str, value: Any) -> str:
    """A value as it stands in its cell, and as it is typed and copied."""
    if key == "kind":
        return text(ROOM_KINDS[value]) if value in ROOM_KINDS else ""
    if key == "is_locked":
        return text(msg("yes")) if value else ""
    if value is None or value == "":
        return ""
    if key == "area":
        return current().number(round(float(value), 2))
    return str(value)


def read(key: str, words: str) -> Any:
    """What typed or pasted text means; raises Refused with one sentence."""
    words = clean_text(words)
    if key == "number":
        if not words:
            raise Refused(msg("A room needs a number."))
        return _short(words, 40)
    if key == "name":
        return _short(words, 120)
    if key == "kind":
        return _kind(words)
    if key == "is_locked":
        if words.casefold() not in _YES | _NO:
            raise Refused(msg("“{words}”: write yes or no.", words=words[:40]))
        return words.casefold() in _YES
    if not words:
        return 0 if key == "desks" else None
    if key == "area":
        number = _number(words)
        if number is None or not 0 < number <= 1_000_000:
            raise Refused(msg("“{words}” is not an area. Write figures only, such as 12 or 4.5.", words=words[:40]))
        return float(number)
    count = _number(words)
    if count is None or count != int(count) or not 0 <= count <= MOST_DESKS:
        raise Refused(msg("“{words}”: write a whole number from 0 to {n}.", words=words[:40], n=MOST_DESKS))
    return int(count)


def is_heading(cells: Sequence[str]) -> bool:
    """Whether pasted cells are the titles of a table: words where figures belong, and no number of a room."""
    pairs = [(column.key, words.strip()) for column, words in zip(COLUMNS, cells, strict=False) if words.strip()]
    figures = any(key in ("area", "desks", "capacity") for key, _words in pairs)
    return figures and not any(character.isdecimal() for key, words in pairs if key != "name" for character in words)


def _number(words: str) -> Any:
    for unit in _UNITS:
        if words.casefold().endswith(unit):
            words = words[:-len(unit)].strip()
            break
    found = parse_number(words)
    if found is None and words.count(",") == 1 and "." not in words:  # pasted from a table in German
        found = parse_number(words.replace(",", "."))
    return found


def _kind(words: str) -> str:
    if not words:
        return str(BLANK["kind"])
    known = words_of("room_kind")
    found = known.get(words.casefold())
    if found is None:
        begun = {key for word, key in known.items() if word.startswith(words.casefold())}
        found = begun.pop() if len(begun) == 1 else None
    if found is None:
        kinds = current().joined(text(label) for label in ROOM_KINDS.values())
        raise Refused(msg("“{words}” is not a kind of room. Choose one of: {kinds}.", words=words[:40], kinds=kinds))
    return found


def _short(words: str, most: int) -> str:
    if len(words) > most:
        raise Refused(msg("“{text}…” is too long: at most {n} characters fit.", text=words[:30], n=most))
    return words
