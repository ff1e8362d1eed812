"""How a fast table is laid out and filtered, as JSON values and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from incubator_gui.itemmodels.columns import filter_from_json, filter_to_json

if TYPE_CHECKING:
    from incubator_gui.widgets.filter_table import FilterTable


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
        table.setColumnWidth(section, table.theme.px(column.width))


def view_state(table: FilterTable) -> dict[str, Any]:
    """Columns, order, filters and words."""
    scale, header, rows = table.theme.percent / 100, table.header, table.rows
    columns = []
    for place in range(1, header.count()):
        section = header.logicalIndex(place)
        column = rows.columns[section - 1]
        width = table.columnWidth(section) or table.theme.px(column.width)
        columns.append({"key": column.key, "hidden": table.isColumnHidden(section), "width": round(width / scale)})
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
