"""The desk in the house: whose it is, storing with undo, what hides what."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Actor
from incubator_gui.db.schema import Reviewer
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.services.house import House
from incubator_gui.views.review.desk import make
from incubator_gui.views.review.desk.desk_tab import DeskTab
from incubator_gui.widgets.context import Context
from tests.qt_support import assert_named
from tests.screen_support import closed_windows
from tests.services.reviews.rooms import NOW, WHOLE, form, room
from tests.support.databases import blank
from tests.views.review.desk.conftest import SeenShell


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A call with four applications and three reviewers, each of whom reads all."""
    place = tmp_path_factory.mktemp("desk") / "house.db"
    house = House.open(blank(place), clock=FixedClock(NOW))
    made = room(house, blind=True)
    house.close()
    return place, made


class Tab:
    """The part in a window, wired to the bus as the screen does."""

    def __init__(self, tab: DeskTab, house: House, made: Any, context: Context, shell: SeenShell,
                 qtbot: QtBot) -> None:
        self.tab, self.house, self.made, self.context, self.shell, self.qtbot = (tab, house, made, context, shell,
                                                                                 qtbot)
        self.asked: list[tuple[str, dict[str, Any]]] = []
        tab.part_asked.connect(lambda part, filters: self.asked.append((part, filters)))

    def idle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.context.jobs.busy() and not self.tab.bench._again.isActive(),
                                 timeout=20_000)
            self.qtbot.wait(2)

    def keys(self, typed: str) -> None:
        for each in typed:
            widget = QApplication.focusWidget()
            assert widget is not None
            self.qtbot.keyClicks(widget, each)

    def store(self) -> None:
        self.tab.bench.saver.flush()
        self.idle()

    def stored(self, place: int, reviewer: int = 0) -> ReviewForm:
        desk = self.house.reviews.desk(self.made.reviewers[reviewer], self.made.call)
        return desk.paper(self.made.applications[place]).form

    def go(self, place: int) -> None:
        self.tab.bench.go(self.made.applications[place], focus=True)
        self.idle()


@pytest.fixture
def build(template: tuple[Path, Any], tmp_path: Path, context: Context, qtbot: QtBot) -> Iterator[Callable[..., Tab]]:
    """Builds the part for somebody at the screen."""
    houses: list[House] = []

    def made(who: str = "Lena Weber", before: Callable[[House], object] | None = None) -> Tab:
        place = template[0]
        for file in place.parent.iterdir():
            if file.is_file():
                shutil.copy(file, tmp_path)
        if (place.parent / f"{place.name}.files").exists():
            shutil.copytree(place.parent / f"{place.name}.files", tmp_path / f"{place.name}.files",
                            dirs_exist_ok=True)
        house = House.open(tmp_path / place.name, clock=FixedClock(NOW), actor=Actor(who, "desk-1"))
        houses.append(house)
        template[1].house = house
        if before is not None:
            before(house)
        shell = SeenShell()
        context.house, context.clock, context.shell = house, house.clock, shell
        context.actions.set_scope("review")
        window = QWidget()
        window.setObjectName("Window")
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        tab = make(context)
        assert isinstance(tab, DeskTab)
        head = tab.head_widget()
        assert head is not None
        column.addWidget(head)
        column.addWidget(tab, 1)
        context.bus.changed.connect(tab.refresh)
        windows.append(window)
        window.resize(1256, 820)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=5000)
        tab.set_round(house.rounds.row(template[1].call))
        tab.activated()
        done = Tab(tab, house, template[1], context, shell, qtbot)
        done.idle()
        return done

    with closed_windows() as windows:
        yield made
    for house in houses:
        house.close()


@contextmanager
def as_chief(house: House) -> Iterator[None]:
    """Somebody who runs the review does something meanwhile."""
    actor = house.database.actor
    house.database.actor = Actor("Nora Falk", "desk-2")
    yield
    house.database.actor = actor


def officer(house: House, made: Any) -> None:
    """The first reviewer runs the round, too."""
    with house.database.write("test.officer", msg("For a test")) as work:
        work.session.get_one(Reviewer, made.reviewers[0]).is_officer = True


def test_my_own_desk_is_blind_and_stores(build: Callable[..., Tab], template: tuple[Path, Any]) -> None:
    tab = build()
    bench = tab.tab.bench
    assert tab.tab.whose.isHidden()  # no officer
    assert [row.number for row in bench.list.model.all] == [101, 102, 103, 104]
    assert "Ladewerk" not in bench.reading.text.toPlainText()
    assert "not shown while names are hidden" in bench.reading.text.toPlainText()
    bench.form.focus()
    tab.keys("4")
    tab.store()
    assert tab.stored(0).marks == {"team": 4}
    assert bench.list.model.row_of(template[1].applications[0]).state == "draft"
    assert_named(tab.tab.window())


