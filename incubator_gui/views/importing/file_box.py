"""The head of the left side: which file, as what, for which call, which sheet, where its header is, which mapping."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.messages import msg, text, tr
from incubator_gui.exchange.mapping import Mapping
from incubator_gui.views.importing.call_field import CallField
from incubator_gui.views.importing.choices import CalmCombo
from incubator_gui.views.importing.date_orders import DateOrders
from incubator_gui.views.importing.flow import Flow
from incubator_gui.views.importing.kinds import HOUSE, NAMES, AnySource
from incubator_gui.views.importing.save_popup import SavePopup
from incubator_gui.views.importing.saved_mappings import save, saved_for
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, line, tight

_HEADERS = 8


class FileBox(QWidget):
    """Changes what the flow reads."""

    other_file = Signal()
    kind_wanted = Signal(str)

    def __init__(self, context: Context, flow: Flow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._flow = context, flow
        theme = context.theme
        self._kept: tuple[str, Mapping] | None = None
        column = QVBoxLayout(self)
        tight(column)
        head = QFrame()
        head.setObjectName("CardHeader")
        self._head = head
        row = QHBoxLayout(head)
        tight(row, 8, 12, 0, 12, 0)
        self._mark = PlainLabel()
        self._name = ElidedLabel(type="panel")
        self.other = Button(theme, kind="link")
        self.other.clicked.connect(self.other_file)
        row.addWidget(self._mark)
        row.addWidget(self._name, 1)
        row.addWidget(self.other)
        column.addWidget(head)
        grid = QGridLayout()
        tight(grid, 8, 12, 8, 12, 8)
        self.kind = CalmCombo()
        self.kind.activated.connect(lambda _at: self.kind_wanted.emit(str(self.kind.currentData())))
        self.call = CallField()
        self.call.named.connect(flow.set_call)
        self.since = InlineField(theme, "date", msg("First day of rows that name none"))
        self.since.committed.connect(self._since_given)
        self._call_note = PlainLabel(type="label")
        self.sheet, self.header, self.mapping = CalmCombo(), CalmCombo(), CalmCombo()
        self.save = IconButton(theme, "save", kind="")
        self.save.clicked.connect(self._ask_name)
        fields = (self.kind, self.call, self.since, self.sheet, self.header, self.mapping)
        self._labels = [PlainLabel(type="muted") for _ in fields]
        for place, (label, field) in enumerate(zip(self._labels, fields, strict=True)):
            label.setBuddy(field)
            at = place + (place > 1)
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1, 1, 1 if field is self.mapping else 2)
        grid.addWidget(self._call_note, 2, 1, 1, 2)
        grid.addWidget(self.save, 6, 2)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.orders = DateOrders(flow)
        column.addWidget(self.orders)
        column.addWidget(line("GridLine"))
        self.sheet.activated.connect(self._sheet_chosen)
        self.header.activated.connect(self._header_chosen)
        self.mapping.activated.connect(self._mapping_chosen)
        flow.opened.connect(self._opened)
        theme.changed.connect(self._dress)
        self._dress()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for label, words in zip(self._labels, (tr("What"), tr("Call"), tr("First day"), tr("Sheet"), tr("Header"),
                                               tr("Mapping")), strict=True):
            label.setText(words)
        self.kind.setAccessibleName(tr("What the file is about"))
        self.since.retranslate()
        self.other.setText(tr("Other file…"))
        self.sheet.setAccessibleName(tr("Sheet"))
        self.header.setAccessibleName(tr("Row of the header"))
        self.mapping.setAccessibleName(tr("Mapping of the columns"))
        self.save.set_name(tr("Save this mapping under a name"))
        self.call.retranslate()
        self.orders.retranslate()
        self.show_source()

    def show_source(self) -> None:
        """Everything as the flow has it."""
        source = self._flow.source
        if source is None:
            return
        self._name.setText(source.path.name)
        self.call.show_name(self._flow.call)
        self._call_note.setText(self.call.note())
        house = self._flow.kind.key == HOUSE
        for place, shown in ((1, not house), (2, house)):
            self._labels[place].setVisible(shown)
        self.call.setVisible(not house)
        self.since.setVisible(house)
        self.since.set_value(self._flow.since)
        self._call_note.setVisible(not house and (self.call.is_new() or not self._flow.call))
        _fill(self.kind, [(text(words), key) for key, words in NAMES.items()], list(NAMES).index(self._flow.kind.key))
        _fill(self.sheet, [(text(info.label()), info.name) for info in source.info.sheets],
              next((at for at, info in enumerate(source.info.sheets) if info.name == source.sheet.name), 0))
        headers = _headers(source)
        _fill(self.header, [(words, at) for at, (words, _rows) in enumerate(headers)],
              next(at for at, (_words, rows) in enumerate(headers) if rows == source.header.rows))
        self._show_mappings(source)
        self.orders.show_source()

    def _opened(self) -> None:
        source = self._flow.source
        self._kept = None
        if source is None:
            return
        if source.remembered:
            self._kept = (source.remembered, source.mapping)
            return
        mine = saved_for(self._context.settings, source.fingerprint, self._flow.kind)
        if mine:  # what was saved for this header holds without being asked for
            self._flow.set_mapping(mine[0].mapping)

    def _mappings(self, source: AnySource) -> list[tuple[str, Mapping]]:
        found = [(tr("As proposed"), self._flow.kind.proposed(source))]
        if self._kept is not None:
            found.insert(0, (tr("As imported before: {name}", name=self._kept[0]), self._kept[1]))
        for one in saved_for(self._context.settings, source.fingerprint, self._flow.kind):
            words = tr("{name}, as saved {day}", name=one.name, day=one.day) if one.day else one.name
            found.insert(0, (words, one.mapping))
        return found

    def _show_mappings(self, source: AnySource) -> None:
        found = self._mappings(source)
        shown = next((at for at, (_words, mapping) in enumerate(found) if mapping == source.mapping), -1)
        entries = [(words, at) for at, (words, _mapping) in enumerate(found)]
        if shown < 0:
            entries.insert(0, (tr("Changed here"), -1))
        _fill(self.mapping, entries, max(shown, 0))

    def _since_given(self, day: Any) -> None:
        self.since.saved()
        self._flow.set_since(day)

    def _sheet_chosen(self) -> None:
        source, name = self._flow.source, self.sheet.currentData()
        if source is not None and name != source.sheet.name:
            self._flow.open(source.path, str(name))

    def _header_chosen(self) -> None:
        source = self._flow.source
        if source is not None:
            rows = _headers(source)[self.header.currentData()][1]
            if rows != source.header.rows:
                self._flow.set_header(rows[0] if rows else -1, len(rows) or None)

    def _mapping_chosen(self) -> None:
        source, at = self._flow.source, self.mapping.currentData()
        if source is not None and isinstance(at, int) and at >= 0:
            self._flow.set_mapping(self._mappings(source)[at][1])

    def _ask_name(self) -> None:
        source = self._flow.source
        if source is not None:
            SavePopup(self._context.theme, source.remembered or source.path.stem, self._save, self.save).show_below()

    def _save(self, name: str) -> None:
        source = self._flow.source
        if source is not None:
            save(self._context.settings, source.fingerprint, name, self._context.clock.today(), source.mapping)
            self._show_mappings(source)

    def _dress(self) -> None:
        self._head.setFixedHeight(self._context.theme.px(40))
        self._mark.setPixmap(self._context.theme.pixmap("file-spreadsheet", "muted", 16, self.devicePixelRatioF()))


def _fill(combo: CalmCombo, entries: Sequence[tuple[str, object]], chosen: int) -> None:
    """Other entries, told to nobody; nothing is touched where they are the same, or the list would close."""
    present = [(combo.itemText(at), combo.itemData(at)) for at in range(combo.count())]
    was = combo.blockSignals(True)
    if present != list(entries):
        combo.clear()
        for words, data in entries:
            combo.addItem(words, data)
    combo.setCurrentIndex(chosen)
    combo.blockSignals(was)
    combo.update()


def _headers(source: AnySource) -> list[tuple[str, tuple[int, ...]]]:
    """Where the header can be: words, and the positions of its rows in the sheet."""
    numbers = source.sheet.numbers
    found: list[tuple[str, tuple[int, ...]]] = []
    for at in range(min(_HEADERS, len(numbers))):
        found.append((tr("Row {row}", row=str(numbers[at])), (at,)))
        if at + 1 < len(numbers) and at < _HEADERS // 2:
            found.append((tr("Rows {first} and {last}", first=str(numbers[at]), last=str(numbers[at + 1])),
                          (at, at + 1)))
    rows = source.header.rows
    if rows and rows not in [each for _words, each in found]:
        found.append((tr("Rows {first} to {last}", first=str(numbers[rows[0]]), last=str(numbers[rows[-1]])), rows))
    return [*found, (tr("There is none"), ())]
