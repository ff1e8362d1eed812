"""Letters whose words somebody wrote: they are set aside, never lost, when the decision becomes another one.

Whether somebody did is what the journal says; a letter that stands as it came from its template follows its decision.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.ids import new_id
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, ChangeSet, Decision, JournalEntry, Letter
from incubator_gui.domain.decision_letter import EARLIER
from incubator_gui.services.letters_draft import contact_of, written

_BY_HAND, _ANEW = "letter.edit", "letter.rewrite"


def current_letter(session: Session, decision: UUID) -> Letter | None:
    """The letter of a decision, none that was set aside."""
    return session.scalars(select(Letter).where(Letter.decision_id == decision, Letter.state != EARLIER)
                           .order_by(Letter.id.desc()).limit(1)).one_or_none()


def written_by_hand(session: Session, letters: Collection[UUID]) -> frozenset[UUID]:
    """Those whose words, or whose address, somebody changed since they came from the template."""
    entry, step = JournalEntry, ChangeSet
    last: dict[UUID, bool] = {}
    ids = list(letters)
    for start in range(0, len(ids), 500):
        rows = session.execute(
            select(entry.row_id, step.command, entry.operation).join(step, step.id == entry.change_set)
            .where(entry.table_name == Letter.__tablename__, entry.row_id.in_(ids[start:start + 500]),
                   step.command.in_((_BY_HAND, _ANEW))).order_by(step.sequence))
        last |= {id: command == _BY_HAND or operation == "I" for id, command, operation in rows}  # I: a copy kept aside
    return frozenset(id for id, ours in last.items() if ours)


def another_outcome(session: Session, decision: UUID) -> None:
    """What was drafted speaks of another outcome: words of ours are kept aside, others go."""
    letters = session.scalars(select(Letter).where(Letter.decision_id == decision, Letter.state != EARLIER)).all()
    ours = written_by_hand(session, [one.id for one in letters])
    for letter in letters:
        if letter.id in ours:
            letter.state, letter.handed_over_at = EARLIER, None
        else:
            session.delete(letter)
    session.flush()


def follow(session: Session, database: Database, decision: Decision, application: Application) -> None:
    """A draft that nobody touched says the reason and the conditions of today."""
    letter = current_letter(session, decision.id)
    if letter is None or letter.state == "handed_over" or letter.id in written_by_hand(session, [letter.id]):
        return
    subject, body = written(session, database, decision, application, letter.language,
                            contact_of(session, application.company_id))
    if (letter.subject, letter.body) != (subject, body):
        letter.subject, letter.body = subject, body


def keep_aside(session: Session, letter: Letter) -> None:
    """A copy of a letter whose words somebody wrote, before they are replaced."""
    if letter.id in written_by_hand(session, [letter.id]):
        session.add(Letter(id=new_id(), decision_id=letter.decision_id, language=letter.language, state=EARLIER,
                           recipient=letter.recipient, address=letter.address, subject=letter.subject,
                           body=letter.body))
        session.flush()


def put_in_place(session: Session, earlier: Letter, current: Letter | None) -> None:
    """An earlier letter is the letter again; the one that stands there is set aside where somebody wrote it."""
    if current is not None:
        if current.id in written_by_hand(session, [current.id]):
            current.state, current.handed_over_at = EARLIER, None
        else:
            session.delete(current)
    earlier.state = "draft"
    session.flush()


def set_aside(session: Session, decisions: Sequence[UUID]) -> dict[UUID, tuple[Any, ...]]:
    """The letters that were set aside, by decision, the last one first."""
    found: dict[UUID, tuple[Any, ...]] = {}
    for letter in session.scalars(select(Letter).where(Letter.decision_id.in_(list(decisions)),
                                                       Letter.state == EARLIER).order_by(Letter.id.desc())):
        found[letter.decision_id] = (*found.get(letter.decision_id, ()), letter)
    return found
