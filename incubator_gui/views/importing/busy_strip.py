"""A step that takes longer: what it is, how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.jobs.progress import JobState
from incubator_gui.views.importing.flow import Flow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, tight


class BusyStrip(QFrame):
    """Stands above the panels while the job of the flow is under way."""

    def __init__(self, context: Context, flow: Flow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Message")
        self.setProperty("level", "info")
        self._flow = flow
        row = QHBoxLayout(self)
        tight(row, 12, 12, 4, 12, 4)
        self._title = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(context.theme.px(200))
        self._share = PlainLabel(type="muted")
        self.cancel = Button(context.theme, kind="link")
        self.cancel.clicked.connect(flow.stop)
        row.addWidget(self._title, 1)
        row.addWidget(self._bar)
        row.addWidget(self._share)
        row.addWidget(self.cancel)
        context.jobs.listed.connect(self._listed)
        flow.busy.connect(self._hide_when_idle)
        self.hide()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.cancel.setText(tr("Cancel"))
        self._bar.setAccessibleName(tr("Progress"))

    def _listed(self, states: Sequence[JobState]) -> None:
        state = next((one for one in states if one.id == self._flow.job), None) if self._flow.job else None
        self.setVisible(state is not None)
        if state is None:
            return
        self._title.setText(text(state.message or state.title))
        self._bar.setRange(0, state.total)
        self._bar.setValue(min(state.done, state.total))
        self._share.setText(current().percent(state.done / state.total) if state.total else "")
        self.cancel.setEnabled(not state.cancelling)

    def _hide_when_idle(self) -> None:
        if not self._flow.step:
            self.hide()
