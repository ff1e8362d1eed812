"""An invented company, told in three languages, with something in every field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from incubator_gui.reports.values import (
    ApplicationLine,
    Ask,
    Column,
    DocumentLine,
    DossierData,
    Event,
    IndicatorLine,
    ListData,
    MilestoneLine,
    Money,
    PaperOptions,
    PersonLine,
    Point,
    RoundLine,
    ServiceLine,
    SpaceLine,
    StageDays,
    StageMove,
    Use,
)

_TEXTS = {
    "en": {
        "claim": "Drive motors without rare earths that reach the torque of magnets, at two thirds of the price.",
        "problem": "Every electric van carries two kilograms of rare-earth magnets. Their price has doubled twice in "
                   "six years, and one country refines nine tenths of them. Makers of small series wait 40 weeks.",
        "solution": "Our rotor is wound, not magnetised: a ring transmitter without wear feeds it with 1.2 kW. The "
                    "control software raises peak torque by 18 % and runs on inverters that are on sale today.",
        "market": "Light commercial vehicles in Europe and China: 610,000 motors a year, growing by 14 %. "
                  "Reachable by 2030: 96 million euros a year (own calculation).",
        "business_model": "Motors from a contract maker (gross margin 38 %) and a licence of 45 euros for each "
                          "inverter. Three distributors; first orders for 2,400 motors are signed.",
        "team_note": "Six engineers and two salespeople; three have built drives in series before.",
        "note": "The pilot on the test track ran 14,000 km without a fault; the gate is in July.",
        "milestones": ("Type B sample on the test bench", "Patent granted in Europe", "Pilot with twelve vans, gate",
                       "Series sample, 200 pieces", "Approval for China", "Break-even month"),
        "uses": ("Series tools", "Staff", "Approval", "Reserve"),
        "stages": ("Received", "First look", "Panel", "Interview", "Accepted"),
        "reason": "Strong technology, sound plan; the supply contract is still to be shown.",
    },
    "de": {
        "claim": "Fahrmotoren ohne seltene Erden mit dem Drehmoment von Magneten, für zwei Drittel des Preises.",
        "problem": "In jedem elektrischen Transporter stecken zwei Kilogramm Magnete aus seltenen Erden. Ihr Preis hat "
                   "sich in sechs Jahren zweimal verdoppelt, neun Zehntel kommen aus einem Land. Kleinserienhersteller "
                   "warten 40 Wochen.",
        "solution": "Unser Läufer ist gewickelt statt magnetisiert: Ein verschleißfreier Ringübertrager speist ihn mit "
                    "1,2 kW. Die Regelungssoftware hebt das Spitzendrehmoment um 18 % und läuft auf "
                    "Serienwechselrichtern, die es heute zu kaufen gibt.",
        "market": "Leichte Nutzfahrzeuge in Europa und China: 610.000 Motoren im Jahr, Wachstum 14 %. Erreichbar bis "
                  "2030: 96 Mio. € im Jahr (eigene Rechnung).",
        "business_model": "Motoren vom Auftragsfertiger (Rohertrag 38 %) und eine Lizenz von 45 € je Wechselrichter. "
                          "Drei Vertriebspartner; erste Aufträge über 2.400 Motoren sind unterschrieben.",
        "team_note": "Sechs Ingenieure, zwei im Vertrieb; drei haben schon Antriebe in Serie gebracht.",
        "note": "Der Pilot auf der Teststrecke lief 14.000 km ohne Fehler; Entscheidung im Juli.",
        "milestones": ("B-Muster auf dem Prüfstand", "Patent EP erteilt", "Pilot mit zwölf Transportern, Gate",
                       "Serienmuster, 200 Stück", "Zulassung für China", "Break-even im Monat"),
        "uses": ("Serienwerkzeuge", "Personal", "Zulassung", "Reserve"),
        "stages": ("Eingegangen", "Erste Durchsicht", "Gremium", "Gespräch", "Aufgenommen"),
        "reason": "Starke Technik, schlüssiger Plan; der Liefervertrag ist noch nachzuweisen.",
    },
    "zh": {
        "claim": "无稀土驱动电机，扭矩比肩永磁电机，价格仅为三分之二。",
        "problem": "每辆电动轻型商用车要用两公斤稀土磁钢。六年间价格两次翻番，"
                   "九成精炼产能集中于一地，小批量整车厂要等四十周才能拿到货。",
        "solution": "我们的转子采用绕线励磁，由无磨损的环形变压器供电（1.2 kW）。控制软件使峰值扭矩提高 18%，"
                    "可直接运行在市售逆变器上；并支持 Vehicle-to-Everything（车联网）接口。",
        "market": "中欧轻型商用车市场每年需要 61 万台电机，年增长 14%。预计"
                  "到 2030 年可触达市场规模为每年 7.5 亿元（自行测算）。",
        "business_model": "电机由代工厂生产（毛利率 38%），并按每台逆变器收取 3"
                          "50 元许可费。三家渠道商；首批 2,400 台订单已签约。",
        "team_note": "六名工程师、两名销售；其中三人曾将电驱系统做到量产。",
        "note": "试验场试点已无故障运行 14,000 公里，七月进行阶段评审。",
        "milestones": ("B 样机台架测试", "欧洲专利授权", "十二辆车试点，阶段评审",
                       "量产样件 200 台", "中国准入认证", "单月盈亏平衡"),
        "uses": ("量产模具", "人员", "认证", "预备金"),
        "stages": ("已收到", "初筛", "评审会", "面谈", "录取"),
        "reason": "技术扎实，计划可行；供货合同尚待补充。",
    },
}

QUARTERS = ((2026, 6, 49000), (2026, 9, 68000), (2026, 12, 93000), (2027, 3, 128000), (2027, 6, 180000))


def options(language: str) -> PaperOptions:
    """Head and foot in one language."""
    house, event, secret, recipient = {
        "en": ("Incubator Shanghai", "Roadshow spring 2027", "confidential, for investors", "Falkrain Capital"),
        "de": ("Inkubator Schanghai", "Roadshow Frühjahr 2027", "vertraulich, für Investoren", "Falkrain Capital"),
        "zh": ("上海孵化器", "2027 春季路演", "机密，仅供投资机构", "鹤汀资本"),
    }[language]
    return PaperOptions(language=language, house=house, event=event, confidentiality=secret, recipient=recipient,
                        version="3", day=date(2027, 5, 12), copy="12", contact="dossier@incubator.example")


def company(language: str) -> DossierData:
    """The company with the texts in one language."""
    words = _TEXTS[language]
    series = tuple(Point(date(year, month, 28), Decimal(value), forecast=(year, month) == (2027, 6))
                   for year, month, value in QUARTERS)
    stages = words["stages"]
    return DossierData(
        name="赟犇电驱" if language == "zh" else "Yunben Drives GmbH",
        legal_name="Yunben Drives GmbH", chinese_name="赟犇电驱（上海）有限公司", pinyin="Yūnbēn Diànqū",
        country="DE", seat={"en": "Shanghai, Jena", "de": "Schanghai, Jena", "zh": "上海、耶拿"}[language],
        legal_form="GmbH", credit_code="91310000MA1FL0000X", founded=date(2025, 3, 9),
        address="Löbstedter Straße 101\n07749 Jena", website="https://yunben.example",
        email="kontakt@yunben.example", phone="+86 21 5550 0142", claim=words["claim"], focus_area="mobility",
        life="resident", trl=6, head_count=8, residency_start=date(2026, 7, 1), residency_until=date(2028, 7, 1),
        tags=("e-drive", "稀土替代", "Kleinserie"), problem=words["problem"], solution=words["solution"],
        market=words["market"], business_model=words["business_model"], team_note=words["team_note"],
        notes=(words["note"],),
        ask=Ask(Money(Decimal(4000000), "EUR"),
                {"en": "Series A, equity", "de": "Serie A, Eigenkapital", "zh": "A 轮，股权"}[language],
                Money(Decimal(1500000), "EUR"),
                {"en": "Valuation on request", "de": "Bewertung auf Anfrage", "zh": "估值面议"}[language],
                date(2028, 12, 31),
                tuple(Use(title, share) for title, share in
                      zip(words["uses"], map(Decimal, ("0.45", "0.25", "0.15", "0.15")), strict=True))),
        persons=(
            PersonLine("Dr. Johanna Meißner", "managing_director", "", "9 Jahre Antriebstechnik, 2 Serienprodukte",
                       "meissner@yunben.example", Decimal("0.41")),
            PersonLine("Gu Zhen 顾𬭳", "founder", "CTO", "Leistungselektronik, 6 Patente", "gu@yunben.example",
                       Decimal("0.385")),
            PersonLine("Thea Abendroth-Wieczorek", "employee", "", "Vertrieb Nutzfahrzeuge, DACH und China", "",
                       None),
        ),
        milestones=tuple(MilestoneLine(title, due, state) for title, due, state in zip(
            words["milestones"], (date(2027, 2, 10), date(2027, 3, 31), date(2027, 7, 30), date(2027, 10, 15),
                                  date(2027, 12, 1), date(2028, 9, 30)),
            ("done", "done", "running", "planned", "planned", "planned"), strict=True)),
        indicators=(
            IndicatorLine("revenue", Decimal(338000), "money", "EUR", date(2027, 3, 31), "company", "", Decimal(12000),
                          date(2026, 7, 1), series),
            IndicatorLine("jobs_full_time", Decimal(8), "", "", date(2027, 4, 30), "verified", "", Decimal(3),
                          date(2026, 7, 1),
                          (Point(date(2026, 7, 1), Decimal(3)), Point(date(2026, 12, 31), Decimal(5)),
                           Point(date(2027, 4, 30), Decimal(8)))),
            IndicatorLine("capital_raised", Decimal("123500000"), "money", "CNY", date(2027, 4, 30), "verified",
                          "", Decimal(0),
                          date(2026, 7, 1)),
            IndicatorLine("patents_granted", Decimal(1), "", "", date(2027, 3, 31), "register", "", Decimal(0),
                          date(2026, 7, 1)),
            IndicatorLine("rd_share", Decimal("0.38"), "share", "", date(2026, 12, 31), "company", "", Decimal("0.455"),
                          date(2026, 7, 1)),
        ),
        rounds=(RoundLine("Pre-Seed", "equity", Money(Decimal(350000), "EUR"), date(2025, 9, 1), "Business angels"),
                RoundLine("Seed", "equity", Money(Decimal("123500000"), "CNY"), date(2026, 11, 20),
                          "鹤汀资本, Falkrain Capital"),
                RoundLine("EXIST", "grant", Money(Decimal(180000), "EUR"), date(2025, 4, 1), "Bund")),
        applications=(ApplicationLine(
            "A-2026-0117", "2026 spring", date(2026, 2, 14), stages[4], "accepted",
            (StageDays(stages[0], 4), StageDays(stages[1], 11), StageDays(stages[2], 23), StageDays(stages[3], 9)),
            (StageMove(date(2026, 2, 18), stages[0], stages[1], "", "Qin"),
             StageMove(date(2026, 3, 1), stages[1], stages[2], "", "Qin"),
             StageMove(date(2026, 3, 24), stages[2], stages[3], words["reason"], "Albers"),
             StageMove(date(2026, 4, 2), stages[3], stages[4], "", "Albers"))),),
        space=(SpaceLine("2.14", date(2026, 7, 1), date(2027, 3, 1), "2.14-01 – 2.14-04", Decimal("28.5")),
               SpaceLine("2.16", date(2027, 3, 1), None, "2.16-01 – 2.16-08", Decimal("61.25"), "lab next door")),
        services=(ServiceLine("Business-plan analysis", "done", date(2026, 8, 3), date(2026, 9, 11), "Qin",
                              Decimal("6.5"),
                              Decimal(9)),
                  ServiceLine("Mentoring", "active", date(2026, 9, 1), None, "Albers", Decimal(22), Decimal("7.25")),
                  ServiceLine("Roadshow development", "planned", date(2027, 4, 1), None, "Albers")),
        documents=(DocumentLine("Pitch deck v7.pdf", "deck", date(2027, 4, 28), 7_340_112, "ab" * 32),
                   DocumentLine("商业计划书 2027.docx", "business_plan", date(2027, 1, 9), 412_000, "0c" * 32),
                   DocumentLine("Cap table.xlsx", "cap_table", date(2027, 3, 2), 18_440, "7f" * 32)),
        events=(Event(date(2025, 3, 9), "Founded"), Event(date(2026, 2, 14), "Applied", "A-2026-0117"),
                Event(date(2026, 4, 2), "Accepted"), Event(date(2026, 7, 1), "Moved in", "2.14"),
                Event(date(2026, 11, 20), "Seed round", "鹤汀资本"), Event(date(2027, 3, 1), "Larger room", "2.16"),
                Event(date(2027, 7, 30), "Pilot gate"), Event(date(2028, 7, 1), "Residency ends")),
    )


def bare() -> DossierData:
    """A company of which only the name is known."""
    return DossierData(name="Nebelrad")


def hostile(text: str) -> DossierData:
    """The company with the same text wherever people can write."""
    data = company("en")
    fields = ("name", "legal_name", "chinese_name", "pinyin", "country", "seat", "legal_form", "credit_code", "address",
              "website", "email", "phone", "claim", "focus_area", "life", "problem", "solution", "market",
              "business_model", "team_note", "sources", "logo")
    return replace(
        data, **dict.fromkeys(fields, text), tags=(text, text), notes=(text,),
        ask=replace(data.ask, instrument=text, note=text, money=Money(Decimal(1), text), uses=(Use(text, Decimal(1)),)),
        persons=(PersonLine(text, text, text, text, text),), milestones=(MilestoneLine(text, None, text),),
        indicators=(replace(data.indicators[0], label=text, unit=text, currency=text, source=text),),
        rounds=(RoundLine(text, text, Money(Decimal(1), text), None, text),),
        applications=(ApplicationLine(text, text, None, text, text, (StageDays(text, 1),),
                                      (StageMove(date(2026, 1, 1), text, text, text, text),)),),
        space=(SpaceLine(text, date(2026, 1, 1), None, text, None, text),),
        services=(ServiceLine(text, text, None, None, text),), documents=(DocumentLine(text, text, None, 0, text),),
        events=(Event(date(2026, 1, 1), text, text), Event(date(2026, 5, 1), text, text)))


def table(rows: int, landscape: bool = False) -> ListData:
    """A list of applications."""
    return ListData(
        "Bewerbungen", (Column("Nummer"), Column("Unternehmen", strong=True), Column("Stufe"),
                        Column("Eingegangen"), Column("Punkte", figures=True), Column("Begründung")),
        tuple((f"A-2026-{n:04d}", f"赟犇 {n} GmbH", "Begutachtung", "14.02.2026", f"{n % 50},5",
               "Starke Technik, schlüssiger Plan." * (1 + n % 3)) for n in range(rows)),
        "Ausschreibung Frühjahr 2026", landscape)
