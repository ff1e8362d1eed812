"""Search over everything, and the index catching up after a large change."""

from __future__ import annotations

from collections.abc import Callable

from incubator_gui.db.database import Database
from incubator_gui.db.search import update
from incubator_gui.db.search.query import Hit, find
from incubator_gui.services.veil import veil

__all__ = ["Hit", "SearchService"]


class SearchService:
    """Finds records by words, Chinese characters, pinyin, or a part of a name."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, query: str, kinds: tuple[str, ...] = (), limit: int = 50) -> tuple[Hit, ...]:
        """Hits, best first; kinds of `vocabulary.RECORD_KINDS` narrow the search."""
        with self._db.read() as session:
            return tuple(veil(session, self._db).hits(find(session.connection(), query, kinds, limit), query))

    def behind(self) -> int:
        """How many change sets the index still has to read."""
        with self._db.read() as session:
            return update.behind(session.connection())

    def catch_up(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Let the index read what it has not read yet, in transactions so short that no edit waits for it."""
        for _step in update.catch_up_in_steps(self._db.engine, cancelled):
            pass

    def rebuild(self) -> int:
        """Make the index anew; returns the number of records in it."""
        with self._db.engine.execution_options(writing=True).begin() as connection:
            return update.rebuild(connection)
