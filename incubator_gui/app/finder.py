"""The search field of the window: records, screens and commands under one field (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.actions.registry import Actions, native
from incubator_gui.core.messages import text, tr
from incubator_gui.domain.vocabulary import RECORD_KINDS
from incubator_gui.itemmodels.collate import fold, haystack
from incubator_gui.jobs.runner import Jobs
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.search_field import LeadingMark, name_buttons
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


class Found(Protocol):
    """What a search gives: `services.search.Hit` is one."""

    @property
    def id(self) -> UUID:
        """Which record."""

    @property
    def kind(self) -> str:
        """Which kind of record."""

    @property
    def title(self) -> str:
        """Its name."""

    @property
    def subtitle(self) -> str:
        """What else is known of it."""


SearchProvider = Callable[[str], Sequence[Found]]

KIND_ICONS = {"company": "building-2", "person": "user-round", "application": "inbox", "call": "inbox",
              "document": "file-text", "note": "sticky-note", "roadshow": "presentation"}


@dataclass(frozen=True, slots=True)
class _Line:
    icon: str
    title: str
    detail: str
    right: str
    run: Callable[[], object]


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem,  # noqa: N802
                 index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self._theme.px(36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = QRect(option.rect)
        theme = self._theme
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        if on:
            painter.fillRect(rect, theme.colour("selection"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("selection-accent"))
        muted = theme.on_selection("muted") if on else theme.colour("muted")
        side = theme.px(16)
        painter.drawPixmap(rect.left() + 12, rect.center().y() - side // 2 + 1,
                           theme.pixmap(line.icon, muted, 16, painter.device().devicePixelRatioF()))
        label, body = theme.font("label"), theme.font()
        right = QFontMetrics(label).horizontalAdvance(line.right)
        painter.setFont(label)
        painter.setPen(muted)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(rect.adjusted(0, 0, -12, 0), middle | int(Qt.AlignmentFlag.AlignRight), line.right)
        inner = rect.adjusted(12 + side + 8, 0, -(24 + right), 0)
        metrics = QFontMetrics(body)
        title = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.setFont(body)
        painter.setPen(theme.colour("selection-text" if on else "text"))
        painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignLeft), title)
        inner.setLeft(inner.left() + metrics.horizontalAdvance(title) + 8)
        if inner.width() > 24 and line.detail:
            painter.setFont(label)
            painter.setPen(muted)
            painter.drawText(inner, middle | int(Qt.AlignmentFlag.AlignLeft),
                             QFontMetrics(label).elidedText(line.detail, Qt.TextElideMode.ElideRight, inner.width()))


class Finder(QLineEdit):
    """The field; its results lie below it. ">" asks for commands only."""

    def __init__(self, theme: Theme, actions: Actions, jobs: Jobs, open_record: Callable[[str, UUID], object],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SearchBox")
        self._theme, self._actions, self._jobs, self._open = theme, actions, jobs, open_record
        self.provider: SearchProvider | None = None
        self._records: tuple[Found, ...] = ()
        self._mark = LeadingMark(theme, "search", self)
        self._hint = PlainLabel("", "hint", self)
        self.results = QFrame(self.window())
        self.results.setObjectName("Results")
        self.results.hide()
        column = QVBoxLayout(self.results)
        tight(column, 0, 1, 4, 1, 4)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_LineDelegate(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.itemClicked.connect(lambda item: self._run(item))
        self._nothing = PlainLabel("", "muted")
        self._nothing.setContentsMargins(12, 4, 12, 4)
        column.addWidget(self._nothing)
        column.addWidget(self.list)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(80)
        self._timer.timeout.connect(self._ask)
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(120)
        self._away.timeout.connect(lambda: None if self.hasFocus() else self.dismiss())
        self.textEdited.connect(self._typed)
        theme.changed.connect(self._dress)
        self.retranslate()
        self._dress()

    def begin(self) -> None:
        """Take the keyboard and show what can be done."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._show()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setPlaceholderText(tr("Search companies, people, documents, actions"))
        self.setAccessibleName(tr("Search everything"))
        self.list.setAccessibleName(tr("Results"))
        self._nothing.setText(tr("Nothing found. Fewer or other words may help."))
        name_buttons(self)
        self._place_hint()

    def dismiss(self) -> None:
        """Put the results away."""
        self._timer.stop()
        self.results.hide()

    def _typed(self) -> None:
        self._show()
        self._timer.start()

    def _ask(self) -> None:
        words = self.text().strip()
        provider = self.provider
        if provider is None or not words or words.startswith(">"):
            self._records = ()
            self._show()
            return
        self._jobs.read(lambda: tuple(provider(words)), self._found, owner=self, key="search")

    def _found(self, records: tuple[Found, ...]) -> None:
        self._records = records
        if self.results.isVisible():
            self._show()

    def _show(self) -> None:
        words = fold(self.text().strip())
        only_commands = words.startswith(">")
        parts = words.removeprefix(">").split()
        lines = [] if only_commands or not words else [self._record_line(each) for each in self._records]
        commands = []
        for action in self._actions.ready():
            title = text(action.text).rstrip("…")
            if all(part in haystack(f"{title}\n{action.text.key}") for part in parts):
                keys = self._actions.shown_shortcut(action.id)
                run = self._runner(action.id)
                commands.append(_Line(action.icon or "command", title, "", keys, run))
        lines += commands[:8] if lines else commands
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.title} {line.detail}".strip())
            item.setData(Qt.ItemDataRole.UserRole, line)
            self.list.addItem(item)
        self._nothing.setVisible(not lines)
        self.list.setVisible(bool(lines))
        if lines:
            self.list.setCurrentRow(0)
        self._place_results(len(lines))

    def _record_line(self, found: Found) -> _Line:
        kind = RECORD_KINDS.get(found.kind)
        return _Line(KIND_ICONS.get(found.kind, "file"), found.title, found.subtitle, text(kind) if kind else "",
                     lambda: self._open(found.kind, found.id))

    def _runner(self, id: str) -> Callable[[], object]:
        return lambda: self._actions.trigger(id)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        line: Any = item.data(Qt.ItemDataRole.UserRole)
        self.dismiss()
        self.clear()
        self._records = ()
        self.clearFocus()
        line.run()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and Down choose, Enter goes there, Escape leaves."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}.get(
            Qt.Key(event.key()), 0)
        if step and self.results.isVisible() and self.list.count():
            last = self.list.count() - 1
            self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))
        elif step:
            self._show()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.results.isVisible():
                self._run(self.list.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            self.clear()
            self.window().setFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Results go when the field is left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._away.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The key hint stays at the right."""
        super().resizeEvent(event)
        self._place_hint()
        if self.results.isVisible():
            self._place_results(self.list.count())

    def _place_hint(self) -> None:
        known = self._actions.has("app.search")
        self._hint.setText(self._actions.shown_shortcut("app.search") if known else native("Ctrl+K"))
        self._hint.adjustSize()
        self._hint.move(self.width() - self._hint.width() - 8, (self.height() - self._hint.height()) // 2)

    def _place_results(self, lines: int) -> None:
        if self.results.parentWidget() is not self.window():
            self.results.setParent(self.window())
        row = self._theme.px(36)
        self.list.setFixedHeight(min(10, lines) * row if lines else 0)
        self.results.setFixedWidth(max(self.width(), self._theme.px(420)))
        self.results.adjustSize()
        self.results.move(self.mapTo(self.window(), self.rect().bottomLeft()))
        self.results.raise_()
        self.results.show()

    def _dress(self) -> None:
        self.setTextMargins(self._theme.px(20), 0, self._theme.px(56), 0)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """The hint follows the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_hint"):
            self._place_hint()
