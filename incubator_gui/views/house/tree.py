"""Sites and their floors: choose, rename, put in order."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from incubator_gui.core.messages import ntr, tr
from incubator_gui.views.house.reading import FLOOR, SITE, Reading
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import plain

_ID = Qt.ItemDataRole.UserRole


class HouseTree(QTreeWidget):
    """`chosen` names what is current; `renamed` a new name; F2 renames, Alt with arrows puts floors in order."""

    chosen = Signal()
    renamed = Signal(str, object, str)
    moved = Signal(object, int)
    removed = Signal()
    ended = Signal()
    """A name is no longer being typed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._filling = False
        self._names: dict[UUID, str] = {}
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setProperty("noRing", True)
        self.setRootIsDecorated(True)
        self.setIndentation(theme.px(16))
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed
                             | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setExpandsOnDoubleClick(False)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(lambda *_items: None if self._filling else self.chosen.emit())
        self.itemChanged.connect(self._changed)
        theme.changed.connect(self._dress)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Sites and floors"))

    @property
    def current(self) -> tuple[str, UUID] | None:
        """Kind and id of what is current."""
        item = self.currentItem()
        return _key(item) if item is not None else None

    @property
    def editing(self) -> bool:
        """Whether a name is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def fill(self, reading: Reading, current: tuple[str, UUID] | None) -> None:
        """Other sites and floors; `current` stays current where it is still there."""
        self._filling = True
        self.clear()
        found: QTreeWidgetItem | None = None
        self._names = {}
        for site in reading.sites:
            floors = [floor for floor in reading.floors if floor.site_id == site.id]
            top = self._item(SITE, site.id, site.name, ntr("{n} floor", "{n} floors", len(floors)))
            self.addTopLevelItem(top)
            found = top if current == (SITE, site.id) else found
            for floor in floors:
                item = self._item(FLOOR, floor.id, floor.name, ntr("{n} desk", "{n} desks", floor.desks))
                top.addChild(item)
                found = item if current == (FLOOR, floor.id) else found
            top.setExpanded(True)
        if found is None and self.topLevelItemCount():
            first = self.topLevelItem(0)
            found = first.child(0) if first is not None and first.childCount() else first
        if found is not None:
            self.setCurrentItem(found)
        self._filling = False
        self._dress()
        self.chosen.emit()

    def rename(self) -> None:
        """Type another name for what is current."""
        item = self.currentItem()
        if item is not None:
            self.setFocus()
            self.editItem(item, 0)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        """Tell that the typing is over, once it is."""
        super().closeEditor(editor, hint)
        QTimer.singleShot(0, self, self.ended.emit)

    def rename_again(self, id: UUID, words: str) -> None:
        """What was typed could not be stored: it can be typed on."""
        for item in self.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive):
            if _key(item)[1] == id:
                self._filling = True
                item.setText(0, words)
                self.setCurrentItem(item)
                self._filling = False
                self.rename()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Alt with up and down puts a floor elsewhere."""
        if event.key() == Qt.Key.Key_Delete and not self.editing:
            self.removed.emit()
            return
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        key = self.current
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier and key is not None and key[0] == FLOOR:
            self.moved.emit(key[1], step)
            return
        super().keyPressEvent(event)

    def _item(self, kind: str, id: UUID, name: str, facts: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([name, facts])
        item.setData(0, _ID, (kind, id.hex))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setToolTip(0, plain(name))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._names[id] = name
        return item

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        if self._filling:
            return
        kind, id = _key(item)
        words = item.text(0).strip()
        if column == 0 and words != self._names.get(id):
            self.renamed.emit(kind, id, words)

    def edit(self, index: QModelIndex | QPersistentModelIndex, *given: Any) -> Any:
        """Names can be typed, facts cannot."""
        if index.column() != 0:
            return False
        return super().edit(index, *given)

    def _dress(self) -> None:
        self._filling = True
        muted, strong = self._theme.colour("muted"), self._theme.font("strong")
        for at in range(self.topLevelItemCount()):
            top = self.topLevelItem(at)
            if top is None:
                continue
            top.setFont(0, strong)
            top.setIcon(0, self._theme.icon("building", "muted", 16))
            for item in (top, *(top.child(place) for place in range(top.childCount()))):
                if item is not None:
                    item.setForeground(1, muted)
        self._filling = False


def _key(item: QTreeWidgetItem) -> tuple[str, UUID]:
    kind, id = item.data(0, _ID)
    return str(kind), UUID(str(id))
