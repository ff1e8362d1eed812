"""One record with everything about it: a way back, a head, and tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError, NotFound
from incubator_gui.core.messages import Message, msg, text
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, line, tight

S = TypeVar("S")


class RecordPage(QWidget, Generic[S]):
    """`stock` is what was read of the record; `names` are the tabs, in their order."""

    back_asked = Signal()
    """Return to the list."""
    gone = Signal()
    """The record is no longer there."""

    def __init__(self, context: Context, names: Sequence[tuple[str, Message]], *, scrolls: bool,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._names = context, names
        self.stock: S | None = None
        self._wanted: UUID | None = None
        self._quiet = False
        self.back = Button(context.theme, icon="chevron-left", kind="link")
        self.back.clicked.connect(self.back_asked)
        self._name = PlainLabel("", "title")
        self.messages = MessageArea(context.theme)
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(scrolls)
        for _key, words in names:
            self.bar.addTab(text(words))

    def lay_out(self, head: QLayout, pages: QStackedWidget) -> None:
        """Head, tabs, messages, and the pages of the tabs."""
        holder = QHBoxLayout()
        tight(holder, 0, 16, 0, 16, 0)
        holder.addWidget(self.bar)
        holder.addStretch()
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(head)
        column.addLayout(holder)
        column.addWidget(line())
        column.addWidget(self.messages)
        column.addWidget(pages, 1)

    @property
    def id(self) -> UUID | None:
        """The record in front or on its way."""
        return self._wanted

    def show_name(self, name: str) -> None:
        """What the record is called."""
        self._name.setText(name if len(name) <= 60 else name[:59] + "…")
        self.setAccessibleName(name)

    def show_tab(self, key: str) -> None:
        """Turn to a tab."""
        keys = [name for name, _words in self._names]
        if key in keys:
            self.bar.setCurrentIndex(keys.index(key))

    def tab(self) -> str:
        """The tab in front."""
        place = self.bar.currentIndex()
        return self._names[max(0, place)][0]

    def commit_all(self, parts: Iterable[tuple[str, Callable[[], Any]]]) -> bool:
        """Save what is being typed; False, with the tab in front, when something wrong stands in a field."""
        for key, commit in parts:
            if not commit():
                self.show_tab(key)
                self.messages.show_message(msg("Something here could not be saved. Correct it, or press Escape in the"
                                               " field to give it up."), "warning")
                return False
        return True

    def failed(self, error: IncubatorError) -> None:
        """The record could not be read."""
        gone = isinstance(error, NotFound)
        if not (gone and self._quiet):
            self._context.shell.warn(error.message)
        if gone:
            self._wanted, self.stock = None, None
            self.gone.emit()
