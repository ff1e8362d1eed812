"""What a roadshow pack is made of: plain values, gathered by a service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from incubator_gui.reports.pack_redact import profile_of
from incubator_gui.reports.values import DossierData, PaperOptions

PARTS = ("cover", "disclaimer", "contents", "programme", "comparison", "companies", "decks", "plans", "glossary",
         "notes")
"""The parts of a pack, in their order; decks follow their companies."""


@dataclass(frozen=True, slots=True)
class PackEntry:
    """One company in the line-up; `deck` is the file of its deck, `begins_at` is written 13:30."""

    company: DossierData
    begins_at: str = ""
    minutes: int = 0
    question_minutes: int = 0
    topic: str = ""
    deck: str = ""
    deck_title: str = ""


@dataclass(frozen=True, slots=True)
class RateLine:
    """What one unit of a currency was worth in another on a day."""

    currency: str
    target: str
    rate: Decimal
    day: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A page that another module draws from a description of a scene.

    `drawer` is `module:function` below `incubator_gui.reports`, called with the paper and `scene`;
    it draws between head and foot of a page of its own.
    """

    title: str
    drawer: str
    scene: str
    across: bool = False
    """Whether its page lies across."""


@dataclass(frozen=True, slots=True)
class PackData:
    """Everything that a pack says."""

    title: str
    entries: tuple[PackEntry, ...]
    held_on: date | None = None
    starts_at: str = ""
    ends_at: str = ""
    place: str = ""
    audience: str = ""
    rates: tuple[RateLine, ...] = ()
    plans: tuple[PlanPage, ...] = ()


@dataclass(frozen=True, slots=True)
class PackOptions:
    """How a pack is made out; `profile` is a key of AUDIENCES."""

    paper: PaperOptions
    profile: str = "vc"
    parts: tuple[str, ...] = PARTS
    expires_on: date | None = None
    note_pages: int = 1
    slides_per_page: int = 2
    passwords: tuple[str, ...] = ()
    full: bool = False
    """The dossier of each company instead of its one-pager."""
    contacts: bool = True
    """Whether phone numbers and addresses of people stand in it, where the profile shows them at all."""
    floors: tuple[str, ...] = ()
    """Floors whose plans stand in it, as ids in hexadecimal."""

    @property
    def explains(self) -> bool:
        """Whether terms, rates and dates are explained: where no figure may be shown there is nothing to explain."""
        return "glossary" in self.parts and profile_of(self.profile).tells_figures

    @property
    def first(self) -> str:
        """The key of the page with which each company begins."""
        return "cover" if self.full else "onepager"
