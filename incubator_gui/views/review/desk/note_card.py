"""The card below the page: one note with its words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.actions.registry import native
from incubator_gui.core.messages import ptr, tr
from incubator_gui.domain.review_notes import MOST_WORDS, ReviewNote
from incubator_gui.views.review.desk import note_words
from incubator_gui.widgets.growing_text import GrowingText
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import IconButton, line, tight
from incubator_gui.widgets.theme import Theme


class NoteCard(QFrame):
    """Tells at each key what is typed; it stores nothing itself. Escape closes it."""

    typed = Signal(str)
    left = Signal()
    closed = Signal()
    walked = Signal(int)
    removed = Signal()
    inserted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._note: ReviewNote | None = None
        self._label = self._where = ""
        self._writable = False
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(line())
        holder = QWidget()
        inner = QVBoxLayout(holder)
        tight(inner, 4, 12, 8, 12, 12)
        row = QHBoxLayout()
        tight(row, 8)
        self.title, self.quote = PlainLabel("", "strong"), ElidedLabel("", "muted")
        self.back, self.on = IconButton(theme, "chevron-up"), IconButton(theme, "chevron-down")
        self.insert = IconButton(theme, "corner-down-left")
        self.remove = IconButton(theme, "trash-2")
        self.close_button = IconButton(theme, "x", kind="close")
        row.addWidget(self.title)
        row.addWidget(self.quote, 1)
        tools = QHBoxLayout()
        tight(tools)
        for button in (self.insert, self.back, self.on, self.remove, self.close_button):
            tools.addWidget(button)
        row.addLayout(tools)
        self.words = GrowingText(theme, 1, 5)
        self.wrong = PlainLabel("", "label", wrap=True)
        self.wrong.set_tone("error")
        self.wrong.hide()
        inner.addLayout(row)
        inner.addWidget(self.words)
        inner.addWidget(self.wrong)
        column.addWidget(holder)
        self.insert.clicked.connect(self.inserted)
        self.back.clicked.connect(lambda: self.walked.emit(-1))
        self.on.clicked.connect(lambda: self.walked.emit(1))
        self.remove.clicked.connect(self.removed)
        self.close_button.clicked.connect(self.closed)
        self.words.typed.connect(self._typed)
        self.words.escaped.connect(self.closed)
        self.words.left.connect(self.left)
        self.words.installEventFilter(self)
        self.hide()
        self.retranslate()

    def show_note(self, note: ReviewNote, label: str, where: str, *, writable: bool, others: bool) -> None:
        """A note; what is being typed on it stays. `others`: there are more to walk to."""
        if self._note is None or self._note.id != note.id:
            self.words.clearFocus()
        self._note, self._label, self._where, self._writable = note, label, where, writable
        self.words.put(note.words)
        self.words.setReadOnly(not writable)
        for button in (self.insert, self.remove):
            button.setEnabled(writable)
        for button in (self.back, self.on):
            button.setEnabled(others)
        self._check(note.words)
        self.retranslate()
        self.show()

    def show_nothing(self) -> None:
        """No note is chosen."""
        self._note = None
        self.hide()

    def begin(self) -> None:
        """The keyboard comes to the words."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        note = self._note
        name = ptr("review", "Note") if note is None else note_words.name_of(self._label, note)
        self.title.setText(name)
        self.quote.setText("" if note is None else note_words.quoted(note) or self._where)
        self.setAccessibleName(name)
        self.setAccessibleDescription("" if note is None else f"{self._where}: {note.quote}")
        self.words.setAccessibleName(tr("Text of the note"))
        self.words.setPlaceholderText(tr("What is to be said about this place"))
        insert = tr("Insert the note into the remark")
        self.insert.set_name(insert, tr("{action} ({keys})", action=insert, keys=native("Ctrl+J")))
        for button, words, keys in ((self.back, tr("Note before"), "Shift+F4"), (self.on, tr("Next note"), "F4")):
            button.set_name(words, tr("{action} ({keys})", action=words, keys=native(keys)))
        self.remove.set_name(ptr("review", "Remove the note"))
        self.close_button.set_name(tr("Close the note"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Ctrl+Enter ends a note, as it ends many a message; the review is finished from the form."""
        if watched is self.words and isinstance(event, QKeyEvent) and event.type() in (
                QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and event.key() in (
                Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.closed.emit()
            return True
        return bool(super().eventFilter(watched, event))

    def _typed(self, words: str) -> None:
        self._check(words)
        if self._note is not None and self._writable:
            self.typed.emit(words)

    def _check(self, words: str) -> None:
        over = len(words) - MOST_WORDS
        self.wrong.setText(tr("A note holds up to {most} characters: shorten it by {over}.", most=MOST_WORDS,
                              over=over) if over > 0 else "")
        self.wrong.setVisible(over > 0)
