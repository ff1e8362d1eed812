"""How a fast table is laid out and filtered, as JSON values and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFontMetrics

from incubator_gui.core.messages import text
from incubator_gui.itemmodels.columns import Column, filter_from_json, filter_to_json
from incubator_gui.widgets.cells import PAD

if TYPE_CHECKING:
    from incubator_gui.widgets.filter_table import FilterTable


_MOST_ADDED = 80
_MARK = 22


def own_width(table: FilterTable, column: Column) -> int:
    """The width a column has by itself, at 100 %: as declared, or wider where title or choices of this language ask."""
    theme = table.theme
    title = QFontMetrics(theme.font("header")).horizontalAdvance(text(column.title)) + theme.px(14)
    if callable(column.labels):
        words = [column.labels(key) for key in column.order]
    else:
        words = [text(label) for label in (column.labels or {}).values()]
    body = QFontMetrics(theme.font(tabular=True))
    choices = max((body.horizontalAdvance(each) for each in words), default=0)
    wanted = max(title, choices + (theme.px(_MARK) if column.mark else 0)) + 2 * PAD + 2
    return max(column.width, min(round(wanted * 100 / theme.percent), column.width + _MOST_ADDED))


def follow_language(table: FilterTable, before: dict[str, int]) -> None:
    """Widths that nobody chose follow the words; `before` holds each column's own width until now."""
    for section, column in enumerate(table.rows.columns, 1):
        if abs(table.columnWidth(section) - table.theme.px(before.get(column.key, 0))) <= 1:
            table.setColumnWidth(section, table.theme.px(own_width(table, column)))


def reset(table: FilterTable) -> None:
    """Columns as the screen declared them."""
    header = table.header
    table.setColumnWidth(0, table.theme.px(40))
    header.setSectionResizeMode(0, header.ResizeMode.Fixed)
    for section, column in enumerate(table.rows.columns, 1):
        visual = header.visualIndex(section)
        if visual != section:
            header.moveSection(visual, section)
        table.setColumnHidden(section, column.hidden)
        table.setColumnWidth(section, table.theme.px(own_width(table, column)))


def fit(table: FilterTable, stretch: str, least: Mapping[str, int]) -> None:
    """One column takes the room that the others leave; where there is too little, those in `least` give way, as far as
    the widths there (at 100 %). A width that somebody chose stays.
    """
    px, room, before = table.theme.px, table.viewport().width(), table.fitted
    shown = {column.key: section for section, column in enumerate(table.rows.columns, 1)
             if not table.isColumnHidden(section)}
    if stretch not in shown or room < px(200):
        return
    columns = table.rows.index_.columns
    last = max(shown.values(), key=table.header.visualIndex)  # the header stretches it, whatever is hidden behind it
    wide: dict[str, int] = {}
    for key, section in shown.items():
        now = table.columnWidth(section)
        wide[key] = px(own_width(table, columns[key])) if now == before.get(key) or section == last else now
    wide[stretch] = px(least[stretch])
    over = table.columnWidth(0) + sum(wide.values()) - room
    for key, width in least.items():
        if over > 0 and key in shown and key != stretch:
            given = max(0, min(over, wide[key] - px(width)))
            wide[key], over = wide[key] - given, over - given
    wide[stretch] += max(0, -over)
    table.fitted = {key: width for key, width in wide.items()
                    if table.columnWidth(shown[key]) != width or before.get(key) == width}
    for key, section in shown.items():
        if table.columnWidth(section) != wide[key]:
            table.setColumnWidth(section, wide[key])


def view_state(table: FilterTable) -> dict[str, Any]:
    """Columns, order, filters and words."""
    scale, header, rows = table.theme.percent / 100, table.header, table.rows
    columns: list[dict[str, Any]] = []
    shown = [place for place in range(1, header.count()) if not header.isSectionHidden(header.logicalIndex(place))]
    for place in range(1, header.count()):
        section = header.logicalIndex(place)
        column = rows.columns[section - 1]
        entry: dict[str, Any] = {"key": column.key, "hidden": table.isColumnHidden(section)}
        width, own = table.columnWidth(section), own_width(table, column)
        if (width and width != table.fitted.get(column.key) and abs(round(width / scale) - own) > 1
                and place != shown[-1]):  # the last one fills the rest
            entry["width"] = round(width / scale)
        columns.append(entry)
    return {"columns": columns, "sort": [list(pair) for pair in rows.sorting()],
            "filters": {key: filter_to_json(test) for key, test in rows.filters().items()},
            "words": rows.index_.needle}


def restore(table: FilterTable, state: dict[str, Any]) -> None:
    """Take a view back; what does not fit today's columns, or is nonsense, is left out."""
    place = 1
    for entry in _entries(state.get("columns")):
        key = entry.get("key")
        if key in table.rows.index_.columns:
            section = table.section(str(key))
            table.header.moveSection(table.header.visualIndex(section), place)
            place += 1
            width = entry.get("width")
            table.setColumnHidden(section, bool(entry.get("hidden")))
            if isinstance(width, int) and 30 <= width <= 2000:
                table.setColumnWidth(section, table.theme.px(width))
    sorting = state.get("sort")
    table.rows.sort_by([(str(pair[0]), bool(pair[1])) for pair in (sorting if isinstance(sorting, list) else ())
                        if isinstance(pair, (list, tuple)) and len(pair) == 2])
    filters = state.get("filters")
    tests = {key: filter_from_json(data) for key, data in filters.items()} if isinstance(filters, dict) else {}
    table.rows.set_filters({key: test for key, test in tests.items() if test is not None})
    words = state.get("words")
    table.rows.search(words if isinstance(words, str) else "")


def _entries(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
