"""Two records beside each other: for each field the value that stays; then merge, or say they differ."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.domain.fields import COMPANY, PROFILE, Field
from incubator_gui.services.merging import Comparison, FieldPair, MergeSide, Side
from incubator_gui.views.companies.parts import clear, scrolled
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.countries import country_name
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.value_choice import ValueChoice

_DECLARED: dict[str, Field] = {field.key: field for field in (*PROFILE, *COMPANY)}


class CompareView(QWidget):
    """Emits what was decided; the page writes it."""

    merge_asked = Signal(object, object, object, object)
    """Kept, other, choices, pairs of persons."""
    differ_asked = Signal(object, object)
    swap_asked = Signal(object, object)
    opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.comparison: Comparison | None = None
        self._groups: dict[str, QButtonGroup] = {}
        self._people: list[tuple[tuple[UUID, UUID], QCheckBox]] = []
        self._staff: dict[UUID, str] = {}
        self._card = Card(theme)
        page = QWidget()
        self._page = QVBoxLayout(page)
        tight(self._page, 12, 12, 12, 12, 12)
        self._card.body.addWidget(scrolled(page), 1)
        self.all = QCheckBox()
        self.all.toggled.connect(self._build)
        self.merge, self.differ = Button(theme, icon="git-merge", kind="main"), Button(theme)
        self.swap = Button(theme, icon="arrow-right", kind="link")
        foot = Flow(gap=8)
        foot.setContentsMargins(12, 8, 12, 12)
        for widget in (self.merge, self.differ, self.swap, self.all):
            foot.addWidget(widget)
        self._card.body.addWidget(line())
        self._card.body.addLayout(foot)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self._card)
        self.merge.clicked.connect(self._merge)
        self.differ.clicked.connect(self._differ)
        self.swap.clicked.connect(self._swap)
        self.retranslate()
        self.clear()

    def show_pair(self, comparison: Comparison, staff: dict[UUID, str]) -> None:
        """Another pair, or the same one with sides changed."""
        self.comparison, self._staff = comparison, staff
        self._groups, self._people = {}, []
        self._build()
        for button in (self.merge, self.differ, self.swap, self.all):
            button.setEnabled(True)

    def clear(self) -> None:
        """Nothing to compare."""
        self.comparison = None
        clear(self._page)
        for button in (self.merge, self.differ, self.swap, self.all):
            button.setEnabled(False)
        self._card.set_words(tr("Compare"), tr("Choose a pair."))

    def choose(self, key: str, side: Side) -> None:
        """Choose a side for a field."""
        button = self._groups[key].button(0 if side == "keep" else 1)
        if button is not None:
            button.setChecked(True)

    def choices(self) -> dict[str, Side]:
        """The sides chosen, by field."""
        return {key: "other" if group.checkedId() == 1 else "keep" for key, group in self._groups.items()}

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.merge.setText(tr("Merge into one record"))
        self.differ.setText(tr("Not the same"))
        self.swap.setText(tr("Keep the other record instead"))
        self.all.setText(tr("Show equal and one-sided fields too"))
        if self.comparison is not None:
            self._build()

    def _build(self) -> None:
        found = self.comparison
        if found is None:
            return
        chosen = self.choices()
        people = {pair: box.isChecked() for pair, box in self._people}
        clear(self._page)
        self._groups, self._people = {}, []
        differing = [pair for pair in found.fields if pair.differs]
        count = len(differing)
        self._card.set_words(tr("Compare"), ntr("{n} field to choose", "{n} fields to choose", count) if count
                             else tr("No field contradicts the other."))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, self._context.theme.px(130))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self._head(found.keep, tr("This record stays")), 0, 1)
        grid.addWidget(self._head(found.other, tr("This one is merged into it")), 0, 2)
        row = 1
        for pair in found.fields:
            empty = pair.keep in (None, "") and pair.other in (None, "")
            if pair.differs or (self.all.isChecked() and not empty):
                grid.addWidget(line("GridLine"), row, 0, 1, 3)
                self._row(grid, row + 1, pair, chosen.get(pair.key, pair.suggested))
                row += 2
            elif pair.key in chosen:  # hidden again: what was chosen still holds
                self._hidden(pair, chosen[pair.key])
        self._page.addLayout(grid)
        if found.people:
            self._page.addWidget(PlainLabel(tr("Persons with the same e-mail address"), "header"))
            for one in found.people:
                key = (one.keep_id, one.other_id)
                words = tr("{first} and {second} are one person ({mail})", first=one.keep_name, second=one.other_name,
                           mail=one.email)
                box = QCheckBox(words.replace("&", "&&"))
                box.setChecked(people.get(key, one.same))
                self._people.append((key, box))
                self._page.addWidget(box)
        self._page.addStretch()

    def _head(self, side: MergeSide, words: str) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        tight(column, 2)
        column.addWidget(PlainLabel(words, "header", wrap=True))
        name = side.name if len(side.name) <= 40 else side.name[:39] + "…"
        link = Button(self._context.theme, name.replace("&", "&&"), kind="link")
        link.setAccessibleName(tr("Open {record}", record=side.name))
        link.clicked.connect(lambda: self.opened.emit(side.id))
        column.addWidget(link)
        facts = [tr("No. {number}", number=str(side.number)), *side.other_names, *(text(one) for one in side.holds)]
        column.addWidget(PlainLabel(" · ".join(facts), "label", wrap=True))
        column.addStretch()
        return block

    def _row(self, grid: QGridLayout, row: int, pair: FieldPair, side: Side) -> None:
        label = text(pair.label)
        if pair.language:
            label = tr("{field} ({language})", field=label, language=pair.language)
        words = PlainLabel(label, "strong" if pair.differs else "muted", wrap=True)
        grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        group = self._group(pair.key)
        for which, value in enumerate((pair.keep, pair.other)):
            shown = self._words(pair.key, value)
            words_shown = shown if len(shown) <= 600 else shown[:599] + "…"
            grid.addLayout(ValueChoice(group, which, words_shown, tr("{field}: {value}", field=label, value=shown)),
                           row, which + 1)
        button = group.button(0 if side == "keep" else 1)
        if button is not None:
            button.setChecked(True)

    def _hidden(self, pair: FieldPair, side: Side) -> None:
        group = self._group(pair.key)
        for which in (0, 1):
            radio = QRadioButton(self)
            radio.hide()
            group.addButton(radio, which)
            radio.setChecked(which == (0 if side == "keep" else 1))

    def _group(self, key: str) -> QButtonGroup:
        self._groups[key] = QButtonGroup(self)
        return self._groups[key]

    def _words(self, key: str, value: Any) -> str:
        declared = _DECLARED.get(key.rsplit(":", 1)[-1])
        if value is None or value == "":
            return tr("empty")
        if declared is not None and declared.choices is not None:
            return text(declared.choices.get(value, str(value)))
        if isinstance(value, UUID):
            return self._staff.get(value, "–")
        if declared is not None and declared.kind == "country":
            return country_name(value)
        return current().argument(value)

    def _merge(self) -> None:
        found = self.comparison
        if found is not None:
            pairs = [pair for pair, box in self._people if box.isChecked()]
            self.merge.setEnabled(False)
            self.merge_asked.emit(found.keep.id, found.other.id, self.choices(), pairs)

    def _differ(self) -> None:
        if self.comparison is not None:
            self.differ.setEnabled(False)
            self.differ_asked.emit(self.comparison.keep.id, self.comparison.other.id)

    def _swap(self) -> None:
        if self.comparison is not None:
            self.swap_asked.emit(self.comparison.other.id, self.comparison.keep.id)
