"""The rubric in a low window or with large letters: nothing lies on top of something else."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget


def place(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


def test_criteria_and_form_scroll_together_where_it_is_low(room: Any) -> None:
    room.click(room.tab.rubric.empty.button)
    editor = room.tab.rubric.editor
    for height in (320, 900, 320):
        editor.setFixedHeight(height)
        room.idle()
        assert place(editor.table, editor).bottom() <= place(editor.add, editor).top()
        assert place(editor.add, editor).bottom() <= place(editor.form, editor).top()
