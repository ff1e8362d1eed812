"""How the applications of a call are reviewed: by which rubric, how often, until when."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, ntr, tr
from incubator_gui.services.rounds import MOST_EACH, RoundRow
from incubator_gui.services.rubrics import RubricRow
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.side_panel import Form
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.switch import CheckBox
from incubator_gui.widgets.theme import Theme


class RoundCard(Card):
    """`edited` carries the field and its value; answer with `saved` or `failed`."""

    edited = Signal(str, object)
    rubric_asked = Signal(object)
    panel_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._row: RoundRow | None = None
        self._rubrics: tuple[RubricRow, ...] = ()
        self.fields = {
            "rubric_version_id": InlineField(theme, "choice", msg("Rubric")),
            "reviews_each": InlineField(theme, "number", msg("Reviews of each application"), needed=True, check=_each),
            "due_on": InlineField(theme, "date", msg("Reviews are due on")),
        }
        self.moves_on = CheckBox(theme, "")
        self.form = Form(theme)
        self.form.heading(msg("Rubric"))
        self.form.wide(self.fields["rubric_version_id"])
        self.form.fields["rubric_version_id"] = self.fields["rubric_version_id"]
        for key, words in (("reviews_each", msg("Reviews each")), ("due_on", msg("Due on"))):
            self.form.add(key, words, self.fields[key])
        self.open = Button(theme, icon="list-checks", kind="link")
        self.newer = PlainLabel("", "label", wrap=True)
        self._moves_note = PlainLabel("", "label", wrap=True)
        self._facts = PlainLabel("", "label", wrap=True)
        self.panel = Button(theme, icon="users", kind="link")
        inner = QWidget()
        column = QVBoxLayout(inner)
        tight(column, 8, 16, 0, 16, 12)
        for widget in (self.newer, self.open):
            column.addWidget(widget, 0, *((Qt.AlignmentFlag.AlignLeft,) if widget is self.open else ()))
        column.addSpacing(8)
        column.addWidget(self.moves_on)
        column.addWidget(self._moves_note)
        column.addSpacing(8)
        column.addWidget(self._facts)
        column.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        whole = QWidget()
        whole.setProperty("plain", True)
        both = QVBoxLayout(whole)
        tight(both)
        both.addWidget(self.form)
        both.addWidget(inner, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(whole)
        self.body.addWidget(area, 1)
        for key, field in self.fields.items():
            field.committed.connect(lambda value, key=key: self.edited.emit(key, _plain(key, value)))
        self.moves_on.clicked.connect(lambda on: self.edited.emit("moves_on", on))
        self.open.clicked.connect(lambda: self.rubric_asked.emit(
            self._row.rubric_version_id if self._row is not None else None))
        self.panel.clicked.connect(self.panel_asked)

    def show_round(self, row: RoundRow, rubrics: tuple[RubricRow, ...]) -> None:
        """Another round, or the same changed."""
        if self._row is not None and self._row.call_id != row.call_id:
            for field in self.fields.values():
                field.discard()
        self._row, self._rubrics = row, rubrics
        self.fields["rubric_version_id"].set_choices(self._choices())
        for key, field in self.fields.items():
            field.set_value(getattr(row, key))
        self.moves_on.setChecked(row.moves_on)
        self._words()

    def commit(self) -> bool:
        """Store what is typed; False where something wrong stands."""
        return self.form.commit()

    def saved(self, key: str) -> None:
        """The value is stored."""
        if key in self.fields:
            self.fields[key].saved()

    def failed(self, key: str, why: Message) -> None:
        """It is not; what was typed stays with the reason."""
        if key in self.fields:
            self.fields[key].failed(why)
        elif self._row is not None:
            self.moves_on.setChecked(self._row.moves_on)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.form.retranslate()
        self.fields["rubric_version_id"].set_choices(self._choices())
        self.moves_on.set_words(tr("Applications move on by themselves"))
        self._moves_note.setText(tr("When all reviews of an application are in, it goes to the stage of decision."))
        self.open.setText(tr("Show this rubric"))
        self.panel.setText(tr("Reviewers of this call"))
        self._words()

    def _choices(self) -> Mapping[Any, Message | str]:
        """The newest version of each rubric in use, and the one that holds."""
        chosen = self._row.rubric_version_id if self._row is not None else None
        return {version.id: row.name if version.id == row.version_id else msg(
                    "{name}, version {number}", name=row.name, number=version.number)
                for row in self._rubrics for version in row.versions
                if version.id == chosen or (row.is_active and version.id == row.version_id)}

    def _words(self) -> None:
        row = self._row
        if row is None:
            return
        self.set_words(tr("Round"), row.call)
        self._facts.setText(" · ".join((
            ntr("{n} application", "{n} applications", row.applications),
            ntr("{n} reviewer on the panel", "{n} reviewers on the panel", row.reviewers))))
        self.newer.setText(self._newer(row.rubric_version_id))
        self.newer.setVisible(bool(self.newer.text()))
        self.open.setVisible(row.rubric_version_id is not None)

    def _newer(self, chosen: UUID | None) -> str:
        for one in self._rubrics:
            if any(version.id == chosen for version in one.versions) and one.version_id != chosen:
                return tr("Version {number} of this rubric is newer.", number=one.version)
        return ""


def _plain(key: str, value: Any) -> Any:
    return int(value) if key == "reviews_each" else value


def _each(value: Decimal) -> None:
    if value != int(value) or not 0 <= value <= MOST_EACH:
        raise Refused(msg("A whole number from 0 to {most} is possible.", most=MOST_EACH))
