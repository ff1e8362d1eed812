"""The side panel of a mentor: sessions, what they give, how to reach them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, ptr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import MENTOR, PERSON, Field
from incubator_gui.itemmodels.columns import Row
from incubator_gui.services.mentors import SessionRow
from incubator_gui.views.services.mentors_columns import LANGUAGES, session_columns, session_row
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.record_fields import RecordFields
from incubator_gui.widgets.side_panel import Form, SidePanel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.tag import Tag

_CONTACTS = ("full_name", "chinese_name", "email", "phone", "about")


class MentorPanel(SidePanel):
    """Shows a row of the table; reads the sessions by itself."""

    remove_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, theme = context, context.theme
        self.row: Row | None = None
        self.table = FilterTable(theme, session_columns(), context.settings, "services.sessions")
        self.table.setColumnHidden(0, True)
        self.table.cells.first_section = 1
        self.table.link_clicked.connect(lambda id, _key: self._company(id))
        self.table.activated_id.connect(self._company)
        self.empty = EmptyState(theme, "message-square", msg("No session is booked yet. The quick line of the ledger"
                                                             " books one."))
        self.summary = PlainLabel("", "label", wrap=True)
        self.summary.setContentsMargins(16, 0, 16, 0)
        page = QWidget()
        column = QVBoxLayout(page)
        tight(column, 8, 0, 8, 0, 0)
        for widget in (self.summary, self.empty):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        self.mentor = RecordFields(context, MENTOR, self._save("mentor"), self)
        self.person = RecordFields(context, [one for one in PERSON if one.key in _CONTACTS], self._save("person"), self)
        self.language = InlineField(theme, "choice", msg("Language"), choices=LANGUAGES)
        self.language.committed.connect(self._speak)
        self.form = Form(theme)
        for declared in MENTOR:
            self.form.add(declared.key, declared.label, self.mentor.fields[declared.key])
        self.form.add("language", msg("Language"), self.language)
        self.form.line()
        for key in _CONTACTS:
            declared = next(one for one in PERSON if one.key == key)
            self.form.add(key, declared.label, self.person.fields[key])
        self.add_tab("sessions", "", page, scroll=False)
        self.add_tab("details", "", self.form)
        self.remove = Button(theme, icon="trash-2")
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self.row[0]) if self.row else None)
        self.add_action(self.remove)
        self.words()

    def show_row(self, row: Row) -> None:
        """A mentor, or the same one changed."""
        if self.row is not None and self.row[0] != row[0]:
            self.form.commit()
        self.row = row
        self.mentor.show(row[0], {"topics": row[2] or None, "hours_per_month": row[12], "is_active": row[10]})
        self.language.set_value(row[3])
        self._fill()
        house, person = self._context.house, row[11]

        def show(found: tuple[tuple[SessionRow, ...], dict[str, Any]]) -> None:
            if self.row is not None and self.row[11] == person:
                self._show(*found)

        self._context.jobs.read(lambda: (house.mentors.sessions(person), house.people.dossier(person)["person"]),
                                show, owner=self, key="sessions")

    def commit(self) -> bool:
        """Save what is being typed."""
        return self.form.commit()

    def words(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.table.setAccessibleName(ptr("mentor", "Sessions"))
        self.remove.setText(tr("No longer a mentor"))
        for part in (self.table, self.empty, self.form, self.mentor, self.person):
            part.retranslate()
        self._fill()

    def _show(self, sessions: tuple[SessionRow, ...], person: dict[str, Any]) -> None:
        self.table.rows.set_rows([session_row(one) for one in sessions])
        self.table.setVisible(bool(sessions))
        self.empty.setVisible(not sessions)
        self.person.show(self.row[11] if self.row else None, {key: person.get(key) for key in _CONTACTS})
        self._fill()

    def _fill(self) -> None:
        self.set_tab_words("sessions", tr("Sessions {n}", n=self.row[7] if self.row else 0))
        self.set_tab_words("details", tr("Details"))
        if self.row is None:
            return
        row = self.row
        tags: list[QWidget] = [] if row[10] else [Tag(self._context.theme, tr("not in use"))]
        self.set_head(tr("Mentor"), row[1] or tr("(erased)"), tags)
        parts = [current().labelled(tr("This month, h"), row[4].words()),
                 ntr("{n} company", "{n} companies", len(row[8]))]
        self.summary.setText(" · ".join(parts))

    def _speak(self, value: Any) -> None:
        row, house = self.row, self._context.house
        if row is not None:
            self._context.jobs.write(lambda: house.mentors.set_language([row[0]], value),
                                     lambda _changes: self.language.saved(),
                                     failed=lambda error: self.language.failed(error.message), owner=self)

    def _company(self, id: UUID) -> None:
        found = self.table.rows.row_of(id)
        if found is not None:
            self._context.shell.open_record("company", found[7])

    def _save(self, table: str) -> Callable[[Field, Any, Any], Callable[[], Changes]]:
        def make(declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
            house, row = self._context.house, self.row
            id = row[0 if table == "mentor" else 11] if row is not None else None
            return lambda: house.editing.set_field(table, id, declared.key, value, seen)

        return make