def test_undo_takes_a_mark_back(build: Callable[..., Tab]) -> None:
    tab = build()
    tab.tab.bench.form.focus()
    tab.keys("4")
    tab.store()
    tab.context.bus.publish(tab.house.history.undo().changes)
    tab.idle()
    assert tab.stored(0).is_blank
    assert tab.tab.bench.form.form.is_blank
    assert tab.tab.bench.list.model.row_of(tab.tab.bench.current).state == "open"


def test_a_text_with_odd_signs_is_no_clash_with_itself(build: Callable[..., Tab]) -> None:
    tab = build()
    field = tab.tab.bench.form.closing.texts["comment"]
    field.setFocus()
    field.insertPlainText("u\u0308ber\u200b 团队  ")
    tab.store()
    field.insertPlainText("und mehr")
    tab.store()
    assert not tab.tab.bench.form.clash.isVisible()
    assert tab.stored(0).comment == "über 团队  und mehr"


def test_a_colleague_who_was_quicker(build: Callable[..., Tab]) -> None:
    tab = build()
    bench = tab.tab.bench
    bench.form.focus()
    tab.keys("4")
    other = tab.house.reviews.desk(tab.made.reviewers[0], tab.made.call)
    other.save(tab.made.applications[0], form(False, team="2", market="5"), ReviewForm())
    tab.store()
    assert bench.form.clash.isVisible()
    tab.qtbot.mouseClick(bench.form.clash.store, Qt.MouseButton.LeftButton)
    tab.idle()
    assert tab.stored(0).marks == {"team": 4, "market": 5}


def test_finishing_shows_the_next_one_and_the_others(build: Callable[..., Tab], template: tuple[Path, Any]) -> None:
    tab = build(before=lambda house: officer(house, template[1]))
    tab.house.reviews.desk(tab.made.reviewers[1], tab.made.call).save(tab.made.applications[0], WHOLE, ReviewForm())
    bench = tab.tab.bench
    bench.reading.choose("others")
    bench.form.focus()
    for mark in ("4", "3", "4.5"):
        tab.keys(mark)
        tab.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    tab.qtbot.mouseClick(bench.form.foot.finish, Qt.MouseButton.LeftButton)
    tab.idle()
    assert tab.stored(0).finished
    sees = tab.house.rounds.row(tab.made.call).sees_others
    words = bench.reading.text.toPlainText()
    assert ("Team: 4 (you 4)" in words) == (sees != "never")
    tab.qtbot.mouseClick(bench.form.foot.finish, Qt.MouseButton.LeftButton)
    tab.idle()
    assert bench.current == tab.made.applications[1]


def test_a_conflict_hides_and_undo_brings_it_back(build: Callable[..., Tab]) -> None:
    tab = build()
    bench = tab.tab.bench
    tab.context.actions.trigger("desk.conflict")
    bench.form.card.kind.choose("investor")
    bench.form.card.reason.setText("I hold shares")
    tab.qtbot.mouseClick(bench.form.card.go, Qt.MouseButton.LeftButton)
    tab.idle()
    assert tab.made.applications[0] not in [row.application for row in bench.list.model.all if row.state == "open"]
    assert bench.current == tab.made.applications[1]
    tab.context.bus.publish(tab.house.history.undo().changes)
    tab.idle()
    assert bench.list.model.row_of(tab.made.applications[0]).state == "open"


def test_an_officer_types_in_for_somebody(build: Callable[..., Tab], template: tuple[Path, Any]) -> None:
    tab = build(before=lambda house: officer(house, template[1]))
    assert not tab.tab.whose.isHidden()
    assert [tab.tab.whose.itemText(place) for place in range(tab.tab.whose.count())] == [
        "Mine", "Jun Hao", "Marie Thoma"]
    tab.tab.bench.form.focus()
    tab.keys("2")
    tab.tab.choose(tab.made.reviewers[1])
    tab.idle()
    assert tab.stored(0).marks == {"team": 2}  # what was typed before stays with oneself
    assert "You type in reviews of Jun Hao" in tab.tab.messages.bars()[0].sentence()
    assert tab.tab.bench.list.title.text() == "Assigned to Jun Hao"
    tab.tab.bench.form.focus()
    tab.keys("5")
    tab.store()
    assert tab.stored(0, 1).marks == {"team": 5}
    tab.qtbot.mouseClick(tab.tab.messages.bars()[0]._link, Qt.MouseButton.LeftButton)
    tab.idle()
    assert tab.tab.bench.list.title.text() == "Assigned to me"
    assert tab.tab.bench.form.form.marks == {"team": 2}


