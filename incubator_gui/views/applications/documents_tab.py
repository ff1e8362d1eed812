"""The documents of an application: dropped in, opened, seen, renamed, saved elsewhere, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.files import write_whole
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.vocabulary import DOCUMENT_KINDS
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.records import DocumentRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.document_dialog import DocumentDialog
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.lines_delegate import LinesDelegate
from incubator_gui.widgets.outgoing import harmless, open_copy, safe_name
from incubator_gui.widgets.pdf_dialog import PdfDialog
from incubator_gui.widgets.styling import Button, IconButton, set_property, tight

_ICONS = {"application/pdf": "file-text", "image/png": "file-image", "image/jpeg": "file-image"}


class DocumentsTab(QWidget):
    """Files fall in from the desktop; Enter opens, Delete removes, F2 renames."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._id: UUID | None = None
        self._rows: tuple[DocumentRow, ...] = ()
        self.dialog: PdfDialog | DocumentDialog | QFileDialog | None = None
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        tight(column, 8, 16, 12, 16, 12)
        tools = QHBoxLayout()
        tight(tools, 4)
        theme = context.theme
        self.adder = Button(theme, icon="file-plus")
        self.adder.clicked.connect(self._ask_files)
        tools.addWidget(self.adder)
        tools.addStretch()
        self._tools: dict[str, IconButton] = {}
        for key, icon, run in (("see", "eye", self.see), ("open", "external-link", self.open),
                               ("save", "download", self.save), ("rename", "pencil", self.rename),
                               ("remove", "trash-2", self.remove)):
            button = IconButton(theme, icon)
            button.clicked.connect(run)
            tools.addWidget(button)
            self._tools[key] = button
        column.addLayout(tools)
        self.list = QListWidget()
        self.list.setProperty("noRing", True)
        self.list.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.list.setItemDelegate(LinesDelegate(theme, self.list))  # two lines each
        self.list.installEventFilter(self)
        self.list.itemDoubleClicked.connect(lambda _item: self.see_or_open())
        self.list.itemSelectionChanged.connect(self._allow)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        column.addWidget(self.list, 1)
        self._hint = PlainLabel("", "label", wrap=True)
        column.addWidget(self._hint)
        self.retranslate()

    def show_documents(self, id: UUID, rows: tuple[DocumentRow, ...]) -> None:
        """Other documents; the chosen one stays chosen."""
        chosen = self.current()
        self._id, self._rows = id, rows
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(self._context.theme.icon(_ICONS.get(row.media_type, "file"), "muted"),
                                   f"{row.title}\n{facts(row)}")
            item.setData(Qt.ItemDataRole.UserRole, row.id.hex)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.title}, {facts(row)}")
            self.list.addItem(item)
            if chosen is not None and row.id == chosen.id:
                self.list.setCurrentItem(item)
        self._allow()

    def current(self) -> DocumentRow | None:
        """The chosen document."""
        items = self.list.selectedItems()
        key = items[0].data(Qt.ItemDataRole.UserRole) if items else ""
        return next((row for row in self._rows if row.id.hex == key), None)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Keep copies of files, one job for all; those that are refused are named."""
        if self._id is None or not paths:
            return
        id, house, files = self._id, self._context.house, tuple(paths)

        def work(progress: Progress) -> tuple[list[IncubatorError], Changes]:
            done: list[Changes] = []
            refused: list[IncubatorError] = []
            for number, path in enumerate(files):
                progress.report(number, len(files))
                if progress.cancelled():
                    break
                try:
                    done.append(house.records.add_document("application", id, path).changes)
                except IncubatorError as error:  # the others are kept all the same
                    refused.append(error)
            return refused, Changes.joined(done)

        def tell(result: tuple[list[IncubatorError], Changes]) -> None:
            for error in result[0]:
                self._context.shell.warn(error.message)

        self._context.jobs.write(work, tell, owner=self, title=nmsg("Adding {n} document", "Adding {n} documents",
                                                                    len(files)))

    def see_or_open(self) -> None:
        """A PDF is seen here, all else with the system's program."""
        row = self.current()
        if row is not None:
            self.see() if row.media_type == "application/pdf" else self.open()

    def see(self) -> None:
        """A PDF inside the program."""
        row = self.current()
        if row is not None and row.media_type == "application/pdf":
            self._content(row, lambda content: self._show_pdf(row, content))

    def open(self) -> None:
        """With the system's program, a copy that cannot be changed."""
        row = self.current()
        if row is None:
            return
        if not harmless(row.file_name):
            self._context.shell.warn(msg("Files of this kind could start a program and are not opened from here. "
                                         "Save “{name}” and check it first.", name=row.file_name), "warning")
            return
        self._content(row, lambda content: self._hand_over(row, content))

    def save(self) -> None:
        """A copy where the person wants it."""
        row = self.current()
        if row is None:
            return
        dialog = FileDialog(self, tr("Save the document"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_name(row.file_name))
        dialog.fileSelected.connect(lambda path: self.save_to(row, Path(path)))
        self._open_dialog(dialog)

    def save_to(self, row: DocumentRow, path: Path) -> None:
        """Write a copy of a document to a file."""
        house = self._context.house
        self._context.jobs.run(lambda: write_whole(path, house.records.content(row.id)[1]),
                               lambda _done: self._context.shell.say(msg("Saved as {path}", path=str(path))),
                               owner=self, title=msg("Saving a document"))

    def rename(self) -> None:
        """Title and kind."""
        row = self.current()
        if row is not None:
            self._open_dialog(DocumentDialog(self._context, row, self))

    def remove(self) -> None:
        """Take it off; undo brings it back."""
        row, house = self.current(), self._context.house
        if row is not None:
            id = row.id
            self._context.jobs.write(lambda: house.records.remove_document(id), owner=self)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.adder.setText(tr("Add…"))
        self.adder.setAccessibleName(tr("Add documents…"))
        self.list.setAccessibleName(tr("Documents"))
        for key, words in (("see", tr("View here")), ("open", tr("Open with the system's program")),
                           ("save", tr("Save as…")), ("rename", tr("Rename…")), ("remove", tr("Remove"))):
            self._tools[key].set_name(words)
        if self._id is not None:
            self.show_documents(self._id, self._rows)
        self._allow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter, Delete, F2."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            run = {Qt.Key.Key_Return: self.see_or_open, Qt.Key.Key_Enter: self.see_or_open,
                   Qt.Key.Key_Delete: self.remove, Qt.Key.Key_F2: self.rename}.get(Qt.Key(event.key()))
            if run is not None:
                run()
                return True
        return bool(super().eventFilter(watched, event))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files are welcome."""
        if self._id is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            set_property(self.list, "target", True)
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Keep copies of them."""
        event.acceptProposedAction()
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _allow(self) -> None:
        row = self.current()
        for key, button in self._tools.items():
            button.setEnabled(row is not None and (key != "see" or row.media_type == "application/pdf"))
        self.list.setVisible(bool(self._rows))
        self._hint.setText("" if self._rows else tr("No documents yet. Drop files here, or add them."))
        self._hint.setVisible(not self._rows)

    def _menu(self, place: QPoint) -> None:
        if self.current() is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for key, run in (("see", self.see), ("open", self.open), ("save", self.save), ("rename", self.rename),
                         ("remove", self.remove)):
            action = menu.addAction(self._tools[key].accessibleName(), run)
            action.setEnabled(self._tools[key].isEnabled())
        menu.popup(self.list.mapToGlobal(place))

    def _ask_files(self) -> None:
        dialog = FileDialog(self, tr("Add documents"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.add_files([Path(path) for path in paths]))
        self._open_dialog(dialog)

    def _open_dialog(self, dialog: PdfDialog | DocumentDialog | QFileDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()

    def _content(self, row: DocumentRow, done: Callable[[bytes], None]) -> None:
        house = self._context.house
        self._context.jobs.run(lambda: house.records.content(row.id)[1], done, owner=self,
                               title=msg("Fetching a document"), key="content")

    def _show_pdf(self, row: DocumentRow, content: bytes) -> None:
        self._open_dialog(PdfDialog(self._context.theme, row.title, content, self))

    def _hand_over(self, row: DocumentRow, content: bytes) -> None:
        if not open_copy(row.file_name, content):
            self._context.shell.warn(msg("No program for “{name}” was found on this computer. Save it instead.",
                                         name=row.file_name))


def facts(row: DocumentRow) -> str:
    """Kind, size and day of a document."""
    kind = DOCUMENT_KINDS.get(row.kind)
    return tr("{kind} · {size} · {day}", kind=text(kind) if kind else row.kind, size=current().size(row.size),
              day=current().day(row.dated_on or row.added_at.astimezone().date()))
