"""The reviews of the sample: scores that are stored are those of the reviews, and each viewer counts their own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pytest

from incubator_gui.services.house import House


def test_the_reviewed_sample(sample_house: Callable[..., House]) -> None:
    with closing(sample_house()) as house:
        stored = {row.id: row.score for row in house.applications.rows() if row.score is not None}
        assert len(stored) > 70
        for round_ in house.rounds.rows():
            table = house.scores.table(round_.call_id)
            for row in table.rows:
                if row.raw is not None and row.application_id in stored:
                    assert 1 + 4 * row.raw == pytest.approx(stored[row.application_id], abs=0.02)
        rows = house.reviewers.rows()
        assert len(rows) == 12
        assert house.overview.frame().reviews == 0  # whoever runs the tests reviews nothing
        house.known_as("Naomi Ferrand")
        frame = house.overview.frame()
        assert frame.reviews == len([row for row in house.reviews.desk(
            house.reviewers.me(("Naomi Ferrand",)), house.rounds.rows()[0].call_id).sheet().rows  # type: ignore[arg-type]
            if row.state in ("open", "draft")]) > 0
        assert all(row.company.startswith("Application ") for row in house.applications.rows(
            house.rounds.rows()[0].call_id))
