"""Everything that the day of a meeting shows, read at once: agenda, scores, what reviewers wrote, the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message
from incubator_gui.db.database import Database
from incubator_gui.db.schema import AgendaItem, Application, Decision, Person, Review, Reviewer, ReviewRound
from incubator_gui.domain.decision_space import Capacity
from incubator_gui.domain.phases import standing
from incubator_gui.domain.score_sheet import ScoreRow, ScoreSheet
from incubator_gui.services.decisions_rows import refusal_of
from incubator_gui.services.decisions_space import DecisionSpace, accepted
from incubator_gui.services.meetings_rows import (
    ItemRow,
    MeetingRow,
    SeatRow,
    agenda_rows,
    meeting_of,
    meeting_rows,
    seat_rows,
)
from incubator_gui.services.reviews_notes_list import told_notes
from incubator_gui.services.sight import phases_of, sight, why_not_run


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What one reviewer wrote on an application; `private` is for the committee alone, `notes` are on documents."""

    reviewer: str
    stance: str
    comment: str
    private: str
    confidence: int | None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class DayStock:
    """The meeting with all that is shown of it. `refusal` says why nothing can be decided now, `why_not` why this
    viewer changes nothing but the vote of the own seat, that of `me`."""

    meeting: MeetingRow
    seats: tuple[SeatRow, ...]
    agenda: tuple[ItemRow, ...]
    comments: Mapping[UUID, tuple[CommentRow, ...]] = field(default_factory=dict)
    sheet: ScoreSheet | None = None
    space: Capacity | None = None
    refusal: Message | None = None
    why_not: Message | None = None
    me: UUID | None = None

    def item(self, id: UUID | None) -> ItemRow | None:
        """An item of the agenda."""
        return next((one for one in self.agenda if one.id == id), None)

    def score(self, item: ItemRow) -> ScoreRow | None:
        """The scores of an item."""
        return self.sheet.row(item.application_id) if self.sheet is not None else None

    def place(self, id: UUID) -> int:
        """The place of an item on the agenda, from 1; 0 where it is not there."""
        return next((at for at, one in enumerate(self.agenda, 1) if one.id == id), 0)


class MeetingDay:
    """Reads the day of a meeting."""

    _db: Database

    def day(self, id: UUID) -> DayStock:
        """The meeting with agenda, scores, comments and the house; raises NotFound."""
        from incubator_gui.services.scores import ScoresService

        with self._db.read() as session:
            meeting, view = meeting_of(session, id), sight(session, self._db)
            row = meeting_rows(session, view, id=id)[0]
            seats, agenda = seat_rows(session, meeting, view), agenda_rows(session, meeting, view)
            pending = {one.application_id: one.outcome for one in agenda if one.outcome is not None
                       and one.decision_state == "pending"}
            # other decisions of the call that are pending count as well: they need desks too
            others: dict[UUID, str] = {found[0]: found[1] for found in session.execute(
                select(Decision.application_id, Decision.outcome)
                .join(Application, Application.id == Decision.application_id)
                .where(Application.call_id == row.call_id, Decision.state == "pending")
                .order_by(Decision.decided_at))}
            teams = accepted(session, view, row.call_id, {**others, **pending})
            named = view.is_officer or _shows_reviewers(session, row.call_id, self._db.clock.today())
            notes = told_notes(session, row.call_id, view, current())
            comments = _comments(session, id, view.is_officer, named, notes)
            refusal = refusal_of(session, view, row.call_id, self._db.clock.today())
        try:
            sheet: ScoreSheet | None = ScoresService(self._db).table(row.call_id)
        except (NotFound, Refused):  # this phase does not show them to the viewer: the day goes on without
            sheet, comments = None, {}
        # who may not see the score of an application does not see what was written on it either
        seen = {one.application_id for one in sheet.rows} if sheet is not None else set()
        there = {one.application_id for one in agenda}
        comments = {application: lines for application, lines in comments.items() if application in seen & there}
        space = _Space(self._db).house_space().capacity(teams)
        return DayStock(row, seats, agenda, comments, sheet, space, refusal, why_not_run(view), view.person)


class _Space(DecisionSpace):
    def __init__(self, database: Database) -> None:
        self._db = database


def _shows_reviewers(session: Session, call: UUID, today: date) -> bool:
    held = session.execute(select(ReviewRound.id, ReviewRound.phase_id).where(ReviewRound.call_id == call)).first()
    if held is None:
        return False
    phase = standing(phases_of(session, [held[0]]).get(held[0], ()), held[1], today).phase
    return phase is not None and phase.shows_reviewers


def _comments(session: Session, meeting: UUID, private: bool, named: bool,
              notes: Mapping[UUID, str]) -> dict[UUID, tuple[CommentRow, ...]]:
    """What reviewers wrote, by application; remarks for the committee and names only where they may be seen."""
    r = Review
    found: dict[UUID, list[CommentRow]] = {}
    for review, application, name, stance, comment, remark, confidence in session.execute(
            select(r.id, r.application_id, Person.full_name, r.stance, r.comment, r.private_comment, r.confidence)
            .join(Reviewer, Reviewer.id == r.reviewer_id).join(Person, Person.id == Reviewer.person_id)
            .join(AgendaItem, AgendaItem.application_id == r.application_id)
            .where(AgendaItem.meeting_id == meeting, r.state == "submitted").order_by(Person.full_name, r.id)):
        told = notes.get(review, "")
        if comment or told or (remark and private) or stance != "reviewed":
            found.setdefault(application, []).append(CommentRow(
                name if named else "", stance, comment or "", remark or "" if private else "", confidence, told))
    return {id: tuple(line) for id, line in found.items()}
