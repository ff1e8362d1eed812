"""Calendar files: folded, escaped, in UTC, with UIDs that stay."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.exchange.calendar import CalendarEvent, calendar_text, escaped, folded, write_calendar

MADE = datetime(2027, 5, 12, 4, tzinfo=UTC)
ID = UUID(int=7)


def unfolded(text: str) -> list[str]:
    """The lines as a reader sees them."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def unescaped(value: str) -> str:
    out, at = "", 0
    while at < len(value):
        if value[at] == "\\":
            at += 1
            out += {"n": "\n", "N": "\n"}.get(value[at], value[at])
        else:
            assert value[at] not in ";,"
            out += value[at]
        at += 1
    return out


def test_a_day_lasts_to_the_next_and_a_moment_is_utc() -> None:
    shanghai = timezone(timedelta(hours=8))
    lines = unfolded(calendar_text([
        CalendarEvent("task", ID, "Hand over; desks, keys", date(2027, 12, 31), remind=1),
        CalendarEvent("meeting", ID, "Gate", datetime(2027, 6, 1, 9, 30, tzinfo=shanghai),
                      datetime(2027, 6, 1, 10, tzinfo=shanghai), place="309"),
    ], MADE, "Lingang"))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    for wanted in ("VERSION:2.0", "UID:task-00000000-0000-0000-0000-000000000007@incubator-gui",
                   "DTSTAMP:20270512T040000Z", "DTSTART;VALUE=DATE:20271231", "DTEND;VALUE=DATE:20280101",
                   "SUMMARY:Hand over\\; desks\\, keys", "TRIGGER:-P1D", "DTSTART:20270601T013000Z",
                   "DTEND:20270601T020000Z", "LOCATION:309", "X-WR-CALNAME:Lingang"):
        assert wanted in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    with pytest.raises(ValueError):
        calendar_text([CalendarEvent("x", ID, "x", datetime(2027, 1, 1))], MADE)


@given(st.text(max_size=400))
def test_any_text_comes_through_whole(text: str) -> None:
    content = calendar_text([CalendarEvent("task", ID, "t" + text, date(2027, 5, 12), text=text)], MADE)
    for line in content.encode("utf-8").split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    lines = unfolded(content)
    summary = next(line for line in lines if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    assert unescaped(summary) == unescaped(escaped("t" + text))
    assert not any(ord(char) < 32 and char != "\t" for line in lines for char in line)


def test_folding_never_cuts_a_character() -> None:
    line = "SUMMARY:" + "孵化器" * 40
    assert folded(line).replace("\r\n ", "") == line
    assert folded("short") == "short"


def test_files_are_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "house.ics"
    event = CalendarEvent("task", ID, "交接工位", date(2027, 5, 12))
    assert write_calendar(path, [event], MADE) == 1
    assert "交接工位" in path.read_text(encoding="utf-8")
    with pytest.raises(Refused):
        write_calendar(tmp_path / "house.txt", [event], MADE)
    with pytest.raises(Environment):
        write_calendar(tmp_path / "nowhere" / "house.ics", [event], MADE)
    assert [p.name for p in tmp_path.iterdir()] == ["house.ics"]
