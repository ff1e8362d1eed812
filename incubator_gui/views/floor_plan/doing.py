"""The commands of the screen, its menus, and what follows a drop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import Message, tr
from incubator_gui.domain.programme import add_months
from incubator_gui.domain.space import Holding, Span
from incubator_gui.views.floor_plan import commands
from incubator_gui.views.floor_plan.aims import Aim, aim_of
from incubator_gui.views.floor_plan.dates_dialog import DATES, END, EXTEND
from incubator_gui.views.floor_plan.stay_part import StayDraft
from incubator_gui.widgets import table_edit, table_menu
from incubator_gui.widgets.list_file import ListFile
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.plan import Payload, Target

if TYPE_CHECKING:
    from incubator_gui.views.floor_plan.screen import FloorPlanScreen


class Doing:
    """Stands between the screen's parts and its deeds."""

    def __init__(self, screen: FloorPlanScreen) -> None:
        self._screen = screen
        self.menu_shown: QMenu | None = None
        self.file: ListFile | None = None
        self._carried_from: QWidget | None = None

    def declare(self) -> None:
        """Declare every command."""
        screen, deeds = self._screen, self._screen.deeds
        for action, run in (
                (commands.ALLOCATE, self.allocate), (commands.MOVE, deeds.move), (commands.SWAP, deeds.swap),
                (commands.END, lambda: deeds.dates(END)), (commands.EXTEND, lambda: deeds.dates(EXTEND)),
                (commands.DATES, lambda: deeds.dates(DATES)), (commands.LOCK, deeds.lock),
                (commands.REMOVE, deeds.remove), (commands.COMPANY, self.open_company), (commands.CARRY, self.carry),
                (commands.FIND, lambda: screen.search.setFocus(Qt.FocusReason.ShortcutFocusReason)),
                (commands.EXPORT, self.export), (commands.PRINT_LIST, self.print_list),
                (commands.SET_UP, lambda: screen.context.shell.open_screen("house")),
                (commands.PLAN, lambda: self.view("plan")), (commands.TABLE, lambda: self.view("table")),
                (commands.BOTH, lambda: self.view("both")), (commands.BESIDE, screen.turn_table),
                (commands.FIT, lambda: screen.plan.canvas.fit()),
                (commands.ABOVE, lambda: self.next_floor(1)), (commands.BELOW, lambda: self.next_floor(-1)),
                (commands.LATER, lambda: self.next_month(1)), (commands.EARLIER, lambda: self.next_month(-1))):
            screen.context.actions.add(action, run)

    # commands --------------------------------------------------------------------------------

    def allocate(self) -> None:
        """For the company of the waiting list that has the keyboard, else for the chosen places."""
        waiting = self._screen.side.waiting.list
        self._screen.deeds.allocate(waiting.current_id() if waiting.hasFocus() else None)

    def open_company(self) -> None:
        """The page of the company behind the choice."""
        companies = self._screen.model.companies()
        if len(companies) == 1:
            self._screen.context.shell.open_record("company", companies[0])

    def carry(self) -> None:
        """Carry what has the keyboard in a list, else the run that is chosen, by arrow keys."""
        side, canvas = self._screen.side, self._screen.plan.canvas
        payload = None
        self._carried_from = canvas
        for part in (side.waiting.list, side.here.list):
            line = part.current_line()
            if part.hasFocus() and line is not None:
                payload, self._carried_from = line.payload, part
        payload = payload or canvas.payload()
        if payload is None:
            self._screen.context.shell.say(tr("Choose a company in a list or on the plan first."))
            return
        if not self._screen.plan.isVisibleTo(self._screen):
            self._screen.show_view("both")
        canvas.carry(payload)
        self._screen.context.shell.say(tr("Arrow keys choose the place, Enter puts {company} down, Esc lets go.",
                                          company=payload.name))

    def carried(self) -> None:
        """The keyboard goes back to where it came from."""
        if self._carried_from is not None:
            self._carried_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def export(self) -> None:
        """The table as a file."""
        self._with_table()
        self.file = ListFile(self._screen.context, self._screen.seats.table, self._screen)
        self.file.ask(tr("Floor plan"))

    def print_list(self) -> None:
        """The table on paper."""
        self._with_table()
        print_table(self._screen.context, self._screen.seats.table, tr("Floor plan"))

    def _with_table(self) -> None:
        """The table has rows only while it is shown."""
        seats = self._screen.seats
        if not seats.live:
            seats.set_live(True)
            seats.set_live(self._screen.header.views.key != "plan")

    # where to look ---------------------------------------------------------------------------

    def view(self, key: str) -> None:
        """Plan, table or both, with the keyboard in it: what is hidden would hand it to whatever comes next."""
        screen = self._screen
        screen.show_view(key)
        part = screen.seats.table if key == "table" else screen.plan.canvas
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def site(self, site: UUID) -> None:
        """The first floor of another site."""
        model = self._screen.model
        floor = next((one.id for one in model.plan.floors if one.site == site), None) if model.plan else None
        if floor is not None:
            model.show_floor(floor)

    def next_floor(self, step: int) -> None:
        """The floor above or below."""
        model = self._screen.model
        floors = [floor.id for floor in model.floors]
        if model.floor in floors:
            place = floors.index(model.floor) + step
            if 0 <= place < len(floors):
                model.show_floor(floors[place])

    def next_month(self, step: int) -> None:
        """A month later or earlier."""
        self._screen.show_day(add_months(self._screen.model.day, step))

    def link(self, id: UUID, _column: str) -> None:
        """The company in a row of the table."""
        seat = self._screen.model.seat(id)
        if seat is not None and seat.company is not None:
            self._screen.context.shell.open_record("company", seat.company)

    def figure(self, key: str) -> None:
        """The list behind a figure of the box of occupancy."""
        screen = self._screen
        everywhere = screen.model.house_wide
        if key == "companies" and not everywhere:
            screen.side.show_tab("here")
        elif key == "companies":
            screen.context.shell.open_screen("companies", {"life": "resident"})
        else:
            if screen.header.views.key == "plan":
                screen.show_view("both")
            screen.seats.show_free(key == "free", everywhere=everywhere)

    # drops -----------------------------------------------------------------------------------

    def dropped(self, payload: Payload, target: Target) -> None:
        """Ask about what was let go on the plan."""
        screen = self._screen
        found = aim_of(screen.model, payload, target)
        if isinstance(found, Aim):
            screen.strip.show_aim(found, partial(self._again, payload, target))
        elif isinstance(found, Message):
            screen.messages.clear()
            screen.messages.show_message(found, "warning")

    def _again(self, payload: Payload, target: Target, span: Span) -> Aim | Message | None:
        return aim_of(self._screen.model, payload, target, span)

    def confirmed(self, aim: Aim, draft: StayDraft | None) -> None:
        """Bring it about; refused, it stays in the strip."""
        screen = self._screen

        def done() -> None:
            screen.strip.done()
            screen.plan.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

        screen.deeds.do(aim, draft, done, screen.strip.refused)

    def more(self, aim: Aim) -> None:
        """The dialog in place of the strip."""
        self._screen.strip.done()
        self._screen.deeds.more(aim)

    def given_back(self, payload: Payload) -> None:
        """Let go on the waiting list: the places are given up on a day."""
        places = {*payload.desks, *payload.rooms}
        here = tuple(one for one in self._screen.model.holdings_of(payload.company)
                     if (one.desk or one.room) in places)
        if here:
            self._screen.deeds.dates(END, here)

    # menus -----------------------------------------------------------------------------------

    def menu(self, place: QPoint) -> None:
        """What can be done with the choice."""
        menu = self._menu()
        self._add(menu, commands.OF_PLACES)
        menu.addSeparator()
        self._add(menu, (commands.COMPANY, commands.CARRY, commands.FIT))
        menu.popup(place)

    def table_menu(self, ids: list[UUID], place: QPoint) -> None:
        """The same for rows, and copying."""
        self._screen.model.choose(ids)
        menu, table = self._menu(), self._screen.seats.table
        self._add(menu, commands.OF_PLACES)
        menu.addSeparator()
        self._add(menu, (commands.COMPANY,))
        menu.addAction(tr("Copy"), partial(table_edit.copy, table))
        menu.addAction(tr("Copy with headings"), partial(table_edit.copy, table, headings=True))
        columns = table_menu.columns_menu(table)
        columns.setTitle(tr("Columns"))
        menu.addMenu(columns)
        self._add(menu, (commands.EXPORT, commands.PRINT_LIST))
        menu.popup(place)

    def waiting_menu(self, company: UUID, place: QPoint) -> None:
        """For a company that waits."""
        screen = self._screen
        menu = self._menu()
        menu.addAction(tr("Give desks…"), partial(screen.deeds.allocate, company))
        self._add(menu, (commands.CARRY,))
        menu.addAction(tr("Open the company"), partial(screen.context.shell.open_record, "company", company))
        menu.popup(place)

    def company_menu(self, company: UUID, place: QPoint) -> None:
        """For a company on this floor."""
        self._screen.model.choose_company(company)
        self.menu(place)

    def holding_menu(self, holdings: tuple[Holding, ...], place: QPoint) -> None:
        """For allocations of one company and span, also earlier or later ones."""
        screen, holding = self._screen, holdings[0]
        menu, deeds = self._menu(), screen.deeds
        menu.addAction(tr("Show this day"), partial(screen.show_day, holding.span.starts))
        for words, kind in ((tr("End on a day…"), END), (tr("Extend…"), EXTEND), (tr("Change dates…"), DATES)):
            menu.addAction(words, partial(deeds.dates, kind, holdings))
        menu.addAction(tr("Take back, as if never given"), partial(deeds.remove, holdings))
        menu.addAction(tr("Open the company"), partial(screen.context.shell.open_record, "company", holding.company))
        menu.popup(place)

    def more_menu(self) -> None:
        """What the head has no room for."""
        menu = self._menu()
        self._add(menu, (commands.ALLOCATE,))
        menu.addSeparator()
        self._add(menu, (commands.EXPORT, commands.PRINT_LIST, commands.BESIDE, commands.SET_UP))
        button = self._screen.header.more
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _add(self, menu: QMenu, actions: tuple[Action, ...]) -> None:
        for action in actions:
            menu.addAction(self._screen.context.actions.qaction(action.id))

    def _menu(self) -> QMenu:
        menu = QMenu(self._screen)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu_shown = menu
        return menu
