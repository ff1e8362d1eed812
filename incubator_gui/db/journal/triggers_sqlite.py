"""The triggers of SQLite, generated from the metadata: journal, its protection, and the guards."""

from __future__ import annotations

from sqlalchemy import Column, Table

from incubator_gui.db.journal.columns import journaled_tables, open_columns, personal_columns
from incubator_gui.db.types import Id, Json

_OPEN = "(SELECT change_set FROM journal_context WHERE id = 1)"
REFUSAL = "no change set is open"


def triggers() -> dict[str, str]:
    """Name and text of every trigger of the schema."""
    made: dict[str, str] = {}
    for table in journaled_tables():
        made |= _journal(table)
    for label, (event, when) in _GUARDS.items():
        made[label] = (
            f"CREATE TRIGGER {label} BEFORE {event} WHEN {when} BEGIN\n"
            "  SELECT RAISE(ABORT, 'the journal cannot be changed');\nEND"
        )
    return made


_GUARDS = {
    "guard_change_set_update": ("UPDATE ON change_set", "1"),
    "guard_change_set_delete": ("DELETE ON change_set", "1"),
    "guard_journal_entry_insert": (
        "INSERT ON journal_entry", f"{_OPEN} IS NULL OR NEW.change_set IS NOT {_OPEN}"),
    "guard_journal_entry_delete": ("DELETE ON journal_entry", "1"),
    "guard_journal_entry_update": (
        "UPDATE OF id, change_set, table_name, row_id, operation, before, after ON journal_entry", "1"),
    # The seal adds the digest, once.
    "guard_journal_entry_digest": (
        "UPDATE OF personal_digest ON journal_entry",
        f"OLD.personal_digest IS NOT NULL OR OLD.change_set IS NOT {_OPEN}"),
    # An erasure takes text and salt away and leaves all else.
    "guard_journal_entry_personal": (
        "UPDATE OF personal, salt ON journal_entry",
        "NEW.personal IS NOT NULL OR NEW.salt IS NOT NULL OR OLD.personal_digest IS NULL"
        " OR NOT (SELECT erasing FROM journal_context WHERE id = 1)"),
}


def _value(row: str, column: Column[object]) -> str:
    name = f'{row}."{column.name}"'
    if isinstance(column.type, Id):
        return f"CASE WHEN {name} IS NULL THEN NULL ELSE lower(hex({name})) END"
    return f"json({name})" if isinstance(column.type, Json) else name


def as_object(row: str, columns: list[Column[object]]) -> str:
    """The SQL for columns of a row as one JSON object."""
    return "json_object(" + ", ".join(f"'{c.name}', {_value(row, c)}" for c in columns) + ")"


def _differences(row: str, columns: list[Column[object]]) -> str:
    """JSON of those columns whose value changed, taken from `row` (OLD or NEW)."""
    parts = " || ".join(
        f"""CASE WHEN OLD."{c.name}" IS NOT NEW."{c.name}" THEN ',"{c.name}":' || json_quote({_value(row, c)})"""
        " ELSE '' END"
        for c in columns
    )
    return f"'{{' || ltrim({parts}, ',') || '}}'"


def _changed(columns: list[Column[object]]) -> str:
    return " OR ".join(f'OLD."{c.name}" IS NOT NEW."{c.name}"' for c in columns)


def _journal(table: Table) -> dict[str, str]:
    plain, personal = open_columns(table), personal_columns(table)
    made: dict[str, str] = {}
    for operation, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        text = as_object(row, plain)
        before, after = ("NULL", text) if row == "NEW" else (text, "NULL")
        side = "after" if row == "NEW" else "before"
        private = f"json_object('{side}', {as_object(row, personal)})" if personal else "NULL"
        made |= _trigger(table, operation, row, before, after, private, "")
    private = "NULL"
    if personal:
        private = (
            f"CASE WHEN {_changed(personal)} THEN json_object('before', json({_differences('OLD', personal)}),"
            f" 'after', json({_differences('NEW', personal)})) ELSE NULL END"
        )
    before = _differences("OLD", plain) if plain else "'{}'"
    after = _differences("NEW", plain) if plain else "'{}'"
    changed = f" WHEN {_OPEN} IS NULL OR {_changed(plain + personal)}"
    made |= _trigger(table, "UPDATE", "NEW", before, after, private, changed)
    # A key never changes: the journal names rows by it.
    label = f"journal_{table.name}_key"
    made[label] = (
        f'CREATE TRIGGER {label} BEFORE UPDATE OF id ON "{table.name}" WHEN OLD.id IS NOT NEW.id BEGIN\n'
        "  SELECT RAISE(ABORT, 'a key cannot be changed');\nEND"
    )
    return made


def _trigger(
    table: Table, operation: str, row: str, before: str, after: str, private: str, when: str
) -> dict[str, str]:
    label = f"journal_{table.name}_{operation.lower()}"
    salt = "NULL" if private == "NULL" else f"CASE WHEN ({private}) IS NULL THEN NULL ELSE randomblob(16) END"
    if operation != "UPDATE" and private != "NULL":
        salt = "randomblob(16)"
    return {
        label: (
            f'CREATE TRIGGER {label} AFTER {operation} ON "{table.name}"{when} BEGIN\n'
            "  INSERT INTO journal_entry"
            " (change_set, table_name, row_id, operation, before, after, personal, salt) VALUES\n"
            f"    (coalesce({_OPEN}, RAISE(ABORT, '{REFUSAL}')), '{table.name}', {row}.id, '{operation[0]}',\n"
            f"     {before},\n     {after},\n     {private},\n     {salt});\nEND"
        )
    }
