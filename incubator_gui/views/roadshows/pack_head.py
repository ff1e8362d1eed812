"""The row above check and preview of a pack: which of them, whose copy, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incubator_gui.core.messages import msg, ptr, tr
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


class PackHead(QWidget):
    """`which` chooses among the recipients, where there are several."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = SegmentedControl(theme, (("check", msg("Check"), "list-checks"),
                                             ("preview", msg("Preview"), "book-open")), msg("Pack"))
        self.which = ChoiceBox()
        self.which.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(12)
        self.facts = PlainLabel("", "label")
        self.open = Button(theme, icon="external-link", shrinks=True)
        self.print = Button(theme, icon="printer", shrinks=True)
        self.copies = Button(theme, icon="folder-open", shrinks=True)
        self.save = Button(theme, icon="download", kind="main")
        row = QHBoxLayout(self)
        tight(row, 8, 16, 8, 16, 8)
        row.addWidget(self.view)
        row.addWidget(self.which)
        row.addStretch()
        for part in (self.facts, self.open, self.print, self.copies, self.save):
            row.addWidget(part)

    def show_recipients(self, names: Sequence[str]) -> None:
        """One copy for each of them."""
        self.which.set_choices(dict.fromkeys(range(len(names)), "") | dict(enumerate(names)))
        if names and self.which.currentIndex() < 0:
            self.which.setCurrentIndex(0)
        self.which.setVisible(len(names) > 1)
        set_tip(self.which, self.which.currentText())
        self.copies.setVisible(len(names) > 1)
        self.copies.setText(tr("Save {n} copies…", n=len(names)))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.view.retranslate()
        for button, words in ((self.open, ptr("a file, with another program", "Open")),
                              (self.print, tr("Print…")), (self.save, tr("Save as…"))):
            button.setText(words)
        self.open.setToolTip(tr("Open with the system's program for PDF"))
        self.which.setAccessibleName(tr("Copy that is shown"))
