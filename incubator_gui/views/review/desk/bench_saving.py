"""Between form, list and what is stored: every change goes this way, from the form and from the grid."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from incubator_gui.core.messages import Message, msg, tr
from incubator_gui.domain.review_desk import Saved, StaleReview
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.views.review.desk.words import name_of

if TYPE_CHECKING:
    from incubator_gui.views.review.desk.workbench import Workbench


class Saving(QObject):
    """Listens to the form and to the saver, and tells list, form, grid and message bar."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        form, saver, grid = bench.form, bench.saver, bench.grid
        form.edited.connect(self._edited)
        form.decided.connect(self._decided)
        form.recused.connect(self._recuse)
        form.settled.connect(self._settled)
        saver.changed.connect(self.kept)
        saver.stored.connect(self._stored)
        saver.failed.connect(self._not_stored)
        grid.finish_asked.connect(lambda application, made: saver.edit(application, made, at_once=True))

    def _edited(self, form: ReviewForm) -> None:
        if self._bench.current is not None:
            self._bench.saver.edit(self._bench.current, form)
            self._bench.worked()

    def _decided(self, form: ReviewForm) -> None:
        if self._bench.current is not None:
            self._bench.saver.edit(self._bench.current, form, at_once=True)
            self._bench.progress()

    def _settled(self, mine: frozenset[str]) -> None:
        if self._bench.current is not None:
            self._bench.saver.settle(self._bench.current, mine)
            self._bench.form.focus()

    def _recuse(self, kind: str, reason: str) -> None:
        application = self._bench.current
        if application is not None:
            card = self._bench.form.card
            self._bench.saver.recuse(application, kind, reason, self._recused, lambda error: card.tell(error.message))

    def _recused(self, saved: Saved) -> None:
        application = saved.row.application
        self._bench.shelf.forget(application)
        self._take_row(saved)
        if application == self._bench.current:
            self._bench.form.card.clear()
            self._bench.paper = None
            self._bench.form.show_nothing()
            self._bench.reading.wait(tr("You declared a conflict of interest: this application is hidden from you."))
            self._bench.next_open()

    def kept(self, application: UUID) -> None:
        """A draft changed, or how it is kept."""
        self._bench.list.model.set_unsaved(frozenset(self._bench.saver.unsaved))
        self._bench.grid.touched(application)
        draft, sheet = self._bench.saver.draft(application), self._bench.sheet
        if application != self._bench.current or draft is None or sheet is None or self._bench.paper is None:
            return
        if draft.now != self._bench.form.form:
            self._bench.form.show_form(draft.now)
        row, saver = self._bench.list.model.row_of(application), self._bench.saver
        self._bench.form.show_keeping(saver.keeping(application), saver.at, saver.trouble(application),
                                      offline=sheet.offline, anything=row is not None and row.revision > 0)
        self._bench.notes.show(draft.now)

    def _stored(self, application: UUID, saved: Saved) -> None:
        before = self._bench.list.model.row_of(application)
        self._take_row(saved)
        for bar in self._bench.messages.bars():
            if bar.level == "error" and not self._bench.saver.unsaved:
                self._bench.messages.remove(bar)
        if before is not None and before.state != saved.row.state:
            if saved.row.state == "submitted" and before.state in ("open", "draft"):
                self._bench.pace.finished(application)
                self._bench.progress()
            if application == self._bench.current:
                self._bench.read_paper(application)  # finishing may show what others wrote

    def _take_row(self, saved: Saved) -> None:
        self._bench.list.model.set_row(saved.row)
        if self._bench.saver.draft(saved.row.application) is not None:
            self._bench.grid.take_row(saved.row.application, saved.row)
        if saved.row.application == self._bench.current:
            self._bench.form.head.show_row(saved.row)
        self._bench.list.retranslate()
        self._bench.progress()

    def _not_stored(self, application: UUID, error: Any) -> None:
        row = self._bench.list.model.row_of(application)
        if row is None:
            return
        name = name_of(row)
        self._bench.messages.clear()
        if isinstance(error, StaleReview):
            if application != self._bench.current or self._bench.stack.currentWidget() is self._bench.grid:
                self._bench.messages.show_message(
                    msg("{name}: answers were changed elsewhere meanwhile; yours are kept here.", name=name), "warning",
                    link=msg("Decide"), on_link=partial(self._bench.open_from_grid, application))
            return
        self._bench.messages.show_message(
            msg("{name} is not stored: {reason} What you typed stays here.", name=name, reason=error.message), "error",
            link=msg("Try again"), on_link=self._bench.saver.retry, closable=False)

    def leave(self) -> bool:
        """Store what is typed; False while something could not be stored and nobody gave it up."""
        self._bench.saver.flush(waiting=False)
        unsaved = self._bench.saver.unsaved
        if not unsaved:
            return True
        row = self._bench.list.model.row_of(unsaved[0])
        why: Message = msg("{name} could not be stored. Try again, or leave and lose what was typed there.",
                           name=name_of(row) if row is not None else "")
        self._bench.messages.clear()
        self._bench.messages.show_message(why, "error", link=msg("Give it up"), on_link=partial(self._give_up, unsaved))
        self._bench.saver.retry()
        return False

    def _give_up(self, unsaved: tuple[UUID, ...]) -> None:
        for application in unsaved:
            self._bench.saver.discard(application)
        self._bench.messages.clear()
