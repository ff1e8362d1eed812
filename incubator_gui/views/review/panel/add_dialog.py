"""The dialog that makes somebody a reviewer: a person who is known, or a new one by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.messages import msg, ptr, text, tr
from incubator_gui.domain.folding import fold
from incubator_gui.domain.review_words import TOPIC_LEVELS
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.services.rounds import RoundRow
from incubator_gui.views.review.panel.people_columns import LANGUAGES
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.pick_list import Pick, PickList
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import set_property
from incubator_gui.widgets.switch import CheckBox


class AddReviewerDialog(Dialog):
    """Search among all people first; the other half is for somebody nobody knows yet."""

    def __init__(self, context: Context, people: Sequence[tuple[UUID, str, str]], round: RoundRow | None,
                 parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Add reviewer"), tr("Add reviewer"), parent, width=500)
        self._context = context
        self._round = round.round_id if round is not None else None
        self.added: UUID | None = None
        theme = context.theme
        self.which = SegmentedControl(theme, (("known", msg("Somebody known"), ""), ("new", msg("Somebody new"), "")),
                                      msg("Who"))
        self.body.insertWidget(0, self.which)
        self.people = PickList(theme, tr("People"), tr("Name or e-mail"), single=True, lines=6)
        self._known: dict[UUID, tuple[UUID, str, str]] = {}
        self._show_people(people, "")
        self.body.insertWidget(1, self.people, 1)
        self.name, self.email, self.employer = QLineEdit(), QLineEdit(), QLineEdit()
        for field, most in ((self.name, 200), (self.email, 254), (self.employer, 200)):
            field.setMaxLength(most)
        self.language = ChoiceBox(LANGUAGES)
        self.language.choose("")
        self.quota = InlineField(theme, "number", msg("Quota"))
        set_property(self.quota.editor, "inline", False)
        self.quota.committed.connect(lambda _value: self.quota.saved())
        self.add(ptr("person", "Name"), self.name)
        self.add(tr("E-mail"), self.email)
        self.add(tr("Language"), self.language)
        self.add(tr("Employer"), self.employer)
        self.topics = {area: ChoiceBox(TOPIC_LEVELS) for area in FOCUS_AREAS}
        for area, box in self.topics.items():
            box.choose(0)
            self.add(text(FOCUS_AREAS[area]), box)
        self.add(tr("Quota"), self.quota)
        self.seat = CheckBox(theme, tr("Put on the panel of {call}", call=round.call) if round is not None else "")
        self.seat.setChecked(True)
        self.seat.setVisible(self._round is not None)
        self.body.addWidget(self.seat)
        self.body.addStretch(0)
        self.which.chosen.connect(lambda _key: self._turn())
        self.people.changed.connect(self._tell)
        self.people.field.searched.connect(self._search)
        self.name.textChanged.connect(self._tell)
        self.people.list.itemDoubleClicked.connect(lambda _item: self.submitted.emit())
        self.submitted.connect(self._send)
        self.setMinimumHeight(theme.px(620))
        self._turn()

    def _show_people(self, people: Sequence[tuple[UUID, str, str]], words: str) -> None:
        """What was searched for counts among the words of what was found: it may be a name that is not shown.

        Whoever is chosen stays, also when another search does not find them.
        """
        chosen = [self._known[id] for id in self.people.chosen() if id not in {one[0] for one in people}]
        people = [*chosen, *people]
        self._known = {one[0]: one for one in people}
        self.people.set_rows([Pick(id, f"{name} · {email}" if email else name, fold(f"{name} {email} {words}"))
                              for id, name, email in people])

    def _search(self, words: str) -> None:
        """Among all people, of whom the list holds only the first ones."""
        house = self._context.house
        self._context.jobs.read(lambda: house.reviewers.candidates(words),
                                lambda found: self._show_people(found, words) if found else None,
                                failed=self.refused, owner=self, key="people")

    def _turn(self) -> None:
        new = self.which.key == "new"
        self.people.setVisible(not new)
        for field in (self.name, self.email, self.language):
            field.setVisible(new)
            label = self.rows.itemAtPosition(self.rows.getItemPosition(self.rows.indexOf(field))[0], 0)  # type: ignore[index]
            if label is not None and (widget := label.widget()) is not None:
                widget.setVisible(new)
        (self.name if new else self.people).setFocus()
        self._tell()

    def _tell(self) -> None:
        self.main.setEnabled(bool(self.name.text().strip()) if self.which.key == "new"
                             else bool(self.people.chosen()))

    def _send(self) -> None:
        if not self.main.isEnabled() or not self.quota.commit():
            return
        house, new = self._context.house, self.which.key == "new"
        person = None if new else self.people.chosen()[0]
        quota = self.quota.value()
        values: dict[str, Any] = {"topics": {area: box.key() for area, box in self.topics.items()},
                                  "employer": self.employer.text(), "quota": int(quota) if quota is not None else None}
        if new:
            values |= {"full_name": self.name.text(), "email": self.email.text(),
                       "language": self.language.key() or None}
        seat = self._round if self.seat.isChecked() else None
        self.busy()
        self._context.jobs.write(lambda: house.reviewers.add(person, round_id=seat, **values), self._done,
                                 failed=self.refused, owner=self)

    def _done(self, outcome: Any) -> None:
        self.added = outcome.value
        self.accept()
