"""The side panel: one application with its details, history, documents and notes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import ntr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.services.calls import StageRow
from incubator_gui.views.applications.columns import number_words
from incubator_gui.views.applications.details_tab import DetailsTab
from incubator_gui.views.applications.documents_tab import DocumentsTab
from incubator_gui.views.applications.history_tab import STEP, HistoryTab
from incubator_gui.views.applications.known import Known, look
from incubator_gui.views.applications.notes_tab import NotesTab
from incubator_gui.views.applications.stock import PanelStock, read_history, read_panel
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.side_panel import SidePanel
from incubator_gui.widgets.styling import Button, IconButton
from incubator_gui.widgets.tag import Tag, Tone

_SHOWN = ("application", "stage_move", "answer", "question", "document", "note", "tag", "tagging", "company",
          "person", "stage", "call", "review")
_TONES: dict[str, Tone] = {"accent": "accent", "warning": "warning", "success": "success", "error": "error"}


class ApplicationPanel(SidePanel):
    """Reads by itself; emits what the screen has to do."""

    stage_chosen = Signal(object, object)
    """Id of the application, id of the stage."""
    opened = Signal(str, object)
    gone = Signal()

    def __init__(self, context: Context, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, self._known = context, known
        self.id: UUID | None = None
        self.stock: PanelStock | None = None
        self._limit = STEP
        self._history_of: tuple[UUID, int] | None = None
        self.details = DetailsTab(context, known)
        self.details.opened.connect(self.opened)
        self.history = HistoryTab(context.theme, known)
        self.history.more_asked.connect(self._read_history)
        self.documents = DocumentsTab(context)
        self.notes = NotesTab(context)
        self.add_tab("details", "", self.details)
        self.add_tab("history", "", self.history)
        self.add_tab("documents", "", self.documents, scroll=False)
        self.add_tab("notes", "", self.notes)
        self.tab_changed.connect(self._turned)
        theme = context.theme
        self.next = Button(theme, icon="arrow-right", kind="main")
        self.next.clicked.connect(lambda: self._go(self._next()))
        self.loop = Button(theme)
        self.loop.clicked.connect(lambda: self._go(self._known.stage_of("more_information")))
        self.menu = IconButton(theme, "ellipsis", kind="")
        self.menu.clicked.connect(self.open_menu)
        self.add_action(self.next)
        self.add_action(self.loop)
        self.add_action(self.menu, last=True)
        self.words()

    def open(self, id: UUID) -> None:
        """Show an application; what was being typed in the one before is saved or kept."""
        if id != self.id:
            self.details.keep()
            self.id, self._limit, self._history_of = id, STEP, None
        self.read()

    def read(self) -> None:
        """Read again what is shown."""
        id, house = self.id, self._context.house
        if id is not None:
            self._context.jobs.read(lambda: read_panel(house, id), self._show, failed=self._failed, owner=self,
                                    key="sheet")

    def refresh(self, changes: Changes) -> None:
        """Something changed: look again where it may be shown here."""
        if self.id is not None and changes.touches(*_SHOWN):
            self._history_of = None
            self.read()

    def commit(self) -> bool:
        """Save what is being typed."""
        return self.details.commit()

    def words(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.menu.set_name(tr("All stages and more"))
        for part in (self.details, self.history, self.documents, self.notes):
            part.retranslate()
        self._fill()

    def _show(self, stock: PanelStock) -> None:
        if stock.sheet.row.id != self.id:
            return
        self.stock = stock
        self.details.show_stock(stock)
        self.documents.show_documents(self.id, stock.documents)
        self.notes.show_notes(self.id, stock.notes)
        self._fill()
        self._turned(self.current_tab())

    def _failed(self, _error: IncubatorError) -> None:
        self.id, self.stock = None, None
        self.gone.emit()

    def _fill(self) -> None:
        stock = self.stock
        documents, notes = (len(stock.documents), len(stock.notes)) if stock else (0, 0)
        self.set_tab_words("details", tr("Details"))
        self.set_tab_words("history", tr("History"))
        self.set_tab_words("documents", tr("Documents {n}", n=documents))
        self.set_tab_words("notes", tr("Notes {n}", n=notes))
        if stock is None:
            return
        row = stock.sheet.row
        caption = tr("Application {number} · version {version}", number=number_words(row.number),
                     version=stock.sheet.version)
        stage = self._known.stages.get(row.stage_id)
        tags: list[QWidget] = []
        if stage is not None:
            icon, tone = look(stage)
            tags.append(Tag(self._context.theme, self._known.stage_name(stage.id), icon, _TONES.get(tone, "neutral")))
        days = PlainLabel(ntr("{n} day in this stage", "{n} days in this stage", self._known.days(row)), "label")
        days.set_tone("warning" if self._known.late(row) else "")
        tags.append(days)
        self.set_head(caption, row.company, tags)
        ahead = self._next()
        self.next.setVisible(ahead is not None)
        if ahead is not None:
            self.next.setText(tr("Next: {stage}", stage=self._known.stage_name(ahead.id)).replace("&", "&&"))
        side = self._known.stage_of("more_information")
        self.loop.setVisible(side is not None and self._known.open(row) and side.id != row.stage_id)
        if side is not None:
            self.loop.setText(self._known.stage_name(side.id).replace("&", "&&"))

        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The arrow goes where the words need its place."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.next.set_icon("arrow-right")
        parts = [widget for widget in (self.next, self.loop, self.menu) if not widget.isHidden()]
        wanted = sum(widget.sizeHint().width() + 8 for widget in parts) + 32
        if wanted > self.width():
            self.next.setIcon(QIcon())

    def _next(self) -> StageRow | None:
        if self.stock is None:
            return None
        return self._known.next_stage(self.stock.sheet.row, self.stock.sheet.moves)

    def _go(self, stage: StageRow | None) -> None:
        if stage is not None and self.id is not None and self.commit():
            self.stage_chosen.emit(self.id, stage.id)

    def open_menu(self) -> QMenu | None:
        """All stages, and the company."""
        if self.stock is None:
            return None
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        row = self.stock.sheet.row
        for stage in self._known.stages.values():
            words = self._known.stage_name(stage.id)
            icon = self._context.theme.icon(*look(stage))
            action = menu.addAction(icon, words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, stage=stage: self._go(stage))
            action.setEnabled(stage.id != row.stage_id)
        menu.addSeparator()
        menu.addAction(tr("Open the company"), lambda: self.opened.emit("company", row.company_id))
        menu.popup(self.menu.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        return menu

    def _turned(self, key: str) -> None:
        if key == "history" and self.stock is not None:
            self._read_history(self._limit)

    def _read_history(self, limit: int) -> None:
        stock, house = self.stock, self._context.house
        if stock is None or self._history_of == (stock.sheet.row.id, limit):
            return
        self._limit = limit
        wanted = (stock.sheet.row.id, limit)

        def show(lines: Any) -> None:
            self._history_of = wanted
            self.history.show_lines(lines, limit)

        self._context.jobs.read(lambda: read_history(house, stock, limit), show, owner=self, key="history")
