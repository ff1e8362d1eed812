"""Message bars: what went wrong or needs a look, at the top of what it speaks about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, text, tr
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.theme import Theme

Level = Literal["error", "warning", "info", "success"]

GRAVITY: tuple[Level, ...] = ("error", "warning", "info", "success")
ICONS = {"error": "circle-x", "warning": "triangle-alert", "info": "info", "success": "circle-check"}


class MessageBar(QFrame):
    """One sentence on the ground of its state, with an optional link and a way to close it."""

    closed = Signal()
    """Somebody closed it."""

    def __init__(self, theme: Theme, message: Message | str, level: Level = "info", *, link: Message | str = "",
                 on_link: Callable[[], object] | None = None, closable: bool = True,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Message")
        self.setProperty("level", level)
        self.level: Level = level
        self.key = message.key if isinstance(message, Message) else message
        self._theme, self._message, self._link_words = theme, message, link
        row = QHBoxLayout(self)
        tight(row, 8, 12, 7, 12, 7)
        self._mark = PlainLabel()
        self._sentence = PlainLabel(wrap=True)
        self._link = Button(theme, kind="link")
        self._close = IconButton(theme, "x", kind="close")
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._inner = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        tight(self._inner, 8)
        self._inner.addWidget(self._sentence, 1)
        self._inner.addWidget(self._link)
        row.addLayout(self._inner, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._link.setVisible(bool(link))
        self._close.setVisible(closable)
        if on_link is not None:
            self._link.clicked.connect(lambda: on_link())
        self._close.clicked.connect(self.closed)
        self._close.clicked.connect(self.dismiss)
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def retranslate(self) -> None:
        """The sentence in the language of the screen."""
        self._sentence.setText(text(self._message))
        self._link.setText(text(self._link_words))
        self._close.set_name(tr("Close the message"))
        self.setAccessibleName(text(self._message))

    def sentence(self) -> str:
        """What stands in it."""
        return self._sentence.text()

    def dismiss(self) -> None:
        """Take it away."""
        area = self.parentWidget()
        if isinstance(area, MessageArea):
            area.remove(self)
        else:
            self.hide()
            self.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a narrow place the link goes below the sentence."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(480)
        self._inner.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _dress(self) -> None:
        role = "accent" if self.level == "info" else self.level
        self._mark.setFixedHeight(self._theme.px(20))  # a line of the sentence
        self._mark.setPixmap(self._theme.pixmap(ICONS[self.level], role, 16, self.devicePixelRatioF()))


class MessageArea(QWidget):
    """Where bars stack up: three at most, the gravest first, the same sentence once."""

    LIMIT = 3

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: list[MessageBar] = []
        self._column = QVBoxLayout(self)
        tight(self._column)
        self.hide()

    def show_message(self, message: Message | str, level: Level = "info", *, link: Message | str = "",
                     on_link: Callable[[], object] | None = None, closable: bool = True) -> MessageBar:
        """Add a bar; the least grave and oldest gives way when there are too many."""
        sentence = text(message)
        for old in tuple(self._bars):
            if old.sentence() == sentence:
                self.remove(old)
        bar = MessageBar(self._theme, message, level, link=link, on_link=on_link, closable=closable, parent=self)
        self._bars.insert(0, bar)
        self._bars.sort(key=lambda each: GRAVITY.index(each.level))
        for old in self._bars[self.LIMIT:]:
            self.remove(old)
        for place, each in enumerate(self._bars):
            self._column.insertWidget(place, each)
        self.setVisible(bool(self._bars))
        return bar

    def remove(self, bar: MessageBar) -> None:
        """Take one bar away."""
        if bar in self._bars:
            self._bars.remove(bar)
            self._column.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
            self.setVisible(bool(self._bars))

    def withdraw(self, message: Message | str) -> None:
        """Take away what says this."""
        for bar in tuple(self._bars):
            if bar.sentence() == text(message):
                self.remove(bar)

    def clear(self) -> None:
        """Take all away."""
        for bar in tuple(self._bars):
            self.remove(bar)

    def bars(self) -> tuple[MessageBar, ...]:
        """What stands there, the gravest first."""
        return tuple(self._bars)

    def retranslate(self) -> None:
        """All sentences in the language of the screen."""
        for bar in self._bars:
            bar.retranslate()
