"""Redaction profiles: what of a company an audience gets to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from incubator_gui.reports.values import DossierData

TOLD = ("overview", "team", "progress", "funding")
"""The sections of a dossier that may stand in a pack; `redacted` empties the others."""
_MONEY = frozenset({"revenue", "capital_raised", "rd_share"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What is shown. `hidden_figures` are keys of INDICATORS; None hides them all."""

    hidden_figures: frozenset[str] | None = frozenset()
    business: bool = True
    milestones: bool = True
    background: bool = True
    contact: bool = True
    ask: bool = True
    rounds: bool = True
    deck: bool = True

    @property
    def tells_figures(self) -> bool:
        """Whether any dated figure is shown."""
        return self.hidden_figures is not None

    def hides(self, key: str) -> bool:
        """Whether a figure, a key of INDICATORS, is kept back."""
        return self.hidden_figures is None or key in self.hidden_figures


PROFILES: Mapping[str, Profile] = {
    "vc": Profile(),
    "bank": Profile(milestones=False, background=False),
    "pilot": Profile(_MONEY, ask=False, rounds=False),
    "public": Profile(None, business=False, milestones=False, background=False, contact=False, ask=False,
                      rounds=False, deck=False),
}


def profile_of(key: str) -> Profile:
    """The profile of an audience; an unknown one sees as little as the public."""
    return PROFILES.get(key, PROFILES["public"])


def redacted(data: DossierData, key: str, contacts: bool = True) -> DossierData:
    """The company as an audience may see it; what is internal to the house is never in it.

    Without `contacts` nobody's phone number and address is shown, whatever the profile says.
    """
    profile = profile_of(key)
    profile = replace(profile, contact=profile.contact and contacts)
    figures = () if profile.hidden_figures is None else tuple(
        line for line in data.indicators if line.key not in profile.hidden_figures)
    persons = tuple(replace(
        person, background=person.background if profile.background else "",
        contact=person.contact if profile.contact else "", share=person.share if profile.rounds else None)
        for person in data.persons)
    return replace(
        data, notes=(), pitch="", tags=(), applications=(), services=(), documents=(), events=(), space=(), life="",
        credit_code=data.credit_code if profile.rounds else "", address="",
        indicators=figures, persons=persons,
        market=data.market if profile.business else "",
        business_model=data.business_model if profile.business else "",
        team_note=data.team_note if profile.background else "",
        milestones=data.milestones if profile.milestones else (),
        trl=data.trl if profile.business else None,
        email=data.email if profile.contact else "", phone=data.phone if profile.contact else "",
        ask=data.ask if profile.ask else None, rounds=data.rounds if profile.rounds else ())
