"""The button that chooses the language."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.core.languages import LANGUAGES, NAMES, current
from incubator_gui.core.messages import tr
from incubator_gui.widgets.styling import MenuButton, set_property
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip

_SHORT = {"en": "EN", "de": "DE", "zh": "中文"}


class LanguageButton(MenuButton):
    """The present language in short; its menu has all of them, each in its own words."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon="globe", parent=parent)
        self.clicked.connect(self._choose)

    def shorten(self, on: bool) -> None:
        """The icon alone where there is little room."""
        self.setText("" if on else _SHORT[current().language])
        set_property(self, "opens", not on)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setText(_SHORT[current().language])
        words = tr("Language: {name}", name=NAMES[current().language])
        self.setAccessibleName(words)
        set_tip(self, words)

    def _choose(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for key in LANGUAGES:
            action = menu.addAction(NAMES[key])
            action.setCheckable(True)
            action.setChecked(key == current().language)
            action.triggered.connect(lambda _=False, key=key: self.picked.emit(key))
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
