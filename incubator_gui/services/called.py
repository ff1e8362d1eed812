"""What companies, people and services are called, for rows that only hold their ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.messages import Words
from incubator_gui.db.schema import Company, Person, Service
from incubator_gui.db.search.documents import display
from incubator_gui.domain.person_names import initials_of


@dataclass(frozen=True, slots=True)
class Named:
    """A person: name and badge."""

    name: str
    initials: str


NOBODY = Named("", "")


def company_names(session: Session, ids: Iterable[UUID] | None = None, language: str = "") -> dict[UUID, str]:
    """Companies by id, all or these, in a language, by default that of the screen.

    One that was merged away is called as the one it became part of.
    """
    c = Company
    query = select(c.id, c.legal_name, c.trade_name, c.chinese_name, c.merged_into_id)
    rows = list(session.execute(query if ids is None else query.where(c.id.in_(set(ids)))))
    if ids is not None:
        rows += session.execute(query.where(c.id.in_([row.merged_into_id for row in rows if row.merged_into_id]))).all()
    names = {row.id: display(row.legal_name, row.trade_name, row.chinese_name, language) for row in rows}
    return names | {row.id: names.get(row.merged_into_id, names[row.id]) for row in rows if row.merged_into_id}


def people_named(session: Session) -> dict[UUID, Named]:
    """All people by id; those who were erased have no name."""
    rows = session.execute(select(Person.id, Person.full_name, Person.initials))
    return {id: Named(name, initials or (initials_of(name) if name else "")) for id, name, initials in rows}


def service_words(session: Session) -> dict[UUID, Words]:
    """All services by id, in three languages."""
    s = Service
    return {row.id: words_of(row.name_en, row.name_de, row.name_zh)
            for row in session.execute(select(s.id, s.name_en, s.name_de, s.name_zh))}


def words_of(english: str, german: str, chinese: str) -> Words:
    """A name in three languages."""
    return Words((("en", english), ("de", german), ("zh", chinese)))
