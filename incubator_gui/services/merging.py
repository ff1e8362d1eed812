"""Two records of one company become one, field by field; undo parts them again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Allocation,
    Application,
    Company,
    CompanyPerson,
    CompanyProfile,
    Document,
    Engagement,
    FundingRound,
    IndicatorValue,
    LedgerEntry,
    LineupEntry,
    Milestone,
    Note,
    Person,
    Residency,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import COMPANY, PROFILE
from incubator_gui.domain.folding import fold, has_han, pinyin
from incubator_gui.services.applications import follow_life
from incubator_gui.services.joining import join_persons, move_all
from incubator_gui.services.sight import Sight, sight

Side = Literal["keep", "other"]

_ROLE_MAILBOXES = frozenset({
    "info", "office", "contact", "kontakt", "hello", "hallo", "mail", "post", "team", "service", "support", "sales",
    "admin", "hr", "bd", "business"})
_PRECISION = {"year": 0, "month": 1, "day": 2, None: 2}
_FURTHER = {life: place for place, life in enumerate(
    ("rejected", "applicant", "waitlisted", "admitted", "affiliate", "resident", "exited", "graduate", "alumnus"))}


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One of the two records, as the head of a comparison shows it."""

    id: UUID
    number: int
    name: str
    other_names: tuple[str, ...]
    holds: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both records. `key` is a field of the company, or `profile:language:field`."""

    key: str
    label: Message
    keep: Any
    other: Any
    suggested: Side
    language: str = ""

    @property
    def differs(self) -> bool:
        """Whether somebody has to choose: both hold something, and not the same."""
        return not _empty(self.keep) and not _empty(self.other) and self.keep != self.other


@dataclass(frozen=True, slots=True)
class PersonPair:
    """A person of each record with the same e-mail address; `same` is what the names suggest."""

    keep_id: UUID
    other_id: UUID
    keep_name: str
    other_name: str
    email: str
    same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both records beside each other."""

    keep: MergeSide
    other: MergeSide
    fields: tuple[FieldPair, ...]
    people: tuple[PersonPair, ...]


