"""A desk in memory that keeps the protocol: it stores, refuses, merges per field, and fails when told to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from uuid import UUID

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Words, msg
from incubator_gui.domain.review_desk import (
    DeskChange,
    DeskDocument,
    DeskPaper,
    DeskRow,
    DeskSheet,
    DeskText,
    OtherReview,
    Saved,
    StaleReview,
)
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.rubric import Criterion, Rubric, Scale

D = Decimal
_ANCHORS = {
    "team": ("nobody of the team has done this", "gaps in product and sales", "one half of the team is proven",
             "founders cover product and sales; one key hire open", "complete team that has done it before"),
    "market": ("no market named", "market guessed", "market sized from own contacts, not yet from contracts",
               "market shown by first contracts", "market shown by many contracts"),
    "product": ("idea only", "prototype", "works in the laboratory", "works at two customers, no dependence on one "
                "supplier", "sold in series"),
    "business": ("no model", "costs unknown", "prices tested", "earns on each unit", "earns as a whole"),
    "fit": ("none", "distant", "some", "good", "a partner waits for it"),
}
_NAMES = {"team": ("Team", "Team", "团队"), "market": ("Market", "Markt", "市场"),
          "product": ("Product and technology", "Produkt und Technologie", "产品与技术"),
          "business": ("Business model", "Geschäftsmodell", "商业模式"),
          "fit": ("Fit with the partners", "Passung zu den Partnern", "与合作方的契合度")}
_WEIGHTS = {"team": 25, "market": 25, "product": 20, "business": 20, "fit": 10}


def words(english: str, german: str = "", chinese: str = "") -> Words:
    return Words(tuple(pair for pair in (("en", english), ("de", german), ("zh", chinese)) if pair[1]))


def rubric(**changes: object) -> Rubric:
    """Five criteria from 1 to 5; the last one may stay blank."""
    criteria = [Criterion(key, words(*names), D(_WEIGHTS[key]), required=key != "fit",
                          anchors=tuple((D(n + 1), words(said)) for n, said in enumerate(_ANCHORS[key])))
                for key, names in _NAMES.items()]
    return Rubric(UUID(int=7), 1, tuple(criteria))


def odd_rubric() -> Rubric:
    """0 to 10, per cent, half points, and one that does not count."""
    return Rubric(UUID(int=8), 1, (
        Criterion("ten", words("Out of ten"), D(2), Scale(D(0), D(10))),
        Criterion("percent", words("Chance of success"), D(1), Scale(D(0), D(100))),
        Criterion("half", words("In half points"), D(1), Scale(D(1), D(5), D("0.5")), required=False),
        Criterion("known", words("How well known"), D(1), Scale(D(1), D(3)), required=False, counted=False)))


@cache
def pdf(pages: int, title: str = "Business plan") -> bytes:
    """A small paper with words to be found."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(420, 594), invariant=1)
    for page in range(pages):
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(36, 540, f"{page + 1} {title}")
        canvas.setFont("Helvetica", 9)
        for line in range(28):
            canvas.drawString(36, 510 - 16 * line, f"Operators manage 41,000 kerbside spaces by hand ({line + 1}).")
        if page == 4:
            canvas.drawString(36, 40, "A sentence with the word marmalade stands here.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class FakeDesk:
    """`broken` is raised by the next savings; `hold` keeps them waiting until `go` is set."""

    def __init__(self, folder: Path, count: int = 6, made: Rubric | None = None, **head: object) -> None:
        self.folder = folder
        self.rubric = made or rubric()
        self.head = head
        self.forms: dict[UUID, ReviewForm] = {}
        self.revisions: dict[UUID, int] = {}
        self.numbers = {UUID(int=1000 + n): 115 + 4 * n for n in range(count)}
        self.titles: dict[UUID, str] = {}
        self.versions: dict[UUID, tuple[int, int]] = {}
        self.changes: dict[UUID, tuple[DeskChange, ...]] = {}
        self.others: dict[UUID, tuple[OtherReview, ...]] = {}
        self.recused: dict[UUID, tuple[str, str]] = {}
        self.digests: dict[str, str] = {}
        self.documents = ("plan", "deck", "notes", "model")
        self.broken: Exception | None = None
        self.go = threading.Event()
        self.go.set()
        self.saves: list[tuple[UUID, ReviewForm, ReviewForm]] = []
        self.threads: set[str] = set()
        self.reads: list[UUID] = []
        self.moment: Callable[[], datetime] = lambda: datetime(2027, 5, 12, 6, 32, tzinfo=UTC)

    @property
    def ids(self) -> tuple[UUID, ...]:
        return tuple(self.numbers)

    def row(self, application: UUID) -> DeskRow:
        form = self.forms.get(application, ReviewForm())
        score = form.score(self.rubric)
        state = ("recused" if application in self.recused else "abstained" if form.stance == "abstained"
                 else "submitted" if form.finished else "open" if form.is_blank else "draft")
        version, reviewed = self.versions.get(application, (1, 1))
        return DeskRow(application, self.numbers[application], self.titles.get(application, ""), "future_mobility",
                       state, score.answered, score.value, self.revisions.get(application, 0),  # type: ignore[arg-type]
                       version > reviewed, date(2027, 5, 21))

    def sheet(self) -> DeskSheet:
        self._seen()
        if isinstance(self.broken, NotFound):
            raise self.broken
        facts: dict[str, object] = {
            "call": "Call 2027-1", "phase": "review", "until": date(2027, 5, 21), "is_blind": True, "may_review": True,
            "why_not": None, "sees_others": "after_own", **self.head}
        return DeskSheet(UUID(int=1), "Lena Weber", rubric=self.rubric,  # type: ignore[arg-type]
                         rows=tuple(self.row(one) for one in self.numbers), **facts)

    def paper(self, application: UUID) -> DeskPaper:
        self._seen()
        self.reads.append(application)
        if application in self.recused:
            raise Refused(msg("A conflict of interest hides this application from you."))
        if application not in self.numbers:
            raise NotFound(msg("This application is no longer assigned to you."))
        row, form = self.row(application), self.forms.get(application, ReviewForm())
        version, reviewed = self.versions.get(application, (1, 1))
        sees = self.head.get("sees_others", "after_own")
        shown = sees == "always" or (sees == "after_own" and form.finished)
        others = self.others.get(application, ())
        return DeskPaper(
            row, version, reviewed, self.rubric,
            (DeskText("summary", msg("Summary"), "We sell occupancy of kerbside spaces as a service."),),
            tuple(DeskText(f"q{n}", f"Question {n}: what has been reached so far?",
                           "Paid pilots in three districts. " * 6) for n in range(4)),
            self._documents(), form, self.changes.get(application, ()), others if shown else (), not shown,
            None if shown else len(others))

    def document(self, application: UUID, key: str) -> Path:
        self._seen()
        path = self.folder / f"{application.hex}-{key}"
        if key == "gone":
            return path
        content = {"plan": pdf(6), "deck": pdf(3, "Deck"), "notes": "Notes\n安静的街道\nmarmalade".encode(),
                   "model": b"PK\3\4", "broken": b"%PDF-1.7 nothing"}[key]
        if not path.exists():
            path.write_bytes(content)
        return path

    def save(self, application: UUID, form: ReviewForm, seen: ReviewForm) -> Saved:
        self._seen()
        assert self.go.wait(10)
        if self.broken is not None:
            raise self.broken
        if self.head.get("may_review") is False:
            raise Refused(msg("The phase is over."))
        stored, mine, base = self.forms.get(application, ReviewForm()).fields(), form.fields(), seen.fields()
        changed = {name for name in mine.keys() | base.keys() if mine.get(name) != base.get(name)}
        clash = tuple((name, mine.get(name), stored.get(name), base.get(name)) for name in sorted(changed)
                      if stored.get(name) != base.get(name) and stored.get(name) != mine.get(name))
        if clash:
            raise StaleReview(clash, ReviewForm.of_fields(stored))
        merged = {name: value for name, value in stored.items() if name not in changed}
        merged.update({name: mine[name] for name in changed if name in mine})
        new = ReviewForm.of_fields(merged)
        if new.finished and new.score(self.rubric).missing:
            raise Refused(msg("Required answers are missing."))
        for key, mark in new.marks.items():
            if not self.rubric.by_key[key].scale.has(mark):
                raise Refused(msg("A mark stands beside its scale."))
        self.forms[application] = new
        self.revisions[application] = self.revisions.get(application, 0) + 1
        self.saves.append((application, form, seen))
        return Saved(self.row(application), self.moment())

    def recuse(self, application: UUID, kind: str, reason: str) -> Saved:
        self._seen()
        if self.broken is not None:
            raise self.broken
        self.recused[application] = (kind, reason)
        return Saved(self.row(application), self.moment())

    def set(self, application: UUID, **marks: int) -> None:
        """Somebody else stores marks."""
        form = self.forms.get(application, ReviewForm())
        for key, mark in marks.items():
            form = form.giving(key, replace(form.of(key), mark=D(mark)))
        self.forms[application] = form
        self.revisions[application] = self.revisions.get(application, 0) + 1

    def finish(self, application: UUID, *marks: int) -> None:
        """A finished review."""
        self.set(application, **dict(zip([one.key for one in self.rubric.criteria], marks, strict=False)))
        self.forms[application] = replace(self.forms[application], finished=True)

    def _documents(self) -> tuple[DeskDocument, ...]:
        known = {"plan": ("Plan 2027", "business_plan", "plan.pdf", "application/pdf"),
                 "deck": ("Deck", "deck", "deck.pdf", "application/pdf"),
                 "notes": ("Notes", "other", "notes.txt", "text/plain"),
                 "model": ("Model", "financials", "model.xlsx", "application/x-xlsx"),
                 "broken": ("Broken plan", "other", "broken.pdf", "application/pdf"),
                 "gone": ("Gone", "other", "gone.pdf", "application/pdf")}
        return tuple(DeskDocument(key, *known[key], 1000, self.digests.get(key, key.encode().hex().ljust(64, "0")))
                     for key in self.documents)

    def _seen(self) -> None:
        self.threads.add(threading.current_thread().name)
