"""What all dialogs of the frame share, and the small ones: about, keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from incubator_gui import __version__
from incubator_gui.actions.registry import Actions, native
from incubator_gui.core.messages import msg, ptr, text, tr
from incubator_gui.widgets.focus_ring import FocusRing
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme

MENUS = {"file": msg("File"), "edit": msg("Edit"), "go": msg("Go"), "view": msg("View"), "help": msg("Help")}


class Dialog(QDialog):
    """Message bars at the top, `body` in the middle, buttons at the bottom; opened without a loop of its own."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.theme = theme
        self.messages = MessageArea(theme)
        self.body = QVBoxLayout()
        tight(self.body, 12, 16, 16, 16, 16)
        self._footer = QFrame()
        self._footer.setObjectName("Footer")
        self._footer.setFixedHeight(theme.px(52))
        self._buttons = QHBoxLayout(self._footer)
        tight(self._buttons, 8, 16, 0, 16, 0)
        self._buttons.addStretch()
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.messages)
        column.addLayout(self.body, 1)
        column.addWidget(self._footer)
        self._ring = FocusRing(theme, self)

    def add_button(self, words: str, run: Callable[[], object], kind: str = "") -> Button:
        """A button at the bottom right; the last one added is the rightmost."""
        button = Button(self.theme, words, kind=kind)
        button.clicked.connect(lambda: run())
        self._buttons.addWidget(button)
        return button

    def add_close(self) -> Button:
        """The button that closes."""
        return self.add_button(tr("Close"), self.close)

    def retranslate(self) -> None:
        """Words in the language of the screen."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Words follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class AboutDialog(Dialog):
    """Version and licences."""

    def __init__(self, theme: Theme, database: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("About the program"))
        self.body.addWidget(PlainLabel("incubator-gui", "title"))
        for words in (tr("Version {version}", version=__version__),
                      tr("Qt {version}", version=qVersion() or "–"),
                      tr("Database: {place}", place=database or "–"),
                      tr("Licence: MIT. Icons: Lucide (ISC). Fonts: Inter and Noto Sans SC (OFL).")):
            self.body.addWidget(PlainLabel(words, wrap=True, selectable=True))
        self.body.addStretch()
        self.add_close()
        self.resize(theme.px(440), theme.px(220))


class KeysDialog(Dialog):
    """All shortcuts that hold on the screen in front."""

    def __init__(self, theme: Theme, actions: Actions, scope: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Keyboard"))
        tree = QTreeWidget()
        tree.setAccessibleName(tr("Keyboard"))
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        groups: dict[str, QTreeWidgetItem] = {}
        for action in actions.declared(scope):
            keys = actions.shown_shortcut(action.id)
            if not keys:
                continue
            menu = action.menu[0] if action.menu else ""
            if menu not in groups:
                groups[menu] = QTreeWidgetItem([text(MENUS[menu]) if menu in MENUS else tr("On this screen"), ""])
                font = theme.font("strong")
                groups[menu].setFont(0, font)
                groups[menu].setFlags(Qt.ItemFlag.ItemIsEnabled)
                tree.addTopLevelItem(groups[menu])
            groups[menu].addChild(QTreeWidgetItem([text(action.text).rstrip("…"), keys]))
        table = QTreeWidgetItem([tr("In tables"), ""])
        table.setFont(0, theme.font("strong"))
        tree.addTopLevelItem(table)
        for words, keys in ((tr("Open the row"), ptr("key", "Enter")),
                            (tr("Select with the check box"), ptr("key", "Space")),
                            (tr("Edit the cell"), native("F2")), (tr("Filter the column"), native("Alt+Down")),
                            (tr("Copy the rows"), native("Ctrl+C")), (tr("Paste cells"), native("Ctrl+V"))):
            table.addChild(QTreeWidgetItem([words, keys]))
        board = QTreeWidgetItem([tr("On boards"), ""])
        board.setFont(0, theme.font("strong"))
        tree.addTopLevelItem(board)
        both = tr("{one} or {other}", one=native("Ctrl+Left"), other=native("Ctrl+Right"))
        board.addChild(QTreeWidgetItem([tr("Move the card to the next column"), both]))
        tree.expandAll()
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setStretchLastSection(False)
        self.body.addWidget(tree)
        self.add_close()
        self.resize(theme.px(520), theme.px(560))
