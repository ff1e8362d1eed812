"""The plan of an import about today's house: what each row would do, and why. Nothing is written here.

A row may speak of a company, a person, its stay, its place, a service; or of a room alone. Rows that
follow see what rows before them would add. Doubtful companies are asked about, never merged unasked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.schema import Company, CompanyPerson, Person
from incubator_gui.db.search.documents import display
from incubator_gui.domain.applicant_fields import NAME_FIELDS
from incubator_gui.domain.company_names import compact_name, legal_form_words
from incubator_gui.domain.contacts import phone_digits
from incubator_gui.domain.folding import company_pinyin, has_han, pinyin
from incubator_gui.domain.house_fields import HOUSE_FIELDS, ROOM_FIELDS
from incubator_gui.domain.identity import company_key
from incubator_gui.domain.partial_date import PartialDate
from incubator_gui.exchange.house_table import HouseRow
from incubator_gui.services.house_import_world import Member, World, Write
from incubator_gui.services.imports.batch import _COMPANY_BLANK
from incubator_gui.services.imports.plan import NEW, VERDICTS, Candidate, CellChange, Decision

_COMPANY_OF = {"company_email": "email", "company_phone": "phone"}
_COMPANY = ("legal_name", "trade_name", "chinese_name", "country", "legal_form", "credit_code", "website",
            "company_email", "company_phone", "city", "address", "claim", "headcount", "focus_area")
_PERSON = {"person_name": "name", "person_email": "email", "person_phone": "phone", "person_title": "title"}
SINCE_WHEN = msg("From: say since when, in a column or for the whole file")
_PERSON_COLUMN = {"name": "full_name", "email": "email", "phone": "phone"}


class Doubt(Exception):
    """A row that cannot go in, with the reason."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(slots=True)
class HousePlanRow:
    """What one row would do; `company` is the one it speaks of, stored or new."""

    prepared: HouseRow
    verdict: str = "same"
    reasons: list[Message] = field(default_factory=list)
    company: UUID | None = None
    company_name: str = ""
    changes: list[CellChange] = field(default_factory=list)
    candidates: tuple[Candidate, ...] = ()
    writes: list[Write] = field(default_factory=list)
    floors: set[UUID] = field(default_factory=set)
    effects: list[Callable[[], None]] = field(default_factory=list)
    said: dict[tuple[UUID, str], Any] = field(default_factory=dict)

    def say(self, world: World, record: UUID, values: Mapping[str, Any]) -> None:
        """What the row says of a record, by field; raises Doubt where a row before it says something else."""
        for key, value in values.items():
            first = world.said.get((record, key))
            if first is not None and first[1] != value:
                raise Doubt(msg("{field}: row {row} says something else; correct one of the two rows",
                                field=HOUSE_FIELDS[key].label, row=str(first[0])))
            self.said[record, key] = value

    def write(self, kind: Any, id: UUID, values: dict[str, Any], is_new: bool) -> None:
        """Add something to be written."""
        self.writes.append(Write(kind, id, values, is_new))


@dataclass(frozen=True, slots=True)
class HousePlanned:
    """All rows with their verdicts."""

    rows: tuple[HousePlanRow, ...]
    counts: Mapping[str, int]

    @property
    def writes(self) -> int:
        """Rows that would be written."""
        return self.counts["create"] + self.counts["update"]


def plan_house(prepared: Sequence[HouseRow], world: World, decisions: Mapping[int, Decision], *, asked: str = "",
               since: date | None = None) -> HousePlanned:
    """Judge every row. `since` is the first day of stays and places whose row names none."""
    from incubator_gui.services.house_import_places import place, room_alone, service, stay

    rows: list[HousePlanRow] = []
    last: HousePlanRow | None = None
    for one in prepared:
        row = HousePlanRow(one)
        if one.is_total:
            row.reasons, last = [msg("a line of totals; left out")], None
            rows.append(row)
            continue
        try:
            if one.refused:
                raise Doubt(next(p.message for p in one.problems if p.field != "focus_area" or p.severity != "word"))
            if _names_company(one):
                last = row
                if not _find(row, world, decisions, asked):
                    rows.append(row)
                    continue
                _company(row, world)
            elif one.values.keys() <= ROOM_FIELDS:
                room_alone(row, world)
            elif last is None:
                raise Doubt(msg("Company name is required"))
            elif last.verdict in ("ask", "refuse") or last.company is None:
                above = str(last.prepared.row)
                if last.verdict == "ask":
                    row.verdict, row.company_name = "ask", last.company_name
                    row.reasons = [msg("belongs to row {row}, which is still to be answered", row=above)]
                    rows.append(row)
                    continue
                raise Doubt(msg("belongs to row {row}, which cannot go in", row=above))
            else:
                row.company, row.company_name = last.company, last.company_name
            if row.company is not None:
                _person(row, world)
                stay(row, world, since)
                place(row, world, since)
                service(row, world)
        except Doubt as doubt:
            was_last = last is row
            row = HousePlanRow(one, "refuse", [doubt.reason], row.company, row.company_name)
            last = row if was_last else last
            if one.problems:
                row.reasons = [problem.message for problem in one.problems]
        else:
            for effect in row.effects:
                effect()
            for about, value in row.said.items():
                world.said.setdefault(about, (one.row, value))
            row.verdict = "create" if any(w.is_new for w in row.writes) else "update" if row.writes else "same"
            if row.verdict == "same":
                row.reasons.append(msg("nothing differs"))
        rows.append(row)
    counts = dict.fromkeys(VERDICTS, 0)
    for row in rows:
        counts[row.verdict] += 1
    return HousePlanned(tuple(rows), counts)


