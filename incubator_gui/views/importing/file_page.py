"""Step 1: what is imported, for which call, and which file; files dropped here or chosen before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.messages import msg, tr
from incubator_gui.services.calls import CallRow
from incubator_gui.views.importing.call_field import CallField
from incubator_gui.views.importing.kinds import APPLICATIONS, HOUSE, NAMES
from incubator_gui.views.importing.layouts import empty
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme

MOST_RECENT = 6


class DropArea(QWidget):
    """Says what belongs here; the edge tells that a file may fall."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._over = theme, False
        column = QVBoxLayout(self)
        tight(column, 12, 16, 24, 16, 24)
        head = QHBoxLayout()
        tight(head, 8)
        self._mark = PlainLabel()
        self.line = PlainLabel(type="strong", wrap=True)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.line, 1)
        column.addLayout(head)
        self.note = PlainLabel(type="muted", wrap=True)
        column.addWidget(self.note)
        row = QHBoxLayout()
        self.button = Button(theme, icon="folder-open", kind="main")
        row.addWidget(self.button)
        row.addStretch()
        column.addLayout(row)
        theme.changed.connect(self._dress)
        self._dress()

    def set_over(self, over: bool) -> None:
        """A file is held above the screen."""
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """A dashed edge, in the accent while a file is above."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colour("accent" if self._over else "strong"), 2 if self._over else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        if self._over:
            painter.setBrush(self._theme.colour("info-ground"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _dress(self) -> None:
        self._mark.setPixmap(self._theme.pixmap("file-spreadsheet", "muted", 20, self.devicePixelRatioF()))


class FilePage(QFrame):
    """Tells by `browse` that the dialog is wanted, by `chosen` that a recent file is."""

    browse = Signal()
    kind_wanted = Signal(str)
    template = Signal()
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._theme = theme
        self._recent: tuple[Path, ...] = ()
        self._house = False
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        grid = QGridLayout()
        tight(grid, 8)
        self._call_label = PlainLabel(type="muted")
        self.call = CallField()
        self.call.setFixedWidth(theme.px(320))
        self._call_label.setBuddy(self.call)
        self._note = PlainLabel(type="label")
        self._kind_label = PlainLabel(type="muted")
        self.kind = SegmentedControl(theme, ((APPLICATIONS, NAMES[APPLICATIONS], "inbox"),
                                             (HOUSE, NAMES[HOUSE], "building")), msg("What the file is about"))
        self.kind.chosen.connect(self.kind_wanted)
        self._kind_label.setBuddy(self.kind)
        grid.addWidget(self._kind_label, 0, 0)
        grid.addWidget(self.kind, 0, 1, 1, 2)
        grid.addWidget(self._call_label, 1, 0)
        grid.addWidget(self.call, 1, 1)
        grid.addWidget(self._note, 1, 2)
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)
        self.drop = DropArea(theme)
        self.drop.button.clicked.connect(self.browse)
        column.addWidget(self.drop)
        self._recent_title = PlainLabel(type="header")
        self.template_button = Button(theme, icon="file-down", kind="link")
        self.template_button.clicked.connect(self.template)
        column.addWidget(self.template_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._recent_title)
        self._list = QVBoxLayout()
        tight(self._list, 8)
        column.addLayout(self._list)
        column.addStretch()
        self.call.editTextChanged.connect(lambda _words: self._note.setText(self.call.note()))

    def set_calls(self, calls: Sequence[CallRow]) -> None:
        """The calls there are."""
        self.call.set_calls(calls)
        self._note.setText(self.call.note())

    def show_call(self, name: str) -> None:
        """The call that is chosen, here or elsewhere."""
        self.call.show_name(name)
        self._note.setText(self.call.note())

    def show_kind(self, key: str) -> None:
        """What is imported: words and fields follow."""
        self._house = key == HOUSE
        self.kind.choose(key)
        self.retranslate()

    def set_recent(self, files: Sequence[Path]) -> None:
        """Files that were opened before, the newest first."""
        self._recent = tuple(files)[:MOST_RECENT]
        empty(self._list)
        for file in self._recent:
            self._list.addWidget(self._line(file))
        self._recent_title.setVisible(bool(self._recent))

    def set_busy(self, busy: bool) -> None:
        """Nothing else is opened meanwhile."""
        self.drop.button.setEnabled(not busy)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("File"))
        self._kind_label.setText(tr("What"))
        self.kind.retranslate()
        for widget in (self._call_label, self.call, self._note):
            widget.setVisible(not self._house)
        self.template_button.setVisible(self._house)
        self.template_button.setText(tr("Save an empty table to fill in…"))
        self._call_label.setText(tr("Call"))
        self.call.retranslate()
        self._note.setText(self.call.note())
        self.drop.line.setText(tr("Drop a table about the house here, or choose a file.") if self._house else tr(
            "Drop a table with applicants here, or choose a file."))
        self.drop.note.setText(tr(
            "Residents with contracts and people, rooms with areas and desks, who sits where, running services: in one "
            "table or in several, XLSX, XLS, ODS or CSV, with titles in English, German or Chinese. You see every row "
            "before it is written; the same table again changes nothing.") if self._house else tr(
            "XLSX, XLS, ODS or CSV, with titles in English, German or Chinese. You see every row before it is written; "
            "the file itself is never changed."))
        self.drop.button.setText(tr("Choose a file…"))
        self._recent_title.setText(tr("Opened before"))
        self.set_recent(self._recent)

    def _line(self, file: Path) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        tight(row, 12)
        button = Button(self._theme, file.name.replace("&", "&&"), "file-spreadsheet", kind="link")
        button.setAccessibleName(tr("Open {file} again", file=file.name))
        button.clicked.connect(lambda: self.chosen.emit(file))
        row.addWidget(button)
        row.addWidget(ElidedLabel(str(file.parent), "label"), 1)
        return line
