"""What the index holds for each kind of record: a title to show, names, and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from incubator_gui.core.languages import current
from incubator_gui.db.schema import Answer, Application, Call, Company, Document, Note, Person, Roadshow
from incubator_gui.domain.folding import fold, words

_TEXT = 20_000
"""Characters of one record that are indexed."""


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the index, not yet folded."""

    id: UUID
    kind: str
    title: str
    subtitle: str
    names: tuple[str, ...]
    text: tuple[str, ...]

    def row(self) -> dict[str, object]:
        """The row as it is stored."""
        named = " ".join(dict.fromkeys(w for n in self.names for w in [*n.split(), *words(n)]))
        body = " ".join(dict.fromkeys(words(" \n ".join(t for t in self.text if t)[:_TEXT])))
        return {
            "record_id": self.id, "kind": self.kind, "title": self.title, "subtitle": self.subtitle,
            "names": fold(" ".join(self.names)) + " " + named, "words": body,
        }


INDEXED = ("company", "person", "application", "call", "document", "note", "roadshow")


def display(legal: str, trade: str, chinese: str, language: str = "") -> str:
    """What a company is called in a language, by default that of the screen.

    In Chinese the Chinese name where there is one, else the trade name, else the legal one.
    """
    if (language or current().language) == "zh" and chinese:
        return chinese
    return trade or legal or chinese


_INDEX = "en"
"""The index is one for all languages."""


def collect(connection: Connection, kind: str, ids: Sequence[UUID] | None) -> Iterator[Found]:
    """The index rows of records of a kind; all of them when `ids` is None."""
    match kind:
        case "company":
            yield from _companies(connection, ids)
        case "person":
            yield from _persons(connection, ids)
        case "application":
            yield from _applications(connection, ids)
        case "call":
            for call in connection.execute(_some(select(Call.id, Call.name, Call.description), Call.id, ids)):
                yield Found(call.id, kind, call.name, "", (call.name,), (call.description or "",))
        case "document":
            yield from _documents(connection, ids)
        case "note":
            for note in connection.execute(_some(select(Note.id, Note.text, Note.author), Note.id, ids)):
                line = note.text.strip().splitlines()[0][:120] if note.text.strip() else ""
                yield Found(note.id, kind, line, note.author or "", (), (note.text,))
        case "roadshow":
            for show in connection.execute(_some(select(Roadshow.id, Roadshow.name, Roadshow.place),
                                                 Roadshow.id, ids)):
                yield Found(show.id, kind, show.name, show.place or "", (show.name,), (show.place or "",))


def _some(query: Any, column: Any, ids: Sequence[UUID] | None) -> Any:
    return query if ids is None else query.where(column.in_(ids))


def _companies(connection: Connection, ids: Sequence[UUID] | None) -> Iterable[Found]:
    c = Company
    query = select(c.id, c.number, c.legal_name, c.trade_name, c.chinese_name, c.pinyin, c.city, c.claim,
                   c.credit_code, c.website, c.email, c.merged_into_id)
    for row in connection.execute(_some(query, c.id, ids)):
        if row.merged_into_id is not None:
            continue
        names = tuple(n for n in (row.trade_name, row.legal_name, row.chinese_name, row.pinyin) if n)
        title = display(row.legal_name, row.trade_name, row.chinese_name, _INDEX)
        other = next((n for n in names if n != title), "")
        yield Found(row.id, "company", title, other or row.city or "", names,
                    (row.city or "", row.claim or "", row.credit_code or "", row.website or "", row.email or "",
                     str(row.number)))


def _persons(connection: Connection, ids: Sequence[UUID] | None) -> Iterable[Found]:
    p = Person
    query = select(p.id, p.full_name, p.chinese_name, p.pinyin, p.email, p.phone).where(p.erased_at.is_(None))
    for row in connection.execute(_some(query, p.id, ids)):
        names = tuple(n for n in (row.full_name, row.chinese_name, row.pinyin) if n)
        if names:
            yield Found(row.id, "person", names[0], row.email or "", names, (row.email or "", row.phone or ""))


def _applications(connection: Connection, ids: Sequence[UUID] | None) -> Iterable[Found]:
    a, c = Application, Company
    query = (
        select(a.id, a.number, a.pitch, a.source, c.legal_name, c.trade_name, c.chinese_name, c.pinyin,
               Call.name.label("call"))
        .join(c, c.id == a.company_id).join(Call, Call.id == a.call_id))
    answers: dict[UUID, list[str]] = {}
    for answer in connection.execute(_some(select(Answer.application_id, Answer.text), Answer.application_id, ids)):
        answers.setdefault(answer.application_id, []).append(answer.text)
    for row in connection.execute(_some(query, a.id, ids)):
        names = tuple(n for n in (row.trade_name, row.legal_name, row.chinese_name, row.pinyin) if n)
        yield Found(row.id, "application", display(row.legal_name, row.trade_name, row.chinese_name, _INDEX),
                    f"{row.number:04d} · {row.call}", names,
                    (f"{row.number:04d}", row.pitch or "", row.source or "", row.call, *answers.get(row.id, ())))


def _documents(connection: Connection, ids: Sequence[UUID] | None) -> Iterable[Found]:
    d = Document
    query = (
        select(d.id, d.title, d.file_name, func.coalesce(Company.trade_name, "").label("trade"),
               func.coalesce(Company.legal_name, "").label("legal"),
               func.coalesce(Company.chinese_name, "").label("chinese"))
        .outerjoin(Company, Company.id == d.company_id))
    for row in connection.execute(_some(query, d.id, ids)):
        yield Found(row.id, "document", row.title, display(row.legal, row.trade, row.chinese, _INDEX), (row.title,),
                    (row.file_name,))
