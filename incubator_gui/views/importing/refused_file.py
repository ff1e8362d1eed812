"""The refused rows as a file: as they stand, mended cells included, with the reason as last column."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

from incubator_gui.core.messages import text
from incubator_gui.exchange.write_table import OutColumn, write_table
from incubator_gui.jobs.progress import Progress
from incubator_gui.views.importing.facts import REASON_TITLE, Planned, raw_text
from incubator_gui.views.importing.kinds import AnySource


def save_refused(facts: Planned, target: Path, progress: Progress) -> int:
    """Write them to XLSX or CSV by the ending; returns how many rows of the file they are."""
    source = facts.source
    columns = [OutColumn(text(column.name())) for column in source.header.columns]
    columns.append(OutColumn(text(REASON_TITLE), width=60))
    rows: list[tuple[str, ...]] = []
    for row in facts.plan.rows:
        if row.verdict != "refuse":
            continue
        reason = "; ".join(text(each) for each in row.reasons)
        for number in row.prepared.rows:
            rows.append((*_cells(source, number), reason if number == row.prepared.row else ""))
    return write_table(target, columns, rows, name=source.sheet.name[:31] or source.path.stem[:31],
                       on_progress=progress.report, cancelled=progress.cancelled)


def _cells(source: AnySource, number: int) -> tuple[str, ...]:
    at = bisect_left(source.sheet.numbers, number)
    cells = source.sheet.rows[at]
    return tuple(
        "" if (number, column.index) not in source.edits and column.index < len(cells) and cells[column.index].merged
        else raw_text(source, number, column.index)
        for column in source.header.columns)
