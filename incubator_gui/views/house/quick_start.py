"""A new house from a few figures: a draft to look at, which is then changed room by room."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, ntr, text, tr
from incubator_gui.services.space import FloorDraft
from incubator_gui.services.space_setup_many import MOST_FLOORS, MOST_ROOMS, draft_floors
from incubator_gui.views.house.reading import scene_of
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.parse import parse_number
from incubator_gui.widgets.plan import PlanCanvas
from incubator_gui.widgets.styling import Button, line, set_property, tight
from incubator_gui.widgets.theme import Theme


class QuickStart(QWidget):
    """`asked` carries nothing: ask for `name`, `area` and `floors`; the links lead elsewhere."""

    asked = Signal()
    empty_wanted = Signal()
    import_wanted = Signal()
    sample_wanted = Signal()
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._first = True
        self._draft: tuple[FloorDraft, ...] = ()
        row = QHBoxLayout(self)
        tight(row, 16)
        self.card = Card(theme)
        self.card.body.addWidget(self._form())
        row.addWidget(self.card)
        self._preview = Card(theme)
        self.canvas = PlanCanvas(theme)
        self._preview.body.addWidget(self.canvas, 1)
        row.addWidget(self._preview, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(120)
        self._wait.timeout.connect(self._plan)
        theme.changed.connect(self._dress)
        self._dress()

    def _form(self) -> QFrame:
        form = QFrame()
        column = QVBoxLayout(form)
        tight(column, 12, 16, 16, 16, 16)
        self._line = PlainLabel(wrap=True)
        column.addWidget(self._line)
        grid = QGridLayout()
        tight(grid, 8)
        grid.setColumnStretch(1, 1)
        self.name, self.area, self.first = QLineEdit(), QLineEdit(), QLineEdit("101")
        self.name.setMaxLength(120)
        self.first.setMaxLength(12)
        self.floors, self.rooms, self.desks = QSpinBox(), QSpinBox(), QSpinBox()
        for spin, most, value in ((self.floors, MOST_FLOORS, 3), (self.rooms, MOST_ROOMS, 8), (self.desks, 2000, 100)):
            spin.setRange(0 if spin is self.desks else 1, most)
            spin.setValue(value)
            spin.lineEdit().setTextMargins(5, 0, 0, 0)
            spin.valueChanged.connect(lambda _value: self._wait.start())
        self._fields: tuple[QWidget, ...] = (self.name, self.area, self.floors, self.rooms, self.desks, self.first)
        self._labels = [PlainLabel(type="muted") for _ in self._fields]
        for at, (label, field) in enumerate(zip(self._labels, self._fields, strict=True)):
            label.setBuddy(field)
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        for field in (self.name, self.area, self.first):
            field.textEdited.connect(lambda _words: self._wait.start())
            field.returnPressed.connect(self._go)
        column.addLayout(grid)
        self._hint = PlainLabel(type="label", wrap=True)
        column.addWidget(self._hint)
        self._facts = PlainLabel(type="strong", wrap=True)
        column.addWidget(self._facts)
        buttons = QHBoxLayout()
        tight(buttons, 8)
        self.main, self.cancel = Button(self._theme, icon="plus", kind="main"), Button(self._theme)
        self.main.clicked.connect(self._go)
        self.cancel.clicked.connect(self.cancelled)
        buttons.addWidget(self.main)
        buttons.addWidget(self.cancel)
        buttons.addStretch()
        column.addLayout(buttons)
        column.addWidget(line("GridLine"))
        self.bare = Button(self._theme, icon="pencil", kind="link")
        self.table = Button(self._theme, icon="file-spreadsheet", kind="link")
        self.sample = Button(self._theme, icon="wand-sparkles", kind="link")
        self._others = ((self.bare, self.empty_wanted), (self.table, self.import_wanted),
                        (self.sample, self.sample_wanted))
        for button, signal in self._others:
            button.clicked.connect(signal)
            other = QHBoxLayout()
            tight(other)
            other.addWidget(button)
            other.addStretch()
            column.addLayout(other)
        column.addStretch()
        return form

    # what is asked -----------------------------------------------------------------------------

    @property
    def site_name(self) -> str:
        """The name of the site."""
        return self.name.text().strip()

    @property
    def site_area(self) -> float | None:
        """Its area in m², where one is given."""
        found = parse_number(self.area.text()) if self.area.text().strip() else None
        return float(found) if found is not None else None

    @property
    def draft(self) -> tuple[FloorDraft, ...]:
        """The floors with their rooms."""
        return self._draft

    def begin(self, *, first: bool, sample: bool) -> None:
        """Ask for the first house, or for a further site."""
        self._first = first
        self.cancel.setVisible(not first)
        self.table.setVisible(first)
        self.sample.setVisible(sample)
        self.retranslate()
        self._plan()
        self.name.setFocus()

    def set_busy(self, busy: bool) -> None:
        """Nothing is begun twice."""
        for button in (self.main, self.bare, self.table, self.sample, self.cancel):
            button.setEnabled(not busy)
        if not busy:
            self._plan()

    def tell(self, why: Message | str) -> None:
        """Why it cannot be done; what is typed stays."""
        self._facts.setText(text(why))
        self._facts.set_tone("error")

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.card.set_words(tr("A house to begin with") if self._first else tr("A further site"))
        self.setAccessibleName(self.card.title.text())
        self._line.setText(tr("A few figures make a draft of floors, rooms and desks. Everything can be changed "
                              "afterwards, and no drawing is needed."))
        words = (tr("Name of the site"), tr("Area in m²"), tr("Floors"), tr("Rooms on each floor"),
                 tr("Desks on each floor"), tr("First room number"))
        for label, field, word in zip(self._labels, self._fields, words, strict=True):
            label.setText(word)
            field.setAccessibleName(word)
        self.name.setPlaceholderText(tr("such as Incubator Shanghai"))
        self.area.setPlaceholderText(tr("such as {n}", n=current().number(5000)))
        self._hint.setText(tr("The next floor begins 100 higher: 101, 201, 301. One room in six is a meeting room."))
        self.main.setText(tr("Create the draft"))
        self.cancel.setText(tr("Cancel"))
        self.bare.setText(tr("Begin with one empty floor and type in the rooms"))
        self.table.setText(tr("Import the house from a table…"))
        self.sample.setText(tr("Load the sample incubator"))
        self.canvas.retranslate()
        self._plan()

    def _plan(self) -> None:
        self._wait.stop()
        area = self.area.text().strip()
        wrong = bool(area) and (self.site_area is None or not 0 < self.site_area <= 1_000_000)
        set_property(self.area, "wrong", wrong)
        try:
            self._draft = draft_floors(self.floors.value(), self.rooms.value(), self.desks.value(),
                                       None if wrong else self.site_area, self.first.text().strip() or "101",
                                       tr("{n}F", n="{n}"))
        except IncubatorError as error:
            self._draft = ()
            self.tell(error.message)
        if wrong:
            self.tell(tr("“{words}” is not an area. Write figures only, such as 12 or 4.5.", words=area[:40]))
        elif self._draft:
            rooms = sum(len(floor.rooms) for floor in self._draft)
            desks = sum(room.desks for floor in self._draft for room in floor.rooms)
            self._facts.set_tone("")
            self._facts.setText(current().joined((
                ntr("{n} floor", "{n} floors", len(self._draft)), ntr("{n} room", "{n} rooms", rooms),
                ntr("{n} desk", "{n} desks", desks))))
        self.main.setEnabled(bool(self._draft) and not wrong and bool(self.site_name))
        self.bare.setEnabled(bool(self.site_name) and not wrong)
        name = self._draft[0].name if self._draft else ""
        self._preview.set_words(tr("Draft of floor {name}", name=name))
        self.canvas.set_scene(scene_of(self._draft[0].rooms, name) if self._draft else None)
        self.canvas.fit()

    def _go(self) -> None:
        self._plan()
        if self.main.isEnabled():
            self.asked.emit()
        elif not self.site_name:
            self.tell(tr("A site needs a name."))
            self.name.setFocus()

    def _dress(self) -> None:
        self.card.setFixedWidth(self._theme.px(400))
