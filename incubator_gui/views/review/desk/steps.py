"""What was stored here, step by step, for desks that have no journal to undo by."""

from __future__ import annotations

from uuid import UUID

from incubator_gui.domain.review_form import ReviewForm

KEPT = 200


class Steps:
    """Back and forth over stored forms; a new one ends the way forth."""

    def __init__(self) -> None:
        self._steps: list[tuple[UUID, ReviewForm, ReviewForm]] = []
        self._place = 0

    def add(self, application: UUID, before: ReviewForm, after: ReviewForm) -> None:
        """A form was stored; not when that was a step back or forth itself."""
        if 0 < self._place <= len(self._steps) and self._steps[self._place - 1][0::2] == (application, after):
            return
        if self._place < len(self._steps) and self._steps[self._place][:2] == (application, after):
            return
        self._steps = [*self._steps[:self._place], (application, before, after)][-KEPT:]
        self._place = len(self._steps)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step back."""
        return self._place > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a step forth."""
        return self._place < len(self._steps)

    def undo(self) -> tuple[UUID, ReviewForm]:
        """The application, and the form as it was before."""
        self._place -= 1
        application, before, _after = self._steps[self._place]
        return application, before

    def redo(self) -> tuple[UUID, ReviewForm]:
        """The application, and the form as it was after."""
        application, _before, after = self._steps[self._place]
        self._place += 1
        return application, after
