"""The marks of one criterion side by side, or a field for a number where there are too many of them."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.domain.review_form import BLANK, Given, plain
from incubator_gui.domain.review_package import mark_of
from incubator_gui.domain.rubric import Criterion, Scale
from incubator_gui.views.review.desk.words import anchor, mark_words
from incubator_gui.widgets.styling import set_property, tight
from incubator_gui.widgets.theme import Theme

MOST_BUTTONS = 11
FEW = 7
"""Marks that have their full width beside "Abstain"."""
BETWEEN_DIGITS = 900
"""Milliseconds within which a second figure belongs to the first."""


class Digits:
    """Figures typed one after the other: 1 and soon 0 are 10 where the scale has it."""

    def __init__(self, scale: Scale) -> None:
        self._points = {plain(point): point for point in scale.points}
        self._typed = ""

    def type(self, figure: str) -> tuple[bool, Decimal | None]:
        """Whether the figure is of use, and the mark that stands there now."""
        for typed in (self._typed + figure, figure):
            if any(point.startswith(typed) for point in self._points):
                self._typed = typed if any(point != typed and point.startswith(typed) for point in self._points) else ""
                return True, self._points.get(typed)
        self._typed = ""
        return False, None

    def end(self) -> None:
        """The next figure is a new one."""
        self._typed = ""


class Choice(QPushButton):
    """One mark, or to abstain: Space and a click choose; the arrows walk."""

    walked = Signal(int)
    looked = Signal(bool)
    entered = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def nextCheckState(self) -> None:  # noqa: N802
        """The form decides what is chosen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """All other keys are the form's: Enter goes on, figures score."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.walked.emit(step)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Its meaning is shown where somebody walked to it; else the keyboard only came by."""
        super().focusInEvent(event)
        self.entered.emit()
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            self.looked.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """No longer."""
        super().focusOutEvent(event)
        self.looked.emit(False)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """The pointer is on it."""
        super().enterEvent(event)
        self.looked.emit(True)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """No longer."""
        super().leaveEvent(event)
        self.looked.emit(False)


