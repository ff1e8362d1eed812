"""A package of three applications, and a rubric with short, long and odd scales."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from incubator_gui.core.messages import Words
from incubator_gui.domain.review_form import Given, ReviewForm, form_of
from incubator_gui.domain.review_package import PackageApplication, PackageContent, PackageDocument, PackageHead
from incubator_gui.domain.rubric import Criterion, Rubric, Scale
from incubator_gui.reports.plain_note import plain_note

HARD = "Größe & <b>Maß</b>\n第二行：堃喆犇昇赟旻 – „ja“ =1+1"


def words(en: str, de: str = "", zh: str = "") -> Words:
    return Words((("en", en), ("de", de or en), ("zh", zh or en)))


RUBRIC = Rubric(UUID(int=7), 3, (
    Criterion("team", words("Team", "Team", "团队"), Decimal(25),
              anchors=tuple((Decimal(n), words(f"anchor {n}", f"Anker {n}", f"锚点{n}")) for n in range(1, 6))),
    Criterion("market", words("Market", "Markt", "市场"), Decimal(20), Scale(Decimal(0), Decimal(3), Decimal("0.5"))),
    Criterion("size", words("Size", "Größe", "规模"), Decimal(5), Scale(Decimal(0), Decimal(100)), required=False),
    Criterion("ready", words("Readiness"), Decimal(1), required=False, counted=False)))


@dataclass(frozen=True)
class Sent:
    content: PackageContent
    documents: dict[str, Path]

    @property
    def ids(self) -> tuple[UUID, ...]:
        return tuple(one.application for one in self.content.applications)


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    return package(tmp_path)


def package(folder: Path, language: str = "en") -> Sent:
    data = plain_note("Plan", ["One.", "Two."], "Fern")
    plan = folder / "plan.pdf"
    plan.write_bytes(data)
    document = PackageDocument(sha256(data).hexdigest(), "Plan", "business_plan", "plan.pdf", "application/pdf",
                               len(data))
    base = form_of([("team", Given(Decimal(4), False, HARD)), ("market", Given(None, True))], comment="So far good.")
    applications = tuple(
        PackageApplication(UUID(int=100 + n), 160 + n, "Nebelwald GmbH" if n else "", "mobility", n + 1,
                           (("City", "Kiel"), ("Pitch", HARD)), (("What?", "This."),), (document,) if n == 1 else (),
                           base if n == 2 else ReviewForm(), n) for n in range(3))
    head = PackageHead(UUID(int=1), "Incubator", "2027-1", "review", UUID(int=2), "Dr. Gesine Althaus", language, False,
                       datetime(2026, 11, 23, 8, tzinfo=UTC), date(2026, 12, 18))
    return Sent(PackageContent(head, RUBRIC, applications), {document.sha256: plan})
