"""Letters of decisions: templates, drafts edited by hand, PDFs and drafts of e-mails. The program never sends any."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Cancelled, Environment, NotFound, Refused
from incubator_gui.core.languages import LANGUAGES
from incubator_gui.core.messages import Message, Ref, msg, nmsg, pmsg
from incubator_gui.core.process import run_child
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Company, Decision, Letter, LetterTemplate
from incubator_gui.db.search.documents import display
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.decision_letter import EARLIER, STATES, check_template, filled
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.review_words import OUTCOMES
from incubator_gui.exchange.eml import Attachment, mail_draft
from incubator_gui.reports.letters import TARGET, LetterData, request, results
from incubator_gui.reports.result import Result
from incubator_gui.reports.values import PaperOptions
from incubator_gui.services.decisions_rows import decision_of, decision_rows
from incubator_gui.services.dossiers import DossiersService
from incubator_gui.services.letters_aside import current_letter, keep_aside, put_in_place, set_aside
from incubator_gui.services.letters_draft import (
    contact_of,
    draft_for,
    standard_template,
    template_of,
    values_for,
    written,
)
from incubator_gui.services.outcome import FieldClash, Outcome, StaleEdit
from incubator_gui.services.paper_child import MadePaper, in_memory
from incubator_gui.services.paper_files import clean_name, keep
from incubator_gui.services.sight import Sight, runs_it, sight

_MEMORY_MB = 2000
_SECONDS_EACH = 10

Step = Callable[[int, int], None]
Stop = Callable[[], bool]

WAYS = ("pdf", "eml")
"""What a letter is written as: a PDF, and the draft of an e-mail with the PDF attached."""

_FIELDS: dict[str, Message] = {
    "subject": pmsg("letter", "Subject"), "body": msg("Text"), "recipient": msg("Recipient"), "address": msg("E-mail")}


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template; `is_own` is one that the house wrote, else it is the one that comes with the program."""

    outcome: str
    language: str
    subject: str
    body: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter as it stands; `state` is a key of `domain.decision_letter.STATES`."""

    id: UUID
    decision_id: UUID
    application_id: UUID
    number: int
    company: str
    outcome: str
    language: str
    recipient: str
    address: str
    subject: str
    body: str
    state: str
    handed_over_at: datetime | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """Words that somebody wrote for a decision when it was another one; `id` brings them back."""

    id: UUID
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Files that were written, and the letters that could not be, with the reason."""

    files: tuple[Path, ...]
    refused: tuple[tuple[str, Message], ...]
    changes: Changes


