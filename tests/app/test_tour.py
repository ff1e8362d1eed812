"""The tour sees every screen and dialog, and nothing goes wrong on the way."""

from __future__ import annotations

from pathlib import Path

from incubator_gui.app import tour


def test_the_tour_in_one_language_and_theme(qapp, tmp_path: Path) -> None:
    made = tour.run(tmp_path, languages=("de",), themes=("light",))
    assert made.faults == []
    names = {path.stem.removesuffix("-de-light") for path in made.pictures}
    assert names >= {"overview", "applications", "companies", "history", "import", "import-preview", "dossier",
                     "application", "application-tab2", "company", "company-tab2", "applications-board",
                     "applications-filter", "applications-new", "applications-edit_many", "applications-calls",
                     "applications-stages", "applications-save_view", "companies-new", "companies-duplicates",
                     "settings", "shortcuts", "keyboard", "about", "report", "menu", "calendar", "commands", "search",
                     "messages"}
    assert all(path.stat().st_size > 0 for path in (*made.pictures, *made.sheets, *made.papers))
