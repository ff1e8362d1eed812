"""The overlap guard of allocations: the database itself refuses two companies at one desk.

[starts_on, ends_on), open-ended allowed; a room allocation blocks its desks; rows of a scenario
are exempt (DOMAIN section 5). PostgreSQL holds desks and whole rooms by exclusion constraints,
and the mix of both by a trigger that takes a lock on the room first.
"""

from __future__ import annotations

MESSAGE = "allocation overlaps"

GUARDED = frozenset({"allocation"})
"""Tables whose rows exclude each other while a transaction is still under way."""

_CLASH = """
    SELECT 1 FROM allocation other
    WHERE other.id <> NEW.id AND other.scenario_id IS NULL AND other.room_id = NEW.room_id
      AND (other.desk_id IS NULL OR NEW.desk_id IS NULL OR other.desk_id = NEW.desk_id)
      AND (other.ends_on IS NULL OR other.ends_on > NEW.starts_on)
      AND (NEW.ends_on IS NULL OR NEW.ends_on > other.starts_on)"""

_HOME = "SELECT 1 FROM desk WHERE desk.id = NEW.desk_id AND desk.room_id <> NEW.room_id"


def sqlite_triggers() -> dict[str, str]:
    """The guard on SQLite."""
    made = {}
    for operation in ("INSERT", "UPDATE"):
        label = f"guard_allocation_{operation.lower()}"
        made[label] = (
            f"CREATE TRIGGER {label} BEFORE {operation} ON allocation WHEN NEW.scenario_id IS NULL BEGIN\n"
            f"  SELECT RAISE(ABORT, '{MESSAGE}') WHERE EXISTS ({_CLASH});\n"
            f"  SELECT RAISE(ABORT, 'desk is in another room') WHERE EXISTS ({_HOME});\nEND"
        )
    return made


POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION guard_allocation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.scenario_id IS NOT NULL THEN RETURN NEW; END IF;
  PERFORM 1 FROM room WHERE id = NEW.room_id FOR NO KEY UPDATE;
  IF EXISTS ({_CLASH}) THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'exclusion_violation'; END IF;
  IF EXISTS ({_HOME}) THEN RAISE EXCEPTION 'desk is in another room'; END IF;
  RETURN NEW;
END $$"""

POSTGRES_TRIGGER = (
    "CREATE TRIGGER guard_allocation BEFORE INSERT OR UPDATE ON allocation"
    " FOR EACH ROW EXECUTE FUNCTION guard_allocation()"
)

POSTGRES_CONSTRAINTS = {
    "ex_allocation_desk": (
        "EXCLUDE USING gist (desk_id WITH =, daterange(starts_on, ends_on) WITH &&)"
        " WHERE (scenario_id IS NULL AND desk_id IS NOT NULL)"
    ),
    "ex_allocation_room": (
        "EXCLUDE USING gist (room_id WITH =, daterange(starts_on, ends_on) WITH &&)"
        " WHERE (scenario_id IS NULL AND desk_id IS NULL)"
    ),
}
