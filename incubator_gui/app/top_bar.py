"""The bar at the top: house, search, undo and redo, date, language, person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from incubator_gui.actions.registry import Actions
from incubator_gui.app.finder import Finder
from incubator_gui.app.language_button import LanguageButton
from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.jobs.runner import Jobs
from incubator_gui.widgets.date_button import DateButton
from incubator_gui.widgets.initials import InitialsBadge
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, line, set_property, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


class DateControl(DateButton):
    """The day that all screens speak of."""

    def __init__(self, theme: Theme, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(theme, today=True, parent=parent)
        self._now = today
        self._valid: date | None = None
        self._short = 0
        self.picked.connect(self._chosen)
        self.retranslate()

    day_changed = Signal(object)

    @property
    def valid(self) -> date | None:
        """The day chosen; None is today."""
        return self._valid

    def set_valid(self, day: date | None) -> None:
        """Another day; None is today."""
        self._valid = None if day == self._now() else day
        self.retranslate()
        self.day_changed.emit(self._valid)

    def shorten(self, step: int) -> None:
        """Whole, the day alone, or the icon alone."""
        if step != self._short:
            self._short = step
            self.retranslate()

    def _chosen(self, day: date | None) -> None:
        self.set_valid(day)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        today = self._now()
        shown = self._valid or today
        words = tr("As of today · {day}", day=today) if self._valid is None else tr("As of {day}", day=self._valid)
        self.set_day(shown, (words, current().day(shown), " ")[self._short])
        if self._short == 2:
            self.setText("")
        set_property(self, "opens", self._short < 2)
        self.setAccessibleName(words)
        set_tip(self, tr("The day that all screens speak of") if self._short < 2 else words)
        set_property(self, "past", self._valid is not None)


class TopBar(QFrame):
    """48 px; what it does is told by signals and actions."""

    language_chosen = Signal(str)
    person_asked = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, actions: Actions, jobs: Jobs, today: Callable[[], date],
                 open_record: Callable[[str, UUID], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TopBar")
        self._theme, self._actions = theme, actions
        self._row = row = QHBoxLayout(self)
        tight(row, 8, 12, 0, 16, 0)
        self._logo = PlainLabel()
        self._logo.setObjectName("Logo")
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.house = Button(theme, kind="house")
        self.house.clicked.connect(lambda: self.menu_asked.emit(
            self.house.mapToGlobal(QPoint(0, self.house.height()))))
        self._house, self._step = "", 0
        self._left = QWidget()
        inner = QHBoxLayout(self._left)
        tight(inner, 4)
        inner.addWidget(self._logo)
        inner.addWidget(self.house, 1)
        row.addWidget(self._left)
        self.finder = Finder(theme, actions, jobs, open_record, self)
        row.addWidget(self.finder, 4)
        row.addStretch(3)
        self.undo = IconButton(theme, "undo-2")
        self.redo = IconButton(theme, "redo-2")
        for button, id in ((self.undo, "edit.undo"), (self.redo, "edit.redo")):
            button.clicked.connect(lambda _=False, id=id: actions.trigger(id))
            row.addWidget(button)
        divider = line(vertical=True)
        divider.setFixedHeight(20)
        row.addWidget(divider)
        self.date = DateControl(theme, today)
        row.addWidget(self.date)
        self.language = LanguageButton(theme)
        self.language.picked.connect(self.language_chosen)
        row.addWidget(self.language)
        self.person = Button(theme, kind="flat")
        self.person.clicked.connect(self.person_asked)
        self._badge = InitialsBadge("", theme.px(28), self.person)
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self.person)
        theme.changed.connect(self._dress)
        self._person = ""
        self._dress()

    def set_house(self, name: str) -> None:
        """The name of the house."""
        self._house = words = name or tr("Incubator")
        self._name_house()
        set_tip(self.house, tr("{name}: menu", name=words))
        self.house.setAccessibleName(tr("{name}: menu", name=words))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Everything in its shortest form."""
        px = self._theme.px
        parts = (self.undo, self.redo, self.person)
        return QSize(sum(part.minimumSizeHint().width() for part in parts) + px(24 + 72 + 48 + 36 + 36) + 100, px(48))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Words give way to icons where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for step in range(5):
            self._shorten(step)
            self._row.invalidate()
            if self._row.minimumSize().width() <= self.width():
                break

    def _shorten(self, step: int) -> None:
        """Day, search, house, language and day again give way, in this order."""
        px = self._theme.px
        self.date.shorten((0, 1, 1, 1, 2)[step])
        self.language.shorten(step == 4)
        self.finder.setMinimumWidth(px(160 if step < 2 else 72))
        self._step = step
        self._left.setFixedWidth(px(184 - 8) if step < 3 else px(24 + 64))
        self._name_house()

    def _name_house(self) -> None:
        room = self._theme.px(140 if self._step < 3 else 44)
        self.house.setText(self.house.fontMetrics().elidedText(
            self._house.replace("&", "&&"), Qt.TextElideMode.ElideRight, room))

    def set_person(self, name: str) -> None:
        """Whose window this is."""
        self._person = name
        self._badge.set_name(name)
        self.person.setAccessibleName(tr("You are {name}: settings", name=name or "–"))
        set_tip(self.person, name)

    def show_undo(self, undo: str, redo: str) -> None:
        """What undo and redo would do; empty where there is nothing."""
        for button, words, idle, id in ((self.undo, undo, tr("Nothing to undo"), "edit.undo"),
                                        (self.redo, redo, tr("Nothing to redo"), "edit.redo")):
            button.setEnabled(bool(words))
            name = tr("Undo") if id == "edit.undo" else tr("Redo")
            button.set_name(name, tr("{name}: {what}", name=name, what=words) if words else idle)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.finder.retranslate()
        self.date.retranslate()
        self.language.retranslate()
        self.set_person(self._person)
        self._fit()

    def _dress(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(48))
        self._logo.setFixedSize(px(24), px(24))
        self._logo.setPixmap(self._theme.pixmap("rocket", "on-accent", 16, self.devicePixelRatioF()))
        self.finder.setMaximumWidth(px(480))
        self.person.setFixedSize(QSize(px(28), px(28)))
        self._badge.set_side(px(28))
        self._fit()
