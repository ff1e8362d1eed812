"""The fillable review form: each application to read, its documents, and a form to fill in.

Plain values in, a file out. The form can be filled in any PDF reader, saved and sent back
(`exchange/form_reader.py`); printed it is a paper form, whose answers somebody types in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from incubator_gui.core.errors import Cancelled
from incubator_gui.core.languages import translator
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.form_names import TOKEN, token_of
from incubator_gui.domain.review_package import PackageApplication, PackageContent, PackageDocument
from incubator_gui.domain.review_words import WAYS
from incubator_gui.domain.vocabulary import DOCUMENT_KINDS, FOCUS_AREAS
from incubator_gui.reports import style as s
from incubator_gui.reports.blocks import text
from incubator_gui.reports.flow import Flow
from incubator_gui.reports.form_blocks import FormPart
from incubator_gui.reports.form_fields import AnyField, add_fields
from incubator_gui.reports.pack_decks import Deck, prepare
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.style import MM
from incubator_gui.reports.values import PaperOptions
from incubator_gui.reports.whole_file import whole

TARGET = "incubator_gui.reports.review_form:form_child"
"""What a child process is asked to run."""

Step = Callable[[int, int], None]
Stop = Callable[[], bool]


def write_form(path: Path, content: PackageContent, documents: Mapping[str, Path], *, step: Step | None = None,
               stop: Stop | None = None) -> tuple[Message, ...]:
    """Write the form; the target is replaced only when the new file is whole. Returns what its reader should know.

    `documents` are the files by SHA-256; PDFs are appended to their application, what else there is is named.
    Raises Environment where the file cannot be written, Cancelled.
    """
    with whole(path) as scratch, TemporaryDirectory(prefix="incubator-form-") as folder:
        writer = _Writer(scratch, content, documents, Path(folder))
        for done, application in enumerate(content.applications):
            if stop is not None and stop():
                raise Cancelled(msg("No form was written."))
            if step is not None:
                step(done, len(content.applications))
            writer.application(done + 1, application)
        return writer.finish()


def form_child(argument: Mapping[str, object], progress: Step) -> list[object]:
    """For a child process: the content as JSON, the documents as a mapping, the target."""
    content = PackageContent.from_json(argument["content"])  # type: ignore[arg-type]
    documents = {str(key): Path(str(value)) for key, value in argument["documents"].items()}  # type: ignore[attr-defined]
    notes = write_form(Path(str(argument["target"])), content, documents, step=progress)
    return [note.to_json() for note in notes]


class _Writer:
    def __init__(self, target: Path, content: PackageContent, documents: Mapping[str, Path], folder: Path) -> None:
        head = content.head
        self._target, self._content, self._documents, self._folder = target, content, documents, folder
        self._fields: list[AnyField] = []
        self._slots: list[tuple[int, Path]] = []
        self._notes: list[Message] = []
        options = PaperOptions(house=head.house, language=head.language, recipient=head.reviewer_name,
                               confidentiality=translator(head.language).text(msg("Confidential")),
                               day=head.made_at.date())
        words = translator(head.language)
        title = words.text(msg("Review of call {call}", call=head.call))
        self._paper = Paper(target, options, words, title, words.text(WAYS["form"]))
        self._flow = Flow(self._paper)
        self._cover(title)

    def application(self, place: int, one: PackageApplication) -> None:
        """An application to read, its documents, its form."""
        flow, paper = self._flow, self._paper
        flow.new_page()
        name = msg("Application {number}", number=f"{one.number:04d}")
        paper.mark(f"a{place}", paper.say(name), flow.y + 4 * MM)
        flow.add(text(paper, name, s.LABEL, paper.body))
        flow.add(text(paper, one.title or name, s.TITLE, paper.body, most=3))
        focus = FOCUS_AREAS.get(one.focus_area or "")
        if focus is not None:
            flow.add(text(paper, focus, s.QUIET, paper.body))
        flow.space(4 * MM)
        short = [(label, value) for label, value in one.fields if len(value) < 60 and "\n" not in value]
        flow.pairs(short)
        for label, value in (*(pair for pair in one.fields if pair not in short), *one.answers):
            if value.strip():
                flow.heading(label)
                flow.paragraph(value)
        decks = [(document, self._deck(document)) for document in one.documents]
        if decks:
            flow.heading(msg("Documents"))
            for document, deck in decks:
                flow.paragraph(self._named(document, deck))
        for _document, deck in decks:
            if deck is not None and deck.is_usable:
                for _size in deck.sizes:
                    flow.paper.new_page()
                    flow.paper.head_and_foot()
                self._slots.append((paper.page - len(deck.sizes) + 1, Path(deck.path)))
        flow.new_page()
        self._fields += FormPart(flow, self._content, place, one).draw()

    def finish(self) -> tuple[Message, ...]:
        """Close the file, lay the documents into their pages, put the fields in."""
        self._paper.save()
        if self._slots:
            self._lay()
        add_fields(self._target, self._fields, TOKEN, token_of(self._content).to_text())
        return (*self._notes, *self._paper.warnings)

    def _cover(self, title: str) -> None:
        flow, paper, head = self._flow, self._paper, self._content.head
        paper.mark("cover", title, flow.y + 4 * MM)
        flow.add(text(paper, title, s.TITLE, paper.body))
        flow.space(2 * MM)
        flow.pairs([
            (msg("For"), head.reviewer_name), (msg("From"), head.house),
            (msg("Back by"), paper.words.day(head.due_on) if head.due_on is not None else ""),
            (msg("Applications"), paper.words.number(len(self._content.applications)))])
        flow.heading(msg("How to fill it in"))
        for sentence in (
                msg("Open this file in any PDF reader, choose a mark for each criterion and write remarks where you"
                    " like. Whatever you leave empty counts as missing, never as zero."),
                msg("Save the file and send it back; you need not print it. Do not print it into a new PDF: the"
                    " fields would be lost."),
                msg("If you are too near to a company for a fair review, choose “Conflict of interest” and give no"
                    " marks.")):
            flow.paragraph(sentence)
            flow.space(1.5 * MM)
        if head.note:
            flow.paragraph(head.note)
        flow.heading(msg("Contents"))
        for place, one in enumerate(self._content.applications, 1):
            name = paper.words.text(msg("Application {number}", number=f"{one.number:04d}"))
            line = text(paper, f"{name}  {one.title}".strip(), s.TEXT, paper.body - 20 * MM, most=1)
            flow.need(line.height)
            top = flow.y
            flow.add(line)
            paper.link(f"a{place}", s.SIDE, top - line.height, paper.body, line.height, name)
            paper.page_of(f"a{place}", s.SIDE + paper.body - 20 * MM, top, s.TEXT, 20 * MM)
        flow.heading(msg("Criteria"))
        for number, criterion in enumerate(self._content.rubric.criteria, 1):
            share = criterion.weight / Decimal(str(self._content.rubric.weight)) if criterion.counted else None
            weight = (paper.words.percent(float(share)) if share is not None
                      else paper.words.text(msg("informative")))
            line_ = msg("{number}  {criterion}, {weight}", number=number, criterion=criterion.name.of(head.language),
                        weight=weight)
            flow.add(text(paper, line_, s.STRONG, paper.body))
            hint = criterion.hint.of(head.language)
            if hint:
                flow.paragraph(hint, s.QUIET)
            flow.space(1.5 * MM)

    def _deck(self, document: PackageDocument) -> Deck | None:
        source = self._documents.get(document.sha256)
        if source is None or document.media_type != "application/pdf":
            return None
        return prepare(source, self._folder / f"{document.sha256}.pdf")

    def _named(self, document: PackageDocument, deck: Deck | None) -> Message:
        kind = DOCUMENT_KINDS.get(document.kind, DOCUMENT_KINDS["other"])
        if deck is not None and deck.is_usable:
            return msg("{kind}: {title}, on the next pages", kind=kind, title=document.title)
        self._notes.append(msg("“{title}” could not be put into the form; send it beside it.", title=document.title))
        return msg("{kind}: {title}, not in this file; it comes separately", kind=kind, title=document.title)

    def _lay(self) -> None:
        """Each page of a document into the page that was kept free for it."""
        with pikepdf.open(self._target, allow_overwriting_input=True) as pdf:
            for first, deck in self._slots:
                with pikepdf.open(deck) as source:
                    for offset, page in enumerate(source.pages):
                        pdf.pages[first - 1 + offset].add_underlay(page, pikepdf.Rectangle(
                            s.SIDE, s.BOTTOM + 2 * MM, s.WIDTH - s.SIDE, s.HEIGHT - s.TOP - 6 * MM))
            pdf.save(self._target)
