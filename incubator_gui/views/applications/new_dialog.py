"""A new application: of a company that is there already, or of a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.services.calls import CallRow
from incubator_gui.services.search import Hit
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel

_MOST = 6


class NewApplicationDialog(Dialog):
    """Saves by itself; `added` holds the id afterwards."""

    def __init__(self, context: Context, calls: tuple[CallRow, ...], call: UUID | None,
                 parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("New application"), tr("Add application"), parent, width=480)
        self._context = context
        self.added: UUID | None = None
        self.company_id: UUID | None = None
        rows = self.rows
        self.call = QComboBox()
        for each in calls:
            self.call.addItem(each.name, each.id)
            if each.id == call:
                self.call.setCurrentIndex(self.call.count() - 1)
        rows.add(tr("Call"), self.call)
        self.company = QLineEdit()
        self.company.setMaxLength(300)
        self.company.setPlaceholderText(tr("Name, Chinese name or pinyin"))
        self.company.installEventFilter(self)
        rows.add(tr("Company"), self.company)
        self.found = QListWidget()
        self.found.setAccessibleName(tr("Companies that are there already"))
        self.found.setObjectName("Card")
        self.found.hide()
        self.found.installEventFilter(self)
        self.found.itemClicked.connect(self._choose)
        rows.addWidget(self.found, rows.rowCount(), 1)
        self.state = PlainLabel("", "label", wrap=True)
        rows.addWidget(self.state, rows.rowCount(), 1)
        self.focus = QComboBox()
        self.focus.addItem(tr("not chosen"), None)
        for key, words in FOCUS_AREAS.items():
            self.focus.addItem(text(words), key)
        rows.add(tr("Focus area"), self.focus)
        self.desks = QLineEdit()
        self.desks.setFixedWidth(context.theme.px(80))
        self.desks.setAlignment(Qt.AlignmentFlag.AlignRight)
        rows.add(tr("Desks needed"), self.desks)
        self.pitch = QPlainTextEdit()
        self.pitch.setTabChangesFocus(True)
        self.pitch.setMinimumHeight(context.theme.px(96))
        rows.add(tr("Pitch"), self.pitch)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(120)
        self._timer.timeout.connect(self._look)
        self.company.textEdited.connect(self._typed)
        self.submitted.connect(self._save)
        self.main.setEnabled(False)
        self.company.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Down goes to the companies found; Enter takes one, and does not send the dialog."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.company and event.key() == Qt.Key.Key_Down and self.found.isVisible():
                self.found.setFocus(Qt.FocusReason.TabFocusReason)
                self.found.setCurrentRow(0)
                return True
            if watched is self.found and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                item = self.found.currentItem()
                if item is not None:
                    self._choose(item)
                return True
        return bool(super().eventFilter(watched, event))

    def _typed(self) -> None:
        self.company_id = None
        name = self.company.text().strip()
        self.main.setEnabled(bool(name) and self.call.count() > 0)
        self.state.setText(tr("A new company is made.") if name else "")
        self._timer.start()

    def _look(self) -> None:
        words, house = self.company.text().strip(), self._context.house
        if not words:
            self._show(())
            return
        self._context.jobs.read(lambda: house.search.find(words, ("company",), _MOST), self._show, owner=self,
                                key="find")

    def _show(self, hits: tuple[Hit, ...]) -> None:
        self.found.clear()
        for hit in hits:
            item = QListWidgetItem(hit.title)
            item.setData(Qt.ItemDataRole.UserRole, hit.id)
            self.found.addItem(item)
        self.found.setFixedHeight(self.theme.px(28) * len(hits) + 6 if hits else 0)
        self.found.setVisible(bool(hits) and self.company_id is None)

    def _choose(self, item: QListWidgetItem) -> None:
        self.company_id = item.data(Qt.ItemDataRole.UserRole)
        self.company.setText(item.text())
        self.state.setText(tr("This company is there already; its earlier applications stay with it."))
        self.found.hide()
        self.main.setEnabled(self.call.count() > 0)
        self.focus.setFocus(Qt.FocusReason.TabFocusReason)

    def _save(self) -> None:
        house, call, company = self._context.house, self.call.currentData(), self.company_id
        name = self.company.text()
        values: dict[str, Any] = {"focus_area": self.focus.currentData(), "desks_needed": self.desks.text().strip(),
                                  "pitch": self.pitch.toPlainText()}
        try:
            values = {key: clean(field("application", key), value) for key, value in values.items()}
        except Refused as error:
            self.refused(error)
            return
        self.busy()
        self._context.jobs.write(lambda: house.applications.add(call, company, name, **values), self._saved,
                                 failed=self._failed, owner=self, title=msg("Adding the application"))

    def _saved(self, outcome: Any) -> None:
        self.added = outcome.value
        self.accept()

    def _failed(self, error: IncubatorError) -> None:
        self.refused(error)
