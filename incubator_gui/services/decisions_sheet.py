"""Decisions as a spreadsheet: out with scores, back with outcomes; looked at before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import LANGUAGES, Translator, translator
from incubator_gui.core.messages import Message, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Call, Company, Stage
from incubator_gui.db.search.documents import display
from incubator_gui.domain.decision import DECIDED_FROM, Condition
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.folding import fold
from incubator_gui.domain.review_words import DECISION_STATES, OUTCOMES
from incubator_gui.domain.score_sheet import ScoreSheet
from incubator_gui.domain.vocabulary import FOCUS_AREAS, STATUSES
from incubator_gui.exchange.read_table import read_table
from incubator_gui.exchange.sheets import Sheet
from incubator_gui.exchange.write_table import OutColumn, OutValue
from incubator_gui.services.decisions_rows import DecisionRow, decision_rows, may_decide
from incubator_gui.services.export_applications import choice
from incubator_gui.services.exports import Table
from incubator_gui.services.sight import Sight, sight

LIST_NAME = msg("Decisions")

_TITLES: tuple[tuple[str, Message], ...] = (
    ("number", msg("Application number")), ("company", msg("Company")), ("focus_area", msg("Focus area")),
    ("stage", msg("Stage")), ("desks", msg("Desks wanted")), ("score", msg("Adjusted score")),
    ("rank", msg("Adjusted rank")), ("reviews", msg("Reviews")), ("outcome", msg("Outcome")),
    ("conditions", msg("Conditions")), ("reason", msg("Reason")), ("state", msg("State")))
_READ = ("number", "outcome", "conditions", "reason")
_DUE = re.compile(r"^(.*?)\s*\[(\d{4}-\d{2}-\d{2})\]$")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row that says an outcome; `before` is the decision that counted when the file was read."""

    row: int
    application_id: UUID
    number: int
    company: str
    outcome: str
    reason: str
    conditions: tuple[Condition, ...]
    action: Literal["new", "changed", "same"]
    before: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What taking the sheet over would do: nothing is stored yet. `blank` rows say no outcome."""

    file_name: str
    lines: tuple[SheetLine, ...]
    refused: tuple[tuple[int, Message], ...]
    blank: int = 0

    @property
    def changes(self) -> tuple[SheetLine, ...]:
        """The rows that change something."""
        return tuple(line for line in self.lines if line.action != "same")


class DecisionSheets:
    """Makes and reads the sheet."""

    _db: Database

    def table(self, language: str = "en", call: str = "", *, keys: bool = False) -> Table:
        """The decisions of a call by its name (of the newest one without), and all that wait for one."""
        words = translator(language)
        with self._db.read() as session:
            query = select(Call.id).order_by(Call.opens_on.desc().nulls_last(), Call.name.desc())
            found = session.scalars(query.where(Call.name == call) if call else query).first()
            if found is None:
                if call:
                    raise NotFound(msg("There is no call “{name}”.", name=call))
                return Table(words.text(LIST_NAME), _columns(words), ())
            rows = self._rows(session, found, words, keys)
        return Table(words.text(LIST_NAME), _columns(words), tuple(rows))

    def read_sheet(self, call_id: UUID, path: Path) -> SheetPlan:
        """What a sheet that came back says: looked at only. Raises Refused with one sentence for what is no sheet."""
        path = Path(path)
        sheet = read_table(path)
        columns = _header(sheet, path.name)
        with self._db.read() as session:
            may_decide(session, call_id, self._db.clock.today())
            view = sight(session, self._db)
            known = _applications(session, view, call_id)
            decided = {row.application_id: row for row in decision_rows(session, view, call_id) if row.counts}
        lines, refused, blank = list[SheetLine](), list[tuple[int, Message]](), 0
        seen: dict[int, int] = {}
        for cells, at in list(zip(sheet.rows, sheet.numbers, strict=True))[1:]:
            texts = {key: cells[place].text.strip() if place < len(cells) else "" for key, place in columns.items()}
            if not texts["outcome"]:
                blank += 1
                continue
            try:
                line = _line(at, texts, known, decided)
            except Refused as error:
                refused.append((at, error.message))
                continue
            if line.number in seen:
                refused.append((at, msg("Application {number} stands in row {row} already.",
                                        number=f"{line.number:04d}", row=seen[line.number])))
                continue
            seen[line.number] = at
            lines.append(line)
        return SheetPlan(path.name, tuple(lines), tuple(refused), blank)

    def _rows(self, session: Session, call: UUID, words: Translator, keys: bool) -> list[tuple[OutValue, ...]]:
        view = sight(session, self._db)
        decided = {row.application_id: row for row in decision_rows(session, view, call) if row.counts}
        scores, c = self._scores(call), Company
        rows = list[tuple[OutValue, ...]]()
        for record, status, legal, trade, chinese in session.execute(view.apart(
                select(Application, Stage.status, c.legal_name, c.trade_name, c.chinese_name)
                .join(Stage, Stage.id == Application.stage_id).join(c, c.id == Application.company_id)
                .where(Application.call_id == call).order_by(Application.number))):
            row = decided.get(record.id)
            if row is None and status not in DECIDED_FROM:
                continue
            score = scores.row(record.id) if scores is not None else None
            adjusted = score.adjusted if score is not None else None
            rows.append((
                record.number, view.name(record.number, display(legal, trade, chinese, words.language), call),
                choice(FOCUS_AREAS, record.focus_area, words, keys), choice(STATUSES, status, words, keys),
                record.desks_needed,
                Decimal(f"{scores.on_scale(adjusted):.3f}") if scores is not None and adjusted is not None else None,
                score.adjusted_rank if score is not None else None, score.n if score is not None else None,
                choice(OUTCOMES, row.outcome if row else None, words, keys),
                "\n".join(_written(one) for one in row.conditions) or None if row else None,
                row.reason or None if row else None, choice(DECISION_STATES, row.state if row else None, words, keys)))
        return rows

    def _scores(self, call: UUID) -> ScoreSheet | None:
        from incubator_gui.services.scores import ScoresService

        try:
            return ScoresService(self._db).table(call)
        except Refused:  # this phase does not show them to the viewer: the sheet goes without
            return None


def _columns(words: Translator) -> tuple[OutColumn, ...]:
    return tuple(OutColumn(words.text(title), key) for key, title in _TITLES)


def _header(sheet: Sheet, name: str) -> dict[str, int]:
    """Where the columns stand that are read, whatever language their titles are in."""
    called = {fold(translator(language).text(title)): key for language in LANGUAGES for key, title in _TITLES}
    called |= {key: key for key, _title in _TITLES}
    found: dict[str, int] = {}
    for place, cell in enumerate(sheet.rows[0]):
        key = called.get(fold(cell.text.strip()))
        if key in _READ and key not in found:
            found[key] = place
    for key in ("number", "outcome"):
        if key not in found:
            title = dict(_TITLES)[key]
            raise Refused(msg("“{name}” has no column “{title}” in its first row. Export the decisions and fill in that"
                              " sheet.", name=name, title=title))
    return found


def _line(at: int, texts: Mapping[str, str], known: Mapping[int, tuple[UUID, str, str]],
          decided: Mapping[UUID, DecisionRow]) -> SheetLine:
    number = texts["number"].lstrip("0") or "0"
    if not number.isdecimal() or int(number) not in known:
        raise Refused(msg("This call has no application “{number}”.", number=texts["number"][:40]))
    id, company, status = known[int(number)]
    outcome = _outcome(texts["outcome"])
    if status == "withdrawn":
        raise Refused(msg("Application {number} was withdrawn.", number=f"{int(number):04d}"))
    row = decided.get(id)
    reason = clean_text(texts.get("reason", row.reason if row else ""), lines=True)
    conditions = _conditions(texts["conditions"]) if "conditions" in texts else row.conditions if row else ()
    if outcome != "accept_with_conditions":
        conditions = ()
    before = (row.state, row.outcome, row.reason) if row is not None else None
    same = row is not None and (row.outcome, row.reason, row.conditions) == (outcome, reason, conditions)
    action: Literal["new", "changed", "same"] = (
        "same" if same else "changed" if row is not None and row.state == "pending" else "new")
    return SheetLine(at, id, int(number), company, outcome, reason, conditions, action, before)


def _outcome(words: str) -> str:
    wanted = fold(words)
    for key, label in OUTCOMES.items():
        if wanted in {key, *(fold(translator(language).text(label)) for language in LANGUAGES)}:
            return key
    raise Refused(msg("“{words}” is no outcome. Write one of: {known}.", words=words[:60],
                      known=", ".join(str(label) for label in OUTCOMES.values())))


def _written(one: Condition) -> str:
    return f"{one.text} [{one.due_on:%Y-%m-%d}]" if one.due_on is not None else one.text


def _conditions(words: str) -> tuple[Condition, ...]:
    out = []
    for line in words.splitlines():
        line = clean_text(line)
        found = _DUE.match(line)
        try:
            out.append(Condition(found[1], date.fromisoformat(found[2])) if found else Condition(line))
        except ValueError:
            raise Refused(msg("“{words}” is not a day. Write it as 2027-05-12.",
                              words=found[2] if found else line)) from None
    return tuple(one for one in out if one.text)


def _applications(session: Session, view: Sight, call: UUID) -> dict[int, tuple[UUID, str, str]]:
    c = Company
    return {number: (id, view.name(number, display(legal, trade, chinese), call), status)
            for id, number, legal, trade, chinese, status in session.execute(view.apart(
                select(Application.id, Application.number, c.legal_name, c.trade_name, c.chinese_name, Stage.status)
                .join(c, c.id == Application.company_id).join(Stage, Stage.id == Application.stage_id)
                .where(Application.call_id == call)))}
