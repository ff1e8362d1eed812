"""Somebody stored other answers meanwhile: mine, theirs and what stood there before, decided one by one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, Words, ntr, text, tr
from incubator_gui.domain.review_desk import StaleReview
from incubator_gui.domain.review_merge import field_name, value_name
from incubator_gui.domain.rubric import Rubric
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme


class ClashPanel(QFrame):
    """Each field has two buttons, the one that is pressed holds; nothing is stored before "Store this choice"."""

    settled = Signal(object)
    """The names of the fields that stay as they are here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Message")
        self.setProperty("level", "warning")
        self._theme = theme
        self._error: StaleReview | None = None
        self._rubric: Rubric | None = None
        self.choices: dict[str, tuple[Button, Button]] = {}
        column = QVBoxLayout(self)
        tight(column, 8, 12, 8, 12, 8)
        self._title = PlainLabel("", "strong", wrap=True)
        column.addWidget(self._title)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(self._area, 1)
        row = QHBoxLayout()
        tight(row, 8)
        self.store = Button(theme, kind="main")
        self.mine, self.theirs = Button(theme, kind="link"), Button(theme, kind="link")
        self.store.clicked.connect(self._settle)
        self.mine.clicked.connect(lambda: self._all(0))
        self.theirs.clicked.connect(lambda: self._all(1))
        row.addWidget(self.store)
        row.addSpacing(8)
        row.addWidget(self.mine)
        row.addWidget(self.theirs)
        row.addStretch()
        column.addLayout(row)
        self.hide()

    def show_clash(self, error: StaleReview | None, rubric: Rubric) -> None:
        """What clashes, or nothing."""
        if error is None:
            self._error = None
            self.hide()
        elif error is not self._error:
            self._error, self._rubric = error, rubric
            self._build()
            self.show()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        if self._error is not None:
            mine = {name for name, pair in self.choices.items() if pair[0].isChecked()}
            self._build()
            for name, pair in self.choices.items():
                pair[0 if name in mine else 1].setChecked(True)

    def _build(self) -> None:
        error, rubric = self._error, self._rubric
        if error is None or rubric is None:
            return
        self.choices = {}
        self._title.setText(ntr("{n} answer was changed elsewhere while you were writing. Which one holds?",
                                "{n} answers were changed elsewhere while you were writing. Which ones hold?",
                                len(error.fields)))
        self.store.setText(tr("Store this choice"))
        self.mine.setText(tr("All mine"))
        self.theirs.setText(tr("All theirs"))
        holder = QWidget()
        holder.setProperty("plain", True)
        grid = QGridLayout(holder)
        tight(grid, 4)
        grid.setColumnStretch(1, 1)
        for place, (field, mine, theirs, base) in enumerate(error.fields):
            name = _words(field_name(field, rubric, mine, theirs, base))
            top = place * 5
            if place:
                grid.setRowMinimumHeight(top - 1, self._theme.px(8))
            grid.addWidget(PlainLabel(name, "strong", wrap=True), top, 0, 1, 2)
            grid.addWidget(PlainLabel(tr("Before: {value}", value=_value(field, base)), "label", wrap=True),
                           top + 1, 0, 1, 2)
            pair = []
            for side, (label, value) in enumerate(((tr("Mine"), mine), (tr("Theirs"), theirs))):
                button = Button(self._theme, label)
                button.setCheckable(True)
                button.setAutoExclusive(False)
                button.setAccessibleName(tr("{field}: {side}: {value}", field=name, side=label,
                                            value=_value(field, value)))
                button.clicked.connect(lambda _=False, field=field, side=side: self._choose(field, side))
                grid.addWidget(button, top + 2 + side, 0)
                grid.addWidget(PlainLabel(_value(field, value), wrap=True), top + 2 + side, 1)
                pair.append(button)
            pair[0].setChecked(True)
            self.choices[field] = (pair[0], pair[1])
        self._area.setWidget(holder)
        self._area.setMinimumHeight(min(holder.sizeHint().height() + 4, self._theme.px(280)))

    def _choose(self, field: str, side: int) -> None:
        for place, button in enumerate(self.choices[field]):
            button.setChecked(place == side)

    def _all(self, side: int) -> None:
        for field in self.choices:
            self._choose(field, side)

    def _settle(self) -> None:
        mine = frozenset(field for field, pair in self.choices.items() if pair[0].isChecked())
        self._error = None
        self.hide()
        self.settled.emit(mine)


def _words(words: Message | Words) -> str:
    return words.of(current().language) if isinstance(words, Words) else text(words)


def _value(field: str, value: str | None) -> str:
    return text(value_name(field, value)) or tr("blank")
