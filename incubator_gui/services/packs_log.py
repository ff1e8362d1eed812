"""The log of packs that left the house: to whom, which copy, and whose a file is that turned up somewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import PackIssue, Roadshow
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean, clean_text, field
from incubator_gui.reports.pack_values import PackOptions
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.roadshow_rows import there


@dataclass(frozen=True, slots=True)
class Copy:
    """One finished pack on its way out."""

    options: PackOptions
    content: bytes
    pages: int
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One pack that left the house."""

    id: UUID
    recipient: str
    country: str
    copy: str
    version: str
    language: str
    profile: str
    watermark: str
    pages: int
    sha256: str
    file_name: str
    expires_on: date | None
    issued_at: datetime
    issued_by: str
    roadshow: str = ""
    roadshow_id: UUID | None = None


class PackLog:
    """Notes packs and reads what was noted; part of `PacksService`."""

    _db: Database

    def issue(self, roadshow: UUID, options: PackOptions, content: bytes, pages: int, *, file_name: str = "",
              country: str = "") -> Outcome[UUID]:
        """Log that this very file goes to its recipient; raises Refused where none is named."""
        outcome = self.issue_all(roadshow, [Copy(options, content, pages, file_name)], country=country)
        return Outcome(outcome.value[0], outcome.changes)

    def issue_all(self, roadshow: UUID, copies: Sequence[Copy], *, country: str = "") -> Outcome[tuple[UUID, ...]]:
        """Log in one step that copies go to their recipients; raises Refused where one of them is not named."""
        names = [recipient_of(one.options) for one in copies]
        country = country_of(country)
        with self._db.write("pack.issue", nmsg("{n} pack of {roadshow} issued", "{n} packs of {roadshow} issued",
                                               len(copies), roadshow=Ref("roadshow", roadshow))) as work:
            there(work.session, roadshow)
            if len(copies) == 1:
                work.say(msg("Pack of {roadshow} issued to {recipient}", recipient=names[0],
                             roadshow=Ref("roadshow", roadshow)))
            made = []
            for recipient, one in zip(names, copies, strict=True):
                paper = one.options.paper
                made.append(PackIssue(
                    roadshow_id=roadshow, recipient=recipient, country=country or None,
                    copy=paper.copy[:20] or None, edition=paper.version[:20] or None, language=paper.language,
                    profile=one.options.profile, watermark=clean_text(paper.watermark)[:200] or None, pages=one.pages,
                    sha256=hashlib.sha256(one.content).hexdigest(), file_name=clean_text(one.file_name)[:300] or None,
                    expires_on=one.options.expires_on, issued_at=self._db.clock.now(),
                    issued_by=self._db.actor.who))
            work.session.add_all(made)
            work.session.flush()
        return Outcome(tuple(record.id for record in made), work.changes)

    def withdraw(self, id: UUID) -> Changes:
        """Take an entry out of the log that was made by mistake; the history keeps it."""
        with self._db.write("pack.withdraw", msg("Entry of the log of packs removed")) as work:
            record = work.session.get(PackIssue, id)
            if record is None:
                raise NotFound(msg("This pack is no longer in the log."))
            work.session.delete(record)
        return work.changes

    def issues(self, roadshow: UUID | None = None) -> tuple[IssueRow, ...]:
        """The log, the latest first."""
        query = select(PackIssue).order_by(PackIssue.issued_at.desc(), PackIssue.id.desc())
        with self._db.read() as session:
            rows = session.scalars(query if roadshow is None else query.where(PackIssue.roadshow_id == roadshow))
            names = {row[0]: row[1] for row in session.execute(select(Roadshow.id, Roadshow.name))}
            return tuple(_issue(row, names.get(row.roadshow_id, "")) for row in rows)

    def whose(self, content: bytes) -> tuple[IssueRow, ...]:
        """To whom a file that turned up somewhere was issued."""
        wanted = hashlib.sha256(content).hexdigest()
        return tuple(row for row in self.issues() if row.sha256 == wanted)


def recipient_of(options: PackOptions) -> str:
    """Who gets a pack, as the log says it; raises Refused where nobody is named."""
    name = clean_text(options.paper.recipient)[:200]
    if not name:
        raise Refused(msg("Name the recipient before the pack leaves the house."))
    return name


def country_of(code: str) -> str:
    """A country as the log says it, empty where none is named; raises Refused for what is no code of two letters."""
    return str(clean(field("company", "country"), code) or "")

def _issue(p: PackIssue, roadshow: str) -> IssueRow:
    return IssueRow(p.id, p.recipient, p.country or "", p.copy or "", p.edition or "", p.language, p.profile,
                    p.watermark or "", p.pages, p.sha256, p.file_name or "", p.expires_on, p.issued_at,
                    p.issued_by or "", roadshow, p.roadshow_id)
