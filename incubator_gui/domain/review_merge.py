"""Three versions of one review brought together, field by field (DOMAIN section 4, "Rules of the merge").

`base` is the form as it left the house, `stored` what the house holds now (theirs), `returned` what came
back (mine): mappings as in `ReviewForm.fields()`, where a blank field is not in them. A field that only one
side changed follows that side; one that both changed to different values is a conflict and stays as it is
stored until somebody has seen it and chosen. Merging the same again changes nothing, and the order of
several returns plays no part outside conflicts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from incubator_gui.core.messages import Message, Words, msg, nmsg, pmsg
from incubator_gui.domain.review_form import ABSTAIN, MARK, REMARK, STANCE_KEYS, ReviewForm
from incubator_gui.domain.review_notes import MOST_NOTES, MOST_WORDS, NOTE, ReviewNote, in_order
from incubator_gui.domain.review_words import CONFIDENCES, STANCES
from incubator_gui.domain.rubric import Rubric

Step: TypeAlias = Literal["same", "take", "keep", "conflict"]
"""same: both sides say the same; take: only the return changed it; keep: only the house did; conflict: both."""

Side: TypeAlias = Literal["mine", "theirs"]
"""mine is what came back, theirs what is stored."""

LONGEST = 20_000
"""Characters of one text; what is longer is left out and said, never cut in silence."""

NAMES: Mapping[str, Message] = {
    "comment": msg("Comment for the committee"),
    "private_comment": msg("Comment for officers only"),
    "confidence": msg("Confidence"),
    "stance": msg("Stance"),
    "reason": msg("Reason"),
    "finished": pmsg("review", "Finished"),
}


@dataclass(frozen=True, slots=True)
class FieldMerge:
    """One field of a review: three values (None is blank) and what becomes of it."""

    field: str
    base: str | None
    stored: str | None
    returned: str | None
    step: Step

    def value(self, side: Side | None = None) -> str | None:
        """What the field holds afterwards; a conflict without a choice stays as it is stored."""
        if self.step == "take" or (self.step == "conflict" and side == "mine"):
            return self.returned
        return self.stored


@dataclass(frozen=True, slots=True)
class Merge:
    """All fields that any side filled in, in their one order."""

    fields: tuple[FieldMerge, ...]

    @property
    def conflicts(self) -> tuple[FieldMerge, ...]:
        """The fields that somebody has to choose."""
        return tuple(one for one in self.fields if one.step == "conflict")

    @property
    def taken(self) -> tuple[str, ...]:
        """The fields that follow the return without a question."""
        return tuple(one.field for one in self.fields if one.step == "take")

    def result(self, choices: Mapping[str, Side] | None = None) -> dict[str, str]:
        """The form afterwards, as a flat mapping."""
        choices = choices or {}
        found = ((one.field, one.value(choices.get(one.field))) for one in self.fields)
        return {name: value for name, value in found if value is not None}


def merge(base: Mapping[str, str], stored: Mapping[str, str], returned: Mapping[str, str],
          known: Mapping[str, Collection[str | None]] | None = None) -> Merge:
    """Compare three versions. `known` are values by field that came back with this package and were merged before.

    A known value is nothing new: it never overwrites what was stored after it.
    """
    known = known or {}
    names = sorted({*base, *stored, *returned}, key=_order)
    return Merge(tuple(_field(name, base.get(name), stored.get(name), returned.get(name), known.get(name, ()))
                       for name in names))


def _field(name: str, base: str | None, stored: str | None, returned: str | None,
           known: Collection[str | None]) -> FieldMerge:
    step: Step
    if stored == returned:
        step = "same"
    elif returned == base or returned in known:
        step = "keep"
    elif stored == base:
        step = "take"
    else:
        step = "conflict"
    return FieldMerge(name, base, stored, returned, step)


def _order(name: str) -> tuple[int, str, int]:
    """Marks and remarks of a criterion side by side, then notes, then texts, `finished` last."""
    if name.startswith((MARK, REMARK)):
        head, _dot, key = name.partition(".")
        return 0, key, 0 if head + "." == MARK else 1
    if name.startswith(NOTE):
        return 1, name, 0
    return 2, "", list(NAMES).index(name) if name in NAMES else -1


@dataclass(frozen=True, slots=True)
class Misfit:
    """A field that cannot stand under a rubric, and one sentence."""

    field: str
    message: Message


def fitting(fields: Mapping[str, str], rubric: Rubric) -> tuple[dict[str, str], tuple[Misfit, ...]]:
    """What of a form can stand under a rubric, and what cannot.

    Criteria are found by their keys, so a form of another version of the rubric keeps what both have.
    """
    good, odd = {}, []
    for name in sorted(fields, key=_order):
        trouble = _trouble(name, fields[name], rubric)
        if trouble is None:
            good[name] = fields[name]
        else:
            odd.append(Misfit(name, trouble))
    for note in _notes(good)[MOST_NOTES:]:
        good.pop(note.field)
        odd.append(Misfit(note.field, msg("Note {number} is one of more than {most} of a review and was left out.",
                                          number=note.number, most=MOST_NOTES)))
    return good, tuple(odd)


def _notes(fields: Mapping[str, str]) -> tuple[ReviewNote, ...]:
    return in_order(ReviewNote.of(name, value) for name, value in fields.items() if name.startswith(NOTE))


def _trouble(name: str, value: str, rubric: Rubric) -> Message | None:
    if len(value) > LONGEST:
        return nmsg("{field}: the text has {n} character, more than {most}, and was left out: shorten it.",
                    "{field}: the text has {n} characters, more than {most}, and was left out: shorten it.",
                    len(value), field=field_name(name, rubric), most=LONGEST)
    if name.startswith(NOTE):
        return _note_trouble(name, value)
    if not name.startswith((MARK, REMARK)):
        return None if _known(name, value) else msg("“{value}” cannot stand in {field}; it was left out.",
                                                    value=_short(value), field=field_name(name, rubric))
    head, _dot, key = name.partition(".")
    criterion = rubric.by_key.get(key)
    if criterion is None:
        return msg("The criterion “{criterion}” is not in the rubric of this review; “{value}” was left out.",
                   criterion=_short(key), value=_short(value))
    if head + "." == REMARK or value == ABSTAIN:
        return None
    form = ReviewForm.of_fields({name: value}) if _numeric(value) else None
    mark = None if form is None else form.marks.get(key)
    if mark is None or not criterion.scale.has(mark):
        return msg("“{criterion}”: {value} is not on the scale from {low} to {high}; it was left out.",
                   criterion=criterion.name, value=_short(value), low=criterion.scale.low, high=criterion.scale.high)
    return None


def _note_trouble(name: str, value: str) -> Message | None:
    try:
        note = ReviewNote.of(name, value)
    except ValueError:
        return msg("A note cannot be read and was left out: make it anew.")
    if len(note.words) > MOST_WORDS:
        return nmsg("{field}: the text has {n} character, more than {most}, and was left out: shorten it.",
                    "{field}: the text has {n} characters, more than {most}, and was left out: shorten it.",
                    len(note.words), field=_note_name(note), most=MOST_WORDS)
    return None


def _known(name: str, value: str) -> bool:
    match name:
        case "stance":
            return value in STANCE_KEYS
        case "confidence":
            return value.isascii() and value.isdigit() and len(value) < 3 and int(value) in CONFIDENCES
        case "finished":
            return value == "yes"
        case _:
            return name in NAMES


def _numeric(value: str) -> bool:
    digits = value.replace(".", "", 1)
    return len(value) <= 12 and digits.isascii() and digits.isdigit()


def finished_or_draft(fields: Mapping[str, str], rubric: Rubric) -> tuple[dict[str, str], tuple[str, ...]]:
    """A finished form that lacks required answers becomes a draft; returned with the criteria it lacks."""
    form = ReviewForm.of_fields(fields)
    missing = form.score(rubric).missing
    if not form.finished or not missing:
        return dict(fields), ()
    return {name: value for name, value in fields.items() if name != "finished"}, missing


def field_name(name: str, rubric: Rubric, *values: str | None) -> Message | Words:
    """What a field is called for people: staff's own words for a criterion; a note tells by its `values` which."""
    if name in NAMES:
        return NAMES[name]
    if name.startswith(NOTE):
        note = next((found for value in values if (found := _note(name, value)) is not None), None)
        return pmsg("review", "Note") if note is None else _note_name(note)
    head, _dot, key = name.partition(".")
    criterion = rubric.by_key.get(key)
    called = Words((("en", _short(key)),)) if criterion is None else criterion.name
    if head + "." == REMARK:
        return msg("Remark on “{criterion}”", criterion=called)
    return called