class MergingService:
    """Compares and merges records of one company."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def compare(self, keep: UUID, other: UUID) -> Comparison:
        """Each field with both values and a suggested side, and the people who are in both."""
        with self._db.read() as session:
            first, second = _pair(session, keep, other)
            pairs = [
                FieldPair(f.key, f.label, getattr(first, f.key), getattr(second, f.key),
                          _suggest(f.key, first, second))
                for f in COMPANY]
            texts = {(p.company_id, p.language): p for p in session.scalars(
                select(CompanyProfile).where(CompanyProfile.company_id.in_([keep, other])))}
            for language in sorted({language for _company, language in texts}):
                mine, theirs = texts.get((keep, language)), texts.get((other, language))
                for f in PROFILE:
                    a, b = getattr(mine, f.key, None), getattr(theirs, f.key, None)
                    pairs.append(FieldPair(f"profile:{language}:{f.key}", f.label, a, b,
                                           "other" if _empty(a) and not _empty(b) else "keep", language))
            view = sight(session, self._db)
            return Comparison(_side(session, view, first), _side(session, view, second), tuple(pairs),
                              _people_in_both(session, keep, other))

    def keeps(self, one: UUID, other: UUID) -> tuple[UUID, UUID]:
        """Which of two records to keep by default: the one further on its life line, else the older."""
        with self._db.read() as session:
            first, second = _pair(session, one, other)

            def rank(company: Company) -> tuple[int, int]:
                return -_FURTHER.get(company.life, 0), company.number

            return (one, other) if rank(first) <= rank(second) else (other, one)

    def merge(self, keep: UUID, other: UUID, choices: Mapping[str, Side] | None = None,
              people: Collection[tuple[UUID, UUID]] | None = None) -> Changes:
        """Merge `other` into `keep` in one step; everything that hangs on it moves over.

        `choices` names the side whose value stays, by key of `FieldPair`; where it says nothing, the
        suggestion of `compare` holds. `people` are pairs (kept, other) of persons who are one; by
        default those whom `compare` found to be the same. The other record stays, and points to the
        kept one. Raises Refused when one of them was merged already.
        """
        choices = choices or {}
        with self._db.write("company.merge", msg("{other} merged into {company}", other=Ref("company", other),
                                                 company=Ref("company", keep))) as work:
            session = work.session
            first, second = _pair(session, keep, other)
            if people is None:
                people = [(p.keep_id, p.other_id) for p in _people_in_both(session, keep, other) if p.same]
            for kept, gone in people:
                join_persons(session, kept, gone)
            _take_fields(first, second, choices)
            _take_profiles(session, keep, other, choices)
            session.flush()
            move_all(session, keep, other)
            second.merged_into_id = keep
            session.flush()
            follow_life(session, keep)
        return work.changes


def _pair(session: Session, one: UUID, other: UUID) -> tuple[Company, Company]:
    if one == other:
        raise Refused(msg("A company cannot be merged with itself."))
    first, second = session.get(Company, one), session.get(Company, other)
    if first is None or second is None:
        raise NotFound(msg("This company is no longer there."))
    for company in (first, second):
        if company.merged_into_id is not None:
            raise Refused(msg("{company} was merged into another company already.",
                              company=display(company.legal_name, company.trade_name, company.chinese_name)))
    return first, second


def _empty(value: Any) -> bool:
    return value is None or value == ""


def _suggest(key: str, keep: Company, other: Company) -> Side:
    mine, theirs = getattr(keep, key), getattr(other, key)
    if _empty(theirs):
        return "keep"
    if _empty(mine):
        return "other"
    if key == "life":
        return "other" if _FURTHER.get(theirs, 0) > _FURTHER.get(mine, 0) else "keep"
    if key == "founded_on":
        finer = _PRECISION.get(other.founded_precision, 0) > _PRECISION.get(keep.founded_precision, 0)
        return "other" if finer else "keep"
    return "keep"


def _take_fields(keep: Company, other: Company, choices: Mapping[str, Side]) -> None:
    for declared in COMPANY:
        key = declared.key
        if choices.get(key, _suggest(key, keep, other)) != "other":
            continue
        if key == "founded_on":
            keep.founded_precision = other.founded_precision
        setattr(keep, key, getattr(other, key))
        if key == "chinese_name":
            keep.pinyin = pinyin(keep.chinese_name) if has_han(keep.chinese_name) else None
    if keep.logo_sha256 is None:
        keep.logo_sha256 = other.logo_sha256
    if not (keep.legal_name or keep.trade_name or keep.chinese_name):
        raise Refused(msg("A company needs a name. Choose at least one of them."))


def _take_profiles(session: Session, keep: UUID, other: UUID, choices: Mapping[str, Side]) -> None:
    """Texts of a language that only one has move as a whole; where both have some, field by field."""
    mine = {p.language: p for p in session.scalars(select(CompanyProfile).where(CompanyProfile.company_id == keep))}
    for profile in session.scalars(select(CompanyProfile).where(CompanyProfile.company_id == other)):
        kept = mine.get(profile.language)
        if kept is None:
            kept = CompanyProfile(company_id=keep, language=profile.language)
            session.add(kept)
        for declared in PROFILE:
            ours, theirs = getattr(kept, declared.key), getattr(profile, declared.key)
            suggested: Side = "other" if _empty(ours) else "keep"
            side = choices.get(f"profile:{profile.language}:{declared.key}", suggested)
            if side == "other":
                setattr(kept, declared.key, theirs)
        if not kept.use_of_funds:
            kept.use_of_funds = profile.use_of_funds
        session.delete(profile)


def _side(session: Session, view: Sight, company: Company) -> MergeSide:
    name = display(company.legal_name, company.trade_name, company.chinese_name)
    names = (company.trade_name, company.legal_name, company.chinese_name)

    def number(table: Any) -> int:
        return session.scalar(select(func.count()).select_from(table).where(table.company_id == company.id)) or 0

    applied = session.scalar(view.known(
        select(func.count()).select_from(Application).where(Application.company_id == company.id))) or 0
    counts = (
        (n := applied, nmsg("{n} application", "{n} applications", n)),
        (n := number(CompanyPerson), nmsg("{n} person", "{n} people", n)),
        (n := number(Document), nmsg("{n} document", "{n} documents", n)),
        (n := number(Note), nmsg("{n} note", "{n} notes", n)),
        (n := number(Residency), nmsg("{n} stay", "{n} stays", n)),
        (n := number(Allocation), nmsg("{n} desk allocation", "{n} desk allocations", n)),
        (n := number(Engagement), nmsg("{n} service", "{n} services", n)),
        (n := number(LedgerEntry), nmsg("{n} ledger entry", "{n} ledger entries", n)),
        (n := number(Milestone), nmsg("{n} milestone", "{n} milestones", n)),
        (n := number(IndicatorValue), nmsg("{n} figure", "{n} figures", n)),
        (n := number(FundingRound), nmsg("{n} funding round", "{n} funding rounds", n)),
        (n := number(LineupEntry), nmsg("{n} roadshow", "{n} roadshows", n)),
    )
    return MergeSide(company.id, company.number, name, tuple(x for x in names if x and x != name),
                     tuple(words for count, words in counts if count))


def _people_in_both(session: Session, keep: UUID, other: UUID) -> tuple[PersonPair, ...]:
    query = (
        select(CompanyPerson.company_id, Person).join(Person, Person.id == CompanyPerson.person_id)
        .where(or_(CompanyPerson.company_id == keep, CompanyPerson.company_id == other), Person.erased_at.is_(None))
        .order_by(CompanyPerson.position, CompanyPerson.id))
    mine: dict[str, Person] = {}
    theirs: dict[UUID, Person] = {}
    for company, person in session.execute(query):
        mail = (person.email or "").strip().casefold()
        if not mail:
            continue
        if company == keep:
            mine.setdefault(mail, person)
        else:
            theirs[person.id] = person
    out = []
    for person in theirs.values():
        mail = (person.email or "").strip().casefold()
        match = mine.get(mail)
        if match is not None and match.id != person.id:
            same = _same_name(match, person) or mail.split("@")[0] not in _ROLE_MAILBOXES
            out.append(PersonPair(match.id, person.id, match.full_name, person.full_name, mail, same))
    return tuple(out)


def _same_name(one: Person, other: Person) -> bool:
    def names(person: Person) -> set[str]:
        return {" ".join(sorted(fold(name).split())) for name in (person.full_name, person.chinese_name) if name}

    return bool(names(one) & names(other))
