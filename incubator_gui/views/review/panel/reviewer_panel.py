"""The side panel of a reviewer: who, what they know, what they like to read, their conflicts and reviews."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, ptr, text, tr
from incubator_gui.domain.review_words import CONFLICT_KINDS, CONFLICT_STATES, REVIEW_STATES, TOPIC_LEVELS
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.itemmodels.columns import Column
from incubator_gui.services.assignments_read import AssignmentSheet
from incubator_gui.services.conflict_rows import ConflictRow
from incubator_gui.services.reviewer_rows import ReviewerRow
from incubator_gui.services.reviews import ReviewRow
from incubator_gui.services.rounds import RoundRow
from incubator_gui.views.review.panel.people_columns import KEYS, LANGUAGES, keys_of
from incubator_gui.views.review.panel.preferences import Preferences
from incubator_gui.views.review.panel.words import REVIEW_MARKS, STATE_MARKS
from incubator_gui.widgets import table_layout
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.side_panel import Form, SidePanel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.switch import CheckBox
from incubator_gui.widgets.tag import Tag


class ReviewerPanel(SidePanel):
    """Shows a row of the table; reads preferences and conflicts by itself."""

    conflicts_asked = Signal(object)
    declare_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, theme = context, context.theme
        self.row: ReviewerRow | None = None
        self._round: RoundRow | None = None
        self._sheet: AssignmentSheet | None = None
        self._reviews: tuple[ReviewRow, ...] = ()
        self.fields = {
            "seat_quota": InlineField(theme, "number", msg("Quota in this round")),
            "quota": InlineField(theme, "number", msg("Quota as a rule")),
            "employer": InlineField(theme, "text", msg("Employer")),
            "email": InlineField(theme, "text", msg("E-mail")),
            "language": InlineField(theme, "choice", msg("Language"), choices=LANGUAGES),
            "note": InlineField(theme, "lines", msg("Note")),
        }
        self.topics = {area: InlineField(theme, "choice", words, choices=TOPIC_LEVELS)
                       for area, words in FOCUS_AREAS.items()}
        self.seat, self.officer, self.active = (CheckBox(theme, "") for _ in range(3))
        self._key_note = PlainLabel("", wrap=True)
        self.form = Form(theme)
        self._lay_out()
        self.preferences = Preferences(context)
        self.conflicts = _list(context, "review.reviewer_conflicts", (
            Column("company", msg("Company"), 1, width=140, strong=True),
            Column("kind", msg("Kind"), 2, "choice", 96, labels=CONFLICT_KINDS),
            Column("state", msg("State"), 3, "state", 128, labels=CONFLICT_STATES,
                   mark=lambda row: STATE_MARKS.get(row[3]))))
        self.reviews = _list(context, "review.reviewer_reviews", (
            Column("application", msg("Application"), 1, width=150, strong=True),
            Column("state", msg("State"), 2, "choice", 110, labels=REVIEW_STATES,
                   mark=lambda row: REVIEW_MARKS.get(row[2])),
            Column("score", msg("Score"), 3, "number", 72, show=lambda share: current().percent(share)),
            Column("due", msg("Due on"), 4, "date", 96)))
        self.no_conflicts = EmptyState(theme, "shield-check", msg("No conflicts of interest are known."),
                                       msg("Note one…"), button_icon="plus")
        self.no_conflicts.button.setProperty("kind", "")
        self.no_reviews = EmptyState(theme, "clipboard-check", msg("Nothing of this call is assigned yet."))
        self.add_tab("details", "", self.form)
        self.add_tab("preferences", "", self.preferences, scroll=False)
        self.add_tab("conflicts", "", _either(self.conflicts, self.no_conflicts), scroll=False)
        self.add_tab("reviews", "", _either(self.reviews, self.no_reviews), scroll=False)
        self.declare = Button(theme, icon="shield-alert")
        self.remove = Button(theme, icon="trash-2")
        self.add_action(self.declare)
        self.add_action(self.remove)
        self._connect()
        self.words()

    def _lay_out(self) -> None:
        self.form.wide(self.seat)
        for key, words in (("seat_quota", msg("Quota here")), ("quota", msg("Quota as a rule"))):
            self.form.add(key, words, self.fields[key])
        self.form.heading(msg("Knows about"))
        for area, field in self.topics.items():
            self.form.add(f"topic_{area}", FOCUS_AREAS[area], field)
        self.form.line()
        for key, label in (("employer", msg("Employer")), ("email", msg("E-mail")), ("language", msg("Language")),
                           ("note", msg("Note"))):
            self.form.add(key, label, self.fields[key])
        self.form.add("keys", pmsg("reviewer", "Keys"), self._key_note)
        self.form.wide(self.officer)
        self.form.wide(self.active)

    def _connect(self) -> None:
        for key, field in self.fields.items():
            field.committed.connect(lambda value, key=key: self._commit(key, value))
        for area, field in self.topics.items():
            field.committed.connect(lambda level, area=area: self._set_topic(area, level))
        self.officer.clicked.connect(lambda on: self._write_flag("is_officer", on))
        self.active.clicked.connect(lambda on: self._write_flag("is_active", on))
        self.seat.clicked.connect(self._sit)
        self.preferences.changed.connect(self._prefer)
        for part in (self.conflicts,):
            part.activated_id.connect(lambda _id: self._ask_conflicts())
        self.reviews.activated_id.connect(lambda id: self._context.shell.open_record("application", id))
        self.no_conflicts.pressed.connect(self._ask_declare)
        self.declare.clicked.connect(self._ask_declare)
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self.row.id) if self.row else None)

    # showing ---------------------------------------------------------------------------------

    def show_row(self, row: ReviewerRow, round: RoundRow | None, sheet: AssignmentSheet | None,
                 reviews: tuple[ReviewRow, ...]) -> None:
        """A reviewer, or the same one changed."""
        if self.row is not None and self.row.id != row.id:
            self.commit()
            for field in (*self.fields.values(), *self.topics.values()):
                field.discard()
        self.row, self._round, self._sheet, self._reviews = row, round, sheet, reviews
        for key in ("employer", "email", "note"):
            self.fields[key].set_value(getattr(row, key) or None)
        self.fields["language"].set_value(row.language)
        self.fields["quota"].set_value(row.own_quota)
        self.fields["seat_quota"].set_value(row.quota if row.on_panel else None)
        self.fields["seat_quota"].setEnabled(row.on_panel)
        for area, field in self.topics.items():
            field.set_value(row.topics.get(area, 0))
        self.officer.setChecked(row.is_officer)
        self.active.setChecked(row.is_active)
        self.seat.setChecked(row.on_panel)
        self.seat.setEnabled(round is not None and round.round_id is not None)
        self._show_reviews()
        self._fill()
        self._read()

    def commit(self) -> bool:
        """Save what is being typed."""
        return self.form.commit()

    def _read(self) -> None:
        row, round, house = self.row, self._round, self._context.house
        if row is None:
            return

        def work() -> tuple[dict[UUID, int], tuple[ConflictRow, ...]]:
            liked = house.reviewers.preferences(round.call_id, row.id).get(row.id, {}) if round is not None else {}
            return liked, house.conflicts.rows(person_id=row.person_id)

        def show(found: tuple[dict[UUID, int], tuple[ConflictRow, ...]]) -> None:
            if self.row is not None and self.row.id == row.id:
                rows = self._sheet.rows if self._sheet is not None else ()
                self.preferences.show_applications(rows, found[0], row.id, self.row.topics)
                self.conflicts.rows.set_rows([(one.id, one.company, one.kind, one.state) for one in found[1]])
                self.conflicts.setVisible(bool(found[1]))
                self.no_conflicts.setVisible(not found[1])

        self._context.jobs.read(work, show, owner=self, key="more")

    def _show_reviews(self) -> None:
        row, sheet = self.row, self._sheet
        scores = {one.application_id: one.score for one in self._reviews if row is not None
                  and one.reviewer_id == row.id}
        lines = [(application.id, f"{application.number:04d} {application.name}"
                  if f"{application.number:04d}" not in application.name else application.name,
                  one.state, scores.get(application.id), one.due_on)
                 for application in (sheet.rows if sheet is not None else ()) for one in application.assigned
                 if row is not None and one.reviewer == row.id]
        self.reviews.rows.set_rows(lines)
        self.reviews.setVisible(bool(lines))
        self.no_reviews.setVisible(not lines)

    # saving ----------------------------------------------------------------------------------

    def _commit(self, key: str, value: Any) -> None:
        row, round, house, field = self.row, self._round, self._context.house, self.fields[key]
        if row is None:
            return
        if key == "seat_quota":
            id = round.round_id if round is not None else None
            if id is not None:
                self._write(lambda: house.reviewers.set_quota(id, [row.id], value), field)
        else:
            clean = (value or None) if key == "language" else value
            self._write(lambda: house.reviewers.edit([row.id], **{key: clean}), field)

    def _set_topic(self, area: str, level: int) -> None:
        row, house = self.row, self._context.house
        if row is not None:
            topics = {**row.topics, area: level}
            self._write(lambda: house.reviewers.edit([row.id], topics=topics), self.topics[area])

    def _write(self, work: Any, field: InlineField) -> None:
        self._context.jobs.write(work, lambda _changes: field.saved(),
                                 failed=lambda error: field.failed(error.message), owner=self)

    def _write_flag(self, key: str, on: bool) -> None:
        row, house = self.row, self._context.house
        if row is not None:
            self._context.jobs.write(lambda: house.reviewers.edit([row.id], **{key: on}), failed=self._back, owner=self)

    def _sit(self, on: bool) -> None:
        row, house = self.row, self._context.house
        id = self._round.round_id if self._round is not None else None
        if row is not None and id is not None:
            work = house.reviewers.seat if on else house.reviewers.unseat
            self._context.jobs.write(lambda: work(id, [row.id]), failed=self._back, owner=self)

    def _prefer(self, values: dict[UUID, int | None]) -> None:
        row, house = self.row, self._context.house
        if row is not None:
            self._context.jobs.write(lambda: house.reviewers.set_preferences(row.id, values), owner=self,
                                     failed=self._back)

    def _back(self, error: IncubatorError) -> None:
        """A box shows what is stored again, and why it could not be changed."""
        self.messages.show_message(error.message, "error")
        if self.row is not None:
            self.show_row(self.row, self._round, self._sheet, self._reviews)

    def _ask_conflicts(self) -> None:
        if self.row is not None:
            self.conflicts_asked.emit(self.row.id)

    def _ask_declare(self) -> None:
        if self.row is not None:
            self.declare_asked.emit(self.row.person_id)

    # words -----------------------------------------------------------------------------------

    def words(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.officer.set_words(tr("Runs the round and sees all names"))
        self.active.set_words(tr("Takes part in reviews at present"))
        self.declare.setText(tr("Note a conflict…"))
        self.remove.setText(tr("No longer reviews"))
        self.conflicts.setAccessibleName(tr("Conflicts"))
        self.reviews.setAccessibleName(tr("Reviews"))
        for part in (self.form, self.preferences, self.conflicts, self.reviews, self.no_conflicts, self.no_reviews):
            part.retranslate()
        self._fill()

    def _fill(self) -> None:
        row = self.row
        self.set_tab_words("details", ptr("reviewer", "Details"))
        self.set_tab_words("preferences", ptr("reviewer", "Wishes"))
        self.set_tab_words("conflicts", tr("Conflicts {n}", n=row.conflicts if row else 0))
        self.set_tab_words("reviews", tr("Reviews {n}", n=row.assigned if row else 0))
        if row is None:
            return
        theme = self._context.theme
        tags: list[QWidget] = [Tag(theme, tr("on this panel"), "check", "success")] if row.on_panel else []
        if row.is_officer:
            tags.append(Tag(theme, tr("runs the round")))
        if not row.is_active:
            tags.append(Tag(theme, tr("not in use")))
        self.set_head(tr("Reviewer"), row.name or tr("(erased)"), tags)
        call = self._round.call if self._round is not None else ""
        self.seat.set_words(tr("On the panel of {call}", call=call))
        self._key_note.setText(text(_KEY_WORDS[keys_of(row)]))


_KEY_WORDS: dict[str, Message] = {
    "both": msg("Own keys are known: packages open without a passphrase, returns are signed."),
    "one": msg("One of the two own keys is known."),
    "none": msg("Not sent yet: packages need a passphrase."),
}
assert _KEY_WORDS.keys() == KEYS.keys()


class _List(FilterTable):
    """The first column takes the room there is."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Share it."""
        super().resizeEvent(event)
        table_layout.fit(self, self.rows.columns[0].key, {self.rows.columns[0].key: 104, "state": 104, "score": 52,
                                                          "kind": 80})


def _list(context: Context, name: str, columns: tuple[Column, ...]) -> FilterTable:
    table = _List(context.theme, columns, context.settings, name)
    table.setColumnHidden(0, True)
    table.cells.first_section = 1
    return table


def _either(table: QWidget, empty: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    tight(column)
    column.addWidget(empty)
    column.addWidget(table, 1)
    return page
