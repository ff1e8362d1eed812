"""What a roadshow is: name, day, place, audience, edited where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import LANGUAGES, NAMES
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import ROADSHOW, Field
from incubator_gui.views.roadshows.stock import ShowStock
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.record_fields import RecordFields

_WIDE: tuple[tuple[str, ...], ...] = (
    ("name", "place", "audience", "contact"), ("held_on", "starts_at", "ends_at"), ("profile", "language", "owner_id"))
_NARROW: tuple[tuple[str, ...], ...] = (
    ("name", "place", "audience", "contact", "owner_id"), ("held_on", "starts_at", "ends_at", "profile", "language"))
_ROOM = 820
"""Pixels from which three columns stand side by side."""


class DetailsCard(Card):
    """Fields in three columns; saved on leaving."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context = context
        self._stock: ShowStock | None = None
        self.fields = RecordFields(context, ROADSHOW, self._save, self)
        self.language = InlineField(context.theme, "choice", msg("Language"),
                                    choices={None: msg("not chosen"), **{key: NAMES[key] for key in LANGUAGES}})
        self.language.committed.connect(self._set_language)
        grid = QGridLayout()
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        self._labels: list[tuple[PlainLabel, Message]] = []
        labels = {one.key: one.label for one in ROADSHOW} | {"language": msg("Language")}
        self._grid = grid
        self._columns: tuple[tuple[str, ...], ...] = ()
        self._pairs: dict[str, tuple[PlainLabel, InlineField]] = {}
        for key in labels:
            field = self.language if key == "language" else self.fields.fields[key]
            label = PlainLabel("", "muted")
            label.setBuddy(field)
            label.setMinimumHeight(context.theme.px(28))
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            self._labels.append((label, labels[key]))
            self._pairs[key] = (label, field)
        self.body.addLayout(grid)
        self._lay(_WIDE)
        self.header.hide()
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Two columns where three would cut the words."""
        super().resizeEvent(event)
        self._lay(_WIDE if self.width() >= self._context.theme.px(_ROOM) else _NARROW)

    def _lay(self, columns: tuple[tuple[str, ...], ...]) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for column, keys in enumerate(columns):
            for row, key in enumerate(keys):
                label, field = self._pairs[key]
                self._grid.addWidget(label, row, column * 2, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(field, row, column * 2 + 1, Qt.AlignmentFlag.AlignTop)
        shares = (5, 3, 4) if columns is _WIDE else (5, 4, 0)
        for place, share in enumerate(shares):
            self._grid.setColumnStretch(place * 2 + 1, share)

    def show_stock(self, stock: ShowStock) -> None:
        """Another roadshow, or the same one changed."""
        if self._stock is None or stock.id != self._stock.id:
            self.language.discard()
        self._stock, row = stock, stock.row
        self.fields.show(row.id, {
            "name": row.name, "held_on": row.held_on, "starts_at": row.starts_at, "ends_at": row.ends_at,
            "place": row.place, "audience": row.audience, "profile": row.profile, "contact": row.contact,
            "owner_id": row.owner_id}, stock.staff)
        self.language.set_value(row.language or None)

    def commit(self) -> bool:
        """Save what is being typed; False when something wrong stands in a field."""
        right = [self.fields.commit(), self.language.commit()]
        return all(right)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for label, words in self._labels:
            label.setText(text(words))
        self.fields.retranslate()
        self.language.retranslate()
        self.set_words(tr("The event"))

    def _save(self, declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
        house, id = self._context.house, self.fields.record
        return lambda: house.editing.set_field("roadshow", id, declared.key, value, seen)

    def _set_language(self, value: str | None) -> None:
        house, stock = self._context.house, self._stock
        if stock is None:
            return

        def failed(error: IncubatorError) -> None:
            self.language.failed(error.message)

        self._context.jobs.write(lambda: house.roadshows.set_language(stock.id, value),
                                 lambda _changes: self.language.saved(), failed=failed, owner=self)
