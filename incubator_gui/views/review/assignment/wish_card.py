"""What to propose: for which applications, how many reviews each, in which way."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from incubator_gui.core.messages import msg, ptr, text, tr
from incubator_gui.domain.vocabulary import OPEN_STATUSES
from incubator_gui.services.assignments_plan import Wish, outlook
from incubator_gui.services.assignments_read import AssignmentSheet
from incubator_gui.services.rounds import MOST_EACH
from incubator_gui.views.review.assignment.words import ABOUT_MODES, MODES
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme

_SCOPES = ("review", "open", "selected")


class WishCard(Card):
    """Remembers what was wished for last; says beforehand whether there is room."""

    propose_asked = Signal()
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._sheet: AssignmentSheet | None = None
        self._busy = False
        self._selected: frozenset[UUID] = frozenset()
        self._asked: tuple[UUID, int] | None = None
        self.scope, self.mode = ChoiceBox(), ChoiceBox(MODES)
        self.each = QSpinBox()
        self.each.setRange(1, MOST_EACH)
        self.keep, self.experts = QCheckBox(), QCheckBox()
        self.keep.setChecked(True)
        self._labels = (PlainLabel("", "label"), PlainLabel("", "label"), PlainLabel("", "label"))
        self.each.lineEdit().setTextMargins(5, 0, 0, 0)
        self.about, self.outlook = PlainLabel("", "label", wrap=True), PlainLabel("", "", wrap=True)
        self.button = Button(theme, icon="wand-sparkles", kind="main")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for line, (label, field) in enumerate(zip(self._labels, (self.scope, self.mode, self.each), strict=True)):
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
        grid.setColumnStretch(1, 1)
        for box in (self.scope, self.mode):
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        inner = QVBoxLayout()
        tight(inner, 8, 12, 12, 12, 12)
        inner.addLayout(grid)
        inner.addWidget(self.about)
        inner.addWidget(self.keep)
        inner.addWidget(self.experts)
        inner.addWidget(self.outlook)
        foot = QHBoxLayout()
        tight(foot, 8)
        foot.addWidget(self.button)
        foot.addStretch()
        inner.addLayout(foot)
        self.body.addLayout(inner)
        self._scopes()
        self.scope.choose("review")
        self.mode.choose("ensure")
        for signal in (self.scope.activated, self.mode.activated, self.each.valueChanged, self.keep.toggled,
                       self.experts.toggled):
            signal.connect(lambda *_what: self._changed())
        self.each.lineEdit().returnPressed.connect(self.propose_asked)
        self.button.clicked.connect(self.propose_asked)
        self.retranslate()

    def wish(self) -> Wish:
        """What is wished for."""
        scope = self.scope.key()
        return Wish(self.mode.key() or "ensure", self.each.value(), self.keep.isChecked(), self.experts.isChecked(),
                    self._selected if scope == "selected" else None, scope == "open")

    def set_sheet(self, sheet: AssignmentSheet) -> None:
        """Other rows; a call shown anew begins with as many reviews as its round asks for."""
        self._sheet = sheet
        if (sheet.call_id, sheet.reviews_each) != self._asked:
            self._asked = sheet.call_id, sheet.reviews_each
            self.each.setValue(max(1, sheet.reviews_each))
        self._scopes()
        self._show()

    def set_selected(self, ids: Collection[UUID]) -> None:
        """Other rows are selected."""
        if frozenset(ids) == self._selected:
            return
        before, self._selected = self.scope.key(), frozenset(ids)
        self._scopes()
        if "selected" in (before, self.scope.key()):
            self._show()

    def set_busy(self, on: bool) -> None:
        """While it is worked out."""
        self._busy = on
        self._show()

    def _scopes(self) -> None:
        rows = self._sheet.rows if self._sheet is not None else ()
        counts = {"review": sum(row.wanted > 0 for row in rows),
                  "open": sum(row.status in OPEN_STATUSES for row in rows), "selected": len(self._selected)}
        words = {"review": msg("In review: {n}", n=counts["review"]), "open": msg("All open: {n}", n=counts["open"]),
                 "selected": msg("Selected: {n}", n=counts["selected"])}
        kept = self.scope.key() or "review"
        if kept == "selected" and not self._selected:
            kept = "review"
        self.scope.set_choices({key: words[key] for key in _SCOPES if key != "selected" or self._selected})
        self.scope.choose(kept)

    def _changed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clears = self.mode.key() == "clear"
        self.each.setEnabled(not clears)
        self.experts.setEnabled(not clears)
        if self._sheet is None:
            return
        seen = outlook(self._sheet, self.wish())
        self.about.setText(text(ABOUT_MODES[self.mode.key() or "ensure"]))
        if clears:
            said, tone = "", ""
        elif not seen.applications and self._sheet.rows:
            said, tone = tr("No application is in a stage of review. Choose “All open”, or move applications there."), \
                "warning"
        elif seen.demand == 0:
            said, tone = tr("Every application has its reviews."), ""
        elif seen.places >= seen.demand:
            said, tone = tr("{demand} reviews are looked for; there is room for {places}.", demand=seen.demand,
                            places=seen.places), ""
        else:
            said, tone = tr("{demand} reviews are looked for, but quotas and conflicts leave room for {places}.",
                            demand=seen.demand, places=seen.places), "warning"
        self.outlook.setText(said)
        self.outlook.setVisible(bool(said) or self._sheet.why_not is not None)
        self.outlook.set_tone(tone)
        why = self._sheet.why_not
        self.button.setEnabled(not self._busy and why is None)
        if why is not None:
            self.outlook.setText(text(why))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.set_words(tr("Proposal"))
        names = (ptr("assignment", "For"), ptr("assignment", "How"), tr("Reviews each"))
        for label, field, words in zip(self._labels, (self.scope, self.mode, self.each), names, strict=True):
            label.setText(words)
            field.setAccessibleName(words)
        self.mode.set_choices(MODES)
        self.keep.setText(tr("Keep what was assigned by hand"))
        self.experts.setText(tr("One expert of the topic each"))
        self.button.setText(tr("Propose"))
        self._scopes()
        self._show()

    def state(self) -> dict[str, Any]:
        """What was wished for last."""
        return {"mode": self.mode.key(), "keep": self.keep.isChecked(), "experts": self.experts.isChecked(),
                "scope": self.scope.key() if self.scope.key() != "selected" else "review"}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        if state.get("mode") in MODES:
            self.mode.choose(state["mode"])
        if state.get("scope") in ("review", "open"):
            self.scope.choose(state["scope"])
        self.keep.setChecked(bool(state.get("keep", True)))
        self.experts.setChecked(bool(state.get("experts", False)))
        self._show()
