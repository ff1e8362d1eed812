"""What is passed over quickly is what a plain search would not have found either."""

from __future__ import annotations

import re
from random import Random

import pytest

from incubator_gui.domain import redacting
from incubator_gui.domain.redacting import BLACK, Whose, redact, telling

NAMES = ("Müller & Söhne GmbH", "Groß-Tek UG", "上海智源科技有限公司", "Cloud", "Green Cell GmbH & Co. KG", "Café Noir",
         "İstanbul Kıta", "kiss", "Öß", "李静", "王小明", "Anna-Lena Groß", "Dr. Jörg von Weiß", "José",
         "Ann Lee", "K2")
PIECES = (*NAMES, *(name.upper() for name in NAMES), *(name.lower() for name in NAMES), "Mueller und Soehne",
          "Gross Tek", "Li Jing", "ſ", "K", "İ", "ı", "a@b.de", "info (at) firm", "www.x.de", "http://y.com/z,",
          "微信: abc12", "QQ：123456", "Skype: foo", "+49 30 1234567", "0221/ 33 44 55", "Hauptstraße 12",
          "HAUPTSTRASSE 5", "Am Markt 3, ", "Im Jahr 2021 ", "An der Alten Eiche 7 12345 ", "12 Baker Street",
          "5 King George Rd.", "中山路12号", "南京大道 5弄", "D-50667 Köln", "10115 Berlin am Main", "\n", ". ",
          "we sell 20 cells", "Goethe Weg 5b", "Ring 3")
SITES = ("https://x.de", "cloud.com", "https://www.müller.de/a", "github.com/x")


def plain(text: str, whose: Whose) -> list[tuple[int, int]]:
    """All forms and all spellings, searched for in the whole text."""
    patterns = [redacting._EMAIL, redacting._URL, redacting._CHAT, redacting._STREET, redacting._POSTCODE,
                redacting._PHONE]
    for _what, names in redacting._names(whose):
        for flags in (re.IGNORECASE, re.NOFLAG):
            if spelled := [one.pattern for one in names if one.flags == flags]:
                patterns.append(re.compile("|".join(spelled), flags))
    patterns += [pattern for what, pattern, _places in redacting._patterns(whose, "x.de cloud.com müller.de")
                 if what == "url"]
    out: list[tuple[int, int]] = []
    for start, end in sorted({match.span() for one in patterns for match in one.finditer(text)},
                             key=lambda span: (span[0], -span[1])):
        if out and start < out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((start, end))
    return out


@pytest.mark.parametrize("seed", range(4))
def test_the_same_places_are_found_as_by_a_plain_search(seed: int) -> None:
    draw = Random(seed)
    for _each in range(150):
        whose = Whose(tuple(draw.sample(NAMES, draw.randint(0, 3))), tuple(draw.sample(NAMES, draw.randint(0, 3))), (),
                      tuple(draw.sample(SITES, draw.randint(0, 2))))
        text = "".join(draw.choice(PIECES) + draw.choice(("", " ", " ", "-")) for _n in range(draw.randint(1, 9)))
        assert [(one.start, one.end) for one in telling(text, whose)] == plain(text, whose), (text, whose)


def test_a_name_far_into_a_long_text_is_found_with_its_surroundings() -> None:
    filler = "a word that tells nothing, and 20 more of them. " * 60
    whose = Whose(("Green Cell GmbH",), ("Jörg Weiß",))
    text = f"{filler}Green Cell was founded by joerg  weiss. {filler}GREEN-CELL GMBH"
    assert redact(text, whose) == f"{filler}{BLACK} was founded by {BLACK}. {filler}{BLACK}"
