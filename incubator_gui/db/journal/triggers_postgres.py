"""The same journal on PostgreSQL: one function, one trigger for each table, and the guards."""

from __future__ import annotations

from incubator_gui.db.journal.columns import journaled_tables, personal_columns

FUNCTIONS: dict[str, str] = {
    "journal_open": """
CREATE OR REPLACE FUNCTION journal_open() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('incubator.change_set', true), '')::uuid
$$""",
    "journal_write": """
CREATE OR REPLACE FUNCTION journal_write() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  open uuid := journal_open();
  private text[] := coalesce(TG_ARGV, '{}');
  old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}'::jsonb ELSE to_jsonb(OLD) END - 'version' - 'id';
  new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}'::jsonb ELSE to_jsonb(NEW) END - 'version' - 'id';
  old_open jsonb; new_open jsonb; old_private jsonb; new_private jsonb; personal jsonb;
BEGIN
  IF open IS NULL THEN RAISE EXCEPTION 'no change set is open'; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.id <> NEW.id THEN RAISE EXCEPTION 'a key cannot be changed'; END IF;
    SELECT coalesce(jsonb_object_agg(o.key, o.value), '{}'),
           coalesce(jsonb_object_agg(o.key, new_row -> o.key), '{}')
      INTO old_row, new_row
      FROM jsonb_each(old_row) o WHERE new_row -> o.key IS DISTINCT FROM o.value;
    IF old_row = '{}' THEN RETURN NULL; END IF;
  END IF;
  old_open := old_row - private; new_open := new_row - private;
  IF array_length(private, 1) > 0 THEN
    SELECT jsonb_object_agg(key, value) INTO old_private FROM jsonb_each(old_row) WHERE key = ANY (private);
    SELECT jsonb_object_agg(key, value) INTO new_private FROM jsonb_each(new_row) WHERE key = ANY (private);
    personal := CASE
      WHEN old_private IS NULL AND new_private IS NULL THEN NULL
      WHEN TG_OP = 'INSERT' THEN jsonb_build_object('after', new_private)
      WHEN TG_OP = 'DELETE' THEN jsonb_build_object('before', old_private)
      ELSE jsonb_build_object('before', old_private, 'after', new_private) END;
  END IF;
  INSERT INTO journal_entry (change_set, table_name, row_id, operation, before, after, personal, salt)
  VALUES (open, TG_TABLE_NAME, CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END, left(TG_OP, 1),
    CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE old_open::text END,
    CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE new_open::text END,
    personal::text, CASE WHEN personal IS NULL THEN NULL ELSE uuid_send(gen_random_uuid()) END);
  RETURN NULL;
END $$""",
    "journal_refuse": """
CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'journal_entry' AND TG_OP = 'INSERT' THEN
    IF NEW.change_set = journal_open() THEN RETURN NEW; END IF;
  ELSIF TG_TABLE_NAME = 'journal_entry' AND TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.change_set, NEW.table_name, NEW.row_id, NEW.operation, NEW.before, NEW.after)
       IS NOT DISTINCT FROM
       (OLD.id, OLD.change_set, OLD.table_name, OLD.row_id, OLD.operation, OLD.before, OLD.after) THEN
      -- The seal adds the digest once; an erasure takes text and salt away and leaves all else.
      IF OLD.personal_digest IS NULL AND OLD.change_set = journal_open()
         AND NEW.personal IS NOT DISTINCT FROM OLD.personal AND NEW.salt IS NOT DISTINCT FROM OLD.salt
      THEN RETURN NEW; END IF;
      IF OLD.personal_digest IS NOT NULL AND NEW.personal_digest = OLD.personal_digest
         AND NEW.personal IS NULL AND NEW.salt IS NULL
         AND current_setting('incubator.erasing', true) = 'yes'
      THEN RETURN NEW; END IF;
    END IF;
  END IF;
  RAISE EXCEPTION 'the journal cannot be changed';
END $$""",
    "journal_no_truncate": """
CREATE OR REPLACE FUNCTION journal_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a journaled table cannot be truncated';
END $$""",
}


def triggers() -> dict[str, tuple[str, str]]:
    """Name of each trigger, its table, and its text as PostgreSQL itself writes it."""
    made: dict[str, tuple[str, str]] = {}

    def add(label: str, table: str, when: str, function: str) -> None:
        each = "STATEMENT" if "TRUNCATE" in when else "ROW"
        made[label] = (table, f"CREATE TRIGGER {label} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}")

    for table in journaled_tables():
        private = ", ".join(f"'{c.name}'" for c in personal_columns(table))
        add(f"journal_{table.name}", table.name, "AFTER INSERT OR DELETE OR UPDATE", f"journal_write({private})")
        add(f"journal_{table.name}_truncate", table.name, "BEFORE TRUNCATE", "journal_no_truncate()")
    add("guard_journal_entry", "journal_entry", "BEFORE INSERT OR DELETE OR UPDATE", "journal_refuse()")
    add("guard_change_set", "change_set", "BEFORE DELETE OR UPDATE", "journal_refuse()")
    for name in ("journal_entry", "change_set"):
        add(f"guard_{name}_truncate", name, "BEFORE TRUNCATE", "journal_no_truncate()")
    return made
