"""The panel at the right: who waits, who is on this floor, details; below them how full it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.views.floor_plan.details_tab import DetailsTab
from incubator_gui.views.floor_plan.here_tab import HereTab
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.views.floor_plan.use_box import UseBox
from incubator_gui.views.floor_plan.waiting_tab import WaitingTab
from incubator_gui.widgets.styling import IconButton, line, tight
from incubator_gui.widgets.theme import Theme

TABS = ("waiting", "here", "details")


class PlanSide(QWidget):
    """Tabs with their numbers; the box of occupancy stays below."""

    close_asked = Signal()

    def __init__(self, theme: Theme, model: PlanModel, actions: Sequence[QAction], parent: QWidget | None = None
                 ) -> None:
        super().__init__(parent)
        self.setObjectName("SidePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._numbers = {"waiting": 0, "here": 0}
        self.waiting = WaitingTab(theme, model)
        self.here = HereTab(theme, model)
        self.details = DetailsTab(theme, model, actions)
        self.use = UseBox(theme, model)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self._close = IconButton(theme, "panel-right-close")
        self._close.clicked.connect(self.close_asked)
        head = QHBoxLayout()
        tight(head, 4, 16, 4, 8, 0)
        head.addWidget(self.tabs, 1)
        head.addWidget(self._close)
        self._pages = QStackedWidget()
        for page in (self.waiting, self.here, self.details):
            self.tabs.addTab("")
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self._pages, 1)
        column.addWidget(self.use)
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.waiting.counted.connect(lambda n: self._count("waiting", n))
        self.here.counted.connect(lambda n: self._count("here", n))
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def show_tab(self, key: str) -> None:
        """Turn to a tab."""
        if key in TABS:
            self.tabs.setCurrentIndex(TABS.index(key))

    def current_tab(self) -> str:
        """The tab in front."""
        return TABS[max(0, self.tabs.currentIndex())]

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Waiting, on this floor, details"))
        self.tabs.setAccessibleName(tr("Parts of the side panel"))
        self._close.set_name(tr("Close the side panel"))
        for part in (self.waiting, self.here, self.details, self.use):
            part.retranslate()
        self._words()

    def _words(self) -> None:
        waiting, here = self._numbers["waiting"], self._numbers["here"]
        for place, words in enumerate((tr("Waiting {n}", n=waiting), tr("On this floor {n}", n=here), tr("Details"))):
            self.tabs.setTabText(place, words)

    def _count(self, key: str, number: int) -> None:
        if self._numbers[key] != number:
            self._numbers[key] = number
            self._words()

    def _dress(self) -> None:
        self.setMinimumWidth(self._theme.px(300))
