"""Rules of the merge, each with its test: what comes back is looked at first and merged in one step."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import (
    Application,
    ApplicationVersion,
    Conflict,
    Review,
    ReviewAnswer,
    ReviewAssignment,
    ReviewReturn,
)
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_package import Odd, ReturnContent, ReturnedReview
from incubator_gui.exchange.review_archive import open_package
from incubator_gui.exchange.review_return import write_return
from tests.services.reviews.posts import BACK, KEY, answer, changed, forms, last, one, read, said, send
from tests.services.reviews.rooms import BLANK, NAMES, NOW, ON_FILE, WHOLE, Room, form

# A dry run first, then one transaction

def test_a_dry_run_changes_nothing_and_the_merge_is_one_step(made: Room, folder: Path) -> None:
    house, apps = made.house, made.applications
    package = send(made, folder)
    file = answer(package, {apps[0]: WHOLE, apps[1]: form(finished=False, team="2")}, everything=True)
    before = last(made)
    run = one(made, file)
    assert (run.refused, run.way, run.reviewer_name, run.call, run.returned_at, run.merging, run.conflicts) == (
        None, "package", NAMES[0], "2026-1", BACK, 2, 0)
    assert [(r.number, r.verdict, r.taken, r.before, r.after) for r in run.reviews] == [
        (101, "new", 4, "open", "submitted"), (102, "new", 1, "open", "draft"), (103, "blank", 0, "open", "open"),
        (104, "blank", 0, "open", "open")]
    assert last(made) == before
    outcome = house.review_returns.apply([run])
    assert (outcome.value.files, outcome.value.reviews, outcome.value.kept) == (1, 2, 0)
    assert str(outcome.changes.message) == "2 reviews of Lena Weber merged"
    assert last(made) == before + 1
    found = forms(made)
    assert (found[apps[0]], found[apps[1]], found[apps[2]]) == (WHOLE, form(finished=False, team="2"), BLANK)
    house.history.undo()
    assert set(forms(made).values()) == {BLANK}
    assert house.review_packages.rows(made.call)[0].returned_at is None
    house.review_returns.apply(read(made, file))
    assert forms(made)[apps[0]] == WHOLE, "after an undo it can be merged again"


def test_every_value_keeps_where_it_came_from(made: Room, folder: Path) -> None:
    package = send(made, folder)
    filled = changed(WHOLE, comment="Gut.", remark_team="Zwei von drei")
    made.house.review_returns.apply(read(made, answer(package, {made.applications[0]: filled})))
    with made.house.database.read() as session:
        for row in session.scalars(select(ReviewAnswer)):
            assert (row.source, row.package_id, row.place, row.set_by) == ("package", package.package, "0101", "li")
        review = session.scalars(select(Review)).one()
        assert review.provenance["comment"]["package"] == str(package.package)
        receipt = session.scalars(select(ReviewReturn)).one()
        assert (receipt.package_id, receipt.file_name, receipt.merged_by, receipt.returned_at) == (
            package.package, "back.ireview", "li", BACK)
        assert "Gut." not in str(receipt.result), "what was written stays in the review alone"
    assert {c.source for c in made.house.reviews.history(review.id)} == {"package"}
    row = made.house.review_packages.rows(made.call)[0]
    assert (row.returns, row.returned_at) == (1, made.house.clock.now())


# Unique package id: importing twice changes nothing

def test_the_same_file_twice_changes_nothing(made: Room, folder: Path) -> None:
    package = send(made, folder)
    file = answer(package, {made.applications[0]: WHOLE})
    made.house.review_returns.apply(read(made, file))
    before = last(made)
    again = one(made, file)
    assert again.merged_at == made.house.clock.now()
    assert [r.verdict for r in again.reviews] == ["same"]
    outcome = made.house.review_returns.apply([again])
    assert not outcome.changes
    assert last(made) == before
    copy = folder / "copy.ireview"
    shutil.copyfile(file, copy)
    assert [r.verdict for run in read(made, file, copy) for r in run.reviews] == ["same", "same"]


@ON_FILE
def test_what_was_merged_never_overwrites_what_was_stored_after_it(made: Room, folder: Path) -> None:
    package = send(made, folder)
    app = made.applications[0]
    made.house.review_returns.apply(read(made, answer(package, {app: WHOLE})))
    newer = changed(WHOLE, mark_team="1")
    made.house.reviews.desk(made.reviewers[0], made.call).save(app, newer, WHOLE)
    for file in (folder / "back.ireview", answer(package, {app: WHOLE}, "written anew.ireview")):
        run = one(made, file)
        assert [r.verdict for r in run.reviews] == ["same"]
        made.house.review_returns.apply([run])
        assert forms(made)[app] == newer


# A newer stored version is never overwritten unseen

def test_answers_that_both_sides_changed_are_asked_about(made: Room, folder: Path) -> None:
    house, app = made.house, made.applications[0]
    base = changed(WHOLE, comment="first", finished=None)
    desk = house.reviews.desk(made.reviewers[0], made.call)
    desk.save(app, base, BLANK)
    package = send(made, folder)
    desk.save(app, changed(base, mark_team="5", mark_fit="2", comment="house"), base)
    file = answer(package, {app: changed(base, mark_team="1", mark_market="5", comment=None)})
    run = one(made, file)
    (review,) = run.reviews
    assert review.verdict == "conflict"
    assert [(c.field, c.returned, c.stored, c.base) for c in review.conflicts] == [
        ("mark.team", "1", "5", "4"), ("comment", None, "house", "first")]
    outcome = house.review_returns.apply([run], {(run.sha256, app, "mark.team"): "mine"})
    assert (outcome.value.reviews, outcome.value.kept) == (1, 1)
    assert forms(made)[app] == changed(base, mark_team="1", mark_market="5", mark_fit="2", comment="house")
    (open_still,) = one(made, file).reviews
    assert [c.field for c in open_still.conflicts] == ["comment"], "what nobody chose is asked about again"
    house.history.undo()
    run = one(made, file)
    house.review_returns.apply([run], {(run.sha256, app, name): "theirs" for name in ("mark.team", "comment")})
    assert forms(made)[app] == changed(base, mark_team="5", mark_market="5", mark_fit="2", comment="house")
    assert [r.verdict for r in one(made, file).reviews] == ["same"], "chosen is chosen"


def test_what_changed_between_dry_run_and_merge_stops_it(made: Room, folder: Path) -> None:
    app = made.applications[0]
    run = one(made, answer(send(made, folder), {app: WHOLE}))
    made.house.reviews.desk(made.reviewers[0], made.call).save(app, form(finished=False, team="1"), BLANK)
    before = last(made)
    with pytest.raises(Refused, match=r"has changed since “back\.ireview” was looked at"):
        made.house.review_returns.apply([run])
    assert last(made) == before
    (again,) = made.house.review_returns.again([run])
    assert again.conflicts == 1
    made.house.review_returns.apply([again])
    assert forms(made)[app] == changed(WHOLE, mark_team="1")


# Any order

def test_files_in_any_order_come_to_the_same(made: Room, folder: Path) -> None:
    house, apps = made.house, made.applications
    first, second = send(made, folder), send(made, folder)
    files = [answer(first, {apps[0]: form(finished=False, team="4"), apps[1]: WHOLE}, "a.ireview"),
             answer(second, {apps[0]: form(finished=False, market="2"), apps[2]: WHOLE}, "b.ireview"),
             answer(send(made, folder, 1), {apps[0]: WHOLE}, "c.ireview")]
    results = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2)):
        outcome = house.review_returns.apply(read(made, *(files[n] for n in order)))
        assert str(outcome.changes.message) == "5 reviews merged from 3 files"
        results.append((forms(made, 0), forms(made, 1)))
        house.history.undo()
    assert results[0] == results[1] == results[2]
    assert results[0][0][apps[0]] == form(finished=False, team="4", market="2")


@ON_FILE
def test_two_files_of_one_run_that_clash_are_seen_before_anything_is_written(made: Room, folder: Path) -> None:
    app = made.applications[0]
    files = [answer(send(made, folder), {app: form(finished=False, team=mark)}, f"{mark}.ireview") for mark in "25"]
    first, second = read(made, *files)
    assert (first.conflicts, second.conflicts) == (0, 1)
    made.house.review_returns.apply([first, second], {(second.sha256, app, "mark.team"): "mine"})
    assert forms(made)[app].marks == {"team": Decimal(5)}


# A review belongs to one reviewer

@ON_FILE
def test_a_file_that_names_another_reviewer_is_refused(made: Room, folder: Path) -> None:
    package = send(made, folder)
    file = answer(package, {made.applications[0]: WHOLE})
    run = one(made, file)
    assert run.content is not None
    content = replace(run.content, reviewer=made.reviewers[1], reviewer_name=NAMES[1])
    (found,) = made.house.review_returns.again([replace(run, content=content)])
    assert str(found.refused) == (
        "“back.ireview” names Jun Hao as its reviewer, but was sent to Lena Weber. It was not read: a review belongs "
        "to one reviewer.")
    (other,) = made.house.review_returns.again([replace(run, content=replace(content, reviewer_name=NAMES[0]))])
    assert str(other.refused) == str(found.refused)  # only the id was changed
    (found,) = made.house.review_returns.again([replace(run, content=replace(content, reviewer=None))])
    assert "no longer says whose reviews" in str(found.refused)
    assert made.house.review_returns.apply([found]).value.files == 0


@ON_FILE
def test_a_return_made_from_another_ones_package_is_forged(made: Room, folder: Path) -> None:
    package = send(made, folder)
    with open_package(package.path, identities=(KEY.identity,)) as opened:
        head = replace(opened.content.head, reviewer=made.reviewers[1], reviewer_name=NAMES[1])
        content = ReturnContent(head.package, "package", head.reviewer, NAMES[1], 1, BACK,
                                (ReturnedReview(made.applications[0], 1, WHOLE),))
        write_return(folder / "forged.ireview", content, signer=KEY.secret,
                     package=replace(opened, content=replace(opened.content, head=head)))
    assert "“forged.ireview” was not made from the package" in str(one(made, folder / "forged.ireview").refused)
    assert set(forms(made).values()) == {BLANK}


# Blank forms are ignored, required answers that lack make a draft

@ON_FILE
def test_a_blank_form_is_ignored_and_said(made: Room, folder: Path) -> None:
    app = made.applications[0]
    made.house.reviews.desk(made.reviewers[0], made.call).save(app, WHOLE, BLANK)
    run = one(made, answer(send(made, folder), {app: BLANK}))
    assert [r.verdict for r in run.reviews] == ["blank"]
    assert said(run) == ["Application 0101: The form is empty and was ignored; what is stored stays."]
    made.house.review_returns.apply([run])
    assert forms(made)[app] == WHOLE


@ON_FILE
def test_missing_answers_make_a_draft_with_a_warning(made: Room, folder: Path) -> None:
    app = made.applications[0]
    run = one(made, answer(send(made, folder), {app: form(team="4")}))
    assert said(run) == [
        "Application 0101: 2 required answers are missing (Market, Product): the review stays a draft."]
    made.house.review_returns.apply([run])
    assert forms(made)[app] == form(finished=False, team="4")
    assert made.house.reviews.rows(made.call)[0].state == "draft"


# Every message names file and place

@ON_FILE
def test_what_could_not_be_read_stays_as_it_is_stored(made: Room, folder: Path) -> None:
    app = made.applications[0]
    made.house.reviews.desk(made.reviewers[0], made.call).save(app, WHOLE, BLANK)
    run = one(made, answer(send(made, folder), {app: WHOLE}))
    assert run.content is not None
    odd = ReturnedReview(app, 1, changed(WHOLE, mark_team=None, mark_market="9", mark_gone="3"),
                         (("mark.market", "Reviews!F3"),), (Odd("Reviews!E3", msg("“four” is no mark.")),),
                         unread=("mark.team",))
    (run,) = made.house.review_returns.again([replace(run, content=replace(run.content, reviews=(odd,)))])
    assert said(run) == [
        "Reviews!E3: “four” is no mark.",
        "Application 0101: The criterion “gone” is not in the rubric of this review; “3” was left out.",
        "Reviews!F3: “Market”: 9 is not on the scale from 1 to 5; it was left out."]
    assert all(note.is_grave for review in run.reviews for note in review.notes)
    assert [r.verdict for r in run.reviews] == ["same"]
    made.house.review_returns.apply([run])
    assert forms(made)[app] == WHOLE


# Other versions

def test_an_older_rubric_finds_answers_by_their_criteria(made: Room, folder: Path) -> None:
    house, app = made.house, made.applications[0]
    package = send(made, folder)
    rubric = house.rounds.rubric(made.round)
    news = [one for one in rubric.criteria if one.key != "team"]
    version = house.rubrics.save(house.rubrics.rows()[0].id, news).value
    house.rounds.set(made.round, rubric_version_id=version)
    desk = house.reviews.desk(made.reviewers[0], made.call)
    desk.save(app, form(finished=False, fit="3"), BLANK)
    run = one(made, answer(package, {app: changed(WHOLE, remark_team="two of three"), made.applications[1]: WHOLE}))
    assert said(run) == [
        "Application 0101: The criterion “team” is not in the rubric of this review; “4” was left out.",
        "Application 0101: The criterion “team” is not in the rubric of this review; “two of three” was left out."]
    house.review_returns.apply([run])
    assert forms(made)[app] == form(market="3", product="4.5", fit="3")
    assert forms(made)[made.applications[1]] == WHOLE, "one that was not begun judges by the rubric of its package"
    with house.database.read() as session:
        kept = session.scalars(select(Review.rubric_version_id)
                               .where(Review.application_id == made.applications[1])).one()
    assert kept == made.version


@ON_FILE
def test_an_application_that_changed_since_is_said(made: Room, folder: Path) -> None:
    app = made.applications[0]
    package = send(made, folder)
    made.add(ApplicationVersion(application_id=app, number=2, made_at=NOW, content={}))
    with made.house.database.write("test.version", msg("x")) as work:
        work.session.get_one(Application, app).current_version = 2
    run = one(made, answer(package, {app: WHOLE}))
    assert said(run) == ["Application 0101: The application has changed since: version 1 was reviewed, version 2 is "
                         "there now."]
    made.house.review_returns.apply([run])
    paper = made.house.reviews.desk(made.reviewers[0], made.call).paper(app)
    assert (paper.reviewed_version, paper.row.changed) == (1, True)


# Conflicts of interest

def test_a_conflict_declared_since_refuses_that_application(made: Room, folder: Path) -> None:
    package = send(made, folder)
    made.add(Conflict(person_id=made.people[0], company_id=made.companies[0], origin="set", state="confirmed",
                      noted_at=NOW))
    run = one(made, answer(package, dict.fromkeys(made.applications[:2], WHOLE)))
    assert [(r.verdict, r.title) for r in run.reviews] == [("refused", "Application 0101"), ("new", "Ladewerk 2")]
    assert "A conflict of interest stands against this review" in said(run)[0]
    made.house.review_returns.apply([run])
    with made.house.database.read() as session:
        assert session.scalars(select(Review.application_id)).all() == [made.applications[1]]


def test_recusing_comes_back_too(made: Room, folder: Path) -> None:
    app = made.applications[0]
    away = ReviewForm(stance="recused", reason="My brother works there")
    file = answer(send(made, folder), {app: away}, conflicts={app: "family"})
    run = one(made, file)
    assert (run.reviews[0].verdict, run.reviews[0].after, run.reviews[0].recuses) == ("new", "recused", "family")
    assert "declares a conflict of interest (Family)" in said(run)[0]
    made.house.review_returns.apply([run])
    assert app not in forms(made)
    with made.house.database.read() as session:
        found = session.scalars(select(Conflict)).one()
        assert (found.kind, found.reason, found.company_id) == ("family", "My brother works there", made.companies[0])
        assert session.scalar(select(ReviewAssignment.id).where(
            ReviewAssignment.application_id == app, ReviewAssignment.reviewer_id == made.reviewers[0])) is None
    assert [r.verdict for r in one(made, file).reviews] == ["same"]
    made.house.history.undo()
    assert forms(made)[app] == BLANK
