"""The rubrics of the house with their versions, and where each is used."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, tr
from incubator_gui.services.rubrics import RubricRow, VersionRow
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import plain

_ID = Qt.ItemDataRole.UserRole


def uses(version: VersionRow) -> list[str]:
    """Where a version is used, one line each."""
    found = list(version.calls)
    if version.reviews:
        found.append(ntr("{n} review", "{n} reviews", version.reviews))
    return found


class RubricList(QTreeWidget):
    """`version_chosen` carries the rubric and the version; a rubric stands for its newest one."""

    version_chosen = Signal(object, object)
    menu_asked = Signal(QPoint)
    remove_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        self.setIndentation(16)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setProperty("noRing", True)
        self._rows: tuple[RubricRow, ...] = ()
        self.currentItemChanged.connect(self._choose)
        self.customContextMenuRequested.connect(
            lambda place: self.menu_asked.emit(self.viewport().mapToGlobal(place)))

    def show_rows(self, rows: Sequence[RubricRow], rubric: UUID | None, version: UUID | None) -> None:
        """All of them; nothing is told."""
        open_ = {item.data(0, _ID)[place] for top in self._tops() for place, item in (
            (0, top), *((1, inner) for inner in _inside(top))) if item.isExpanded()}
        self._rows = tuple(rows)
        self.blockSignals(True)
        self.clear()
        for row in rows:
            top = QTreeWidgetItem(self)
            top.setText(0, row.name if row.is_active else tr("{name} (archived)", name=row.name))
            top.setIcon(0, self._theme.icon("list-checks" if row.is_active else "archive", "muted"))
            top.setData(0, _ID, (row.id, row.version_id))
            top.setToolTip(0, plain(self._tip(row)))
            for one in row.versions:
                item = QTreeWidgetItem(top)
                item.setText(0, tr("Version {number}", number=one.number))
                item.setData(0, _ID, (row.id, one.id))
                item.setToolTip(0, plain(" · ".join([*uses(one), current().moment(one.made_at, "short"),
                                                     one.made_by])))
                for words in uses(one):
                    use = QTreeWidgetItem(item)
                    use.setText(0, words)
                    use.setForeground(0, self._theme.colour("muted"))
                    use.setData(0, _ID, (row.id, one.id))
                item.setExpanded(one.id == version or one.id in open_)
            top.setExpanded(row.id in open_ or row.id == rubric)
        self._mark(rubric, version)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Delete removes, the menu key opens the menu."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        elif event.key() == Qt.Key.Key_Menu:
            item = self.currentItem()
            place = self.visualItemRect(item).bottomLeft() if item is not None else QPoint()
            self.menu_asked.emit(self.viewport().mapToGlobal(place))
        else:
            super().keyPressEvent(event)

    def words(self) -> list[str]:
        """What stands in it, from top to bottom."""
        found: list[str] = []

        def walk(item: QTreeWidgetItem) -> None:
            found.append(item.text(0))
            for inner in _inside(item):
                walk(inner)

        for top in self._tops():
            walk(top)
        return found

    def choose(self, version: UUID) -> None:
        """Choose a version, as a click does."""
        for top in self._tops():
            for inner in _inside(top):
                if inner.data(0, _ID)[1] == version:
                    self.setCurrentItem(inner)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Rubrics and their versions"))
        item = self.currentItem()
        chosen = item.data(0, _ID) if item is not None else (None, None)
        self.show_rows(self._rows, *chosen)

    def _tops(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _mark(self, rubric: UUID | None, version: UUID | None) -> None:
        for top in self._tops():
            if top.data(0, _ID)[0] != rubric:
                continue
            self.setCurrentItem(next((one for one in _inside(top) if one.data(0, _ID)[1] == version), top))

    def _tip(self, row: RubricRow) -> str:
        used = current().joined(row.calls)
        return tr("{name}: used in {calls}", name=row.name, calls=used) if used else row.name

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.version_chosen.emit(*item.data(0, _ID))


def _inside(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(at) for at in range(item.childCount()))
    return [inner for inner in found if inner is not None]
