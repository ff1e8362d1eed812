"""The overview: figures that open their lists, tasks ticked off, an empty house, another day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from incubator_gui.core.languages import use_language
from incubator_gui.core.settings import PERSON_NAME
from incubator_gui.services.house import House
from incubator_gui.services.tasks import TasksService
from incubator_gui.views.overview import make
from incubator_gui.views.overview.parts import ElidedLink
from incubator_gui.widgets.context import Context
from tests.qt_support import assert_named
from tests.services.houses import DAY, Filled, apply_with, fill, open_house
from tests.views.companies.room import SeenShell, idle, pdf_words, picture, room, shell

__all__ = ["room", "shell"]
Room = Callable[..., Any]


@pytest.fixture
def house(tmp_path: Path, context: Context) -> Iterator[House]:
    """An empty house that stands at noon of a fixed day."""
    opened = open_house(tmp_path / "house.db")
    context.clock = opened.clock
    yield opened
    opened.close()


@pytest.fixture
def made(house: House) -> Filled:
    """The house filled, with two applications."""
    made = fill(house)
    apply_with(house, made, "栎星换电", ("received", date(2027, 2, 1)), ("review", date(2027, 2, 9)))
    apply_with(house, made, "Kranichtal", ("received", date(2027, 2, 1)), ("accepted", date(2027, 3, 1)))
    return made


def figure(screen: Any, key: str) -> QPushButton:
    return screen.figures._parts[key].findChild(QPushButton)


def labels(widget: Any) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def test_figures_open_their_lists(room: Room, made: Filled, shell: SeenShell, qtbot: QtBot) -> None:
    screen = room(make)
    shown = {key: figure(screen, key).text() for key in screen.figures._parts}
    assert shown == {"supported": "4", "residents": "2", "desks": "5", "area": "55", "waiting": "0",
                     "applications": "1", "underserved": "1"}
    del shown["waiting"]  # counts nothing, opens nothing
    for key in shown:
        qtbot.mouseClick(figure(screen, key), Qt.MouseButton.LeftButton)
    asked = dict(zip(shown, shell.screens, strict=True))
    assert asked["applications"] == ("applications", {"open": True})
    assert asked["underserved"] == ("services", {"list": "under_served", "ids": [made.company["Fernmoss"]]})
    assert len(asked["supported"][1]["ids"]) == 4
    assert asked["residents"][1]["list"] == "residents"
    taken = {"view": "table", "free": False, "day": DAY}
    assert asked["desks"] == ("floor_plan", taken | {"desks": True})
    assert asked["area"] == ("floor_plan", taken | {"desks": False})
    assert_named(screen)
    picture(screen, "overview")


def test_what_counts_nothing_opens_nothing(room: Room, house: House, qtbot: QtBot, shell: SeenShell) -> None:
    house.companies.add("Only an applicant")
    screen = room(make)
    assert not figure(screen, "supported").isEnabled()
    assert figure(screen, "desks").text() == "–"
    assert "No desks are entered yet" in " ".join(labels(screen.capacity))
    assert "No call yet." in labels(screen.funnel)
    assert_named(screen)


def test_the_funnel_opens_what_it_counts(room: Room, made: Filled, shell: SeenShell, qtbot: QtBot,
                                         context: Context) -> None:
    screen = room(make)
    links = {link.accessibleName(): link for link in screen.funnel.findChildren(ElidedLink)}
    assert "Received: 2" in links
    qtbot.mouseClick(links["Accepted: 1"], Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert shell.screens == [("applications", {"call": made.call, "ids": [made.application["Kranichtal"]]})]


def test_floors_and_movements_open_their_lists(room: Room, made: Filled, house: House, shell: SeenShell,
                                               qtbot: QtBot) -> None:
    screen = room(make)
    links = {link.accessibleName(): link for link in screen.capacity.findChildren(ElidedLink)}
    qtbot.mouseClick(links["Floor 1 5 / 8"], Qt.MouseButton.LeftButton)
    coming = next(link for name, link in links.items() if name.startswith("Coming in by"))
    coming.setFocus()
    qtbot.keyClick(coming, Qt.Key.Key_Space)
    floor = house.space.floors()[0].id
    assert shell.screens == [("floor_plan", {"view": "table", "free": False, "desks": True, "floor": floor}),
                             ("companies", {"ids": [made.company["Lindwurm"]]})]


def test_who_waits_is_a_list_of_companies(room: Room, made: Filled, house: House, shell: SeenShell, qtbot: QtBot
                                          ) -> None:
    house.companies.add("Waiting Ltd", life="admitted")
    screen = room(make)
    assert figure(screen, "waiting").text() == "1"
    qtbot.mouseClick(figure(screen, "waiting"), Qt.MouseButton.LeftButton)
    link = next(one for one in screen.capacity.findChildren(ElidedLink) if one.accessibleName().startswith("Waiting"))
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert shell.screens == [("companies", {"list": "waiting"})] * 2


def test_tick_off_a_task_and_undo(room: Room, made: Filled, house: House, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    box = next(b for b in screen.tasks.findChildren(QCheckBox) if b.accessibleName() == "Done: Gate decision")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    idle(qtbot, context)
    assert [task.title for task in TasksService(house.database).open()] == ["Hand over 6 desks", "Letter", "Some day"]
    assert "Gate decision" not in labels(screen.tasks)
    context.jobs.write(lambda: house.history.undo(), owner=screen)
    idle(qtbot, context)
    assert "Gate decision" in labels(screen.tasks)


def test_a_tick_that_fails_is_taken_back(room: Room, made: Filled, house: House, qtbot: QtBot,
                                         context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    from incubator_gui.core.errors import Refused
    from incubator_gui.core.messages import msg

    def refuse(*_: object) -> None:
        raise Refused(msg("The disk is full."))

    screen = room(make)
    monkeypatch.setattr(TasksService, "set_done", refuse)
    box = next(b for b in screen.tasks.findChildren(QCheckBox) if b.accessibleName() == "Done: Letter")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    box.setChecked(True)
    idle(qtbot, context)
    assert not box.isChecked()
    assert box.isEnabled()
    assert screen._messages.bars()[0].sentence() == "The disk is full."


def test_groups_and_all_tasks(room: Room, made: Filled, qtbot: QtBot) -> None:
    screen = room(make)
    groups = ("Late", "Today", "This week", "Later", "Without a date")
    assert [words for words in labels(screen.tasks) if words in groups] == list(groups)
    assert screen.tasks._more.text() == "All 9 tasks"
    assert "9 days late" in labels(screen.tasks)
    qtbot.mouseClick(screen.tasks._more, Qt.MouseButton.LeftButton)
    assert screen.page.isVisible()
    assert screen.page.table.rows.counts() == (9, 9)
    assert_named(screen)
    picture(screen, "tasks")
    qtbot.mouseClick(screen.page.back, Qt.MouseButton.LeftButton)
    assert screen.tasks.isVisible()


def test_what_follows_from_a_record_opens_it(room: Room, made: Filled, shell: SeenShell, qtbot: QtBot) -> None:
    screen = room(make)
    button = next(one for one in screen.tasks.findChildren(QToolButton)
                  if one.accessibleName().startswith("Open: Take back 1 desk"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    (screen_id, filters), = shell.screens
    assert (screen_id, filters["company"]) == ("floor_plan", made.company["Kranichtal"])


def test_the_keyboard_walks_through_what_is_due(room: Room, made: Filled, qtbot: QtBot, context: Context,
                                                house: House) -> None:
    screen = room(make)
    first = screen.tasks._first
    first[0].setFocus()
    for key, place in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 1), (Qt.Key.Key_End, 8),
                       (Qt.Key.Key_Down, 8), (Qt.Key.Key_Home, 0)):
        qtbot.keyClick(screen.focusWidget(), key)
        assert screen.focusWidget() is first[place]
    qtbot.keyClick(first[0], Qt.Key.Key_Space)
    idle(qtbot, context)
    assert house.tasks.open()[0].title == "Hand over 6 desks"


def test_a_task_opens_its_company(room: Room, made: Filled, shell: SeenShell, qtbot: QtBot) -> None:
    screen = room(make)
    link = next(x for x in screen.tasks.findChildren(ElidedLink) if x.accessibleName().startswith("Kranichtal"))
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert shell.records == [("company", made.company["Kranichtal"])]


def test_mine(room: Room, made: Filled, qtbot: QtBot, context: Context) -> None:
    screen = room(make)  # the account is lena.weber
    context.actions.trigger("overview.mine")
    idle(qtbot, context)
    assert screen.state()["mine"] is True
    assert "Hand over 6 desks" not in labels(screen.tasks)
    assert "Gate decision" in labels(screen.tasks)
    assert figure(screen, "applications").text() == "0"
    assert figure(screen, "supported").text() == "4"


def test_nobody_of_that_name(room: Room, made: Filled, house: House, context: Context) -> None:
    from incubator_gui.views.overview.reading import colleague

    staff = house.applications.staff()
    assert colleague(staff, ["", "Lena WEBER"]) == made.lena
    assert colleague(staff, ["何俊"]) == made.jun
    assert colleague(staff, ["nobody"]) is None


def test_another_day(room: Room, made: Filled, qtbot: QtBot, context: Context, shell: SeenShell) -> None:
    screen = room(make)
    screen.set_date(date(2027, 2, 20))
    idle(qtbot, context)
    assert figure(screen, "residents").text() == "1"
    assert figure(screen, "applications").text() == "2"
    qtbot.mouseClick(figure(screen, "applications"), Qt.MouseButton.LeftButton)
    assert set(shell.screens[0][1]["ids"]) == set(made.application.values())
    assert "Saturday, 20 February 2027" in labels(screen)
    remarks = {key: words[2] for key, words in screen.figures._said.items()}
    assert "that day" in remarks["desks"], "no other day is called today"
    assert "today" not in " ".join((*remarks.values(), screen.burn_up.chart.last()))
    screen.set_date(screen.figures._overview.burn_up.target.starts_on - timedelta(days=10))
    idle(qtbot, context)
    assert screen.figures._said["supported"][2] == "before the plan begins"
    screen.set_date(None)
    idle(qtbot, context)
    assert figure(screen, "residents").text() == "2"


def test_changes_elsewhere_show_at_once(room: Room, made: Filled, house: House, qtbot: QtBot,
                                        context: Context) -> None:
    screen = room(make)
    context.bus.publish(TasksService(house.database).add("Call the bank", DAY - timedelta(days=1)).changes)
    idle(qtbot, context)
    assert "Call the bank" in labels(screen.tasks)


def test_an_empty_house_says_how_to_begin(room: Room, house: House, shell: SeenShell, qtbot: QtBot,
                                          context: Context) -> None:
    screen = room(make)
    assert screen.start.isVisible()
    assert not screen.tasks.isVisible()
    assert_named(screen)
    qtbot.mouseClick(screen.start._import, Qt.MouseButton.LeftButton)
    assert shell.screens == [("import", {"kind": "applications"})]
    name = screen.start.findChild(QLineEdit)
    qtbot.keyClicks(name, "Call 2027-1")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert [call.name for call in house.calls.calls()] == ["Call 2027-1"]
    assert not name.isVisible()


def test_the_sample_is_one_click(room: Room, house: House, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    qtbot.mouseClick(screen.start._sample, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not context.jobs.busy(), timeout=120_000)
    idle(qtbot, context)
    assert not screen.start.isVisible()
    assert screen.tasks.isVisible()
    assert int(figure(screen, "residents").text()) > 10


def test_a_database_out_of_reach(room: Room, made: Filled, house: House, qtbot: QtBot, context: Context,
                                 monkeypatch: pytest.MonkeyPatch) -> None:
    from incubator_gui.core.errors import Environment
    from incubator_gui.core.messages import msg
    from incubator_gui.services.overview import OverviewService

    screen = room(make)

    def lost(*_: object) -> None:
        raise Environment(msg("The connection to the database was lost."))

    with monkeypatch.context() as patch:
        patch.setattr(OverviewService, "read", lost)
        screen.activate()
        idle(qtbot, context)
        (bar,) = screen._messages.bars()
        assert "lost" in bar.sentence()
        assert figure(screen, "supported").text() == "4"
    screen.activate()
    idle(qtbot, context)
    assert screen._messages.bars() == ()


@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("theme_name", ["light", "dark", "contrast"])
def test_every_language_and_theme(room: Room, made: Filled, context: Context, qtbot: QtBot, language: str,
                                  theme_name: str) -> None:
    screen = room(make)
    use_language(language)
    QCoreApplication.sendEvent(screen, QEvent(QEvent.Type.LanguageChange))
    context.theme.choose(theme_name)
    idle(qtbot, context)
    assert_named(screen)
    assert {"en": "12 May 2027", "de": "12. Mai 2027", "zh": "2027年5月12日"}[language] in " ".join(labels(screen))
    picture(screen, f"overview-{theme_name}-{language}")
    use_language("en")


def test_what_was_kept_is_trusted_in_nothing(room: Room, made: Filled, context: Context) -> None:
    context.settings.set(PERSON_NAME, "Lena Weber")
    screen = room(make)
    for state in ({}, {"mine": "yes", "call": 3}, {"call": "x"}, {"call": made.call.hex, "mine": True}):
        screen.restore(state)
    assert screen.state() == {"mine": True, "call": made.call.hex, "tasks": False}


def test_names_from_outside_are_plain_text(room: Room, house: House, made: Filled, qtbot: QtBot,
                                           context: Context) -> None:
    TasksService(house.database).add("<b>bold</b> & <img src=x>", DAY, company=made.company["Fernmoss"])
    house.editing.set_field("company", made.company["Fernmoss"], "trade_name", "R&D <i>x</i>")
    screen = room(make)
    assert "<b>bold</b> & <img src=x>" in labels(screen.tasks)
    for label in screen.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    assert any(link.text() == "R&&D <i>x</i>" for link in screen.tasks.findChildren(ElidedLink))


def test_figures_and_tasks_are_printed_as_a_list(room: Room, made: Filled, house: House, qtbot: QtBot, context: Context,
                                                 monkeypatch: pytest.MonkeyPatch, shell: SeenShell) -> None:
    opened: list[tuple[str, bytes]] = []
    monkeypatch.setattr("incubator_gui.widgets.list_paper.open_copy",
                        lambda name, content: opened.append((name, content)) or len(opened) == 1)
    screen = room(make)
    assert screen.prints
    screen.print_()
    idle(qtbot, context)
    (name, content), = opened
    assert name == "Overview.pdf"
    words = pdf_words(content)
    for wanted in ("Supported companies", "Residents", *(task.title for task in house.tasks.open())):
        assert wanted in words
    screen.print_()
    idle(qtbot, context)
    assert "No program that shows PDFs" in shell.warned[-1]


def test_the_funnel_follows_what_happened_behind_another_screen(room: Room, made: Filled, house: House, qtbot: QtBot,
                                                                context: Context) -> None:
    screen = room(make)
    screen.hide()
    changes = house.applications.move([made.application["栎星换电"]], made.stage["accepted"])
    context.bus.publish(changes)
    idle(qtbot, context)
    screen.show()
    screen.activate()
    idle(qtbot, context)
    assert "Accepted: 2" in {link.accessibleName() for link in screen.funnel.findChildren(ElidedLink)}
