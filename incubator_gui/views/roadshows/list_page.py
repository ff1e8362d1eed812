"""The list of roadshows: what is coming, how ready it is, what was."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, ptr, tr
from incubator_gui.services.outcome import Outcome
from incubator_gui.views.roadshows.columns import show_columns
from incubator_gui.views.roadshows.new_dialog import NewRoadshowDialog
from incubator_gui.views.roadshows.stock import ListStock, read_list
from incubator_gui.views.roadshows.words import next_first, phase
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight


class ListPage(QWidget):
    """`opened` carries a roadshow to show, `pack_asked` one whose pack is wanted."""

    opened = Signal(object)
    pack_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.stock: ListStock | None = None
        self.dialog: NewRoadshowDialog | None = None
        self.table = FilterTable(theme, show_columns(), context.settings, "roadshows")
        self.bar = FilterBar(self.table)
        self.empty = EmptyState(
            theme, "presentation", msg("Events at which companies present to investors, banks or pilot customers stand"
                                       " here, each with its line-up and its packs."),
            msg("New roadshow"), button_icon="plus")
        self._title = PlainLabel("", "title")
        self.new = Button(theme, icon="plus", kind="main")
        self.whose = Button(theme, icon="search")
        head = QHBoxLayout()
        tight(head, 8)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self.whose)
        head.addWidget(self.new)
        column = QVBoxLayout(self)
        tight(column, 12, 16, 12, 16, 0)
        column.addLayout(head)
        column.addWidget(self.bar)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        column.addWidget(self._body, 1)
        self.new.clicked.connect(self.ask_new)
        self.empty.pressed.connect(self.ask_new)
        self.table.activated_id.connect(self.opened)
        self.table.link_clicked.connect(lambda id, _key: self.opened.emit(id))
        self.table.menu_asked.connect(self._menu)
        self.table.note.connect(context.shell.say)

    def read(self) -> None:
        """All roadshows anew."""
        house = self._context.house
        self._context.jobs.read(lambda: read_list(house), self._show, failed=self._failed, owner=self, key="rows")

    def ask_new(self) -> None:
        """The dialog for a new roadshow."""
        dialog = NewRoadshowDialog(self._context.theme, self.window())
        dialog.submitted.connect(lambda: self._add(dialog))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def remove(self, ids: Sequence[UUID]) -> None:
        """Take roadshows away; those whose packs left the house stay, and say so."""
        house = self._context.house
        for id in ids:
            self._context.jobs.write(lambda id=id: house.roadshows.remove(id), owner=self)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._title.setText(tr("Roadshows"))
        self.new.setText(tr("New roadshow"))
        self.whose.setText(tr("Whose copy is this?"))
        self.table.setAccessibleName(tr("Roadshows"))
        for part in (self.bar, self.table, self.empty):
            part.retranslate()

    def _show(self, stock: ListStock) -> None:
        self.stock = stock
        today = stock.today
        self.table.rows.set_rows([(row.id, phase(row, today), row) for row in next_first(stock.rows, today)])
        self._body.setCurrentWidget(self.table if stock.rows else self.empty)

    def _failed(self, error: IncubatorError) -> None:
        self._context.shell.warn(error.message, link=msg("Try again"), on_link=self.read)

    def _add(self, dialog: NewRoadshowDialog) -> None:
        house = self._context.house
        try:
            values = dialog.values()
        except IncubatorError as error:
            dialog.refused(error)
            return
        dialog.busy()

        def done(outcome: Outcome[UUID]) -> None:
            dialog.accept()
            self.opened.emit(outcome.value)

        self._context.jobs.write(lambda: house.roadshows.add(**values), done, failed=dialog.refused, owner=self)

    def _menu(self, ids: list[UUID], place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        if len(ids) == 1:
            menu.addAction(ptr("verb", "Open"), lambda: self.opened.emit(ids[0]))
            menu.addAction(tr("Make the pack…"), lambda: self.pack_asked.emit(ids[0]))
        menu.addAction(tr("Remove"), lambda: self.remove(ids))
        menu.popup(place)

    def _closed(self) -> None:
        self.dialog = None
