"""What a blind reviewer gets of each document: as it is, another file, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, tr
from incubator_gui.services.redaction import Clearance
from incubator_gui.widgets.dropped_file import dropped
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme

_CHOICES: tuple[tuple[str, Message, str], ...] = (
    ("", pmsg("document", "Open"), ""), ("clear", msg("As it is"), ""), ("replaced", msg("Another file…"), ""),
    ("withheld", msg("Withheld"), ""))


class BlindDocuments(QWidget):
    """`decided` carries the document and a key of CLEARANCES, `replaced` the document and a file."""

    decided = Signal(object, str)
    replaced = Signal(object, object)
    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lines: list[DocumentLine] = []
        self._documents: tuple[Clearance, ...] = ()
        self._head = PlainLabel("", "header")
        self._column = QVBoxLayout(self)
        tight(self._column, 8, 12, 8, 12, 12)
        self._column.addWidget(self._head)

    def show_documents(self, documents: Sequence[Clearance]) -> None:
        """The documents of an application."""
        self._documents = tuple(documents)
        while len(self.lines) < len(documents):
            made = DocumentLine(self._theme)
            made.decided.connect(self.decided)
            made.replaced.connect(self.replaced)
            made.opened.connect(self.opened)
            self._column.addWidget(made)
            self.lines.append(made)
        while len(self.lines) > len(documents):
            gone = self.lines.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for shown, document in zip(self.lines, documents, strict=True):
            shown.show_document(document)
        self.setVisible(bool(documents))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._head.setText(tr("What reviewers get of the documents"))
        for shown in self.lines:
            shown.retranslate()


class DocumentLine(QFrame):
    """One document; a file may be dropped on it, which takes its place."""

    decided = Signal(object, str)
    replaced = Signal(object, object)
    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.document: Clearance | None = None
        self.dialog: QFileDialog | None = None
        self.setAcceptDrops(True)
        self.open = Button(theme, kind="link", shrinks=True)
        self._facts = ElidedLabel("", "label")
        self.choice = SegmentedControl(theme, _CHOICES, "")
        row = QHBoxLayout(self)
        tight(row, 12)
        row.addWidget(self.open, 2)
        row.addWidget(self._facts, 1)
        row.addWidget(self.choice)
        self.open.clicked.connect(lambda: self.opened.emit(self.document.document_id) if self.document else None)
        self.choice.chosen.connect(self._choose)

    def show_document(self, document: Clearance) -> None:
        """Another document, or the same decided."""
        self.document = document
        self.choice.blockSignals(True)
        self.choice.choose(document.state)
        self.choice.blockSignals(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        document = self.document
        if document is None:
            return
        title = document.title or document.file_name
        self.open.setText(title)
        self.choice._name = tr("What reviewers get of “{document}”", document=title)
        self.choice.retranslate()
        facts = [current().size(document.size)]
        if document.replacement:
            facts.append(tr("in its place: {document}", document=document.replacement))
        self._facts.setText(" · ".join(facts))

    def _choose(self, key: str) -> None:
        document = self.document
        if document is None:
            return
        if key == "replaced" and document.replacement_id is None:
            self.ask_file()
        else:
            self.decided.emit(document.document_id, key)

    def ask_file(self) -> None:
        """Which file takes its place?"""
        document = self.document
        if document is None:
            return
        id = document.document_id
        dialog = FileDialog(self, tr("The file that takes its place"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self.replaced.emit(id, Path(file)))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A file is welcome."""
        event.setAccepted(dropped(event) is not None)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """It takes the place of the document."""
        path = dropped(event)
        if path is not None and self.document is not None:
            self.replaced.emit(self.document.document_id, path)
            event.acceptProposedAction()

    def _closed(self) -> None:
        """Without a file, what was decided stays."""
        self.dialog = None
        if self.document is not None:
            self.show_document(self.document)


