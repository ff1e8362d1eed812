"""What stands above the table: how scores are made, what they are compared with, where they go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.score_sheet import Wish
from incubator_gui.services.score_words import CENTRES
from incubator_gui.services.scores import FrozenRow
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.theme import Theme


class Tools(QWidget):
    """Tells what was wished for; the tab reads again."""

    centre_chosen = Signal(str)
    drafts_chosen = Signal(bool)
    compared = Signal(object)
    help_shown = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.centre = ChoiceBox()
        self.compare = ChoiceBox()
        self.drafts = QCheckBox()
        self.help = IconButton(theme, "circle-question-mark")
        self.help.setCheckable(True)
        self.help.setChecked(True)
        self.export = Button(theme, icon="download", shrinks=True)
        self.print_ = Button(theme, icon="printer", shrinks=True)
        self._frozen: tuple[Sequence[FrozenRow], UUID | None] = ((), None)
        row = QHBoxLayout(self)
        tight(row, 8)
        for widget in (self.centre, self.compare, self.drafts):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.help)
        row.addWidget(self.export)
        row.addWidget(self.print_)
        self.compare.hide()
        self.centre.activated.connect(lambda _at: self.centre_chosen.emit(self.centre.key()))
        self.drafts.toggled.connect(self.drafts_chosen)
        self.help.toggled.connect(self.help_shown)
        self.compare.activated.connect(lambda _at: self.compared.emit(self.compare.key()))

    def set_wish(self, wish: Wish) -> None:
        """Show wishes without telling."""
        self.centre.choose(wish.centre)
        self.drafts.blockSignals(True)
        self.drafts.setChecked(wish.drafts)
        self.drafts.blockSignals(False)

    def show_frozen(self, frozen: Sequence[FrozenRow], then: UUID | None) -> None:
        """The tables to compare with, the newest first."""
        self._frozen = (frozen, then)
        words = current()
        choices: dict[Any, Any] = {None: msg("Scores now")}
        for row in frozen:
            choices[row.table_id] = msg("Beside those frozen {moment}", moment=words.moment(row.made_at, "short"))
        self.compare.set_choices(choices)
        self.compare.choose(then)
        self.compare.setVisible(bool(frozen))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        kept = self.centre.key()
        self.centre.set_choices(dict(CENTRES))
        self.centre.choose(kept or "mean")
        self.centre.setAccessibleName(tr("How the reviews of an application become one score"))
        self.compare.setAccessibleName(tr("Compare with frozen scores"))
        self.drafts.setText(tr("Show begun reviews"))
        self.help.set_name(tr("Explanations"))
        self.export.setText(tr("Export…"))
        self.print_.setText(tr("Print…"))
        self.show_frozen(*self._frozen)
