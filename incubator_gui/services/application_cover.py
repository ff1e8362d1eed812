"""Rows and sheets of applications as a blind phase shows them: without anything that says whose they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Application, RedactedText
from incubator_gui.services.sight import Sight, anonymous

if TYPE_CHECKING:
    from incubator_gui.services.applications import ApplicationRow

NOWHERE = UUID(int=0)
"""Stands in the place of a company's id: there is no such company."""


def covered(session: Session, view: Sight, rows: Sequence[ApplicationRow]) -> tuple[ApplicationRow, ...]:
    """The rows, those of blind calls without names and contacts, with the redacted pitch where there is one of
    today; scores are left out while others' reviews are not open to everybody."""
    if not view.blind_calls and not view.closed_calls:
        return tuple(rows)
    blind = [row.id for row in rows if view.blind(row.call_id)]
    copies = copies_of(session, blind)
    out = []
    for row in rows:
        if view.blind(row.call_id):
            name = anonymous(row.number)
            row = row._replace(company_id=NOWHERE, company=name, legal_name="", chinese_name="", country=None,
                               city=None, source=None, email=None, earlier=0,
                               pitch=copy_of(copies, row.id, "pitch", row.pitch or "") or None)
        if row.call_id in view.closed_calls:
            row = row._replace(score=None)
        out.append(row)
    return tuple(out)


def copies_of(session: Session, ids: Collection[UUID]) -> dict[tuple[UUID, str], tuple[str, str]]:
    """Redacted copies by application and field: the text, and the mark of the one it was made from."""
    if not ids:
        return {}
    r = RedactedText
    return {(row[0], row[1]): (row[2], row[3]) for row in session.execute(
        select(r.application_id, r.field, r.text, r.based_on).where(r.application_id.in_(ids)))}


def copy_of(copies: dict[tuple[UUID, str], tuple[str, str]], id: UUID, key: str, text: str) -> str:
    """The copy of a text, empty where there is none of today."""
    copy, mark = copies.get((id, key), ("", ""))
    return copy if mark == sha256(text.encode()).hexdigest() else ""


def meet(session: Session, view: Sight, ids: Collection[UUID], *, named: bool = False) -> None:
    """Raises NotFound where one of these applications is hidden from the viewer; with `named` also where it has no
    name for them, because what is asked for would tell it."""
    if view.is_clear or not ids:
        return
    for company, call in session.execute(
            select(Application.company_id, Application.call_id).where(Application.id.in_(ids))):
        if view.hides(company) or (named and view.blind(call)):
            raise NotFound(msg("This application is no longer there."))
