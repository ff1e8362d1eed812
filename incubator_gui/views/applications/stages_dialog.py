"""The stages of the house: names in three languages, order, fixed status, colour."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.core.ids import new_id
from incubator_gui.core.languages import NAMES, current
from incubator_gui.core.messages import msg, ntr, text, tr
from incubator_gui.domain.vocabulary import STATUSES
from incubator_gui.services.calls import StageRow
from incubator_gui.views.applications.known import TONES, look
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog, Rows
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, tight

_NAMES = {"en": "name_en", "de": "name_de", "zh": "name_zh"}


class StagesDialog(Dialog):
    """All stages are saved together; Ctrl with the arrow keys, or the mouse, puts them in order."""

    def __init__(self, context: Context, stages: tuple[StageRow, ...], parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Stages"), tr("Save stages"), parent, width=640)
        self._context = context
        self._rows: dict[str, StageRow] = {}
        row = QHBoxLayout()
        tight(row, 16)
        row.addLayout(self._left(), 2)
        row.addLayout(self._right(), 3)
        self.body.addLayout(row)
        for stage in stages:
            self._put(stage)
        self.list.currentItemChanged.connect(self._show)
        self.list.setCurrentRow(0)
        self.submitted.connect(self._save)
        self.list.setFocus()

    def stages(self) -> tuple[StageRow, ...]:
        """The stages as they stand in the dialog, in order."""
        keys = [self.list.item(line).data(Qt.ItemDataRole.UserRole) for line in range(self.list.count())]
        return tuple(self._rows[key] for key in keys)

    def carry(self, step: int) -> None:
        """Carry the chosen stage up or down."""
        line = self.list.currentRow()
        if 0 <= line + step < self.list.count() and line >= 0:
            item = self.list.takeItem(line)
            self.list.insertItem(line + step, item)
            self.list.setCurrentItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Ctrl with an arrow key carries, Delete removes."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.carry(step)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._remove()
                return True
        return bool(super().eventFilter(watched, event))

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        tight(column, 8)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Stages in order"))
        self.list.setObjectName("Card")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setMinimumHeight(self.theme.px(330))
        self.list.installEventFilter(self)
        column.addWidget(self.list, 1)
        tools = QHBoxLayout()
        tight(tools, 4)
        add = Button(self.theme, tr("Add stage"), "plus")
        add.clicked.connect(self._add)
        tools.addWidget(add)
        tools.addStretch()
        for icon, words, step in (("arrow-up", tr("Move up (Ctrl+Up)"), -1),
                                  ("arrow-down", tr("Move down (Ctrl+Down)"), 1)):
            button = IconButton(self.theme, icon, words)
            button.clicked.connect(lambda _=False, step=step: self.carry(step))
            tools.addWidget(button)
        remove = IconButton(self.theme, "trash-2", tr("Remove the stage"))
        remove.clicked.connect(self._remove)
        tools.addWidget(remove)
        column.addLayout(tools)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        tight(column, 8)
        rows = Rows()
        self.names: dict[str, QLineEdit] = {}
        for language, words in NAMES.items():
            field = QLineEdit()
            field.setMaxLength(80)
            field.textEdited.connect(lambda typed, language=language: self._rename(language, typed))
            self.names[language] = field
            rows.add(words, field)
        self.status = QComboBox()
        for key, label in STATUSES.items():
            self.status.addItem(text(label), key)
        self.status.activated.connect(self._changed)
        rows.add(tr("Counts as"), self.status)
        self.colour = QComboBox()
        self.colour.addItem(tr("as its status"), None)
        for key, label in TONES.items():
            self.colour.addItem(self.theme.icon("square", key), text(label), key)
        self.colour.activated.connect(self._changed)
        rows.add(tr("Colour"), self.colour)
        column.addLayout(rows)
        self.facts = PlainLabel("", "label", wrap=True)
        column.addWidget(self.facts)
        column.addStretch()
        return column

    def _put(self, stage: StageRow) -> QListWidgetItem:
        self._rows[stage.id.hex] = stage
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, stage.id.hex)
        self.list.addItem(item)
        self._dress(item)
        return item

    def _dress(self, item: QListWidgetItem) -> None:
        stage = self._rows[item.data(Qt.ItemDataRole.UserRole)]
        item.setText(stage.name(current().language) or tr("without a name"))
        item.setIcon(self.theme.icon(*look(stage)))

    def _current(self) -> StageRow | None:
        item = self.list.currentItem()
        return self._rows[item.data(Qt.ItemDataRole.UserRole)] if item is not None else None

    def _show(self) -> None:
        stage = self._current()
        if stage is None:
            return
        for language, name in _NAMES.items():
            if self.names[language].text() != getattr(stage, name):
                self.names[language].setText(getattr(stage, name))
        self.status.setCurrentIndex(self.status.findData(stage.status))
        self.colour.setCurrentIndex(max(0, self.colour.findData(stage.colour)))
        self.facts.setText(ntr("{n} application stands in this stage.", "{n} applications stand in this stage.",
                               stage.applications))

    def _rename(self, language: str, typed: str) -> None:
        changed = {"en": {"name_en": typed}, "de": {"name_de": typed}, "zh": {"name_zh": typed}}[language]
        self._store(**changed)

    def _changed(self) -> None:
        self._store(status=self.status.currentData(), colour=self.colour.currentData())

    def _store(self, **values: str) -> None:
        stage, item = self._current(), self.list.currentItem()
        if stage is not None:
            self._rows[stage.id.hex] = replace(stage, **values)  # type: ignore[arg-type]
            self._dress(item)

    def _add(self) -> None:
        stage = self._current()
        item = self._put(StageRow(new_id(), "", "", "", stage.status if stage else "review", None, "", True))
        line = self.list.currentRow()
        self.list.insertItem(line + 1, self.list.takeItem(self.list.row(item)))
        self.list.setCurrentItem(item)
        self.names["en"].setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self) -> None:
        if self.list.currentItem() is not None and self.list.count() > 1:
            self.list.takeItem(self.list.currentRow())
            self._show()

    def _save(self) -> None:
        stages, house = self.stages(), self._context.house
        self.busy()
        self._context.jobs.write(lambda: house.calls.save_stages(stages), lambda _changes: self.accept(),
                                 failed=self.refused, owner=self, title=msg("Saving the stages"))
