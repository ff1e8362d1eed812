"""All notes of a review: number, page, document, words and what they quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.domain.review_desk import DeskDocument
from incubator_gui.domain.review_notes import ReviewNote, labels
from incubator_gui.views.review.desk import note_words
from incubator_gui.widgets.clipboard import to_tsv
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.lines_delegate import LinesDelegate
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class NoteModel(QAbstractListModel):
    """Notes in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: tuple[ReviewNote, ...] = ()
        self._documents: Mapping[str, DeskDocument] = {}
        self._labels: Mapping[UUID, str] = {}
        self._blind = False

    def set_notes(self, notes: Sequence[ReviewNote], documents: Mapping[str, DeskDocument], *, blind: bool) -> None:
        """Other notes."""
        self.beginResetModel()
        self.notes, self._documents, self._blind = tuple(notes), documents, blind
        self._labels = labels(self.notes)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """How many there are."""
        return 0 if parent.isValid() else len(self.notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Three lines; screen readers hear them as one."""
        if not index.isValid():
            return None
        lines = self.lines(self.notes[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(lines)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return current().clauses(list(lines))
        return None

    def lines(self, note: ReviewNote) -> tuple[str, ...]:
        """What stands in the list."""
        head = current().joined((note_words.name_of(self._labels[note.id], note), self._where(note)))
        return tuple(one for one in (head, " ".join(note.words.split()), note_words.quoted(note)) if one)

    def cells(self, note: ReviewNote) -> tuple[str, ...]:
        """What is copied: number, page, document, quotation, words."""
        return self._labels[note.id], str(note.page), self._where(note), note.quote, note.words

    def _where(self, note: ReviewNote) -> str:
        return note_words.where(note, self._documents, blind=self._blind)


class _View(QListView):
    def __init__(self, page: NoteList) -> None:
        super().__init__(page)
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter goes there, Delete removes, copying takes the chosen rows."""
        note = self._page.current()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._page.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
                Qt.KeyboardModifier.KeypadModifier) and note is not None:
            self._page.opened.emit(note.id)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and note is not None:
            self._page.removed.emit(note.id)
        elif event.key() == Qt.Key.Key_Escape:
            self._page.closed.emit()
        else:
            super().keyPressEvent(event)


class NoteList(QWidget):
    """In the place of the page; Enter or a double click goes to the note."""

    opened = Signal(object)
    removed = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = NoteModel()
        column = QVBoxLayout(self)
        tight(column, 4, 0, 8, 0, 0)
        self.title = PlainLabel("", "panel")
        self.title.setContentsMargins(12, 4, 12, 4)
        self.nothing = PlainLabel("", "muted", wrap=True)
        self.nothing.setContentsMargins(12, 4, 12, 4)
        self.view = _View(self)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setModel(self.model)
        self.view.setItemDelegate(LinesDelegate(theme, self.view))
        self.view.doubleClicked.connect(lambda index: self.opened.emit(self.model.notes[index.row()].id))
        for widget in (self.title, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        self.retranslate()

    def show_notes(self, notes: Sequence[ReviewNote], documents: Mapping[str, DeskDocument], *, blind: bool) -> None:
        """Other notes; the row stays."""
        place = self.view.currentIndex().row()
        self.model.set_notes(notes, documents, blind=blind)
        if self.model.notes:
            self.view.setCurrentIndex(self.model.index(min(max(place, 0), len(self.model.notes) - 1)))
        self.view.setVisible(bool(self.model.notes))
        self.nothing.setVisible(not self.model.notes)

    def current(self) -> ReviewNote | None:
        """The note of the row."""
        row = self.view.currentIndex().row()
        return self.model.notes[row] if 0 <= row < len(self.model.notes) else None

    def select(self, id: UUID) -> None:
        """The row of a note."""
        for row, one in enumerate(self.model.notes):
            if one.id == id:
                self.view.setCurrentIndex(self.model.index(row))

    def copy(self) -> None:
        """The chosen rows as cells."""
        rows = sorted(index.row() for index in self.view.selectedIndexes())
        QGuiApplication.clipboard().setText(to_tsv(self.model.cells(self.model.notes[row]) for row in rows))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.title.setText(tr("Notes on documents"))
        self.view.setAccessibleName(tr("Notes on documents"))
        self.nothing.setText(tr("No notes yet. Choose text on a page of a PDF and press Ctrl+M."))
        self.model.layoutChanged.emit()
