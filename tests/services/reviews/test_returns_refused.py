"""Files that are not what they should be, keys, and what follows from a merge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Reviewer,
    ReviewPackage,
    StageMove,
)
from incubator_gui.domain.review_package import ReturnedReview
from incubator_gui.exchange.review_keys import ReviewKey
from incubator_gui.services.house import House
from incubator_gui.services.review_packages import Made
from tests.services.reviews.posts import KEY, answer, forms, last, one, read, send, with_keys
from tests.services.reviews.rooms import NAMES, ON_FILE, WHOLE, Room, room
from tests.support.databases import ACTOR, Templates

# Files that are not what they should be

@ON_FILE
def test_a_package_of_another_house_is_refused(made: Room, folder: Path, templates: Templates, tmp_path: Path,
                                               clock: FixedClock) -> None:
    other = House(Database.open(templates.file(tmp_path / "other.db"), clock=clock, actor=ACTOR))
    theirs = with_keys(room(other, applications=1))
    file = answer(send(theirs, folder), {theirs.applications[0]: WHOLE})
    run = one(made, file)
    assert run.refused is not None
    assert "“back.ireview”" in str(run.refused)
    send(made, folder)
    assert one(made, file).refused is not None, "also where this house has a key of its own"
    assert theirs.house.review_returns.read([file])[0].refused is None
    other.close()


@ON_FILE
def test_a_package_that_is_not_known_is_refused(made: Room, folder: Path) -> None:
    file = answer(send(made, folder), {made.applications[0]: WHOLE})
    run = one(made, file)
    assert run.content is not None
    (found,) = made.house.review_returns.again([replace(run, content=replace(run.content, package=new_id()))])
    assert str(found.refused).startswith("“back.ireview” does not answer a package of this incubator.")
    (found,) = made.house.review_returns.again([replace(run, content=replace(run.content, way="sheet"))])
    assert "left as a Review package" in str(found.refused)


@ON_FILE
def test_an_application_that_was_not_in_the_package_is_not_taken(made: Room, folder: Path) -> None:
    run = one(made, answer(send(made, folder), {made.applications[0]: WHOLE}))
    assert run.content is not None
    strange = ReturnedReview(new_id(), 1, WHOLE)
    (found,) = made.house.review_returns.again(
        [replace(run, content=replace(run.content, reviews=(*run.content.reviews, strange, *run.content.reviews)))])
    assert [r.verdict for r in found.reviews] == ["new", "refused"]
    made.house.review_returns.apply([found])
    assert forms(made)[made.applications[0]] == WHOLE


def damaged(file: Path, folder: Path) -> Mapping[str, Path]:
    """Files that something happened to, by what."""
    data = file.read_bytes()
    flipped = bytearray(data)
    flipped[len(data) // 2] ^= 1
    makes = {"flipped": bytes(flipped), "truncated": data[:-20], "empty": b"", "longer": data + b"x",
             "text": b"Dear colleagues,", "html": b"<html><script>alert(1)</script>", "zeros": b"\0" * 4096,
             "magic": data[:40]}
    out = {}
    for name, content in makes.items():
        out[name] = folder / f"{name}.ireview"
        out[name].write_bytes(content)
    out["pdf"], out["sheet"] = folder / "no form.pdf", folder / "no sheet.xlsx"
    out["pdf"].write_bytes(b"%PDF-1.7\nnothing")
    out["sheet"].write_bytes(b"PK\x03\x04nothing")
    out["folder"], out["missing"] = folder, folder / "not there.ireview"
    return out


@ON_FILE
def test_damaged_and_hostile_files_are_refused_one_by_one(made: Room, folder: Path) -> None:
    good = answer(send(made, folder), {made.applications[0]: WHOLE})
    odd = damaged(good, folder)
    before = last(made)
    runs = read(made, *odd.values(), good)
    for name, run in zip(odd, runs, strict=False):
        assert run.refused is not None, name
        assert run.name in str(run.refused), f"{name}: which file?"
    outcome = made.house.review_returns.apply(runs)
    assert (outcome.value.files, outcome.value.reviews) == (1, 1), "the good one is merged all the same"
    assert last(made) == before + 1
    assert odd["flipped"].exists(), "files are left alone"


@ON_FILE
def test_a_file_far_too_large_is_not_read(made: Room, folder: Path) -> None:
    file = folder / "huge.ireview"
    with file.open("wb") as stream:
        stream.truncate(500_000_000)
    assert "larger than" in str(one(made, file).refused)
    with pytest.raises(Refused, match="too many at once"):
        made.house.review_returns.read([folder / f"{n}" for n in range(501)])


@ON_FILE
def test_a_return_package_is_not_what_was_sent(made: Room, folder: Path) -> None:
    package = send(made, folder)
    run = one(made, package.path)
    assert run.refused is not None, "the package itself is no answer"


# Keys

def test_a_return_brings_the_reviewers_key(made: Room, folder: Path) -> None:
    made.house.reviewers.edit(made.reviewers, recipient="")
    fresh = with_keys(made)
    package = send(fresh, folder)
    fresh.house.review_returns.apply(read(made, answer(package, {made.applications[0]: WHOLE})))
    with made.house.database.read() as session:
        record = session.get_one(Reviewer, made.reviewers[0])
        assert (record.recipient, record.verify_key) == (KEY.recipient, KEY.verify_key)
    other = ReviewKey(b"x" * 32)
    run = one(made, answer(package, {made.applications[1]: WHOLE}, "other.ireview", secret=other.secret))
    assert "signed with another key" in str(run.notes[0].message)
    made.house.review_returns.apply([run])
    with made.house.database.read() as session:
        assert session.get_one(Reviewer, made.reviewers[0]).recipient == other.recipient


# What follows

@ON_FILE
def test_a_late_return_is_said_and_can_be_merged(made: Room, folder: Path) -> None:
    package = send(made, folder)
    made.phase(may_review=False)
    run = one(made, answer(package, {made.applications[0]: WHOLE}))
    assert str(run.notes[0].message).startswith("It comes late: Nothing can be reviewed in the phase")
    made.house.review_returns.apply([run])
    assert made.house.reviews.rows(made.call)[0].state == "submitted"


def test_all_reviews_in_by_a_merge_move_the_application(made: Room, folder: Path) -> None:
    house = made.house
    house.rounds.set(made.round, moves_on=True, reviews_each=3)
    files = [answer(send(made, folder, n), {made.applications[0]: WHOLE}, f"{n}.ireview") for n in range(3)]
    outcome = house.review_returns.apply(read(made, *files))
    assert outcome.value.moved == 1
    with house.database.read() as session:
        assert [m.to_stage_id for m in session.scalars(select(StageMove))] == [made.stages["decision"]]


@ON_FILE
def test_what_was_erased_can_no_longer_be_merged(made: Room, folder: Path) -> None:
    file = answer(send(made, folder), {made.applications[0]: WHOLE})
    with made.house.database.write("test.erase", msg("x")) as work:
        work.session.scalars(select(ReviewPackage)).one().manifest = None
    assert "was erased here" in str(one(made, file).refused)


@ON_FILE
def test_only_the_reviewer_and_officers_merge(made: Room, folder: Path) -> None:
    package: Made = send(made, folder)
    file = answer(package, {made.applications[0]: WHOLE})
    made.act_as(NAMES[1])
    assert "Only Lena Weber and officers" in str(one(made, file).refused)
    made.act_as(NAMES[0])
    assert one(made, file).refused is None
