"""The bar of tools above the plan: pointer and hand, zoom, colour, labels, ratio, and who sits where."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.domain.plan_colours import BY_COMPANY, MODES
from incubator_gui.views.floor_plan.seat_search import SeatSearch
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.plan import LABELS, PlanCanvas
from incubator_gui.widgets.styling import IconButton, line, tight
from incubator_gui.widgets.theme import Theme


class ToolBar(QWidget):
    """Goes on in a second line where the room is short."""

    colours_chosen = Signal(str)
    labels_chosen = Signal(str)

    def __init__(self, theme: Theme, canvas: PlanCanvas, search: SeatSearch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._canvas = theme, canvas
        self.pointer = IconButton(theme, "mouse-pointer-2")
        self.hand = IconButton(theme, "hand")
        self._tools = QButtonGroup(self)
        for button in (self.pointer, self.hand):
            button.setCheckable(True)
            self._tools.addButton(button)
        self.pointer.setChecked(True)
        self.out = IconButton(theme, "zoom-out")
        self.percent = PlainLabel("", "muted")
        self.inwards = IconButton(theme, "zoom-in")
        self.whole = IconButton(theme, "maximize")
        self._colour = PlainLabel("", "muted")
        self.colours = ChoiceBox(MODES)
        self.colours.choose(BY_COMPANY)
        self._label = PlainLabel("", "muted")
        self.labels = ChoiceBox(LABELS)
        self.labels.choose(next(iter(LABELS)))
        self.ratio = PlainLabel("", "muted")
        self.search = search
        row = QHBoxLayout(self)
        tight(row, 8, 16, 6, 16, 6)
        left = Flow(gap=8)
        for box in (self.colours, self.labels):
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(theme.px(188))
        self._groups: list[QWidget] = []
        for parts in ((self.pointer, self.hand, line(vertical=True)),
                      (self.out, self.percent, self.inwards, self.whole, line(vertical=True)),
                      (self._colour, self.colours), (self._label, self.labels), (self.ratio,)):
            self._groups.append(_together(*parts))
            left.addWidget(self._groups[-1])
        row.addLayout(left, 1)
        row.addWidget(search, 0, Qt.AlignmentFlag.AlignTop)
        self.pointer.clicked.connect(lambda: canvas.set_hand(False))
        self.hand.clicked.connect(lambda: canvas.set_hand(True))
        self.out.clicked.connect(canvas.zoom_out)
        self.inwards.clicked.connect(canvas.zoom_in)
        self.whole.clicked.connect(canvas.fit)
        self.colours.activated.connect(lambda _row: self.colours_chosen.emit(str(self.colours.key())))
        self.labels.activated.connect(lambda _row: self.labels_chosen.emit(str(self.labels.key())))
        canvas.view_changed.connect(self.show_view)
        self.retranslate()

    def show_plan(self, on: bool) -> None:
        """Without the plan only the search is of use."""
        for group in self._groups:
            group.setVisible(on)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where the room is short, the boxes stand without their words."""
        super().resizeEvent(event)
        words = [label.sizeHint().width() + 4 for label in (self._colour, self._label)]
        others = sum(group.sizeHint().width() + 8 for group in self._groups)
        pairs = zip(words, (self._colour, self._label), strict=True)
        shown = sum(width for width, label in pairs if not label.isHidden())
        wide = others - shown + sum(words) + self.search.width() + 40 <= self.width()
        for label in (self._colour, self._label):
            label.setVisible(wide)

    def show_view(self) -> None:
        """Zoom and ratio as they are now."""
        self.percent.setText(current().percent(self._canvas.percent / 100))
        self.ratio.setText(self._canvas.ratio)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.pointer.set_name(tr("Select and drag"))
        self.hand.set_name(tr("Move the plan"))
        self.out.set_name(tr("Smaller"))
        self.inwards.set_name(tr("Larger"))
        self.whole.set_name(tr("Show the whole floor"))
        self._colour.setText(tr("Colour"))
        self._label.setText(tr("Labels"))
        self.ratio.setAccessibleDescription(tr("Scale of the plan"))
        for box, choices, name in ((self.colours, MODES, tr("Colour")), (self.labels, LABELS, tr("Labels"))):
            key = box.key()
            box.set_choices(choices)
            box.choose(key)
            box.setAccessibleName(name)
        self.percent.setMinimumWidth(self._theme.px(44))
        self.search.retranslate()
        self.show_view()


def _together(*parts: QWidget) -> QWidget:
    """Parts that stay in one line."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    tight(row, 4)
    for part in parts:
        if part.objectName() == "Line":
            part.setFixedHeight(20)
            row.addSpacing(4)
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    return holder
