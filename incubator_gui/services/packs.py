"""Roadshow packs: looked through first, made in a child process, and logged when they leave the house."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Environment, NotFound, Refused
from incubator_gui.core.messages import Message, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Document, HouseSetting
from incubator_gui.reports import pack_build
from incubator_gui.reports.pack_redact import profile_of
from incubator_gui.reports.pack_values import PackData, PackEntry, PackOptions, RateLine
from incubator_gui.reports.result import Result
from incubator_gui.reports.values import PaperOptions
from incubator_gui.services.dossier_data import gather, standing
from incubator_gui.services.pack_check import DeckReport, PackCheck, checked
from incubator_gui.services.pack_floors import floor_pages
from incubator_gui.services.packs_decks import Decks, PackDecks
from incubator_gui.services.packs_log import Copy, PackLog
from incubator_gui.services.paper_child import MadePaper, Step, Stop, in_memory, written
from incubator_gui.services.paper_files import clean_name, pack_name
from incubator_gui.services.roadshow_rows import entries_of, there
from incubator_gui.services.sight import sight

_MEMORY_MB = 3000
_SECONDS = 900


class PacksService(PackDecks, PackLog):
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
        return in_memory(lambda target: self.write(roadshow, target, options, on_step=on_step, stop=stop))

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

    def _wanted_decks(self, roadshow: UUID, options: PackOptions, folder: Path, stop: Stop | None) -> Decks:
        wanted = "decks" in options.parts and profile_of(options.profile).deck
        return self._decks(roadshow, folder, options.passwords, None, stop) if wanted else []

    def _write(self, roadshow: UUID, target: Path, options: PackOptions, folder: Path, decks: Decks,
               on_step: Step | None, stop: Stop | None) -> Result:
        warnings = [msg("{company}, {deck}: {finding}", company=report.company, deck=report.title, finding=finding)
                    for report, _source, _deck in decks for finding in report.findings]
        sources = {report.entry_id: source for report, source, _deck in decks}
        data = self._data(roadshow, options, folder, sources, warnings)
        pairs = [(source, deck) for _report, source, deck in decks]
        result = written(pack_build.TARGET, pack_build.request(data, options, pairs, target), memory_mb=_MEMORY_MB,
                         seconds=_SECONDS, on_step=on_step, stop=stop)
        return replace(result, warnings=(*warnings, *result.warnings))

    def data(self, roadshow: UUID, options: PackOptions) -> PackData:
        """What the pack says, without decks and logos."""
        return self._data(roadshow, options, None, {}, [])

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
