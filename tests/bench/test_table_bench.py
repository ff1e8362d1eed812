"""A key in the filter of the table of applications to painted rows, beside a bare repaint of as many cells."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QEventLoop, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QTableView, QWidget

from incubator_gui.app.application import make_application, make_context
from incubator_gui.core.ids import new_id
from incubator_gui.core.settings import Settings
from incubator_gui.services.applications import ApplicationRow
from incubator_gui.views.applications.columns import make_columns
from incubator_gui.views.applications.known import Known
from incubator_gui.widgets.filter_table import FilterTable
from tests.bench.measure import report, seconds

_ROOT = QModelIndex()

KEYS = ["s", "se", "sen", "sens", "senso", "sensor", "", "4", "42", "", "d", "de", "dex"]


class Plain(QAbstractTableModel):
    """Strings and nothing else."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self._rows, self._columns = rows, columns

    def rowCount(self, parent: Any = _ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Any = _ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else self._columns

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return f"cell {index.row()} {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


def make_rows(count: int) -> list[ApplicationRow]:
    draw = random.Random(11)
    call, stage, today = new_id(), new_id(), date(2027, 3, 1)
    return [ApplicationRow(
        new_id(), at, new_id(), f"Company {at:x} {draw.choice(['sensors', 'fleet', 'grid'])}", f"Company {at:x} GmbH",
        draw.choice(["", "", "桥鹿数链"]), call, "Spring", stage, today - timedelta(days=at % 300),
        today - timedelta(days=at % 400), "mobility", at % 30, at % 20, round(draw.uniform(1, 5), 2), None,
        draw.choice(["DE", "CN"]), draw.choice(["Jena", "上海", "Berlin"]), "fair", "makes things for yards " * 3,
        f"info@c{at:x}.example", 0, ()) for at in range(count)]


def shown(widget: QWidget) -> None:
    widget.resize(1400, 800)
    widget.show()
    turn()


def turn() -> None:
    """One round of the event loop, so that layouts are in place."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop, loop.quit)
    loop.exec()


def painted(view: QTableView, change: Callable[[], object] = lambda: None) -> float:
    """Seconds of a change and the paint that follows it."""
    def work() -> None:
        change()
        view.viewport().grab()

    return seconds(work)


@pytest.mark.parametrize("count", [10_000, 100_000])
def test_filter_key(count: int) -> None:
    make_application()
    context = make_context(Settings(None), None)
    table = FilterTable(context.theme, make_columns(Known(date(2027, 3, 1))))
    shown(table)
    rows = make_rows(count)
    loaded = seconds(lambda: table.rows.set_rows(rows))
    warmed = seconds(lambda: table.rows.index_.warm())
    lines = table.rowAt(table.viewport().height() - 1) + 1
    columns = sum(not table.isColumnHidden(at) for at in range(table.rows.columnCount())
                  if table.columnViewportPosition(at) < table.viewport().width())
    bare = QTableView()
    model = Plain(count, columns)
    bare.setModel(model)
    bare.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
    bare.verticalHeader().hide()
    for at in range(columns):
        bare.setColumnWidth(at, table.viewport().width() // columns)
    shown(bare)
    painted(table)
    painted(bare)
    keys, repaints, plain = [], [], []
    for _ in range(3):
        for needle in KEYS:
            keys.append(painted(table, partial(table.rows.search, needle)))
            repaints.append(painted(table))
            plain.append(painted(bare))
    sort = [seconds(partial(table.sort_by, [("company", d)])) for d in (True, False, True)]
    key, repaint, simple = map(statistics.median, (keys, repaints, plain))
    table.close()
    bare.close()
    context.jobs.shutdown()
    report(f"filter, {count:>6} rows ({lines} x {columns} cells): key to paint {1000 * key:.0f} ms (longest"
           f" {1000 * max(keys):.0f}); repaint of the same table {1000 * repaint:.0f} ms = {key / repaint:.1f}x; bare"
           f" QTableView {1000 * simple:.0f} ms; rows set {loaded:.2f} s, text folded ahead {warmed:.2f} s, sort"
           f" {1000 * statistics.median(sort):.0f} ms")
