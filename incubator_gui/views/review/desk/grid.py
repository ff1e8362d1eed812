"""Scoring many at once, as in a spreadsheet: figures go into the current cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from unicodedata import normalize
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.actions.registry import native
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, nmsg, text, tr
from incubator_gui.domain.review_desk import DeskPaper, DeskRow, DeskSheet, ReviewDesk
from incubator_gui.domain.review_words import REVIEW_STATES
from incubator_gui.views.review.desk import words
from incubator_gui.views.review.desk.grid_model import FIRST, NAME, SCORE, STATE, GridModel
from incubator_gui.views.review.desk.mark_row import BETWEEN_DIGITS, Digits
from incubator_gui.views.review.desk.saver import Saver
from incubator_gui.widgets.clipboard import from_tsv, to_tsv
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import tight

_AT_ONCE = 12


class _Ring(QStyledItemDelegate):
    """The current cell has an edge in the accent."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = context.theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        """The cell, then the edge."""
        super().paint(painter, option, index)
        view = self.parent()
        if isinstance(view, GridView) and view.currentIndex() == index and view.hasFocus():
            rect: QRect = option.rect
            painter.save()
            painter.setPen(QPen(self._theme.colour("selection-accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
            painter.restore()


class GridView(QTableView):
    """Keys as in a spreadsheet."""

    figure = Signal(str)
    abstain_asked = Signal()
    clear_asked = Signal()
    copy_asked = Signal()
    paste_asked = Signal()
    open_asked = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Figures and letters; Enter goes down, Shift+Enter up."""
        typed = normalize("NFKC", event.text())
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif plain and typed and ((typed.isascii() and typed.isdigit()) or typed in ".,"):
            self.figure.emit(typed.replace(",", "."))
        elif plain and event.key() == Qt.Key.Key_A:
            self.abstain_asked.emit()
        elif plain and event.key() == Qt.Key.Key_O:
            self.open_asked.emit()
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_asked.emit()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif plain and typed.strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def down(self, step: int) -> None:
        """The same column in the next row, or the one before."""
        index = self.currentIndex()
        place = index.siblingAtRow(index.row() + step)
        if place.isValid():
            self.setCurrentIndex(place)


