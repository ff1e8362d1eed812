"""Floors on paper, to scale: which, how coloured, in which language; seen first, then saved or printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import NAMES, current
from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.plan_colours import MODES
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.services.plan_paper import PAPERS
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.outgoing import safe_name
from incubator_gui.widgets.paper_making import Making
from incubator_gui.widgets.paper_output import Output
from incubator_gui.widgets.paper_preview import Preview
from incubator_gui.widgets.progress_line import ProgressLine
from incubator_gui.widgets.styling import Button, line, tight


@dataclass(frozen=True, slots=True)
class PaperWish:
    """What is to be printed."""

    floors: tuple[UUID, ...]
    day: date
    mode: str
    language: str
    paper: str
    names: bool
    title: str


class PaperDialog(QDialog):
    """Options at the top, the pages below, what can be done with them at the bottom."""

    def __init__(self, context: Context, model: PlanModel, mode: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme = context.theme
        self._context, self._model = context, model
        self.setWindowTitle(tr("Print the floor plan"))
        self.setAccessibleName(tr("Print the floor plan"))
        self.resize(theme.px(1000), theme.px(760))
        assert model.floor is not None
        self.floors = ChoiceBox({"one": model.floor_name(model.floor), "all": tr("All floors")})
        self.floors.choose("one")
        self.mode = ChoiceBox(MODES)
        self.mode.choose(mode)
        self.language = ChoiceBox(NAMES)
        self.language.choose(current().language)
        self.paper = ChoiceBox(PAPERS)
        self.paper.choose("a4")
        self.names = QCheckBox(tr("With the names of companies"))
        self.names.setChecked(True)
        options = QWidget()
        flow = Flow(options, 8)
        flow.setContentsMargins(16, 12, 16, 8)
        for words, box in ((tr("Floor"), self.floors), (tr("Colour"), self.mode), (tr("Language"), self.language),
                           (tr("Paper size"), self.paper)):
            flow.addWidget(_pair(words, box))
            box.setAccessibleName(words)
            box.activated.connect(lambda _row: self._soon())
        flow.addWidget(self.names)
        self.names.toggled.connect(lambda _on: self._soon())
        self.messages = MessageArea(theme)
        self.progress = ProgressLine(theme)
        self.preview = Preview(theme)
        self.facts = PlainLabel("", "label")
        self.save = Button(theme, tr("Save…"), "save")
        self.print = Button(theme, tr("Print…"), "printer", "main")
        self.close_button = Button(theme, tr("Close"))
        footer = QFrame()
        footer.setObjectName("Footer")
        row = QHBoxLayout(footer)
        tight(row, 8, 16, 12, 16, 12)
        row.addWidget(self.facts, 1)
        for button in (self.close_button, self.save, self.print):
            row.addWidget(button)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(options)
        column.addWidget(line())
        column.addWidget(self.messages)
        column.addWidget(self.progress)
        column.addWidget(self.preview, 1)
        column.addWidget(footer)
        house = context.house

        def work(wish: PaperWish, progress: Progress) -> MadePaper:
            made: MadePaper = house.plan_papers.make(
                wish.floors, wish.day, wish.mode, wish.language, wish.paper, names=wish.names,
                on_step=lambda done, total: progress.report(done, total), stop=progress.cancelled)
            return made

        self.making = Making(context, work, lambda _wish: msg("Drawing the floor plan"), self)
        self.output = Output(context, lambda wish: wish.title,
                             lambda wish: safe_name(f"{wish.title} {wish.day.isoformat()}.pdf"), self)
        self.making.began.connect(self._began)
        self.making.made.connect(self._made)
        self.making.failed.connect(self._failed)
        self.making.stepped.connect(self.progress.show_step)
        self.progress.cancelled.connect(self.making.cancel)
        self.output.failed.connect(self._failed)
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        self.close_button.clicked.connect(self.reject)
        self.preview.retranslate()
        self._began()
        self.making.now(self.wish)

    def wish(self) -> PaperWish:
        """What is wished for now."""
        floor, plan = self._model.floor, self._model.plan
        assert floor is not None
        assert plan is not None
        one = self.floors.key() == "one"
        floors = (floor,) if one else tuple(each.id for each in plan.floors)
        title = f"{tr('Floor plan')} {self._model.floor_name(floor)}" if one else tr("Floor plan")
        return PaperWish(floors, self._model.day, str(self.mode.key()), str(self.language.key()),
                         str(self.paper.key()), self.names.isChecked(), title)

    def done(self, result: int) -> None:
        """What is under way is of no use any more."""
        self.making.forget()
        self.preview.clear()
        super().done(result)

    def _soon(self) -> None:
        self.making.soon(self.wish, typing=False)

    def _began(self) -> None:
        self.facts.setText("")
        self.progress.begin(msg("Drawing the floor plan"))
        for button in (self.save, self.print):
            button.setEnabled(False)

    def _made(self, paper: MadePaper) -> None:
        self.progress.end()
        self.messages.clear()
        self.preview.show_paper(paper.content)
        self.facts.setText(current().text(self.output.facts(paper)))
        for button in (self.save, self.print):
            button.setEnabled(True)

    def _failed(self, error: IncubatorError) -> None:
        self.progress.end()
        self.messages.clear()
        self.messages.show_message(error.message, "error", closable=False)
        self.facts.setText("")

    def _save(self) -> None:
        self.making.when_ready(self.wish, self.output.save)

    def _print(self) -> None:
        self.making.when_ready(self.wish, lambda paper, wish: self.output.print_(paper, wish, self.preview.page()))


def _pair(words: str, box: QComboBox) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    tight(row, 4)
    row.addWidget(PlainLabel(words, "muted"))
    row.addWidget(box)
    return holder
