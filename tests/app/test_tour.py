"""The tour sees every screen and dialog, and nothing goes wrong on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from incubator_gui.app import tour
from incubator_gui.app.tour.waiting import wait_until
from tests.support.samples import Samples

SEEN = {
    "overview", "overview-spring", "tasks", "tasks-new", "applications", "applications-new", "applications-calls",
    "applications-board", "applications-filter", "application", "application-tab2", "companies", "companies-new",
    "companies-duplicates", "companies-residents", "companies-waiting", "companies-due", "company", "company-tab2",
    "stay", "stay-exit", "stay-begin", "dossier", "history", "settings", "shortcuts", "keyboard", "about", "report",
    "lists", "menu", "calendar", "commands", "search", "messages",
    "floor_plan", "floor-2", "floor-blocks", "floor-runs", "floor-desks", "floor-numbers", "floor-here",
    "floor-company", "floor-room", "floor-table", "floor-both", "floor-beside", "floor-by-days_left", "floor-spring",
    "floor-carry", "floor-refused", "floor-strip", "floor-strip-move", "floor-strip-swap", "floor-give", "floor-move",
    "floor-swap", "floor-end", "floor-extend", "floor-dates", "floor-menu", "floor-search", "floor-paper",
    "services", "services-panel", "services-line", "services-line-unknown", "services-paste", "services-table",
    "services-edit", "services-list-under_served", "services-calendar", "services-week", "services-entitlements",
    "services-grant", "services-trainings", "services-enrol", "services-mentors", "services-catalogue",
    "services-holidays", "roadshows", "roadshows-new", "roadshow", "roadshow-deck", "roadshow-rehearsals",
    "roadshow-check", "roadshow-preview", "roadshow-issues", "roadshow-picker", "roadshow-empty",
    "house", "house-room", "house-series", "house-start", "import", "import-preview", "import-house",
    "import-house-preview", "import-house-done", "import-house-undone", "empty-overview", "empty-floor_plan",
    "empty-services", "empty-roadshows", "empty-review", "empty-review-desk", "empty-review-round",
    "empty-review-begun-desk", "empty-review-begun-round"}
PAPERS = {"dossier-de", "one-pager-de", "floor-plan-company-de", "pack-de"}


REVIEW = {
    "review", "review-plan", "review-grid", "review-blind", "review-panel-people", "review-panel-conflicts",
    "review-panel-blind", "review-assignment", "review-proposal", "review-packages", "review-returned",
    "review-conflict", "review-scores-severity", "review-scores-flips", "review-decision-prepare",
    "review-decision-day", "review-decision-result", "review-projector", "review-late", "review-due", "review-day-open",
    "review-letter", "review-letter-paper", "review-minutes", "review-mode-passphrase", "review-mode-desk",
    "review-mode-refused", "review-panel-people-tab2", "review-notes", "review-note-list",
    "review-announce", "review-templates",
    "review-setup-rubric", "review-setup-round"}


def copied(samples: Samples, folder: Path) -> Callable[[str], Path]:
    def sample(language: str) -> Path:
        place: Path = samples(language)
        return Path(shutil.copytree(place.parent, folder / "house")) / place.name

    return sample


def test_the_tour_of_the_newest_screen(qapp, samples, tmp_path: Path) -> None:
    made = tour.run(tmp_path / "tour", languages=("de",), themes=("light",), hurry=True, only="review",
                    sample=copied(samples, tmp_path))
    assert made.faults == []
    assert {path.stem.removesuffix("-de-light") for path in made.pictures} >= REVIEW


def test_what_held_for_a_moment_has_come(qapp) -> None:
    answers = iter((False, False, True))
    assert wait_until(lambda: next(answers, False), 5_000)
    assert not wait_until(lambda: False, 50)


@pytest.mark.long
def test_the_tour_in_one_language_and_theme(qapp, samples, tmp_path: Path) -> None:
    made = tour.run(tmp_path / "tour", languages=("de",), themes=("light",), hurry=True,
                    sample=copied(samples, tmp_path))
    assert made.faults == []
    names = {path.stem.removesuffix("-de-light") for path in made.pictures}
    assert names >= SEEN
    assert {path.stem for path in made.papers} >= PAPERS
    assert all(path.stat().st_size > 0 for path in (*made.pictures, *made.sheets, *made.papers))
