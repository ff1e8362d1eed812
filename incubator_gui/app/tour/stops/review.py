"""Review: every part with its panels and dialogs, a return with a conflict, decision day with its projector."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import LONG, Stop, at
from incubator_gui.app.tour.stops import review_mode
from incubator_gui.app.tour.waiting import wait, wait_until
from incubator_gui.core.languages import current
from incubator_gui.domain.review_words import WAYS

_PAPER = 600
"""Milliseconds in which the pages of a paper are painted."""
_PLOTS = ("severity", "spread", "ranks", "shares", "flips", "agreement")


def stops(opened: Opened, scratch: Path) -> Iterator[Stop]:
    """The newest call, which is under review; of decision day also a meeting that is over."""
    pose = Pose(opened, scratch)
    if not opened.context.house.rounds.rows():
        return
    yield Stop("review-desk", lambda: pose.desk("Tobias Kessler"))
    yield Stop("review-plan", lambda: pose.desk("Tobias Kessler"), pose.read_plan, patience=LONG)
    yield Stop("review-notes", pose.read_notes, lambda: wait(_PAPER), patience=LONG)
    yield Stop("review-note-list", pose.read_notes, lambda: opened.context.actions.trigger("desk.notes"), patience=LONG,
               leave=lambda: pose.part.bench.reading.choose("answers"))
    yield Stop("review-grid", lambda: pose.desk("Tobias Kessler"), lambda: pose.part.bench.head.grid.setChecked(True),
               leave=lambda: pose.part.bench.head.grid.setChecked(False))
    yield Stop("review-blind", lambda: pose.desk("Naomi Ferrand", blind=True), leave=pose.see_again)
    yield Stop("review-changed", lambda: pose.desk("Naomi Ferrand"), pose.to_changed)
    yield Stop("review-others", lambda: pose.desk("Naomi Ferrand"), lambda: pose.part.bench.reading.choose("others"))
    for key in ("people", "conflicts", "blind"):
        yield Stop(f"review-panel-{key}", lambda key=key: pose.panel(key), pose.first_row,  # type: ignore[misc]
                   tabs=key == "people")
    yield Stop("review-assignment", lambda: pose.go("assignment"))
    yield Stop("review-late", pose.be_late, pose.remind, leave=pose.take_back)
    yield Stop("review-due", lambda: pose.go("assignment"), pose.ask_due, window=False)
    yield Stop("review-proposal", lambda: pose.go("assignment"), pose.propose, patience=LONG,
               leave=lambda: pose.part.to_board())
    yield Stop("review-packages", lambda: pose.go("packages"))
    for way in WAYS:
        yield Stop(f"review-send-{way}", lambda: pose.go("packages"), lambda way=way: pose.send(way),  # type: ignore[misc]
                   window=False)
    yield Stop("review-returned", lambda: pose.go("packages"), pose.come_back, patience=LONG)
    yield Stop("review-conflict", lambda: pose.part.returns.to_next(), leave=lambda: pose.part.leave_returns())
    for key in _PLOTS:
        yield Stop(f"review-scores-{key}", lambda: pose.scores(), lambda key=key: pose.plot(key),  # type: ignore[misc]
                   patience=LONG)
    for key in ("prepare", "day", "result"):
        yield Stop(f"review-decision-{key}", lambda key=key: pose.decision(key))  # type: ignore[misc]
    yield Stop("review-decision-new", lambda: pose.decision("prepare"), lambda: pose.part.ask_new(), window=False)
    yield Stop("review-letter", lambda: pose.decision("result"), pose.write_letter, patience=LONG)
    yield Stop("review-letter-paper", pose.show_letter, lambda: wait(_PAPER), window=False, patience=LONG)
    yield Stop("review-minutes", pose.show_minutes, lambda: wait(_PAPER), window=False, patience=LONG)
    yield Stop("review-projector", lambda: pose.decision("day"), lambda: pose.part.toggle_projector(), window=False)
    yield Stop("review-day-open", lambda: pose.go("decision", {"page": "day"}), pose.open_meeting,
               leave=pose.take_back)
    yield Stop("review-announce", lambda: pose.go("decision", {"page": "result"}),
               lambda: pose.part.result.ask_announce(), window=False)
    yield Stop("review-templates", lambda: pose.decision("result"), lambda: pose.part.result.ask_templates(),
               window=False)
    for key in ("rubric", "round"):
        yield Stop(f"review-setup-{key}", lambda key=key: pose.go("setup", {"segment": key}))  # type: ignore[misc]
    yield from review_mode.stops(opened, scratch)


class Pose:
    """What the stops do with the screen."""

    def __init__(self, opened: Opened, scratch: Path) -> None:
        self._opened, self._scratch = opened, scratch
        self._actor = opened.context.house.database.actor
        self._files: list[Path] = []

    @property
    def house(self) -> Any:
        """The house that is shown."""
        return self._opened.context.house

    @property
    def screen(self) -> Any:
        """The screen, in front."""
        return at(self._opened.window, "review")

    @property
    def part(self) -> Any:
        """The part in front."""
        return self.screen.part

    @property
    def call(self) -> UUID:
        """The newest call."""
        found: UUID = self.house.rounds.rows()[0].call_id
        return found

    def go(self, part: str, filters: dict[str, Any] | None = None) -> None:
        """One part for the newest call."""
        self._opened.window.open_list("review", {"part": part, "call": self.call, **(filters or {})})

    def desk(self, name: str, *, blind: bool = False) -> None:
        """The desk of a reviewer; blind as this reviewer sees it, else as it is typed in for them."""
        if blind:
            self._look_as(replace(self._actor, who=name, also=()))
        else:
            self.go("desk", {"reviewer": str(self.house.reviewers.me((name,)))})

    def see_again(self) -> None:
        """Whoever runs the programme is at the screen once more."""
        self._look_as(self._actor)

    def _look_as(self, actor: Any) -> None:
        """Who looks has changed, which no change of data tells: the desk is closed and opened anew."""
        self.house.database.actor = actor
        self.go("desk")
        self.part.choose(None)
        self.part.bench.close_desk()
        self.part.read()
        wait_until(lambda: not self._opened.context.jobs.busy())

    def to_changed(self) -> None:
        """An application that has a newer version than the review judged."""
        bench = self.part.bench
        changed = [row for row in bench.list.model.all if row.changed]
        if changed:
            bench.go(changed[0].application)

    def read_plan(self) -> None:
        """The first document of the application in front."""
        reading = self.part.bench.reading
        documents = [one for one in self.part.bench.paper.documents if one.kind == "business_plan"]
        if documents:
            reading.choose(documents[0].key)

    def read_notes(self) -> None:
        """The plan where the first note is."""
        self.desk("Tobias Kessler")
        self.settle()
        self.read_plan()
        self.settle()
        self._opened.context.actions.trigger("desk.note_next")

    def panel(self, segment: str) -> None:
        """People, conflicts or blind copies."""
        self.go("panel", {"segment": segment})

    def first_row(self) -> None:
        """The first line, with its panel."""
        table = getattr(self.part.page, "table", None)
        if table is not None:
            table.setCurrentIndex(table.model().index(0, 1))

    def write(self, work: Callable[[], Any]) -> None:
        """Change something as a screen would, so that all of them hear of it."""
        self._opened.context.jobs.write(work, owner=self._opened.window)
        self.settle()

    def settle(self) -> None:
        """Until nothing is read or written any more."""
        wait_until(lambda: not self._opened.context.jobs.busy())

    def take_back(self) -> None:
        """Undo the last change."""
        self.write(lambda: self.house.history.undo())

    def be_late(self) -> None:
        """The reviews were due a week ago."""
        self.go("assignment")
        day = self.house.clock.today() - timedelta(days=7)
        self.write(lambda: self.house.rounds.set(self.house.rounds.row(self.call).round_id, due_on=day))

    def remind(self) -> None:
        """Drafts to all who are late."""
        card = self.part.board.load_card
        folder = self._scratch / "reminders"
        folder.mkdir(parents=True, exist_ok=True)
        card.reminding.write(folder, self.call, card.late())

    def ask_due(self) -> None:
        """Another day for reviews that are open."""
        board = self.part.board
        open_ = [row.id for row in board.sheet.rows if any(one.state == "open" for one in row.assigned)]
        board.table.select_ids(open_[:3])
        board.ask_due()

    def open_meeting(self) -> None:
        """The coming meeting has begun."""
        day = self.part.day_page.day
        if day is not None:
            self.write(lambda: self.house.meetings.open(day.meeting.id))

    def propose(self) -> None:
        """Four reviews each."""
        self.part.board.wish.each.setValue(4)
        self.part.propose()

    def send(self, way: str) -> None:
        """The dialog, which looks after a moment at what would leave."""
        self.part.ask_send()
        self.part.dialog.way.choose(way)
        wait(500)

    def write_letter(self) -> None:
        """A draft for the first decision, with the letter beside the list."""
        result = self.part.result
        result.table.setCurrentIndex(result.table.model().index(0, 1))
        result.draft_letters()

    def show_letter(self) -> None:
        """The draft as a paper."""
        self.decision("result")
        self.settle()
        self.write_letter()
        self.settle()
        self.part.result.letter.look()

    def show_minutes(self) -> None:
        """The minutes as a paper."""
        self.decision("result")
        self.settle()
        self.part.result.minutes_work.make(current().language)

    def come_back(self) -> None:
        """A sheet that was filled in while somebody judged otherwise here."""
        if not self._files:
            self._files = [self._filled()]
        self.part.open_files(self._files)

    def scores(self) -> None:
        """The call before, in which all reviews are in."""
        self._opened.window.open_list("review", {"part": "scores", "call": self.house.rounds.rows()[1].call_id})

    def plot(self, key: str) -> None:
        """One of the plots."""
        self.part.card.choice.choose(key)

    def decision(self, page: str) -> None:
        """Preparation of the coming meeting; day and results of the one that is over."""
        call = self.call if page == "prepare" else self.house.rounds.rows()[1].call_id
        self._opened.window.open_list("review", {"part": "decision", "call": call, "page": page})

    def _filled(self) -> Path:
        from openpyxl import load_workbook

        house, folder = self.house, self._scratch / "returned"
        folder.mkdir(parents=True, exist_ok=True)
        reviewer = house.reviewers.me(("Tobias Kessler",))
        made = house.review_packages.make(self.call, [reviewer], "sheet", folder).value[0]
        desk = house.reviews.desk(reviewer, self.call)
        row = next(one for one in desk.sheet().rows if one.state == "draft")
        before = desk.paper(row.application).form
        team = before.of("team")
        other = 3 if team.mark == 5 else 5
        here = 1 if team.mark == 2 else 2
        desk.save(row.application, before.giving("team", type(team)(Decimal(here), False, team.remark)), before)
        book = load_workbook(made.path)
        sheet = book.worksheets[0]
        columns = {cell.value: cell.column for cell in sheet[1]}
        for line in range(3, sheet.max_row + 1):
            if sheet.cell(line, columns["id"]).value == str(row.application):
                sheet.cell(line, columns["mark.team"]).value = other
                sheet.cell(line, columns["mark.fit"]).value = 3
                sheet.cell(line, columns["comment"]).value = "Met them at the fair; the founder knows every part."
        book.save(made.path)
        path: Path = made.path
        return path