def _names_company(one: HouseRow) -> bool:
    return bool(one.title or one.values.get("company_number") or one.values.get("credit_code"))


def _find(row: HousePlanRow, world: World, decisions: Mapping[int, Decision], asked: str) -> bool:
    """Which company it is; False when that has to be asked."""
    values = row.prepared.values
    number = values.get("company_number")
    if number is not None:
        text = str(number).strip()
        row.company = world.known.numbers.get(int(text)) if text.isdecimal() and text.isascii() else None
        if row.company is None:
            raise Doubt(msg("there is no company with the number {number}", number=text))
        return True
    names = {compact_name(str(values[key])) for key in NAME_FIELDS if values.get(key)} - {""}
    code = str(values.get("credit_code") or "")
    decision = decisions.get(row.prepared.row)
    if isinstance(decision, UUID) and decision in world.companies:
        row.company = decision
    elif code and code in world.codes:
        row.company = world.codes[code]
    else:
        same = set().union(*(world.names.get(name, set()) for name in names)) if names else set()
        same = {id for id in same if _forms_agree(values, world.companies[id])}
        if code:
            same = {id for id in same if world.companies[id].get("credit_code") in (None, "", code)}
        if len(same) == 1 and decision != NEW:
            row.company = same.pop()
    if row.company is not None:
        company = row.company

        def remember() -> None:
            for name in names:
                world.names.setdefault(name, set()).add(company)
        row.effects.append(remember)
        return True
    if decision != NEW and asked != NEW:
        person = row.prepared.person
        matches = world.known.index.candidates(company_key(
            row.prepared.row, **{key: str(values.get(key) or "") for key in (*NAME_FIELDS, "website", "credit_code",
                                                                              "country")},
            emails=[str(values.get("company_email") or ""), person.get("person_email", "")],
            phones=[str(values.get("company_phone") or ""), person.get("person_phone", "")]))
        if matches and matches[0].certain:
            row.company = matches[0].id
            return True
        if matches:
            row.candidates = tuple(Candidate(m.id, _name(world.companies[m.id]), m.score, m.reasons)
                                   for m in matches[:5])
            row.verdict, row.company_name = "ask", row.prepared.title
            row.reasons = [msg("may be “{name}”", name=row.candidates[0].name), *row.candidates[0].reasons[:3]]
            return False
    return True


