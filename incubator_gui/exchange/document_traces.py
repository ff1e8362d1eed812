"""What a file tells of its maker beside what it shows (authors, titles, programs, places, files within), taken out
for eyes that must not learn whose it is. What is drawn or written in it stays as it is, notes and tracked changes
included: only who made them is left out. Names of fonts stay; sound and film are left as they are."""

from __future__ import annotations

import shutil
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg
from incubator_gui.core.process import ChildDied, run_child
from incubator_gui.exchange.traces_office import clean_office
from incubator_gui.exchange.traces_pdf import clean_pdf
from incubator_gui.exchange.traces_pictures import clean_picture
from incubator_gui.exchange.traces_text import clean_rtf, clean_svg

_TARGET = "incubator_gui.exchange.document_traces:child"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = msg("it cannot be read")


def without_traces(files: Mapping[Path, Path], *, stop: Callable[[], bool] | None = None) -> dict[Path, Message]:
    """Write each file without its traces to where it is mapped; returns those that could not be cleaned, and why."""
    if not files:
        return {}
    pairs = [[str(source), str(target)] for source, target in files.items()]
    try:
        failed = run_child(_TARGET, pairs, memory_mb=1500, seconds=60 + 10 * len(pairs), cancelled=stop)
    except ChildDied:
        return dict.fromkeys(files, _BROKEN)
    return {Path(source): Message.from_json(why) for source, why in failed}


def child(argument: list[list[str]], progress: Callable[[int, int], None]) -> list[list[Any]]:
    """In a child process: pairs of source and target; the sources that could not be cleaned come back, and why."""
    failed: list[list[Any]] = []
    for done, (source, target) in enumerate(argument, 1):
        try:
            _clean(Path(source), Path(target))
        except Refused as error:
            failed.append([source, error.message.to_json()])
        except (pikepdf.PdfError, etree.LxmlError, OSError, ValueError, RuntimeError, struct.error, zipfile.BadZipFile,
                NotImplementedError, EOFError, LookupError):
            failed.append([source, _BROKEN.to_json()])
        progress(done, len(argument))
    return failed


def _clean(source: Path, target: Path) -> None:
    with source.open("rb") as stream:
        start = stream.read(1024)
    if b"%PDF-" in start:
        clean_pdf(source, target)
    elif start.startswith(b"PK\x03\x04"):
        clean_office(source, target)
    elif start.startswith(_OLD_OFFICE):
        raise Refused(msg("it is an office file of the old kind; save it as one of today, or as PDF"))
    elif (picture := clean_picture(start, source.read_bytes)) is not None:
        target.write_bytes(picture)
    elif start.startswith(b"{\\rtf"):
        target.write_bytes(clean_rtf(source.read_bytes()))
    elif start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in start:
        target.write_bytes(clean_svg(source.read_bytes()))
    else:
        shutil.copyfile(source, target)
