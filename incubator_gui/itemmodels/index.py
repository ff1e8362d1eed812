"""Which rows show, in which order: filter and sort over plain rows, without Qt.

The sorted order of all rows is kept, so that a filter only walks through it; a needle that grows
by a letter only walks through what was left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from incubator_gui.itemmodels.collate import fold, haystack
from incubator_gui.itemmodels.columns import Column, ColumnFilter, Row, TextFilter


class RowIndex:
    """Rows, the order of all of them, and the visible part of it."""

    def __init__(self, columns: Sequence[Column], collate: Callable[[str], Any] = fold) -> None:
        self.columns = {column.key: column for column in columns}
        self.rows: list[Row] = []
        self.visible: list[int] = []
        self.sorting: tuple[tuple[str, bool], ...] = ()
        self.needle = ""
        self.filters: dict[str, ColumnFilter] = {}
        self._collate = collate
        self._sorted: list[int] = []
        self._place: dict[Any, int] = {}
        self._folded: list[str] | None = None
        self._column_folded: dict[str, list[str]] = {}
        self._keys: dict[str, list[Any]] = {}
        self._searched: list[tuple[Any, Callable[[Any], str], bool]] = [
            (column.value, column.words, column.labels is None and column.show is None)
            for column in columns if column.searched]

    def set_rows(self, rows: Sequence[Row]) -> None:
        """All rows anew; order and filters stay."""
        self.rows = list(rows)
        self._place = {row[0]: place for place, row in enumerate(self.rows)}
        self._forget()
        self._order()

    def set_collation(self, collate: Callable[[str], Any]) -> None:
        """Order text by another language's custom."""
        self._collate = collate
        self._forget()
        self._order()

    def replace(self, rows: Sequence[Row]) -> None:
        """Put rows in the place of those with the same id; new ids come in."""
        for row in rows:
            place = self._place.get(row[0])
            if place is None:
                self._place[row[0]] = len(self.rows)
                self.rows.append(row)
            else:
                self.rows[place] = row
                if self._folded is not None and place < len(self._folded):
                    self._folded[place] = self._fold_row(row)
        self._keys.clear()
        self._column_folded.clear()
        self._order()

    def remove(self, ids: Sequence[Any]) -> None:
        """Take rows out."""
        gone = set(ids)
        self.set_rows([row for row in self.rows if row[0] not in gone])

    def sort(self, sorting: Sequence[tuple[str, bool]]) -> None:
        """Order by columns, the first one first; True is descending. Empty values come last."""
        self.sorting = tuple(pair for pair in sorting if pair[0] in self.columns)
        self._order()

    def search(self, needle: str) -> None:
        """Show the rows in which all these words occur."""
        folded = fold(needle.strip())
        grew = bool(self.needle) and folded.startswith(self.needle)
        self.needle = folded
        self._filter(self.visible if grew else None)

    def set_filters(self, filters: Mapping[str, ColumnFilter]) -> None:
        """Show the rows that pass all these."""
        self.filters = {key: test for key, test in filters.items() if key in self.columns}
        self._filter(None)

    def place(self, id: Any) -> int | None:
        """Where in `rows` an id is."""
        return self._place.get(id)

    def row(self, id: Any) -> Row | None:
        """The row of an id."""
        place = self._place.get(id)
        return None if place is None else self.rows[place]

    def warm(self, most: int | None = None) -> bool:
        """Fold text ahead, so that the first letter typed is as quick as the second.

        With `most`, only so many rows; True when all are folded.
        """
        if self._folded is None:
            self._folded = []
        start = len(self._folded)
        end = len(self.rows) if most is None else min(len(self.rows), start + most)
        self._folded.extend([self._fold_row(row) for row in self.rows[start:end]])
        return end == len(self.rows)

    def _forget(self) -> None:
        self._folded = None
        self._keys.clear()
        self._column_folded.clear()

    def _fold_row(self, row: Row) -> str:
        parts = []
        for of, words, plain in self._searched:
            value = row[of] if type(of) is int else of(row)
            if value is not None:
                parts.append(value if plain and type(value) is str else words(value))
        return haystack("\n".join(parts))

    def _key_list(self, key: str) -> list[Any]:
        if key not in self._keys:
            column = self.columns[key]
            values = [column.of(row) for row in self.rows]
            if column.sort_key is not None:
                make = column.sort_key
                self._keys[key] = [None if value is None else make(value) for value in values]
            elif column.order:
                ranks = {value: rank for rank, value in enumerate(column.order)}
                self._keys[key] = [ranks.get(value, len(ranks)) for value in values]
            elif column.labels is not None or column.kind == "tags" or any(type(v) is str for v in values):
                collate, words = self._collate, column.words
                seen: dict[Any, Any] = {}

                def named(value: Any) -> Any:
                    if value is None or value == "":
                        return None
                    try:
                        if value not in seen:
                            seen[value] = collate(words(value))
                        return seen[value]
                    except TypeError:
                        return collate(words(value))

                self._keys[key] = [named(value) for value in values]
            else:
                self._keys[key] = values
        return self._keys[key]

    def _order(self) -> None:
        order = list(range(len(self.rows)))
        for key, descending in reversed(self.sorting):
            keys = self._key_list(key)
            filled = [place for place in order if keys[place] is not None]
            empty = [place for place in order if keys[place] is None] if len(filled) < len(order) else []
            filled.sort(key=keys.__getitem__, reverse=descending)
            order = filled + empty
        self._sorted = order
        self._filter(None)

    def _filter(self, among: list[int] | None) -> None:
        order = self._sorted if among is None else among
        if self.needle:
            self.warm()
            folded = self._folded or []
            for word in self.needle.split():
                order = [place for place in order if word in folded[place]]
        for key, test in self.filters.items():
            order = self._passing(order, key, test)
        self.visible = order if order is not self._sorted else list(order)

    def _passing(self, order: list[int], key: str, test: ColumnFilter) -> list[int]:
        column, rows = self.columns[key], self.rows
        if isinstance(test, TextFilter):
            if key not in self._column_folded:
                self._column_folded[key] = [haystack(column.words(column.of(row))) for row in rows]
            texts = self._column_folded[key]
            for word in fold(test.needle).split():
                order = [place for place in order if word in texts[place]]
            return order
        passes, of = test.test, column.of
        return [place for place in order if passes(of(rows[place]))]
