"""What was typed into other packages of the round, carried over to the one that is opened now."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_merge import fitting, merge
from incubator_gui.domain.review_package import PackageApplication, PackageContent
from incubator_gui.domain.rubric import Rubric
from incubator_gui.exchange.package_desk_work import Work, WorkState


def carried_over(state: WorkState, content: PackageContent) -> tuple[WorkState, tuple[Message, ...]]:
    """The work for this package, and what the reviewer should know.

    What the reviewer typed goes before what the house stored meanwhile; what only the house changed is taken.
    What no longer fits the rubric is kept aside, word for word. A package that is older than what was typed
    changes nothing of it.
    """
    head = content.head
    works, aside = dict(state.works), list(state.aside)
    count: Counter[str] = Counter()
    for one in content.applications:
        work = state.works.get(one.application)
        if work is None or work.package == head.package:
            continue
        if work.made_at > head.made_at:
            count["older"] += 1
            continue
        carried, unfit, clashes = _carried(work, one, content.rubric)
        count.update(carried=1, both=clashes, odd=len(unfit), newer=carried.version < one.version)
        works[one.application] = replace(carried, package=head.package, made_at=head.made_at)
        if unfit:
            aside.append(json.dumps({"application": str(one.application), "fields": unfit}, ensure_ascii=False,
                                    sort_keys=True))
        if carried.form == one.base and carried.version >= one.version and carried.conflict is None:
            del works[one.application]  # merged in the house meanwhile, so nothing is open here
    if count["carried"]:
        here = {one.application for one in content.applications}
        count["gone"] = sum(id not in here for id in state.works)
    return replace(state, works=works, aside=tuple(aside)), tuple(_notes(count))


def _carried(work: Work, one: PackageApplication, rubric: Rubric) -> tuple[Work, dict[str, str], int]:
    merged = merge(work.base.fields(), one.base.fields(), work.form.fields())
    fields = merged.result({clash.field: "mine" for clash in merged.conflicts})
    good, odd = fitting(fields, rubric)
    form = ReviewForm.of_fields(good)
    if form.finished and form.score(rubric).missing:
        form = replace(form, finished=False)
    return (replace(work, form=form, base=one.base), {one.field: fields[one.field] for one in odd},
            len(merged.conflicts))


def _notes(count: Counter[str]) -> Iterator[Message]:
    if count["older"]:
        yield msg("This package is older than another one that you opened: what you typed there stands.")
    if count["carried"]:
        yield msg("This is a newer package: what you typed before is kept.")
    if newer := count["newer"]:
        yield nmsg("{n} application has a newer version than the one you reviewed: look at it again.",
                   "{n} applications have newer versions than those you reviewed: look at them again.", newer)
    if gone := count["gone"]:
        yield nmsg("{n} application that you began is not in this package; what you typed stays on this workstation.",
                   "{n} applications that you began are not in this package; what you typed stays on this workstation.",
                   gone)
    if both := count["both"]:
        yield nmsg("{n} answer was changed in the incubator meanwhile; yours stands.",
                   "{n} answers were changed in the incubator meanwhile; yours stand.", both)
    if odd := count["odd"]:
        yield nmsg("{n} answer does not fit the new rubric and was put aside.",
                   "{n} answers do not fit the new rubric and were put aside.", odd)
