"""What the part calls things: verdicts with their marks, ways, protection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from incubator_gui.core.languages import NAMES, current
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.review_words import REVIEW_STATES
from incubator_gui.services.review_returns import VERDICTS, FileRun

VERDICT_MARKS: Mapping[str, tuple[str, str]] = {
    "new": ("plus", "success"), "changed": ("pencil", "accent"), "conflict": ("split", "warning"),
    "same": ("equal", "muted"), "blank": ("minus", "muted"), "refused": ("circle-x", "error"),
}

PROTECTIONS: Mapping[Any, Message] = {
    "key": msg("reviewer's key"),
    "passphrase": msg("passphrase"),
    "both": msg("key and passphrase"),
    "none": msg("not protected"),
}

WAY_HINTS: Mapping[str, Message] = {
    "package": msg("Encrypted for one reviewer; opened by this program, without a database. With all documents."),
    "form": msg("Opened by any PDF reader, or printed. With the PDF documents; not encrypted."),
    "sheet": msg("One row for each application, in any spreadsheet program. Without documents; not encrypted."),
}

LANGUAGES: dict[Any, Message | str] = {"": msg("each reviewer's own"), **NAMES}


def size_words(size: int) -> str:
    """A size as people say it."""
    if size < 1_000_000:
        return tr("{size} KB", size=current().number(max(1, round(size / 1000)) if size else 0))
    return tr("{size} MB", size=current().number(size / 1_000_000, 1 if size < 10_000_000 else 0))


def receipt(runs: Iterable[FileRun]) -> str:
    """What was merged, as lines for a mail back to the reviewers; no answers, only what became of each review."""
    lines = []
    for run in runs:
        if run.refused is not None:
            lines.append(text(run.refused))
            continue
        lines.append(tr("{file} of {reviewer}, {call}, checksum {checksum}", file=run.name, reviewer=run.reviewer_name,
                        call=run.call, checksum=run.sha256[:16]))
        lines += [f"  {one.number:04d}  {text(VERDICTS[one.verdict])}  {text(REVIEW_STATES[one.after])}"
                  for one in run.reviews]
    return "\n".join(lines)


def file_words(run: FileRun) -> str:
    """What becomes of a file, in a few words."""
    if run.refused is not None:
        return text(VERDICTS["refused"])
    parts = []
    if run.merging:
        parts.append(ntr("{n} review", "{n} reviews", run.merging))
    if run.conflicts:
        parts.append(ntr("{n} to be chosen", "{n} to be chosen", run.conflicts))
    return " · ".join(parts) or text(VERDICTS["same"])


def file_mark(run: FileRun) -> tuple[str, str]:
    """Icon and colour of a file."""
    if run.refused is not None:
        return VERDICT_MARKS["refused"]
    if run.conflicts:
        return VERDICT_MARKS["conflict"]
    graves = any(note.is_grave for note in run.notes) or any(
        note.is_grave for one in run.reviews for note in one.notes)
    if graves:
        return "triangle-alert", "warning"
    return ("circle-check", "success") if run.merging else VERDICT_MARKS["same"]
