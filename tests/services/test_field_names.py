"""The history names what was changed in the words of the screens."""

from __future__ import annotations

from incubator_gui.core.ids import new_id
from incubator_gui.db.journal.inverse import Clash
from incubator_gui.db.schema import Base
from incubator_gui.services.field_names import HIDDEN, TABLES, label_for
from incubator_gui.services.field_names_review import TABLES as OF_REVIEW
from incubator_gui.services.history import _clash


def test_every_table_and_column_of_review_and_decision_has_a_name() -> None:
    tables = Base.metadata.tables
    assert set(OF_REVIEW) <= set(tables)
    assert set(OF_REVIEW) <= set(TABLES)
    unnamed = [f"{name}.{column.name}" for name in OF_REVIEW for column in tables[name].columns
               if column.name not in HIDDEN | {"id", "version"} and label_for(name, column.name) == column.name]
    assert unnamed == []


def test_a_clash_of_an_undo_says_what_it_is_about() -> None:
    clash = _clash(Clash("agenda_item", new_id(), "seconds", 0, 15))
    assert str(clash.label) == "Time in seconds"
