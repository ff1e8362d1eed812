"""The tags of a record: take one off, add one, with those of the house proposed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.styling import Button, hang_popup
from incubator_gui.widgets.theme import Theme


class TagsField(QWidget):
    """Emits the whole list of names that are wanted."""

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: tuple[str, ...] = ()
        self._chips: list[Button] = []
        self._flow = Flow(self)
        self._known = QStringListModel(self)
        self.field = QLineEdit()
        self.field.setMaxLength(80)
        self.field.setProperty("inline", True)
        self.field.setFixedWidth(theme.px(160))
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        hang_popup(completer, self.field).setAccessibleName(tr("Tags of the house"))
        self.field.setCompleter(completer)
        self.field.returnPressed.connect(self._add)
        self._flow.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.retranslate()

    def set_tags(self, names: Sequence[str], known: Sequence[str]) -> None:
        """What hangs on the record, and what could; what is being typed stays."""
        if list(self._known.stringList()) != list(known):
            self._known.setStringList(list(known))
        if tuple(names) != self._names or len(self._chips) != len(names):
            self._names = tuple(names)
            self._build()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.field.setPlaceholderText(tr("Add a tag"))
        self.field.setAccessibleName(tr("Add a tag"))
        self._build()

    def _build(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.field)
        self._chips = []
        for name in self._names:
            chip = Button(self._theme, name if len(name) <= 28 else name[:27] + "…", "x", "chip")
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setAccessibleName(tr("Take off the tag {tag}", tag=name))
            chip.clicked.connect(lambda _=False, name=name: self._remove(name))
            self._flow.addWidget(chip)
            chip.show()
            self._chips.append(chip)
        self._flow.addWidget(self.field)
        self.updateGeometry()

    def _add(self) -> None:
        name = " ".join(self.field.text().split())
        if name and name.casefold() not in {each.casefold() for each in self._names}:
            self.changed.emit((*self._names, name))
        self.field.clear()

    def _remove(self, name: str) -> None:
        self.changed.emit(tuple(each for each in self._names if each != name))
