"""Packages for tests: small, whole, and with something of everything in them."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from incubator_gui.core.messages import Words
from incubator_gui.domain.review_form import Given, ReviewForm, form_of
from incubator_gui.domain.review_package import (
    NO_FORM,
    PackageApplication,
    PackageContent,
    PackageDocument,
    PackageHead,
    ReturnContent,
    ReturnedReview,
)
from incubator_gui.domain.rubric import Criterion, Rubric
from incubator_gui.exchange import review_archive_seal
from incubator_gui.exchange.review_archive import PackageRefused, Protection, ReviewKey, open_package

HOUSE = ReviewKey(b"h" * 32)
REVIEWER = ReviewKey(b"r" * 32)
STRANGER = ReviewKey(b"s" * 32)
FOR_REVIEWER = Protection(REVIEWER.recipient)

RUBRIC = Rubric(UUID(int=900), 2, (
    Criterion("team", Words((("en", "Team"), ("de", "Team"), ("zh", "团队"))), Decimal("0.6"),
              anchors=((Decimal(4), Words((("en", "covers product and sales"),))),)),
    Criterion("market", Words((("en", "Market"), ("zh", "市场"))), Decimal("0.4")),
    Criterion("notes", Words((("en", "Taste"),)), required=False, counted=False)))

HALF = form_of([("team", Given(Decimal(4), remark="Kennt die Branche – “gut” 很好")), ("market", Given(None, True))],
               comment="Zeile 1\nZeile 2", private_comment="nur für Sie", confidence=2)


def application(number: int, documents: tuple[PackageDocument, ...] = (), base: ReviewForm = NO_FORM,
                **rest: Any) -> PackageApplication:
    values: dict[str, Any] = {
        "application": UUID(int=number), "number": number, "title": "", "focus_area": "mobility", "version": 1,
        "fields": (("Summary", "电池更换站 für Flotten"),), "answers": (("What is new?", "Everything\nand more"),),
        "documents": documents, "base": base, "revision": 0 if base.is_blank else 3}
    return PackageApplication(**{**values, **rest})


def document(folder: Path, content: bytes, name: str = "deck.pdf") -> tuple[PackageDocument, Path]:
    folder.mkdir(exist_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    (folder / digest).write_bytes(content)
    return PackageDocument(digest, "Pitch deck", "deck", name, "application/pdf", len(content)), folder / digest


def head(package: int = 500, **rest: Any) -> PackageHead:
    values: dict[str, Any] = {
        "package": UUID(int=package), "house": "Incubator Shanghai 孵化器", "call": "Call 2027-1", "phase": "review",
        "reviewer": UUID(int=800), "reviewer_name": "Dr. Jana Öhm", "language": "en", "is_blind": True,
        "made_at": datetime(2027, 5, 3, 9, tzinfo=UTC), "due_on": date(2027, 5, 21), "note": "Thank you!",
        "round": UUID(int=700)}
    return PackageHead(**{**values, **rest})


def content(*applications: PackageApplication, package: int = 500, **rest: Any) -> PackageContent:
    return PackageContent(head(package, **rest), RUBRIC, applications or (application(1), application(2, base=HALF)))


def with_documents(folder: Path) -> tuple[PackageContent, dict[str, Path]]:
    """Three applications, two of which share a file; one file is empty."""
    deck, deck_file = document(folder, b"%PDF-1.7 " + bytes(range(256)) * 300)
    plan, plan_file = document(folder, b"", "计划 – plan.xlsx")
    made = content(application(1, (deck,)), application(2, (deck, plan), HALF), application(3))
    return made, {deck.sha256: deck_file, plan.sha256: plan_file}


def returned(**rest: object) -> ReturnContent:
    values: dict[str, object] = {
        "package": UUID(int=500), "way": "package", "reviewer": UUID(int=800), "reviewer_name": "Dr. Jana Öhm",
        "rubric_version": 2, "returned_at": datetime(2027, 5, 9, 7, tzinfo=UTC),
        "reviews": (ReturnedReview(UUID(int=1), 1, HALF),
                    ReturnedReview(UUID(int=2), 2, ReviewForm(stance="recused", reason="Cousin"), conflict="family"))}
    return ReturnContent(**{**values, **rest})  # type: ignore[arg-type]


def why(path: Path, **rest: Any) -> str:
    """Why it is refused; the sentence names the file and is one for people."""
    with pytest.raises(PackageRefused) as caught:
        open_package(path, identities=[REVIEWER.identity], **rest).close()
    words = str(caught.value)
    assert path.name in words
    assert "{" not in words
    return caught.value.why


def sealed(path: Path, inside: dict[str, Any], documents: Any = (), *, kind: Any = "review",
           house: str | None = None) -> Path:
    """A package whose outside and signature are right and whose inside says anything."""
    head = content().head
    review_archive_seal.seal(path, kind, head.house if house is None else house, str(head.package), inside, documents,
                     HOUSE, FOR_REVIEWER)
    return path


def inside(**rest: Any) -> dict[str, Any]:
    return {"content": content().to_json(), "answer_to": HOUSE.recipient, "code": "00", **rest}
