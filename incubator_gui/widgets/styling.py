"""Small helps for the style sheet: properties, lines, buttons of a kind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCompleter,
    QFrame,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and dress the widget again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


def line(name: str = "Line", *, vertical: bool = False) -> QFrame:
    """A line of one pixel; `GridLine` is the paler one."""
    frame = QFrame()
    frame.setObjectName(name)
    if vertical:
        frame.setFixedWidth(1)
    else:
        frame.setFixedHeight(1)
    return frame


def hang_popup(completer: QCompleter, field: QWidget) -> QAbstractItemView:
    """The list below a field belongs to the field, and is dressed like its window; returns the list."""
    popup = completer.popup()
    assert popup is not None
    completer.setParent(field)  # it deletes the list whether the list still is or not, so it has to go before it
    popup.setParent(field, popup.windowFlags())
    return popup


def tight(layout: QLayout, spacing: int = 0, *margins: int) -> None:
    """Spacing and margins (left, top, right, bottom) on the 4 px grid."""
    left, top, right, bottom = margins or (0, 0, 0, 0)
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(spacing)


def pressed_by(event: QKeyEvent, button: QAbstractButton) -> bool:
    """Press a button by Enter: left to Qt, the key would go to the main button of the dialog on most systems."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier):
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class Button(QPushButton):
    """A button of a kind (main, link, flat, chip, add, plain) whose icon follows the theme.

    One that `shrinks` gives up its words where there is no room for them, or shortens them where it has no icon, and
    says them in its tool tip.
    """

    def __init__(self, theme: Theme, words: str = "", icon: str = "", kind: str = "",
                 parent: QWidget | None = None, *, shrinks: bool = False) -> None:
        super().__init__(words, parent)
        self._theme, self._icon, self._kind, self._shrinks = theme, icon, kind, shrinks
        self._tone = ""
        if shrinks:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if kind:
            self.setProperty("kind", kind)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        theme.changed.connect(self._dress)
        self.toggled.connect(self._dress)
        self._dress()

    def set_icon(self, name: str) -> None:
        """Another icon, or none."""
        self._icon = name
        if not name:
            self.setIcon(QIcon())
        self._dress()

    def set_tone(self, tone: str) -> None:
        """A link in the colour of a state: error, warning, text; empty is accent."""
        self._tone = tone
        set_property(self, "tone", tone)
        self._dress()

    def setText(self, text: str) -> None:  # noqa: N802
        """Words; the icon keeps its distance from them."""
        had = bool(self.text())
        super().setText(text)
        if had != bool(text):
            self._dress()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The chosen segment is bold, which Qt does not measure."""
        size = super().sizeHint()
        if self._kind != "segment" or not self.isChecked():
            return size
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(size.width() + max(0, more), size.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for the icon alone, or for some letters, for one that shrinks."""
        size = super().minimumSizeHint()
        if not self._shrinks:
            return size
        return QSize(self._theme.px(32) if self._icon else min(size.width(), self._theme.px(56)), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Without its words it says them in its tool tip."""
        super().resizeEvent(event)
        if self._shrinks:
            set_tip(self, self.text() if self._cramped() else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The whole button; in a narrow place its icon alone, or shortened words where it has none."""
        if not self._cramped():
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        if not self._icon:
            room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
            option.text = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room)
            painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
            return
        option.text = ""
        option.icon = self._theme.icon(self._icon, self._role(), self._size())
        option.iconSize = option.icon.availableSizes()[0]
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _cramped(self) -> bool:
        return self._shrinks and self.width() < self.sizeHint().width()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button that has the keyboard, not the main one beside it."""
        if not pressed_by(event, self):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """The distance is on the other side when the direction turns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_icon"):
            self._dress()

    def _role(self) -> str:
        if self.isChecked():
            return "selection-text"
        return self._tone or {"main": "on-accent", "link": "accent", "chip": "selection-text"}.get(self._kind, "text")

    def _size(self) -> int:
        return 14 if self._kind in ("chip", "add") else 16

    def _dress(self) -> None:
        if self._kind == "segment":
            self.updateGeometry()
        if not self._icon:
            return
        gap = 4 if self.text() else 0
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            gap = -gap
        self.setIcon(self._theme.icon(self._icon, self._role(), self._size(), gap))
        self.setIconSize(self.icon().availableSizes()[0])


class MenuButton(Button):
    """A button that opens something below it: a small arrow at its right says so."""

    def __init__(self, theme: Theme, words: str = "", icon: str = "", kind: str = "",
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, words, icon, kind, parent)
        self.setProperty("opens", True)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The button, then the arrow."""
        super().paintEvent(event)
        if not self.property("opens"):
            return
        painter = QPainter(self)
        side = self._theme.px(14)
        colour = "muted" if self.isEnabled() else "disabled"
        painter.drawPixmap(self.width() - side - 8, (self.height() - side) // 2,
                           self._theme.pixmap("chevron-down", colour, 14, self.devicePixelRatioF()))
        painter.end()


class IconButton(QToolButton):
    """An icon without words: it needs a name, which is its tool tip too."""

    def __init__(self, theme: Theme, icon: str, name: str = "", kind: str = "flat", *, role: str = "text",
                 size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._role, self._size = theme, icon, role, size
        self.setProperty("kind", kind)
        self.set_name(name)
        theme.changed.connect(self._dress)
        self.toggled.connect(self._dress)
        self._dress()

    def set_name(self, name: str, tip: str = "") -> None:
        """The accessible name and the tool tip."""
        self.setAccessibleName(name)
        set_tip(self, tip or name)

    def set_icon(self, icon: str, role: str = "") -> None:
        """Another icon or colour."""
        self._icon, self._role = icon, role or self._role
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses it too."""
        if not pressed_by(event, self):
            super().keyPressEvent(event)

    def _dress(self) -> None:
        role = "selection-text" if self.isChecked() else self._role
        self.setIcon(self._theme.icon(self._icon, role, self._size))
        self.setIconSize(self.icon().availableSizes()[0])
