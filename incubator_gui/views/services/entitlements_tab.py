"""What companies may use: granted, used, left; granted to many at once, changed in place, renewed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, nmsg, ntr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import ChoiceFilter, Edit, Row
from incubator_gui.services.catalogue import ServiceRow
from incubator_gui.services.dossiers import CompanyChoice, DossiersService
from incubator_gui.services.entitlements import Balance
from incubator_gui.services.house import House
from incubator_gui.views.services.entitlements_columns import ALL, changed, make_columns, row_of
from incubator_gui.views.services.entitlements_grant import GrantDialog
from incubator_gui.views.services.tab_table import TableTab
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.labels import ElidedLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button
from incubator_gui.widgets.switch import CheckBox

_SHOWN = ("entitlement", "ledger_entry", "service", "company", "house_setting")


@dataclass(frozen=True, slots=True)
class _Stock:
    balances: tuple[Balance, ...]
    services: tuple[ServiceRow, ...]
    companies: tuple[CompanyChoice, ...]
    whole: bool


def _read(house: House) -> _Stock:
    return _Stock(house.entitlements.balances(), house.catalogue.rows(), DossiersService(house.database).choices(),
                  house.keeping.settings()["entitlement_counts"] != "contact")


class EntitlementsTab(TableTab):
    """The balances, those in force on the day or all."""

    title = msg("Entitlements")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._services: dict[Any, Message | str] = {}
        empty = EmptyState(context.theme, "hourglass",
                           msg("What companies may use will stand here, with what is left."), msg("Grant hours"),
                           button_icon="plus")
        super().__init__(context, make_columns(self._services), "services.entitlements", empty, parent)
        theme = context.theme
        self._stock: _Stock | None = None
        self.dialog: GrantDialog | None = None
        self.span = SegmentedControl(theme, (("day", msg("In force"), ""), ("all", msg("All periods"), "")),
                                     msg("Which entitlements"))
        self.summary = ElidedLabel("", "label")
        self.whole = CheckBox(theme, "")
        self._export = Button(theme, icon="download", shrinks=True)
        self.renew = Button(theme, icon="refresh-cw", shrinks=True)
        self.grant = Button(theme, icon="plus", kind="main")
        for widget in (self.span, self.summary, self.whole, self._export, self.renew, self.grant):
            self.tools.addWidget(widget, 1 if widget is self.summary else 0)
        self.span.chosen.connect(lambda _key: self._show())
        self.whole.clicked.connect(self._set_whole)
        self._export.clicked.connect(self.ask_file)
        self.renew.clicked.connect(self.renew_marked)
        self.grant.clicked.connect(self.ask_grant)
        empty.pressed.connect(self.ask_grant)
        self.table.link_clicked.connect(lambda id, _key: self._ledger(id))
        self.table.activated_id.connect(self._ledger)
        self.table.selected.connect(lambda _ids: self._allow())
        self.table.rows.checks_changed.connect(self._allow)
        self.retranslate()

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """All balances anew."""
        house = self.context.house
        self.context.jobs.read(lambda: _read(house), self._take, failed=self.failed, owner=self, key="rows")

    def touched(self, changes: Changes) -> bool:
        """Hours booked use them up."""
        return changes.touches(*_SHOWN)

    def apply(self, filters: dict[str, Any]) -> None:
        """`over`: those that were exceeded; `company`: those of one company."""
        self.bar.clear()
        if filters.get("over"):
            self.span.choose("day")
            self.table.set_filter("state", ChoiceFilter(frozenset({"over"})))
        self._company = filters.get("company")
        self._show()

    _company: UUID | None = None

    def _take(self, stock: _Stock) -> None:
        self._stock = stock
        self._name_services()
        self.whole.setChecked(stock.whole)
        self._show()
        self.arrived()

    def _show(self) -> None:
        stock = self._stock
        if stock is None:
            return
        shown = [one for one in stock.balances if (self.span.key == "all" or one.holds_on(self.today))
                 and self._company in (None, one.company_id)]
        self.table.rows.set_rows([row_of(one) for one in shown])
        self.body.setCurrentWidget(self.table if stock.balances else self.empty)
        self.bar.setVisible(bool(stock.balances))
        for widget in (self.span, self.summary, self._export, self.renew):
            widget.setVisible(bool(stock.balances))
        granted, used = (sum((getattr(one, key) for one in shown), Decimal(0)) for key in ("granted", "used"))
        over = sum(one.is_over for one in shown)
        words = tr("{used} of {granted} h used", used=used, granted=granted)
        self.summary.setText(f"{words} · " + ntr("{n} over", "{n} over", over) if over else words)
        self._allow()

    def _name_services(self) -> None:
        if self._stock is not None:
            self._services.clear()
            self._services[ALL] = msg("all services")
            self._services.update({one.id: one.name(current().language) for one in self._stock.services})

    def set_date(self, day: Any) -> None:
        """Only those in force on the day."""
        self.day = day
        self._show()

    # doing -----------------------------------------------------------------------------------

    def save_edit(self, edit: Edit, row: Row) -> Callable[[], Changes]:
        """Any of the editable columns."""
        house, values = self.context.house, changed(edit.key, edit.value)
        return lambda: house.entitlements.change(edit.id, **values)

    def save_many(self, edits: Sequence[Edit]) -> Callable[[], Changes]:
        """What was pasted, in one step."""
        house, values = self.context.house, dict[UUID, dict[str, Any]]()
        for edit in edits:
            values.setdefault(edit.id, {}).update(changed(edit.key, edit.value))
        return lambda: house.entitlements.change_each(values)

    def ask_grant(self, companies: Iterable[UUID] = ()) -> None:
        """The dialog that grants hours; the companies of the marked rows are ticked."""
        if self._stock is None:
            return
        marked = [row[10] for row in map(self.table.rows.row_of, self.table.rows.checked()) if row is not None]
        services = [one for one in self._stock.services if one.is_active]
        dialog = GrantDialog(self.context, self._stock.companies, services, [*(companies or ()), *marked],
                             current().language, self.window())
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def ask_new(self) -> None:
        """Grant hours."""
        self.ask_grant()

    def renew_marked(self) -> None:
        """The same hours for the next period."""
        ids, house = self.table.marked_ids(), self.context.house
        if not ids:
            self.context.shell.say(msg("Select entitlements first."))
            return
        self.context.jobs.write(lambda: house.entitlements.renew(ids), self._renewed, owner=self,
                                title=nmsg("Renewing {n} entitlement", "Renewing {n} entitlements", len(ids)))

    def remove_marked(self) -> None:
        """Take the marked ones away; undo brings them back."""
        ids, house = self.table.marked_ids(), self.context.house
        if ids:
            self.context.jobs.write(lambda: house.entitlements.remove(ids), owner=self)

    def fill_menu(self, menu: QMenu, ids: list[UUID]) -> None:
        """The ledger, the company, renew, remove."""
        if len(ids) == 1:
            menu.addAction(tr("Show the ledger of the company"), lambda: self._ledger(ids[0]))
            menu.addAction(tr("Open the company"), lambda: self._open(ids[0]))
            menu.addSeparator()
        menu.addAction(tr("Renew for the next period"), self.renew_marked)
        menu.addAction(tr("Grant hours…"), lambda: self.ask_grant([
            row[10] for row in map(self.table.rows.row_of, ids) if row is not None]))
        menu.addAction(tr("Remove"), self.remove_marked)

    def _renewed(self, _outcome: Any) -> None:
        self.table.rows.set_checked(self.table.rows.checked(), False)
        self.span.choose("all")

    def _ledger(self, id: UUID) -> None:
        row = self.table.rows.row_of(id)
        if row is not None:
            self.context.shell.open_screen("services", {"company": row[10]})

    def _open(self, id: UUID) -> None:
        row = self.table.rows.row_of(id)
        if row is not None:
            self.context.shell.open_record("company", row[10])

    def _set_whole(self) -> None:
        house, value = self.context.house, "both" if self.whole.isChecked() else "contact"
        sentence = (msg("Preparation counts against entitlements now") if value == "both"
                    else msg("Only contact counts against entitlements now"))
        self.context.jobs.write(lambda: house.keeping.set_many({"entitlement_counts": value}, sentence), owner=self)

    def _allow(self) -> None:
        self.renew.setEnabled(bool(self.table.marked_ids()))

    def _closed(self) -> None:
        self.dialog = None

    # words -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._name_services()
        super().retranslate()
        self.span.retranslate()
        self.whole.set_words(tr("Preparation counts"))
        self._export.setText(tr("Export…"))
        self.renew.setText(tr("Renew"))
        self.grant.setText(tr("Grant hours"))
        self._show()

    def state(self) -> dict[str, Any]:
        """Also which periods."""
        return super().state() | {"span": self.span.key}

    def restore(self, state: dict[str, Any]) -> None:
        """Also which periods."""
        super().restore(state)
        self.span.choose(str(state.get("span", "day")))
