"""The rooms of a floor: the list, its tools, and a line that says what is wrong or what can be done."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, text, tr
from incubator_gui.services.space import RoomRefused, RoomStale
from incubator_gui.views.house.reading import Reading
from incubator_gui.views.house.room_cells import KEYS
from incubator_gui.views.house.room_model import Line, RoomModel
from incubator_gui.views.house.room_table import RoomTable
from incubator_gui.views.house.series_popup import SeriesPopup
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight


class RoomsCard(Card):
    """Writes what is typed; `refused` carries a sentence that belongs to no cell."""

    refused = Signal(object)
    current_room = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context = context
        self._floor: UUID | None = None
        self._kept: dict[UUID, list[Line]] = {}
        theme = context.theme
        self.model = RoomModel(self)
        self.table = RoomTable(theme, self.model)
        self.body.addWidget(self.table, 1)
        self._foot = QFrame()
        self._foot.setObjectName("SideFooter")
        row = QHBoxLayout(self._foot)
        tight(row, 8, 12, 4, 12, 4)
        self.note = PlainLabel(type="label", wrap=True)
        self.give_up = Button(theme, kind="link")
        self.give_up.clicked.connect(self._throw_away)
        row.addWidget(self.note, 1)
        row.addWidget(self.give_up)
        self.body.addWidget(self._foot)
        self.go_on = Button(theme, icon="list", kind="flat", shrinks=True)
        self.remove = Button(theme, icon="trash-2", kind="flat", shrinks=True)
        self.go_on.clicked.connect(self.continue_series)
        self.remove.clicked.connect(self.remove_rooms)
        self.add_tool(self.go_on)
        self.add_tool(self.remove)
        self.model.wanted.connect(self._write)
        self.model.mended.connect(self._say)
        self.table.moved.connect(self._moved)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)

    # what is shown ---------------------------------------------------------------------------

    def show_floor(self, reading: Reading, floor: UUID | None) -> None:
        """The rooms of a floor; what is typed elsewhere and not stored is kept with its floor."""
        rooms = reading.rooms_of(floor)
        if floor == self._floor:
            self.table.keeping(lambda: self.model.set_rooms(rooms))
        else:
            if self._floor is not None:
                self.model.commit_all()
                self._kept[self._floor] = self.model.lines
            self._floor = floor
            self.model.set_rooms(rooms, kept=self._kept.pop(floor, []) if floor is not None else [])
            self.table.go_to_silently(0, 0)
        self.table.setEnabled(floor is not None)
        self._facts(reading)
        self._say()

    def _facts(self, reading: Reading) -> None:
        found = reading.floor(self._floor)
        if found is None:
            self.set_words(tr("Rooms"))
            return
        self.set_words(tr("Rooms of {floor}", floor=found.name), current().joined((
            ntr("{n} room", "{n} rooms", found.rooms), ntr("{n} desk", "{n} desks", found.desks),
            tr("{n} m²", n=current().number(round(found.area))))))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.go_on.setText(tr("Continue the series"))
        self.remove.setText(tr("Remove"))
        self.give_up.setText(tr("Throw away what is not stored"))
        self.table.retranslate()
        self._say()

    def _say(self) -> None:
        index = self.table.currentIndex()
        why = self.model.problem(index.row(), index.column()) if index.isValid() else None
        wrong = len(self.model.problems())
        if why is not None:
            words = text(why)
        elif wrong:
            words = ntr("{n} cell needs a look; F8 goes there.", "{n} cells need a look; F8 goes there.", wrong)
        else:
            words = tr("Type a number to add a room, or paste rows from a spreadsheet. Tab goes on, Enter goes down.")
        self.note.setText(words)
        self.note.set_tone("error" if why is not None or wrong else "")
        self.give_up.setVisible(bool(wrong))

    def _moved(self) -> None:
        self._say()
        row = self.table.currentIndex().row()
        line = self.model.lines[row] if 0 <= row < len(self.model.lines) else None
        self.current_room.emit(line.id if line is not None else None)

    def go_to_room(self, id: UUID, column: str = "number") -> None:
        """Make a room current."""
        row = next((at for at, line in enumerate(self.model.lines) if line.id == id), -1)
        if row >= 0 and not self.table.editing:
            self.table.go_to_silently(row, KEYS.index(column))

    # doing -----------------------------------------------------------------------------------

    def settle(self) -> bool:
        """Store all that is typed; False while something wrong is left on any floor."""
        self.table.end_editing()
        good = self.model.commit_all()
        return good and not any(line.problems for lines in self._kept.values() for line in lines)

    def floor_with_problems(self) -> UUID | None:
        """Another floor on which something cannot be stored, where this one is in order."""
        if self.model.problems():
            return None
        return next((floor for floor, lines in self._kept.items() if any(line.problems for line in lines)), None)

    def continue_series(self) -> None:
        """Fill the selected rows down, or ask how many rooms follow on the current one."""
        index = self.table.currentIndex()
        if not index.isValid() or self.table.fill_down():
            return
        line = self.model.lines[index.row()]
        number = self.model.words(line, "number")
        if not number:
            self._context.shell.say(msg("Choose a room to continue from."))
            return
        rect = self.table.visualRect(self.model.index(index.row(), 0))
        SeriesPopup(self._theme, number, self.table.go_on, self.table).show_at(
            self.table.viewport().mapToGlobal(rect.bottomLeft()))

    def remove_rooms(self) -> None:
        """Remove the rooms with a selected cell; one step."""
        lines = [self.model.lines[row] for row in self.table.selected_rows() if row < len(self.model.lines)]
        ids = [line.id for line in lines if line.id is not None]
        self.model.drop_new([line for line in lines if line.id is None])
        if not ids:
            return
        space = self._context.house.space
        self._context.jobs.write(lambda: space.remove_rooms(ids), owner=self, title=msg("Removing rooms"),
                                 failed=lambda error: self.refused.emit(error.message))

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        actions = self._context.actions
        for words, run in ((tr("Copy"), self.table.copy), (tr("Paste"), self.table.paste),
                           (tr("Empty the cells"), self.table.empty)):
            menu.addAction(words).triggered.connect(run)
        menu.addSeparator()
        for id in ("house.room", "house.series", "house.remove_rooms"):
            if actions.has(id):
                menu.addAction(actions.qaction(id))
        menu.popup(self.table.viewport().mapToGlobal(place))

    def next_problem(self) -> None:
        """To the next cell that needs a look."""
        found = sorted(self.model.problems())
        index = self.table.currentIndex()
        here = (index.row(), index.column())
        if found:
            self.table.go_to(*next((place for place in found if place > here), found[0]))

    def _throw_away(self) -> None:
        self.model.give_up()
        self._kept.clear()
        self.table.setFocus()

    def _write(self, lines: list[Line]) -> None:
        floor, space, model = self._floor, self._context.house.space, self.model
        written = model.edits(lines)
        if floor is None or not written:
            return

        def failed(error: IncubatorError) -> None:
            if isinstance(error, RoomStale):
                model.stale(written, error.place, error.field, error.theirs)
                return
            place = error.place if isinstance(error, RoomRefused) else -1
            model.refused(written, place, error.message)
            if place < 0:
                self.refused.emit(error.message)

        self._context.jobs.write(
            lambda: space.write_rooms(floor, [edit for _line, edit in written]),
            lambda outcome: model.stored(written, outcome.value), failed=failed, owner=self,
            title=msg("Saving rooms"))
