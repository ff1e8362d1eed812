"""A new company: its name, and what one mostly knows at first."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from incubator_gui.core.messages import text, tr
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.widgets.countries import countries
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.theme import Theme


class NewCompanyDialog(Dialog):
    """`name` and `values` are what was typed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("New company"), tr("Add company"), parent)
        self.name_field = QLineEdit()
        self.name_field.setMaxLength(300)
        self.name_field.setPlaceholderText(tr("In any script; Chinese is recognised"))
        self.add(tr("Name"), self.name_field)
        self.focus = QComboBox()
        self.focus.addItem(tr("not chosen"), None)
        for key, words in FOCUS_AREAS.items():
            self.focus.addItem(text(words), key)
        self.add(tr("Focus area"), self.focus)
        self.country = QComboBox()
        self.country.addItem(tr("not chosen"), None)
        for code, name in countries().items():
            self.country.addItem(text(name), code)
        self.add(tr("Country"), self.country)
        self.city, self.website, self.email = QLineEdit(), QLineEdit(), QLineEdit()
        for label, field in ((tr("City"), self.city), (tr("Website"), self.website), (tr("E-mail"), self.email)):
            self.add(label, field)
        self.name_field.textChanged.connect(lambda: self.main.setEnabled(bool(self.name)))
        self.main.setEnabled(False)
        self.name_field.setFocus()

    @property
    def name(self) -> str:
        """The name."""
        return self.name_field.text().strip()

    @property
    def values(self) -> dict[str, Any]:
        """The other fields, those that were filled in."""
        found = {"focus_area": self.focus.currentData(), "country": self.country.currentData(),
                 "city": self.city.text().strip(), "website": self.website.text().strip(),
                 "email": self.email.text().strip()}
        return {key: value for key, value in found.items() if value}
