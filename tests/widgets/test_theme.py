from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QIcon
from PySide6.QtWidgets import QCompleter, QDialog, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.resources import resource
from incubator_gui.widgets.icons import source
from incubator_gui.widgets.styling import hang_popup
from incubator_gui.widgets.theme import SIZES, Theme


def _light(colour: QColor) -> float:
    parts = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
             for value in (colour.redF(), colour.greenF(), colour.blueF())]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _ratio(one: QColor, other: QColor) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_text_can_be_read_and_marks_be_seen(theme, name):
    theme.choose(name)
    for text in ("text", "muted", "accent", "error", "warning", "success"):
        assert _ratio(theme.colour(text), theme.colour("surface")) >= 4.5, text
    for state in ("error", "warning", "success"):
        assert _ratio(theme.colour(state), theme.colour(f"{state}-ground")) >= 4.5, state
    assert _ratio(theme.colour("on-accent"), theme.colour("accent")) >= 4.5
    for text in ("selection-text", "muted", "error", "warning", "accent"):
        assert _ratio(theme.on_selection(text), theme.colour("selection")) >= 4.5, text
    for mark in ("strong", "warning-mark"):
        assert _ratio(theme.colour(mark), theme.colour("surface")) >= 3.0, mark
    for index in range(20):
        fill, hatched = theme.category(index)
        assert _ratio(fill, theme.ink) >= 4.5
        assert hatched == (index >= 10)
        assert _ratio(theme.category_line(index), theme.colour("surface")) >= 3.0
    theme.choose("light")


def test_a_change_is_told_and_all_sizes_grow(theme, qtbot):
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark", 200)
    assert theme.is_dark
    assert theme.px(13) == 26
    assert theme.font("title").pixelSize() == 36
    assert theme.icon("search").availableSizes()[0].width() == 32
    theme.choose("light", 100)


def test_unknown_colours_and_icons_are_errors(theme):
    with pytest.raises(KeyError):
        theme.colour("pink")
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


def test_the_shipped_fonts_are_used(theme):
    for role in SIZES:
        assert QFontInfo(theme.font(role)).family() == "Inter"
    assert theme.font().families() == ["Inter", "Noto Sans SC"]


def test_icons_come_with_their_licence_and_hold_lines_only():
    assert "ISC License" in resource("icons", "LICENSE-lucide.txt").read_text()
    for file in resource("icons").glob("*.svg"):
        text = source(file.stem)
        assert "currentColor" in text
        assert "href" not in text
        assert "<image" not in text


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_icons_can_be_seen_on_a_selected_row(theme, name):
    theme.choose(name)
    image = theme.icon("circle-check", "success").pixmap(QSize(16, 16), QIcon.Mode.Selected).toImage()
    ink = max((image.pixelColor(x, y) for x in range(16) for y in range(16)), key=lambda one: one.alpha())
    assert _ratio(ink, theme.colour("selection")) >= 3.0
    theme.choose("light")


@pytest.fixture
def by_window(qapp):
    theme = Theme("light", by_window=True)
    theme.apply()
    yield theme
    theme.deleteLater()


def test_windows_wear_the_sheet_and_what_is_built_waits_until_it_is_in_one(qapp, qtbot, by_window):
    assert not qapp.styleSheet()
    window, part = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    bare = part.sizeHint().height()
    by_window.dress(window)
    QVBoxLayout(window).addWidget(part)
    dressed = part.sizeHint().height()
    assert dressed != bare
    by_window.choose("dark", 200)
    assert part.sizeHint().height() > dressed
    assert by_window.colour("surface").name() in window.styleSheet().lower()
    dialog = QDialog(window)
    field = QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    assert field.sizeHint() == part.sizeHint()


def test_a_window_that_is_gone_is_dressed_no_more(by_window):
    window = QWidget()
    by_window.dress(window)
    shiboken6.delete(window)
    by_window.choose("dark")


def test_the_list_below_a_field_is_dressed_like_its_window(qtbot, by_window):
    window, field = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    by_window.dress(window)
    popup = hang_popup(QCompleter(["Alpha", "Alpine"], field), field)
    QVBoxLayout(window).addWidget(field)
    assert popup.isWindow()
    assert popup.style().metaObject().className() == window.style().metaObject().className() == "QStyleSheetStyle"


def test_a_field_goes_with_its_list_whoever_made_the_completer(qtbot, by_window):
    for _ in range(3):
        holder = QWidget()
        field = QLineEdit(holder)
        completer = QCompleter(["Alpha", "Alpine"], holder)
        completer.setWidget(field)
        popup = hang_popup(completer, field)
        shiboken6.delete(holder)
        assert not any(shiboken6.isValid(one) for one in (field, completer, popup))
