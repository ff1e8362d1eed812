"""Scores of a whole call beside a plain loop that takes means: anew, after one changed score, and the questions.

300 to 12,000 applications with four reviews each, one reviewer for fifty applications.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from incubator_gui.core.messages import Words
from incubator_gui.domain.agreement import LEVELS, agreement
from incubator_gui.domain.ranking import Standing, flips, standings
from incubator_gui.domain.rubric import Criterion, Rubric
from incubator_gui.domain.sensitivity import Review, sensitivity
from incubator_gui.domain.severity import Mark, SeverityModel
from incubator_gui.services.house import House
from incubator_gui.services.score_shelf import shelf_of
from incubator_gui.widgets.plots.marks import Range, RangePlot
from incubator_gui.widgets.plots.plot_list import PlotRow
from incubator_gui.widgets.plots.slope import Slope, SlopePlot
from incubator_gui.widgets.theme import Theme
from tests.bench.measure import in_turns, median, report, seconds
from tests.services.scores.score_house import Panel

EACH, CRITERIA, FIRST = 4, 5, 10

RUBRIC = Rubric(UUID(int=1), 1, tuple(Criterion(f"c{n}", Words(()), Decimal(10 + n)) for n in range(CRITERIA)))

Answers = dict[tuple[UUID, UUID], dict[str, Decimal]]


def make_answers(count: int) -> Answers:
    """Reviews by people of different severity, one answer in twenty missing."""
    random = Random(count)
    severity = [random.gauss(0, 0.5) for _n in range(max(6, count // 50))]
    answers: Answers = {}
    for application in range(count):
        merit = [random.gauss(3, 0.8) for _n in range(CRITERIA)]
        for reviewer in random.sample(range(len(severity)), EACH):
            answers[UUID(int=10_000_000 + application), UUID(int=reviewer)] = {
                f"c{n}": Decimal(min(5, max(1, round(one - severity[reviewer] + random.gauss(0, 0.5)))))
                for n, one in enumerate(merit) if random.random() > 0.05}
    return answers


def make_marks(answers: Answers) -> list[Mark]:
    found = ((application, reviewer, RUBRIC.score(given).value) for (application, reviewer), given in answers.items())
    return [Mark(application, reviewer, score) for application, reviewer, score in found if score is not None]


def plain(marks: Iterable[Mark]) -> list[tuple[float, UUID]]:
    """The mean of each application, best first, and nothing else."""
    sums: dict[UUID, list[float]] = {}
    for mark in marks:
        pair = sums.setdefault(mark.application, [0.0, 0])
        pair[0] += mark.score
        pair[1] += 1
    return sorted(((total / n, id) for id, (total, n) in sums.items()), reverse=True)


def table(marks: list[Mark]) -> tuple[Standing, ...]:
    return standings(marks, SeverityModel(marks).fit())


@pytest.mark.parametrize("count", [300, 3_000, 12_000])
def test_scores(count: int) -> None:
    answers = make_answers(count)
    marks = make_marks(answers)
    scored = median(lambda: make_marks(answers), 3)
    fitted, loop, ratio = in_turns(lambda: SeverityModel(marks).fit(), lambda: plain(marks))
    whole = median(lambda: table(marks), 3)
    model, random = SeverityModel(marks), Random(1)
    model.fit()

    def change() -> None:
        one = random.choice(marks)
        model.put(one.application, one.reviewer, random.random())
        model.fit()

    changed = median(change, 9)
    report(f"scores, {count:>6,} applications, {len(marks):>6,} reviews: plain loop of means {1000 * loop:.1f} ms;"
           f" severity anew {1000 * fitted:.1f} ms = {ratio:.1f}x; one score changed {1000 * changed:.1f} ms ="
           f" {changed / loop:.1f}x; severity and table {1000 * whole:.0f} ms; scores from answers"
           f" {1000 * scored:.0f} ms ({1e6 * scored / len(marks):.1f} µs each)")


@pytest.mark.parametrize("count", [300, 3_000])
def test_questions(count: int) -> None:
    answers = make_answers(count)
    marks = make_marks(answers)
    loop = median(lambda: plain(marks), 3)
    reviews = [Review(application, RUBRIC.parts(given)) for (application, _reviewer), given in answers.items()]
    draws = seconds(lambda: sensitivity(reviews, FIRST))
    without = seconds(lambda: list(flips(marks, FIRST)))
    units: dict[UUID, list[Decimal]] = {}
    for (application, _reviewer), given in answers.items():
        if "c0" in given:
            units.setdefault(application, []).append(given["c0"])
    alphas = seconds(lambda: [agreement(units.values(), level) for level in LEVELS])
    people = len({mark.reviewer for mark in marks})
    report(f"questions, {count:>6,} applications: 500 draws {1000 * draws:.0f} ms = {draws / loop / 500:.2f} plain"
           f" loops a draw; without each of {people} reviewers {1000 * without:.0f} ms = {without / loop / people:.1f}"
           f" plain loops each; alpha on four levels {1000 * alphas:.0f} ms = {alphas / loop / 4:.1f} plain loops each")


@pytest.mark.parametrize("count", [300, 3_000])
def test_table_of_a_database(tmp_path: Path, count: int) -> None:
    """The whole way: read, score, fit, table; then the same after one changed review, read by the journal."""
    house = House.open(tmp_path / "house.db")
    try:
        panel = Panel(house, count=count, people=max(6, count // 50), each=EACH)
        anew = seconds(lambda: house.scores.table(panel.call))
        again = median(lambda: house.scores.table(panel.call))
        changed = []
        for number in range(5):
            reviewer = next(one for application, one in panel.reviews if application == panel.applications[number])
            panel.mark(number, reviewer, panel.all_of(1 + number))
            changed.append(seconds(lambda: house.scores.table(panel.call)))
        shelf = shelf_of(house.database)

        def follow() -> None:
            with house.database.read() as session:
                shelf.book(session, panel.call).fit  # noqa: B018

        kept = []
        for number in range(5):
            reviewer = next(one for application, one in panel.reviews if application == panel.applications[number])
            panel.mark(number, reviewer, panel.all_of(5 - number))
            kept.append(seconds(follow))
        shares = seconds(lambda: house.scores.shares(panel.call))
        report(f"table of a database, {count:>6,} applications, {count * EACH:>6,} reviews: anew {1000 * anew:.0f} ms;"
               f" nothing changed {1000 * again:.0f} ms; one review changed: read and fitted"
               f" {1000 * sorted(kept)[2]:.0f} ms, whole table {1000 * sorted(changed)[2]:.0f} ms;"
               f" 500 draws {1000 * shares:.0f} ms")
    finally:
        house.close()


@pytest.mark.parametrize("count", [300, 3_000])
def test_plots_are_painted(theme: Theme, qtbot: QtBot, count: int) -> None:
    """One screenful of the plots that hold every application, beside a plain list of the same names."""
    random = Random(count)
    places = random.sample(range(count), count)
    names = [f"{n:04d} Company" for n in range(count)]
    spread, slope, plain_list = RangePlot(theme), SlopePlot(theme), QListWidget()
    spread.set_plot("Spread", [PlotRow(n, name, "1.20", name, Range((2.0, 3.0, 4.5), 3.2, 3.3))
                               for n, name in enumerate(names)])
    slope.set_plot("Ranks", [PlotRow(n, name, "▲ 1", name, Slope(places[n], n, places[n] + 1, n + 1))
                             for n, name in enumerate(names)])
    plain_list.addItems(names)
    times = []
    for widget in (spread, slope, plain_list):
        widget.resize(480, 600)
        widget.show()
        qtbot.waitExposed(widget)
        picture = QPixmap(widget.size())
        times.append(median(partial(widget.render, picture), 9))
        widget.close()
        widget.deleteLater()
    report(f"plots, {count:>6,} applications, one screenful: spread {1000 * times[0]:.1f} ms, ranks, which"
           f" all cross, {1000 * times[1]:.1f} ms; plain list {1000 * times[2]:.1f} ms")
