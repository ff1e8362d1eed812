"""How words, numbers and sizes stand side by side in each language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from incubator_gui.core.languages import LANGUAGES, translator
from incubator_gui.core.messages import msg, pmsg


@pytest.mark.parametrize(("language", "joined", "clauses", "labelled"), [
    ("en", "a, b", "a; b", "a: b"), ("de", "a, b", "a; b", "a: b"), ("zh", "a、b", "a；b", "a：b")])
def test_words_side_by_side_follow_the_language(language: str, joined: str, clauses: str, labelled: str) -> None:
    words = translator(language)
    assert words.joined(["a", "", "b"]) == joined
    assert words.clauses(["a", "", "b"]) == clauses
    assert words.labelled("a", "b") == labelled
    assert words.joined([]) == ""


@pytest.mark.parametrize(("octets", "en", "de"), [
    (999, "999\u00a0B", "999\u00a0B"), (1_000, "1\u00a0kB", "1\u00a0kB"), (1_540, "1.5\u00a0kB", "1,5\u00a0kB"),
    (9_960, "10\u00a0kB", "10\u00a0kB"), (999_700, "1\u00a0MB", "1\u00a0MB"),
    (25_000_000, "25\u00a0MB", "25\u00a0MB"), (3_200_000_000, "3.2\u00a0GB", "3,2\u00a0GB")])
def test_the_size_of_a_file(octets: int, en: str, de: str) -> None:
    assert translator("en").size(octets) == en
    assert translator("de").size(octets) == de


def test_hours() -> None:
    assert [translator(one).hours(Decimal("1.5")) for one in LANGUAGES] == ["1.5\u00a0h", "1,5\u00a0h", "1.5 小时"]


def test_a_day_is_as_exact_as_it_is_known() -> None:
    day = date(2023, 9, 1)
    assert [translator(one).known_day(day, "month") for one in LANGUAGES] == ["Sept 2023", "Sept. 2023", "2023年9月"]
    whole = [translator(one).day(day, "whole_month") for one in LANGUAGES]
    assert whole == ["September 2023", "September 2023", "2023年9月"]
    assert [translator(one).known_day(day, "year") for one in LANGUAGES] == ["2023", "2023", "2023年"]
    assert translator("de").known_day(day, "day") == translator("de").known_day(day, None) == "01.09.2023"


def test_one_english_word_of_several_meanings() -> None:
    words = [pmsg("role", "Contact"), pmsg("contact data", "Contact"), pmsg("hours", "Contact"),
             pmsg("person", "Name"), pmsg("person", "Position"), pmsg("team", "Task"), msg("Name")]
    assert [translator("de").text(one) for one in words] == [
        "Kontaktperson", "Kontakt", "Kontaktzeit", "Name", "Funktion", "Aufgabe", "Name"]
    assert [translator("zh").text(one) for one in words] == [
        "联系人", "联系方式", "联系时长", "姓名", "职务", "职务", "名称"]


def test_a_day_without_its_year() -> None:
    day = date(2027, 6, 30)
    assert [translator(language).day(day, "day_month") for language in LANGUAGES] == ["30 Jun", "30. Juni", "6月30日"]
