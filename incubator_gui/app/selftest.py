"""The self-test of an installed or frozen program: each part is used once, in a temporary folder.

Nothing of the person's own data is touched.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from incubator_gui.app.cli.display import do_without_screen
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import LANGUAGES, translator, use_language
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.core.resources import resource

HAN = "孵化堃喆犇昇赟旻"
"""Characters of company names, among them such as small fonts lack."""

Check = Callable[[Path], str]


class Failed(Exception):
    """A check found something wrong; its words are for people."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: its key, whether it passed, what it saw or what was wrong, and how long it took."""

    key: str
    passed: bool
    detail: str
    seconds: float


def run(say: Callable[[str], object] | None = None) -> tuple[CheckResult, ...]:
    """Run all checks, also after one has failed; `say` is told each result as a line."""
    results = []
    with tempfile.TemporaryDirectory(prefix="incubator-self-test-", ignore_cleanup_errors=True) as scratch:
        for key, title, check in CHECKS:
            started = time.perf_counter()
            folder = Path(scratch) / key
            folder.mkdir()
            try:
                passed, detail = True, check(folder)
            except Failed as error:
                passed, detail = False, str(error)
            except IncubatorError as error:
                passed, detail = False, text(error.message)
            except Exception as error:  # whatever a broken installation raises is what is looked for
                passed, detail = False, f"{type(error).__name__}: {error}"
            results.append(CheckResult(key, passed, detail, time.perf_counter() - started))
            if say is not None:
                mark = tr("ok") if passed else tr("FAILED")
                say(f"{mark}  {text(title)}: {detail}")
    return tuple(results)


def _resources(_folder: Path) -> str:
    wanted = {"fonts": "*.ttf", "icons": "*.svg", "themes": "*", "sample": "*.json"}
    counts = {name: len(list(resource(name).glob(pattern))) for name, pattern in wanted.items()}
    empty = [name for name, count in counts.items() if not count]
    if empty:
        raise Failed(tr("missing: {names}", names=", ".join(empty)))
    return tr("{n} files", n=sum(counts.values()))


def _translations(_folder: Path) -> str:
    same = []
    for language in LANGUAGES:
        if language != "en" and translator(language).text(msg("Applications")) == "Applications":
            same.append(language)
    if same:
        raise Failed(tr("no translation: {names}", names=", ".join(same)))
    return ", ".join(translator(language).text(msg("Applications")) for language in LANGUAGES)


def _database(folder: Path) -> str:
    from incubator_gui.services.house import House

    house = House.open(folder / "house.db")
    try:
        made = house.companies.add("金桥换电", city="Shanghai").value
        if [hit.id for hit in house.search.find("金桥")] != [made]:
            raise Failed(tr("the search does not find what was written"))
        house.history.undo()
        if house.companies.rows():
            raise Failed(tr("the undo did not take back what was written"))
        house.history.redo()
        faults = [*map(text, house.care.check()), *map(text, house.history.prove().faults)]
        if faults:
            raise Failed("; ".join(faults))
        backup = house.care.back_up()
        return tr("written, found, undone, proved; backup of {n} bytes", n=backup.size)
    finally:
        house.close()


def _tables(folder: Path) -> str:
    """Write a workbook, then read it back in the child process that reads foreign files."""
    from incubator_gui.exchange.write_table import OutColumn, write_table
    from incubator_gui.services.house import House

    file = folder / "applicants.xlsx"
    write_table(file, (OutColumn("Company name"), OutColumn("City")),
                [("Kranichtal Zelltechnik GmbH", "Aachen"), ("栎星换电（上海）有限公司", "上海")])
    house = House.open(folder / "house.db")
    try:
        result = house.imports.apply(house.imports.open(file), "Call 1")
        if result.created != 2:
            raise Failed(tr("{n} of 2 rows came in", n=result.created))
        return tr("{n} rows written and imported", n=result.rows)
    finally:
        house.close()


def _paper(folder: Path) -> str:
    """A one-pager in each language, made in the child process that makes papers."""
    from incubator_gui.services.house import House

    pages = 0
    house = House.open(folder / "house.db")
    try:
        company = house.companies.add(f"{HAN}有限公司", city="上海").value
        for language in LANGUAGES:
            file = folder / f"{language}.pdf"
            result = house.dossiers.write(company, file, house.dossiers.options(language), one_pager=True)
            if result.warnings:
                raise Failed("; ".join(text(warning) for warning in result.warnings))
            if not file.read_bytes().startswith(b"%PDF-"):
                raise Failed(tr("{file} is no PDF", file=file.name))
            pages += result.pages
    finally:
        house.close()
    return tr("{n} pages", n=pages)


