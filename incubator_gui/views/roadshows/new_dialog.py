"""A new roadshow: its name, and what one mostly knows at first."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from incubator_gui.core.languages import LANGUAGES, NAMES, current
from incubator_gui.core.messages import text, tr
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.service_words import AUDIENCES
from incubator_gui.widgets.date_button import DateButton
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.parse import typed_day
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


class NewRoadshowDialog(Dialog):
    """`values` is what was typed; raises Refused for what cannot be stored."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("New roadshow"), tr("Add roadshow"), parent)
        self.name_field, self.day_field, self.begins, self.ends, self.place = (QLineEdit() for _ in range(5))
        self.audience = QLineEdit()
        self.name_field.setMaxLength(200)
        self.day_field.setPlaceholderText("2027-05-27")
        self.begins.setPlaceholderText("13:30")
        self.ends.setPlaceholderText("17:30")
        self.calendar = DateButton(theme, compact=True)
        self.calendar.set_name(tr("Choose a day: {name}", name=tr("Held on")))
        self.calendar.picked.connect(lambda day: self.day_field.setText(current().day(day) if day else ""))
        when = QWidget()
        row = QHBoxLayout(when)
        tight(row, 4)
        row.addWidget(self.day_field, 1)
        row.addWidget(self.calendar)
        when.setFocusProxy(self.day_field)
        self.day_field.setAccessibleName(tr("Held on"))
        self.language = QComboBox()
        for key in LANGUAGES:
            self.language.addItem(NAMES[key], key)
        self.language.setCurrentIndex(self.language.findData(current().language))
        self.profile = QComboBox()
        for key, words in AUDIENCES.items():
            self.profile.addItem(text(words), key)
        for label, widget in ((tr("Roadshow"), self.name_field), (tr("Held on"), when), (tr("Begins at"), self.begins),
                              (tr("Ends at"), self.ends), (tr("Place"), self.place), (tr("Audience"), self.audience),
                              (tr("Pack for"), self.profile), (tr("Language"), self.language)):
            self.add(label, widget)
        self.name_field.textChanged.connect(lambda: self.main.setEnabled(bool(self.name_field.text().strip())))
        self.main.setEnabled(False)
        self.name_field.setFocus()

    def values(self) -> dict[str, Any]:
        """All fields, checked; those that were left empty are left out."""
        day = typed_day(self.day_field.text())
        found = {"name": self.name_field.text().strip(), "held_on": day, "starts_at": self.begins.text().strip(),
                 "ends_at": self.ends.text().strip(), "place": self.place.text().strip(),
                 "audience": self.audience.text().strip(), "profile": self.profile.currentData()}
        cleaned = {key: clean(field("roadshow", key), value) for key, value in found.items() if value}
        return {**cleaned, "language": self.language.currentData()}
