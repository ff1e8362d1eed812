"""What saving refused: it stays in its cells, and is said at the top of the window for as long as it holds."""

from __future__ import annotations

from collections.abc import Sequence

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.services.outcome import StaleEdit
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.filter_table import FilterTable


def refuse(context: Context, table: FilterTable, edits: Sequence[Edit], error: IncubatorError, *,
           aloud: bool = True) -> None:
    """Mark the cells and say why; the sentence goes with the last of them that is mended or given up.

    Not `aloud`, the cells alone say it, unless somebody else was quicker.
    """
    rows, why = table.rows, error.message
    stale = isinstance(error, StaleEdit)
    rows.reject(edits, why, keep=stale)
    if not stale and not aloud:
        return
    said: Message = msg("{reason} Both values are kept: press F2 in the cell to write yours again.",
                        reason=why) if stale else why
    context.shell.warn(said, "warning" if stale else "error")

    def look(*_what: object) -> None:
        if any(rows.wrong(edit.id, edit.key) == why for edit in edits):
            return
        rows.dataChanged.disconnect(look)
        rows.reordered.disconnect(look)
        context.shell.unwarn(said)

    rows.dataChanged.connect(look)
    rows.reordered.connect(look)
