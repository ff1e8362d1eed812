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
from incubator_gui.db.schema.decisions import (
    AgendaItem,
    Decision,
    DecisionCondition,
    DecisionMeeting,
    Letter,
    LetterTemplate,
    MeetingSeat,
    ScoreTable,
    Vote,
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
from incubator_gui.db.schema.review import (
    Conflict,
    DocumentClearance,
    PanelSeat,
    RedactedText,
    Review,
    ReviewAnswer,
    ReviewAssignment,
    Reviewer,
    ReviewNoteRecord,
    ReviewPackage,
    ReviewPhase,
    ReviewPreference,
    ReviewReturn,
    ReviewRound,
    RubricRecord,
    RubricVersion,
)
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
    "AgendaItem", "Allocation", "Answer", "Application", "ApplicationVersion", "Base", "Call", "ChangeSet", "Company",
    "CompanyPerson", "CompanyProfile", "Conflict", "Decision", "DecisionCondition", "DecisionMeeting", "Deliverable",
    "Desk", "DistinctPair", "Document", "DocumentClearance", "Engagement", "Entitlement", "Erasure", "Floor",
    "FundingRound", "HouseSetting", "ImportMapping", "IndicatorValue", "JournalContext", "JournalEntry",
    "JournalHead", "LedgerEntry", "Letter", "LetterTemplate", "LineupEntry", "MeetingSeat", "Mentor", "Milestone",
    "Note", "PackIssue", "PanelSeat", "Person", "ProgramVersion", "Question", "RedactedText", "Rehearsal",
    "Residency", "Review", "ReviewAnswer", "ReviewAssignment", "ReviewNoteRecord", "ReviewPackage", "ReviewPhase",
    "ReviewPreference", "ReviewReturn", "ReviewRound", "Reviewer", "Roadshow", "Room", "RubricRecord", "RubricVersion",
    "SavedView", "Scenario", "ScoreTable", "SearchDocument", "SearchState", "Service", "Site", "Stage", "StageMove",
    "StoredFile", "Tag", "Tagging", "Target", "Task", "Training", "TrainingSeat", "Vote",
]