def missing_words(keys: Iterable[str], rubric: Rubric) -> Words:
    """The names of criteria, as they stand in a sentence."""
    names = [rubric.by_key[key].name for key in keys if key in rubric.by_key]
    languages = {language for name in names for language, _word in name.by_language}
    return Words(tuple((one, ("、" if one == "zh" else ", ").join(name.of(one) for name in names))
                       for one in sorted(languages, key=lambda one: (one != "en", one))))


def _note(name: str, value: str | None) -> ReviewNote | None:
    try:
        return None if value is None else ReviewNote.of(name, value)
    except ValueError:
        return None


def _note_name(note: ReviewNote) -> Message:
    return msg("Note {number}, page {page}, {title}", number=str(note.number), page=str(note.page), title=note.title)


def value_name(name: str, value: str | None) -> Message | str:
    """How a value reads: words for stored keys, nothing for a blank; of a note its words and what it quotes."""
    if value is None:
        return ""
    if name.startswith(NOTE):
        note = _note(name, value)
        if note is None:
            return value
        if not note.words or not note.quote:
            return note.words or msg("“{quote}”", quote=note.quote)
        return msg("{words} – on “{quote}”", words=note.words, quote=note.quote)
    if name.startswith(MARK) and value == ABSTAIN:
        return msg("Abstained")
    if name == "stance" and value in STANCES:
        return STANCES[value]
    if name == "confidence" and value.isdigit() and int(value) in CONFIDENCES:
        return CONFIDENCES[int(value)]
    if name == "finished":
        return pmsg("review", "Finished")
    return value


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"

