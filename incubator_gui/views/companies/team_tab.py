"""The people of a company: role, title, contacts edited in place; added, moved, taken off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ptr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import LINK, PERSON, Field
from incubator_gui.domain.vocabulary import PERSON_ROLES
from incubator_gui.services.companies import PersonRow
from incubator_gui.services.people import PeopleService
from incubator_gui.views.companies.parts import Rows, row_of
from incubator_gui.views.companies.person_data import ask_erase, save_dossier
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.views.companies.words import person_name
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.initials import InitialsBadge
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.record_fields import RecordFields
from incubator_gui.widgets.styling import Button, IconButton, tight


class PersonCard(Card):
    """One person of the team."""

    def __init__(self, context: Context, person: PersonRow) -> None:
        super().__init__(context.theme)
        self._context, self.person = context, person
        self.fields = RecordFields(context, PERSON, self._save("person"), self)
        self.link = RecordFields(context, LINK, self._save("company_person"), self)
        self.up, self.down = IconButton(context.theme, "chevron-up"), IconButton(context.theme, "chevron-down")
        self.more = IconButton(context.theme, "ellipsis")
        self._badge = InitialsBadge(person.name, 24)
        for tool in (self._badge, self.up, self.down, self.more):
            self.add_tool(tool)
        self.more.clicked.connect(self.open_menu)
        self._left, self._right = Rows(context.theme, 120), Rows(context.theme, 120)
        for declared in PERSON:
            side = self._right if declared.key == "about" else self._left
            side.add(declared.label, self.fields.fields[declared.key])
        for declared in LINK:
            self._right.add(declared.label, self.link.fields[declared.key])
        self._right.finish()
        self._left.finish()
        row = QHBoxLayout()
        row.addWidget(self._left, 1)
        row.addWidget(self._right, 1)
        self.body.addLayout(row)
        self._erased = PlainLabel("", "muted", wrap=True)
        self._erased.setContentsMargins(12, 8, 12, 8)
        self.body.addWidget(self._erased)
        self.show_person(person)

    def show_person(self, person: PersonRow) -> None:
        """The same person, perhaps changed."""
        self.person = person
        self.fields.show(person.id, {"full_name": person.name, "chinese_name": person.chinese_name,
                                     "email": person.email, "phone": person.phone, "about": person.about})
        self.link.show(person.link_id, {"role": person.role, "title": person.title, "is_contact": person.is_contact})
        self._badge.set_name(person.name)
        for field in self.fields.fields.values():
            field.set_read_only(person.erased)
        self._left.setVisible(not person.erased)
        self._right.setVisible(not person.erased)
        self._erased.setVisible(person.erased)
        self.retranslate()

    def commit(self) -> bool:
        """Save what is being typed."""
        right = [self.fields.commit(), self.link.commit()]
        return all(right)

    def open_menu(self) -> QMenu:
        """What can be done with the person."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("Everything held about this person…"), self._choose_file)
        menu.addAction(tr("Take off the team"), self.take_off)
        menu.addSeparator()
        erase = menu.addAction(tr("Erase personal data…"), lambda: ask_erase(self._context, self.person, self))
        erase.setEnabled(not self.person.erased)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        return menu

    def take_off(self) -> None:
        """The person stays known; undo brings the place back."""
        house, link = self._context.house, self.person.link_id
        self._context.jobs.write(lambda: house.companies.remove_person(link), owner=self)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        person = self.person
        role = text(PERSON_ROLES.get(person.role, person.role))
        name = person_name(person.name, person.chinese_name) or tr("(erased)")
        self.set_words(name, current().joined(dict.fromkeys((role, person.title))))
        self.up.set_name(tr("Move {name} up", name=name))
        self.down.set_name(tr("Move {name} down", name=name))
        self.more.set_name(tr("More about {name}", name=name))
        self._erased.setText(tr("The personal data of this person were erased; the place in the team is kept."))
        for part in (self._left, self._right, self.fields, self.link):
            part.retranslate()

    def _choose_file(self) -> None:
        dialog = FileDialog(self, tr("Everything held about this person"), "", "JSON (*.json)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile("person.json")
        dialog.fileSelected.connect(lambda name: save_dossier(self._context, self.person.id, Path(name), self))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, table: str) -> Callable[[Field, Any, Any], Callable[[], Changes]]:
        def make(declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
            house = self._context.house
            id = self.person.id if table == "person" else self.person.link_id
            if declared.key == "is_contact":
                seen = bool(seen)
            return lambda: house.editing.set_field(table, id, declared.key, value, seen)

        return make


class TeamTab(QWidget):
    """`place_asked` asks the page to bring a card into view."""

    place_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._stock: CompanyStock | None = None
        self.cards: dict[UUID, PersonCard] = {}
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        self._new = Card(context.theme)
        self.name, self.role, self.email = QLineEdit(), QComboBox(), QLineEdit()
        self.add = Button(context.theme, icon="user-plus")
        row = row_of(self.name, self.role, self.email, self.add)
        row.setContentsMargins(12, 12, 12, 12)
        row.addStretch()
        self._new.body.addLayout(row)
        self._wrong = PlainLabel("", "label", wrap=True)
        self._wrong.set_tone("error")
        self._wrong.setContentsMargins(12, 0, 12, 8)
        self._wrong.hide()
        self._new.body.addWidget(self._wrong)
        column.addWidget(self._new)
        self._nobody = PlainLabel("", "muted")
        column.addWidget(self._nobody)
        self._column = QVBoxLayout()
        tight(self._column, 16)
        column.addLayout(self._column)
        column.addStretch()
        self.name.setMaxLength(200)
        self.email.setMaxLength(254)
        self.add.clicked.connect(self._add)
        for field in (self.name, self.email):
            field.returnPressed.connect(self._add)
        self.retranslate()

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed; cards that stay keep what is typed."""
        people = {person.link_id: person for person in stock.sheet.people}
        for link in [link for link in self.cards if link not in people]:
            card = self.cards.pop(link)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._stock = stock
        for place, person in enumerate(stock.sheet.people):
            card = self.cards.get(person.link_id) or self._card(person)
            card.show_person(person)
            if self._column.indexOf(card) != place:
                self._column.removeWidget(card)
                self._column.insertWidget(place, card)
            card.up.setEnabled(place > 0)
            card.down.setEnabled(place < len(people) - 1)
        self._nobody.setVisible(not people)

    def reveal(self, person: UUID) -> None:
        """Bring a person into view and put the keyboard there."""
        for card in self.cards.values():
            if card.person.id == person:
                QTimer.singleShot(0, card, lambda card=card: self.place_asked.emit(card))
                card.fields.fields["full_name"].setFocus()
                return

    def commit(self) -> bool:
        """Save what is being typed."""
        right = [card.commit() for card in self.cards.values()]
        return all(right)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._new.set_words(tr("Add somebody"))
        for field, words in ((self.name, ptr("person", "Name")), (self.email, tr("E-mail"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        chosen = self.role.currentData() or "founder"
        self.role.clear()
        for key, label in PERSON_ROLES.items():
            self.role.addItem(text(label), key)
        self.role.setCurrentIndex(self.role.findData(chosen))
        self.role.setAccessibleName(tr("Role"))
        self.add.setText(tr("Add person"))
        self._nobody.setText(tr("Nobody is listed yet."))
        for card in self.cards.values():
            card.retranslate()

    def _card(self, person: PersonRow) -> PersonCard:
        card = PersonCard(self._context, person)
        card.up.clicked.connect(lambda: self._move(person.link_id, -1))
        card.down.clicked.connect(lambda: self._move(person.link_id, 1))
        self.cards[person.link_id] = card
        return card

    def _move(self, link: UUID, step: int) -> None:
        if self._stock is None:
            return
        place = [person.link_id for person in self._stock.sheet.people].index(link) + step
        people = PeopleService(self._context.house.database)
        self._context.jobs.write(lambda: people.place(link, place), owner=self)

    def _add(self) -> None:
        if self._stock is None:
            return
        house, company = self._context.house, self._stock.id
        name, role, email = self.name.text(), str(self.role.currentData()), self.email.text()

        def done(_outcome: object) -> None:
            self._wrong.hide()
            self.name.clear()
            self.email.clear()
            self.name.setFocus()

        def failed(error: IncubatorError) -> None:
            self._wrong.setText(text(error.message))
            self._wrong.show()

        self._context.jobs.write(lambda: house.companies.add_person(company, name, role, email=email), done,
                                 failed=failed, owner=self, title=msg("Adding a person"))


