"""The decks of a pack: looked through and cleaned in a child process before anything is printed."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from incubator_gui.core.errors import Environment, NotFound
from incubator_gui.core.messages import msg
from incubator_gui.core.process import ChildDied, run_child
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Document, LineupEntry
from incubator_gui.reports import pack_decks
from incubator_gui.reports.pack_decks import Deck
from incubator_gui.services.called import company_names
from incubator_gui.services.pack_check import DeckReport
from incubator_gui.services.paper_child import Step, Stop
from incubator_gui.services.roadshow_rows import entries_of, there

_MEMORY_MB = 1200
_SECONDS = 60

Decks = list[tuple[DeckReport, str, Deck]]
"""What was found in each deck, its source, and its clean copy."""


class PackDecks:
    """Reads decks; part of `PacksService`."""

    _db: Database

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

    def _decks(self, roadshow: UUID, folder: Path, passwords: Sequence[str], on_step: Step | None,
               stop: Stop | None, only: UUID | None = None) -> Decks:
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
                           memory_mb=_MEMORY_MB, seconds=_SECONDS + 5 * len(entries), on_progress=step,
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
