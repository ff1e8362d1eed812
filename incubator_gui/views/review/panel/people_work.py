"""What is done to reviewers: edits of cells put together into as few steps as they make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.services.house import House
from incubator_gui.services.reviewer_rows import ReviewerRow

PLAIN = {"own_quota": "quota", "employer": "employer", "email": "email", "language": "language",
         "officer": "is_officer", "active": "is_active", "note": "note"}
"""Columns that are one field of the reviewer or the person."""


def save_people(house: House, round_id: UUID | None, rows: dict[UUID, ReviewerRow],
                edits: Sequence[Edit]) -> Callable[[], Changes]:
    """The work that stores edited cells; seats and quotas of the round are steps of their own."""
    values: dict[UUID, dict[str, Any]] = {}
    seats: dict[bool, list[UUID]] = {True: [], False: []}
    quotas: dict[int | None, list[UUID]] = {}
    for edit in edits:
        row = rows[edit.id]
        if edit.key == "panel":
            seats[bool(edit.value)].append(edit.id)
        elif edit.key == "quota" and row.on_panel:
            quotas.setdefault(edit.value, []).append(edit.id)
        elif edit.key == "quota":
            values.setdefault(edit.id, {})["quota"] = edit.value
        elif edit.key.startswith("topic_"):
            topics = values.setdefault(edit.id, {}).setdefault("topics", dict(row.topics))
            topics[edit.key.removeprefix("topic_")] = edit.value
        else:
            values.setdefault(edit.id, {})[PLAIN[edit.key]] = edit.value

    def work() -> Changes:
        done: list[Changes] = []
        if (seats[True] or seats[False] or quotas) and round_id is None:
            raise Refused(msg("This call has no review yet. Set it up under “Rubric and phases” first."))
        if values:
            done.append(house.reviewers.edit_each(list(values.items())))
        if round_id is not None:
            if seats[True]:
                done.append(house.reviewers.seat(round_id, seats[True]))
            if seats[False]:
                done.append(house.reviewers.unseat(round_id, seats[False]))
            done += [house.reviewers.set_quota(round_id, ids, quota) for quota, ids in quotas.items()]
        return Changes.joined(done)

    return work
