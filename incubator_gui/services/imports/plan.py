"""The plan: for every row create, update, same, ask or refuse, and why, cell by cell.

Nothing is written here. Possible duplicates are asked about, never merged unasked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.search.documents import display
from incubator_gui.domain.applicant_fields import FIELDS, NAME_FIELDS
from incubator_gui.domain.folding import has_han
from incubator_gui.domain.identity import Match
from incubator_gui.domain.partial_date import PartialDate
from incubator_gui.exchange.prepare import same_in_file
from incubator_gui.exchange.prepared import PreparedRow
from incubator_gui.services.imports.known import Known, KnownApplication, KnownPerson

_SAME_NAME = 0.9
_REGISTERED = ("有限公司", "有限责任公司", "有限合伙", "合伙企业")
VERDICTS = ("create", "update", "same", "ask", "refuse")
NEW = "new"
"""A decision on a doubtful row: it is a company of its own."""
TWIN = "twin"
"""A decision on a doubtful row: it is the company of a row above, and is left out."""

Decision = UUID | str
"""NEW, TWIN, or the id of the company that it is."""

_COMPANY_OF = {"company_email": "email", "company_phone": "phone"}
_FOR_COMPANY = {k for k, f in FIELDS.items() if f.target == "company"} - {"company_number"}
_FOR_APPLICATION = ("received_on", "focus_area", "pitch", "desks_needed", "source")
_PERSON = {"person_name": "name", "person_email": "email", "person_phone": "phone", "person_title": "title"}


@dataclass(frozen=True, slots=True)
class CellChange:
    """One value that would change; `field` is a key of the applicant fields, or the text of a question."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Candidate:
    """A company that may be the one in the row; TWIN is the one in the row above of the number `row`."""

    id: Decision
    name: str
    score: float
    reasons: tuple[Message, ...]
    row: int | None = None


