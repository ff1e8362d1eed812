"""Another status for engagements and trainings: what rests says what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, ntr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.services.engagements import EngagementLine
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.step_question import Step, StepQuestion
from incubator_gui.widgets.theme import Theme


class Mover(StepQuestion["WaitsDialog"]):
    """One for the screen; what rests is asked what it waits for."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(context)
        self._owner = owner

    def move(self, lines: Sequence[EngagementLine], status: str, *, given_up: Step | None = None) -> None:
        """Move those that are not there yet; `given_up` when nothing was moved in the end."""
        going = [line for line in lines if line.status != status]
        if not going:
            if given_up is not None:
                given_up()
        elif status == "on_hold":
            self._ask(going, given_up)
        else:
            self.write([line.id for line in going], status, "", failed=lambda error: self.refused(error, given_up))

    def move_trainings(self, ids: Sequence[UUID], status: str) -> None:
        """Trainings have no reason to rest."""
        house = self._context.house
        if ids:
            self._context.jobs.write(lambda: house.trainings.move(ids, status), owner=self._owner,
                                     title=msg("Moving trainings"))

    def write(self, ids: Sequence[UUID], status: str, waits_for: str, *, done: Step | None = None,
              failed: Callable[[IncubatorError], object] | None = None) -> None:
        """Move without asking."""
        house = self._context.house

        def work() -> Changes:
            return house.engagements.move(ids, status, waits_for)  # type: ignore[no-any-return]

        self._context.jobs.write(work, lambda _changes: done() if done is not None else None, failed=failed,
                                 owner=self._owner, title=msg("Moving engagements"))

    def _ask(self, lines: Sequence[EngagementLine], given_up: Step | None) -> None:
        if len(lines) == 1:
            sentence = tr("The engagement with {company} rests. What does it wait for?", company=lines[0].company)
        else:
            sentence = ntr("{n} engagement rests. What does it wait for?",
                           "{n} engagements rest. What do they wait for?", len(lines))
        dialog = WaitsDialog(self._context.theme, sentence, lines[0].waits_for if len(lines) == 1 else "", self._owner)

        def send() -> None:
            dialog.busy()
            self.write([line.id for line in lines], "on_hold", dialog.words, done=dialog.accept, failed=dialog.refused)

        self.ask(dialog, send, given_up)


class WaitsDialog(Dialog):
    """One field, which may stay empty. `words` is what was written."""

    def __init__(self, theme: Theme, sentence: str, present: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("On hold"), tr("Put on hold"), parent, width=400)
        self.body.insertWidget(0, PlainLabel(sentence, wrap=True))
        self.field = QLineEdit(present)
        self.field.setMaxLength(200)
        self.field.setPlaceholderText(tr("such as: expert opinion, signature, sponsor"))
        self.add(tr("Waits for"), self.field)
        self.field.setFocus()

    @property
    def words(self) -> str:
        """What was written."""
        return self.field.text().strip()
