from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.domain.review_desk import StaleReview
from incubator_gui.domain.review_form import Given, ReviewForm, form_of
from incubator_gui.domain.review_package import PackageContent
from incubator_gui.exchange.package_desk import PackageDesk, open_desk
from incubator_gui.exchange.package_desk_trust import Houses, OtherSigner
from incubator_gui.exchange.review_archive import PackageRefused, Protection, own_key, write_package
from incubator_gui.exchange.review_return import read_return
from tests.exchange.review_archive.packages import HALF, HOUSE, RUBRIC, STRANGER, application, content, with_documents

ROOT = Path(__file__).parents[3]
ONE, TWO, THREE = UUID(int=1), UUID(int=2), UUID(int=3)
WHOLE = form_of([("team", Given(Decimal(5))), ("market", Given(Decimal(3), remark="klein"))], finished=True)


class Reviewer:
    """A workstation of a reviewer: its folders, its clock, and packages that come to it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clock = FixedClock(datetime(2027, 5, 10, 8, tzinfo=UTC))
        self.data, self.cache = home / "data", home / "cache"
        self.desks: list[PackageDesk] = []

    def given(self, made: PackageContent, files: Any = None, name: str = "a.ireview") -> Path:
        key = own_key(self.data / "reviews")
        write_package(self.home / name, made, files or {}, signer=HOUSE.secret, protect=Protection(key.recipient))
        return self.home / name

    def opens(self, path: Path) -> PackageDesk:
        desk = open_desk(path, data=self.data, cache=self.cache, clock=self.clock)
        self.desks.append(desk)
        return desk


@pytest.fixture
def reviewer(tmp_path: Path) -> Any:
    made = Reviewer(tmp_path)
    yield made
    for desk in made.desks:
        desk.close()


def test_the_sheet_and_a_paper(reviewer: Reviewer, tmp_path: Path) -> None:
    made, files = with_documents(tmp_path / "documents")
    with reviewer.opens(reviewer.given(made, files)) as desk:
        sheet = desk.sheet()
        assert (sheet.reviewer_name, sheet.call, sheet.phase, sheet.is_blind, sheet.offline) == (
            "Dr. Jana Öhm", "Call 2027-1", "review", True, True)
        assert (sheet.until, sheet.may_review, sheet.saved_at, sheet.rubric) == (
            made.head.due_on, True, None, RUBRIC)
        assert [(row.number, row.title, row.state) for row in sheet.rows] == [(1, "", "open"), (2, "", "draft"),
                                                                             (3, "", "open")]
        assert sheet.rows[1].score == pytest.approx(0.75)
        assert sheet.rows[1].answered == pytest.approx(0.6)
        paper = desk.paper(TWO)
        assert paper.form == HALF
        assert [(one.label, one.text) for one in paper.answers] == [("What is new?", "Everything\nand more")]
        assert paper.others_hidden
        assert paper.others == ()
        for one in paper.documents:
            place = desk.document(TWO, one.key)
            assert place.read_bytes() == files[one.key].read_bytes()
            assert place.name.endswith(one.file_name)
            assert desk.document(TWO, one.key) == place
            if os.name != "nt":
                assert place.stat().st_mode & 0o077 == 0
                assert place.parent.stat().st_mode & 0o077 == 0
        with pytest.raises(NotFound):
            desk.document(TWO, "0" * 64)
        with pytest.raises(NotFound):
            desk.paper(UUID(int=99))
        folder = place.parent
    assert not folder.exists()
    assert list(reviewer.cache.rglob("*")) == [reviewer.cache / "reviews"]


def test_what_was_typed_is_there_the_next_time(reviewer: Reviewer) -> None:
    path = reviewer.given(content())
    with reviewer.opens(path) as desk:
        half = form_of([("team", Given(Decimal(3)))], comment="一句话")
        saved = desk.save(ONE, half, ReviewForm())
        assert (saved.row.state, saved.at) == ("draft", reviewer.clock.now())
        assert desk.save(ONE, WHOLE, half).row.state == "submitted"
        assert desk.sheet().saved_at == reviewer.clock.now()
    with reviewer.opens(path) as desk:
        assert desk.paper(ONE).form == WHOLE
        assert desk.paper(TWO).form == HALF
        assert desk.notes == ()
        assert desk.sheet().done == 1


def test_the_work_file_tells_nobody_anything(reviewer: Reviewer) -> None:
    with reviewer.opens(reviewer.given(content())) as desk:
        desk.save(ONE, replace(WHOLE, comment="streng geheim"), ReviewForm())
        for file in (reviewer.data / "reviews").glob("*.work"):
            assert b"geheim" not in file.read_bytes()
            assert b"team" not in file.read_bytes()
            if os.name != "nt":
                assert file.stat().st_mode & 0o077 == 0


def test_rules_of_the_form(reviewer: Reviewer) -> None:
    with reviewer.opens(reviewer.given(content())) as desk:
        for wrong, words in ((form_of([("team", Given(Decimal(6)))]), "scale from 1 to 5"),
                             (form_of([("team", Given(Decimal(4)))], finished=True), "“Market” still needs a mark"),
                             (form_of([("shoes", Given(Decimal(4)))]), "not in the rubric"),
                             (ReviewForm(confidence=9), "cannot stand"),
                             (ReviewForm(comment="x" * 20_001), "shorten it")):
            with pytest.raises(Refused, match=words):
                desk.save(ONE, wrong, ReviewForm())
        assert desk.paper(ONE).form.is_blank
        abstained = desk.save(ONE, ReviewForm(stance="abstained", reason="No idea of it", finished=True), ReviewForm())
        assert abstained.row.state == "abstained"


def test_a_second_pair_of_hands_in_the_same_window_does_not_overwrite(reviewer: Reviewer) -> None:
    with reviewer.opens(reviewer.given(content())) as desk:
        desk.save(ONE, ReviewForm(comment="first"), ReviewForm())
        with pytest.raises(StaleReview) as caught:
            desk.save(ONE, ReviewForm(comment="second"), ReviewForm())
        assert caught.value.fields == (("comment", "second", "first", None),)
        saved = desk.save(ONE, ReviewForm(confidence=2), ReviewForm())
        assert saved.row.state == "draft"
        assert desk.paper(ONE).form == ReviewForm(comment="first", confidence=2)


def test_a_conflict_hides_the_application_and_can_be_taken_back(reviewer: Reviewer, tmp_path: Path) -> None:
    made, files = with_documents(tmp_path / "documents")
    path = reviewer.given(made, files)
    with reviewer.opens(path) as desk:
        assert desk.recuse(TWO, "family", "My cousin").row.state == "recused"
        for look in (lambda: desk.paper(TWO), lambda: desk.document(TWO, made.applications[1].documents[0].sha256),
                     lambda: desk.save(TWO, HALF, HALF)):
            with pytest.raises(Refused, match="conflict of interest with application 0002"):
                look()
        assert desk.sheet().rows[1].score is None
        desk.send_back(tmp_path / "back.ireview")
    back = read_return(tmp_path / "back.ireview", signer=HOUSE.secret)
    (one,) = back.reviews
    assert (one.application, one.conflict, one.form.stance, one.form.reason) == (TWO, "family", "recused", "My cousin")
    with reviewer.opens(path) as desk:
        assert desk.sheet().rows[1].state == "recused"
        desk.take_back(TWO)
        assert desk.paper(TWO).form == HALF
        with pytest.raises(ValueError, match="no kind"):
            desk.recuse(TWO, "dislike", "")


def test_sending_back_in_part_and_again(reviewer: Reviewer, tmp_path: Path) -> None:
    with reviewer.opens(reviewer.given(content())) as desk:
        with pytest.raises(Refused, match="Nothing is filled in yet"):
            desk.send_back(tmp_path / "back.ireview")
        assert not desk.unsent
        desk.save(ONE, replace(WHOLE, finished=False), ReviewForm())
        assert desk.unsent
        sent = desk.send_back(tmp_path / "back.ireview")
        assert (sent.reviews, sent.drafts, desk.unsent, desk.sent_at) == (1, 1, False, reviewer.clock.now())
        reviewer.clock.advance(hours=1)
        desk.save(ONE, WHOLE, replace(WHOLE, finished=False))
        assert desk.unsent
        sent = desk.send_back(tmp_path / "back.ireview")
        assert (sent.reviews, sent.drafts) == (1, 0)
    found = read_return(tmp_path / "back.ireview", signer=HOUSE.secret)
    assert (found.returned_at, found.reviews[0].form, found.package) == (reviewer.clock.now(), WHOLE, desk.head.package)
    assert found.signed_by == own_key(reviewer.data / "reviews").verify_key


def test_a_second_program_is_refused(reviewer: Reviewer) -> None:
    path = reviewer.given(content())
    with reviewer.opens(path):
        with pytest.raises(Refused, match="open in another window since"):
            reviewer.opens(path)
        assert len([one for one in (reviewer.cache / "reviews").iterdir() if one.is_dir()]) == 1
    reviewer.opens(path).close()


def test_a_newer_package_keeps_what_was_typed_and_says_what_changed(reviewer: Reviewer) -> None:
    first = content(application(1), application(2, base=HALF), application(3))
    with reviewer.opens(reviewer.given(first)) as desk:
        desk.save(ONE, WHOLE, ReviewForm())
        desk.save(TWO, replace(HALF, comment="mine"), HALF)
        desk.save(THREE, WHOLE, ReviewForm())
    later = content(
        application(1, version=2, answers=(("What is new?", "Half of it"), ("Since when?", "May"))),
        application(2, base=replace(HALF, comment="theirs", confidence=3)), application(4),
        package=501, made_at=datetime(2027, 5, 12, tzinfo=UTC))
    reviewer.clock.advance(days=3)
    with reviewer.opens(reviewer.given(later, name="b.ireview")) as desk:
        notes = [str(one) for one in desk.notes]
        assert notes == ["This is a newer package: what you typed before is kept.",
                         "1 application has a newer version than the one you reviewed: look at it again.",
                         "1 application that you began is not in this package; what you typed stays on this "
                         "workstation.", "1 answer was changed in the incubator meanwhile; yours stands."]
        assert desk.paper(ONE).form == WHOLE
        assert desk.paper(TWO).form == replace(HALF, comment="mine", confidence=3)
        paper = desk.paper(ONE)
        assert (paper.version, paper.reviewed_version, paper.row.changed) == (2, 1, True)
        assert [(one.label, one.before, one.now) for one in paper.changes] == [
            ("What is new?", "Everything\nand more", "Half of it"), ("Since when?", "", "May")]
        desk.save(ONE, replace(WHOLE, comment="looked again"), WHOLE)
        assert not desk.paper(ONE).row.changed
        assert desk.paper(ONE).changes == ()
        assert [row.number for row in desk.sheet().rows] == [1, 2, 4]
    with reviewer.opens(reviewer.home / "a.ireview") as desk:
        assert [str(one) for one in desk.notes] == [
            "This package is older than another one that you opened: what you typed there stands."]
        assert desk.paper(ONE).form.comment == "looked again"
        assert not desk.paper(ONE).row.changed
    with reviewer.opens(reviewer.home / "b.ireview") as desk:
        assert desk.notes == ()
    again = content(application(3), package=502, made_at=datetime(2027, 5, 13, tzinfo=UTC))
    with reviewer.opens(reviewer.given(again, name="c.ireview")) as desk:
        assert desk.paper(THREE).form == WHOLE, "what was gone for a while"


def test_a_second_package_of_the_round_with_other_applications_stands_beside_the_first(reviewer: Reviewer) -> None:
    """More was assigned, and only that was packed; meanwhile the call was given another name."""
    first = reviewer.given(content(application(1)))
    second = reviewer.given(content(application(2), package=501, call="Call of spring",
                                    made_at=datetime(2027, 5, 12, tzinfo=UTC)), name="b.ireview")
    with reviewer.opens(first) as desk:
        desk.save(ONE, WHOLE, ReviewForm())
        desk.send_back(reviewer.home / "1.ireview")
    with reviewer.opens(second) as desk:
        assert desk.notes == ()
        assert desk.sent_at is None
        assert not desk.unsent
        desk.save(TWO, WHOLE, ReviewForm())
        assert desk.unsent
        assert desk.send_back(reviewer.home / "2.ireview").reviews == 1
    with reviewer.opens(first) as desk:
        assert desk.notes == ()
        assert desk.paper(ONE).form == WHOLE
        assert not desk.unsent


def test_another_rubric_keeps_what_fits_and_puts_the_rest_aside(reviewer: Reviewer) -> None:
    with reviewer.opens(reviewer.given(content())) as desk:
        desk.save(ONE, replace(WHOLE, comment="stays"), ReviewForm())
    team, market, notes = RUBRIC.criteria
    other = replace(content(package=501, made_at=datetime(2027, 5, 12, tzinfo=UTC)), rubric=replace(
        RUBRIC, version=3, criteria=(replace(team, key="people"), market, notes)))
    with reviewer.opens(reviewer.given(other, name="b.ireview")) as desk:
        assert str(desk.notes[-1]) == "1 answer does not fit the new rubric and was put aside."
        form = desk.paper(ONE).form
        assert (form.marks, form.comment, form.finished) == ({"market": 3}, "stays", False)


def test_a_round_that_the_house_merged_is_not_open_here_any_more(reviewer: Reviewer) -> None:
    with reviewer.opens(reviewer.given(content())) as desk:
        desk.save(ONE, WHOLE, ReviewForm())
    merged = content(application(1, base=WHOLE), package=501, made_at=datetime(2027, 5, 12, tzinfo=UTC))
    with reviewer.opens(reviewer.given(merged, name="b.ireview")) as desk:
        assert desk.paper(ONE).form == WHOLE
        assert not desk.unsent


def test_packages_of_other_houses_calls_and_reviewers_do_not_mix(reviewer: Reviewer) -> None:
    desks = [reviewer.opens(reviewer.given(content(package=600 + n, **rest), name=f"{n}.ireview")) for n, rest in
             enumerate(({}, {"round": UUID(int=701)}, {"reviewer": UUID(int=801)}))]
    desks[0].save(ONE, WHOLE, ReviewForm())
    assert [desk.paper(ONE).form.is_blank for desk in desks] == [False, True, True]


def test_a_damaged_work_file_is_put_aside(reviewer: Reviewer) -> None:
    path = reviewer.given(content())
    with reviewer.opens(path) as desk:
        desk.save(ONE, WHOLE, ReviewForm())
    (file,) = (reviewer.data / "reviews").glob("*.work")
    file.write_bytes(file.read_bytes()[:-3])
    with reviewer.opens(path) as desk:
        assert "kept as" in str(desk.notes[0])
        assert desk.paper(ONE).form.is_blank
    assert len(list((reviewer.data / "reviews").glob("*.damaged"))) == 1


@pytest.mark.usefixtures("quick_age")
def test_the_passphrase_brings_the_work_back_when_the_own_key_is_lost(reviewer: Reviewer) -> None:
    path = reviewer.home / "a.ireview"
    write_package(path, content(), {}, signer=HOUSE.secret, protect=Protection(passphrase="richtig lang"))
    rest: Any = {"data": reviewer.data, "cache": reviewer.cache, "passphrase": "richtig lang"}
    with open_desk(path, **rest) as desk:
        desk.save(ONE, WHOLE, ReviewForm())
    (reviewer.data / "reviews" / "review-key.json").unlink()
    with open_desk(path, **rest) as desk:
        assert desk.paper(ONE).form == WHOLE
    with pytest.raises(PackageRefused) as caught:
        open_desk(path, **{**rest, "passphrase": "falsch lang"})
    assert caught.value.why == "passphrase"
    assert not [one for one in (reviewer.cache / "reviews").iterdir() if one.is_dir()]


def test_what_cannot_be_kept_is_not_called_saved(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    with reviewer.opens(reviewer.given(content())) as desk:
        def full(*_rest: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            with pytest.raises(Exception, match="No space left"):
                desk.save(ONE, WHOLE, ReviewForm())
        assert desk.paper(ONE).form.is_blank
        desk.save(ONE, WHOLE, ReviewForm())
    assert not list((reviewer.data / "reviews").glob("*.part"))


def test_a_package_on_a_read_only_medium(reviewer: Reviewer, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    path = reviewer.given(content()).rename(folder / "a.ireview")
    path.chmod(0o400)
    folder.chmod(0o500)
    try:
        with reviewer.opens(path) as desk:
            desk.save(ONE, WHOLE, ReviewForm())
        assert [one.name for one in folder.iterdir()] == ["a.ireview"]
    finally:
        folder.chmod(0o700)


_TYPING = """
import sys
from pathlib import Path
from uuid import UUID
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.exchange.package_desk import open_desk
home = Path(sys.argv[1])
desk = open_desk(home / "a.ireview", data=home / "data", cache=home / "cache")
form = desk.paper(UUID(int=1)).form
for n in range(1_000_000):
    new = ReviewForm(comment=f"{n} " + "text " * 2000)
    desk.save(UUID(int=1), new, form)
    form = new
    print(n, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="killed the way of Unix")
