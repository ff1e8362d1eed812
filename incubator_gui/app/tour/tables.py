"""Tables that the tour imports: applicants, and a house with its residents."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from incubator_gui.core.languages import current

_HEADS = {
    "en": ("Company", "Contact", "E-mail", "Contract", "From", "Planned end", "Floor", "Room", "Desks", "Service"),
    "de": ("Unternehmen", "Ansprechpartner", "E-Mail", "Vertrag", "Einzug", "Vertragsende", "Etage", "Raum",
           "Arbeitsplätze", "Leistung"),
    "zh": ("企业名称", "联系人", "邮箱", "合同编号", "入驻日期", "合同到期", "楼层", "房间号", "工位数", "服务项目")}


def write_applicants(house: Any, path: Path) -> Path:
    """One known with another city, two new ones, one with a mistake."""
    known = next((row for row in house.companies.rows() if row.life == "resident"), None)
    rows = [["Company name", "City", "Desks needed", "E-mail", "Focus area", "Team size", "What is new?"],
            [known.name if known else "Lumenhain GmbH", "Jiading", "4", "", "Cloud applications", "12", "Lidar"],
            ["Nordlicht Sensorik GmbH", "München", "6", "info@nordlicht.example", "Autonomous driving", "8",
             "Radar ohne bewegliche Teile"],
            ["上海樾泊能源科技有限公司", "上海", "10", "info@yuebo.example", "", "21", "储能"],
            ["Kranwerk & Söhne", "Lübeck", "many", "no address", "Something else", "5", ""]]
    return _write(path, rows)


def write_residents(house: Any, path: Path) -> Path:
    """Who sits where today: new ones, one known, one with a wrong date, one where others sit."""
    plan = house.space.plan()
    known = next((row.name for row in house.companies.rows() if row.life == "resident"), "Kranichtal GmbH")
    floor = plan.floors[0].name if plan.floors else "1F"
    room = next((place.room_number for place in plan.places if place.floor_name == floor), "101")
    rows = [_HEADS[current().language],
            ("Nordlicht Sensorik GmbH", "Ida Ott", "ida@nordlicht.example", "A-1", "2025-04-01", "2028-04-01", floor,
             "191", "8", "Mentoring"),
            ("", "Jo Lee", "jo@nordlicht.example", "", "", "", "", "", "", ""),
            ("禾岚电驱有限公司", "岑若桐", "cen@helan.example", "A-2", "2025年8月1日", "", floor, "192", "1-4", ""),
            (known, "", "", "A-3", "2026-02-01", "2028-01-31", floor, room, "2", ""),
            ("Moorfink UG", "", "", "A-4", "2026-13-01", "", floor, "192", "3-5", "")]
    return _write(path, rows)


def _write(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path
