"""The set-up of the house: sites and floors at the left, the rooms of a floor as a list, its drawing below."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.views.house.commands import declare
from incubator_gui.views.house.places_panel import PlacesPanel
from incubator_gui.views.house.places_work import PlacesWork
from incubator_gui.views.house.preview import PreviewCard
from incubator_gui.views.house.quick_start import QuickStart
from incubator_gui.views.house.reading import FLOOR, SHOWS, SITE, Reading, read
from incubator_gui.views.house.rooms_card import RoomsCard
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dropped_file import dropped
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.styling import Button, tight

WAITING, START, EDITOR = range(3)
_FIRST = "first floor"


class HouseScreen(Screen):
    """Sites, floors, rooms and desks typed in, without any drawing."""

    id = "house"
    title = msg("Set-up of the house")
    icon = "building"
    in_navigation = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self._reading: Reading | None = None
        self._wanted: tuple[str, UUID] | None = None
        self._wanted_room: UUID | None = None
        self._rename_next = self._further = self._stale = False
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        tight(column, 0, 16, 0, 16, 16)
        column.addWidget(self._make_head())
        self.messages = MessageArea(theme)
        self.messages.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self.messages)
        self.start = QuickStart(theme)
        self.pages = QStackedWidget()
        waiting = QWidget()
        waiting.setProperty("plain", True)
        for page in (waiting, self.start, self._make_editor()):
            self.pages.addWidget(page)
        column.addWidget(self.pages, 1)
        self.work = PlacesWork(context, self.start, self.site, self)
        theme.changed.connect(self._dress)
        self._dress()
        self._connect()
        declare(self)
        self.retranslate()

    def _make_head(self) -> QWidget:
        theme = self.context.theme
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        tight(row, 8)
        self._title, self._caption = PlainLabel(type="title"), ElidedLabel(type="muted")
        self.table_button = Button(theme, icon="file-spreadsheet", shrinks=True)
        self.plan_button = Button(theme, icon="map", kind="main", shrinks=True)
        row.addWidget(self._title)
        row.addWidget(self._caption, 1)
        row.addWidget(self.table_button)
        row.addWidget(self.plan_button)
        return self._head

    def _make_editor(self) -> QWidget:
        theme = self.context.theme
        editor = QWidget()
        row = QHBoxLayout(editor)
        tight(row, 16)
        self.left = PlacesPanel(theme)
        self.tree, self.site = self.left.tree, self.left.site
        row.addWidget(self.left)
        self.rooms, self.preview = RoomsCard(self.context), PreviewCard(theme)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setProperty("gap", True)
        self.split.setHandleWidth(16)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.rooms)
        self.split.addWidget(self.preview)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setSizes([480, 300])
        row.addWidget(self.split, 1)
        return editor

    def _connect(self) -> None:
        self.table_button.clicked.connect(self.open_import)
        self.plan_button.clicked.connect(self.open_plan)
        self.start.asked.connect(lambda: self.work.set_up(with_draft=True))
        self.start.empty_wanted.connect(lambda: self.work.set_up(with_draft=False))
        self.start.import_wanted.connect(self.open_import)
        self.start.sample_wanted.connect(self.work.load_sample)
        self.start.cancelled.connect(self._end_start)
        self.tree.chosen.connect(self._show_chosen)
        self.tree.renamed.connect(self.work.rename)
        self.tree.moved.connect(self.work.move_floor)
        self.tree.ended.connect(self._name_ended)
        self.left.floor_wanted.connect(self.add_floor)
        self.left.site_wanted.connect(self.add_site)
        self.left.remove_wanted.connect(self.remove_place)
        self.left.shifted.connect(self.move_floor)
        self.site.edited.connect(self.work.edit_site)
        self.work.began.connect(self.messages.clear)
        self.work.refused.connect(self._failed)
        self.work.misnamed.connect(self._misnamed)
        self.work.floor_came.connect(self._floor_came)
        self.work.site_came.connect(self._site_came)
        self.rooms.refused.connect(self._say)
        self.rooms.current_room.connect(self.preview.show_room)
        self.preview.chosen.connect(self.rooms.go_to_room)

    def _dress(self) -> None:
        self._head.setFixedHeight(self.context.theme.px(56))

    # the protocol of screens -----------------------------------------------------------------

    def activated(self, first: bool) -> None:
        """Read the house."""
        self._load()

    def refresh(self, changes: Changes) -> None:
        """Sites, floors, rooms or who sits in them may have changed."""
        if changes.touches(*SHOWS, "allocation"):
            self._load()

    def apply(self, filters: dict[str, Any]) -> None:
        """`import` opens the import of the house, `new` asks for a further site, `floor` and `room` show one."""
        if filters.get("import"):
            self.open_import()
        if filters.get("new"):
            self.add_site()
        for key in ("floor", "site"):
            if filters.get(key):
                self._wanted = (key, _id(filters[key]))
        if filters.get("room"):
            self._wanted_room = _id(filters["room"])
        if self._reading is not None and (self._wanted or self._wanted_room):
            self._show(self._reading)

    def retranslate(self) -> None:
        """Every word in the language of the screen."""
        self._title.setText(tr("Set-up of the house"))
        self.setAccessibleName(tr("Set-up of the house"))
        self.table_button.setText(tr("Import from a table…"))
        self.plan_button.setText(tr("Open the floor plan"))
        for part in (self.messages, self.start, self.left, self.rooms, self.preview):
            part.retranslate()
        if self._reading is not None:
            self._show(self._reading)

    def leave(self) -> bool:
        """Store what is typed; what cannot be stored keeps the screen in front, and says so."""
        if self.pages.currentIndex() != EDITOR:
            return True
        self.messages.clear()
        good = self.rooms.settle()
        if not (self.site.commit() and good):
            self._say(msg("Something typed here is not stored yet. Mend the marked cells, or throw it away."))
            elsewhere = self.rooms.floor_with_problems()
            if elsewhere is not None:
                self.apply({"floor": elsewhere})
            self.rooms.next_problem()
            return False
        return True

    def state(self) -> dict[str, Any]:
        """The place, widths and sizes."""
        key = self.tree.current
        return {"place": [key[0], key[1].hex] if key else None, "widths": self.rooms.table.widths(),
                "split": self.split.sizes()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take them back."""
        place, sizes = state.get("place"), state.get("split")
        try:
            self._wanted = (str(place[0]), UUID(str(place[1]))) if isinstance(place, list) else None
        except (ValueError, IndexError):
            self._wanted = None
        self.rooms.table.set_widths(state.get("widths"))
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(one, int) and one > 0 for one in sizes):
            self.split.setSizes(sizes)

    # reading ---------------------------------------------------------------------------------

    def _load(self) -> None:
        house = self.context.house
        if house is not None:
            self.context.jobs.read(lambda: read(house), self._show, failed=self._failed, owner=self, key="house",
                                   title=msg("Reading the house"))

    def _show(self, reading: Reading) -> None:
        fresh = self._reading is None
        self._reading = reading
        if not reading.sites or self._further:
            if self.pages.currentIndex() != START or fresh:
                self.pages.setCurrentIndex(START)
                self.start.begin(first=not reading.sites, sample=not reading.sites and not reading.plan.companies)
            self._caption.setText("")
            self._head_buttons()
            return
        self.pages.setCurrentIndex(EDITOR)
        if self.tree.editing:
            self._stale = True  # shown when the name is typed
            return
        room = next((room for room in reading.rooms if room.id == self._wanted_room), None)
        key = (FLOOR, room.floor_id) if room is not None else self._wanted or self.tree.current
        if key is not None and key[0] == _FIRST:
            first = reading.floor_at((SITE, key[1]))
            key = (FLOOR, first) if first is not None else (SITE, key[1])
        self._wanted = self._wanted_room = None
        self.tree.fill(reading, key)
        if room is not None:
            self.rooms.go_to_room(room.id)
        if self._rename_next:
            self._rename_next = False
            self.tree.rename()
        self._head_buttons()

    def _head_buttons(self) -> None:
        editing = self.pages.currentIndex() == EDITOR
        self.table_button.setVisible(editing)
        self.plan_button.setVisible(editing)

    def _show_chosen(self) -> None:
        reading, key = self._reading, self.tree.current
        if reading is None or key is None:
            return
        floor = self.floor
        self.rooms.show_floor(reading, floor)
        self.preview.show_floor(reading, floor, self.context.clock.today())
        self.site.show_site(reading, self.site_id)
        found = reading.site(self.site_id)
        self._caption.setText(current().joined((found.name if found else "",)))
        self.left.on_floor(key[0] == FLOOR)

    @property
    def floor(self) -> UUID | None:
        """The floor whose rooms are listed: the current one, or the first of the current site."""
        return self._reading.floor_at(self.tree.current) if self._reading is not None else None

    @property
    def site_id(self) -> UUID | None:
        """The current site, or that of the current floor."""
        return self._reading.site_at(self.tree.current) if self._reading is not None else None

    # doing -----------------------------------------------------------------------------------

    def _failed(self, error: IncubatorError) -> None:
        self._say(error.message)
        self._load()

    def _say(self, message: Message) -> None:
        self.messages.show_message(message, "error")

    def _site_came(self, site: UUID, drafted: bool) -> None:
        self._further = False
        self._wanted = (_FIRST, site)
        self._load()
        if not drafted:
            self.rooms.table.setFocus()

    def add_site(self) -> None:
        """Ask for a further site."""
        self._further = True
        if self._reading is not None:
            self._show(self._reading)

    def _end_start(self) -> None:
        self._further = False
        if self._reading is not None:
            self._show(self._reading)

    def add_floor(self) -> None:
        """A floor above the others, with the name that follows; it can be typed over at once."""
        if self._reading is not None and self.site_id is not None:
            self.work.add_floor(self._reading, self.site_id)

    def _floor_came(self, floor: UUID) -> None:
        self._wanted, self._rename_next = (FLOOR, floor), True
        self._load()

    def _misnamed(self, id: UUID, name: str, error: IncubatorError) -> None:
        self._say(error.message)
        self._stale = True
        self.tree.rename_again(id, name)

    def _name_ended(self) -> None:
        if self._stale and not self.tree.editing:
            self._stale = False
            self._load()

    def move_floor(self, by: int) -> None:
        """The current floor further up or down."""
        key = self.tree.current
        if key is not None and key[0] == FLOOR:
            self.work.move_floor(key[1], by)

    def remove_place(self) -> None:
        """Remove the current floor or site; it says why where that cannot be."""
        if self.tree.current is not None:
            self.work.remove(*self.tree.current)

    def open_plan(self) -> None:
        """To the floor plan, with this floor."""
        floor = self.floor
        self.context.shell.open_screen("floor_plan", {"floor": floor} if floor is not None else None)

    def open_import(self, file: Path | None = None) -> None:
        """To the import of the house."""
        filters: dict[str, Any] = {"kind": "house"}
        if isinstance(file, Path):
            filters["file"] = str(file)
        self.context.shell.open_screen("import", filters)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A table may fall anywhere on the screen."""
        if dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """It is opened in the import of the house."""
        path = dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_import(path)


def _id(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
