"""The dossier screen: preview, options, cancelling, errors, words and colours."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pypdf
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from incubator_gui.app.language import LanguageSwitch
from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.core.settings import Settings
from incubator_gui.services.house import House
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.views.dossier.screen import DossierScreen
from tests.qt_support import assert_named
from tests.views.dossier.conftest import HOSTILE, Told

Choose = Callable[[str], UUID]


def words_of(screen: DossierScreen) -> str:
    """What the paper says."""
    assert screen.making.paper is not None
    reader = pypdf.PdfReader(io.BytesIO(screen.making.paper.content))
    return "\n".join(page.extract_text() for page in reader.pages)


def test_without_a_company_there_is_nothing_to_save(screen: DossierScreen, shell: Told) -> None:
    assert screen.nobody.isVisible()
    assert not screen.save_button.isEnabled()
    assert screen.save_button.toolTip()
    screen.save()
    screen.print_()
    assert screen.output.dialog is None
    screen.nobody.button.click()
    assert shell.screens == ["companies"]


def test_the_preview_shows_the_paper(screen: DossierScreen, choose: Choose) -> None:
    choose("Ladewerk")
    assert screen.preview.isVisible()
    paper = screen.making.paper
    assert paper is not None
    assert screen.preview.document.pageCount() == paper.pages > 1
    assert screen.preview.pages.text() == f"1 of {paper.pages}"
    screen.preview.after.click()
    assert screen.preview.page() == 2
    assert screen.preview.before.isEnabled()
    assert "Laden ohne Warten" in words_of(screen)
    model = screen.preview.contents.model()
    assert model.rowCount() == 1
    assert model.rowCount(model.index(0, 0)) >= 3
    assert list(Path(tempfile.gettempdir()).glob("incubator-*/paper.pdf")) == []


def test_texts_in_german_only_make_a_german_paper(screen: DossierScreen, choose: Choose) -> None:
    choose("Ladewerk")
    assert screen.options.language.key == "de"
    choose("霁川")
    assert screen.options.language.key == "en"


def test_another_language_makes_it_again(screen: DossierScreen, choose: Choose, qtbot: QtBot) -> None:
    choose("Ladewerk")
    before = screen.making.paper
    screen.options.secret.setCurrentIndex(1)
    with qtbot.waitSignal(screen.making.made, timeout=30_000):
        screen.options.language.choose("zh")
    assert screen.making.paper is not before
    assert "企业" in words_of(screen)


def test_parts_and_one_pager(screen: DossierScreen, choose: Choose, qtbot: QtBot) -> None:
    choose("Ladewerk")
    assert screen.making.paper is not None
    many = screen.making.paper.pages
    with qtbot.waitSignal(screen.making.made, timeout=30_000):
        screen.options.none.click()
    assert screen.making.paper.pages == 1 < many
    with qtbot.waitSignal(screen.making.made, timeout=30_000):
        screen.options.kind.choose("one")
    assert not screen.options.sections["team"].isVisible()
    assert screen.making.paper.pages == 1


def test_typing_waits_and_only_the_last_counts(screen: DossierScreen, choose: Choose, qtbot: QtBot) -> None:
    choose("Ladewerk")
    begun: list[int] = []
    screen.making.began.connect(lambda: begun.append(1))
    with qtbot.waitSignal(screen.making.made, timeout=30_000):
        qtbot.keyClicks(screen.options.recipient, "Frau Kern")
    assert len(begun) == 1
    assert "Frau Kern" in words_of(screen)


def test_ready_words_follow_the_language_and_own_words_stay(screen: DossierScreen) -> None:
    screen.options.secret.setCurrentIndex(1)
    screen.options.watermark.setCurrentText("Nur für Herrn Li")
    before = screen.options.secret.words()
    screen.options.language.choose("de")
    kept = screen.options.secret.kept()
    assert kept == "=Confidential"
    screen.options.language.choose("en")
    assert screen.options.secret.words() == before
    assert screen.options.watermark.words() == "Nur für Herrn Li"


def test_typing_a_name_offers_companies(screen: DossierScreen, house: House, qtbot: QtBot) -> None:
    field = screen.options.company
    screen.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "jichuan")
    with qtbot.waitSignal(screen.making.made, timeout=30_000):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.company == house.dossiers.find("霁川线控")
    field.selectAll()
    qtbot.keyClicks(field, "nobody at all")
    QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert field.text() == "霁川线控"
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "霁川线控"


def test_cancelled_leaves_nothing_half_made(screen: DossierScreen, house: House, qtbot: QtBot, tmp_path: Path,
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    screen.apply({"company": house.dossiers.find("Ladewerk")})
    qtbot.waitUntil(lambda: screen.making.busy)
    with qtbot.waitSignal(screen.making.failed, timeout=20_000):
        screen.progress.button.click()
    assert screen.unmade.isVisible()
    assert "Cancelled" in screen.messages.bars()[0].sentence()
    assert list((tmp_path / "scratch").iterdir()) == []
    with qtbot.waitSignal(screen.making.made, timeout=30_000):
        screen.unmade.button.click()
    assert screen.preview.isVisible()
    assert not screen.messages.bars()


def test_a_failure_is_said_and_can_be_tried_again(screen: DossierScreen, choose: Choose, house: House, qtbot: QtBot,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    choose("Ladewerk")
    real = house.dossiers.make

    def broken(*_args: object, **_named: object) -> MadePaper:
        raise Environment(msg("The disk is full."))

    monkeypatch.setattr(house.dossiers, "make", broken)
    with qtbot.waitSignal(screen.making.failed):
        screen.options.kind.choose("one")
    assert [bar.sentence() for bar in screen.messages.bars()] == ["The disk is full."]
    monkeypatch.setattr(house.dossiers, "make", real)
    with qtbot.waitSignal(screen.making.made, timeout=30_000):
        screen.make_again()
    assert not screen.messages.bars()


def test_a_company_that_is_gone(screen: DossierScreen, qtbot: QtBot) -> None:
    screen.apply({"company": uuid4()})
    qtbot.waitUntil(lambda: bool(screen.messages.bars()))
    assert screen.nobody.isVisible()
    screen.apply({"company": "nonsense"})
    screen.apply({})


def test_what_the_reader_should_know_is_listed(screen: DossierScreen, choose: Choose) -> None:
    choose("rm -rf")
    assert any("U+1F9FF" in bar.sentence() for bar in screen.messages.bars())
    assert "<b>" in screen._title.text()
    assert HOSTILE.splitlines()[0] in words_of(screen)


def test_a_change_elsewhere_makes_it_again(screen: DossierScreen, choose: Choose, house: House, qtbot: QtBot) -> None:
    company = choose("Ladewerk")
    with qtbot.waitSignal(screen.making.made, timeout=30_000):
        screen.refresh(house.companies.save_profile(company, "de", {"claim": "Laden im Stehen"}))
    assert "Laden im Stehen" in words_of(screen)


def test_back_and_state(screen: DossierScreen, choose: Choose, shell: Told) -> None:
    company = choose("Ladewerk")
    screen.options.sections["space"].setChecked(False)
    screen.back_button.click()
    assert shell.records == [("company", company)]
    state = screen.state()
    assert state["company"] == company.hex
    assert state["without"] == ["space"]
    screen.restore({"kind": 3, "without": "x", "folder": None, "company": 7, "parts": "yes"})
    screen.restore(state)
    assert screen.state() == state


def test_zoom(screen: DossierScreen, choose: Choose) -> None:
    choose("Ladewerk")
    preview = screen.preview
    assert preview.fit_width.isChecked()
    before = preview.factor()
    preview.larger.click()
    assert preview.factor() == pytest.approx(before * 1.2)
    assert not preview.fit_width.isChecked()
    preview.fit_page.click()
    assert preview.factor() < before
    for _ in range(20):
        preview.smaller.click()
    assert preview.factor() == pytest.approx(0.25)


@pytest.mark.parametrize("colours", ["light", "dark", "contrast"])
@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_every_control_has_a_name(screen: DossierScreen, choose: Choose, qapp: QApplication, settings: Settings,
                                  language: str, colours: str) -> None:
    switch = LanguageSwitch(settings)
    try:
        switch.use(language)
        screen.context.theme.choose(colours)
        assert_named(screen)
        choose("Ladewerk")
        screen.preview.list_button.click()
        screen.progress.show()
        assert_named(screen)
        assert not screen.grab().isNull()
    finally:
        switch.close()
