"""The names under which somebody signed in and wrote, once the person is erased.

Rows of today get a pseudonym in their place (`#0f3c19ab`, the end of the person's id: no word of any language). The
journal is the record of who did what and is sealed with these names: there they stay, as the evidence of how was
decided, and nobody is shown them: the ledger of erasures keeps digests by which the history knows them again. Letters
stay as they were written, signature included: they are the house's correspondence. So does what others wrote in their
own words.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import String, Table, select
from sqlalchemy.orm import Session

from incubator_gui.db.base import Base
from incubator_gui.db.schema import Erasure, Person, Review, ReviewReturn
from incubator_gui.services.sight import plain_name

_MARK = "names "


def names_of_signing(session: Session, person: Person) -> frozenset[str]:
    """The plain names by which steps of a person are known; none that a namesake has as well."""
    mine = {plain_name(name) for name in (person.full_name, person.chinese_name) if name}
    others = session.execute(select(Person.full_name, Person.chinese_name).where(
        Person.id != person.id, Person.erased_at.is_(None)))
    return frozenset(mine - {plain_name(name) for row in others for name in row if name} - {""})


def signs(column: str) -> bool:
    """Whether a column says who did something."""
    return column.endswith("_by") or column in ("by", "author")


def pseudonym(person: UUID) -> str:
    """What stands in the place of the name."""
    return f"#{person.hex[-8:]}"


def note_of(names: Iterable[str]) -> str:
    """What the ledger of erasures keeps: a salt and digests, no name."""
    salt = secrets.token_hex(8)
    return _MARK + " ".join((salt, *(_digest(salt, name) for name in sorted(names)[:4])))


def replace_names(session: Session, names: frozenset[str], instead: str) -> None:
    """Put the pseudonym wherever a row of today says who did something."""
    if not names:
        return
    for table in Base.metadata.sorted_tables:
        if table.info.get("journal", True):
            for column in table.columns:
                if isinstance(column.type, String) and signs(column.name):
                    _replace_whole(session, table, column, names, instead)
    for within in (Review.provenance, ReviewReturn.result):
        _replace_within(session, within, names, instead)


def _replace_whole(session: Session, table: Table, column: Any, names: frozenset[str], instead: str) -> None:
    said = [one for one in session.scalars(select(column).where(column.is_not(None)).distinct())
            if plain_name(one) in names]
    if said:
        session.execute(table.update().where(column.in_(said)).values(
            {column.name: instead, "version": table.c.version + 1}))


def _replace_within(session: Session, attribute: Any, names: frozenset[str], instead: str) -> None:
    column, table = attribute, attribute.class_.__table__

    def swapped(value: Any) -> Any:
        match value:
            case str() if plain_name(value) in names:
                return instead
            case dict():
                return {key: swapped(inner) for key, inner in value.items()}
            case list():
                return [swapped(inner) for inner in value]
        return value

    for id, value in session.execute(select(table.c.id, column).where(column.is_not(None))).all():
        if (new := swapped(value)) != value:
            session.execute(table.update().where(table.c.id == id).values(
                {column.key: new, "version": table.c.version + 1}))


def shown_who(session: Session) -> Callable[[str], str]:
    """What a name in the journal is shown as: itself, or the pseudonym of somebody who was erased."""
    notes = [(id, (reason or "").removeprefix(_MARK).split()) for id, reason in session.execute(
        select(Erasure.record_id, Erasure.reason).where(Erasure.table_name == Person.__tablename__,
                                                        Erasure.reason.startswith(_MARK)))]
    known: dict[str, str] = {}

    def shown(name: str) -> str:
        if not notes or not name:
            return name
        if name not in known:
            plain = plain_name(name)
            known[name] = next((pseudonym(id) for id, (salt, *digests) in notes
                                if _digest(salt, plain) in digests), name)
        return known[name]

    return shown


def _digest(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt} {name}".encode()).hexdigest()[:32]