class MarkRow(QWidget):
    """Tells what was chosen: `given(mark or None, abstained)`; `looked(mark or None)` is what people look at."""

    given = Signal(object, bool)
    looked = Signal(object)
    entered = Signal()
    wrong = Signal(str)

    def __init__(self, theme: Theme, criterion: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._criterion, self._now = theme, criterion, BLANK
        self.bad = ""
        """What stands in the field and is no mark."""
        self.digits = Digits(criterion.scale)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(BETWEEN_DIGITS)
        self._pause.timeout.connect(self.digits.end)
        row = QHBoxLayout(self)
        tight(row, 4)
        self.marks: dict[Decimal, Choice] = {}
        self.field: QLineEdit | None = None
        points = criterion.scale.points
        self.many = FEW < len(points) <= MOST_BUTTONS
        """Whether "Abstain" finds no room in this row; the block around it puts it below."""
        if len(points) <= MOST_BUTTONS:
            for point in points:
                self.marks[point] = self._choice(mark_words(point), point)
                row.addWidget(self.marks[point])
        else:
            self.field = QLineEdit()
            self.field.textEdited.connect(self._typed)
            self.field.installEventFilter(self)
            row.addWidget(self.field)
        self.abstain = self._choice("", None)
        self.abstain.setProperty("kind", "flat")
        if not self.many:
            row.addSpacing(theme.px(8))
            row.addWidget(self.abstain)
            row.addStretch()
        else:
            row.setSpacing(2)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.changed.connect(self._dress)
        self._dress()

    def show_given(self, given: Given) -> None:
        """What is chosen; what was typed wrong stays until it is mended or something else is chosen."""
        same, self._now = given.mark == self._now.mark and given.abstained == self._now.abstained, given
        for point, button in self.marks.items():
            button.setChecked(point == given.mark)
        self.abstain.setChecked(given.abstained)
        if self.field is not None and not (self.bad and same):
            self.bad = ""
            words = "" if given.mark is None else mark_words(given.mark)
            if mark_of(self.field.text()) != given.mark or (given.abstained and self.field.text()):
                self.field.setText(words)
                set_property(self.field, "wrong", False)
        self._rove()
        if not same and self.field is None and self.has_focus():
            self._stop().setFocus(Qt.FocusReason.TabFocusReason)  # the ring goes with the figure that was typed

    def take(self, figure: str) -> bool:
        """A figure was typed somewhere; whether it is of use here."""
        if self.field is not None:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.setText(figure)
            self._typed(figure)
            return True
        used, mark = self.digits.type(figure)
        self._pause.start()
        if mark is not None:
            self.given.emit(mark, False)
        return used

    def focus(self) -> None:
        """The keyboard comes here."""
        target = self.field if self.field is not None else self._stop()
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def has_focus(self) -> bool:
        """Whether the keyboard is on one of the choices."""
        return any(one.hasFocus() for one in (*self.marks.values(), self.abstain)) or (
            self.field is not None and self.field.hasFocus())

    def retranslate(self, name: str, weight: str) -> None:
        """Words in the language of the screen; each mark says all that it means."""
        high = mark_words(self._criterion.scale.high)
        for point, button in self.marks.items():
            button.setText(mark_words(point))
            what = tr("{criterion}, {weight}, {mark} of {high}", criterion=name, weight=weight,
                      mark=mark_words(point), high=high)
            meaning = anchor(self._criterion, point)
            button.setAccessibleName(tr("{what}: {meaning}", what=what, meaning=meaning) if meaning else what)
        self.abstain.setText(tr("Abstain"))
        self.abstain.setAccessibleName(tr("{criterion}: abstain", criterion=name))
        if self.field is not None:
            low = mark_words(self._criterion.scale.low)
            self.field.setAccessibleName(tr("{criterion}, {weight}, from {low} to {high}", criterion=name,
                                            weight=weight, low=low, high=high))
            self.field.setPlaceholderText(tr("{low} to {high}", low=low, high=high))

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802
        """The field is where people are; Escape takes back what is wrong in it."""
        if watched is self.field and self.field is not None:
            if event.type() == QEvent.Type.FocusIn:
                self.entered.emit()
                self.field.selectAll()
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_A and not event.modifiers():
                    self.given.emit(None, True)
                    return True
                if event.key() in (Qt.Key.Key_R, Qt.Key.Key_S) and not event.modifiers():
                    event.ignore()
                    return self._pass_on(event)
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _pass_on(self, event: QKeyEvent) -> bool:
        """Letters are no part of a number: they are commands of the form."""
        parent = self.parentWidget()
        while parent is not None and not hasattr(parent, "command"):
            parent = parent.parentWidget()
        return parent is not None and bool(parent.command(event))

    def _choice(self, words: str, mark: Decimal | None) -> Choice:
        button = Choice(words)
        button.setProperty("kind", "mark")
        button.clicked.connect(lambda: self._clicked(mark))
        button.walked.connect(lambda step: self._walk(button, step))
        button.looked.connect(lambda on: self.looked.emit(mark if on else None))
        button.entered.connect(self.entered)
        return button

    def _clicked(self, mark: Decimal | None) -> None:
        if mark is None:
            self.given.emit(None, not self._now.abstained)
        else:
            self.given.emit(None if mark == self._now.mark else mark, False)

    def _walk(self, button: Choice, step: int) -> None:
        all_ = [*self.marks.values(), self.abstain]
        place = all_.index(button) + step
        if 0 <= place < len(all_):
            all_[place].setFocus(Qt.FocusReason.OtherFocusReason)
        elif place < 0 and self.field is not None:
            self.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self, words: str) -> None:
        mark = mark_of(words)
        bad = bool(words.strip()) and (mark is None or not self._criterion.scale.has(mark))
        self.bad = words.strip() if bad else ""
        if self.field is not None:
            set_property(self.field, "wrong", bad)
        self.wrong.emit(self.bad)
        if not bad:
            self.given.emit(mark, False)

    def _stop(self) -> Choice:
        """Where Tab comes to: what is chosen, else the first."""
        if self._now.abstained or not self.marks:
            return self.abstain
        return self.marks.get(self._now.mark, next(iter(self.marks.values()))) \
            if self._now.mark is not None else next(iter(self.marks.values()))

    def _rove(self) -> None:
        stop = self._stop() if self.field is None else None
        for button in (*self.marks.values(), self.abstain):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)

    def _dress(self) -> None:
        if self.field is not None:
            self.field.setFixedWidth(self._theme.px(88))
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """With its marks as narrow as they can be."""
        return QSize(self._beside() + len(self.marks) * (self._theme.px(20 if self.many else 28) + self._gap()),
                     super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """All marks are equally wide."""
        super().resizeEvent(event)
        self._fit()

    def _gap(self) -> int:
        return 2 if self.many else 4

    def _beside(self) -> int:
        """What stands beside the marks."""
        if self.many:
            return 0
        field = self._theme.px(88) + 4 if self.field is not None else 0
        return field + self.abstain.sizeHint().width() + self._theme.px(8) + 4

    def _fit(self) -> None:
        if self.marks:
            room = (self.width() - self._beside()) // len(self.marks) - self._gap()
            wide = max(self._theme.px(20), min(self._theme.px(42), room))
            for button in self.marks.values():
                button.setFixedWidth(wide)
