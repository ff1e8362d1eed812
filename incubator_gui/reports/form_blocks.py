"""The form of one application on paper: boxes and rings are drawn, and where the fields lie is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.form_names import (
    ABSTAIN,
    CHOICES_MOST,
    mark_field,
    mark_state,
    remark_field,
    text_field,
)
from incubator_gui.domain.review_form import plain
from incubator_gui.domain.review_package import PackageApplication, PackageContent
from incubator_gui.domain.review_words import CONFIDENCES
from incubator_gui.domain.rubric import Criterion
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import text
from incubator_gui.reports.flow import Flow
from incubator_gui.reports.fonts import face
from incubator_gui.reports.form_fields import AnyField, Box, ButtonField, ChoiceField, TextField
from incubator_gui.reports.style import MM

RING = 4.4 * MM
_LINE = 6.4 * MM
STANCES: tuple[tuple[str, Message], ...] = (
    ("reviewed", msg("I have reviewed it")), ("abstained", msg("I abstain")),
    ("recused", msg("Conflict of interest")))


@dataclass
class FormPart:
    """Draws the form of one application from the top of the page at hand."""

    flow: Flow
    content: PackageContent
    place: int
    application: PackageApplication
    fields: list[AnyField] = field(default_factory=list)

    def draw(self) -> list[AnyField]:
        """The whole form; returns its fields."""
        flow, one = self.flow, self.application
        name = msg("Application {number}", number=f"{one.number:04d}")
        flow.add(text(flow.paper, self._joined(name, one.title), s.LABEL, flow.paper.body))
        flow.add(text(flow.paper, msg("Your review"), s.CHAPTER, flow.paper.body))
        flow.space(3 * MM)
        for number, criterion in enumerate(self.content.rubric.criteria, 1):
            self._criterion(number, criterion)
        self._closing()
        return self.fields

    def _criterion(self, number: int, criterion: Criterion) -> None:
        flow, paper = self.flow, self.flow.paper
        language = self.content.head.language
        anchors = [(mark, words.of(language)) for mark, words in criterion.anchors if words.of(language)]
        small = s.TEXT_SMALLEST.tinted(s.MUTED)
        lines = [text(paper, msg("{mark}: {meaning}", mark=plain(mark), meaning=words), small, paper.body - 8 * MM)
                 for mark, words in anchors]
        many = len(criterion.scale.points) > CHOICES_MOST
        flow.need(s.STRONG.leading + _LINE + sum(one.height for one in lines) + 20 * MM)
        title = criterion.name.of(language)
        self._title(number, criterion, title)
        given = self.application.base.of(criterion.key)
        if many:
            self._list(number, criterion, title)
        else:
            self._rings(number, criterion, title, dict(anchors))
        for line in lines:
            line.draw(paper, s.SIDE + 8 * MM, flow.y)
            flow.y -= line.height
        flow.y -= 1 * MM
        self._area(remark_field(self.place, number), f"{title}: {self._say(msg('Remark'))}", given.remark, 13 * MM,
                   indent=8 * MM)
        flow.y -= 4 * MM

    def _title(self, number: int, criterion: Criterion, title: str) -> None:
        flow, paper, rubric = self.flow, self.flow.paper, self.content.rubric
        share = paper.words.percent(float(criterion.weight / Decimal(str(rubric.weight)))) if criterion.counted else ""
        right = self._say(msg("weight {share}", share=share)) if share else self._say(msg("informative, not counted"))
        if criterion.required:
            right = paper.words.joined((right, self._say(msg("required"))))
        paper.write([right], s.SIDE, flow.y, s.LABEL, paper.body, "right")
        room = paper.body - face().width(right, s.LABEL.size) - 6 * MM
        head = text(paper, f"{number}  {title}", s.STRONG, room, most=2)
        head.draw(paper, s.SIDE, flow.y)
        flow.y -= head.height + 0.8 * MM

    def _rings(self, number: int, criterion: Criterion, title: str, anchors: dict[Decimal, str]) -> None:
        points = criterion.scale.points
        states = [(mark_state(at), plain(mark), f"{title}: {plain(mark)} {anchors.get(mark, '')}".strip())
                  for at, mark in enumerate(points)]
        states.append((ABSTAIN, self._say(msg("Abstain")), f"{title}: {self._say(msg('Abstain'))}"))
        given = self.application.base.of(criterion.key)
        value = ABSTAIN if given.abstained else next(
            (mark_state(at) for at, mark in enumerate(points) if mark == given.mark), "")
        self._row(mark_field(self.place, number), title, states, value, indent=8 * MM)

    def _list(self, number: int, criterion: Criterion, title: str) -> None:
        flow, paper, points = self.flow, self.flow.paper, criterion.scale.points
        given = self.application.base.of(criterion.key)
        choices = tuple((mark_state(at), plain(mark)) for at, mark in enumerate(points))
        abstain = self._say(msg("Abstain"))
        box = Box(paper.page, s.SIDE + 8 * MM, flow.y - 6 * MM, 40 * MM, 5.4 * MM)
        paper.box(box.x, box.y, box.width, box.height, edge=s.MUTED)
        value = ABSTAIN if given.abstained else next(
            (mark_state(at) for at, mark in enumerate(points) if mark == given.mark), "")
        self.fields.append(ChoiceField(mark_field(self.place, number), box, title, (*choices, (ABSTAIN, abstain)),
                                       value))
        span = f"{plain(points[0])} – {plain(points[-1])}"
        paper.write([span], box.x + box.width + 3 * MM, flow.y - 0.8 * MM, s.LABEL)
        flow.y -= _LINE

    def _closing(self) -> None:
        flow, base = self.flow, self.application.base
        flow.need(30 * MM)
        self._field("comment", msg("Comment for the committee"), base.comment, 26 * MM)
        self._field("private_comment", msg("Only for those who run the programme"), base.private_comment, 15 * MM)
        flow.need(12 * MM)
        self._label(msg("How sure are you?"))
        sure = [(str(key), self._say(words), self._say(words)) for key, words in CONFIDENCES.items()]
        self._row(text_field(self.place, "confidence"), self._say(msg("How sure are you?")), sure,
                  str(base.confidence or ""))
        flow.need(36.5 * MM)
        self._label(msg("In the end"))
        stances = [(key, self._say(words), self._say(words)) for key, words in STANCES]
        stance = base.stance if base.stance != "reviewed" or base.finished else ""
        self._row(text_field(self.place, "stance"), self._say(msg("In the end")), stances, stance)
        self._field("reason", msg("Why you abstain, or what the conflict is"), base.reason, 9 * MM)
        flow.y -= 2.5 * MM
        paper = flow.paper
        words = self._say(msg("My review is finished"))
        box = Box(paper.page, s.SIDE, flow.y - 5 * MM, RING, RING)
        paper.box(box.x, box.y, box.width, box.height, edge=s.MUTED)
        paper.write([words], s.SIDE + RING + 2 * MM, flow.y - 0.5 * MM, s.TEXT)
        self.fields.append(ButtonField(text_field(self.place, "finished"), words, (("yes", box, words),),
                                       "yes" if base.finished else "", "check"))
        flow.y -= _LINE

    def _row(self, name: str, label: str, states: Sequence[tuple[str, str, str]], value: str,
             indent: float = 0) -> None:
        """Rings side by side with their words; they go on below where the line is full."""
        flow, paper = self.flow, self.flow.paper
        x, end, buttons = s.SIDE + indent, s.SIDE + paper.body, []
        step = max(11 * MM, *(RING + 1.6 * MM + face().width(words, s.TEXT.size) + 4 * MM for _s, words, _l in states
                              if len(words) <= 4), 0)
        for state, words, spoken in states:
            wide = step if len(words) <= 4 else RING + 1.6 * MM + face().width(words, s.TEXT.size) + 5 * MM
            if x + wide > end and x > s.SIDE + indent:
                x = s.SIDE + indent
                flow.y -= _LINE
            box = Box(paper.page, x, flow.y - 1 * MM - RING, RING, RING)
            self._ring(box)
            paper.write([words], x + RING + 1.4 * MM, flow.y - 1 * MM - (RING - s.TEXT.leading) / 2, s.TEXT)
            buttons.append((state, box, spoken))
            x += wide
        flow.y -= _LINE
        self.fields.append(ButtonField(name, label, tuple(buttons), value))

    def _ring(self, box: Box) -> None:
        canvas = self.flow.paper.canvas
        canvas.setStrokeColor(self.flow.paper.colour(s.MUTED))
        canvas.setLineWidth(0.25 * MM)
        canvas.circle(box.x + box.width / 2, box.y + box.height / 2, box.width / 2 - 0.4, stroke=1, fill=0)

    def _label(self, words: Message) -> None:
        self.flow.y -= 2 * MM
        block = text(self.flow.paper, words, s.LABEL_STRONG, self.flow.paper.body)
        block.draw(self.flow.paper, s.SIDE, self.flow.y)
        self.flow.y -= block.height

    def _field(self, name: str, words: Message, value: str, height: float) -> None:
        self.flow.need(height + 8 * MM)
        self._label(words)
        self._area(text_field(self.place, name), self._say(words), value, height)

    def _area(self, name: str, label: str, value: str, height: float, indent: float = 0) -> None:
        """An empty box to write in."""
        flow, paper = self.flow, self.flow.paper
        box = Box(paper.page, s.SIDE + indent, flow.y - height, paper.body - indent, height)
        paper.box(box.x, box.y, box.width, box.height, edge=s.RULE)
        self.fields.append(TextField(name, box, label, value))
        flow.y -= height

    def _say(self, message: Message) -> str:
        return self.flow.paper.say(message)

    def _joined(self, name: Message, title: str) -> str:
        paper = self.flow.paper
        return paper.words.joined((paper.say(name), title)) if title else paper.say(name)
