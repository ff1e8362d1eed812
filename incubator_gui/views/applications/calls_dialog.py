"""The calls: add one, change its name, dates and description in place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, ntr, tr
from incubator_gui.services.calls import CallRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.side_panel import Form
from incubator_gui.widgets.styling import Button, tight


class CallsDialog(Dialog):
    """A list of calls at the left, the chosen one at the right; everything is saved on leaving."""

    def __init__(self, context: Context, calls: tuple[CallRow, ...], parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Calls"), "", parent, cancel=tr("Close"), width=720)
        self._context = context
        self._calls: dict[UUID, CallRow] = {}
        self._shown: UUID | None = None
        self._under_way: dict[tuple[UUID, str], Any] = {}
        row = QHBoxLayout()
        tight(row, 16)
        left = QVBoxLayout()
        tight(left, 8)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Calls"))
        self.list.setObjectName("Card")
        self.list.setMinimumHeight(context.theme.px(240))
        self.list.currentItemChanged.connect(self._turn)
        left.addWidget(self.list, 1)
        adding = QHBoxLayout()
        tight(adding, 8)
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.name.setPlaceholderText(tr("Name"))
        self.name.setAccessibleName(tr("Name of a new call"))
        self.name.returnPressed.connect(self._add)
        self.adder = Button(context.theme, tr("Add call"), "plus")
        self.adder.clicked.connect(self._add)
        adding.addWidget(self.name, 1)
        adding.addWidget(self.adder)
        left.addLayout(adding)
        row.addLayout(left, 2)
        self.form = Form(context.theme)
        theme = context.theme
        for key, label, field in (
                ("name", msg("Name"), InlineField(theme, "text", msg("Name"), needed=True)),
                ("opens_on", msg("Opens"), InlineField(theme, "date", msg("Opens"))),
                ("closes_on", msg("Closes"), InlineField(theme, "date", msg("Closes"))),
                ("description", msg("Description"), InlineField(theme, "lines", msg("Description")))):
            field.committed.connect(lambda value, key=key: self._save(key, value))
            self.form.add(key, label, field)
        self.facts = PlainLabel("", "label")
        self.form.wide(self.facts)
        row.addWidget(self.form, 3, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.take(calls)
        self.name.setFocus() if not calls else self.list.setFocus()

    def take(self, calls: tuple[CallRow, ...]) -> None:
        """Other calls; the chosen one stays chosen, and so does what is being typed."""
        self._calls = {call.id: call for call in calls}
        self._under_way = {(id, key): value for (id, key), value in self._under_way.items()
                           if id in self._calls and (getattr(self._calls[id], key) or None) != (value or None)}
        wanted = self._shown
        self.list.blockSignals(True)
        self.list.clear()
        for call in calls:
            item = QListWidgetItem(call.name)
            item.setData(Qt.ItemDataRole.UserRole, call.id.hex)
            self.list.addItem(item)
            if call.id == wanted or (wanted is None and self.list.count() == 1):
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._turn(self.list.currentItem())

    def reject(self) -> None:
        """Save what is being typed, then close; stay where it is wrong."""
        if self.form.commit():
            super().reject()

    def _turn(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        call = self._calls.get(UUID(item.data(Qt.ItemDataRole.UserRole))) if item is not None else None
        self.form.setVisible(call is not None)
        if call is None:
            return
        if call.id != self._shown:
            if not self.form.commit() and self._shown in self._calls:
                self._back()  # what is wrong has to be put right first
                return
            for field in self.form.fields.values():
                field.discard()
        self._shown = call.id
        for key, field in self.form.fields.items():
            field.set_value(getattr(call, key) or None)
        self.facts.setText(ntr("{n} application", "{n} applications", call.applications))

    def _back(self) -> None:
        wanted = self._shown.hex if self._shown is not None else ""
        self.list.blockSignals(True)
        for line in range(self.list.count()):
            if self.list.item(line).data(Qt.ItemDataRole.UserRole) == wanted:
                self.list.setCurrentRow(line)
        self.list.blockSignals(False)

    def _save(self, key: str, value: Any) -> None:
        call = self._calls.get(self._shown) if self._shown is not None else None
        if call is None:
            return
        field, house, id = self.form.fields[key], self._context.house, call.id
        self._under_way[id, key] = value if value is not None or key.endswith("_on") else ""
        values = {name: self._under_way.get((id, name), getattr(call, name)) for name in self.form.fields}

        def done(_changes: object) -> None:
            if self._shown == id:
                field.saved()
            self._read()

        def failed(error: IncubatorError) -> None:
            self._under_way.pop((id, key), None)
            if self._shown == id:
                field.failed(error.message)
            else:
                self._failed(error)

        self._context.jobs.write(lambda: house.calls.edit_call(id, **values), done, failed=failed, owner=self)

    def _add(self) -> None:
        name, house = self.name.text().strip(), self._context.house
        if name:
            self._context.jobs.write(lambda: house.calls.add_call(name), self._added, failed=self._failed, owner=self)
        else:
            self.name.setFocus()

    def _added(self, outcome: Any) -> None:
        self.messages.clear()
        self.name.clear()
        self._shown = outcome.value
        self._read()

    def _read(self) -> None:
        self._context.jobs.read(self._context.house.calls.calls, self.take, owner=self, key="calls")

    def _failed(self, error: IncubatorError) -> None:
        self.messages.clear()
        self.messages.show_message(error.message, "error")
