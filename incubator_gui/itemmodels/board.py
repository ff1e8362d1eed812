"""Cards of one column of a board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
MIME = "application/x-incubator-cards"


@dataclass(frozen=True, slots=True)
class Card:
    """One card: name and figure, a line of facts, at most one flag, a line of marks, its owner."""

    id: Any
    title: str
    figure: str = ""
    facts: str = ""
    flag: tuple[str, str, str] | None = None
    """Icon, words, colour name."""
    marks: tuple[tuple[str, str, str], ...] = ()
    """Icon, words, colour name, each."""
    owner: str = ""
    badge: str | None = None
    """Whose it is, at the right of the title; empty is nobody, None shows no badge."""
    clear_facts: bool = False
    """Facts in the size and colour of text."""
    side: tuple[str, str, str] | None = None
    """At the right of the marks: icon, words, colour name."""
    bar: tuple[float, str] | None = None
    """Beside it: share from 0 to 1, colour name."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column: its key, name, icon with colour name, and a caption at the right of its head."""

    key: str
    title: Message | str
    icon: str = ""
    tone: str = "text"
    caption: str = ""
    dashed: bool = False
    takes: frozenset[str] | None = field(default=None)
    """Keys of the columns from which cards may come; None is any."""


class CardModel(QAbstractListModel):
    """The cards of one column."""

    def __init__(self, column: BoardColumn) -> None:
        super().__init__()
        self.column = column
        self.cards: tuple[Card, ...] = ()

    def set_cards(self, cards: Sequence[Card]) -> None:
        """All cards anew."""
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """How many cards there are."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """For the accessibility tree; the delegate paints from the card."""
        if not 0 <= index.row() < len(self.cards):
            return None
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.UserRole:
            return card
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = [card.title, card.figure, card.facts, card.flag[1] if card.flag else "",
                     *(mark[1] for mark in card.marks), card.side[1] if card.side else "",
                     card.owner or card.badge or ""]
            return current().joined(words)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be selected and dragged."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """Cards travel inside this window only."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        """The key of the column: which cards, the board knows."""
        data = QMimeData()
        data.setData(MIME, QByteArray(self.column.key.encode()))
        return data

    def line_of(self, id: Any) -> int:
        """The line of an id; -1 when it is not here."""
        return next((line for line, card in enumerate(self.cards) if card.id == id), -1)
