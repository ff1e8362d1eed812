from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.core.settings import LAYOUTS
from incubator_gui.itemmodels.columns import ChoiceFilter, Column, Edit, RangeFilter
from incubator_gui.widgets.clipboard import from_tsv, to_tsv
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.table_layout import fit, own_width
from incubator_gui.widgets.table_menu import columns_menu, filter_popup, header_menu
from tests.qt_support import assert_named

STAGES = {"new": msg("Received"), "old": msg("Review")}


def _number(words):
    if not words.isdigit():
        raise Refused(msg("Figures only."))
    return int(words)


COLUMNS = (
    Column("name", msg("Company"), 1, strong=True, editable=True),
    Column("stage", msg("Stage"), 2, "stage", labels=STAGES, editable=True, mark=lambda row: ("circle", "accent")),
    Column("team", msg("Team"), 3, "number", editable=True, parse=_number),
    Column("score", msg("Score"), 4, "bar", top=5, digits=2),
    Column("day", msg("Day"), 5, "date"),
    Column("tags", msg("Tags"), 6, "tags"),
    Column("who", msg("Who"), 7, "initials"),
)
ROWS = [(n, name, "new" if n % 2 else "old", n, n / 2, date(2027, 1, n + 1), ("one", "two"), "Lena Wiesner")
        for n, name in enumerate(["delta", "alpha", "Ömer", "桥鹿数链", "beta"])]


@pytest.fixture
def table(theme, settings, qtbot):
    table = FilterTable(theme, COLUMNS, settings, "things")
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    table.rows.set_rows(ROWS)
    return table


def _shown(table):
    return [table.rows.row_at(line)[1] for line in range(table.rows.rowCount())]


def test_placeholders_stand_until_the_rows_come(theme, qtbot):
    table = FilterTable(theme, COLUMNS)
    qtbot.addWidget(table)
    table.show()
    assert table.rows.rowCount() > 0
    assert table.rows.id_at(0) is None
    table.grab()
    table.rows.set_rows([])
    assert table.rows.rowCount() == 0


def test_a_click_on_the_header_sorts_and_shift_adds(table, qtbot):
    header = table.header
    place = QPoint(header.sectionViewportPosition(table.section("name")) + 20, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert _shown(table) == ["alpha", "beta", "delta", "Ömer", "桥鹿数链"]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert _shown(table)[0] == "桥鹿数链"
    place.setX(header.sectionViewportPosition(table.section("stage")) + 20)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, place)
    assert [key for key, _ in table.rows.sorting()] == ["name", "stage"]


def test_selection_and_focus_stay_through_sort_filter_and_update(table, qtbot):
    table.select_ids([1, 4])
    told = []
    table.selected.connect(told.append)
    table.sort_by([("name", True)])
    assert set(table.selected_ids()) == {1, 4}
    table.rows.update_rows([(1, "zeta", *ROWS[1][2:])])
    assert set(table.selected_ids()) == {1, 4}
    assert table.rows.row_of(1)[1] == "zeta"
    table.rows.search("beta")
    assert table.selected_ids() == [4]
    assert told[-1] == [4]
    table.rows.remove_rows([4])
    assert told[-1] == []


def test_an_update_in_place_keeps_the_scroll(table, theme, qtbot):
    table.rows.set_rows([(n, f"row {n:03d}", *ROWS[0][2:]) for n in range(300)])
    table.select_ids([150])
    top = table.verticalScrollBar().value()
    assert top > 0
    table.rows.update_rows([(151, "row 151 changed", *ROWS[0][2:])])
    assert table.verticalScrollBar().value() == top


