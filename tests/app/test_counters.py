"""Numbers in the navigation, what the status bar says of work, and where the mark of the screen is."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, Qt

from incubator_gui.app.main import start
from incubator_gui.app.navigation import Navigation
from incubator_gui.core.messages import msg
from incubator_gui.core.settings import HOUSE_NAME, LANGUAGE, LAST_SCREEN, Settings
from incubator_gui.domain.changes import Changes
from tests.qt_support import settle


@pytest.fixture
def opened(qapp, qtbot, sample_house):
    house = sample_house()
    settings = Settings()
    settings.set(LANGUAGE, "en")
    settings.set(LAST_SCREEN, "history")
    opened = start(house, settings, "")
    opened.window.resize(1400, 800)
    opened.window.show()
    qtbot.waitUntil(lambda: not opened.context.jobs.busy(), timeout=30_000)
    settle()
    yield opened
    assert opened.close()
    house.close()


def item(navigation: Navigation, key: str):
    return navigation._items[key]


def test_numbers_are_there_whichever_screen_was_opened(opened, qtbot) -> None:
    window, house = opened.window, opened.context.house
    frame = house.overview.frame()
    assert frame.applications
    assert frame.late
    assert str(frame.applications) in item(window.navigation, "applications").accessibleName()
    assert str(frame.late) in item(window.navigation, "overview").accessibleName()
    received = next(stage for stage in house.calls.stages() if stage.status == "received")
    row = next(row for row in house.applications.rows() if row.stage_id == received.id)
    rejected = next(stage for stage in house.calls.stages() if stage.status == "rejected")
    opened.context.jobs.write(lambda: house.applications.move([row.id], rejected.id, reason="Elsewhere"),
                              owner=window)
    qtbot.waitUntil(lambda: str(frame.applications - 1)
                    in item(window.navigation, "applications").accessibleName(), timeout=10_000)


def test_the_name_of_the_house_follows_what_is_stored(opened, qtbot) -> None:
    house = opened.context.house
    house.keeping.set("house_name", "House at the river")
    opened.context.bus.publish(Changes(everything=True))
    qtbot.waitUntil(lambda: opened.context.settings.get(HOUSE_NAME) == "House at the river", timeout=10_000)


def test_while_something_is_written_the_bar_does_not_say_that_all_is_saved(opened, qtbot) -> None:
    gate, status = threading.Event(), opened.window.status
    status.say(None)
    opened.context.jobs.write(gate.wait, owner=opened.window, title=msg("Saving"))
    qtbot.waitUntil(lambda: status.words() == "Saving…", timeout=5_000)
    gate.set()
    qtbot.waitUntil(lambda: status.words() == "All changes saved", timeout=5_000)


def test_work_with_patience_is_not_listed_at_once(opened, qtbot) -> None:
    gate, seen = threading.Event(), []
    owner = QObject()
    opened.context.jobs.listed.connect(seen.append)
    opened.context.jobs.run(gate.wait, owner=owner, title=msg("Working"), patience=60.0)
    qtbot.wait(500)
    assert not any(seen)
    gate.set()
    qtbot.waitUntil(lambda: not opened.context.jobs.busy("run"), timeout=5_000)


def test_one_screen_is_marked_even_where_the_present_one_holds_on(opened, qtbot, monkeypatch) -> None:
    window = opened.window
    qtbot.mouseClick(item(window.navigation, "overview"), Qt.MouseButton.LeftButton)
    settle()

    def marked() -> list[str]:
        return [key for key, each in window.navigation._items.items() if each.isChecked()]

    assert marked() == ["overview"]
    monkeypatch.setattr(window.stack.front(), "leave", lambda: False)
    qtbot.mouseClick(item(window.navigation, "history"), Qt.MouseButton.LeftButton)
    settle()
    assert marked() == ["overview"]
