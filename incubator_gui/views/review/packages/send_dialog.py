"""The dialog that sends out: way, language, protection, folder; what each reviewer would get, and what hinders it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from incubator_gui.core.errors import Cancelled, IncubatorError, Refused
from incubator_gui.core.messages import msg, ntr, text, tr
from incubator_gui.domain.review_words import WAYS
from incubator_gui.exchange.review_keys import new_passphrase
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.review_packages import Planned, Wish
from incubator_gui.views.review.packages.columns import plan_columns
from incubator_gui.views.review.packages.words import LANGUAGES, WAY_HINTS, size_words
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.day_line import DayLine
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.fitted_table import FittedTable
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.progress_line import ProgressLine
from incubator_gui.widgets.styling import Button, tight


class SendDialog(Dialog):
    """Plans again whenever a choice changes; emits `made` with what was written."""

    made = Signal(object)
    gaps_asked = Signal(object)

    def __init__(self, context: Context, call: UUID, reviewers: Sequence[UUID], kept: dict[str, Any],
                 parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Send out"), tr("Make files"), parent, width=1000)
        self._context, self._call, self._reviewers = context, call, tuple(reviewers)
        theme = context.theme
        self.planned: tuple[Planned, ...] = ()
        self._passphrases: dict[UUID, str] = {}
        self._folder_dialog: QFileDialog | None = None
        self.way = ChoiceBox(WAYS)
        self.hint = PlainLabel(type="muted", wrap=True)
        self.language = ChoiceBox(LANGUAGES)
        self.due = DayLine(theme, tr("Wanted back by"))
        self.note = QLineEdit()
        self.note.setMaxLength(1000)
        self.note.setPlaceholderText(tr("A line that stands on the first page"))
        self.only_open = QCheckBox(tr("Only what is still open"))
        self.folder = QLineEdit()
        self.browse = Button(theme, tr("Choose…"), "folder")
        self.sum = PlainLabel(type="muted", wrap=True)
        self.sum.setMinimumHeight(theme.px(40))  # two lines: the dialog keeps its size when more is said
        self.mend = Button(theme, tr("Make redacted copies"), kind="link")
        self.table = FittedTable(theme, plan_columns(), None, "", stretch="note", least={"note": 200, "name": 110})
        self.table.setAccessibleName(tr("What each reviewer gets"))
        self.table.setMinimumHeight(theme.px(220))
        self.progress = ProgressLine(theme)
        place = QWidget()
        row = QHBoxLayout(place)
        tight(row, 8)
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse)
        self.add(tr("Way"), self.way)
        self.add("", self.hint)
        self.add(tr("Language"), self.language)
        self.add(tr("Wanted back by"), self.due)
        self.add(tr("Note"), self.note)
        self.add("", self.only_open)
        self.add(tr("Folder"), place)
        self.folder.setAccessibleName(tr("Folder"))
        line = QHBoxLayout()
        tight(line, 8)
        line.addWidget(self.sum, 1)
        line.addWidget(self.mend)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.progress)
        self._restore(kept)
        self._later, self._ticks = QTimer(self), QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(150)
        self._ticks.setInterval(150)
        self._later.timeout.connect(self.plan)
        self._ticks.timeout.connect(self._tick)
        self._running: Progress | None = None
        self._job = 0
        self.progress.cancelled.connect(lambda: context.jobs.cancel(self._job))
        self.way.currentIndexChanged.connect(self._way_changed)
        self.language.currentIndexChanged.connect(lambda _place: self._later.start())
        self.only_open.toggled.connect(lambda _on: self._later.start())
        self.due.changed.connect(lambda: self._later.start())
        self.browse.clicked.connect(self.ask_folder)
        self.mend.clicked.connect(lambda: self.gaps_asked.emit(self._first_gap()))
        self.folder.textChanged.connect(self._allow)
        self.submitted.connect(self._make)
        self.mend.hide()
        self.table.rows.set_loading()
        self._way_changed()

    def wish(self) -> Wish:
        """What was chosen; raises Refused for what is no day."""
        return Wish(self.language.key() or "", None, self.only_open.isChecked(), self.due.day(),
                    self.note.text().strip())

    def choices(self) -> dict[str, Any]:
        """What the next sending should begin with."""
        return {"way": self.way.key(), "language": self.language.key(), "folder": self.folder.text(),
                "only_open": self.only_open.isChecked()}

    def plan(self) -> None:
        """Ask what each reviewer would get."""
        house = self._context.house
        try:
            wish = self.wish()
        except Refused as error:
            self.refused(error)
            self.main.setEnabled(False)
            return
        self._context.jobs.read(lambda: house.review_packages.plan(self._call, self._reviewers, wish), self._show,
                                failed=self.refused, owner=self, key="plan")

    def ask_folder(self) -> None:
        """Where the files go."""
        dialog = FileDialog(self, tr("Folder for the files"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        self._folder_dialog = dialog
        dialog.open()

    def reject(self) -> None:
        """Nothing is sent."""
        self._context.jobs.drop(self, "make")
        super().reject()

    def _restore(self, kept: dict[str, Any]) -> None:
        self.way.choose(kept.get("way") if kept.get("way") in WAYS else "package")
        self.language.choose(kept.get("language") if kept.get("language") in LANGUAGES else "")
        self.only_open.setChecked(kept.get("only_open") is True)
        folder = str(kept.get("folder") or "")
        self.folder.setText(folder if folder and Path(folder).is_dir() else str(Path.home()))

    def _way_changed(self) -> None:
        self.hint.setText(text(WAY_HINTS[self.way.key()]))
        self._dress_rows()
        self._later.start()

    def _show(self, planned: tuple[Planned, ...]) -> None:
        self.messages.clear()
        self.planned = planned
        self._dress_rows()
        gaps = sum(len(one.gaps) for one in planned)
        self.mend.setVisible(bool(gaps))
        left = sum(one.left_out for one in planned)
        ready = self.ready
        said = [ntr("{n} application", "{n} applications", sum(one.applications for one in ready)),
                ntr("{n} document, {size}", "{n} documents, {size}", sum(one.documents for one in ready),
                    size=size_words(sum(one.size for one in ready)))]
        if len(ready) < len(planned):
            said.append(ntr("{n} reviewer gets nothing now", "{n} reviewers get nothing now",
                            len(planned) - len(ready)))
        if gaps:
            said.append(ntr("{n} text or document is not redacted yet", "{n} texts or documents are not redacted yet",
                            gaps))
        if left:
            said.append(ntr("{n} is left out: you have a conflict of interest; another officer can send it",
                            "{n} are left out: you have a conflict of interest; another officer can send them", left))
        self.sum.setText(" · ".join(said))
        self._allow()

    def _dress_rows(self) -> None:
        is_package = self.way.key() == "package"

        def protection(one: Planned) -> str:
            if not is_package:
                return ""
            return tr("reviewer's key") if one.recipient else tr("a new passphrase")

        if self.planned:
            self.table.rows.set_rows([(one.reviewer, one, protection(one)) for one in self.planned])

    def _first_gap(self) -> UUID | None:
        return next((one.gaps[0].application_id for one in self.planned if one.gaps), None)

    def _allow(self) -> None:
        self.main.setText(ntr("Make {n} file", "Make {n} files", len(self.ready)))
        self.main.setEnabled(bool(self.ready) and bool(self.folder.text().strip()))

    @property
    def ready(self) -> tuple[Planned, ...]:
        """Those for whom nothing is in the way."""
        return tuple(one for one in self.planned if one.why_not is None and one.applications and not one.gaps)

    def _make(self) -> None:
        house, way, folder = self._context.house, self.way.key(), Path(self.folder.text().strip())
        try:
            wish = self.wish()
        except Refused as error:
            self.refused(error)
            return
        chosen = [one.reviewer for one in self.ready]
        phrases = {one.reviewer: new_passphrase() for one in self.ready if way == "package" and not one.recipient}

        def work(progress: Progress) -> Any:
            self._running = progress
            return house.review_packages.make(self._call, chosen, way, folder, wish, passphrases=phrases,
                                              on_step=progress.report, stop=progress.cancelled)

        self.busy()
        self.progress.begin(msg("Making files for reviewers"))
        self._ticks.start()
        self._job = self._context.jobs.run(work, self._done, failed=self._failed, owner=self, key="make",
                                           title=msg("Making files for reviewers"))

    def _tick(self) -> None:
        if self._running is not None:
            done, total, _message = self._running.state
            self.progress.show_step(min(done // 100 + 1, total // 100), total // 100)

    def _ended(self) -> None:
        self._ticks.stop()
        self._running = None
        self.progress.end()

    def _done(self, outcome: Any) -> None:
        self._ended()
        self.made.emit(outcome.value)

    def _failed(self, error: IncubatorError) -> None:
        self._ended()
        if isinstance(error, Cancelled):
            self.main.setEnabled(True)
            return
        self.refused(error)
