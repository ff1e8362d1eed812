"""All fields of a company edited in place, its tags, and the texts of the one-pager per language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import COMPANY, PROFILE, Field
from incubator_gui.views.companies.funds import FundsEditor
from incubator_gui.views.companies.parts import Rows, clear
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.record_fields import RecordFields
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, tight

_NAMES = ("trade_name", "legal_name", "chinese_name", "claim", "focus_area", "life", "owner_id", "founded_on",
          "headcount", "headcount_full_time", "readiness_level")


class ProfileTab(QWidget):
    """Two cards with fields, one with texts."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self._stock: CompanyStock | None = None
        self.fields = RecordFields(context, COMPANY, self._save, self)
        self.texts = RecordFields(context, PROFILE, self._save_text, self)
        self._about, self._contact, self._pager = Card(theme), Card(theme), Card(theme)
        self._rows = [Rows(theme), Rows(theme), Rows(theme, 120)]
        for declared in COMPANY:
            self._rows[0 if declared.key in _NAMES else 1].add(declared.label, self.fields.fields[declared.key])
        for declared in PROFILE:
            self._rows[2].add(declared.label, self.texts.fields[declared.key])
        self.language = SegmentedControl(theme, (("en", "English", ""), ("de", "Deutsch", ""), ("zh", "中文", "")),
                                         msg("Language of the one-pager"))
        self._pager.add_tool(self.language)
        self.funds = FundsEditor(context)
        for card, rows in zip((self._about, self._contact, self._pager), self._rows, strict=True):
            card.body.addWidget(rows)
        self._pager.body.addWidget(self.funds)
        self._pager.body.addStretch()
        self._tags_card = Card(theme)
        self._chips = QHBoxLayout()
        tight(self._chips, 8, 12, 12, 12, 12)
        self._tags_card.body.addLayout(self._chips)
        self.tag_field = QLineEdit()
        self.tag_field.setMaxLength(80)
        self.tag_field.setFixedWidth(theme.px(140))
        self.tag_field.returnPressed.connect(self._add_tag)
        self._chips.addWidget(self.tag_field)
        self._chips.addStretch()
        row = QHBoxLayout(self)
        tight(row, 16, 16, 16, 16, 16)
        left = QVBoxLayout()
        tight(left, 16)
        for card in (self._about, self._contact, self._tags_card):
            left.addWidget(card)
        left.addStretch()
        row.addLayout(left, 1)
        right = QVBoxLayout()
        tight(right, 16)
        right.addWidget(self._pager)
        right.addStretch()
        row.addLayout(right, 1)
        self.language.chosen.connect(self._turn)
        self._showing = self.language.key
        self.retranslate()

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        self._stock = stock
        self.fields.show(stock.id, stock.sheet.values, stock.staff)
        self._show_texts(stock)
        self._show_tags(stock)

    def commit(self) -> bool:
        """Save what is being typed; False when something wrong stands in a field."""
        right = [self.fields.commit(), self.texts.commit()]
        return all(right)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._about.set_words(tr("Company"))
        self._contact.set_words(tr("Place and contact"))
        self._pager.set_words(tr("One-pager"), tr("texts for papers"))
        self._tags_card.set_words(tr("Tags"))
        self.tag_field.setPlaceholderText(tr("Add a tag"))
        self.tag_field.setAccessibleName(tr("Add a tag"))
        self.language.retranslate()
        for rows in self._rows:
            rows.retranslate()
        self.fields.retranslate()
        self.texts.retranslate()
        self.funds.retranslate()
        if self._stock is not None:
            self._show_tags(self._stock)

    def _turn(self, key: str) -> None:
        if not self.texts.commit():  # something wrong stands there: stay, so that it is not lost
            self.language.choose(self._showing)
            return
        self._showing = key
        if self._stock is not None:
            self._show_texts(self._stock)

    def _show_texts(self, stock: CompanyStock) -> None:
        values = stock.sheet.profiles.get(self._showing, {})
        self.texts.show((stock.id, self._showing), values)
        self.funds.show_funds(stock.id, self._showing, values.get("use_of_funds"))

    def _save(self, declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
        house, id = self._context.house, self.fields.record
        return lambda: house.editing.set_field("company", id, declared.key, value, seen)

    def _save_text(self, declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
        house, record = self._context.house, self.texts.record
        assert isinstance(record, tuple)
        assert self._stock is not None
        company, language = record
        stored = self._stock.sheet.profiles.get(language, {}).get("id") if self._stock.id == company else None
        if stored is not None:
            return lambda: house.editing.set_field("company_profile", stored, declared.key, value, seen)
        return lambda: house.companies.save_profile(company, language, {declared.key: value})

    # tags ------------------------------------------------------------------------------------

    def _show_tags(self, stock: CompanyStock) -> None:
        self._chips.removeWidget(self.tag_field)
        clear(self._chips)
        for name in stock.tags:
            words = name if len(name) <= 28 else name[:27] + "…"
            chip = Button(self._context.theme, words.replace("&", "&&"), "x", "chip")
            chip.setAccessibleName(tr("Take off the tag {tag}", tag=name))
            chip.clicked.connect(lambda _=False, name=name: self._set([n for n in stock.tags if n != name]))
            self._chips.addWidget(chip)
        self._chips.addWidget(self.tag_field)
        self._chips.addStretch()

    def _add_tag(self) -> None:
        name = " ".join(self.tag_field.text().split())
        if name and self._stock is not None:
            self.tag_field.clear()
            self._set([*self._stock.tags, name])

    def _set(self, names: list[str]) -> None:
        if self._stock is not None:
            house, id = self._context.house, self._stock.id
            self._context.jobs.write(lambda: house.records.set_tags("company", id, names), owner=self)


