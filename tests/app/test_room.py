"""Every screen fits a window of 1180 px, in every language, with its side panel."""

from __future__ import annotations

from pathlib import Path

import pytest

from incubator_gui.app.main import start
from incubator_gui.core.settings import LANGUAGE, THEME, Settings
from incubator_gui.services.opening import open_house
from tests.qt_support import settle

WIDTH = 1180


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_no_screen_needs_a_wider_window(qapp, qtbot, tmp_path: Path, language: str) -> None:
    house, _unclean = open_house(tmp_path / "house.db", sample=language)
    settings = Settings()
    settings.set(LANGUAGE, language)
    settings.set(THEME, "light")
    opened = start(house, settings, "")
    window = opened.window
    window.resize(WIDTH, 800)
    window.show()
    wide: list[str] = []

    def look(name: str) -> None:
        qtbot.waitUntil(lambda: not opened.context.jobs.busy(), timeout=30_000)
        settle()
        if window.minimumSizeHint().width() > WIDTH or window.width() > WIDTH:
            wide.append(f"{name}: {window.minimumSizeHint().width()}, the window {window.width()}")
            window.resize(WIDTH, 800)

    try:
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
    finally:
        assert opened.close()
        house.close()
    assert not wide
