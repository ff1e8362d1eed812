"""The history names what was changed in the words of the screens."""

from __future__ import annotations

from incubator_gui.db.schema import Base
from incubator_gui.services.field_names import HIDDEN, TABLES, label_for
from incubator_gui.services.field_names_review import TABLES as OF_REVIEW


def test_every_table_and_column_of_review_and_decision_has_a_name() -> None:
    tables = Base.metadata.tables
    assert set(OF_REVIEW) <= set(tables)
    assert set(OF_REVIEW) <= set(TABLES)
    unnamed = [f"{name}.{column.name}" for name in OF_REVIEW for column in tables[name].columns
               if column.name not in HIDDEN | {"id", "version"} and label_for(name, column.name) == column.name]
    assert unnamed == []
