"""The deck of one company: chosen among its documents, attached, looked at, looked through."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, text, tr
from incubator_gui.domain.vocabulary import DOCUMENT_KINDS
from incubator_gui.services.pack_check import DeckReport
from incubator_gui.services.records import DocumentRow
from incubator_gui.services.roadshow_rows import EntryRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.lines_delegate import LinesDelegate
from incubator_gui.widgets.outgoing import harmless, open_copy
from incubator_gui.widgets.pdf_dialog import PdfDialog
from incubator_gui.widgets.styling import Button, set_property, tight

_PDF = "application/pdf"


class DeckTab(QWidget):
    """`attach_asked` carries a file for this company."""

    attach_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self._entry: EntryRow | None = None
        self._rows: Sequence[DocumentRow] = ()
        self._found: DeckReport | None = None
        self._looked: UUID | None = None
        self.dialog: QFileDialog | PdfDialog | None = None
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        tight(column, 8, 16, 12, 16, 12)
        self._intro = PlainLabel("", "label", wrap=True)
        column.addWidget(self._intro)
        self.list = QListWidget()
        self.list.setProperty("noRing", True)
        self.list.setItemDelegate(LinesDelegate(theme, self.list))
        self.list.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.list.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self.choose())
        self.list.itemSelectionChanged.connect(self._allow)
        column.addWidget(self.list, 1)
        self.findings = PlainLabel("", wrap=True)
        column.addWidget(self.findings)
        tools = Flow(gap=8)
        self.use, self.see = Button(theme, icon="check"), Button(theme, icon="eye")
        self.attach, self.none = Button(theme, icon="file-plus"), Button(theme, icon="x")
        for button, run in ((self.use, self.choose), (self.see, self.view), (self.attach, self.ask_file),
                            (self.none, self.drop_deck)):
            button.clicked.connect(lambda _=False, run=run: run())
            tools.addWidget(button)
        column.addLayout(tools)
        self.retranslate()

    def show_entry(self, entry: EntryRow | None) -> None:
        """Another company, or the same one changed; reads its documents."""
        before, self._entry = self._entry, entry
        if entry is None:
            return
        if before is None or before.id != entry.id or before.document_id != entry.document_id:
            self._found, self._looked = None, None
        house, company = self._context.house, entry.company_id
        self._context.jobs.read(lambda: house.roadshows.documents(company), self._show, owner=self, key="documents")
        if self.isVisible():
            self.look_through()

    def look_through(self) -> None:
        """Find out what is in the deck that is chosen, once."""
        entry, house = self._entry, self._context.house
        if entry is None or entry.document_id is None or self._looked == entry.document_id:
            self._tell()
            return
        self._looked, id, document = entry.document_id, entry.id, entry.document_id
        self._context.jobs.run(lambda: house.packs.look_through(id, document), self._looked_through,
                               failed=lambda _error: None, owner=self, title=msg("Looking through a deck"), key="look")
        self._tell()

    def current(self) -> DocumentRow | None:
        """The document selected in the list, else the deck that is shown."""
        items = self.list.selectedItems()
        key = items[0].data(Qt.ItemDataRole.UserRole) if items else ""
        chosen = self._entry.document_id if self._entry is not None else None
        return next((row for row in self._rows if row.id.hex == key),
                    next((row for row in self._rows if row.id == chosen), None))

    def choose(self) -> None:
        """Show the selected document as the deck."""
        row, entry, house = self.current(), self._entry, self._context.house
        if row is not None and entry is not None and row.id != entry.document_id:
            self._context.jobs.write(lambda: house.roadshows.choose_deck(entry.id, row.id), owner=self)

    def drop_deck(self) -> None:
        """No deck; the document stays with the company."""
        entry, house = self._entry, self._context.house
        if entry is not None and entry.document_id is not None:
            self._context.jobs.write(lambda: house.roadshows.choose_deck(entry.id, None), owner=self)

    def view(self) -> None:
        """A PDF is seen here, all else with the system's program."""
        row = self.current()
        if row is not None:
            self.view_document(row.id, row.title, row.media_type, row.file_name)

    def view_document(self, id: UUID, title: str, media_type: str, file_name: str = "") -> None:
        """The same for any document."""
        house, shell = self._context.house, self._context.shell

        def done(found: tuple[str, bytes]) -> None:
            name, content = found
            if media_type == _PDF:
                self._open(PdfDialog(self._context.theme, title, content, self.window()))
            elif not harmless(name):
                shell.warn(msg("Files of this kind could start a program and are not opened from here. Save “{name}”"
                               " and check it first.", name=name), "warning")
            elif not open_copy(name, content):
                shell.warn(msg("The system has no program for “{name}”.", name=name), "warning")

        self._context.jobs.run(lambda: (file_name or title, house.records.content(id)[1]), done, owner=self,
                               title=msg("Fetching a document"), key="content")

    def ask_file(self) -> None:
        """A file from the disk."""
        dialog = FileDialog(self, tr("Attach a deck"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("PDF files (*.pdf)"), tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.attach_asked.emit(Path(path)))
        self._open(dialog)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._intro.setText(tr("The document with the mark is appended in the pack. Drop a PDF here, or on the company"
                               " in the line-up."))
        for button, words in ((self.use, tr("Show this one")), (self.see, tr("View")), (self.attach, tr("Attach…")),
                              (self.none, tr("No deck"))):
            button.setText(words)
        self.list.setAccessibleName(tr("Documents that can be shown as the deck"))
        self._show(self._rows)
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter chooses."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) \
                and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
            return True
        return bool(super().eventFilter(watched, event))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A file is welcome."""
        if self._entry is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            set_property(self.list, "target", True)
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Attach it."""
        event.acceptProposedAction()
        for url in event.mimeData().urls()[:1]:
            if url.isLocalFile():
                self.attach_asked.emit(Path(url.toLocalFile()))

    def _show(self, rows: Sequence[DocumentRow]) -> None:
        self._rows, chosen = rows, self._entry.document_id if self._entry is not None else None
        selected = self.list.selectedItems()
        kept = selected[0].data(Qt.ItemDataRole.UserRole) if selected else ""
        self.list.clear()
        for row in rows:
            mark = "circle-check" if row.id == chosen else "file-text" if row.media_type == _PDF else "file"
            facts = tr("{kind} · {size} · {day}", kind=text(DOCUMENT_KINDS.get(row.kind, row.kind)),
                       size=current().size(row.size), day=current().day(row.dated_on or row.added_at.date()))
            item = QListWidgetItem(self._context.theme.icon(mark, "accent" if row.id == chosen else "muted"),
                                   f"{row.title}\n{facts}")
            item.setData(Qt.ItemDataRole.UserRole, row.id.hex)
            shown = tr("{title}, shown in the pack", title=row.title) if row.id == chosen else row.title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{shown}, {facts}")
            self.list.addItem(item)
            if row.id.hex == kept:
                self.list.setCurrentItem(item)
        self.list.setVisible(bool(rows))
        self._allow()

    def _looked_through(self, report: DeckReport | None) -> None:
        self._found = report
        self._tell()

    def _tell(self) -> None:
        entry, found = self._entry, self._found
        words, tone = "", ""
        if entry is not None and entry.document_id is None:
            words, tone = tr("No deck is chosen."), "warning"
        elif found is not None and entry is not None and found.entry_id == entry.id:
            lines = [ntr("{n} page", "{n} pages", found.pages)] if found.pages else []
            lines += [text(one) for one in found.findings] or [tr("nothing remarkable found")]
            words, tone = current().clauses(lines), "error" if found.is_left_out else ""
        elif entry is not None:
            words = tr("Looking through the deck…")
        self.findings.setText(words)
        self.findings.set_tone(tone)

    def _allow(self) -> None:
        row, entry = self.current(), self._entry
        self.see.setEnabled(row is not None)
        self.use.setEnabled(row is not None and entry is not None and row.id != entry.document_id)
        self.none.setEnabled(entry is not None and entry.document_id is not None)

    def _open(self, dialog: QFileDialog | PdfDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.destroyed.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
