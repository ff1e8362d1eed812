from __future__ import annotations

from PySide6.QtGui import QTextDocument

from incubator_gui.widgets.labels import ElidedLabel
from incubator_gui.widgets.tips import plain, set_tip

HOSTILE = '<img src="file:///etc/passwd"><b>Lumenhain</b> & Sons'


def test_markup_from_outside_stands_in_a_tip_as_it_was_written():
    shown = QTextDocument()
    shown.setHtml(plain(HOSTILE))
    assert shown.toPlainText() == HOSTILE
    assert plain("&lt;b>") != "&lt;b>"
    assert plain("Lumenhain & Sons") == "Lumenhain & Sons"


def test_a_shortened_label_tells_the_whole_line_without_rendering_it(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(HOSTILE)
    label.resize(40, 20)
    label.show()
    assert label.toolTip() == plain(HOSTILE)
    set_tip(label, "")
    assert label.toolTip() == ""
