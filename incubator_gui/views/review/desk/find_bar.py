"""Words looked for in what is read: how often, where next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incubator_gui.core.messages import ntr, tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.search_field import SearchField
from incubator_gui.widgets.styling import IconButton, tight
from incubator_gui.widgets.theme import Theme


class FindBar(QWidget):
    """Enter goes to the next place, Shift+Enter back, Escape closes."""

    sought = Signal(str, bool)
    """Words, and whether backwards."""
    typed = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Alt")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        tight(row, 8, 12, 4, 12, 4)
        self.field = SearchField(theme, pause=150)
        self.field.setMaximumWidth(theme.px(280))
        self.field.searched.connect(self.typed)
        self.field.installEventFilter(self)
        self.found = PlainLabel("", "label")
        self.back, self.on = IconButton(theme, "chevron-up"), IconButton(theme, "chevron-down")
        self.back.clicked.connect(lambda: self.sought.emit(self.field.text(), True))
        self.on.clicked.connect(lambda: self.sought.emit(self.field.text(), False))
        self.close_button = IconButton(theme, "x", kind="close")
        self.close_button.clicked.connect(self.end)
        for widget in (self.field, self.back, self.on, self.found):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.close_button)
        self.hide()
        self.retranslate()

    def begin(self) -> None:
        """Come, with the keyboard."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def end(self) -> None:
        """Go."""
        self.hide()
        self.closed.emit()

    def tell(self, count: int, *, whole: bool = True) -> None:
        """How often the words stand there; not `whole`: as far as was looked."""
        words = self.field.text()
        self.found.setText("" if not words or not (count or whole) else
                           ntr("{n} place", "{n} places", count) if count else tr("not found"))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.field.set_words(tr("Find in the document"))
        self.back.set_name(tr("Place before"))
        self.on.set_name(tr("Next place"))
        self.close_button.set_name(tr("Close the search"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The keys of the field."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.sought.emit(self.field.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.end()
                return True
        return bool(super().eventFilter(watched, event))
