"""The line of days: today is seen in every theme."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from incubator_gui.domain.phases import Phase
from incubator_gui.views.review.setup.phase_strip import PhaseStrip
from incubator_gui.widgets.theme import Theme


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_today_is_seen_on_the_phase_in_force(theme: Theme, qtbot: QtBot, name: str) -> None:
    theme.choose(name)
    strip = PhaseStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(424, strip.sizeHint().height())
    phase = Phase(uuid4(), "review", date(2027, 5, 1), date(2027, 5, 21))
    strip.show_phases([phase], phase.id, date(2027, 5, 11), None)
    picture = strip.grab().toImage()
    height = theme.px(22) + theme.px(18)
    around = [picture.pixelColor(x, height) for x in range(200, 225)]
    assert theme.colour("accent") in around
    assert len({colour.name() for colour in around}) > 1


def test_words_of_today_and_of_the_deadline_do_not_meet(theme: Theme, qtbot: QtBot) -> None:
    strip = PhaseStrip(theme)
    qtbot.addWidget(strip)
    phase = Phase(uuid4(), "review", date(2027, 5, 1), date(2027, 5, 21))
    strip.resize(220, strip.sizeHint().height())
    strip.show_phases([phase], phase.id, date(2027, 5, 11), date(2027, 5, 16))
    picture = strip.grab().toImage()
    warning = theme.colour("warning")
    words = [x for x in range(220) for y in range(theme.px(15)) if picture.pixelColor(x, y) == warning]
    assert words == []
