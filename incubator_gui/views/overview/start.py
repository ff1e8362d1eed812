"""What the overview says in an empty house: ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme


class Start(QFrame):
    """Import applicants, add a call, set up the house, or look around in the sample."""

    import_wanted = Signal()
    house_wanted = Signal()
    sample_wanted = Signal()
    call_named = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._theme = theme
        column = QVBoxLayout(self)
        tight(column, 12, 16, 16, 16, 16)
        first = QHBoxLayout()
        tight(first, 8)
        self._mark = PlainLabel()
        self._line = PlainLabel(type="strong", wrap=True)
        first.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._line, 1)
        column.addLayout(first)
        self._import = Button(theme, icon="upload", kind="main")
        self._import_note = PlainLabel(type="muted", wrap=True)
        column.addLayout(self._row(self._import, self._import_note))
        self._name = QLineEdit()
        self._name.setMaxLength(120)
        self._name.setFixedWidth(theme.px(240))
        self._call = Button(theme, icon="plus")
        self._call_note = PlainLabel(type="muted", wrap=True)
        named = QHBoxLayout()
        tight(named, 8)
        named.addWidget(self._name)
        named.addWidget(self._call)
        named.addWidget(self._call_note, 1)
        column.addLayout(named)
        self._house = Button(theme, icon="building")
        self._house_note = PlainLabel(type="muted", wrap=True)
        column.addLayout(self._row(self._house, self._house_note))
        self._sample = Button(theme, icon="wand-sparkles")
        self._sample_note = PlainLabel(type="muted", wrap=True)
        column.addLayout(self._row(self._sample, self._sample_note))
        self._import.clicked.connect(self.import_wanted)
        self._house.clicked.connect(self.house_wanted)
        self._sample.clicked.connect(self.sample_wanted)
        self._call.clicked.connect(self._add_call)
        self._name.returnPressed.connect(self._add_call)
        self._name.textChanged.connect(lambda words: self._call.setEnabled(bool(words.strip())))
        self._call.setEnabled(False)
        theme.changed.connect(self._dress)
        self._dress()

    def set_calls(self, count: int) -> None:
        """Once there is a call, it need not be asked for again."""
        for widget in (self._name, self._call, self._call_note):
            widget.setVisible(count == 0)

    def set_busy(self, busy: bool) -> None:
        """While the sample is loading nothing else is begun."""
        for widget in (self._import, self._house, self._sample, self._name):
            widget.setEnabled(not busy)
        self._call.setEnabled(not busy and bool(self._name.text().strip()))

    def retranslate(self) -> None:
        """All words in the language of the screen."""
        self._line.setText(tr("Nothing is here yet. The figures of the house show as soon as there are companies."))
        self._import.setText(tr("Import applicants…"))
        self._import_note.setText(tr("From a spreadsheet: XLSX or CSV, in any of the three languages."))
        self._name.setAccessibleName(tr("Name of the call"))
        self._name.setPlaceholderText(tr("Name of the call"))
        self._call.setText(tr("Add the call"))
        self._call_note.setText(tr("The round that the applications belong to."))
        self._house.setText(tr("Set up the house…"))
        self._house_note.setText(tr("Floors, rooms and desks typed in or imported, without any drawing."))
        self._sample.setText(tr("Load the sample incubator"))
        self._sample_note.setText(tr("Fictional companies to look around in; they can be removed again at once."))
        self.setAccessibleName(tr("How to begin"))

    def _row(self, button: Button, note: PlainLabel) -> QHBoxLayout:
        row = QHBoxLayout()
        tight(row, 12)
        row.addWidget(button)
        row.addWidget(note, 1)
        return row

    def _add_call(self) -> None:
        name = self._name.text().strip()
        if name:
            self.call_named.emit(name)

    def _dress(self) -> None:
        self._mark.setPixmap(self._theme.pixmap("rocket", "muted", 20, self.devicePixelRatioF()))
