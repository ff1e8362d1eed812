"""A layout that goes on in the next line knows its height, and knows it anew when something in it changes."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.widgets.flow import Flow


def test_its_height_follows_what_is_in_it(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    labels = [QLabel("word") for _ in range(3)]
    for label in labels:
        label.setFixedSize(60, 20)
        flow.addWidget(label)
    holder.show()
    assert [flow.heightForWidth(width) for width in (200, 130, 60)] == [20, 44, 68]
    labels[0].setFixedSize(60, 30)
    assert flow.heightForWidth(60) == 78
    labels[1].hide()
    assert flow.heightForWidth(60) == 54
    one_more = QLabel("word")
    one_more.setFixedSize(60, 10)
    flow.insert(0, one_more)
    one_more.show()
    assert flow.heightForWidth(60) == 68
