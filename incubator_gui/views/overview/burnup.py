"""Burn-up: supported companies so far, the plan, and where the pace leads."""

from __future__ import annotations

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.services.overview import Overview
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.charts import BurnUp, BurnUpData
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.theme import Theme


class BurnUpCard(Card):
    """The chart with pace and pace needed in its header."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._overview: Overview | None = None
        self._pace = PlainLabel("", "label")
        self.add_tool(self._pace)
        self.chart = BurnUp(theme)
        self._note = PlainLabel("", "muted", wrap=True)
        self._note.setContentsMargins(12, 12, 12, 12)
        self.body.addWidget(self._note)
        self.body.addWidget(self.chart, 1)
        self.body.addStretch()

    def show_overview(self, found: Overview | None) -> None:
        """The course up to a day."""
        self._overview = found
        self.retranslate()

    def retranslate(self) -> None:
        """All words in the language of the screen."""
        found = self._overview
        target = found.burn_up.target if found else None
        title = tr("Burn-up to {n}", n=target.value) if target else tr("Burn-up")
        self.set_words(title, tr("counted: resident, affiliate, graduate"))
        if found is None:
            self._pace.setText("")
            self._note.hide()
            return
        course = found.burn_up
        self._pace.setText(self._speed(found))
        data = BurnUpData(
            tuple((day, float(value)) for day, value in course.actual),
            ((target.starts_on, 0.0), (target.due_on, float(target.value))) if target else (),
            tuple((point.day, point.low, point.value, point.high) for point in course.expected),
            float(target.value) if target else 0.0, found.is_today)
        drawable = len({day for day, _value in (*data.actual, *data.plan)}) > 1
        self.chart.set_data(self._described(found, title), data)
        self.chart.setVisible(drawable)
        self._note.setVisible(not drawable)
        self._note.setText(tr("Nothing to draw yet: nobody is supported, and no target is entered."))

    def _speed(self, found: Overview) -> str:
        speed, needed = found.burn_up.pace, found.burn_up.needed
        if not speed.months:
            return ""
        pace = current().number(speed.mean, 1)
        if needed is None:
            return tr("pace {pace} a month", pace=pace)
        return tr("pace {pace} a month, needed {needed}", pace=pace, needed=current().number(needed, 1))

    def _described(self, found: Overview, title: str) -> str:
        course = found.burn_up
        if not course.expected or course.target is None:
            return title
        end = course.expected[-1]
        return tr("{title}: {now} now, {expected} expected on {day}, between {low} and {high}", title=title,
                  now=len(found.supported), expected=round(end.value), day=end.day, low=round(end.low),
                  high=round(end.high))
