"""Writes what a returned file brings: answers with where they came from, and what was merged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Reviewer, ReviewReturn
from incubator_gui.domain.review_merge import Side, finished_or_draft
from incubator_gui.domain.review_package import ReturnContent, ReturnedReview
from incubator_gui.services.review_returns_kept import FILE
from incubator_gui.services.review_returns_plan import Ground, mark_of_value
from incubator_gui.services.review_returns_rows import ApplicationRun, ChoiceKey, FileRun, Merged
from incubator_gui.services.reviews_moves import move_on
from incubator_gui.services.reviews_recusing import recuse
from incubator_gui.services.reviews_seat import tasks
from incubator_gui.services.reviews_store import Origin, put


def merge_file(session: Session, database: Database, run: FileRun, ground: Ground,
               choices: Mapping[ChoiceKey, Side], stored: str | None = None) -> Merged:
    """Write one planned file inside a unit of work; one that was merged before and brings nothing leaves no trace.

    `stored` is where the file itself lies in the store.
    """
    content = run.content
    assert content is not None, "only files that were read are merged"
    returned = {one.application: one for one in reversed(content.reviews)}
    now, result = database.clock.now(), dict[str, Any]()
    values: dict[str, dict[str, str]] = {}
    changed = kept = moved = 0
    for one in run.reviews:
        result[str(one.application)] = one.verdict
        if one.merge is None or one.rubric is None:
            continue
        mine = {name: side for (file, application, name), side in choices.items()
                if (file, application) == (run.sha256, one.application)}
        done, moves = _merge_review(session, database, one, returned[one.application], ground, mine, run, now)
        changed += done
        moved += moves
        kept += sum(mine.get(field.field) != "mine" for field in one.conflicts)
        values[str(one.application)] = {
            field.field: mark_of_value(one.application, field.field, field.returned) for field in one.merge.fields
            if field.step != "conflict" or field.field in mine}
    _keys(session, ground, content)
    if changed or run.merged_at is None:
        session.add(ReviewReturn(
            package_id=ground.package.id, file_name=run.name[:300], sha256=run.sha256, returned_at=content.returned_at,
            merged_at=now, merged_by=database.actor.who,
            result={"reviews": result, "values": values} | ({FILE: stored} if stored is not None else {})))
        session.flush()
    return Merged(1, changed, kept, moved)


def _merge_review(session: Session, database: Database, one: ApplicationRun, returned: ReturnedReview, ground: Ground,
                  choices: Mapping[str, Side], run: FileRun, now: datetime) -> tuple[int, int]:
    """Whether anything was written, and whether the application moved on."""
    assert one.merge is not None, "planned"
    assert one.rubric is not None, "planned"
    seat, stored = ground.seat, ground.stored[one.application]
    after, _missing = finished_or_draft(one.merge.result(choices), one.rubric)
    places = {name: place or _place(one) for name, place in returned.places}
    if not places:
        places = dict.fromkeys(after, _place(one))
    origin = Origin(run.way, now, database.actor.who, ground.package.id, places)
    version = ground.reviewed(returned)
    if not put(session, stored, after, origin, application=one.application, reviewer=seat.reviewer,
               rubric_version=ground.rubric_version, application_version=version, deferred=True):
        return 0, 0
    if one.recuses is None and not seat.moves_on:
        return 1, 0
    session.flush()
    task = next(iter(tasks(session, seat, one.application)), None)
    if one.recuses is not None and after.get("stance") == "recused":
        company = ground.applications[one.application][1].id
        recuse(session, person=seat.person, company=company, reviewer=seat.reviewer, application=one.application,
               kind=one.recuses, reason=after.get("reason", ""), origin=origin)
    if task is None:
        return 1, 0
    stage = ground.applications[one.application][0].stage_id
    move_on(session, seat, task, msg("Reviews merged"), database.clock, database.actor.who)
    return 1, int(ground.applications[one.application][0].stage_id != stage)


def _place(one: ApplicationRun) -> str:
    return f"{one.number:04d}"


def _keys(session: Session, ground: Ground, content: ReturnContent) -> None:
    """A return package brings the reviewer's own keys: the next package needs no passphrase."""
    if content.signed_by is None or content.recipient is None:
        return
    record = session.scalars(select(Reviewer).where(Reviewer.id == ground.seat.reviewer)).one()
    if (record.verify_key, record.recipient) != (content.signed_by, content.recipient):
        record.verify_key, record.recipient = content.signed_by, content.recipient
