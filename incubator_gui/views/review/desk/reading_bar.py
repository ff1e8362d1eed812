"""The line above what is read: answers and documents to choose from, page, size, search."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from incubator_gui.actions.registry import native
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, tr
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import IconButton, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


class ReadingBar(QWidget):
    """Segments while they fit, else one box with the same choices."""

    chosen = Signal(str)
    paged = Signal(int)
    zoomed = Signal(float)
    find_asked = Signal()
    more_asked = Signal()
    notes_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._choices: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        tight(self._row, 4, 12, 0, 12, 0)
        self.segments: SegmentedControl | None = None
        self.box = ChoiceBox()
        self.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(5)
        self.box.activated.connect(lambda _place: self.chosen.emit(self.box.key()))
        self.box.setMaximumWidth(theme.px(280))
        self.box.hide()
        self._row.addWidget(self.box, 100)
        self._row.addStretch(1)
        self._before, self.page, self._after = PlainLabel("", "label"), QLineEdit(), PlainLabel("", "label")
        self.page.setFixedWidth(theme.px(40))
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setValidator(QIntValidator(1, 99_999, self))
        self.page.editingFinished.connect(lambda: self.paged.emit(int(self.page.text() or 0)))
        self.smaller, self.larger = IconButton(theme, "zoom-out"), IconButton(theme, "zoom-in")
        self.finder = IconButton(theme, "search")
        self.smaller.clicked.connect(lambda: self.zoomed.emit(1 / 1.2))
        self.larger.clicked.connect(lambda: self.zoomed.emit(1.2))
        self.finder.clicked.connect(self.find_asked)
        self.notes = IconButton(theme, "sticky-note")
        self.notes.setCheckable(True)
        self.notes.clicked.connect(lambda: self.notes_asked.emit())
        self._notes = 0
        self.more = IconButton(theme, "ellipsis")
        self.more.clicked.connect(self.more_asked)
        self._page = self._count = 0
        for widget in (self._before, self.page, self._after, self.smaller, self.larger, self.finder, self.notes,
                       self.more):
            self._row.addWidget(widget)
        self.setFixedHeight(theme.px(39))
        theme.changed.connect(lambda: self.setFixedHeight(theme.px(39)))
        self.retranslate()

    def set_choices(self, choices: tuple[tuple[str, str], ...], key: str) -> None:
        """Other things to read; nothing is told."""
        if choices != self._choices or self.segments is None:
            self._choices = choices
            if self.segments is not None:
                self._row.removeWidget(self.segments)
                self.segments.hide()
                self.segments.deleteLater()
            self.segments = SegmentedControl(self._theme, [(one, words, "") for one, words in choices],
                                             msg("What is read"))
            self.segments.chosen.connect(self.chosen)
            self._row.insertWidget(0, self.segments)
            self.box.set_choices(dict(choices))
        self.show_choice(key)
        self._fit()

    def show_choice(self, key: str) -> None:
        """What is shown now; nothing is told."""
        if self.segments is not None:
            self.segments.blockSignals(True)
            self.segments.choose(key)
            self.segments.blockSignals(False)
        self.box.choose(key)
        set_tip(self.box, self.box.currentText())

    def show_page(self, page: int, count: int) -> None:
        """Which of how many; 0 where there are no pages."""
        self._page, self._count = page, count
        for widget in (self._before, self.page, self._after):
            widget.setVisible(count > 0)
        if not self.page.hasFocus() or not self.page.isModified():
            self.page.setText(str(page) if count else "")
        self.retranslate()
        self._fit()

    def allow(self, *, zoom: bool, find: bool, more: bool = False) -> None:
        """What can be done with what is shown."""
        self.smaller.setEnabled(zoom)
        self.larger.setEnabled(zoom)
        self.finder.setEnabled(find)
        self.more.setEnabled(zoom or find or more)

    def show_notes(self, count: int) -> None:
        """How many notes there are to be listed."""
        if count != self._notes:
            self._notes = count
            self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._before.setText(tr("page"))
        self._after.setText(tr("of {count}", count=current().number(self._count)))
        self.page.setAccessibleName(tr("Page of {count}", count=self._count))
        self.smaller.set_name(tr("Smaller"))
        self.larger.set_name(tr("Larger"))
        find = tr("Find in the document")
        self.finder.set_name(find, tr("{action} ({keys})", action=find, keys=native("Ctrl+F")))
        notes = ntr("List of {n} note", "List of {n} notes", self._notes) if self._notes else tr("List of notes")
        self.notes.set_name(notes, tr("{action} ({keys})", action=notes, keys=native("Ctrl+Shift+M")))
        self.more.set_name(tr("More for what is read"))
        self.box.setAccessibleName(tr("What is read"))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as its box can be."""
        return QSize(self._theme.px(260), self._theme.px(39))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Segments while they fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.segments is None:
            return
        tools = sum(one.sizeHint().width() + 4 for one in (self.smaller, self.larger, self.finder, self.notes,
                                                          self.more))
        tools += self.page.width() + max(self._after.sizeHint().width(), self._theme.px(48)) + 8
        room = self.width() - tools - self._theme.px(24) - self.segments.sizeHint().width()
        fits = room >= 0
        self.segments.setVisible(fits)
        self.box.setVisible(not fits)
        word = self._before.sizeHint().width() + 8
        self._before.setVisible(self._count > 0 and (room >= word if fits else self.width() >= self._theme.px(460)))
