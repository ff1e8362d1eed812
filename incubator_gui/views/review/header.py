"""The head of the screen: which call, its phase and until when, whether names are hidden; and which part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, msg, pmsg, text, tr
from incubator_gui.domain.review_words import PHASES
from incubator_gui.services.rounds import RoundRow
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.tag import Tag
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip

PARTS: tuple[tuple[str, Message, str], ...] = (
    ("desk", msg("My reviews"), "clipboard-check"), ("panel", msg("Reviewers"), "users"),
    ("assignment", msg("Assignment"), "split"), ("packages", pmsg("review", "Packages"), "send"),
    ("scores", msg("Scores"), "chart-column"), ("decision", msg("Decision day"), "flag"),
    ("setup", msg("Rubric and phases"), "sliders-horizontal"))
_LEAST_PHASE = 56
"""A phase that has less room is not named: some letters say nothing."""


class Header(QFrame):
    """Two lines: what is worked on, and the parts; a part may put something at the right of the first.

    The parts are segments while their words fit, else one box with the same choices.
    """

    part_chosen = Signal(str)
    call_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[RoundRow, ...] = ()
        self._beside: QWidget | None = None
        column = QVBoxLayout(self)
        tight(column, 8, 16, 8, 16, 8)
        self._first = QHBoxLayout()
        tight(self._first, 12)
        self.title = PlainLabel("", "title")
        self.calls = ChoiceBox()
        self.calls.setMinimumContentsLength(12)
        self.calls.setMinimumWidth(theme.px(120))
        self.calls.activated.connect(lambda _place: self.call_chosen.emit(self.calls.key()))
        self.phase = ElidedLabel("", "caption")
        self.phase.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.blind = Tag(theme, "", "eye-off")
        self._first.addWidget(self.title)
        self._first.addWidget(self.calls)
        self._first.addWidget(self.phase)
        self._first.addWidget(self.blind)
        self._first.addStretch(1)
        column.addLayout(self._first)
        self.parts = SegmentedControl(theme, PARTS, msg("Part of the screen"))
        self.parts.chosen.connect(self._part_chosen)
        self.box = ChoiceBox()
        self.box.setMinimumWidth(theme.px(240))
        self.box.activated.connect(lambda _place: self.parts.choose(self.box.key()))
        self.box.hide()
        self._second = QWidget()
        second = QHBoxLayout(self._second)
        tight(second)
        second.addWidget(self.parts)
        second.addWidget(self.box)
        second.addStretch(1)
        column.addWidget(self._second)
        theme.changed.connect(self._fit)
        self.retranslate()

    @property
    def round(self) -> RoundRow | None:
        """The round of the call that is chosen."""
        return next((row for row in self._rows if row.call_id == self.calls.key()), None)

    def show_rounds(self, rows: Sequence[RoundRow], wanted: UUID | None) -> None:
        """The calls to choose from; the one that was chosen stays, else the wanted one, else the newest under way."""
        self._rows = tuple(rows)
        kept = self.calls.key()
        self.calls.set_choices({row.call_id: row.call for row in rows})
        known = [row.call_id for row in rows]
        if kept not in known:
            under_way = next((row.call_id for row in rows if row.round_id is not None), known[0] if known else None)
            self.calls.choose(wanted if wanted in known else under_way)
        self.calls.setVisible(bool(rows))
        self._second.setVisible(bool(rows))  # without a call there is nothing in any part
        self.show_facts()

    def choose_call(self, call: UUID) -> None:
        """Another call."""
        if call in [row.call_id for row in self._rows]:
            self.calls.choose(call)
            self.show_facts()

    def put_beside(self, widget: QWidget | None) -> None:
        """What the part in front wants at the right of the first line."""
        if self._beside is widget:
            return
        if self._beside is not None:
            self._first.removeWidget(self._beside)
            self._beside.hide()
        self._beside = widget
        if widget is not None:
            self._first.addWidget(widget)
            widget.show()
        self._fit()

    def show_facts(self) -> None:
        """Phase, its end and blindness of the round."""
        row = self.round
        self.phase.setText(_phase(row))
        self.blind.setVisible(row is not None and row.is_blind)
        self._fit()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.title.setText(tr("Review"))
        self.calls.setAccessibleName(tr("Call that is reviewed"))
        self.blind.set(tr("blind: names hidden"), "eye-off")
        set_tip(self.blind, tr("Whoever reviews sees no names and only cleared documents. Those who run the review see "
                               "the names in the other parts."))
        self.parts.retranslate()
        self.box.setAccessibleName(tr("Part of the screen"))
        self.box.set_choices({key: words for key, words, _icon in PARTS})
        self.box.choose(self.parts.key)
        self.show_facts()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Icons only where there is room for them beside the words."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as its parts can be."""
        size = super().minimumSizeHint()
        return QSize(min(size.width(), self._theme.px(560)), size.height())

    def _part_chosen(self, key: str) -> None:
        self.box.choose(key)
        self.part_chosen.emit(key)

    def _fit(self) -> None:
        room = self.width() - self._theme.px(32)
        beside = self._beside.minimumSizeHint().width() + 12 if self._beside is not None else 0
        blind = self.blind.sizeHint().width() + 12 if not self.blind.isHidden() else 0
        taken = self.title.sizeHint().width() + 24 + self.calls.minimumWidth() + blind + beside
        self.phase.setVisible(bool(self.phase.text()) and room - taken >= self._theme.px(_LEAST_PHASE))
        self.parts.show_icons(True)
        if self.parts.sizeHint().width() > room:
            self.parts.show_icons(False)
        whole = self.parts.sizeHint().width() <= room
        shown, other = (self.parts, self.box) if whole else (self.box, self.parts)
        if not other.isHidden():
            here = self.window().focusWidget()
            shown.show()
            if here is not None and (here is other or other.isAncestorOf(here)):
                (self.box if shown is self.box else self.parts.current()).setFocus()
            other.hide()


def _phase(row: RoundRow | None) -> str:
    if row is None:
        return ""
    if row.round_id is None:
        return tr("not set up yet")
    if not row.phase:
        return tr("between the phases")
    name = text(PHASES[row.phase])
    if isinstance(row.until, date):
        return tr("{phase} phase until {day}", phase=name, day=row.until)
    return tr("{phase} phase", phase=name)