def test_somebody_who_is_no_reviewer(build: Callable[..., Tab]) -> None:
    tab = build(who="Nora Falk")
    assert tab.tab.stack.currentWidget() is tab.tab.no_seat
    assert tab.tab.no_seat._line.text().startswith("You are no reviewer.")
    tab.qtbot.mouseClick(tab.tab.no_seat.button, Qt.MouseButton.LeftButton)
    assert tab.asked == [("panel", {})]
    tab.tab.choose(tab.made.reviewers[2])
    tab.idle()
    assert tab.tab.stack.currentWidget() is tab.tab.bench
    tab.tab.open_record("review", tab.made.applications[0])
    tab.idle()


def test_a_review_is_opened_from_elsewhere(build: Callable[..., Tab], template: tuple[Path, Any]) -> None:
    tab = build(before=lambda house: officer(house, template[1]))
    desk = tab.house.reviews.desk(tab.made.reviewers[2], tab.made.call)
    desk.save(tab.made.applications[3], WHOLE, ReviewForm())
    (review,) = tab.house.reviews.rows(tab.made.call)
    tab.tab.open_record("review", review.id)
    tab.idle()
    assert tab.tab.bench.current == tab.made.applications[3]
    assert tab.tab.bench.form.form.finished
    assert tab.tab.whose.key() == tab.made.reviewers[2]


def test_a_phase_without_reviewing_is_read_only(build: Callable[..., Tab]) -> None:
    def close(house: House) -> None:
        call = house.rounds.rows()[0].call_id
        row = house.rounds.row(call)
        with as_chief(house):
            house.rounds.edit_phase(row.phase_id, may_review=False)

    tab = build(before=close)
    bench = tab.tab.bench
    assert bench.sheet is not None
    assert not bench.sheet.may_review
    assert bench.messages.bars()
    bench.form.focus()
    tab.keys("4")
    tab.store()
    assert tab.stored(0).is_blank


def test_a_call_without_a_round_and_a_desk_without_applications(build: Callable[..., Tab]) -> None:
    tab = build()
    other = tab.house.calls.add_call("2027-2").value
    tab.idle()
    tab.tab.set_round(tab.house.rounds.row(other))
    tab.idle()
    assert tab.tab.stack.currentWidget() is tab.tab.no_round
    tab.qtbot.mouseClick(tab.tab.no_round.button, Qt.MouseButton.LeftButton)
    assert tab.asked == [("setup", {"segment": "round"})]
    with as_chief(tab.house):
        tab.house.rounds.begin(other)
        tab.house.reviewers.seat(tab.house.rounds.row(other).round_id, [tab.made.reviewers[0]])
    tab.tab.set_round(tab.house.rounds.row(other))
    tab.idle()
    assert tab.tab.bench.stack.currentWidget() is tab.tab.nothing
    assert tab.tab.nothing._line.text().startswith("Nothing is assigned to you in this call yet.")
    tab.tab.set_round(tab.house.rounds.row(tab.made.call))
    tab.idle()
    assert tab.tab.bench.current in tab.made.applications


def test_another_call_waits_for_what_could_not_be_stored(build: Callable[..., Tab], monkeypatch: Any) -> None:
    tab = build()
    other = tab.house.calls.add_call("2027-2").value
    with as_chief(tab.house):
        tab.house.rounds.begin(other)
        tab.house.reviewers.seat(tab.house.rounds.row(other).round_id, [tab.made.reviewers[0]])
    desk = tab.tab.bench.desk
    monkeypatch.setattr(type(desk), "save", _full)
    tab.tab.bench.form.focus()
    tab.keys("4")
    tab.store()
    tab.tab.set_round(tab.house.rounds.row(other))
    tab.idle()
    assert tab.tab.bench.desk is desk  # still in front, with what was typed
    assert tab.tab.bench.form.form.marks == {"team": 4}
    monkeypatch.undo()
    tab.qtbot.mouseClick(tab.tab.bench.messages.bars()[0]._link, Qt.MouseButton.LeftButton)
    tab.idle()
    tab.tab.activated()
    tab.idle()
    assert tab.tab.bench.desk is not desk
    assert tab.stored(0).marks == {"team": 4}


def _full(*_arguments: object) -> None:
    raise Environment(msg("The disk is full."))


def test_words_follow_the_language(build: Callable[..., Tab]) -> None:
    from incubator_gui.core.languages import use_language

    tab = build()
    use_language("de")
    try:
        tab.tab.retranslate()
        tab.idle()
        assert "Beschäftigte\n6" in tab.tab.bench.reading.text.toPlainText()
        assert tab.tab.bench.form.blocks["market"]._name.text() == "Markt"
    finally:
        use_language("en")
