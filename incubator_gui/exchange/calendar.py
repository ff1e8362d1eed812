"""Calendar files (.ics, RFC 5545): whatever has a date, for any calendar program.

An event keeps its UID, so that a file that is read again changes the entries it made before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.files import write_whole
from incubator_gui.core.messages import msg

PRODUCT = "-//incubator-gui//calendar//EN"
_LINE = 75
_DOMAIN = "incubator-gui"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An entry: on a day, over days ([starts, ends)), or at moments (aware; written in UTC).

    `kind` and `id` make the UID. `remind` is the number of days before at which to be reminded;
    `sequence` grows with each change of the entry.
    """

    kind: str
    id: UUID
    title: str
    starts: date | datetime
    ends: date | datetime | None = None
    text: str = ""
    place: str = ""
    categories: tuple[str, ...] = ()
    remind: int | None = None
    sequence: int = 0
    cancelled: bool = False

    @property
    def uid(self) -> str:
        """The same for the same record, in every file."""
        return f"{self.kind}-{self.id}@{_DOMAIN}"


def calendar_text(events: Iterable[CalendarEvent], made: datetime, name: str = "") -> str:
    """The calendar as text, lines ending in CRLF; raises ValueError for a moment without a zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for event in events:
        lines += _event(event, made)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + "\r\n" for line in lines)


def write_calendar(path: Path, events: Iterable[CalendarEvent], made: datetime, name: str = "") -> int:
    """Write a calendar file, whole or not at all; returns the number of entries."""
    path = Path(path)
    if path.suffix.lower() != ".ics":
        raise Refused(msg("“{name}” must end in .ics.", name=path.name))
    listed = list(events)
    content = calendar_text(listed, made, name).encode("utf-8")
    write_whole(path, content)
    return len(listed)


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line ends escaped, other control characters gone."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(char for char in plain if char == "\n" or char == "\t" or (
        ord(char) >= 32 and ord(char) != 127 and not 0x80 <= ord(char) < 0xA0 and not 0xD800 <= ord(char) < 0xE000))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line cut so that no part has more than 75 octets; characters are never cut through."""
    if len(line.encode("utf-8")) <= _LINE:
        return line
    parts, part, size = [], "", 0
    for char in line:
        width = len(char.encode("utf-8"))
        if size + width > _LINE:
            parts.append(part)
            part, size = "", 1  # the blank that begins a further line counts
        part += char
        size += width
    parts.append(part)
    return "\r\n ".join(parts)


def _event(event: CalendarEvent, made: datetime) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{_moment(made)}", *_when(event),
             f"SUMMARY:{escaped(event.title) or '-'}", f"SEQUENCE:{event.sequence}"]
    if event.text:
        lines.append(f"DESCRIPTION:{escaped(event.text)}")
    if event.place:
        lines.append(f"LOCATION:{escaped(event.place)}")
    if event.categories:
        lines.append("CATEGORIES:" + ",".join(map(escaped, event.categories)))
    if event.cancelled:
        lines.append("STATUS:CANCELLED")
    if not isinstance(event.starts, datetime):
        lines.append("TRANSP:TRANSPARENT")
    if event.remind is not None:
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(event.title) or '-'}",
                  f"TRIGGER:-P{event.remind}D", "END:VALARM"]
    return [*lines, "END:VEVENT"]


def _when(event: CalendarEvent) -> list[str]:
    if isinstance(event.starts, datetime):
        lines = [f"DTSTART:{_moment(event.starts)}"]
        if isinstance(event.ends, datetime) and event.ends > event.starts:
            lines.append(f"DTEND:{_moment(event.ends)}")
        return lines
    ends = event.ends if event.ends is not None and not isinstance(event.ends, datetime) else None
    if ends is None or ends <= event.starts:
        ends = event.starts + timedelta(days=1) if event.starts < date.max else event.starts
    return [f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}".replace(" ", "0"),
            f"DTEND;VALUE=DATE:{ends:%Y%m%d}".replace(" ", "0")]


def _moment(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
