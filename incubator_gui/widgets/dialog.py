"""The frame of the small dialogs: rows of label and field, body, what was refused, buttons at the bottom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme


class Rows(QGridLayout):
    """Label and field, one under the other; the label is the field's buddy."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(8)
        self.setColumnStretch(1, 1)

    def add(self, words: str, field: QWidget) -> PlainLabel:
        """A row; the words are the field's accessible name too. Returns their label."""
        label = PlainLabel(words, "muted")
        label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(words)
        row = self.rowCount()
        self.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(field, row, 1)
        label.setMinimumHeight(28)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return label


class Dialog(QDialog):
    """Emits `submitted`; stays open, with everything typed in it, until the screen calls `accept`."""

    submitted = Signal()

    def __init__(self, theme: Theme, title: str, main: str, parent: QWidget | None = None, *,
                 cancel: str = "", width: int = 440) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.theme = theme
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        tight(column)
        self.messages = MessageArea(theme)
        column.addWidget(self.messages)
        self.body = QVBoxLayout()
        tight(self.body, 12, 16, 16, 16, 16)
        column.addLayout(self.body, 1)
        self.rows = Rows()
        self.body.addLayout(self.rows)
        footer = QFrame()
        footer.setObjectName("Footer")
        self.buttons = QHBoxLayout(footer)
        tight(self.buttons, 8, 16, 12, 16, 12)
        self.main = Button(theme, main, kind="main")
        self.main.setDefault(True)
        self.main.clicked.connect(self.submitted)
        self.cancel = Button(theme, cancel or tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.buttons.addStretch()
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.main)
        self.main.setVisible(bool(main))
        column.addWidget(footer)
        self.setMinimumWidth(theme.px(width))

    def add(self, words: str, field: QWidget) -> None:
        """A row of label and field at the top."""
        self.rows.add(words, field)

    def busy(self) -> None:
        """Saving is under way: no second click."""
        self.main.setEnabled(False)

    def refused(self, error: IncubatorError) -> None:
        """Saving failed: say why; what was typed stays."""
        self.main.setEnabled(True)
        self.messages.clear()
        self.messages.show_message(error.message, "error", closable=False)
        self.adjustSize()


class NameDialog(Dialog):
    """One field for a name."""

    def __init__(self, theme: Theme, title: str, label: str, main: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, main, parent, width=360)
        self.field = QLineEdit()
        self.field.setMaxLength(120)
        self.add(label, self.field)
        self.field.textChanged.connect(lambda: self.main.setEnabled(bool(self.name)))
        self.main.setEnabled(False)
        self.field.setFocus()

    @property
    def name(self) -> str:
        """What was written."""
        return self.field.text().strip()
