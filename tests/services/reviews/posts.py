"""Packages as reviewers get them, and what they send back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_package import ReturnContent, ReturnedReview
from incubator_gui.exchange.review_archive import open_package
from incubator_gui.exchange.review_keys import ReviewKey
from incubator_gui.exchange.review_return import write_return
from incubator_gui.services.review_packages import Made, Wish
from incubator_gui.services.review_returns import FileRun
from tests.services.reviews.rooms import Room

SECRET = b"r" * 32
KEY = ReviewKey(SECRET)
PASSPHRASE = "horse-staple-42"
BACK = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def with_keys(made: Room) -> Room:
    """All reviewers have sent their key, which is the same here; a passphrase takes a second to try."""
    made.house.reviewers.edit(made.reviewers, recipient=KEY.recipient)
    return made


def send(made: Room, folder: Path, reviewer: int = 0, way: str = "package", wish: Wish | None = None) -> Made:
    """One package for one reviewer."""
    return made.house.review_packages.make(made.call, [made.reviewers[reviewer]], way, folder, wish).value[0]


def answer(package: Made, forms: Mapping[UUID, ReviewForm], target: str = "back.ireview", *, secret: bytes = SECRET,
           conflicts: Mapping[UUID, str] | None = None, everything: bool = False, **other: object) -> Path:
    """A return package with these forms; `everything` also holds what was not touched; `other` changes the content."""
    path = package.path.parent / target
    with open_package(package.path, identities=(KEY.identity,)) as opened:
        head = opened.content.head
        reviews = [
            ReturnedReview(one.application, one.version, forms.get(one.application, one.base),
                           conflict=(conflicts or {}).get(one.application))
            for one in opened.content.applications if everything or one.application in forms]
        content = ReturnContent(head.package, "package", head.reviewer, head.reviewer_name,
                                opened.content.rubric.version, BACK, tuple(reviews))
        content = replace(content, **other)  # type: ignore[arg-type]
        write_return(path, content, package=opened, signer=secret)
    return path


def changed(form: ReviewForm, **fields: str | None) -> ReviewForm:
    """A form with other fields: `mark_team="3"`; None takes one away."""
    values: dict[str, str | None] = {**form.fields(), **{
        name.replace("_", ".", 1) if name.startswith(("mark_", "remark_")) else name: value
        for name, value in fields.items()}}
    return ReviewForm.of_fields({name: value for name, value in values.items() if value is not None})


def read(made: Room, *files: Path) -> tuple[FileRun, ...]:
    return made.house.review_returns.read(files)


def one(made: Room, file: Path) -> FileRun:
    return read(made, file)[0]


def forms(made: Room, reviewer: int = 0) -> dict[UUID, ReviewForm]:
    desk = made.house.reviews.desk(made.reviewers[reviewer], made.call)
    return {row.application: desk.paper(row.application).form for row in desk.sheet().rows}


def said(run: FileRun) -> list[str]:
    return [f"{note.place}: {note.message}" for review in run.reviews for note in review.notes]


def last(made: Room) -> int:
    return made.house.history.recent(1)[0].sequence
