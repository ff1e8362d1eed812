"""A table that is being imported, whatever its rows speak of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, Self, TypeVar

from incubator_gui.exchange.columns import Proposal
from incubator_gui.exchange.headers import Header
from incubator_gui.exchange.sheets import FileInfo, Sheet
from incubator_gui.services.imports.plan import Decision

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class OpenedTable(Generic[M]):
    """Everything that decides what the rows mean; each change makes a new one.

    `edits` are cells mended on the screen, by row number and column index; `decisions` answer
    doubtful rows by row number.
    """

    path: Path
    info: FileInfo
    sheet: Sheet
    header: Header
    proposals: tuple[Proposal, ...]
    mapping: M
    remembered: str = ""
    edits: dict[tuple[int, int], str] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)

    @property
    def has_rows(self) -> bool:
        """Whether anything stands below the titles."""
        return any(cell.text.strip() for row in self.sheet.rows[self.header.body:] for cell in row)

    def with_mapping(self, mapping: M) -> Self:
        """The same file read another way."""
        return replace(self, mapping=mapping)

    def with_edit(self, row: int, column: int, text: str) -> Self:
        """The same file with one cell mended."""
        return replace(self, edits={**self.edits, (row, column): text})

    def with_decision(self, row: int, decision: Decision | None) -> Self:
        """The same file with one doubtful row answered, or asked again."""
        decisions = {number: kept for number, kept in self.decisions.items() if number != row}
        return replace(self, decisions=decisions if decision is None else {**decisions, row: decision})

    def afresh(self, header: Header, proposals: tuple[Proposal, ...], mapping: M) -> Self:
        """The same sheet with its header elsewhere: what was mended and answered is gone."""
        return replace(self, header=header, proposals=proposals, mapping=mapping, remembered="", edits={},
                       decisions={})
