"""The stay of a company: clocks, contract, desks, what is due, the exit with its evidence, and earlier stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import Field
from incubator_gui.domain.residency import CONDITIONS, STAY_KINDS
from incubator_gui.services.residency_read import ResidencyRow
from incubator_gui.views.companies.parts import Rows
from incubator_gui.views.companies.plain_table import PlainTable
from incubator_gui.views.companies.stay_dialogs import BeginDialog, ExitDialog
from incubator_gui.views.companies.stay_due import StayDue
from incubator_gui.views.companies.stay_words import (
    EXIT_FIELDS,
    FIELDS,
    STATE_LOOKS,
    STATES,
    age_remark,
    day_words,
    end_remark,
    exit_words,
    months,
    pick,
    stay_remark,
)
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.widgets.card import Card, FigureRow, KeyFigure
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.record_fields import RecordFields
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.tag import Tag, Tone

_TITLES = (pmsg("stay", "State"), msg("Kind"), msg("Contract no."), msg("Stay from"), msg("Planned end"),
           pmsg("stay", "Left on"), msg("Exit"), msg("Evidence"))


class StayTab(QWidget):
    """`asked` turns to another tab of the company."""

    asked = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self._stock: CompanyStock | None = None
        self._chosen: UUID | None = None
        self.dialog: BeginDialog | ExitDialog | None = None
        self.figures = {key: KeyFigure(theme, wraps=True) for key in ("stay", "age", "desks", "end", "all")}
        self.fields = RecordFields(context, FIELDS, self._save, self)
        self.exit_fields = RecordFields(context, EXIT_FIELDS, self._save, self)
        self._rows, self._exit_rows = Rows(theme, 136), Rows(theme, 136)
        for declared in FIELDS:
            self._rows.add(declared.label, self.fields.fields[declared.key])
        for declared in EXIT_FIELDS:
            self._exit_rows.add(declared.label, self.exit_fields.fields[declared.key])
        self._card, self._all = Card(theme), Card(theme)
        self._state = Tag(theme)
        self.begin, self.leave = Button(theme, icon="log-in"), Button(theme, icon="log-out")
        self.stay_on, self.more = Button(theme, icon="undo-2"), IconButton(theme, "ellipsis")
        for widget in (self._state, self.begin, self.leave, self.stay_on, self.more):
            self._card.add_tool(widget)
        self._none = PlainLabel("", "muted", wrap=True)
        self._none.setContentsMargins(12, 12, 12, 12)
        self._exit = PlainLabel("", "strong", wrap=True)
        self._exit.setContentsMargins(12, 4, 12, 0)
        for part in (self._none, self._rows, self._exit, self._exit_rows):
            self._card.body.addWidget(part)
        self._card.body.addStretch()
        self.due = StayDue(context)
        self.table = PlainTable(theme, _TITLES, len(_TITLES) - 1)
        self._all.body.addWidget(self.table)
        self._all.body.addStretch()
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        column.addWidget(FigureRow(list(self.figures.values())))
        middle = QHBoxLayout()
        tight(middle, 16)
        middle.addWidget(self._card, 3)
        middle.addWidget(self.due, 2)
        column.addLayout(middle)
        column.addWidget(self._all)
        column.addStretch()
        self.begin.clicked.connect(self.ask_begin)
        self.leave.clicked.connect(self.ask_exit)
        self.stay_on.clicked.connect(self.take_back)
        self.more.clicked.connect(self.open_menu)
        self.table.currentCellChanged.connect(lambda row, *_rest: self._choose(row))
        self.figures["desks"].opened.connect(self._open_plan)
        self.retranslate()

    # showing ---------------------------------------------------------------------------------

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        if self._stock is None or self._stock.id != stock.id:
            self._chosen = None
        self._stock = stock
        if self._chosen is not None and all(row.id != self._chosen for row in stock.stays):
            self._chosen = None
        self.due.show_duties(stock.due, stock.today)
        self._fill_table(stock)
        self._fill()

    def stay(self) -> ResidencyRow | None:
        """The stay whose fields are shown."""
        stock = self._stock
        if stock is None:
            return None
        chosen = next((row for row in stock.stays if row.id == self._chosen), None)
        return chosen or pick(stock.stays, stock.today)

    def commit(self) -> bool:
        """Save what is being typed; False when something wrong stands in a field."""
        right = [self.fields.commit(), self.exit_fields.commit()]
        return all(right)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._card.set_words(tr("Stay"))
        self._all.set_words(tr("All stays"))
        self.begin.setText(tr("Begin a stay…"))
        self.leave.setText(tr("Enter the exit…"))
        self.stay_on.setText(tr("Take back the exit"))
        self.more.set_name(tr("More about the stay"))
        self._none.setText(tr("The company has no stay yet. Begin one when it moves in, or is supported without a"
                              " desk."))
        self.due.retranslate()
        for part in (self._rows, self._exit_rows, self.fields, self.exit_fields):
            part.retranslate()
        self.table.retranslate(tr("All stays"))
        if self._stock is not None:
            self.show_stock(self._stock)

    def _fill(self) -> None:
        stock, row = self._stock, self.stay()
        if stock is None:
            return
        self._show_figures(stock, row)
        for part in (self._rows, self.more, self._state):
            part.setVisible(row is not None)
        self._none.setVisible(row is None)
        open_end = any(one.ends_on is None for one in stock.stays)
        self.begin.setVisible(not open_end)
        self.leave.setVisible(row is not None and row.ends_on is None)
        self.stay_on.setVisible(row is not None and row.ends_on is not None)
        left = row is not None and row.ends_on is not None
        self._exit.setVisible(left)
        self._exit_rows.setVisible(left)
        if row is None:
            return
        state = row.state(stock.today)
        icon, tone = STATE_LOOKS[state]
        tones: dict[str, Tone] = {"muted": "neutral", "success": "success"}
        self._state.set(text(STATES[state]), icon, tones[tone])
        self.fields.show(row.id, {key.key: getattr(row, key.key) for key in FIELDS})
        self.exit_fields.show(row.id, {key.key: getattr(row, key.key) for key in EXIT_FIELDS})
        if left:
            condition = text(CONDITIONS.get(row.exit_condition, row.exit_condition)) if row.exit_condition else ""
            words = current().joined(part for part in (exit_words(row), condition) if part)
            self._exit.setText(tr("Exit on {day}: {words}", day=row.ends_on, words=words))

    def _show_figures(self, stock: CompanyStock, row: ResidencyRow | None) -> None:
        put = self.figures
        if row is None:
            for key, words in (("stay", tr("Months of stay")), ("age", tr("Age at entry")),
                               ("desks", tr("Desks today")), ("end", tr("Planned end")), ("all", tr("Stays"))):
                put[key].set(words, "–", opens=False)
            return
        begun = row.clocks.entered is not None
        put["stay"].set(tr("Months of stay"), months(row.clocks.stay) if begun else "–", "",
                        *(stay_remark(row, stock.rules) if begun else ("", "")), opens=False)
        put["age"].set(tr("Age at entry"), months(row.clocks.age_at_entry), "",
                       *(age_remark(row, stock.rules, stock.sheet.row.founded_on) if begun else ("", "")), opens=False)
        wanted = tr("of {n}", n=row.desks) if row.desks is not None else ""
        short = row.desks is not None and row.desks_now < row.desks and row.state(stock.today) == "present"
        put["desks"].set(tr("Desks today"), current().number(row.desks_now), wanted, row.places or tr("none yet"),
                         "warning" if short else "muted", opens=True)
        end = row.ends_on or row.planned_end
        put["end"].set(tr("Leaves on") if row.ends_on else tr("Planned end"), day_words(end), "",
                       *end_remark(row, stock.today), opens=False)
        put["all"].set(tr("Stays"), current().number(len(stock.stays)), "",
                       tr("first one from {day}", day=stock.stays[0].starts_on), opens=False)

    def _fill_table(self, stock: CompanyStock) -> None:
        self.table.blockSignals(True)
        self.table.show_rows([(row.id, self._cells(row, stock)) for row in stock.stays])
        self._all.setVisible(bool(stock.stays))
        self.table.setFixedHeight(self._context.theme.px(32 * (1 + min(6, len(stock.stays))) + 4))
        shown = self.stay()
        if shown is not None:
            self.table.setCurrentCell(stock.stays.index(shown), 0)
        self.table.blockSignals(False)

    @staticmethod
    def _cells(row: ResidencyRow, stock: CompanyStock) -> tuple[str, ...]:
        return (text(STATES[row.state(stock.today)]), text(STAY_KINDS.get(row.kind, row.kind)), row.contract or "–",
                day_words(row.starts_on), day_words(row.planned_end), day_words(row.ends_on), exit_words(row),
                row.exit_evidence or "–")

    def _choose(self, line: int) -> None:
        stock = self._stock
        if stock is not None and 0 <= line < len(stock.stays) and stock.stays[line].id != self._chosen:
            if not self.commit():
                QTimer.singleShot(0, self, self._stay_here)
                return
            self._chosen = stock.stays[line].id
            self._fill()

    def _stay_here(self) -> None:
        """The line goes back to the stay whose fields are shown: something wrong stands in them."""
        stock, shown = self._stock, self.stay()
        if stock is not None and shown is not None:
            self.table.blockSignals(True)
            self.table.setCurrentCell(stock.stays.index(shown), 0)
            self.table.blockSignals(False)

    # changing --------------------------------------------------------------------------------

    def _save(self, declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
        house, id = self._context.house, self.fields.record
        return lambda: house.residency.edit(id, {declared.key: seen}, **{declared.key: value})

    def ask_begin(self) -> None:
        """The dialog that begins a stay."""
        stock = self._stock
        if stock is None:
            return
        company_row = stock.sheet.row
        dialog = BeginDialog(self._context, stock.rules, company_row.founded_on, company_row.life, self.window())
        house, company = self._context.house, stock.id
        self._open(dialog, lambda values: house.residency.begin(company, values.pop("kind"), values.pop("starts_on"),
                                                                **values), msg("Beginning a stay"))

    def ask_exit(self) -> None:
        """The dialog that enters an exit."""
        stock, row = self._stock, self.stay()
        if stock is None or row is None or row.ends_on is not None:
            return
        dialog = ExitDialog(self._context, row, stock.documents, self.window())
        house, id = self._context.house, row.id
        self._open(dialog, lambda values: house.residency.exit(id, values.pop("on"), values.pop("kind"), **values),
                   msg("Entering an exit"))

    def take_back(self) -> None:
        """The company stays after all."""
        row, house = self.stay(), self._context.house
        if row is not None and row.ends_on is not None:
            self._write(lambda: house.residency.take_back_exit(row.id), msg("Taking an exit back"))

    def remove(self) -> None:
        """The stay goes, as if it had never been."""
        row, house = self.stay(), self._context.house
        if row is not None:
            self._write(lambda: house.residency.remove(row.id), msg("Removing a stay"))

    def open_menu(self) -> QMenu:
        """What else can be done with the stay."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("Show the desks on the floor plan"), self._open_plan)
        menu.addSeparator()
        menu.addAction(tr("Remove the stay"), self.remove)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        return menu

    def _open_plan(self) -> None:
        if self._stock is not None:
            self._context.shell.open_screen("floor_plan", {"company": self._stock.id})

    def _write(self, work: Callable[[], Any], title: Message) -> None:
        self._context.jobs.write(work, owner=self, title=title,
                                 failed=lambda error: self._context.shell.warn(error.message))

    def _open(self, dialog: BeginDialog | ExitDialog, save: Callable[[dict[str, Any]], Any], title: Message) -> None:
        def send() -> None:
            if dialog.read():
                values = dict(dialog.values)
                dialog.busy()
                self._context.jobs.write(lambda: save(values), lambda _result: dialog.accept(), failed=refused,
                                         owner=dialog, title=title)

        def refused(error: IncubatorError) -> None:
            dialog.refused(error)

        dialog.submitted.connect(send)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None


