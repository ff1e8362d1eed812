"""A whole round: a call is imported and assigned, packages leave in three ways, are filled in elsewhere, and merged."""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from incubator_gui.db.database import Database
from incubator_gui.db.schema import Review, ReviewAnswer
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_notes import ReviewNote
from incubator_gui.domain.rubric import Rubric
from incubator_gui.exchange.package_desk_work import FOLDER
from incubator_gui.exchange.review_archive import own_key
from incubator_gui.services.assignments_plan import Wish as Assigning
from incubator_gui.services.house import House
from incubator_gui.services.review_packages import Wish
from tests.services.reviews.rooms import NAMES, ON_FILE

ROOT = Path(__file__).parents[3]
WAYS = ("package", "form", "sheet")
TEXTS = ("", "Zwei von drei Gründern führten schon „Parkhäuser“.", "团队完整；市场数据来自合同。\n第二行：堃喆犇",
         "Ask who owns the images.")


def entries(rubric: Rubric, applications: list[UUID], seed: int) -> dict[str, dict[str, str]]:
    """What a reviewer thinks."""
    chance = random.Random(seed)
    out = {}
    for id in applications:
        entry = {f"mark.{one.key}": chance.choice(["abstain", *map(str, one.scale.points)]) for one in rubric.criteria}
        for one in rubric.criteria:
            if remark := chance.choice(TEXTS):
                entry[f"remark.{one.key}"] = remark
        out[str(id)] = entry | {"comment": chance.choice(TEXTS[1:])}
    return out


def noting(entries: dict[str, dict[str, str]], applications: list[UUID]) -> dict[str, dict[str, str]]:
    """With two notes on each application, as only a package carries them."""
    out = dict(entries)
    for id in applications:
        for number, words in enumerate(TEXTS[1:3], 1):
            note = ReviewNote(UUID(int=id.int ^ number), number, "5a" * 32, "Plan", number, ((10, 20, 30, 40),),
                              "34 EUR", words)
            out[str(id)] = out[str(id)] | {note.field: note.text()}
    return out


def stored(house: House, reviewers: list[UUID]) -> dict[tuple[UUID, UUID], ReviewForm]:
    """Every review as the desk shows it."""
    out = {}
    for reviewer in reviewers:
        desk = house.reviews.desk(reviewer)
        for row in desk.sheet().rows:
            out[reviewer, row.application] = desk.paper(row.application).form
    return out


def imported(house: House, folder: Path) -> UUID:
    """A call of nine applications from a spreadsheet."""
    table = folder / "applicants.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([
            ["Company name", "Team size", "Pitch", "What do you need?"],
            *([f"Nebelwald {n} GmbH", str(n + 2), f"Wir laden Autos, Nr. {n}", "desks"] for n in range(9))])
    house.imports.apply(house.imports.open(table), "2027-1")
    return house.calls.calls()[0].id


@ON_FILE
def test_a_whole_round_comes_back_mark_for_mark(database: Database, tmp_path: Path) -> None:
    house = House(database)
    call = imported(house, tmp_path)
    round = house.rounds.begin(call, reviews_each=5).value
    homes = [tmp_path / f"home {n}" for n in range(5)]
    reviewers = [house.reviewers.add(full_name=name, language=language, round_id=round,
                                     recipient=own_key(home / FOLDER).recipient).value
                 for name, language, home in zip(NAMES, ("de", "zh", "en", "zh", "de"), homes, strict=True)]
    house.assignments.apply(house.assignments.propose(call, Assigning(each=5, any_stage=True)))
    rubric = house.rounds.rubric(round)
    applications = [row.id for row in sorted(house.applications.rows(), key=lambda row: row.number)]
    thought = {reviewer: noting(entries(rubric, applications, n), applications[:3])
               for n, reviewer in enumerate(reviewers)}

    jobs = []
    for reviewer, home in zip(reviewers, homes, strict=True):
        files = {}
        for n, way in enumerate(WAYS):  # each way carries a third of the applications
            (made,) = house.review_packages.make(
                call, [reviewer], way, home, Wish(applications=applications[n * 3:n * 3 + 3])).value
            files[way] = str(made.path)
        job = home / "job.json"
        job.write_text(json.dumps(files | {"data": str(home), "entries": thought[reviewer]}), "utf-8")
        jobs.append(job)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    filler = str(Path(__file__).with_name("filler.py"))
    running = [subprocess.Popen([sys.executable, filler, str(job)], env=environment, stderr=subprocess.PIPE)
               for job in jobs]
    for one in running:
        _out, errors = one.communicate(timeout=200)
        assert one.returncode == 0, errors.decode(errors="replace")

    back = [file for home in homes for file in home.glob("back-*")]
    assert len(back) == 15
    results: list[Any] = []
    for seed in (1, 2):
        random.Random(seed).shuffle(back)
        runs = house.review_returns.read(back)
        assert [str(run.refused) for run in runs if run.refused is not None] == []
        assert [note.message for run in runs for note in (*run.notes, *(n for r in run.reviews for n in r.notes))] == []
        assert {r.verdict for run in runs for r in run.reviews} == {"new"}
        outcome = house.review_returns.apply(runs)
        assert (outcome.value.files, outcome.value.reviews, outcome.value.kept) == (15, 45, 0)
        results.append(stored(house, reviewers))
        again = house.review_returns.apply(house.review_returns.read(back))
        assert not again.changes, "twice changes nothing"
        if seed == 1:
            house.history.undo()
            assert set(stored(house, reviewers).values()) == {ReviewForm()}
    assert results[0] == results[1], "in any order"

    for (reviewer, application), form in results[1].items():
        assert form.fields() == thought[reviewer][str(application)] | {"finished": "yes"}
    with database.read() as session:
        marks = session.execute(select(Review.application_id, Review.reviewer_id, ReviewAnswer.criterion,
                                       ReviewAnswer.mark, ReviewAnswer.source)
                                .join(ReviewAnswer, ReviewAnswer.review_id == Review.id)).all()
    assert len(marks) == 45 * len(rubric.criteria)
    for application, reviewer, key, mark, source in marks:
        said = thought[reviewer][str(application)][f"mark.{key}"]
        assert mark == (None if said == "abstain" else rubric.by_key[key].scale.points[
            [str(p) for p in rubric.by_key[key].scale.points].index(said)])
        assert source == WAYS[applications.index(application) // 3]
    for row in house.reviews.rows(call):
        form = ReviewForm.of_fields(thought[row.reviewer_id][str(row.application_id)])
        assert row.score == form.score(rubric).value
        assert row.state == "submitted"

