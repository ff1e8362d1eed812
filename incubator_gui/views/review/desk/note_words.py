"""How notes on pages read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.domain.review_desk import DeskDocument
from incubator_gui.domain.review_notes import ReviewNote, labels
from incubator_gui.widgets.text_page import Line


def name_of(label: str, note: ReviewNote) -> str:
    """A note by its number and page."""
    return tr("Note {number}, page {page}", number=label, page=str(note.page))


def mention(label: str, note: ReviewNote) -> str:
    """A note as a remark speaks of it."""
    return tr("note {number}, page {page}", number=label, page=str(note.page))


def quoted(note: ReviewNote) -> str:
    """What stands in the marked lines, in quotation marks."""
    return tr("“{quote}”", quote=note.quote) if note.quote else ""


def where(note: ReviewNote, documents: Mapping[str, DeskDocument], *, blind: bool) -> str:
    """In which document; one that is no longer there was replaced by another version."""
    found = documents.get(note.document)
    if found is not None:
        return found.title or found.file_name
    return current().joined((tr("on an earlier version"), "" if blind else note.title))


def of_others(notes: Sequence[ReviewNote]) -> Iterator[Line]:
    """The notes of somebody else."""
    if notes:
        yield Line("label", tr("Notes on documents"))
    called: Mapping[UUID, str] = labels(notes)
    for one in notes:
        yield Line("body", current().labelled(current().joined((name_of(called[one.id], one), one.title)),
                                              one.words or quoted(one)))
        if one.words and one.quote:
            yield Line("muted", quoted(one))
