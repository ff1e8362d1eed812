"""The quick line: free text is read while it is typed; what was understood and its effect stand below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QDropEvent, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import ptr, tr
from incubator_gui.domain.lexicon import free_stretches
from incubator_gui.domain.quick_line import LONGEST, Known, Part, Reading, read_line
from incubator_gui.services.ledger import Effect
from incubator_gui.views.services.completions import Completion, CompletionList, completions
from incubator_gui.views.services.line_tags import LineTags, text_of
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight


class _Line(QLineEdit):
    """Keys go to the names that fit first; several lines pasted or dropped are told apart."""

    lines_given = Signal(object)
    key_pressed = Signal(object)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Paste by lines; the rest where nobody else takes the key."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._take(QGuiApplication.clipboard().mimeData()):
            return
        event.setAccepted(False)
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab takes a name that fits, where there is one."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            event.setAccepted(False)
            self.key_pressed.emit(event)
            if event.isAccepted():
                return True
        return bool(super().event(event))

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Several lines are told apart."""
        if not self._take(event.mimeData()):
            super().dropEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The names that fit go away."""
        super().focusOutEvent(event)
        self.left.emit()

    def _take(self, data: QMimeData) -> bool:
        lines = [one.strip() for one in re.split(r"[\r\n\u2028\u2029]+", data.text()) if one.strip()]
        if len(lines) < 2:
            return False
        self.lines_given.emit(lines)
        return True


class QuickLine(QFrame):
    """Emits `booked` with ids and what was understood; `several` with lines that were pasted."""

    booked = Signal(object, object)
    several = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Surface")
        self._context = context
        self.known: Known | None = None
        self.me: UUID | None = None
        self.reading: Reading | None = None
        self.effect: Effect | None = None
        self._sending: Reading | None = None
        self._failed: IncubatorError | None = None
        self._asked = False
        self._last = ""
        self._choices: dict[tuple[str, str], UUID] = {}
        theme = context.theme
        column = QVBoxLayout(self)
        tight(column)
        holder = QFrame()
        holder.setObjectName("Alt")
        first = QHBoxLayout(holder)
        tight(first, 8, 12, 12, 12, 12)
        self._mark = PlainLabel()
        self.line = _Line()
        self.line.setMaxLength(LONGEST)
        self.button = Button(theme, kind="main")
        first.addWidget(self._mark)
        first.addWidget(self.line, 1)
        first.addWidget(self.button)
        column.addWidget(holder)
        self.tags = LineTags(theme)
        column.addWidget(self.tags)
        self.names = CompletionList(theme, self.line)
        self.names.taken.connect(self._complete)
        self.line.textEdited.connect(self._edited)
        self.line.textChanged.connect(lambda _words: self.read())
        self.line.key_pressed.connect(self._key)
        self.line.left.connect(self.names.hide)
        self.line.lines_given.connect(self.several)
        self.tags.chosen.connect(self.choose)
        self.button.clicked.connect(self.book)
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    # what it knows ---------------------------------------------------------------------------

    def take(self, known: Known, me: UUID | None) -> None:
        """Other companies, services, colleagues."""
        self.known, self.me = known, me
        self.read()

    def put(self, words: str) -> None:
        """Begin a line; what stands in it already stays in front."""
        before = self.line.text().strip()
        self.line.setText(f"{before} {words} ".lstrip() if words.casefold() not in before.casefold() else f"{before} ")
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.end(False)

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Understand what stands there now."""
        words = self.line.text()
        self._failed = None
        if self.known is None or not words.strip():
            self.reading = self.effect = None
            self._asked = False
            self._show()
            return
        before = self.reading
        self.reading = self._settled(read_line(words, self.known, self._today(), self.me), words)
        if not self.reading.is_ready or before is None or (before.company, before.service) != (
                self.reading.company, self.reading.service):
            self.effect = None  # else what was said stays until the answer for the new hours is there
        self._show()
        if self.reading.is_ready:
            self._ask_effect(self.reading)

    def _today(self) -> date:
        return self._context.clock.today()

    def _settled(self, reading: Reading, words: str) -> Reading:
        """With what was chosen before for words that can mean several."""
        for part in reading.parts:
            chosen = self._choices.get((part.kind, words[part.start:part.end].casefold()))
            if not part.is_clear and chosen in part.ids and chosen is not None:
                reading = _with(reading, part, chosen, self._names(part.kind))
        return reading

    def _names(self, kind: str) -> Mapping[UUID, Any]:
        assert self.known is not None
        return self.known.company_names if kind == "company" else self.known.service_names

    def _ask_effect(self, reading: Reading) -> None:
        house = self._context.house

        def shown(effect: Effect) -> None:
            if self.reading is reading:
                self.effect = effect
                self._show()

        self._context.jobs.read(lambda: house.ledger.effect(reading), shown, failed=lambda _error: None, owner=self,
                                key="effect")

    def _left_over(self) -> str:
        """Words that nothing was made of: those outside a note in quotes."""
        words, reading = self.line.text(), self.reading
        if reading is None:
            return ""
        taken = [(part.start, part.end) for part in reading.parts if part.end > part.start]
        pieces = (words[start:end].strip(" ,;:，；：、|·–-.\t") for start, end in free_stretches(len(words), taken))
        note = reading.part("note")
        if note is None or words[note.start:note.end].strip() == reading.note:
            return ""
        return " ".join(piece for piece in pieces if re.search(r"\w", piece) and piece not in reading.note)

    def _show(self) -> None:
        self.tags.show_reading(self.line.text(), self.reading, self.effect, self.known, self._left_over(),
                               self._failed.message if self._failed else None, self._asked)
        self.button.setEnabled(self._sending is None)

    # keyboard --------------------------------------------------------------------------------

    def choose(self, part: Part, id: UUID) -> None:
        """What words that can mean several shall mean: the whole name takes their place."""
        if self.known is None:
            return
        words = self.line.text()
        name = text_of(self._names(part.kind)[id])
        self._choices[part.kind, name.casefold()] = id
        self.line.setText(words[:part.start] + name + words[part.end:])
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.setCursorPosition(part.start + len(name))
        self.read()

    def _edited(self) -> None:
        if self.known is not None:
            self.names.offer(completions(self.line.text(), self.line.cursorPosition(), self.known))

    def _complete(self, found: Completion) -> None:
        words = self.line.text()
        after = words[found.end:]
        self._choices[found.kind, found.name.casefold()] = found.id
        self.line.setText(words[:found.start] + found.name + (after if after.startswith(" ") else " " + after))
        self.line.setCursorPosition(found.start + len(found.name) + 1)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _key(self, event: QKeyEvent) -> None:
        names, key = self.names, event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Down and (alt or not names.isVisible()) and self.tags.open_first():
            pass
        elif names.isVisible() and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            names.step(1 if key == Qt.Key.Key_Down else -1)
        elif names.isVisible() and key == Qt.Key.Key_Escape:
            names.hide()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if names.is_chosen() or (names.isVisible() and (self.reading is None or not self.reading.is_ready)):
                names.take()
            else:
                self.book()
        elif key == Qt.Key.Key_Tab and names.isVisible():
            names.take()
        elif key == Qt.Key.Key_Up and not self.line.text() and self._last:
            self.line.setText(self._last)
        else:
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
                names.hide()
            return
        event.accept()

    # booking ---------------------------------------------------------------------------------

    def book(self) -> None:
        """Book what stands there; say what is missing."""
        self.names.hide()
        reading, house = self.reading, self._context.house
        if reading is None or self._sending is not None:
            self.line.setFocus()
            return
        if not reading.is_ready:
            self._asked = True
            self._show()
            self.line.setFocus()
            return
        self._sending = reading
        words = self.line.text()
        self.button.setEnabled(False)

        def done(outcome: Any) -> None:
            self._sending = None
            self._last = words
            if self.line.text() == words:
                self.line.clear()
            if self.button.hasFocus():
                self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show()
            self.booked.emit((outcome.value,), reading)

        def failed(error: IncubatorError) -> None:
            self._sending, self._failed = None, error
            self._show()

        self._context.jobs.write(lambda: house.ledger.book_line(reading), done, failed=failed, owner=self)

    # looks -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.line.setPlaceholderText(tr("Company, service, 1.5 h +0.5, yesterday, “what about”"))
        self.line.setAccessibleName(tr("Book hours: company, service, hours, day, note"))
        self._name_button()
        self.button.setAccessibleName(tr("Book"))
        self.tags.retranslate()
        self.read()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The name of the key has to be where there is room."""
        super().resizeEvent(event)
        self._name_button()

    def _name_button(self) -> None:
        wide = self.width() > self._context.theme.px(600)
        self.button.setText(f"{tr('Book')}  {ptr('key', 'Enter')}" if wide else tr("Book"))

    def _dress(self) -> None:
        self._mark.setPixmap(self._context.theme.pixmap("zap", "accent", 16, self.devicePixelRatioF()))


def _with(reading: Reading, part: Part, id: UUID, names: Mapping[UUID, Any]) -> Reading:
    """A reading in which a part that could mean several means one."""
    clear = replace(part, ids=(id,), label=names[id], is_guess=False)
    parts = tuple(clear if one is part else one for one in reading.parts)
    left = tuple(problem for problem in reading.problems if problem.arguments.get("text") != part.label)
    if part.kind == "company":
        return replace(reading, parts=parts, company=id, problems=left)
    return replace(reading, parts=parts, service=id, problems=left)
