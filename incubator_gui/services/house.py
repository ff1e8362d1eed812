"""The house: one open database with all its services."""

from __future__ import annotations

from pathlib import Path

from incubator_gui.core.clock import Clock
from incubator_gui.db.database import Actor, Database
from incubator_gui.services.applications import ApplicationsService
from incubator_gui.services.calls import CallsService
from incubator_gui.services.care import CareService, ElsewhereService
from incubator_gui.services.companies import CompaniesService
from incubator_gui.services.dossiers import DossiersService
from incubator_gui.services.duplicates import DuplicatesService
from incubator_gui.services.editing import EditingService
from incubator_gui.services.history import HistoryService
from incubator_gui.services.history_pages import HistoryPages
from incubator_gui.services.imports import ImportsService
from incubator_gui.services.indicators import IndicatorsService
from incubator_gui.services.keeping import KeepingService
from incubator_gui.services.merging import MergingService
from incubator_gui.services.overview import OverviewService
from incubator_gui.services.people import PeopleService
from incubator_gui.services.records import RecordsService
from incubator_gui.services.search import SearchService
from incubator_gui.services.support import SupportService
from incubator_gui.services.tasks import TasksService


class House:
    """What the window and the command line work with."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock: Clock = database.clock
        self.applications = ApplicationsService(database)
        self.calls = CallsService(database)
        self.care = CareService(database)
        self.companies = CompaniesService(database)
        self.dossiers = DossiersService(database)
        self.duplicates = DuplicatesService(database)
        self.editing = EditingService(database)
        self.elsewhere = ElsewhereService(database)
        self.history = HistoryService(database)
        self.history_pages = HistoryPages(database)
        self.imports = ImportsService(database)
        self.indicators = IndicatorsService(database)
        self.keeping = KeepingService(database)
        self.merging = MergingService(database)
        self.overview = OverviewService(database)
        self.people = PeopleService(database)
        self.records = RecordsService(database)
        self.search = SearchService(database)
        self.support = SupportService(database)
        self.tasks = TasksService(database)

    @classmethod
    def open(cls, place: str | Path, *, clock: Clock | None = None, actor: Actor | None = None) -> House:
        """Open or create the database at a path or URL; raises Environment with one sentence."""
        return cls(Database.open(place, clock=clock, actor=actor))

    def close(self) -> None:
        """Give back all connections."""
        self.database.close()
