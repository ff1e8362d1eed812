"""Services: engagements and the ledger first, then calendar, entitlements, trainings and mentors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, tr
from incubator_gui.core.settings import PERSON_NAME
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import ChoiceFilter
from incubator_gui.views.services import commands, menus
from incubator_gui.views.services.catalogue_dialog import CatalogueDialog
from incubator_gui.views.services.company_field import finder
from incubator_gui.views.services.header import PARTS, Header
from incubator_gui.views.services.ledger_card import month_of
from incubator_gui.views.services.new_dialog import NewEngagementDialog
from incubator_gui.views.services.panel import EngagementPanel
from incubator_gui.views.services.parts import Parts
from incubator_gui.views.services.stock import Known, Stock, read_stock
from incubator_gui.views.services.work_part import WorkPart
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.tab import Tab

SHOWS = ("engagement", "deliverable", "training", "training_seat", "ledger_entry", "entitlement", "service", "company",
         "person", "house_setting")
"""Tables whose changes board, table and head show."""

class ServicesScreen(Screen):
    """Board or table with the ledger below, or one of the further parts."""

    id = "services"
    title = msg("Services")
    icon = "hand-helping"
    shortcut = "Alt+6"
    kinds = frozenset({"engagement", "training", "service"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self._day: date | None = None
        self._stock: Stock | None = None
        self._waiting: list[Callable[[], object]] = []
        self.dialog: Dialog | None = None
        self.known = Known(context.clock.today())
        self.header = Header(theme)
        self.messages = MessageArea(theme)
        self.part = WorkPart(context, self.known)
        self._panel: EngagementPanel | None = None
        self.empty = EmptyState(theme, "hand-helping", msg("No services yet. The standard catalogue has thirteen, such"
                                                           " as mentoring and business-plan analysis; each can be"
                                                           " renamed or removed."),
                                msg("Take the standard catalogue"), msg("Write my own"), button_icon="plus")
        self.empty.setContentsMargins(4, 0, 0, 0)  # below the title
        self.parts = Parts(context, self.part, self.empty)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.header)
        column.addWidget(self.messages)
        column.addWidget(self.parts, 1)
        commands.declare(self)
        self._connect()
        self.retranslate()

    # the protocol of a screen ----------------------------------------------------------------

    def activated(self, first: bool) -> None:
        """Read at the first visit."""
        if first:
            self.part.table.rows.set_loading()
            self.part.board.fill()
            self.reload()
            self.part.ledger.read()
            self.part.views.read()
        tab = self._tab()
        if tab is not None:
            tab.activated()

    def reload(self) -> None:
        """Read everything that board, table and head show."""
        house, day = self.context.house, self._day
        names = (self.context.settings.get(PERSON_NAME), house.database.actor.who)
        self.context.jobs.read(lambda: read_stock(house, day, names), self._show, failed=self._failed, owner=self,
                               key="stock", title=msg("Reading the services"))

    def refresh(self, changes: Changes) -> None:
        """Read again what is shown."""
        if not self.began:
            return
        if changes.touches(*SHOWS):
            self.reload()
        if changes.touches("saved_view"):
            self.part.views.read()
        self.part.ledger.refresh(changes)
        if self._panel is not None:
            self._panel.refresh(changes)
        self.parts.refresh(changes)

    def retranslate(self) -> None:
        """Every word in the language of the screen."""
        self.known.retranslate()
        self.setAccessibleName(tr("Services"))
        for part in (self.header, self.messages, self.part, self.empty, self.parts):
            part.retranslate()
        if self._panel is not None:
            self._panel.words()

    def set_date(self, day: date | None) -> None:
        """The lists of another day; the ledger turns to its month."""
        self._day = day
        self.known.today = day or self.context.clock.today()
        self.part.ledger.month = self.known.today.replace(day=1)
        if self.began:
            self.reload()
            self.part.ledger.words()
            self.part.ledger.read_entries()
        self.parts.set_date(day)

    def open_record(self, kind: str, id: UUID) -> None:
        """An engagement in the side panel, a training in its part, a service as a filter of the table."""
        if kind == "training":
            self.header.parts.choose("trainings")
            tab = self._tab()
            if tab is not None:
                tab.open_record(kind, id)
        elif kind == "service":
            self.when_there(lambda: self._show_service(id))
        else:
            if self.header.parts.key not in ("board", "table"):
                self.header.parts.choose("board")
            self.when_there(lambda: self._enter(id))

    def apply(self, filters: dict[str, Any]) -> None:
        """`list` is under_served, over, odd, overdue, due or no_owner; `company` an id, `month` a day or 2027-05,
        `part` one of the parts, `status` of the table, `ids` only these of the list; `book` puts the keyboard into
        the quick line.
        """
        part = filters.get("part") or filters.get("tab")
        if part in [key for key, _words, _icon in PARTS]:
            self.header.parts.choose(str(part))
            tab = self._tab()
            if tab is not None:
                tab.apply(filters)
                return
        if self.header.parts.key not in ("board", "table"):
            self.header.parts.choose("board")
        if "month" in filters:
            self.part.ledger.show_month(month_of(filters["month"]))
        company = filters.get("company")
        if company is not None:
            self.part.ledger.show_company(UUID(str(company)))
        wanted, status = filters.get("list"), filters.get("status")
        ids = [UUID(str(id)) for id in filters.get("ids") or ()]
        if isinstance(wanted, str):
            self.when_there(lambda: self._show_list(wanted, ids))
        elif ids:
            self._show_table({"ids": ChoiceFilter(frozenset(ids))})
        elif status is not None:
            several = frozenset([status] if isinstance(status, str) else status)
            self._show_table({"status": ChoiceFilter(several)})
        elif company is not None:
            self.when_there(lambda: self._of_company(UUID(str(company))))
        if "book" in filters:
            self.part.ledger.begin(str(filters["book"])) if filters["book"] else self.part.ledger.focus_line()

    def side_panel(self) -> QWidget | None:
        """The panel of the selected engagement, or the one of the part in front."""
        tab = self._tab()
        if tab is not None:
            return tab.side_panel()
        return self._panel if self._panel is not None and self._panel.id is not None else None

    def print_(self) -> None:
        """What is in front: the ledger while the keyboard is in it, else what stands above it."""
        tab = self._tab()
        if tab is not None:
            tab.print_()
        elif self.part.ledger.isAncestorOf(self.focusWidget() or self):
            self.part.ledger.print_()
        else:
            self.part.print_()

    def leave(self) -> bool:
        """Save what is being typed."""
        return all([self._panel is None or self._panel.commit(), self.parts.leave()])

    def state(self) -> dict[str, Any]:
        """Which part, whose, sizes, what each part remembers."""
        return {"part": self.header.parts.key, "whose": self.header.whose.key, "work": self.part.state(),
                "tabs": self.parts.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        self.parts.restore(state.get("tabs"))
        work = state.get("work")
        self.part.restore(work if isinstance(work, dict) else {})
        self.context.actions.qaction(commands.ENDED.id).setChecked(self.part.board.ended)
        self.header.whose.choose(str(state.get("whose")))
        self.header.parts.choose(str(state.get("part")))

    @property
    def tabs(self) -> dict[str, Tab]:
        """The further parts that were shown so far."""
        return self.parts.tabs

    @property
    def panel(self) -> EngagementPanel:
        """The panel of an engagement; building it waits until one is chosen."""
        if self._panel is None:
            part, panel = self.part, EngagementPanel(self.context, self.known, self)
            panel.hide()
            panel.status_chosen.connect(lambda id, status: part.move_to([id], status))
            panel.book_asked.connect(part.book_on)
            panel.remove_asked.connect(part.remove)
            panel.gone.connect(self.context.shell.refresh_side)
            panel.close_asked.connect(self._close_side)
            self._panel = panel
        return self._panel

    # what is done here -----------------------------------------------------------------------

    def when_there(self, run: Callable[[], object]) -> None:
        """Run now, or as soon as the rows are there."""
        if self._stock is not None:
            run()
        else:
            self._waiting.append(run)

    def add(self) -> None:
        """A new engagement; the names come with the ledger's quick line."""
        find = finder(lambda: self.part.ledger.quick.known)
        dialog = NewEngagementDialog(self.context, self.known, find, self)
        dialog.accepted.connect(lambda: self._added(dialog))
        self._open_dialog(dialog)

    def manage_catalogue(self) -> None:
        """The dialog of services."""
        self._open_dialog(CatalogueDialog(self.context, self))

    def take_standard(self) -> None:
        """The standard services."""
        house = self.context.house
        self.context.jobs.write(lambda: house.catalogue.add_standard(), owner=self, title=msg("Adding services"))

    def _connect(self) -> None:
        header, part = self.header, self.part
        header.part_chosen.connect(self._turn)
        self.parts.front_asked.connect(header.parts.choose)
        header.whose_chosen.connect(lambda _key: self._narrow())
        header.list_asked.connect(lambda key: self._show_list(key))
        header.new_asked.connect(self.add)
        header.more_asked.connect(lambda: menus.more(part, header.more.mapToGlobal(
            QPoint(0, header.more.height() + 2))))
        part.selected.connect(self._select)
        part.entered.connect(self._enter)
        part.training_opened.connect(lambda id: self.open_record("training", id))
        part.mode_asked.connect(header.parts.choose)
        part.new_asked.connect(self.add)
        self.empty.pressed.connect(self.take_standard)
        self.empty.linked.connect(self.manage_catalogue)

    def _show(self, stock: Stock) -> None:
        self._stock = stock
        self.messages.clear()
        self.known.take(stock)
        self.part.ledger.quick.me = stock.me
        why = tr("Nobody of the staff is called as you are in the settings.")
        self.header.whose.enable("mine", stock.me is not None, why)
        if stock.me is None:
            self.header.whose.choose("all")
        self.part.owner = self._owner()
        self.part.show_stock(stock)
        self.header.count(stock.attention, self._owner())
        self._show_page()
        waiting, self._waiting = self._waiting, []
        for run in waiting:
            run()

    def _failed(self, error: IncubatorError) -> None:
        self.messages.clear()
        self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.reload)

    def _owner(self) -> UUID | None:
        return self.known.me if self.header.whose.key == "mine" else None

    def _narrow(self) -> None:
        if self._stock is not None:
            self.part.narrow(self._owner())
            self.header.count(self._stock.attention, self._owner())

    def swap(self) -> None:
        """Mine, or the whole house."""
        if self.known.me is not None:
            self.header.whose.choose("all" if self.header.whose.key == "mine" else "mine")

    def toggle_ended(self) -> None:
        """The board with or without what has ended."""
        board = self.part.board
        board.ended = not board.ended
        self.context.actions.qaction(commands.ENDED.id).setChecked(board.ended)
        board.fill()

    def to_filter(self) -> None:
        """The keyboard goes to the filter of the table."""
        self.header.parts.choose("table")
        self.part.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # parts -----------------------------------------------------------------------------------

    def _tab(self) -> Tab | None:
        return self.parts.tab(self.header.parts.key)

    def _turn(self, key: str) -> None:
        tab = self._tab()
        if tab is None:
            self.part.show_mode(key)
        elif self.began:
            tab.activated()
        self.header.show_part(tab is None)
        self._show_page()
        self.context.shell.refresh_side()

    def _show_page(self) -> None:
        stock = self._stock
        self.parts.show_part(self.header.parts.key, empty=stock is not None and not stock.services and not stock.lines)

    def _show_list(self, key: str, ids: Sequence[UUID] = ()) -> None:
        if key in ("under_served", "over", "odd"):
            if self._tab() is not None:
                self.header.parts.choose("board")
            self.part.show_list(key, ids)
        else:
            self._show_table(self.part.filter_of(key, ids))

    def _show_table(self, filters: dict[str, Any]) -> None:
        self.header.parts.choose("table")
        self.part.show_mode("table")
        self.part.filter(filters)
        self.part.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _of_company(self, id: UUID) -> None:
        names = {line.company for line in self._stock.lines if line.company_id == id} if self._stock else set()
        self._show_table({"company": ChoiceFilter(frozenset(names))} if names else {})

    def _show_service(self, id: UUID) -> None:
        name = self.known.service_names.get(id)
        self._show_table({"service": ChoiceFilter(frozenset({name}))} if name is not None else {})

    # one engagement --------------------------------------------------------------------------

    def _select(self, id: UUID) -> None:
        was = self.panel.id
        self.panel.open(id)
        if was is None:
            self.context.shell.refresh_side()

    def _enter(self, id: UUID) -> None:
        self.part.select(id)
        self._select(id)
        self.panel.show_tab("details")
        self.panel.fields.fields["title"].setFocus(Qt.FocusReason.TabFocusReason)

    def _added(self, dialog: NewEngagementDialog) -> None:
        id = dialog.added
        if id is not None:
            self._select(id)

    def _open_dialog(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._dialog_closed)
        dialog.open()

    def _dialog_closed(self) -> None:
        self.dialog = None

    def _close_side(self) -> None:
        if self.context.actions.has("view.side"):
            self.context.actions.trigger("view.side")
