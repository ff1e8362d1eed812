"""Printing a finished PDF: handed to CUPS as it is, or cut to the chosen pages for a file."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.messages import msg

Sides = Literal["", "one-sided", "two-sided-long-edge", "two-sided-short-edge"]

_SECONDS = 60
_RANGES = re.compile(r"\d+(-\d+)?(,\d+(-\d+)?)*")


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What was chosen in the print dialog; empty fields leave it to the printer.

    `pages` is written as 1-3,5; `paper` is a name of CUPS such as A4 or Letter.
    """

    title: str
    printer: str = ""
    copies: int = 1
    collate: bool = True
    sides: Sides = ""
    pages: str = ""
    paper: str = ""
    grey: bool = False
    reverse: bool = False


def can_hand_over() -> bool:
    """Whether this system takes a PDF as it is."""
    return sys.platform != "win32" and shutil.which("lp") is not None


def command(job: PrintJob, file: Path) -> list[str]:
    """The call of `lp`, without a shell in between."""
    out = ["lp"]
    if job.printer:
        out += ["-d", job.printer]
    out += ["-n", str(max(1, min(job.copies, 999))), "-t", _title(job.title)]
    if job.pages:
        if not _RANGES.fullmatch(job.pages):
            raise Refused(msg("“{pages}” are no pages. Write them as 1-3,5.", pages=job.pages))
        out += ["-P", job.pages]
    if job.copies > 1:
        out += ["-o", "collate=true" if job.collate else "collate=false"]
    for name, value in (("sides", job.sides), ("media", job.paper if job.paper.isalnum() else ""),
                        ("print-color-mode", "monochrome" if job.grey else ""),
                        ("outputorder", "reverse" if job.reverse else "")):
        if value:
            out += ["-o", f"{name}={value}"]
    return [*out, "-o", "fit-to-page", "--", str(file)]


def hand_over(content: bytes, job: PrintJob) -> str:
    """Give the PDF to CUPS; returns the words with which it took it.

    Raises Environment with one sentence where it did not.
    """
    handle, name = tempfile.mkstemp(prefix="incubator-", suffix=".pdf")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        done = subprocess.run(command(job, Path(name)), capture_output=True, text=True, errors="replace",
                              timeout=_SECONDS, stdin=subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired as error:
        raise Environment(msg("The printer {printer} did not answer. Check that it is on, or save the paper as a file.",
                              printer=job.printer)) from error
    except OSError as error:
        raise Environment(msg("The paper could not be handed to the printer ({reason}). Save it as a file and print"
                              " that.", reason=error.strerror or str(error))) from error
    finally:
        Path(name).unlink(missing_ok=True)
    if done.returncode:
        raise Environment(msg("The printer {printer} did not take the paper: {reason}. Choose another printer, or save"
                              " the paper as a file.", printer=job.printer, reason=_said(done.stderr)))
    return done.stdout.strip()


def page_numbers(ranges: str, count: int) -> tuple[int, ...]:
    """Page numbers from 1 that a range such as 1-3,5 means; all for an empty one. Raises Refused."""
    if not ranges:
        return tuple(range(1, count + 1))
    if not _RANGES.fullmatch(ranges):
        raise Refused(msg("“{pages}” are no pages. Write them as 1-3,5.", pages=ranges))
    found: dict[int, None] = {}
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        for page in range(int(first), min(int(last or first), count) + 1):
            if page >= 1:
                found[page] = None
    if not found:
        raise Refused(msg("The paper has {n} pages; {pages} are not among them.", n=count, pages=ranges))
    return tuple(found)


def only_pages(content: bytes, ranges: str) -> bytes:
    """The PDF with the chosen pages alone."""
    if not ranges:
        return content
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        wanted = set(page_numbers(ranges, len(pdf.pages)))
        for index in reversed(range(len(pdf.pages))):
            if index + 1 not in wanted:
                del pdf.pages[index]
        if "/Outlines" in pdf.Root:
            del pdf.Root["/Outlines"]  # some of its entries would lead nowhere
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _title(title: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in title).split())[:120] or "-"


def _said(words: str) -> str:
    lines = [line.strip().removeprefix("lp:").strip() for line in words.splitlines() if line.strip()]
    return (lines[-1] if lines else "?")[:200].rstrip(".")
