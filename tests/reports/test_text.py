"""Cleaning, languages and line breaking."""

from __future__ import annotations

import pytest

from incubator_gui.reports.fonts import BOLD, REGULAR, face
from incubator_gui.reports.text import Cleaner, break_lines, fitted, language_of
from tests.support.work import growth


def lines(text: str, width: float = 120, **more: object) -> list[str]:
    return break_lines(text, width, 9, **more)[0]  # type: ignore[arg-type]


def test_the_two_fonts_have_names_characters_and_narrow_marks() -> None:
    ttf = pytest.importorskip("fontTools.ttLib")
    from incubator_gui.core.resources import resource
    from incubator_gui.reports import fonts

    for name, weight in ((REGULAR, 400), (BOLD, 700)):
        font = ttf.TTFont(resource("fonts", f"{name}.ttf"))
        assert font["name"].getDebugName(1) == "Noto Sans SC"
        assert font["name"].getDebugName(6) == name
        assert font["OS/2"].usWeightClass == weight
        known = font.getBestCmap()
        assert not [one for one in "堃喆犇昇赟旻𬭳äöüßÄÖÜ€–„" if ord(one) not in known]
        narrow = {}
        for record in font["GSUB"].table.FeatureList.FeatureRecord:
            if record.FeatureTag == "pwid":
                for index in record.Feature.LookupListIndex:
                    for table in font["GSUB"].table.LookupList.Lookup[index].SubTable:
                        narrow.update(getattr(table, "ExtSubTable", table).mapping)
        for wide, code in fonts.NARROW.items():
            glyph, *widths = fonts._NARROW_GLYPHS[code]
            assert font.getGlyphID(narrow[known[ord(wide)]]) == glyph
            assert font["hmtx"][narrow[known[ord(wide)]]][0] == widths[weight == 700]


def test_lines_keep_their_width() -> None:
    for text in ("Zertifizierungsanforderungen für Fahrzeugregelungssysteme und Schnellladeinfrastruktur",
                 "中欧轻型商用车市场每年需要 61 万台电机，年增长 14%。", "x" * 500, "a b c " * 100):
        for line in lines(text, language="de"):
            assert face().width(line, 9) <= 120.001


def test_german_is_hyphenated_and_only_german() -> None:
    word = "Zertifizierungsanforderungen"
    german = lines(word, 70, language="de")
    assert len(german) > 1
    assert german[0].endswith("-")
    assert "".join(line.rstrip("-") for line in german) == word
    assert not any(line.endswith("-") for line in lines(word, 70, language="en"))


def test_chinese_keeps_marks_off_the_edges_and_latin_words_whole() -> None:
    text = "可直接运行在市售逆变器上（例如，某型号），并支持 Vehicle-to-Everything（车联网）接口，" \
           "价格¥12,345,678.90元。" * 3
    for width in range(60, 200, 7):
        found = lines(text, width, language="zh")
        assert not [line for line in found[1:] if line[0] in "，。）、；：”"]
        assert not [line for line in found if line[-1] in "（“"]
        assert any("Vehicle" in line for line in found)
        if width > 110:
            assert any("Vehicle-to-Everything" in line for line in found)
            assert any("12,345,678.90" in line for line in found)


def test_the_language_is_that_of_the_text() -> None:
    assert language_of("这是一个中文文本", "de") == "zh"
    assert language_of("Die Software erkennt den Anhänger und fährt", "en") == "de"
    assert language_of("The software detects the trailer", "de") == "en"
    assert language_of("Lumen", "de") == "de"


def test_limits_end_in_dots() -> None:
    found, trimmed = break_lines("one two three four five six seven eight nine ten", 60, 9, most=2)
    assert trimmed
    assert len(found) == 2
    assert found[-1].endswith("\ue026")
    assert fitted("短" * 80, 60, 9).endswith("…")


def test_cleaning_drops_what_cannot_be_printed_and_says_so() -> None:
    cleaner = Cleaner()
    assert cleaner.clean("a\x00b\u202ec\u200bd\ufeff\r\ne\u2028f\tg") == "abcd\ne\nf g"
    assert not cleaner.warnings()
    assert cleaner.clean("🚀 ship") == "□ ship"
    assert cleaner.clean("\ue018private") == "□private"
    (warning,) = cleaner.warnings()
    assert "U+1F680" in str(warning)


@pytest.mark.parametrize("text", ["w", "word ", "字", "(", "“", "a\n", "ä", "a-", "\u0301"])
def test_work_grows_with_length_alone(text: str) -> None:
    assert len(Cleaner().printed((text * 200_000)[:200_000])) <= 20_001

    def broken(length: int) -> None:
        break_lines(Cleaner().printed((text * length)[:length]), 100, 9, language="de")

    assert growth(broken, 2_000) < 2.3
