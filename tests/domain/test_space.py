"""Spans, occupancy and free days, against plain counts."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.domain.space import Holding, RoomSpace, Span, Timeline, first_of_months, uses

DAY = date(2027, 1, 1)
COMPANIES = [UUID(int=n) for n in range(1, 5)]
ROOMS = {UUID(int=100 + n): RoomSpace(UUID(int=100 + n), UUID(int=50), kind, area, 3)
         for n, (kind, area) in enumerate((("open_area", 30.0), ("private_office", 24.0), ("circulation", 50.0)))}
DESKS = {room: tuple(UUID(int=room.int * 100 + n) for n in range(3)) for room in ROOMS}


def day(n: int) -> date:
    return DAY + timedelta(days=n)


def test_a_span_has_its_first_day_and_not_its_end() -> None:
    span = Span(day(0), day(3))
    assert [span.has(day(n)) for n in (-1, 0, 2, 3)] == [False, True, True, False]
    assert not span.overlaps(Span(day(3)))
    assert span.overlaps(Span(day(2)))
    assert Span(day(1)).common(Span(day(0), day(9))) == Span(day(1), day(9))
    with pytest.raises(ValueError):
        Span(day(1), day(1))


@st.composite
def houses(draw: st.DrawFn) -> tuple[Holding, ...]:
    """Holdings of which none overlaps another, as the database keeps them."""
    kept: list[Holding] = []
    for n in range(draw(st.integers(0, 14))):
        room = draw(st.sampled_from(list(ROOMS)))
        desk = draw(st.sampled_from([None, *DESKS[room]]))
        starts = draw(st.integers(0, 60))
        length = draw(st.one_of(st.none(), st.integers(1, 40)))
        span = Span(day(starts), None if length is None else day(starts + length))
        if not any(one.blocks(room, desk) and one.span.overlaps(span) for one in kept):
            kept.append(Holding(UUID(int=9000 + n), draw(st.sampled_from(COMPANIES)), room, desk, span))
    return tuple(kept)


@given(houses(), st.lists(st.integers(-5, 110), min_size=1, max_size=12, unique=True))
def test_occupancy_is_what_a_plain_count_says(holdings: tuple[Holding, ...], numbers: list[int]) -> None:
    days = [day(n) for n in sorted(numbers)]
    for found, on in zip(uses(ROOMS, holdings, days), days, strict=True):
        present = [one for one in holdings if one.span.starts <= on and (one.span.until is None or on < one.span.until)]
        taken = {desk for one in present for desk in (DESKS[one.room] if one.desk is None else (one.desk,))}
        assert found.desks_in_use == len(taken)
        assert set(found.companies) == {one.company for one in present}
        area = sum(ROOMS[one.room].area / (1 if one.desk is None else 3) for one in present)
        assert found.area_in_use == pytest.approx(area)
        assert (found.desks, found.area, found.area_usable) == (9, 104.0, 54.0)


@given(houses(), st.integers(-5, 110))
def test_the_timeline_knows_who_sits_where_and_what_is_free(holdings: tuple[Holding, ...], n: int) -> None:
    line, on = Timeline(holdings, DESKS), day(n)
    present = [one for one in holdings if one.span.has(on)]
    assert line.at(on) == {desk: one for one in present
                           for desk in (DESKS[one.room] if one.desk is None else (one.desk,))}
    for room, desks in DESKS.items():
        for desk in (None, *desks):
            free = line.free(room, desk, on)
            blocking = [one for one in holdings if one.blocks(room, desk)]

            def taken(at: date, blocking: list[Holding] = blocking) -> bool:
                return any(one.span.has(at) for one in blocking)

            if free is None:
                assert all(taken(on + timedelta(days=k)) for k in range(130))
                continue
            assert not taken(free.starts)
            assert all(taken(on + timedelta(days=k)) for k in range((free.starts - on).days))
            assert free.until is None or taken(free.until)
            last = (free.until or free.starts + timedelta(days=150)) - timedelta(days=1)
            assert not any(one.span.overlaps(Span(free.starts, last + timedelta(days=1))) for one in blocking)
            assert line.clash(room, desk, free) is None


def test_months_of_a_slider() -> None:
    assert first_of_months(date(2027, 11, 30), 3) == (date(2027, 11, 1), date(2027, 12, 1), date(2028, 1, 1))
