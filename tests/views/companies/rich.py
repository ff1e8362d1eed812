"""A house with one company that has something on every tab, and some neighbours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from incubator_gui.core.messages import msg
from incubator_gui.db.schema import (
    Allocation,
    Desk,
    Engagement,
    Floor,
    FundingRound,
    LedgerEntry,
    Person,
    Residency,
    Room,
    Scenario,
    Service,
    Site,
)
from incubator_gui.services.house import House
from incubator_gui.services.indicators import IndicatorsService

NEIGHBOURS = (
    ("Kraftwerk Süd GmbH", "DE", "München", "cloud", 14),
    ("Lindwurm Analytik UG", "DE", "Leipzig", "digitalisation", 6),
    ("栎星换电", "CN", "上海", "mobility", 22), ("云杉数据", "CN", "杭州", "cloud", 31),
    ("Fernmoss Robotics Ltd", "GB", "Leeds", "mobility", 9),
    ("Kranichtal Zelltechnik GmbH", "DE", "Dresden", "mobility", 17),
    ("木棉网络", "CN", "广州", "digitalisation", 12), ("Straßenfunk AG", "DE", "Köln", "digitalisation", 40))


class Rich(NamedTuple):
    """The ids that tests speak of."""

    company: UUID
    double: UUID
    founder: UUID
    officer: UUID
    application: UUID


def rich_house(house: House) -> Rich:
    """Helan E-Drive, as on the first day of the pictures."""
    companies, figures = house.companies, IndicatorsService(house.database)
    id = companies.add("Helan E-Drive", focus_area="mobility", country="CN", city="上海", headcount=19,
                       headcount_full_time=17, founded_on=date(2024, 12, 3), website="https://helan.example",
                       claim="Flat-wire motors, cooled by oil").value
    house.editing.set_fields("company", [id], {"chinese_name": "禾岚电驱", "legal_name": "Helan E-Drive Co., Ltd."})
    double = companies.add("禾岚电驱", city="上海", website="https://www.helan.example").value
    for name, country, city, focus, head in NEIGHBOURS:
        companies.add(name, country=country, city=city, focus_area=focus, headcount=head, founded_on=date(2025, 4, 1))
    founder = companies.add_person(id, "岑若桐", "founder", title="首席执行官", email="cen@helan.example",
                                   phone="+86 21 5555 0101", is_contact=True).value
    companies.add_person(id, "褚延舟", "founder", title="研发")
    companies.add_person(id, "Karla Odenwald", "mentor", title="Serienanlauf")
    call = house.calls.add_call("Batch 2", date(2025, 7, 1)).value
    application = house.applications.add(call, id, received_on=date(2025, 8, 1), pitch="Prototype line").value
    for words, due in (("A-Muster auf der Straße", date(2027, 6, 18)), ("量产认证", date(2028, 3, 1)),
                       ("First customer", date(2026, 10, 1))):
        companies.add_milestone(id, words, due)
    companies.save_profile(id, "zh", {"claim": "扁线电机与油冷电驱", "problem": "损耗与成本"})
    figures.set_funds(id, "zh", [("中试线", Decimal(60)), ("团队", Decimal(40))])
    for key, unit, values in (
            ("revenue", "CNY", (1_800_000, 2_400_000, 5_100_000, 12_600_000)), ("jobs_full_time", "", (6, 9, 14, 19)),
            ("capital_raised", "CNY", (0, 6_000_000, 6_000_000, 30_000_000)), ("patents_applied", "", (0, 2, 5, 7))):
        for year, value in enumerate(values, 2024):
            figures.put(id, key, date(year, 12, 31) if year < 2027 else date(2027, 3, 31), Decimal(value), unit=unit,
                        is_baseline=year == 2024)
    figures.put(id, "rd_share", date(2025, 12, 31), Decimal("0.34"), is_baseline=True)
    house.records.add_content("company", id, "商业计划书 第4版.pdf", b"%PDF-1.4 plan")
    house.records.add_content("company", id, "Gesellschafterliste.xlsx", b"PK table")
    house.records.add_note("company", id, "Met at the fair in Hanover.\nWants a test bench.")
    house.records.set_tags("company", id, ["e-drive", "Anlauf 2027"])
    with house.database.write("test.fill", msg("Rooms, services and money")) as work:
        session = work.session
        officer = Person(full_name="Sun Ying", is_staff=True, initials="SY")
        site = Site(name="House")
        service = Service(key="mentoring", name_en="Mentoring", name_de="Mentoring", name_zh="导师辅导")
        ipo = Service(key="ipo", name_en="IPO preparation", name_de="Börsenvorbereitung", name_zh="IPO 准备")
        scenario = Scenario(name="Autumn")
        session.add_all([officer, site, service, ipo, scenario])
        session.flush()
        floor = Floor(site_id=site.id, name="2", position="m")
        session.add(floor)
        session.flush()
        rooms = [Room(floor_id=floor.id, number=n, kind="private_office") for n in ("201", "303", "402")]
        session.add_all(rooms)
        session.flush()
        desks = [[Desk(room_id=room.id, number=n) for n in range(1, count + 1)]
                 for room, count in zip(rooms, (6, 12, 16), strict=True)]
        for row in desks:
            session.add_all(row)
        session.flush()
        spans = ((date(2025, 10, 8), date(2026, 6, 1), None), (date(2026, 6, 1), date(2027, 9, 1), None),
                 (date(2027, 9, 1), date(2028, 10, 30), scenario.id))
        for room, row, (starts, ends, plan) in zip(rooms, desks, spans, strict=True):
            session.add_all([Allocation(company_id=id, room_id=room.id, desk_id=desk.id, scenario_id=plan,
                                        starts_on=starts, ends_on=ends) for desk in row])
        engagement = Engagement(company_id=id, service_id=service.id, status="active", owner_id=officer.id,
                                starts_on=date(2026, 5, 1), due_on=date(2027, 7, 15), hours_granted=Decimal(24))
        session.add_all([
            engagement,
            Engagement(company_id=id, service_id=ipo.id, status="planned", starts_on=date(2027, 7, 15),
                       due_on=date(2028, 5, 1)),
            Residency(company_id=id, kind="resident", contract="I-2025-11", starts_on=date(2025, 10, 1),
                      planned_end=date(2029, 9, 30)),
            FundingRound(company_id=id, kind="equity", name="Seed", amount=Decimal(6_000_000), currency="CNY",
                         closed_on=date(2026, 1, 5), investors="Lingang Angels"),
            FundingRound(company_id=id, kind="equity", name="Angel", amount=Decimal(24_000_000), currency="CNY",
                         closed_on=date(2027, 2, 12))])
        session.flush()
        session.add(LedgerEntry(company_id=id, service_id=service.id, engagement_id=engagement.id,
                                day=date(2027, 5, 11), person_id=officer.id, contact_hours=Decimal("1.5"),
                                preparation_hours=Decimal(1)))
    house.editing.set_fields("company", [id], {"life": "resident", "owner_id": officer.id})
    return Rich(id, double, founder, officer.id, application)