def test_the_box_checks_without_selecting_and_the_header_checks_all(table, qtbot):
    cell = table.visualRect(table.rows.index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert table.rows.checked() == [1]
    assert table.selected_ids() == []
    assert table.rows.all_checked() == Qt.CheckState.PartiallyChecked
    qtbot.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert len(table.rows.checked()) == 5
    table.rows.search("beta")
    assert table.marked_ids() == [4]


def test_the_keyboard_checks_opens_copies_and_filters(table, qtbot):
    table.setFocus()
    table.select_ids([0])
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert table.rows.is_checked(0)
    with qtbot.waitSignal(table.activated_id) as caught:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert caught.args == [0]
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "delta\tReview\t0\t0.0\t2027-01-01\tone, two\tLena Wiesner\n"
    table.setCurrentIndex(table.rows.index(0, table.section("stage")))
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert_named(popup)
    popup.close()


def test_an_edit_is_announced_and_a_refused_text_stays_with_its_reason(table, qtbot):
    edits = []
    table.rows.edited.connect(edits.append)
    index = table.rows.index(0, table.section("team"))
    assert table.rows.setData(index, "12")
    assert edits == [(Edit(0, "team", 12),)]
    assert not table.rows.setData(index, "five")
    assert len(edits) == 1
    assert index.data() == "five"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Figures only."
    table.grab()
    table.rows.discard(0, "team")
    assert index.data() == "0"


def test_the_editors_hand_over_what_was_chosen(table, qtbot):
    edits = []
    table.rows.edited.connect(edits.append)
    table.setFocus()
    index = table.rows.index(0, table.section("stage"))
    table.setCurrentIndex(index)
    table.edit(index)
    combo = table.findChild(QComboBox)
    assert combo.accessibleName() == "Stage"
    combo.setCurrentIndex(combo.findData("new"))
    table.commitData(combo)
    assert edits == [(Edit(0, "stage", "new"),)]
    table.closeEditor(combo, table.cells.EndEditHint.NoHint)
    index = table.rows.index(0, table.section("name"))
    table.edit(index)
    field = next(field for field in table.findChildren(QLineEdit) if field.accessibleName() == "Company")
    qtbot.keyClicks(field, "New name")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: edits[-1] == (Edit(0, "name", "New name"),))


def test_paste_puts_a_block_over_editable_cells_as_one_batch(table, qtbot):
    edits, notes = [], []
    table.rows.edited.connect(edits.append)
    table.note.connect(notes.append)
    table.setCurrentIndex(table.rows.index(0, table.section("name")))
    QGuiApplication.clipboard().setText("Neu\tReceived\t9\t1\r\nZwei\tnowhere\tx\t2\r\n")
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edits == [(Edit(0, "name", "Neu"), Edit(0, "stage", "new"), Edit(0, "team", 9), Edit(1, "name", "Zwei"))]
    assert str(notes[-1]) == "4 cells were left as they are"


def test_one_pasted_value_goes_into_all_selected_rows(table, qtbot):
    edits = []
    table.rows.edited.connect(edits.append)
    table.select_ids([1, 2, 3])
    table.selectionModel().setCurrentIndex(table.rows.index(1, table.section("team")),
                                           QItemSelectionModel.SelectionFlag.NoUpdate)
    QGuiApplication.clipboard().setText("40")
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edits == [(Edit(1, "team", 40), Edit(2, "team", 40), Edit(3, "team", 40))]


def test_cells_travel_to_a_spreadsheet_and_back():
    cells = [["a\tb", 'quote "x"', "line\nbreak"], ["=1+1", "+86 21", "@me"], ["-5", "'=already", ""]]
    assert to_tsv(cells).split("\n")[2].startswith("'=1+1\t+86 21\t'@me")
    assert from_tsv(to_tsv(cells)) == [["a\tb", 'quote "x"', "line\nbreak"], ["=1+1", "+86 21", "@me"],
                                      ["-5", "=already", ""]]
    assert from_tsv("") == []
    assert from_tsv("a\rb") == [["a"], ["b"]]


