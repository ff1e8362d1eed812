"""What a paper is made of: plain values, gathered by a service and turned into a file here.

Choices are keys of `domain.vocabulary` and are put into words by the paper's own language; texts
that people wrote stay as they are. A key that the vocabulary does not know is printed as it stands,
so that words which staff made themselves can be passed already labelled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

SECTIONS = ("overview", "team", "progress", "applications", "space", "services", "funding", "documents",
            "history")
"""The parts of a company dossier, in their order."""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in an ISO 4217 currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody of the company; `role` is a key of PERSON_ROLES, `title` their own words."""

    name: str
    role: str = ""
    title: str = ""
    background: str = ""
    contact: str = ""
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone; `state` is a key of MILESTONE_STATES."""

    title: str
    due: date | None = None
    state: str = "planned"


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series, at the end of its `period`: day, month, quarter or year."""

    day: date
    value: Decimal
    period: str = "quarter"
    forecast: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A figure with its date and source.

    `key` is one of INDICATORS, `label` overrides its name. `unit` is empty for a count, `share` for
    a share of one, `money` with a `currency`, or the words of a unit. `source` is one of SOURCES or
    the words of another.
    """

    key: str
    value: Decimal | None
    unit: str = ""
    currency: str = ""
    as_of: date | None = None
    source: str = ""
    label: str = ""
    baseline: Decimal | None = None
    baseline_day: date | None = None
    series: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A funding round; `kind` is a key of ROUND_KINDS."""

    name: str
    kind: str = ""
    money: Money | None = None
    day: date | None = None
    investors: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class StageDays:
    """How long an application stood in a stage; the stage's name comes in the paper's language."""

    stage: str
    days: int


@dataclass(frozen=True, slots=True)
class StageMove:
    """One move from stage to stage."""

    day: date
    origin: str
    target: str
    reason: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application of the company; `status` is a key of STATUSES."""

    number: str
    call: str = ""
    received: date | None = None
    stage: str = ""
    status: str = ""
    days: tuple[StageDays, ...] = ()
    moves: tuple[StageMove, ...] = ()


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """Desks or a room, from a day until the day on which it is free again."""

    room: str
    start: date
    until: date | None = None
    desks: str = ""
    area: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service received; `status` is a key of ENGAGEMENT_STATUSES."""

    service: str
    status: str = ""
    start: date | None = None
    until: date | None = None
    owner: str = ""
    contact_hours: Decimal = Decimal(0)
    preparation_hours: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in the file store; `kind` is a key of DOCUMENT_KINDS."""

    title: str
    kind: str = ""
    day: date | None = None
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event of the company's life."""

    day: date
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """A share of the money that is asked for; `share` is a share of one."""

    title: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Ask:
    """What the company looks for."""

    money: Money | None = None
    instrument: str = ""
    committed: Money | None = None
    note: str = ""
    until: date | None = None
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierData:
    """Everything that the papers about one company may say."""

    name: str
    legal_name: str = ""
    chinese_name: str = ""
    pinyin: str = ""
    country: str = ""
    seat: str = ""
    legal_form: str = ""
    credit_code: str = ""
    founded: date | None = None
    founded_precision: str | None = None
    address: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    claim: str = ""
    focus_area: str = ""
    life: str = ""
    trl: int | None = None
    head_count: int | None = None
    residency_start: date | None = None
    residency_until: date | None = None
    logo: str = ""
    tags: tuple[str, ...] = ()
    problem: str = ""
    solution: str = ""
    market: str = ""
    business_model: str = ""
    team_note: str = ""
    pitch: str = ""
    notes: tuple[str, ...] = ()
    ask: Ask | None = None
    persons: tuple[PersonLine, ...] = ()
    milestones: tuple[MilestoneLine, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    rounds: tuple[RoundLine, ...] = ()
    applications: tuple[ApplicationLine, ...] = ()
    space: tuple[SpaceLine, ...] = ()
    services: tuple[ServiceLine, ...] = ()
    documents: tuple[DocumentLine, ...] = ()
    events: tuple[Event, ...] = ()
    sources: str = ""


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """How a paper is made out: language, head and foot, and which parts."""

    language: str = "en"
    house: str = ""
    event: str = ""
    confidentiality: str = ""
    recipient: str = ""
    version: str = ""
    day: date | None = None
    copy: str = ""
    watermark: str = ""
    contact: str = ""
    sections: tuple[str, ...] = SECTIONS


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its title, and whether figures stand in it; its cells give it its width."""

    title: str
    figures: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class ListData:
    """A plain list; cells come as text, formatted for the paper's language."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    subtitle: str = ""
    landscape: bool = False
    wrap: bool = True
