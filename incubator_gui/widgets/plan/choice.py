"""What is chosen on a plan, and what has the keyboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from incubator_gui.domain.scene import Scene
from incubator_gui.widgets.plan import accessible
from incubator_gui.widgets.plan.items import DESK, ROOM, Item, Payload, Selection
from incubator_gui.widgets.plan.picture import PlanPicture
from incubator_gui.widgets.theme import Theme


class PlanChoice(PlanPicture):
    """A picture with a selection and one current item."""

    selection_changed = Signal(object)
    """The `Selection` is another one."""
    current_changed = Signal(object)
    """Another `Item` has the keyboard, or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._selection = Selection()
        self._current: Item | None = None

    def set_scene(self, scene: Scene | None) -> None:
        """Another floor, or none; what is selected stays where it is still there."""
        super().set_scene(scene)
        known = self._known
        self._choose(Selection(tuple(d for d in self._selection.desks if known(Item(DESK, d))),
                               tuple(r for r in self._selection.rooms if known(Item(ROOM, r)))))
        if self._current is not None and not known(self._current):
            self.set_current(None)

    def focus_on(self, item: Item) -> None:
        """Make a desk or room the current one, select it and bring it into sight."""
        if self._known(item) and self._shapes is not None:
            self.select((item,))
            self.set_current(item)
            box = self._shapes.box(item)
            if box is not None:
                self.reveal(box)

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self._selection

    def select(self, items: Iterable[Item]) -> None:
        """Select exactly these."""
        found = [item for item in dict.fromkeys(items) if self._known(item)]
        self._choose(Selection(tuple(item.id for item in found if item.kind == DESK),
                               tuple(item.id for item in found if item.kind == ROOM)))

    @property
    def current(self) -> Item | None:
        """What has the keyboard."""
        return self._current

    def set_current(self, item: Item | None) -> None:
        """Give the keyboard to another desk or room; the selection stays."""
        if item != self._current:
            self._current = item if item is None or self._known(item) else None
            self.update()
            self.setAccessibleDescription(self.words_of(self._current) if self._current else "")
            accessible.focused(self)
            self.current_changed.emit(self._current)

    def _choose(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self.update()
            accessible.selected(self)
            self.selection_changed.emit(selection)

    def _known(self, item: Item) -> bool:
        return self._shapes is not None and self._shapes.box(item) is not None

    def payload(self) -> Payload | None:
        """The run that the selection belongs to, as it would be carried; None if it is not one company's."""
        day, scene, chosen = self._day, self.scene, self._selection
        views = [self.run_of(item) for item in chosen.items]
        if day is None or scene is None or not views or any(view is None for view in views):
            return None
        companies = {view.company for view in views if view is not None}
        if len(companies) != 1:
            return None
        whole = {view.run.room for view in views if view is not None and view.run.room is not None}
        desks = tuple(id for id in chosen.desks if scene.by_id[id].room not in whole)
        rooms = tuple(room for room in dict.fromkeys((*chosen.rooms, *(scene.by_id[id].room for id in chosen.desks)))
                      if room in whole)
        company = companies.pop()
        count = len(desks) + sum(len(scene.room_by_id[room].desks) for room in rooms)
        return Payload(company, day.names.get(company, ""), count, desks, rooms)
