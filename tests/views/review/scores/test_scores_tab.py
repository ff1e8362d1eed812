"""The fairness console by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from incubator_gui.core.errors import Cancelled
from incubator_gui.core.languages import use_language
from incubator_gui.core.messages import msg
from incubator_gui.services.house import House
from incubator_gui.views.review.scores.plots_card import PLOTS
from incubator_gui.views.review.scores.tab import ScoresTab
from tests.qt_support import assert_named
from tests.services.scores.score_house import Panel
from tests.views.review.scores.conftest import Desk


def test_it_shows_what_the_service_says(desk: Desk) -> None:
    sheet = desk.panel.house.scores.table(desk.panel.call)
    assert desk.words("rank") == [str(row.adjusted_rank) for row in sheet.rows]
    assert desk.words("raw_rank") == [str(row.raw_rank) for row in sheet.rows]
    assert desk.words("company") == [row.name for row in sheet.rows]
    assert all(one.endswith("%") for one in desk.words("share"))
    plot = desk.tab.card.plots["severity"]
    assert [row.id for row in plot.points.rows] == [one.reviewer_id for one in sheet.reviewers]


def test_every_plot_has_its_marks_and_its_explanation(desk: Desk) -> None:
    helps = set()
    for key in PLOTS:
        desk.tab.card.choice.choose(key)
        desk.idle()
        plot = desk.tab.card.plot
        assert plot.isVisible()
        assert plot.points.rowCount() > 0
        assert plot.accessibleName()
        assert all(row.said and row.name for row in plot.points.rows)
        helps.add(desk.tab.card.help.text())
        assert_named(desk.tab)
    assert len(helps) == len(PLOTS)


def test_a_mark_is_reached_by_arrows_told_in_words_and_opened_by_enter(desk: Desk) -> None:
    desk.tab.card.choice.choose("spread")
    plot = desk.tab.card.plot
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Home)
    QTest.keyClick(plot, Qt.Key.Key_Down)
    row = plot.points.rows[1]
    assert plot.current_id() == row.id
    assert desk.tab.table.selected_ids() == [row.id]
    interface = QAccessible.queryAccessibleInterface(plot)
    assert interface is not None
    child = interface.child(1)
    assert child is not None
    assert child.text(QAccessible.Text.Name) == row.said
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert desk.shell.records == [("application", row.id)]


def test_selecting_in_the_table_selects_the_mark(desk: Desk) -> None:
    id = desk.tab.table.rows.visible_ids()[4]
    desk.tab.table.select_ids([id])
    for key in ("spread", "ranks"):
        desk.tab.card.choice.choose(key)
        desk.tab.table.select_ids([desk.tab.table.rows.visible_ids()[5]])
        desk.tab.table.select_ids([id])
        assert desk.tab.card.plot.current_id() == id


def test_a_reviewer_opens_among_the_reviewers(desk: Desk) -> None:
    plot = desk.tab.card.plots["severity"]
    box = plot.visualRect(plot.points.index(0))
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     plot.name_box(box).center())
    assert desk.parts == [("panel", {"reviewer": plot.points.rows[0].id})]
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     QPoint(box.right() - 5, box.center().y()))
    assert len(desk.parts) == 1


def test_more_or_fewer_first_ask_again(desk: Desk) -> None:
    tab = desk.tab
    tab.card.choice.choose("flips")
    desk.idle()
    tab.card.top.setFocus()
    tab.card.top.selectAll()
    QTest.keyClicks(tab.card.top, "3")
    QTest.keyClick(tab.card.top, Qt.Key.Key_Return)
    desk.idle()
    assert tab.wish.top == 3
    lines = desk.panel.house.scores.flips(desk.panel.call, tab.wish)
    assert [row.id for row in tab.card.plot.points.rows] == [line.reviewer_id for line in lines]
    tab.card.choice.choose("shares")
    desk.idle()
    first = [row for row in tab.card.plot.points.rows if row.data == 1.0]
    assert 0 < len(first) <= 3


def test_it_follows_a_change(desk: Desk) -> None:
    last = desk.tab.table.rows.visible_ids()[-1]
    place = desk.panel.applications.index(last)

    def praise() -> None:
        for application, reviewer in list(desk.panel.reviews):
            if application == last:
                desk.panel.mark(place, reviewer, desk.panel.all_of(5))

    desk.elsewhere(praise)
    assert desk.tab.table.rows.visible_ids()[0] == last


def test_trimmed_mean_and_begun_reviews(desk: Desk) -> None:
    free = next(one for one in desk.panel.reviewers if (desk.panel.applications[0], one) not in desk.panel.reviews)
    desk.elsewhere(lambda: desk.panel.mark(0, free, desk.panel.all_of(4), state="draft"))
    assert set(desk.words("pending")) == {"–"}
    desk.tab.tools.drafts.click()
    desk.idle()
    assert "4.00" in desk.words("pending")
    assert not desk.tab.table.isColumnHidden(desk.tab.table.section("pending"))
    desk.tab.tools.centre.choose("trimmed")
    desk.tab.tools.centre.activated.emit(1)
    desk.idle()
    assert desk.tab.stock is not None
    assert desk.tab.stock.sheet.wish.centre == "trimmed"


def test_beside_a_frozen_table(desk: Desk) -> None:
    house, panel = desk.panel.house, desk.panel
    assert not desk.tab.tools.compare.isVisible()

    def freeze() -> None:
        with house.database.write("test.freeze", msg("Frozen")) as work:
            house.scores.freeze(work.session, panel.call)
        last = desk.tab.table.rows.visible_ids()[-1]
        for application, reviewer in list(panel.reviews):
            if application == last:
                panel.mark(panel.applications.index(last), reviewer, panel.all_of(5))

    desk.elsewhere(freeze)
    assert desk.tab.tools.compare.isVisible()
    desk.tab.tools.compare.setCurrentIndex(1)
    desk.tab.tools.compare.activated.emit(1)
    desk.idle()
    assert desk.words("then_rank")[0] == "12"
    assert desk.words("since")[0] == "▲\u00a011"
    assert not desk.tab.table.isColumnHidden(desk.tab.table.section("since"))
    assert desk.tab.help.text().startswith("11 of 12 ranks")
    desk.tab.card.choice.choose("agreement")
    desk.tab.card.plot.setFocus()
    QTest.keyClick(desk.tab.card.plot, Qt.Key.Key_Home)
    QTest.keyClick(desk.tab.card.plot, Qt.Key.Key_Return)
    assert desk.parts == [("setup", {"segment": "rubric", "rubric": panel.version})]


def test_nothing_yet_says_where_to_go(build: Callable[[Panel], Desk], empty_house: House) -> None:
    desk = build(Panel(empty_house, count=3, people=2, each=0))
    assert desk.tab.empty.isVisible()
    desk.tab.empty.button.click()
    desk.tab.empty.link.click()
    assert [part for part, _filters in desk.parts] == ["desk", "packages"]
    desk.elsewhere(lambda: desk.panel.mark(0, desk.panel.reviewers[0], desk.panel.all_of(3)))
    assert desk.tab.table.isVisible()
    assert "No severity" in desk.tab.card.note.text()


def test_a_phase_that_shows_nothing_says_so(desk: Desk) -> None:
    desk.panel.phase(sees_others="never")
    desk.panel.who("Lena Weber")
    desk.tab.read()
    desk.idle()
    assert desk.tab.empty.isVisible()
    assert not desk.shell.warned


def test_export_of_what_is_shown(desk: Desk, tmp_path: Path) -> None:
    desk.tab.file.write(tmp_path / "scores.csv", "Scores")
    desk.idle()
    text = (tmp_path / "scores.csv").read_text("utf-8-sig")
    assert len(text.strip().splitlines()) == 13
    assert "Company 1" in text


def test_what_it_remembers(desk: Desk, build: Callable[[Panel], Desk]) -> None:
    desk.tab.card.choice.choose("ranks")
    desk.tab.card.top.setValue(4)
    state = desk.tab.state()
    other = ScoresTab(desk.context)
    other.restore(state)
    assert other.card.key == "ranks"
    assert other.wish.top == 4
    for nonsense in ({}, {"wish": {"top": "x", "width": None, "centre": 3}, "sizes": ["a"], "plot": 7, "view": 1}):
        other.restore(nonsense)
    assert 1 <= other.wish.top <= 10
    other.deleteLater()


def test_explanations_make_room_and_stay_away(desk: Desk) -> None:
    assert desk.tab.card.help.isVisible()
    desk.tab.tools.help.click()
    desk.tab.card.choice.choose("ranks")
    assert not desk.tab.card.help.isVisible()
    assert not desk.tab.help.isVisible()
    other = ScoresTab(desk.context)
    other.restore(desk.tab.state())
    assert not other.tools.help.isChecked()
    other.deleteLater()


def test_in_every_language(desk: Desk) -> None:
    for language in ("de", "zh"):
        use_language(language)
        desk.tab.retranslate()
        for key in PLOTS:
            desk.tab.card.choice.choose(key)
            desk.idle()
            assert desk.tab.card.plot.points.rowCount() > 0


def test_who_gave_what_to_the_selected_one(desk: Desk) -> None:
    detail = desk.tab.card.detail
    assert not detail.isVisible()
    id = desk.tab.table.rows.visible_ids()[0]
    desk.tab.table.select_ids([id])
    assert detail.isVisible()
    given = [reviewer for application, reviewer in desk.panel.reviews if application == id]
    assert {row.id for row in detail.plot.points.rows} == set(given)
    assert desk.words("company")[0] in detail.title.text()
    detail.plot.setFocus()
    QTest.keyClick(detail.plot, Qt.Key.Key_Home)
    QTest.keyClick(detail.plot, Qt.Key.Key_Return)
    assert desk.parts[-1] == ("panel", {"reviewer": detail.plot.points.rows[0].id})
    desk.tab.table.select_ids(desk.tab.table.rows.visible_ids()[:2])
    assert not detail.isVisible()


def test_what_was_stopped_goes_on_when_it_is_turned_to_again(desk: Desk) -> None:
    desk.tab.card.choice.choose("flips")
    desk.idle()
    desk.tab._flips = None
    desk.tab._stopped(Cancelled(msg("Cancelled. Nothing was changed.")))
    assert "Stopped" in desk.tab.card.note.text()
    desk.tab.card.choice.choose("spread")
    desk.tab.card.choice.choose("flips")
    desk.idle()
    assert desk.tab.card.plot.points.rowCount() > 0
    assert not desk.tab.card.note.isVisible()
