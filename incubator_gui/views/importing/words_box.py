"""Words for a choice, such as the focus area, that the program does not know: each is mapped once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, ntr, tr
from incubator_gui.exchange.mapping import SKIP
from incubator_gui.views.importing.choices import UNDECIDED, CalmCombo, Choices, word_entries
from incubator_gui.views.importing.facts import FOCUS, Word
from incubator_gui.views.importing.kinds import ALL_FIELDS
from incubator_gui.views.importing.layouts import empty
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

MOST = 40
"""More words than this are no choice among a few; the rest stays as answers."""


class WordsBox(QWidget):
    """Tells by `mapped` what a word means: a key, "" to leave the field empty, None for not yet."""

    mapped = Signal(str, object)

    def __init__(self, theme: Theme, field: str, labels: Mapping[str, Message], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._field = theme, field
        self._words: tuple[Word, ...] = ()
        self._choices = Choices(word_entries(labels), self)
        self.combos: dict[str, CalmCombo] = {}
        column = QVBoxLayout(self)
        tight(column, 8, 12, 12, 12, 12)
        head = QHBoxLayout()
        tight(head, 8)
        self._mark = PlainLabel()
        self._title = PlainLabel(type="strong", wrap=True)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        self._grid = QGridLayout()
        tight(self._grid, 8)
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        self._rest = PlainLabel(type="label", wrap=True)
        column.addWidget(self._rest)
        theme.changed.connect(self._dress)
        self.hide()

    def show_words(self, words: Sequence[Word]) -> None:
        """The words of the file; the order on the screen stays while the same words are shown."""
        shown = {word.word: word for word in words}
        kept = [shown.pop(word.word) for word in self._words if word.word in shown]
        ordered = (*kept, *shown.values())
        if [word.word for word in ordered][:MOST] != list(self.combos):
            self._build(ordered[:MOST])
        self._words = ordered
        for word in ordered[:MOST]:
            key = UNDECIDED if word.key is None else word.key or SKIP
            self.combos[word.word].show_key(key)
        self.setVisible(bool(ordered))
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._choices.retranslate()
        new = sum(word.key is None for word in self._words)
        if self._field == FOCUS:
            self._title.setText(ntr("{n} new word for focus area", "{n} new words for focus area", new) if new else tr(
                "Words for focus area"))
        else:
            field = ALL_FIELDS[self._field].label
            self._title.setText(ntr("{field}: {n} new word", "{field}: {n} new words", new, field=field) if new else tr(
                "{field}: words of the file", field=field))
        self._title.set_tone("warning" if new else "")
        rest = len(self._words) - MOST
        self._rest.setVisible(rest > 0)
        self._rest.setText(ntr("{n} more word is kept as an answer.", "{n} more words are kept as answers.",
                               max(rest, 0)) if self._field == FOCUS else ntr(
            "{n} more word: perhaps this is another column.", "{n} more words: perhaps this is another column.",
            max(rest, 0)))
        for word, combo in self.combos.items():
            combo.setAccessibleName(tr("What “{word}” means", word=word))
        self._dress()

    def _build(self, words: Sequence[Word]) -> None:
        empty(self._grid)
        self.combos = {}
        for line, word in enumerate(words):
            arrow = PlainLabel()
            arrow.setObjectName("WordArrow")
            combo = CalmCombo(self._choices)
            combo.activated.connect(lambda _line, word=word.word: self._chosen(word))
            self._grid.addWidget(ElidedLabel(word.word), line, 0)
            self._grid.addWidget(arrow, line, 1)
            self._grid.addWidget(combo, line, 2)
            self.combos[word.word] = combo

    def _chosen(self, word: str) -> None:
        key = self.combos[word].key()
        self.mapped.emit(word, None if key == UNDECIDED else "" if key == SKIP else key)

    def _dress(self) -> None:
        ratio = self.devicePixelRatioF()
        new = any(word.key is None for word in self._words)
        self._mark.setPixmap(self._theme.pixmap("triangle-alert" if new else "circle-check",
                                                "warning" if new else "success", 16, ratio))
        for arrow in self.findChildren(PlainLabel, "WordArrow"):
            arrow.setPixmap(self._theme.pixmap("arrow-right", "muted", 14, ratio))
        for combo in self.combos.values():
            combo.setFixedWidth(self._theme.px(188))
