"""What a plan can point at, and what is carried over it: plain values between canvas and screen."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QMimeData

MIME = "application/x-incubator-company"
"""The kind of a drag that carries a company, from a list or from the plan itself."""

DESK, ROOM = "desk", "room"
_MOST = 1_000_000
"""No drag from outside is read beyond so many characters."""


@dataclass(frozen=True, slots=True)
class Item:
    """A desk or a room."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected; desks and rooms in the order in which they were chosen."""

    desks: tuple[UUID, ...] = ()
    rooms: tuple[UUID, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.desks or self.rooms)

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything, desks first."""
        return (*(Item(DESK, id) for id in self.desks), *(Item(ROOM, id) for id in self.rooms))


@dataclass(frozen=True, slots=True)
class Payload:
    """A company that is carried: `desks` and `rooms` are the places it comes from, none for a new one."""

    company: UUID
    name: str
    count: int
    desks: tuple[UUID, ...] = ()
    rooms: tuple[UUID, ...] = ()

    @property
    def is_move(self) -> bool:
        """Whether it has these places already."""
        return bool(self.desks or self.rooms)

    def to_mime(self) -> QMimeData:
        """For a drag; the name goes along as plain text."""
        mime = QMimeData()
        mime.setData(MIME, json.dumps({
            "company": self.company.hex, "name": self.name, "count": self.count,
            "desks": [id.hex for id in self.desks], "rooms": [id.hex for id in self.rooms]}).encode())
        mime.setText(self.name)
        return mime

    @classmethod
    def from_mime(cls, mime: QMimeData) -> Payload | None:
        """What a drag carries; None for any other drag, or one that does not read well."""
        raw = bytes(mime.data(MIME).data()) if mime.hasFormat(MIME) else b""
        if not raw or len(raw) > _MOST:
            return None
        try:
            data: Any = json.loads(raw)
            return cls(UUID(data["company"]), str(data["name"]), max(0, int(data["count"])),
                       tuple(UUID(id) for id in data["desks"]), tuple(UUID(id) for id in data["rooms"]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None


@dataclass(frozen=True, slots=True)
class Target:
    """Where something is about to be dropped.

    `company` sits there on the day that is shown. `swap` asks for a change of places with it: Alt is
    held, or a run is carried onto the run of another company.
    """

    item: Item
    company: UUID | None = None
    swap: bool = False

    def plain(self) -> Target:
        """The same place without changing places."""
        return replace(self, swap=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a place answers: which desks or rooms would be taken, and a word about it.

    Empty `words` say "fits 8 / 8" by themselves. `target_for` may return one, or a `Fit`, or a
    sentence that says why not, or None where nothing can be dropped at all.
    """

    desks: tuple[UUID, ...] = ()
    rooms: tuple[UUID, ...] = ()
    fits: bool = True
    words: str = ""
