"""The papers of the tour: dossier and one-pager, the floor plan, the pack of a roadshow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from incubator_gui.domain.plan_colours import BY_COMPANY, BY_DAYS

if TYPE_CHECKING:
    from incubator_gui.services.house import House


def write_papers(house: House, out: Path, language: str) -> list[Path]:
    """One of each, in the language of the tour."""
    return [*_dossiers(house, out, language), *_floors(house, out, language), *_pack(house, out, language)]


def _dossiers(house: Any, out: Path, language: str) -> list[Path]:
    rows = [row for row in house.companies.rows() if row.life == "resident"]
    made = []
    for row in rows[:1]:
        for kind in ("dossier", "one-pager"):
            target = out / f"{kind}-{language}.pdf"
            house.dossiers.write(row.id, target, house.dossiers.options(language), one_pager=kind == "one-pager")
            made.append(target)
    return made


def _floors(house: Any, out: Path, language: str) -> list[Path]:
    """All floors, by company and by days left."""
    floors = [floor.id for floor in house.space.plan().floors]
    made = []
    for mode in (BY_COMPANY, BY_DAYS) if floors else ():
        target = out / f"floor-plan-{mode}-{language}.pdf"
        house.plan_papers.write(target, floors, house.clock.today(), mode, language)
        made.append(target)
    return made


def _pack(house: Any, out: Path, language: str) -> list[Path]:
    """The roadshow with the longest line-up, with decks and a floor."""
    rows = house.roadshows.rows()
    if not rows:
        return []
    show = max(rows, key=lambda row: len(house.roadshows.lineup(row.id)))
    target = out / f"pack-{language}.pdf"
    options = house.packs.options(show.id, language, recipient="Yangtze Growth Capital", copy="01 / 08")
    floors = tuple(floor.id.hex for floor in house.space.plan().floors[:1])
    house.packs.write(show.id, target, replace(options, floors=floors))
    return [target]
