"""The months below the plan: how full each is, and the day that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.domain.programme import add_months
from incubator_gui.domain.space import Use
from incubator_gui.widgets.plan import accessible
from incubator_gui.widgets.plan.paint_months import Course, paint_months
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import show_tip

_PACE = 600
"""Milliseconds for each month while it plays."""

_K = Qt.Key


class MonthSlider(QWidget):
    """The bars and the handle; a slider whose value is a day."""

    day_changed = Signal(object)

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.course = Course((), today, today, None)
        self._turned = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.dress)
        accessible.install()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as label, bars and months need."""
        return QSize(self._theme.px(640), self._theme.px(96))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Any width."""
        return QSize(self._theme.px(240), self._theme.px(96))

    def dress(self) -> None:
        """The theme or the language is another one."""
        self.updateGeometry()
        self.update()

    def show_course(self, course: Course) -> None:
        """Other figures, or another day."""
        moved = course.day != self.course.day
        self.course = course
        self.setAccessibleDescription(self.words())
        if moved:
            accessible.value_changed(self, self.words())
        self.update()

    def words(self) -> str:
        """The day and how full it is, for people who do not see the bars."""
        use = self.course.use_now
        day = current().day(self.course.day, "long")
        if use is None:
            return day
        return tr("{day}: {taken} of {all} desks taken", day=day, taken=use.desks_in_use, all=use.desks)

    def go(self, day: date) -> None:
        """To another day, as people do it: kept within the months and told."""
        low, high = self.course.first, self.course.last
        day = min(max(day, low), high) if low is not None and high is not None else day
        if day != self.course.day:
            self.day_changed.emit(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """To the day that was pointed at."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Draw the handle."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._to(event.position())

    def _to(self, point: QPointF) -> None:
        day = self.course.day_at(point.x(), QRectF(self.rect()))
        if day is not None:
            self.go(day)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """A month for each notch, later upwards as on any slider; what is less adds up."""
        self._turned += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._turned / 120)
        if notches:
            self._turned -= 120 * notches
            self.go(add_months(self.course.day, notches))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and right by days, with Ctrl by months, pages by years, Home is today."""
        key, day = event.key(), self.course.day
        months = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match key:
            case _K.Key_Left | _K.Key_Down:
                self.go(add_months(day, -1) if months else day - timedelta(1))
            case _K.Key_Right | _K.Key_Up:
                self.go(add_months(day, 1) if months else day + timedelta(1))
            case _K.Key_PageUp:
                self.go(add_months(day, -12))
            case _K.Key_PageDown:
                self.go(add_months(day, 12))
            case _K.Key_Home:
                self.go(self.course.today)
            case _K.Key_End if self.course.last is not None:
                self.go(self.course.last)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The ring is painted by the window."""
        self.update()
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """The tool tip of a month: how full it is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            use = self.course.use_at(QPointF(event.pos()).x(), QRectF(self.rect()))
            words = "" if use is None else current().labelled(
                current().day(use.day, "month"), tr("{n} of {all} desks taken", n=use.desks_in_use, all=use.desks))
            show_tip(self, event.globalPos(), words)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Everything."""
        painter = QPainter(self)
        paint_months(painter, self._theme, self.course, QRectF(self.rect()))
        painter.end()


class MonthTimeline(QWidget):
    """A bar for each month, a handle at the day, a button that plays the months one after another."""

    day_changed = Signal(object)
    """A `date`, on every move of the handle by hand or by playing."""

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._less_motion = theme, False
        self.setObjectName("Timeline")
        self.button = QToolButton(self)
        self.button.clicked.connect(self._pressed)
        self.slider = MonthSlider(theme, today, self)
        self.slider.day_changed.connect(self._by_hand)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 4, 16, 4)
        box.setSpacing(16)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.slider, 1)
        self.setFocusProxy(self.slider)
        self._timer = QTimer(self)
        self._timer.setInterval(_PACE)
        self._timer.timeout.connect(self._next)
        theme.changed.connect(self._dress)
        self.retranslate()

    def set_course(self, course: Sequence[Use]) -> None:
        """How full it is on the first day of each month, in order: `plan.course(first_of_months(…), floor)`."""
        old = self.slider.course
        self.slider.show_course(Course(tuple(course), old.day, old.today, old.use))

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self.slider.course.day

    def set_day(self, day: date, use: Use | None = None) -> None:
        """Put the handle there without a signal; `use` is how full it is on that very day, for the label."""
        old = self.slider.course
        self.slider.show_course(Course(old.uses, day, old.today, use))

    def set_today(self, today: date) -> None:
        """Months before it count as past; Home goes there."""
        old = self.slider.course
        self.slider.show_course(Course(old.uses, old.day, today, old.use))

    def set_less_motion(self, on: bool) -> None:
        """Without motion there is no playing: the button goes on by one month."""
        self._less_motion = on
        if on:
            self.play(False)
        self._dress()

    def play(self, on: bool) -> None:
        """Begin or stop."""
        if on and not self._less_motion:
            self._timer.start()
        else:
            self._timer.stop()
        self._dress()

    @property
    def playing(self) -> bool:
        """Whether it plays."""
        return self._timer.isActive()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.slider.setAccessibleName(tr("Day that is shown"))
        self.slider.setAccessibleDescription(self.slider.words())
        self.slider.dress()
        self._dress()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nobody looks: stop."""
        self.play(False)
        super().hideEvent(event)

    def _dress(self) -> None:
        side = self._theme.px(28)
        self.button.setFixedSize(side, side)
        self.button.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        if self._less_motion:
            icon, words = "chevron-right", tr("Next month")
        elif self.playing:
            icon, words = "pause", tr("Stop")
        else:
            icon, words = "play", tr("Play the months")
        self.button.setIcon(self._theme.icon(icon))
        self.button.setAccessibleName(words)
        if self._less_motion:
            self.button.setToolTip(tr("Next month"))
        else:
            self.button.setToolTip(tr("Stop") if self.playing else tr("Play the months"))

    def _pressed(self) -> None:
        if self._less_motion:
            self._step()
        else:
            self.play(not self.playing)
            if self.playing:
                self._step()

    def _by_hand(self, day: date) -> None:
        self.play(False)
        self._told(day)

    def _next(self) -> None:
        if not self._step():
            self.play(False)

    def _step(self) -> bool:
        """To the first of the next month; whether there is one."""
        course = self.slider.course
        following = add_months(course.day.replace(day=1), 1)
        if course.last is None or following > course.last:
            return False
        self._told(following)
        return True

    def _told(self, day: date) -> None:
        self.set_day(day)
        self.day_changed.emit(day)


