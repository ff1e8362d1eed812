"""The tables: the one definition of what is stored."""

from incubator_gui.db.base import Base
from incubator_gui.db.schema.companies import (
    Company,
    CompanyPerson,
    CompanyProfile,
    DistinctPair,
    FundingRound,
    IndicatorValue,
    Milestone,
    Residency,
)
from incubator_gui.db.schema.house import HouseSetting, ImportMapping, SavedView, Target, Task
from incubator_gui.db.schema.intake import (
    Answer,
    Application,
    ApplicationVersion,
    Call,
    Question,
    Stage,
    StageMove,
)
from incubator_gui.db.schema.journal import (
    ChangeSet,
    Erasure,
    JournalContext,
    JournalEntry,
    JournalHead,
    ProgramVersion,
)
from incubator_gui.db.schema.people import Person
from incubator_gui.db.schema.records import Document, Note, StoredFile, Tag, Tagging
from incubator_gui.db.schema.roadshows import LineupEntry, PackIssue, Rehearsal, Roadshow
from incubator_gui.db.schema.search import SearchDocument, SearchState
from incubator_gui.db.schema.services import (
    Deliverable,
    Engagement,
    Entitlement,
    LedgerEntry,
    Mentor,
    Service,
    Training,
    TrainingSeat,
)
from incubator_gui.db.schema.space import Allocation, Desk, Floor, Room, Scenario, Site

__all__ = [
    "Allocation", "Answer", "Application", "ApplicationVersion", "Base", "Call", "ChangeSet", "Company",
    "CompanyPerson", "CompanyProfile", "Deliverable", "Desk", "DistinctPair", "Document", "Engagement",
    "Entitlement", "Erasure", "Floor",
    "FundingRound", "HouseSetting", "ImportMapping", "IndicatorValue", "JournalContext", "JournalEntry",
    "JournalHead", "LedgerEntry", "LineupEntry", "Mentor", "Milestone", "Note",
    "PackIssue", "Person", "ProgramVersion", "Question",
    "Rehearsal", "Residency", "Roadshow", "Room", "SavedView", "Scenario", "SearchDocument", "SearchState", "Service",
    "Site", "Stage", "StageMove", "StoredFile", "Tag", "Tagging", "Target", "Task", "Training", "TrainingSeat",
]