def test_columns_order_and_width_are_remembered(table, theme, settings, qtbot):
    table.show_column("day", False)
    table.header.moveSection(table.header.visualIndex(table.section("team")), 1)
    table.setColumnWidth(table.section("name"), 222)
    table.sort_by([("team", True)])
    table.save_layout()
    assert settings.part(LAYOUTS, "things") is not None
    again = FilterTable(theme, COLUMNS, settings, "things")
    qtbot.addWidget(again)
    assert again.isColumnHidden(again.section("day"))
    assert again.shown_columns()[0].key == "team"
    assert again.columnWidth(again.section("name")) == 222
    assert again.rows.sorting() == (("team", True),)
    again.reset_layout()
    assert again.shown_columns()[0].key == "name"
    assert not again.isColumnHidden(again.section("day"))


def test_a_view_comes_back_and_nonsense_does_no_harm(table):
    table.set_filter("stage", ChoiceFilter(frozenset({"new"})))
    table.set_filter("day", RangeFilter(date(2027, 1, 1), None))
    table.rows.search("a")
    state = table.view_state()
    shown = _shown(table)
    table.restore({})
    assert len(_shown(table)) == 5
    table.restore(state)
    assert _shown(table) == shown
    table.restore({"columns": [{"key": "gone"}, 3], "sort": [1, ["gone", True]], "filters": [1], "words": 5})
    assert len(_shown(table)) == 5


def test_the_bar_shows_chips_and_takes_them_away(table, qtbot):
    bar = FilterBar(table)
    qtbot.addWidget(bar)
    bar.show()
    table.set_filter("stage", ChoiceFilter(frozenset({"new"})))
    chip = bar._chips[0]
    assert chip.text() == "Stage: Received"
    assert "2 of 5" in bar._count.text()
    assert_named(bar)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert bar.window().focusWidget() is bar.field
    assert len(_shown(table)) == 5
    qtbot.keyClicks(bar.field, "alph")
    qtbot.waitUntil(lambda: _shown(table) == ["alpha"])
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(_shown(table)) == 5)


def test_the_popups_filter_at_once(table, qtbot):
    popup = filter_popup(table, table.rows.columns[1])
    assert popup._list is not None
    popup._list.item(0).setCheckState(Qt.CheckState.Checked)
    assert len(_shown(table)) in (2, 3)
    popup.close()
    popup = filter_popup(table, table.rows.columns[2])
    low = popup.findChildren(QLineEdit)[0]
    qtbot.keyClicks(low, "3")
    assert table.rows.filters()["team"] == RangeFilter(3, None)
    qtbot.keyClicks(low, "x")
    assert low.property("wrong") is True
    popup._clear()
    assert "team" not in table.rows.filters()


def test_the_menus_open(table):
    for menu in (header_menu(table, table.section("name")), header_menu(table, 0), columns_menu(table)):
        assert menu.actions()
        menu.deleteLater()


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_it_paints_in_every_theme_and_size(table, theme, name):
    table.select_ids([0])
    theme.choose(name, 150)
    assert table.verticalHeader().defaultSectionSize() == 48
    picture = table.grab().toImage()
    cell = table.visualRect(table.rows.index(0, 3)).center() + QPoint(0, table.header.height() + 14)
    colour = picture.pixelColor(cell)
    assert colour == theme.colour("selection")
    theme.choose(name, 100)


def test_text_from_outside_is_never_markup_in_tool_tips(table):
    table.rows.set_rows([(1, "<img src=x>" + "w" * 200, *ROWS[0][2:])])
    index = table.rows.index(0, 1)
    assert index.data() == "<img src=x>" + "w" * 200


