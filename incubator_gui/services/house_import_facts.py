"""What an import about today's house adds up to: so many residents, desks, contracts, services."""

from __future__ import annotations

from collections import Counter
from typing import Any

from incubator_gui.core.messages import Message, nmsg
from incubator_gui.db.schema import Allocation, Company, Desk, Engagement, Floor, Person, Residency, Room, Service, Site
from incubator_gui.services.house_import_plan import HousePlanned

WRITTEN: tuple[Any, ...] = (Site, Floor, Room, Desk, Company, Person, Residency, Allocation, Service, Engagement)
"""Everything that such an import makes, what others stand in first."""


def tally(plan: HousePlanned) -> dict[str, int]:
    """How much of each the rows that go in would add, and how much they would change."""
    counts: Counter[str] = Counter()
    for row in plan.rows:
        if row.verdict not in ("create", "update"):
            continue
        for one in row.writes:
            values = one.values
            if one.kind is Residency and values.get("contract"):
                counts["contracts"] += 1
            if not one.is_new:
                counts["changed"] += 1
            elif one.kind is Allocation:
                counts["desks_given" if values.get("desk_id") is not None else "rooms_given"] += 1
            elif one.kind is Residency:
                counts["residents" if values.get("kind") == "resident" else "affiliates"] += 1
            elif one.kind in WRITTEN:
                counts[one.kind.__tablename__] += 1
    return dict(counts)


def told(plan: HousePlanned) -> tuple[Message, ...]:
    """The same in words: only what there is."""
    n = Counter(tally(plan))
    said = (
        ("site", nmsg("{n} new site", "{n} new sites", n["site"])),
        ("floor", nmsg("{n} new floor", "{n} new floors", n["floor"])),
        ("room", nmsg("{n} new room", "{n} new rooms", n["room"])),
        ("desk", nmsg("{n} new desk", "{n} new desks", n["desk"])),
        ("company", nmsg("{n} new company", "{n} new companies", n["company"])),
        ("residents", nmsg("{n} stay as resident", "{n} stays as residents", n["residents"])),
        ("affiliates", nmsg("{n} stay as affiliate", "{n} stays as affiliates", n["affiliates"])),
        ("contracts", nmsg("{n} contract", "{n} contracts", n["contracts"])),
        ("desks_given", nmsg("{n} desk given", "{n} desks given", n["desks_given"])),
        ("rooms_given", nmsg("{n} room given as a whole", "{n} rooms given as a whole", n["rooms_given"])),
        ("person", nmsg("{n} new person", "{n} new people", n["person"])),
        ("engagement", nmsg("{n} service running", "{n} services running", n["engagement"])),
        ("service", nmsg("{n} new kind of service", "{n} new kinds of services", n["service"])),
        ("changed", nmsg("{n} record changed", "{n} records changed", n["changed"])))
    return tuple(words for key, words in said if n[key])
