"""Step 3: what came of it, and what can be done next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, text, tr
from incubator_gui.services.house_import import HouseImportResult
from incubator_gui.views.importing.flow import Flow
from incubator_gui.views.importing.kinds import HOUSE, AnyResult
from incubator_gui.views.importing.verdicts import LOOKS
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.flow import Flow as LineFlow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight


class DonePage(Card):
    """Counts by result, the way to the list, undo, and another file."""

    to_list = Signal()
    back = Signal()
    another = Signal()
    save_refused = Signal()
    next_sheet = Signal(str)

    def __init__(self, context: Context, flow: Flow, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context, self._flow = context, flow
        theme = context.theme
        inner = QWidget()
        column = QVBoxLayout(inner)
        tight(column, 12, 16, 16, 16, 16)
        head = QHBoxLayout()
        tight(head, 8)
        self._mark = PlainLabel()
        self.sentence = PlainLabel(type="strong", wrap=True)
        head.addWidget(self._mark)
        head.addWidget(self.sentence, 1)
        column.addLayout(head)
        grid = QGridLayout()
        tight(grid, 8)
        grid.setColumnStretch(2, 1)
        self._icons: dict[str, PlainLabel] = {}
        self.figures: dict[str, PlainLabel] = {}
        self._words: dict[str, PlainLabel] = {}
        for line, verdict in enumerate(LOOKS):
            self._icons[verdict], self.figures[verdict] = PlainLabel(), PlainLabel(type="strong")
            self._words[verdict] = PlainLabel()
            self.figures[verdict].setMinimumWidth(theme.px(32))
            for place, label in enumerate((self._icons[verdict], self.figures[verdict], self._words[verdict])):
                grid.addWidget(label, line, place)
        column.addLayout(grid)
        self.facts = PlainLabel(wrap=True)
        column.addWidget(self.facts)
        buttons = LineFlow(gap=8)
        buttons.setContentsMargins(0, 8, 0, 0)
        self.list_button = Button(theme, icon="inbox", kind="main")
        self.undo_button = Button(theme, icon="undo-2")
        self.back_button = Button(theme, icon="arrow-left")
        self.refused_button = Button(theme, icon="file-down")
        self.another_button = Button(theme, icon="file-up")
        self._next: str = ""
        self.sheet_button = Button(theme, icon="file-spreadsheet")
        self.sheet_button.clicked.connect(lambda: self.next_sheet.emit(self._next))
        buttons.addWidget(self.sheet_button)
        for button, run in ((self.list_button, self.to_list), (self.undo_button, None), (self.back_button, self.back),
                            (self.refused_button, self.save_refused), (self.another_button, self.another)):
            buttons.addWidget(button)
            button.clicked.connect(flow.take_back if run is None else run)
        column.addLayout(buttons)
        column.addStretch()
        self.body.addWidget(inner, 1)
        theme.changed.connect(self._dress)
        flow.imported.connect(self.retranslate)
        flow.taken_back.connect(self.retranslate)
        flow.busy.connect(self._allow)

    def retranslate(self) -> None:
        """Words and figures as they are now."""
        self.set_words(tr("Result"))
        house = self._flow.kind.key == HOUSE
        self.list_button.set_icon("map" if house else "inbox")
        self.list_button.setText(tr("Open the floor plan") if house else tr("Show the applications"))
        self.undo_button.setText(tr("Undo the import"))
        self.back_button.setText(tr("Back to the preview"))
        self.refused_button.setText(tr("Save the refused rows…"))
        self.another_button.setText(tr("Import another file"))
        result, source = self._flow.result, self._flow.source
        if result is None or source is None:
            return
        written = result.created + result.updated
        if self._flow.undone:
            self.sentence.setText(tr("The import was taken back; nothing of it is left."))
        elif written and house:
            self.sentence.setText(text(nmsg("{n} row was imported from {file}.", "{n} rows were imported from {file}.",
                                            written, file=source.path.name)))
        elif written:
            self.sentence.setText(text(nmsg(
                "{n} application was imported from {file} into “{call}”.",
                "{n} applications were imported from {file} into “{call}”.", written, file=source.path.name,
                call=self._flow.call)))
        else:
            self.sentence.setText(tr("Nothing was written: {file} says nothing new.", file=source.path.name))
        self._figures(result)
        self._dress()
        self._allow()

    def _figures(self, result: AnyResult) -> None:
        house = isinstance(result, HouseImportResult)
        facts = result.facts if isinstance(result, HouseImportResult) and not self._flow.undone else ()
        self.facts.setText(current().clauses(text(fact) for fact in facts))
        self.facts.setVisible(bool(facts))
        asked, refused = len(result.asked), len(result.refused)
        lines = {
            "create": (result.created, msg("rows with something new") if house else msg("new applications")),
            "update": (result.updated, msg("rows that changed something") if house else msg("applications updated")),
            "same": (result.same, msg("the same as before; left alone")),
            "ask": (asked, msg("still to be answered; not imported")),
            "refuse": (refused, msg("refused; not imported")),
        }
        for verdict, (count, words) in lines.items():
            self.figures[verdict].setText(current().number(count))
            self._words[verdict].setText(text(words))

    def _allow(self) -> None:
        result = self._flow.result
        if result is None:
            return
        self.undo_button.setVisible(bool(result.changes) and not self._flow.undone)
        self.undo_button.setEnabled(not self._flow.step)
        self.refused_button.setVisible(bool(result.refused))
        self._next = self._sheet_after() if self._flow.kind.key == HOUSE else ""  # applicants stand on one sheet
        self.sheet_button.setVisible(bool(self._next))
        self.sheet_button.setText(tr("Next sheet: {name}", name=self._next.replace("&", "&&")))

    def _sheet_after(self) -> str:
        """The sheet of the workbook that stands behind the one just imported, if there is one with rows."""
        source = self._flow.source
        sheets = [one for one in source.info.sheets if not one.hidden] if source is not None else []
        at = next((at for at, one in enumerate(sheets) if source is not None and one.name == source.sheet.name),
                  len(sheets))
        return next((one.name for one in sheets[at + 1:] if one.rows > 1), "")

    def _dress(self) -> None:
        super()._dress()
        if not hasattr(self, "_icons"):  # the card dresses itself while it is being built
            return
        ratio = self.devicePixelRatioF()
        undone = self._flow.undone
        self._mark.setPixmap(self._context.theme.pixmap("undo-2" if undone else "circle-check",
                                                        "muted" if undone else "success", 20, ratio))
        for verdict, label in self._icons.items():
            look = LOOKS[verdict]
            label.setPixmap(self._context.theme.pixmap(look.icon, look.tone, 16, ratio))
