"""What is due in services: engagements, what they owe, entitlements that were exceeded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Deliverable, Engagement, Entitlement, LedgerEntry, Service
from incubator_gui.domain.service_words import OPEN_ENGAGEMENTS
from incubator_gui.services.called import words_of
from incubator_gui.services.duty import Duty, Raw
from incubator_gui.services.entitlements import counts_preparation, covering


def engagement_duties(session: Session, horizon: date) -> Iterator[Raw]:
    """Engagements that are open and due by a day."""
    e, s = Engagement, Service
    for row in session.execute(
            select(e.id, e.company_id, e.owner_id, e.title, e.due_on, s.name_en, s.name_de, s.name_zh)
            .join(s, s.id == e.service_id).where(e.status.in_(OPEN_ENGAGEMENTS), e.due_on <= horizon)):
        name = words_of(row.name_en, row.name_de, row.name_zh)
        title = msg("{title} ({service})", service=name, title=row.title) if row.title \
            else msg("{service} is due", service=name)
        yield Raw(Duty(f"engagement:{row.id.hex}", "service", "engagement", title, row.due_on,
                       opens=("engagement", row.id)), row.company_id, row.owner_id)


def deliverable_duties(session: Session, horizon: date) -> Iterator[Raw]:
    """What open engagements owe by a day."""
    d, e = Deliverable, Engagement
    for row in session.execute(
            select(d.id, d.title, d.due_on, e.id.label("engagement"), e.company_id, e.owner_id)
            .join(e, e.id == d.engagement_id)
            .where(e.status.in_(OPEN_ENGAGEMENTS), d.done_on.is_(None), d.due_on <= horizon)):
        yield Raw(Duty(f"deliverable:{row.id.hex}", "service", "deliverable", msg("Deliver: {title}", title=row.title),
                       row.due_on, opens=("engagement", row.engagement)), row.company_id, row.owner_id)


def entitlement_duties(session: Session, day: date) -> Iterator[Raw]:
    """Entitlements that hold on a day and were exceeded."""
    grants: dict[UUID, list[Entitlement]] = {}
    for grant in session.scalars(select(Entitlement).where(Entitlement.starts_on <= day, Entitlement.ends_on > day)):
        grants.setdefault(grant.company_id, []).append(grant)
    if not grants:
        return
    whole, used = counts_preparation(session), dict[UUID, Decimal]()
    first = min(grant.starts_on for mine in grants.values() for grant in mine)
    entry = LedgerEntry
    for company, service, on, contact, preparation in session.execute(
            select(entry.company_id, entry.service_id, entry.day, entry.contact_hours, entry.preparation_hours)
            .where(entry.company_id.in_(grants), entry.day >= first)):
        found = covering(grants[company], service, on)
        if found is not None:
            used[found.id] = used.get(found.id, Decimal(0)) + contact + (preparation if whole else Decimal(0))
    for company, mine in grants.items():
        for grant in mine:
            over = used.get(grant.id, Decimal(0)) - grant.hours
            if over > 0:
                yield Raw(Duty(f"entitlement:{grant.id.hex}", "entitlement", "entitlement",
                               msg("More hours used than granted"), None,
                               note=msg("{hours} h over", hours=over), pressing=True,
                               lists=("services", {"list": "over", "company": company})), company)
