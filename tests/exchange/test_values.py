"""Cells read as values: strictly, with a reason for every refusal."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.domain.applicant_fields import FIELDS
from incubator_gui.domain.clean_text import clean_line, clean_text, strip_html
from incubator_gui.domain.contacts import host_of, phone_digits, tidy_email, tidy_url, url_problem
from incubator_gui.domain.countries import country_code
from incubator_gui.domain.partial_date import PartialDate
from incubator_gui.exchange.bad_value import BadValue
from incubator_gui.exchange.dates import date_order, parse_date, parse_day
from incubator_gui.exchange.numbers import parse_decimal, parse_integer
from incubator_gui.exchange.sheets import Cell
from incubator_gui.exchange.values import NewWord, Reading, parse_cell, split_list, value_text


def why(text: str, key: str = "founded_on") -> str:
    with pytest.raises(BadValue) as caught:
        parse_cell(FIELDS[key], Cell(text), Reading())
    return str(caught.value.reason)


@pytest.mark.parametrize(("text", "expected"), [
    ("2026-03", "2026-03"), ("03/2026", "2026-03"), ("2025年3月", "2025-03"), ("２０２５年３月５日", "2025-03-05"),
    ("31.12.2025", "2025-12-31"), ("12/31/2025", "2025-12-31"), ("31/12/2025", "2025-12-31"),
    ("March 2025", "2025-03"), ("März 2025", "2025-03"), ("5. Mrz. 2025", "2025-03-05"),
    ("Mar 5, 2025", "2025-03-05"), ("5th March 2025", "2025-03-05"), ("2025/3/5", "2025-03-05"),
    ("20250305", "2025-03-05"), ("1999", "1999"), ("2026-02-11T10:00:00.12+08:00", "2026-02-11"),
    ("2026/02/11 2:33:05 PM GMT+1", "2026-02-11"), ("11.02.2026 14.30 Uhr", "2026-02-11"), ("05/05/2025", "2025-05-05"),
])
def test_dates(text: str, expected: str) -> None:
    assert parse_date(text).text == expected


@pytest.mark.parametrize(("text", "word"), [
    ("2026-13", "there is no month 13"),
    ("2026-02-30", "2026-02 has no day 30"), ("03/04/2026", "can be day and month"),
    ("10/18/33", "two digits"), ("soon", "not a date"), ("٢٠٢٥", "digits other than"), ("0001-01-01", "plausible"),
    ("2026-00", "no month 0"), ("2026-01-00", "no day 0"), ("1" * 5000, "not a date"), ("45000", "not a date"),
])
def test_dates_refused(text: str, word: str) -> None:
    assert word in why(text)


def test_order_of_a_column() -> None:
    assert date_order(["03/04/2026", "31/12/2025"]) == "dmy"
    assert date_order(["03/04/2026", "12/31/2025"]) == "mdy"
    assert date_order(["03/04/2026", "31/12/2025", "12/31/2025"]) == ""
    assert parse_date("03/04/2026", order="mdy").text == "2026-03-04"


def test_typed_dates() -> None:
    assert parse_day("x", datetime(2025, 3, 5, 10)) == date(2025, 3, 5)
    assert parse_date("45000", Decimal(45000)).text == "2023-03-15"
    assert parse_date("2019", Decimal(2019)).text == "2019"
    with pytest.raises(BadValue):
        parse_day("2025-03")


@given(st.dates(date(1300, 1, 1), date(2199, 12, 31)))
def test_date_round_trip(day: date) -> None:
    exact = PartialDate.of(day)
    for one in (exact, PartialDate(day.year, day.month), PartialDate(day.year)):
        assert parse_date(value_text(one)) == one
        assert PartialDate.parse(one.text) == one
    assert parse_date(f"{day.day}.{day.month}.{day.year}") == exact


@pytest.mark.parametrize(("text", "value"), [("5", 5), ("1,234", 1234), ("1.234.567", 1234567), ("1 234", 1234),
                                             ("5.0", 5), ("5,00", 5), ("１２", 12), ("1'234", 1234), ("-3", -3)])
def test_integers(text: str, value: int) -> None:
    assert parse_integer(text) == value


@pytest.mark.parametrize(("text", "word"), [
    ("five", "“five” is not a number"), ("5 (4 FTE)", "not a number"), ("1_000", "not a number"), ("5²", "digits"),
    ("NaN", "not a number"), ("٣", "digits"), ("11-50", "range"), ("5.5", "whole"), ("-1", "less than 0"),
    ("1e5", "not a number"), ("9" * 400, "not a number"), ("#REF!", "error"),
])
def test_integers_refused(text: str, word: str) -> None:
    assert word in why(text, "headcount")


def test_decimals() -> None:
    assert parse_decimal("1.234,56") == Decimal("1234.56") == parse_decimal("1,234.56")
    assert parse_decimal("0,5") == Decimal("0.5")
    with pytest.raises(BadValue, match="thousand"):
        parse_decimal("1.234")


@given(st.decimals(-10**9, 10**9, places=2))
def test_decimal_round_trip(value: Decimal) -> None:
    assert parse_decimal(f"{value:,.2f}") == value
    assert parse_decimal(f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")) == value


def test_contacts() -> None:
    assert tidy_email("Ada Müller <ada@x.de>") == "ada@x.de"
    assert "several" in why("a@b.de; c@d.de", "person_email")
    assert "not an e-mail" in why("ada at x.de", "person_email")
    assert tidy_url("www.x.de/a") == "https://www.x.de/a"
    assert tidy_url("https://") == ""
    assert "does not begin with http" in why("javascript:alert(1)", "website")
    assert url_problem("https://陕西.中国") is None
    assert host_of("http://user@WWW.x.de:80/a") == "x.de"
    same = {phone_digits(text) for text in ("+86 21 1234 5678", "0086-21-12345678", "(+86) 021 12345678")}
    assert same == {"862112345678"}
    assert phone_digits("021-12345678", "CN") == "862112345678"
    assert phone_digits("0049 (0)711 123-4") == phone_digits("+49711 1234")


@pytest.mark.parametrize(("text", "code"), [("Deutschland", "DE"), ("德国", "DE"), ("DEU", "DE"), ("uk", "GB"),
                                            ("The Netherlands", "NL"), ("VR China", "CN"), ("中国", "CN"),
                                            ("us", "US")])
def test_countries(text: str, code: str) -> None:
    assert country_code(text) == code


def test_choices_and_lists() -> None:
    area = FIELDS["focus_area"]
    assert parse_cell(area, Cell("future mobility"), Reading()) == "mobility"
    with pytest.raises(NewWord):
        parse_cell(area, Cell("Industrial IT"), Reading())
    words = Reading(words={"industrial it": "digitalisation"})
    assert parse_cell(area, Cell("Industrial IT"), words) == "digitalisation"
    assert parse_cell(area, Cell("Cooking"), Reading(words={"cooking": ""})) is None
    assert split_list("['Drug discovery', \"B's\"]") == ("Drug discovery", "B's")
    assert split_list("AI; Mobility、云\nAI") == ("AI", "Mobility", "云")


def test_text_hygiene() -> None:
    assert clean_text("a\x00b\u202ec\ud800\r\nd\u2028e") == "abc\ufffd\nd\ne"
    assert clean_line(" a\n  b\u00a0c ") == "a b c"
    assert strip_html("<p>1 &lt; 2<br>x <3</p>") == "1 < 2 x <3"


@given(st.text(), st.sampled_from(sorted(FIELDS)))
def test_any_text_gives_a_value_or_a_reason(text: str, key: str) -> None:
    try:
        value = parse_cell(FIELDS[key], Cell(text), Reading())
    except BadValue:
        return
    if value is not None and FIELDS[key].kind not in ("choice", "list"):
        assert parse_cell(FIELDS[key], Cell(value_text(value)), Reading()) == value
