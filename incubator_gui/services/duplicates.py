"""Companies that may be the same: looked for in the whole house, asked about, never merged unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, Ref, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, CompanyPerson, DistinctPair, Person
from incubator_gui.db.search.documents import display
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.identity import CompanyKey, Index, company_key


@dataclass(frozen=True, slots=True)
class CompanyBrief:
    """A company in a list of pairs."""

    id: UUID
    number: int
    name: str
    other_name: str
    life: str
    city: str


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two companies that may be one; the older stands first."""

    first: CompanyBrief
    second: CompanyBrief
    score: float
    certain: bool
    reasons: tuple[Message, ...]


class DuplicatesService:
    """Finds likely duplicates and remembers the answers."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def pairs(self, company: UUID | None = None,
              step: Callable[[int, int], object] = lambda _done, _all: None) -> tuple[LikelyPair, ...]:
        """Pairs that nobody found to be different, the likeliest first; those of one company only on demand.

        `step` is told how far the search is, and may raise to stop it.
        """
        with self._db.read() as session:
            keys, briefs = _keys(session)
            answered = {frozenset((a, b)) for a, b in session.execute(
                select(DistinctPair.first_id, DistinctPair.second_id))}
        index = Index(keys)
        wanted = [key for key in keys if company is None or key.id == company]
        seen: set[frozenset[UUID]] = set()
        out: list[LikelyPair] = []
        for done, key in enumerate(wanted):
            if done % 50 == 0:
                step(done, len(wanted))
            for match in index.candidates(key):
                both = frozenset((key.id, match.id))
                if both in seen or both in answered:
                    continue
                seen.add(both)
                first, second = sorted((briefs[key.id], briefs[match.id]), key=lambda b: (b.number, b.id))
                out.append(LikelyPair(first, second, match.score, match.certain, match.reasons))
        out.sort(key=lambda p: (not p.certain, -p.score, p.first.number, p.second.number))
        return tuple(out)

    def dismiss(self, one: UUID, other: UUID) -> Changes:
        """These two are different companies: do not ask again."""
        if one == other:
            raise Refused(msg("These are not two companies but one."))
        with self._db.write("duplicates.dismiss", msg(
                "{first} and {second} are different companies", first=Ref("company", one),
                second=Ref("company", other))) as work:
            p = DistinctPair
            known = work.session.scalars(select(p.id).where(
                p.first_id.in_([one, other]), p.second_id.in_([one, other]))).first()
            if known is None:
                work.session.add(p(first_id=one, second_id=other))
        return work.changes


def _keys(session: Session) -> tuple[list[CompanyKey], dict[UUID, CompanyBrief]]:
    mails: dict[UUID, list[str]] = {}
    phones: dict[UUID, list[str]] = {}
    contacts = select(CompanyPerson.company_id, Person.email, Person.phone).join(
        Person, Person.id == CompanyPerson.person_id).where(Person.erased_at.is_(None))
    for company, email, phone in session.execute(contacts):
        if email:
            mails.setdefault(company, []).append(email)
        if phone:
            phones.setdefault(company, []).append(phone)
    keys: list[CompanyKey] = []
    briefs: dict[UUID, CompanyBrief] = {}
    c = Company
    query = select(c.id, c.number, c.legal_name, c.trade_name, c.chinese_name, c.website, c.email, c.phone,
                   c.credit_code, c.country, c.life, c.city).where(c.merged_into_id.is_(None)).order_by(c.number)
    for r in session.execute(query):
        keys.append(company_key(
            r.id, legal_name=r.legal_name, trade_name=r.trade_name, chinese_name=r.chinese_name,
            website=r.website or "", emails=[*filter(None, [r.email]), *mails.get(r.id, ())],
            phones=[*filter(None, [r.phone]), *phones.get(r.id, ())], credit_code=r.credit_code or "",
            country=r.country or ""))
        name = display(r.legal_name, r.trade_name, r.chinese_name)
        other = next((n for n in (r.chinese_name, r.legal_name) if n and n != name), "")
        briefs[r.id] = CompanyBrief(r.id, r.number, name, other, r.life, r.city or "")
    return keys, briefs
