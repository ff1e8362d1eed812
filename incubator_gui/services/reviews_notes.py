"""Notes on documents as they travel and as others see them: a note quotes what its document says.

Another person's note is seen by who may open its document, no other version of it. In a blind phase documents leave
without what they tell of their maker, so their digests differ from those in the house: notes go out and come
back by the pairs that the house keeps with the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_notes import NOTE, ReviewNote, in_order

Pairs = Mapping[str, Any]
"""By the digest of a document in the house: its digest in the package, and what it is called there."""


def seen_by(form: ReviewForm, titles: Mapping[str, str]) -> ReviewForm:
    """Somebody else's form for a viewer who may open the documents of these digests, by what they are called."""
    return replace(form, notes=tuple(replace(one, title=titles[one.document]) for one in form.notes
                                     if one.document in titles))


def outward(form: ReviewForm, pairs: Pairs) -> ReviewForm:
    """A form as it leaves in a blind phase: what a document was called before is not said."""
    return replace(form, notes=in_order(_outward(one, pairs) for one in form.notes))


def inward(fields: Mapping[str, str], base: Mapping[str, str], pairs: Pairs) -> dict[str, str]:
    """The fields of a form that came back, with the documents of its notes as the house knows them.

    `base` is the form before it left: what nobody changed is what it was.
    """
    houses = {there[0]: here for here, there in sorted(pairs.items(), reverse=True)}
    out = dict(fields)
    for name, value in fields.items():
        note, before = _read(name, value), _read(name, base.get(name))
        if note is None:
            continue
        if before is None:
            out[name] = replace(note, document=houses.get(note.document, note.document)).text()
            continue
        left = _outward(before, pairs)
        document = before.document if note.document == left.document else houses.get(note.document, note.document)
        title = before.title if note.title == left.title else note.title
        out[name] = replace(note, document=document, title=title).text()
    return out


def _outward(note: ReviewNote, pairs: Pairs) -> ReviewNote:
    there = pairs.get(note.document)
    return replace(note, title="") if there is None else replace(note, document=there[0], title=there[1])


def _read(name: str, value: str | None) -> ReviewNote | None:
    if value is None or not name.startswith(NOTE):
        return None
    try:
        return ReviewNote.of(name, value)
    except ValueError:
        return None
