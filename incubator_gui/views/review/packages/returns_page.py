"""The dry run of returned files: each file, its reviews, the answers to choose; then one merge."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.review_merge import Side
from incubator_gui.services.review_returns import ApplicationRun, ChoiceKey, FileRun
from incubator_gui.views.review.packages.columns import file_columns, review_columns
from incubator_gui.views.review.packages.conflict_grid import ConflictGrid
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.fitted_table import FittedTable
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, tight


class ReturnsPage(QWidget):
    """Files on the left, the chosen one on the right; the main button says how much will be merged."""

    merge_asked = Signal()
    more_asked = Signal()
    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = context.theme
        self.runs: tuple[FileRun, ...] = ()
        self._again = ""
        self.files = FittedTable(theme, file_columns(), context.settings, "review returns", stretch="file",
                                 least={"file": 120, "result": 130, "reviewer": 84})
        self.reviews = FittedTable(
            theme, review_columns(), context.settings, "returned reviews", stretch="note",
            least={"note": 60, "title": 136, "taken": 68, "conflicts": 88, "verdict": 108, "after": 96})
        self.messages = MessageArea(theme)
        self.notes = PlainLabel(wrap=True)
        self.conflicts = ConflictGrid(theme)
        self.all_mine, self.all_theirs = Button(theme, kind="link"), Button(theme, kind="link")
        self.next = Button(theme, icon="chevron-right", kind="flat")
        self.files_card, self.file_card, self.choice_card = Card(theme), Card(theme), Card(theme)
        self.files_card.body.addWidget(self.files)
        self.file_card.body.addWidget(self.messages)
        self.file_card.body.addWidget(self.reviews, 1)
        for button in (self.all_mine, self.all_theirs, self.next):
            self.choice_card.add_tool(button)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        tight(inside, 0, 12, 12, 12, 12)
        inside.addWidget(self.notes, 0, Qt.AlignmentFlag.AlignTop)
        inside.addStretch()
        self.below = FrontStack()
        self.below.addWidget(self.conflicts)
        self.below.addWidget(holder)
        self.choice_card.body.addWidget(self.below, 1)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.addWidget(self.file_card)
        right.addWidget(self.choice_card)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.files_card)
        self.split.addWidget(right)
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        for one in (right, self.split):
            one.setProperty("gap", True)
        self.split.setSizes([theme.px(400), theme.px(800)])
        right.setSizes([theme.px(300), theme.px(320)])
        footer = QFrame()
        footer.setObjectName("Footer")
        row = QHBoxLayout(footer)
        tight(row, 8, 16, 12, 16, 12)
        self.sum = PlainLabel(type="muted", wrap=True)
        self.leave_button, self.more = Button(theme, icon="arrow-left"), Button(theme, icon="plus")
        self.merge = Button(theme, icon="git-merge", kind="main")
        row.addWidget(self.leave_button)
        row.addWidget(self.more)
        row.addWidget(self.sum, 1)
        row.addWidget(self.merge)
        column = QVBoxLayout(self)
        tight(column)
        body = QHBoxLayout()
        tight(body, 0, 16, 16, 16, 16)
        body.addWidget(self.split)
        column.addLayout(body, 1)
        column.addWidget(footer)
        self.files.selected.connect(lambda _ids: self._show_file())
        self.reviews.selected.connect(lambda _ids: self._show_review())
        self.reviews.activated_id.connect(lambda _id: self.conflicts.to_first())
        self.conflicts.chosen.connect(self._sum_up)
        self.all_mine.clicked.connect(lambda: self.conflicts.choose_all(self.runs, "mine"))
        self.all_theirs.clicked.connect(lambda: self.conflicts.choose_all(self.runs, "theirs"))
        self.next.clicked.connect(self.to_next)
        self.leave_button.clicked.connect(self.left)
        self.more.clicked.connect(self.more_asked)
        self.merge.clicked.connect(self.merge_asked)
        self.retranslate()

    # what is shown ---------------------------------------------------------------------------

    @property
    def choices(self) -> dict[ChoiceKey, Side]:
        """What was chosen, by file, application and field."""
        return self.conflicts.choices

    @property
    def paths(self) -> list[Path]:
        """The files that are looked at."""
        return [run.path for run in self.runs]

    @property
    def open_choices(self) -> int:
        """How many answers wait for a choice."""
        return sum((run.sha256, one.application, field.field) not in self.choices
                   for run in self.runs for one in run.reviews for field in one.conflicts)

    def show_runs(self, runs: Sequence[FileRun]) -> None:
        """What the dry run says; choices that were made stay, the grave files come first."""
        kept = self.files.current_id() if self.runs else None
        self.runs = tuple(runs)
        self.files.rows.set_rows([(place, run) for place, run in enumerate(runs)])
        wanted = kept if isinstance(kept, int) and kept < len(runs) else next(
            (place for place, run in enumerate(runs) if run.conflicts), 0)
        self.files.select_ids([wanted] if runs else [])
        self._show_file()
        self._sum_up()

    def clear(self) -> None:
        """Nothing is looked at any more."""
        self.conflicts.choices.clear()
        self.conflicts.shown = None
        self.show_runs(())

    def set_busy(self, on: bool) -> None:
        """A merge is under way."""
        self.merge.setEnabled(not on and any(run.merging for run in self.runs))

    def to_next(self) -> None:
        """The next answer without a choice, in whatever file it is."""
        for place, run in enumerate(self.runs):
            for one in run.reviews:
                if any((run.sha256, one.application, field.field) not in self.choices for field in one.conflicts):
                    self.files.select_ids([place])
                    self._show_file()
                    self.reviews.select_ids([one.application])
                    self._show_review()
                    self.conflicts.to_first()
                    return

    @property
    def file(self) -> FileRun | None:
        """The chosen file."""
        place = next(iter(self.files.selected_ids()), None)
        return self.runs[place] if isinstance(place, int) and place < len(self.runs) else None

    @property
    def review(self) -> ApplicationRun | None:
        """The chosen review of it."""
        wanted, run = next(iter(self.reviews.selected_ids()), None), self.file
        return None if run is None else next((one for one in run.reviews if one.application == wanted), None)

    def _show_file(self) -> None:
        run = self.file
        self.messages.clear()
        if run is None:
            self.file_card.set_words(tr("No file chosen"))
            self.reviews.rows.set_rows([])
            self._show_review()
            return
        self.file_card.set_words(run.name, self._facts(run))
        if run.refused is not None:
            self.messages.show_message(run.refused, "error", closable=False)
        for note in run.notes[:3]:
            self.messages.show_message(_placed(note.place, note.message), "warning" if note.is_grave else "info",
                                       closable=False)
        if run.merged_at is not None and not run.merging:
            self.messages.show_message(msg(
                "This very file was merged on {moment}; it brings nothing new.", moment=run.merged_at), "info",
                closable=False)
        self.reviews.rows.set_rows([(one.application, one) for one in run.reviews])
        first = next((one for one in run.reviews if one.conflicts), None) or next(iter(run.reviews), None)
        self.reviews.select_ids([first.application] if first is not None else [])
        self._show_review()

    def _facts(self, run: FileRun) -> str:
        parts = [run.reviewer_name, run.call]
        if run.made_at is not None:
            parts.append(tr("sent {day}", day=run.made_at.astimezone().date()))
        if run.returned_at is not None:
            parts.append(tr("written {moment}", moment=run.returned_at))
        return " · ".join(part for part in parts if part)

    def _show_review(self) -> None:
        run, one = self.file, self.review
        has = run is not None and one is not None and bool(one.conflicts)
        for button in (self.all_mine, self.all_theirs, self.next):
            button.setVisible(any(each.conflicts for each in self.runs))
        if run is None or one is None:
            self.choice_card.set_words(tr("Nothing to choose"))
            self.notes.setText("")
            self.below.setCurrentIndex(1)
            return
        name = f"{one.number:04d}" if one.number else ""
        self.choice_card.set_words(" ".join(part for part in (name, one.title) if part and name not in one.title)
                                   or one.title)
        if has:
            self.conflicts.show_run(run, one)
            self.below.setCurrentIndex(0)
            return
        lines = [text(_placed(note.place, note.message)) for note in one.notes]
        if one.merge is not None and one.rubric is not None and not lines:
            lines.append(ntr("{n} answer is taken from the file; there is nothing to choose.",
                             "{n} answers are taken from the file; there is nothing to choose.", one.taken))
        self.notes.setText("\n\n".join(lines) or tr("Nothing to choose"))
        self.below.setCurrentIndex(1)

    def _sum_up(self) -> None:
        reviews = sum(run.merging for run in self.runs)
        refused = sum(run.refused is not None for run in self.runs)
        parts = [ntr("{n} file", "{n} files", len(self.runs))]
        if refused:
            parts.append(ntr("{n} not taken", "{n} not taken", refused))
        if self.open_choices:
            parts.append(ntr("{n} answer still to be chosen; without a choice it stays as it is stored",
                             "{n} answers still to be chosen; without a choice they stay as they are stored",
                             self.open_choices))
        self.sum.setText(" · ".join(parts))
        self.merge.setText(ntr("Merge {n} review", "Merge {n} reviews", reviews))
        self.merge.setEnabled(bool(reviews) or any(run.refused is None for run in self.runs))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Returned files"))
        self.files_card.set_words(tr("Returned files"))
        self.files.setAccessibleName(tr("Returned files"))
        self.reviews.setAccessibleName(tr("Reviews of this file"))
        self.all_mine.setText(tr("All from the files"))
        self.all_theirs.setText(tr("All as stored"))
        self.next.setText(tr("Next to choose"))
        self.leave_button.setText(tr("Back"))
        self.more.setText(tr("Add files…"))
        for part in (self.files, self.reviews, self.messages, self.conflicts):
            part.retranslate()
        if self.runs:
            self._show_file()
        self._sum_up()

    def state(self) -> dict[str, Any]:
        """Columns of both tables."""
        return {"files": self.files.view_state(), "reviews": self.reviews.view_state()}

    def restore(self, state: Any) -> None:
        """Take it back."""
        for key, table in (("files", self.files), ("reviews", self.reviews)):
            view = state.get(key) if isinstance(state, dict) else None
            if isinstance(view, dict):
                table.restore(view)


def _placed(place: str, message: Message) -> Message:
    return msg("{place}: {sentence}", place=place, sentence=message) if place else message


