"""How states, modes and sentences of the assignment are called and marked."""

from __future__ import annotations

from collections.abc import Iterable

from incubator_gui.core.messages import Message, msg, ntr, ptr, text, tr
from incubator_gui.domain.review_words import REVIEW_STATES
from incubator_gui.services.assignments_read import Assigned, AssignmentRow, ReaderRow

MODES: dict[str, Message] = {
    "ensure": msg("Fill up"),
    "add": msg("Add more"),
    "adjust": msg("Distribute anew"),
    "clear": msg("Take back"),
}

ABOUT_MODES: dict[str, Message] = {
    "ensure": msg("Each application gets the reviews that it still lacks."),
    "add": msg("Each application gets so many further reviews."),
    "adjust": msg("As “Fill up”; what nobody has begun may go to others."),
    "clear": msg("What nobody has begun is taken back."),
}

MARKS: dict[str, tuple[str, str]] = {
    "open": ("circle", "muted"), "draft": ("circle-dashed", "accent"), "submitted": ("circle-check", "success"),
    "abstained": ("circle-slash", "muted")}


def mark_of(one: Assigned) -> tuple[str, str]:
    """Icon and colour of a reviewer's state: a conflict before lateness before the rest."""
    if one.conflict is not None:
        return "ban", "error"
    return ("clock", "warning") if one.is_late else MARKS.get(one.state, MARKS["open"])


def state_words(one: Assigned) -> str:
    """A reviewer's state in words, with what stands against it."""
    words = text(REVIEW_STATES[one.state])
    if one.conflict is not None:
        return tr("{state}, does not count: {why}", state=words, why=text(one.conflict))
    return tr("{state}, late", state=words) if one.is_late else words


def listed(parts: Iterable[str]) -> str:
    """One after the other, with the marks of the language between them."""
    return ptr("between the parts of a list", "; ").join(parts)


def about(row: AssignmentRow, names: dict[object, str]) -> str:
    """All about the reviewers of an application, in one or two sentences."""
    reviewers = listed(tr("{name} ({state})", name=one.name, state=state_words(one)) for one in row.assigned)
    said = tr("{application}: {reviewers}.", application=row.name, reviewers=reviewers) if reviewers else \
        tr("{application}: nobody yet.", application=row.name)
    barred = listed(tr("{name} ({state})", name=names[id], state=text(why)) for id, why in row.blocked.items()
                    if id in names and all(one.reviewer != id for one in row.assigned))
    return " ".join((said, tr("Must not review it: {who}.", who=barred))) if barred else said


def load_words(reader: ReaderRow) -> str:
    """What a reviewer has to read, against the quota."""
    if reader.quota is None:
        return ntr("{n} application", "{n} applications", reader.load)
    return tr("{load} of {quota}", load=reader.load, quota=reader.quota)
