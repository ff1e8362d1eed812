"""The list of screens at the left: icons with words, or icons alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, text, tr
from incubator_gui.widgets.screen import ScreenEntry
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


class NavigationItem(QAbstractButton):
    """One entry, 36 px high: icon 20, words, counter."""

    def __init__(self, theme: Theme, icon: str, words: Message | str, parent: QWidget, *,
                 checkable: bool = True) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._words = theme, icon, words
        self._open = True
        self._number: int | None = None
        self._late = False
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.updateGeometry)
        self.retranslate()

    def set_open(self, on: bool) -> None:
        """With words, or the icon alone (its words are the tool tip then)."""
        self._open = on
        self.retranslate()
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str, words: Message | str) -> None:
        """Another icon and word."""
        self._icon, self._words = icon, words
        self.retranslate()

    def set_number(self, number: int | None, late: bool) -> None:
        """The counter; `late` in the colour of errors."""
        self._number, self._late = number, late
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        words = text(self._words)
        self.setText(words)
        number = current().number(self._number) if self._number else ""
        self.setAccessibleName(f"{words} {number}".strip())
        set_tip(self, "" if self._open else f"{words} {number}".strip())
        self.update()

    def nextCheckState(self) -> None:  # noqa: N802
        """A click does not mark it: the window does, once it goes there."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """36 px high."""
        return QSize(self._theme.px(40), self._theme.px(36))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Show the pointer's place."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The pointer left."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Ground, bar, icon, words, counter."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        rect = self.rect()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection" if on else "hover"))
            painter.drawRoundedRect(rect, 4, 4)
        if on:
            painter.fillRect(QRect(0, 0, 3, rect.height()), theme.colour("selection-accent"))
        icon = theme.colour("selection-accent") if on else theme.colour("muted")
        side = theme.px(20)
        left = theme.px(10) if self._open else (rect.width() - side) // 2
        painter.drawPixmap(left, (rect.height() - side) // 2,
                           theme.pixmap(self._icon, icon, 20, self.devicePixelRatioF()))
        if self._open:
            right = rect.width() - 8
            start = left + side + theme.px(10)
            if self._number:
                painter.setFont(theme.font("strong" if self._late else "axis"))
                role = "error" if self._late else "muted"
                painter.setPen(theme.on_selection(role) if on else theme.colour(role))
                needed = QFontMetrics(theme.font("strong")).horizontalAdvance(self.text()) + 6
                advance = painter.fontMetrics().horizontalAdvance
                forms = _shorter(self._number)
                number = next((form for form in forms if advance(form) + needed <= right - start), forms[-1])
                painter.drawText(QRect(0, 0, right, rect.height()),
                                 int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number)
                right -= advance(number) + 6
            painter.setFont(theme.font("strong" if on else "body"))
            painter.setPen(theme.colour("selection-text" if on else "muted"))
            words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, right - start)
            painter.drawText(QRect(start, 0, right - start, rect.height()),
                             int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()


def _shorter(number: int) -> tuple[str, ...]:
    """The number in ever shorter forms."""
    forms = (current().number(number), str(number))
    return forms if number < 1000 else (*forms, tr("{n} k", n=number // 1000))


class Navigation(QFrame):
    """Screens at the top, settings and collapse at the bottom; Up and Down walk."""

    chosen = Signal(str)
    settings_asked = Signal()
    collapsed = Signal(bool)

    OPEN, CLOSED = 184, 56

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Navigation")
        self._theme = theme
        self._open = self._chosen = True
        self._cramped = False
        self._items: dict[str, NavigationItem] = {}
        self._column = QVBoxLayout(self)
        tight(self._column, 0, 8, 8, 8, 8)
        self._column.addStretch()
        self._settings = NavigationItem(theme, "settings", "", self, checkable=False)
        self._settings.clicked.connect(self.settings_asked)
        self._fold = NavigationItem(theme, "panel-left-close", "", self, checkable=False)
        self._fold.clicked.connect(self.toggle)
        self._column.addWidget(self._settings)
        self._column.addWidget(self._fold)
        theme.changed.connect(self._dress)
        self.retranslate()
        self._dress()

    def set_screens(self, screens: Sequence[ScreenEntry]) -> None:
        """The screens, in order."""
        for place, entry in enumerate(screens):
            item = NavigationItem(self._theme, entry.icon, entry.title, self)
            item.clicked.connect(lambda _=False, key=entry.id: self.chosen.emit(key))
            self._items[entry.id] = item
            self._column.insertWidget(place, item)
        self._show_open(self._open)

    def show_current(self, key: str) -> None:
        """Mark the screen in front."""
        for each, item in self._items.items():
            item.setChecked(each == key)

    def show_at_once(self, key: str) -> None:
        """Mark the screen that is about to come, before it is built."""
        self.show_current(key)
        if self.isVisible():
            self.repaint()

    def set_number(self, key: str, number: int | None, late: bool) -> None:
        """The counter of a screen."""
        if key in self._items:
            self._items[key].set_number(number, late)

    def toggle(self) -> None:
        """With words or without."""
        if self._cramped:  # for now only: what was chosen for a wider window holds
            self._show_open(not self._open)
            return
        self.set_open(not self._open)
        self.collapsed.emit(not self._open)

    def open_width(self) -> int:
        """How wide it would be as it was chosen."""
        return self._theme.px(self.OPEN if self._chosen else self.CLOSED)

    def set_cramped(self, on: bool) -> None:
        """Whether there is no room for the words."""
        if on != self._cramped:
            self._cramped = on
            self._show_open(self._chosen and not on)

    @property
    def is_open(self) -> bool:
        """Whether the words show."""
        return self._open

    def set_open(self, on: bool) -> None:
        """With words or without, where there is room."""
        self._chosen = on
        self._show_open(on and not self._cramped)

    def _show_open(self, on: bool) -> None:
        self._open = on
        for item in (*self._items.values(), self._settings, self._fold):
            item.set_open(on)
        self.retranslate()
        self._dress()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Screens"))
        self._settings.set_icon("settings", tr("Settings"))
        self._fold.set_icon("panel-left-close" if self._open else "panel-left-open",
                            tr("Collapse") if self._open else tr("Expand"))
        for item in self._items.values():
            item.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        items: list[QWidget] = [*self._items.values(), self._settings, self._fold]
        focus = self.focusWidget()
        if step and focus in items:
            items[(items.index(focus) + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self.setFixedWidth(self._theme.px(self.OPEN if self._open else self.CLOSED))
