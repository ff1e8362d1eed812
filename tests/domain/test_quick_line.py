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
from tests.support.work import growth, steps

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


def test_twice_as_many_names_are_no_work_to_search() -> None:
    han = "上海{}{}科技有限公司"
    some, twice = (Lexicon((u(n), (f"Firma {n} Systeme GmbH", han.format(chr(0x4e00 + n % 900), chr(0x5000 + n % 700))))
                           for n in range(size)) for size in (1_000, 2_000))
    line = "Firma 1234 Systeme mentoring 1,5h gestern 上海一"
    assert twice.hits(line, [(0, 40)])
    assert steps(lambda: twice.hits(line, [(0, 40)])) < 1.5 * steps(lambda: some.hits(line, [(0, 40)]))


@pytest.mark.parametrize(("words", "contact", "preparation"), [
    ("两小时半", "2.5", "0"), ("2个半小时", "2.5", "0"), ("一个半小时", "1.5", "0"), ("半个小时", "0.5", "0"),
    ("十二小时", "12", "0"), ("十五分钟", "0.25", "0"), ("三十分钟", "0.5", "0"), ("四十五分钟", "0.75", "0"),
    ("一刻钟", "0.25", "0"),
    ("１．５小时", "1.5", "0"), ("1，5h", "1.5", "0"), ("1½h", "1.5", "0"), ("½ h", "0.5", "0"),
    ("3/4 h", "0.75", "0"), ("1/2h", "0.5", "0"), ("1 1/2 h", "1.5", "0"), ("30m", "0.5", "0"),
    ("1h prep 30m", "1", "0.5"),
    ("1 h 30", "1.5", "0"), ("prep:1h", "0", "1"), ("1,5 Std Kontakt 0,5 Std Vorb.", "1.5", "0.5"),
    ("0,5h Vorbereitung 1 h Kontakt", "1", "0.5"), ("Vorb. 0,5h Kontakt 1h", "1", "0.5"),
    ("eine Stunde", "1", "0"), ("eine halbe Stunde", "0.5", "0"), ("anderthalb Stunden", "1.5", "0"),
    ("half an hour", "0.5", "0"), ("an hour and a half", "1.5", "0"),
    ("zwei Stunden + eine Viertelstunde", "2", "0.25"),
    ("1.5 h, 14:00-15:30", "1.5", "0"), ("1,5std+0,5", "1.5", "0.5")])
def test_hours_as_people_write_them(words: str, contact: str, preparation: str) -> None:
    found = read(f"Lumenhain Recht {words}")
    assert found.is_ready, [english(p) for p in found.problems]
    assert (found.contact, found.preparation) == (Decimal(contact), Decimal(preparation))


@pytest.mark.parametrize("words", ["-1h", "−1 h", "1e9 h", "1000000000h", "NaN h", "14-15:30 Uhr",
                                   "um 14 Uhr", "0h", "x2h"])
def test_no_hours_are_made_of_something_else(words: str) -> None:
    assert any("How long" in english(problem) for problem in read(f"Lumenhain Recht {words}").problems)


@pytest.mark.parametrize(("words", "day"), [  # today is Wednesday, 12 May 2027
    ("vor 2 Tagen", date(2027, 5, 10)), ("2 days ago", date(2027, 5, 10)), ("三天前", date(2027, 5, 9)),
    ("vor einer Woche", date(2027, 5, 5)), ("大前天", date(2027, 5, 9)), ("Mo", date(2027, 5, 10)),
    ("am Mo", date(2027, 5, 10)), ("letzten Fr", date(2027, 5, 7)), ("letzten Freitag", date(2027, 5, 7)),
    ("letzte Woche Dienstag", date(2027, 5, 4)), ("Dienstag letzter Woche", date(2027, 5, 4)),
    ("last week Tue", date(2027, 5, 4)), ("Tuesday last week", date(2027, 5, 4)), ("上周二", date(2027, 5, 4)),
    ("这周一", date(2027, 5, 10)), ("30.6.", date(2026, 6, 30)), ("5.1.", date(2027, 1, 5)),
    ("6月30日", date(2026, 6, 30)),
    ("So wie besprochen", TODAY), ("So 2 Themen", TODAY)])
