"""Lists of scores and reviews go out as the screen shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Actor
from incubator_gui.db.schema import Review, ReviewNoteRecord
from incubator_gui.services.house import House
from incubator_gui.services.lists_out import KINDS, Wish
from tests.services.scores.score_house import Panel


def cells(house: House, wish: Wish, keys: bool = False) -> list[dict[str, object]]:
    table = house.lists.table(wish, keys=keys)
    return [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]


def test_scores_as_on_the_screen(house: House, tmp_path: Path) -> None:
    panel = Panel(house, count=5, people=4, each=2)
    sheet = house.scores.table(panel.call)
    found = cells(house, Wish("scores"))
    assert [one["application_number"] for one in found] == [row.number for row in sheet.rows]
    assert [one["rank"] for one in found] == [row.adjusted_rank for row in sheet.rows]
    assert float(str(found[0]["score"])) == pytest.approx(sheet.on_scale(sheet.rows[0].adjusted or 0), abs=0.006)
    assert {one["state"] for one in found} == {"all reviews in"}
    assert {one["state"] for one in cells(house, Wish("scores"), keys=True)} == {"complete"}
    for what in ("scores", "reviews", "assignments"):
        with pytest.raises(NotFound, match="There is no call “nothing”"):
            house.lists.table(Wish(what, call="nothing"))
    path = tmp_path / "scores.xlsx"
    assert house.lists.write(Wish("scores", "zh"), path) == 5
    assert load_workbook(path).active.max_row == 6
    assert house.lists.paper(Wish("scores", "de")).rows


def test_reviews_with_their_marks(house: House) -> None:
    panel = Panel(house, count=4, people=3, each=2)
    first = panel.reviewers[0]
    with house.database.write("test.comment", msg("Comment")) as work:
        for review in work.session.query(Review).where(Review.reviewer_id == first):
            review.comment, review.private_comment = "=2+2", "Only for officers"
    found = cells(house, Wish("reviews"))
    assert len(found) == 8
    key = f"mark.{panel.rubric.criteria[0].key}"
    assert all(1 <= int(str(one[key])) <= 5 for one in found)
    assert {one["reviewer"] for one in found} == {"Lena Weber", "Shen Yu", "Jonas Brandt"}
    assert "Only for officers" in {one["private_comment"] for one in found}
    panel.phase(sees_others="always")
    panel.conflict(panel.people[0], 0)
    panel.who("Lena Weber")
    found = cells(house, Wish("reviews"))
    assert 1 not in {one["application_number"] for one in found}
    assert {one["private_comment"] for one in found} == {None}
    assert {one["reviewer"] for one in found} >= {"Lena Weber"}
    assert "Shen Yu" not in {one["reviewer"] for one in found}
    panel.phase(sees_others="never")
    assert cells(house, Wish("reviews")) == []
    assert cells(house, Wish("scores")) == []


def test_both_are_offered(house: House) -> None:
    assert {"scores", "reviews"} <= set(KINDS)
    assert house.lists.table(Wish("reviews")).rows == ()
    with pytest.raises(Refused):
        house.lists.table(Wish("nonsense"))


def test_notes_go_out_to_those_who_may_open_their_documents(house: House) -> None:
    panel = Panel(house, count=3, people=2, each=2)
    with house.database.write("test.note", msg("Note")) as work:
        for review in work.session.query(Review).where(Review.reviewer_id == panel.reviewers[0]):
            work.session.add(ReviewNoteRecord(
                review_id=review.id, note_key=new_id(), number=1, document="ab" * 32, title="Plan", page=5,
                rects=[[1, 1, 2, 2]], quote="34 EUR", words="Who says so?", set_at=house.clock.now()))
    found = cells(house, Wish("reviews"))
    told, (other,) = [one["notes"] for one in found], {str(one["reviewer"]) for one in found} - {"Lena Weber"}
    assert told.count("Note 1, page 5, Plan: Who says so?") == 3
    assert told.count(None) == 3
    panel.phase(sees_others="always")
    house.database.actor = Actor("Lena Weber", "desk-1")
    assert len([one for one in cells(house, Wish("reviews")) if one["notes"]]) == 3, "one's own"
    house.database.actor = Actor(other, "desk-1")
    assert [one["notes"] for one in cells(house, Wish("reviews")) if one["notes"]] == [], "nobody may open that file"
