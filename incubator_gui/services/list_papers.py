"""Any list on paper: made in a child process, with the name of the house and the day on it."""

from __future__ import annotations

from collections.abc import Callable

from incubator_gui.db.database import Database
from incubator_gui.reports.build import TARGET, request
from incubator_gui.reports.values import ListData
from incubator_gui.services.dossiers import DossiersService
from incubator_gui.services.paper_child import MadePaper, in_memory, written

_MEMORY_MB = 3000
_SECONDS = 300


class ListPapersService:
    """Makes papers of lists whose words are ready."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def make(self, data: ListData, language: str, *, on_step: Callable[[int, int], None] | None = None,
             stop: Callable[[], bool] | None = None) -> MadePaper:
        """The list as a PDF in memory; raises Cancelled or Environment with one sentence."""
        options = DossiersService(self._db).options(language)
        return in_memory(lambda target: written(TARGET, request(data, options, target), memory_mb=_MEMORY_MB,
                                                seconds=_SECONDS, on_step=on_step, stop=stop))
