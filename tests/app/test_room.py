"""Every screen fits a window of 1180 px, in every language, with its side panel; larger text a wider one.

The usual size is tried each time, larger text in the long run."""

from __future__ import annotations

import pytest

from incubator_gui.app.main import start
from incubator_gui.core.settings import LANGUAGE, TEXT_SIZE, THEME, Settings
from tests.qt_support import settle

SIZES = ((100, 1180), (150, 1366), (200, 1600))


@pytest.mark.parametrize(("language", "sizes"), [
    ("en", SIZES[:1]), ("de", SIZES[:1]), ("zh", SIZES[:1]),
    *(pytest.param(language, SIZES[1:], marks=pytest.mark.long) for language in ("en", "de", "zh"))])
def test_no_screen_needs_a_wider_window(qapp, qtbot, sample_house, language: str,
                                        sizes: tuple[tuple[int, int], ...]) -> None:
    house = sample_house(language)
    settings = Settings()
    settings.set(LANGUAGE, language)
    settings.set(THEME, "light")
    opened = start(house, settings, "")
    window = opened.window
    window.show()
    wide: list[str] = []
    width = 0

    def look(name: str) -> None:
        qtbot.waitUntil(lambda: not opened.context.jobs.busy(), timeout=30_000)
        settle()
        needed = max(window.minimumSizeHint().width(), window.top.layout().minimumSize().width())
        if settings.get(TEXT_SIZE) == 100:  # where nothing needs to be scrolled to
            needed = max(needed, window.splitter.room.needs().width() + window.navigation.width())
        if needed > width or window.width() > width:
            wide.append(f"{settings.get(TEXT_SIZE)} % {name}: {needed}, the window {window.width()}")
        window.resize(width, 800)

    try:
        for percent, width in sizes:
            settings.set(TEXT_SIZE, percent)
            window.resize(width, 800)
            for id in window.stack.entries:
                window.go(id)
                look(id)
            window.open_record("application", house.applications.rows()[0].id)
            look("an application")
            company = next(row for row in house.companies.rows() if row.life == "resident")
            window.open_record("company", company.id)
            look("a company")
            window.open_list("dossier", {"company": company.id})
            look("a dossier")
            for part in ("calendar", "entitlements", "mentors"):
                window.open_list("services", {"part": part})
                look(f"services, {part}")
            window.open_record("training", house.trainings.rows()[0].id)
            look("a training")
            window.open_list("companies", {"list": "due"})
            look("what is due")
            roadshow = max(house.roadshows.rows(), key=lambda row: row.packs).id
            for tab in ("lineup", "pack", "issues"):
                window.open_list("roadshows", {"roadshow": roadshow, "tab": tab})
                look(f"a roadshow, {tab}")
        actions = opened.context.actions
        twice = {one.id: [other.id for other in actions.conflicts(one.id, actions.shortcut(one.id))]
                 for one in actions.declared()}
    finally:
        assert opened.close()
        house.close()
    assert not wide
    assert not {id: others for id, others in twice.items() if others}, "one shortcut for two commands"


def test_the_navigation_folds_where_its_words_have_no_room(qapp, qtbot, sample_house) -> None:
    house = sample_house()
    settings = Settings()
    settings.set(LANGUAGE, "en")
    opened = start(house, settings, "")
    window = opened.window
    try:
        window.resize(1400, 800)
        window.show()
        window.open_record("application", house.applications.rows()[0].id)
        qtbot.waitUntil(lambda: not opened.context.jobs.busy(), timeout=30_000)
        settle()
        assert window.navigation.is_open
        window.resize(760, 700)
        settle()
        assert not window.navigation.is_open
        window.resize(1400, 800)
        settle()
        assert window.navigation.is_open
    finally:
        assert opened.close()
        house.close()
