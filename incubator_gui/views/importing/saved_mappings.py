"""Mappings that a person saved under a name, by the fingerprint of the header; kept on the workstation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from incubator_gui.core.settings import MAPPINGS, Settings
from incubator_gui.exchange.mapping import Mapping
from incubator_gui.views.importing.kinds import APPLICATIONS, KINDS, Kind

_MOST = 20


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping with its name and the day on which it was saved."""

    name: str
    day: date | None
    mapping: Mapping


def saved_for(settings: Settings, fingerprint: str, kind: Kind = KINDS[APPLICATIONS]) -> tuple[SavedMapping, ...]:
    """The saved mappings for files with this header, the newest first."""
    kept = settings.part(MAPPINGS, fingerprint)
    found = []
    for entry in kept if isinstance(kept, list) else []:
        try:
            day = date.fromisoformat(entry["day"])
            found.append(SavedMapping(str(entry["name"]), day, kind.mapping_from(entry["content"])))
        except (KeyError, TypeError, ValueError, AttributeError):  # written by hand or by another version
            continue
    return tuple(found)


def save(settings: Settings, fingerprint: str, name: str, day: date, mapping: Mapping) -> None:
    """Keep a mapping; one of the same name is replaced."""
    others = [one for one in saved_for(settings, fingerprint) if one.name.casefold() != name.casefold()]
    entries = [SavedMapping(name, day, mapping), *others][:_MOST]
    settings.set_part(MAPPINGS, fingerprint, [
        {"name": one.name, "day": one.day.isoformat() if one.day else "", "content": one.mapping.to_json()}
        for one in entries])
