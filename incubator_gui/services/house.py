"""The house: one open database with all its services.

Each service is imported when it is first asked for: a start that shows a list does not load what
reads spreadsheets or writes papers.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from incubator_gui.core.clock import Clock
from incubator_gui.db.database import Actor, Database

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from sqlalchemy.orm import Session

    from incubator_gui.core.messages import Ref
    from incubator_gui.db.journal.erasure import Rows
    from incubator_gui.db.names import Name
    from incubator_gui.db.unit_of_work import UnitOfWork
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

T = TypeVar("T")


class Lazily(Generic[T]):
    """A service of the house, imported and built when it is first asked for; `place` is below `services`."""

    def __init__(self, place: str) -> None:
        self._module, self._class = place.rsplit(".", 1)

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, house: None, _owner: type) -> Lazily[T]: ...

    @overload
    def __get__(self, house: House, _owner: type) -> T: ...

    def __get__(self, house: House | None, _owner: type) -> Lazily[T] | T:
        if house is None:
            return self
        kind = getattr(import_module(f"incubator_gui.services.{self._module}"), self._class)
        service: T = house.__dict__.setdefault(self._name, kind(house.database))  # found there from now on
        return service


class House:
    """What the window and the command line work with."""

    applications: Lazily[ApplicationsService] = Lazily("applications.ApplicationsService")
    assignments: Lazily[AssignmentsService] = Lazily("assignments.AssignmentsService")
    calendar: Lazily[CalendarService] = Lazily("space_calendar.CalendarService")
    calls: Lazily[CallsService] = Lazily("calls.CallsService")
    care: Lazily[CareService] = Lazily("care.CareService")
    catalogue: Lazily[CatalogueService] = Lazily("catalogue.CatalogueService")
    companies: Lazily[CompaniesService] = Lazily("companies.CompaniesService")
    conflicts: Lazily[ConflictsService] = Lazily("conflicts.ConflictsService")
    decisions: Lazily[DecisionsService] = Lazily("decisions.DecisionsService")
    dossiers: Lazily[DossiersService] = Lazily("dossiers.DossiersService")
    duplicates: Lazily[DuplicatesService] = Lazily("duplicates.DuplicatesService")
    duties: Lazily[DutiesService] = Lazily("duties.DutiesService")
    editing: Lazily[EditingService] = Lazily("editing.EditingService")
    elsewhere: Lazily[ElsewhereService] = Lazily("care.ElsewhereService")
    engagements: Lazily[EngagementsService] = Lazily("engagements.EngagementsService")
    entitlements: Lazily[EntitlementsService] = Lazily("entitlements.EntitlementsService")
    history: Lazily[HistoryService] = Lazily("history.HistoryService")
    history_pages: Lazily[HistoryPages] = Lazily("history_pages.HistoryPages")
    house_import: Lazily[HouseImportService] = Lazily("house_import.HouseImportService")
    imports: Lazily[ImportsService] = Lazily("imports.ImportsService")
    indicators: Lazily[IndicatorsService] = Lazily("indicators.IndicatorsService")
    keeping: Lazily[KeepingService] = Lazily("keeping.KeepingService")
    ledger: Lazily[LedgerService] = Lazily("ledger.LedgerService")
    letters: Lazily[LettersService] = Lazily("letters.LettersService")
    lists: Lazily[ListsService] = Lazily("lists_out.ListsService")
    meetings: Lazily[MeetingsService] = Lazily("meetings.MeetingsService")
    mentors: Lazily[MentorsService] = Lazily("mentors.MentorsService")
    merging: Lazily[MergingService] = Lazily("merging.MergingService")
    overview: Lazily[OverviewService] = Lazily("overview.OverviewService")
    packs: Lazily[PacksService] = Lazily("packs.PacksService")
    people: Lazily[PeopleService] = Lazily("people.PeopleService")
    plan_papers: Lazily[PlanPapersService] = Lazily("plan_paper.PlanPapersService")
    records: Lazily[RecordsService] = Lazily("records.RecordsService")
    redaction: Lazily[RedactionService] = Lazily("redaction.RedactionService")
    reminders: Lazily[RemindersService] = Lazily("reminders.RemindersService")
    residency: Lazily[ResidencyService] = Lazily("residency.ResidencyService")
    review_packages: Lazily[ReviewPackagesService] = Lazily("review_packages.ReviewPackagesService")
    review_returns: Lazily[ReviewReturnsService] = Lazily("review_returns.ReviewReturnsService")
    reviewers: Lazily[ReviewersService] = Lazily("reviewers.ReviewersService")
    reviews: Lazily[ReviewsService] = Lazily("reviews.ReviewsService")
    roadshows: Lazily[RoadshowsService] = Lazily("roadshows.RoadshowsService")
    rounds: Lazily[RoundsService] = Lazily("rounds.RoundsService")
    rubrics: Lazily[RubricsService] = Lazily("rubrics.RubricsService")
    scores: Lazily[ScoresService] = Lazily("scores.ScoresService")
    search: Lazily[SearchService] = Lazily("search.SearchService")
    service_board: Lazily[ServiceBoard] = Lazily("service_board.ServiceBoard")
    space: Lazily[SpaceService] = Lazily("space.SpaceService")
    support: Lazily[SupportService] = Lazily("support.SupportService")
    tasks: Lazily[TasksService] = Lazily("tasks.TasksService")
    trainings: Lazily[TrainingsService] = Lazily("trainings.TrainingsService")

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock: Clock = database.clock
        database.called = self._called

    @classmethod
    def open(cls, place: str | Path, *, clock: Clock | None = None, actor: Actor | None = None) -> House:
        """Open or create the database at a path or URL; raises Environment with one sentence."""
        return cls(open_database(place, clock=clock, actor=actor))

    def close(self) -> None:
        """Give back all connections."""
        self.database.close()

    def known_as(self, name: str) -> None:
        """Write under this name from now on, under the account's where it is empty; what was done before stays mine."""
        self.database.actor = self.database.actor.named(name)

    def _called(self, session: Session, refs: Iterable[Ref]) -> dict[UUID, Name]:
        from incubator_gui.services.veil import names_seen

        return names_seen(session, self.database, refs)


def open_database(place: str | Path, *, clock: Clock | None = None, actor: Actor | None = None) -> Database:
    """The database of a house: whom a restored backup knows again is forgotten as the first time."""
    def forget_again(work: UnitOfWork, rows: Rows) -> None:
        from incubator_gui.services import forgetting

        forgetting.forget_again(work, rows)

    return Database.open(place, clock=clock, actor=actor, forget_again=forget_again)
