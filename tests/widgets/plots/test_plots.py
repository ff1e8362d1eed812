"""Plots whose marks are rows: keys, mouse, words for the ear, and speed with thousands of marks."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from incubator_gui.widgets.plots.lines import LineList, Part
from incubator_gui.widgets.plots.marks import AgreementBars, Interval, IntervalPlot, Range, RangePlot, ShareBars
from incubator_gui.widgets.plots.plot_list import PlotList, PlotRow, ticks
from incubator_gui.widgets.plots.slope import Slope, SlopePlot
from incubator_gui.widgets.theme import Theme

P = TypeVar("P", bound=PlotList)


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot) -> Iterator[Callable[[type[P]], P]]:
    """Builds a plot in a window."""
    made: list[PlotList] = []

    def build(kind: type[P]) -> P:
        plot = kind(theme)
        made.append(plot)
        plot.resize(480, 420)
        plot.show()
        qtbot.waitExposed(plot)
        return plot

    yield build
    for plot in made:
        plot.close()
        plot.deleteLater()


def interval_rows(count: int) -> list[PlotRow]:
    return [PlotRow(n, f"Reviewer {n}", "strict by 0.31", f"Reviewer {n}: strict", Interval(0.3, 0.1, 0.5, n % 3 == 0))
            for n in range(count)]


def test_keys_go_from_mark_to_mark_and_open(shown: Callable[[type[IntervalPlot]], IntervalPlot]) -> None:
    plot = shown(IntervalPlot)
    plot.set_plot("Severity", interval_rows(40))
    picked: list[object] = []
    opened: list[object] = []
    plot.picked.connect(picked.append)
    plot.opened.connect(opened.append)
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Home)
    QTest.keyClick(plot, Qt.Key.Key_Down)
    QTest.keyClick(plot, Qt.Key.Key_End)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert picked[-2:] == [1, 39]
    assert opened == [39]
    assert plot.accessibleName() == "Severity"
    interface = QAccessible.queryAccessibleInterface(plot)
    assert interface is not None
    child = interface.child(39)
    assert child is not None
    assert child.text(QAccessible.Text.Name) == "Reviewer 39: strict"


def test_choosing_tells_nobody_and_stays_with_other_rows(shown: Callable[[type[IntervalPlot]], IntervalPlot]) -> None:
    plot = shown(IntervalPlot)
    plot.set_plot("Severity", interval_rows(10))
    picked: list[object] = []
    plot.picked.connect(picked.append)
    plot.choose(4)
    assert plot.current_id() == 4
    plot.set_plot("Severity", list(reversed(interval_rows(10))))
    assert plot.current_id() == 4
    plot.set_plot("Severity", interval_rows(3))
    assert plot.current_id() is None
    plot.choose("nobody")
    assert plot.current_id() is None
    assert picked == []


def test_names_open_by_a_click_marks_by_two(shown: Callable[[type[IntervalPlot]], IntervalPlot]) -> None:
    plot = shown(IntervalPlot)
    plot.set_plot("Severity", interval_rows(5))
    opened: list[object] = []
    plot.opened.connect(opened.append)
    box = plot.visualRect(plot.points.index(2))
    middle = QPoint(box.center().x(), box.center().y())
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert plot.current_id() == 2
    assert opened == []
    QTest.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert opened == [2]
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     plot.name_box(box).center())
    assert opened == [2, 2]


def test_lines_are_as_high_as_their_words(shown: Callable[[type[LineList]], LineList]) -> None:
    plot = shown(LineList)
    long = "in: " + ", ".join(f"Application {n}" for n in range(40))
    plot.set_plot("Without one", [PlotRow(0, "Lena", "40 in, 0 out", long, (Part("arrow-up", "accent", long),)),
                                  PlotRow(1, "Shen", "nothing changes", "Shen", ())])
    high, low = (plot.visualRect(plot.points.index(n)).height() for n in (0, 1))
    assert high > 3 * low
    plot.resize(1200, 420)
    QTest.qWait(20)
    assert plot.visualRect(plot.points.index(0)).height() < high


MAKERS: dict[type[PlotList], Callable[[int], PlotRow]] = {
    RangePlot: lambda n: PlotRow(n, f"{n:04d} Company", "1.20", "said", Range((1.0 + n % 3, 4.0, 5.0), 3.5, 3.6)),
    SlopePlot: lambda n: PlotRow(n, f"{n:04d} Company", "▲ 1", "said",
                                 Slope((n * 7919) % 3000, n, (n * 7919) % 3000 + 1, n + 1)),
    ShareBars: lambda n: PlotRow(n, f"{n:04d} Company", "93 %", "said", (n % 101) / 100),
    AgreementBars: lambda n: PlotRow(n, f"Criterion {n}", "0.71", "said", None if n % 7 == 0 else n / 3000)}


@pytest.mark.parametrize("kind", list(MAKERS))
@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_every_plot_paints_in_every_theme(shown: Callable[[type[PlotList]], PlotList], theme: Theme,
                                          kind: type[PlotList], name: str) -> None:
    theme.choose(name)
    plot = shown(kind)
    plot.set_plot("Plot", [MAKERS[kind](n) for n in range(20)])
    if isinstance(plot, RangePlot):
        plot.set_scale(1.0, 5.0)
    plot.choose(3)
    plot.setFocus()
    picture = plot.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 480, 3) for y in range(0, 420, 3)}
    assert len(colours) > 4


@pytest.mark.parametrize("kind", list(MAKERS))
def test_only_what_is_seen_is_painted(shown: Callable[[type[PlotList]], PlotList], kind: type[PlotList],
                                      monkeypatch: pytest.MonkeyPatch) -> None:
    plot = shown(kind)
    plot.set_plot("Plot", [MAKERS[kind](n) for n in range(3000)])
    painted: list[int] = []
    paint = plot.paint_row

    def seen(painter: QPainter, option: QStyleOptionViewItem, place: int) -> None:
        painted.append(place)
        paint(painter, option, place)

    monkeypatch.setattr(plot, "paint_row", seen)
    plot.scrollTo(plot.points.index(1500))
    picture = QPixmap(plot.size())
    plot.render(picture)
    assert 5 < len(set(painted)) < 40


def test_ticks_are_round_and_few() -> None:
    assert ticks(1, 5) == [1, 2, 3, 4, 5]
    assert ticks(0, 1) == [0, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert ticks(0, 100) == [0, 20, 40, 60, 80, 100]
    assert ticks(3, 3) == [3]


@pytest.mark.parametrize("width", [360, 480, 900])
def test_the_words_above_agreement_do_not_touch(shown: Callable[[type[PlotList]], PlotList], theme: Theme,
                                                width: int) -> None:
    plot = shown(AgreementBars)
    plot.resize(width, 300)
    plot.set_plot("Agreement", [PlotRow(0, "Business model and finance", "0.64 · not reliable", "said", 0.64)])
    assert isinstance(plot, AgreementBars)
    metrics = QFontMetrics(theme.font("axis"))
    words = plot.head_words(plot.field(QRect(0, 0, plot.viewport().width(), 32)))
    assert (words[0][1], words[-1][1]) == ("0", "1")
    for (left, said), (right, _next) in itertools.pairwise(words):
        assert left + metrics.horizontalAdvance(said) + 4 <= right
