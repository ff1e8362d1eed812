"""Keeps what is typed until it is stored: after a pause, on leaving, and again after a failure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Literal
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg
from incubator_gui.domain.review_desk import ReviewDesk, Saved, StaleReview
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.views.review.desk.draft import Draft, tidy
from incubator_gui.widgets.context import Context

PAUSE = 800
"""Milliseconds without a key after which is stored."""

Keeping = Literal["stored", "typed", "saving", "failed", "stale"]


class Saver(QObject):
    """The drafts of one desk. Nothing that was typed goes before it is stored or given up."""

    changed = Signal(object)
    """The draft of this application or how it is kept."""
    stored = Signal(object, object)
    """An application, and the `Saved`."""
    failed = Signal(object, object)
    """An application, and the `IncubatorError`; `StaleReview` where somebody was quicker."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._desk: ReviewDesk | None = None
        self._drafts: dict[UUID, Draft] = {}
        self._sent: dict[UUID, ReviewForm] = {}
        self._trouble: dict[UUID, IncubatorError] = {}
        self._stamps: dict[UUID, int] = {}
        self.at: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.flush)

    def open(self, desk: ReviewDesk) -> None:
        """Another desk: what is unsaved of the old one is sent first."""
        self.flush()
        self._desk = desk
        self._drafts, self._sent, self._trouble = {}, {}, {}
        self.at = None

    def draft(self, application: UUID) -> Draft | None:
        """What stands on a form, if it was read."""
        return self._drafts.get(application)

    def keeping(self, application: UUID) -> Keeping:
        """Where it stands."""
        error = self._trouble.get(application)
        if application in self._sent:
            return "saving"
        if error is not None:
            return "stale" if isinstance(error, StaleReview) else "failed"
        draft = self._drafts.get(application)
        return "typed" if draft is not None and draft.dirty else "stored"

    def trouble(self, application: UUID) -> IncubatorError | None:
        """Why it could not be stored."""
        return self._trouble.get(application)

    @property
    def unsaved(self) -> tuple[UUID, ...]:
        """Applications whose forms could not be stored."""
        return tuple(one for one in self._trouble if self._drafts[one].dirty)

    def stamp(self, application: UUID) -> int:
        """Another one after each storing: what was read before it is older than what is kept here."""
        return self._stamps.get(application, 0)

    def take(self, application: UUID, form: ReviewForm) -> Draft:
        """A form was read; what is typed on it stays."""
        old = self._drafts.get(application)
        if application in self._sent and old is not None:
            return old  # what was read may be older than what is on its way
        draft = Draft(form, form) if old is None else old.rebased(form)
        self._drafts[application] = draft
        return draft

    def edit(self, application: UUID, form: ReviewForm, *, at_once: bool = False) -> None:
        """Something else stands on the form."""
        draft = self._drafts.get(application)
        if draft is None:
            return
        self._drafts[application] = draft.edited(form)
        if not isinstance(self._trouble.get(application), StaleReview):
            self._trouble.pop(application, None)
        self.changed.emit(application)
        if at_once:
            self.flush()
        else:
            self._timer.start()

    def settle(self, application: UUID, mine: frozenset[str]) -> None:
        """A clash was decided: these fields as they are here, the others as they are stored."""
        error, draft = self._trouble.pop(application, None), self._drafts.get(application)
        if isinstance(error, StaleReview) and draft is not None:
            self._drafts[application] = draft.settled(error.stored, mine)
            self.changed.emit(application)
            self.flush()

    def retry(self) -> None:
        """Try again what failed."""
        self._trouble = {key: error for key, error in self._trouble.items() if isinstance(error, StaleReview)}
        self.flush()

    def discard(self, application: UUID) -> None:
        """Give up what is typed on a form and could not be stored."""
        draft = self._drafts.pop(application, None)
        self._trouble.pop(application, None)
        if draft is not None:
            self._drafts[application] = Draft(draft.seen, draft.seen)
            self.changed.emit(application)

    def flush(self) -> None:
        """Store what is typed, now."""
        self._timer.stop()
        for application, draft in tuple(self._drafts.items()):
            if draft.dirty and application not in self._sent and application not in self._trouble:
                self._send(application, draft)

    def _send(self, application: UUID, draft: Draft) -> None:
        desk = self._desk
        if desk is None:
            return
        form, seen = tidy(draft.now), draft.seen
        self._sent[application] = form
        self._stamps[application] = self.stamp(application) + 1
        self._context.jobs.write(
            lambda: desk.save(application, form, seen), partial(self._done, desk, application, form),
            failed=partial(self._not_done, desk, application), owner=self, title=msg("Saving a review"))
        self.changed.emit(application)

    def recuse(self, application: UUID, kind: str, reason: str, done: Callable[[Saved], object],
               failed: Callable[[IncubatorError], object]) -> None:
        """Declare a conflict; what is typed is stored before, so that undo brings all of it back."""
        desk = self._desk
        if desk is not None:
            self.flush()
            self._context.jobs.write(lambda: desk.recuse(application, kind, reason), done, failed=failed, owner=self,
                                     title=msg("Declaring a conflict of interest"))

    def _done(self, desk: ReviewDesk, application: UUID, form: ReviewForm, saved: Saved) -> None:
        if desk is not self._desk:
            return
        self._sent.pop(application, None)
        self._trouble.pop(application, None)
        self._stamps[application] = self.stamp(application) + 1
        self._drafts[application] = self._drafts[application].stored(form)
        self.at = saved.at
        self.stored.emit(application, saved)
        self.changed.emit(application)
        if self._drafts[application].dirty and not self._timer.isActive():
            self._timer.start()

    def _not_done(self, desk: ReviewDesk, application: UUID, error: Any) -> None:
        if desk is not self._desk:
            self._context.shell.warn(error.message)
            return
        self._sent.pop(application, None)
        if not self._drafts[application].dirty:  # it was given up meanwhile
            self.changed.emit(application)
            return
        self._trouble[application] = error
        self.failed.emit(application, error)
        self.changed.emit(application)
