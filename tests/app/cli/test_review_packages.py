"""Review packages from the command line: out, dry run, merge; refused in one line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from incubator_gui.db.database import Database
from incubator_gui.exchange.review_archive import open_package
from incubator_gui.services.house import House
from tests.app.cli.conftest import Run
from tests.services.reviews.posts import KEY, answer, with_keys
from tests.services.reviews.rooms import BLANK, WHOLE, Room, form
from tests.services.reviews.rooms import room as fill
from tests.support.databases import ACTOR, Templates


@pytest.fixture
def place(templates: Templates, tmp_path: Path) -> Path:
    return templates.file(tmp_path / "house.db")


@pytest.fixture
def made(place: Path) -> Iterator[Room]:
    house = House(Database.open(place, actor=ACTOR))
    yield with_keys(fill(house, applications=2))
    house.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def test_packages_go_out_and_come_back(run: Run, made: Room, place: Path, folder: Path) -> None:
    ran = run("packages", "out", "2026-1", "--reviewer", "lena", "--out", folder, "--language", "de",
              "--database", place, "--json")
    assert (ran.status, ran.err) == (0, "")
    (one,) = ran.json
    assert (one["reviewer"], one["applications"], one["passphrase"]) == ("Lena Weber", 2, None)
    with open_package(Path(one["file"]), identities=(KEY.identity,)) as opened:
        assert opened.content.head.language == "de"
    package = made.house.review_packages.rows(made.call)[0]
    assert str(package.id) == one["package"]
    from incubator_gui.services.review_packages import Made

    file = answer(Made(package.id, package.reviewer_id, "", Path(one["file"]), 2), {made.applications[0]: WHOLE})
    dry = run("packages", "in", file, "--database", place, "--json")
    assert dry.status == 0
    assert (dry.json["applied"], dry.json["change_set"]) == (False, None)
    assert [(r["number"], r["verdict"], r["taken"], r["state"]) for r in dry.json["files"][0]["reviews"]] == [
        (101, "new", 4, "submitted")]
    assert made.house.reviews.rows(made.call) == ()
    assert "say --apply" in run("packages", "in", file, "--database", place).out
    done = run("packages", "in", file, "--apply", "--database", place)
    assert (done.status, done.err) == (0, "")
    assert "1 review merged" in done.out
    assert made.house.reviews.rows(made.call)[0].state == "submitted"
    twice = run("packages", "in", file, "--apply", "--database", place, "--json")
    assert (twice.status, twice.json["change_set"]) == (0, None)
    log = run("packages", "--database", place, "--json").json
    assert [(row["reviewer"], row["way"]) for row in log] == [("Lena Weber", "package")]
    assert log[0]["returned_at"]


def test_answers_of_both_sides_want_a_word(run: Run, made: Room, place: Path, folder: Path) -> None:
    (package,) = made.house.review_packages.make(made.call, made.reviewers[:1], "package", folder).value
    file = answer(package, {made.applications[0]: WHOLE})
    made.house.reviews.desk(made.reviewers[0], made.call).save(
        made.applications[0], form(finished=False, team="1"), BLANK)
    ran = run("packages", "in", file, "--apply", "--database", place)
    assert ran.status == 1
    assert ran.err.startswith("1 answer was changed on both sides. Say --take mine or --take theirs")
    dry = run("packages", "in", file, "--database", place, "--json").json
    assert dry["files"][0]["reviews"][0]["conflicts"] == [
        {"field": "mark.team", "mine": "4", "theirs": "1", "base": None}]
    assert run("packages", "in", file, "--apply", "--take", "mine", "--database", place).status == 0
    desk = made.house.reviews.desk(made.reviewers[0], made.call)
    assert desk.paper(made.applications[0]).form == WHOLE
    assert run("undo", "--database", place).status in (0, 1)


def test_what_is_refused_is_one_line(run: Run, made: Room, place: Path, folder: Path) -> None:
    bad = folder / "bad.ireview"
    bad.write_bytes(b"nonsense")
    ran = run("packages", "in", bad, "--database", place, "--json")
    assert ran.status == 1
    assert "“bad.ireview”" in ran.err
    assert ran.err.count("\n") == 1
    assert "bad.ireview" in ran.json["files"][0]["refused"]
    empty = folder / "empty.txt"
    empty.write_text("\n")
    for words in (("out", "no call"), ("out", "2026-1", "--reviewer", "nobody"), ("out", "2026-1", "--reviewer", "e"),
                  ("out", "2026-1", "--out", folder / "nowhere"),
                  ("out", "2026-1", "--passphrase-file", empty), ("out", "2026-1", "--passphrase-file", folder / "no")):
        ran = run("packages", *words, "--database", place)
        assert (ran.status, ran.err.count("\n")) == (1, 1), words
    assert run("packages", "out", "2026-1", "--way", "pigeon", "--database", place).status == 2
    assert run("packages", "in", "--database", place).status == 2
    shutil.rmtree(folder)


def test_one_passphrase_from_a_file(run: Run, made: Room, place: Path, folder: Path) -> None:
    made.house.reviewers.edit(made.reviewers, recipient="")
    phrase = folder / "phrase.txt"
    phrase.write_text("horse-staple-42\n", "utf-8")
    ran = run("packages", "out", "2026-1", "--reviewer", "Jun Hao", "--out", folder, "--passphrase-file", phrase,
              "--database", place)
    assert (ran.status, ran.err) == (0, "")
    assert "horse" not in ran.out
    with open_package(folder / "2026-1-Jun-Hao.ireview", passphrase="horse-staple-42") as opened:
        assert opened.content.head.reviewer == made.reviewers[1]
