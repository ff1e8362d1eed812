"""Title and kind of a document."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from incubator_gui.core.messages import text, tr
from incubator_gui.domain.vocabulary import DOCUMENT_KINDS
from incubator_gui.services.records import DocumentRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog


class DocumentDialog(Dialog):
    """Saves by itself."""

    def __init__(self, context: Context, row: DocumentRow, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Document"), tr("Save"), parent)
        self._context, self._id = context, row.id
        self.title = QLineEdit(row.title)
        self.title.setMaxLength(300)
        self.title.selectAll()
        self.kind = QComboBox()
        for key, label in DOCUMENT_KINDS.items():
            self.kind.addItem(text(label), key)
        self.kind.setCurrentIndex(self.kind.findData(row.kind))
        self.add(tr("Title"), self.title)
        self.add(tr("Kind"), self.kind)
        self.submitted.connect(self._save)
        self.title.setFocus()

    def _save(self) -> None:
        house, id = self._context.house, self._id
        title, kind = self.title.text(), str(self.kind.currentData())
        self.busy()
        self._context.jobs.write(lambda: house.records.edit_document(id, title=title, kind=kind),
                                 lambda _changes: self.accept(), failed=self.refused, owner=self)
