"""The hours of a training on their way into the ledger: for whom, how many, and whether that is too much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Entitlement, LedgerEntry, Training, TrainingSeat
from incubator_gui.services.called import company_names
from incubator_gui.services.entitlements import balances, covering


@dataclass(frozen=True, slots=True)
class Booking:
    """What is about to be booked: `hours` for each company; `over` names those whose entitlement it exceeds."""

    company_ids: tuple[UUID, ...]
    companies: tuple[str, ...]
    over: tuple[str, ...]
    hours: Decimal
    day: date
    service_id: UUID

    @property
    def total(self) -> Decimal:
        """All hours together."""
        return self.hours * len(self.company_ids)


def prepared(session: Session, training: Training, today: date) -> Booking:
    """What booking a training does; raises Refused where it cannot be booked."""
    if not training.hours or training.held_on is None or training.service_id is None:
        raise Refused(msg("Name the day, the hours and the service of the training first."))
    if training.held_on > today:
        raise Refused(msg("{day} has not come yet.", day=training.held_on))
    if session.scalar(select(func.count()).select_from(LedgerEntry).where(LedgerEntry.training_id == training.id)):
        raise Refused(msg("The hours of this training are in the ledger already."))
    companies = tuple(dict.fromkeys(session.scalars(
        select(TrainingSeat.company_id).where(TrainingSeat.training_id == training.id, TrainingSeat.state == "attended")
        .order_by(TrainingSeat.position, TrainingSeat.id))))
    if not companies:
        raise Refused(msg("Mark who attended first."))
    names, over = company_names(session), []
    for company in companies:
        grants = session.scalars(select(Entitlement).where(Entitlement.company_id == company)).all()
        grant = covering(grants, training.service_id, training.held_on)
        if grant is not None:
            left = next(one.left for one in balances(session, company) if one.id == grant.id)
            if training.hours > left:
                over.append(names[company])
    return Booking(companies, tuple(names[company] for company in companies), tuple(over), training.hours,
                   training.held_on, training.service_id)
