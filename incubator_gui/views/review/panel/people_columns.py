"""The reviewers as rows: what they know, how much they read, how far they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import NAMES
from incubator_gui.core.messages import Message, msg, nmsg, pmsg, text
from incubator_gui.domain.review_words import TOPIC_LEVELS
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.reviewer_rows import ReviewerRow
from incubator_gui.services.reviewers import MOST_QUOTA
from incubator_gui.widgets.parse import parse_number

YES_NO: Mapping[Any, Message] = {True: msg("yes"), False: msg("no")}
LANGUAGES: dict[Any, Message | str] = {"": msg("not given"), **NAMES}
_BOTH = (True, False)


def quota_of(words: str) -> Any:
    """A quota as people type it, empty for no limit; raises Refused."""
    if not words.strip():
        return None
    value = parse_number(words)
    if value is None or value != int(value) or not 0 <= value <= MOST_QUOTA:
        raise Refused(msg("“{words}” is no quota. Write a whole number up to {most}, or nothing for no limit.",
                          words=words.strip()[:40], most=MOST_QUOTA))
    return int(value)


def row_of(one: ReviewerRow) -> Row:
    """A reviewer as a row; the columns look into it."""
    return (one.id, one)


def keys_of(one: ReviewerRow) -> str:
    """Which of the reviewer's own keys are known: both, one, none."""
    return "both" if one.recipient and one.verify_key else "one" if one.recipient or one.verify_key else "none"


KEYS: Mapping[Any, Message] = {"both": msg("known"), "one": msg("one of two"), "none": msg("not yet")}


def people_columns() -> tuple[Column, ...]:
    """Who, on this panel, how far; topics by focus area; the rest."""
    def topic(area: str, words: Message) -> Column:
        return Column(f"topic_{area}", words, lambda row: row[1].topics.get(area, 0), "choice", 96,
                      labels=TOPIC_LEVELS, order=tuple(TOPIC_LEVELS), editable=True,
                      tone=lambda row: "text" if row[1].topics.get(area) else "muted")

    return (
        Column("name", pmsg("column", "Reviewer"), lambda row: row[1].name, width=150, strong=True,
               tone=lambda row: "text" if row[1].is_active else "muted", tip=lambda row: row[1].note),
        Column("panel", msg("Panel"), lambda row: row[1].on_panel, "choice", 72, labels=YES_NO, order=_BOTH,
               editable=True, mark=lambda row: ("check", "success") if row[1].on_panel else None,
               tone=lambda row: "text" if row[1].on_panel else "muted"),
        Column("quota", msg("Quota"), lambda row: row[1].quota, "number", 64, editable=True, parse=quota_of,
               searched=False),
        Column("assigned", msg("Assigned"), lambda row: row[1].assigned, "number", 88, link=True, searched=False),
        Column("done", msg("Done"), lambda row: row[1].done, "number", 60, searched=False),
        Column("open", msg("Open reviews"), lambda row: row[1].open, "number", 96, searched=False, hidden=True),
        Column("overdue", msg("Overdue"), lambda row: row[1].overdue, "number", 84, searched=False,
               mark=lambda row: ("clock", "error") if row[1].overdue else None,
               tone=lambda row: "error" if row[1].overdue else "muted"),
        Column("conflicts", msg("Conflicts"), lambda row: row[1].conflicts, "number", 88, link=True, searched=False,
               mark=lambda row: ("shield-alert", "warning") if row[1].undecided else None,
               tip=lambda row: _undecided(row[1])),
        *(topic(area, words) for area, words in FOCUS_AREAS.items()),
        Column("preferences", msg("Preferences"), lambda row: row[1].preferences, "number", 100, searched=False,
               hidden=True),
        Column("employer", msg("Employer"), lambda row: row[1].employer, width=140, editable=True, hidden=True),
        Column("email", msg("E-mail"), lambda row: row[1].email, width=180, editable=True, hidden=True),
        Column("language", msg("Language"), lambda row: row[1].language, "choice", 92, labels=LANGUAGES,
               editable=True, hidden=True),
        Column("officer", msg("Runs the round"), lambda row: row[1].is_officer, "choice", 112, labels=YES_NO,
               order=_BOTH, editable=True, hidden=True),
        Column("keys", pmsg("reviewer", "Keys"), lambda row: keys_of(row[1]), "choice", 92, labels=KEYS,
               order=tuple(KEYS), hidden=True),
        Column("active", msg("In use"), lambda row: row[1].is_active, "choice", 72, labels=YES_NO, order=_BOTH,
               editable=True, hidden=True),
        Column("own_quota", msg("Quota as a rule"), lambda row: row[1].own_quota, "number", 116, editable=True,
               parse=quota_of, searched=False, hidden=True),
        Column("note", msg("Note"), lambda row: row[1].note, width=180, editable=True, hidden=True),
    )


def _undecided(one: ReviewerRow) -> str:
    return text(nmsg("{n} of them is to be decided", "{n} of them are to be decided", one.undecided)) \
        if one.undecided else ""
