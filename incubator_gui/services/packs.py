"""Roadshow packs: looked through first, made in a child process, and logged when they leave the house."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Environment, NotFound, Refused
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.core.process import ChildDied, run_child
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Document, HouseSetting, LineupEntry, PackIssue, Roadshow
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean, clean_text, field
from incubator_gui.reports import pack_build, pack_decks
from incubator_gui.reports.build import Result
from incubator_gui.reports.pack_decks import Deck
from incubator_gui.reports.pack_redact import profile_of
from incubator_gui.reports.pack_values import PackData, PackEntry, PackOptions, RateLine
from incubator_gui.reports.values import PaperOptions
from incubator_gui.reports.whole_file import scratch_of
from incubator_gui.services.called import company_names
from incubator_gui.services.dossier_data import gather, standing
from incubator_gui.services.dossiers import MadePaper
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.pack_check import DeckReport, PackCheck, checked
from incubator_gui.services.pack_floors import floor_pages
from incubator_gui.services.paper_files import clean_name, pack_name
from incubator_gui.services.roadshow_rows import entries_of, there
from incubator_gui.services.sight import sight

_MEMORY_MB = 3000
_DECK_MEMORY_MB = 1200
_SECONDS = 900
_DECK_SECONDS = 60

Step = Callable[[int, int], None]
Stop = Callable[[], bool]
_Decks = list[tuple[DeckReport, str, Deck]]


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


class PacksService:
    """Makes and logs packs."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def options(self, roadshow: UUID, language: str = "", profile: str = "", **values: Any) -> PackOptions:
        """Options with the house, the event and today's date filled in; `values` are those of the paper
        (recipient, copy, version, watermark, contact …)."""
        with self._db.read() as session:
            show = there(session, roadshow)
            house = str(_setting(session, "house_name") or "")
            paper = PaperOptions(language=language or show.language or "en", house=house, event=show.name,
                                 day=self._db.clock.today(), contact=show.contact or "")
            return PackOptions(replace(paper, **values), profile or show.profile)

    def preflight(self, roadshow: UUID, passwords: Sequence[str] = (), *, on_step: Step | None = None,
                  stop: Stop | None = None) -> tuple[DeckReport, ...]:
        """What is the matter with each deck, before anything is printed."""
        with tempfile.TemporaryDirectory(prefix="incubator-", ignore_cleanup_errors=True) as folder:
            found = self._decks(roadshow, Path(folder), passwords, on_step, stop)
        return tuple(report for report, _source, _deck in found)

    def look_through(self, entry: UUID, document: UUID, passwords: Sequence[str] = ()) -> DeckReport | None:
        """What is in the deck of one company; None where it shows another one by now."""
        with self._db.read() as session:
            found = session.get(LineupEntry, entry)
            if found is None or found.document_id != document:
                return None
            roadshow = found.roadshow_id
        with tempfile.TemporaryDirectory(prefix="incubator-", ignore_cleanup_errors=True) as folder:
            decks = self._decks(roadshow, Path(folder), passwords, None, None, only=entry)
        return next((report for report, _source, _deck in decks), None)

    def check(self, roadshow: UUID, options: PackOptions, reports: Sequence[DeckReport] | None = None, *,
              on_step: Step | None = None, stop: Stop | None = None) -> PackCheck:
        """What the pack will lack and why; `reports` are those of `preflight`, made here where they are not given."""
        if reports is None:
            wanted = "decks" in options.parts and profile_of(options.profile).deck
            reports = self.preflight(roadshow, options.passwords, on_step=on_step, stop=stop) if wanted else ()
        data = self.data(roadshow, options)
        with self._db.read() as session:
            rows = entries_of(session, there(session, roadshow))
        return checked(data, options, rows, {report.entry_id: report for report in reports}, self._db.clock.today())

    def make(self, roadshow: UUID, options: PackOptions, *, on_step: Step | None = None, stop: Stop | None = None
             ) -> MadePaper:
        """The pack in memory; raises as `write` does."""
        with tempfile.TemporaryDirectory(prefix="incubator-", ignore_cleanup_errors=True) as folder:
            target = Path(folder) / "pack.pdf"
            result = self.write(roadshow, target, options, on_step=on_step, stop=stop)
            return MadePaper(target.read_bytes(), result.pages, result.warnings)

    def write(self, roadshow: UUID, target: Path, options: PackOptions, *, on_step: Step | None = None,
              stop: Stop | None = None) -> Result:
        """Write the pack; the target is replaced only when it is whole.

        What had to be left out stands in the warnings. Raises Cancelled, Environment or NotFound.
        """
        target = Path(target).absolute()
        with tempfile.TemporaryDirectory(prefix="incubator-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            decks = self._wanted_decks(roadshow, options, folder, stop)
            return self._write(roadshow, target, options, folder, decks, on_step, stop)

    def write_copies(self, roadshow: UUID, folder: Path, options: Sequence[PackOptions], *,
                     on_step: Step | None = None, stop: Stop | None = None) -> tuple[tuple[Copy, ...], Result]:
        """One file for each recipient in a folder, all of them or none; no file that is there is replaced.

        Returns the copies, and the result of the last one, whose warnings are those of all.
        """
        target, copies = Path(folder).absolute(), list[Copy]()
        if not target.is_dir():
            raise NotFound(msg("There is no folder {folder}.", folder=str(target)))
        if not options:
            raise Refused(msg("Name the recipient before the pack leaves the house."))
        with contextlib.ExitStack() as stack:
            name = stack.enter_context(tempfile.TemporaryDirectory(prefix="incubator-", ignore_cleanup_errors=True))
            try:
                beside = stack.enter_context(tempfile.TemporaryDirectory(prefix=".incubator-", dir=target,
                                                                         ignore_cleanup_errors=True))
            except OSError as error:
                raise Environment(msg("The file {file} could not be written: {reason}", file=str(target),
                                      reason=error.strerror or str(error))) from error
            decks = self._wanted_decks(roadshow, options[0], Path(name), stop)
            for number, one in enumerate(options):
                def step(done: int, total: int, number: int = number) -> None:
                    if on_step is not None:
                        on_step(number * total + done, len(options) * total)

                place = _free(target, self.name(roadshow, one), {copy.file_name for copy in copies})
                result = self._write(roadshow, Path(beside) / place, one, Path(name), decks, step, stop)
                copies.append(Copy(one, (Path(beside) / place).read_bytes(), result.pages, place))
            try:
                for copy in copies:
                    os.replace(Path(beside) / copy.file_name, target / copy.file_name)
            except OSError as error:
                for copy in copies:
                    (target / copy.file_name).unlink(missing_ok=True)
                raise Environment(msg("The file {file} could not be written: {reason}", file=str(target),
                                      reason=error.strerror or str(error))) from error
        return tuple(copies), result

    def _wanted_decks(self, roadshow: UUID, options: PackOptions, folder: Path, stop: Stop | None) -> _Decks:
        wanted = "decks" in options.parts and profile_of(options.profile).deck
        return self._decks(roadshow, folder, options.passwords, None, stop) if wanted else []

    def _write(self, roadshow: UUID, target: Path, options: PackOptions, folder: Path, decks: _Decks,
               on_step: Step | None, stop: Stop | None) -> Result:
        warnings = [msg("{company}, {deck}: {finding}", company=report.company, deck=report.title, finding=finding)
                    for report, _source, _deck in decks for finding in report.findings]
        sources = {report.entry_id: source for report, source, _deck in decks}
        data = self._data(roadshow, options, folder, sources, warnings)
        try:
            answer = run_child(
                pack_build.TARGET,
                pack_build.request(data, options, [(source, deck) for _r, source, deck in decks], target),
                memory_mb=_MEMORY_MB, seconds=_SECONDS, on_progress=on_step, cancelled=stop)
        finally:  # a child that was stopped could not tidy up
            with contextlib.suppress(OSError):
                scratch_of(target).unlink(missing_ok=True)
        result = Result.from_json(answer)
        return replace(result, warnings=(*warnings, *result.warnings))

    def data(self, roadshow: UUID, options: PackOptions) -> PackData:
        """What the pack says, without decks and logos."""
        return self._data(roadshow, options, None, {}, [])

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

    def name(self, roadshow: UUID, options: PackOptions) -> str:
        """What the file is called, unless somebody chooses another name."""
        with self._db.read() as session:
            title = there(session, roadshow).name
        return pack_name(title, options.paper.recipient, options.paper.language)

    def _data(self, roadshow: UUID, options: PackOptions, folder: Path | None, sources: dict[UUID, str],
              warnings: list[Message]) -> PackData:
        with self._db.read() as session:
            show, view = there(session, roadshow), sight(session, self._db)
            entries = []
            for row in entries_of(session, show):
                if row.status == "declined":
                    continue
                company = gather(session, row.company_id, options.paper.language, options.paper.day
                                 or self._db.clock.today(), view)
                logo = self._logo(session, row.company_id, folder, warnings) if folder is not None else ""
                entries.append(PackEntry(replace(company, logo=logo), row.begins_at, row.minutes,
                                         row.question_minutes, row.topic, sources.get(row.id, ""), row.document))
            found = PackData(show.name, tuple(entries), show.held_on, show.starts_at or "", show.ends_at or "",
                             show.place or "", show.audience or "", _rates(session))
        return replace(found, plans=floor_pages(self._db, options))

    def _logo(self, session: Session, company: UUID, folder: Path, warnings: list[Message]) -> str:
        kept = standing(session, company)
        found = session.execute(
            select(Document.id, Document.sha256, Document.file_name)
            .where(Document.company_id == kept.id, Document.kind == "logo")
            .order_by(Document.added_at.desc(), Document.id).limit(1)).first()
        if found is None:
            return ""
        try:
            content = self._db.files.get(found.sha256)
        except (NotFound, Environment) as error:
            warnings.append(error.message)
            return ""
        place = folder / found.id.hex
        place.mkdir(exist_ok=True)
        (place / clean_name(found.file_name, "logo")).write_bytes(content)
        return str(place / clean_name(found.file_name, "logo"))

    def _decks(self, roadshow: UUID, folder: Path, passwords: Sequence[str], on_step: Step | None,
               stop: Stop | None, only: UUID | None = None) -> _Decks:
        """Reports, sources and clean copies; together in one child, one by one where that dies."""
        with self._db.read() as session:
            names = company_names(session)
            show = there(session, roadshow)
            rows = [(row.id, row.company_id, names[row.company_id], row.document, row.document_id)
                    for row in entries_of(session, show)
                    if row.document_id and (row.id == only if only else row.status != "declined")]
            documents = {d.id: d for d in session.scalars(
                select(Document).where(Document.id.in_([row[4] for row in rows])))}
        pairs: dict[UUID, tuple[str, str]] = {}
        decks: dict[UUID, Deck] = {}
        for number, (entry, _company, _name, _title, document) in enumerate(rows):
            source, target = folder / f"deck{number}.pdf", folder / f"clean{number}.pdf"
            try:
                source.write_bytes(self._db.files.get(documents[document].sha256))
            except (NotFound, Environment, KeyError):
                decks[entry] = Deck("", (), (msg("is not in the file store; left out"),))
                continue
            if documents[document].media_type != "application/pdf":
                decks[entry] = Deck("", (), (msg("is not a PDF; left out. Save it as a PDF first."),))
            pairs[entry] = (str(source), str(target))
        todo = [entry for entry in pairs if entry not in decks]
        decks |= _prepared(todo, pairs, passwords, on_step, stop)
        return [(DeckReport(entry, company, name, title, len(decks[entry].sizes), decks[entry].findings),
                 pairs.get(entry, ("", ""))[0], decks[entry]) for entry, company, name, title, _document in rows]


def _prepared(todo: Sequence[UUID], pairs: dict[UUID, tuple[str, str]], passwords: Sequence[str],
              on_step: Step | None, stop: Stop | None) -> dict[UUID, Deck]:
    def run(entries: Sequence[UUID], step: Step | None) -> list[Deck]:
        answer = run_child(pack_decks.TARGET, {"decks": [pairs[e] for e in entries], "passwords": list(passwords)},
                           memory_mb=_DECK_MEMORY_MB, seconds=_DECK_SECONDS + 5 * len(entries), on_progress=step,
                           cancelled=stop)
        return [Deck.from_json(one) for one in answer]

    if not todo:
        return {}
    try:
        return dict(zip(todo, run(todo, on_step), strict=True))
    except ChildDied:
        found = {}
        for number, entry in enumerate(todo):
            try:
                (found[entry],) = run([entry], None)
            except ChildDied:
                found[entry] = Deck("", (), (msg("asks for too much memory or time; left out"),))
            if on_step is not None:
                on_step(number + 1, len(todo))
        return found


def recipient_of(options: PackOptions) -> str:
    """Who gets a pack, as the log says it; raises Refused where nobody is named."""
    name = clean_text(options.paper.recipient)[:200]
    if not name:
        raise Refused(msg("Name the recipient before the pack leaves the house."))
    return name


def country_of(code: str) -> str:
    """A country as the log says it, empty where none is named; raises Refused for what is no code of two letters."""
    return str(clean(field("company", "country"), code) or "")


def _free(folder: Path, name: str, taken: set[str]) -> str:
    """A name that no file has yet."""
    stem, number, free = Path(name).stem, 2, name
    while free in taken or (folder / free).exists():
        free, number = f"{stem}-{number}.pdf", number + 1
    return free


def _rates(session: Session) -> tuple[RateLine, ...]:
    """The rates that the house noted: dated, with their source; what is incomplete is not shown."""
    found = []
    for one in _setting(session, "rates") or ():
        try:
            found.append(RateLine(str(one["currency"]), str(one["target"]), Decimal(str(one["rate"])),
                                  date.fromisoformat(one["day"]), str(one.get("source", ""))))
        except (KeyError, ValueError, TypeError, ArithmeticError, AttributeError):
            continue
    return tuple(found)


def _setting(session: Session, key: str) -> Any:
    return session.scalars(select(HouseSetting.value).where(HouseSetting.key == key)).first()


def _issue(p: PackIssue, roadshow: str) -> IssueRow:
    return IssueRow(p.id, p.recipient, p.country or "", p.copy or "", p.edition or "", p.language, p.profile,
                    p.watermark or "", p.pages, p.sha256, p.file_name or "", p.expires_on, p.issued_at,
                    p.issued_by or "", roadshow, p.roadshow_id)
