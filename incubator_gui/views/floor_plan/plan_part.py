"""The plan with its legend, in step with the model."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.plan_colours import BY_COMPANY, MODES
from incubator_gui.domain.plan_values import Fit
from incubator_gui.views.floor_plan.aims import answer
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.plan import (
    DESK,
    LABELS,
    ROOM,
    Item,
    Offer,
    Payload,
    PlanCanvas,
    PlanLegend,
    Selection,
    Target,
    plan_day,
)
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


class PlanPart(QWidget):
    """`opened` and `menu_asked` speak of ids of desks and rooms."""

    opened = Signal(object)
    menu_asked = Signal(QPoint)
    dropped = Signal(object, object)
    set_up_asked = Signal()
    """The floor has no rooms yet, and is to get some."""

    def __init__(self, theme: Theme, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._busy = model, False
        self.mode, self.labels = BY_COMPANY, next(iter(LABELS))
        self.canvas = PlanCanvas(theme)
        self.legend = PlanLegend(theme)
        self.bare = EmptyState(theme, "map", msg("This floor has no rooms yet."), msg("Set up the house"),
                               button_icon="building")
        self.bare.hide()
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.bare, 1)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.legend)
        self.canvas.set_target_for(self._answer)
        self.canvas.selection_changed.connect(self._selected)
        self.canvas.activated.connect(lambda item: self.opened.emit(item.id))
        self.canvas.context_requested.connect(self._menu)
        self.canvas.dropped.connect(self.dropped)
        self.bare.pressed.connect(self.set_up_asked)
        model.loaded.connect(self.show_floor)
        model.day_changed.connect(self.show_day)
        model.chosen_changed.connect(self.show_chosen)

    def show_floor(self) -> None:
        """The floor of the model, on its day."""
        self._busy = True
        scene = self._model.scene
        self.canvas.set_scene(scene)
        self._busy = False
        bare = scene is not None and not scene.rooms
        self.bare.setVisible(bare)
        for part in (self.canvas, self.legend):
            part.setVisible(not bare)
        self.show_day()
        self.show_chosen()

    def show_day(self) -> None:
        """The same floor on another day, in other colours or with other labels."""
        model = self._model
        day = None
        if model.plan is not None and model.floor is not None:
            day = plan_day(model.plan, model.floor, model.day, self.mode, self.labels)
        self.canvas.show_day(day)
        self.legend.show_day(day)
        self._highlight()

    def show_chosen(self) -> None:
        """What is chosen stands out."""
        scene = self._model.scene
        if self._busy or scene is None:
            return
        self._busy = True
        items = []
        for id in self._model.chosen:
            if id in scene.by_id:
                items.append(Item(DESK, id))
            elif id in scene.room_by_id:
                items.append(Item(ROOM, id))
        self.canvas.select(items)
        self._highlight()
        self._busy = False

    def _highlight(self) -> None:
        """A company stands out where it sits; where it does not, nobody steps back for it."""
        company, day = self._model.company, self.canvas.day
        self.canvas.highlight(company if day is not None and company in day.by_company else None)

    def colour(self, mode: str) -> None:
        """Other colours."""
        if mode in MODES:
            self.mode = mode
            self.show_day()

    def label(self, labels: str) -> None:
        """Other labels."""
        if labels in LABELS:
            self.labels = labels
            self.show_day()

    def jump(self, id: UUID) -> None:
        """Bring a desk or room of this floor into sight and make it the current one."""
        scene = self._model.scene
        if scene is not None and (id in scene.by_id or id in scene.room_by_id):
            self.canvas.focus_on(Item(DESK if id in scene.by_id else ROOM, id))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.canvas.retranslate()
        self.legend.retranslate()
        self.bare.retranslate()

    def _answer(self, payload: Payload, target: Target) -> Offer | Fit | Message | str | None:
        return answer(self._model, payload, target)

    def _selected(self, selection: Selection) -> None:
        if not self._busy:
            self._busy = True
            self._model.choose((*selection.desks, *selection.rooms))
            self.canvas.highlight(None)
            self._busy = False

    def _menu(self, item: Item | None, place: QPoint) -> None:
        if item is not None and item.id not in self._model.chosen:
            self._model.choose((item.id,))
        self.menu_asked.emit(place)
