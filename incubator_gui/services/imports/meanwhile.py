"""Whether what others wrote since the plan was made touches what the plan rests on.

An edit of some other application does not: an import would otherwise begin anew for every key
stroke of a colleague.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.db.journal.codec import parse
from incubator_gui.db.schema import ChangeSet, JournalEntry
from incubator_gui.services.imports.plan import PlanRow

_ALWAYS = frozenset({"person", "company_person", "call", "question", "stage", "tag"})
"""Tables of which any change counts."""

_IDENTITY = frozenset({"legal_name", "trade_name", "chinese_name", "website", "email", "phone", "credit_code",
                       "merged_into_id"})


def touches_plan(session: Session, since: int, rows: Sequence[PlanRow]) -> bool:
    """Whether a change set after `since` changed what these rows were judged by."""
    companies = {row.company for row in rows if row.company is not None}
    applications = {row.application for row in rows if row.application is not None}
    entries = session.execute(
        select(JournalEntry.table_name, JournalEntry.row_id, JournalEntry.operation, JournalEntry.before,
               JournalEntry.after)
        .where(JournalEntry.change_set.in_(select(ChangeSet.id).where(ChangeSet.sequence > since))))
    for table, row, operation, before, after in entries:
        if table in _ALWAYS:
            return True
        if table == "company" and (operation != "U" or row in companies or _IDENTITY & parse(after).keys()):
            return True
        if table == "application" and (operation != "U" or row in applications):
            return True
        if table in {"answer", "tagging"}:
            named = parse(after or before).get("application_id")
            if named is None or any(named.replace("-", "") == id.hex for id in applications):
                return True
    return False
