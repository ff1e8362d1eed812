"""The dialog that enrols companies and their people, several at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from incubator_gui.core.messages import ntr, tr
from incubator_gui.domain.folding import fold
from incubator_gui.services.dossiers import CompanyChoice
from incubator_gui.services.person_choices import PersonChoice
from incubator_gui.services.trainings import SeatRow, TrainingRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.pick_list import Pick, PickList


class EnrolDialog(Dialog):
    """Each company with its people below it; "somebody" is a seat whose name comes later."""

    def __init__(self, context: Context, training: TrainingRow, seats: Sequence[SeatRow],
                 companies: Sequence[CompanyChoice], people: Sequence[PersonChoice],
                 parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Enrol in “{title}”", title=training.title), tr("Enrol"), parent, width=480)
        self._context, self._training = context, training
        self.picks = PickList(context.theme, tr("Companies and people"), tr("Find a company or a person"), lines=11)
        taken = {seat.person_id for seat in seats if seat.person_id and seat.state != "cancelled"}
        self.picks.set_rows(list(_picks(companies, people, taken)))
        self.body.addWidget(self.picks, 1)
        self.effect = PlainLabel("", "label", wrap=True)
        self.body.addWidget(self.effect)
        self.picks.changed.connect(self._tell)
        self.submitted.connect(self._send)
        self.picks.setFocus()
        self._tell()

    def _tell(self) -> None:
        number, free = len(self.picks.chosen()), self._training.free
        self.main.setEnabled(number > 0)
        self.main.setText(ntr("Enrol {n}", "Enrol {n}", number) if number else tr("Enrol"))
        waiting = max(0, number - free)
        words = ntr("{n} seat is free.", "{n} seats are free.", free)
        if waiting:
            words += " " + ntr("{n} comes onto the waiting list.", "{n} come onto the waiting list.", waiting)
        self.effect.setText(words)
        self.effect.set_tone("warning" if waiting else "")

    def _send(self) -> None:
        house, id, chosen = self._context.house, self._training.id, self.picks.chosen()
        if not chosen:
            return
        self.busy()
        self._context.jobs.write(lambda: house.trainings.enrol_many(id, chosen), lambda _outcome: self.accept(),
                                 failed=self.refused, owner=self)


def _picks(companies: Sequence[CompanyChoice], people: Sequence[PersonChoice],
           taken: set[UUID]) -> Iterator[Pick]:
    teams: dict[UUID, list[PersonChoice]] = {}
    for person in people:
        for company, _name in person.companies:
            teams.setdefault(company, []).append(person)
    for one in sorted(companies, key=lambda one: fold(one.name)):
        yield Pick((one.id, None), tr("{company} · somebody", company=one.name), one.words)
        for person in teams.get(one.id, ()):
            if person.id not in taken:
                yield Pick((one.id, person.id), f"{one.name} · {person.name}", f"{one.words} {person.words}")
