"""The fields of a row about today's house: company, people, stay, place, service; and their names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from incubator_gui.core.languages import LANGUAGES, translator
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain import applicant_fields
from incubator_gui.domain.applicant_fields import ApplicantField
from incubator_gui.domain.residency import STAY_KINDS
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES, FOCUS_AREAS, ROOM_KINDS

_FROM_APPLICANTS = (
    "company_number", "legal_name", "trade_name", "chinese_name", "country", "legal_form", "credit_code", "founded_on",
    "website", "company_email", "company_phone", "city", "address", "claim", "headcount", "focus_area", "person_name",
    "person_email", "person_phone", "person_title")


def _own(key: str, label: Message, kind: applicant_fields.Kind, limit: int = 500, lowest: int | None = None,
         highest: int | None = None) -> ApplicantField:
    return ApplicantField(key, label, kind, "application", limit, lowest, highest)


_OWN = (
    _own("stay_kind", msg("Kind of stay"), "choice"),
    _own("contract", msg("Contract"), "text", 60),
    _own("starts_on", pmsg("first day of a stay", "From"), "date"),
    _own("until", msg("Until (first free day)"), "date"),
    _own("planned_end", msg("Planned end"), "date"),
    _own("wish", msg("Wish"), "text", 300),
    _own("site", msg("Site"), "text", 120),
    _own("floor", msg("Floor"), "text", 80),
    _own("room", msg("Room"), "text", 40),
    _own("room_name", msg("Name of the room"), "text", 120),
    _own("room_kind", msg("Kind of room"), "choice"),
    _own("room_area", msg("Area in m²"), "decimal"),
    _own("desk", msg("Desk numbers"), "text", 300),
    _own("desks", msg("Number of desks"), "text", 300),
    _own("service", msg("Service"), "text", 120),
    _own("service_title", msg("Title of the service"), "text", 300),
    _own("service_status", msg("Status of the service"), "choice"),
    _own("service_owner", msg("In charge of the service"), "text", 200),
    _own("service_from", msg("Service from"), "date"),
    _own("service_due", msg("Service due on"), "date"),
    _own("service_hours", msg("Hours granted"), "decimal"),
    _own("deliverables", msg("Deliverables"), "long_text", 20_000),
)

HOUSE_FIELDS: Mapping[str, ApplicantField] = {
    **{key: applicant_fields.FIELDS[key] for key in _FROM_APPLICANTS}, **{one.key: one for one in _OWN}}
"""All fields by key, in the order in which they are shown."""

PERSON_FIELDS = frozenset(key for key in HOUSE_FIELDS if key.startswith("person_"))
ROOM_FIELDS = frozenset({"site", "floor", "room", "room_name", "room_kind", "room_area", "desk", "desks"})
SERVICE_FIELDS = frozenset(key for key in HOUSE_FIELDS if key.startswith("service")) | {"deliverables"}

CHOICES: Mapping[str, Mapping[str, Message]] = {
    "focus_area": FOCUS_AREAS, "stay_kind": STAY_KINDS, "room_kind": ROOM_KINDS, "service_status": ENGAGEMENT_STATUSES}
"""Fields that take one of a few words."""

_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "legal_name": ("company", "startup", "tenant", "unternehmen", "firma", "mieter", "企业", "公司", "企业名称",
                   "公司名称", "入驻企业"),
    "stay_kind": ("stay", "resident or affiliate", "art des aufenthalts", "入驻类型"),
    "contract": ("contract number", "contract no", "vertrag", "vertragsnummer", "lease",
                 "lease no", "lease number", "agreement", "mietvertrag", "mietvertrag nr", "mietvertragsnummer", "合同",
                 "合同编号", "合同号", "租赁合同", "租赁合同编号"),
    "starts_on": ("from", "since", "start", "start date", "begin", "moved in", "move-in", "contract from", "von", "ab",
                  "seit", "beginn", "einzug", "vertragsbeginn", "起", "开始日期", "入驻日期", "入驻时间", "起始日期",
                  "自", "起租日期", "入园日期", "入孵日期", "入孵时间", "合同开始", "lease start", "mietbeginn"),
    "until": ("until", "to", "end", "end date", "moved out", "move-out", "bis", "ende", "auszug", "止", "结束日期",
              "截止日期", "退租日期", "离园日期", "搬离日期"),
    "planned_end": ("planned exit", "contract end", "contract until", "expiry", "geplanter auszug", "vertragsende",
                    "geplantes ende", "lease end", "lease until", "mietende", "计划退出", "合同到期", "到期日",
                    "合同结束",
                    "合同到期时间", "合同到期日", "租期至"),
    "wish": ("remark", "wishes", "wunsch", "bemerkung", "备注", "需求"),
    "site": ("building", "standort", "gebäude", "场地", "楼宇"),
    "floor": ("level", "storey", "etage", "stockwerk", "geschoss", "楼层"),
    "room": ("room number", "room no", "office", "raum", "raumnummer", "zimmer", "büro", "房间", "房间号", "办公室"),
    "room_name": ("raumname", "房间名称"),
    "room_kind": ("room type", "type of room", "raumart", "raumtyp", "房间类型"),
    "room_area": ("area", "area m2", "m2", "m²", "sqm", "sq m", "square metres", "square meters", "fläche", "fläche m2",
                  "mietfläche", "quadratmeter", "面积", "面积 m²", "租赁面积", "使用面积"),
    "desk": ("desk", "desk number", "desk no", "seat", "seat number", "platz", "platznummer", "arbeitsplatz",
             "arbeitsplatznummer", "工位号", "工位编号", "座位"),
    "desks": ("desks", "seats", "workplaces", "arbeitsplätze", "plätze", "anzahl arbeitsplätze", "工位", "工位数",
              "工位数量"),
    "service": ("service name", "leistung", "dienst", "betreuung", "服务", "服务项目"),
    "service_title": ("engagement", "titel der leistung", "服务名称"),
    "service_status": ("status of service", "status der leistung", "服务状态"),
    "service_owner": ("owner", "in charge", "responsible", "verantwortlich", "zuständig", "负责人", "服务负责人"),
    "service_from": ("service start", "leistung ab", "服务开始"),
    "service_due": ("due", "due on", "due date", "fällig", "fällig am", "截止", "到期"),
    "service_hours": ("hours", "granted hours", "stunden", "小时", "服务小时"),
    "deliverables": ("deliverable", "results", "ergebnisse", "成果", "交付物"),
}

_OUT: Mapping[str, Message] = {
    "legal_name": msg("Company"), "until": msg("Until"), "desk": msg("Desk number"), "desks": msg("Desks in contract")}
"""What columns of our own lists are called, so that they come back to the same fields."""

_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "stay_kind": {"resident": ("tenant", "mieter", "入驻", "在孵", "在孵企业"), "affiliate": ("virtual", "虚拟入驻")},
    "room_kind": {
        "private_office": ("office", "private", "büro", "einzelbüro", "独立办公室", "办公室"),
        "open_area": ("open", "open space", "open plan", "grossraum", "开放", "开放办公区"),
        "meeting": ("meeting", "besprechung", "besprechungsraum", "会议室"),
        "lab": ("lab", "workshop", "labor", "werkstatt", "实验室", "车间"),
        "service": ("service", "nebenraum", "服务用房"),
        "circulation": ("corridor", "flur", "verkehrsfläche", "走廊")},
    "service_status": {"active": ("running", "läuft", "进行中"), "done": ("completed", "erledigt", "完成")},
}


@lru_cache(maxsize=64)
def house_names(key: str) -> tuple[str, ...]:
    """Every name of a field: its label in each language, its key, its synonyms."""
    one = HOUSE_FIELDS[key]
    titles = [one.label, *([_OUT[key]] if key in _OUT else [])]
    labels = [translator(language).text(title) for title in titles for language in LANGUAGES]
    return tuple(dict.fromkeys([*labels, key, *_SYNONYMS.get(key, ()), *one.synonyms]))


@lru_cache(maxsize=8)
def words_of(field: str) -> Mapping[str, str]:
    """Words in any language that mean a key of a choice, case folded."""
    found = {}
    for key, label in CHOICES[field].items():
        for language in LANGUAGES:
            found[translator(language).text(label).casefold()] = key
        found[key.casefold()] = key
        for word in _WORDS.get(field, {}).get(key, ()):
            found[word.casefold()] = key
    return found
