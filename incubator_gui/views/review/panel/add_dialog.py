"""The dialog that makes somebody a reviewer: a person who is known, or a new one by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.folding import fold
from incubator_gui.domain.review_words import TOPIC_LEVELS
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.services.rounds import RoundRow
from incubator_gui.views.review.panel.people_columns import LANGUAGES
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.person_dialog import PersonDialog
from incubator_gui.widgets.pick_list import Pick
from incubator_gui.widgets.switch import CheckBox


class AddReviewerDialog(PersonDialog):
    """Topics, quota and a seat on the panel at once."""

    def __init__(self, context: Context, people: Sequence[tuple[UUID, str, str]], round: RoundRow | None,
                 parent: QWidget | None = None) -> None:
        super().__init__(context, tr("Add reviewer"), tr("Name or e-mail"), parent, width=500)
        self._round = round.round_id if round is not None else None
        self._known: dict[UUID, tuple[UUID, str, str]] = {}
        self._show_people(people, "")
        self.employer = QLineEdit()
        self.employer.setMaxLength(200)
        self.language = ChoiceBox(LANGUAGES)
        self.language.choose("")
        self.add_new(tr("Language"), self.language)
        self.add(tr("Employer"), self.employer)
        self.topics = {area: ChoiceBox(TOPIC_LEVELS) for area in FOCUS_AREAS}
        for area, box in self.topics.items():
            box.choose(0)
            self.add(text(FOCUS_AREAS[area]), box)
        self.quota = self.add_number(msg("Quota"))
        words = tr("Put on the panel of {call}", call=round.call) if round is not None else ""
        self.seat = CheckBox(context.theme, words)
        self.seat.setChecked(True)
        self.seat.setVisible(self._round is not None)
        self.body.addWidget(self.seat)
        self.body.addStretch(0)
        self.people.field.searched.connect(self._search)
        self.submitted.connect(self._send)
        self.begin(620)

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

    def _send(self) -> None:
        if not self.main.isEnabled() or not self.quota.commit():
            return
        house, person = self._context.house, self.person
        quota = self.quota.value()
        values: dict[str, Any] = {"topics": {area: box.key() for area, box in self.topics.items()},
                                  "employer": self.employer.text(), "quota": int(quota) if quota is not None else None}
        if self.new:
            values |= {"full_name": self.name.text(), "email": self.email.text(),
                       "language": self.language.key() or None}
        seat = self._round if self.seat.isChecked() else None
        self.busy()
        self._context.jobs.write(lambda: house.reviewers.add(person, round_id=seat, **values), self.done_,
                                 failed=self.refused, owner=self)
