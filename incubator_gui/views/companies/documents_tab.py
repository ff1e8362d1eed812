"""Documents of a company and of its applications: dropped in, opened, renamed, saved elsewhere, removed."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ptr, text, tr
from incubator_gui.domain.vocabulary import DOCUMENT_KINDS
from incubator_gui.services.records import DocumentRow
from incubator_gui.views.companies.parts import row_of
from incubator_gui.views.companies.plain_table import PlainTable
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.documents import PDF, DocumentsPart, day_of
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight


class DocumentsTab(DocumentsPart):
    """Enter opens one."""

    kind = "company"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self._card = Card(theme)
        self.table = PlainTable(theme, (msg("Title"), msg("Kind"), msg("File"), msg("Size"), msg("Added on"),
                                        msg("Added by")), right=(3,))
        self.table.opened.connect(lambda _id: self.see_or_open())
        self.table.itemSelectionChanged.connect(self._allow)
        self._hint = PlainLabel("", "muted")
        self._hint.setContentsMargins(12, 12, 12, 12)
        self.add, self._see_button = Button(theme, icon="file-plus"), Button(theme, icon="eye")
        self._open_button = Button(theme, icon="external-link")
        self._save_button, self._rename = Button(theme, icon="download"), Button(theme, icon="pencil")
        self._remove = Button(theme, icon="trash-2")
        row = row_of(self.add, self._see_button, self._open_button, self._save_button, self._rename, self._remove)
        row.setContentsMargins(12, 8, 12, 8)
        row.addStretch()
        self._card.body.addWidget(self._hint)
        self._card.body.addWidget(self.table, 1)
        self._card.body.addLayout(row)
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        column.addWidget(self._card)
        for button, run in ((self.add, self.ask_files), (self._see_button, self.see), (self._open_button, self.open),
                            (self._save_button, self.save), (self._rename, self.rename),
                            (self._remove, self.remove)):
            button.clicked.connect(lambda _=False, run=run: run())
        self.retranslate()

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        self.owner, self.documents = stock.id, stock.documents
        line, speak = self.table.currentRow(), current()
        self.table.show_rows([
            (row.id, (row.title, text(DOCUMENT_KINDS.get(row.kind, row.kind)), row.file_name, speak.size(row.size),
                      speak.day(day_of(row)), row.added_by)) for row in stock.documents])
        self.table.setVisible(bool(stock.documents))
        self._hint.setVisible(not stock.documents)
        if 0 <= line < len(self.documents):
            self.table.selectRow(line)
        self._allow()

    def chosen(self) -> DocumentRow | None:
        """The selected document."""
        lines = self.table.selectionModel().selectedRows()
        return self.documents[lines[0].row()] if lines and lines[0].row() < len(self.documents) else None

    def reveal(self, id: UUID) -> None:
        """Select a document."""
        for line, row in enumerate(self.documents):
            if row.id == id:
                self.table.selectRow(line)
                self.table.setFocus()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._card.set_words(tr("Documents"), tr("also those of its applications"))
        self._hint.setText(tr("No documents yet. Drop files here, or add them."))
        for button, words in ((self.add, tr("Add documents…")), (self._see_button, tr("View here")),
                              (self._open_button, ptr("verb", "Open")),
                              (self._save_button, tr("Save as…")), (self._rename, tr("Rename…")),
                              (self._remove, tr("Remove"))):
            button.setText(words)
        self.table.retranslate(tr("Documents"))

    def _allow(self) -> None:
        on = self.chosen() is not None
        for button in (self._open_button, self._save_button, self._rename, self._remove):
            button.setEnabled(on)
        row = self.chosen()
        self._see_button.setEnabled(row is not None and row.media_type == PDF)