def test_killed_in_the_middle_of_saving_nothing_is_lost(reviewer: Reviewer) -> None:
    path = reviewer.given(content())
    for turn in range(4):
        child = subprocess.Popen([sys.executable, "-c", _TYPING, str(reviewer.home)], cwd=ROOT, text=True,
                                 stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.05 + 0.013 * turn)
        child.send_signal(signal.SIGKILL)
        told = [json.loads(line) for line in child.stdout.read().splitlines() if line.strip().isdigit()]
        child.stdout.close()
        child.wait()
        assert [one for one in (reviewer.cache / "reviews").iterdir() if one.is_dir()], "documents were left lying"
        with reviewer.opens(path) as desk:
            comment = desk.paper(ONE).form.comment
            there = int(comment.split()[0])
            assert comment == f"{there} " + "text " * 2000
            assert there >= max(told, default=0), "what was said to be saved is there"
        assert not [one for one in (reviewer.cache / "reviews").iterdir() if one.is_dir()], "and were swept away"


def test_a_moment_of_the_future_does_not_lock_the_reviewer_out(reviewer: Reviewer) -> None:
    """The clock of the house ran ahead: the same package opens again and again."""
    ahead = content(made_at=datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=1))
    for _ in range(2):
        reviewer.opens(reviewer.given(ahead)).close()


def test_another_key_for_a_known_house_is_shown_and_taken_only_when_somebody_says_so(reviewer: Reviewer) -> None:
    houses = Houses(reviewer.data / "reviews")
    path = reviewer.given(content())
    rest: Any = {"data": reviewer.data, "cache": reviewer.cache}
    open_desk(path, trust=houses.checking(), **rest).close()
    open_desk(path, trust=houses.checking(), **rest).close()
    write_package(path, content(), {}, signer=STRANGER.secret,
                  protect=Protection(own_key(reviewer.data / "reviews").recipient))
    with pytest.raises(OtherSigner, match="signed with another key than before") as caught:
        open_desk(path, trust=houses.checking(), **rest)
    assert not [one for one in (reviewer.cache / "reviews").iterdir() if one.is_dir()]
    open_desk(path, trust=houses.checking(caught.value.signer), **rest).close()
    open_desk(path, trust=houses.checking(), **rest).close()
    (reviewer.data / "reviews" / "houses.json").write_text("[{", encoding="utf-8")
    open_desk(path, trust=houses.checking(), **rest).close()
