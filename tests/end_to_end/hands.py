"""The hands of a person in front of the window: mouse and keyboard on what can be seen, and patience."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from incubator_gui.app.main import Session
from incubator_gui.app.single import SingleInstance
from tests.end_to_end.eyes import Eyes, Name, goes_by, plain, shown_words

PATIENCE = 30_000


class Hands(Eyes):
    """Clicks, drags, drops, presses keys and writes."""

    def __init__(self, session: Session, single: SingleInstance, qtbot: QtBot) -> None:
        self.session, self.single, self.qtbot = session, single, qtbot
        self.window = session.opened.window
        self.jobs = session.opened.context.jobs

    @property
    def house(self) -> Any:
        """The data, for looking at what came of it; never for doing something."""
        return self.session.opened.context.house

    # waiting ---------------------------------------------------------------------------------

    def until(self, holds: Callable[[], object], why: str = "") -> None:
        """Wait until something holds."""
        try:
            self.qtbot.waitUntil(lambda: bool(holds()), timeout=PATIENCE)
        except Exception as error:
            raise AssertionError(f"did not come: {why or holds}\n{self.sight()}") from error

    def idle(self) -> None:
        """Wait until all work has ended and what it brought is shown."""
        for _ in range(2):
            self.until(lambda: not self.jobs.busy(), "the end of all work")
            self.qtbot.wait(10)

    def pause(self, milliseconds: int) -> None:
        """Look at the screen for a moment."""
        self.qtbot.wait(milliseconds)

    # mouse -----------------------------------------------------------------------------------

    def click(self, what: Name | QWidget, *, inside: QWidget | None = None, place: QPoint | None = None,
              modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
              button: Qt.MouseButton = Qt.MouseButton.LeftButton, twice: bool = False) -> None:
        """Click on something; a name means a button or a field."""
        widget = what if isinstance(what, QWidget) else self._clickable(what, inside)
        self._bring_into_sight(widget)
        spot = place if place is not None else widget.rect().center()
        self.until(lambda: widget.isEnabled(), f"“{what}” can be pressed")
        self._assert_uncovered(widget, spot)
        QTest.mouseMove(widget, spot)
        act = QTest.mouseDClick if twice else QTest.mouseClick
        act(widget, button, modifiers, spot)
        self.idle_soon()

    def idle_soon(self) -> None:
        """Let what was begun begin."""
        self.qtbot.wait(5)

    def click_cell(self, view: QAbstractItemView, row: int, column: int = 0, *, twice: bool = False,
                   modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
                   button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Click on a cell of a table or list."""
        index = view.model().index(row, column)
        assert index.isValid(), f"no line {row}"
        view.scrollTo(index)
        self.pause(5)
        rect = view.visualRect(index)
        if twice:
            QTest.mouseClick(view.viewport(), button, modifiers, rect.center())
        act = QTest.mouseDClick if twice else QTest.mouseClick
        act(view.viewport(), button, modifiers, rect.center())
        self.idle_soon()

    def click_header(self, table: QTableView, title: str,
                     modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click on the title of a column."""
        header = table.horizontalHeader()
        section = self.column(table, title)
        spot = QPoint(header.sectionViewportPosition(section) + 12, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, modifiers, spot)
        self.idle_soon()

    def column(self, table: QTableView, title: str) -> int:
        """The column with a title."""
        model = table.model()
        titles = [str(model.headerData(at, Qt.Orientation.Horizontal) or "") for at in range(model.columnCount())]
        assert title in titles, f"no column “{title}” in {titles}"
        return titles.index(title)

    def tab(self, words: str, inside: QWidget | None = None) -> None:
        """Click on a tab."""
        for bar in self.seen(QTabBar, inside):
            for place in range(bar.count()):
                if bar.tabText(place).split(" ")[0] == words or bar.tabText(place) == words:
                    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
                    self.idle()
                    return
        raise AssertionError(f"no tab “{words}”\n{self.sight()}")

    def menu(self, *path: str) -> None:
        """Choose in the menu that is open, through its submenus."""
        for step in path:
            self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "an open menu")
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            entry = next((each for each in menu.actions() if plain(each.text()) == step), None) or next(
                (each for each in menu.actions() if step in plain(each.text())), None)
            assert entry is not None, f"no “{step}” in {[each.text() for each in menu.actions()]}"
            assert entry.isEnabled(), f"“{step}” is disabled"
            QTest.mouseMove(menu, menu.actionGeometry(entry).center())
            QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
            inner = entry.menu()
            if inner is not None:
                self.until(inner.isVisible, f"the submenu “{step}”")
        self.idle_soon()

    def choose(self, what: Name | QComboBox, entry: str, *, inside: QWidget | None = None) -> None:
        """Open a combo box and choose an entry with the arrow keys."""
        combo = what if isinstance(what, QComboBox) else self.find(what, QComboBox, inside)
        self._bring_into_sight(combo)
        entries = [combo.itemText(line) for line in range(combo.count())]
        line = next((at for at, words in enumerate(entries) if words == entry), -1)
        if line < 0:
            line = next((at for at, words in enumerate(entries) if entry in words), -1)
        assert line >= 0, f"no “{entry}” in {entries}"
        spot = QPoint(combo.width() - 8, combo.height() // 2)
        QTest.mouseClick(combo, Qt.MouseButton.LeftButton, pos=spot)
        view = combo.view()
        self.until(view.isVisible, "the list of the box")
        for _ in range(len(entries) + 2):
            now = view.currentIndex().row()
            if now == line:
                break
            QTest.keyClick(view, Qt.Key.Key_Down if now < line else Qt.Key.Key_Up)
        assert view.currentIndex().row() == line
        QTest.keyClick(view, Qt.Key.Key_Return)
        self.until(lambda: not view.isVisible(), "the end of the list of the box")
        self.idle_soon()

    def drop_files(self, target: QWidget, files: Sequence[Path]) -> None:
        """Let files fall from the file manager."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        self._bring_into_sight(target)
        deep, spot = self._under(target)
        copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        left = Qt.MouseButton.LeftButton
        entered: QWidget | None = None
        while deep is not None:  # as the system does: from the deepest part up to one that takes it
            if deep.acceptDrops():
                enter = QDragEnterEvent(spot, copy, data, left, none)
                QApplication.sendEvent(deep, enter)
                if enter.isAccepted():
                    entered = deep
                    break
            spot = deep.mapToParent(spot)
            deep = deep.parentWidget()
        assert entered is not None, "nothing takes the files here"
        QApplication.sendEvent(entered, QDropEvent(QPointF(spot), copy, data, left, none))
        self.idle_soon()

    def drag(self, source: QWidget, start: QPoint, target: QWidget, end: QPoint) -> None:
        """Press, pull, let go. The events go to the window, as the system sends them."""
        window = source.window()
        handle, left = window.windowHandle(), Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        first, last = source.mapTo(window, start), target.mapTo(window, end)
        steps = [lambda: QTest.mouseMove(handle, (first + last) / 2), lambda: QTest.mouseMove(handle, last),
                 lambda: QTest.mouseMove(handle, last + QPoint(2, 2)),
                 lambda: QTest.mouseRelease(handle, left, none, last + QPoint(2, 2))]
        left_over = [*steps]

        def go_on() -> None:  # most of it runs inside the loop of the drag
            left_over.pop(0)()
            if left_over:
                timer.start()

        timer = QTimer(window)
        timer.setSingleShot(True)
        timer.setInterval(60)
        timer.timeout.connect(go_on)
        QTest.mousePress(handle, left, none, first)
        timer.start()
        QTest.mouseMove(handle, first + QPoint(12, 4))
        QTest.mouseMove(handle, first + QPoint(30, 8))
        self.until(lambda: not left_over, "the end of the drag")
        timer.deleteLater()
        self.idle_soon()

    # keyboard --------------------------------------------------------------------------------

    def press(self, *keys: str, times: int = 1) -> None:
        """Press keys such as "Ctrl+Z", "Tab", "Alt+Down" where the keyboard is."""
        for _ in range(times):
            for each in keys:
                combination = QKeySequence(each)[0]
                QTest.keyClick(self.keyboard(), combination.key(), combination.keyboardModifiers())
                self.qtbot.wait(2)

    def type(self, words: str) -> None:
        """Write; characters that no key has come as an input method gives them."""
        for part in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", words):
            target = self.keyboard()
            if isinstance(target, QAbstractItemView) and part[0].isascii():  # the first key opens a field
                for character in part:
                    QTest.keyClicks(self.keyboard(), character)
            elif part[0].isascii():
                QTest.keyClicks(target, part)
            else:
                event = QInputMethodEvent()
                event.setCommitString(part)
                QApplication.sendEvent(target, event)
            self.qtbot.wait(2)

    def write(self, field: Name | QWidget, words: str, *, inside: QWidget | None = None) -> None:
        """Click into a field, replace what stands there."""
        widget = field if isinstance(field, QWidget) else self.field(field, inside)
        self.click(widget)
        self.press("Ctrl+A")
        if words:
            self.type(words)
        else:
            self.press("Delete")

    def keyboard(self) -> QWidget:
        """The widget that the keyboard goes to."""
        front = self.front()
        if isinstance(front, QMenu):
            return front
        window = front.window()
        if window.windowFlags() & Qt.WindowType.Popup != Qt.WindowType.Popup and (
                QApplication.activeWindow() is not window):
            window.activateWindow()  # what the window manager of a desktop does
            self.until(lambda: QApplication.activeWindow() is window, "the window in front is the active one")
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return QApplication.focusWidget() or window

    def focused(self) -> str:
        """The name of what has the keyboard."""
        widget = QApplication.focusWidget()
        return (widget.accessibleName() or " ".join(shown_words(widget))) if widget is not None else ""

    def tab_to(self, name: Name, kind: type[QWidget] = QWidget, *, most: int = 120, key: str = "Tab") -> QWidget:
        """Press Tab until something has the keyboard."""
        passed: list[str] = []
        for _ in range(most):
            widget = QApplication.focusWidget()
            if widget is not None and isinstance(widget, kind) and goes_by(name, widget, exactly=True):
                return widget
            self.press(key)
            passed.append(self.focused())
        raise AssertionError(f"Tab does not lead to “{name}”, but to {passed}")

    # parts -----------------------------------------------------------------------------------

    def _clickable(self, name: Name, inside: QWidget | None) -> QWidget:
        found: list[QWidget] = []

        def look() -> bool:
            found[:] = [*self.all(name, QAbstractButton, inside)] or [
                widget for widget in self.all(name, QWidget, inside) if not isinstance(widget, QLabel)]
            return bool(found)

        self.until(look, f"something to press that is called “{name}”")
        return found[0]

    def field(self, name: Name, inside: QWidget | None = None) -> Any:
        """The field of that name."""
        found: list[QWidget] = []

        def look() -> bool:
            found[:] = [widget for kind in (QLineEdit, QPlainTextEdit) for widget in self.all(name, kind, inside)]
            return bool(found)

        self.until(look, f"a field that is called “{name}”")
        return found[0]

    def _bring_into_sight(self, widget: QWidget) -> None:
        """Scroll, as one does with the wheel."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea) and parent.widget() is not None and parent.widget().isAncestorOf(widget):
                parent.ensureWidgetVisible(widget)
                self.qtbot.wait(2)
            parent = parent.parentWidget()

    def _assert_uncovered(self, widget: QWidget, spot: QPoint) -> None:
        window = widget.window()
        place = widget.mapTo(window, spot)
        under = window.childAt(place) or window
        ok = under is widget or widget.isAncestorOf(under) or under.isAncestorOf(widget)
        assert ok, (f"{type(widget).__name__} “{widget.accessibleName()}” is covered by "
                    f"{type(under).__name__} “{under.accessibleName()}”\n{self.sight()}")

    def _under(self, widget: QWidget) -> tuple[QWidget | None, QPoint]:
        window = widget.window()
        place = widget.mapTo(window, widget.rect().center())
        under = window.childAt(place) or window
        return under, under.mapFrom(window, place)
