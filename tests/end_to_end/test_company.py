"""One company: found, looked at, its team, and two records of the same one made into one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QRadioButton

from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person

Samples = Callable[[str], Path]


def company(person: Person, name: str) -> Any:
    return next(row for row in person.house.companies.rows() if row.name == name)


def test_found_by_two_chinese_characters_and_given_another_person(start: Start, samples: Samples,
                                                                  tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    open_by_search(person, "芥子", "Jiezi Edge")
    assert person.sees("成都芥子边缘计算有限公司")

    # Its life line: what happened to it, from left to right, with the keyboard too.
    person.tab("Life")
    chart = person.find(re.compile("^Life line"))
    person.click(chart, place=QPoint(chart.width() // 2, chart.height() // 2))
    person.press("Right")
    assert person.focused()

    # Somebody joins the team.
    before = len(person.house.companies.sheet(company(person, "Jiezi Edge").id).people)
    person.tab("Team")
    card = person.find("Add somebody")
    person.write("Name", "Jörg Hövelmann 何岳", inside=card)
    person.choose("Role", "Advisor", inside=card)
    person.write("E-mail", "joerg@jiezi.example", inside=card)
    person.press("Return")
    person.idle()
    person.reads("Jörg Hövelmann 何岳")
    assert len(person.house.companies.sheet(company(person, "Jiezi Edge").id).people) == before + 1
    # And is found at once.
    person.press("Ctrl+K")
    person.type("何岳")
    person.reads("Jörg Hövelmann 何岳", person.window.top.finder.results)
    person.press("Escape")
    person.quit()


def test_two_records_become_one_and_part_again(start: Start, samples: Samples, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    before = [(row.id, row.name, row.applications) for row in person.house.companies.rows()]
    one, other = company(person, "Jiezi Edge"), company(person, "Jiandu Docs")
    assert person.house.companies.sheet(one.id).row.city != person.house.companies.sheet(other.id).row.city
    open_by_search(person, "芥子", "Jiezi Edge")
    person.click("More")
    person.menu("Merge with another record…")
    person.idle()
    person.choose("Merge with", "Jiandu Docs")
    person.idle()
    person.reads("This record stays")
    # Field by field: the city of the other one, all else as it is proposed.
    city = str(person.house.companies.sheet(other.id).row.city)
    person.click(person.find(f"City: {city}", QRadioButton))
    person.click("Merge into one record")
    person.idle()
    assert len(person.house.companies.rows()) == len(before) - 1
    assert company(person, "Jiezi Edge").city == city
    assert company(person, "Jiezi Edge").applications == one.applications + other.applications
    # Undo parts them.
    person.press("Ctrl+Z")
    person.idle()
    assert [(row.id, row.name, row.applications) for row in person.house.companies.rows()] == before
    assert company(person, "Jiezi Edge").city == one.city
    person.quit()


def open_by_search(person: Person, words: str, name: str) -> None:
    """Ctrl+K, a few words, Enter."""
    person.press("Ctrl+K")
    person.type(words)
    person.reads(name, person.window.top.finder.results)
    person.press("Return")
    person.idle()
    person.reads(name)
    assert person.find(name, inside=person.window.stack.front()) is not None