class Grid(QWidget):
    """The table and what it says; what is typed goes the way of the form."""

    opened = Signal(object)
    finish_asked = Signal(object, object)

    def __init__(self, context: Context, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context, self._saver = context, saver
        self._desk: ReviewDesk | None = None
        self._sheet: DeskSheet | None = None
        self._active = False
        self._revisions: dict[UUID, int] = {}
        self._digits: tuple[QPersistentModelIndex, Digits] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(BETWEEN_DIGITS)
        self._pause.timeout.connect(self._end_digits)
        theme = context.theme
        column = QVBoxLayout(self)
        tight(column)
        self.messages = MessageArea(theme)
        self.hint = PlainLabel("", "label", wrap=True)
        self.hint.setContentsMargins(16, 8, 16, 8)
        self.model = GridModel(theme, saver)
        self.model.setParent(self)
        self.view = GridView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Ring(context, self.view))
        self.view.setProperty("noRing", True)
        self.view.setObjectName("ScoreGrid")
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.view.setWordWrap(False)
        self.view.setShowGrid(True)
        self.view.setCornerButtonEnabled(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(theme.px(32))
        head = self.view.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(theme.px(56))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for widget in (self.messages, self.hint):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        self.view.figure.connect(self._figure)
        self.view.abstain_asked.connect(lambda: self._all(abstained=True))
        self.view.clear_asked.connect(lambda: self._all(abstained=False))
        self.view.copy_asked.connect(self.copy)
        self.view.paste_asked.connect(self.paste)
        self.view.open_asked.connect(self._open)
        self.view.escaped.connect(lambda: self._give_up())
        self.view.doubleClicked.connect(lambda index: self._open() if index.column() < FIRST else None)
        self.view.selectionModel().currentChanged.connect(lambda *_places: self._end_digits())
        theme.changed.connect(self._dress)

    def open(self, desk: ReviewDesk) -> None:
        """Another desk."""
        self._context.jobs.drop(self, "grid")
        self._desk, self._sheet = desk, None
        self._revisions = {}
        self.model.clear()
        self.messages.clear()

    def show_sheet(self, sheet: DeskSheet) -> None:
        """The rows; forms are read when the grid is shown."""
        fresh = self._sheet is None
        self._sheet = sheet
        self.model.show(sheet.rows, sheet.rubric, writable=sheet.may_review)
        if fresh:
            self._dress()
        if self._active:
            self._read()

    def activate(self, application: UUID | None) -> None:
        """It comes to the front, with the keyboard on the row of this application."""
        self._active = True
        place = next((n for n, row in enumerate(self.model.rows) if row.application == application), 0)
        column = self.view.currentIndex().column() if self.view.currentIndex().isValid() else FIRST
        self.view.setCurrentIndex(self.model.index(place, max(column, FIRST)))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()

    def application(self) -> UUID | None:
        """The row that has the keyboard."""
        place = self.view.currentIndex().row()
        return self.model.rows[place].application if 0 <= place < len(self.model.rows) else None

    def touched(self, application: UUID) -> None:
        """A draft changed."""
        self.model.touched(application)

    def take_row(self, application: UUID, row: DeskRow) -> None:
        """A row has other facts; its form is the one that was stored from here."""
        self._revisions[application] = row.revision
        self.model.touched(application, row)

    def finish_here(self) -> None:
        """Finish the current row, or say what is missing and go there."""
        index = self.view.currentIndex()
        if not index.isValid() or not self.model.writable:
            return
        row = self.model.rows[index.row()]
        form, rubric = self.model.form(row.application), self.model.rubric_of(row.application)
        if form is None or rubric is None or form.stance != "reviewed":
            return
        missing = form.score(rubric).missing
        self.messages.clear()
        if missing:
            self.messages.show_message(nmsg("{name} is not finished yet: {names} needs a mark.",
                                            "{name} is not finished yet: {n} criteria need a mark: {names}.",
                                            len(missing), name=words.name_of(row),
                                            names=words.names(rubric, missing)), "error")
            keys = [one.key for one in rubric.criteria]
            self.view.setCurrentIndex(index.siblingAtColumn(FIRST + keys.index(missing[0])))
            return
        if not form.finished:
            self.finish_asked.emit(row.application, replace(form, finished=True))
        self.view.setCurrentIndex(index.siblingAtColumn(FIRST))
        self.view.down(1)

    def copy(self) -> None:
        """The selected cells, for a spreadsheet."""
        chosen = self.view.selectionModel().selectedIndexes()
        if not chosen:
            return
        rows, columns = sorted({one.row() for one in chosen}), sorted({one.column() for one in chosen})
        lines = [[self.model.shown(self.model.index(row, column)) for column in columns] for row in rows]
        QGuiApplication.clipboard().setText(to_tsv(lines))
        self._context.shell.say(nmsg("{n} row copied", "{n} rows copied", len(lines)))

    def paste(self) -> None:
        """Cells from a spreadsheet over the cells from the first selected one on; one value goes into all of them."""
        cells = from_tsv(QGuiApplication.clipboard().text())
        chosen = self.view.selectionModel().selectedIndexes()
        if not cells or not chosen:
            return
        self.messages.clear()
        top, left = min(one.row() for one in chosen), min(one.column() for one in chosen)
        if len(cells) == 1 and len(cells[0]) == 1:
            pairs = [(one, cells[0][0]) for one in chosen]
        else:
            pairs = [(self.model.index(top + down, left + right), typed) for down, line in enumerate(cells)
                     for right, typed in enumerate(line)]
        taken, refused, passed = 0, [], 0
        for index, typed in pairs:
            if not index.isValid() or not self.model.editable(index):
                passed += 1
            elif self.model.put(index, typed):
                taken += 1
            else:
                refused.append(index)
        if refused:
            self.view.setCurrentIndex(refused[0])
            why = self.model.refused(refused[0])
            if why is not None and len(refused) == 1:
                self.messages.show_message(why, "error")
            else:
                self.messages.show_message(nmsg("{n} cell is no mark and was not taken; it is marked below.",
                                                "{n} cells are no marks and were not taken; they are marked below.",
                                                len(refused)), "error")
        self._context.shell.say(nmsg("{n} cell pasted, {passed} passed over", "{n} cells pasted, {passed} passed over",
                                     taken, passed=passed) if passed else
                                nmsg("{n} cell pasted", "{n} cells pasted", taken))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Grid of marks"))
        self.view.setAccessibleName(tr("Marks: a row for each application, a column for each criterion"))
        self.hint.setText(tr("Type marks as in a spreadsheet. A abstains, {clear} clears, {copy} and {paste} copy and "
                             "paste, {finish} finishes the row, O opens the application.", clear=native("Del"),
                             copy=native("Ctrl+C"), paste=native("Ctrl+V"), finish=native("Ctrl+Return")))
        self.messages.retranslate()
        if self.model.rubric is not None:
            self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model.columnCount() - 1)
            self.model.tell_all()
            self._dress()

    # within ----------------------------------------------------------------------------------

    def _read(self) -> None:
        desk, sheet = self._desk, self._sheet
        if desk is None or sheet is None:
            return
        wanted = [row.application for row in self.model.rows if self._revisions.get(row.application) != row.revision]
        if not wanted:
            return
        some = wanted[:_AT_ONCE]
        revisions = {row.application: row.revision for row in self.model.rows}
        stamps = {application: self._saver.stamp(application) for application in some}

        def work() -> list[tuple[UUID, DeskPaper | None]]:
            found: list[tuple[UUID, DeskPaper | None]] = []
            for application in some:
                try:
                    found.append((application, desk.paper(application)))
                except IncubatorError:  # a row that cannot be read stays empty; opening it says why
                    found.append((application, None))
            return found

        self._context.jobs.read(work, partial(self._take, desk, revisions, stamps), owner=self, key="grid",
                                title=msg("Reading the forms"))

    def _take(self, desk: ReviewDesk, revisions: Mapping[UUID, int], stamps: Mapping[UUID, int],
              found: Sequence[tuple[UUID, DeskPaper | None]]) -> None:
        if desk is not self._desk:
            return
        for application, paper in found:
            self._revisions[application] = revisions[application]
            if paper is not None and stamps[application] == self._saver.stamp(application):
                self.model.rubrics[application] = paper.rubric
                self._saver.take(application, paper.form)
            self.model.touched(application)
        self._read()

    def _figure(self, figure: str) -> None:
        index = self.view.currentIndex()
        criterion = self.model.criterion(index.column())
        if criterion is None or not self.model.editable(index):
            return
        if self._digits is None:
            self._digits = (QPersistentModelIndex(index), Digits(criterion.scale))
        used, mark = self._digits[1].type(figure)
        self._pause.start()
        if mark is not None:
            self.model.give(index, mark)
        elif not used:
            self.model.put(index, figure)
            why = self.model.refused(index)
            if why is not None:
                self.messages.clear()
                self.messages.show_message(why, "error")

    def _end_digits(self) -> None:
        self._digits = None

    def _all(self, *, abstained: bool) -> None:
        for index in self.view.selectionModel().selectedIndexes():
            self.model.give(index, None, abstained=abstained)
        self.messages.clear()

    def _give_up(self) -> None:
        for index in self.view.selectionModel().selectedIndexes():
            self.model.give_up(index)
        self.messages.clear()

    def _open(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.opened.emit(self.model.rows[index.row()].application)

    def _dress(self) -> None:
        theme = self._context.theme
        self.view.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.view.horizontalHeader().setFixedHeight(theme.px(44))
        states = max(self.view.fontMetrics().horizontalAdvance(text(one)) for one in REVIEW_STATES.values())
        metrics = self.view.fontMetrics()
        called = max((metrics.horizontalAdvance(words.name_of(row)) for row in self.model.rows), default=0)
        called = max(theme.px(120), min(called + 24, theme.px(240)))
        for column, width in ((NAME, called), (STATE, states + theme.px(48)), (SCORE, theme.px(80))):
            self.view.setColumnWidth(column, width)
        metrics = QFontMetrics(theme.font("header"))
        for column in range(FIRST, self.model.columnCount()):
            criterion = self.model.criterion(column)
            name = words.name(criterion) if criterion is not None else ""
            self.view.setColumnWidth(column, _two_lines(metrics, name, theme.px(88)))
        selection = self.view.selectionModel()
        if selection is not None and not selection.hasSelection() and self.model.rows:
            selection.setCurrentIndex(self.model.index(0, FIRST), QItemSelectionModel.SelectionFlag.ClearAndSelect)


def _two_lines(metrics: QFontMetrics, name: str, least: int) -> int:
    """The width at which a name breaks into two lines at most, none of its words cut."""
    wide = max((metrics.horizontalAdvance(word) for word in name.split()), default=0)
    wrap = int(Qt.TextFlag.TextWordWrap)
    while wide < 400 and metrics.boundingRect(QRect(0, 0, wide, 1000), wrap, name).height() > 2.5 * metrics.height():
        wide += 8
    return max(least, wide + 24)
