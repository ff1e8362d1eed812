"""The side panel for one company of the line-up: where it stands, what is missing, deck, rehearsals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import LINEUP, Field
from incubator_gui.domain.service_words import LINEUP_STATES
from incubator_gui.services.roadshow_rows import EntryRow
from incubator_gui.views.roadshows.deck_tab import DeckTab
from incubator_gui.views.roadshows.rehearsals_tab import RehearsalsTab
from incubator_gui.views.roadshows.words import ask_words, state_mark, state_words
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.record_fields import RecordFields
from incubator_gui.widgets.side_panel import Form, SidePanel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.tag import Tag


class EntryPanel(SidePanel):
    """`status_asked` carries another status, `attach_asked` an entry and a file."""

    status_asked = Signal(object, str)
    attach_asked = Signal(object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, theme = context, context.theme
        self.entry: EntryRow | None = None
        self._placed = (0, 0)
        self.fields = RecordFields(context, LINEUP, self._save, self)
        self.status = InlineField(theme, "choice", msg("Status"), choices=dict(LINEUP_STATES), needed=True)
        self.status.committed.connect(self._set_status)
        self.form = Form(theme)
        self.form.add("status", msg("Status"), self.status)
        for one in LINEUP:
            self.form.add(one.key, one.label, self.fields.fields[one.key])
        self._times, self._ask = PlainLabel(""), PlainLabel("")
        self._claim = PlainLabel("", wrap=True)
        self.form.add("times", msg("Time"), self._times)
        self.form.add("ask", msg("Asks for"), self._ask)
        self.form.add("claim", msg("Claim"), self._claim)
        self._missing = PlainLabel("", wrap=True)
        self._missing.setContentsMargins(16, 0, 16, 12)
        page = QWidget()
        column = QVBoxLayout(page)
        tight(column)
        column.addWidget(self.form)
        column.addWidget(self._missing)
        self.deck, self.rehearsals = DeckTab(context), RehearsalsTab(context)
        self.add_tab("entry", "", page)
        self.add_tab("deck", "", self.deck, scroll=False)
        self.add_tab("rehearsals", "", self.rehearsals)
        self.open_company = Button(theme, icon="building-2")
        self.dossier = Button(theme, icon="printer")
        for button in (self.open_company, self.dossier):
            self.add_action(button)
        self.open_company.clicked.connect(self._go)
        self.dossier.clicked.connect(self._paper)
        self.deck.attach_asked.connect(self._attach)
        self.tab_changed.connect(self._turned)
        self.retranslate()

    def show_entry(self, entry: EntryRow | None, place: int, count: int) -> None:
        """Another company, or the same one changed; None keeps what is shown."""
        if entry is None:
            return
        if self.entry is None or entry.id != self.entry.id:
            self.status.discard()
            self.messages.clear()
        self.entry, self._placed = entry, (place, count)
        icon, tone = state_mark(entry.status)
        look: Any = {"muted": "neutral"}.get(tone, tone)
        self.set_head(tr("{place} of {count} in the line-up", place=place, count=count), entry.company,
                      [Tag(self._context.theme, state_words(entry.status), icon, look)])
        self.fields.show(entry.id, {"minutes": entry.minutes, "question_minutes": entry.question_minutes,
                                    "pause_before": entry.pause_before, "topic": entry.topic})
        self.status.set_value(entry.status)
        self._times.setText(tr("{start} to {end}", start=entry.begins_at, end=entry.ends_at) if entry.begins_at
                            else "–")
        self._ask.setText(ask_words(entry) or "–")
        self._claim.setText(entry.claim or "–")
        missing = [f"• {text(one)}" for one in entry.missing]
        if entry.status == "declined":
            self._missing.setText(tr("Declined: it is not in the pack and takes no time."))
        else:
            self._missing.setText("\n".join([tr("Still missing:"), *missing]) if missing else tr("Nothing is missing."))
        self._missing.set_tone("warning" if missing else "success" if entry.is_ready and entry.status != "declined"
                               else "muted")
        self.deck.show_entry(entry)
        self.rehearsals.show_entry(entry)
        self._name_tabs()

    def commit(self) -> bool:
        """Save what is being typed; False when something wrong stands in a field."""
        right = [self.fields.commit(), self.status.commit(), self.rehearsals.commit()]
        return all(right)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        if not hasattr(self, "deck"):
            return  # the base class asks before the parts are there
        for part in (self.form, self.fields, self.deck, self.rehearsals):
            part.retranslate()
        self.status.retranslate()
        self.open_company.setText(tr("Company"))
        self.open_company.setAccessibleName(tr("Open the company"))
        self.dossier.setText(tr("One-pager…"))
        self._name_tabs()
        self.show_entry(self.entry, *self._placed)

    def _name_tabs(self) -> None:
        self.set_tab_words("entry", tr("Company"))
        self.set_tab_words("deck", tr("Deck"))
        count = len(self.entry.rehearsals) if self.entry is not None else 0
        self.set_tab_words("rehearsals", tr("Rehearsals {n}", n=count) if count else tr("Rehearsals"))

    def _turned(self, key: str) -> None:
        if key == "deck":
            self.deck.look_through()

    def _save(self, declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
        house, id = self._context.house, self.fields.record
        return lambda: house.editing.set_field("lineup_entry", id, declared.key, value, seen)

    def _set_status(self, status: str) -> None:
        self.status.saved()
        if self.entry is not None:
            self.status_asked.emit([self.entry.id], status)

    def _attach(self, path: Path) -> None:
        if self.entry is not None:
            self.attach_asked.emit(self.entry.id, path)

    def _go(self) -> None:
        if self.entry is not None:
            self._context.shell.open_record("company", self.entry.company_id)

    def _paper(self) -> None:
        if self.entry is not None:
            company: UUID = self.entry.company_id
            self._context.shell.open_screen("dossier", {"company": company, "one_pager": True})
