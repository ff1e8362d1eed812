"""Versions of rubrics as they are stored, for all services that judge by one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg, tr
from incubator_gui.core.resources import resource
from incubator_gui.db.schema import Review, ReviewPackage, ReviewRound, RubricRecord, RubricVersion
from incubator_gui.domain.rubric import Criterion, Rubric


def rubric_of(session: Session, version_id: UUID) -> Rubric:
    """The rubric of a stored version; its `id` is that of the rubric, the same in all versions."""
    record = session.get(RubricVersion, version_id)
    if record is None:
        raise NotFound(msg("This rubric is no longer there."))
    return Rubric(record.rubric_id, record.number, criteria_of(record.criteria))


def criteria_of(stored: Any) -> tuple[Criterion, ...]:
    """The criteria of the stored JSON."""
    return tuple(Criterion.from_json(one) for one in stored)


@lru_cache(maxsize=1)
def standard_criteria() -> tuple[Criterion, ...]:
    """The criteria of the rubric that ships with the program, in three languages."""
    return criteria_of(json.loads(resource("rubrics", "standard.json").read_text("utf-8"))["criteria"])


def add_rubric(session: Session, name: str, criteria: Sequence[Criterion], now: datetime, who: str) -> RubricVersion:
    """A new rubric with its first version; the name is made unlike all others."""
    record = RubricRecord(name=free_name(session, name))
    session.add(record)
    session.flush()
    return add_version(session, record.id, criteria, now, who)


def add_version(session: Session, rubric_id: UUID, criteria: Sequence[Criterion], now: datetime,
                who: str) -> RubricVersion:
    """The next version of a rubric; raises Refused where nobody could judge by it."""
    check(Rubric(rubric_id, 1, tuple(criteria)))
    last = session.scalar(select(func.max(RubricVersion.number)).where(RubricVersion.rubric_id == rubric_id)) or 0
    version = RubricVersion(rubric_id=rubric_id, number=last + 1, made_at=now, made_by=who,
                            criteria=[one.to_json() for one in criteria])
    session.add(version)
    session.flush()
    return version


def check(rubric: Rubric) -> None:
    """Raises Refused with the first thing that must be mended."""
    trouble = next(rubric.problems(), None)
    if trouble is not None:
        raise Refused(trouble)


def free_name(session: Session, name: str) -> str:
    """The name, with a number behind it where it is taken."""
    taken = {one.casefold() for one in session.scalars(select(RubricRecord.name))}
    found, number = name, 2
    while found.casefold() in taken:
        found, number = f"{name[:110]} ({number})", number + 1
    return found


def latest_version(session: Session, rubric_id: UUID) -> RubricVersion | None:
    """The newest version of a rubric."""
    return session.scalars(select(RubricVersion).where(RubricVersion.rubric_id == rubric_id)
                           .order_by(RubricVersion.number.desc()).limit(1)).one_or_none()


def is_used(session: Session, version_id: UUID) -> bool:
    """Whether a review judged by this version, or a package left the house with it."""
    if session.scalar(select(Review.id).where(Review.rubric_version_id == version_id).limit(1)) is not None:
        return True
    return session.scalar(
        select(ReviewPackage.id).join(ReviewRound, ReviewRound.id == ReviewPackage.round_id)
        .where(ReviewRound.rubric_version_id == version_id).limit(1)) is not None


def default_version(session: Session, now: datetime, who: str) -> UUID:
    """What a new round judges by: the rubric of the last round, else any, else the standard one, which is added."""
    last = session.execute(
        select(RubricVersion.id).join(ReviewRound, ReviewRound.rubric_version_id == RubricVersion.id)
        .join(RubricRecord, RubricRecord.id == RubricVersion.rubric_id).where(RubricRecord.is_active)
        .order_by(ReviewRound.id.desc()).limit(1)).scalar_one_or_none()
    if last is None:
        last = session.execute(
            select(RubricVersion.id).join(RubricRecord, RubricRecord.id == RubricVersion.rubric_id)
            .where(RubricRecord.is_active).order_by(RubricVersion.made_at.desc(), RubricVersion.id.desc())
            .limit(1)).scalar_one_or_none()
    return last if last is not None else add_rubric(session, tr("Standard rubric"), standard_criteria(),
                                                            now, who).id
