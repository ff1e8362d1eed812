"""Alembic's entry: runs inside the transaction that `db.migrate` has opened."""

from __future__ import annotations

from alembic import context

from incubator_gui.db.schema import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    include_name=lambda name, kind, _parents: not (kind == "table" and (name or "").startswith("search_words")),
)
context.run_migrations()
