"""A rubric as a file: JSON that carries its name and its criteria from house to house."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.files import write_whole
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.clean_text import clean_line
from incubator_gui.domain.rubric import Criterion

FORMAT, VERSION = "incubator-rubric", 1
LARGEST = 1_000_000
"""Bytes; a rubric of a hundred criteria in three languages has a tenth of it."""
MOST_CRITERIA = 100
LONGEST_WORD = 4_000


def write_rubric(path: Path, name: str, criteria: Sequence[Criterion]) -> None:
    """Write a rubric; raises Environment where the file cannot be written."""
    data = {"format": FORMAT, "format_version": VERSION, "name": name,
            "criteria": [one.to_json() for one in criteria]}
    write_whole(path, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())


def read_rubric(path: Path) -> tuple[str, tuple[Criterion, ...]]:
    """Name and criteria of a file; raises Refused or Environment with one sentence."""
    file = path.name
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        raise Environment(msg("“{file}” cannot be read ({reason}).", file=file,
                              reason=error.strerror or str(error))) from error
    if len(raw) > LARGEST:
        raise Refused(msg("“{file}” is too large for a rubric; choose the file that was exported.", file=file))
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(msg("“{file}” is no rubric; choose a file that was exported as one.", file=file)) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Refused(msg("“{file}” is no rubric; choose a file that was exported as one.", file=file))
    if data.get("format_version") != VERSION:
        raise Refused(msg("“{file}” was written by a newer version of the program; bring this one up to date.",
                          file=file))
    name, listed = data.get("name"), data.get("criteria")
    if not isinstance(name, str) or not clean_line(name):
        raise Refused(msg("“{file}” has no name for its rubric; write one behind “name”.", file=file))
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_CRITERIA:
        raise Refused(msg("“{file}” has no criteria, or more than {most}.", file=file, most=MOST_CRITERIA))
    return clean_line(name)[:120], tuple(_criterion(one, at, file) for at, one in enumerate(listed, 1))


def _criterion(data: Any, at: int, file: str) -> Criterion:
    try:
        found = Criterion.from_json(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused(_broken(file, at)) from error
    words = [found.name, found.hint, *(text for _mark, text in found.anchors)]
    texts = [pair for one in words for pair in one.by_language]
    if not 0 < len(found.key) <= 60 or any(len(language) > 5 or len(word) > LONGEST_WORD for language, word in texts):
        raise Refused(_broken(file, at))
    return found


def _broken(file: str, at: int) -> Message:
    return msg("Criterion {place} in “{file}” is incomplete or damaged; export the rubric again.", place=at, file=file)
