"""The rooms of a floor as lines that are typed into; what cannot be stored stays with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.services.space import RoomEdit, RoomRow
from incubator_gui.services.space_setup_many import spread
from incubator_gui.views.house.room_cells import BLANK, COLUMNS, KEYS, read, shown, values_of
from incubator_gui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FLAGS = (Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
          | Qt.ItemFlag.ItemIsEditable)


@dataclass(slots=True, eq=False)
class Line:
    """A room, stored or (`id` None) not yet; `typed` is what is not stored, `problems` say why."""

    id: UUID | None = None
    values: dict[str, Any] = field(default_factory=lambda: dict(BLANK))
    typed: dict[str, str] = field(default_factory=dict)
    problems: dict[str, Message] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict)
    """What stood in the cells that are typed into."""

    @property
    def is_blank(self) -> bool:
        """The line at the end, into which nothing is typed yet."""
        return self.id is None and not self.typed


class RoomModel(QAbstractTableModel):
    """Announces by `wanted` the lines that can be written; the last line is always a new one."""

    wanted = Signal(list)
    mended = Signal()
    """A problem came or went."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = [Line()]

    # stored rooms ----------------------------------------------------------------------------

    def set_rooms(self, rooms: Sequence[RoomRow], *, kept: Sequence[Line] | None = None) -> None:
        """The rooms as they are stored; what is typed and not stored stays. For another floor `kept` are its lines."""
        before = self.lines if kept is None else kept
        known = {line.id: line for line in before if line.id is not None}
        new = [line for line in before if line.id is None and not line.is_blank]
        self.beginResetModel()
        self.lines = []
        for room in rooms:
            line = known.get(room.id) or Line(room.id)
            line.values = values_of(room)
            self.lines.append(line)
        self.lines += [*new, Line()]
        self.endResetModel()
        self.mended.emit()

    @property
    def unsaved(self) -> int:
        """Cells that hold something that is not stored."""
        return sum(len(line.typed) for line in self.lines)

    def problem(self, row: int, column: int) -> Message | None:
        """Why what is typed in a cell cannot be stored."""
        return self.lines[row].problems.get(KEYS[column]) if 0 <= row < len(self.lines) and column >= 0 else None

    def problems(self) -> list[tuple[int, int]]:
        """The cells with problems."""
        return [(row, KEYS.index(key)) for row, line in enumerate(self.lines) for key in line.problems]

    # typing ----------------------------------------------------------------------------------

    def put(self, cells: Iterable[tuple[int, int, str]], *, at_once: bool = True) -> None:
        """Texts into cells, lines added where they are missing; `at_once` writes new lines too."""
        touched: dict[int, Line] = {}
        for row, column, words in cells:
            while row >= len(self.lines):
                self._add()
            line, key = self.lines[row], KEYS[column]
            if words.strip() == self.words(line, key) and key not in line.problems:
                continue
            if key not in line.typed and line.id is not None:
                line.seen[key] = line.values[key]
            line.typed[key] = words
            if line.id is None and not words.strip():
                del line.typed[key]
            self._check(line, key)
            touched[row] = line
        if touched and not self.lines[-1].is_blank:
            self._add()
        for row in touched:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(KEYS) - 1))
        self.mended.emit()
        self._want([line for line in touched.values() if line.id is not None or at_once])

    def commit_new(self, line: Line) -> None:
        """A new line is left: it is written, or says what it lacks."""
        if line in self.lines and line.id is None and not line.is_blank:
            self._want([line])

    def commit_all(self) -> bool:
        """Write what can be written; False while something typed stays behind."""
        self._want([line for line in self.lines if line.id is None and not line.is_blank])
        return not any(line.problems for line in self.lines)

    def give_up(self) -> None:
        """Throw away what is typed and not stored."""
        self.beginResetModel()
        self.lines = [line for line in self.lines if line.id is not None or line.sent]
        for line in self.lines:
            if not line.sent:
                line.typed.clear()
                line.problems.clear()
                line.seen.clear()
        self.lines.append(Line())
        self.endResetModel()
        self.mended.emit()

    def drop_new(self, lines: Sequence[Line]) -> None:
        """Take lines away that are not stored."""
        gone = [line for line in lines if line.id is None and not line.is_blank and not line.sent]
        if gone:
            self.beginResetModel()
            self.lines = [line for line in self.lines if line not in gone]
            self.endResetModel()
            self.mended.emit()

    def _want(self, lines: list[Line]) -> None:
        ready = []
        for line in lines:
            if line.id is None:
                for key in KEYS:
                    self._check(line, key)
            if not line.sent and any(key not in line.problems for key in line.typed) and not (
                    line.id is None and line.problems):
                line.sent = {key: words for key, words in line.typed.items() if key not in line.problems}
                ready.append(line)
        self.mended.emit()
        self._repaint()
        if ready:
            self.wanted.emit(ready)

    def _check(self, line: Line, key: str) -> None:
        line.problems.pop(key, None)
        words = line.typed.get(key)
        if words is None and not (line.id is None and key == "number" and line.typed):
            return
        try:
            value = read(key, words or "")
            if key == "number":
                self._alone(line, str(value))
        except IncubatorError as error:
            line.problems[key] = error.message

    def _alone(self, line: Line, number: str) -> None:
        given = {one.casefold() for one in (spread(number) if line.id is None else (number,))}
        for other in self.lines:
            if other is not line and other.id is not None and "number" not in other.sent and (
                    str(other.values["number"]).casefold() in given):
                raise IncubatorError(msg("There is already a room {room} on this floor. Choose another number.",
                                         room=str(other.values["number"])))

    # writing ---------------------------------------------------------------------------------

    def edits(self, lines: Sequence[Line]) -> list[tuple[Line, RoomEdit]]:
        """What is to be written for lines that are wanted; a series of numbers becomes as many rooms."""
        out: list[tuple[Line, RoomEdit]] = []
        for line in lines:
            values = {key: read(key, words) for key, words in line.sent.items()}
            if line.id is not None:
                out.append((line, RoomEdit(line.id, values, {key: line.seen[key] for key in values
                                                             if key in line.seen})))
                continue
            for number in spread(str(values.get("number", ""))):
                out.append((line, RoomEdit(None, {**values, "number": number})))
        return out

    def stored(self, written: Sequence[tuple[Line, RoomEdit]], ids: Sequence[UUID]) -> None:
        """They are in the database now."""
        for (line, edit), id in zip(written, ids, strict=True):
            if line.id is None:
                line.id = id
                line.values = {**line.values, **edit.values}
            elif line.id == id:
                line.values = {**line.values, **edit.values}
        for line in dict.fromkeys(line for line, _edit in written):
            for key, words in line.sent.items():
                line.seen.pop(key, None)
                if line.typed.get(key) == words:
                    del line.typed[key]
                elif key in line.typed:
                    line.seen[key] = line.values[key]
            line.sent = {}
        self._repaint()
        later = [line for line in self.lines if line.id is not None and line.typed and not line.sent
                 and any(key not in line.problems for key in line.typed)]
        if later:  # typed while the line was being written
            self._want(later)

    def stale(self, written: Sequence[tuple[Line, RoomEdit]], place: int, key: str, theirs: Any) -> None:
        """Somebody else was quicker in a cell: it says what is stored, and keeps what was typed."""
        line = written[place][0]
        line.values, line.seen[key] = {**line.values, key: theirs}, theirs
        said = shown(key, theirs) or text(msg("empty"))
        for one, _edit in written:
            one.sent = {}
        line.problems[key] = msg("Changed elsewhere meanwhile; it is now: {value}. F2 and Enter store yours.",
                                 value=said)
        self._repaint()
        self.mended.emit()

    def refused(self, written: Sequence[tuple[Line, RoomEdit]], place: int, why: Message) -> None:
        """Nothing was written: the line at fault says why, the others wait with what was typed."""
        for at, (line, _edit) in enumerate(written):
            if at == place:
                keys = list(line.sent)
                key = "desks" if "desks" in keys and why.key.startswith("Desk") else (
                    keys[0] if len(keys) == 1 else "number" if "number" in keys else keys[0] if keys else "number")
                line.problems[key] = why
        for line, _edit in written:
            line.sent = {}
        self._repaint()
        self.mended.emit()

    # Qt's side -------------------------------------------------------------------------------

    def words(self, line: Line, key: str) -> str:
        """What stands in a cell."""
        if key in line.typed:
            return line.typed[key]
        return "" if line.is_blank else shown(key, line.values[key])

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Rooms, and the new one."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802
        """Columns of a room."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, the reason of a problem as tool tip, the side."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line, column = self.lines[index.row()], COLUMNS[index.column()]
        why = line.problems.get(column.key)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.words(line, column.key)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(text(why)) if why is not None else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.words(line, column.key) or (tr("new room") if line.is_blank and column.key == "number"
                                                     else tr("empty"))
            return tr("{value}: {problem}", value=words, problem=why) if why is not None else words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """One cell as typed; a new line waits until it is left."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self.put([(index.row(), index.column(), str(value))], at_once=False)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be typed into."""
        return _FLAGS

    def headerData(self, section: int, orientation: Qt.Orientation,  # noqa: N802
                   role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text(COLUMNS[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _add(self) -> None:
        at = len(self.lines)
        self.beginInsertRows(QModelIndex(), at, at)
        self.lines.append(Line())
        self.endInsertRows()

    def _repaint(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(KEYS) - 1))