@dataclass(slots=True)
class PlanRow:
    """What one row would do. `company` and `application` are the records it would touch."""

    prepared: PreparedRow
    verdict: str
    reasons: list[Message] = field(default_factory=list)
    company: UUID | None = None
    application: UUID | None = None
    changes: list[CellChange] = field(default_factory=list)
    candidates: tuple[Candidate, ...] = ()
    company_values: dict[str, Any] = field(default_factory=dict)
    application_values: dict[str, Any] = field(default_factory=dict)
    new_people: list[dict[str, str]] = field(default_factory=list)
    changed_people: list[tuple[KnownPerson, dict[str, str]]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows with their verdicts, as of one sequence number of the journal."""

    rows: tuple[PlanRow, ...]
    sequence: int
    file_rows: int
    counts: Mapping[str, int]

    @property
    def writes(self) -> int:
        """Rows that would be written."""
        return self.counts["create"] + self.counts["update"]


def make_plan(prepared: Sequence[PreparedRow], known: Known, decisions: Mapping[int, Decision], *,
              asked: str = "") -> Plan:
    """Judge every row. `decisions` answers doubtful rows by row number; `asked="new"` answers all of them."""
    rows: list[PlanRow] = []
    taken: dict[UUID, int] = {}
    names = {one.row: one.title for one in prepared}
    for one in prepared:
        row = _judge(one, known, decisions, asked, _InFile(names, taken))
        touched = row.application if row.application is not None else row.company
        if row.verdict in {"create", "update", "same"} and touched is not None:
            first = taken.setdefault(touched, one.row)
            if first != one.row:
                row = PlanRow(one, "refuse", [same_in_file(first)])
        rows.append(row)
    counts = dict.fromkeys(VERDICTS, 0)
    for row in rows:
        counts[row.verdict] += 1
    return Plan(tuple(rows), known.sequence, sum(len(p.rows) for p in prepared), counts)


@dataclass(frozen=True, slots=True)
class _InFile:
    """The rows above: what each is called, and which records they take."""

    names: Mapping[int, str]
    taken: Mapping[UUID, int]

    def free(self, known: Known, company: UUID) -> bool:
        """Whether no row above is this company."""
        application = known.in_call(company)
        return company not in self.taken and (application is None or application.id not in self.taken)


def _judge(one: PreparedRow, known: Known, decisions: Mapping[int, Decision], asked: str, file: _InFile) -> PlanRow:
    if one.refused:
        return PlanRow(one, "refuse", [p.message for p in one.problems if p.severity == "refuse"])
    named = _by_id(one, known)
    if isinstance(named, PlanRow):
        return named
    company, application = named
    if company is None:
        found = _recognised(one, known, decisions.get(one.row), asked, file)
        if isinstance(found, PlanRow):
            return found
        company = found
    if company is None:
        row = PlanRow(one, "create")
        _fill(row, known, None, None)
        return row
    if application is None:
        application = known.in_call(company)
    return _against(one, known, company, application)


def _recognised(one: PreparedRow, known: Known, decision: Decision | None, asked: str, file: _InFile
                ) -> UUID | PlanRow | None:
    """The company that a row is, None for a new one; or what is to be said instead."""
    if isinstance(decision, UUID) and decision in known.companies:
        return decision
    if decision == NEW:
        return None
    if decision == TWIN and one.twin is not None:
        return PlanRow(one, "refuse", [same_in_file(one.twin)])
    matches = known.index.candidates(one.key)
    certain = [match for match in matches if match.certain]
    if one.twin is not None or len(certain) != 1:
        same = _same_already(one, known, matches, file)
        if same is not None:
            return same
    if certain and (one.twin is None or file.free(known, certain[0].id)):
        return UUID(str(certain[0].id))
    if (not matches and one.twin is None) or asked == NEW:
        return None
    return _question(one, known, matches, file)


def _by_id(one: PreparedRow, known: Known) -> tuple[UUID | None, KnownApplication | None] | PlanRow:
    """The records that the row names itself, for a table that was exported, changed and comes back."""
    id = one.values.get("application_id")
    if id is not None:
        found = known.applications.get(id if isinstance(id, UUID) else UUID(str(id)))
        if found is None:
            return PlanRow(one, "refuse", [msg("there is no application with this ID; empty the cell to create one")])
        return found.company, found
    number = one.values.get("company_number")
    if number is not None:
        text = str(number).strip()
        company = known.numbers.get(int(text)) if text.isdecimal() and text.isascii() else None
        if company is None:
            return PlanRow(one, "refuse", [msg("there is no company with the number {number}", number=text)])
        return company, None
    return None, None


def _same_already(one: PreparedRow, known: Known, matches: Sequence[Match], file: _InFile) -> PlanRow | None:
    """A doubtful row that says just what a stored application of this call says: imported before.

    Where several hold all that it says it is the one that says the least besides.
    """
    found: list[tuple[int, int, PlanRow]] = []
    for match in matches:
        application = known.in_call(match.id)
        if application is not None and file.free(known, match.id):
            row = _against(one, known, match.id, application)
            if row.verdict == "same":
                found.append((_size(known, match.id, application), len(found), row))
    return min(found)[2] if found else None


def _size(known: Known, company: UUID, application: KnownApplication) -> int:
    """How much is said of a company and its application."""
    values = (*known.companies[company].values(), *application.values.values())
    return sum(value not in (None, "") for value in values) + len(application.answers) + len(
        known.people.get(company, ()))


def _question(one: PreparedRow, known: Known, matches: Sequence[Match], file: _InFile) -> PlanRow:
    candidates = tuple(Candidate(m.id, name_of(known, m.id), m.score, m.reasons) for m in matches[:5])
    if one.twin is not None:
        why = msg("row {row} has the same name", row=str(one.twin))
        candidates = (Candidate(TWIN, file.names[one.twin], _SAME_NAME, (why,), one.twin), *candidates)
        reasons = [why]
    else:
        reasons = [msg("may be “{name}”", name=candidates[0].name), *candidates[0].reasons[:3]]
    row = PlanRow(one, "ask", reasons, candidates=candidates)
    _fill(row, known, None, None)
    return row


def name_of(known: Known, company: UUID) -> str:
    """What a stored company is called."""
    values = known.companies[company]
    return display(values["legal_name"], values["trade_name"], values["chinese_name"])


def _against(one: PreparedRow, known: Known, company: UUID, application: KnownApplication | None) -> PlanRow:
    row = PlanRow(one, "create", company=company, application=application.id if application else None)
    _fill(row, known, company, application)
    if application is None:
        earlier = len(known.by_company.get(company, ()))
        row.reasons.append(nmsg("known company, applied {n} time before", "known company, applied {n} times before",
                                earlier) if earlier else msg("known company, first application"))
        return row
    if row.changes:
        row.verdict = "update"
        row.reasons += [_told(change) for change in row.changes[:3]]
        if len(row.changes) > 3:
            row.reasons.append(nmsg("{n} more change", "{n} more changes", len(row.changes) - 3))
    else:
        row.verdict = "same"
        row.reasons.append(msg("nothing differs"))
    return row


def _told(change: CellChange) -> Message:
    label: Message | str = FIELDS[change.field].label if change.field in FIELDS else change.field[:60]
    if change.before in (None, "") or len(str(change.before)) + len(str(change.after)) > 60:
        return msg("{field} changed", field=label)
    return msg("{field} {before} to {after}", field=label, before=_shown(change.before), after=_shown(change.after))


def _shown(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.text
    return value if isinstance(value, str | int) else str(value)


def _fill(row: PlanRow, known: Known, company: UUID | None, application: KnownApplication | None) -> None:
    """What would be written: only what the file says; an empty cell erases nothing."""
    values = row.prepared.values
    stored = known.companies[company] if company is not None else {}
    for key in _FOR_COMPANY:
        value = values.get(key)
        if value is None or value == "":
            continue
        if key == "founded_on":
            _founded(row, stored, value)
            continue
        _put(row, row.company_values, stored, _COMPANY_OF.get(key, key), key, value, company is not None)
    if company is not None:
        _drop_known_names(row, stored)
    else:
        _register_name(row.company_values)
    focus = values.get("focus_area")
    if focus and not stored.get("focus_area"):
        row.company_values["focus_area"] = focus
    kept = application.values if application is not None else {}
    for key in _FOR_APPLICATION:
        value = values.get(key)
        if value is not None and value != "":
            _put(row, row.application_values, kept, key, key, value, application is not None)
    if values.get("headcount") is not None and kept.get("headcount") != values["headcount"]:
        row.application_values["headcount"] = values["headcount"]
        if application is not None and not any(c.field == "headcount" for c in row.changes):
            row.changes.append(CellChange("headcount", kept.get("headcount"), values["headcount"]))
    _people(row, known.people.get(company, []) if company is not None else [], company is not None)
    _answers(row, known, application)
    tags = values.get("tags")
    given = tags if isinstance(tags, tuple) else ()
    row.tags = tuple(t for t in given if application is None or t.casefold() not in application.tags)
    if application is not None and row.tags:
        row.changes.append(CellChange("tags", None, ", ".join(row.tags)))


def _put(row: PlanRow, into: dict[str, Any], stored: Mapping[str, Any], column: str, key: str, value: Any,
         compare: bool) -> None:
    if compare and stored.get(column) == value:
        return
    into[column] = value
    if compare:
        row.changes.append(CellChange(key, stored.get(column), value))


def _founded(row: PlanRow, stored: Mapping[str, Any], value: Any) -> None:
    given = value if isinstance(value, PartialDate) else PartialDate.of(value)
    precision = "day" if given.day else "month" if given.month else "year"
    if stored and stored.get("founded_on") == given.first_day and stored.get("founded_precision") == precision:
        return
    row.company_values |= {"founded_on": given.first_day, "founded_precision": precision}
    if stored:
        row.changes.append(CellChange("founded_on", stored.get("founded_on"), given))


def _drop_known_names(row: PlanRow, stored: Mapping[str, Any]) -> None:
    """A name that is stored as another kind of name is no new name."""
    known_names = {str(stored.get(k) or "").casefold() for k in NAME_FIELDS} - {""}
    for key in NAME_FIELDS:
        value = row.company_values.get(key)
        if value is not None and not stored.get(key) and str(value).casefold() in known_names:
            del row.company_values[key]
            row.changes = [c for c in row.changes if c.field != key]


def _register_name(values: dict[str, Any]) -> None:
    """A Chinese name with its legal form is the one in the register, whatever its column is called."""
    name = str(values.get("trade_name") or "")
    if has_han(name) and name.endswith(_REGISTERED) and not values.get("legal_name") and not values.get("chinese_name"):
        del values["trade_name"]
        values["legal_name"] = values["chinese_name"] = name


def _people(row: PlanRow, present: list[KnownPerson], compare: bool) -> None:
    for person in row.prepared.persons:
        given = {_PERSON[k]: str(v) for k, v in person.items() if k in _PERSON and v}
        if not given:
            continue
        found = _find_person(present, given)
        if found is None:
            row.new_people.append(given)
            if compare:
                row.changes.append(CellChange("person_name", None, given.get("name") or given.get("email") or ""))
            continue
        differs = {k: v for k, v in given.items() if getattr(found, k) != v}
        if differs:
            row.changed_people.append((found, differs))
            back = {v: k for k, v in _PERSON.items()}
            row.changes += [CellChange(back[k], getattr(found, k), v) for k, v in differs.items()]


def _find_person(present: list[KnownPerson], given: Mapping[str, str]) -> KnownPerson | None:
    email, name = given.get("email", "").casefold(), given.get("name", "").casefold()
    for person in present:
        if email and person.email.casefold() == email:
            return person
    for person in present:
        if name and person.name.casefold() == name and not (email and person.email):
            return person
    return None


def _answers(row: PlanRow, known: Known, application: KnownApplication | None) -> None:
    questions = known.questions_of(row.application)
    for question, text in row.prepared.answers.items():
        if not text:
            continue
        id = questions.get(question)
        stored = application.answers.get(id) if application is not None and id is not None else None
        if stored is not None and stored[1] == text:
            continue
        row.answers[question] = text
        if application is not None:
            row.changes.append(CellChange(question, stored[1] if stored else None, text))
