"""Services: each part with its panel, its dialogs, and the quick line while it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import Stop, at, corner
from incubator_gui.core.languages import current

_LISTS = ("under_served", "over", "odd", "overdue", "due", "no_owner")


def stops(opened: Opened) -> Iterator[Stop]:
    """Board and table with the ledger first."""
    pose = Pose(opened)
    window = opened.window
    yield Stop("services-panel", lambda: pose.part("board"), pose.engagement)
    yield Stop("services-panel-menu", lambda: pose.part("board"), lambda: pose.screen.panel.open_menu(), window=False)
    yield Stop("services-line", lambda: pose.part("board"), pose.write, leave=pose.unwrite)
    yield Stop("services-line-unknown", lambda: pose.part("board"), lambda: pose.screen.part.ledger.begin(
        "Nobody Ltd mentoring 90 min"), leave=pose.unwrite)
    yield Stop("services-paste", lambda: pose.part("board"), pose.paste, window=False)
    yield Stop("services-table", lambda: pose.part("table"), lambda: pose.select(pose.screen.part.table))
    yield Stop("services-edit", lambda: pose.part("table"), pose.edit_many, window=False)
    for key in _LISTS:
        yield Stop(f"services-list-{key}", lambda key=key: window.open_list(  # type: ignore[misc]
            "services", {"list": key}))
    yield Stop("services-more", lambda: pose.part("board"), lambda: pose.screen.header.more_asked.emit(), window=False)
    yield Stop("services-month", lambda: pose.part("board"),
               lambda: pose.screen.part.ledger.months_menu().popup(corner(pose.screen)), window=False)
    yield Stop("services-calendar", lambda: pose.part("calendar"), lambda: pose.tab.which.choose("month"))
    yield Stop("services-week", lambda: pose.part("calendar"), lambda: pose.tab.which.choose("week"),
               leave=lambda: pose.tab.which.choose("month"))
    yield Stop("services-kinds", lambda: pose.part("calendar"), lambda: pose.tab.open_kinds(), window=False)
    yield Stop("services-entitlements", lambda: pose.part("entitlements"), lambda: pose.select(pose.tab.table))
    yield Stop("services-trainings", lambda: pose.part("trainings"), pose.training)
    yield Stop("services-training-details", lambda: pose.part("trainings"), lambda: pose.tab.panel.show_tab("details"))
    yield Stop("services-enrol", lambda: pose.part("trainings"), lambda: pose.tab.ask_enrol(), window=False)
    yield Stop("services-training-menu", lambda: pose.part("trainings"), lambda: pose.tab.panel.open_menu(),
               window=False)
    yield Stop("services-mentors", lambda: pose.part("mentors"), pose.mentor)
    yield Stop("services-board", lambda: pose.part("board"))


class Pose:
    """What the stops do with the screen."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @property
    def screen(self) -> Any:
        """The screen, in front."""
        return at(self._opened.window, "services")

    @property
    def tab(self) -> Any:
        """The further part that is in front."""
        return self.screen.tabs[self.screen.header.parts.key]

    def part(self, key: str) -> None:
        """Another part."""
        screen = self.screen
        screen.header.parts.choose(key)
        if key in ("board", "table"):
            screen.part.show_mode(key)

    def engagement(self) -> None:
        """One that is active, with its panel."""
        rows = self._opened.context.house.engagements.rows()
        chosen = next((row for row in rows if row.status == "active" and row.deliverables), None) or rows[0]
        self.screen.open_record("engagement", chosen.id)

    def write(self) -> None:
        """A line of which every part is recognised."""
        known, house = self.screen.part.ledger.quick.known, self._opened.context.house
        engagement = next(row for row in house.engagements.rows() if row.status == "active")
        service = engagement.service.of(current().language)
        person = next(iter(known.people_names.values()), "")
        words = {"en": f"{engagement.company} {service} 90 min +30 min prep {person} review of the deck",
                 "de": f"{engagement.company} {service} 90 min +30 min Vorbereitung {person} Durchsicht der Folien",
                 "zh": f"{engagement.company} {service} 90分钟 +30分钟准备 {person} 路演材料修改"}
        self.unwrite()
        self.screen.part.ledger.begin(words[current().language])

    def unwrite(self) -> None:
        """The line empty again."""
        self.screen.part.ledger.quick.line.setText("")

    def paste(self) -> None:
        """Several lines at once: two that are understood, one that is not."""
        house = self._opened.context.house
        names = [row.company for row in house.engagements.rows() if row.status == "active"][:2]
        self.screen.part.ledger.ask_several([f"{names[0]} mentoring 60 min", f"{names[-1]} mentoring 45 min",
                                             "Nobody Ltd mentoring 30 min"])

    def select(self, table: Any) -> None:
        """The first row of a table."""
        ids = table.rows.visible_ids()
        if ids:
            table.select_ids(ids[:1])

    def edit_many(self) -> None:
        """The dialog that changes several engagements."""
        part = self.screen.part
        part.edit_many(part.table.rows.visible_ids()[:3], "status")

    def training(self) -> None:
        """One with participants."""
        rows = self._opened.context.house.trainings.rows()
        full = max(rows, key=lambda row: row.taken)
        self.screen.open_record("training", full.id)

    def mentor(self) -> None:
        """The first one, with the sessions."""
        self.select(self.tab.table)
