"""When a version was made and by whom, what it changed, and what that means for the scores."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.domain.rubric_changes import rubric_changes
from incubator_gui.views.review.setup.rubric_store import RubricStock
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.theme import Theme


class ChangesCard(QWidget):
    """One line above the criterion; a link shows each change since the version before."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stock: RubricStock | None = None
        self._open = False
        column = QVBoxLayout(self)
        tight(column)
        inner = QVBoxLayout()
        tight(inner, 4, 12, 8, 12, 8)
        head = QHBoxLayout()
        tight(head, 8)
        self._made = ElidedLabel("", "label")
        self.toggle = Button(theme, kind="link")
        self.toggle.setProperty("small", True)
        self.toggle.clicked.connect(self._turn)
        head.addWidget(self._made, 1)
        head.addWidget(self.toggle)
        inner.addLayout(head)
        self._lines = QVBoxLayout()
        tight(self._lines, 4)
        inner.addLayout(self._lines)
        self._effect = PlainLabel("", "label", wrap=True)
        inner.addWidget(self._effect)
        column.addLayout(inner)
        column.addWidget(line("GridLine"))

    def show_stock(self, stock: RubricStock) -> None:
        """Another version, or the same stored again."""
        self._stock = stock
        self.retranslate()

    def sentences(self) -> list[str]:
        """What changed, in sentences."""
        stock = self._stock
        if stock is None or stock.before is None or stock.rubric is None:
            return []
        return [text(one) for one in rubric_changes(stock.before, stock.rubric)]

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        stock = self._stock
        self.setVisible(stock is not None and stock.version is not None)
        if stock is None or stock.version is None:
            return
        said, before = self.sentences(), stock.before
        self._made.setText(current().joined((
            tr("Stored {moment}", moment=current().moment(stock.version.made_at, "short")), stock.version.made_by)))
        self.toggle.setVisible(before is not None)
        if before is not None:
            self.toggle.setText(tr("Hide the changes") if self._open else ntr(
                "{n} change since version {number}", "{n} changes since version {number}", len(said),
                number=before.version))
        self._show_lines(said if self._open else [])
        self._effect.setVisible(self._open and bool(said))
        if before is not None and stock.rubric is not None:
            self._effect.setText(
                tr("The same marks give the same score under both versions.") if before.scores_like(stock.rubric)
                else tr("The same marks give another score: compare reviews of both versions with care."))

    def _turn(self) -> None:
        self._open = not self._open
        self.retranslate()

    def _show_lines(self, said: list[str]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for words in said:
            holder = QWidget()
            row_ = QHBoxLayout(holder)
            tight(row_, 8)
            row_.addWidget(PlainLabel("•", "muted"), 0, Qt.AlignmentFlag.AlignTop)
            row_.addWidget(PlainLabel(words, wrap=True), 1)
            self._lines.addWidget(holder)
