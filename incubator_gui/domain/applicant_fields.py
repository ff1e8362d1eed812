"""The fields of an applicant's row: what they are called, what they take, where they go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from incubator_gui.core.languages import LANGUAGES, translator
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.applicant_synonyms import SYNONYMS

Kind: TypeAlias = Literal["id", "text", "long_text", "date", "month", "integer", "decimal", "email", "phone",
                          "url", "country", "choice", "credit_code", "list"]
Target: TypeAlias = Literal["company", "person", "application"]


@dataclass(frozen=True, slots=True)
class ApplicantField:
    """One field: its key (the column of the record), label, kind, record and limits.

    `month` takes a year, a month or a day and keeps how exact it was.
    """

    key: str
    label: Message
    kind: Kind
    target: Target
    limit: int = 500
    lowest: int | None = None
    highest: int | None = None

    @property
    def synonyms(self) -> tuple[str, ...]:
        """What columns of this field are called in English, German and Chinese."""
        return SYNONYMS.get(self.key, ())


_ALL = (
    ApplicantField("company_number", msg("Company number"), "text", "company", 40),
    ApplicantField("legal_name", msg("Legal name"), "text", "company", 300),
    ApplicantField("trade_name", msg("Trade name"), "text", "company", 300),
    ApplicantField("chinese_name", msg("Chinese name"), "text", "company", 300),
    ApplicantField("country", msg("Country"), "country", "company"),
    ApplicantField("legal_form", msg("Legal form"), "text", "company", 100),
    ApplicantField("credit_code", msg("Credit code"), "credit_code", "company"),
    ApplicantField("founded_on", msg("Founded on"), "month", "company"),
    ApplicantField("website", msg("Website"), "url", "company", 500),
    ApplicantField("company_email", msg("E-mail of the company"), "email", "company", 254),
    ApplicantField("company_phone", msg("Phone of the company"), "phone", "company", 60),
    ApplicantField("city", msg("City"), "text", "company", 200),
    ApplicantField("address", msg("Address"), "text", "company", 500),
    ApplicantField("claim", msg("In one line"), "text", "company", 500),
    ApplicantField("headcount", msg("Head count"), "integer", "company", lowest=0, highest=1_000_000),
    ApplicantField("person_name", pmsg("role", "Contact"), "text", "person", 200),
    ApplicantField("person_email", msg("E-mail of contact"), "email", "person", 254),
    ApplicantField("person_phone", msg("Phone of contact"), "phone", "person", 60),
    ApplicantField("person_title", pmsg("person", "Position"), "text", "person", 200),
    ApplicantField("application_id", msg("Application ID"), "id", "application"),
    ApplicantField("application_number", msg("Application number"), "text", "application", 40),
    ApplicantField("received_on", msg("Received on"), "date", "application"),
    ApplicantField("focus_area", msg("Focus area"), "choice", "application"),
    ApplicantField("pitch", msg("Pitch"), "long_text", "application", 100_000),
    ApplicantField("desks_needed", msg("Desks needed"), "integer", "application", lowest=0, highest=10_000),
    ApplicantField("source", pmsg("application", "Source"), "text", "application", 200),
    ApplicantField("tags", msg("Tags"), "list", "application"),
)

FIELDS: Mapping[str, ApplicantField] = {one.key: one for one in _ALL}
"""All fields by key, in the order in which they are shown."""

NAME_FIELDS = ("legal_name", "trade_name", "chinese_name")
"""At least one of these is required."""

COMPANY_NAME = msg("Company name")
"""What the three names are called together."""


@lru_cache(maxsize=64)
def names_of(key: str) -> tuple[str, ...]:
    """Every name of a field: its label in each language, so that our own tables come back, and its synonyms."""
    one = FIELDS[key]
    labels = [translator(language).text(one.label) for language in LANGUAGES]
    return tuple(dict.fromkeys([*labels, one.key, *one.synonyms]))
