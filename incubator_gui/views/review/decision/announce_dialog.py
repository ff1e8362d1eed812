"""What announcing will do, line by line, and what cannot be announced and why; then the one step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, ntr, text, tr
from incubator_gui.domain.review_words import OUTCOMES
from incubator_gui.domain.vocabulary import LIVES
from incubator_gui.services.decisions_rows import AnnounceLine, Announcement
from incubator_gui.views.review.decision.words import LOOKS, application_name, tone_of
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.theme import Theme


class AnnounceDialog(Dialog):
    """`submitted` when the person wants it; the caller announces exactly the decisions of `plan.lines`."""

    def __init__(self, theme: Theme, plan: Announcement, parent: QWidget | None = None) -> None:
        main = ntr("Announce {n} decision", "Announce {n} decisions", len(plan.lines)) if plan.lines else ""
        super().__init__(theme, tr("Announce decisions"), main, parent, width=1000)
        self.plan = plan
        self.table = QTableWidget(len(plan.lines), 5)
        self.table.setProperty("padded", True)
        self.table.setAccessibleName(tr("What happens"))
        self.table.setHorizontalHeaderLabels([tr("Application"), tr("Outcome"), tr("Stage"), tr("Company becomes"),
                                              tr("Tasks and letter")])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for section in range(5):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch if section in (0, 4)
                                        else QHeaderView.ResizeMode.ResizeToContents)
        for row, one in enumerate(plan.lines):
            for column, words in enumerate(self._cells(one)):
                cell = QTableWidgetItem(words)
                if column == 1:
                    cell.setIcon(theme.icon(LOOKS[one.outcome][0], tone_of(one.outcome)))
                self.table.setItem(row, column, cell)
        self.table.setMinimumHeight(theme.px(min(34 * (len(plan.lines) + 2), 340)))
        self.table.setVisible(bool(plan.lines))
        self.sum = PlainLabel(self._sum(), "strong", wrap=True)
        self.body.addWidget(self.sum)
        self.body.addWidget(self.table, 1)
        if plan.refused:
            self.refused_list = QTableWidget(len(plan.refused), 2)
            self.refused_list.setProperty("padded", True)
            self.refused_list.setAccessibleName(tr("Not announced"))
            self.refused_list.setHorizontalHeaderLabels([tr("Application"), tr("Why not")])
            self.refused_list.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
            self.refused_list.verticalHeader().hide()
            self.refused_list.verticalHeader().setDefaultSectionSize(theme.px(32))
            self.refused_list.setShowGrid(False)
            refused_header = self.refused_list.horizontalHeader()
            refused_header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            refused_header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
            refused_header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
            for row, not_this in enumerate(plan.refused):
                self.refused_list.setItem(row, 0, QTableWidgetItem(application_name(not_this.number, not_this.company)))
                self.refused_list.setItem(row, 1, QTableWidgetItem(text(not_this.why)))
            self.refused_list.setMinimumHeight(theme.px(min(34 * (len(plan.refused) + 1) + 8, 170)))
            self.refused_list.setMaximumHeight(theme.px(200))
            self.body.addWidget(PlainLabel(tr("Not announced"), "header"))
            self.body.addWidget(self.refused_list)
        if plan.lines:
            self.body.addWidget(PlainLabel(tr(
                "Nothing is sent: the letters are ready to be handed over. One undo takes all of it back."), "label",
                wrap=True))

    def _sum(self) -> str:
        plan = self.plan
        if not plan.lines:
            return tr("None of the chosen decisions can be announced.")
        return current().joined(text(part) for part in (
            nmsg("{n} decision", "{n} decisions", len(plan.lines)),
            nmsg("{n} change of stage", "{n} changes of stage", plan.moves),
            nmsg("{n} task", "{n} tasks", plan.tasks), nmsg("{n} letter ready", "{n} letters ready", len(plan.lines)),
            msg("the scores are frozen")))

    def _cells(self, one: AnnounceLine) -> tuple[str, ...]:
        words = current()
        stage = words.argument(one.stage_from) if one.stage is None else tr(
            "{before} → {after}", before=words.argument(one.stage_from), after=words.argument(one.stage))
        life = text(LIVES[one.life]) if one.life in LIVES else one.life
        tasks = ntr("{n} task", "{n} tasks", len(one.conditions)) if one.conditions else ""
        letter = tr("letter ready") if one.has_letter else tr("letter is drafted")
        return (application_name(one.number, one.company), text(OUTCOMES[one.outcome]), stage,
                life if one.life != one.life_from else tr("stays: {life}", life=life), words.joined((tasks, letter)))
