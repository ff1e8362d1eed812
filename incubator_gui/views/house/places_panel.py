"""The left side: sites and floors with their tools, and the site below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.views.house.site_card import SiteCard
from incubator_gui.views.house.tree import HouseTree
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.styling import IconButton, tight
from incubator_gui.widgets.theme import Theme


class PlacesPanel(QWidget):
    """`floor_wanted` and `site_wanted` ask for new ones, `shifted` carries -1 or 1, `remove_wanted` takes away."""

    floor_wanted = Signal()
    site_wanted = Signal()
    remove_wanted = Signal()
    shifted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        tight(column, 16)
        self.card = Card(theme)
        self.tree = HouseTree(theme)
        self.add_floor, self.add_site = IconButton(theme, "plus"), IconButton(theme, "building-2")
        self.up, self.down = IconButton(theme, "arrow-up"), IconButton(theme, "arrow-down")
        self.rename, self.remove = IconButton(theme, "pencil"), IconButton(theme, "trash-2")
        tools = QFrame()
        tools.setObjectName("SideFooter")
        line = QHBoxLayout(tools)
        tight(line, 0, 8, 4, 8, 4)
        for button in (self.add_floor, self.rename, self.up, self.down, self.remove):
            line.addWidget(button)
        line.addStretch()
        line.addWidget(self.add_site)
        self.card.body.addWidget(self.tree, 1)
        self.card.body.addWidget(tools)
        self.site = SiteCard(theme)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.site)
        column.addWidget(self.card, 4)
        column.addWidget(self._area, 6)
        self.add_floor.clicked.connect(self.floor_wanted)
        self.add_site.clicked.connect(self.site_wanted)
        self.remove.clicked.connect(self.remove_wanted)
        self.tree.removed.connect(self.remove_wanted)
        self.rename.clicked.connect(self.tree.rename)
        self.up.clicked.connect(lambda: self.shifted.emit(-1))
        self.down.clicked.connect(lambda: self.shifted.emit(1))
        theme.changed.connect(self._dress)
        self._dress()

    def on_floor(self, on: bool) -> None:
        """Only floors are put in order."""
        self.up.setEnabled(on)
        self.down.setEnabled(on)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.card.set_words(tr("Sites and floors"))
        for button, words in ((self.add_floor, tr("Add a floor")), (self.add_site, tr("Add a site")),
                              (self.up, tr("Floor further up (Alt+Up)")),
                              (self.down, tr("Floor further down (Alt+Down)")),
                              (self.rename, tr("Rename (F2)")), (self.remove, tr("Remove (Delete)"))):
            button.set_name(words)
        self._area.setAccessibleName(tr("Site"))
        self.tree.retranslate()
        self.site.retranslate()

    def _dress(self) -> None:
        self.setFixedWidth(self._theme.px(264))
