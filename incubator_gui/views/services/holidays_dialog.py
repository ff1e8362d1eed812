"""Working days and holidays of the house: country, region, own days, a year to look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, Words, msg, nmsg, ntr, tr
from incubator_gui.domain.workdays import SpecialDay, calendar, regions
from incubator_gui.views.services.holidays_year import DayList, YearView
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog, Rows
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, IconButton, set_property, tight

COUNTRIES: Mapping[Any, Message | str] = {
    "CN": msg("China"), "DE": msg("Germany"), "": msg("Weekends only")}
_MOST_DAYS = 60


class HolidaysDialog(Dialog):
    """At the left what counts, at the right the year that comes of it; nothing is stored before "Save"."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Working days and holidays"), tr("Save"), parent, width=1020)
        self._context, theme = context, context.theme
        self.own: list[SpecialDay] = []
        self.year = context.clock.today().year
        left, right = QVBoxLayout(), QVBoxLayout()
        tight(left, 12)
        tight(right, 8)
        rows = Rows()
        self.country = ChoiceBox(COUNTRIES)
        self.region = ChoiceBox()
        rows.add(tr("Country"), self.country)
        rows.add(tr("Region"), self.region)
        left.addLayout(rows)
        left.addWidget(PlainLabel(tr("Days of the house"), "panel"))
        left.addWidget(PlainLabel(tr("They win over the official table: further holidays, and weekend days on which"
                                     " people work, such as those that China moves each year."), "label", wrap=True))
        self.days = DayList(theme, tr("Days of the house"))
        self.days.setMinimumHeight(theme.px(28) * 5)
        self.days.remove_asked.connect(self.remove_selected)
        left.addWidget(self.days, 1)
        self.kind = SegmentedControl(theme, (("off", msg("Holiday"), ""), ("work", msg("Working day"), "")),
                                     msg("Kind of day"))
        self.first = self._day(msg("Day"))
        self.last = self._day(msg("Last day, if several"))
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setPlaceholderText(tr("What the day is called"))
        self.name.setAccessibleName(tr("What the day is called"))
        self.name.installEventFilter(self)
        self.adder = Button(theme, tr("Add day"), "plus")
        self.adder.clicked.connect(self.add_day)
        self.remove = Button(theme, tr("Remove"), "trash-2")
        self.remove.clicked.connect(self.remove_selected)
        adding = Rows()
        adding.add(tr("Kind"), self.kind)
        adding.add(tr("Day"), self.first)
        adding.add(tr("Last day"), self.last)
        adding.add(tr("Name"), self.name)
        left.addLayout(adding)
        buttons = QHBoxLayout()
        tight(buttons, 8)
        buttons.addWidget(self.adder)
        buttons.addWidget(self.remove)
        buttons.addStretch()
        left.addLayout(buttons)
        head = QHBoxLayout()
        tight(head, 8)
        self._title = PlainLabel("", "panel")
        before, after = IconButton(theme, "chevron-left"), IconButton(theme, "chevron-right")
        before.set_name(tr("Year before"))
        after.set_name(tr("Next year"))
        before.clicked.connect(lambda: self.turn(-1))
        after.clicked.connect(lambda: self.turn(1))
        for widget in (self._title, before, after):
            head.addWidget(widget)
        self._facts = PlainLabel("", "label")
        head.addStretch()
        head.addWidget(self._facts)
        self.view = YearView(theme)
        self.view.day_asked.connect(self._take_day)
        self.special = DayList(theme, tr("Special days of the year"))
        self.special.setMinimumHeight(theme.px(28) * 4)
        self._source = PlainLabel("", "label", wrap=True)
        right.addLayout(head)
        right.addWidget(self.view)
        right.addWidget(self.special, 1)
        right.addWidget(self._source)
        both = QHBoxLayout()
        tight(both, 24)
        both.addLayout(left, 4)
        both.addLayout(right, 5)
        self.body.addLayout(both, 1)
        self.country.activated.connect(self._other_country)
        self.region.activated.connect(self._show)
        self.days.itemSelectionChanged.connect(lambda: self.remove.setEnabled(bool(self.days.chosen())))
        self.submitted.connect(self._send)
        self.main.setEnabled(False)
        house = context.house
        context.jobs.read(house.keeping.settings, self._fill, failed=self.refused, owner=self, key="settings")

    def _day(self, name: Message) -> InlineField:
        field = InlineField(self.theme, "date", name)
        set_property(field.editor, "inline", False)
        field.committed.connect(lambda _value: field.saved())
        return field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter in the name adds the day; it must not save the dialog."""
        if watched is self.name and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) \
                and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add_day()
            return True
        return bool(super().eventFilter(watched, event))

    # what is shown ---------------------------------------------------------------------------

    def _fill(self, settings: Mapping[str, Any]) -> None:
        self._stored = {key: settings[key] for key in ("working_country", "working_region", "holidays")}
        self.own = list(calendar("CN", "", settings["holidays"] or ()).further)
        self.country.choose(settings["working_country"] if settings["working_country"] in COUNTRIES else "")
        self._regions(str(settings["working_region"]))
        self.main.setEnabled(True)
        self.country.setFocus()
        self._show()

    def _other_country(self) -> None:
        self._regions("")
        self._show()

    def _regions(self, chosen: str) -> None:
        names: dict[Any, Message | str] = {"": msg("National days only")}
        names |= dict(regions(str(self.country.key() or "")))
        self.region.set_choices(names)
        self.region.choose(chosen if chosen in names else "")
        self.region.setEnabled(len(names) > 1)

    def turn(self, step: int) -> None:
        """Another year."""
        self.year = max(2000, min(2100, self.year + step))
        self._show()

    def _show(self) -> None:
        days = calendar(str(self.country.key() or ""), str(self.region.key() or "")).with_days(self.own)
        language = current().language
        self.view.show_year(self.year, days, self._context.clock.today())
        self._title.setText(str(self.year))
        working = days.count(date(self.year, 1, 1), date(self.year + 1, 1, 1))
        self._facts.setText(ntr("{n} working day", "{n} working days", working))
        self.special.show_days(days.days(self.year), {one.day for one in self.own})
        self.days.show_days(sorted(self.own, key=lambda one: one.day), set())
        self.remove.setEnabled(bool(self.days.chosen()))
        if not days.country:
            self._source.setText(tr("Saturdays and Sundays are free, and the days of the house."))
            return
        words = current().labelled(tr("Source"), days.source(language, self.year))
        official = days.is_official(self.year)
        self._source.setText(words if official else tr(
            "The moved working days of {year} are not in the table yet: add them at the left once they are announced.",
            year=str(self.year)))
        self._source.set_tone("" if official else "warning")

    # own days --------------------------------------------------------------------------------

    def add_day(self) -> None:
        """One day, or a span; a day that was there is replaced."""
        if not (self.first.commit() and self.last.commit()):
            return
        first = self.first.value()
        if first is None:
            self.first.failed(msg("Which day?"))
            self.first.setFocus()
            return
        last = self.last.value() or first
        if last < first or (last - first).days >= _MOST_DAYS:
            self.last.failed(msg("The last day comes after the first, at most {n} days later.", n=_MOST_DAYS))
            self.last.setFocus()
            return
        works = self.kind.key == "work"
        name = self.name.text().strip() or (tr("Working day") if works else tr("Holiday of the house"))
        words = Words(tuple((language, name) for language in ("en", "de", "zh")))
        new = [SpecialDay(date.fromordinal(number), words, works)
               for number in range(first.toordinal(), last.toordinal() + 1)]
        gone = {one.day for one in new}
        self.own = [one for one in self.own if one.day not in gone] + new
        self.year = first.year
        for field in (self.first, self.last):
            field.discard()
            field.set_value(None)
        self.name.clear()
        self.first.setFocus()
        self._show()

    def remove_selected(self) -> None:
        """Take own days away again."""
        gone = set(self.days.chosen())
        self.own = [one for one in self.own if one.day not in gone]
        self._show()

    def _take_day(self, day: date) -> None:
        self.first.set_value(day)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    # storing ---------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """What is stored."""
        return {"working_country": self.country.key() or "", "working_region": self.region.key() or "",
                "holidays": [one.to_json() for one in sorted(self.own, key=lambda one: one.day)]}

    def _send(self) -> None:
        if self.first.dirty or self.first.value() is not None:
            self.add_day()
            if self.first.dirty:
                return
        house, values = self._context.house, self.values()
        if values == self._stored:
            self.accept()
            return
        self.busy()
        sentence = nmsg("Working days of the house changed; {n} day is its own",
                        "Working days of the house changed; {n} days are its own", len(self.own))
        self._context.jobs.write(lambda: house.keeping.set_many(values, sentence), lambda _changes: self.accept(),
                                 failed=self._failed, owner=self)

    def _failed(self, error: IncubatorError) -> None:
        self.refused(error)

    _stored: Mapping[str, Any] = {}
