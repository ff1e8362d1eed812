"""What a use case changed: the summary that travels from the service to every screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from incubator_gui.core.messages import Message


@dataclass(frozen=True, slots=True)
class Changes:
    """Which records of which tables were touched, and by which change set.

    `tables` maps a table's name to the ids touched in it. `everything` asks every screen to
    reload (a restore, a lost connection). `origin` names the one who asked, so that a view can
    skip its own refresh.
    """

    tables: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    change_set: UUID | None = None
    sequence: int = 0
    message: Message | None = None
    undoable: bool = True
    everything: bool = False
    origin: object | None = None

    def __bool__(self) -> bool:
        return self.everything or bool(self.tables)

    def touches(self, *tables: str) -> bool:
        """Whether a screen that shows these tables has to look again."""
        return self.everything or any(name in self.tables for name in tables)

    def ids(self, table: str) -> frozenset[UUID]:
        """The ids touched in a table; empty when none."""
        return self.tables.get(table, frozenset())

    @classmethod
    def joined(cls, parts: Iterable[Changes]) -> Changes:
        """Several summaries as one; the last change set is named."""
        tables: dict[str, frozenset[UUID]] = {}
        last: Changes | None = None
        everything = False
        for part in parts:
            everything = everything or part.everything
            for name, ids in part.tables.items():
                tables[name] = tables.get(name, frozenset()) | ids
            last = part
        if last is None:
            return cls()
        return cls(tables, last.change_set, last.sequence, last.message, last.undoable, everything)
