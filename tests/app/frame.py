"""A window with screens of paper and a house of straw: for tests of the frame alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.services.history import UndoClash, UndoState
from incubator_gui.services.outcome import FieldClash
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.side_panel import SidePanel

ID = UUID(int=7)
CHANGES = Changes({"company": frozenset({ID})}, UUID(int=8), message=msg("Company changed"))
UNDONE = Changes({"company": frozenset({ID})}, UUID(int=9), message=msg("Undone"))


class _Paper(Screen):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.heard: list[Any] = []
        self.label = PlainLabel()
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.label)
        column.addWidget(self.field)

    def activated(self, first: bool) -> None:
        self.heard.append(("activated", first))

    def retranslate(self) -> None:
        self.label.setText(tr("Settings"))
        self.field.setAccessibleName(tr("Settings"))

    def refresh(self, changes: Changes) -> None:
        self.heard.append(("refresh", changes))

    def set_date(self, day: date | None) -> None:
        self.heard.append(("date", day))

    def open_record(self, kind: str, id: UUID) -> None:
        self.heard.append(("open", kind, id))

    def apply(self, filters: dict[str, Any]) -> None:
        self.heard.append(("apply", filters))

    def leave(self) -> bool:
        return self.field.text() != "stuck"

    def state(self) -> dict[str, Any]:
        return {"words": self.field.text()}

    def restore(self, state: dict[str, Any]) -> None:
        self.field.setText(str(state.get("words", "")))


class First(_Paper):
    id, title, icon = "overview", msg("Overview"), "layout-dashboard"


class Second(_Paper):
    id, title, icon, kinds = "companies", msg("Companies"), "building-2", frozenset({"company"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.panel = SidePanel(context.theme, self)
        self.panel.hide()
        self.ran = 0
        context.actions.add(Action("companies.new", msg("New company"), "plus", "Ctrl+N",
                                   scopes=frozenset({"companies"}), menu=("file",)), self._new)

    def _new(self) -> None:
        self.ran += 1

    def side_panel(self) -> QWidget | None:
        return self.panel


@dataclass(frozen=True)
class Hit:
    id: UUID
    kind: str
    title: str
    subtitle: str


class House:
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.history = self.search = self.keeping = self
        self.calls: list[Any] = []
        self.undoable = True
        self.older = False
        self.clashes = False

    def known_as(self, name: str) -> None:
        self.calls.append(("known_as", name))

    def state(self) -> UndoState:
        redo = None if self.undoable else msg("Undone")
        if not self.undoable and self.older:
            return UndoState(msg("4,122 applications imported"), UUID(int=1), redo, UNDONE.change_set)
        return UndoState(msg("Company changed") if self.undoable else None, CHANGES.change_set, redo, UNDONE.change_set)

    def undo(self, change_set: UUID | None = None, **decided: Any) -> Changes:
        if self.clashes and not decided:
            key = ("company", ID, "name")
            raise UndoClash(ID, (FieldClash("company", "name", msg("Name"), "old", "new", None),), frozenset({key}))
        self.calls.append(("undo", decided))
        self.undoable = False
        return UNDONE

    def redo(self, **decided: Any) -> Changes:
        self.calls.append(("redo", decided))
        self.undoable = True
        return CHANGES

    def find(self, words: str) -> tuple[Hit, ...]:
        self.calls.append(("find", words))
        return (Hit(ID, "company", "Lumenhain <b>", "Lidar"),) if "lum" in words.lower() else ()

    def set(self, key: str, value: Any) -> Changes:
        self.calls.append((key, value))
        return Changes()
