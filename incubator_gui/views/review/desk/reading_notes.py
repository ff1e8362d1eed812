"""Notes on what is read: made from chosen text, shown on its page and on a card, walked through and listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import Message, msg, ntr
from incubator_gui.domain.review_desk import DeskDocument
from incubator_gui.domain.review_notes import (
    MOST_NOTES,
    MOST_QUOTE,
    MOST_RECTS,
    MOST_TITLE,
    WHOLE,
    ReviewNote,
    labels,
    next_number,
    rect_of,
)
from incubator_gui.views.review.desk import note_words
from incubator_gui.views.review.desk.note_card import NoteCard
from incubator_gui.views.review.desk.note_list import NoteList
from incubator_gui.widgets.paper_view import PageMark
from incubator_gui.widgets.theme import Theme

if TYPE_CHECKING:
    from incubator_gui.views.review.desk.reading_pane import ReadingPane


class ReadingNotes(QObject):
    """Shows notes and tells what becomes of them; it stores nothing itself."""

    noted = Signal(object)
    """A new note."""
    typed = Signal(object)
    """A note with other words."""
    removed = Signal(object)
    insert_asked = Signal(str)
    left = Signal()

    def __init__(self, pane: ReadingPane, theme: Theme) -> None:
        super().__init__(pane)
        self._pane = pane
        self.card, self.list = NoteCard(theme), NoteList(theme)
        self.notes: tuple[ReviewNote, ...] = ()
        self.current: UUID | None = None
        self._writable = False
        self._going: UUID | None = None
        self._from = ""
        view = pane.pdf.view
        view.mark_clicked.connect(self.select)
        view.installEventFilter(self)
        card = self.card
        card.typed.connect(self._type)
        card.left.connect(self.left)
        card.closed.connect(self.close_card)
        card.walked.connect(self.walk)
        card.removed.connect(self.remove)
        card.inserted.connect(self.insert)
        self.list.opened.connect(self.open)
        self.list.removed.connect(self._remove)
        self.list.closed.connect(self.close_list)

    # what is shown ---------------------------------------------------------------------------

    @property
    def writable(self) -> bool:
        """Whether notes can be made and changed."""
        return self._writable

    def show_notes(self, notes: tuple[ReviewNote, ...], *, writable: bool) -> None:
        """The notes of the form as it is now."""
        if notes == self.notes and writable == self._writable:
            return
        known = {one.id for one in notes}
        self.notes, self._writable = notes, writable
        if self.current not in known:
            self.current = None
        self._show()

    def clear(self) -> None:
        """Another application."""
        self.notes, self.current, self._going, self._writable = (), None, None, False
        self._show()

    def paper_shown(self) -> None:
        """Another document is in front: its notes lie on it, and the one that was wanted is gone to."""
        going, self._going = self._going, None
        note = self._note(going)
        if note is not None:
            QTimer.singleShot(0, self, lambda: self._reveal(note))
        elif self._note(self.current) is not None and not self._is_here(self._note(self.current)):
            self.current = None
        self._show()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.card.retranslate()
        self.list.retranslate()
        self._show()

    # what people do --------------------------------------------------------------------------

    def make(self) -> None:
        """A note on the chosen text, with the keyboard in its words."""
        why = self._why_not()
        if why is not None:
            self._pane.tell(why)
            return
        chosen, document = self._pane.pdf.view.chosen, self._pane.document()
        assert chosen is not None, "asked before"
        assert document is not None, "asked before"
        parts = [rect_of(one.left(), one.top(), one.right(), one.bottom()) for one in chosen.parts]
        note = ReviewNote(new_id(), next_number(self.notes), document.sha256,
                          (document.title or document.file_name)[:MOST_TITLE], chosen.page + 1,
                          tuple(one for one in parts if one is not None), chosen.text[:MOST_QUOTE]).tidied()
        self._pane.pdf.view.choose_nothing()
        self.current = note.id
        self.noted.emit(note)
        if self._note(note.id) is not None:
            self._show()
            self.card.begin()

    def select(self, id: UUID) -> None:
        """A note of the page in front."""
        self.current = id
        self._show()
        note = self._note(id)
        if note is not None:
            self._pane.pdf.view.choose_nothing()
            self.card.begin()

    def open(self, id: UUID) -> None:
        """Go to a note, in whichever document it is."""
        note = self._note(id)
        if note is None:
            return
        self.current = id
        document = self._documents().get(note.document)
        if document is None:
            self._show()  # on an earlier version: its words are all there is
            self.card.begin()
        elif self._pane.key == document.key and not self._pane.lists_notes:
            self._reveal(note)
            self._show()
        else:
            self._going = id
            self._pane.choose(document.key)

    def walk(self, step: int) -> None:
        """The next note or the one before, from the last to the first."""
        if not self.notes:
            self._pane.tell(msg("There are no notes yet: choose text on a page of a PDF and press Ctrl+M."))
            return
        ids = [one.id for one in self._by_place()]
        place = ids.index(self.current) + step if self.current in ids else (0 if step > 0 else -1)
        self.left.emit()
        self.open(ids[place % len(ids)])

    def remove(self) -> None:
        """Remove the note in front; undo brings it back."""
        if self.current is not None:
            self._remove(self.current)

    def insert(self) -> None:
        """Name the note in front in the remark that is being written."""
        note = self._note(self.current)
        if note is None:
            self._pane.tell(msg("Choose a note first: click it, or press F4."))
        elif self._writable:
            self.insert_asked.emit(note_words.mention(labels(self.notes)[note.id], note))

    def close_card(self) -> None:
        """The card goes; what was typed stays."""
        self.current = None
        self._show()
        self._pane.page().setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    def toggle_list(self) -> None:
        """All notes in the place of what is read, or that again."""
        if self._pane.lists_notes:
            self.close_list()
        else:
            self._from = self._pane.key
            self._pane.show_list()
            self.list.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_list(self) -> None:
        """What was read before is in front again."""
        if self._pane.lists_notes:
            self._pane.choose(self._from or self._pane.key)
            self._pane.page().setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Delete on the page removes the note in front, Escape closes it, Enter goes to its words."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers() & ~(
                Qt.KeyboardModifier.KeypadModifier) and self.current is not None and not self.card.isHidden():
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.remove()
                return True
            if event.key() == Qt.Key.Key_Escape and self._pane.pdf.view.chosen is None:
                self.close_card()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.card.begin()
                return True
        return bool(super().eventFilter(watched, event))

    # within ----------------------------------------------------------------------------------

    def _why_not(self) -> Message | None:
        chosen = self._pane.pdf.view.chosen if self._pane.reads_pdf else None
        if not self._writable:
            return msg("No notes can be made on this form now.")
        if not self._pane.reads_pdf:
            return msg("Notes are made on the pages of PDF documents. Choose one above.")
        if chosen is None:
            return msg("Choose the text of the note first: drag over it, click a word twice, or find it with Ctrl+F.")
        if len(chosen.parts) > MOST_RECTS:
            return msg("A note marks up to {most} lines. Choose less text.", most=MOST_RECTS)
        if len(self.notes) >= MOST_NOTES:
            return msg("A review holds up to {most} notes. Remove one first.", most=MOST_NOTES)
        return None

    def _type(self, words: str) -> None:
        note = self._note(self.current)
        if note is not None and note.words != words:
            self.typed.emit(replace(note, words=words))

    def _remove(self, id: UUID) -> None:
        if not self._writable:
            return
        listed = self._pane.lists_notes
        self.removed.emit(id)
        (self.list.view if listed else self._pane.page()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, id: UUID | None) -> ReviewNote | None:
        return next((one for one in self.notes if one.id == id), None)

    def _documents(self) -> Mapping[str, DeskDocument]:
        return {one.sha256: one for one in self._pane.documents() if one.sha256}

    def _is_here(self, note: ReviewNote | None) -> bool:
        document = self._pane.document()
        return note is not None and document is not None and document.sha256 == note.document

    def _by_place(self) -> list[ReviewNote]:
        """As one reads: by document, page and place; those on earlier versions last."""
        order = {sha: place for place, sha in enumerate(self._documents())}
        return sorted(self.notes, key=lambda one: (order.get(one.document, len(order)), one.document, one.page,
                                                   one.rects[0][1], one.number))

    def _reveal(self, note: ReviewNote) -> None:
        if self._is_here(note) and self._pane.reads_pdf:
            self._pane.pdf.go(note.page)
            self._pane.pdf.view.reveal(note.page - 1, _part(note.rects[0]))
            self._pane.page().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        called, here = labels(self.notes), self._pane.document()
        marks = [PageMark(one.id, one.page - 1, tuple(_part(rect) for rect in one.rects), called[one.id],
                          one.words or note_words.name_of(called[one.id], one))
                 for one in self.notes if here is not None and here.sha256 and one.document == here.sha256]
        view = self._pane.pdf.view
        if self._pane.reads_pdf:
            view.set_marks(marks, self.current)
            view.setAccessibleDescription(ntr("{n} note on this document", "{n} notes on this document", len(marks))
                                          if marks else "")
        note = self._note(self.current)
        if note is None:
            self.card.show_nothing()
        else:
            where = note_words.where(note, self._documents(), blind=self._pane.blind)
            self.card.show_note(note, called[note.id], where, writable=self._writable,
                                others=len(self.notes) > 1)
        self.list.show_notes(self._by_place(), self._documents(), blind=self._pane.blind)
        self._pane.bar.show_notes(len(self.notes))


def _part(rect: tuple[int, int, int, int]) -> QRectF:
    left, top, right, bottom = (edge / WHOLE for edge in rect)
    return QRectF(left, top, right - left, bottom - top)
