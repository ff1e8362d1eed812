"""The floor as it will be drawn, below the list of its rooms; a click there chooses the room here."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incubator_gui.core.messages import tr
from incubator_gui.views.house.reading import Reading
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.plan import DESK, ROOM, Item, PlanCanvas, plan_day
from incubator_gui.widgets.styling import IconButton
from incubator_gui.widgets.theme import Theme


class PreviewCard(Card):
    """Paints the stored floor on a day; `chosen` names a room."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._quiet = False
        self._generated = True
        self._shape: object = None
        self.canvas = PlanCanvas(theme)
        self.canvas.setMinimumHeight(theme.px(120))
        self.whole = IconButton(theme, "maximize")
        self.whole.clicked.connect(self.canvas.fit)
        self.add_tool(self.whole)
        self.body.addWidget(self.canvas, 1)
        self.canvas.current_changed.connect(self._current)

    def show_floor(self, reading: Reading, floor: UUID | None, day: date) -> None:
        """Another floor, or the same as it is now."""
        self._quiet = True
        scene = reading.plan.scenes.get(floor) if floor is not None else None
        found = reading.floor(floor)
        self._generated = found is None or found.is_generated
        self.canvas.set_scene(scene)
        self.canvas.show_day(plan_day(reading.plan, floor, day) if scene is not None and floor is not None else None)
        self._quiet = False
        shape = (floor, scene.box) if scene is not None else None
        if shape != self._shape:  # where nothing moved the place that somebody chose stays
            self._shape = shape
            self.canvas.fit()
        self._words()

    def show_room(self, room: UUID | None) -> None:
        """The room of the line that is current."""
        self._quiet = True
        self.canvas.select([Item(ROOM, room)] if room is not None else [])
        self._quiet = False

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.whole.set_name(tr("Show the whole floor"))
        self.canvas.retranslate()
        self._words()

    def _words(self) -> None:
        self.set_words(tr("Preview"), tr("laid out from the list; nothing needs to be drawn") if self._generated
                       else tr("as it was drawn"))

    def _current(self, item: Item | None) -> None:
        if self._quiet or item is None:
            return
        if item.kind == ROOM:
            self.chosen.emit(item.id)
        elif item.kind == DESK and self.canvas.scene is not None:
            self.chosen.emit(self.canvas.scene.by_id[item.id].room)
