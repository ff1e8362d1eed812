"""Letters of decisions as they are drafted: template, language, contact, and what stands in their places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.languages import LANGUAGES, translator
from incubator_gui.core.resources import resource
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    Call,
    Company,
    CompanyPerson,
    CompanyProfile,
    Decision,
    HouseSetting,
    Letter,
    LetterTemplate,
    Person,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.decision_letter import condition_list, filled, greeting
from incubator_gui.services.meetings_rows import conditions_of

_COUNTRIES = {"CN": "zh", "HK": "zh", "MO": "zh", "TW": "zh", "DE": "de", "AT": "de", "CH": "de", "LI": "de"}


@dataclass(frozen=True, slots=True)
class Contact:
    """To whom a letter goes; each part may be unknown."""

    name: str = ""
    email: str = ""
    language: str = ""


@lru_cache(maxsize=32)
def standard_template(outcome: str, language: str) -> tuple[str, str]:
    """Subject and body of the letter that ships with the program."""
    text = resource("letters", f"{outcome}-{language}.txt").read_text("utf-8")
    subject, _blank, body = text.partition("\n\n")
    return subject.strip(), body.strip()


def template_of(session: Session, outcome: str, language: str) -> tuple[str, str]:
    """Subject and body: the house's own where there is one."""
    own = session.scalars(select(LetterTemplate).where(
        LetterTemplate.outcome == outcome, LetterTemplate.language == language).order_by(LetterTemplate.id)).first()
    return (own.subject, own.body) if own is not None else standard_template(outcome, language)


def contact_of(session: Session, company: UUID) -> Contact:
    """The person to write to: the contact of the team, else its first member, else the company itself."""
    found = session.execute(
        select(Person.full_name, Person.chinese_name, Person.email, Person.language)
        .join(CompanyPerson, CompanyPerson.person_id == Person.id)
        .where(CompanyPerson.company_id == company, CompanyPerson.until.is_(None), Person.erased_at.is_(None))
        .order_by(CompanyPerson.is_contact.desc(), CompanyPerson.position, CompanyPerson.id)).first()
    email = session.scalar(select(Company.email).where(Company.id == company)) or ""
    if found is None:
        return Contact(email=email)
    name = found.chinese_name if found.language == "zh" and found.chinese_name else found.full_name
    return Contact(name, found.email or email, found.language or "")


def language_for(session: Session, company: UUID, contact: Contact) -> str:
    """The contact's language, else the one language of the company's texts, else that of its country."""
    if contact.language in LANGUAGES:
        return contact.language
    kept = set(session.scalars(select(CompanyProfile.language).where(CompanyProfile.company_id == company)))
    if len(kept & set(LANGUAGES)) == 1:
        return next(iter(kept & set(LANGUAGES)))
    country = session.scalar(select(Company.country).where(Company.id == company)) or ""
    return _COUNTRIES.get(country.upper(), "en")


def house_name(session: Session) -> str:
    """What the house is called."""
    stored = session.scalars(select(HouseSetting).where(HouseSetting.key == "house_name")).first()
    return str(stored.value) if stored is not None and stored.value else ""


def values_for(session: Session, database: Database, decision: Decision, application: Application, language: str,
               contact: Contact) -> dict[str, str]:
    """What stands in the places of a template."""
    words = translator(language)
    company = session.get_one(Company, application.company_id)
    call = session.get_one(Call, application.call_id)
    return {
        "greeting": greeting(contact.name, words), "contact": contact.name, "call": call.name,
        "company": display(company.legal_name, company.trade_name, company.chinese_name, language),
        "number": f"{application.number:04d}", "reason": decision.reason or "",
        "conditions": condition_list(conditions_of(session, [decision.id]).get(decision.id, ()), words),
        "date": words.day(database.clock.today(), "long"), "house": house_name(session),
        "signature": database.actor.who}


def written(session: Session, database: Database, decision: Decision, application: Application, language: str,
            contact: Contact) -> tuple[str, str]:
    """Subject and body of a letter, filled in."""
    subject, body = template_of(session, decision.outcome, language)
    values = values_for(session, database, decision, application, language, contact)
    return filled(subject, values).replace("\n", " ")[:300], filled(body, values)


def draft_for(session: Session, database: Database, decision: Decision, application: Application,
              language: str = "") -> Letter:
    """A new letter of a decision, stored as a draft."""
    contact = contact_of(session, application.company_id)
    language = language if language in LANGUAGES else language_for(session, application.company_id, contact)
    subject, body = written(session, database, decision, application, language, contact)
    letter = Letter(decision_id=decision.id, language=language, recipient=contact.name or None,
                    address=contact.email or None, subject=subject, body=body)
    session.add(letter)
    session.flush()
    return letter