def test_days_as_people_write_them(words: str, day: date) -> None:
    found = read(f"Lumenhain Recht 1h {words}")
    assert found.is_ready, [english(p) for p in found.problems]
    assert (found.contact, found.preparation, found.day) == (Decimal(1), Decimal(0), day)
    if "So" not in words:
        assert found.note == ""


def test_a_day_from_before_the_house_is_none() -> None:
    assert any("not a day" in english(problem) for problem in read("Lumenhain Recht 1h 0001-01-01").problems)


@pytest.mark.parametrize("quoted", ["„N 2h“", "“N 2h”", "\"N 2h\"", "'N 2h'", "‚N 2h‘", "‘N 2h’", "«N 2h»", "»N 2h«",
                                    "‹N 2h›", "「N 2h」", "『N 2h』", "《N 2h》"])
def test_quotes_of_each_kind(quoted: str) -> None:
    found = read(f"Lumenhain Recht 1h {quoted} gestern")
    assert (found.note, found.contact, found.day) == ("N 2h", Decimal(1), date(2027, 5, 11))


def test_quotes_inside_quotes_and_apostrophes() -> None:
    assert read("Lumenhain Recht 1h „sagte “ja” dazu“").note == "sagte “ja” dazu"
    assert read("Lumenhain Recht 1h it's O'Neill's draft").note == "it's O'Neill's draft"


def test_cells_of_a_spreadsheet_are_hours() -> None:
    found = read("11.05.2027\tLumenhain Sensorik\tRecht\t1,5\t0,5\tSY\tVertrag")
    assert found.is_ready, [english(p) for p in found.problems]
    assert (found.contact, found.preparation, found.note) == (Decimal("1.5"), Decimal("0.5"), "Vertrag")


def test_the_beginning_of_a_chinese_name_holds_against_a_word_for_a_service() -> None:
    names = {u(1): "槿云数据", u(2): "Montag Labs"}
    known = Known(Lexicon((id, (name,)) for id, name in names.items()), KNOWN.services, KNOWN.people, names,
                  KNOWN.service_names, KNOWN.people_names, KNOWN.initials)
    cloud = Lexicon([(u(11), ("辅导",)), (u(14), ("云", "数据"))])
    known = Known(known.companies, cloud, known.people, names, known.service_names, known.people_names)
    found = read_line("槿云 辅导 半小时", known, TODAY)
    assert (found.company, found.service) == (u(1), u(11))
    found = read_line("Montag Labs 辅导 1h", known, TODAY)
    assert (found.company, found.day) == (u(2), TODAY)


def test_umlauts_as_two_letters() -> None:
    assert read("Muehlgraben Recht 1h").company == u(5)


@pytest.mark.parametrize(("words", "meant"), [("Lumenhian", [2]), ("Lumnhain", [2]), ("Sensorik", [2]), ("hldq", [1]),
                                              ("Robotik", [4])])
def test_a_name_that_is_nearly_right_is_asked_for(words: str, meant: list[int]) -> None:
    found = read(f"{words} Recht 1h")
    part = found.part("company")
    assert not found.is_ready
    assert part is not None
    assert not part.is_clear
    assert list(part.ids) == [u(n) for n in meant]
    assert any("meant" in english(problem) for problem in found.problems)
    assert read("Gaebelwerk Recht 1h").part("company") is None


@pytest.mark.parametrize("words", ["上海", "一", "Lumenhain ", "1h ", "„“"])
def test_a_line_is_work_by_its_length_alone(words: str) -> None:
    assert growth(lambda length: read((words * length)[:length]), 125) < 2.3
