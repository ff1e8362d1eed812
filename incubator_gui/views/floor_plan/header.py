"""The head of the screen: site, floors, plan or table, what else can be done, printing."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from incubator_gui.core.messages import msg, tr
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.theme import Theme

_SEGMENTS = 6
"""More floors than these are offered in a box."""


class Header(QWidget):
    """56 px; floors as segments while there are few of them and room enough."""

    site_chosen = Signal(object)
    floor_chosen = Signal(object)
    view_chosen = Signal(str)
    print_asked = Signal()
    more_asked = Signal()

    def __init__(self, theme: Theme, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._model = theme, model
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        tight(row, 8, 16, 12, 16, 12)
        self._title = PlainLabel("", "title")
        self.sites = ChoiceBox()
        self.sites.setMaximumWidth(theme.px(200))
        self.sites.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self.floors: SegmentedControl | None = None
        self.floor_box = ChoiceBox()
        self.floor_box.setMinimumWidth(theme.px(96))
        self.floor_box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self._place = QHBoxLayout()
        tight(self._place)
        self.views = SegmentedControl(theme, (
            ("plan", msg("Plan"), "map"), ("table", msg("Table"), "table-2"), ("both", msg("Both"), "columns-3")),
            msg("Plan or table"))
        self.print = Button(theme, icon="printer", shrinks=True)
        self.more = IconButton(theme, "ellipsis", kind="")
        row.addWidget(self._title)
        row.addSpacing(4)
        row.addWidget(self.sites)
        row.addLayout(self._place)
        row.addWidget(self.floor_box)
        row.addStretch(1)
        row.addWidget(self.views)
        row.addWidget(self.print)
        row.addWidget(self.more)
        self.sites.activated.connect(lambda _row: self.site_chosen.emit(self.sites.key()))
        self.floor_box.activated.connect(lambda _row: self.floor_chosen.emit(self.floor_box.key()))
        self.views.chosen.connect(self.view_chosen)
        self.print.clicked.connect(self.print_asked)
        self.more.clicked.connect(self.more_asked)
        self._made: tuple[tuple[UUID, str], ...] = ()
        self.floor_box.hide()
        self.sites.hide()
        self.retranslate()

    def show_model(self) -> None:
        """Sites and floors as they are now."""
        model = self._model
        sites = model.sites
        self.sites.set_choices(sites)
        self.sites.choose(model.site)
        self.sites.setVisible(bool(sites))
        floors = tuple((floor.id, floor.name) for floor in model.floors)
        self.floor_box.set_choices(dict(floors))
        self.floor_box.choose(model.floor)
        self.floor_box.setMinimumWidth(max(self._theme.px(96), self.floor_box.sizeHint().width()))
        if floors != self._made:
            self._made = floors
            self._build()
        if self.floors is not None and model.floor is not None:
            blocked = self.floors.blockSignals(True)
            self.floors.choose(model.floor.hex)
            self.floors.blockSignals(blocked)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Segments give way to a box where the room is short."""
        super().resizeEvent(event)
        self._fit()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._title.setText(tr("Floor plan"))
        self.sites.setAccessibleName(tr("Site"))
        self.floor_box.setAccessibleName(tr("Floor"))
        self.print.setText(tr("Print…"))
        self.print.setAccessibleName(tr("Print…"))
        self.more.set_name(tr("More commands"))
        self.views.retranslate()
        if self.floors is not None:
            self.floors.retranslate()
        self._fit()

    @property
    def _least_views(self) -> int:
        """The room that the views need as icons alone."""
        return self._theme.px(32) * 3 + 4

    def _build(self) -> None:
        if self.floors is not None:
            self._place.removeWidget(self.floors)
            self.floors.hide()
            self.floors.deleteLater()
            self.floors = None
        if 0 < len(self._made) <= _SEGMENTS:
            self.floors = SegmentedControl(self._theme, [
                (id.hex, name.replace("&", "&&"), "") for id, name in self._made], msg("Floor"))
            self.floors.chosen.connect(lambda key: self.floor_chosen.emit(UUID(key)))
            self._place.addWidget(self.floors)

    def _fit(self) -> None:
        if not self._made:
            return
        wanted = self.floors.sizeHint().width() if self.floors is not None else 0
        others = (self._title.sizeHint().width() + self.more.sizeHint().width() + self.print.minimumSizeHint().width()
                  + self._least_views + 32)
        site = min(self.sites.sizeHint().width(), self.sites.maximumWidth())
        whole = self.floors is not None and wanted + others + site + 60 <= self.width()
        rest = self.width() - 60 - site - (wanted if whole else self.floor_box.sizeHint().width()) - others
        rest += self._least_views
        self.views.setMinimumWidth(0)
        for icons in (True, False):  # its words before its icons, and before those of the button beside it
            self.views.show_icons(icons)
            if self.views.sizeHint().width() <= rest:
                self.views.setMinimumWidth(self.views.sizeHint().width())
                break
        else:
            self.views.show_icons(True)
        short, left = self.print.minimumSizeHint().width(), rest - self.views.sizeHint().width()
        words = self.print.sizeHint().width() - short <= left
        self.print.setMaximumWidth(16_777_215 if words else short)  # its words, or no wider than its icon
        if self.floors is not None:
            self.floors.setVisible(whole)
        self.floor_box.setVisible(not whole)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for the box of floors, not for the segments."""
        hint = super().minimumSizeHint()
        if self.floors is not None and self.floors.isVisibleTo(self):
            hint.setWidth(hint.width() - self.floors.minimumSizeHint().width() + self.floor_box.sizeHint().width())
        hint.setWidth(hint.width() - max(0, self.views.minimumWidth() - self._least_views))
        return hint
