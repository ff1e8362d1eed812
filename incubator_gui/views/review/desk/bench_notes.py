"""Notes between the pages and what is stored: each change goes the way of all answers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from incubator_gui.core.messages import msg
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_notes import ReviewNote

if TYPE_CHECKING:
    from incubator_gui.views.review.desk.workbench import Workbench


class BenchNotes(QObject):
    """Listens to the notes of the reading pane."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        notes = bench.reading.notes
        notes.noted.connect(self._noted)
        notes.typed.connect(self._typed)
        notes.removed.connect(self._removed)
        notes.insert_asked.connect(self._insert)
        notes.left.connect(bench.saver.flush)

    def show(self, form: ReviewForm) -> None:
        """What stands on the form now."""
        self._bench.reading.notes.show_notes(form.notes, writable=self._bench.form.writable)

    def _noted(self, note: ReviewNote) -> None:
        self._edit(self._bench.form.form.noting(note), at_once=True)

    def _typed(self, note: ReviewNote) -> None:
        self._edit(self._bench.form.form.noting(note), at_once=False)

    def _removed(self, id: UUID) -> None:
        self._edit(self._bench.form.form.without_note(id), at_once=True)

    def _edit(self, form: ReviewForm, *, at_once: bool) -> None:
        if self._bench.current is not None and self._bench.form.writable:
            self._bench.saver.edit(self._bench.current, form, at_once=at_once)
            self._bench.worked()

    def _insert(self, words: str) -> None:
        if not self._bench.form.target.insert(words):
            self._bench.context.shell.say(msg("Nothing can be written on this form now."))
