"""The catalogue: names in place, order, retired, added, removed unless used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from incubator_gui.views.services.catalogue_dialog import CatalogueDialog
from tests.qt_support import assert_named
from tests.views.services.parts import service, type_into, words


@pytest.fixture
def dialog(room: Any) -> Iterator[CatalogueDialog]:
    made = CatalogueDialog(room.context, room.screen)
    made.open()
    room.idle()
    yield made
    made.reject()
    room.idle()


def test_names_are_edited_in_place(room: Any, dialog: CatalogueDialog) -> None:
    id = service(room, "legal")
    type_into(room, dialog.table, id, "de", "Rechtsberatung")
    assert next(row for row in room.house.catalogue.rows() if row.id == id).name("de") == "Rechtsberatung"
    type_into(room, dialog.table, id, "de", "")
    assert "cannot be empty" in dialog.messages.bars()[0].sentence()
    assert dialog.table.rows.wrong(id, "de") is not None
    assert_named(dialog)


def test_what_is_used_is_retired_and_the_rest_removed(room: Any, dialog: CatalogueDialog) -> None:
    used, free = service(room, "mentoring"), service(room, "ipo")
    dialog.table.select_ids([used])
    assert not dialog.remove.isEnabled()
    assert dialog.hint.text() == "“Mentoring” is used by 3 records: it can be retired, not removed."
    room.qtbot.mouseClick(dialog.offer, Qt.MouseButton.LeftButton)
    room.idle()
    assert words(dialog.table, "active")[-1] == "retired"
    assert dialog.offer.text() == "Offer again"
    dialog.table.select_ids([free])
    dialog.table.setFocus()
    room.qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    room.idle()
    assert free not in {row.id for row in room.house.catalogue.rows()}
    room.qtbot.mouseClick(dialog.standard, Qt.MouseButton.LeftButton)
    room.idle()
    assert "ipo" in {row.key for row in room.house.catalogue.rows()}


def test_add_own_and_put_it_first(room: Any, dialog: CatalogueDialog) -> None:
    assert not dialog.adder.isEnabled()
    dialog.fields["zh"].setText("政策申报")
    room.qtbot.keyClick(dialog.fields["zh"], Qt.Key.Key_Return)
    room.idle()
    row = next(row for row in room.house.catalogue.rows() if row.name("zh") == "政策申报")
    assert not row.is_standard
    assert dialog.table.selected_ids() == [row.id]
    dialog.table.setFocus()
    for _ in range(20):
        room.qtbot.keyClick(dialog.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        room.idle()
        if room.house.catalogue.rows()[0].id == row.id:
            break
    assert room.house.catalogue.rows()[0].id == row.id
    assert words(dialog.table, "kind")[0] == "Own"
    dialog.fields["en"].setText("x" * 200)
    assert len(dialog.fields["en"].text()) == 120
