"""The documents of an application: dropped in, opened, seen, renamed, saved elsewhere, removed."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.domain.vocabulary import DOCUMENT_KINDS
from incubator_gui.services.records import DocumentRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.documents import PDF, DocumentsPart, day_of
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.lines_delegate import LinesDelegate
from incubator_gui.widgets.styling import Button, IconButton, set_property, tight

_ICONS = {"application/pdf": "file-text", "image/png": "file-image", "image/jpeg": "file-image"}


class DocumentsTab(DocumentsPart):
    """Enter opens, Delete removes, F2 renames."""

    kind = "application"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        column = QVBoxLayout(self)
        tight(column, 8, 16, 12, 16, 12)
        tools = QHBoxLayout()
        tight(tools, 4)
        theme = context.theme
        self.adder = Button(theme, icon="file-plus")
        self.adder.clicked.connect(self.ask_files)
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
        chosen = self.chosen()
        self.owner, self.documents = id, rows
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(self.context.theme.icon(_ICONS.get(row.media_type, "file"), "muted"),
                                   f"{row.title}\n{facts(row)}")
            item.setData(Qt.ItemDataRole.UserRole, row.id.hex)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.title}, {facts(row)}")
            self.list.addItem(item)
            if chosen is not None and row.id == chosen.id:
                self.list.setCurrentItem(item)
        self._allow()

    def chosen(self) -> DocumentRow | None:
        """The chosen document."""
        items = self.list.selectedItems()
        key = items[0].data(Qt.ItemDataRole.UserRole) if items else ""
        return next((row for row in self.documents if row.id.hex == key), None)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.adder.setText(tr("Add…"))
        self.adder.setAccessibleName(tr("Add documents…"))
        self.list.setAccessibleName(tr("Documents"))
        for key, words in (("see", tr("View here")), ("open", tr("Open with the system's program")),
                           ("save", tr("Save as…")), ("rename", tr("Rename…")), ("remove", tr("Remove"))):
            self._tools[key].set_name(words)
        if self.owner is not None:
            self.show_documents(self.owner, self.documents)
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

    def welcome(self, on: bool) -> None:
        """A frame around the list."""
        set_property(self.list, "target", on)

    def _allow(self) -> None:
        row = self.chosen()
        for key, button in self._tools.items():
            button.setEnabled(row is not None and (key != "see" or row.media_type == PDF))
        self.list.setVisible(bool(self.documents))
        self._hint.setText("" if self.documents else tr("No documents yet. Drop files here, or add them."))
        self._hint.setVisible(not self.documents)

    def _menu(self, place: QPoint) -> None:
        if self.chosen() is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for key, run in (("see", self.see), ("open", self.open), ("save", self.save), ("rename", self.rename),
                         ("remove", self.remove)):
            action = menu.addAction(self._tools[key].accessibleName(), run)
            action.setEnabled(self._tools[key].isEnabled())
        menu.popup(self.list.mapToGlobal(place))


def facts(row: DocumentRow) -> str:
    """Kind, size and day of a document."""
    kind = DOCUMENT_KINDS.get(row.kind)
    return tr("{kind} · {size} · {day}", kind=text(kind) if kind else row.kind, size=current().size(row.size),
              day=current().day(day_of(row)))
