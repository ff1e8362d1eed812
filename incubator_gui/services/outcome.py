"""What a use case gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.domain.changes import Changes

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The result of a write, and what it changed."""

    value: T
    changes: Changes


@dataclass(frozen=True, slots=True)
class FieldClash:
    """Three versions of one field: what the person has, what is stored, what both began from."""

    table: str
    field: str
    label: Message
    mine: object
    theirs: object
    base: object


class StaleEdit(IncubatorError):
    """The stored value is not the one the person began from; nothing was changed."""

    def __init__(self, clash: FieldClash) -> None:
        super().__init__(msg("{field} was changed elsewhere meanwhile.", field=clash.label))
        self.clash = clash

    def __reduce__(self) -> tuple[type[StaleEdit], tuple[FieldClash]]:  # type: ignore[override]
        return type(self), (self.clash,)


@dataclass(frozen=True, slots=True)
class UndoState:
    """What undo and redo would do now; None when there is nothing."""

    undo: Message | None = None
    undo_id: UUID | None = None
    redo: Message | None = None
    redo_id: UUID | None = None


class UndoClash(IncubatorError):
    """Some fields were changed since; nothing was undone. `clashes` names them."""

    def __init__(self, change_set: UUID, clashes: tuple[FieldClash, ...],
                 keys: frozenset[tuple[str, UUID, str]]) -> None:
        super().__init__(nmsg("{n} field was changed since; it would be overwritten.",
                              "{n} fields were changed since; they would be overwritten.", len(clashes)))
        self.change_set = change_set
        self.clashes = clashes
        self.keys = keys
