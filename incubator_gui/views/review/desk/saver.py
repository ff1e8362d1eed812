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
from incubator_gui.views.review.desk.steps import Steps
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
        self._sent: dict[UUID, list[ReviewForm]] = {}
        self._urgent: set[UUID] = set()
        self._trouble: dict[UUID, IncubatorError] = {}
        self._stamps: dict[UUID, int] = {}
        self.at: datetime | None = None
        self.steps = Steps()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.flush)

    def open(self, desk: ReviewDesk) -> None:
        """Another desk: what is unsaved of the old one is sent first."""
        self.flush(waiting=False)
        self._desk = desk
        self._drafts, self._sent, self._trouble, self._urgent = {}, {}, {}, set()
        self.at, self.steps = None, Steps()

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
    def busy(self) -> bool:
        """Whether something is being stored."""
        return bool(self._sent)

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

    def take_back(self, application: UUID) -> bool:
        """Forget what was typed on a form since it was stored; whether there was anything."""
        draft = self._drafts.get(application)
        if draft is None or not draft.dirty or application in self._sent or application in self._trouble:
            return False
        self.discard(application)
        return True

    def flush(self, *, waiting: bool = True) -> None:
        """Store what is typed, now; behind what is on its way already.

        Not `waiting`: this may be the last chance, so it is sent without knowing how that ends.
        """
        self._timer.stop()
        for application, draft in tuple(self._drafts.items()):
            on_its_way = self._sent.get(application)
            if application in self._trouble or not draft.dirty:
                continue
            if on_its_way is None:
                self._send(application, draft.now, draft.seen)
            elif tidy(draft.now) == on_its_way[-1]:
                continue
            elif waiting:
                self._urgent.add(application)
            else:
                self._send(application, draft.now, on_its_way[-1])

    def _send(self, application: UUID, now: ReviewForm, seen: ReviewForm) -> None:
        desk = self._desk
        if desk is None:
            return
        form = tidy(now)
        self._sent.setdefault(application, []).append(form)
        self._urgent.discard(application)
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

    def _arrived(self, application: UUID) -> None:
        left = self._sent.get(application, [])[1:]
        if left:
            self._sent[application] = left
        else:
            self._sent.pop(application, None)

    def _done(self, desk: ReviewDesk, application: UUID, form: ReviewForm, saved: Saved) -> None:
        if desk is not self._desk:
            return
        self._arrived(application)
        self._trouble.pop(application, None)
        self._stamps[application] = self.stamp(application) + 1
        self.steps.add(application, self._drafts[application].seen, form)
        self._drafts[application] = self._drafts[application].stored(form)
        self.at = saved.at
        self.stored.emit(application, saved)
        self.changed.emit(application)
        if application in self._urgent:
            self._urgent.discard(application)
            self.flush()
        elif self._drafts[application].dirty and not self._timer.isActive():
            self._timer.start()

    def _not_done(self, desk: ReviewDesk, application: UUID, error: Any) -> None:
        if desk is not self._desk:
            self._context.shell.warn(error.message)
            return
        self._arrived(application)
        self._urgent.discard(application)
        if self._drafts[application].dirty:  # else it was given up meanwhile
            self._trouble[application] = error
            self.failed.emit(application, error)
        self.changed.emit(application)