def test_columns_are_as_wide_as_the_words_of_the_language(theme, settings, qtbot):
    long = {"a": msg("Light colours"), "b": msg("The navigation shows words beside its icons")}
    columns = (Column("name", msg("Name"), 1, width=120), Column("kind", msg("Focus"), 2, "choice", 90, labels=long),
               Column("last", msg("Last"), 3, width=80))
    one = FilterTable(theme, columns, settings, "words")
    qtbot.addWidget(one)
    kind = one.section("kind")
    assert one.columnWidth(one.section("name")) == 120
    assert 150 < one.columnWidth(kind) <= 170
    one.save_layout()
    assert "width" not in settings.part(LAYOUTS, "words")["columns"][1]
    narrow = (columns[0], Column("kind", msg("Focus"), 2, "choice", 90, labels={"a": msg("Name")}), columns[2])
    again = FilterTable(theme, narrow, settings, "words")
    qtbot.addWidget(again)
    assert again.columnWidth(kind) == 90
    again.setColumnWidth(kind, 300)
    again.retranslate()
    assert again.columnWidth(kind) == 300


def test_what_is_selected_comes_into_sight_beside_a_hidden_first_column(table):
    table.show_column("name", False)
    table.rows.set_rows([(n, f"row {n}", "new", n, 0, None, (), "") for n in range(200)])
    table.select_ids([150])
    assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))
    assert table.currentIndex().column() == table.section("stage")


def test_what_was_not_understood_is_shown_as_it_was_typed(theme, qtbot):
    column = Column("hours", msg("Hours"), 1, "number", show=lambda hours: f"{round(hours, 1)} h", editable=True,
                    parse=_number)
    table = FilterTable(theme, (column,))
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    table.rows.set_rows([(1, 2)])
    cell = table.rows.index(0, 1)
    for words in ("NaN", "<b>1</b>", "1\t2"):
        with qtbot.waitSignal(table.note, timeout=0) as said:
            assert not table.rows.setData(cell, words)
        assert said.args == [msg("Figures only.")]
        assert cell.data() == " ".join(words.split())
        table.grab()
    assert table.rows.setData(cell, "3")
    assert cell.data() == "3 h"


def test_columns_give_way_and_come_back_but_not_the_one_that_was_chosen(table, qtbot):
    least = {"stage": 60, "name": 80, "day": 60}
    widths = {column.key: table.section(column.key) for column in table.rows.columns}
    table.setColumnWidth(widths["team"], 150)  # somebody's own choice
    for width in (2000, 760, 2000):
        table.resize(width, 300)
        fit(table, "name", least)
        whole = sum(table.columnWidth(section) for section in range(table.rows.columnCount()))
        assert whole <= table.viewport().width() + 1
        assert table.columnWidth(widths["team"]) == 150
        if width == 760:
            assert table.columnWidth(widths["stage"]) < own_width(table, table.rows.index_.columns["stage"])
    kept = {entry["key"]: entry.get("width") for entry in table.view_state()["columns"]}
    assert kept["team"] == 150
    assert kept["stage"] is None
    assert kept["name"] is None


def test_the_last_column_shown_gives_back_what_it_was_stretched_to(table, qtbot):
    """A hidden column behind it does not keep it as wide as it was in a wider window."""
    table.show_column(table.shown_columns()[-1].key, False)
    last = table.shown_columns()[-1]
    table.resize(2000, 300)
    table.show()
    assert table.columnWidth(table.section(last.key)) > own_width(table, last)
    fit(table, "name", {"name": 80})
    assert table.columnWidth(table.section(last.key)) == own_width(table, last)


def test_a_hyphen_between_letters_is_no_figure_wide(table, theme):
    cells = table.itemDelegate()

    class Paper:
        """Remembers the fonts."""

        fonts = []

        def setFont(self, font):  # noqa: N802
            self.fonts.append(font)

        def setPen(self, _pen):  # noqa: N802
            pass

        def drawText(self, *_what):  # noqa: N802
            pass

    paper = Paper()
    for words in ("Cloud-Anwendungen", "2027-1", "-12", "0042 Delta"):
        cells._text(paper, QRect(0, 0, 300, 20), words, cells._body, theme.colour("text"), False)
    assert [bool(font.isFeatureSet(QFont.Tag("tnum"))) for font in paper.fonts] == [False, True, True, True]
