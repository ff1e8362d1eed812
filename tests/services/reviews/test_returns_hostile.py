"""Returned files made by somebody who means harm, and files that people make unasked; the house has changed too."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from sqlalchemy import delete, select

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Conflict, Person, Review, ReviewAssignment, ReviewReturn
from incubator_gui.domain.form_names import TOKEN, text_field
from incubator_gui.domain.review_merge import LONGEST
from incubator_gui.services.house import House
from incubator_gui.services.joining import join_persons
from incubator_gui.services.review_returns import FileRun
from tests.services.review_people.test_sight_everywhere import said as everything
from tests.services.reviews.posts import answer, changed, forms, one, read, said, send
from tests.services.reviews.rooms import NOW, ON_FILE, WHOLE, Room, form, room

Token = dict[str, Any]


def with_token(path: Path, change: Callable[[Token], object]) -> Path:
    """The form with another token."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        field = next(one for one in pdf.Root.AcroForm.Fields if one.T == TOKEN)
        token = json.loads(str(field.V))
        field.V = pikepdf.String(json.dumps(change(token) or token))
        pdf.save(path)
    return path


def typed(path: Path, values: Mapping[str, str]) -> Path:
    """The form with texts in it."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.T) in values:
                field.V = pikepdf.String(values[str(field.T)])
        pdf.save(path)
    return path


@pytest.fixture
def sent_form(house: House, folder: Path) -> tuple[Room, Path]:
    made = room(house, applications=1, reviewers=1)
    return made, send(made, folder, way="form").path


@ON_FILE
@pytest.mark.parametrize("change", [
    lambda token: token.update(package=5), lambda token: token.update(reviewer=None),
    lambda token: token.update(applications=[[1, 2, 3]]), lambda token: token.update(applications=None),
    lambda token: token.update(applications={"a": 1}), lambda token: token.update(rubric_version=[]),
    lambda token: token.update(criteria=[["team", ["1e999999999"]]]), lambda token: token.update(criteria=[[1]]),
    lambda token: token.update(criteria=[["x", []]] * 8000),
    lambda token: token.update(applications=token["applications"] * 8000),
    lambda token: token.update(rubric_version=1e308)])
def test_a_token_that_means_harm_is_refused_in_a_sentence(sent_form: tuple[Room, Path],
                                                          change: Callable[[Token], object]) -> None:
    made, path = sent_form
    run = one(made, with_token(path, change))
    assert "no longer says which package" in str(run.refused)
    assert path.name in str(run.refused)


@ON_FILE
def test_a_version_that_never_was_is_not_believed(made: Room, folder: Path) -> None:
    run = one(made, answer(send(made, folder), {made.applications[0]: WHOLE}))
    assert run.content is not None
    (review,) = run.content.reviews
    from dataclasses import replace
    content = replace(run.content, reviews=(replace(review, application_version=2**80),))
    made.house.review_returns.apply(made.house.review_returns.again([replace(run, content=content)]))
    with made.house.database.read() as session:
        assert session.scalars(select(Review.application_version)).one() == 1


@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_moment_that_no_database_takes_loses_nothing(made: Room, folder: Path, moment: datetime) -> None:
    file = answer(send(made, folder), {made.applications[0]: WHOLE}, returned_at=moment)
    made.house.review_returns.apply(read(made, file))
    assert forms(made)[made.applications[0]] == WHOLE
    assert made.house.review_packages.rows(made.call)[0].returned_at is not None


@pytest.mark.parametrize("name", [b"\xff\xfe.ireview", "ru\u0308ck\u202egpj.ireview".encode(), b"a\nb.ireview",
                                  b"x" * 240 + b".ireview"])
def test_names_of_files_of_every_kind(made: Room, folder: Path, name: bytes) -> None:
    import os

    file = answer(send(made, folder), {made.applications[0]: WHOLE})
    odd = Path(os.fsdecode(os.path.join(os.fsencode(folder), name)))
    file.rename(odd)
    run = one(made, odd)
    assert run.refused is None
    made.house.review_returns.apply([run])
    assert forms(made)[made.applications[0]] == WHOLE
    with made.house.database.read() as session:
        kept = session.scalars(select(ReviewReturn.file_name)).one()
    kept.encode()
    assert not set("\n\u202e") & set(kept)


@ON_FILE
def test_texts_of_every_kind(sent_form: tuple[Room, Path]) -> None:
    made, path = sent_form
    comment = "e\u0301\u202Eabc\x00 \u0627\u0644"
    run = one(made, typed(path, {text_field(1, "comment"): comment, text_field(1, "private_comment"): "x" * 30_000,
                                 text_field(1, "reason"): "y" * (LONGEST + 1)}))
    made.house.review_returns.apply([run])
    kept = forms(made)[made.applications[0]]
    assert kept.comment == "\u00e9abc \u0627\u0644"
    assert (kept.private_comment, kept.reason) == ("", "")
    assert sum("was left out" in line for line in said(run)) == 2
    assert one(made, path).reviews[0].verdict == "same"


@ON_FILE
def test_what_people_send_instead(made: Room, folder: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    printed = Canvas(str(folder / "printed.pdf"))
    printed.drawString(72, 72, "Review")
    printed.save()
    (folder / "a list.xlsx").write_text("id;mark.team\n1;4\n", "utf-8")
    (folder / "pages.ods").write_bytes(b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
    (folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
    (folder / "mail.eml").write_text("Dear colleagues", "utf-8")
    for name in ("printed.pdf", "a list.xlsx", "pages.ods", "old.xls", "mail.eml"):
        run = one(made, folder / name)
        assert f"“{name}”" in str(run.refused), name


@ON_FILE
def test_a_sheet_saved_by_another_program_as_ods_is_read(made: Room, folder: Path) -> None:
    import shutil
    import subprocess

    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice here")
    path = send(made, folder, way="sheet").path
    subprocess.run([office, "--headless", "--convert-to", "ods", "--outdir", str(folder), str(path)], check=True,
                   capture_output=True, timeout=120)
    assert one(made, path.with_suffix(".ods")).refused is None


@ON_FILE
def test_a_sheet_of_ten_thousand_rows_is_read_in_time_and_said_briefly(made: Room, folder: Path) -> None:
    from openpyxl import load_workbook

    path = send(made, folder, way="sheet").path
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for n in range(10_000):
        sheet.append([str(new_id()), n])
    book.save(path)
    run = one(made, path)
    assert run.refused is None
    assert len(run.notes) < 30
    assert any("9,980 more" in str(note.message) for note in run.notes)
    assert len(run.reviews) == 4


# The house is another one than when the package left

@ON_FILE
def test_an_assignment_that_was_taken_back_is_said(made: Room, folder: Path) -> None:
    package = send(made, folder)
    with made.house.database.write("test", msg("x")) as work:
        work.session.execute(delete(ReviewAssignment).where(ReviewAssignment.application_id == made.applications[0]))
    run = one(made, answer(package, {made.applications[0]: WHOLE, made.applications[1]: WHOLE}))
    assert [line for line in said(run) if "no longer assigned" in line] == [
        "Application 0101: The application is no longer assigned to Lena Weber; the review is kept and counts all the "
        "same."]
    made.house.review_returns.apply([run])
    assert made.house.reviews.rows(made.call)[0].state == "submitted"


@ON_FILE
def test_a_return_finds_a_reviewer_who_was_joined_with_another_record(made: Room, folder: Path) -> None:
    package = send(made, folder)
    twin = new_id()
    made.add(Person(id=twin, full_name="Lena Weber-Li"))
    made.house.reviewers.add(twin)
    with made.house.database.write("test", msg("x")) as work:
        join_persons(work.session, twin, made.people[0])
    run = one(made, answer(package, {made.applications[0]: WHOLE}))
    assert run.refused is None
    made.house.review_returns.apply([run])
    assert made.house.reviews.rows(made.call)[0].state == "submitted"


@ON_FILE
def test_an_officer_in_conflict_merges_without_learning_of_it(made: Room, folder: Path) -> None:
    package, number = send(made, folder), "0101"
    officer = new_id()
    made.add(Person(id=officer, full_name="Olga Officer", is_staff=True),
             Conflict(person_id=officer, company_id=made.companies[0], origin="set", state="confirmed", noted_at=NOW))
    file = answer(package, {made.applications[0]: WHOLE, made.applications[1]: WHOLE})
    made.act_as("Olga Officer")
    run = one(made, file)
    shown = everything([run.reviews, run.notes])
    assert number not in shown
    assert "Ladewerk 1" not in shown
    assert made.applications[0].hex not in shown
    assert [r.number for r in run.reviews] == [102]
    assert [str(note.message) for note in run.notes if note.is_grave] == [
        "1 review concerns an application hidden from you; it was not taken. Somebody without this conflict of "
        "interest has to merge the file."]
    made.house.review_returns.apply([run])
    made.act_as("Chief")
    assert [row.application_id for row in made.house.reviews.rows(made.call)] == [made.applications[1]]
    made.house.review_returns.apply(read(made, file))
    assert len(made.house.reviews.rows(made.call)) == 2, "and nothing was lost"


@ON_FILE
def test_a_recusal_known_before_tells_an_officer_in_conflict_nothing(made: Room, folder: Path) -> None:
    officer = new_id()
    package = send(made, folder)
    made.house.reviews.desk(made.reviewers[0], made.call).recuse(made.applications[0], "family", "")
    made.add(Person(id=officer, full_name="Olga Officer", is_staff=True),
             Conflict(person_id=officer, company_id=made.companies[0], origin="set", state="confirmed", noted_at=NOW))
    made.act_as("Olga Officer")
    file = answer(package, {made.applications[0]: changed(WHOLE, stance="recused")},
                  conflicts={made.applications[0]: "family"})
    assert "Ladewerk 1" not in everything(one(made, file).reviews)


@ON_FILE
def test_an_older_return_after_a_newer_one_is_said_and_overwrites_nothing(made: Room, folder: Path) -> None:
    package = send(made, folder)
    first = form(team="2", market="2", product="2")
    older = answer(package, {made.applications[0]: first}, "older.ireview",
                   returned_at=datetime(2026, 3, 1, 8, tzinfo=UTC))
    newer = answer(package, {made.applications[0]: WHOLE}, "newer.ireview")
    made.house.review_returns.apply(read(made, newer))
    run: FileRun = one(made, older)
    assert any("a newer one" in str(note.message) for note in run.notes)
    assert run.reviews[0].verdict == "conflict"
    made.house.review_returns.apply([run])
    assert forms(made)[made.applications[0]] == WHOLE
