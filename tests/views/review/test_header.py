"""The head of the screen in wide and narrow places."""

from __future__ import annotations

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLayout
from pytestqt.qtbot import QtBot

from incubator_gui.core.messages import text
from incubator_gui.services.rounds import RoundRow
from incubator_gui.views.review.header import PARTS, Header
from incubator_gui.widgets.theme import Theme
from tests.qt_support import settings, theme

__all__ = ["settings", "theme"]


@pytest.fixture
def header(theme: Theme, qtbot: QtBot) -> Header:
    made = Header(theme)
    qtbot.addWidget(made)
    made.resize(1300, 100)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_narrow_head_says_every_part_in_full(header: Header) -> None:
    told: list[str] = []
    header.part_chosen.connect(told.append)
    assert header.parts.isVisible()
    assert not header.box.isVisible()
    header.resize(480, 100)
    assert header.box.isVisible()
    assert not header.parts.isVisible()
    shown = [header.box.itemText(place) for place in range(header.box.count())]
    assert shown == [text(words) for _key, words, _icon in PARTS]
    header.box.setFocus()
    QTest.keyClick(header.box, Qt.Key.Key_Down)
    assert told == ["panel"]
    assert header.parts.key == "panel"
    header.resize(1300, 100)
    assert header.parts.isVisible()
    assert header.parts.current().hasFocus()


def test_a_part_chosen_elsewhere_shows_in_the_box(header: Header) -> None:
    header.resize(480, 100)
    header.parts.choose("scores")
    assert header.box.key() == "scores"


def test_the_keyboard_stays_in_the_head_that_becomes_narrow(header: Header) -> None:
    header.parts.current().setFocus()
    header.resize(480, 100)
    assert header.box.hasFocus()


def test_without_a_call_there_are_no_parts(header: Header) -> None:
    header.show_rounds((), None)
    assert not header.parts.isVisible()
    header.show_rounds((RoundRow(uuid4(), "2027-1"),), None)
    assert header.parts.isVisible()


def test_a_phase_of_some_letters_is_left_out(header: Header) -> None:
    header.show_rounds((RoundRow(uuid4(), "2027-1", uuid4(), phase="review", is_blind=True),), None)
    assert header.phase.isVisible()
    layout = header.layout()
    assert layout is not None
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    header.setMinimumWidth(0)
    header.resize(330, 100)
    assert not header.phase.isVisible()
