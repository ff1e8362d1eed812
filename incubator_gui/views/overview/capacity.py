"""Capacity: desks by floor, who comes, who leaves, who waits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, tr
from incubator_gui.services.occupancy import FloorUse, Movement
from incubator_gui.services.overview import Overview
from incubator_gui.views.overview.figures import Open
from incubator_gui.views.overview.parts import BarCell, ElidedLink, Swatch, alt_row, emptied
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.theme import Theme

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CapacityCard(Card):
    """One bar for each floor with desks, and three lines of movement."""

    def __init__(self, theme: Theme, open_screen: Open) -> None:
        super().__init__(theme)
        self._open = open_screen
        self._overview: Overview | None = None
        self._plan = Button(theme, kind="link")
        self._plan.clicked.connect(lambda: open_screen("floor_plan", {}))
        self.add_tool(self._plan)
        self._column = QVBoxLayout()
        tight(self._column)
        self.body.addLayout(self._column)
        self.body.addStretch(1)
        theme.changed.connect(self.retranslate)

    def show_overview(self, found: Overview | None) -> None:
        """The space of a day."""
        self._overview = found
        self.retranslate()

    def retranslate(self) -> None:
        """All lines anew, in the language of the screen."""
        self.set_words(tr("Capacity"), tr("desks by floor"))
        self._plan.setText(tr("Floor plan"))
        emptied(self._column)
        found = self._overview
        if found is None:
            return
        if not found.space.floors:
            note = PlainLabel(tr("No desks are entered yet. Floors, rooms and desks show here once they are."),
                              "muted", wrap=True)
            note.setContentsMargins(12, 12, 12, 12)
            self._column.addWidget(note)
        else:
            self._column.addWidget(self._legend(found))
            self._column.addWidget(line("GridLine"))
            self._column.addLayout(self._floors(found.space.floors))
        self._column.addWidget(line("GridLine"))
        self._column.addLayout(self._movements(found))

    def _legend(self, found: Overview) -> QWidget:
        frame = alt_row(self._theme, 32)
        row = QHBoxLayout(frame)
        tight(row, 4, 12, 0, 12, 0)
        today = tr("in use today") if found.is_today else tr("in use on {day}", day=found.day)
        later = tr("added by {day}", day=found.horizon)
        for fill, words in (("full", today), ("hatched", later), ("hollow", tr("free"))):
            row.addWidget(Swatch(self._theme, fill))  # type: ignore[arg-type]
            row.addWidget(PlainLabel(words, "label"))
            row.addSpacing(12)
        row.addStretch(1)
        return frame

    def _floors(self, floors: tuple[FloorUse, ...]) -> QGridLayout:
        grid = QGridLayout()
        tight(grid, 12, 12, 8, 12, 8)
        grid.setVerticalSpacing(self._theme.px(8))
        grid.setColumnStretch(1, 1)
        top = max(floor.total for floor in floors)
        for place, floor in enumerate(floors):
            figure = tr("{used} / {all}", used=floor.in_use, all=floor.total)
            bar = BarCell(self._theme)
            bar.set_values(tr("{floor}: {used} of {all} desks in use, {added} more are planned", floor=floor.name,
                              used=floor.in_use, all=floor.total, added=floor.added),
                           floor.in_use, floor.added, floor.total, top)
            share = PlainLabel(current().percent(floor.in_use / floor.total), "muted")
            grid.addWidget(PlainLabel(floor.name), place, 0)
            grid.addWidget(bar, place, 1)
            grid.addWidget(self._floor_link(figure, floor, f"{floor.name} {figure}"), place, 2, RIGHT)
            grid.addWidget(share, place, 3, RIGHT)
        return grid

    def _movements(self, found: Overview) -> QGridLayout:
        grid = QGridLayout()
        tight(grid, 12, 12, 12, 12, 12)
        grid.setVerticalSpacing(self._theme.px(8))
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, str, Movement, str], ...] = (
            ("log-in", tr("Coming in by {day}", day=found.horizon), found.space.coming, ""),
            ("log-out", tr("Leaving by {day}", day=found.horizon), found.space.leaving, ""),
            ("triangle-alert", _waiting(found), found.waiting,
             "warning" if found.waiting.companies else ""))
        for place, (icon, words, movement, tone) in enumerate(rows):
            mark = PlainLabel()
            mark.setPixmap(self._theme.pixmap(icon, tone or "muted", 16, self.devicePixelRatioF()))
            label = ElidedLabel(words)
            label.set_tone(tone)
            count = len(movement.companies)
            companies = ntr("{n} company", "{n} companies", count)
            grid.addWidget(mark, place, 0)
            grid.addWidget(label, place, 1)
            named = current().labelled(words, companies)
            link = self._link(companies, movement.companies, named, "waiting" if icon == "triangle-alert" else "")
            grid.addWidget(link, place, 2, RIGHT)
            grid.addWidget(PlainLabel(ntr("{n} desk", "{n} desks", movement.desks), "muted"), place, 3, RIGHT)
        return grid

    def _link(self, words: str, ids: tuple[object, ...], name: str, known: str = "") -> QWidget:
        """To the companies of these ids, or to a list that companies keep themselves."""
        if not ids:
            return PlainLabel(words)
        link = ElidedLink(self._theme, words)
        link.setAccessibleName(name)
        filters = {"list": known} if known else {"ids": list(ids)}
        link.clicked.connect(lambda _=False: self._open("companies", filters))
        return link

    def _floor_link(self, words: str, floor: FloorUse, name: str) -> QWidget:
        link = ElidedLink(self._theme, words)
        link.setAccessibleName(name)
        link.clicked.connect(lambda _=False: self._open(
            "floor_plan", {"view": "table", "free": False, "desks": True, "floor": floor.id}))
        return link


def _waiting(found: Overview) -> str:
    """Who waits, and whether there is room for them."""
    if not found.waiting.companies or found.room_from == found.day:
        return tr("Waiting for desks")
    if found.room_from is None:
        return tr("Waiting, no room within a year")
    return tr("Waiting, no room before {month}", month=current().day(found.room_from, "month"))
