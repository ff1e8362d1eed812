"""Errors of the database as sentences: the machine's faults apart from refusals and from bugs."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from incubator_gui.core.errors import Environment, Overtaken, Refused
from incubator_gui.core.messages import Message, msg
from incubator_gui.db import guards
from incubator_gui.db.journal.triggers_sqlite import REFUSAL

_ENVIRONMENT: tuple[tuple[str, Message], ...] = (
    ("database or disk is full", msg("The disk is full. Free some space; nothing was changed.")),
    ("disk full", msg("The disk is full. Free some space; nothing was changed.")),
    ("no space left", msg("The disk is full. Free some space; nothing was changed.")),
    ("readonly database", msg("The database file can only be read. Check its permissions; nothing was changed.")),
    ("disk i/o error", msg("The disk reported an error. Nothing was changed; check the disk and the free space.")),
    ("database is locked", msg("Another program holds the database. Wait a moment and try again.")),
    ("malformed", msg("The database file is damaged. Restore the last backup; the damaged file is kept.")),
    ("not a database", msg("This file is not a database of the program.")),
    ("unable to open database", msg("The database file cannot be opened. Check that the folder exists and is yours.")),
    ("lock timeout", msg("Another workstation holds the database. Wait a moment and try again.")),
    ("deadlock detected", msg("Two changes met each other. Nothing was changed; try again.")),
    ("could not serialize", msg("Two changes met each other. Nothing was changed; try again.")),
    ("permission denied", msg("This account may not do that in the database. Ask its administrator.")),
    ("connection", msg("The connection to the database was lost. Nothing was changed; try again.")),
    ("terminating", msg("The connection to the database was lost. Nothing was changed; try again.")),
)


_UNREACHED = ("connection failed", "connection refused", "connection timeout", "failed to resolve host",
              "could not translate host")


def explained(error: DBAPIError) -> Exception:
    """The error as one that people can read, or itself where it is a bug of ours."""
    words = str(error.orig).lower()
    if guards.MESSAGE in words or "ex_allocation" in words:
        return Refused(msg("The desk or room is already taken in this time. Choose another place or other dates."))
    if "foreign key" in words:
        return Refused(msg("Other records still depend on this one. Remove or move them first."))
    if REFUSAL in words or "journal cannot be changed" in words:
        return error
    if "duplicate key value" in words:  # PostgreSQL alone: in a file nobody else writes meanwhile
        return Overtaken(msg("Somebody else entered the same meanwhile. Look at it again, then repeat the change."))
    if "value too long" in words:
        return Refused(msg("A text is too long for its field. Shorten it; nothing was changed."))
    if "nul (0x00)" in words:
        return Refused(msg("A text holds a character that cannot be stored (NUL). Remove it; nothing was changed."))
    if any(sign in words for sign in _UNREACHED):
        return Environment(msg("The database server cannot be reached: {reason}. Check its address and the network.",
                               reason=str(error.orig).strip().splitlines()[0].removesuffix(".")))
    if "ck_company_named" in words or ("named" in words and "constraint" in words):
        return Refused(msg("A company needs a name."))
    for sign, message in _ENVIRONMENT:
        if sign in words and (sign != "connection" or error.connection_invalidated):
            return Environment(message)
    return error
