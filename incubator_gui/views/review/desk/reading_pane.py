"""The middle of the desk: answers, documents, what changed, and what others wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QMargins, Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.review_desk import DeskDocument, DeskPaper
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.vocabulary import DOCUMENT_KINDS
from incubator_gui.views.review.desk import reading_lines
from incubator_gui.views.review.desk.find_bar import FindBar
from incubator_gui.views.review.desk.leaf import Leaf
from incubator_gui.views.review.desk.note_chip import NoteChip
from incubator_gui.views.review.desk.reading_bar import ReadingBar
from incubator_gui.views.review.desk.reading_changes import ChangesBar
from incubator_gui.views.review.desk.reading_menu import kept_size, restore_size, show_menu, show_page_menu
from incubator_gui.views.review.desk.reading_notes import ReadingNotes
from incubator_gui.views.review.desk.reading_search import PageSearch
from incubator_gui.views.review.desk.shelf import Shelf
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.image_page import ImagePage
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.outgoing import harmless, open_copy
from incubator_gui.widgets.paper_preview import Preview
from incubator_gui.widgets.styling import line, tight
from incubator_gui.widgets.text_page import Line, TextPage

ANSWERS, OTHERS, CHANGES = "answers", "others", "changes"
_REMEMBERED = 400


class ReadingPane(QWidget):
    """Remembers what was read last and on which page of each document."""

    turned = Signal()
    """Somebody reads: a page was turned or another document chosen."""

    def __init__(self, context: Context, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._shelf = context, shelf
        theme = context.theme
        self._paper: DeskPaper | None = None
        self._mine, self._sees_others, self._blind = ReviewForm(), "never", False
        self.leaf: Leaf | None = None
        self.menu: QMenu | None = None
        self._shown = ""
        self.key = ANSWERS
        self._wanted = ANSWERS
        self._pages: dict[str, int] = {}
        column = QVBoxLayout(self)
        tight(column)
        self.bar, self.finder = ReadingBar(theme), FindBar(theme)
        self.messages = MessageArea(theme)
        self.stack = FrontStack()
        self.text, self.pdf, self.image = TextPage(theme), Preview(theme, bare=True), ImagePage(theme)
        self.other = EmptyState(theme, "file", "", msg("Open with the system's program"), button_icon="external-link")
        self.waiting = PlainLabel("", "muted")
        self.waiting.setContentsMargins(16, 16, 16, 16)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes = ReadingNotes(self, theme)
        for page in (self.text, self.pdf, self.image, self.other, self.waiting, self.notes.list):
            self.stack.addWidget(page)
        for widget in (self.bar, line(), self.messages, self.finder):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addWidget(self.notes.card)
        gap = theme.px(16)
        self.pdf.view.setDocumentMargins(QMargins(gap, gap, gap, gap))
        self.search, self.changes = PageSearch(self), ChangesBar(self)
        self.chip = NoteChip(self, theme)
        self.bar.chosen.connect(self.choose)
        self.bar.paged.connect(self.pdf.go)
        self.bar.zoomed.connect(self.zoom)
        self.bar.find_asked.connect(self.begin_find)
        self.bar.more_asked.connect(self.show_more)
        self.bar.notes_asked.connect(self.notes.toggle_list)
        self.pdf.view.menu_asked.connect(lambda place: show_page_menu(self, place))
        self.pdf.turned.connect(self._turned)
        self.other.pressed.connect(self.hand_over)
        self.bar.show_page(0, 0)

    # what is shown ---------------------------------------------------------------------------

    def wait(self, words: str) -> None:
        """Another application, which is still being read, or which cannot be."""
        self._keep_place()
        self._paper, self.leaf, self._shown = None, None, ""
        self.changes.clear()
        self.notes.clear()
        self.waiting.setText(words)
        self.stack.setCurrentWidget(self.waiting)
        self.bar.show_page(0, 0)
        self.bar.allow(zoom=False, find=False)

    def show_paper(self, paper: DeskPaper, mine: ReviewForm, sees_others: str, *, blind: bool = False) -> None:
        """An application that was read; the same one again stays where it is."""
        old = self._paper
        same = old is not None and old.row.application == paper.row.application
        if not same:
            self._keep_place()
        elif old is not None and old.row.changed and not paper.row.changed and old.version == paper.version:
            # The first mark made it the version that is judged; what changed stays to be seen while it is in front.
            paper = replace(paper, changes=old.changes, reviewed_version=old.reviewed_version,
                            row=replace(paper.row, changed=True))
        self._paper, self._mine, self._sees_others, self._blind = paper, mine, sees_others, blind
        keys = [key for key, _words in self._choices()]
        key = self.key if same and (self.key in keys or self.key == CHANGES) else self._place_of_wish()
        self.bar.set_choices(self._choices(), key)
        self.changes.tell(paper)
        if not same or key != self.key or (key in (ANSWERS, OTHERS, CHANGES) and not self.lists_notes):
            self._show(key)

    def choose(self, key: str) -> None:
        """Answers, a document, or the reviews of others."""
        self._keep_place()
        self.bar.show_choice(key)
        paper = self._paper
        document = self._document(key)
        self._wanted = document.kind if document is not None else key
        if paper is not None:
            self._show(key)
            self.turned.emit()

    @property
    def reads_pdf(self) -> bool:
        """Whether pages of a PDF are in front."""
        return self.stack.currentWidget() is self.pdf

    @property
    def lists_notes(self) -> bool:
        """Whether the list of notes is in front."""
        return self.stack.currentWidget() is self.notes.list

    @property
    def blind(self) -> bool:
        """Whether names are hidden."""
        return self._blind

    def document(self) -> DeskDocument | None:
        """The document in front."""
        return self._document(self.key)

    def documents(self) -> tuple[DeskDocument, ...]:
        """All documents of the application."""
        return () if self._paper is None else self._paper.documents

    def show_list(self) -> None:
        """The list of notes in the place of what is read."""
        self._keep_place()
        self._put(self.notes.list)

    def tell(self, words: Message) -> None:
        """One sentence above what is read, in the place of the one before."""
        self.changes.say(words)

    def show_changes(self) -> None:
        """What is another one since the version that was reviewed."""
        self._show(CHANGES)

    def step(self, step: int) -> None:
        """The next thing to read, or the one before."""
        keys = [key for key, _words in self._choices()]
        if self.key in keys:
            key = keys[(keys.index(self.key) + step) % len(keys)]
            self.choose(key)

    def wish(self, paper: DeskPaper) -> DeskDocument | None:
        """The document that will be shown first of another application; else its first one."""
        liked = next((one for one in paper.documents if one.kind == self._wanted), None)
        return liked or next(iter(paper.documents), None)

    def zoom(self, factor: float) -> None:
        """Larger or smaller."""
        page = self.stack.currentWidget()
        if isinstance(page, (TextPage, Preview, ImagePage)):
            page.zoom(factor)

    def show_more(self) -> None:
        """The menu of what else can be done."""
        self.menu = show_menu(self)

    def page(self) -> QWidget:
        """What has the keyboard while somebody reads."""
        front = self.stack.currentWidget()
        return self.notes.list.view if self.lists_notes else self.pdf.view if self.reads_pdf or front is None else front

    def begin_find(self) -> None:
        """Look for words."""
        if self.bar.finder.isEnabled():
            self.finder.begin()
            self.search.look(self.finder.field.text())

    def hand_over(self) -> None:
        """Open with the system's program, a copy that cannot be changed."""
        document = self._document(self.key)
        if document is None or self.leaf is None:
            return
        if not harmless(document.file_name):
            self._context.shell.warn(msg("Files of this kind could start a program and are not opened from here. "
                                         "Save “{name}” and check it first.", name=document.file_name), "warning")
        elif not open_copy(document.file_name, self.leaf.content):
            self._context.shell.warn(msg("No program for “{name}” was found on this computer. Save it instead.",
                                         name=document.file_name))

    def state(self) -> dict[str, Any]:
        """What is read, and the pages."""
        self._keep_place()
        return {"wanted": self._wanted, "size": kept_size(self.pdf.view),
                "pages": dict(list(self._pages.items())[-_REMEMBERED:])}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        wanted, pages = state.get("wanted"), state.get("pages")
        restore_size(self.pdf.view, state.get("size"))
        if isinstance(wanted, str):
            self._wanted = wanted
        if isinstance(pages, dict):
            self._pages = {str(key): page for key, page in pages.items() if isinstance(page, int) and page >= 0}

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for part in (self.bar, self.finder, self.messages, self.other, self.pdf, self.notes, self.chip):
            part.retranslate()
        if self._paper is not None:
            self.bar.set_choices(self._choices(), self.key)
            if self.key in (ANSWERS, OTHERS, CHANGES) and not self.lists_notes:
                self._show(self.key)

    # within ----------------------------------------------------------------------------------

    def _choices(self) -> tuple[tuple[str, str], ...]:
        paper = self._paper
        if paper is None:
            return ((ANSWERS, tr("Answers")),)
        kinds = [one.kind for one in paper.documents]
        found = [(ANSWERS, tr("Answers"))]
        for one in paper.documents:
            known = DOCUMENT_KINDS.get(one.kind)
            words = text(known) if known is not None and kinds.count(one.kind) == 1 and one.kind != "other" \
                else one.title or one.file_name
            found.append((one.key, words if len(words) <= 24 else words[:23] + "…"))
        if self._sees_others != "never":
            found.append((OTHERS, tr("Other reviews")))
        return tuple(found)

    def _document(self, key: str) -> DeskDocument | None:
        return next((one for one in self._paper.documents if one.key == key), None) if self._paper else None

    def _place_of_wish(self) -> str:
        paper = self._paper
        if paper is None or self._wanted in (ANSWERS, OTHERS):
            return OTHERS if self._wanted == OTHERS and self._sees_others != "never" else ANSWERS
        return next((one.key for one in paper.documents if one.kind == self._wanted), ANSWERS)

    def _show(self, key: str) -> None:
        paper = self._paper
        if paper is None:
            return
        self.key = key
        self.leaf = None
        document = self._document(key)
        if document is not None:
            self._shown = ""
            kept = self._shelf.leaf(paper.row.application, key)
            if kept is not None:
                self._show_leaf(document, kept)
                return
            self.waiting.setText(tr("Opening “{name}” …", name=document.title))
            self._put(self.waiting)
            self._shelf.read_leaf(paper.row.application, document,
                                  self._for(paper, key, lambda leaf: self._show_leaf(document, leaf)),
                                  self._for(paper, key, self._no_leaf))
            return
        if key == CHANGES:
            self.text.setAccessibleName(tr("What changed since your review"))
            self.text.show_lines(reading_lines.changes(paper))
        elif key == OTHERS:
            self.text.setAccessibleName(tr("Reviews of others"))
            self.text.show_lines(
                (Line("title", tr("Reviews of others")),
                 Line("muted", text(reading_lines.hidden(self._sees_others, paper.others_count))))
                if paper.others_hidden else reading_lines.others(paper, self._mine))
        else:
            self.text.setAccessibleName(tr("Answers"))
            self.text.show_lines(reading_lines.answers(paper, blind=self._blind))
        self._put(self.text)
        self._restore_scroll()

    def _for(self, paper: DeskPaper, key: str, run: Callable[[Any], object]) -> Callable[[Any], object]:
        """Only while this is still what is read."""
        def heard(result: Any) -> None:
            now = self._paper
            if now is not None and now.row.application == paper.row.application and self.key == key:
                run(result)

        return heard

    def _show_leaf(self, document: DeskDocument, leaf: Leaf) -> None:
        self.leaf = leaf
        name = document.title or document.file_name
        if leaf.kind == "pdf" and self.pdf.show_paper(leaf.content):
            self._shown = self._remembered()
            self._put(self.pdf)
            self.pdf.view.setAccessibleName(name)
            self.search.take_paper()
            page = self._pages.get(self._shown, 1)
            self.pdf.go(1)
            if page > 1:
                QTimer.singleShot(0, self.pdf, lambda: self.pdf.go(page))
            self._turned()
            self.notes.paper_shown()
        elif leaf.kind == "pdf":
            self._refuse(msg("“{name}” is locked or damaged and cannot be shown here. Open it with the system's "
                             "program, or ask for it again.", name=name))
        elif leaf.kind == "image" and leaf.image is not None:
            self.image.show_image(leaf.image, name)
            self._put(self.image)
        elif leaf.kind == "text":
            self.text.setAccessibleName(name)
            self.text.show_lines(Line("body", each) for each in leaf.text.splitlines() or [""])
            self._put(self.text)
            self._restore_scroll()
        else:
            self._refuse(msg("“{name}” ({file}) is shown by another program.", name=name, file=document.file_name))

    def _no_leaf(self, error: IncubatorError) -> None:
        self.waiting.setText(text(error.message))
        self._put(self.waiting)

    def _refuse(self, why: Message) -> None:
        self.other.set_line(why)
        self._put(self.other)

    def _put(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        self.bar.notes.setChecked(page is self.notes.list)
        if page in (self.text, self.image, self.other):
            self.notes.paper_shown()
        if page is not self.pdf:
            self.search.leave_paper()
            self.bar.show_page(0, 0)
        self.bar.allow(zoom=page in (self.text, self.pdf, self.image), find=page in (self.text, self.pdf),
                       more=self.leaf is not None)
        if self.finder.isVisible() and page in (self.text, self.pdf):
            self.search.look(self.finder.field.text())

    def _remembered(self) -> str:
        return f"{self._paper.row.application.hex}:{self.key}" if self._paper is not None else ""

    def _keep_place(self) -> None:
        if self._paper is None or self.lists_notes:
            return
        name = self._remembered()
        place = self.text.verticalScrollBar().value() if self.stack.currentWidget() is self.text else 0
        if self.stack.currentWidget() is self.pdf:
            place = self.pdf.page()
        self._pages.pop(name, None)
        if place > 0:
            self._pages[name] = place

    def _restore_scroll(self) -> None:
        place = self._pages.get(self._remembered(), 0)
        bar = self.text.verticalScrollBar()
        bar.setValue(place)
        if place and bar.value() != place:
            QTimer.singleShot(0, self.text, lambda: bar.setValue(place))

    def _turned(self) -> None:
        if self.stack.currentWidget() is self.pdf:
            self.bar.show_page(self.pdf.page(), self.pdf.document.pageCount())
            self.turned.emit()
