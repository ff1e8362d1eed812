"""What was typed into an older package of the round, carried over to the one that is opened now."""

from __future__ import annotations

import json
from dataclasses import replace

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_merge import fitting, merge
from incubator_gui.domain.review_package import PackageApplication, PackageContent
from incubator_gui.domain.rubric import Rubric
from incubator_gui.exchange.package_desk_work import Work, WorkState


def carried_over(state: WorkState, content: PackageContent) -> tuple[WorkState, tuple[Message, ...]]:
    """The work for this package, and what the reviewer should know; raises Refused for an older package.

    What the reviewer typed goes before what the house stored meanwhile; what only the house changed is taken.
    What no longer fits the rubric is kept aside, word for word.
    """
    head = content.head
    if state.package == head.package:
        return state, ()
    if state.made_at is not None and head.made_at < state.made_at:
        raise Refused(msg("This package is of {day}; you already work with a newer one of {newer}. Open that one: what "
                          "you typed is kept with it.", day=head.made_at, newer=state.made_at))
    if state.package is None:
        return replace(state, package=head.package, made_at=head.made_at), ()
    here = {one.application: one for one in content.applications}
    works, aside, both, odd = dict(state.works), list(state.aside), 0, 0
    for id, work in state.works.items():
        one = here.get(id)
        if one is None:
            continue
        works[id], unfit, clashes = _carried(work, one, content.rubric)
        both += clashes
        odd += len(unfit)
        if unfit:
            aside.append(json.dumps({"application": str(id), "fields": unfit}, ensure_ascii=False, sort_keys=True))
        if works[id].form == one.base and works[id].version == one.version and works[id].conflict is None:
            del works[id]  # merged in the house meanwhile, so nothing is open here
    newer = sum(works[id].version != one.version for id, one in here.items() if id in works)
    gone = sum(id not in here for id in state.works)
    return (replace(state, package=head.package, made_at=head.made_at, works=works, aside=tuple(aside)),
            tuple(_notes(newer, gone, both, odd)))


def _carried(work: Work, one: PackageApplication, rubric: Rubric) -> tuple[Work, dict[str, str], int]:
    merged = merge(work.base.fields(), one.base.fields(), work.form.fields())
    fields = merged.result({clash.field: "mine" for clash in merged.conflicts})
    good, odd = fitting(fields, rubric)
    form = ReviewForm.of_fields(good)
    if form.finished and form.score(rubric).missing:
        form = replace(form, finished=False)
    return (replace(work, form=form, base=one.base), {one.field: fields[one.field] for one in odd},
            len(merged.conflicts))


def _notes(newer: int, gone: int, both: int, odd: int) -> list[Message]:
    notes = [msg("This is a newer package: what you typed before is kept.")]
    if newer:
        notes.append(nmsg("{n} application has a newer version than the one you reviewed: look at it again.",
                          "{n} applications have newer versions than those you reviewed: look at them again.", newer))
    if gone:
        notes.append(nmsg("{n} application that you began is no longer in the package; what you typed stays on this "
                          "workstation.", "{n} applications that you began are no longer in the package; what you "
                          "typed stays on this workstation.", gone))
    if both:
        notes.append(nmsg("{n} answer was changed in the incubator meanwhile; yours stands.",
                          "{n} answers were changed in the incubator meanwhile; yours stand.", both))
    if odd:
        notes.append(nmsg("{n} answer does not fit the new rubric and was put aside.",
                          "{n} answers do not fit the new rubric and were put aside.", odd))
    return notes
