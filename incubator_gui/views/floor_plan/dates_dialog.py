"""End, extend, or other dates for places that a company has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, text, tr
from incubator_gui.domain.plan_values import Taken
from incubator_gui.domain.programme import add_months
from incubator_gui.domain.space import Holding, Span
from incubator_gui.views.floor_plan.aims import places_words, taken_words
from incubator_gui.views.floor_plan.day_field import DayField
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button
from incubator_gui.widgets.theme import Theme

END, EXTEND, DATES = "end", "extend", "dates"


class DatesDialog(Dialog):
    """`starts` is None where only the end is asked for; `until` is None for open."""

    def __init__(self, theme: Theme, model: PlanModel, kind: str, holdings: Sequence[Holding],
                 parent: QWidget | None = None) -> None:
        title = {END: tr("End on a day"), EXTEND: tr("Extend"), DATES: tr("Change dates")}[kind]
        super().__init__(theme, title, title, parent, width=440)
        self.kind, self.holdings, self._model = kind, tuple(holdings), model
        plan = model.plan
        assert plan is not None
        self._plan = plan
        names = ", ".join(dict.fromkeys(plan.name(one.company) for one in holdings))
        places = places_words(plan, (one.desk or one.room for one in holdings))
        self.about = PlainLabel(current().labelled(names, places), "strong", wrap=True)
        self.rows.addWidget(self.about, 0, 0, 1, 2)
        self.starts = DayField(theme, tr("From"))
        until = tr("Free again on") if kind == END else tr("Until (first free day)")
        self.until = DayField(theme, until, open_end=kind != END)
        self.now = PlainLabel(self._now(), "label", wrap=True)
        self.rows.addWidget(self.now, self.rows.rowCount(), 0, 1, 2)
        if kind == DATES:
            self.add(tr("From"), self.starts)
        self.add(until, self.until)
        first, last = min(one.span.starts for one in holdings), plan.last_end(one.id for one in holdings)
        self.starts.set_day(first)
        self.until.set_day(max(model.day, first) if kind == END else last)
        if kind == EXTEND:
            quick = QWidget()
            line = Flow(quick, 8)
            for months in (3, 6, 12):
                button = Button(theme, ntr("+ {n} month", "+ {n} months", months), kind="add")
                button.clicked.connect(lambda _=False, months=months: self._add(months))
                line.addWidget(button)
            openly = Button(theme, tr("open"), kind="add")
            openly.clicked.connect(lambda: self._set(None))
            line.addWidget(openly)
            self.rows.addWidget(quick, self.rows.rowCount(), 1)
        self.says = PlainLabel("", "label", wrap=True)
        self.rows.addWidget(self.says, self.rows.rowCount(), 0, 1, 2)
        self.body.addStretch(1)
        for field in (self.starts, self.until):
            field.changed.connect(self._judge)
        self._judge()
        (self.starts if kind == DATES else self.until).setFocus()
        (self.starts if kind == DATES else self.until).line.selectAll()

    def span(self) -> Span | None:
        """The new dates of `DATES`."""
        starts, until = self.starts.day(), self.until.day()
        return Span(starts, until) if starts is not None and (until is None or until > starts) else None

    def _now(self) -> str:
        spans = sorted({one.span for one in self.holdings}, key=lambda span: (span.starts, span.until or date.max))
        return "\n".join(span_words(span) for span in spans[:3])

    def _add(self, months: int) -> None:
        base = self._plan.last_end(one.id for one in self.holdings) or self._model.day
        self._set(add_months(base, months))

    def _set(self, day: date | None) -> None:
        self.until.set_day(day)
        self._judge()

    def _judge(self) -> None:
        problem = ""
        starts, until = self.starts.day(), self.until.day()
        if not self.until.right or (self.kind == DATES and starts is None):
            problem = tr("Write days as in the calendar, for example {day}.", day=date(2027, 5, 12))
        elif self.kind == DATES and self.span() is None:
            problem = text(msg("The end has to come after {starts}.", starts=starts))
        elif self.kind == END:
            began = [one.span.starts for one in self.holdings if one.span.starts <= self._model.today]
            if until is not None and began and until <= max(began):  # else the past would be gone in silence
                problem = text(msg("The end has to come after {starts}.", starts=max(began)))
        else:
            problem = self._clash(until)
        self.says.setText(problem)
        self.says.setVisible(bool(problem))
        self.says.set_tone("warning")
        self.main.setEnabled(not problem)

    def _clash(self, until: date | None) -> str:
        """The first that is in the way of the new dates."""
        moving = frozenset(one.id for one in self.holdings)
        for one in self.holdings:
            starts = self.starts.day() if self.kind == DATES else one.span.starts
            if starts is None or (until is not None and until <= starts):
                return tr("The end has to come after {starts}.", starts=starts)
            found = self._plan.timeline.clash(one.room, one.desk, Span(starts, until), moving)
            if found is not None:
                place = self._plan.place_of[one.room, one.desk]
                return text(taken_words(Taken(place, found.company, self._plan.name(found.company), found.span)))
        return ""


def span_words(span: Span) -> str:
    """Dates in words."""
    if span.until is None:
        return tr("from {starts}, without an end", starts=span.starts)
    return tr("from {starts} until {until}", starts=span.starts, until=span.until)
