"""The quick line: what is understood in three languages, and that nothing is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.core.languages import translator
from incubator_gui.core.messages import Message, Words
from incubator_gui.domain.lexicon import Lexicon, synonyms
from incubator_gui.domain.quick_line import Known, Reading, read_line

TODAY = date(2027, 5, 12)  # a Wednesday

COMPANIES = {
    1: ("禾岚电驱", "上海禾岚电驱有限公司", "He Lan Dian Qu"), 2: ("Lumenhain Sensorik", "Lumenhain Sensorik GmbH"),
    3: ("Kranichtal Zelltechnik",), 4: ("Kranichtal Robotik",), 5: ("Mühlgraben Ladetechnik",), 6: ("桥鹿数链",),
    7: ("9 Unternehmen AG",), 8: ("Mentor Data",)}
SERVICES = {
    11: ("mentoring", "Mentor session", "Mentorengespräch", "导师辅导"),
    12: ("business_plan", "Business-plan analysis", "Geschäftsplan-Analyse", "商业计划分析"),
    13: ("risk", "Risk analysis", "Risikoanalyse", "风险分析"), 14: ("legal", "Legal", "Recht", "法务")}
PEOPLE = {21: ("Lena Weber", "LW"), 22: ("孟书瑶", "SY"), 23: ("Meng Shuyao", "MS")}


def u(n: int) -> UUID:
    return UUID(int=n)


KNOWN = Known(
    Lexicon((u(n), names) for n, names in COMPANIES.items()),
    Lexicon((u(n), (*names[1:], *synonyms(names[0]))) for n, names in SERVICES.items()),
    Lexicon((u(n), (name,)) for n, (name, _short) in PEOPLE.items()),
    {u(n): names[0] for n, names in COMPANIES.items()},
    {u(n): Words((("en", e), ("de", d), ("zh", z))) for n, (_k, e, d, z) in SERVICES.items()},
    {u(n): name for n, (name, _short) in PEOPLE.items()}, {short: u(n) for n, (_name, short) in PEOPLE.items()})


def read(text: str) -> Reading:
    return read_line(text, KNOWN, TODAY, u(21))


def english(message: object) -> str:
    assert isinstance(message, Message)
    return translator("en").text(message)


def test_the_line_of_the_picture() -> None:
    text = "禾岚电驱 mentoring 1,5h +0,5 gestern „Preisliste geprüft“"
    found = read(text)
    assert found.is_ready
    assert (found.company, found.service, found.person, found.day) == (u(1), u(11), u(21), date(2027, 5, 11))
    assert (found.contact, found.preparation, found.note) == (Decimal("1.5"), Decimal("0.5"), "Preisliste geprüft")
    stretches = {part.kind: text[part.start:part.end] for part in found.parts}
    assert stretches == {"company": "禾岚电驱", "service": "mentoring", "day": "gestern", "contact": "1,5h",
                         "preparation": "+0,5", "person": "", "note": "„Preisliste geprüft“"}
    labels = {part.kind: translator("de").text(part.label) for part in found.parts
              if isinstance(part.label, Message)}
    assert "11.05.2027" in labels["day"]
    assert "1,5" in labels["contact"]


@pytest.mark.parametrize(("text", "company", "service", "contact", "preparation", "day"), [
    ("禾岚电驱导师辅导1.5小时昨天", 1, 11, "1.5", "0", date(2027, 5, 11)),
    ("上海禾岚 风险 一个半小时 准备半小时 前天", 1, 13, "1.5", "0.5", date(2027, 5, 10)),
    ("helan mentor 90 min", 1, 11, "1.5", "0", TODAY),
    ("lumenhain geschäftsplan 2 Std. Vorb. 0,5 am 10.5.", 2, 12, "2", "0.5", date(2027, 5, 10)),
    ("Lumenhain Sensorik bp prep 45min yesterday", 2, 12, "0", "0.75", date(2027, 5, 11)),
    ("muhlgraben recht 1:30 h 2027-05-03", 5, 14, "1.5", "0", date(2027, 5, 3)),
    ("Mühlgraben legal 1h30 monday", 5, 14, "1.5", "0", date(2027, 5, 10)),
    ("桥鹿 法务 2小时 5月7日", 6, 14, "2", "0", date(2027, 5, 7)),
    ("桥鹿 法务 2小时 上周五", 6, 14, "2", "0", date(2027, 5, 7)),
    ("桥鹿 法务 2小时 周一", 6, 14, "2", "0", date(2027, 5, 10)),
    ("lumenhain risk 2.25 hours + 15 min 12 April", 2, 13, "2.25", "0.25", date(2027, 4, 12)),
    ("lumenhain risk 3 today", 2, 13, "3", "0", TODAY),
    ("9 Unternehmen recht 2h", 7, 14, "2", "0", TODAY),
    ("Mentor Data mentoring 1h", 8, 11, "1", "0", TODAY),
    ("Lumenhain Risiko 0,5h 28.12.", 2, 13, "0.5", "0", date(2026, 12, 28)),
    ("Lumenhain Risiko 0,5h 13/04/2027", 2, 13, "0.5", "0", date(2027, 4, 13)),
])
def test_what_is_understood(text: str, company: int, service: int, contact: str, preparation: str, day: date) -> None:
    found = read(text)
    assert found.is_ready, [english(p) for p in found.problems]
    assert (found.company, found.service) == (u(company), u(service))
    assert (found.contact, found.preparation, found.day) == (Decimal(contact), Decimal(preparation), day)


def test_who_did_it() -> None:
    assert read("lumenhain recht 1h SY").person == u(22)
    assert read("lumenhain recht 1h von MS").person == u(23)
    assert read("lumenhain recht 1h 由孟书瑶").person == u(22)
    assert read("lumenhain recht 1h @Meng Shuyao Vertrag").note == "Vertrag"
    assert read_line("lumenhain recht 1h", KNOWN, TODAY).person is None


def test_the_rest_is_the_note() -> None:
    assert read("Lumenhain Recht 1h Lizenzvertrag, zweite Fassung").note == "Lizenzvertrag, zweite Fassung"
    assert read('Lumenhain Recht 1h "Fassung 2, 3 h offen"').note == "Fassung 2, 3 h offen"
    assert read("Lumenhain Recht 1h „nicht zu").note == "nicht zu"
    found = read("Lumenhain Recht 1h Risikoanalyse besprochen")
    assert (found.service, found.note) == (u(14), "Risikoanalyse besprochen")


@pytest.mark.parametrize(("text", "words"), [
    ("recht 1h", "Which company"), ("Lumenhain 1h", "Which service"), ("Lumenhain Recht", "How long"),
    ("Kranichtal Recht 1h", "several companies"), ("Lumenhain Recht 1h 5/4", "can be two"),
    ("Lumenhain Recht 1h 31.2.", "not a day"), ("Lumenhain Recht 1h 14.5.", "not come yet"),
    ("Lumenhain Recht 25 h", "More than 24"), ("Lumenhain Recht 1h 2h", "twice"), ("", "Which company"),
    ("Lumenhain Recht 1.234 h", "How long")])
def test_nothing_is_guessed(text: str, words: str) -> None:
    found = read(text)
    assert not found.is_ready
    assert any(words in english(problem) for problem in found.problems), [english(p) for p in found.problems]


def test_several_are_offered() -> None:
    part = read("Kranichtal Recht 1h").part("company")
    assert part is not None
    assert not part.is_clear
    assert set(part.ids) == {u(3), u(4)}
    assert read("Kranichtal Rob Recht 1h").company == u(4)


WORDS = st.lists(st.sampled_from([
    "禾岚电驱", "Lumenhain", "mentoring", "1,5h", "+0,5", "gestern", "12.5.", "5/4", "90 min", "LW", "„x", "“",
    "上周", "半", "1.", "+", "h", "Vorb.", "2027-02-30", "@", "\x00", "🚀", "9999999h",
    "Kranichtal"]) | st.text(max_size=6),
    max_size=12)


@given(WORDS)
def test_any_line_is_read_without_complaint(words: list[str]) -> None:
    text = " ".join(words)
    found = read(text)
    for part in found.parts:
        assert 0 <= part.start <= part.end <= len(text)
    taken = sorted((p.start, p.end) for p in found.parts if p.end and p.kind != "note")
    assert all(a[1] <= b[0] for a, b in pairwise(taken))
    assert found.is_ready == (not found.problems)
    if found.is_ready:
        assert found.company is not None
        assert found.service is not None
        assert 0 < found.contact + found.preparation <= 24


def test_a_thousand_names_are_quick_to_search() -> None:
    from time import perf_counter

    han = "上海{}{}科技有限公司"
    many = Lexicon((u(n), (f"Firma {n} Systeme GmbH", han.format(chr(0x4e00 + n % 900), chr(0x5000 + n % 700))))
                   for n in range(2000))
    begin = perf_counter()
    for _ in range(20):
        many.hits("Firma 1234 Systeme mentoring 1,5h gestern 上海一", [(0, 40)])
    assert perf_counter() - begin < 1
