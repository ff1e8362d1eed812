"""Returned files in archives and messages: looked at and merged one by one."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from pathlib import Path

from tests.services.reviews.posts import answer, forms, one, read, send
from tests.services.reviews.rooms import ON_FILE, WHOLE, Room


def packed(folder: Path, *files: tuple[str, Path]) -> Path:
    path = folder / "returned.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, file in files:
            archive.write(file, name)
    return path


@ON_FILE
def test_an_archive_of_returns_is_merged_file_by_file(made: Room, folder: Path) -> None:
    first = answer(send(made, folder), {made.applications[0]: WHOLE}, "one.ireview")
    second = answer(send(made, folder, 1), {made.applications[0]: WHOLE}, "two.ireview")
    broken = folder / "three.ireview"
    broken.write_bytes(first.read_bytes()[:-9])
    runs = read(made, packed(folder, ("a/first.ireview", first), ("second.ireview", second), ("third.ireview", broken)))
    assert [run.name for run in runs] == [f"returned.zip: {name}.ireview" for name in ("first", "second", "third")]
    assert [run.refused is None for run in runs] == [True, True, False]
    assert "“third.ireview”" in str(runs[2].refused)
    assert made.house.review_returns.apply(runs).value.reviews == 2
    assert forms(made)[made.applications[0]] == forms(made, 1)[made.applications[0]] == WHOLE
    assert one(made, first).merged_at is not None, "the same file, alone"
    assert {run.verdict for again in read(made, first, second) for run in again.reviews} == {"same"}


@ON_FILE
def test_a_message_with_a_return_attached(made: Room, folder: Path) -> None:
    back = answer(send(made, folder), {made.applications[0]: WHOLE})
    message = EmailMessage()
    message["From"], message["Subject"] = "lena@example.org", "Fertig"
    message.set_content("Anbei meine Begutachtungen.")
    message.add_attachment(back.read_bytes(), maintype="application", subtype="octet-stream", filename="zurück.ireview")
    (folder / "Fertig.eml").write_bytes(bytes(message))
    run = one(made, folder / "Fertig.eml")
    assert (run.refused, run.name, run.inside) == (None, "Fertig.eml: zurück.ireview", "zurück.ireview")
    assert made.house.review_returns.apply([run]).value.reviews == 1
