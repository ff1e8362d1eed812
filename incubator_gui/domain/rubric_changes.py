"""What changed from one version of a rubric to the next, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from incubator_gui.core.messages import Argument, Message, Words, msg, nmsg
from incubator_gui.domain.rubric import Criterion, Rubric, Scale


def rubric_changes(old: Rubric, new: Rubric) -> tuple[Message, ...]:
    """What a reader of both would have to be told, the gravest first: came, went, counts otherwise, says otherwise."""
    out: list[Message] = []
    out += [msg("“{criterion}” was added.", criterion=_name(one))
            for one in new.criteria if one.key not in old.by_key]
    out += [msg("“{criterion}” was left out.", criterion=_name(one))
            for one in old.criteria if one.key not in new.by_key]
    both = [(old.by_key[one.key], one) for one in new.criteria if one.key in old.by_key]
    for before, after in both:
        out += _counting(before, after)
    for before, after in both:
        out += _words(before, after)
    if [before.key for before, _after in both] != [one.key for one in old.criteria if one.key in new.by_key]:
        out.append(msg("The criteria stand in another order."))
    return tuple(out)


def _counting(before: Criterion, after: Criterion) -> Iterator[Message]:
    name = _name(after)
    if before.counted and after.counted and before.weight != after.weight:
        yield msg("“{criterion}” weighs {new} instead of {old}.", criterion=name, new=after.weight, old=before.weight)
    if before.counted != after.counted:
        yield (msg("“{criterion}” is counted now.", criterion=name) if after.counted
               else msg("“{criterion}” is only informative now.", criterion=name))
    if before.scale != after.scale:
        yield msg("“{criterion}” is marked {new} instead of {old}.", criterion=name, new=scale_words(after.scale),
                  old=scale_words(before.scale))
    if before.required != after.required:
        yield (msg("“{criterion}” must be answered now.", criterion=name) if after.required
               else msg("“{criterion}” may be left blank now.", criterion=name))


def _words(before: Criterion, after: Criterion) -> Iterator[Message]:
    name = _name(after)
    if before.name != after.name:
        yield msg("“{old}” is called “{new}” now.", old=_name(before), new=name) if _name(before) != name else msg(
            "“{criterion}” has another name in one language.", criterion=name)
    if before.hint != after.hint:
        yield msg("“{criterion}” has another hint.", criterion=name)
    marks = {mark for mark, _said in (*before.anchors, *after.anchors)}
    number = sum(before.anchor(mark) != after.anchor(mark) for mark in marks)
    if number:
        yield nmsg("“{criterion}” has another text at {n} mark.", "“{criterion}” has other texts at {n} marks.",
                   number, criterion=name)


def scale_words(scale: Scale) -> Message:
    """A scale in few words."""
    if scale.step == 1:
        return msg("{low} to {high}", low=scale.low, high=scale.high)
    return msg("{low} to {high} in steps of {step}", low=scale.low, high=scale.high, step=scale.step)


def _name(one: Criterion) -> Argument:
    return one.name if any(word for _language, word in one.name.by_language) else Words((("en", one.key),))
