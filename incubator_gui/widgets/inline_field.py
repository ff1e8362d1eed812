"""A value that is edited where it stands and saved on leaving; what was typed is never lost."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.date_button import DateButton
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.parse import typed_day, typed_number
from incubator_gui.widgets.resting_line import RestingLine
from incubator_gui.widgets.styling import set_property, tight
from incubator_gui.widgets.theme import Theme

FieldKind = Literal["text", "lines", "number", "date", "choice"]
_NEEDED = msg("This may not be empty.")
_MOST_LINES = 8


class InlineField(QWidget):
    """Emits `committed(value)` on leaving; the screen saves and answers `saved()` or `failed(why)`.

    `check` may raise an `IncubatorError` for a parsed value; its sentence stands under the field.
    """

    committed = Signal(object)
    changed = Signal()

    def __init__(self, theme: Theme, kind: FieldKind, name: Message | str, *,
                 choices: Mapping[Any, Message | str] | None = None, needed: bool = False,
                 check: Callable[[Any], object] | None = None, unit: Message | str = "",
                 digits: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.kind, self._name = theme, kind, name
        self._choices, self._needed, self._check, self._unit = dict(choices or {}), needed, check, unit
        self._digits = digits
        self._stored: Any = None
        self._base: Any = None
        self._sent: list[tuple[Any, Any]] = []
        self._dirty = False
        self._problem: Message | None = None
        column = QVBoxLayout(self)
        tight(column, 4)
        row = QHBoxLayout()
        tight(row, 8)
        self.editor: QLineEdit | QPlainTextEdit | ChoiceBox = self._make()
        self.editor.installEventFilter(self)
        row.addWidget(self.editor, 0 if kind == "number" else 1)
        if kind == "date":
            self._calendar = DateButton(theme, compact=True)
            self._calendar.picked.connect(self._picked)
            row.addWidget(self._calendar)
        self._unit_label = PlainLabel("", "muted")
        row.addWidget(self._unit_label)
        if kind == "number":
            row.addStretch()
        column.addLayout(row)
        error = QHBoxLayout()
        tight(error, 4)
        self._mark = PlainLabel()
        self._error = PlainLabel("", "label", wrap=True)
        error.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        error.addWidget(self._error, 1)
        column.addLayout(error)
        self.setFocusProxy(self.editor)
        theme.changed.connect(self._dress)
        self.retranslate()
        self._dress()

    def _make(self) -> QLineEdit | QPlainTextEdit | ChoiceBox:
        if self.kind == "choice":
            combo = ChoiceBox()
            combo.activated.connect(self._typed)
            combo.activated.connect(self.commit)
            return combo
        if self.kind == "lines":
            area = QPlainTextEdit()
            area.setTabChangesFocus(True)
            area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.textChanged.connect(self._typed)
            area.document().documentLayout().documentSizeChanged.connect(self._grow)
            return area
        line = RestingLine()
        if self.kind == "number":
            line.textChanged.connect(self._grow)
        line.textEdited.connect(self._typed)
        return line

    # value -----------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved yet."""
        return self._dirty or bool(self._sent)

    def value(self) -> Any:
        """What is stored, as far as the field knows."""
        return self._stored

    def seen(self) -> Any:
        """What the person began from when typing; while a value is committed, what that one began from."""
        return self._sent[-1][1] if self._sent and not self._dirty else self._base

    def set_value(self, value: Any) -> None:
        """What is stored now; while something is typed and unsaved, that stays in the field."""
        self._stored = value
        if not self.dirty:
            self._base = value
            self._show(value)

    def take_note(self, value: Any) -> None:
        """The person has seen that something else is stored now; what was typed stays."""
        self._stored = self._base = value

    def saved(self) -> None:
        """The value committed first is stored."""
        if self._sent:
            self._stored, _seen = self._sent.pop(0)
        if not self.dirty:
            self._base = self._stored
            self._show(self._stored)
        self._tell(None)

    def failed(self, why: Message) -> None:
        """It could not be saved: the text stays, with the reason under it."""
        if self._sent:
            _value, seen = self._sent.pop(0)
            if self._sent:  # what was sent after it rests on what was never stored
                self._sent[0] = (self._sent[0][0], seen)
            else:
                self._base = seen
        self._dirty = True
        self._tell(why)

    def discard(self) -> None:
        """Give up what was typed."""
        self._dirty = False
        self._sent.clear()
        self._base = self._stored
        self._show(self._stored)
        self._tell(None)

    def commit(self) -> bool:
        """Save what was typed, if it is right; False when something wrong stands in the field."""
        if not self._dirty:
            return self._problem is None
        try:
            value = self._parsed()
        except IncubatorError as error:
            self._tell(error.message)
            return False
        self._tell(None)
        self._dirty = False
        if not self._sent and value in (self._base, self._stored):  # as it was, or as somebody else made it meanwhile
            self._base = self._stored
            self._show(self._stored)
            return True
        self._sent.append((value, self._base))
        self._base = value
        self.committed.emit(value)
        return True

    def words(self) -> str:
        """What stands in the field."""
        match self.editor:
            case QLineEdit():
                return self.editor.text()
            case QPlainTextEdit():
                return self.editor.toPlainText()
            case _:
                return self.editor.currentText()

    def problem(self) -> str:
        """The sentence under the field; empty when all is well."""
        return self._error.text()

    def _parsed(self) -> Any:
        words = self.words().strip()
        value: Any = words or None
        if isinstance(self.editor, ChoiceBox):
            value = self.editor.key()
        elif words and self.kind == "number":
            value = typed_number(words)
        elif words and self.kind == "date":
            value = typed_day(words)
        if value is None and self._needed:
            raise IncubatorError(_NEEDED)
        if self._check is not None and value is not None:
            self._check(value)
        return value

    def _show(self, value: Any) -> None:
        if isinstance(self.editor, ChoiceBox):
            self.editor.choose(value)
            return
        if value is None:
            words = ""
        elif self.kind == "number":
            words = current().number(value, self._digits)
        elif self.kind == "date":
            words = current().day(value)
            self._calendar.set_day(value)
        else:
            words = str(value)
        self.editor.blockSignals(True)
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(words)
            self.editor.setCursorPosition(0)
        else:
            self.editor.setPlainText(words)
        self.editor.blockSignals(False)
        self._grow()

    def _typed(self) -> None:
        self._dirty = True
        if self._problem is not None:
            self._tell(None)
        self.changed.emit()

    def _picked(self, day: Any) -> None:
        self._show(day)
        self._dirty = True
        self.commit()

    # looks -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.editor.setAccessibleName(text(self._name))
        self._unit_label.setText(text(self._unit))
        self._unit_label.setVisible(bool(self._unit))
        if isinstance(self.editor, ChoiceBox):
            self.editor.set_choices(self._choices)
            if not self.dirty:
                self.editor.choose(self._stored)
        else:
            self.editor.setPlaceholderText(tr("not given"))
            if not self.dirty:
                self._show(self._stored)
        if self.kind == "date":
            self._calendar.set_name(tr("Choose a day: {name}", name=text(self._name)))
        self._tell(self._problem)

    def rename(self, name: Message | str) -> None:
        """Another name for screen readers."""
        self._name = name
        self.retranslate()

    def set_choices(self, choices: Mapping[Any, Message | str]) -> None:
        """Other choices."""
        self._choices = dict(choices)
        self.retranslate()

    def set_read_only(self, on: bool) -> None:
        """Whether the value may be changed."""
        if isinstance(self.editor, ChoiceBox):
            self.editor.setEnabled(not on)
        else:
            self.editor.setReadOnly(on)

    def _tell(self, problem: Message | None) -> None:
        self._problem = problem
        set_property(self.editor, "wrong", problem is not None)
        self._error.setText(text(problem) if problem else "")
        self._error.set_tone("error" if problem else "")
        self._error.setVisible(problem is not None)
        self._mark.setVisible(problem is not None)
        self.editor.setAccessibleDescription(self._error.text())

    def _dress(self) -> None:
        set_property(self.editor, "inline", True)
        self._mark.setPixmap(self._theme.pixmap("circle-x", "error", 14, self.devicePixelRatioF()))
        self._grow()

    def _grow(self) -> None:
        """As high as its lines, up to eight, the rest scrolls; a figure as wide as it is, with its unit beside it."""
        if self.kind == "number" and isinstance(self.editor, QLineEdit):
            words = self.editor.fontMetrics().horizontalAdvance(self.editor.text() or self.editor.placeholderText())
            self.editor.setFixedWidth(max(self._theme.px(40), words + self._theme.px(20)))
        if not isinstance(self.editor, QPlainTextEdit):
            return
        document = self.editor.document()
        lines = max(1, round(document.size().height()))
        block, whole = document.begin(), 0.0
        while block.isValid() and whole < 4000:  # lines with Han are higher than those of the font
            whole += document.documentLayout().blockBoundingRect(block).height()
            block = block.next()
        most = _MOST_LINES * max(whole / lines, self.editor.fontMetrics().lineSpacing())
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > _MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.editor.verticalScrollBarPolicy() != bar:
            self.editor.setVerticalScrollBarPolicy(bar)
        frame = self.editor.height() - self.editor.viewport().height()
        margin = 2 * document.documentMargin()
        height = math.ceil(min(whole, most) + margin) + max(frame, 2)
        if height != self.editor.minimumHeight() or height != self.editor.maximumHeight():
            self.editor.setFixedHeight(max(height, self._theme.px(28)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Leaving saves, Escape gives up, Enter in one line saves."""
        if watched is self.editor:
            if event.type() == QEvent.Type.FocusOut:
                if not isinstance(self.editor, ChoiceBox) or not self.editor.view().isVisible():
                    self.commit()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape and (self._dirty or self._problem):
                    self.discard()
                    return True
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                        self.kind != "lines" or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
                    self.commit()
                    return self.kind != "choice"
            elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                if not self.dirty and (event.matches(QKeySequence.StandardKey.Undo)
                                       or event.matches(QKeySequence.StandardKey.Redo)):
                    event.ignore()  # nothing typed to take back: these keys are the window's, as the status bar says
                    return True
                if self.kind == "lines" and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    event.accept()  # Ctrl+Enter is the field's, whatever command of the screen has these keys
            elif event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange) and self.kind == "lines":
                QTimer.singleShot(0, self, self._grow)
            elif event.type() == QEvent.Type.Wheel and not self.editor.hasFocus():
                event.ignore()
                return True
        return bool(super().eventFilter(watched, event))
