"""What records are called, for sentences that hold only references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.messages import Argument, Message, Ref, Words
from incubator_gui.db.schema import Application, Call, Company, Document, Person, Reviewer, Roadshow, Stage
from incubator_gui.db.search.documents import display

Name = str | Words


def names_of(session: Session, refs: Iterable[Ref]) -> dict[UUID, Name]:
    """Today's names of the records that are still there."""
    wanted: dict[str, set[UUID]] = {}
    for ref in refs:
        wanted.setdefault(ref.kind, set()).add(ref.id)
    found: dict[UUID, Name] = {}
    for kind, ids in wanted.items():
        found |= _of_kind(session, kind, list(ids))
    return found


def _of_kind(session: Session, kind: str, ids: list[UUID]) -> dict[UUID, Name]:
    c = Company
    match kind:
        case "company":
            rows = session.execute(select(c.id, c.legal_name, c.trade_name, c.chinese_name).where(c.id.in_(ids)))
            return {row.id: _called(row.legal_name, row.trade_name, row.chinese_name) for row in rows}
        case "application":
            rows = session.execute(
                select(Application.id, c.legal_name, c.trade_name, c.chinese_name)
                .join(c, c.id == Application.company_id).where(Application.id.in_(ids)))
            return {row.id: _called(row.legal_name, row.trade_name, row.chinese_name) for row in rows}
        case "person":
            people = session.execute(select(Person.id, Person.full_name).where(Person.id.in_(ids)))
            return {row.id: row.full_name for row in people}
        case "reviewer":
            reviewers = session.execute(select(Reviewer.id, Person.full_name)
                                        .join(Person, Person.id == Reviewer.person_id).where(Reviewer.id.in_(ids)))
            return {row.id: row.full_name for row in reviewers}
        case "stage":
            stages = session.scalars(select(Stage).where(Stage.id.in_(ids)))
            return {s.id: Words((("en", s.name_en), ("de", s.name_de), ("zh", s.name_zh))) for s in stages}
        case "call":
            calls = session.execute(select(Call.id, Call.name).where(Call.id.in_(ids)))
            return {row.id: row.name for row in calls}
        case "document":
            documents = session.execute(select(Document.id, Document.title).where(Document.id.in_(ids)))
            return {row.id: row.title for row in documents}
        case "roadshow":
            shows = session.execute(select(Roadshow.id, Roadshow.name).where(Roadshow.id.in_(ids)))
            return {row.id: row.name for row in shows}
        case _:
            return {}


def refs_in(message: Message) -> list[Ref]:
    """All references in a sentence."""
    out: list[Ref] = []
    for value in message.arguments.values():
        if isinstance(value, Ref):
            out.append(value)
        elif isinstance(value, Message):
            out += refs_in(value)
    return out


def _called(legal: str, trade: str, chinese: str) -> Name:
    ours, theirs = display(legal, trade, chinese, "en"), display(legal, trade, chinese, "zh")
    return ours if ours == theirs else Words((("en", ours), ("de", ours), ("zh", theirs)))


def named(message: Message, names: Mapping[UUID, Name]) -> Message:
    """The sentence with names in the place of references, where they are known."""

    def put(value: Argument) -> Argument:
        if isinstance(value, Ref):
            name = names.get(value.id, value.fallback)
            return name if isinstance(name, Words) else replace(value, fallback=name)
        return named(value, names) if isinstance(value, Message) else value

    return replace(message, arguments={key: put(value) for key, value in message.arguments.items()})