class LettersService:
    """Reads and writes letters and their templates."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # templates -------------------------------------------------------------------------------

    def templates(self) -> tuple[TemplateRow, ...]:
        """All templates: each outcome in each language."""
        with self._db.read() as session:
            own = {(one.outcome, one.language) for one in session.scalars(select(LetterTemplate))}
            return tuple(TemplateRow(outcome, language, *template_of(session, outcome, language),
                                     (outcome, language) in own)
                         for outcome in OUTCOMES for language in LANGUAGES)

    def save_template(self, outcome: str, language: str, subject: str, body: str) -> Changes:
        """Store the house's own words; raises Refused for a placeholder that stands for nothing."""
        if outcome not in OUTCOMES or language not in LANGUAGES:
            raise Refused(msg("There is no such choice."))
        subject, body = clean_text(subject), clean_text(body, lines=True)
        if not subject or not body:
            raise Refused(msg("A letter needs a subject and a text."))
        check_template(subject, body)
        with self._db.write("letter.template", msg("Letter “{outcome}” changed", outcome=OUTCOMES[outcome])) as work:
            runs_it(work.session, self._db)
            own = self._own(work.session, outcome, language)
            if (subject, body) == standard_template(outcome, language):
                for one in own:
                    work.session.delete(one)
            elif own:
                if (own[0].subject, own[0].body) != (subject, body):
                    own[0].subject, own[0].body = subject, body
            else:
                work.session.add(LetterTemplate(outcome=outcome, language=language, name=outcome, subject=subject,
                                                body=body))
        return work.changes

    def reset_template(self, outcome: str, language: str) -> Changes:
        """Go back to the words that come with the program."""
        with self._db.write("letter.template", msg("Letter “{outcome}” set back", outcome=OUTCOMES[outcome])) as work:
            runs_it(work.session, self._db)
            for one in self._own(work.session, outcome, language):
                work.session.delete(one)
        return work.changes

    def preview_template(self, subject: str, body: str, decision: UUID, language: str) -> tuple[str, str]:
        """What a template would say for a decision; raises Refused for an unknown placeholder."""
        with self._db.read() as session:
            view = sight(session, self._db)
            record, application = decision_of(session, view, decision)
            if view.blind(application.call_id):
                raise Refused(msg("This phase hides the names of companies from you, so no letter is shown."))
            values = values_for(session, self._db, record, application, language,
                                contact_of(session, application.company_id))
        return filled(subject, values), filled(body, values)

    def _own(self, session: Session, outcome: str, language: str) -> list[LetterTemplate]:
        return list(session.scalars(select(LetterTemplate).where(
            LetterTemplate.outcome == outcome, LetterTemplate.language == language).order_by(LetterTemplate.id)))

    # letters ---------------------------------------------------------------------------------

    def rows(self, call_id: UUID) -> tuple[LetterRow, ...]:
        """The letters of a call by number, the newest of a decision."""
        with self._db.read() as session:
            return self._rows(session, call=call_id)

    def aside(self, call_id: UUID) -> dict[UUID, tuple[SetAside, ...]]:
        """Letters of a call that were set aside, by decision, the last one first."""
        with self._db.read() as session:
            view = sight(session, self._db)
            shown = [row.id for row in decision_rows(session, view, call_id) if not view.blind(row.call_id)]
            return {decision: tuple(SetAside(one.id, one.subject, one.body) for one in letters)
                    for decision, letters in set_aside(session, shown).items()}

    def row(self, id: UUID) -> LetterRow:
        """One letter; raises NotFound."""
        with self._db.read() as session:
            found = self._rows(session, ids=[id])
        if not found:
            raise NotFound(msg("This letter is no longer there."))
        return found[0]

    def draft(self, decisions: Collection[UUID], language: str = "") -> Outcome[tuple[UUID, ...]]:
        """Draft letters of decisions that have none, in the language of the contact unless one is given."""
        with self._db.write("letter.draft", nmsg("{n} letter drafted", "{n} letters drafted", len(decisions))) as work:
            session, view = work.session, runs_it(work.session, self._db)
            made = []
            for id in decisions:
                record, application = decision_of(session, view, id)
                if current_letter(session, id) is None:
                    made.append(draft_for(session, self._db, record, application, language).id)
            work.say(nmsg("{n} letter drafted", "{n} letters drafted", len(made)))
        return Outcome(tuple(made), work.changes)

    def rewrite(self, id: UUID, language: str = "") -> Changes:
        """Write a letter anew from its template, in another language where one is given; words that somebody wrote
        are set aside."""
        with self._db.write("letter.rewrite", msg("Letter written anew")) as work:
            runs_it(work.session, self._db)
            session, (record, decision, application) = work.session, self._letter(work.session, id)
            work.say(msg("Letter to {application} written anew", application=Ref("application", application.id)))
            keep_aside(session, record)
            record.language = language if language in LANGUAGES else record.language
            contact = contact_of(session, application.company_id)
            record.subject, record.body = written(session, self._db, decision, application, record.language, contact)
            record.recipient, record.address = contact.name or None, contact.email or None
            record.state, record.handed_over_at = "draft", None
        return work.changes

    def bring_back(self, id: UUID) -> Changes:
        """A letter that was set aside is the letter of its decision again; words that stand there are set aside."""
        with self._db.write("letter.back", msg("Earlier letter brought back")) as work:
            runs_it(work.session, self._db)
            session, (record, decision, application) = work.session, self._letter(work.session, id)
            work.say(msg("Earlier letter to {application} brought back",
                         application=Ref("application", application.id)))
            current = current_letter(session, decision.id)
            if current is not None and current.state == "handed_over":
                raise Refused(msg("The letter to application {number} was handed over. Set it back to draft first.",
                                  number=f"{application.number:04d}"))
            if record.state == EARLIER:
                put_in_place(session, record, current)
        return work.changes

    def save(self, id: UUID, seen: dict[str, str] | None = None, **fields: str) -> Changes:
        """Change `subject`, `body`, `recipient` or `address`; `seen` is what the person began from.

        Raises StaleEdit where somebody else changed one of these fields meanwhile.
        """
        with self._db.write("letter.edit", msg("Letter changed")) as work:
            runs_it(work.session, self._db)
            record, _decision, application = self._letter(work.session, id)
            work.say(msg("Letter to {application} changed", application=Ref("application", application.id)))
            for key, value in fields.items():
                if key not in _FIELDS:
                    raise TypeError(f"a letter has no field {key}")
                text = clean_text(value, lines=key == "body")
                stored = getattr(record, key) or ""
                if seen is not None and key in seen and stored not in (seen[key], text):
                    raise StaleEdit(FieldClash("letter", key, _FIELDS[key], text, stored, seen[key]))
                if not text and key in ("subject", "body"):
                    raise Refused(msg("A letter needs a subject and a text."))
                if stored != text:
                    setattr(record, key, text or None)
        return work.changes

    def set_state(self, ids: Collection[UUID], state: str) -> Changes:
        """Draft, ready or handed over: the last one where somebody sent it by other means."""
        if state not in STATES:
            raise Refused(msg("There is no such choice."))
        with self._db.write("letter.state", nmsg("{n} letter: {state}", "{n} letters: {state}", len(ids),
                                                 state=STATES[state])) as work:
            runs_it(work.session, self._db)
            for id in ids:
                record, decision, application = self._letter(work.session, id)
                _may_leave(record, decision, application, state)
                if record.state != state:
                    record.state = state
                    record.handed_over_at = self._db.clock.now() if state == "handed_over" else None
        return work.changes

    # files -----------------------------------------------------------------------------------

    def make(self, id: UUID, *, stop: Stop | None = None) -> MadePaper:
        """A letter as a PDF in memory, for looking at it."""
        row = self.row(id)
        return in_memory(lambda target: self._papers([(row, target)], stop=stop)[0])

    def hand_over(self, ids: Sequence[UUID], folder: Path, ways: Collection[str] = WAYS, *,
                  on_step: Step | None = None, stop: Stop | None = None) -> HandedOver:
        """Write letters into a folder as PDFs and drafts of e-mails, and note that they left the house.

        Only letters of announced decisions leave it. Raises Cancelled or Environment with one sentence.
        """
        folder = Path(folder).absolute()
        if not folder.is_dir():
            raise Environment(msg("The folder {folder} is not there. Choose another place.", folder=str(folder)))
        rows, refused = list[LetterRow](), list[tuple[str, Message]]()
        with self._db.read() as session:
            runs_it(session, self._db)
            for row in self._rows(session, ids=ids):
                letter, decision, application = self._letter(session, row.id)
                try:
                    _may_leave(letter, decision, application, "handed_over")
                    if "eml" in ways:
                        mail_draft(row.address, row.recipient, row.subject, "")
                except Refused as error:
                    refused.append((f"{row.number:04d}", error.message))
                else:
                    rows.append(row)
        files = list[Path]()
        with tempfile.TemporaryDirectory(prefix="incubator-", ignore_cleanup_errors=True) as scratch:
            made = [(row, Path(scratch) / f"{at}.pdf") for at, row in enumerate(rows)]
            self._papers(made, on_step=on_step, stop=stop)
            for row, paper in made:
                if stop is not None and stop():
                    raise Cancelled(msg("Cancelled. Nothing was changed."))
                content, name = paper.read_bytes(), letter_name(row)
                if "pdf" in ways:
                    files.append(keep(content, folder / f"{name}.pdf"))
                if "eml" in ways:
                    mail = mail_draft(row.address, row.recipient, row.subject, row.body,
                                      [Attachment(f"{name}.pdf", content)], clock=self._db.clock)
                    files.append(keep(mail, folder / f"{name}.eml"))
        changes = self.set_state([row.id for row in rows], "handed_over") if rows else Changes()
        return HandedOver(tuple(files), tuple(refused), changes)

    def _papers(self, made: Sequence[tuple[LetterRow, Path]], *, on_step: Step | None = None,
                stop: Stop | None = None) -> tuple[Result, ...]:
        if not made:
            return ()
        options: dict[str, PaperOptions] = {one: DossiersService(self._db).options(one)
                                            for one in {row.language for row, _path in made}}
        with self._db.read() as session:
            addresses = {row.id: self._address(session, row) for row, _path in made}
        letters = [(LetterData(row.subject, row.body, row.recipient, addresses[row.id][0], addresses[row.id][1],
                               self._db.clock.today()), options[row.language], path) for row, path in made]
        answer = run_child(TARGET, request(letters), memory_mb=_MEMORY_MB, seconds=60 + _SECONDS_EACH * len(made),
                           on_progress=on_step, cancelled=stop)
        return results(answer)

    def _address(self, session: Session, row: LetterRow) -> tuple[str, str]:
        """The company and its postal address, in the language of the letter."""
        application = session.get_one(Application, row.application_id)
        company = session.get_one(Company, application.company_id)
        return (display(company.legal_name, company.trade_name, company.chinese_name, row.language),
                company.address or company.city or "")

    def _letter(self, session: Session, id: UUID) -> tuple[Letter, Decision, Application]:
        record = session.get(Letter, id)
        if record is None:
            raise NotFound(msg("This letter is no longer there."))
        view = sight(session, self._db)
        decision, application = decision_of(session, view, record.decision_id)
        if view.blind(application.call_id):
            raise NotFound(msg("This letter is no longer there."))
        return record, decision, application

    def _rows(self, session: Session, call: UUID | None = None, ids: Collection[UUID] | None = None
              ) -> tuple[LetterRow, ...]:
        view: Sight = sight(session, self._db)
        c = Company
        query = view.apart(
            select(Letter, Decision, Application, c.legal_name, c.trade_name, c.chinese_name)
            .join(Decision, Decision.id == Letter.decision_id)
            .join(Application, Application.id == Decision.application_id).join(c, c.id == Application.company_id))
        if call is not None:
            query = query.where(Application.call_id == call)
        query = query.where(Letter.state != EARLIER) if ids is None else query.where(Letter.id.in_(list(ids)))
        rows: dict[UUID, LetterRow] = {}
        for letter, decision, application, legal, trade, chinese in session.execute(
                query.order_by(Application.number, Letter.id)):
            if view.blind(application.call_id):  # a letter names the company and its people
                continue
            rows[decision.id if ids is None else letter.id] = LetterRow(
                letter.id, decision.id, application.id, application.number,
                view.name(application.number, display(legal, trade, chinese), application.call_id), decision.outcome,
                letter.language, letter.recipient or "", letter.address or "", letter.subject, letter.body,
                letter.state, letter.handed_over_at)
        return tuple(rows.values())


def letter_name(row: LetterRow) -> str:
    """What the file of a letter is called, without its ending."""
    company = clean_name(row.company, "company").replace(".", "-")
    return f"{row.number:04d}-{company}-{row.outcome.replace('_', '-')}-{row.language}"


def _may_leave(letter: Letter, decision: Decision, application: Application, state: str) -> None:
    if letter.state == EARLIER:
        raise Refused(msg("This letter to application {number} was set aside. Bring it back first.",
                          number=f"{application.number:04d}"))
    if state == "handed_over" and decision.state != "announced":
        raise Refused(msg("The decision on application {number} is not announced yet: its letter stays in the house.",
                          number=f"{application.number:04d}"))
