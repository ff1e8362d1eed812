"""The catalogue of services: names in three languages, in use or not, in the order of the house; added, removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.services.catalogue import ServiceRow
from incubator_gui.views.services.catalogue_rows import NAMES, make_columns, name_of, row_of
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, tight


class CatalogueDialog(Dialog):
    """Everything is saved on leaving a cell; F2 edits, Alt with arrows moves, Del removes what nothing uses."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Catalogue of services"), "", parent, cancel=tr("Close"), width=1010)
        self._context, theme = context, context.theme
        self._wanted: UUID | None = None
        self.table = FilterTable(theme, make_columns(), None, "")
        self.table.setAccessibleName(tr("Catalogue of services"))
        self.table.setColumnHidden(0, True)
        self.table.cells.first_section = 1
        self.table.setMinimumHeight(theme.px(32) * 12)
        self.hint = PlainLabel("", "label", wrap=True)
        self.up, self.down = IconButton(theme, "chevron-up"), IconButton(theme, "chevron-down")
        self.up.set_name(tr("Move up"))
        self.down.set_name(tr("Move down"))
        self.offer = Button(theme)
        self.remove = Button(theme, tr("Remove"), "trash-2")
        self.standard = Button(theme, tr("Add the standard services"), kind="link")
        tools = QHBoxLayout()
        tight(tools, 8)
        for widget in (self.up, self.down, self.offer, self.remove):
            tools.addWidget(widget)
        tools.addWidget(self.hint, 1)
        tools.addWidget(self.standard)
        self.fields = {language: QLineEdit() for language in NAMES}
        adding = QHBoxLayout()
        tight(adding, 8)
        for language, field in self.fields.items():
            field.setMaxLength(120)
            words = {"en": tr("New service, in English"), "de": tr("New service, in German"),
                     "zh": tr("New service, in Chinese")}[language]
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.returnPressed.connect(self.add_service)
            field.textChanged.connect(self._allow)
            adding.addWidget(field, 1)
        self.adder = Button(theme, tr("Add service"), "plus")
        self.adder.clicked.connect(self.add_service)
        adding.addWidget(self.adder)
        self.body.addLayout(tools)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(adding)
        self.table.selected.connect(lambda _ids: self._allow())
        self.table.rows.edited.connect(self._save)
        self.table.note.connect(context.shell.say)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.offer.clicked.connect(self._turn)
        self.remove.clicked.connect(self.remove_selected)
        self.standard.clicked.connect(self._add_standard)
        for keys, run in (("Alt+Up", lambda: self._move(-1)), ("Alt+Down", lambda: self._move(1)),
                          ("Del", self.remove_selected)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(run)
        context.bus.changed.connect(self._changed)
        self._allow()
        self.table.setFocus()
        self.read()

    def read(self) -> None:
        """All services anew."""
        house = self._context.house
        self._context.jobs.read(house.catalogue.rows, self._show, failed=self.refused, owner=self, key="rows")

    def add_service(self) -> None:
        """A service of the house's own; a language left empty takes the first name."""
        names, house = {language: field.text() for language, field in self.fields.items()}, self._context.house

        def done(outcome: Any) -> None:
            self.messages.clear()
            self._wanted = outcome.value
            for field in self.fields.values():
                field.clear()
            self.fields[current().language].setFocus()

        self._context.jobs.write(lambda: house.catalogue.add(names), done, failed=self.refused, owner=self)

    def remove_selected(self) -> None:
        """Take a service out; one that is used is only retired."""
        id, house = self._one(), self._context.house
        if id is not None:
            self._write(lambda: house.catalogue.remove(id))

    def _one(self) -> UUID | None:
        ids = self.table.selected_ids()
        return ids[0] if len(ids) == 1 else None

    def _changed(self, changes: Changes) -> None:
        if changes.touches("service", "house_setting", "engagement", "ledger_entry", "entitlement", "training"):
            self.read()

    def _show(self, rows: Sequence[ServiceRow]) -> None:
        self.table.rows.set_rows([row_of(place, one) for place, one in enumerate(rows, 1)])
        if self._wanted is not None and self.table.rows.row_of(self._wanted) is not None:
            self.table.select_ids([self._wanted])
            self._wanted = None
        elif rows and not self.table.selected_ids():
            self.table.select_ids([rows[0].id])
        self._allow()

    def _save(self, edits: Sequence[Edit]) -> None:
        house = self._context.house
        names = [(edit.id, NAMES[edit.key], edit.value) for edit in edits if edit.key in NAMES]
        if len(names) == 1:
            id, key, value = names[0]
            row = self.table.rows.row_of(id)
            seen = row[list(NAMES.values()).index(key) + 2] if row is not None else None
            self._write(lambda: house.editing.set_field("service", id, key, value, seen), edits)
        elif names:
            self._write(lambda: house.editing.set_each("service", names), edits)
        for edit in edits:
            if edit.key == "active":
                self._write(lambda edit=edit: house.catalogue.set_active(edit.id, edit.value), (edit,))

    def _write(self, work: Any, edits: Sequence[Edit] = ()) -> None:
        def done(_changes: Any) -> None:
            self.messages.clear()
            for edit in edits:
                self.table.rows.discard(edit.id, edit.key)

        def failed(error: IncubatorError) -> None:
            if edits:
                self.table.rows.reject(edits, error.message)
            self.refused(error)

        self._context.jobs.write(work, done, failed=failed, owner=self)

    def _move(self, step: int) -> None:
        id, house = self._one(), self._context.house
        row = self.table.rows.row_of(id) if id is not None else None
        if id is not None and row is not None and 0 <= row[1] - 1 + step < self.table.rows.counts()[1]:
            self._wanted = id
            place = row[1] - 1 + step
            self._write(lambda: house.catalogue.place(id, place))

    def _turn(self) -> None:
        id, house = self._one(), self._context.house
        row = self.table.rows.row_of(id) if id is not None else None
        if id is not None and row is not None:
            on = not row[5]
            self._write(lambda: house.catalogue.set_active(id, on))

    def _add_standard(self) -> None:
        house = self._context.house
        self._write(house.catalogue.add_standard)

    def _allow(self) -> None:
        id = self._one()
        row = self.table.rows.row_of(id) if id is not None else None
        for widget in (self.up, self.down, self.offer):
            widget.setEnabled(row is not None)
        self.offer.setText(tr("Offer again") if row is not None and not row[5] else tr("Retire"))
        self.remove.setEnabled(row is not None and not row[7])
        if row is None:
            self.hint.setText("")
        elif row[7]:
            self.hint.setText(ntr("“{service}” is used by {n} record: it can be retired, not removed.",
                                  "“{service}” is used by {n} records: it can be retired, not removed.", row[7],
                                  service=name_of(row)))
        else:
            self.hint.setText(tr("Nothing uses “{service}”: it can be removed.", service=name_of(row)))
        self.adder.setEnabled(any(field.text().strip() for field in self.fields.values()))
