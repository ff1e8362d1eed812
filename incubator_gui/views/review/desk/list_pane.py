"""The left of the desk: what is assigned, where each stands, how many there are of which."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, text, tr
from incubator_gui.domain.review_desk import DeskRow
from incubator_gui.domain.review_words import REVIEW_STATES
from incubator_gui.views.review.desk.list_model import FILTERS, ROW, UNSAVED, VALUE, DeskListModel
from incubator_gui.views.review.desk.words import ICONS
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import IconButton, line, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip

_HEIGHT = 32


class _Delegate(QStyledItemDelegate):
    """Mark, name, value; a bar at the left of the row in front."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem,  # noqa: N802
                 index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line."""
        return QSize(80, self._theme.px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        """The row."""
        row = index.data(ROW)
        if not isinstance(row, DeskRow):
            return
        theme, rect = self._theme, option.rect
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, theme.colour("selection"))
            bar = QRect(rect.left(), rect.top(), theme.px(3), rect.height())
            painter.fillRect(bar, theme.colour("selection-accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        icon, tone = ICONS[row.state]
        side, left = theme.px(16), rect.left() + theme.px(12)
        self._mark(painter, icon, tone, QPoint(left, rect.top() + (rect.height() - side) // 2), 16, chosen)
        right = rect.right() - theme.px(12)
        font = theme.font("label", tabular=True)
        painter.setFont(font)
        painter.setPen(self._colour("muted", chosen))
        value = str(index.data(VALUE) or "")
        wide = painter.fontMetrics().horizontalAdvance(value)
        painter.drawText(QRect(right - wide, rect.top(), wide + 1, rect.height()),
                         int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), value)
        right -= wide + theme.px(8)
        for wanted, name, colour in ((bool(index.data(UNSAVED)), "cloud-off", "error"),
                                     (row.changed, "refresh-cw", "warning")):
            if wanted:
                small = theme.px(14)
                self._mark(painter, name, colour, QPoint(right - small, rect.top() + (rect.height() - small) // 2), 14,
                           chosen)
                right -= small + theme.px(4)
        painter.setFont(theme.font("strong" if chosen else "body"))
        painter.setPen(self._colour("text", chosen))
        place = QRect(left + side + theme.px(8), rect.top(), right - left - side - theme.px(8), rect.height())
        words, metrics = str(index.data()), painter.fontMetrics()
        usual = rect.width() - theme.px(92)  # beside mark and value; the same for all rows, so that they agree
        if not row.title and metrics.horizontalAdvance(words) > min(place.width(), usual):
            words = f"{row.number:04d}"  # the number is what tells them apart
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("selection-accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _colour(self, name: str, chosen: bool) -> object:
        return self._theme.on_selection(name) if chosen else self._theme.colour(name)

    def _mark(self, painter: QPainter, icon: str, tone: str, place: QPoint, size: int, chosen: bool) -> None:
        colour = self._theme.on_selection(tone) if chosen else self._theme.colour(tone)
        painter.drawPixmap(place, self._theme.pixmap(icon, colour, size, painter.device().devicePixelRatioF()))


class DeskList(QListView):
    """Figures and letters are for the form: they go on to the desk."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows walk, Enter goes to the form."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
                Qt.KeyboardModifier.KeypadModifier):
            self.entered.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.text().strip() \
                or event.key() == Qt.Key.Key_Delete:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ListPane(QWidget):
    """Tells `chosen(application)`; the filter and the place are remembered."""

    chosen = Signal(object)
    entered = Signal()
    filtered = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._quiet, self._whose = False, ""
        self.model = DeskListModel()
        self.model.setParent(self)
        column = QVBoxLayout(self)
        tight(column)
        head = QWidget()
        row = QHBoxLayout(head)
        tight(row, 4, 12, 0, 8, 0)
        self.head_row = row
        self.title = ElidedLabel("", "strong")
        self.number = PlainLabel("", "label")
        self.funnel = IconButton(theme, "funnel")
        self.funnel.setCheckable(True)
        self.funnel.clicked.connect(self.show_menu)
        row.addWidget(self.title, 1)
        row.addWidget(self.number)
        row.addWidget(self.funnel)
        self._head = head
        column.addWidget(head)
        column.addWidget(line())
        self.view = DeskList()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(theme, self.view))
        self.view.setProperty("noRing", True)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.entered.connect(self.entered)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.model.modelReset.connect(self._again)
        column.addWidget(self.view, 1)
        column.addWidget(line())
        foot = QWidget()
        counters = QHBoxLayout(foot)
        tight(counters, 4, 12, 0, 12, 0)
        self._marks: list[tuple[PlainLabel, str, str]] = []
        self.counters: dict[str, PlainLabel] = {}
        for key, state in (("done", "submitted"), ("begun", "draft"), ("open", "open"), ("aside", "abstained")):
            mark, figure = PlainLabel(), PlainLabel("", "label")
            self._marks.append((mark, *ICONS[state]))
            self.counters[key] = figure
            counters.addWidget(mark)
            counters.addWidget(figure)
            counters.addSpacing(4)
        counters.addStretch()
        self._foot = foot
        column.addWidget(foot)
        self._application: UUID | None = None
        self.menu: QMenu | None = None
        theme.changed.connect(self._dress)
        self._dress()

    def put_choice(self, widget: QWidget | None) -> None:
        """Whose list it is can be chosen: the choice stands in the place of the title."""
        if widget is not None:
            self.head_row.insertWidget(0, widget, 1)
            widget.show()
        self.title.setVisible(widget is None)
        self.number.setVisible(widget is None)  # the foot counts too, and the name needs the room

    def select(self, application: UUID | None) -> None:
        """Show which one is in front; tells nothing."""
        self._application = application
        self.model.keep(application)
        self._again()

    def set_filter(self, key: str, _checked: bool = True) -> None:
        """Narrow the list."""
        if key in [name for name, _words, _test in FILTERS]:
            self.model.set_filter(key, self._application)
            self.retranslate()
            self.filtered.emit(key)

    def show_menu(self) -> None:
        """The filters with their counts."""
        self.funnel.setChecked(self.model.filter != "all")
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        counts = self.model.counts()
        for key, words, _test in FILTERS:
            action = menu.addAction(f"{text(words)}  {current().number(counts[key])}")
            action.triggered.connect(partial(self.set_filter, key))
            action.setCheckable(True)
            action.setChecked(key == self.model.filter)
            group.addAction(action)
        self.menu = menu
        menu.popup(self.funnel.mapToGlobal(QPoint(0, self.funnel.height() + 2)))

    def retranslate(self) -> None:
        """Words in the language of the screen, and the counts."""
        self.title.setText(tr("Assigned to {name}", name=self._whose) if self._whose else tr("Assigned to me"))
        words: Message = next(words for key, words, _test in FILTERS if key == self.model.filter)
        narrowed = self.model.filter != "all"
        shown, whole = len(self.model.shown), len(self.model.all)
        self.number.setText(tr("{n} of {whole}", n=shown, whole=whole) if narrowed else current().number(whole))
        self.funnel.set_name(tr("Filter the list: {filter}", filter=text(words)))
        self.funnel.setChecked(narrowed)
        self.view.setAccessibleName(self.title.text())
        states = [row.state for row in self.model.all]
        for key, state, count in (("done", "submitted", states.count("submitted")),
                                  ("begun", "draft", states.count("draft")), ("open", "open", states.count("open")),
                                  ("aside", "abstained", states.count("abstained") + states.count("recused"))):
            said = tr("Abstained or recused") if key == "aside" else text(REVIEW_STATES[state])
            label = self.counters[key]
            label.setText(current().number(count))
            label.setAccessibleName(current().labelled(said, label.text()))
            set_tip(label, label.accessibleName())
        for (mark, _icon, _tone), label in zip(self._marks, self.counters.values(), strict=True):
            set_tip(mark, label.accessibleName())

    def name_list(self, whose: str) -> None:
        """Whose list it is; empty is one's own."""
        self._whose = whose
        self.retranslate()

    def _again(self) -> None:
        place = self.model.place(self._application)
        self._quiet = True
        index = self.model.index(place) if place >= 0 else QModelIndex()
        if self.view.currentIndex() != index:
            self.view.setCurrentIndex(index)
        if index.isValid():
            self.view.scrollTo(index)
        self._quiet = False

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        row = index.data(ROW) if index.isValid() else None
        if not self._quiet and isinstance(row, DeskRow) and row.application != self._application:
            self._application = row.application
            self.model.keep(row.application)
            self.chosen.emit(row.application)

    def _dress(self) -> None:
        theme = self._theme
        self._head.setFixedHeight(theme.px(39))
        self._foot.setFixedHeight(theme.px(36))
        for mark, icon, tone in self._marks:
            mark.setPixmap(theme.pixmap(icon, tone, 14, self.devicePixelRatioF()))
        self.view.doItemsLayout()
