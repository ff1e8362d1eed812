"""What a version changed, and what it means for the scores."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.messages import text, tr
from incubator_gui.domain.rubric import Rubric
from incubator_gui.domain.rubric_changes import rubric_changes
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


class ChangesCard(QWidget):
    """Below the criteria: one line for each change since the version before."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pair: tuple[Rubric | None, Rubric | None] = (None, None)
        self._column = QVBoxLayout(self)
        tight(self._column, 4, 12, 8, 12, 12)
        self._title = PlainLabel("", "header")
        self._effect = PlainLabel("", "label", wrap=True)
        self._lines = QVBoxLayout()
        tight(self._lines, 4)
        self._column.addWidget(self._title)
        self._column.addLayout(self._lines)
        self._column.addWidget(self._effect)

    def show_versions(self, before: Rubric | None, after: Rubric | None) -> None:
        """Two versions that follow each other; hidden where there is no earlier one."""
        self._pair = before, after
        while (item := self._lines.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        self.setVisible(before is not None and after is not None)
        if before is None or after is None:
            return
        said = self.sentences()
        self._title.setText(tr("What changed since version {number}", number=before.version))
        for words in said or [tr("Nothing: both versions say the same.")]:
            self._lines.addWidget(self._line(words))
        self._effect.setText(
            tr("The same marks give the same score under both versions.") if before.scores_like(after)
            else tr("The same marks give another score: compare reviews of both versions with care."))
        self._effect.setVisible(bool(said))

    def sentences(self) -> list[str]:
        """What changed, in sentences."""
        before, after = self._pair
        return [] if before is None or after is None else [text(one) for one in rubric_changes(before, after)]

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.show_versions(*self._pair)

    def _line(self, words: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        tight(row, 8)
        dot = PlainLabel("•", "muted")
        row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(words, wrap=True), 1)
        return holder
