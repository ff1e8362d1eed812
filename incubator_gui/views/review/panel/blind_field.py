"""One text of an application: the original at the left, the redacted copy at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, Words, ntr, text, tr
from incubator_gui.domain.redacting import BLACK
from incubator_gui.services.redaction import RedactedField
from incubator_gui.views.review.panel.highlight import blacked, spans, without
from incubator_gui.widgets.growing_text import GrowingText
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, line, set_property, tight
from incubator_gui.widgets.tag import Tag, Tone
from incubator_gui.widgets.theme import Theme

_STATES: dict[str, tuple[str, Tone]] = {"missing": ("circle-dashed", "warning"), "stale": ("triangle-alert", "error"),
                                        "done": ("circle-check", "success")}
_MOST = 40
_BLACK_KEY = Qt.Key.Key_B


class BlindField(QFrame):
    """`changed` when something is typed; `black_asked` carries words to be blacked out in every copy."""

    changed = Signal()
    black_asked = Signal(str)
    accepted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.field: RedactedField | None = None
        self._label, self._tag = ElidedLabel("", "strong"), Tag(theme)
        self._found = PlainLabel("", "label")
        self.take = Button(theme, icon="wand-sparkles", kind="link")
        self.original, self.copy = _Text(theme), _Text(theme)
        self.original.setReadOnly(True)
        set_property(self.original, "inline", True)
        column = QVBoxLayout(self)
        tight(column, 4, 12, 8, 12, 8)
        head = QHBoxLayout()
        tight(head, 8)
        head.addWidget(self._label, 1)
        for widget in (self._found, self.take, self._tag):
            head.addWidget(widget)
        column.addLayout(head)
        pair = QHBoxLayout()
        tight(pair, 12)
        pair.addWidget(self.original, 1, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self.copy, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(pair)
        column.addWidget(line("GridLine"))
        self.copy.typed.connect(lambda _words: self._typed())
        self.take.clicked.connect(self.accept)
        for part in (self.original, self.copy):
            part.black_asked.connect(self.black_asked)
        theme.changed.connect(self._mark)

    def show_field(self, field: RedactedField) -> None:
        """Another text, or the same stored; what is being typed in it stays."""
        other = self.field is None or (field.key, field.original) != (self.field.key, self.field.original)
        stored = self.field is not None and field.text != self.field.text
        keep = not other and self.dirty and not (stored and field.text == self.words())
        self.field = field
        self.original.put(field.original)
        if not keep:
            self.copy.put(field.text if field.state != "missing" else field.suggestion)
        self.retranslate()
        self._mark()

    @property
    def key(self) -> str:
        """Which text."""
        return self.field.key if self.field is not None else ""

    def words(self) -> str:
        """The copy as it stands."""
        return self.copy.toPlainText()

    @property
    def dirty(self) -> bool:
        """Whether the copy is other than what is stored (or suggested, where nothing is)."""
        field = self.field
        return field is not None and self.words() != (field.text if field.state != "missing" else field.suggestion)

    @property
    def open(self) -> bool:
        """Whether it still has to be stored."""
        return self.dirty or (self.field is not None and self.field.state != "done")

    def accept(self) -> None:
        """Take the suggestion in place of what stands there."""
        if self.field is not None:
            self._replace(self.field.suggestion)

    def black_out(self, words: str) -> int:
        """Black words out wherever they stand in the copy; says how often."""
        before = self.words()
        after = without(before, words)
        if after != before:
            self._replace(after)
        return len(blacked(after)) - len(blacked(before))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        field = self.field
        if field is None:
            return
        label = _words(field.label)
        icon, tone = _STATES[field.state]
        self._label.setText(label)
        self._tag.set({"missing": tr("to be looked at"), "stale": tr("text changed since"),
                       "done": tr("stored")}[field.state], icon, tone)
        number = len(spans(field.original, field.suggestion))
        self._found.setText(ntr("{n} place found", "{n} places found", number) if number else tr("no place found"))
        self.take.setText(tr("Take the suggestion"))
        self.take.setVisible(self.words() != field.suggestion)
        self.original.setAccessibleName(tr("Original: {field}", field=label))
        self.copy.setAccessibleName(tr("Redacted copy: {field}", field=label))

    def _replace(self, words: str) -> None:
        cursor = QTextCursor(self.copy.document())  # so that the field's own undo can take it back
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)

    def _typed(self) -> None:
        if self.field is not None:
            self.take.setVisible(self.words() != self.field.suggestion)
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        field = self.field
        if field is not None:
            self.original.mark(spans(field.original, field.suggestion), "warning-ground", "text")
            self.copy.mark(blacked(self.words()), "hover", "text")


class _Text(GrowingText):
    """Ctrl+B blacks the selected words out, in this text and in all others."""

    black_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 2, _MOST)
        self._colours = theme

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Black out what is selected."""
        if event.key() == _BLACK_KEY and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            words = self.textCursor().selectedText().replace("\u2029", "\n")
            if words.strip() and words.strip("█ "):
                self.black_asked.emit(words)
            elif not self.isReadOnly():
                self.insertPlainText(BLACK)
            return
        super().keyPressEvent(event)

    def selected(self) -> str:
        """The selected words."""
        return self.textCursor().selectedText().replace("\u2029", "\n").strip()

    def mark(self, places: Iterable[tuple[int, int]], ground: str, ink: str) -> None:
        """Show places on a ground of their own."""
        form = QTextCharFormat()
        form.setBackground(self._colours.colour(ground))
        form.setForeground(self._colours.colour(ink))
        marks = []
        offsets = _utf16(self.toPlainText())
        for begin, end in places:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(offsets(begin))
            cursor.setPosition(offsets(end), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, form
            marks.append(mark)
        self.setExtraSelections(marks)


def _utf16(words: str) -> Callable[[int], int]:
    """Qt counts characters beyond U+FFFF twice."""
    wide = [place for place, char in enumerate(words) if ord(char) > 0xFFFF]
    whole = len(words) + len(wide)

    def offset(place: int) -> int:
        return min(place + sum(one < place for one in wide), whole)

    return offset


def _words(label: Message | Words | str) -> str:
    return label.of(current().language) if isinstance(label, Words) else text(label)
