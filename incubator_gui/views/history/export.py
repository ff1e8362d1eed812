"""The history as a file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from incubator_gui.core.files import whole
from incubator_gui.core.messages import text, tr
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.history_pages import HistoryRow
from incubator_gui.views.history.model import state_of
from incubator_gui.views.history.words import STATES

_FORMULA = ("=", "+", "-", "@", "\t")


def write_csv(rows: Iterable[HistoryRow], path: Path, total: int, progress: Progress) -> int:
    """Write steps, newest first; returns how many. The file appears whole or not at all."""
    number = 0
    with whole(path) as scratch, scratch.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([tr("Number"), tr("When"), tr("Who"), tr("Workstation"), tr("Step"), tr("State"),
                         tr("Rows"), tr("Command")])
        for row in rows:
            number += 1
            state = state_of(row)
            writer.writerow([_safe(cell) for cell in (
                str(row.sequence), row.at.isoformat(timespec="seconds"), row.who, row.workstation,
                text(row.message), text(STATES[state]) if state else "", str(row.entries), row.command)])
            if number % 200 == 0:
                progress.report(number, total)
                progress.check()
    return number


def _safe(cell: str) -> str:
    """No cell becomes a formula in a spreadsheet."""
    return "'" + cell if cell.startswith(_FORMULA) else cell
