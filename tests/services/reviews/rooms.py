"""A small house in which a call is reviewed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import Words, msg
from incubator_gui.db.base import Record
from incubator_gui.db.database import Actor
from incubator_gui.db.schema import (
    Answer,
    Application,
    ApplicationVersion,
    Call,
    Company,
    Document,
    PanelSeat,
    Person,
    Question,
    ReviewAssignment,
    Reviewer,
    Stage,
)
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.rubric import Criterion, Scale
from incubator_gui.services.calls import STANDARD_STAGES
from incubator_gui.services.house import House

ON_FILE = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
"""For what has nothing to do with the kind of database."""

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
DOC = (b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
       b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
       b"trailer<</Root 1 0 R>>\n%%EOF\n")


def criterion(key: str, english: str, german: str, weight: str, **more: Any) -> Criterion:
    """A criterion with two words."""
    return Criterion(key, Words((("en", english), ("de", german), ("zh", english))), Decimal(weight), **more)


CRITERIA = (
    criterion("team", "Team", "Team", "25"), criterion("market", "Market", "Markt", "25"),
    criterion("product", "Product", "Produkt", "20", scale=Scale(Decimal(1), Decimal(5), Decimal("0.5"))),
    criterion("fit", "Fit", "Passung", "10", required=False),
    criterion("gut", "First impression", "Eindruck", "1", required=False, counted=False))
"""Three that are required, one that is not, one that does not count."""


QUESTIONS = (("Who pays?", "Wer zahlt?", "谁付款？"), ("Why now?", "Warum jetzt?", "为什么是现在？"))


@dataclass
class Room:
    """What was made."""

    house: House
    call: UUID = field(default_factory=new_id)
    round: UUID = field(default_factory=new_id)
    version: UUID = field(default_factory=new_id)
    applications: list[UUID] = field(default_factory=list)
    companies: list[UUID] = field(default_factory=list)
    reviewers: list[UUID] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)
    questions: list[UUID] = field(default_factory=list)
    documents: list[UUID] = field(default_factory=list)
    stages: dict[str, UUID] = field(default_factory=dict)

    def add(self, *rows: Record) -> None:
        """Write rows in one change set."""
        with self.house.database.write("test.add", msg("Added for a test")) as work:
            for row in rows:
                work.session.add(row)
                work.session.flush()

    def phase(self, **values: Any) -> None:
        """Change the phase that holds."""
        row = self.house.rounds.row(self.call)
        assert row.phase_id is not None
        self.house.rounds.edit_phase(row.phase_id, **values)

    def act_as(self, name: str) -> None:
        """Let somebody else sit at the screen."""
        self.house.database.actor = Actor(name, "desk-1")


NAMES = ("Lena Weber", "Jun Hao", "Marie Thoma", "Wei Lin", "Otto Krause")


def room(house: House, *, applications: int = 4, reviewers: int = 3, each: int = 3, assign: bool = True,
         blind: bool = False) -> Room:
    """A call whose applications all reviewers are to review; the actor is an officer."""
    made = Room(house)
    rows: list[Record] = [Call(id=made.call, name="2026-1", opens_on=date(2026, 1, 1))]
    for n, (status, english, german, chinese) in enumerate(STANDARD_STAGES):
        made.stages[status] = new_id()
        rows.append(Stage(id=made.stages[status], name_en=english, name_de=german, name_zh=chinese, status=status,
                          position=chr(97 + n)))
    for n, words in enumerate(QUESTIONS):
        made.questions.append(new_id())
        rows.append(Question(id=made.questions[-1], call_id=made.call, key=words[0], text_en=words[0],
                             text_de=words[1], text_zh=words[2], position=chr(97 + n)))
    for n in range(applications):
        company, application = new_id(), new_id()
        made.companies.append(company)
        made.applications.append(application)
        rows += [
            Company(id=company, number=n + 1, legal_name=f"Ladewerk {n + 1} GmbH", trade_name=f"Ladewerk {n + 1}",
                    chinese_name="", city="Lingang", country="CN", created_at=NOW),
            Application(id=application, number=101 + n, call_id=made.call, company_id=company,
                        stage_id=made.stages["review"], stage_since=NOW.date(), received_on=date(2026, 2, 1),
                        focus_area="future_mobility", headcount=6 + n, pitch=f"Ladewerk {n + 1} charges cars."),
            ApplicationVersion(application_id=application, number=1, made_at=NOW, content={
                "fields": {"pitch": f"Ladewerk {n + 1} charges cars.", "headcount": 6 + n},
                "answers": {"Who pays?": "Fleets."}}),
            Answer(application_id=application, question_id=made.questions[0], text="Fleets.")]
        if n == 0:
            made.documents.append(new_id())
            rows.append(Document(id=made.documents[0], application_id=application, kind="business_plan",
                                 title="Plan of Ladewerk", file_name="Ladewerk plan.pdf", added_at=NOW,
                                 media_type="application/pdf", size=len(DOC), sha256=house.database.files.put(DOC)))
    made.add(*rows)
    made.version = house.rubrics.add("Panel", CRITERIA).value
    made.round = house.rounds.begin(made.call, made.version, blind=blind, reviews_each=each).value
    people: list[Record] = []
    for name in NAMES[:reviewers]:
        person, reviewer = new_id(), new_id()
        made.people.append(person)
        made.reviewers.append(reviewer)
        people += [Person(id=person, full_name=name, email=name.lower().replace(" ", ".") + "@example.com"),
                   Reviewer(id=reviewer, person_id=person), PanelSeat(round_id=made.round, reviewer_id=reviewer)]
    if assign:
        people += [ReviewAssignment(application_id=application, reviewer_id=reviewer, assigned_at=NOW)
                   for application in made.applications for reviewer in made.reviewers]
    made.add(*people)
    return made


def form(finished: bool = True, **marks: str) -> ReviewForm:
    """A form of marks and, behind two underscores, other fields: `form(team="4", __comment="Good")`."""
    fields = {(name[2:] if name.startswith("__") else f"mark.{name}"): value for name, value in marks.items()}
    return ReviewForm.of_fields(fields | ({"finished": "yes"} if finished else {}))


WHOLE = form(team="4", market="3", product="4.5")
BLANK = ReviewForm()
