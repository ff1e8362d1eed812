"""How full the floor or the house is on the day; each figure opens its list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, tr
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme


class ShareBar(QWidget):
    """A bar with a frame: how much of the whole."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._share = theme, 0.0
        theme.changed.connect(self.updateGeometry)

    def set_share(self, share: float | None) -> None:
        """From 0 to 1."""
        self._share = min(max(share or 0.0, 0.0), 1.0)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """72 × 12."""
        return QSize(self._theme.px(72), self._theme.px(12))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It may be narrower."""
        return QSize(self._theme.px(32), self._theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Frame and filling."""
        painter = QPainter(self)
        height = self._theme.px(12)
        rect = QRectF(0.5, (self.height() - height) // 2 + 0.5, self.width() - 1, height - 1)
        painter.setPen(QPen(self._theme.colour("strong"), 1))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRect(rect)
        filled = rect.adjusted(1, 1, -1, -1)
        filled.setWidth(filled.width() * self._share)
        if self._share > 0:
            painter.fillRect(filled, self._theme.colour("accent"))
        painter.end()


class UseBox(QFrame):
    """Desks, area, companies, free; `opened` says which figure was clicked."""

    opened = Signal(str)
    scope_changed = Signal()

    def __init__(self, theme: Theme, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SideFooter")
        self._model = model
        column = QVBoxLayout(self)
        tight(column, 8, 16, 12, 16, 12)
        head = QHBoxLayout()
        tight(head, 8)
        self._title = ElidedLabel("", "panel")
        self.scope = SegmentedControl(theme, (("floor", msg("Floor"), ""), ("house", msg("House"), "")),
                                      msg("Figures of the floor or the house"))
        head.addWidget(self._title, 1)
        head.addWidget(self.scope)
        column.addLayout(head)
        self._day = PlainLabel("", "label")
        column.addWidget(self._day)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        self._labels = {key: PlainLabel("", "muted") for key in ("desks", "area", "companies", "free")}
        self.figures = {key: Button(theme, kind="link") for key in self._labels}
        self._notes = {key: PlainLabel("", "muted") for key in self._labels}
        self._bars = {key: ShareBar(theme) for key in ("desks", "area")}
        for row, (key, label) in enumerate(self._labels.items()):
            grid.addWidget(label, row, 0)
            cell = QHBoxLayout()
            tight(cell, 8)
            if key in self._bars:
                cell.addWidget(self._bars[key])
                cell.addStretch(1)
            cell.addWidget(self.figures[key])
            if key == "companies":
                cell.addStretch(1)
            cell.addWidget(self._notes[key])
            if key == "free":
                cell.addStretch(1)
            self._notes[key].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addLayout(cell, row, 1)
            self.figures[key].clicked.connect(lambda _=False, key=key: self.opened.emit(key))
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.scope.chosen.connect(self._scoped)
        for signal in (model.loaded, model.day_changed):
            signal.connect(self.fill)
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.scope.retranslate()
        for key, words in (("desks", tr("Desks")), ("area", tr("Area")), ("companies", tr("Companies")),
                           ("free", tr("Free"))):
            self._labels[key].setText(words)
        self.fill()

    def fill(self) -> None:
        """The figures of the day."""
        model, words = self._model, current()
        floor = model.floor_name(model.floor)
        self._title.setText(tr("Occupancy of the house") if model.house_wide else tr("Occupancy, {floor}",
                                                                                      floor=floor))
        self._day.setText(words.day(model.day))
        use = model.use()
        if use is None:
            return
        number = words.number
        self._bars["desks"].set_share(use.desk_share)
        self._bars["area"].set_share(use.area_share)
        self.figures["desks"].setText(f"{number(use.desks_in_use)} / {number(use.desks)}")
        self.figures["area"].setText(tr("{used} / {whole}\u00a0m²", used=number(round(use.area_in_use)),
                                        whole=number(round(use.area_usable))))
        self.figures["companies"].setText(number(len(use.companies)))
        self.figures["free"].setText(number(use.desks - use.desks_in_use))
        self._notes["desks"].setText(words.percent(use.desk_share) if use.desk_share is not None else "–")
        self._notes["area"].setText(words.percent(use.area_share) if use.area_share is not None else "–")
        self._notes["companies"].setText(tr("{n} per 1,000\u00a0m²", n=number(use.density, 1)) if use.density else "")
        self._notes["free"].setText(ntr("desk", "desks", use.desks - use.desks_in_use))
        for key, button in self.figures.items():
            button.setAccessibleName(words.labelled(self._labels[key].text(), button.text()))

    def _scoped(self, key: str) -> None:
        self._model.house_wide = key == "house"
        self.fill()
        self.scope_changed.emit()
