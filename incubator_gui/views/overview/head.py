"""The head of the overview: which day, whose figures, and the way to paper."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme

_MINE, _ALL = msg("Mine"), msg("Whole house")


class Head(QFrame):
    """56 px; `whose` is "mine" or "all"."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout(self)
        tight(row, 12, 16, 0, 16, 0)
        self._title, self._date = PlainLabel(type="title"), PlainLabel(type="muted")
        self.whose = SegmentedControl(theme, (("mine", _MINE, ""), ("all", _ALL, "")), msg("Whose"))
        self.whose.choose("all")
        self.print = Button(theme, icon="printer")
        row.addWidget(self._title)
        row.addWidget(self._date)
        row.addStretch(1)
        row.addWidget(self.whose)
        row.addWidget(self.print)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def mine(self) -> bool:
        """Whether only what concerns the person is shown."""
        return self.whose.key == "mine"

    def subtitle(self) -> str:
        """The day and whose figures, for paper."""
        return f"{self._date.text()} · {text(_MINE if self.mine else _ALL)}"

    def show_day(self, day: date, *, tasks: bool) -> None:
        """Words in the language of the screen; `tasks` when the whole list of what is due is shown."""
        self._title.setText(tr("All tasks") if tasks else tr("Overview"))
        self.print.setText(tr("Print"))
        self._date.setText(current().day(day, "full"))
        self.whose.retranslate()

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(56))
