"""The log of packs: who got which version, when, where; and to whom a copy that turned up belongs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import Environment, IncubatorError
from incubator_gui.core.languages import NAMES, current
from incubator_gui.core.messages import msg, pmsg, tr
from incubator_gui.domain.service_words import AUDIENCES
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.packs_log import IssueRow
from incubator_gui.views.roadshows.stock import ShowStock
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.countries import country_name
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, tight


def issue_columns() -> tuple[Column, ...]:
    """Columns of the log; a row is id and `IssueRow`."""
    def of(row: Row) -> IssueRow:
        found: IssueRow = row[1]
        return found

    return (
        Column("recipient", msg("Recipient"), lambda row: of(row).recipient, width=170, strong=True),
        Column("country", msg("Country"), lambda row: of(row).country or None, width=100, show=country_name),
        Column("copy", pmsg("number of a printed paper", "Copy"), lambda row: of(row).copy or None, width=70),
        Column("version", msg("Version"), lambda row: of(row).version or None, width=76),
        Column("issued", msg("Issued"), lambda row: of(row).issued_at, "date", 140),
        Column("language", msg("Language"), lambda row: of(row).language, "choice", 90, labels=dict(NAMES)),
        Column("profile", msg("Pack for"), lambda row: of(row).profile, "choice", 116, labels=dict(AUDIENCES)),
        Column("expires", msg("Valid until"), lambda row: of(row).expires_on, "date", 124),
        Column("pages", msg("Pages"), lambda row: of(row).pages, "number", 68),
        Column("watermark", msg("Watermark"), lambda row: of(row).watermark or None, width=104),
        Column("file", msg("File"), lambda row: of(row).file_name or None, width=190),
        Column("by", msg("Issued by"), lambda row: of(row).issued_by or None, width=110, hidden=True),
        Column("sha256", msg("Checksum"), lambda row: of(row).sha256, width=160, hidden=True),
    )


class IssuesTab(QWidget):
    """Drop a PDF here to learn whose copy it is."""

    pack_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.dialog: QFileDialog | None = None
        self.setAcceptDrops(True)
        self.messages = MessageArea(theme)
        self.card = Card(theme)
        self.table = FilterTable(theme, issue_columns(), context.settings, "pack issues")
        self.empty = EmptyState(theme, "send", msg("No pack of this roadshow has left the house. A pack that is saved"
                                                   " or printed for a recipient is noted here."), msg("Make the pack"))
        self.whose_button, self.withdraw_button = Button(theme, icon="search"), Button(theme, icon="undo-2")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        tools = QHBoxLayout()
        tight(tools, 8, 12, 8, 12, 8)
        tools.addWidget(self.whose_button)
        tools.addWidget(self.withdraw_button)
        tools.addStretch()
        self.card.body.addWidget(self._body, 1)
        self.card.body.addLayout(tools)
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        column.addWidget(self.messages)
        column.addWidget(self.card, 1)
        self.whose_button.clicked.connect(self.ask_file)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.empty.pressed.connect(self.pack_asked)
        self.table.selected.connect(lambda _ids: self._allow())
        self.table.rows.checks_changed.connect(self._allow)
        self.table.menu_asked.connect(self._menu)
        self.table.note.connect(context.shell.say)
        self.retranslate()

    def show_stock(self, stock: ShowStock) -> None:
        """Another roadshow, or the same one changed."""
        self.table.rows.set_rows([(row.id, row) for row in stock.issues])
        self._body.setCurrentWidget(self.table if stock.issues else self.empty)
        self._allow()

    def ask_file(self) -> None:
        """A copy from the disk."""
        dialog = FileDialog(self, tr("Whose copy is this?"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("PDF files (*.pdf)"))
        dialog.fileSelected.connect(lambda path: self.look_up(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def look_up(self, path: Path) -> None:
        """Say to whom this very file was issued."""
        packs = self._context.house.packs

        def work() -> tuple[IssueRow, ...]:
            try:
                content = path.read_bytes()
            except OSError as error:
                raise Environment(msg("{name} cannot be read ({reason}).", name=path.name,
                                      reason=error.strerror or str(error))) from error
            found: tuple[IssueRow, ...] = packs.whose(content)
            return found

        self._context.jobs.run(work, lambda rows: self._tell(path.name, rows), failed=self._failed, owner=self,
                               key="whose", title=msg("Looking a copy up"))

    def withdraw(self) -> None:
        """Take entries out of the log that were made by mistake; undo brings them back."""
        house = self._context.house
        for id in self.table.marked_ids():
            self._context.jobs.write(lambda id=id: house.packs.withdraw(id), owner=self)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.card.set_words(tr("Issue log"), tr("who got which version"))
        self.whose_button.setText(tr("Whose copy is this?"))
        self.withdraw_button.setText(tr("Take out of the log"))
        self.table.setAccessibleName(tr("Issue log"))
        for part in (self.table, self.empty, self.messages):
            part.retranslate()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A file is welcome."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Look it up."""
        event.acceptProposedAction()
        for url in event.mimeData().urls()[:1]:
            if url.isLocalFile():
                self.look_up(Path(url.toLocalFile()))

    def _tell(self, name: str, rows: Sequence[IssueRow]) -> None:
        self.messages.clear()
        if not rows:
            self.messages.show_message(msg("“{name}” is none of the packs in the log, or it was changed since.",
                                           name=name), "warning")
            return
        row = rows[0]
        self.messages.show_message(msg(
            "“{name}” is the copy of {recipient}: version {version}, copy {copy}, issued on {day} for “{show}”.",
            name=name, recipient=row.recipient, version=row.version or "–", copy=row.copy or "–",
            day=current().day(row.issued_at.astimezone().date()), show=row.roadshow), "info")
        self.table.select_ids([one.id for one in rows])

    def _failed(self, error: IncubatorError) -> None:
        self.messages.clear()
        self.messages.show_message(error.message, "error")

    def _menu(self, ids: list[UUID], place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("Take out of the log"), self.withdraw)
        menu.popup(place)

    def _allow(self) -> None:
        self.withdraw_button.setEnabled(bool(self.table.marked_ids()))

    def _closed(self) -> None:
        self.dialog = None