def _forms_agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the legal forms do not speak against one company: a GmbH is no AG."""
    first, second = (frozenset().union(*(legal_form_words(str(values.get(key) or "")) for key in NAME_FIELDS))
                     for values in (one, other))
    return not first or not second or bool(first & second)


def _name(values: Mapping[str, Any]) -> str:
    return display(values.get("legal_name") or "", values.get("trade_name") or "", values.get("chinese_name") or "")


def _company(row: HousePlanRow, world: World) -> None:
    """A new company, or what the row says otherwise of a stored one; names are filled in, never replaced."""
    given = {key: value for key in _COMPANY if (value := row.prepared.values.get(key)) not in (None, "")}
    if has_han(str(given.get("trade_name") or "")) and "chinese_name" not in given:
        given["chinese_name"] = given.pop("trade_name")
    stored = world.companies[row.company] if row.company is not None else {}
    known_names = {compact_name(str(stored.get(key) or "")) for key in NAME_FIELDS} - {""}
    fresh: dict[str, Any] = {}
    said: dict[str, Any] = {key: value for key, value in given.items() if key not in NAME_FIELDS}
    for key, value in given.items():
        column = _COMPANY_OF.get(key, key)
        if key in NAME_FIELDS and stored and (stored.get(key) or compact_name(str(value)) in known_names):
            continue
        if stored.get(column) != value:
            fresh[column] = value
            if stored:
                row.changes.append(CellChange(key, stored.get(column), value))
    founded = row.prepared.values.get("founded_on")
    if isinstance(founded, PartialDate):
        exact = "day" if founded.day else "month" if founded.month else "year"
        said["founded_on"] = founded.first_day, exact
        if (stored.get("founded_on"), stored.get("founded_precision")) != (founded.first_day, exact):
            fresh |= {"founded_on": founded.first_day, "founded_precision": exact}
            if stored:
                row.changes.append(CellChange("founded_on", stored.get("founded_on"), founded))
    everything = {**stored, **fresh}
    row.company_name = _name(everything)
    sound = company_pinyin(*(everything.get(key) or "" for key in ("chinese_name", "legal_name", "trade_name")))
    if fresh and sound:
        fresh["pinyin"] = sound
    if row.company is None:
        row.company = new_id()
        id, number = row.company, world.next_company
        row.write(Company, id, _COMPANY_BLANK | fresh | {"number": number, "life": "applicant"}, True)
        row.reasons.append(msg("new company"))

        def grow() -> None:
            world.next_company += 1
            world.name_company(id, everything)
        row.effects.append(grow)
        row.say(world, id, said)
        return
    row.say(world, row.company, said)
    if fresh:
        row.write(Company, row.company, fresh, False)
        row.reasons += [msg("{field} changed", field=HOUSE_FIELDS[change.field].label) for change in row.changes[:3]]
        row.effects.append(lambda id=row.company: world.name_company(id, everything))  # type: ignore[misc]


def _person(row: HousePlanRow, world: World) -> None:
    given = {_PERSON[key]: value for key, value in row.prepared.person.items() if value}
    if row.company is None or not given.keys() - {"title"}:  # a position alone is nobody's
        return
    present = world.people.setdefault(row.company, [])
    mail, name = given.get("email", "").casefold(), given.get("name", "").casefold()
    phone = phone_digits(given.get("phone", ""))
    found = next((p for p in present if mail and p.values["email"].casefold() == mail), None) or next(
        (p for p in present if name and p.values["name"].casefold() == name and not (mail and p.values["email"])), None)
    if found is None and not name and not mail:
        found = next((p for p in present if phone_digits(p.values["phone"]) == phone), None)
        given = given if found is None else given | {"phone": found.values["phone"]}
    if found is None:
        id, link = new_id(), new_id()
        title = given.get("name") or given.get("email") or given.get("phone") or "?"
        chinese = title if has_han(title) else None
        row.write(Person, id, {
            "full_name": title, "chinese_name": chinese, "pinyin": pinyin(chinese) if chinese else None,
            "email": given.get("email"), "phone": given.get("phone"), "is_staff": False, "purpose": "residency"}, True)
        row.write(CompanyPerson, link, {
            "company_id": row.company, "person_id": id, "role": "employee" if present else "contact",
            "title": given.get("title"), "is_contact": not present,
            "position": "z" * (len(present) // 30) + "123456789abcdefghijklmnopqrstu"[len(present) % 30]}, True)
        row.reasons.append(msg("new person {name}", name=title))
        row.say(world, id, {key: given[short] for key, short in _PERSON.items() if short in given})
        blank = {"name": title, "email": "", "phone": "", "title": ""}
        row.effects.append(lambda: present.append(Member(id, link, blank | given)))
        return
    row.say(world, found.id, {key: given[short] for key, short in _PERSON.items() if short in given})
    differs = {key: value for key, value in given.items() if found.values[key] != value}
    if not differs:
        return
    columns = {_PERSON_COLUMN[key]: value for key, value in differs.items() if key in _PERSON_COLUMN}
    if columns:
        row.write(Person, found.id, columns, False)
    if "title" in differs:
        row.write(CompanyPerson, found.link, {"title": differs["title"]}, False)
    back = {short: key for key, short in _PERSON.items()}
    row.changes += [CellChange(back[key], found.values[key], value) for key, value in differs.items()]
    row.reasons.append(nmsg("{n} change of a person", "{n} changes of a person", len(differs)))
    row.effects.append(lambda: found.values.update(differs))
