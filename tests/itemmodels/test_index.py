from __future__ import annotations

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.core.languages import use_language
from incubator_gui.core.messages import msg
from incubator_gui.itemmodels.collate import collation, fold, haystack
from incubator_gui.itemmodels.columns import (
    ChoiceFilter,
    Column,
    RangeFilter,
    TextFilter,
    filter_from_json,
    filter_to_json,
)
from incubator_gui.itemmodels.index import RowIndex
from tests.support.work import steps

STAGES = {"a": msg("Alpha"), "b": msg("Beta")}
COLUMNS = (Column("name", msg("Company"), 1), Column("stage", msg("Stage"), 2, "stage", labels=STAGES,
                                                     order=("b", "a")),
           Column("team", msg("Team"), 3, "number", searched=False), Column("day", msg("Day"), 4, "date"))


def _index(rows):
    index = RowIndex(COLUMNS)
    index.set_rows(rows)
    return index


def _names(index):
    return [index.rows[place][1] for place in index.visible]


ROWS = [(1, "Müller & Söhne", "a", 3, date(2027, 1, 1)), (2, "Aachen Ltd", "b", None, None),
        (3, "桥鹿数链", "a", 7, date(2026, 1, 1)), (4, "zulu", "b", 7, date(2028, 1, 1))]


def test_words_are_found_however_umlauts_are_typed():
    index = _index(ROWS)
    for needle in ("müller", "MULLER", "mueller", "söh mül", "soehne"):
        index.search(needle)
        assert _names(index) == ["Müller & Söhne"], needle
    index.search("鹿数")
    assert _names(index) == ["桥鹿数链"]
    index.search("beta")
    assert len(index.visible) == 2
    index.search("ｚｕｌｕ")
    assert _names(index) == ["zulu"]


def test_sorting_puts_empty_values_last_both_ways():
    index = _index(ROWS)
    index.sort([("team", False), ("name", False)])
    assert [index.rows[p][0] for p in index.visible] == [1, 4, 3, 2]
    index.sort([("team", True), ("name", False)])
    assert [index.rows[p][0] for p in index.visible] == [4, 3, 1, 2]


def test_stages_sort_in_their_own_order_and_names_as_people_read():
    index = _index(ROWS)
    index.sort([("stage", False), ("name", False)])
    assert _names(index) == ["Aachen Ltd", "zulu", "Müller & Söhne", "桥鹿数链"]


def test_chinese_sorts_by_sound():
    index = RowIndex(COLUMNS, collation("zh"))
    index.set_rows([(1, "张江", "a", 1, None), (2, "金桥", "a", 1, None), (3, "Beta", "a", 1, None),
                    (4, "北斗", "a", 1, None)])
    index.sort([("name", False)])
    assert _names(index) == ["北斗", "Beta", "金桥", "张江"]


def test_filters_by_choice_range_and_words():
    index = _index(ROWS)
    index.set_filters({"stage": ChoiceFilter(frozenset({"a"}))})
    assert len(index.visible) == 2
    index.set_filters({"team": RangeFilter(4, None), "day": RangeFilter(date(2027, 6, 1), None)})
    assert _names(index) == ["zulu"]
    index.set_filters({"name": TextFilter("LTD aach")})
    assert _names(index) == ["Aachen Ltd"]
    index.set_filters({"unknown": TextFilter("x")})
    assert len(index.visible) == 4


@given(st.lists(st.text("aäöüßu e", max_size=8), max_size=12), st.lists(st.text("aäu e", max_size=3), max_size=5))
def test_a_growing_needle_finds_the_same_as_a_fresh_one(names, needles):
    rows = [(n, name, "a", 1, None) for n, name in enumerate(names)]
    walked = _index(rows)
    for needle in needles:
        walked.search(needle)
        fresh = _index(rows)
        fresh.search(needle)
        assert walked.visible == fresh.visible


@given(st.lists(st.tuples(st.integers(0, 5), st.text("abäz", max_size=2), st.one_of(st.none(), st.integers(0, 3))),
                max_size=20))
def test_replacing_rows_equals_setting_them_anew(changes):
    rows = [(n, "b", "a", n, None) for n in range(4)]
    index = _index(rows)
    index.sort([("name", False), ("team", True)])
    index.search("b")
    present = {row[0]: row for row in rows}
    for id, name, team in changes:
        row = (id, name, "a", team, None)
        index.replace([row])
        present[id] = row
    fresh = _index(list(present.values()))
    fresh.sort([("name", False), ("team", True)])
    fresh.search("b")
    assert [index.rows[p] for p in index.visible] == [fresh.rows[p] for p in fresh.visible]


def test_filters_survive_json():
    for test in (ChoiceFilter(frozenset({"a", None})), RangeFilter(date(2027, 1, 1), None), RangeFilter(1, 2.5),
                 TextFilter("x")):
        assert filter_from_json(filter_to_json(test)) == test
    for wrong in (None, {}, {"choice": 1}, {"range": [1]}, {"range": [{"date": "x"}, None]}, {"choice": [[1]]}, 7):
        assert filter_from_json(wrong) is None


def test_folding():
    assert fold("ÄÖÜß ＡＢ") == "aouss ab"
    assert haystack("Größe") == "grosse\ngroesse"


def test_words_follow_the_language_of_the_screen():
    column = Column("n", msg("N"), 1, "number", digits=2)
    try:
        use_language("de")
        assert column.words(4.5) == "4,50"
    finally:
        use_language("en")
    assert column.words(4.5) == "4.50"
    assert column.words(None) == "–"
    assert Column("d", msg("D"), 1, "date").plain(date(2027, 5, 12)) == "2027-05-12"


def test_a_search_looks_at_each_row_once_and_folds_none_again():
    random.seed(1)
    rows = [(n, f"Company {random.random():.6f}", random.choice("ab"), n % 30, None) for n in range(10_000)]
    index = _index(rows)
    index.warm()
    work = steps(lambda: index.search("77"))
    assert 0 < len(index.visible) < 10_000
    assert work < 2 * len(rows), "one comparison for each row"
    found = len(index.visible)
    assert steps(lambda: index.search("77 c")) < 4 * found + 100, "a longer word looks only among those found"
