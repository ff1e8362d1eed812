"""What the history, the log of packages and the scores tell of reviews that are not the viewer's to see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Actor, Database
from incubator_gui.db.schema import Application, Conflict, Person
from incubator_gui.services.history_pages import HistoryFilter
from incubator_gui.services.house import House
from tests.services.review_people.test_sight_everywhere import said
from tests.services.reviews.posts import answer, read, send, with_keys
from tests.services.reviews.rooms import NOW, Room, form, room
from tests.support.databases import Templates

NUMBER = "7701"
OFFICER, OWN, OTHER, THIRD = "Olga Officer", "Jun Hao", "Lena Weber", "Marie Thoma"


@dataclass(frozen=True)
class Place:
    """A house in which people reviewed; the first application is of a company the officer is in conflict with."""

    path: Path
    room: Room

    def seen_by(self, who: str) -> House:
        return House(Database.open(self.path, actor=Actor(who, "desk-1")))


@pytest.fixture(scope="module")
def place(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Three reviewers: one stored by hand, one came back in a package, one recused."""
    folder = tmp_path_factory.mktemp("steps")
    path = templates.file(folder / "house.db")
    with closing(Database.open(path, actor=Actor("Chief", "desk-1"))) as database:
        house = House(database)
        made = with_keys(room(house, applications=3, reviewers=3))
        with database.write("test", msg("Prepared for a test")) as work:
            work.session.get_one(Application, made.applications[0]).number = int(NUMBER)
        for seat, marks in ((0, form(team="4", market="3", product="4.5", __comment="SECRETCOMMENT",
                                     __private_comment="SECRETPRIVATE")),
                            (2, form(team="5", market="5", product="5"))):
            desk = house.reviews.desk(made.reviewers[seat], made.call)
            for application in made.applications[(seat > 0):]:
                desk.save(application, marks, desk.paper(application).form)
        house.reviews.desk(made.reviewers[2], made.call).recuse(made.applications[0], "investor", "SECRETREASON")
        send(made, folder, 0)
        file = answer(send(made, folder, 1), {made.applications[0]: form(team="2", __comment="MINE")})
        house.review_returns.apply(read(made, file))
        made.phase(sees_others="never")
        officer = new_id()
        made.add(Person(id=officer, full_name=OFFICER, is_staff=True),
                 Conflict(person_id=officer, company_id=made.companies[0], origin="set", state="confirmed",
                          noted_at=NOW))
    return Place(path, made)


@pytest.fixture
def officer(place: Place) -> Iterator[House]:
    house = place.seen_by(OFFICER)
    yield house
    house.database.close()


@pytest.fixture
def reviewer(place: Place) -> Iterator[House]:
    house = place.seen_by(OWN)
    yield house
    house.database.close()


@pytest.fixture
def everybody(place: Place) -> Iterator[House]:
    house = place.seen_by("somebody else")
    yield house
    house.database.close()


def history_of(house: House) -> str:
    """Every sentence of the history, in both ways of reading it."""
    return said([row.message for row in (*house.history.recent(500), *house.history_pages.all(HistoryFilter()))])


def details_of(house: House) -> str:
    """All that both ways of looking into steps show."""
    steps = [row.id for row in house.history.recent(500)]
    return said([(house.history.details(id), house.history_pages.details(id)) for id in steps])


def test_sentences_of_reviews_name_the_application_by_its_id(everybody: House) -> None:
    text = history_of(everybody)
    assert f"Review of Ladewerk 1 by {OTHER}: 6 answers" in text
    assert f"{THIRD} recused from Ladewerk 1" in text


def test_in_conflict_no_sentence_and_no_step_tells_of_the_application(officer: House, place: Place) -> None:
    assert NUMBER not in history_of(officer)
    assert "A step that concerns an application hidden from you" in history_of(officer)
    text = details_of(officer)
    hidden = place.room.applications[0]
    for secret in (hidden.hex, str(hidden), "SECRETREASON", "MINE"):
        assert secret not in text, secret
    assert place.room.applications[1].hex in text


def test_a_reviewer_learns_nothing_of_others_reviews_from_the_history(reviewer: House) -> None:
    text = history_of(reviewer)
    assert f"by {OTHER}" not in text
    assert f"{THIRD} recused" not in text
    assert "A step of a review that is not yours" in text
    text = details_of(reviewer)
    for secret in ("SECRETCOMMENT", "SECRETPRIVATE", "SECRETREASON"):
        assert secret not in text, secret
    assert "MINE" in text, "what is one's own stays"


def test_the_undo_of_ones_own_step_is_said(place: Place) -> None:
    house = place.seen_by(OWN)
    try:
        desk = house.reviews.desk(place.room.reviewers[1], place.room.call)
        paper = desk.paper(place.room.applications[2])
        desk.save(place.room.applications[2], form(finished=False, team="3"), paper.form)
        assert str(house.history.state().undo).startswith("Review of Ladewerk 3 by Jun Hao")
        house.history.undo()
    finally:
        house.database.close()


def test_the_log_of_packages_counts_what_may_be_seen(everybody: House, officer: House, place: Place) -> None:
    counts = [[row.applications for row in house.review_packages.rows(place.room.call)]
              for house in (everybody, officer)]
    assert counts == [[3, 3], [2, 2]]
    assert [max(one.last.applications for one in house.review_packages.reviewers(place.room.call) if one.last)
            for house in (everybody, officer)] == [3, 2]


def test_the_scores_of_reviewers_count_what_may_be_seen(everybody: House, officer: House, place: Place) -> None:
    counts = [sorted(one.n for one in house.scores.table(place.room.call).reviewers)
              for house in (everybody, officer)]
    assert counts == [[2, 3], [2, 2]]
