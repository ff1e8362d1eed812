"""For which call the applications are: one that is there, or a new name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from incubator_gui.core.messages import ntr, tr
from incubator_gui.services.calls import CallRow
from incubator_gui.views.importing.choices import CalmCombo


class CallField(CalmCombo):
    """A list of calls into which a new name can be typed."""

    named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._calls: tuple[CallRow, ...] = ()
        self._told = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(500)
        self._wait.timeout.connect(self._tell)
        self.activated.connect(self._tell)
        field = self._line()
        field.setMaxLength(120)
        field.textEdited.connect(lambda _words: self._wait.start())
        field.editingFinished.connect(self._tell)

    def set_calls(self, calls: Sequence[CallRow]) -> None:
        """The calls there are; what is typed stays."""
        blocker = QSignalBlocker(self)
        words = self.currentText()
        self._calls = tuple(calls)
        self.clear()
        self.addItems([call.name for call in calls])
        self.setEditText(words)
        blocker.unblock()

    def show_name(self, name: str) -> None:
        """Show a name without telling anyone."""
        self._told = name
        if self.currentText().strip() != name:
            blocker = QSignalBlocker(self)
            self.setEditText(name)
            blocker.unblock()

    def is_new(self) -> bool:
        """Whether the name is that of a call that is not there yet."""
        name = self.currentText().strip().casefold()
        return bool(name) and all(call.name.casefold() != name for call in self._calls)

    def note(self) -> str:
        """Whether the call is new, or how many applications it has."""
        name = self.currentText().strip()
        if not name:
            return tr("Choose a call, or type the name of a new one.")
        call = next((one for one in self._calls if one.name.casefold() == name.casefold()), None)
        if call is None:
            return tr("A new call; it is made with the import.")
        return ntr("{n} application so far", "{n} applications so far", call.applications)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(call_word())
        self._line().setAccessibleName(call_word())
        self._line().setPlaceholderText(tr("Name of the call"))

    def _line(self) -> QLineEdit:
        field = self.lineEdit()
        assert field is not None
        return field

    def _tell(self) -> None:
        self._wait.stop()
        name = self.currentText().strip()
        if name != self._told:
            self._told = name
            self.named.emit(name)


def call_word() -> str:
    """The word for the field."""
    return tr("Call of the applications")
