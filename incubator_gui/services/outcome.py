"""What a use case gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg
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
