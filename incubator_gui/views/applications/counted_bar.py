"""The filter bar, which also says how many applications are open."""

from __future__ import annotations

from incubator_gui.core.messages import tr
from incubator_gui.widgets.filter_bar import FilterBar


class CountedBar(FilterBar):
    """Counts open applications instead of rows."""

    open_count = 0

    def set_open(self, number: int) -> None:
        """How many of all rows are open."""
        self.open_count = number
        self._show_count()

    def count_words(self) -> str:
        """The words at the right of the bar."""
        return self._count.text()

    def _show_count(self) -> None:
        rows = self._table.rows
        shown, whole = rows.counts()
        self._count.setVisible(not rows.loading)
        if "open" in rows.filters():
            self._count.setText(tr("{n} of {open} open", n=shown, open=self.open_count))
        elif shown == whole:
            self._count.setText(tr("{open} open of {whole}", open=self.open_count, whole=whole))
        else:
            self._count.setText(tr("{n} of {whole}", n=shown, whole=whole))
