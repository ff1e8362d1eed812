"""The fields that people edit: what each is called, what it takes, and why a value is refused.

Side panels, tables, the edit of many rows at once and the history all name fields from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.clean_text import clean_line
from incubator_gui.domain.clean_text import clean_text as clean_paragraphs
from incubator_gui.domain.credit_code import credit_code_problem, normalise_credit_code
from incubator_gui.domain.service_words import AUDIENCES
from incubator_gui.domain.vocabulary import FOCUS_AREAS, LIVES, MILESTONE_STATES, PERSON_ROLES, ROUND_KINDS


@dataclass(frozen=True, slots=True)
class Field:
    """One editable field of a record.

    `kind` is text, long_text, integer, decimal, date, choice, email, phone, url, country, person
    (id of a member of staff), flag, credit_code, currency, hours (an exact decimal from 0) or time (13:30).
    `maximum` is the length of a text or the largest number, `minimum` the smallest.
    """

    key: str
    label: Message
    kind: str = "text"
    required: bool = False
    maximum: int | None = None
    choices: Mapping[str, Message] | None = None
    unit: Message | None = None
    minimum: int | None = None


_MAX_DESKS = 60
_MAX_TEXT = 20_000

COMPANY = (
    Field("trade_name", msg("Trade name"), maximum=300),
    Field("legal_name", msg("Legal name"), maximum=300),
    Field("chinese_name", msg("Chinese name"), maximum=300),
    Field("claim", msg("In one line"), maximum=500),
    Field("focus_area", msg("Focus area"), "choice", choices=FOCUS_AREAS),
    Field("life", msg("Life line"), "choice", required=True, choices=LIVES),
    Field("owner_id", msg("In charge"), "person"),
    Field("country", msg("Country"), "country", maximum=2),
    Field("city", msg("City"), maximum=120),
    Field("address", msg("Address"), "long_text", maximum=500),
    Field("legal_form", msg("Legal form"), maximum=80),
    Field("credit_code", msg("Credit code"), "credit_code", maximum=18),
    Field("founded_on", msg("Founded on"), "date"),
    Field("website", msg("Website"), "url", maximum=500),
    Field("email", msg("E-mail"), "email", maximum=254),
    Field("phone", msg("Phone"), "phone", maximum=60),
    Field("headcount", msg("Head count"), "integer", maximum=100_000),
    Field("headcount_full_time", msg("of these full time"), "integer", maximum=100_000),
    Field("readiness_level", msg("Technology readiness level"), "integer", maximum=9),
)

APPLICATION = (
    Field("focus_area", msg("Focus area"), "choice", choices=FOCUS_AREAS),
    Field("pitch", msg("Pitch"), "long_text", maximum=_MAX_TEXT),
    Field("headcount", msg("Head count"), "integer", maximum=100_000, unit=msg("people")),
    Field("desks_needed", msg("Desks needed"), "integer", maximum=_MAX_DESKS, unit=msg("desks")),
    Field("received_on", msg("Received on"), "date", required=True),
    Field("source", msg("Heard of us through"), maximum=200),
    Field("owner_id", msg("In charge"), "person"),
)

PERSON = (
    Field("full_name", pmsg("person", "Name"), required=True, maximum=200),
    Field("chinese_name", msg("Chinese name"), maximum=80),
    Field("email", msg("E-mail"), "email", maximum=254),
    Field("phone", msg("Phone"), "phone", maximum=60),
    Field("about", msg("About"), "long_text", maximum=2000),
)

LINK = (
    Field("role", msg("Role"), "choice", required=True, choices=PERSON_ROLES),
    Field("title", pmsg("person", "Position"), maximum=200),
    Field("is_contact", msg("Contact person"), "flag"),
)

MILESTONE = (
    Field("title", msg("Milestone"), required=True, maximum=300),
    Field("due_on", msg("Due on"), "date"),
    Field("state", msg("State"), "choice", required=True, choices=MILESTONE_STATES),
)

ROUND = (
    Field("name", pmsg("funding", "Round"), maximum=120),
    Field("kind", msg("Kind"), "choice", required=True, choices=ROUND_KINDS),
    Field("amount", msg("Amount"), "decimal", minimum=0),
    Field("currency", msg("Currency"), "currency", maximum=3),
    Field("closed_on", msg("Closed on"), "date"),
    Field("investors", msg("Investors"), maximum=1000),
)

PROFILE = (
    Field("claim", msg("Claim"), "long_text", maximum=300),
    Field("problem", msg("Problem"), "long_text", maximum=2000),
    Field("solution", msg("Solution"), "long_text", maximum=2000),
    Field("market", msg("Market"), "long_text", maximum=2000),
    Field("business_model", msg("Business model"), "long_text", maximum=2000),
    Field("team", msg("Team"), "long_text", maximum=2000),
    Field("ask", msg("The ask"), "long_text", maximum=1000),
    Field("ask_amount", msg("Amount sought"), "decimal", minimum=0),
    Field("ask_currency", msg("Currency"), "currency", maximum=3),
)

SERVICE = (
    Field("name_en", msg("Name in English"), required=True, maximum=120),
    Field("name_de", msg("Name in German"), required=True, maximum=120),
    Field("name_zh", msg("Name in Chinese"), required=True, maximum=120),
)

ENGAGEMENT = (
    Field("title", msg("Subject"), maximum=300),
    Field("owner_id", msg("In charge"), "person"),
    Field("starts_on", msg("From"), "date"),
    Field("due_on", msg("Due on"), "date"),
    Field("hours_granted", msg("Hours agreed"), "hours", maximum=10_000),
    Field("deliverables", msg("What is agreed"), "long_text", maximum=_MAX_TEXT),
    Field("waits_for", msg("Waits for"), maximum=200),
)

DELIVERABLE = (
    Field("title", msg("Deliverable"), required=True, maximum=300),
    Field("due_on", msg("Due on"), "date"),
)

TRAINING = (
    Field("title", msg("Training"), required=True, maximum=300),
    Field("owner_id", msg("In charge"), "person"),
    Field("held_on", msg("Held on"), "date"),
    Field("starts_at", msg("Begins at"), "time"),
    Field("hours", msg("Hours"), "hours", maximum=100),
    Field("place", msg("Place"), maximum=200),
    Field("seats", msg("Seats"), "integer", required=True, maximum=10_000),
    Field("description", msg("Description"), "long_text", maximum=_MAX_TEXT),
)

MENTOR = (
    Field("topics", msg("Topics"), maximum=500),
    Field("hours_per_month", msg("Hours a month"), "hours", maximum=744),
    Field("is_active", msg("In use"), "flag"),
)

ROADSHOW = (
    Field("name", msg("Roadshow"), required=True, maximum=200),
    Field("held_on", msg("Held on"), "date"),
    Field("starts_at", msg("Begins at"), "time"),
    Field("ends_at", msg("Ends at"), "time"),
    Field("place", msg("Place"), maximum=200),
    Field("audience", msg("Audience"), maximum=200),
    Field("profile", msg("Pack for"), "choice", required=True, choices=AUDIENCES),
    Field("contact", msg("Contact"), maximum=200),
    Field("owner_id", msg("In charge"), "person"),
)

LINEUP = (
    Field("minutes", msg("Minutes"), "integer", required=True, maximum=600),
    Field("question_minutes", msg("Minutes for questions"), "integer", required=True, maximum=600),
    Field("pause_before", msg("Break before"), "integer", required=True, maximum=600),
    Field("topic", msg("Topic"), maximum=200),
)

REHEARSAL = (
    Field("held_on", msg("Held on"), "date", required=True),
    Field("minutes", msg("Minutes"), "integer", maximum=600),
    Field("feedback", msg("Feedback"), "long_text", maximum=_MAX_TEXT),
    Field("is_ready", msg("Ready"), "flag"),
)

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "company": COMPANY, "application": APPLICATION, "person": PERSON, "company_person": LINK,
    "milestone": MILESTONE, "company_profile": PROFILE, "funding_round": ROUND,
    "service": SERVICE, "engagement": ENGAGEMENT,
    "deliverable": DELIVERABLE, "training": TRAINING, "mentor": MENTOR, "roadshow": ROADSHOW, "lineup_entry": LINEUP,
    "rehearsal": REHEARSAL,
}
"""Editable fields by table."""

_EMAIL = re.compile(r"[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\]+\.[^@\s.<>\"(),:;\\]+")


def field(table: str, key: str) -> Field:
    """The declaration of a field; raises KeyError where a field cannot be edited."""
    for declared in FIELDS[table]:
        if declared.key == key:
            return declared
    raise KeyError(f"{table}.{key} is not an editable field")


def clean_text(value: str, lines: bool = False) -> str:
    """Text made harmless as that of imports is; one line unless `lines`, which then end without blanks."""
    if not lines:
        return clean_line(value)
    return "\n".join(part.rstrip() for part in clean_paragraphs(value).split("\n")).strip()


def clean(declared: Field, value: Any) -> Any:
    """The value as it is stored; raises Refused with one sentence where it is not acceptable."""
    if isinstance(value, str):
        value = clean_text(value, lines=declared.kind == "long_text")
    if value is None or value == "":
        if declared.required:
            raise Refused(msg("{field} cannot be empty.", field=declared.label))
        return None
    match declared.kind:
        case "integer":
            return _whole(declared, value)
        case "decimal":
            return _decimal(declared, value)
        case "hours":
            return _hours(declared, value)
        case "time":
            return _time(declared, str(value))
        case "date":
            if not isinstance(value, date):
                raise Refused(msg("{field}: “{value}” is not a date.", field=declared.label, value=str(value)))
            return value
        case "flag":
            return bool(value)
        case "choice":
            if declared.choices is not None and value not in declared.choices:
                raise Refused(msg("{field}: “{value}” is not one of the choices.", field=declared.label,
                                  value=str(value)))
            return value
        case "person":
            return value
        case "country":
            code = str(value).upper()
            if not re.fullmatch("[A-Z]{2}", code):
                raise Refused(msg("{field}: “{value}” is not a country code of two letters.", field=declared.label,
                                  value=str(value)))
            return code
        case "currency":
            code = str(value).upper()
            if not re.fullmatch("[A-Z]{3}", code):
                raise Refused(msg("{field}: “{value}” is not a currency code of three letters, such as EUR or CNY.",
                                  field=declared.label, value=str(value)))
            return code
        case "credit_code":
            code = normalise_credit_code(str(value))
            fault = credit_code_problem(code)
            if fault is not None:
                raise Refused(msg("{field}: {reason}.", field=declared.label, reason=fault))
            return code
        case _:
            return _text(declared, str(value))


def _text(declared: Field, value: str) -> str:
    if declared.maximum is not None and len(value) > declared.maximum:
        raise Refused(msg("{field}: at most {n} characters; this has {length}.", field=declared.label,
                          n=declared.maximum, length=len(value)))
    if declared.kind == "email" and not _EMAIL.fullmatch(value):
        raise Refused(msg("{field}: “{value}” is not an e-mail address.", field=declared.label, value=value))
    if declared.kind == "url":
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", value) and not re.match(r"https?://", value, re.IGNORECASE) \
                and not re.match(r"[^:/\s]+:\d+", value):
            raise Refused(msg("{field}: only web addresses are taken.", field=declared.label))
        if not re.match(r"https?://", value, re.IGNORECASE):
            value = "https://" + value
        if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", value, re.IGNORECASE):
            raise Refused(msg("{field}: “{value}” is not a web address.", field=declared.label, value=value))
    return value


def _hours(declared: Field, value: Any) -> Decimal:
    number = _decimal(declared, value)
    if number < 0 or (declared.maximum is not None and number > declared.maximum):
        raise Refused(msg("{field}: from 0 to {n}.", field=declared.label, n=declared.maximum))
    if number != round(number, 2):
        raise Refused(msg("{field}: at most two decimals.", field=declared.label))
    return number


def _time(declared: Field, value: str) -> str:
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.：]([0-5][0-9])", value)
    if found is None:
        raise Refused(msg("{field}: “{value}” is not a time. Write it as 13:30.", field=declared.label, value=value))
    return f"{int(found[1]):02d}:{found[2]}"


def _whole(declared: Field, value: Any) -> int:
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,12}", value):
            raise Refused(msg("{field}: “{value}” is not a whole number.", field=declared.label, value=value))
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Refused(msg("{field}: “{value}” is not a whole number.", field=declared.label, value=str(value)))
    if declared.maximum is not None and value > declared.maximum:
        raise Refused(msg("{field}: at most {n}.", field=declared.label, n=declared.maximum))
    return value


def _decimal(declared: Field, value: Any) -> Decimal:
    wrong = isinstance(value, bool) or not isinstance(value, str | int | float | Decimal)
    if wrong or (isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,15}([.][0-9]{1,6})?", value)):
        raise Refused(msg("{field}: “{value}” is not a number.", field=declared.label, value=str(value)))
    number = Decimal(str(value))
    if not number.is_finite():
        raise Refused(msg("{field}: “{value}” is not a number.", field=declared.label, value=str(value)))
    if declared.minimum is not None and number < declared.minimum:
        raise Refused(msg("{field}: at least {n}.", field=declared.label, n=declared.minimum))
    return number
