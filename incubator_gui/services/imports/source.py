"""A file that is being imported: its sheet, header, mapping, and what the person mended so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from incubator_gui.domain.applicant_fields import NAME_FIELDS
from incubator_gui.exchange.columns import Proposal, mapping_of, propose
from incubator_gui.exchange.headers import Header, find_header, header_fingerprint
from incubator_gui.exchange.mapping import Mapping
from incubator_gui.exchange.prepare import new_words, prepare
from incubator_gui.exchange.prepared import PreparedRow
from incubator_gui.exchange.read_table import open_table
from incubator_gui.exchange.sheets import FileInfo, Sheet
from incubator_gui.services.imports.plan import Decision

_NAMING = (*NAME_FIELDS, "application_id", "company_number")

Step = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Source:
    """Everything that decides what the rows mean; each change makes a new one.

    `edits` are cells mended on the screen, by row number and column index; `decisions` answer
    doubtful rows by row number.
    """

    path: Path
    info: FileInfo
    sheet: Sheet
    header: Header
    proposals: tuple[Proposal, ...]
    mapping: Mapping
    remembered: str = ""
    edits: dict[tuple[int, int], str] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """The same for two files with the same header."""
        return header_fingerprint(self.header)

    @property
    def has_rows(self) -> bool:
        """Whether anything stands below the titles."""
        return any(cell.text.strip() for row in self.sheet.rows[self.header.body:] for cell in row)

    @property
    def names_companies(self) -> bool:
        """Whether a column holds the company's name, or the id of a record of the house."""
        return any(self.mapping.column_of(key) is not None for key in _NAMING)

    def rows(self, on_step: Step | None = None, stop: Stop | None = None) -> tuple[PreparedRow, ...]:
        """The applicants of the sheet, made ready."""
        return prepare(self.sheet, self.header, self.mapping, edits=self.edits, on_progress=on_step, cancelled=stop)

    def with_mapping(self, mapping: Mapping) -> Source:
        """The same file read another way."""
        return replace(self, mapping=mapping)

    def with_edit(self, row: int, column: int, text: str) -> Source:
        """The same file with one cell mended."""
        return replace(self, edits={**self.edits, (row, column): text})

    def with_decision(self, row: int, decision: Decision | None) -> Source:
        """The same file with one doubtful row answered, or asked again."""
        decisions = {number: kept for number, kept in self.decisions.items() if number != row}
        return replace(self, decisions=decisions if decision is None else {**decisions, row: decision})

    def with_header(self, row: int | None, depth: int | None = None) -> Source:
        """The same sheet with its header elsewhere (-1: none); proposals and mapping begin anew."""
        header = find_header(self.sheet, row, depth)
        proposals = propose(self.sheet, header)
        return replace(self, header=header, proposals=proposals, mapping=mapping_of(proposals), remembered="",
                       edits={}, decisions={})


def open_source(path: Path, sheet: str | None = None, *, stop: Stop | None = None) -> Source:
    """Read a file; raises Refused with one sentence for what cannot be read."""
    info, table = open_table(path, sheet, cancelled=stop)
    header = find_header(table)
    proposals = propose(table, header)
    return Source(path, info, table, header, proposals, mapping_of(proposals))


__all__ = ["Source", "new_words", "open_source"]
