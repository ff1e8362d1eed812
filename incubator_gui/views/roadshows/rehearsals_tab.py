"""The rehearsals of one company, with what was said to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import REHEARSAL, Field
from incubator_gui.services.roadshow_rows import EntryRow, RehearsalRow
from incubator_gui.views.roadshows.words import minutes
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.parse import typed_day
from incubator_gui.widgets.record_fields import RecordFields
from incubator_gui.widgets.side_panel import Form
from incubator_gui.widgets.styling import Button, IconButton, line, tight
from incubator_gui.widgets.switch import CheckBox


class _One(QWidget):
    """One rehearsal, edited where it stands."""

    def __init__(self, context: Context, row: RehearsalRow, parent: QWidget) -> None:
        super().__init__(parent)
        house, id = context.house, row.id

        def save(declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
            return lambda: house.editing.set_field("rehearsal", id, declared.key, value, seen)

        self.fields = RecordFields(context, REHEARSAL, save, self)
        form = Form(context.theme)
        for one in REHEARSAL:
            form.add(one.key, one.label, self.fields.fields[one.key])
        self._form = form
        self.remove = IconButton(context.theme, "trash-2", kind="bare", role="muted")
        self.remove.clicked.connect(lambda: context.jobs.write(lambda: house.roadshows.remove_rehearsal(id),
                                                               owner=self))
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(form)
        last = QHBoxLayout()
        tight(last, 0, 16, 0, 16, 8)
        last.addStretch()
        last.addWidget(self.remove)
        column.addLayout(last)
        column.addWidget(line())
        self.show_row(row)

    def show_row(self, row: RehearsalRow) -> None:
        """The same one, changed."""
        self.fields.show(row.id, {"held_on": row.held_on, "minutes": row.minutes, "feedback": row.feedback,
                                  "is_ready": row.is_ready})
        self.remove.set_name(tr("Remove the rehearsal of {day}", day=row.held_on))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._form.retranslate()


class RehearsalsTab(QWidget):
    """Those there were, the latest first; a new one is noted at the top."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self._entry: EntryRow | None = None
        self._rows: dict[UUID, _One] = {}
        self.day, self.minutes = QLineEdit(), QLineEdit()
        self.minutes.setFixedWidth(theme.px(56))
        self.feedback = QPlainTextEdit()
        self.feedback.setTabChangesFocus(True)
        self.feedback.setFixedHeight(theme.px(72))
        self.ready = CheckBox(theme, "")
        self.add = Button(theme, icon="plus")
        self._unit, self._wrong = PlainLabel("", "muted"), PlainLabel("", "label", wrap=True)
        self._wrong.set_tone("error")
        self._wrong.hide()
        first = QHBoxLayout()
        tight(first, 8)
        first.addWidget(self.day, 1)
        first.addWidget(self.minutes)
        first.addWidget(self._unit)
        last = QHBoxLayout()
        tight(last, 8)
        last.addWidget(self.add)
        last.addStretch()
        new = QVBoxLayout()
        tight(new, 8, 16, 12, 16, 12)
        for part in (first, last):
            new.addLayout(part)
        new.insertWidget(1, self.feedback)
        new.insertWidget(2, self.ready)
        new.addWidget(self._wrong)
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(new)
        column.addWidget(line())
        self._list = QVBoxLayout()
        tight(self._list)
        column.addLayout(self._list)
        self._none = PlainLabel("", "muted", wrap=True)
        self._none.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self._none)
        column.addStretch()
        self.add.clicked.connect(self.note)
        self.minutes.returnPressed.connect(self.note)
        self.retranslate()

    def show_entry(self, entry: EntryRow | None) -> None:
        """Another company, or the same one changed."""
        if entry is None:
            return
        if self._entry is None or entry.id != self._entry.id:
            self._empty()
        self._entry = entry
        wanted = {row.id for row in entry.rehearsals}
        for id in [id for id in self._rows if id not in wanted]:
            gone = self._rows.pop(id)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, row in enumerate(reversed(entry.rehearsals)):
            if row.id in self._rows:
                self._rows[row.id].show_row(row)
            else:
                self._rows[row.id] = _One(self._context, row, self)
            self._list.insertWidget(place, self._rows[row.id])
        self._none.setVisible(not entry.rehearsals)

    def note(self) -> None:
        """Keep what was typed as a rehearsal."""
        entry, house = self._entry, self._context.house
        if entry is None:
            return
        try:
            day, spoken = self._typed()
        except IncubatorError as error:
            self._refused(error)
            return
        feedback, ready = self.feedback.toPlainText(), self.ready.isChecked()

        def done(_outcome: object) -> None:
            if self._entry is not None and self._entry.id == entry.id:
                self._empty()

        self._context.jobs.write(
            lambda: house.roadshows.add_rehearsal(entry.id, day, feedback, minutes=spoken, is_ready=ready), done,
            failed=self._refused, owner=self)

    def commit(self) -> bool:
        """Save what is being typed in the rehearsals there are."""
        right = [one.fields.commit() for one in self._rows.values()]
        return all(right)

    def dirty(self) -> bool:
        """Whether a rehearsal is being written that is not noted yet."""
        return bool(self.feedback.toPlainText().strip())

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.day.setPlaceholderText(tr("Today"))
        self.day.setAccessibleName(tr("Held on"))
        self.minutes.setAccessibleName(tr("Minutes"))
        self._unit.setText(tr("minutes"))
        self.feedback.setPlaceholderText(tr("Feedback"))
        self.feedback.setAccessibleName(tr("Feedback"))
        self.ready.set_words(tr("Ready for the event"))
        self.add.setText(tr("Note the rehearsal"))
        self._none.setText(tr("No rehearsal yet."))
        for one in self._rows.values():
            one.retranslate()

    def _typed(self) -> tuple[Any, int | None]:
        day = typed_day(self.day.text())
        spoken = self.minutes.text().strip()
        return day, minutes(spoken) if spoken else None

    def _refused(self, error: IncubatorError) -> None:
        self._wrong.setText(text(error.message))
        self._wrong.show()

    def _empty(self) -> None:
        self.day.clear()
        self.minutes.clear()
        self.feedback.clear()
        self.ready.setChecked(False)
        self._wrong.hide()


