"""What was written: files and, once only, their passphrases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from incubator_gui.core.messages import msg, ntr, text, tr
from incubator_gui.services.review_packages import Made
from incubator_gui.views.review.packages.columns import made_columns
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.fitted_table import FittedTable
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight


class MadeDialog(Dialog):
    """A list to copy; passphrases are not kept anywhere."""

    def __init__(self, context: Context, made: Sequence[Made], parent: QWidget | None = None) -> None:
        super().__init__(context.theme, ntr("{n} file made", "{n} files made", len(made)), tr("Done"), parent,
                         cancel=tr("Open folder"), width=680)
        self._context, self._made = context, tuple(made)
        self.table = FittedTable(context.theme, made_columns(), None, "", stretch="file", least={"file": 160})
        self.table.setAccessibleName(tr("Files made"))
        self.table.rows.set_rows([(one.package, one.name, one.path.name, one.passphrase) for one in made])
        self.table.setMinimumHeight(context.theme.px(200))
        self.copy = Button(context.theme, tr("Copy list"), "copy")
        self.body.addWidget(PlainLabel(tr("The files are in {folder}", folder=str(made[0].path.parent)), "muted",
                                       wrap=True))
        self.body.addWidget(self.table, 1)
        row = QHBoxLayout()
        tight(row, 8)
        row.addWidget(self.copy)
        row.addStretch()
        self.body.addLayout(row)
        if any(one.passphrase for one in made):
            self.messages.show_message(msg(
                "Passphrases are shown this once and kept nowhere. Tell each reviewer theirs by phone, not by the mail "
                "that carries the file."), "warning", closable=False)
        for sentence in dict.fromkeys(text(note) for one in made for note in one.notes):
            self.body.addWidget(PlainLabel(sentence, "muted", wrap=True))
        self.copy.clicked.connect(self.copy_list)
        self.submitted.connect(self.accept)
        self.cancel.clicked.disconnect(self.reject)
        self.cancel.clicked.connect(self.open_folder)

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        return self._made[0].path.parent

    def copy_list(self) -> None:
        """Names, files and passphrases, as a spreadsheet takes them."""
        lines = ["\t".join((one.name, one.path.name, one.passphrase)) for one in self._made]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._context.shell.say(msg("List copied"))

    def open_folder(self) -> None:
        """In the system's own program."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))
