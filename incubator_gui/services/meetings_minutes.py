"""The minutes of a meeting: gathered, and written as a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import Translator, translator
from incubator_gui.core.messages import msg, nmsg, pmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Conflict, Decision
from incubator_gui.domain.decision_space import capacity_line
from incubator_gui.domain.review_words import CONFLICT_KINDS, DECISION_STATES, OUTCOMES
from incubator_gui.domain.score_sheet import ScoreRow, ScoreSheet
from incubator_gui.reports.minutes import (
    TARGET,
    MinutesAbsence,
    MinutesCondition,
    MinutesData,
    MinutesItem,
    MinutesScore,
    MinutesSeat,
    MinutesVote,
    request,
)
from incubator_gui.reports.result import Result
from incubator_gui.services.decisions_space import DecisionSpace, accepted
from incubator_gui.services.dossiers import DossiersService
from incubator_gui.services.meetings_rows import (
    ItemRow,
    MeetingRow,
    SeatRow,
    agenda_rows,
    meeting_of,
    meeting_rows,
    seat_rows,
)
from incubator_gui.services.paper_child import MadePaper, Step, Stop, in_memory, written
from incubator_gui.services.paper_files import clean_name
from incubator_gui.services.sight import one_company, sight

_MEMORY_MB = 2000
_SECONDS = 120



class _Space(DecisionSpace):
    def __init__(self, database: Database) -> None:
        self._db = database


class MeetingMinutes:
    """Writes minutes."""

    _db: Database

    def minutes(self, id: UUID, language: str = "en") -> MinutesData:
        """What the minutes say, in a language; without what a conflict hides from the viewer."""
        words = translator(language)
        with self._db.read() as session:
            meeting, view = meeting_of(session, id), sight(session, self._db)
            row = meeting_rows(session, view, id=id)[0]
            seats, agenda = seat_rows(session, meeting, view), agenda_rows(session, meeting, view)
            kinds = _kinds(session, words)
            outcomes = {one.application_id: one.outcome for one in agenda if one.outcome}
            teams = accepted(session, view, row.call_id, outcomes)
            tables = session.scalars(select(Decision.table_id).where(
                Decision.application_id.in_([one.application_id for one in agenda]), Decision.table_id.is_not(None))
                .order_by(Decision.announced_at.desc())).all()
        sheet, note = self._scores(row, tables[0] if tables else None, words)
        there = {one.application_id for one in agenda}
        space = _Space(self._db).house_space().capacity(teams)
        return MinutesData(
            row.name, row.call, words.day(row.held_on, "long") if row.held_on else "", row.place, _span(row, words),
            tuple(MinutesSeat(seat.name, _role(seat, words)) for seat in seats),
            tuple(_item(item, words, kinds) for item in agenda), capacity_line(space, None, words), row.note,
            tuple(_score(one, sheet, words) for one in sheet.rows if one.application_id in there) if sheet else (),
            note, row.chair, self._db.actor.who)

    def make_minutes(self, id: UUID, language: str = "en", *, on_step: Step | None = None, stop: Stop | None = None
                     ) -> MadePaper:
        """The minutes as a PDF in memory; raises as `write_minutes` does."""
        return in_memory(lambda target: self.write_minutes(id, target, language, on_step=on_step, stop=stop))

    def write_minutes(self, id: UUID, target: Path, language: str = "en", *, on_step: Step | None = None,
                      stop: Stop | None = None) -> Result:
        """Write the minutes in a child process; raises Cancelled, Environment or NotFound with one sentence."""
        target = Path(target).absolute()
        data = self.minutes(id, language)
        words = translator(language)
        options = DossiersService(self._db).options(
            language, event=words.text(msg("Minutes: {name}", name=data.name)),
            confidentiality=words.text(msg("Confidential")))
        return written(TARGET, request(data, options, target), memory_mb=_MEMORY_MB, seconds=_SECONDS,
                       on_step=on_step, stop=stop)

    def minutes_name(self, row: MeetingRow, language: str) -> str:
        """What the file is called, unless somebody chooses another name."""
        day = f"-{row.held_on:%Y-%m-%d}" if row.held_on else ""
        kind = clean_name(translator(language).text(pmsg("meeting", "Minutes")), "minutes")
        return f"{kind}-{clean_name(row.name, 'meeting').replace('.', '-')}{day}.pdf"

    def _scores(self, row: MeetingRow, table: UUID | None, words: Translator) -> tuple[ScoreSheet | None, str]:
        """The frozen table where the decisions were announced, else that of today."""
        from incubator_gui.services.scores import ScoresService

        scores = ScoresService(self._db)
        try:
            if table is not None:
                frozen = {one.table_id: one.made_at for one in scores.frozen(row.call_id)}
                when = frozen.get(table)
                return scores.frozen_table(table), words.text(
                    msg("As frozen with the decisions, {moment}", moment=when)) if when else ""
            return scores.table(row.call_id), words.text(msg("As of {day}; not frozen yet",
                                                             day=self._db.clock.today()))
        except (NotFound, Refused):  # nobody reviewed, or this phase does not show scores to the viewer
            return None, ""


def _kinds(session: Session, words: Translator) -> Mapping[tuple[UUID, UUID], str]:
    """The kind of each conflict by person and company, in words."""
    same, found = one_company(session), dict[tuple[UUID, UUID], str]()
    for person, company, kind in session.execute(
            select(Conflict.person_id, Conflict.company_id, Conflict.kind).order_by(Conflict.state == "dismissed")):
        for each in same.get(company, (company,)):
            found.setdefault((person, each), words.text(CONFLICT_KINDS[kind]) if kind in CONFLICT_KINDS else kind)
    return found


def _item(item: ItemRow, words: Translator, kinds: Mapping[tuple[UUID, UUID], str]) -> MinutesItem:
    fallback = words.text(CONFLICT_KINDS["other"])
    return MinutesItem(
        f"{item.number:04d}", item.name, words.text(OUTCOMES[item.outcome]) if item.outcome else "",
        words.text(DECISION_STATES[item.decision_state]) if item.decision_state else "",
        tuple(MinutesVote(words.text(OUTCOMES[outcome]), count) for outcome, count in item.tally.counts.items()),
        item.tally.abstained,
        tuple(MinutesAbsence(seat.name, kinds.get((seat.person_id, item.company_id), fallback))
              for seat in item.out) if item.is_done else (),
        tuple(MinutesCondition(one.text, one.due_on) for one in item.conditions), item.reason, item.note,
        item.seconds)


def _score(row: ScoreRow, sheet: ScoreSheet, words: Translator) -> MinutesScore:
    def shown(share: float | None, width: float | None = None) -> str:
        if share is None:
            return "–"
        return words.number(round(sheet.on_scale(share) if width is None else share * width, 2), 2)

    return MinutesScore(f"{row.number:04d}", row.name, shown(row.raw), _rank(row.raw_rank), shown(row.adjusted),
                        _rank(row.adjusted_rank), shown(row.spread, sheet.high - sheet.low), str(row.n))


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _role(seat: SeatRow, words: Translator) -> str:
    parts = [pmsg("meeting", "Chair")] if seat.is_chair else []
    if not seat.is_present:
        parts.append(msg("absent"))
    elif not seat.may_vote:
        parts.append(msg("without a vote"))
    return words.joined(words.text(part) for part in parts)


def _span(row: MeetingRow, words: Translator) -> str:
    if row.opened_at is None:
        return row.starts_at
    begins = f"{row.opened_at.astimezone():%H:%M}"
    if row.closed_at is None:
        return words.text(msg("from {time}", time=begins))
    minutes = max(1, round((row.closed_at - row.opened_at).total_seconds() / 60))
    return words.text(nmsg("{begins} to {ends} ({n} minute)", "{begins} to {ends} ({n} minutes)", minutes,
                           begins=begins, ends=f"{row.closed_at.astimezone():%H:%M}"))
