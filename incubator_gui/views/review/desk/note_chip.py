"""The button beside chosen text that makes a note of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from incubator_gui.actions.registry import native
from incubator_gui.core.messages import tr
from incubator_gui.widgets.styling import Button
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip

if TYPE_CHECKING:
    from incubator_gui.views.review.desk.reading_pane import ReadingPane


class NoteChip(Button):
    """It lies on the page, follows it, and goes when nothing is chosen."""

    def __init__(self, pane: ReadingPane, theme: Theme) -> None:
        super().__init__(theme, icon="sticky-note", parent=pane.pdf.view.viewport())
        self._pane = pane
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.clicked.connect(lambda: pane.notes.make())
        view = pane.pdf.view
        view.text_chosen.connect(self.place)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.place())
        view.zoomFactorChanged.connect(lambda _factor: self.place())
        self.hide()
        self.retranslate()

    def place(self) -> None:
        """Below the end of the chosen text, where that is seen."""
        view = self._pane.pdf.view
        chosen = view.chosen
        if chosen is None or not self._pane.notes.writable:
            self.hide()
            return
        port: QWidget = view.viewport()
        end, room = view.end_of(chosen), self.sizeHint()
        self.resize(room)
        self.move(max(4, min(end.x() - room.width() // 2, port.width() - room.width() - 4)),
                  min(end.y() + 8, port.height() - room.height() - 4))
        self.setVisible(0 <= end.y() <= port.height())

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setText(tr("Make a note"))
        set_tip(self, tr("{action} ({keys})", action=tr("Note on the chosen text"), keys=native("Ctrl+M")))
