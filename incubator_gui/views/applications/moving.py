"""Moving applications through the stages: asks for the reason where a step goes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, ntr, tr
from incubator_gui.services.applications import ApplicationRow
from incubator_gui.views.applications.known import Known
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.step_question import Step, StepQuestion
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


class Mover(StepQuestion["ReasonDialog"]):
    """One for the screen; a step back is asked for its reason."""

    def __init__(self, context: Context, known: Known, owner: QWidget) -> None:
        super().__init__(context)
        self._known, self._owner = known, owner

    def move(self, rows: Sequence[ApplicationRow], stage: UUID, *, done: Step | None = None,
             given_up: Step | None = None) -> None:
        """Move rows that are not there yet; `given_up` when nothing was moved in the end."""
        going = [row for row in rows if row.stage_id != stage]
        if not going:
            if given_up is not None:
                given_up()
            return
        if self._known.backwards(going, stage):
            self._ask(going, stage, done, given_up)
        else:
            self.write(going, stage, "", done=done, failed=lambda error: self.refused(error, given_up))

    def write(self, rows: Sequence[ApplicationRow], stage: UUID, reason: str, *, done: Step | None,
              failed: Callable[[IncubatorError], object] | None) -> None:
        """Move without asking."""
        ids, house = [row.id for row in rows], self._context.house
        self._context.jobs.write(lambda: house.applications.move(ids, stage, reason),
                                 lambda _changes: done() if done is not None else None, failed=failed,
                                 owner=self._owner, title=msg("Moving applications"))

    def _ask(self, rows: Sequence[ApplicationRow], stage: UUID, done: Step | None, given_up: Step | None) -> None:
        name = self._known.stage_name(stage)
        if len(rows) == 1:
            sentence = tr("{company} moves back to “{stage}”. Why?", company=rows[0].company, stage=name)
        else:
            sentence = ntr("{n} application moves back to “{stage}”. Why?",
                           "{n} applications move back to “{stage}”. Why?", len(rows), stage=name)
        dialog = ReasonDialog(self._context.theme, sentence, self._owner)

        def send() -> None:
            if dialog.reason:
                dialog.busy()
                self.write(rows, stage, dialog.reason, done=finish, failed=dialog.refused)

        def finish() -> None:
            dialog.accept()
            if done is not None:
                done()

        self.ask(dialog, send, given_up)


class ReasonDialog(Dialog):
    """One field: why a step is taken back. `reason` is what was written."""

    def __init__(self, theme: Theme, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Reason for moving back"), tr("Move back"), parent, width=380)
        self.body.addWidget(PlainLabel(sentence, wrap=True))
        self.field = QLineEdit()
        self.field.setMaxLength(2000)
        self.field.setPlaceholderText(tr("Why?"))
        self.field.setAccessibleName(tr("Reason"))
        self.body.addWidget(self.field)
        self.field.textChanged.connect(self._typed)
        self._typed()
        self.field.setFocus()

    @property
    def reason(self) -> str:
        """What was written."""
        return self.field.text().strip()

    def _typed(self) -> None:
        self.main.setEnabled(bool(self.reason))
        set_tip(self.main, "" if self.reason else tr("Moving back needs a reason."))
