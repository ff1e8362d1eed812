"""What a person sees in the window: visible widgets by the name that a screen reader would say, and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from incubator_gui.app.main_window import MainWindow

W = TypeVar("W", bound=QWidget)
Name = str | re.Pattern[str]


class Eyes:
    """Looks at what is in front; `until` waits (the person behind the eyes knows how)."""

    window: MainWindow

    def until(self, holds: Callable[[], object], why: str = "") -> None:
        """Wait until something holds."""
        raise NotImplementedError

    def front(self) -> QWidget:
        """The popup, dialog or window that has the keyboard."""
        popup = QApplication.activePopupWidget()
        if popup is not None and popup.isVisible():
            return popup
        modal = QApplication.activeModalWidget()
        if modal is not None and modal.isVisible():
            return modal
        free = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
        return free[-1] if free else self.window  # a dialog that leaves the window usable, such as that for printing

    def seen(self, kind: type[W], inside: QWidget | None = None) -> Iterator[W]:
        """Visible widgets of a kind, those in front only."""
        root = inside or self.front()
        if isinstance(root, kind):
            yield root
        for widget in root.findChildren(kind):
            if widget.isVisible() and widget.window() is root.window():
                yield widget

    def all(self, name: Name, kind: type[W] = QWidget, inside: QWidget | None = None) -> list[W]:  # type: ignore[assignment]
        """Everything visible that goes by a name."""
        exact = [widget for widget in self.seen(kind, inside) if goes_by(name, widget, exactly=True)]
        return exact or [widget for widget in self.seen(kind, inside) if goes_by(name, widget, exactly=False)]

    def find(self, name: Name, kind: type[W] = QWidget, inside: QWidget | None = None) -> W:  # type: ignore[assignment]
        """The one visible widget of that name; waits for it."""
        found: list[W] = []

        def look() -> bool:
            found[:] = self.all(name, kind, inside)
            return bool(found)

        self.until(look, f"{kind.__name__} “{name}”")
        return found[0]

    def sees(self, words: Name, inside: QWidget | None = None) -> bool:
        """Whether these words stand somewhere in front, or are said there by a screen reader."""
        said = [widget.accessibleName() for widget in self.seen(QWidget, inside)]
        return any(re.search(words, shown) if isinstance(words, re.Pattern) else words in shown
                   for shown in (*self.words(inside), *said))

    def reads(self, words: Name, inside: QWidget | None = None) -> None:
        """Wait until these words stand somewhere in front."""
        self.until(lambda: self.sees(words, inside), f"the words “{words}”")

    def words(self, inside: QWidget | None = None) -> list[str]:
        """All words in front, as they are shown."""
        return [words for widget in self.seen(QWidget, inside) for words in shown_words(widget) if words]

    def sight(self) -> str:
        """What can be seen, for the report of a failed test."""
        lines = [f"in front: {type(self.front()).__name__}", f"status: {self.window.status.words()}"]
        lines += [f"bar: {bar.sentence()}" for bar in self.window.messages.bars()]
        for widget in self.seen(QWidget):
            names = dict.fromkeys(words for words in (widget.accessibleName(), *shown_words(widget)) if words)
            if names:
                lines.append(f"  {type(widget).__name__}: {' | '.join(names)[:140]}")
        return "\n".join(lines)


def plain(words: str) -> str:
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&").split("\t")[0]


def shown_words(widget: QWidget) -> list[str]:
    """The words that a widget shows."""
    found: list[str] = []
    if isinstance(widget, QAbstractButton | QLabel):
        found.append(plain(widget.text()) if isinstance(widget, QAbstractButton) else widget.text())
    elif isinstance(widget, QComboBox):
        found.append(widget.currentText())
    elif isinstance(widget, QLineEdit):
        found += [widget.text(), "" if widget.text() else widget.placeholderText()]
    elif isinstance(widget, QPlainTextEdit):
        found.append(widget.toPlainText() or widget.placeholderText())
    elif isinstance(widget, QMenu):
        found += [plain(entry.text()) for entry in widget.actions() if entry.isVisible()]
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        columns = 1 if isinstance(widget, QListView) else model.columnCount()
        found += [str(model.index(row, column).data() or "") for row in range(min(60, model.rowCount()))
                  for column in range(columns)]
    else:
        words = widget.property("words")
        found.append(words if isinstance(words, str) else "")
    return found


def goes_by(name: Name, widget: QWidget, *, exactly: bool) -> bool:
    if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QPlainTextEdit):
        names = [widget.accessibleName()]
    else:
        names = [widget.accessibleName(), *shown_words(widget)]
        if isinstance(widget, QComboBox):
            names = names[:1]
        elif isinstance(widget, QLineEdit):
            names = [widget.accessibleName(), widget.placeholderText()]
    if isinstance(name, re.Pattern):
        return any(name.search(each) for each in names if each)
    return any(each == name if exactly else name in each for each in names if each)


