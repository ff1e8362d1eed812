"""The decision sheet on the screen: written to a file, read back, looked at, taken over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, ntr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.review_words import OUTCOMES
from incubator_gui.exchange.write_table import ENDINGS, write_table
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.decisions_sheet import SheetPlan
from incubator_gui.views.review.decision.words import LOOKS, application_name, tone_of
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.theme import Theme


class SheetDialog(Dialog):
    """What the sheet says, before anything is stored."""

    def __init__(self, theme: Theme, plan: SheetPlan, parent: QWidget | None = None) -> None:
        lines = plan.changes
        super().__init__(theme, tr("Outcomes from {file}", file=plan.file_name),
                         ntr("Take over {n} outcome", "Take over {n} outcomes", len(lines)) if lines else "", parent,
                         width=820)
        same = len(plan.lines) - len(lines)
        self.sum = PlainLabel(current().joined(text(part) for part in (
            nmsg("{n} new or changed", "{n} new or changed", len(lines)), nmsg("{n} the same", "{n} the same", same),
            nmsg("{n} row without an outcome", "{n} rows without an outcome", plan.blank),
            nmsg("{n} row refused", "{n} rows refused", len(plan.refused)))), "strong", wrap=True)
        self.body.addWidget(self.sum)
        self.table = _table(theme, tr("What is taken over"), [tr("Row"), tr("Application"), tr("Outcome"),
                                                             tr("Conditions"), tr("Reason")])
        self.table.setRowCount(len(lines))
        for row, one in enumerate(lines):
            cells = (str(one.row), application_name(one.number, one.company), text(OUTCOMES[one.outcome]),
                     current().clauses(condition.text for condition in one.conditions), one.reason)
            for column, words in enumerate(cells):
                cell = QTableWidgetItem(" ".join(words.split()))
                if column == 2:
                    cell.setIcon(theme.icon(LOOKS[one.outcome][0], tone_of(one.outcome)))
                self.table.setItem(row, column, cell)
        self.table.setVisible(bool(lines))
        self.body.addWidget(self.table, 1)
        self.problems = _table(theme, tr("Refused rows"), [tr("Row"), tr("Why not")])
        self.problems.setRowCount(len(plan.refused))
        for row, (number, why) in enumerate(plan.refused):
            self.problems.setItem(row, 0, QTableWidgetItem(str(number)))
            self.problems.setItem(row, 1, QTableWidgetItem(text(why)))
        self.problems.setVisible(bool(plan.refused))
        self.body.addWidget(self.problems)


class SheetWork(QObject):
    """Asks for files and runs what the sheet needs."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self.dialog: QFileDialog | SheetDialog | None = None

    def ask_out(self, name: str) -> None:
        """Where the sheet goes; `name` is the call's."""
        dialog = FileDialog(self._owner, tr("Export the decision sheet"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Workbook (*.xlsx)"), tr("CSV text (*.csv)"), tr("JSON text (*.json)")])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{tr('Decisions')}-{name}.xlsx".replace("/", "-"))
        dialog.fileSelected.connect(lambda path: self.write(Path(path), name))
        self._show(dialog)

    def write(self, path: Path, call: str) -> None:
        """Write the sheet."""
        house, language = self._context.house, current().language
        if path.suffix.lower() not in ENDINGS:
            path = path.with_name(path.name + ".xlsx")

        def work(progress: Progress) -> int:
            table = house.decisions.table(language, call)
            return write_table(path, table.columns, table.rows, name=table.name, on_progress=progress.report,
                               cancelled=progress.cancelled)

        self._context.jobs.run(work, lambda count: self._context.shell.say(
            nmsg("{n} row written to {name}", "{n} rows written to {name}", count, name=path.name)),
            failed=self._failed, owner=self, title=msg("Exporting the list"))

    def ask_in(self, call: UUID) -> None:
        """Which sheet came back."""
        dialog = FileDialog(self._owner, tr("Take outcomes over from a sheet"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Tables (*.xlsx *.csv)"), tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.read(call, Path(path)))
        self._show(dialog)

    def read(self, call: UUID, path: Path) -> None:
        """Look at a sheet and show what it says."""
        house = self._context.house
        self._context.jobs.run(lambda: house.decisions.read_sheet(call, path), self._preview, failed=self._failed,
                               owner=self, title=msg("Reading the sheet"), key="sheet")

    def _preview(self, plan: SheetPlan) -> None:
        dialog, house = SheetDialog(self._context.theme, plan, self._owner), self._context.house

        def done(_changes: Changes) -> None:
            if self.dialog is dialog:
                dialog.accept()

        def take() -> None:
            dialog.busy()
            self._context.jobs.write(lambda: house.decisions.take_sheet(plan), done, failed=dialog.refused,
                                     owner=dialog)

        dialog.submitted.connect(take)
        self._show(dialog)

    def _failed(self, error: IncubatorError) -> None:
        self._context.shell.warn(error.message)

    def _show(self, dialog: QFileDialog | SheetDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def ended() -> None:
            if self.dialog is dialog:
                self.dialog = None

        dialog.finished.connect(ended)
        dialog.open()


def _table(theme: Theme, name: str, titles: Sequence[str]) -> QTableWidget:
    table = QTableWidget(0, len(titles))
    table.setProperty("padded", True)
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(titles))
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.px(32))
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setMinimumHeight(theme.px(140))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for section in range(len(titles)):
        header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(True)
    return table
