"""The assignment of reviewers as a list that goes out: one line for each review that is to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from incubator_gui.core.languages import Translator
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.db.database import Database
from incubator_gui.domain.review_words import REVIEW_STATES
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.exchange.write_table import OutColumn, OutValue
from incubator_gui.services.assignments_read import AssignmentSheet, read_sheet
from incubator_gui.services.export_applications import choice
from incubator_gui.services.exports import Table, reviewed_calls

ASSIGNMENTS = "assignments"
REVIEW_LISTS: Mapping[str, Message] = {ASSIGNMENTS: msg("Assignment of reviewers")}

_TITLES: tuple[tuple[str, Message], ...] = (
    ("call", pmsg("intake", "Call")), ("application_number", pmsg("number of an application", "No.")),
    ("application", msg("Application")), ("focus_area", msg("Focus area")), ("reviewer", msg("Reviewer")),
    ("state", msg("State")), ("due_on", msg("Due on")), ("late", pmsg("reviews", "Late")),
    ("missing", pmsg("reviews", "Missing")))


class AssignmentLists:
    """Reads through the same filter as the screen: what the viewer must not see is not in the list."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def table(self, words: Translator, *, call: str = "", keys: bool = False) -> Table:
        """All rounds, or that of a call by its name; choices in words, or as their keys.

        An application that lacks reviews has a line without a reviewer besides those of its reviewers.
        """
        with self._db.read() as session:
            sheets = [read_sheet(session, self._db, id, words.language) for id, _name in reviewed_calls(session, call)]
        rows = [row for sheet in sheets for row in _rows(sheet, words, keys)]
        return Table(words.text(REVIEW_LISTS[ASSIGNMENTS]),
                     tuple(OutColumn(words.text(title), key) for key, title in _TITLES), tuple(rows))


def _rows(sheet: AssignmentSheet, words: Translator, keys: bool) -> Iterator[tuple[OutValue, ...]]:
    for row in sheet.rows:
        head = (sheet.call, row.number, row.name, choice(FOCUS_AREAS, row.focus_area, words, keys))
        for one in row.assigned:
            yield (*head, one.name, choice(REVIEW_STATES, one.state, words, keys), one.due_on or sheet.due_on,
                   one.is_late, None)
        if row.missing:
            yield (*head, None, None, sheet.due_on, False, row.missing)
