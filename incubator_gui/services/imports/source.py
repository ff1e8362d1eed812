"""A file that is being imported: its sheet, header, mapping, and what the person mended so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from incubator_gui.domain.applicant_fields import NAME_FIELDS
from incubator_gui.exchange.columns import mapping_of, propose
from incubator_gui.exchange.headers import find_header, header_fingerprint
from incubator_gui.exchange.mapping import Mapping
from incubator_gui.exchange.prepare import new_words, prepare
from incubator_gui.exchange.prepared import PreparedRow
from incubator_gui.exchange.read_table import open_table
from incubator_gui.services.imports.opened import OpenedTable

_NAMING = (*NAME_FIELDS, "application_id", "company_number")

Step = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Source(OpenedTable[Mapping]):
    """A table of applicants."""

    @property
    def fingerprint(self) -> str:
        """The same for two files with the same header."""
        return header_fingerprint(self.header)

    @property
    def names_companies(self) -> bool:
        """Whether a column holds the company's name, or the id of a record of the house."""
        return any(self.mapping.column_of(key) is not None for key in _NAMING)

    def rows(self, on_step: Step | None = None, stop: Stop | None = None) -> tuple[PreparedRow, ...]:
        """The applicants of the sheet, made ready."""
        return prepare(self.sheet, self.header, self.mapping, edits=self.edits, on_progress=on_step, cancelled=stop)

    def with_header(self, row: int | None, depth: int | None = None) -> Source:
        """The same sheet with its header elsewhere (-1: none); proposals and mapping begin anew."""
        header = find_header(self.sheet, row, depth)
        proposals = propose(self.sheet, header)
        return self.afresh(header, proposals, mapping_of(proposals))


def open_source(path: Path, sheet: str | None = None, *, stop: Stop | None = None) -> Source:
    """Read a file; raises Refused with one sentence for what cannot be read."""
    info, table = open_table(path, sheet, cancelled=stop)
    header = find_header(table)
    proposals = propose(table, header)
    return Source(path, info, table, header, proposals, mapping_of(proposals))


__all__ = ["Source", "new_words", "open_source"]
