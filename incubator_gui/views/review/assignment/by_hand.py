"""Changes by hand: give, take back, move; one step each, with undo."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.core.messages import Message, msg, nmsg, text
from incubator_gui.domain.review_words import TOPIC_LEVELS
from incubator_gui.services.assignments import Applied
from incubator_gui.services.assignments_read import AssignmentRow, AssignmentSheet
from incubator_gui.services.outcome import Outcome
from incubator_gui.views.review.assignment.picker import Choice
from incubator_gui.views.review.assignment.words import load_words, state_words
from incubator_gui.widgets.context import Context

Pair = tuple[UUID, UUID]
_BETWEEN = re.compile(r"[,;，；、\n\t]")


class ByHand(QObject):
    """Sends changes of one call's assignment; warnings and what was left out are said in the window."""

    def __init__(self, context: Context, call: Callable[[], UUID | None], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._call = context, call

    def change(self, add: Collection[Pair] = (), remove: Collection[Pair] = (), *,
               done: Callable[[bool], object] | None = None, failed: Callable[[IncubatorError], object] | None = None
               ) -> None:
        """Give some and take others back, in one step; `done` learns whether anything changed."""
        house, call = self._context.house, self._call()
        if call is None or not (add or remove):
            return
        adds, removes = tuple(add), tuple(remove)

        def finished(outcome: Outcome[Applied]) -> None:
            self._tell(outcome.value)
            if done is not None:
                done(bool(outcome.changes))

        self._context.jobs.write(lambda: house.assignments.change(call, adds, removes), finished, failed=failed,
                                 owner=self, title=msg("Assigning reviewers"))

    def assign(self, applications: Sequence[UUID], reviewers: Sequence[UUID]) -> None:
        """Each application to each reviewer."""
        self.change(add=[(a, r) for a in applications for r in reviewers])

    def unassign(self, applications: Sequence[UUID], reviewers: Sequence[UUID]) -> None:
        """The contrary."""
        self.change(remove=[(a, r) for a in applications for r in reviewers])

    def set_due(self, pairs: Collection[Pair], day: date | None) -> None:
        """Another day by which these are due; None is that of the round."""
        house, call = self._context.house, self._call()
        if call is not None and pairs:
            self._context.jobs.write(lambda: house.assignments.set_due(call, pairs, day), owner=self)

    def _tell(self, applied: Applied) -> None:
        shell = self._context.shell
        for message in applied.warnings:
            shell.warn(message, "warning")
        if applied.left_out:
            shell.warn(_left_out(applied.left_out), "warning")


def _left_out(reasons: tuple[Message, ...]) -> Message:
    return nmsg("{n} was left out: {why}.", "{n} were left out, the first because: {why}.", len(reasons),
                why=reasons[0])


def written(row: AssignmentRow) -> tuple[str, ...]:
    """The reviewers of a row as they stand in its cell."""
    return tuple(sorted(one.name for one in row.assigned))


def read_names(sheet: AssignmentSheet | None, words: str) -> tuple[str, ...]:
    """Reviewers typed or pasted into a cell, by name or initials; raises Refused for whoever is not there."""
    found = set()
    readers = sheet.readers if sheet is not None else ()
    for word in filter(None, (part.strip() for part in _BETWEEN.split(words))):
        fits = [one for one in readers if one.name.casefold() == word.casefold()] or [
            one for one in readers if one.initials.casefold() == word.casefold()]
        if not fits:
            raise Refused(msg("“{name}” is not on the panel of this call. Write names or initials, with commas between "
                              "them.", name=word[:60]))
        if len(fits) > 1:
            raise Refused(msg("Several reviewers are called “{name}”. Press Insert to choose one.", name=word[:60]))
        found.add(fits[0].name)
    return tuple(sorted(found))


def difference(sheet: AssignmentSheet, row: AssignmentRow, names: Collection[str]) -> tuple[list[Pair], list[Pair]]:
    """What is to come and to go so that a row has these reviewers."""
    wanted = {one.id for one in sheet.readers if one.name in names}
    there = {one.reviewer for one in row.assigned}
    return [(row.id, id) for id in wanted - there], [(row.id, id) for id in there - wanted]


def to_add(sheet: AssignmentSheet, rows: Sequence[AssignmentRow]) -> list[Choice]:
    """Whom these applications can be given to: who knows their topics best first, then who has least to read.

    Those to whom none of them can be given come last and say why.
    """
    topics = {row.focus_area for row in rows}
    ranked = []
    for reader in sheet.panel:
        free = [row for row in rows if reader.id not in row.blocked
                and all(one.reviewer != reader.id for one in row.assigned)]
        why = ""
        if not free:
            barred = next((row for row in rows if reader.id in row.blocked), None)
            why = text(barred.blocked[reader.id]) if barred is not None else text(msg("reviews it already"))
        level = int(reader.topics.get(next(iter(topics)) or "", 0)) if len(topics) == 1 else 0
        about = load_words(reader)
        if level in TOPIC_LEVELS and level:
            about = text(msg("{load}; topic: {level}", load=about, level=TOPIC_LEVELS[level]))
        if reader.room == 0:
            about = text(msg("{load}; at the quota", load=about))
        ranked.append(((bool(why), reader.room == 0, -level, reader.load, reader.name.casefold()),
                       Choice(reader.id, reader.name, about, why)))
    return [choice for _rank, choice in sorted(ranked, key=lambda pair: pair[0])]


def to_remove(rows: Sequence[AssignmentRow]) -> list[Choice]:
    """Who can be taken off these applications; those who have begun all of theirs say so."""
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        for one in row.assigned:
            found.setdefault(one.reviewer, []).append(one)
    out = []
    for id, line in found.items():
        loose = [one for one in line if not one.begun and one.id is not None]
        about = text(nmsg("{n} application", "{n} applications", len(loose)))
        out.append(Choice(id, line[0].name, about, "" if loose else state_words(line[0])))
    return sorted(out, key=lambda one: (bool(one.why_not), one.name.casefold()))
