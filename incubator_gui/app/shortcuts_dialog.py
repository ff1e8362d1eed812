"""The editor of shortcuts: two commands at the same place never share one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from incubator_gui.actions.registry import Actions
from incubator_gui.app.dialogs import MENUS, Dialog
from incubator_gui.core.messages import text, tr
from incubator_gui.itemmodels.collate import fold
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.search_field import SearchField, name_buttons
from incubator_gui.widgets.theme import Theme

_PORTABLE = QKeySequence.SequenceFormat.PortableText


class ShortcutsDialog(Dialog):
    """Choose a command, press its keys; a conflict is named and nothing is changed."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._actions = actions
        self.setWindowTitle(tr("Shortcuts"))
        find = SearchField(theme)
        find.set_words(tr("Find a command"))
        find.searched.connect(self._narrow)
        self.body.addWidget(find)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr("Commands"))
        self.tree.setRootIsDecorated(False)
        self.tree.setHeaderLabels([tr("Command"), tr("Where"), tr("Keys")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        for section in (1, 2):
            self.tree.header().setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.currentItemChanged.connect(lambda: self._choose())
        self.body.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._name = PlainLabel("", "strong")
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setClearButtonEnabled(True)
        self.keys.setAccessibleName(tr("Press the keys"))
        inner = self.keys.findChild(QLineEdit)
        if inner is not None:
            inner.setAccessibleName(tr("Press the keys"))
            name_buttons(inner)
        self.keys.editingFinished.connect(self._take)
        row.addWidget(self._name, 1)
        row.addWidget(PlainLabel(tr("Press the keys"), "muted"))
        row.addWidget(self.keys)
        self.body.addLayout(row)
        self.add_button(tr("As at first"), self._reset)
        self.add_close()
        self._fill()
        self.resize(theme.px(640), theme.px(520))

    def _fill(self) -> None:
        self.tree.clear()
        for action in self._actions.declared():
            menu = text(MENUS[action.menu[0]]) if action.menu and action.menu[0] in MENUS else tr("On its screen")
            item = QTreeWidgetItem([text(action.text).rstrip("…"), menu, self._shown(action.id)])
            item.setData(0, Qt.ItemDataRole.UserRole, action.id)
            self.tree.addTopLevelItem(item)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)

    def _shown(self, id: str) -> str:
        return QKeySequence(self._actions.shortcut(id), _PORTABLE).toString(QKeySequence.SequenceFormat.NativeText)

    def _narrow(self, words: str) -> None:
        for line in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(line)
            if item is not None:
                item.setHidden(fold(words) not in fold(item.text(0)))

    def _chosen(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _choose(self) -> None:
        id, item = self._chosen(), self.tree.currentItem()
        if id and item is not None:
            self._name.setText(item.text(0))
            self.keys.setKeySequence(QKeySequence(self._actions.shortcut(id), _PORTABLE))

    def _take(self) -> None:
        self.bind(self._chosen(), self.keys.keySequence().toString(_PORTABLE))

    def _reset(self) -> None:
        id = self._chosen()
        default = next((action.shortcut for action in self._actions.declared() if action.id == id), "")
        self.bind(id, default)
        self._choose()

    def bind(self, id: str, keys: str) -> bool:
        """Give a command these keys; False, with a sentence, when another one has them."""
        if not id or keys == self._actions.shortcut(id):
            return True
        taken = self._actions.conflicts(id, keys)
        if taken:
            self.messages.show_message(tr("{keys} is taken by “{command}”. Change that one first.", keys=keys,
                                          command=text(taken[0].text).rstrip("…")), "error")
            self._choose()
            return False
        self.messages.clear()
        self._actions.rebind(id, keys)
        item = self.tree.currentItem()
        if item is not None:
            item.setText(2, self._shown(id))
        return True


def show_shortcuts(theme: Theme, actions: Actions, parent: QWidget) -> ShortcutsDialog:
    """Open the editor over a window."""
    dialog = ShortcutsDialog(theme, actions, parent)
    dialog.open()
    return dialog
