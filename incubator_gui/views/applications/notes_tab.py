"""The notes on an application."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.services.records import NoteRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, line, tight
from incubator_gui.widgets.theme import Theme


class _Writer(QPlainTextEdit):
    """A field for a note; Ctrl+Enter saves."""

    sent = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(72))
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Ctrl+Enter, also where a command of the screen has the same keys."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(
                event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            if event.type() == QEvent.Type.KeyPress:
                self.sent.emit()
            event.accept()
            return True
        return bool(super().eventFilter(watched, event))


class _Note(QFrame):
    """One note: who and when, its text, changed in place."""

    def __init__(self, context: Context, note: NoteRow) -> None:
        super().__init__()
        self._context, self.note = context, note
        self.editor: _Writer | None = None
        self._column = QVBoxLayout(self)
        tight(self._column, 4, 0, 8, 0, 8)
        head = QHBoxLayout()
        tight(head, 4)
        when = current().moment(note.written_at, "short")
        head.addWidget(ElidedLabel(tr("{who}, {when}", who=note.author or "–", when=when), "label"), 1)
        self.edit_button = IconButton(context.theme, "pencil", tr("Change the note"), "bare", role="muted")
        self.edit_button.clicked.connect(self.edit)
        self.remove_button = IconButton(context.theme, "trash-2", tr("Remove the note"), "bare", role="muted")
        self.remove_button.clicked.connect(self._remove)
        head.addWidget(self.edit_button)
        head.addWidget(self.remove_button)
        self._column.addLayout(head)
        self._words = PlainLabel(note.text, wrap=True, selectable=True)
        self._column.addWidget(self._words)
        self._column.addWidget(line("GridLine"))
        self._foot: QWidget | None = None

    def edit(self) -> None:
        """Write in its place."""
        if self.editor is not None:
            return
        self._words.hide()
        self.editor = _Writer(self._context.theme)
        self.editor.setPlainText(self.note.text)
        self.editor.setAccessibleName(tr("Text of the note"))
        self.editor.sent.connect(self._save)
        foot = self._foot = QWidget(self)
        row = QHBoxLayout(foot)
        tight(row, 8)
        save = Button(self._context.theme, tr("Save the note"))
        save.clicked.connect(self._save)
        stop = Button(self._context.theme, tr("Cancel"), kind="link")
        stop.clicked.connect(self.stop)
        row.addWidget(save)
        row.addWidget(stop)
        row.addStretch()
        self._column.insertWidget(2, self.editor)
        self._column.insertWidget(3, foot)
        self.editor.setFocus()

    def stop(self) -> None:
        """Give it up."""
        if self.editor is not None and self._foot is not None:
            for widget in (self.editor, self._foot):
                widget.hide()
                widget.deleteLater()
            self.editor = self._foot = None
        self._words.show()

    def _save(self) -> None:
        if self.editor is None:
            return
        words, house, id = self.editor.toPlainText(), self._context.house, self.note.id
        self._context.jobs.write(lambda: house.records.edit_note(id, words), lambda _changes: self.stop(), owner=self)

    def _remove(self) -> None:
        house, id = self._context.house, self.note.id
        self._context.jobs.write(lambda: house.records.remove_note(id), owner=self)


class NotesTab(QWidget):
    """A field for a new note above, the newest note first; what is not sent yet stays with its application."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._id: UUID | None = None
        self._rows: tuple[NoteRow, ...] = ()
        self._drafts: dict[UUID, str] = {}
        self.notes: dict[UUID, _Note] = {}
        column = QVBoxLayout(self)
        tight(column, 8, 16, 12, 16, 12)
        self.field = _Writer(context.theme)
        self.field.sent.connect(self._add)
        self.field.textChanged.connect(self._typed)
        column.addWidget(self.field)
        row = QHBoxLayout()
        tight(row, 8)
        self.adder = Button(context.theme)
        self.adder.clicked.connect(self._add)
        self._wrong = PlainLabel("", "label", wrap=True)
        self._wrong.set_tone("error")
        row.addWidget(self.adder)
        row.addWidget(self._wrong, 1)
        column.addLayout(row)
        self._column = QVBoxLayout()
        tight(self._column)
        column.addLayout(self._column)
        self.retranslate()

    def show_notes(self, id: UUID, rows: tuple[NoteRow, ...]) -> None:
        """Other notes; one that is being written in stays as it is."""
        if id != self._id:
            if self._id is not None:
                self._drafts[self._id] = self.field.toPlainText()
            self._id = id
            self.field.setPlainText(self._drafts.pop(id, ""))
            self._wrong.setText("")
        self._rows = rows
        kept = {key: note for key, note in self.notes.items() if note.editor is not None}
        wanted = {row.id: kept.get(row.id) or _Note(self._context, row) for row in rows}
        for key, note in self.notes.items():
            self._column.removeWidget(note)
            if wanted.get(key) is not note:
                note.hide()
                note.deleteLater()
        for note in wanted.values():
            self._column.addWidget(note)
        self.notes = wanted

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.field.setPlaceholderText(tr("Write a note"))
        self.field.setAccessibleName(tr("New note"))
        self.adder.setText(tr("Add note"))
        self.adder.setToolTip(tr("Ctrl+Enter"))
        self._typed()
        if self._id is not None:
            self.show_notes(self._id, self._rows)

    def _typed(self) -> None:
        self.adder.setEnabled(bool(self.field.toPlainText().strip()))

    def _add(self) -> None:
        words, id, house = self.field.toPlainText(), self._id, self._context.house
        if id is None or not words.strip():
            return

        def done(_outcome: object) -> None:
            if self._id == id and self.field.toPlainText() == words:
                self.field.clear()
            self._drafts.pop(id, None)

        def failed(error: IncubatorError) -> None:
            self._wrong.setText(text(error.message))

        self._context.jobs.write(lambda: house.records.add_note("application", id, words), done, failed=failed,
                                 owner=self)
