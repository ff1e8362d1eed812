"""The house: one open database with all its services.

Each service is imported when it is first asked for: a start that shows a list does not load what
reads spreadsheets or writes papers.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from incubator_gui.core.clock import Clock
from incubator_gui.db.database import Actor, Database

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from sqlalchemy.orm import Session

    from incubator_gui.core.messages import Ref
    from incubator_gui.db.names import Name
    from incubator_gui.services.applications import ApplicationsService
    from incubator_gui.services.assignments import AssignmentsService
    from incubator_gui.services.calls import CallsService
    from incubator_gui.services.care import CareService, ElsewhereService
    from incubator_gui.services.catalogue import CatalogueService
    from incubator_gui.services.companies import CompaniesService
    from incubator_gui.services.conflicts import ConflictsService
    from incubator_gui.services.decisions import DecisionsService
    from incubator_gui.services.dossiers import DossiersService
    from incubator_gui.services.duplicates import DuplicatesService
    from incubator_gui.services.duties import DutiesService
    from incubator_gui.services.editing import EditingService
    from incubator_gui.services.engagements import EngagementsService
    from incubator_gui.services.entitlements import EntitlementsService
    from incubator_gui.services.history import HistoryService
    from incubator_gui.services.history_pages import HistoryPages
    from incubator_gui.services.house_import import HouseImportService
    from incubator_gui.services.imports import ImportsService
    from incubator_gui.services.indicators import IndicatorsService
    from incubator_gui.services.keeping import KeepingService
    from incubator_gui.services.ledger import LedgerService
    from incubator_gui.services.letters import LettersService
    from incubator_gui.services.lists_out import ListsService
    from incubator_gui.services.meetings import MeetingsService
    from incubator_gui.services.mentors import MentorsService
    from incubator_gui.services.merging import MergingService
    from incubator_gui.services.overview import OverviewService
    from incubator_gui.services.packs import PacksService
    from incubator_gui.services.people import PeopleService
    from incubator_gui.services.plan_paper import PlanPapersService
    from incubator_gui.services.records import RecordsService
    from incubator_gui.services.redaction import RedactionService
    from incubator_gui.services.reminders import RemindersService
    from incubator_gui.services.residency import ResidencyService
    from incubator_gui.services.review_packages import ReviewPackagesService
    from incubator_gui.services.review_returns import ReviewReturnsService
    from incubator_gui.services.reviewers import ReviewersService
    from incubator_gui.services.reviews import ReviewsService
    from incubator_gui.services.roadshows import RoadshowsService
    from incubator_gui.services.rounds import RoundsService
    from incubator_gui.services.rubrics import RubricsService
    from incubator_gui.services.scores import ScoresService
    from incubator_gui.services.search import SearchService
    from incubator_gui.services.service_board import ServiceBoard
    from incubator_gui.services.space import SpaceService
    from incubator_gui.services.space_calendar import CalendarService
    from incubator_gui.services.support import SupportService
    from incubator_gui.services.tasks import TasksService
    from incubator_gui.services.trainings import TrainingsService


class House:
    """What the window and the command line work with."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock: Clock = database.clock
        database.called = self._called

    @classmethod
    def open(cls, place: str | Path, *, clock: Clock | None = None, actor: Actor | None = None) -> House:
        """Open or create the database at a path or URL; raises Environment with one sentence."""
        return cls(Database.open(place, clock=clock, actor=actor))

    def close(self) -> None:
        """Give back all connections."""
        self.database.close()

    def known_as(self, name: str) -> None:
        """Write under this name from now on, under the account's where it is empty; what was done before stays mine."""
        self.database.actor = self.database.actor.named(name)

    def _called(self, session: Session, refs: Iterable[Ref]) -> dict[UUID, Name]:
        from incubator_gui.services.veil import names_seen

        return names_seen(session, self.database, refs)

    @cached_property
    def applications(self) -> ApplicationsService:
        from incubator_gui.services.applications import ApplicationsService

        return ApplicationsService(self.database)

    @cached_property
    def assignments(self) -> AssignmentsService:
        from incubator_gui.services.assignments import AssignmentsService

        return AssignmentsService(self.database)

    @cached_property
    def calendar(self) -> CalendarService:
        from incubator_gui.services.space_calendar import CalendarService

        return CalendarService(self.database)

    @cached_property
    def calls(self) -> CallsService:
        from incubator_gui.services.calls import CallsService

        return CallsService(self.database)

    @cached_property
    def care(self) -> CareService:
        from incubator_gui.services.care import CareService

        return CareService(self.database)

    @cached_property
    def catalogue(self) -> CatalogueService:
        from incubator_gui.services.catalogue import CatalogueService

        return CatalogueService(self.database)

    @cached_property
    def companies(self) -> CompaniesService:
        from incubator_gui.services.companies import CompaniesService

        return CompaniesService(self.database)

    @cached_property
    def conflicts(self) -> ConflictsService:
        from incubator_gui.services.conflicts import ConflictsService

        return ConflictsService(self.database)

    @cached_property
    def decisions(self) -> DecisionsService:
        from incubator_gui.services.decisions import DecisionsService

        return DecisionsService(self.database)

    @cached_property
    def dossiers(self) -> DossiersService:
        from incubator_gui.services.dossiers import DossiersService

        return DossiersService(self.database)

    @cached_property
    def duplicates(self) -> DuplicatesService:
        from incubator_gui.services.duplicates import DuplicatesService

        return DuplicatesService(self.database)

    @cached_property
    def duties(self) -> DutiesService:
        from incubator_gui.services.duties import DutiesService

        return DutiesService(self.database)

    @cached_property
    def editing(self) -> EditingService:
        from incubator_gui.services.editing import EditingService

        return EditingService(self.database)

    @cached_property
    def elsewhere(self) -> ElsewhereService:
        from incubator_gui.services.care import ElsewhereService

        return ElsewhereService(self.database)

    @cached_property
    def engagements(self) -> EngagementsService:
        from incubator_gui.services.engagements import EngagementsService

        return EngagementsService(self.database)

    @cached_property
    def entitlements(self) -> EntitlementsService:
        from incubator_gui.services.entitlements import EntitlementsService

        return EntitlementsService(self.database)

    @cached_property
    def history(self) -> HistoryService:
        from incubator_gui.services.history import HistoryService

        return HistoryService(self.database)

    @cached_property
    def history_pages(self) -> HistoryPages:
        from incubator_gui.services.history_pages import HistoryPages

        return HistoryPages(self.database)

    @cached_property
    def house_import(self) -> HouseImportService:
        from incubator_gui.services.house_import import HouseImportService

        return HouseImportService(self.database)

    @cached_property
    def imports(self) -> ImportsService:
        from incubator_gui.services.imports import ImportsService

        return ImportsService(self.database)

    @cached_property
    def indicators(self) -> IndicatorsService:
        from incubator_gui.services.indicators import IndicatorsService

        return IndicatorsService(self.database)

    @cached_property
    def keeping(self) -> KeepingService:
        from incubator_gui.services.keeping import KeepingService

        return KeepingService(self.database)

    @cached_property
    def ledger(self) -> LedgerService:
        from incubator_gui.services.ledger import LedgerService

        return LedgerService(self.database)

    @cached_property
    def letters(self) -> LettersService:
        from incubator_gui.services.letters import LettersService

        return LettersService(self.database)

    @cached_property
    def lists(self) -> ListsService:
        from incubator_gui.services.lists_out import ListsService

        return ListsService(self.database)

    @cached_property
    def meetings(self) -> MeetingsService:
        from incubator_gui.services.meetings import MeetingsService

        return MeetingsService(self.database)

    @cached_property
    def mentors(self) -> MentorsService:
        from incubator_gui.services.mentors import MentorsService

        return MentorsService(self.database)

    @cached_property
    def merging(self) -> MergingService:
        from incubator_gui.services.merging import MergingService

        return MergingService(self.database)

    @cached_property
    def overview(self) -> OverviewService:
        from incubator_gui.services.overview import OverviewService

        return OverviewService(self.database)

    @cached_property
    def packs(self) -> PacksService:
        from incubator_gui.services.packs import PacksService

        return PacksService(self.database)

    @cached_property
    def people(self) -> PeopleService:
        from incubator_gui.services.people import PeopleService

        return PeopleService(self.database)

    @cached_property
    def plan_papers(self) -> PlanPapersService:
        from incubator_gui.services.plan_paper import PlanPapersService

        return PlanPapersService(self.database)

    @cached_property
    def records(self) -> RecordsService:
        from incubator_gui.services.records import RecordsService

        return RecordsService(self.database)

    @cached_property
    def redaction(self) -> RedactionService:
        from incubator_gui.services.redaction import RedactionService

        return RedactionService(self.database)

    @cached_property
    def reminders(self) -> RemindersService:
        from incubator_gui.services.reminders import RemindersService

        return RemindersService(self.database)

    @cached_property
    def residency(self) -> ResidencyService:
        from incubator_gui.services.residency import ResidencyService

        return ResidencyService(self.database)

    @cached_property
    def review_packages(self) -> ReviewPackagesService:
        from incubator_gui.services.review_packages import ReviewPackagesService

        return ReviewPackagesService(self.database)

    @cached_property
    def review_returns(self) -> ReviewReturnsService:
        from incubator_gui.services.review_returns import ReviewReturnsService

        return ReviewReturnsService(self.database)

    @cached_property
    def reviewers(self) -> ReviewersService:
        from incubator_gui.services.reviewers import ReviewersService

        return ReviewersService(self.database)

    @cached_property
    def reviews(self) -> ReviewsService:
        from incubator_gui.services.reviews import ReviewsService

        return ReviewsService(self.database)

    @cached_property
    def roadshows(self) -> RoadshowsService:
        from incubator_gui.services.roadshows import RoadshowsService

        return RoadshowsService(self.database)

    @cached_property
    def rounds(self) -> RoundsService:
        from incubator_gui.services.rounds import RoundsService

        return RoundsService(self.database)

    @cached_property
    def rubrics(self) -> RubricsService:
        from incubator_gui.services.rubrics import RubricsService

        return RubricsService(self.database)

    @cached_property
    def scores(self) -> ScoresService:
        from incubator_gui.services.scores import ScoresService

        return ScoresService(self.database)

    @cached_property
    def search(self) -> SearchService:
        from incubator_gui.services.search import SearchService

        return SearchService(self.database)

    @cached_property
    def service_board(self) -> ServiceBoard:
        from incubator_gui.services.service_board import ServiceBoard

        return ServiceBoard(self.database)

    @cached_property
    def space(self) -> SpaceService:
        from incubator_gui.services.space import SpaceService

        return SpaceService(self.database)

    @cached_property
    def support(self) -> SupportService:
        from incubator_gui.services.support import SupportService

        return SupportService(self.database)

    @cached_property
    def tasks(self) -> TasksService:
        from incubator_gui.services.tasks import TasksService

        return TasksService(self.database)

    @cached_property
    def trainings(self) -> TrainingsService:
        from incubator_gui.services.trainings import TrainingsService

        return TrainingsService(self.database)
