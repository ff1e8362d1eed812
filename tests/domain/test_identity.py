"""The duplicate finder: what is certain, what is asked about, and how well it does on real spellings."""

from __future__ import annotations

import csv
import itertools
import random
import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.domain.company_names import han_core, name_words, normal_name
from incubator_gui.domain.identity import Index, Twin, company_key, twins_in_file
from tests.support.work import growth

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_files = pytest.mark.skipif(not SHARED.exists(), reason="the real files are not here")
CODE = "91350100M000100Y43"


@pytest.mark.parametrize(("one", "other"), [
    ("Müller Söhne G.m.b.H. & Co. KG", "MUELLER SOEHNE GmbH"), ("Ａｃｍｅ，Inc.", "Acme"),
    ("Haselried Daten UG (haftungsbeschränkt)", "Haselried Daten"),
    ("桥鹿数链科技有限公司", "桥鹿数链科技股份有限公司"),
    ("Weiß Systeme e.V.", "WEISS Systeme eV"), ("O’Reilly Labs Ltd.", "oreilly labs limited"),
    ("Gesellschaft für Ideen mit beschränkter Haftung", "Gesellschaft für Ideen mit beschränkter Haftung"),
    ("Philips N.V.", "PHILIPS N V"),
])
def test_names_that_are_one(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


def test_core_of_chinese_names() -> None:
    assert han_core("北京品友互动信息技术有限公司") == han_core("品友互动")
    assert han_core("腾讯科技（深圳）有限公司") == "腾讯"
    assert name_words("Köln & Söhne") == ("koeln", "soehne")


def found(*, old: dict[str, object], new: dict[str, object]) -> list[tuple[bool, float, list[str]]]:
    index = Index([company_key("old", **old)])  # type: ignore[arg-type]
    return [(match.certain, match.score, [str(reason) for reason in match.reasons])
            for match in index.candidates(company_key("new", **new))]  # type: ignore[arg-type]


def test_same_code_is_certain() -> None:
    matches = found(old={"legal_name": "A", "credit_code": CODE},
                    new={"legal_name": "Something else", "credit_code": CODE.lower()})
    assert [(certain, score) for certain, score, _ in matches] == [(True, 1.0)]
    assert matches[0][2] == ["same credit code"]


def test_same_name_and_domain_is_certain_name_alone_is_asked() -> None:
    one = {"legal_name": "Tannenhof Akku GmbH", "website": "https://www.tannenhof.de/x"}
    certain, _score, reasons = found(old=one, new={"trade_name": "TANNENHOF AKKU", "emails": ["a@tannenhof.de"]})[0]
    assert certain
    assert "same name" in reasons
    certain, score, _ = found(old=one, new={"trade_name": "Tannenhof-Akku"})[0]
    assert not certain
    assert score >= 0.85
    certain, _, _ = found(old=one, new={"legal_name": "Tannenhof Akku AG", "website": "tannenhof.de"})[0]
    assert not certain


def test_as_in_the_preview() -> None:
    matches = found(old={"legal_name": "Haselried Data UG", "phones": ["+49 711 1234567"]},
                    new={"legal_name": "Haselried Daten", "phones": ["0049 (0)711 1234567"]})
    assert not matches[0][0]
    assert sorted(matches[0][2])[1] == "same phone"
    assert "like “Haselried Data UG”" in " ".join(matches[0][2])


def test_free_mail_and_shared_hosts_say_nothing() -> None:
    assert not found(old={"legal_name": "Fernmoss", "emails": ["a@qq.com"], "website": "linkedin.com/x"},
                     new={"legal_name": "Millrace", "emails": ["b@qq.com"], "website": "https://linkedin.com/y"})


def test_different_companies_are_left_alone() -> None:
    for one, other in (("Copperlark Fleet", "Oakhurst Relay"), ("Lab 1 GmbH", "Lab 2 GmbH"),
                       ("溪桥质检", "岚栈出行"), ("SPRX Technologies", "LSK Technologies")):
        assert not found(old={"legal_name": one}, new={"legal_name": other})


def test_pinyin_meets_chinese() -> None:
    matches = found(old={"legal_name": "桥鹿数链科技有限公司"}, new={"trade_name": "Qiaolu Shulian"})
    assert matches
    assert "same pinyin" in matches[0][2]


def test_two_codes_are_two_entities() -> None:
    other = "91110000600037341L"
    assert not any(certain for certain, _s, _r in found(
        old={"legal_name": "Ninepin", "credit_code": CODE, "website": "ninepin.cn"},
        new={"legal_name": "Ninepin", "credit_code": other, "website": "ninepin.cn"}))


def test_removed_is_not_found() -> None:
    index = Index([company_key(1, legal_name="Ninepin Routing", emails=["a@ninepin.cn"])])
    index.remove(1)
    assert len(index) == 0
    assert not index.candidates(company_key(2, legal_name="Ninepin Routing", emails=["a@ninepin.cn"]))


def test_twice_in_one_file() -> None:
    keys = [company_key(14, legal_name="Ninepin Routing GmbH"), company_key(15, legal_name="ninepin routing"),
            company_key(16, legal_name="Ninepin Routing AG"), company_key(17, credit_code=CODE),
            company_key(18, legal_name="x", credit_code=CODE),
            company_key(19, legal_name="Porter", website="a.com"),
            company_key(20, legal_name="Porter", website="b.com")]
    assert twins_in_file(keys) == {15: Twin(14, False), 16: Twin(15, False), 18: Twin(17, True)}


def test_a_name_alone_is_no_company() -> None:
    def twin(one: dict[str, object], other: dict[str, object]) -> Twin | None:
        keys = [company_key(1, trade_name="Lume", **one), company_key(2, trade_name="Lume", **other)]  # type: ignore[arg-type]
        return twins_in_file(keys).get(2)

    assert twin({"country": "US"}, {"country": "US"}) == Twin(1, False)
    assert twin({"emails": ["a@lume.com"]}, {"emails": ["b@lume.com"]}) == Twin(1, True)
    assert twin({"phones": ["+1 415 555 0100"]}, {"phones": ["+14155550100"]}) == Twin(1, True)
    assert twin({"founded": "2022-03"}, {"founded": "2022-03"}) == Twin(1, True)
    assert twin({"founded": "2022"}, {"founded": "2022"}) == Twin(1, False)
    assert twin({"founded": "2022-03", "country": "US"}, {"founded": "2022-03", "country": "FR"}) == Twin(1, False)
    assert twin({"emails": ["a@lume.com"], "founded": "2022"}, {"emails": ["a@lume.com"], "founded": "2019"}
                ) == Twin(1, False)
    assert twin({"website": "lume.com"}, {"website": "lume.fr"}) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_a_name(one: str, other: str) -> None:
    index = Index([company_key(1, legal_name=one, website=other, emails=[other], phones=[one])])
    for match in index.candidates(company_key(2, legal_name=other, chinese_name=one, credit_code=other)):
        assert 0 < match.score <= 1
        assert match.reasons
    assert normal_name(one) == normal_name(one.upper()) or not one.isascii()


# The file says how offices wrote the names, not which company is meant: that is labelled here by brand.
BRANDS = {
    "philips": r"PHI+L+IPS|PHILPS|FILIPS", "shell": r"SHELL|SHEEL", "akzo": "AKZO", "alcatel": "AL[CK]ATEL",
    "asml": "ASML", "dsm": "DSM", "unilever": r"UNIL\w*VER", "schlumberger": r"SCH?L\w*MBERGER", "lely": "LELY",
    "maasland": r"^(?!.*LELY).*MAASLAND", "sara lee": "SARA", "hitachi": "HITACHI", "hunter": "HUNTER",
    "brocades": "BROCADES", "canon": "CANON", "cargill": "CARGILL", "st": "MICROELECTRONIC", "adidas": "ADIDAS",
    "sony": "SONY", "whirlpool": "WHIRLPOOL", "honeywell": "HONEYWELL", "nutricia": "NUTRICIA", "thales": "THALES",
    "texas": "TEXAS", "biomerieux": r"BIOM\w+EUX", "pharmacia": "PHARMACIA", "roche": "ROCHE", "fuji": "FUJI",
    "deere": "DEERE", "ibm": "^IBM$|BUSINESS INTERNAT", "hoechst": "HOECHST", "bayer": "BAYER", "dupont": "NEMOURS",
    "basell": "BASELL", "atochem": "ATOCHEM", "janssen": "JANSSEN", "sanofi": "SANOFI", "hygiene": "HYGIENE",
    "imec": "MICROELEKTRON|INTERUNIVIR", "amp": "^AMP HOLLAND", "abb": "^ABB|BROWN",
}


def brand(name: str) -> str:
    return next((label for label, pattern in BRANDS.items() if re.search(pattern, name)), name)


@needs_files
def test_precision_and_recall_on_patent_offices_spellings() -> None:
    """Measured: precision of pairs 0.997, 0.89 of the names find another of their company."""
    with (SHARED / "duplicates" / "patstat_input.csv").open(encoding="utf-8", newline="") as stream:
        names = sorted({row["Name"] for row in csv.DictReader(stream)} - {""})
    keys = [company_key(name, legal_name=name) for name in names]
    index = Index(keys)
    pairs = {tuple(sorted((key.id, match.id))) for key in keys for match in index.candidates(key)}
    right = {pair for pair in pairs if brand(pair[0]) == brand(pair[1])}
    groups = defaultdict(list)
    for name in names:
        groups[brand(name)].append(name)
    true = {pair for group in groups.values() for pair in itertools.combinations(group, 2)}
    several = [name for group in groups.values() if len(group) > 1 for name in group]
    finding = {name for pair in right for name in pair}
    assert len(right) / len(pairs) >= 0.99
    assert len(right) / len(true) >= 0.24
    assert len(finding & set(several)) / len(several) >= 0.88


@needs_files
def test_one_company_in_several_lists() -> None:
    """German organisations: those of one list that stand in the other are found by name or contact."""
    folder = SHARED / "companies" / "at"
    keys = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            keys += [company_key((path.stem, row["Id"]), legal_name=row["Name_Lang"], trade_name=row["Name"],
                                 website=row["Homepage"], emails=[row["E-Mail"]], phones=[row["Tel"]], country="AT")
                     for row in csv.DictReader(stream)]
    index = Index(keys)
    with (SHARED / "spreadsheets" / "firmen_semicolon_macroman.csv").open(encoding="mac_roman", newline="") as stream:
        others = [row for row in csv.DictReader(stream, delimiter=";") if row["E-Mail"]]
    same = [row for row in others if any(row["E-Mail"].lower() in key.mails for key in keys)]
    assert len(same) >= 10
    hits = sum(bool(index.candidates(company_key("x", legal_name=row["Firmenname "], emails=[row["E-Mail"]],
                                                 phones=[row["Tel"]]))) for row in same)
    assert hits / len(same) >= 0.95


def test_many_are_compared_with_few_of_as_many() -> None:
    rng = random.Random(1)
    first = ["Lumen", "Fern", "Oak", "Mill", "Copper", "Hasel", "Tannen", "Grau", "Brook", "Stone", "Birch", "Alder"]
    last = ["sensorik", "autonomy", "labs", "systeme", "robotics", "analytics", "energy", "mobility", "akku"]
    keys = [company_key(at, legal_name=f"{rng.choice(first)}{rng.choice(first).lower()} {rng.choice(last)} "
                                       f"{at if at % 3 else ''} GmbH", emails=[f"a@x{at}.com"]) for at in range(2_000)]

    def looked_up(size: int) -> None:
        index = Index(keys[:size])
        for key in keys[:size]:
            index.candidates(key)

    assert growth(looked_up, 500) < 3  # some grow with what there is, few enough; pair by pair would be 4
