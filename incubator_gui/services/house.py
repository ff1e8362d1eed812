"""The house: one open database with all its services."""

from __future__ import annotations

from pathlib import Path

from incubator_gui.core.clock import Clock
from incubator_gui.db.database import Actor, Database
from incubator_gui.services.applications import ApplicationsService
from incubator_gui.services.calls import CallsService
from incubator_gui.services.companies import CompaniesService
from incubator_gui.services.dossiers import DossiersService
from incubator_gui.services.editing import EditingService
from incubator_gui.services.history import HistoryService
from incubator_gui.services.imports import ImportsService
from incubator_gui.services.keeping import KeepingService
from incubator_gui.services.records import RecordsService
from incubator_gui.services.search import SearchService


class House:
    """What the window and the command line work with."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock: Clock = database.clock
        self.applications = ApplicationsService(database)
        self.calls = CallsService(database)
        self.companies = CompaniesService(database)
        self.dossiers = DossiersService(database)
        self.editing = EditingService(database)
        self.history = HistoryService(database)
        self.imports = ImportsService(database)
        self.keeping = KeepingService(database)
        self.records = RecordsService(database)
        self.search = SearchService(database)

    @classmethod
    def open(cls, place: str | Path, *, clock: Clock | None = None, actor: Actor | None = None) -> House:
        """Open or create the database at a path or URL; raises Environment with one sentence."""
        return cls(Database.open(place, clock=clock, actor=actor))

    def close(self) -> None:
        """Give back all connections."""
        self.database.close()
