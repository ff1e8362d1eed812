"""Companies that can be invited: found by typing, taken with Enter, a click or by dragging."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.domain.folding import fold
from incubator_gui.domain.vocabulary import LIVES
from incubator_gui.services.roadshow_rows import CandidateRow
from incubator_gui.views.roadshows.lineup_table import COMPANIES
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.ordered_table import packed
from incubator_gui.widgets.search_field import SearchField
from incubator_gui.widgets.styling import Button, IconButton, line, tight
from incubator_gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class _Candidates(QAbstractListModel):
    """Companies that are not in the line-up yet, those whose names hold the needle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: Sequence[CandidateRow] = ()
        self._present: frozenset[UUID] = frozenset()
        self._needle = ""
        self.rows: list[CandidateRow] = []

    def show(self, rows: Sequence[CandidateRow] | None = None, present: frozenset[UUID] | None = None,
             needle: str | None = None) -> None:
        """Other companies, another line-up, another needle."""
        self.beginResetModel()
        self._all = self._all if rows is None else rows
        self._present = self._present if present is None else present
        self._needle = self._needle if needle is None else fold(needle.strip())
        parts = self._needle.split()
        self.rows = [row for row in self._all if row.id not in self._present and all(one in row.words for one in parts)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, other name and life."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        names = "  ".join(dict.fromkeys(" ".join(name.split()) for name in (row.name, row.other) if name))
        life = text(LIVES.get(row.life, row.life))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{names} · {life}"
        return f"{names}\n{life}" if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """They can be dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """What is dragged."""
        return [COMPANIES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        """The companies that are dragged."""
        return packed(COMPANIES, [self.rows[index.row()].id for index in indexes])


class Picker(QWidget):
    """A side panel; `chosen` carries companies in the order shown."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SidePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._title = PlainLabel("", "title")
        self._close = IconButton(theme, "panel-right-close")
        self.field = SearchField(theme, "search")
        self.model = _Candidates(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragEnabled(True)
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self._hint = PlainLabel("", "label", wrap=True)
        self.add = Button(theme, icon="plus", kind="main")
        head = QHBoxLayout()
        tight(head, 8, 16, 8, 12, 8)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        search = QHBoxLayout()
        tight(search, 0, 16, 0, 16, 8)
        search.addWidget(self.field)
        foot = QHBoxLayout()
        tight(foot, 8, 16, 12, 16, 12)
        foot.addWidget(self.add)
        foot.addStretch()
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(head)
        column.addLayout(search)
        column.addWidget(line())
        column.addWidget(self.list, 1)
        below = QHBoxLayout()
        tight(below, 0, 16, 8, 16, 8)
        below.addWidget(self._hint)
        column.addLayout(below)
        column.addWidget(line())
        column.addLayout(foot)
        self._close.clicked.connect(self.closed)
        self.add.clicked.connect(self.take)
        self.field.searched.connect(self._search)
        self.field.left_down.connect(self._to_list)
        self.field.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _index: self.take())
        self.list.selectionModel().selectionChanged.connect(lambda _on, _off: self._count())
        self.setMinimumWidth(theme.px(280))
        self.retranslate()

    def show_companies(self, rows: Sequence[CandidateRow] | None = None, present: frozenset[UUID] | None = None
                       ) -> None:
        """The companies there are, and those that are in the line-up already."""
        self.model.show(rows, present)
        self._count()

    def ids(self) -> list[UUID]:
        """The selected companies; where none is, the only one that fits."""
        places = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        if not places and len(self.model.rows) == 1:
            places = [0]
        return [self.model.rows[place].id for place in places]

    def take(self) -> None:
        """Invite what is selected."""
        ids = self.ids()
        if ids:
            self.chosen.emit(ids)
            self.field.setFocus()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._title.setText(tr("Add companies"))
        self.setAccessibleName(tr("Add companies"))
        self._close.set_name(tr("Close the side panel"))
        self.field.set_words(tr("Name, Chinese name, pinyin or number"))
        self.list.setAccessibleName(tr("Companies that can be invited"))
        self._count()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter invites, Escape closes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched in (self.list, self.field):
                if watched is self.field:
                    self._search(self.field.text())  # what was typed last counts, without the pause
                    if not self.ids() and self.model.rows:
                        self.list.setCurrentIndex(self.model.index(0))
                self.take()
                return True
            if event.key() == Qt.Key.Key_Escape and not (watched is self.field and self.field.text()):
                self.closed.emit()
                return True
        return bool(super().eventFilter(watched, event))

    def _search(self, words: str) -> None:
        self.model.show(needle=words)
        self._count()

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if self.model.rows and not self.list.selectionModel().hasSelection():
            self.list.setCurrentIndex(self.model.index(0))

    def _count(self) -> None:
        ids = self.ids()
        self.add.setEnabled(bool(ids))
        self.add.setText(ntr("Invite {n} company", "Invite {n} companies", len(ids)) if ids else tr("Invite"))
        self._hint.setText(tr("Enter invites; or drag companies to their place in the line-up.") if self.model.rows
                           else tr("No other company fits."))
