"""An empty table about the house: the columns that are known, in the language of the screen."""

from __future__ import annotations

from pathlib import Path

from incubator_gui.core.messages import text
from incubator_gui.domain.house_fields import HOUSE_FIELDS
from incubator_gui.exchange.write_table import OutColumn, write_table
from incubator_gui.jobs.progress import Progress

_COLUMNS = ("legal_name", "credit_code", "person_name", "person_email", "person_phone", "contract", "starts_on",
            "until", "planned_end", "site", "floor", "room", "room_name", "room_kind", "room_area", "desk", "desks",
            "service", "service_status", "service_owner", "service_due", "service_hours")


def save_template(target: Path, progress: Progress) -> None:
    """Write the titles; each is recognised when the table comes back."""
    columns = [OutColumn(text(HOUSE_FIELDS[key].label), width=18) for key in _COLUMNS]
    write_table(target, columns, (), name=target.stem[:31], on_progress=progress.report, cancelled=progress.cancelled)