def _pack(folder: Path) -> str:
    """A floor given to a company, the floor as a paper, and a pack with it; working days of both countries."""
    from incubator_gui.domain.space import Span
    from incubator_gui.domain.workdays import calendar
    from incubator_gui.services.house import House
    from incubator_gui.services.plan_paper import plan_pages
    from incubator_gui.services.space import FloorDraft, RoomDraft

    house = House.open(folder / "house.db")
    try:
        day = house.clock.today()
        for country in ("CN", "DE"):
            if not calendar(country).days(day.year):
                raise Failed(tr("missing: {names}", names=f"{country} {day.year}"))
        house.space.set_up("S", [FloorDraft("1", (RoomDraft("101", desks=8, area=60.0),))])
        company = house.companies.add(f"{HAN}有限公司", city="上海").value
        plan = house.space.plan()
        house.space.allocate(company, Span(day), desks=[place.desk for place in plan.places if place.desk][:4])
        pages = house.plan_papers.write(folder / "plan.pdf", language="zh").pages
        show = house.roadshows.add("路演").value
        house.roadshows.add_companies(show, [company])
        if not plan_pages(house.space.plan(), day, "zh"):
            raise Failed(tr("the floor has no page"))
        options = house.packs.options(show, "zh")
        pages += house.packs.write(show, folder / "pack.pdf", options).pages
    finally:
        house.close()
    return tr("{n} pages", n=pages)


def _solver(folder: Path) -> str:
    """Three applications for three reviewers, worked out, stored and taken back."""
    from incubator_gui.services.assignments_plan import Wish
    from incubator_gui.services.house import House

    house = House.open(folder / "house.db")
    try:
        call = house.calls.add_call("1").value
        seats = house.rounds.begin(call, reviews_each=2).value
        for number in range(3):
            house.applications.add(call, None, f"{HAN}{number}")
            house.reviewers.add(None, full_name=f"R{number}", quota=2, round_id=seats)
        made = house.assignments.propose(call, Wish("ensure", 2, any_stage=True))
        if made.missing or made.added != 6:
            raise Failed(tr("{n} of {whole} reviews were assigned", n=made.added, whole=6))
        house.assignments.apply(made)
        house.history.undo()
        return tr("{n} reviews assigned", n=made.added)
    finally:
        house.close()


def _package(folder: Path) -> str:
    from incubator_gui.app.review_mode_check import round_trip

    return text(round_trip(folder))


def _fonts(_folder: Path) -> str:
    from PySide6.QtGui import QFontDatabase, QFontInfo, QRawFont

    from incubator_gui.widgets.theme import FAMILIES, Theme

    _application()
    theme = Theme("light")
    theme.apply()
    missing = [family for family in FAMILIES if family not in QFontDatabase.families()]
    if missing:
        raise Failed(tr("missing: {names}", names=", ".join(missing)))
    raw = QRawFont.fromFont(QFontDatabase.font("Noto Sans SC", "", 13))
    lacking = [char for char in HAN if not raw.supportsCharacter(ord(char))]
    if lacking:
        raise Failed(tr("missing: {names}", names="".join(lacking)))
    return QFontInfo(theme.font()).family()


def _window(folder: Path) -> str:
    from PySide6.QtCore import QEventLoop, QTimer

    from incubator_gui.app.main import start
    from incubator_gui.core.languages import current
    from incubator_gui.core.settings import LANGUAGE, Settings
    from incubator_gui.services.opening import open_house

    _application()
    language = current().language
    house, _unclean = open_house(folder / "house.db", sample=language)
    try:
        settings = Settings()
        settings.set(LANGUAGE, language)
        opened = start(house, settings, "")
        opened.window.show()
        ids = [id for id, entry in opened.window.stack.entries.items() if entry.in_navigation]
        for id in ids:
            opened.window.go(id)
            loop = QEventLoop()
            QTimer.singleShot(200, loop.quit)
            loop.exec()
        if not opened.close():
            raise Failed(tr("a thread did not end"))
        return tr("{n} screens", n=len(ids))
    finally:
        house.close()
        use_language(language)


def _application() -> None:
    """The QApplication, without a screen where there is none."""
    from incubator_gui.app.application import make_application

    do_without_screen()
    make_application(["incubator-gui"])


CHECKS: tuple[tuple[str, Message, Check], ...] = (
    ("resources", msg("Resources"), _resources),
    ("translations", msg("Translations"), _translations),
    ("database", msg("Database"), _database),
    ("tables", msg("Tables"), _tables),
    ("paper", msg("PDF"), _paper),
    ("pack", msg("Floor plan and pack"), _pack),
    ("solver", msg("Assignment of reviewers"), _solver),
    ("package", msg("Review package"), _package),
    ("fonts", msg("Fonts"), _fonts),
    ("window", msg("Window"), _window),
)
"""Key, name and function of each check, in the order in which they run."""
