"""Packages leave the house: for one reviewer each, complete, logged, and never against the rules."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from incubator_gui.core.errors import Cancelled, NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import (
    Conflict,
    Document,
    DocumentClearance,
    RedactedText,
    ReviewAssignment,
    Reviewer,
    ReviewPackage,
)
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.exchange.review_archive import open_package
from incubator_gui.services import review_packages_ways
from incubator_gui.services.house import House
from incubator_gui.services.review_packages import Wish
from tests.services.reviews.posts import KEY, PASSPHRASE, send, with_keys
from tests.services.reviews.rooms import BLANK, DOC, NAMES, NOW, ON_FILE, WHOLE, Room, form, room


@pytest.fixture
def made(house: House) -> Room:
    return with_keys(room(house))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "out"
    place.mkdir()
    return place


def test_a_package_holds_what_the_desk_shows(made: Room, folder: Path) -> None:
    house = made.house
    house.keeping.set("house_name", "Incubator Shanghai")
    draft = form(finished=False, team="4")
    house.reviews.desk(made.reviewers[0], made.call).save(made.applications[1], draft, BLANK)
    package = send(made, folder, wish=Wish("de", due_on=date(2026, 4, 1), note="Bitte bis Ostern."))
    assert package.path == folder / "2026-1-Lena-Weber.ireview"
    with open_package(package.path, identities=(KEY.identity,)) as opened:
        head = opened.content.head
        assert (head.house, head.call, head.reviewer_name, head.language, head.due_on, head.note, head.is_blind) == (
            "Incubator Shanghai", "2026-1", NAMES[0], "de", date(2026, 4, 1), "Bitte bis Ostern.", False)
        first, second, *_rest = opened.content.applications
        assert (first.number, first.title, first.version, first.base, first.revision) == (
            101, "Ladewerk 1", 1, BLANK, 0)
        assert (second.base, second.revision) == (draft, 1)
        assert "Ladewerk 1 charges cars." in dict(first.fields).values()
        assert first.answers == (("Wer zahlt?", "Fleets."),)
        document = opened.document(first.documents[0].sha256)
        assert document is not None
        assert document.read_bytes() == DOC
        assert opened.content.rubric == house.rounds.rubric(made.round)


def test_what_leaves_is_logged_and_no_step_of_undo(made: Room, folder: Path) -> None:
    house = made.house
    before = house.history.state().undo_id
    package = send(made, folder)
    (row,) = house.review_packages.rows(made.call)
    assert (row.id, row.reviewer, row.way, row.protection, row.applications, row.made_by, row.returned_at) == (
        package.package, NAMES[0], "package", "key", 4, "li", None)
    assert row.sha256 == hashlib.sha256(package.path.read_bytes()).hexdigest()
    assert house.history.state().undo_id == before
    with house.database.read() as session:
        record = session.get(ReviewPackage, package.package)
        assert record is not None
        assert [one["number"] for one in record.manifest["applications"]] == [101, 102, 103, 104]
    state = next(one for one in house.review_packages.reviewers(made.call) if one.id == made.reviewers[0])
    assert (state.assigned, state.open, state.packages, state.waiting, state.last) == (4, 4, 1, True, row)
    second = send(made, folder)
    assert second.path.name == "2026-1-Lena-Weber-2.ireview", "what was sent before stays as it is"


@ON_FILE
def test_one_file_for_each_reviewer(made: Room, folder: Path) -> None:
    steps: list[tuple[int, int]] = []
    outcome = made.house.review_packages.make(made.call, made.reviewers, "package", folder,
                                              on_step=lambda *at: steps.append(at))
    assert [one.name for one in outcome.value] == list(NAMES[:3])
    assert str(outcome.changes.message) == "3 files for reviewers of 2026-1 made"
    assert steps == sorted(steps)
    assert steps[-1][0] <= steps[-1][1] == 300
    for one in outcome.value:
        with open_package(one.path, identities=(KEY.identity,)) as opened:
            assert opened.content.head.reviewer == one.reviewer


@ON_FILE
def test_a_passphrase_where_a_reviewer_has_no_key(house: House, folder: Path) -> None:
    made = room(house, applications=1)
    with pytest.raises(Refused, match="needs a passphrase or the key"):
        house.review_packages.make(made.call, made.reviewers[:1], "package", folder)
    assert list(folder.iterdir()) == []
    (package,) = house.review_packages.make(made.call, made.reviewers[:1], "package", folder,
                                            passphrases={made.reviewers[0]: PASSPHRASE}).value
    assert package.passphrase == PASSPHRASE
    assert house.review_packages.rows(made.call)[0].protection == "passphrase"
    with open_package(package.path, passphrase=PASSPHRASE) as opened:
        assert len(opened.content.applications) == 1


@ON_FILE
def test_only_what_is_open_or_chosen(made: Room, folder: Path) -> None:
    house = made.house
    desk = house.reviews.desk(made.reviewers[0], made.call)
    desk.save(made.applications[0], WHOLE, BLANK)
    desk.recuse(made.applications[1], "family", "")
    (planned,) = house.review_packages.plan(made.call, made.reviewers[:1])
    assert (planned.applications, planned.open, planned.documents, planned.size) == (3, 2, 1, len(DOC))
    (planned,) = house.review_packages.plan(made.call, made.reviewers[:1], Wish(only_open=True))
    assert (planned.applications, planned.documents) == (2, 0)
    (planned,) = house.review_packages.plan(made.call, made.reviewers[:1], Wish(applications=made.applications[:2]))
    assert planned.applications == 1


def test_a_conflict_keeps_an_application_in_the_house(made: Room, folder: Path) -> None:
    house = made.house
    made.add(Conflict(person_id=made.people[0], company_id=made.companies[0], origin="detected", state="open",
                      noted_at=NOW))
    package = send(made, folder)
    with open_package(package.path, identities=(KEY.identity,)) as opened:
        assert [one.number for one in opened.content.applications] == [102, 103, 104]
    with house.database.write("test.officer", house.history.recent(1)[0].message) as work:
        record = work.session.get(Reviewer, made.reviewers[2])
        assert record is not None
        record.is_officer = True
    made.add(Conflict(person_id=made.people[2], company_id=made.companies[1], origin="declared", state="confirmed",
                      noted_at=NOW))
    made.act_as(NAMES[2])
    (planned,) = house.review_packages.plan(made.call, made.reviewers[1:2])
    assert (planned.applications, planned.left_out) == (3, 1), "whoever makes packages must not have a conflict either"


def test_a_blind_phase_lets_nothing_out_that_was_not_made_nameless(house: House, folder: Path) -> None:
    made = with_keys(room(house, applications=1, blind=True))
    (planned,) = house.review_packages.plan(made.call, made.reviewers[:1])
    assert [str(gap.what) for gap in planned.gaps] == [
        "Application 0101: “Pitch” has no redacted copy.", "Application 0101: “Who pays?” has no redacted copy.",
        "Application 0101: nobody has decided about the document “Plan of Ladewerk”."]
    with pytest.raises(Refused, match=r"3 texts or documents are not made nameless yet.*Application 0101"):
        send(made, folder)
    assert list(folder.iterdir()) == []
    assert house.review_packages.rows(made.call) == ()

    def copy(field: str, text: str, of: str) -> RedactedText:
        return RedactedText(application_id=made.applications[0], field=field, text=text, made_at=NOW,
                            based_on=hashlib.sha256(of.encode()).hexdigest())

    made.add(copy("pitch", "▇ charges cars.", "Ladewerk 1 charges cars."),
             copy(f"answer:{made.questions[0]}", "Fleets of ▇.", "Something older."),
             DocumentClearance(document_id=made.documents[0], state="withheld", decided_at=NOW))
    with pytest.raises(Refused, match="1 text or document is not made nameless yet"):
        send(made, folder)
    with house.database.write("test.copy", house.history.recent(1)[0].message) as work:
        stale = work.session.scalars(select(RedactedText).where(RedactedText.field != "pitch")).one()
        stale.based_on = hashlib.sha256(b"Fleets.").hexdigest()
    package = send(made, folder)
    with open_package(package.path, identities=(KEY.identity,)) as opened:
        assert opened.content.head.is_blind
        (one,) = opened.content.applications
        assert (one.title, one.documents, one.answers) == ("", (), (("Who pays?", "Fleets of ▇."),))
        assert "Ladewerk" not in repr(opened.content)


@ON_FILE
@pytest.mark.parametrize("way", ["form", "sheet"])
def test_forms_and_sheets_are_written_and_logged(made: Room, folder: Path, way: str) -> None:
    package = send(made, folder, way=way)
    assert package.path.suffix == {"form": ".pdf", "sheet": ".xlsx"}[way]
    assert package.passphrase == ""
    (row,) = made.house.review_packages.rows(made.call)
    assert (row.way, row.protection, row.file_name) == (way, "none", package.path.name)
    if way == "sheet":
        assert any("holds no documents" in str(note) for note in package.notes)


@ON_FILE
def test_what_is_refused(made: Room, folder: Path) -> None:
    make = made.house.review_packages.make
    with pytest.raises(Refused, match="at least one reviewer"):
        make(made.call, [], "package", folder)
    with pytest.raises(Refused, match="no such way"):
        make(made.call, made.reviewers, "pigeon", folder)
    with pytest.raises(NotFound, match="no folder"):
        make(made.call, made.reviewers, "sheet", folder / "nowhere")
    with pytest.raises(Refused, match="Nothing that is to be sent is assigned to Lena Weber"):
        make(made.call, made.reviewers, "sheet", folder, Wish(applications=[made.call]))
    made.phase(may_review=False)
    with pytest.raises(Refused, match="Nothing can be reviewed in the phase"):
        make(made.call, made.reviewers, "sheet", folder)
    assert list(folder.iterdir()) == []


@ON_FILE
def test_cancelled_half_way_nothing_is_left(made: Room, folder: Path) -> None:
    calls = iter([False] * 4 + [True] * 1000)
    with pytest.raises(Cancelled):
        made.house.review_packages.make(made.call, made.reviewers, "package", folder, stop=lambda: next(calls))
    assert list(folder.iterdir()) == []
    assert made.house.review_packages.rows(made.call) == ()


@ON_FILE
def test_a_missing_document_stops_everything(made: Room, folder: Path) -> None:
    with made.house.database.write("test.lost", made.house.history.recent(1)[0].message) as work:
        record = work.session.get(Document, made.documents[0])
        assert record is not None
        record.sha256 = "0" * 64
    with pytest.raises(Refused, match="is missing"):
        send(made, folder)
    assert list(folder.iterdir()) == []


@ON_FILE
def test_the_base_leaves_out_what_the_rubric_no_longer_asks(made: Room, folder: Path) -> None:
    house = made.house
    house.reviews.desk(made.reviewers[0], made.call).save(made.applications[0], WHOLE, BLANK)
    rubric = house.rubrics.rows()[0].id
    version = house.rubrics.save(rubric, [
        replace(one) for one in house.rounds.rubric(made.round).criteria if one.key != "team"]).value
    house.rounds.set(made.round, rubric_version_id=version)
    package = send(made, folder)
    with open_package(package.path, identities=(KEY.identity,)) as opened:
        assert opened.content.applications[0].base == ReviewForm.of_fields(
            {"mark.market": "3", "mark.product": "4.5", "finished": "yes"})


@ON_FILE
def test_reviewers_see_their_own_packages_only(made: Room, folder: Path) -> None:
    for reviewer in (0, 1):
        send(made, folder, reviewer)
    made.act_as(NAMES[1])
    assert {row.reviewer for row in made.house.review_packages.rows(made.call)} == {NAMES[1]}
    assert {row.name for row in made.house.review_packages.reviewers(made.call)} == {NAMES[1]}
    with pytest.raises(Refused, match="Only Lena Weber and officers"):
        send(made, folder, 0)


@ON_FILE
@pytest.mark.parametrize("change", ["conflict", "blind", "taken back"])
def test_what_may_not_leave_any_more_when_the_file_is_ready_does_not_leave(
        made: Room, folder: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(*_given: object) -> tuple[()]:
        (folder / "2026-1-Lena-Weber.xlsx").write_bytes(b"written")
        if change == "conflict":
            made.add(Conflict(person_id=made.people[0], company_id=made.companies[0], origin="declared",
                              state="confirmed", noted_at=NOW))
        elif change == "blind":
            made.phase(is_blind=True)
        else:
            with made.house.database.write("test", msg("x")) as work:
                work.session.execute(delete(ReviewAssignment).where(
                    ReviewAssignment.application_id == made.applications[0]))
        return ()

    monkeypatch.setitem(review_packages_ways.TABLE, "sheet", replace(review_packages_ways.TABLE["sheet"],
                                                                     write=meanwhile))
    with pytest.raises(Refused):
        send(made, folder, way="sheet")
    assert list(folder.iterdir()) == []
    assert made.house.review_packages.rows(made.call) == ()
