"""The panel at the right for what is selected: head, tabs, rows of label and value, actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.core.messages import Message, text, tr
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, IconButton, line, tight
from incubator_gui.widgets.theme import Theme


class Form(QWidget):
    """Rows of a label (112 px) and a value; headings between."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._labels: list[tuple[PlainLabel, Message | str]] = []
        self.fields: dict[str, InlineField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def heading(self, words: Message | str) -> None:
        """A heading over the rows that follow."""
        label = PlainLabel("", "header")
        self._labels.append((label, words))
        label.setText(text(words))
        self._grid.addWidget(label, self._grid.rowCount(), 0, 1, 2)

    def add(self, key: str, label: Message | str, field: QWidget) -> None:
        """A row; an `InlineField` is found again in `fields` by its key."""
        words = PlainLabel(text(label), "muted", wrap=True)
        words.setMinimumHeight(self._theme.px(28))
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        words.setContentsMargins(0, max(0, (self._theme.px(28) - words.fontMetrics().height()) // 2), 0, 0)
        words.setBuddy(field)
        self._labels.append((words, label))
        row = self._grid.rowCount()
        self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(field, PlainLabel | Button):  # begins where the text of the fields begins
            cell = QHBoxLayout()
            tight(cell, 0, 8, 0, 0, 0)
            cell.addWidget(field)
            self._grid.addLayout(cell, row, 1)
            self._grid.setRowMinimumHeight(row, self._theme.px(28))
        else:
            self._grid.addWidget(field, row, 1)
        if isinstance(field, InlineField):
            self.fields[key] = field

    def wide(self, widget: QWidget) -> None:
        """A widget over both columns."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def line(self) -> None:
        """A thin line between groups."""
        self._grid.addWidget(line(), self._grid.rowCount(), 0, 1, 2)

    def commit(self) -> bool:
        """Save what is being typed; False when something wrong stands in a field."""
        right = [field.commit() for field in self.fields.values()]  # each one, not only up to the first
        return all(right)

    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return any(field.dirty for field in self.fields.values())

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for label, words in self._labels:
            label.setText(text(words))
        for field in self.fields.values():
            field.retranslate()

    def _dress(self) -> None:
        self._grid.setColumnMinimumWidth(0, self._theme.px(112))


class SidePanel(QWidget):
    """Head with caption, title and tags; tabs; message bars; pages that scroll; actions at the bottom."""

    close_asked = Signal()
    tab_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SidePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._keys: list[str] = []
        column = QVBoxLayout(self)
        tight(column)
        head = QVBoxLayout()
        tight(head, 8, 16, 12, 16, 8)
        first = QHBoxLayout()
        tight(first, 8)
        self._caption = ElidedLabel("", "label")
        self._close = IconButton(theme, "panel-right-close")
        self._close.clicked.connect(self.close_asked)
        first.addWidget(self._caption, 1)
        first.addWidget(self._close)
        self._title = ElidedLabel("", "title")
        self._tags = Flow(gap=8)
        head.addLayout(first)
        head.addWidget(self._title)
        head.addLayout(self._tags)
        column.addLayout(head)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setContentsMargins(16, 0, 16, 0)
        self.tabs.currentChanged.connect(self._turn)
        holder = QHBoxLayout()
        tight(holder, 0, 16, 0, 16, 0)
        holder.addWidget(self.tabs)
        holder.addStretch()
        column.addLayout(holder)
        column.addWidget(line())
        self.messages = MessageArea(theme)
        column.addWidget(self.messages)
        self._pages = QStackedWidget()
        column.addWidget(self._pages, 1)
        self.footer = QFrame()
        self.footer.setObjectName("SideFooter")
        self._actions = QHBoxLayout(self.footer)
        tight(self._actions, 8, 16, 12, 16, 12)
        self._buttons = Flow(gap=8)
        self._actions.addLayout(self._buttons, 1)
        self.footer.hide()
        column.addWidget(self.footer)
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def set_head(self, caption: str, title: str, tags: Sequence[QWidget] = ()) -> None:
        """What the panel is about."""
        self._caption.setText(caption)
        self._title.setText(title)
        self.setAccessibleName(title)
        while (item := self._tags.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in tags:
                widget.hide()
                widget.deleteLater()
        for tag in tags:
            self._tags.addWidget(tag)

    def add_tab(self, key: str, words: str, page: QWidget, *, scroll: bool = True) -> None:
        """A tab; its page scrolls unless it scrolls by itself."""
        self._keys.append(key)
        if scroll:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            holder = QWidget()
            holder.setProperty("plain", True)
            column = QVBoxLayout(holder)
            tight(column)
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignTop)  # its own height, at the width there is
            area.setWidget(holder)
            self._pages.addWidget(area)
        else:
            self._pages.addWidget(page)
        self.tabs.addTab(words)

    def set_tab_words(self, key: str, words: str) -> None:
        """The words on a tab, with its number."""
        place = self._keys.index(key)
        self.tabs.setTabText(place, words)
        page = self._pages.widget(place)
        if page is not None:
            page.setAccessibleName(words)

    def show_tab(self, key: str) -> None:
        """Turn to a tab."""
        if key in self._keys:
            self.tabs.setCurrentIndex(self._keys.index(key))

    def current_tab(self) -> str:
        """The key of the tab in front."""
        place = self.tabs.currentIndex()
        return self._keys[place] if 0 <= place < len(self._keys) else ""

    def add_action(self, widget: QWidget, *, last: bool = False) -> None:
        """A button at the bottom, the main one first; `last` stands at the right."""
        if last:
            self._actions.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        else:
            self._buttons.addWidget(widget)
        self.footer.show()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._close.set_name(tr("Close the side panel"))
        self.tabs.setAccessibleName(tr("Parts of the side panel"))
        self.messages.retranslate()

    def _dress(self) -> None:
        self.setMinimumWidth(self._theme.px(300))

    def _turn(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        if 0 <= place < len(self._keys):
            self.tab_changed.emit(self._keys[place])
