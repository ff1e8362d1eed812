"""Settings: what is chosen holds at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from incubator_gui.app.dialogs import Dialog
from incubator_gui.core.account import full_name
from incubator_gui.core.languages import LANGUAGES, NAMES
from incubator_gui.core.messages import tr
from incubator_gui.core.settings import (
    BACKUP_FOLDER,
    BACKUP_HOURS,
    LANGUAGE,
    LESS_MOTION,
    PERSON_NAME,
    TEXT_SIZE,
    THEME,
    Setting,
    Settings,
)
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.switch import CheckBox
from incubator_gui.widgets.theme import Theme


class SettingsDialog(Dialog):
    """Language, colours, text size, names, backups."""

    def __init__(self, theme: Theme, settings: Settings, house_name: str,
                 set_house_name: Callable[[str], object], set_language: Callable[[str], object],
                 shortcuts: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._settings, self._set_language, self._set_house_name = settings, set_language, set_house_name
        self._labels: list[tuple[PlainLabel, Callable[[], str], QWidget]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self.body.addStretch()
        self.language = QComboBox()
        self.language.addItem("", "")
        for key in LANGUAGES:
            self.language.addItem(NAMES[key], key)
        self.language.activated.connect(lambda: self._set_language(self.language.currentData()))
        self._row(lambda: tr("Language"), self.language)
        self.colours = QComboBox()
        for key in ("system", "light", "dark", "contrast"):
            self.colours.addItem("", key)
        self.colours.activated.connect(lambda: settings.set(THEME, self.colours.currentData()))
        self._row(lambda: tr("Colours"), self.colours)
        self.percent = QSpinBox()
        self.percent.setRange(80, 200)
        self.percent.setSingleStep(10)
        self.percent.setKeyboardTracking(False)
        self.percent.setSuffix("\u00a0%")
        self.percent.valueChanged.connect(lambda value: settings.set(TEXT_SIZE, value))
        self._row(lambda: tr("Text size"), self.percent)
        self.motion = CheckBox(theme, "")
        self.motion.toggled.connect(lambda on: settings.set(LESS_MOTION, on))
        self._row(lambda: tr("No animations"), self.motion)
        self.house = QLineEdit(house_name)
        self.house.setMaxLength(120)
        self.house.editingFinished.connect(self._house_named)
        self._row(lambda: tr("Name of the house"), self.house)
        self.person = self._line(PERSON_NAME)
        self._row(lambda: tr("Your name"), self.person)
        folder = QWidget()
        inner = QHBoxLayout(folder)
        tight(inner, 8)
        self.folder = self._line(BACKUP_FOLDER)
        self.choose = Button(theme, icon="folder-open")
        self.choose.clicked.connect(self._choose_folder)
        inner.addWidget(self.folder, 1)
        inner.addWidget(self.choose)
        self._row(lambda: tr("Folder of the backups"), folder, self.folder)
        self.hours = QSpinBox()
        self.hours.setRange(0, 168)
        self.hours.valueChanged.connect(lambda value: settings.set(BACKUP_HOURS, value))
        self._row(lambda: tr("Hours between backups"), self.hours)
        for box in (self.percent, self.hours):  # their text begins where that of the other fields begins
            box.lineEdit().setTextMargins(theme.px(4), 0, 0, 0)
        self.shortcuts = self.add_button("", shortcuts)
        self.close_button = self.add_close()
        self._show_values()
        self.retranslate()
        self.resize(theme.px(560), theme.px(420))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setWindowTitle(tr("Settings"))
        for label, words, field in self._labels:
            label.setText(words())
            field.setAccessibleName(words())
        self.language.setItemText(0, tr("As the workstation"))
        names = (tr("As the workstation"), tr("Light"), tr("Dark"), tr("High contrast"))
        for place, name in enumerate(names):
            self.colours.setItemText(place, name)
        self.folder.setPlaceholderText(tr("beside the database"))
        self.person.setPlaceholderText(full_name())
        self.choose.setText(tr("Choose…"))
        self.hours.setSpecialValueText(tr("none by itself"))
        self.shortcuts.setText(tr("Shortcuts…"))
        self.close_button.setText(tr("Close"))

    def _row(self, words: Callable[[], str], widget: QWidget, field: QWidget | None = None) -> None:
        label = PlainLabel("", "muted")
        label.setBuddy(field or widget)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(widget, row, 1)
        self._labels.append((label, words, field or widget))

    def _line(self, setting: Setting[str]) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(500)
        field.editingFinished.connect(lambda: self._settings.set(setting, field.text().strip()))
        return field

    def _house_named(self) -> None:
        if self.house.isModified():
            self.house.setModified(False)
            self._set_house_name(self.house.text().strip())

    def _show_values(self) -> None:
        get = self._settings.get
        values: list[tuple[Any, Any]] = [(self.language, get(LANGUAGE)), (self.colours, get(THEME))]
        for combo, value in values:
            combo.setCurrentIndex(max(0, combo.findData(value)))
        for box, number in ((self.percent, get(TEXT_SIZE)), (self.hours, get(BACKUP_HOURS))):
            box.blockSignals(True)
            box.setValue(number)
            box.blockSignals(False)
        self.motion.setChecked(get(LESS_MOTION))
        self.person.setText(get(PERSON_NAME))
        self.folder.setText(get(BACKUP_FOLDER))

    def _choose_folder(self) -> None:
        dialog = FileDialog(self, tr("Folder of the backups"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        if dialog.exec():
            folder = dialog.selectedFiles()[0]
            self.folder.setText(folder)
            self._settings.set(BACKUP_FOLDER, folder)
