"""A stay begins; a company leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, ntr, tr
from incubator_gui.domain.programme import months_between
from incubator_gui.domain.residency import AGE_AT_ENTRY, CONDITIONS, EXIT_KINDS, STAY_KINDS, Rule
from incubator_gui.services.records import DocumentRow
from incubator_gui.services.residency_read import ResidencyRow
from incubator_gui.views.companies.stay_words import limit_of
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.day_line import DayLine
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.parse import typed_number


class BeginDialog(Dialog):
    """Resident or affiliate, from when, with which contract; `values` are those of the service."""

    def __init__(self, context: Context, rules: tuple[Rule, ...], founded: date | None, life: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Begin a stay"), tr("Begin the stay"), parent)
        theme, self._rules, self._founded = context.theme, rules, founded
        self.values: dict[str, Any] = {}
        self.kind = ChoiceBox(STAY_KINDS)
        self.kind.choose("affiliate" if life == "affiliate" else "resident")
        self.starts = DayLine(theme, tr("Stay from"), context.clock.today())
        self.contract, self.desks, self.wish = QLineEdit(), QLineEdit(), QLineEdit()
        self.contract.setMaxLength(60)
        self.desks.setMaxLength(4)
        self.desks.setFixedWidth(theme.px(72))
        self.wish.setMaxLength(300)
        self.wish.setPlaceholderText(tr("near the lab, a quiet corner …"))
        self.planned = DayLine(theme, tr("Planned end"))
        for words, field in ((tr("Kind"), self.kind), (tr("Stay from"), self.starts),
                             (tr("Contract no."), self.contract), (tr("Planned end"), self.planned),
                             (tr("Desks in contract"), self.desks), (tr("Wish for the place"), self.wish)):
            self.add(words, field)
        self.hint = PlainLabel("", "label", wrap=True)
        self.hint.set_tone("warning")
        self.body.addWidget(self.hint)
        self.starts.changed.connect(self._warn)
        self._warn()
        self.kind.setFocus()

    def read(self) -> bool:
        """Whether it can be saved; `values` hold it then."""
        try:
            desks = typed_number(self.desks.text())
            if desks is not None and desks != desks.to_integral_value():
                raise IncubatorError(msg("Desks: a number from 0 to {n}.", n=500))
            starts = self.starts.day()
            if starts is None:
                raise IncubatorError(msg("A stay needs the day on which it begins."))
            self.values = {"kind": self.kind.key(), "starts_on": starts, "contract": self.contract.text(),
                           "planned_end": self.planned.day(), "desks": None if desks is None else int(desks),
                           "wish": self.wish.text()}
        except IncubatorError as error:
            self.refused(error)
            return False
        return True

    def _warn(self) -> None:
        """A company that is too old may still come in: the person decides."""
        limit = limit_of(self._rules, AGE_AT_ENTRY)
        try:
            starts = self.starts.day()
        except IncubatorError:
            starts = None
        age = months_between(self._founded, starts) if self._founded and starts else None
        late = limit is not None and age is not None and age > limit
        self.hint.setText(ntr("The company will be {n} month old on that day; the rule allows {limit}.",
                              "The company will be {n} months old on that day; the rule allows {limit}.",
                              int(age or 0), limit=limit or 0) if late else "")
        self.hint.setVisible(late)


class ExitDialog(Dialog):
    """When, why, with which evidence; says how many desks end with it."""

    def __init__(self, context: Context, stay: ResidencyRow, documents: Sequence[DocumentRow],
                 parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Exit of {company}", company=stay.company), tr("Enter the exit"), parent,
                         width=500)
        self._context, self._stay = context, stay
        self.values: dict[str, Any] = {}
        self.kind = ChoiceBox({None: tr("not chosen"), **EXIT_KINDS})
        self.kind.choose(None)
        self.on = DayLine(context.theme, tr("First day without the company"), stay.planned_end or context.clock.today())
        self.condition = ChoiceBox({None: tr("not chosen"), **CONDITIONS})
        self.condition.choose(None)
        self.document = ChoiceBox({None: tr("no document"), **{row.id.hex: row.title for row in documents}})
        self.document.choose(None)
        self._titles = {row.id.hex: row.title for row in documents}
        self.evidence = QLineEdit()
        self.evidence.setMaxLength(2000)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(context.theme.px(72))
        for words, field in ((tr("Leaves on"), self.on), (tr("Kind of exit"), self.kind),
                             (tr("Condition met"), self.condition), (tr("Document on file"), self.document),
                             (tr("Evidence"), self.evidence), (tr("Note"), self.note)):
            self.add(words, field)
        self.release = QCheckBox(tr("Desks and rooms end on that day"))
        self.release.setChecked(True)
        self.count = PlainLabel("", "label", wrap=True)
        self.body.addWidget(self.release)
        self.body.addWidget(self.count)
        self.says = PlainLabel("", "label", wrap=True)
        self.says.set_tone("warning")
        self.body.addWidget(self.says)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)
        self._soon.timeout.connect(self._look)
        self.on.changed.connect(self._soon.start)
        self.kind.activated.connect(self._allow)
        self.document.activated.connect(self._take)
        self.condition.activated.connect(self._allow)
        self.evidence.textChanged.connect(self._allow)
        self._allow()
        self._look()
        self.on.setFocus()

    def read(self) -> bool:
        """Whether it can be saved; `values` hold it then."""
        try:
            on = self.on.day()
            if on is None:
                raise IncubatorError(msg("An exit needs its day."))
        except IncubatorError as error:
            self.refused(error)
            return False
        graduated = self.kind.key() == "graduated"
        self.values = {"on": on, "kind": self.kind.key(), "note": self.note.toPlainText(),
                       "condition": self.condition.key() if graduated else None, "evidence": self.evidence.text(),
                       "release_space": self.release.isChecked()}
        return True

    def _take(self) -> None:
        title = self._titles.get(self.document.key())
        if title and title not in self.evidence.text():
            self.evidence.setText("; ".join(part for part in (self.evidence.text().strip(), title) if part))

    def _allow(self) -> None:
        """A graduate needs the condition and its evidence; every exit its kind."""
        graduated = self.kind.key() == "graduated"
        self.condition.setEnabled(graduated)
        proven = bool(self.condition.key() and self.evidence.text().strip())
        self.main.setEnabled(self.kind.key() is not None and (proven or not graduated))
        self.says.setText("" if self.main.isEnabled() else tr(
            "A graduate needs the condition that was met, and its evidence.") if graduated else
            tr("Choose the kind of exit."))
        self.says.setVisible(not self.main.isEnabled())

    def _look(self) -> None:
        house, stay = self._context.house, self._stay
        try:
            on = self.on.day()
        except IncubatorError:
            on = None
        if on is None:
            self.count.setText("")
            return
        self._context.jobs.read(lambda: house.residency.gives_up(stay.company_id, on), self._count, owner=self,
                                key="places", failed=lambda _error: self.count.setText(""))

    def _count(self, places: int) -> None:
        self.count.setText(ntr("{n} desk or room ends with it.", "{n} desks or rooms end with it.", places) if places
                           else tr("The company has no desk or room after that day."))
