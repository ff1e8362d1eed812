"""What a person may ask for: a file with everything held about them, and to be forgotten."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.files import write_whole
from incubator_gui.core.messages import msg, tr
from incubator_gui.services.companies import PersonRow
from incubator_gui.services.people import PeopleService
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel


def save_dossier(context: Context, person: UUID, path: Path, owner: QWidget) -> None:
    """Write everything held about a person to a JSON file."""
    people = PeopleService(context.house.database)

    def work() -> None:
        held = people.dossier(person)
        write_whole(path, json.dumps(held, ensure_ascii=False, indent=2).encode("utf-8"))

    context.jobs.run(work, lambda _none: context.shell.say(msg("Saved as {path}", path=str(path))), owner=owner,
                     title=msg("Collecting what is held about a person"))


class EraseDialog(Dialog):
    """Erasing cannot be undone: the name has to be typed."""

    def __init__(self, context: Context, person: PersonRow, parent: QWidget) -> None:
        super().__init__(context.theme, tr("Erase personal data"), tr("Erase for good"), parent)
        self._context, self._id, self._name = context, person.id, person.name.strip()
        self.body.insertWidget(0, PlainLabel(tr(
            "Name, contacts, notes and documents of {name} are erased, in the history too. A stub without a name stays"
            " for the statistics. This cannot be undone.", name=person.name), wrap=True))
        self.field = QLineEdit()
        self.add(tr("Type the name to confirm"), self.field)
        self.field.textChanged.connect(self._typed)
        self.submitted.connect(self._erase)
        self._typed()
        self.field.setFocus()

    def _typed(self) -> None:
        self.main.setEnabled(self.field.text().strip() == self._name)

    def _erase(self) -> None:
        people, id = PeopleService(self._context.house.database), self._id
        self.busy()
        self._context.jobs.write(lambda: people.anonymise(id), lambda _c: self.accept(), failed=self.refused,
                                 owner=self)


def ask_erase(context: Context, person: PersonRow, parent: QWidget) -> EraseDialog:
    """Open the dialog."""
    dialog = EraseDialog(context, person, parent.window())
    dialog.open()
    return dialog
