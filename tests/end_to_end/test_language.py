"""Another language and other colours in the middle of work: every word changes, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QPlainTextEdit, QTabBar, QTableView, QWidget

from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person
from tests.end_to_end.english import english_in
from tests.end_to_end.test_work import select, stored

Samples = Callable[[str], Path]
NAMES = {"de": "Deutsch", "zh": "简体中文"}
SCREENS = {"de": ("Übersicht", "Bewerbungen", "Unternehmen", "Verlauf"), "zh": ("概览", "申请", "企业", "历史")}


def everything_shown(person: Person) -> Iterator[str]:
    """All words in front, with names for screen readers, tool tips, titles of columns and tabs."""
    yield person.window.windowTitle()
    for widget in person.seen(QWidget):
        yield widget.accessibleName()
        yield widget.toolTip()
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(place) for place in range(widget.count()))
        if isinstance(widget, QTableView):
            model = widget.model()
            yield from (str(model.headerData(at, Qt.Orientation.Horizontal) or "") for at in range(model.columnCount()))
        if not isinstance(widget, QAbstractItemView):
            yield from (words for words in person.words(widget))


@pytest.mark.parametrize("language", ["de", "zh"])
def test_every_word_follows_and_nothing_typed_is_lost(start: Start, samples: Samples, tmp_path: Path,
                                                      language: str) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    english = english_in(language)
    person.go("Applications")
    select(person, "Penghao Rides")
    person.tab("Notes")
    person.write("New note", "half a sentence, 半句话")
    person.tab("Details")
    person.write("Head count", "many")
    person.press("Tab")
    person.reads("“many” is not a number.")

    person.click("Language: English")
    person.menu(NAMES[language])
    person.idle()
    assert english(everything_shown(person)) == []
    team = next(field for field in person.window.findChildren(QWidget) if field.isVisible()
                and _text(field) == "many")
    assert team.isVisible()
    assert not person.sees("is not a number")  # the sentence under the field speaks the language too
    # Other colours, and larger text: nothing moves out of the field.
    for keys in ("Ctrl++", "Ctrl+0"):
        person.press(keys)
        person.idle()
    assert _text(team) == "many"
    person.click(team)
    person.press("Escape")
    assert _text(team) == "5"
    note = next(field for field in person.window.findChildren(QPlainTextEdit)
                if field.toPlainText() == "half a sentence, 半句话")
    assert note is not None
    assert next(row for row in person.house.applications.rows() if row.number == 102).headcount == 5

    # On every other screen too.
    for screen in SCREENS[language]:
        person.go(screen)
        found = english(everything_shown(person))
        assert found == [], f"{screen}: {found}"
    person.quit()


def test_colours_change_at_once(start: Start, samples: Samples, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    person.go("Applications")
    select(person, "Penghao Rides")
    person.write("Head count", "1")
    grounds = []
    for command in ("Light colours", "Dark colours", "High contrast"):
        person.command(command)
        person.idle()
        picture = person.window.grab().toImage()
        grounds.append(picture.pixelColor(picture.width() // 2, picture.height() - 60).name())
        assert stored(person, "Penghao Rides").headcount == 1  # saved on leaving the field
    assert len(set(grounds)) == 3, grounds
    person.quit()


def _text(widget: QWidget) -> str:
    words = getattr(widget, "text", None)
    return str(words()) if callable(words) else ""
