"""A round by packages: out of the house, filled in by processes with no database, back in any order and twice."""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.exchange.review_archive import own_key
from incubator_gui.services.house import House
from incubator_gui.services.review_packages import Made
from tests.end_to_end.conftest import Start
from tests.services.reviews.rooms import Room, room

ROOT = Path(__file__).parents[2]
REVIEWERS = 2

FILLING = """
import json, sys
from pathlib import Path
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.exchange.package_desk import open_desk
package, home, passphrase, back = sys.argv[1:]
forms = json.load(sys.stdin)
home = Path(home)
with open_desk(Path(package), data=home / "data", cache=home / "cache", passphrase=passphrase or None) as desk:
    for row in desk.sheet().rows:
        seen = desk.paper(row.application).form
        desk.save(row.application, ReviewForm.of_fields({**seen.fields(), **forms[str(row.application)]}), seen)
    desk.send_back(Path(back))
assert not [name for name in sys.modules if name.startswith(("sqlalchemy", "PySide6", "incubator_gui.services"))]
"""


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Room]:
    house = House.open(tmp_path / "house.db")
    yield room(house, applications=5, reviewers=REVIEWERS)
    house.close()


def fields(seed: int) -> dict[str, str]:
    """A whole form, another one for each seed."""
    dice = random.Random(seed)
    return {**{f"mark.{key}": str(dice.randint(1, 5)) for key in ("team", "market", "product")},
            "remark.team": f"Gründer {seed}: “gut” 很好", "mark.fit": dice.choice(["abstain", "2"]),
            "comment": f"Absatz {seed}\n第二段 {seed}", "confidence": str(dice.randint(1, 3)), "finished": "yes"}


def fill(package: Made, home: Path, forms: dict[str, dict[str, str]], name: str) -> Path:
    """A reviewer at a workstation of their own."""
    back = home / name
    home.mkdir(exist_ok=True)
    done = subprocess.run([sys.executable, "-c", FILLING, str(package.path), str(home), package.passphrase, str(back)],
                          cwd=ROOT, input=json.dumps(forms), text=True, capture_output=True, check=False, timeout=120,
                          env={**os.environ, "INCUBATOR_HOME": str(home)})
    assert done.returncode == 0, done.stderr
    return back


def stored(made: Room) -> dict[tuple[UUID, UUID], ReviewForm]:
    return {(reviewer, application): made.house.reviews.desk(reviewer).paper(application).form
            for reviewer, application in itertools.product(made.reviewers, made.applications)}


@pytest.mark.usefixtures("quick_age")
def test_a_round_of_packages(made: Room, tmp_path: Path) -> None:
    house, out = made.house, tmp_path / "out"
    out.mkdir()
    passphrases = {reviewer: f"richtig lang {n}" for n, reviewer in enumerate(made.reviewers)}
    packages = house.review_packages.make(made.call, made.reviewers, "package", out, passphrases=passphrases).value
    entered = {(package.reviewer, application): fields(100 * n + k) for n, package in enumerate(packages)
               for k, application in enumerate(made.applications)}
    backs = [fill(package, tmp_path / f"home-{n}", {str(id): entered[package.reviewer, id] for id in made.applications},
                  f"back-{n}.ireview") for n, package in enumerate(packages)]
    wanted = {key: ReviewForm.of_fields(form) for key, form in entered.items()}
    for files in (backs[::-1], backs):  # in another order than they left, and all of them twice
        runs = house.review_returns.read(files)
        assert [str(run.refused) for run in runs if run.refused is not None] == []
        house.review_returns.apply(runs)
        assert stored(made) == wanted
    # The second package needs no passphrase: what came back brought the key of each workstation.
    again = house.review_packages.make(made.call, made.reviewers[:1], "package", out).value[0]
    assert again.passphrase == ""
    changed = {str(id): {"comment": "Noch einmal gelesen"} for id in made.applications}
    back = fill(again, tmp_path / "home-0", changed, "again.ireview")
    house.review_returns.apply(house.review_returns.read([back, backs[0]]))
    first = made.reviewers[0]
    assert {form.comment for (reviewer, _id), form in stored(made).items() if reviewer == first} == {
        "Noch einmal gelesen"}
    assert {key: form for key, form in stored(made).items() if key[0] != first} == {
        key: form for key, form in wanted.items() if key[0] != first}


def test_what_came_back_is_dropped_on_the_window_and_merged(start: Start, tmp_path: Path) -> None:
    """On any screen; and what is damaged says so beside what is merged."""
    house = House.open(tmp_path / "house.db")
    made = room(house, applications=3, reviewers=1)
    key = own_key(tmp_path / "home-0" / "data" / "reviews")
    house.reviewers.edit(made.reviewers, recipient=key.recipient)
    package = house.review_packages.make(made.call, made.reviewers, "package", tmp_path).value[0]
    forms = {str(application): fields(n) for n, application in enumerate(made.applications)}
    back = fill(package, tmp_path / "home-0", forms, "back.ireview")
    house.close()
    broken = tmp_path / "broken.ireview"
    broken.write_bytes(back.read_bytes()[:-1])
    person = start(tmp_path / "house.db")
    person.go("Companies")
    person.drop_files(person.window, [back])
    person.reads(re.compile("Returned files"))
    person.click("Merge 3 reviews")
    person.idle()
    desk = person.house.reviews.desk(made.reviewers[0])
    assert {str(id): desk.paper(id).form for id in made.applications} == {
        id: ReviewForm.of_fields(form) for id, form in forms.items()}
    started: list[Path] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("incubator_gui.app.review_mode_files.open_elsewhere", started.append)
        person.go("Companies")
        person.drop_files(person.window, [broken, package.path])
    assert started == [broken, package.path], "a window of its own says what is wrong with it"
    person.quit()
