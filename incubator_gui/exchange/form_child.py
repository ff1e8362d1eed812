"""Runs in a child process: the fields of a PDF from outside, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg

MOST_FIELDS = 60_000
MOST_TEXT = 100_000
"""Characters of one field; nobody writes more into a box, and a whole is cut nowhere without a word."""
Waiting = tuple[Any, str, Any, int]
"""A field to be read, the names above it joined, the kind that it has from there, and how deep it lies."""
_DEEPEST = 12
_END = 1024
"""Bytes at the end of a file among which readers look for its end mark."""


def read(argument: Mapping[str, Any], progress: Callable[[int, int], None]) -> dict[str, Any]:
    """`path` of a file: its fields as name to value, their pages, and which texts were too long."""
    path = Path(argument["path"])
    try:
        pdf = pikepdf.open(path, suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refused(msg("“{name}” is protected by a password. Save it without one and try again.",
                          name=path.name)) from error
    except (pikepdf.PdfError, OSError, ValueError, RuntimeError) as error:
        raise Refused(msg("“{name}” is damaged or no PDF. Ask for it once more.", name=path.name)) from error
    if not _ends(path):
        pdf.close()
        raise Refused(msg("“{name}” is cut off. Copy or download it again, or have it sent again.", name=path.name))
    with pdf:
        pages, loose = dict[tuple[int, int], int](), list[Waiting]()
        for number, page in enumerate(pdf.pages, 1):
            for widget in _all(page.obj.get("/Annots")):
                pages[widget.objgen] = number
                if widget.get("/Subtype") == pikepdf.Name.Widget and len(loose) <= MOST_FIELDS:
                    loose.append(_loose(widget))
        fields: dict[str, str] = {}
        places: dict[str, int] = {}
        long: list[str] = []
        twice: dict[str, None] = {}
        form = pdf.Root.get("/AcroForm")
        for name, value, place, is_double in _fields(form, loose, pages):
            if is_double or fields.get(name, value[:MOST_TEXT]) != value[:MOST_TEXT]:
                twice[name] = None
            if len(value) > MOST_TEXT and name not in long:
                long.append(name)
            fields[name] = value[:MOST_TEXT]
            places[name] = place
            if len(fields) > MOST_FIELDS:
                raise Refused(msg("“{name}” has far more fields than a review form. It was not read.", name=path.name))
    progress(1, 1)
    return {"fields": fields, "places": places, "long": long, "twice": list(twice), "has_form": form is not None}


def _ends(path: Path) -> bool:
    """Whether the end is there: what is missing of a file that was mended would look as if it was left blank."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _END))
        return b"%%EOF" in stream.read()


def _fields(form: Any, loose: list[Waiting], pages: Mapping[tuple[int, int], int]
            ) -> Iterator[tuple[str, str, int, bool]]:
    """Name, value, page of each field, and whether two of its buttons stand for the same.

    `loose` are those on the pages: programs that join files forget to list them.
    """
    listed = list(_all(form.get("/Fields"))) if isinstance(form, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    waiting: list[Waiting] = [*reversed(loose), *((one, "", None, 0) for one in reversed(listed))]
    while waiting:
        field, above, kind, depth = waiting.pop()
        if depth > _DEEPEST or field.objgen in seen:
            continue
        if field.objgen != (0, 0):
            seen.add(field.objgen)
        part = _text(field.get("/T"))
        name = f"{above}.{part}" if above and part else part or above
        kind = field.get("/FT") or kind
        kids = [one for one in _all(field.get("/Kids")) if isinstance(one, pikepdf.Dictionary)]
        if any("/T" in one for one in kids):
            waiting += [(one, name, kind, depth + 1) for one in reversed(kids)]
        elif name:
            widgets = kids or [field]
            page = next((pages[one.objgen] for one in widgets if one.objgen in pages), 0)
            states = [one for widget in widgets for one in _states(widget)] if kind == pikepdf.Name.Btn else []
            yield name, _value(field, kind, widgets), page, len(states) > len(set(states))


def _loose(widget: Any) -> Waiting:
    """The field that a widget belongs to, with the names and the kind from above it."""
    line = [widget]
    while len(line) <= _DEEPEST and isinstance(line[-1].get("/Parent"), pikepdf.Dictionary):
        line.append(line[-1].Parent)
    named = [at for at, one in enumerate(line) if "/T" in one]
    at = named[0] if named else 0
    parts = [_text(one.get("/T")) for one in reversed(line[at + 1:])]
    kind = next((one.FT for one in line[at:] if "/FT" in one), None)
    return line[at], ".".join(part for part in parts if part), kind, 0


def _states(widget: Any) -> list[str]:
    looks = widget.get("/AP")
    normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    return [key for key in dict(normal.items()) if key != "/Off"] if isinstance(normal, pikepdf.Dictionary) else []


def _value(field: pikepdf.Dictionary, kind: Any, widgets: list[Any]) -> str:
    """The value; of buttons the chosen state, wherever the other program has put it."""
    stored = field.get("/V")
    if kind != pikepdf.Name.Btn:
        if isinstance(stored, pikepdf.Array):
            stored = stored[0] if len(stored) else None
        return _text(stored)
    chosen, left = _state(stored), _state(field.get("/DV"))  # some write the name of the state as a text
    shown = next((one for one in (_state(widget.get("/AS")) for widget in widgets) if one), "")
    if chosen == left:  # what the form left with is nobody's answer: some change only what is seen
        chosen = shown or chosen
    elif not chosen and shown != left:
        chosen = shown
    words = field.get("/Opt")
    if isinstance(words, pikepdf.Array) and chosen.isascii() and chosen.isdigit() and int(chosen[:6]) < len(words):
        return _text(words[int(chosen[:6])]) or chosen  # states by number, and what they stand for beside
    return chosen


def _state(value: Any) -> str:
    text = _text(value).removeprefix("/")
    return "" if text == "Off" else text


def _text(value: Any) -> str:
    """Text as it is meant: names without their stroke, line ends as ours, no trailing zero bytes."""
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes()[: MOST_TEXT * 2].decode("utf-8", "replace")
    if isinstance(value, pikepdf.String):
        return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return value if isinstance(value, str) else ""


def _all(array: Any) -> Iterator[Any]:
    if isinstance(array, pikepdf.Array):
        for index in range(min(len(array), MOST_FIELDS)):
            one = array[index]
            if isinstance(one, pikepdf.Dictionary):
                yield one
