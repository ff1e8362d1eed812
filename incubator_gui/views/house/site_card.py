"""The site: its name, area and time zone, and what its rooms add up to."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.vocabulary import ROOM_KINDS
from incubator_gui.views.house.reading import Reading
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import line, tight
from incubator_gui.widgets.theme import Theme

_FIRST = ("Asia/Shanghai", "Europe/Berlin", "Europe/London", "UTC")


@lru_cache(maxsize=1)
def zones() -> dict[str, str]:
    """Time zones, the likely ones first."""
    known = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return {zone: zone for zone in (*_FIRST, *known)}


class SiteCard(Card):
    """`edited` carries the site, the column and its value; answer with `saved` or `failed`."""

    edited = Signal(object, str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._site: UUID | None = None
        self._reading: Reading | None = None
        inner = QWidget()
        column = QVBoxLayout(inner)
        tight(column, 8, 12, 8, 12, 12)
        grid = QGridLayout()
        tight(grid, 4)
        grid.setColumnStretch(1, 1)
        self.fields = {
            "name": InlineField(theme, "text", msg("Name of the site"), needed=True, check=_name),
            "area": InlineField(theme, "number", msg("Area of the site"), unit=msg("m²"), check=_area),
            "time_zone": InlineField(theme, "choice", msg("Time zone of the site"), choices=zones(), needed=True)}
        self._labels = {}
        for at, (key, field) in enumerate(self.fields.items()):
            label = self._labels[key] = PlainLabel(type="muted")
            label.setBuddy(field)
            field.committed.connect(lambda value, key=key: self.edited.emit(self._site, key, value))
            if isinstance(field.editor, QComboBox):  # as wide as there is room, not as its longest entry
                field.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                field.editor.setMinimumContentsLength(8)
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        column.addLayout(grid)
        column.addWidget(line("GridLine"))
        self._totals = QGridLayout()
        tight(self._totals, 4)
        self._totals.setColumnStretch(0, 1)
        column.addLayout(self._totals)
        self._lines: list[tuple[PlainLabel, PlainLabel]] = []
        self.note = PlainLabel(type="label", wrap=True)
        column.addWidget(self.note)
        column.addStretch()
        self.body.addWidget(inner)

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not stored."""
        return any(field.dirty for field in self.fields.values())

    def commit(self) -> bool:
        """Store what is typed; False where something wrong stands."""
        good = [field.commit() for field in self.fields.values()]
        return all(good)

    def saved(self, key: str) -> None:
        """The value is stored."""
        self.fields[key].saved()

    def failed(self, key: str, why: Message) -> None:
        """It is not; the text stays with the reason."""
        self.fields[key].failed(why)

    def show_site(self, reading: Reading, site: UUID | None) -> None:
        """Another site, or the same with other figures."""
        if site != self._site:
            self.commit()
            for field in self.fields.values():
                field.discard()
        self._site, self._reading = site, reading
        found = reading.site(site)
        if found is not None:
            if found.time_zone not in zones():
                self.fields["time_zone"].set_choices({**zones(), found.time_zone: found.time_zone})
            for key, field in self.fields.items():
                field.set_value(getattr(found, key))
        self._show_totals()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.set_words(tr("Site"))
        for key, words in (("name", tr("Name")), ("area", tr("Area")), ("time_zone", tr("Time zone"))):
            self._labels[key].setText(words)
            self.fields[key].retranslate()
        self._show_totals()

    def totals(self) -> list[tuple[str, str]]:
        """What the rooms add up to, in words."""
        reading = self._reading
        if reading is None or self._site is None:
            return []
        rooms = reading.rooms_at(self._site)
        speak = current()
        kinds = Counter(room.kind for room in rooms)
        floors = sum(floor.site_id == self._site for floor in reading.floors)
        out = [(tr("Floors"), speak.number(floors)), (tr("Rooms"), speak.number(len(rooms)))]
        out += [("    " + text(label), speak.number(kinds[kind])) for kind, label in ROOM_KINDS.items() if kinds[kind]]
        out.append((tr("Desks"), speak.number(sum(room.desks for room in rooms))))
        out.append((tr("Area of the rooms"), tr("{n} m²", n=speak.number(round(sum(r.area or 0 for r in rooms))))))
        return out

    def _show_totals(self) -> None:
        totals = self.totals()
        while len(self._lines) < len(totals):
            pair = ElidedLabel(), PlainLabel(type="strong")
            pair[1].setAlignment(Qt.AlignmentFlag.AlignRight)
            for at, label in enumerate(pair):
                self._totals.addWidget(label, len(self._lines), at)
            self._lines.append(pair)
        for at, (left, right) in enumerate(self._lines):
            shown = at < len(totals)
            left.setVisible(shown)
            right.setVisible(shown)
            if shown:
                inner = totals[at][0].startswith(" ")
                left.setText(totals[at][0])
                left.setContentsMargins(12 if inner else 0, 0, 0, 0)
                left.set_tone("muted" if inner else "")
                right.setText(totals[at][1])
        words, wrong = self._remark()
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.note.set_tone("warning" if wrong else "")

    def _remark(self) -> tuple[str, bool]:
        """Whether the rooms fit into the site, and what is still missing."""
        reading = self._reading
        site = reading.site(self._site) if reading is not None else None
        if reading is None or site is None:
            return "", False
        rooms = reading.rooms_at(site.id)
        area = sum(room.area or 0 for room in rooms)
        bare = sum(room.area is None for room in rooms)
        if site.area and area > site.area + 0.5:
            return tr("The rooms are {n} m² more than the site has.", n=current().number(round(area - site.area))), True
        if bare:
            return ntr("{n} room has no area yet.", "{n} rooms have no area yet.", bare), False
        if site.area and rooms:
            return tr("The rooms are {percent} of the site.", percent=current().percent(area / site.area)), False
        return "", False


def _name(value: Any) -> None:
    if len(str(value)) > 120:
        raise Refused(msg("“{text}…” is too long: at most {n} characters fit.", text=str(value)[:30], n=120))


def _area(value: Any) -> None:
    if not 0 < value <= 1_000_000:
        raise Refused(msg("An area is more than 0 and at most {n} m².", n=1_000_000))
