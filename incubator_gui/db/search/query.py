"""Finding: all words of the query as beginnings of words, names first, and inside names too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, bindparam, text

from incubator_gui.db.types import Id
from incubator_gui.domain.folding import fold, has_han, query_words

_SQLITE = """
SELECT d.record_id, d.kind, d.title, d.subtitle FROM search_words w
JOIN search_document d ON d.number = w.rowid
WHERE search_words MATCH :match {kinds}
ORDER BY bm25(search_words, 10.0, 1.0), d.number LIMIT :limit"""

_POSTGRES = """
SELECT d.record_id, d.kind, d.title, d.subtitle FROM search_document d
WHERE to_tsvector('simple', names || ' ' || words) @@ to_tsquery('simple', :match) {kinds}
ORDER BY (to_tsvector('simple', names) @@ to_tsquery('simple', :match)) DESC, d.number LIMIT :limit"""

_INSIDE = """
SELECT record_id, kind, title, subtitle FROM search_document
WHERE names LIKE :pattern ESCAPE '\\' {kinds} ORDER BY number LIMIT :limit"""


_LONGEST = 200
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""What the databases refuse to take at all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found."""

    id: UUID
    kind: str
    title: str
    subtitle: str


def find(connection: Connection, query: str, kinds: tuple[str, ...] = (), limit: int = 50) -> list[Hit]:
    """Records that hold all words of the query, best first; empty for an empty query."""
    query = _UNPRINTABLE.sub(" ", query[:_LONGEST])
    terms = query_words(query)[:12]
    if not terms:
        return []
    postgres = connection.dialect.name == "postgresql"
    if postgres:
        match = " & ".join(f"'{t}'" + ("" if has_han(t) else ":*") for t in terms)
    else:
        match = " AND ".join(f'"{t}"' + ("" if has_han(t) else "*") for t in terms)
    hits = _run(connection, _POSTGRES if postgres else _SQLITE, kinds, {"match": match, "limit": limit})
    if len(hits) < limit and len(fold(query).strip()) >= 2:
        inside = fold(query).strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        known = {h.id for h in hits}
        more = _run(connection, _INSIDE, kinds, {"pattern": f"%{inside}%", "limit": limit})
        hits += [h for h in more if h.id not in known][: limit - len(hits)]
    return hits


def _run(connection: Connection, sql: str, kinds: tuple[str, ...], values: dict[str, object]) -> list[Hit]:
    clause = "AND kind IN :kinds" if kinds else ""
    statement = text(sql.format(kinds=clause)).columns(record_id=Id)
    if kinds:
        statement = statement.bindparams(bindparam("kinds", expanding=True))
        values = values | {"kinds": list(kinds)}
    return [Hit(*row) for row in connection.execute(statement, values)]
