"""Storing while somebody types, and merging what came back: for each review, and how that grows."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

from incubator_gui.db.database import Database
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.services.house import House
from tests.bench.measure import median, report, seconds
from tests.services.reviews.posts import answer, with_keys
from tests.services.reviews.rooms import BLANK, WHOLE, room
from tests.support.databases import ACTOR, Templates, templates

__all__ = ["templates"]


def test_autosave(templates: Templates, tmp_path: Path) -> None:
    with closing(Database.open(templates.file(tmp_path / "house.db"), actor=ACTOR)) as database:
        made = room(House(database), applications=45)
        desk = made.house.reviews.desk(made.reviewers[0], made.call)
        seen = [BLANK]

        def save() -> None:
            now = ReviewForm.of_fields(WHOLE.fields() | {"comment": f"{len(seen)} thoughts"})
            desk.save(made.applications[0], now, seen[-1])
            seen.append(now)

        took = median(save, 15)
    report(f"review autosave: {took * 1000:.1f} ms")
    assert took < 0.1


def test_merging_grows_with_the_reviews_alone(templates: Templates, tmp_path: Path) -> None:
    each = {}
    for count in (15, 60):
        folder = tmp_path / str(count)
        folder.mkdir()
        with closing(Database.open(templates.file(folder / "house.db"), actor=ACTOR)) as database:
            made = with_keys(room(House(database), applications=count, reviewers=3))
            packages = made.house.review_packages.make(made.call, made.reviewers, "package", folder).value
            files = [answer(one, dict.fromkeys(made.applications, WHOLE), f"{n}.ireview")
                     for n, one in enumerate(packages)]
            runs = made.house.review_returns.read(files)
            took = seconds(partial(made.house.review_returns.apply, runs))
            assert len(made.house.reviews.rows(made.call)) == count * 3
        each[count] = took / (count * 3)
    report(f"merging a review: {each[15] * 1000:.1f} ms of 45, {each[60] * 1000:.1f} ms of 180")
    assert each[60] < each[15] * 2
    assert each[60] < 0.05
